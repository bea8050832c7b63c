"""Keeps what is on its way: every text that is typed or streams in is on disk within a second.

Screens hand over their text at every keystroke and go on; a thread of its own writes. What a run that is
no longer there left behind is found by the next one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from assistant.cleaning import MAX_CHARACTERS
from assistant.domain.brief import Brief
from assistant.domain.draft import Wording
from assistant.domain.records import Unsaved
from assistant.errors import FikaError, NotFoundError, StoreError
from assistant.ports import UnsavedTexts
from assistant.runs import Run
from assistant.wording import _

PAUSE_SECONDS: Final = 0.4
"""Between two writes; with the write itself, well within the second that is promised."""

_AGAIN_SECONDS: Final = 2.0
"""Until the next try after one that failed."""


class Keeper:
    """Keeps one text until it is saved for good. Every method only takes note; a thread does the rest."""

    def __init__(self, keeping: Keeping, about: Unsaved) -> None:
        self._keeping = keeping
        self.about = about
        """What is kept, without its text."""
        self.text: str | None = None
        """What is to be kept; None when nothing is."""
        self.dirty = False
        """Whether the disk holds something else."""

    def take(self, text: str) -> None:
        """Keep this text in place of the one before."""
        self._keeping.note(self, text)

    def done(self) -> None:
        """Let go: the text is saved for good. A later `take` keeps anew."""
        self._keeping.note(self, None)


class Keeping:
    """All texts on their way in this run, and those that earlier runs left behind."""

    def __init__(
        self,
        texts: UnsavedTexts,
        run: Run,
        *,
        clock: Callable[[], datetime],
        notice: Callable[[str], None],
        pause_seconds: float = PAUSE_SECONDS,
    ) -> None:
        self._texts = texts
        self._run = run
        self._clock = clock
        self._notice = notice
        self._pause_seconds = pause_seconds
        self._keepers: dict[str, Keeper] = {}
        self._changed = threading.Condition()
        self._writing = threading.RLock()
        self._standing = False
        self._closed = False
        self._told = False
        self._thread: threading.Thread | None = None

    def begin(
        self,
        slot: str,
        *,
        person_id: int | None = None,
        draft_id: int | None = None,
        talk_id: int | None = None,
        kind: str = "",
        brief: Brief | None = None,
        wording: Wording | None = None,
    ) -> Keeper:
        """Give who keeps the text of a slot ("draft:7"); an earlier one of that slot stops keeping."""
        about = Unsaved(
            slot=slot,
            owner=self._run.name,
            text="",
            kept_at=self._clock(),
            person_id=person_id,
            draft_id=draft_id,
            talk_id=talk_id,
            kind=kind,
            brief=brief,
            wording=wording,
        )
        return self._begin(about)

    def text_of(self, slot: str) -> str:
        """Give what this run keeps in a slot: typed before, or taken over from a run that is gone."""
        with self._changed:
            keeper = self._keepers.get(slot)
            return (keeper.text if keeper else None) or ""

    def note(self, keeper: Keeper, text: str | None) -> None:
        """Take note of a keeper's text, None when it is saved for good."""
        with self._changed:
            if text == keeper.text and not keeper.dirty:
                return
            keeper.text, keeper.dirty = text, True
            self._changed.notify()

    def flush(self) -> None:
        """Write all that is not written yet, now and in this thread; trouble is told, not raised."""
        try:
            self._write()
        except (FikaError, OSError) as error:
            self._tell(error)

    def close(self) -> None:
        """Write the rest and leave; another run may then take up what is kept."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self.flush()
        self._run.close()

    def left_behind(self) -> tuple[Unsaved, ...]:
        """Give the texts of runs that are no longer there, oldest first. Raises StoreError.

        They are held for this run until `take_over`, `discard` or `leave`, so that two windows that
        open at once do not both offer them.
        """
        try:
            self._stand()
            found = [each for each in self._texts.kept() if each.owner != self._run.name]
            gone = {owner for owner in {each.owner for each in found} if self._run.claim(owner)}
            self._sweep({each.owner for each in found})
        except OSError as error:
            raise _unwritable(error) from error
        for each in found:
            if each.owner in gone and not each.text.strip():
                self.discard(each)
        return tuple(each for each in found if each.owner in gone and each.text.strip())

    def take_over(self, unsaved: Unsaved) -> Keeper:
        """Keep a left-behind text as this run's own. Raises StoreError; it is then still where it was."""
        keeper = self._begin(unsaved.model_copy(update={"owner": self._run.name, "text": ""}))
        keeper.take(unsaved.text)
        self._write()
        self.discard(unsaved)
        return keeper

    def discard(self, unsaved: Unsaved) -> None:
        """Let go of a left-behind text for good. Raises StoreError."""
        self._texts.drop(unsaved.slot, unsaved.owner)
        if all(each.owner != unsaved.owner for each in self._texts.kept()):
            self._run.let_go(unsaved.owner, forget=True)

    def leave(self, unsaved: Unsaved) -> None:
        """Leave a left-behind text for the next start."""
        self._run.let_go(unsaved.owner, forget=False)

    def _begin(self, about: Unsaved) -> Keeper:
        keeper = Keeper(self, about)
        with self._changed:
            earlier = self._keepers.get(about.slot)
            if earlier is not None:  # what it had not written yet is written all the same
                keeper.text, keeper.dirty = earlier.text, earlier.dirty
            self._keepers[about.slot] = keeper
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep_writing, name="keeping", daemon=True)
                self._thread.start()
        return keeper

    def _keep_writing(self) -> None:
        again = False
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or bool(self._dirty()))
                if self._closed:
                    return
                self._changed.wait_for(lambda: self._closed, _AGAIN_SECONDS if again else self._pause_seconds)
            again = False
            try:
                self._write()
            except Exception as error:  # noqa: BLE001 - the top of a thread: told once, tried again
                again = True
                self._tell(error)

    def _dirty(self) -> list[Keeper]:
        return [keeper for keeper in self._keepers.values() if keeper.dirty]

    def _write(self) -> None:
        """Bring the disk up to date. Raises StoreError, OSError; what was not written stays to be written."""
        with self._writing:
            with self._changed:
                waiting = [(keeper, keeper.text) for keeper in self._dirty()]
            if not waiting:
                return
            self._stand()
            failed: Exception | None = None
            for keeper, text in waiting:
                try:
                    self._put(keeper, text)
                except (FikaError, OSError) as error:  # one that cannot be kept holds up no other
                    failed = error
            if failed:
                raise failed
            self._told = False

    def _put(self, keeper: Keeper, text: str | None) -> None:
        about, gone = keeper.about, text is None
        try:
            if text is None:
                self._texts.drop(about.slot, self._run.name)
            else:
                self._texts.keep(_with_text(about, text, owner=self._run.name, at=self._clock()))
        except NotFoundError:  # the person or the draft was erased; so is what was on its way to it
            gone = True
        with self._changed:
            keeper.dirty = keeper.text != text
            if gone and not keeper.dirty and text is not None:
                self._keepers.pop(about.slot, None)

    def _stand(self) -> None:
        with self._writing:
            if not self._standing:
                self._run.stand()
                self._standing = True

    def _sweep(self, with_texts: set[str]) -> None:
        """Remove the places of runs that ended and left nothing."""
        for name in self._run.others():
            if name not in with_texts and self._run.claim(name):
                self._run.let_go(name, forget=True)

    def _tell(self, error: Exception) -> None:
        if self._told:
            return
        self._told = True
        why = error.message if isinstance(error, FikaError) else type(error).__name__
        self._notice(_("What you type cannot be kept on disk right now; trying again. {why}").format(why=why))


def _with_text(about: Unsaved, text: str, *, owner: str, at: datetime) -> Unsaved:
    storable = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    return Unsaved.model_validate({**dict(about), "text": storable, "owner": owner, "kept_at": at})


def _unwritable(error: OSError) -> StoreError:
    from assistant.wording import reason  # noqa: PLC0415 - only when it goes wrong

    return StoreError(
        _("Fika's folder cannot be used: {reason}.").format(reason=reason(error)),
        hint=_("Set FIKA_HOME to a folder that you may write to."),
    )
