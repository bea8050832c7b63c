"""Two shelves as one: the programme's on its server, and what was added on this machine without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.shelf.port import Document, Language, OwnHit, Piece, Shelf, passage_id


class JoinedShelf:
    """Finds what stands on either shelf; what is added goes to the first."""

    def __init__(self, first: Shelf, second: Shelf) -> None:
        self._first = first
        self._second = second

    @property
    def fingerprint(self) -> str:
        """Differs whenever what stands on either differs."""
        return f"{self._first.fingerprint}+{self._second.fingerprint}"

    def documents(self) -> tuple[Document, ...]:
        """Give what stands on both, a document that is on both once."""
        here = self._first.documents()
        known = {each.id for each in here}
        return (*here, *(each for each in self._second.documents() if each.id not in known))

    def pieces(self, document_id: str) -> Iterator[Piece]:
        """Give a document's pieces in order, from the shelf that has it."""
        empty = True
        for piece in self._first.pieces(document_id):
            empty = False
            yield piece
        if empty:
            yield from self._second.pieces(document_id)

    def piece(self, passage: str) -> tuple[Document, Piece] | None:
        """Give the piece behind a passage's id."""
        return self._first.piece(passage) or self._second.piece(passage)

    def put(self, document: Document, pieces: Iterable[Piece], instead_of: str = "") -> Document:
        """Put a document on the first shelf; its older version goes from both."""
        put = self._first.put(document, pieces, instead_of)
        self._second.remove([instead_of] if instead_of else [])
        return put

    def remove(self, document_ids: Iterable[str]) -> int:
        """Erase documents from both, and give how many there were."""
        wanted = list(document_ids)
        names = {each.id for each in self.documents()} & set(wanted) if wanted else set()
        self._first.remove(wanted)
        self._second.remove(wanted)
        return len(names)

    def search(self, question: str, language: Language, limit: int = 5) -> tuple[OwnHit, ...]:
        """Give the pieces of both that answer best, best first."""
        best: dict[str, OwnHit] = {}
        for hit in (
            *self._first.search(question, language, limit),
            *self._second.search(question, language, limit),
        ):
            name = passage_id(hit.document, hit.piece)
            if name not in best or best[name].score < hit.score:
                best[name] = hit
        return tuple(sorted(best.values(), key=lambda hit: -hit.score)[:limit])

    def rebuild(self) -> int:
        """Make both anew, and give how many pieces there are."""
        return self._first.rebuild() + self._second.rebuild()

    def close(self) -> None:
        """Let go of both."""
        self._first.close()
        self._second.close()
