"""The person's own guidance: taken in from files, listed, shown, erased, and given to what cites it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cleaning import clean, clean_line
from assistant.domain.value import Language
from assistant.errors import KnowledgeError, NotFoundError, UsageError
from assistant.paths import expanded
from assistant.wording import _
from knowledge import adding
from knowledge.adding import Step
from knowledge.corpus import Corpus, Passage
from knowledge.dense import IndexUnavailableError
from knowledge.documents.gathering import Gathered, gather
from knowledge.shelf.port import OWN, Document, Piece, Shelf, ShelfError, as_passage

if TYPE_CHECKING:
    from knowledge.shelf.vectors import OwnVectors


@dataclass(frozen=True, slots=True)
class Sending:
    """What would be sent to a model's server, so that own guidance is found by meaning too."""

    passages: int
    """All passages."""
    unsent: int
    """Those that it has not had."""
    model: str
    server: str


class OwnGuidance:
    """Own documents on a shelf. Every method may raise KnowledgeError."""

    def __init__(self, shelf: Shelf, ui: Language, vectors: OwnVectors | None = None) -> None:
        self._shelf = shelf
        self._ui = ui
        self._vectors = vectors

    def documents(self) -> tuple[Document, ...]:
        """Give the documents, in the order of adding."""
        with self._translated():
            return self._shelf.documents()

    def find(self, named: str) -> Document:
        """Find by the beginning of an id, by a file's name or its path. Raises NotFoundError."""
        wanted = clean_line(named)
        documents = self.documents()
        path = clean_line(str(Path(named).absolute()))
        exact = [each for each in documents if wanted in {each.id, each.name} or each.path == path]
        found = exact or [each for each in documents if len(wanted) > 3 and each.id.startswith(wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFoundError(
                _("'{named}' could be several: {ids}.").format(
                    named=wanted, ids=", ".join(each.id for each in found[:10])
                ),
                hint=_("Give the id."),
            )
        raise NotFoundError(
            _("There is no document '{named}'.").format(named=wanted),
            hint=_("List them with: fika knowledge list."),
        )

    def pieces(self, document: Document) -> Iterator[Piece]:
        """Give the passages that a document was cut into."""
        with self._translated():
            yield from self._shelf.pieces(document.id)

    def gathered(self, named: Iterable[str]) -> Gathered:
        """Find the files that are meant by names of files and folders. Raises UsageError."""
        names = list(named)
        if not all(each.strip() for each in names):
            # An empty variable in a shell would else mean the working folder.
            raise UsageError(_("A path is empty."), hint=_("Name a file or a folder; '.' is this folder."))
        return gather(expanded(each, each) for each in names)

    def add(self, files: Gathered, on_piece: Callable[[Piece], None]) -> Iterator[Step]:
        """Take files in and tell what became of each; `on_piece` is told of each passage as it is cut."""
        with self._translated():
            yield from adding.add(files, self._shelf, clean, on_piece)

    def remove(self, documents: Sequence[Document]) -> int:
        """Erase documents, and give how many there were."""
        with self._translated():
            removed = self._shelf.remove([each.id for each in documents])
        if self._vectors is not None:
            with suppress(KnowledgeError), self._translated():  # it is made again when it is needed
                self._vectors.index_kept()
        return removed

    def sending(self) -> Sending | None:
        """Tell what would be sent where for vectors of own passages; None where no model makes any."""
        if self._vectors is None:
            return None
        with self._translated():
            passages = sum(each.pieces for each in self._shelf.documents())
            return Sending(passages, self._vectors.unsent(), self._vectors.model, self._vectors.place)

    def send(self, *, anew: bool = False) -> None:
        """Send what has no vector yet, and index it: somebody agreed. `anew` sees whether the old ones hold.

        What was sent before it broke off is kept.
        """
        if self._vectors is not None:
            with self._translated():
                self._vectors.make(anew=anew)

    def index_sent(self) -> None:
        """Index without sending anything."""
        if self._vectors is not None:
            with self._translated():
                self._vectors.index_kept()

    def rebuild(self) -> int:
        """Make what search stands on anew, and give the number of passages."""
        with self._translated():
            return self._shelf.rebuild()

    def with_cited(self, corpus: Corpus, passages: Iterable[str]) -> Corpus:
        """Give the guidance with the own passages among these ids, as far as they are still there."""
        wanted = [each for each in dict.fromkeys(passages) if each.startswith(OWN)]
        cited: dict[str, Passage] = {}
        for each in wanted:
            with self._translated():
                found = self._shelf.piece(each)
            if found is not None:
                cited[each] = as_passage(*found)
        return replace(corpus, passages={**corpus.passages, **cited}) if cited else corpus

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except IndexUnavailableError as error:
            raise KnowledgeError(
                _("Your own guidance is searched by words only: {reason}.").format(
                    reason=error.text(self._ui)
                ),
                hint=_("What was sent is kept. To go on, say: fika knowledge rebuild."),
            ) from error
        except ShelfError as error:
            raise KnowledgeError(
                _("Your own guidance cannot be used: {reason}.").format(reason=error.text(self._ui)),
                hint=_hint(error),
                retry=error.code == "shelf_locked",
            ) from error


def _hint(error: ShelfError) -> str:
    hints = {
        "shelf_full": _("Free some space and say it again; what was added before is there."),
        "shelf_locked": _("Wait until it is done, then say it again."),
        "shelf_damaged": _("Move own.sqlite3 out of Fika's knowledge folder, and add the files again."),
        "shelf_newer": _("Update Fika, or set FIKA_HOME to another folder."),
        "shelf_traces": _("Close other Fika windows, free some space, and say: fika knowledge list."),
        "shelf_read_only": _("Set FIKA_HOME to a folder that you may write to."),
    }
    return hints.get(error.code, "")
