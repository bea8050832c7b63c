"""`fika facts suggest`: takes a pasted bio, article or note apart into facts that a person accepts or not."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, Final

from assistant.wording import _, plural

if TYPE_CHECKING:
    from assistant.domain.brief import Recipient
    from assistant.domain.records import StoredFact
    from assistant.importing.suggesting import Suggestion, Suggestions
    from tui.console import Session

_TRIES: Final = 3
"""How often an answer that cannot be read is asked for again."""


def add_suggest_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whom the text is about, the text, and what to accept of it."""
    parser.add_argument("person", metavar=_("PERSON"), help=_("number, name or part of it"))
    parser.add_argument("file", nargs="?", metavar=_("FILE"), help=_("the text, - for standard input"))
    parser.add_argument("--accept", metavar="all|1,3", help=_("accept these: all, none, or numbers"))
    parser.add_argument("--source", metavar=_("TEXT"), help=_("who said so, or where you read it"))
    parser.add_argument(
        "--writer",
        choices=("template", "model"),
        default="template",
        help=_("model: the model proposes facts; only those whose quotation stands in the text are shown"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("show what the model would be sent, and where; send nothing")
    )
    parser.add_argument("--json", action="store_true", help=_("give the result as JSON"))


def run_suggest(arguments: argparse.Namespace, session: Session) -> int:
    """Show what the text may say, and note what the person accepts.

    Raises InputError, NotFoundError, UsageError, and with a model SettingsError and WriterError.
    """
    from assistant.importing.suggesting import suggest
    from tui.console import read_input

    person = session.services.store.find_person(arguments.person)
    text, name = read_input(arguments.file)
    source = arguments.source or (_("a pasted text") if arguments.file in {None, "-"} else name)
    found = suggest(text, recipient=person.recipient, source=source)
    if arguments.dry_run:
        return _dry_run(found, person.recipient, arguments, session)
    if arguments.writer == "model":
        found = _proposed(found, person.recipient, source, session)
    given = arguments.accept
    chosen = chosen_numbers(given, len(found.suggestions)) if given is not None else ()
    if not arguments.json:
        _show(found, session)
        if given is None and session.interactive and found.suggestions:
            chosen = _ask(len(found.suggestions), session)
    accepted = _accept(found, chosen, person.id, session)
    if arguments.json:
        session.json(_output(found, accepted))
    elif chosen:
        count = len(accepted)
        session.say(
            plural("{count} fact noted about {name}.", "{count} facts noted about {name}.", count).format(
                count=count, name=person.recipient.name
            )
        )
        session.say(_("Next: fika draft {id}.").format(id=person.id))
    elif found.suggestions and not session.interactive:
        session.say(_("Nothing was noted. Accept with --accept all, or with numbers: --accept 1,3."))
    return 0


def _dry_run(
    found: Suggestions, recipient: Recipient, arguments: argparse.Namespace, session: Session
) -> int:
    """Show what a model would be sent; nothing when none would be asked."""
    from assistant.importing.proposed import readable
    from tui.requests import show_no_request, show_request

    if arguments.writer == "model":
        asked = session.services.proposer().preview(readable(found), recipient)
        show_request(asked, session, as_json=arguments.json)
    else:
        show_no_request(session, as_json=arguments.json)
    return 0


def _proposed(found: Suggestions, recipient: Recipient, source: str, session: Session) -> Suggestions:
    """Let the model propose facts, and keep those that the text bears out."""
    import asyncio

    from assistant.importing.proposed import readable, suggested

    session.say(_("The model reads the text. Ctrl-C stops it."))
    proposed = asyncio.run(session.services.proposer().propose(readable(found), recipient))
    kept = suggested(found, proposed, recipient=recipient, source=source)
    dropped = len(proposed) - len(kept.suggestions)
    if dropped:
        line = plural(
            "{count} proposal was dropped: its quotation does not stand in the text, or says nothing new.",
            "{count} proposals were dropped: their quotations do not stand in the text, or say nothing new.",
            dropped,
        )
        session.say(line.format(count=dropped))
    return kept


def chosen_numbers(answer: str, most: int) -> tuple[int, ...]:
    """Read "all", "none" or numbers and ranges such as "1,3-5". Raises UsageError."""
    from assistant.errors import UsageError

    words = [word for word in re.split(r"[\s,;]+", answer.strip().casefold()) if word]
    if words in (["all"], ["alla"], ["allt"]):
        return tuple(range(1, most + 1))
    if words in ([], ["none"], ["inga"], ["inget"], ["ingen"]):
        return ()
    numbers: list[int] = []
    for word in words:
        found = re.fullmatch(r"([0-9]{1,4})(?:[-\u2013]([0-9]{1,4}))?", word)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= most:
            raise UsageError(
                _("'{word}' is none of the suggestions.").format(word=word[:40]),
                hint=_("Say all, none, or numbers from 1 to {most}, as 1,3.").format(most=most)
                if most
                else _("There is nothing to accept; leave --accept out."),
            )
        numbers += [number for number in range(first, last + 1) if number not in numbers]
    return tuple(numbers)


def _show(found: Suggestions, session: Session) -> None:
    for each in found.suggestions:
        session.out(_lines(each), wrap=True)
    if not found.suggestions:
        session.say(_("Nothing in the text says plainly what this person does or has done."))
    if found.left_out:
        session.say(
            _("{count} more are not shown; give a shorter text to see them.").format(count=found.left_out)
        )
    if found.set_aside:
        session.out(_("Set aside, never suggested:"))
        for suspicion in found.set_aside:
            session.out(f"  ! {_one_line(suspicion.excerpt)}\n    {suspicion.reason}", wrap=True)


def _lines(suggestion: Suggestion) -> str:
    from tui.records import kind_word

    fact = suggestion.fact
    labels = (
        (_("title"), fact.title),
        (_("where"), fact.where),
        (_("when"), fact.when),
        (_("with"), fact.with_whom),
    )
    details = ", ".join([f"[{kind_word(fact)}]", *(f"{label}: {value}" for label, value in labels if value)])
    quote = _("quote: \u201c{quote}\u201d").format(quote=_one_line(suggestion.quote))
    return f"{suggestion.number}. {fact.text}\n   {details}\n   {quote}"


def _ask(most: int, session: Session) -> tuple[int, ...]:
    from assistant.errors import UsageError

    for tries_left in reversed(range(_TRIES)):
        answer = session.ask(_("Which are true and yours to use? Numbers, all or none:"), default=_("none"))
        try:
            return () if answer == _("none") else chosen_numbers(answer, most)
        except UsageError as error:
            if not tries_left:
                raise
            session.say(f"{error.message} {error.hint}")
    return ()


def _accept(
    found: Suggestions, chosen: tuple[int, ...], person_id: int, session: Session
) -> list[tuple[int, StoredFact]]:
    """Note the chosen facts; what is already noted word for word is not noted twice."""
    if not chosen:
        return []
    store = session.services.store
    known = {each.fact.text for each in store.facts(person_id)}
    accepted = []
    for each in found.suggestions:
        if each.number not in chosen:
            continue
        if each.fact.text in known:
            session.say(_("Number {number} is noted already.").format(number=each.number))
            continue
        known.add(each.fact.text)
        accepted.append((each.number, store.add_fact(person_id, each.fact)))
    return accepted


def _output(found: Suggestions, accepted: list[tuple[int, StoredFact]]) -> dict[str, Any]:
    return {
        "format": "fika.suggestions/1",
        "suggestions": [
            {
                "number": each.number,
                **each.fact.model_dump(
                    include={"kind", "text", "title", "where", "when", "with_whom", "source"}
                ),
                "quote": each.quote,
                "start": each.start,
                "end": each.end,
            }
            for each in found.suggestions
        ],
        "set_aside": [
            {"start": each.start, "end": each.end, "excerpt": each.excerpt, "reason": each.reason}
            for each in found.set_aside
        ],
        "accepted": [
            {"number": number, "id": stored.id, "person": stored.person_id, "text": stored.fact.text}
            for number, stored in accepted
        ],
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())
