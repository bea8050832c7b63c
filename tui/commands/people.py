"""`fika people`: the people the sender writes to."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Final

from assistant.wording import _, plural

if TYPE_CHECKING:
    from assistant.domain.brief import Recipient
    from assistant.domain.records import Person
    from tui.console import Session

_FIELDS: Final = ("role", "organisation", "email", "time_zone", "conflict", "languages")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, with whom."""
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    add = actions.add_parser("add", help=_("add a person"))
    add.add_argument("name", nargs="+", metavar=_("NAME"), help=_("the name, as in a greeting"))
    _add_fields(add)
    listing = actions.add_parser("list", help=_("list everyone"))
    show = actions.add_parser("show", help=_("show a person with facts and drafts"))
    edit = actions.add_parser("edit", help=_("change what is known; without options in your editor"))
    forget = actions.add_parser("forget", help=_("erase a person with facts and drafts"))
    for action in (show, edit, forget):
        action.add_argument("person", nargs="+", metavar=_("PERSON"), help=_("number, name or part of it"))
    edit.add_argument("--name", metavar=_("TEXT"), help=_("the name, as in a greeting"))
    _add_fields(edit)
    forget.add_argument("--yes", action="store_true", help=_("do not ask"))
    for action in (add, listing, show, edit):
        action.add_argument("--json", action="store_true", help=_("give the result as JSON"))


