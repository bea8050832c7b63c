"""Takes up what an earlier run left behind: a draft's text becomes a version, notes go into their talk."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from assistant.cleaning import clean_line
from assistant.domain.draft import Wording
from assistant.domain.records import Talk, Unsaved
from assistant.domain.value import MAX_MESSAGE
from assistant.errors import FikaError, InputError, NotFoundError, StoreError
from assistant.keeping import Keeping
from assistant.ports import Store, Task
from assistant.wording import _
from prompts.catalog import Kind

if TYPE_CHECKING:
    from assistant.drafting import Drafting
    from assistant.reviewing.document import Document

What = Literal["draft", "talk", "stream", "paste", "profile", "other"]
_FIRST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Left:
    """One text that was left behind, as it is told to the person."""

    unsaved: Unsaved
    what: What
    whose: str
    """The person it is for; empty when nobody is known."""
    kind: str
    """The kind of document; empty when it is none."""
    words: int
    first_words: str

    @property
    def kept_at(self) -> datetime:
        """When it was last written."""
        return self.unsaved.kept_at


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Where a text that was taken up is now."""

    what: What
    draft_id: int | None = None
    person_id: int | None = None
    talk_id: int | None = None
    text: str = ""
    """What a screen has to begin with; empty when it is saved already."""


@dataclass(frozen=True, slots=True)
class Recovering:
    """What was left behind, and what becomes of it. `wiring` gives its parts. Everything blocks."""

    keeping: Keeping
    store: Store
    kind: Callable[[str], Kind]
    document: Callable[[int], Document]
    drafting: Callable[[], Drafting]
    now: Callable[[], datetime]

    def found(self) -> tuple[Left, ...]:
        """Give what was left behind; a text that was saved after all is let go. Raises StoreError."""
        return tuple(self._left(each) for each in self.keeping.left_behind() if not self._is_saved(each))

    def take_up(self, left: Left) -> TakenUp:
        """Make a version, notes or a draft of it. Raises a FikaError; the text then stays where it is."""
        unsaved = left.unsaved
        match left.what:
            case "draft" if unsaved.draft_id is not None:
                self.document(unsaved.draft_id).save(unsaved.text)
                taken = TakenUp("draft", draft_id=unsaved.draft_id)
            case "talk" if unsaved.talk_id is not None:
                talk = _with_notes(self.store.contacts.talk(unsaved.talk_id), unsaved.text)
                self.store.contacts.save_talk(talk)
                taken = TakenUp("talk", person_id=talk.person_id, talk_id=talk.id)
            case "stream" if unsaved.brief is not None:
                taken = TakenUp("draft", draft_id=self._draft_of(unsaved))
            case _:
                self.keeping.take_over(unsaved)
                return TakenUp(left.what, person_id=unsaved.person_id, text=unsaved.text)
        self.keeping.discard(unsaved)
        return taken

    def throw_away(self, left: Left) -> None:
        """Let go of it for good. Raises StoreError."""
        self.keeping.discard(left.unsaved)

    def leave(self, left: Left) -> None:
        """Leave it for the next start."""
        self.keeping.leave(left.unsaved)

    def _is_saved(self, unsaved: Unsaved) -> bool:
        if unsaved.draft_id is None:
            return False
        try:
            saved = self.store.version(unsaved.draft_id).draft.text == unsaved.text
            if saved:
                self.keeping.discard(unsaved)
        except FikaError:
            return False
        return saved

    def _left(self, unsaved: Unsaved) -> Left:
        begins = unsaved.slot.partition(":")[0]
        what: What = "other"
        if begins in {"draft", "talk", "stream", "paste", "profile"}:
            what = begins  # type: ignore[assignment]  # one of the words of What, as just seen
        words = unsaved.text.split()
        return Left(
            unsaved=unsaved,
            what=what,
            whose=self._whose(unsaved),
            kind=unsaved.kind,
            words=len(words),
            first_words=clean_line(" ".join(words[:_FIRST_WORDS])),
        )

    def _whose(self, unsaved: Unsaved) -> str:
        if unsaved.brief is not None:
            return unsaved.brief.recipient.name
        with contextlib.suppress(NotFoundError, StoreError):
            if unsaved.person_id is not None:
                return self.store.find_person(str(unsaved.person_id)).recipient.name
            if unsaved.draft_id is not None:
                return self.store.version(unsaved.draft_id).brief.recipient.name
        return ""

    def _draft_of(self, unsaved: Unsaved) -> int:
        """Make a draft of what a writer had written before it broke off."""
        assert unsaved.brief is not None
        task = Task(
            kind=self.kind(unsaved.kind),
            brief=unsaved.brief,
            wording=unsaved.wording or Wording(),
            now=self.now(),
            person_id=unsaved.person_id,
            draft_id=unsaved.draft_id,
        )
        drafting = self.drafting()
        finished = drafting.stopped(task, drafting.guidance(task), unsaved.text)
        if finished.saved is None:
            raise finished.trouble or StoreError("")
        return finished.saved.draft_id


def _with_notes(talk: Talk, text: str) -> Talk:
    """Put notes in a talk; what stands there and not in them stays before them."""
    before = talk.notes.strip()
    notes = text if not before or before in text else f"{before}\n{text}"
    if len(notes) > MAX_MESSAGE:
        raise InputError(
            _("The notes of the talk are too long: {count} characters, at most {most}.").format(
                count=len(notes), most=MAX_MESSAGE
            ),
            hint=_("They are kept; shorten the notes of that talk, and open Fika again."),
        )
    return Talk.model_validate({**dict(talk), "notes": notes})
