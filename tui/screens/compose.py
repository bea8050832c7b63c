"""Composing: how a document is wanted, what is missing for it, and the draft as it is written."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import ContentSwitcher, Static

from assistant.composing import Sheet, asks_for_minutes, channels, sheet_for
from assistant.errors import FikaError, RefusedError, WriterError
from assistant.wiring import now
from assistant.wording import _, mark
from tui.content import shown, shown_line
from tui.screens.compose_asking import Asking
from tui.screens.compose_writing import sentence_of
from tui.widgets.choices_bar import ChoicesBar
from tui.widgets.growing_text import GrowingText
from tui.widgets.keys_line import KeysLine
from tui.widgets.question_form import QuestionForm, UnderstoodForm

if TYPE_CHECKING:
    from assistant.domain.value import Channel, Language
    from assistant.wiring import Services

_LANGUAGES = (("sv", mark("Swedish")), ("en", mark("English")))
_CHANNELS = {
    "mail": mark("mail"),
    "linkedin-note": mark("LinkedIn note"),
    "linkedin": mark("LinkedIn message"),
    "sms": mark("text message"),
}


class ComposeScreen(Asking):
    """Chooses, asks, and shows the draft while it is written; the review opens when it is done."""

    CSS_PATH = "compose.tcss"
    GIVES_PLACE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f5,ctrl+g",
            "write",
            mark("Write"),
            id="compose.write",
            tooltip=mark("Write the document now; Enter in a line does the same"),
        ),
        Binding(
            "escape",
            "stop",
            mark("Stop"),
            id="compose.stop",
            tooltip=mark("Stop the writer; what is there is kept"),
        ),
        Binding("escape", "back", mark("Back"), id="compose.back", tooltip=mark("Back to where you were")),
        Binding(
            "f6,ctrl+t",
            "write_with_templates",
            mark("Templates"),
            id="compose.templates",
            tooltip=mark("Write it without a model"),
        ),
        Binding(
            "f7",
            "confide",
            mark("Let it read them"),
            id="compose.confide",
            tooltip=mark("Let the model read the confidential notes, for this document only"),
        ),
        Binding(
            "f8,ctrl+y",
            "copy_text",
            mark("Copy"),
            id="compose.copy",
            tooltip=mark("Copy the text that could not be saved"),
        ),
        Binding(
            "y,j",
            "say(True)",
            mark("Right"),
            id="compose.right",
            tooltip=mark("It was understood rightly; keep it so"),
        ),
        Binding(
            "n",
            "say(False)",
            mark("Only my words"),
            id="compose.plain",
            tooltip=mark("Keep what I wrote, and nothing that was read out of it"),
        ),
    ]

    def __init__(self, services: Services, person_id: int, kind: str = "outreach") -> None:
        super().__init__(services)
        self._person_id = person_id
        self._kind = kind
        self._model = ""
        self._may_confide = False
        """Whether a model was refused what is confidential, so that the person may say otherwise."""

    def compose(self) -> ComposeResult:
        """Lay out the choices, the place of the draft and the guidance."""
        with Horizontal(id="where"):
            yield Static(id="title", markup=False)
            yield Static(id="writer", markup=False)
        yield ChoicesBar()
        with Container(id="desk"):
            with ContentSwitcher(initial="ready", id="place"):
                with VerticalScroll(id="ready", can_focus=False):
                    yield Static(id="conflict", markup=False)
                    yield Static(_("Looking at what is known ..."), id="next", markup=False)
                yield QuestionForm(id="question")
                yield UnderstoodForm(id="understanding")
                yield GrowingText(id="growing")
            yield VerticalScroll(Static(id="guidance", markup=False), id="side", can_focus=False)
        yield KeysLine()

    def on_mount(self) -> None:
        """Read what is known, off the interface's thread."""
        self.work(self._open(), group="prepare")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        del parameters
        if not self.is_mounted:
            return True
        may_write = not self.is_writing and self.state in {"ready", "growing"}
        offered = {
            "stop": self.is_writing,
            "back": not self.is_writing,
            "write": may_write,
            "write_with_templates": may_write and bool(self._model),
            "confide": may_write and self._may_confide,
            "copy_text": bool(self.unsaved),
            "say": self.state == "understanding",
        }
        return offered.get(action, True)

    async def _open(self) -> None:
        services = self.services
        language = services.message_language
        self._sheet = await asyncio.to_thread(
            lambda: sheet_for(services.store, services.kind(self._kind), self._person_id, language)
        )
        self._model = await asyncio.to_thread(self._model_name)
        self._show_choices(self._sheet)
        await self.prepare()

    def _model_name(self) -> str:
        settings = self.services.settings
        return settings.model.name if settings.writer != "template" else ""

    def _show_choices(self, sheet: Sheet) -> None:
        bar = self.query_one(ChoicesBar)
        ui = self.services.ui
        bar.offer(
            "kind",
            [(each.id, each.title.in_language(ui)) for each in self.services.kinds.values()],
            sheet.kind.id,
        )
        bar.offer("language", [(each, _(word)) for each, word in _LANGUAGES], sheet.brief.language)
        fitting = channels(sheet.kind)
        bar.offer("channel", [(each, _(_CHANNELS[each])) for each in fitting], sheet.wording.channel)
        bar.show_minutes(sheet.brief.ask.minutes, asked=asks_for_minutes(sheet.kind))
        title = _("{kind}, to {name}").format(
            kind=sheet.kind.title.in_language(ui), name=sheet.person.recipient.name
        )
        self.query_one("#title", Static).update(shown_line(title))
        self._show_writer(self._model)

    def _show_writer(self, model: str) -> None:
        who = _("{model} writes").format(model=model) if model else _("the templates write")
        self.query_one("#writer", Static).update(shown_line(who))

    def show_ready(self, said: str = "") -> None:
        """Show that it can be written, or what was said instead; a conflict of interest is said first."""
        sheet = self._sheet
        conflict = sheet.person.recipient.conflict if sheet else ""
        warning = _("? Mind: {conflict} can be a conflict of interest. It is yours to judge.")
        line = self.query_one("#conflict", Static)
        line.update(shown_line(warning.format(conflict=conflict)) if conflict else "")
        line.display = bool(conflict)
        self.query_one("#next", Static).update(
            shown(said or _("All that is needed is known. Enter writes the draft here."))
        )
        self.turn_to("ready")
        self.query_one(ChoicesBar).focus_words()

    def show_writing(self, by: str) -> None:
        """Show that a writer begins."""
        self.turn_to("growing")
        said = (
            _("{model} is writing; Escape stops").format(model=by) if by else _("the templates are writing")
        )
        self.query_one("#writer", Static).update(shown_line(said))
        self.query_one(GrowingText).focus()

    def show_trouble(self, error: FikaError) -> None:
        """Show why nothing was written, and what can be done."""
        self._show_writer(self._model)
        said = f"! {sentence_of(error)}"
        sheet = self._sheet
        self._may_confide = isinstance(error, RefusedError) and sheet is not None and sheet.is_confidential
        if self._may_confide:
            said += "\n" + _("F7 lets the model read them, for this document only.")
        if self._model:
            said += "\n" + _("F6 or Ctrl+T writes it with the templates instead.")
        self.show_ready(said)

    def show_unsaved(self, error: FikaError | None) -> None:
        """Leave the text on the screen, with the reason why it was not saved."""
        reason = error or WriterError(_("The draft could not be saved."))
        self.query_one("#writer", Static).update(shown_line(_("! not saved; F8 or Ctrl+Y copies the text")))
        self.teller.tell(reason)
        self.query_one(ChoicesBar).disabled = False
        self.refresh_bindings()

    @on(ChoicesBar.Chosen)
    def choose(self, event: ChoicesBar.Chosen) -> None:
        """Take another kind, language or channel."""
        sheet = self.taken()
        if sheet is None or self.is_writing:
            return
        match event.what:
            case "kind":
                sheet = sheet.of_kind(self.services.kind(event.value))
            case "language":
                sheet = sheet.in_language(cast("Language", event.value))
            case "channel":
                sheet = sheet.on_channel(cast("Channel", event.value))
        self._sheet = sheet
        self._show_choices(sheet)
        self.work(self.prepare(), group="prepare")

    @on(ChoicesBar.Done)
    def action_write(self) -> None:
        """Write with the writer of the settings."""
        self._begin("")

    def action_write_with_templates(self) -> None:
        """Write without a model."""
        self._begin("template")

    def action_confide(self) -> None:
        """Let a model on another machine read the notes, because the person says so for this document."""
        self._begin("", send_confidential=True)

    def _begin(self, writer: str, *, send_confidential: bool = False) -> None:
        bar = self.query_one(ChoicesBar)
        if self._sheet is None or self.is_writing:
            return
        if self.state in {"question", "understanding"}:
            self.to_the_question()
            return
        try:
            self._sheet = self._sheet.asking_for(bar.minutes).with_own_words(bar.own_words)
        except FikaError as error:
            self.teller.tell(error)
            return
        self._may_confide = False
        self.write(replace(self._sheet.task(now()), send_confidential=send_confidential), writer)

    def action_stop(self) -> None:
        """Stop the writer."""
        self.stop_writing()

    def action_back(self) -> None:
        """Go back; what was answered is kept."""
        self.dismiss()

    def action_copy_text(self) -> None:
        """Copy the text that could not be saved."""
        self.app.copy_to_clipboard(self.unsaved)
        self.app_says(_("Copied."))
