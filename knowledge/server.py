"""A Chroma server, or Chroma Cloud, over the HTTP API (v2) that both document; no Chroma is imported for it.

Chroma's own client waits without end, follows environment variables and costs two seconds to import. Here
every request has a deadline, the token goes to this one host only, and each failure has its own sentence.
"""

from __future__ import annotations

import base64
import math
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from knowledge.server_line import Address, Line, ServerTrouble

__all__ = ["PAGE", "Address", "ChromaServer", "Remote", "Row", "ServerTrouble"]

_PUTTING_SECONDS: Final = 60.0
"""Longest wait for a page of rows to be taken: megabytes, perhaps over a slow line."""
_GRAPH: Final = {"hnsw": {"space": "cosine", "max_neighbors": 32, "ef_construction": 200}}
PAGE: Final = 250
"""Rows in a request; Chroma Cloud takes 300 at most."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A collection on the server."""

    id: str
    name: str
    metadata: Mapping[str, Any]
    space: str
    """How it measures distance: "cosine", "l2" (squared) or "ip"."""

    def cosine(self, distance: float) -> float:
        """Give the cosine behind a distance between vectors of length one."""
        return 1.0 - (distance / 2 if self.space == "l2" else distance)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a collection; what was not asked for is empty."""

    id: str
    metadata: Mapping[str, Any]
    document: str
    distance: float = 0.0


class ChromaServer:
    """The collections of one server. Every method may raise ServerTrouble."""

    def __init__(self, address: Address, *, request_seconds: float = 10.0) -> None:
        self.line = Line(address, request_seconds)
        self.address = address
        self.shown = self.line.shown
        """The address for people, without secrets."""

    def asking(self, seconds: float) -> AbstractContextManager[None]:
        """Let all requests inside take no longer than this together."""
        return self.line.asking(seconds)

    def close(self) -> None:
        """Let go of connections."""
        self.line.close()

    def collections(self, prefix: str) -> list[Remote]:
        """Give the collections whose name begins so."""
        found: list[Remote] = []
        while True:
            rows = self.line.asked("GET", f"/collections?limit=100&offset={len(found)}")
            page = [_remote(row) for row in _list(rows, self.shown)]
            found += page
            if len(page) < 100:
                return [each for each in found if each.name.startswith(prefix)]

    def collection(self, name: str) -> Remote | None:
        """Give a collection, None when there is none of that name."""
        try:
            return _remote(self.line.asked("GET", f"/collections/{quote(name, safe='')}"))
        except ServerTrouble as trouble:
            if trouble.code == "no_such_place":
                return None
            raise

    def create(self, name: str, metadata: Mapping[str, Any]) -> Remote:
        """Give the collection of that name, made if it is not there."""
        body = {"name": name, "metadata": dict(metadata), "configuration": _GRAPH, "get_or_create": True}
        try:
            return _remote(self.line.asked("POST", "/collections", body))
        except ServerTrouble as trouble:
            if trouble.code != "rejected":
                raise
            # A server with another kind of graph does not take these numbers; it has its own.
            return _remote(self.line.asked("POST", "/collections", {**body, "configuration": None}))

    def modify(self, remote: Remote, metadata: Mapping[str, Any]) -> None:
        """Give a collection other metadata."""
        self.line.asked("PUT", f"/collections/{remote.id}", {"new_metadata": dict(metadata)})

    def drop(self, name: str) -> None:
        """Delete a collection, if it is there."""
        try:
            self.line.asked("DELETE", f"/collections/{quote(name, safe='')}")
        except ServerTrouble as trouble:
            if trouble.code != "no_such_place":
                raise

    def count(self, remote: Remote) -> int:
        """Give the number of rows."""
        given = self.line.asked("GET", f"/collections/{remote.id}/count")
        if not isinstance(given, int):
            raise ServerTrouble("garbage", server=self.shown)
        return given

    def upsert(
        self,
        remote: Remote,
        ids: Sequence[str],
        vectors: Sequence[Sequence[float]],
        *,
        documents: Sequence[str] | None = None,
        metadatas: Sequence[Mapping[str, Any]] | None = None,
    ) -> None:
        """Put rows, at most `PAGE`; a row that is there already is replaced."""
        body = {
            "ids": list(ids),
            "embeddings": [_packed(vector) for vector in vectors],
            "documents": list(documents) if documents is not None else None,
            "metadatas": [dict(each) for each in metadatas] if metadatas is not None else None,
        }
        self.line.asked("POST", f"/collections/{remote.id}/upsert", body, seconds=_PUTTING_SECONDS)

    def nearest(
        self, remote: Remote, vector: Sequence[float], count: int, *, texts: bool = False
    ) -> list[Row]:
        """Give the rows nearest to a vector, with their texts and metadata when asked for."""
        include = ["distances", *(["documents", "metadatas"] if texts else [])]
        body = {"query_embeddings": [list(vector)], "n_results": min(count, PAGE), "include": include}
        given = self.line.asked("POST", f"/collections/{remote.id}/query", body)
        try:
            ids, distances = given["ids"][0], given["distances"][0]
            documents = (given.get("documents") or [None])[0] or [""] * len(ids)
            metadatas = (given.get("metadatas") or [None])[0] or [{}] * len(ids)
            rows = [
                Row(str(id_), dict(metadata or {}), str(document or ""), float(distance))
                for id_, metadata, document, distance in zip(
                    ids, metadatas, documents, distances, strict=True
                )
            ]
            return [row for row in rows if math.isfinite(row.distance)]
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise ServerTrouble("garbage", server=self.shown) from error

    def vectors(self, remote: Remote, ids: Sequence[str]) -> dict[str, list[float]]:
        """Give the vectors of rows, at most `PAGE`, as far as they are there."""
        body = {"ids": list(ids), "include": ["embeddings"]}
        given = self.line.asked("POST", f"/collections/{remote.id}/get", body)
        try:
            rows = zip(given["ids"], given.get("embeddings") or [], strict=True)
            return {str(id_): [float(number) for number in vector] for id_, vector in rows}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ServerTrouble("garbage", server=self.shown) from error

    def rows(
        self,
        remote: Remote,
        *,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        texts: bool = True,
    ) -> Iterator[Row]:
        """Give rows, all of them or those with these ids or this metadata, a page at a time."""
        include = ["documents", "metadatas"] if texts else []
        offset = 0
        while True:
            asked = None if ids is None else list(ids[offset : offset + PAGE])
            if asked == []:
                return
            body: dict[str, Any] = {"ids": asked, "where": where, "include": include}
            if asked is None:
                body |= {"limit": PAGE, "offset": offset}
            given = self.line.asked("POST", f"/collections/{remote.id}/get", body)
            try:
                found = [str(each) for each in given["ids"]]
                documents = given.get("documents") or [""] * len(found)
                metadatas = given.get("metadatas") or [{}] * len(found)
                page = [
                    Row(id_, dict(metadata or {}), str(document or ""))
                    for id_, metadata, document in zip(found, metadatas, documents, strict=True)
                ]
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise ServerTrouble("garbage", server=self.shown) from error
            yield from page
            if asked is None and len(page) < PAGE:
                return
            offset += PAGE

    def delete(
        self,
        remote: Remote,
        *,
        ids: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
    ) -> None:
        """Delete the rows with these ids or this metadata."""
        for start in range(0, len(ids), PAGE) if ids is not None else (0,):
            some = None if ids is None else list(ids[start : start + PAGE])
            self.line.asked("POST", f"/collections/{remote.id}/delete", {"ids": some, "where": where})


def _remote(row: Any) -> Remote:
    try:
        configuration = row.get("configuration_json") or {}
        graph = configuration.get("hnsw") or configuration.get("spann") or {}
        return Remote(
            str(row["id"]), str(row["name"]), dict(row.get("metadata") or {}), str(graph.get("space", "l2"))
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ServerTrouble("garbage", server="Chroma") from error


def _list(rows: Any, server: str) -> list[Any]:
    if not isinstance(rows, list):
        raise ServerTrouble("garbage", server=server)
    return rows


def _packed(vector: Sequence[float]) -> str:
    """Give a vector as Chroma's own client sends it: little-endian floats in base64, a third of the JSON."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode("ascii")