def _add_fields(parser: argparse.ArgumentParser) -> None:
    helps = {
        "role": _("what the person does"),
        "organisation": _("where the person works"),
        "email": _("mail address"),
        "time_zone": _("time zone, for example Europe/Stockholm"),
        "conflict": _("a conflict of interest, for example 'my manager'"),
        "languages": _("languages the person reads, with commas"),
    }
    for field in _FIELDS:
        option = f"--{field.replace('_', '-')}"
        parser.add_argument(option, metavar=_("TEXT"), help=helps[field])


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Do the action."""
    actions = {"add": _add, "list": _list, "show": _show, "edit": _edit, "forget": _forget}
    actions[arguments.action](arguments, session)
    return 0


def _add(arguments: argparse.Namespace, session: Session) -> None:
    from assistant.domain.brief import Recipient

    recipient = _changed(Recipient(), {"name": " ".join(arguments.name), **_given(arguments)})
    person = session.services.store.add_person(recipient)
    _tell(person, arguments, session)
    session.say(
        _(
            "Next: say something true about this person: fika facts add {id} TEXT. "
            "Or have a bio taken apart: fika facts suggest {id} FILE."
        ).format(id=person.id)
    )


def _list(arguments: argparse.Namespace, session: Session) -> None:
    from tui.records import person_line, person_row

    people = session.services.store.people()
    if arguments.json:
        session.json({"format": "fika.people/1", "people": [person_row(each) for each in people]})
        return
    for each in people:
        session.out(person_line(each))
    if not people:
        session.say(_("There is nobody yet. Add someone with: fika people add NAME."))


def _show(arguments: argparse.Namespace, session: Session) -> None:
    from assistant.wiring import now
    from tui.records import draft_row, draft_text_line, fact_lines, fact_row, person_details, person_row
    from tui.standing import next_line

    store = session.services.store
    person = store.find_person(" ".join(arguments.person))
    facts = store.facts(person.id)
    drafts = store.drafts_of(person.id)
    if arguments.json:
        rows = {"facts": [fact_row(each) for each in facts], "drafts": [draft_row(each) for each in drafts]}
        session.json({"format": "fika.person/1", **person_row(person), **rows})
        return
    lines = [*person_details(person), f"     {next_line(person, session, now())}"]
    if facts:
        lines += ["", _("Facts"), *(line for each in facts for line in fact_lines(each))]
    if drafts:
        lines += ["", _("Drafts"), *(draft_text_line(each) for each in drafts)]
    session.out("\n".join(lines))


def _edit(arguments: argparse.Namespace, session: Session) -> None:
    from tui.editing import edited

    store = session.services.store
    person = store.find_person(" ".join(arguments.person))
    given = _given(arguments)
    if arguments.name is not None:
        given["name"] = arguments.name
    if given:
        _keep(person, _changed(person.recipient, given), arguments, session)
        return
    home, name = session.services.settings.home, f"person-{person.id}"
    with edited(_as_toml(person.recipient), home, name, "toml", session.say) as text:
        _keep(person, _from_toml(text), arguments, session)


def _keep(person: Person, recipient: Recipient, arguments: argparse.Namespace, session: Session) -> None:
    if recipient == person.recipient:
        session.say(_("Nothing was changed."))
        return
    _tell(session.services.store.edit_person(person.id, recipient), arguments, session)


def _forget(arguments: argparse.Namespace, session: Session) -> None:
    from assistant.errors import NotFoundError

    store = session.services.store
    named = " ".join(arguments.person)
    try:
        person = store.find_person(named)
    except NotFoundError:
        if not _forget_drafts(named, arguments, session):
            raise
        return
    facts, drafts = store.facts(person.id), store.drafts_of(person.id)
    question = _("Erase {name} for good, with {facts} and {drafts}?").format(
        name=person.recipient.name, facts=_count_facts(len(facts)), drafts=_count_drafts(len(drafts))
    )
    if _agreed(question, arguments, session):
        store.forget_person(person.id)
        _tell_forgotten(person.recipient.name, session)


def _forget_drafts(named: str, arguments: argparse.Namespace, session: Session) -> bool:
    """Erase drafts to someone who was never added, from brief files; False when there are none."""
    from assistant.cleaning import clean_line

    store = session.services.store
    wanted = clean_line(named).casefold()
    drafts = [each for each in store.drafts() if each.recipient.casefold() == wanted]
    known = any(wanted in person.recipient.name.casefold() for person in store.people())
    if known or not drafts:
        return False
    name = drafts[0].recipient
    question = _("Erase {drafts} to {name} for good?").format(name=name, drafts=_count_drafts(len(drafts)))
    if _agreed(question, arguments, session):
        store.forget_drafts([each.draft_id for each in drafts])
        _tell_forgotten(name, session)
    return True


def _tell_forgotten(name: str, session: Session) -> None:
    session.say(_("Erased. Files that you exported are yours to delete."))
    left = session.services.store.mentions(name)
    if left:
        session.say(
            _("The name still stands in what you keep about others: {places}.").format(places=", ".join(left))
        )


def _count_facts(count: int) -> str:
    return plural("{n} fact", "{n} facts", count).format(n=count)


def _count_drafts(count: int) -> str:
    return plural("{n} draft", "{n} drafts", count).format(n=count)


def _agreed(question: str, arguments: argparse.Namespace, session: Session) -> bool:
    from assistant.errors import UsageError

    if arguments.yes:
        return True
    if not session.interactive:
        raise UsageError(question, hint=_("Nobody is there to answer; say --yes if you mean it."))
    if session.confirm(question):
        return True
    session.say(_("Nothing was erased."))
    return False


def _tell(person: Person, arguments: argparse.Namespace, session: Session) -> None:
    from tui.records import person_details, person_row

    if arguments.json:
        session.json({"format": "fika.person/1", **person_row(person)})
    else:
        session.out("\n".join(person_details(person)))


def _given(arguments: argparse.Namespace) -> dict[str, str]:
    return {field: getattr(arguments, field) for field in _FIELDS if getattr(arguments, field) is not None}


def _changed(recipient: Recipient, given: dict[str, str]) -> Recipient:
    """Give the recipient with what was given on the command line. Raises InputError."""
    from assistant.importing.fields import with_fields

    return with_fields(recipient, given, _("the options"))


def _as_toml(recipient: Recipient) -> str:
    # A JSON string of cleaned text is a TOML string too.
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in recipient.model_dump().items()
    ]
    return "\n".join(lines)


def _from_toml(text: str) -> Recipient:
    from assistant.domain.brief import Recipient
    from assistant.importing.profile import possible_person
    from assistant.importing.strictness import validated
    from assistant.importing.tables import read_table

    table = read_table(text, _("the edited text"), example='name = "..."')
    recipient = validated(Recipient, table.values, table)
    possible_person(recipient, (), table)
    return recipient
