"""`fika write KIND`, and `draft`, `questions`, `followup` for short: make a document and review it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from assistant.wording import _
from tui.options import moment, number_between

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from assistant.events import Event, Finished
    from assistant.ports import Task
    from tui.console import Session

_SHORT: Final = {"draft": "outreach", "questions": "questions", "followup": "followup"}
_EXIT_MISSING: Final = 2
_EXIT_BLOCKED: Final = 1
_CHANNELS: Final = ("mail", "linkedin-note", "linkedin", "sms")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is to be written, for whom, and how."""
    if parser.prog.split()[-1] not in _SHORT:
        parser.add_argument(
            "kind", metavar=_("KIND"), help=_("kind of document: outreach, questions, followup")
        )
    parser.add_argument("person", nargs="?", metavar=_("PERSON"), help=_("a stored person; - reads a brief"))
    parser.add_argument("--brief", metavar=_("FILE"), help=_("a brief file (TOML), - for standard input"))
    parser.add_argument("--language", choices=("sv", "en"), help=_("language of the message"))
    parser.add_argument("--channel", choices=_CHANNELS, default="mail", help=_("where it will be sent"))
    parser.add_argument(
        "--tone", choices=("plain", "warm", "formal"), default="plain", help=_("how it sounds")
    )
    parser.add_argument("--variant", type=int, choices=range(4), default=0, help=_("another way to write it"))
    parser.add_argument(
        "--own-words", metavar=_("TEXT"), help=_("your own sentences; they are kept as they are")
    )
    _add_ask(parser)
    _add_talk(parser)
    parser.add_argument(
        "--writer", choices=("template", "model"), help=_("who writes, instead of the setting")
    )
    parser.add_argument("--explain", action="store_true", help=_("show what stands behind each sentence"))
    parser.add_argument("--json", action="store_true", help=_("give the draft as JSON"))
    parser.add_argument("--no-save", action="store_true", help=_("do not keep the draft"))


def _add_ask(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("what you ask for"))
    group.add_argument(
        "--minutes", type=number_between(1, 480), metavar="N", help=_("minutes to ask for (15-20 is best)")
    )
    group.add_argument(
        "--questions", type=number_between(1, 10), metavar="N", help=_("how many questions you want to put")
    )
    group.add_argument("--topic", metavar=_("TEXT"), help=_("what the questions are about"))
    group.add_argument("--window", metavar=_("TEXT"), help=_("when, for example 'the next two weeks'"))


def _add_talk(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("the talk, for a follow-up"))
    group.add_argument(
        "--note", action="append", metavar=_("TEXT"), help=_("something that was said; may be repeated")
    )
    group.add_argument("--plan", metavar=_("TEXT"), help=_("what you will do with it"))
    group.add_argument(
        "--held-at", type=moment, metavar=_("TIME"), help=_("when it was, for example 2026-03-12T15:00")
    )
    group.add_argument("--went-well", action=argparse.BooleanOptionalAction, help=_("whether it went well"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Make the document; ask for what is missing when a person is there."""
    import asyncio

    from assistant.events import Finished, Missing
    from tui.briefing import Briefing

    kind = session.services.kind(getattr(arguments, "kind", "") or _SHORT[arguments.command])
    briefing = Briefing.from_arguments(arguments, session)
    drafting = session.services.drafting(writer=arguments.writer or "", keep=not arguments.no_save)
    begun = drafting.writer.origins()
    waiting = (
        _("{model} is writing. Ctrl-C stops it.").format(model=begun.model)
        if begun.writer == "model" and session.interactive
        else ""
    )
    with asyncio.Runner() as runner:
        while True:
            task = briefing.task(kind, arguments)
            last = runner.run(_last_event(drafting.run(task), session, waiting))
            if isinstance(last, Finished):
                return _show(last, task, arguments, session)
            if not isinstance(last, Missing) or not session.interactive:
                return _tell_missing(last, arguments, session)
            briefing = briefing.ask(last.questions)


async def _last_event(events: AsyncGenerator[Event, None], session: Session, waiting: str) -> Event | None:
    from contextlib import aclosing

    from assistant.events import Grounded, Retrying

    last: Event | None = None
    async with aclosing(events):
        async for event in events:
            last = event
            if isinstance(event, Grounded) and waiting:
                session.say(waiting)
            elif isinstance(event, Retrying):
                session.say(_("Something blocked the first text; it is written once more."))
    return last


def _tell_missing(event: object, arguments: argparse.Namespace, session: Session) -> int:
    from assistant.events import Missing

    questions = event.questions if isinstance(event, Missing) else ()
    if arguments.json:
        rows = [
            {"input": each.input, "question": each.text, "reason": each.reason, "why": each.why}
            for each in questions
        ]
        session.json({"format": "fika.missing/1", "questions": rows})
    session.say(_("The brief is too thin for a personal text. Missing:"))
    for question in questions:
        session.say(f"- {question.text}\n  ({question.reason})")
    session.say(
        _("Add it to the brief or the person (fika facts add), or run this at a terminal to be asked.")
    )
    return _EXIT_MISSING


def _show(finished: Finished, task: Task, arguments: argparse.Namespace, session: Session) -> int:
    from assistant.domain.brief import grounds
    from tui.outputs import draft_output
    from tui.showing import review_lines, source_lines

    services = session.services
    known = grounds(task.brief)
    saved = finished.saved
    if arguments.json:
        output = draft_output(
            finished.draft,
            finished.review,
            finished.origins,
            grounds=known,
            corpus=services.corpus_behind(finished.draft),
            draft_id=saved.draft_id if saved else None,
            version=saved.number if saved else None,
        )
        session.json(output.model_dump(mode="json"))
    else:
        session.out(finished.draft.text)
        review = review_lines(finished.review, services.why)
        if arguments.explain:
            sources = source_lines(
                finished.draft,
                {each.id: each for each in known},
                services.corpus_behind(finished.draft),
                services.ui,
            )
            explained = ["", _("What stands behind each sentence"), *sources, "", *review]
            session.out("\n".join(explained), wrap=True)
        else:
            session.say("\n" + "\n".join(review))
    _tell_rest(finished, task, session)
    if finished.trouble:
        raise finished.trouble
    return _EXIT_BLOCKED if finished.review.blocked else 0


def _tell_rest(finished: Finished, task: Task, session: Session) -> None:
    if task.brief.recipient.conflict:
        session.say(
            _("Mind: {conflict} can be a conflict of interest. It is yours to judge.").format(
                conflict=task.brief.recipient.conflict
            )
        )
    if finished.origins.note:
        session.say(_("Note: {note}.").format(note=finished.origins.note.rstrip(".")))
    if finished.saved:
        session.say(
            (
                _("Draft {number} is saved. Next: mend what blocks with fika edit {number}.")
                if finished.review.blocked
                else _(
                    "Draft {number} is saved. Next: fika edit {number}, fika approve {number} "
                    "or fika export {number}."
                )
            ).format(number=finished.saved.draft_id)
        )
