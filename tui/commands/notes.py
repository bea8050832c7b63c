"""`fika notes`: what was said in a talk, a thought a line, and what the person will do with it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.options import whole_number

if TYPE_CHECKING:
    from assistant.domain.records import Talk
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take with whom, and what to add."""
    parser.add_argument("person", metavar=_("PERSON"), help=_("number, name or part of it"))
    parser.add_argument(
        "--add",
        metavar=_("TEXT"),
        action="append",
        help=_("add a note, more than once for more; - reads standard input"),
    )
    parser.add_argument("--plan", metavar=_("TEXT"), help=_("what you will do with it"))
    parser.add_argument("--edit", action="store_true", help=_("change the notes in your editor"))
    parser.add_argument(
        "--talk",
        type=whole_number,
        metavar="N",
        help=_("which talk, as fika log lists them; else the newest"),
    )
    parser.add_argument("--json", action="store_true", help=_("give the notes as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Add what is told, then show the notes."""
    from assistant.wiring import now
    from tui.commands.talk_choice import begun_talk
    from tui.log_lines import talk_row

    contacts = session.services.store.contacts
    person = session.services.store.find_person(arguments.person)
    talk = begun_talk(person, contacts.talks(person.id), arguments.talk, now())
    added = _read(arguments.add or [])
    if arguments.edit:
        talk = _edit(talk, session)
    told = {"notes": "\n".join(part for part in (talk.notes.rstrip(), *added) if part)} if added else {}
    if arguments.plan is not None:
        told["plan"] = arguments.plan
    if told:
        contacts.save_talk(talk.model_copy(update=told))
        talk = contacts.talk(talk.id)
    if arguments.json:
        session.json({"format": "fika.notes/1", **talk_row(talk), "notes": talk.notes})
    else:
        _show(talk, session)
    return 0


def _read(given: list[str]) -> list[str]:
    """Give the notes to add, each cleaned; "-" stands for what standard input says."""
    from assistant.cleaning import clean
    from tui.console import read_input

    texts = [read_input("-")[0] if each == "-" else clean(each) for each in given]
    return [each.strip("\n").rstrip() for each in texts if each.strip()]


def _edit(talk: Talk, session: Session) -> Talk:
    """Have the notes changed in the editor. Raises InputError when somebody else changed them meanwhile."""
    from assistant.errors import InputError
    from tui.editing import edited

    contacts = session.services.store.contacts
    home, name = session.services.settings.home, f"person-{talk.person_id}"  # forgotten with the person
    with edited(talk.notes, home, name, "txt", session.say) as text:
        if contacts.talk(talk.id).notes != talk.notes:
            raise InputError(
                _("The notes were changed meanwhile, in another window perhaps."),
                hint=_("Look at them with fika notes {id}, and add what is missing.").format(
                    id=talk.person_id
                ),
            )
        contacts.save_talk(talk.model_copy(update={"notes": text}))
    return contacts.talk(talk.id)


def _show(talk: Talk, session: Session) -> None:
    if talk.notes:
        session.out(talk.notes, wrap=True)
    else:
        session.say(
            _("There are no notes yet. Add one with: fika notes {id} --add TEXT.").format(id=talk.person_id)
        )
    if talk.plan:
        session.out("\n" + _("Your plan") + f"\n  {talk.plan}", wrap=True)
