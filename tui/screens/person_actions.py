"""What one can do with the chosen person: the keys of the list of people and of a person's page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from assistant.wording import _, mark, plural
from tui import messages
from tui.dialogs.ask_yes_no import AskYesNo
from tui.dialogs.choose import Choice, Choose
from tui.widgets.person_page import PersonPage
from tui.workspace import Workspace

if TYPE_CHECKING:
    from assistant.acquaintance import Acquaintance
    from assistant.domain.brief import Fact, Recipient
    from assistant.next_steps import Action
    from assistant.schedule import Standing
    from prompts.catalog import Kind

# ruff: noqa: PLC0415 - the people are painted before any of this is loaded


class PersonActions(Workspace):
    """A screen with a chosen person."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", mark("Write"), id="people.write", tooltip=mark("Write to this person")),
        Binding(
            "f", "paste_facts", mark("Facts"), id="people.facts", tooltip=mark("Paste more about this person")
        ),
        Binding(
            "t",
            "talk",
            mark("Talk"),
            id="people.talk",
            tooltip=mark("The talk with this person, or agree on one"),
        ),
        Binding(
            "d", "drafts", mark("Drafts"), id="people.drafts", tooltip=mark("Open the drafts to this person")
        ),
        Binding(
            "l",
            "log",
            mark("Log"),
            show=False,
            id="people.log",
            tooltip=mark("Note an answer, a no, or that it has ended"),
        ),
        Binding(
            "n", "next_step", mark("Next step"), show=False, id="people.next", tooltip=mark("What to do next")
        ),
        Binding(
            "e",
            "edit",
            mark("Edit"),
            show=False,
            id="people.edit",
            tooltip=mark("Change name, role, time zone ..."),
        ),
        Binding(
            "delete,x",
            "remove",
            mark("Remove"),
            show=False,
            id="people.remove",
            tooltip=mark("Remove the chosen fact, or erase this person"),
        ),
    ]
    known: Acquaintance | None = None
    """All about the chosen person, once it is read."""

    @property
    def standing(self) -> Standing | None:
        """Where things stand with the chosen person."""
        raise NotImplementedError

    def read(self) -> None:
        """Read everyone again."""
        raise NotImplementedError

    def kinds(self) -> tuple[Kind, ...]:
        """Give what can be written, in menu order."""
        return tuple(self.services.kinds.values())

    def action_next_step(self) -> None:
        """Offer what can be done, the suggested step first."""
        if self.standing is not None:
            self._offer(self.standing)

    def action_write(self) -> None:
        """Choose what to write."""
        if self.standing is not None:
            self._choose_kind(self.standing)

    def action_paste_facts(self) -> None:
        """Add facts from a pasted text."""
        if self.standing is not None:
            self.post_message(messages.OpenPaste(self.standing.person.id))

    def action_talk(self) -> None:
        """Open the talk that is ahead, or agree on one."""
        standing = self.standing
        if standing is not None:
            self.post_message(messages.OpenTalk(standing.person.id, self._talk_ahead()))

    def action_drafts(self) -> None:
        """Open the only draft, or go to the drafts on the person's page."""
        known = self.known
        if self.standing is None or known is None:
            return
        if not known.drafts:
            self.teller.say(_("Nothing is written to {name} yet: w").format(name=known.person.recipient.name))
        elif len(known.drafts) == 1:
            self.post_message(messages.OpenReview(known.drafts[0].draft_id))
        else:
            self.add_class("-reading")
            self.query_one(PersonPage).go_to("draft")

    def action_log(self) -> None:
        """Choose what has happened."""
        if self.standing is not None:
            self._choose_happened(self.standing)

    def action_edit(self) -> None:
        """Edit the person."""
        if self.standing is not None:
            self._edit(self.standing)

    def action_remove(self) -> None:
        """Remove the fact or the note that is chosen on the page, else forget the person."""
        page = self.query_one(PersonPage)
        chosen = page.chosen if page.has_focus else None
        standing = self.standing
        if standing is None:
            return
        if chosen is not None and chosen[0] in {"fact", "contact"}:
            self._ask_to_remove(standing, *chosen)
        elif chosen is None:
            self.work(self._ask_to_forget(standing), group="asking")

    @on(OptionList.OptionSelected, "#page")
    def _opened(self) -> None:
        chosen = self.query_one(PersonPage).chosen
        standing = self.standing
        if standing is None:
            return
        match chosen:
            case ("draft", number):
                self.post_message(messages.OpenReview(number))
            case ("talk", number):
                self.post_message(messages.OpenTalk(standing.person.id, number))
            case ("fact", number):
                self._edit_fact(number)
            case ("contact", number):
                self._ask_to_remove(standing, "contact", number)
            case _who:
                self.action_next_step()

    def _talk_ahead(self) -> int | None:
        if self.standing is not None and self.standing.talk_id is not None:
            return self.standing.talk_id
        ahead = [each.id for each in self.known.talks if each.held is None] if self.known else []
        return ahead[-1] if ahead else None

    def _offer(self, standing: Standing) -> None:
        from assistant.next_steps import actions

        found = actions(standing, tuple(self.services.kinds))
        choices = [Choice(str(at), self._words(each)) for at, each in enumerate(found)]

        def chosen(at: str | None) -> None:
            if at is not None:
                self._do(standing, found[int(at)])

        self.app.push_screen(Choose(standing.person.recipient.name, choices), chosen)

    def _words(self, action: Action) -> str:
        words = {
            "paste": _("Paste more about this person"),
            "review": _("Go on with the draft"),
            "hand_over": _("Approve and hand over the draft"),
            "talk": _("Open the talk"),
            "agree_talk": _("Agree on a talk"),
            "answered": _("I got an answer"),
            "declined": _("They said no"),
            "ended": _("It has ended"),
            "edit": _("Change name, role, time zone ..."),
            "forget": _("Erase this person"),
        }
        if action.code != "write":
            return words[action.code]
        kind = self.services.kinds[action.kind]
        return _("Write: {kind}").format(kind=kind.title.in_language(self.services.ui))

    def _do(self, standing: Standing, action: Action) -> None:
        person_id = standing.person.id
        match action.code:
            case "paste":
                self.post_message(messages.OpenPaste(person_id))
            case "write":
                self.post_message(messages.OpenCompose(person_id, action.kind))
            case "review" if action.draft_id is not None:
                self.post_message(messages.OpenReview(action.draft_id))
            case "hand_over" if action.draft_id is not None:
                self.post_message(messages.OpenHandover(action.draft_id))
            case "talk" | "agree_talk":
                self.post_message(messages.OpenTalk(person_id, action.talk_id))
            case "answered" | "declined" | "ended":
                self._change(self.services.store.contacts.log, person_id, action.code)
            case "edit":
                self.action_edit()
            case "forget":
                self.work(self._ask_to_forget(standing), group="asking")
            case _nothing:
                pass

    def _choose_kind(self, standing: Standing) -> None:
        ui = self.services.ui
        choices = [
            Choice(each.id, each.title.in_language(ui), each.about.in_language(ui)) for each in self.kinds()
        ]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self.post_message(messages.OpenCompose(standing.person.id, kind))

        title = _("What do you want to write to {name}?").format(name=standing.person.recipient.name)
        self.app.push_screen(Choose(title, choices), chosen)

    def _choose_happened(self, standing: Standing) -> None:
        def chosen(happened: str | None) -> None:
            if happened is not None:
                self._change(self.services.store.contacts.log, standing.person.id, happened)

        choices = [
            Choice("answered", _("I got an answer")),
            Choice("declined", _("They said no")),
            Choice("ended", _("It has ended")),
        ]
        title = _("What has happened with {name}?").format(name=standing.person.recipient.name)
        self.app.push_screen(Choose(title, choices), chosen)

    def _edit(self, standing: Standing) -> None:
        from tui.dialogs.edit_person import EditPerson

        def edited(recipient: Recipient | None) -> None:
            if recipient is not None and recipient != standing.person.recipient:
                self._change(self.services.store.edit_person, standing.person.id, recipient)

        self.app.push_screen(EditPerson(standing.person.recipient), edited)

    def _change(self, change: Callable[..., object], *given: object) -> None:
        """Change what is kept, then read it again."""
        self.work(self._changed(change, *given), group="changing", exclusive=False)

    async def _changed(self, change: Callable[..., object], *given: object) -> None:
        await asyncio.to_thread(change, *given)
        self.read()

    def _edit_fact(self, fact_id: int) -> None:
        from assistant.acquaintance import change_fact
        from tui.dialogs.edit_fact import EditFact

        facts = self.known.facts if self.known else ()
        stored = next((each for each in facts if each.id == fact_id), None)
        if stored is None:
            return

        def edited(fact: Fact | None) -> None:
            if fact is not None:
                self._change(change_fact, self.services.store, stored, fact)

        self.app.push_screen(EditFact(stored.fact), edited)

    def _ask_to_remove(self, standing: Standing, what: str, number: int) -> None:
        store, person_id = self.services.store, standing.person.id
        question = _("Remove this fact?") if what == "fact" else _("Take this note back?")

        def answered(yes: bool | None) -> None:
            if yes and what == "fact":
                self._change(store.remove_fact, person_id, number)
            elif yes:
                self._change(store.contacts.remove, number)

        self.app.push_screen(AskYesNo(question), answered)

    async def _ask_to_forget(self, standing: Standing) -> None:
        from assistant.acquaintance import acquaintance

        person = standing.person
        known = await asyncio.to_thread(acquaintance, self.services.store, person.id)
        question = _("Erase {name} for good?").format(name=person.recipient.name)

        def answered(yes: bool | None) -> None:
            if yes:
                self.work(self._forget(standing), group="changing", exclusive=False)

        asked = AskYesNo(question, detail=_what_goes(known), yes=_("Erase"), no=_("Keep"))
        self.app.push_screen(asked, answered)

    async def _forget(self, standing: Standing) -> None:
        store, person = self.services.store, standing.person
        await asyncio.to_thread(store.forget_person, person.id)
        left = await asyncio.to_thread(store.mentions, person.recipient.name)
        said = _("Erased. Files that you exported are yours to delete.")
        if left:
            places = ", ".join(left)
            said += " " + _("The name still stands in what you keep about others: {places}.").format(
                places=places
            )
        self.teller.say(said)
        self.read()


def _what_goes(known: Acquaintance) -> str:
    """Say what is erased with a person."""
    counts = [
        plural("{n} fact", "{n} facts", len(known.facts)).format(n=len(known.facts)),
        plural("{n} draft", "{n} drafts", len(known.drafts)).format(n=len(known.drafts)),
        plural("{n} talk", "{n} talks", len(known.talks)).format(n=len(known.talks)),
    ]
    return _("With {facts}, {drafts} and {talks}, notes included. This cannot be undone.").format(
        facts=counts[0], drafts=counts[1], talks=counts[2]
    )
