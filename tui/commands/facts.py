"""`fika facts`: what is known about a person, with where it comes from."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from assistant.wording import _
from tui.commands.facts_suggest import add_suggest_arguments, run_suggest
from tui.options import whole_number

if TYPE_CHECKING:
    from assistant.domain.brief import Fact
    from tui.console import Session

_KINDS: Final = ("talk", "article", "post", "project", "role", "meeting", "shared_contact", "other")
_FIELDS: Final = ("title", "where", "when", "with_whom", "point", "reaction", "source", "quote")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, about whom."""
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    add = actions.add_parser("add", help=_("add a fact"))
    listing = actions.add_parser("list", help=_("list what is known about a person"))
    remove = actions.add_parser("remove", help=_("remove facts"))
    for action in (add, listing, remove):
        action.add_argument("person", metavar=_("PERSON"), help=_("number, name or part of it"))
    add.add_argument("text", nargs="*", metavar=_("TEXT"), help=_("the fact, as a sentence"))
    _add_fields(add)
    remove.add_argument(
        "fact", type=whole_number, nargs="+", metavar=_("FACT"), help=_("number of a fact, as listed")
    )
    suggest = actions.add_parser("suggest", help=_("suggest facts from a pasted text"))
    add_suggest_arguments(suggest)
    for action in (add, listing):
        action.add_argument("--json", action="store_true", help=_("give the result as JSON"))


def _add_fields(parser: argparse.ArgumentParser) -> None:
    helps = {
        "title": _("the title of the talk, article or project"),
        "where": _("the event or place, or where it was published"),
        "when": _("a year or a date"),
        "with_whom": _("for a shared contact or a meeting: with whom"),
        "point": _("what it says, in your words"),
        "reaction": _("what you did or thought because of it, in your own words"),
        "source": _("who said so, or where you read it"),
        "quote": _("the source's exact words"),
    }
    parser.add_argument("--kind", choices=_KINDS, help=_("what kind of fact; otherwise read from the text"))
    for field in _FIELDS:
        parser.add_argument(f"--{field.replace('_', '-')}", metavar=_("TEXT"), help=helps[field])
    parser.add_argument(
        "--confidential",
        action="store_true",
        help=_("never put it in a message; no model reads it unless you say so for a document"),
    )


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Do the action."""
    if arguments.action == "suggest":
        return run_suggest(arguments, session)
    actions = {"add": _add, "list": _list, "remove": _remove}
    actions[arguments.action](arguments, session)
    return 0


def _add(arguments: argparse.Namespace, session: Session) -> None:
    from tui.records import fact_lines, fact_row

    store = session.services.store
    person = store.find_person(arguments.person)
    stored = store.add_fact(person.id, _fact(arguments, session))
    if arguments.json:
        session.json({"format": "fika.fact/1", **fact_row(stored)})
    else:
        session.out("\n".join(fact_lines(stored)))
    session.say(_("Noted about {name}.").format(name=person.recipient.name))
    session.say(_("Next: fika draft {id}.").format(id=person.id))


def _fact(arguments: argparse.Namespace, session: Session) -> Fact:
    """Give the fact: what options say is so; the rest is read from the text, shown, and may be refused."""
    from assistant.briefing import understood
    from assistant.domain.brief import Fact

    given = {field: getattr(arguments, field) for field in _FIELDS if getattr(arguments, field) is not None}
    given |= {"kind": arguments.kind} if arguments.kind else {}
    plain = Fact.model_validate(
        {"text": " ".join(arguments.text), "confidential": arguments.confidential, **given}
    )
    if not plain.text:
        return plain
    read = understood(plain.text)
    fact = Fact.model_validate(
        {**dict(read), **given, "text": plain.text, "confidential": plain.confidential}
    )
    if fact == plain or not session.interactive:
        return fact
    session.say(_("This is how it was understood:"))
    shown = [("kind", fact.kind), *((field, getattr(fact, field)) for field in _FIELDS)]
    session.say("\n".join(f"  {field}: {value}" for field, value in shown if value))
    return fact if session.confirm(_("Is that right?")) else plain


def _list(arguments: argparse.Namespace, session: Session) -> None:
    from tui.records import fact_lines, fact_row

    store = session.services.store
    person = store.find_person(arguments.person)
    facts = store.facts(person.id)
    if arguments.json:
        rows = [fact_row(each) for each in facts]
        session.json({"format": "fika.facts/1", "person": person.id, "facts": rows})
        return
    for each in facts:
        session.out("\n".join(fact_lines(each)))
    if not facts:
        session.say(_("Nothing is noted about {name} yet.").format(name=person.recipient.name))


def _remove(arguments: argparse.Namespace, session: Session) -> None:
    from assistant.errors import NotFoundError

    store = session.services.store
    person = store.find_person(arguments.person)
    known = {each.id for each in store.facts(person.id)}
    unknown = [number for number in arguments.fact if number not in known]
    if unknown:
        raise NotFoundError(
            _("There is no fact {number} about {name}.").format(
                number=unknown[0], name=person.recipient.name
            ),
            hint=_("Nothing was removed. See them with: fika facts list {id}.").format(id=person.id),
        )
    for number in dict.fromkeys(arguments.fact):
        store.remove_fact(person.id, number)
    session.say(_("Removed."))
