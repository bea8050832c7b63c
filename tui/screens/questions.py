"""A question list: reordered, edited, added to and cut as a list, with what stands behind each question."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from assistant.wording import _
from tui.content import shown
from tui.messages import Changed, OpenHandover
from tui.screens.questions_keys import QUESTIONS_KEYS
from tui.widgets.keys_line import KeysLine
from tui.widgets.question_list import QuestionList
from tui.widgets.question_words import about_content, row_marks, verdict_words
from tui.widgets.title_line import TitleLine
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.keeping import Keeper
    from assistant.reviewing.document import Document
    from assistant.reviewing.items import Listed
    from assistant.reviewing.listing import Listing
    from assistant.reviewing.seen import Seen
    from assistant.wiring import Services


class QuestionsScreen(Workspace):
    """The rows of one draft's list."""

    CSS_PATH = "questions.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = QUESTIONS_KEYS

    def __init__(self, services: Services, draft_id: int) -> None:
        super().__init__(services)
        self._draft_id = draft_id
        self._document: Document | None = None
        self._listing: Listing | None = None
        self._keeper: Keeper | None = None
        self._seen: Seen | None = None
        self._at = 0
        self._showing = asyncio.Lock()
        self._refused = False
        """Whether saving failed once; Escape then leaves, and the text stays among the unsaved."""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TitleLine()
        yield Static(id="verdict", markup=False)
        with Vertical(id="body"):
            yield QuestionList(id="list")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(markup=False)
        yield KeysLine()

    def on_mount(self) -> None:
        """Read the draft."""
        self.query_one(QuestionList).focus()
        self.work(self._read(), group="read")

    def on_screen_resume(self) -> None:
        """Read it anew when another screen made a newer version and nothing is under way here."""
        if self._document is not None and not self._dirty and self.query_one(QuestionList).editing is None:
            self.work(self._read(), group="read")

    async def _read(self) -> None:
        from assistant.reviewing.items import listed  # noqa: PLC0415 - the screen paints first
        from assistant.reviewing.listing import Listing  # noqa: PLC0415

        self._document = document = await asyncio.to_thread(self.services.document, self._draft_id)
        self._listing = Listing(listed(document.version.draft))
        self._keeper = self.services.keeping.begin(f"draft:{self._draft_id}", draft_id=self._draft_id)
        await self._show()
        await self._look()

    @property
    def _dirty(self) -> bool:
        document, listing = self._document, self._listing
        if document is None or listing is None:
            return False
        return listing.now.text.rstrip() != document.version.draft.text.rstrip()

    # Showing ----------------------------------------------------------------------------------

    async def _show(self) -> None:
        document, listing = self._document, self._listing
        if document is None or listing is None:
            return
        version, rows = document.version, listing.now.rows
        title = self.services.kind(version.draft.kind).title.in_language(self.services.ui)
        name = version.brief.recipient.name
        words = _("{title}: {name}").format(title=title, name=name) if name else title
        state = _("not saved yet") if self._dirty else _("version {number}").format(number=version.number)
        self.query_one(TitleLine).show(words, state)
        questions = self.query_one(QuestionList)
        async with self._showing:
            await questions.show(rows, row_marks(listing.now, self._fresh), self._at)
        self._at = questions.at
        self.query_one("#verdict", Static).update(shown(verdict_words(listing.now, self._fresh)))

    @property
    def _fresh(self) -> Seen | None:
        """The last look, if it was at the list as it stands now."""
        seen, listing = self._seen, self._listing
        return seen if seen and listing and seen.text == listing.now.text else None

    async def _look(self) -> None:
        """Review the list as it stands, then show what was found and what stands behind the chosen row."""
        document, listing = self._document, self._listing
        if document is None or listing is None:
            return
        text = listing.now.text
        seen = await asyncio.to_thread(document.look, text)
        if text == listing.now.text:
            self._seen = seen
            await self._show()
            await self._show_behind()

    async def _show_behind(self) -> None:
        from assistant.reviewing.listing import found_in, sentences_at  # noqa: PLC0415 - loaded by now

        document, listing, seen = self._document, self._listing, self._fresh
        if document is None or listing is None or seen is None:
            return
        places = sentences_at(listing.now, seen, self._at)
        behind = [await asyncio.to_thread(document.behind, seen, place) for place in places]
        about = self.query_one("#about", VerticalScroll)
        about.query_one(Static).update(about_content(found_in(listing.now, seen, self._at), behind))
        about.scroll_home(animate=False)

    # Changing ---------------------------------------------------------------------------------

    def _change(self, to: Listed, at: int) -> None:
        listing = self._listing
        if listing is not None and listing.change(to):
            self._after_change(at)

    def _after_change(self, at: int) -> None:
        if self._listing is None or self._keeper is None:
            return
        self._at = at
        self._refused = False
        self._keeper.take(self._listing.now.text)
        self.work(self._show_and_look(), group="look")

    async def _show_and_look(self) -> None:
        await self._show()
        await self._look()

    def action_edit(self) -> None:
        """Edit the chosen question where it stands."""
        listing = self._listing
        if listing is not None and listing.now.rows:
            self.query_one(QuestionList).edit(listing.now.rows[self._at])

    def action_add(self) -> None:
        """Open a new, empty question below the chosen one."""
        if self._listing is not None:
            self.work(self._add(self._listing), group="look")

    async def _add(self, listing: Listing) -> None:
        at = self._at + 1 if listing.now.rows else 0
        listing.change(listing.now.added(at, ""))
        self._at = at
        await self._show()
        self.query_one(QuestionList).edit("")

    def action_remove(self) -> None:
        """Remove the chosen question; it can be taken back."""
        listing = self._listing
        if listing is not None and listing.now.rows:
            self._change(listing.now.removed(self._at), self._at)
            self.teller.say(_("Removed. u takes it back."))

    def action_move(self, by: int) -> None:
        """Move the chosen question up or down."""
        listing = self._listing
        if listing is not None:
            self._change(listing.now.moved(self._at, by), self._at + by)

    def action_undo(self) -> None:
        """Take back the last change."""
        if self._listing is not None and self._listing.undo():
            self._after_change(self._at)
        else:
            self.teller.say(_("There is nothing to take back."))

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        if self._listing is not None and self._listing.redo():
            self._after_change(self._at)

    def on_question_list_chosen(self, event: QuestionList.Chosen) -> None:
        """Show what stands behind the chosen question."""
        self._at = event.at
        self.work(self._choose(edit=event.edit), group="look")

    async def _choose(self, *, edit: bool) -> None:
        await self._show()
        await (self._show_behind() if self._fresh else self._look())
        if edit:
            self.action_edit()

    def on_question_list_typed(self, event: QuestionList.Typed) -> None:
        """Keep every keystroke."""
        if self._listing is not None and self._keeper is not None:
            self._keeper.take(self._listing.now.replaced(self._at, event.words).text)

    def on_question_list_kept(self, event: QuestionList.Kept) -> None:
        """Take what was typed; a question without words is none."""
        listing = self._listing
        if listing is None:
            return
        to = listing.now.replaced(self._at, event.words)
        if to.rows[self._at]:
            listing.change(to)
        elif listing.now.rows[self._at]:
            listing.change(to.removed(self._at))
        else:
            listing.give_up()  # it was new, and nothing was written
            self._at = max(0, self._at - 1)
        self._after_change(self._at)

    # Saving -----------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Keep the list as a new version."""
        self.work(self._save(), group="save", exclusive=False)

    async def _save(self) -> None:
        document, listing = self._document, self._listing
        if document is None or listing is None or self._keeper is None or not self._dirty:
            return
        self._refused = True
        version = await asyncio.to_thread(document.save, listing.now.text)
        self._refused = False
        self._keeper.done()
        self.teller.say(_("Saved as version {number}.").format(number=version.number))
        self.post_message(Changed())
        await self._show()

    def action_hand_over(self) -> None:
        """Save, then copy the list or keep it as a file."""
        self.work(self._hand_over(), group="save", exclusive=False)

    async def _hand_over(self) -> None:
        await self._save()
        self.post_message(OpenHandover(self._draft_id))

    def action_back(self) -> None:
        """Save and go back; when it cannot be saved, a second time leaves it among the unsaved texts."""
        if self._refused:
            self._leave()
        else:
            self.work(self._back(), group="save", exclusive=False)

    async def _back(self) -> None:
        await self._save()
        self._leave()

    def _leave(self) -> None:
        if self.app.screen is self:  # a second Escape may have come while it was saved
            self.app.pop_screen()
