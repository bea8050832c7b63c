"""A pasted text becomes suggested facts, which a person accepts, edits or drops one by one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from assistant.errors import FikaError
from assistant.wording import _, mark, plural
from tui import messages
from tui.content import shown_line
from tui.widgets.field import Field
from tui.widgets.fields_form import FieldsForm
from tui.widgets.keys_line import KeysLine
from tui.widgets.paste_area import PasteArea
from tui.widgets.source_pane import SourcePane
from tui.widgets.suggestions_list import SuggestionsList
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.domain.brief import Fact, Recipient
    from assistant.domain.records import Person
    from assistant.importing.sorting import Sorting, State
    from assistant.importing.suggesting import Suggestions
    from assistant.keeping import Keeper
    from assistant.wiring import Services

# ruff: noqa: PLC0415 - the screen is painted before any of this is loaded

_WHO = ("name", "role", "organisation", "email")


class PasteScreen(Workspace):
    """First the text, then its suggestions; nothing is kept but what is accepted."""

    CSS_PATH = "paste.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "go_on", mark("Go on"), id="paste.go_on", tooltip=mark("Take the text apart, then save")
        ),
        Binding("a", "sort('accepted')", mark("Accept"), id="paste.accept", tooltip=mark("Keep this fact")),
        Binding("e", "edit", mark("Edit"), id="paste.edit", tooltip=mark("Change this fact and keep it")),
        Binding("x", "sort('dropped')", mark("Drop"), id="paste.drop", tooltip=mark("Do not keep this fact")),
        Binding(
            "A", "accept_all", mark("All"), id="paste.all", tooltip=mark("Accept all that have no answer yet")
        ),
        Binding("f4", "empty", mark("Empty"), id="paste.empty", tooltip=mark("Let go of the pasted text")),
        Binding("escape", "back", mark("Back"), id="paste.back", tooltip=mark("Go back; the text is kept")),
    ]

    def __init__(self, services: Services, person_id: int | None = None, text: str = "") -> None:
        super().__init__(services)
        self.person_id = person_id
        self._text_before = text
        self._person: Person | None = None
        self._known: tuple[str, ...] = ()
        self._keeper: Keeper | None = None
        self._found: Suggestions | None = None
        self._sorting: Sorting | None = None
        self._read_from: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out both steps; the second is hidden at first."""
        with Horizontal(id="head"):
            yield Static(_("Someone new") if self.person_id is None else "", id="where", markup=False)
            yield Static(id="state", markup=False)
        with Vertical(id="given"):
            yield Static(
                _("Paste a biography, a mail signature, a profile, a page. Only what you accept is kept."),
                classes="quiet",
                markup=False,
            )
            yield PasteArea()
            yield Field(
                "source",
                _("Read or heard"),
                placeholder=_("where is it from? for example: the company's page"),
            )
        with Vertical(id="sorting"):
            if self.person_id is None:
                with Container(id="who"):
                    yield FieldsForm(_WHO, {})
            yield Static(id="trouble", markup=False)
            with Container(id="panes"):
                yield SuggestionsList()
                yield SourcePane()
        yield KeysLine()

    def on_mount(self) -> None:
        """Be ready for the paste; who it is about is read behind."""
        self.query_one(PasteArea).focus()
        self.call_after_refresh(lambda: self.work(self._begin(), group="beginning"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of the step that is shown."""
        del parameters
        sorting = self.has_class("-sorting")
        if action in {"sort", "edit", "accept_all"}:
            return sorting
        return action != "empty" or not sorting

    async def _begin(self) -> None:
        slot = f"paste:{self.person_id or 0}"
        before = await asyncio.to_thread(self.services.keeping.text_of, slot)
        if self._text_before != before:  # what waits here is not lost to what comes
            before = "\n\n".join(filter(None, (before, self._text_before)))
        self._keeper = await asyncio.to_thread(self.services.keeping.begin, slot, person_id=self.person_id)
        area = self.query_one(PasteArea)
        if before and not area.whole:
            area.take(before)
        elif area.whole:
            self._keeper.take(area.whole)
        if self.person_id is not None:
            from assistant.acquaintance import acquaintance

            known = await asyncio.to_thread(acquaintance, self.services.store, self.person_id)
            self._person = known.person
            self._known = tuple(each.fact.text for each in known.facts)
            name = known.person.recipient.name
            self.query_one("#where", Static).update(shown_line(_("Facts about {name}").format(name=name)))

    @on(PasteArea.Taken)
    def _text_changed(self, event: PasteArea.Taken) -> None:
        area = self.query_one(PasteArea)
        if self._keeper is not None and area.whole:
            self._keeper.take(area.whole)
        elif self._keeper is not None:
            self._keeper.done()
        words = plural("{n} character", "{n} characters", event.characters).format(n=event.characters)
        if area.is_held:
            words = _("{count}, held as pasted").format(count=words)
        self.query_one("#state", Static).update(words if event.characters else "")

    @on(PasteArea.Refused)
    def _too_long(self, event: PasteArea.Refused) -> None:
        from assistant.cleaning import MAX_CHARACTERS
        from assistant.errors import InputError

        said = _("The text is too long: {count} characters, at most {most}.").format(
            count=event.characters, most=MAX_CHARACTERS
        )
        self.teller.tell(InputError(said, hint=_("Give the part that is about the person.")))

    @on(Input.Submitted, "#line-source")
    def _source_entered(self) -> None:
        self.action_go_on()

    def action_go_on(self) -> None:
        """Take the text apart; in the second step, keep what was accepted."""
        self.work(self._save() if self.has_class("-sorting") else self._take_apart(), group="going")

    def action_empty(self) -> None:
        """Let go of the text."""
        self.query_one(PasteArea).empty()

    def action_back(self) -> None:
        """Go back to the text, then to the people; what was typed waits here."""
        if self.has_class("-sorting"):
            self.remove_class("-sorting")
            self.query_one(PasteArea).focus()
            self.refresh_bindings()
        else:
            self.post_message(messages.OpenPeople(self.person_id))

    async def _take_apart(self) -> None:
        from assistant.importing.introduction import introduced
        from assistant.importing.sorting import Sorting
        from assistant.importing.suggesting import suggest

        text = self.query_one(PasteArea).whole
        source = self.query_one("#field-source", Field).value
        if not text.strip():
            self.teller.say(_("Paste or type a text first."))
            return
        if self._read_from != (text, source):
            self.query_one("#state", Static).update(_("reading it ..."))
            recipient = self._person.recipient if self._person else None
            found = await asyncio.to_thread(
                suggest, text, recipient=recipient, source=source or _("a pasted text")
            )
            self._found, self._sorting = found, Sorting.of(found, self._known)
            self._read_from = (text, source)
            if self.person_id is None:
                apart = [(each.start, each.end) for each in found.set_aside]
                who = await asyncio.to_thread(introduced, found.text, apart)
                self.query_one(FieldsForm).fill(
                    {"name": who.name, "role": who.role, "organisation": who.organisation, "email": who.email}
                )
            self.query_one(SuggestionsList).show(self._sorting, found.set_aside, found.left_out)
        self._show_sorting()

    def _show_sorting(self) -> None:
        self.add_class("-sorting")
        self.refresh_bindings()
        self._show_count()
        nameless = self.person_id is None and not self.query_one(FieldsForm).typed()["name"]
        if nameless:
            self.query_one(FieldsForm).go_to("name")
        else:
            self.query_one(SuggestionsList).focus()

    def _show_count(self) -> None:
        if self._sorting is not None:
            accepted, count = len(self._sorting.accepted), len(self._sorting.items)
            words = _("{accepted} of {count} accepted").format(accepted=accepted, count=count)
            aside = len(self._found.set_aside) if self._found else 0
            if aside:
                words += " · " + plural("{n} set aside", "{n} set aside", aside).format(n=aside)
            self.query_one("#state", Static).update(words)

    @on(OptionList.OptionHighlighted, "#suggestions")
    def _chosen(self) -> None:
        chosen, found, pane = self.query_one(SuggestionsList).chosen, self._found, self.query_one(SourcePane)
        if chosen is None or found is None or self._sorting is None:
            pane.empty()
        elif chosen[0] == "fact":
            quoted = found.suggestions[chosen[1]]
            pane.show(_("It rests on the marked words:"), found.text, quoted.start, quoted.end)
        else:
            aside = found.set_aside[chosen[1]]
            pane.show(aside.reason, found.text, aside.start, aside.end)

    @on(OptionList.OptionSelected, "#suggestions")
    def _entered(self) -> None:
        at = self._at()
        if at is not None and self._sorting is not None:
            self.action_sort("open" if self._sorting.items[at].state == "accepted" else "accepted")

    def action_sort(self, state: State) -> None:
        """Accept or drop what is chosen, and go to the next."""
        at = self._at()
        if at is None or self._sorting is None:
            return
        self._sorting = self._sorting.with_state(at, state)
        suggestions = self.query_one(SuggestionsList)
        suggestions.renew(at, self._sorting.items[at])
        self._show_count()
        if state != "open" and at + 1 < len(self._sorting.items):
            suggestions.action_cursor_down()

    def action_accept_all(self) -> None:
        """Accept all that have no answer yet."""
        if self._sorting is not None:
            self._sorting = self._sorting.all_accepted()
            for at, item in enumerate(self._sorting.items):
                self.query_one(SuggestionsList).renew(at, item)
            self._show_count()

    def action_edit(self) -> None:
        """Change what is chosen."""
        from tui.dialogs.edit_fact import EditFact

        at = self._at()
        if at is not None and self._sorting is not None:
            editing = EditFact(self._sorting.items[at].fact)
            self.app.push_screen(editing, lambda fact: self._edited(at, fact))

    def _at(self) -> int | None:
        chosen = self.query_one(SuggestionsList).chosen
        if chosen is not None and chosen[0] == "aside":
            self.teller.say(_("What was set aside is never used."))
        return chosen[1] if chosen is not None and chosen[0] == "fact" else None

    def _edited(self, at: int, fact: Fact | None) -> None:
        if fact is not None and self._sorting is not None:
            self._sorting = self._sorting.with_fact(at, fact)
            suggestions = self.query_one(SuggestionsList)
            suggestions.renew(at, self._sorting.items[at])
            self._show_count()
            if at + 1 < len(self._sorting.items):
                suggestions.action_cursor_down()

    async def _save(self) -> None:
        """Keep what was accepted, after asking whether someone of the same name is meant."""
        from assistant.acquaintance import namesake
        from tui.dialogs.ask_yes_no import AskYesNo

        recipient, sorting = self._recipient(), self._sorting
        if recipient is None or sorting is None:
            return
        if self.person_id is not None:
            if sorting.accepted or not sorting.open:
                await self._keep(self.person_id, recipient, sorting)
            else:
                self.teller.say(_("Nothing is accepted yet: a accepts a fact, A accepts all."))
            return
        known = await asyncio.to_thread(namesake, self.services.store, recipient.name)
        if known is None:
            await self._keep(None, recipient, sorting)
            return

        def answered(same: bool | None) -> None:
            if same is not None:
                self.work(self._keep(known.id if same else None, recipient, sorting), group="going")

        who = (known.recipient.name, known.recipient.role, known.recipient.organisation)
        question = _("You know someone of this name already. Is it the same person?")
        self.app.push_screen(AskYesNo(question, detail=", ".join(filter(None, who))), answered)

    async def _keep(self, person_id: int | None, recipient: Recipient, sorting: Sorting) -> None:
        from assistant.acquaintance import keep_facts

        store, facts = self.services.store, sorting.accepted
        person = await asyncio.to_thread(keep_facts, store, person_id, recipient, facts)
        if self._keeper is not None:
            self._keeper.done()
        count = len(facts)
        said = plural("{count} fact noted about {name}.", "{count} facts noted about {name}.", count)
        if not count:
            said = _("{name} is noted. Next, paste or write what you have read or heard: f")
        self.teller.say(said.format(count=count, name=person.recipient.name))
        self.post_message(messages.Changed())
        self.post_message(messages.OpenPeople(person.id))

    def _recipient(self) -> Recipient | None:
        """Give who it is about, as the person confirmed it; None after saying what is missing."""
        from assistant.domain.brief import Recipient
        from assistant.importing.fields import faulty_field, with_fields

        if self._person is not None:
            return self._person.recipient
        form, named = self.query_one(FieldsForm), _("the form")
        typed = form.typed()
        if not typed["name"].strip():
            self._tell(_("A name is needed, as you would greet the person."), "name")
            return None
        try:
            return with_fields(Recipient(), typed, named)
        except FikaError as error:
            self._tell(f"{error.message} {error.hint}", faulty_field(Recipient(), typed, named))
            return None

    def _tell(self, sentence: str, field: str | None) -> None:
        trouble = self.query_one("#trouble", Static)
        trouble.update(shown_line(sentence))
        trouble.add_class("-shown")
        self.query_one(FieldsForm).go_to(field)
