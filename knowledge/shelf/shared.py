"""A programme's own guidance on its Chroma server: everyone adds there, everyone finds it.

The server has the text; each machine keeps a copy and searches that. So a question never goes to the server,
the scores are those of a local shelf, and what was fetched is still found when the server is away. The
vectors are the ones that need no model: no document goes to a model's server either.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any, Final

from knowledge.embedders import Embedder, HashedEmbedder
from knowledge.files import private_folder, write_whole
from knowledge.notice import Notice, OnNotice
from knowledge.server import PAGE, ChromaServer, Remote, Row, ServerTrouble
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Document, Language, OwnHit, Piece, ShelfError
from knowledge.shelf.rows import document_of, head_of, piece_of, piece_row

COLLECTION: Final = "fika-own-guidance-1"
"""The collection's name ends with the layout of its rows."""
_FRESH_SECONDS: Final = 60.0
"""For so long the copy counts as that of the server, and a server that was away as away."""
_ASKING_SECONDS: Final = 12.0
_SYNC_SECONDS: Final = 120.0


class SharedShelf:
    """A `Shelf` on a server, with a copy on this machine.

    `seen` is a small file that remembers which state was fetched; `clean` is what others' text passes, and
    `is_note` knows a document's notes that have words.
    """

    def __init__(
        self,
        server: ChromaServer,
        copy: LocalShelf,
        seen: Path,
        clean: Callable[[str], str],
        *,
        is_note: Callable[[str], bool] = lambda _note: False,
        embedder: Embedder | None = None,
        on_notice: OnNotice = lambda _notice: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = server
        self._copy = copy
        self._seen = seen
        self._clean = clean
        self._is_note = is_note
        self._embedder = embedder or HashedEmbedder()
        self._on_notice = on_notice
        self._now = now
        self._fresh_until: float | None = None
        self._told = False
        self._guard = RLock()

    @property
    def fingerprint(self) -> str:
        """That of the copy. Asks nobody."""
        return self._copy.fingerprint

    def documents(self) -> tuple[Document, ...]:
        """Give what stands on the server, or what stood there when it was last reached."""
        self._synced()
        return self._copy.documents()

    def pieces(self, document_id: str) -> Iterator[Piece]:
        """Give a document's pieces in order; none for an unknown document."""
        self._synced()
        yield from self._copy.pieces(document_id)

    def piece(self, passage_id: str) -> tuple[Document, Piece] | None:
        """Give the piece behind a passage's id, from the copy."""
        return self._copy.piece(passage_id)

    def put(self, document: Document, pieces: Iterable[Piece], instead_of: str = "") -> Document:
        """Put a document on the server, and give it with its counts.

        Until its last row is there nobody sees it. Raises ShelfError, also when other vectors stand there.
        """
        told = list(pieces)  # whatever they raise comes before anything is touched
        counted = replace(
            document,
            pieces=len(told),
            words=sum(len(piece.text.split()) for piece in told),
            pages=max((piece.page for piece in told if piece.page is not None), default=None),
        )
        with self._guard, _translated():
            remote = self._collection()
            self._server.delete(remote, ids=[document.id])
            self._server.delete(remote, where={"document": document.id})
            for start in range(0, len(told), PAGE):
                self._upsert(remote, [piece_row(document.id, each) for each in told[start : start + PAGE]])
            self._upsert(remote, [head_of(counted)])
            if instead_of and instead_of != document.id:
                self._erase(remote, [instead_of])
            self._copy.put(counted, told, instead_of)
            self._changed(remote)
        return counted

    def remove(self, document_ids: Iterable[str]) -> int:
        """Remove documents for everyone, and give how many there were.

        No byte is left in the copy; what Chroma's own files keep, docs/knowledge-server.md says.
        """
        wanted = list(document_ids)
        if not wanted:
            return self._copy.remove([])
        with self._guard, _translated():
            remote = self._server.collection(COLLECTION)
            there = 0
            if remote is not None:
                there = sum(1 for _row in self._server.rows(remote, ids=wanted, texts=False))
                self._erase(remote, wanted)
                self._changed(remote)
            return max(there, self._copy.remove(wanted))

    def search(self, question: str, language: Language, limit: int = 5) -> tuple[OwnHit, ...]:
        """Give the pieces that answer best, best first. The question stays here."""
        self._synced()
        return self._copy.search(question, language, limit)

    def rebuild(self) -> int:
        """Fetch everything anew, make its vectors if they are of another kind, and give how many pieces."""
        with self._guard, _translated():
            self._forget()
            self._sync(everything=True)
            remote = self._server.collection(COLLECTION)
            if remote is not None and not self._same(remote):
                for document in self._copy.documents():
                    rows = [piece_row(document.id, each) for each in self._copy.pieces(document.id)]
                    for start in range(0, len(rows), PAGE):
                        self._upsert(remote, rows[start : start + PAGE])
                    self._upsert(remote, [head_of(document)])
                self._changed(remote)
        return self._copy.rebuild()

    def close(self) -> None:
        """Let go of files and connections."""
        self._copy.close()
        self._server.close()

    def _synced(self) -> None:
        """Bring the copy up to date when it is time; a server that is away is told about once."""
        with self._guard:
            if self._fresh_until is not None and self._now() < self._fresh_until:
                return
            self._fresh_until = self._now() + _FRESH_SECONDS
            try:
                self._sync()
            except ServerTrouble as trouble:
                if not self._told:
                    self._told = True
                    self._on_notice(Notice("own_offline", reason=str(trouble), trouble=trouble))

    def _sync(self, *, everything: bool = False) -> None:
        with self._server.asking(_ASKING_SECONDS):
            remote = self._server.collection(COLLECTION)
        known = self._known()
        place = {"server": self._server.shown, "collection": remote.id if remote else ""}
        revision = str(remote.metadata.get("revision", "")) if remote else ""
        if not everything and revision and known == {**place, "revision": revision}:
            return
        if known is None and remote is None:
            return
        with self._server.asking(_SYNC_SECONDS):
            whole = self._fetch(remote, everything=everything)
        if whole and revision:
            self._remember({**place, "revision": revision})

    def _fetch(self, remote: Remote | None, *, everything: bool) -> bool:
        """Make the copy like the server; False when a document is still being put there."""
        heads = self._server.rows(remote, where={"head": 1}) if remote else iter(())
        told = [document_of(row, self._clean, self._server.shown, self._is_note) for row in heads]
        there = {each.id: each for each in told if each is not None}
        here = {each.id: each for each in self._copy.documents()}
        gone = [each for each in here if each not in there]
        if gone:
            self._copy.remove(gone)
        whole = True
        for each in sorted(there.values(), key=lambda document: document.added_at):
            kept = here.get(each.id)
            if not everything and kept is not None and _alike(kept, each):
                continue
            path = kept.path if kept is not None else each.path
            assert remote is not None
            rows = self._server.rows(remote, where={"document": each.id})
            pieces = sorted(
                (piece for row in rows if (piece := piece_of(row, self._clean)) is not None),
                key=lambda piece: piece.ordinal,
            )
            if len(pieces) == each.pieces:
                self._copy.put(replace(each, path=path), pieces)
            else:
                whole = False
        return whole

    def _collection(self) -> Remote:
        """Give the collection, made if it is not there. Raises ShelfError when other vectors stand in it."""
        remote = self._server.create(COLLECTION, self._metadata)
        if not self._same(remote):
            raise ShelfError(
                "shelf_embedder",
                server=self._server.shown,
                was=str(remote.metadata.get("embedder", "?")),
                embedder=self._space,
            )
        return remote

    def _upsert(self, remote: Remote, rows: Sequence[Row]) -> None:
        vectors = self._embedder.embed([row.document for row in rows])
        for vector in vectors:
            if not any(vector):
                vector[0] = 1.0  # Chroma measures angles, and a text without words has none
        self._server.upsert(
            remote,
            [row.id for row in rows],
            vectors,
            documents=[row.document for row in rows],
            metadatas=[row.metadata for row in rows],
        )

    def _erase(self, remote: Remote, document_ids: Sequence[str]) -> None:
        self._server.delete(remote, ids=document_ids)  # the head first: then nobody sees half a document
        for each in document_ids:
            self._server.delete(remote, where={"document": each})

    def _changed(self, remote: Remote) -> None:
        """Let the others see that something changed, and that our copy has it already."""
        self._server.modify(remote, {**self._metadata, "revision": secrets.token_hex(8)})
        self._forget()

    @property
    def _space(self) -> str:
        """What vectors can be compared with one another; the lexicon's own changes do not matter here."""
        fingerprint = self._embedder.fingerprint
        return fingerprint.rpartition("-")[0] if self._embedder.name == "hashed" else fingerprint

    @property
    def _metadata(self) -> dict[str, str | int]:
        return {"fika": "own", "layout": 1, "embedder": self._space}

    def _same(self, remote: Remote) -> bool:
        return all(remote.metadata.get(key) == value for key, value in self._metadata.items())

    def _known(self) -> Mapping[str, Any] | None:
        try:
            known = json.loads(self._seen.read_bytes())
        except (OSError, ValueError):
            return None
        return known if isinstance(known, dict) else None

    def _remember(self, known: Mapping[str, str]) -> None:
        with suppress(OSError):  # it is only fetched again
            private_folder(self._seen.parent)
            write_whole(self._seen, json.dumps(dict(known)).encode())

    def _forget(self) -> None:
        self._fresh_until = None
        with suppress(OSError):
            if self._seen.exists():
                write_whole(self._seen, b"{}")  # there was something, and it has to be looked at again


def _alike(one: Document, other: Document) -> bool:
    return replace(one, path="") == replace(other, path="")


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the server's trouble into the shelf's."""
    try:
        yield
    except ServerTrouble as trouble:
        raise ShelfError(trouble.code, **trouble.values) from trouble
