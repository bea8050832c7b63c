"""What a server's failure was, from what the HTTP libraries raise: the code of a sentence in notices.toml."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

_BY_STATUS = {401: "key", 403: "forbidden", 404: "no_such_place", 405: "no_such_place", 410: "no_such_place"}
_BUSY = {408, 425, 429}
_PAGES = {"text/html", "application/xhtml+xml"}


def failed(error: BaseException) -> tuple[str, dict[str, object]]:
    """Give the code and its values for what is no answer: refused, dns, tls, slow, address, dropped."""
    chain = list(_chain(error))
    names = {type(each).__name__ for each in chain}
    words = " ".join(str(each) for each in chain)
    tls = [each for each in chain if isinstance(each, ssl.SSLError)]
    if tls or "CERTIFICATE_VERIFY_FAILED" in words or "WRONG_VERSION_NUMBER" in words:
        said = (getattr(tls[0], "verify_message", "") or tls[0].reason or "") if tls else ""
        return "tls", {"said": said or "TLS"}
    if any(isinstance(each, socket.gaierror) for each in chain) or "Name or service not known" in words:
        return "dns", {}
    if any(isinstance(each, TimeoutError) for each in chain) or any("Timeout" in name for name in names):
        return "slow", {}
    if names & {"InvalidURL", "UnsupportedProtocol", "LocalProtocolError"}:
        return "address", {}
    if names & {"ConnectError", "ConnectionRefusedError", "ProxyError"}:
        return "refused", {}
    return "dropped", {}


def refused(status: int, kind: str) -> tuple[str, dict[str, object]] | None:
    """Give the code and its values for an answer that is none, by status and type; None for a good one."""
    if 200 <= status < 300:
        return ("page", {}) if kind.partition(";")[0].strip().lower() in _PAGES else None
    if status in _BUSY:
        return "busy", {"status": status}
    if 300 <= status < 400:
        return "moved", {"status": status}
    if status in _BY_STATUS:
        return _BY_STATUS[status], {"status": status}
    return ("broken" if status >= 500 else "rejected"), {"status": status}


def is_loopback(host: str) -> bool:
    """Tell whether a host's name or number is this machine's own."""
    from ipaddress import ip_address  # noqa: PLC0415 - only asked about a server

    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def shown(url: str) -> str:
    """Give a server's address for a person to read: never a user name, a password or a query."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "..."
    host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname or ""
    return f"{parts.scheme}://{host}{port}{parts.path}".rstrip("/")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error and everything that it came from."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop(0)
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += [each.__cause__, each.__context__]
