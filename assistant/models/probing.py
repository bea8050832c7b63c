"""Looks which model servers answer on this machine; nothing beyond it is asked.

Only the list of models is read, which costs nothing and loads no model.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from assistant.cleaning import clean_line
from assistant.settings import is_loopback

USUAL_PORTS: Final[Mapping[str, int]] = {"Ollama": 11434, "LM Studio": 1234, "llama.cpp": 8080, "vLLM": 8000}
"""Where the usual servers listen unless they are told otherwise."""
_SECONDS: Final = 2.0
_MOST_BYTES: Final = 1_000_000
_MOST_MODELS: Final = 200
_MOST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """An address where a model server may be."""

    url: str
    program: str = ""
    """Which server usually listens there; empty for one of the settings."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    """A server that answers, with the models it has."""

    url: str
    program: str
    models: tuple[str, ...]


def usual_places(ports: Mapping[str, int] = USUAL_PORTS) -> tuple[Place, ...]:
    """Give the usual addresses on this machine."""
    return tuple(Place(f"http://127.0.0.1:{port}/v1", program) for program, port in ports.items())


def answering(places: Iterable[Place]) -> tuple[Answering, ...]:
    """Give the servers that answer with a list of models, in the order of `places`.

    Blocks for two seconds at most. A place that is not on this machine is passed over.
    """
    near = [place for place in places if is_loopback(place.url)]
    if not near:
        return ()
    with ThreadPoolExecutor(len(near)) as pool:
        listed = list(pool.map(_models, near))
    return tuple(
        Answering(place.url, place.program, models)
        for place, models in zip(near, listed, strict=True)
        if models is not None
    )


def _models(place: Place) -> tuple[str, ...] | None:
    """Give the models that a server lists; None when nobody answers as a model server would."""
    try:
        parts = urlsplit(place.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=_SECONDS)
        try:
            headers = {"Authorization": f"Bearer {place.key}"} if place.key else {}
            connection.request("GET", f"{parts.path.rstrip('/')}/models", headers=headers)
            answer = connection.getresponse()
            listed = json.loads(answer.read(_MOST_BYTES)) if answer.status == http.client.OK else None
        finally:
            connection.close()
    except (OSError, ValueError, http.client.HTTPException, RecursionError):
        return None
    return _names(listed)


def _names(listed: object) -> tuple[str, ...] | None:
    """Read the names out of a list of models as OpenAI gives it; a server without a model lists null."""
    if not isinstance(listed, dict) or "data" not in listed:
        return None
    rows = listed["data"] if isinstance(listed["data"], list) else []
    names = [
        clean_line(str(row["id"])) for row in rows[:_MOST_MODELS] if isinstance(row, dict) and row.get("id")
    ]
    return tuple(name for name in names if name and len(name) <= _MOST_NAME)
