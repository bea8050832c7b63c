"""The line to a Chroma server: address, token, TLS, deadlines, and one sentence for each way it can fail."""

from __future__ import annotations

import json
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import RLock, local
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from knowledge.deadline import within
from knowledge.reaching import failed, is_loopback, refused, shown
from knowledge.trouble import Trouble

if TYPE_CHECKING:
    import httpx2

_CONNECT_SECONDS: Final = 3.0
_AWAY_SECONDS: Final = 20.0
"""For so long a server that could not be reached is not tried again."""
_CLOUD: Final = "trychroma.com"
_MOST_BYTES: Final = 64_000_000
"""Bytes of an answer that are read."""


class ServerTrouble(Trouble):
    """The server cannot be used; says why."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Chroma server is and how it lets us in."""

    url: str
    token: str = field(default="", repr=False)
    token_header: str = ""
    """"Authorization", "X-Chroma-Token", or empty for what the host is known to take."""
    tenant: str = ""
    database: str = ""
    """Tenant and database; empty asks the server."""
    ca_file: str = ""
    """A PEM file with the certificate to trust instead of the public ones."""


class Line:
    """Speaks with one server. Every method may raise ServerTrouble."""

    def __init__(self, address: Address, request_seconds: float) -> None:
        self.address = address
        self.shown = shown(address.url)
        """The address for people, without secrets."""
        self._seconds = request_seconds
        self._asking = local()
        self._guard = RLock()
        self._failed: tuple[float, ServerTrouble] | None = None
        self._client: httpx2.Client | None = None
        self._root = ""
        self._place = ""

    @contextmanager
    def asking(self, seconds: float) -> Iterator[None]:
        """Let all requests inside take no longer than this together."""
        before = getattr(self._asking, "until", None)
        self._asking.until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._asking.until = before

    def close(self) -> None:
        """Let go of connections."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # what is being left may be in any state
                client.close()

    def asked(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, seconds: float = 0.0
    ) -> Any:
        """Ask below the database that is ours."""
        with self._guard:
            if not self._place:
                self._reach()
        return self._request(method, self._place + path, body, seconds)

    def _reach(self) -> None:
        """Connect, unless that failed a moment ago: nobody should wait twice for a server that is away."""
        if self._failed is not None and time.monotonic() < self._failed[0] + _AWAY_SECONDS:
            raise ServerTrouble(self._failed[1].code, **self._failed[1].values)
        try:
            self._connect()
        except ServerTrouble as trouble:
            self._failed = (time.monotonic(), trouble)
            raise

    def _connect(self) -> None:
        """See that a Chroma server is there, and which tenant and database are ours."""
        self._root = _root(self.address)
        try:
            beat = self._request("GET", "/heartbeat")
        except ServerTrouble as trouble:
            if trouble.code in {"no_such_place", "garbage"}:
                raise ServerTrouble("no_chroma", server=self.shown) from trouble
            raise
        if not isinstance(beat, dict) or "nanosecond heartbeat" not in beat:
            raise ServerTrouble("no_chroma", server=self.shown)
        tenant, database = self.address.tenant.strip(), self.address.database.strip()
        if not (tenant and database):
            known = self._request("GET", "/auth/identity")
            if isinstance(known, dict):
                tenant = tenant or _only([known.get("tenant")])
                database = database or _only(known.get("databases") or [])
        tenant, database = tenant or "default_tenant", database or "default_database"
        place = f"/tenants/{quote(tenant, safe='')}/databases/{quote(database, safe='')}"
        try:
            self._request("GET", place)
        except ServerTrouble as trouble:
            if trouble.code == "no_such_place":
                raise ServerTrouble(
                    "no_database", server=self.shown, tenant=tenant, database=database
                ) from trouble
            raise
        self._place = place

    def _request(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, longest: float = 0.0
    ) -> Any:
        import httpx2  # noqa: PLC0415 - a tenth of a second that only a question to a server is worth

        until: float | None = getattr(self._asking, "until", None)
        seconds = longest or self._seconds
        if until is not None:
            seconds = min(seconds, until - time.monotonic())
        content = None if body is None else json.dumps(body).encode()
        try:
            with self._guard:
                client = self._opened()
                status, kind, said = within(seconds, lambda: self._sent(client, method, path, content))
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, RuntimeError) as error:
            code, values = failed(error)
            self.close()  # what has gone wrong may have left half an answer behind
            given = f"{longest or self._seconds:g}"
            raise ServerTrouble(code, server=self.shown, seconds=given, **values) from None
        bad = refused(status, kind)
        if bad is not None:
            raise ServerTrouble(bad[0], server=self.shown, **bad[1])
        try:
            return json.loads(said) if said.strip() else None
        except ValueError:
            raise ServerTrouble("garbage", server=self.shown) from None

    def _sent(
        self, client: httpx2.Client, method: str, path: str, content: bytes | None
    ) -> tuple[int, str, bytes]:
        """Send one request and give status, content type and body."""
        with client.stream(method, f"{self._root}{path}", content=content) as response:
            said = bytearray()
            for chunk in response.iter_bytes():
                said += chunk
                if len(said) > _MOST_BYTES:
                    raise OSError("the answer does not end")
            return response.status_code, response.headers.get("content-type", ""), bytes(said)

    def _opened(self) -> httpx2.Client:
        if self._client is None:
            import httpx2  # noqa: PLC0415 - see above

            host = urlsplit(self._root).hostname or ""
            self._client = httpx2.Client(
                headers={"Content-Type": "application/json", **_token(self.address, host)},
                timeout=httpx2.Timeout(self._seconds, connect=min(_CONNECT_SECONDS, self._seconds)),
                verify=_trusted(self.address),
                follow_redirects=False,  # the token is for this host
                trust_env=not is_loopback(host),
            )
            weakref.finalize(self, self._client.close)  # a command ends without a word to us
        return self._client


def _root(address: Address) -> str:
    """Give where the API begins. Raises ServerTrouble for an address that must not be asked."""
    given = address.url.strip()
    try:
        parts = urlsplit(given)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ServerTrouble("address", server=shown(given) if "://" in given else given.rpartition("@")[2])
    if parts.username or parts.password:
        raise ServerTrouble("password", server=shown(given))
    if address.token.strip() and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ServerTrouble("plain_token", server=shown(given))
    path = parts.path.rstrip("/").removesuffix("/api/v2")
    return f"{parts.scheme}://{parts.netloc}{path}/api/v2"


def _token(address: Address, host: str) -> dict[str, str]:
    """Give the header that carries the token, as Chroma's own client does."""
    token = address.token.strip()
    if not token:
        return {}
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise ServerTrouble("token", server=shown(address.url))
    cloud = host == _CLOUD or host.endswith(f".{_CLOUD}")
    if (address.token_header or ("X-Chroma-Token" if cloud else "Authorization")) == "X-Chroma-Token":
        return {"X-Chroma-Token": token}
    return {"Authorization": f"Bearer {token}"}


def _trusted(address: Address) -> Any:
    """Give the certificates to trust: those of `ca_file`, else the public ones."""
    if address.url.strip().startswith("http:"):
        return False  # there is no TLS then, and reading all public certificates takes a while
    if not address.ca_file.strip():
        return True
    import ssl  # noqa: PLC0415 - only for a server with a certificate of its own

    try:
        return ssl.create_default_context(cafile=address.ca_file.strip())
    except (OSError, ssl.SSLError) as error:
        said = getattr(error, "strerror", None) or "PEM"
        raise ServerTrouble("ca_file", path=address.ca_file.strip(), said=said) from error


def _only(names: Sequence[object]) -> str:
    """Give the one name that is a name; empty for none, for several and for "*"."""
    told = [each for each in names if isinstance(each, str) and each not in {"", "*"}]
    return told[0] if len(told) == 1 else ""
