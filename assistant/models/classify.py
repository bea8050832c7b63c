"""From what the libraries raise to what happened. Only `client` imports this."""

from __future__ import annotations

import email.utils
import re
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import httpx2
import openai

from assistant.models.trouble import Reason, Trouble

UNREADABLE: Final = (
    openai.OpenAIError,
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.StreamError,
    OSError,
    # What the client and LangChain raise on chunks that are JSON but no answer, or no JSON at all.
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
)
"""Everything that a server's behaviour can raise out of the client."""

_CONTEXT: Final = re.compile(
    r"context[ _-]?(?:length|window|size|limit)|(?:exceed|overflow|larger|longer|more)\w*.{0,60}context"
    r"|context.{0,40}(?:exceed|overflow|too (?:long|large|small))|prompt is too long"
    r"|too many (?:input )?tokens|(?:input|prompt|request)[^.]{0,40}too (?:long|large)|requested tokens",
    re.IGNORECASE,
)
_NO_CREDIT: Final = re.compile(r"insufficient[_ ]quota|billing|credit|payment required", re.IGNORECASE)


def classify(error: BaseException) -> Trouble:
    """Tell what happened."""
    chain = list(_chain(error))
    for each in chain:
        if isinstance(each, Trouble):
            return each
        if isinstance(each, openai.APIStatusError):
            return _from_status(each)
    if any(isinstance(each, httpx2.InvalidURL | httpx2.UnsupportedProtocol) for each in chain):
        return Trouble("address")
    if isinstance(error, openai.APIConnectionError | httpx2.TransportError | OSError):
        return _from_connection(chain)
    return _from_stream(error)


def mentions(error: BaseException, secret: str) -> bool:
    """Tell whether an error, or anything it came from, says `secret` in its text."""
    return bool(secret) and any(secret in f"{each} {each!r}" for each in _chain(error))


def _from_stream(error: BaseException) -> Trouble:
    """Tell what happened inside a stream that had begun well."""
    if isinstance(error, openai.APIError):  # an error event instead of a chunk
        code = str(error.body.get("code", "")) if isinstance(error.body, dict) else ""
        reason: Reason = "context" if _CONTEXT.search(error.message) else "broken"
        return Trouble(reason, error.message, status=int(code) if code.isdigit() else 0)
    empty = "No generation" in str(error)  # LangChain's word for a stream without a chunk
    return Trouble("empty" if empty else "garbage")


def _from_status(error: openai.APIStatusError) -> Trouble:
    status = error.status_code
    said = _said(error)
    wait = _wait_seconds(error.response.headers)
    return Trouble(
        _reason(status, f"{said} {error.code or ''} {error.type or ''}"),
        said,
        status=status,
        wait_seconds=wait,
    )


def _reason(status: int, said: str) -> Reason:
    if status in {400, 413, 422, 500} and _CONTEXT.search(said):
        return "context"
    if status == 402 or (status == 429 and _NO_CREDIT.search(said)):
        return "no_credit"
    if status == 404:
        return "unknown_model" if "model" in said.casefold() else "no_such_place"
    known: dict[int, Reason] = {401: "key", 403: "forbidden", 408: "busy", 429: "busy", 405: "no_such_place"}
    if status in known:
        return known[status]
    if 300 <= status < 400:
        return "no_such_place"
    return "broken" if status >= 500 else "rejected"


def _said(error: openai.APIStatusError) -> str:
    """Give the server's own sentence, without the client's wrapping; nothing for a page."""
    body = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        if isinstance(inner, dict):
            inner = inner.get("message") or inner.get("detail") or ""
        return str(inner or body.get("message") or body.get("detail") or "")
    return "" if body is None or "<" in str(body) else str(body)


def _wait_seconds(headers: httpx2.Headers) -> float | None:
    """Read Retry-After in its three ways of writing: milliseconds, seconds, a date."""
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1_000)
        given = headers.get("retry-after", "")
        if re.fullmatch(r"\d+(?:\.\d+)?", given.strip()):
            return float(given)
        until = email.utils.parsedate_to_datetime(given) if given else None
    except ValueError:
        return None
    if until is None:
        return None
    now = datetime.now(tz=UTC)
    return max(0.0, (until.astimezone(UTC) - now).total_seconds())


def _from_connection(chain: list[BaseException]) -> Trouble:
    words = " ".join(str(each) for each in chain)
    tls = [each for each in chain if isinstance(each, ssl.SSLError)]
    if tls or "CERTIFICATE_VERIFY_FAILED" in words or "WRONG_VERSION_NUMBER" in words:
        return Trouble("tls", getattr(tls[0], "verify_message", "") or (tls[0].reason or "") if tls else "")
    if any(isinstance(each, socket.gaierror) for each in chain):
        return Trouble("dns")
    slow = (TimeoutError, httpx2.TimeoutException, openai.APITimeoutError)
    if any(isinstance(each, slow) for each in chain):
        return Trouble("slow")
    if any(isinstance(each, httpx2.ConnectError) for each in chain):
        return Trouble("refused")
    return Trouble("dropped")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error and everything it came from, groups included."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [cause for cause in (each.__cause__, each.__context__) if cause is not None]
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions
