"""Vectors from a model behind the OpenAI embeddings API: OpenAI, or any server that speaks it.

Off unless a model is named in the settings: then questions leave the machine for that server.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from knowledge.deadline import within
from knowledge.embedders.port import Embedder, EmbedderTrouble
from knowledge.embedders.prefixes import AUTO, prefixes
from knowledge.reaching import failed, is_loopback, refused, shown

if TYPE_CHECKING:
    import openai

OPENAI: Final = "https://api.openai.com/v1"
MAX_QUESTION: Final = 1_000
"""Characters of a question that are sent; what comes after says nothing new."""
_MAX_TEXT: Final = 6_000
"""Characters of a text that are sent; models cut at about this length anyway."""
_BATCH: Final = 64
"""Texts in a request; a server that takes fewer gets half, and half again."""
_TEXTS_FACTOR: Final = 6
"""A batch of texts may take this many times as long as a question."""
_VERSION: Final = 1
"""Raise it when the same text gets another vector from the same model."""
_CONNECT_SECONDS: Final = 3.0
_PAUSE_SECONDS: Final = 1.0
"""Wait before the one retry when the server names none."""
_AGAIN: Final = {"busy", "broken", "dropped"}
_TOO_MUCH: Final = {400, 413, 422}
_NO_KEY: Final = "none"
"""Sent to a server without a key of its own; the client insists on one."""


class OpenAIEmbedder(Embedder):
    """Asks a server. `deadline_seconds` holds for a question; `on_retry` is told the wait before a retry."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str = "",
        api_key: str = "",
        dimensions: int = 0,
        query_prefix: str = AUTO,
        passage_prefix: str = AUTO,
        deadline_seconds: float = 10.0,
        on_retry: Callable[[float], None] = lambda _seconds: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._model = model.strip()
        self._base_url = base_url.strip() or OPENAI
        self._api_key = api_key.strip()
        self._asked_dimensions = dimensions
        self._dimension = dimensions
        self._query, self._passage = prefixes(self._model, query_prefix, passage_prefix)
        self._seconds = deadline_seconds
        self._on_retry = on_retry
        self._sleep = sleep
        self._batch = _BATCH
        self._trusted: Any = None
        self._last: tuple[str, list[float]] = ("", [])
        """The question that was asked last: two indexes ask for its vector, one after the other."""

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model

    @property
    def fingerprint(self) -> str:
        """Model, host, dimensions, prefixes and version; no key and no port."""
        try:
            host = urlsplit(self._base_url).hostname or ""
        except ValueError:
            host = ""
        given = [self._model, f"openai-{_VERSION}", host, str(self._asked_dimensions)]
        return "|".join([*given, self._query, self._passage])

    @property
    def dimension(self) -> int:
        """Numbers in each vector; 0 before the first answer when the settings do not say."""
        return self._dimension

    @property
    def place(self) -> str:
        """The server's address, without secrets."""
        return "OpenAI" if self._base_url == OPENAI else shown(self._base_url)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Give one vector of length one for each text; a text without words gets zeros."""
        told = [f"{self._passage}{text[:_MAX_TEXT]}" if text.strip() else "" for text in texts]
        waiting = [text for text in told if text]
        found: list[list[float]] = []
        while len(found) < len(waiting):
            batch = waiting[len(found) : len(found) + self._batch]
            try:
                found += self._vectors(batch, self._seconds * _TEXTS_FACTOR)
            except EmbedderTrouble as trouble:
                if trouble.values.get("status") not in _TOO_MUCH or len(batch) == 1:
                    raise
                self._batch = len(batch) // 2
        given = iter(found)
        return [next(given) if text else [0.0] * self._dimension for text in told]

    def embed_question(self, text: str) -> list[float]:
        """Give a question's vector; it is cut to `MAX_QUESTION` characters, at a word."""
        cut = (
            text
            if len(text) <= MAX_QUESTION
            else text[:MAX_QUESTION].rpartition(" ")[0] or text[:MAX_QUESTION]
        )
        if not cut.strip():
            return [0.0] * self._dimension
        if self._last[0] != cut:
            self._last = (cut, self._vectors([f"{self._query}{cut}"], self._seconds)[0])
        return self._last[1]

    def begin_anew(self, texts: Sequence[str]) -> None:
        """Forget the last question's vector."""
        del texts
        self._last = ("", [])

    def _vectors(self, texts: list[str], seconds: float) -> list[list[float]]:
        """Ask once, and once more when the server was only busy or broken and there is time left."""
        until = time.monotonic() + seconds
        try:
            return self._asked(texts, seconds)
        except EmbedderTrouble as trouble:
            wait = float(str(trouble.values.get("wait") or _PAUSE_SECONDS))
            if trouble.code not in _AGAIN or time.monotonic() + wait >= until:
                raise
            self._on_retry(wait)
            self._sleep(wait)
            return self._asked(texts, max(0.1, until - time.monotonic()))

    def _asked(self, texts: list[str], seconds: float) -> list[list[float]]:
        client = self._opened(seconds)
        import openai  # noqa: PLC0415 - loaded with the client

        options: dict[str, Any] = {"dimensions": self._asked_dimensions} if self._asked_dimensions else {}

        def ask() -> tuple[str, bytes]:
            raw = client.embeddings.with_raw_response.create(
                model=self._model, input=texts, encoding_format="float", **options
            )
            return raw.headers.get("content-type", ""), raw.content

        try:
            kind, content = within(seconds, ask)
        except openai.APIStatusError as error:
            raise self._told(*_from_status(error)) from None
        except (openai.OpenAIError, OSError, ValueError, RuntimeError) as error:
            code, values = failed(error)
            raise self._told(code, {"seconds": f"{seconds:g}", **values}) from None
        finally:
            client.close()  # also what still waits: nothing of it is left behind
        bad = refused(200, kind)
        if bad is not None:
            raise self._told(*bad)
        return self._read(content, len(texts))

    def _read(self, content: bytes, expected: int) -> list[list[float]]:
        """Take the vectors out of an answer. Raises EmbedderTrouble for whatever is no vector."""
        try:
            rows = json.loads(content)["data"]
            places = [row.get("index") for row in rows]
            if sorted(places, key=str) == sorted(range(len(rows)), key=str):
                rows = sorted(rows, key=lambda row: row["index"])
            vectors = [[float(number) for number in row["embedding"]] for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError):
            raise self._told("garbage", {}) from None
        if len(vectors) != expected:
            raise self._told("vector_count", {"count": len(vectors), "expected": expected})
        return [self._unit(vector) for vector in vectors]

    def _unit(self, vector: list[float]) -> list[float]:
        length = math.sqrt(math.fsum(number * number for number in vector))
        if not vector or not math.isfinite(length) or length == 0.0:
            raise self._told("no_vector", {})
        if self._dimension and len(vector) != self._dimension:
            raise self._told("dimension", {"count": len(vector), "expected": self._dimension})
        self._dimension = len(vector)
        return [number / length for number in vector]

    def _opened(self, seconds: float) -> openai.OpenAI:
        """Make a client for one request: no retries of its own, no other host than this one."""
        host = self._host()
        import httpx2  # noqa: PLC0415 - see below
        import openai  # noqa: PLC0415 - a second of imports that only a question to a model is worth

        if self._trusted is None:
            self._trusted = httpx2.create_ssl_context() if self._base_url.startswith("https:") else False
        http = httpx2.Client(
            timeout=httpx2.Timeout(seconds, connect=min(_CONNECT_SECONDS, seconds)),
            verify=self._trusted,
            follow_redirects=False,
            trust_env=not is_loopback(host),
        )
        return openai.OpenAI(
            api_key=self._api_key or _NO_KEY, base_url=self._base_url, max_retries=0, http_client=http
        )

    def _host(self) -> str:
        """Give the server's host. Raises EmbedderTrouble for an address that must not be asked."""
        try:
            parts = urlsplit(self._base_url)
            host = parts.hostname or ""
            usable = parts.scheme in {"http", "https"} and bool(host) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise self._told("address", {})
        if not self._api_key and self._base_url == OPENAI:
            raise self._told("no_key", {})
        if self._api_key and not (self._api_key.isascii() and self._api_key.isprintable()):
            raise self._told("token", {})
        if self._api_key and parts.scheme == "http" and not is_loopback(host):
            raise self._told("plain_token", {})
        return host

    def _told(self, code: str, values: dict[str, object]) -> EmbedderTrouble:
        return EmbedderTrouble(code, **{"server": self.place, "model": self._model, **values})


def _from_status(error: openai.APIStatusError) -> tuple[str, dict[str, object]]:
    said = f"{error.code or ''} {error.body or ''}".casefold()
    code, values = refused(error.status_code, "") or ("garbage", {})
    if error.status_code == 402 or (code == "busy" and ("quota" in said or "billing" in said)):
        code = "no_credit"
    if code == "no_such_place" and "model" in said:
        code = "unknown_model"
    wait = error.response.headers.get("retry-after", "")
    return code, {**values, "wait": float(wait) if wait.replace(".", "", 1).isdecimal() else None}
