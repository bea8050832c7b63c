"""The review: the draft as its recipient will read it, and what is to be said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Static, TabbedContent, TabPane

from assistant.errors import FikaError
from assistant.wording import _, mark
from tui.content import shown_line
from tui.messages import OpenHandover
from tui.screens.review_findings import ReviewFindings
from tui.widgets.behind_panel import BehindPanel
from tui.widgets.check_line import CheckLine
from tui.widgets.finding_actions import FindingActions
from tui.widgets.findings_list import Entry, FindingsList
from tui.widgets.keys_line import KeysLine
from tui.widgets.message_editor import MessageEditor
from tui.widgets.revise_pane import RevisePane
from tui.widgets.versions_pane import VersionsPane

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


WIDE: Final = 100
"""Columns from which there are two columns."""


class ReviewScreen(ReviewFindings):
    """Reads, mends, rewords and keeps one draft."""

    CSS_PATH = "review.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+n,f8", "next(1)", mark("Next"), id="review.next", tooltip=mark("Go to the next finding")
        ),
        Binding(
            "ctrl+b,shift+f8",
            "next(-1)",
            mark("Previous"),
            show=False,
            id="review.previous",
            tooltip=mark("Go to the finding before"),
        ),
        Binding("ctrl+f,f9", "mend", mark("Mend"), id="review.mend", tooltip=mark("Mend the chosen finding")),
        Binding(
            "ctrl+l",
            "skip",
            mark("Skip"),
            show=False,
            id="review.skip",
            tooltip=mark("Leave the chosen finding be"),
        ),
        Binding(
            "ctrl+t",
            "confirm",
            mark("It is true"),
            show=False,
            id="review.confirm",
            tooltip=mark("Say that the chosen claim is true; it becomes a fact"),
        ),
        Binding(
            "ctrl+r,f5",
            "pane('revise')",
            mark("Revise"),
            id="review.revise",
            tooltip=mark("Say how the text should be instead"),
        ),
        Binding(
            "ctrl+o,f4",
            "pane('versions')",
            mark("Versions"),
            id="review.versions",
            tooltip=mark("See earlier versions and bring one back"),
        ),
        Binding(
            "f2",
            "pane('behind')",
            mark("Behind"),
            show=False,
            id="review.behind",
            tooltip=mark("See what the sentence rests on"),
        ),
        Binding(
            "f3",
            "pane('findings')",
            mark("Findings"),
            show=False,
            id="review.findings",
            tooltip=mark("Go through the findings in their list"),
        ),
        Binding(
            "ctrl+s",
            "save",
            mark("Save"),
            show=False,
            id="review.save",
            tooltip=mark("Keep the text as a new version"),
        ),
        Binding(
            "f12,ctrl+c",
            "copy",
            mark("Copy all"),
            show=False,
            id="review.copy",
            tooltip=mark("Copy the whole text"),
        ),
        Binding(
            "ctrl+g",
            "hand_over",
            mark("Hand over"),
            id="review.hand_over",
            tooltip=mark("Approve the text and hand it over"),
        ),
        Binding("escape", "back", mark("Back"), id="review.back", tooltip=mark("Save and go back")),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Horizontal(id="review-top"):
            yield Static(id="review-place", markup=False)
            yield Static(id="review-state", markup=False)
        yield CheckLine(id="review-check")
        with Container(id="review-desk"):
            yield self.editor
            with Vertical(id="review-margin"):
                yield BehindPanel(id="review-beside")
                with TabbedContent(id="review-panes", initial="findings"):
                    with TabPane(_("Behind"), id="behind"):
                        yield BehindPanel()
                    with TabPane(_("Findings"), id="findings"):
                        yield FindingsList()
                        yield FindingActions()
                    with TabPane(_("Versions"), id="versions"):
                        yield VersionsPane()
                    with TabPane(_("Revise"), id="revise"):
                        yield RevisePane()
        yield KeysLine()

    def on_mount(self) -> None:
        """Fetch the draft beside the first paint."""
        self.editor.focus()
        self.work(self._open(), group="open")

    async def _open(self) -> None:
        try:
            await self.lay_out()
        except FikaError:
            self.app.pop_screen()
            raise
        from assistant.revising import offers  # noqa: PLC0415 - not needed for the first paint

        self.query_one(RevisePane).offer(offers())

    def on_resize(self, event: events.Resize) -> None:
        """Beside the text, what stands behind it is always seen; below it, it is a tab."""
        wide = event.size.width >= WIDE
        if wide:
            self.panes.hide_tab("behind")
        else:
            self.panes.show_tab("behind")

    def show_document(self) -> None:
        """Show whose draft it is, in which version, and the versions."""
        version = self.table.version
        brief, draft = version.brief, version.draft
        kind = self.services.kind(draft.kind).title.in_language(self.services.ui)
        parts = (kind, brief.recipient.name, _channel(draft.channel), _language(draft.language))
        self._say("#review-place", " \u00b7 ".join(part for part in parts if part))
        self.query_one(VersionsPane).show(self.table.versions)
        self._show_state()

    def _show_state(self) -> None:
        number = self.table.version.number
        told = _("version {number}, changed") if self.is_edited else _("version {number}")
        self._say("#review-state", told.format(number=number))

    def _say(self, place: str, told: str) -> None:
        line = self.query_one(place, Static)
        if line.content != shown_line(told):
            line.update(shown_line(told))

    def show_seen(self, entries: tuple[Entry, ...]) -> None:
        """Show what was seen, and how much there is to go through."""
        super().show_seen(entries)
        label = _("Findings ({n})").format(n=len(entries)) if entries else _("Findings")
        tab = self.panes.get_tab("findings")
        if tab.label_text != label:
            tab.label = shown_line(label)
        self.query_one(FindingActions).show(self.findings.chosen)
        self._show_state()

    def action_pane(self, name: str) -> None:
        """Show a pane and go to it."""
        if name == "behind" and self.size.width >= WIDE:
            self.query_one("#review-beside", BehindPanel).focus()
            return
        self.panes.active = name
        target = {
            "behind": "#behind BehindPanel",
            "findings": "FindingsList",
            "versions": "#versions-list",
            "revise": "#revise-wish",
        }[name]
        self.call_after_refresh(self.query_one(target).focus)

    def action_save(self) -> None:
        """Keep the text as a new version."""
        self.work(self._save_and_say(), group="keep", exclusive=False)

    async def _save_and_say(self) -> None:
        version = await self.save()
        if version:
            self.teller.say(_("Saved as version {number}.").format(number=version.number))
        else:
            self.teller.say(
                _("Nothing has changed since version {number}.").format(number=self.table.version.number)
            )

    def action_copy(self) -> None:
        """Copy what is selected, else the whole text."""
        selected = self.get_selected_text()
        self.app.copy_to_clipboard(selected or self.editor.text.strip())
        if not selected:
            self.teller.say(_("The whole text is copied."))

    def action_hand_over(self) -> None:
        """Save, then go on to approving and handing over."""
        if not self.is_writing:
            self.work(self._hand_over(), group="keep", exclusive=False)

    async def _hand_over(self) -> None:
        await self.save()
        self.post_message(OpenHandover(self.draft_id))

    def action_back(self) -> None:
        """Stop what is being written, or go from a pane to the text, or leave."""
        if self.is_writing:
            self.stop_work("write")
        elif self.focused is not None and self.focused is not self.editor:
            self.editor.focus()
        else:
            self.work(self.leave(), group="leave")

    @on(MessageEditor.Cleaned)
    def _tell_cleaned(self) -> None:
        self.teller.say(_("Hidden characters were taken out of what you pasted."))

    @on(MessageEditor.Full)
    def _tell_full(self, event: MessageEditor.Full) -> None:
        self.teller.say(
            _("That was not put in: a message holds at most {most} characters.").format(most=event.most)
        )


def _channel(channel: str) -> str:
    return {
        "mail": _("mail"),
        "linkedin-note": _("LinkedIn note"),
        "linkedin": _("LinkedIn message"),
        "sms": _("text message"),
    }[channel]


def _language(language: str) -> str:
    return _("Swedish") if language == "sv" else _("English")
