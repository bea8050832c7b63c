"""Handing over: the newest version is approved, copied, kept as a file; that it was sent is told apart."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Label, OptionList, Static

from assistant.wording import _
from tui.content import shown
from tui.messages import Changed
from tui.screens.handover_keys import HANDOVER_KEYS
from tui.widgets.handover_acts import HandoverActs, acts_for
from tui.widgets.handover_words import (
    copied_words,
    link_words,
    noted_words,
    state_words,
    title_words,
    verdict_lines,
)
from tui.widgets.keys_line import KeysLine
from tui.widgets.line_input import LineInput
from tui.widgets.title_line import TitleLine
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.outgoing import Outgoing
    from assistant.wiring import Services

_Asked = Literal["", "reason", "eml", "markdown"]


class HandoverScreen(Workspace):
    """The newest version as it will be handed over, and what can be done with it."""

    CSS_PATH = "handover.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = HANDOVER_KEYS

    def __init__(
        self, services: Services, draft_id: int, *, environment: Mapping[str, str] = os.environ
    ) -> None:
        super().__init__(services)
        self._draft_id = draft_id
        self._environment = environment
        self._going: Outgoing | None = None
        self._link = ""
        self._asked: _Asked = ""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TitleLine()
        yield Static(id="verdict", markup=False)
        with Vertical(id="body"):
            with VerticalScroll(id="message"):
                yield Static(markup=False)
            with VerticalScroll(id="side"):
                yield HandoverActs(id="acts")
                with Vertical(id="asked"):
                    yield Label(markup=False)
                    yield LineInput(id="answer")
                yield Static(id="said", markup=False)
        yield KeysLine()

    def on_mount(self) -> None:
        """Read the draft."""
        self.query_one("#acts").focus()
        self.work(self._read(), group="read")

    def on_screen_resume(self) -> None:
        """Read it anew: another screen may have changed it."""
        if self._going is not None:
            self.work(self._read(), group="read")

    async def _read(self) -> None:
        from assistant.outgoing import outgoing  # noqa: PLC0415 - the screen paints first

        services = self.services
        self._going = await asyncio.to_thread(outgoing, services.store, self._draft_id, services.kind)
        self._show()

    def _show(self) -> None:
        from assistant.wiring import now  # noqa: PLC0415 - loaded by now

        going = self._going
        if going is None:
            return
        self.query_one(TitleLine).show(title_words(going, self.services.ui), state_words(going))
        self.query_one("#verdict", Static).update(shown("\n".join(verdict_lines(going, now()))))
        self.query_one("#message Static", Static).update(shown(going.version.draft.text))
        self.query_one(HandoverActs).show(acts_for(going, link_shown=bool(self._link)))
        self.refresh_bindings()

    # What can be done -------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was chosen in the list."""
        acts = self.query_one(HandoverActs).acts
        if event.option_index < len(acts):
            self.call_later(self.run_action, f"screen.{acts[event.option_index].action}")

    def action_approve(self) -> None:
        """Approve the version; one that blocks asks for a reason first."""
        going = self._going
        if going is None:
            return
        if going.version.review.blocked:
            self._ask("reason", _("Something blocks. Why will you send it anyway? The reason is kept."), "")
        else:
            self.work(self._approve(going, ""))

    async def _approve(self, going: Outgoing, reason: str) -> None:
        await asyncio.to_thread(self.services.store.approve, going.version, reason)
        self.post_message(Changed())
        self._say(_("Approved. Now take it with you; you send it yourself."))
        await self._read()

    def action_copy(self) -> None:
        """Copy subject and text."""
        self._copy("all")

    def action_copy_subject(self) -> None:
        """Copy the subject line alone."""
        if self._going and self._going.version.draft.subject is None:
            self.teller.say(_("This text has no subject line."))
        else:
            self._copy("subject")

    def action_copy_body(self) -> None:
        """Copy the text without its subject."""
        self._copy("body")

    def _copy(self, part: Literal["all", "subject", "body"]) -> None:
        if going := self._ready():
            self.work(self._copied(going, part))

    async def _copied(self, going: Outgoing, part: Literal["all", "subject", "body"]) -> None:
        from assistant.cleaning import clean  # noqa: PLC0415 - with the rest, when something is copied
        from assistant.handover.clipboard import copied_file, copying  # noqa: PLC0415
        from assistant.handover.text import as_text  # noqa: PLC0415

        draft = going.version.draft
        text = clean(draft.subject or "") if part == "subject" else as_text(draft, subject=part == "all")
        answer = copying(self._environment)
        if answer != "refused":
            self.app.copy_to_clipboard(text)
        path = await asyncio.to_thread(copied_file, self.services.settings.home, going.version)
        self._say(copied_words(answer, path))

    def action_save_mail(self) -> None:
        """Ask where the unsent mail is to go."""
        self._ask_file("eml", _("Save the unsent mail as"))

    def action_save_markdown(self) -> None:
        """Ask where the Markdown file is to go."""
        self._ask_file("markdown", _("Save the text with its sources as"))

    def action_link(self) -> None:
        """Show the mail link; it is opened only when asked for after that."""
        if going := self._ready(message=True):
            self.work(self._show_link(going))

    async def _show_link(self, going: Outgoing) -> None:
        from assistant.handover.mailto import as_mailto  # noqa: PLC0415 - only when a link is wanted

        self._link = await asyncio.to_thread(as_mailto, going.version.draft, going.version.brief.recipient)
        self._say(link_words(self._link))
        self._show()

    def action_open_link(self) -> None:
        """Open the link that was shown."""
        if self._link:
            self.work(self._open_link())
        else:
            self.action_link()

    async def _open_link(self) -> None:
        from assistant.handover.opening import open_link  # noqa: PLC0415 - only when a link is opened

        await asyncio.to_thread(open_link, self._link, self._environment)
        self._say(_("Your mail program has it. Read it once more there; you send it yourself."))

    def action_sent(self) -> None:
        """Note that the person sent it."""
        going = self._ready(message=True)
        noting = any(each.group == "noting" and not each.is_finished for each in self.workers)
        if going and (going.sent or noting):  # a second press can come while the first is being written
            self.teller.say(_("It is noted as sent already; u takes the note back."))
        elif going:
            self.work(self._sent(going), group="noting")

    async def _sent(self, going: Outgoing) -> None:
        from assistant.logbook import note_sent  # noqa: PLC0415 - only when something was sent

        await asyncio.to_thread(note_sent, self.services.store, going.version)
        self.post_message(Changed())
        self._say(noted_words(going))
        await self._read()

    def action_take_back(self) -> None:
        """Take back the note that it was sent."""
        if self._going and self._going.sent:
            self.work(self._take_back(self._going.sent.id))

    async def _take_back(self, contact_id: int) -> None:
        await asyncio.to_thread(self.services.store.contacts.remove, contact_id)
        self.post_message(Changed())
        self._say(_("Taken back: it counts as not sent."))
        await self._read()

    def action_back(self) -> None:
        """Close the question, or go back."""
        if self._asked:
            self._close_question()
        elif self.app.screen is self:
            self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the approval until it is given."""
        return action != "approve" or self._going is None or self._going.approval is None

    # Questions on the way ---------------------------------------------------------------------

    def _ready(self, *, message: bool = False) -> Outgoing | None:
        """Give how it stands when it may be handed over; else say what comes first."""
        going = self._going
        if going is None:
            return None
        if message and not going.is_message:
            self.teller.say(_("This is a paper of your own; copy it or save it as Markdown."))
            return None
        if not going.may_leave:
            self.teller.say(_("Approve it first: read it once more, then press a."))
            return None
        return going

    def _ask_file(self, form: Literal["eml", "markdown"], words: str) -> None:
        going = self._ready(message=form == "eml")
        if going:
            from assistant.handover.forms import proposed_file  # noqa: PLC0415 - with the rest, when one is saved

            self._ask(form, words, str(proposed_file(going.version, form, Path.home())))

    def _ask(self, asked: _Asked, words: str, proposed: str) -> None:
        self._asked = asked
        self.query_one("#asked Label", Label).update(shown(words))
        answer = self.query_one("#answer", LineInput)
        answer.value = proposed
        answer.cursor_position = len(proposed)
        self.query_one("#asked").add_class("open")
        answer.focus()
        self.call_after_refresh(answer.scroll_visible, animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer."""
        going, asked = self._going, self._asked
        if going is None or not asked:
            return
        if asked == "reason":
            if not event.value.strip():
                self.teller.say(_("Write a reason, or press Escape and mend what blocks."))
                return
            self._close_question()
            self.work(self._approve(going, event.value.strip()))
        else:
            self.work(self._save(going, asked, event.value))

    async def _save(self, going: Outgoing, form: Literal["eml", "markdown"], written: str) -> None:
        from assistant.outgoing import save_as  # noqa: PLC0415 - only when a file is written

        services = self.services
        path = await asyncio.to_thread(
            save_as, going, form, written, corpus_behind=services.corpus_behind, ui=services.ui
        )
        self._close_question()
        said = _("Saved as {path}.").format(path=path)
        if form == "eml" and not going.version.brief.recipient.email:
            said += " " + _("No mail address is known; fill it in when you send.")
        self._say(said)

    def _close_question(self) -> None:
        self._asked = ""
        self.query_one("#asked").remove_class("open")
        self.query_one("#acts").focus()

    def _say(self, words: str) -> None:
        said = self.query_one("#said", Static)
        said.update(shown(words))
        self.call_after_refresh(said.scroll_visible, animate=False)
