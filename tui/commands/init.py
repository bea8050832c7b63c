"""`fika init`: the sender's profile, asked for or taken from a file. Never required."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.wording import _

if TYPE_CHECKING:
    from assistant.domain.brief import Sender
    from tui.console import Session


class _Question(NamedTuple):
    field: str
    text: str
    many: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take a file, or nothing to be asked."""
    parser.add_argument(
        "--file", metavar=_("FILE"), help=_("take the profile from a TOML file or a brief file; - reads it")
    )
    parser.add_argument("--show", action="store_true", help=_("show the profile and change nothing"))
    parser.add_argument("--json", action="store_true", help=_("give the profile as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Keep the profile, or show it."""
    from assistant.domain.brief import Sender
    from assistant.importing.profile import load_sender
    from tui.console import read_input

    store = session.services.store
    known = store.sender()
    if arguments.show:
        _show(known or Sender(), arguments, session)
        if known is None:
            session.say(_("There is no profile yet. Make one with: fika init."))
        return 0
    sender = (
        load_sender(*read_input(arguments.file)) if arguments.file else _asked(known or Sender(), session)
    )
    store.save_sender(sender)
    _show(sender, arguments, session)
    session.say(_("Saved. Next: fika people add NAME."))
    return 0


def _asked(known: Sender, session: Session) -> Sender:
    """Ask for each part; Enter keeps what is there, a hyphen empties it."""
    from assistant.errors import FikaError, UsageError

    if not session.interactive:
        raise UsageError(
            _("Nobody is there to ask for the profile."),
            hint=_("Give a file: fika init --file FILE, with name, role, organisation, goals ..."),
        )
    session.say(
        _(
            "Say who you are. Nothing is required: Enter skips a question, or keeps what stands in brackets; "
            "a hyphen empties it."
        )
    )
    sender = known
    for question in _questions():
        while True:
            try:
                sender = _answered(sender, question, session, name_before=known.name)
                break
            except FikaError as error:
                session.say(f"{error.message} {error.hint}")
    return sender


def _questions() -> tuple[_Question, ...]:
    return (
        _Question("name", _("What is your name, as you sign it?")),
        _Question("role", _("What do you do (your role)?")),
        _Question("organisation", _("Where do you work or study?")),
        _Question(
            "goals", _("What do you want to learn or reach? Several: put a semicolon between."), many=True
        ),
        _Question("about", _("One more true sentence about you, in your own words?")),
        _Question("time_zone", _("Which time zone are you in?")),
        _Question("languages", _("Which languages do you write? Put a semicolon between."), many=True),
        _Question("sign_off", _("How do you sign, for example: Best wishes? (Your name comes by itself.)")),
        _Question("email", _("Your mail address? It is only put in mails that you export.")),
    )


def _answered(sender: Sender, question: _Question, session: Session, *, name_before: str) -> Sender:
    from assistant.importing.profile import possible_person
    from assistant.importing.strictness import validated
    from assistant.importing.tables import Table
    from assistant.importing.zones import machine_zone

    now: Any = getattr(sender, question.field)
    default = "; ".join(now) if question.many else now
    if question.field == "sign_off":
        default = now.removesuffix(f"\n{name_before}").replace("\n", " / ")
    if question.field == "time_zone":
        default = default or machine_zone()
    answer = session.ask(question.text, default)
    answer = "" if answer == "-" else answer
    separators = "[;,]" if question.field == "languages" else ";"
    parts = [part.strip() for part in re.split(separators, answer) if part.strip()]
    value: object = parts if question.many else answer
    if question.field == "sign_off" and answer:
        value = _signature("" if answer == default else answer, now, name_before, sender.name)
    values = {**sender.model_dump(), question.field: value}
    table = Table("", _("your answer"), values)
    changed = validated(type(sender), values, table)
    possible_person(changed, (), table)
    return changed


def _signature(closing: str, now: str, name_before: str, name: str) -> str:
    """Give how someone signs: a new closing, or the one of `now`, with the name that is right today."""
    kept = now.removesuffix(f"\n{name_before}")
    return now if not closing and kept == now else f"{closing or kept}\n{name}".strip()


def _show(sender: Sender, arguments: argparse.Namespace, session: Session) -> None:
    if arguments.json:
        session.json({"format": "fika.sender/1", **sender.model_dump(mode="json")})
        return
    labels = _labels()
    for field, value in sender.model_dump().items():
        shown = "; ".join(value) if isinstance(value, tuple) else value.replace("\n", " / ")
        if shown:
            session.out(f"{labels[field]}: {shown}")


def _labels() -> dict[str, str]:
    """Name each part of the profile in the interface's language."""
    return {
        "name": _("name"),
        "role": _("role"),
        "organisation": _("organisation"),
        "goals": _("goals"),
        "about": _("about you"),
        "time_zone": _("time zone"),
        "languages": _("languages"),
        "sign_off": _("you sign"),
        "email": _("mail"),
    }
