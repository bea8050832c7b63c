"""The part of the review that looks: at the text as it is typed, and at what stands behind a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import on

from assistant.cleaning import clean
from assistant.domain.review import Finding
from assistant.errors import InputError
from assistant.wording import _
from tui.widgets.behind_panel import BehindPanel
from tui.widgets.check_line import CheckLine
from tui.widgets.finding_actions import FindingActions
from tui.widgets.findings_list import Entry, FindingsList
from tui.widgets.message_editor import FOUND, SENTENCE, MessageEditor
from tui.widgets.spots import Spot
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.domain.draft import Sentence
    from assistant.keeping import Keeper
    from assistant.reviewing.document import Behind, Document, Seen
    from assistant.wiring import Services

LOOK_SECONDS: Final = 0.15
"""How long no key must come before the text is looked at."""

ANSWERS_SECONDS: Final = 0.4
"""How long after a look it is tried what would mend the chosen finding; each try is a review of its own."""

BEHIND_SECONDS: Final = 0.06
"""How long the cursor must rest before what stands behind its sentence is shown."""

_NOT_WORTH_A_TIMER_SECONDS: Final = 0.005


class Quiet:
    """Calls once when nothing has stirred for a while; a burst of keys costs one timer, not one a key."""

    def __init__(self, screen: Workspace, seconds: float, call: Callable[[], None]) -> None:
        self._screen = screen
        self._seconds = seconds
        self._call = call
        self._last = 0.0
        self._waiting = False

    def stir(self) -> None:
        """Something happened; wait anew."""
        self._last = monotonic()
        if not self._waiting:
            self._waiting = True
            self._screen.later(self._seconds, self._ring)

    def _ring(self) -> None:
        left = self._last + self._seconds - monotonic()
        if left > _NOT_WORTH_A_TIMER_SECONDS:
            self._screen.later(left, self._ring)
        else:
            self._waiting = False
            self._call()


class ReviewTable(Workspace):
    """A screen with a draft on its table. It looks beside the typing, and the newest look wins."""

    def __init__(self, services: Services, draft_id: int) -> None:
        super().__init__(services)
        self.draft_id = draft_id
        self.editor = MessageEditor(id="review-text")
        """Where the text is; it stays readable when the screen is taken down."""
        self.document: Document | None = None
        self.seen: Seen | None = None
        self.keeper: Keeper | None = None
        self.kept = ""
        """The text of the newest version, as the editor holds it."""
        self._sentence: Sentence | None = None
        self._looking = False
        self._look_again = False
        self._look_soon = Quiet(self, LOOK_SECONDS, self.look)
        self._behind_soon = Quiet(self, BEHIND_SECONDS, self._look_behind)
        self._answers_soon = Quiet(self, ANSWERS_SECONDS, self.look_for_answers)

    @property
    def findings(self) -> FindingsList:
        """What was found."""
        return self.query_one(FindingsList)

    @property
    def table(self) -> Document:
        """The draft, once it is there."""
        assert self.document is not None
        return self.document

    @property
    def is_edited(self) -> bool:
        """Whether the text differs from the newest version."""
        return self.document is not None and self.editor.text != self.kept

    async def lay_out(self) -> None:
        """Put the draft on the table and its text in the editor. Raises FikaError when it is not there."""
        self.document = await asyncio.to_thread(self.services.document, self.draft_id)
        self.keeper = await asyncio.to_thread(self._begin_keeping)
        self.kept = clean(self.document.version.draft.text)
        self.editor.load_text(self.kept)
        self.show_document()
        self.look()

    def _begin_keeping(self) -> Keeper:
        return self.services.keeping.begin(f"draft:{self.draft_id}", draft_id=self.draft_id)

    def show_document(self) -> None:
        """Show what is known about the draft as a whole."""
        raise NotImplementedError

    @on(MessageEditor.Changed)
    def _typed(self, event: MessageEditor.Changed) -> None:
        """Take note of an edit; all that takes time comes when the keys rest."""
        event.stop()
        if self.document is None or self.keeper is None:
            return
        text = self.editor.text
        if text == self.kept:
            self.keeper.done()
        else:
            self.keeper.take(text)
        self._look_soon.stir()

    @on(MessageEditor.SelectionChanged)
    def _moved(self, event: MessageEditor.SelectionChanged) -> None:
        event.stop()
        self._behind_soon.stir()

    def look(self) -> None:
        """Look at the text as it is now; while an earlier look is under way, right after it."""
        if self._looking:
            self._look_again = True
        elif self.document is not None:
            self._looking = True
            self.work(self._look(), group="look", exclusive=False)

    async def _look(self) -> None:
        text, told = self.editor.text, _("The text could not be checked.")
        offset = self.editor.offset_at_cursor
        try:
            seen, entries, behind = await asyncio.to_thread(self._looked_from, text, offset)
            told = ""
        except InputError as error:
            told = error.message
            return
        finally:
            if told:
                self.query_one(CheckLine).say(told)
            self._looking = False
            if self._look_again:
                self._look_again = False
                self.look()
        if text == self.editor.text:  # else a newer look is on its way
            first = self.seen is None
            self.seen = seen
            self._sentence = behind.sentence
            self.show_seen(entries)
            self._show_behind(behind, offset)
            if offset != self.editor.offset_at_cursor:
                self._look_behind()
            if first:
                self.look_for_answers()
            else:
                self._answers_soon.stir()

    def _looked(self, text: str) -> tuple[Seen, tuple[Entry, ...]]:
        document = self.table
        seen = document.look(text)
        return seen, tuple(self._entry(finding) for finding in seen.open_findings)

    def _looked_from(self, text: str, offset: int) -> tuple[Seen, tuple[Entry, ...], Behind]:
        """Look once for all that is shown, so that it is painted at once."""
        seen, entries = self._looked(text)
        return seen, entries, self.table.behind(seen, offset)

    def _entry(self, finding: Finding) -> Entry:
        return Entry(finding, self.services.why(finding.why))

    def look_for_answers(self) -> None:
        """Look what can be done about the chosen finding; the others wait until they are chosen."""
        entry = self.findings.chosen
        if entry and self.seen is not None and self.seen.text == self.editor.text:
            self.work(self._look_for_answers(self.seen, entry), group="answers")

    async def _look_for_answers(self, seen: Seen, entry: Entry) -> None:
        mends, confirms = await asyncio.to_thread(self._answers, seen, entry.finding)
        if seen is self.seen:
            self.findings.tell_answers(entry, mends=mends, confirms=confirms)
            self.query_one(FindingActions).show(self.findings.chosen)

    def _answers(self, seen: Seen, finding: Finding) -> tuple[str, bool]:
        mend = self.table.mend(seen, finding)
        return mend.says if mend else "", self.table.can_confirm(seen, finding)

    def show_seen(self, entries: tuple[Entry, ...]) -> None:
        """Show what was seen: in the line, in the list and on the text."""
        assert self.seen is not None
        self.query_one(CheckLine).show(self.seen)
        self.findings.show(entries)
        self._mark()

    def _mark(self) -> None:
        """Mark the findings and the sentence at the cursor, on the very text that was looked at."""
        if self.seen is None or self.seen.text != self.editor.text:
            return
        found = [
            Spot(each.start, each.end, FOUND[each.severity])
            for each in self.seen.open_findings
            if each.start < each.end
        ]
        here = self._sentence
        sentence = [Spot(here.start, here.end, SENTENCE, grows=True)] if here else []
        self.editor.mark([*sentence, *found])

    def _look_behind(self) -> None:
        """Look what stands behind the sentence at the cursor; on an edited text this waits for the look."""
        if self.seen is not None and self.seen.text == self.editor.text:
            self.work(self._behind(self.seen, self.editor.offset_at_cursor), group="behind")

    async def _behind(self, seen: Seen, offset: int) -> None:
        behind = await asyncio.to_thread(partial(self.table.behind, seen, offset))
        if seen is not self.seen or seen.text != self.editor.text:
            return
        self._sentence = behind.sentence
        self._show_behind(behind, offset)
        self._mark()

    def _show_behind(self, behind: Behind, offset: int) -> None:
        for panel in self.query(BehindPanel):
            panel.show(behind)
        if not self.findings.has_focus:
            self._choose_at(offset)

    def _choose_at(self, offset: int) -> None:
        """Choose the finding that the cursor stands in, if it stands in one."""
        here = [
            (entry.finding.end - entry.finding.start, at)
            for at, entry in enumerate(self.findings.entries)
            if entry.finding.start <= offset < entry.finding.end
        ]
        if here:
            self.findings.choose(min(here)[1])

    async def looked_at_now(self) -> Seen:
        """Give a look at the text as it stands, looking first when the last one is of an older text."""
        while self.seen is None or self.seen.text != self.editor.text:
            text = self.editor.text
            seen, entries = await asyncio.to_thread(self._looked, text)
            if text == self.editor.text:
                self.seen = seen
                self.show_seen(entries)
        return self.seen
