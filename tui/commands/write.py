"""`fika write KIND`, and `draft`, `questions`, `followup` for short: make a document and review it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from assistant.wording import _
from tui.options import moment, number_between

if TYPE_CHECKING:
    from assistant.drafting import Drafting
    from assistant.errors import WriterError
    from assistant.ports import Task
    from prompts.catalog import Kind
    from tui.briefing import Briefing
    from tui.console import Session

_SHORT: Final = {"draft": "outreach", "questions": "questions", "followup": "followup"}
_CHANNELS: Final = ("mail", "linkedin-note", "linkedin", "sms")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is to be written, for whom, and how."""
    if parser.prog.split()[-1] not in _SHORT:
        parser.add_argument(
            "kind", metavar=_("KIND"), help=_("kind of document: outreach, nudge, questions, followup")
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
    add_model_arguments(parser)
    parser.add_argument("--explain", action="store_true", help=_("show what stands behind each sentence"))
    parser.add_argument("--json", action="store_true", help=_("give the draft as JSON"))
    parser.add_argument("--no-save", action="store_true", help=_("do not keep the draft"))


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what a model may read and do, and whether anything is sent at all."""
    group = parser.add_argument_group(_("with a model"))
    group.add_argument(
        "--dry-run", action="store_true", help=_("show what would be sent, and where; send nothing")
    )
    group.add_argument(
        "--send-confidential",
        action="store_true",
        help=_("let the model read confidential facts and notes for this document"),
    )
    group.add_argument(
        "--judge",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=_("let the model read its text once more beside the facts; it may only warn"),
    )


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
    from tui.briefing import Briefing

    kind = session.services.kind(getattr(arguments, "kind", "") or _SHORT[arguments.command])
    briefing = Briefing.from_arguments(arguments, session)
    drafting = session.services.drafting(
        writer=arguments.writer or "", keep=not arguments.no_save, judge=arguments.judge
    )
    if arguments.dry_run:
        return _dry_run(_task(briefing, kind, arguments), drafting, arguments, session)
    return _write(briefing, kind, drafting, arguments, session)


def _task(briefing: Briefing, kind: Kind, arguments: argparse.Namespace) -> Task:
    from dataclasses import replace

    return replace(briefing.task(kind, arguments), send_confidential=arguments.send_confidential)


def _write(
    briefing: Briefing, kind: Kind, drafting: Drafting, arguments: argparse.Namespace, session: Session
) -> int:
    """Write until there is a document, or nobody can say what is missing."""
    import asyncio

    from assistant.errors import WriterError
    from assistant.events import Finished, Missing
    from tui.writing import last_event, show_finished, tell_missing

    told = ""
    with asyncio.Runner() as runner:
        while True:
            task = _task(briefing, kind, arguments)
            try:
                last = runner.run(last_event(drafting.run(task), session, _waiting(drafting, session)))
            except WriterError as error:
                if not _templates_instead(error, drafting, session):
                    raise
                drafting = session.services.drafting(writer="template", keep=not arguments.no_save)
                told = _("Written with the templates, without the model.")
                continue
            if isinstance(last, Finished):
                return show_finished(
                    last, task, session, as_json=arguments.json, explain=arguments.explain, told=told
                )
            missing = last if isinstance(last, Missing) else None
            if missing is None or not session.interactive:
                return tell_missing(missing, session, as_json=arguments.json)
            briefing = briefing.ask(missing.questions)


def _waiting(drafting: Drafting, session: Session) -> str:
    begun = drafting.writer.origins()
    if begun.writer != "model" or not session.interactive:
        return ""
    return _("{model} is writing. Ctrl-C stops it.").format(model=begun.model)


def _templates_instead(error: WriterError, drafting: Drafting, session: Session) -> bool:
    """Ask whether the templates should write what the model could not; nobody there means no."""
    if drafting.writer.origins().writer != "model" or not session.interactive:
        return False
    session.say(error.message)
    return session.confirm(_("Shall the templates write it instead?"))


def _dry_run(task: Task, drafting: Drafting, arguments: argparse.Namespace, session: Session) -> int:
    """Show what would be sent; a brief that is too thin sends nothing."""
    from assistant.events import Missing
    from assistant.missing import missing
    from tui.requests import dry_run
    from tui.writing import tell_missing

    questions = missing(task.kind, task.brief, drafting.can_open)
    if questions:
        return tell_missing(Missing(questions), session, as_json=arguments.json)
    return dry_run(task, session, writer=arguments.writer or "", as_json=arguments.json)
