"""A document at the command line: what is told while it is written, the text, its review, who wrote it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final

from assistant.domain.brief import grounds
from assistant.domain.draft import Origins
from assistant.events import Event, Finished, Grounded, Judging, Missing, Retrying, Waiting
from assistant.ports import Task
from assistant.server_address import address
from assistant.wording import _
from tui.console import Session
from tui.outputs import draft_output
from tui.showing import review_lines, source_lines

EXIT_BLOCKED: Final = 1
EXIT_MISSING: Final = 2


async def last_event(events: AsyncGenerator[Event, None], session: Session, waiting: str) -> Event | None:
    """Go through a document's events, tell what a person should know meanwhile, and give the last.

    `waiting` is said once the guidance is found and the writer begins.
    """
    last: Event | None = None
    async with aclosing(events):
        async for event in events:
            last = event
            match event:
                case Grounded() if waiting:
                    session.say(waiting)
                case Waiting():
                    session.say(waiting_line(event))
                case Retrying():
                    session.say(_("Something blocked the first text; it is written once more."))
                case Judging():
                    line = _("The model reads it once more beside your facts: about {tokens} tokens.")
                    session.say(line.format(tokens=event.tokens))
    return last


def waiting_line(event: Waiting) -> str:
    """Say why nothing comes yet, and when the request goes again."""
    seconds = max(1, round(event.seconds))
    again = _("It is asked again in {seconds} s. Ctrl-C stops it.").format(seconds=seconds)
    return f"{event.reason} {again}"


def tell_missing(missing: Missing | None, session: Session, *, as_json: bool) -> int:
    """Say what a brief lacks, and give the exit code."""
    questions = missing.questions if missing else ()
    if as_json:
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
    return EXIT_MISSING


def show_finished(
    finished: Finished, task: Task, session: Session, *, as_json: bool, explain: bool, told: str = ""
) -> int:
    """Show the document with its review, and give the exit code. Raises the trouble it came with, if any.

    `told` is said with it, for example that the templates stood in.
    """
    if as_json:
        session.json(_as_json(finished, task, session))
    else:
        _print(finished, task, session, explain=explain)
    _tell_rest(finished, task, session, told)
    if finished.trouble:
        raise finished.trouble
    return EXIT_BLOCKED if finished.review.blocked else 0


def _as_json(finished: Finished, task: Task, session: Session) -> dict[str, Any]:
    saved = finished.saved
    output = draft_output(
        finished.draft,
        finished.review,
        finished.origins,
        grounds=grounds(task.brief),
        corpus=session.services.corpus_behind(finished.draft),
        draft_id=saved.draft_id if saved else None,
        version=saved.number if saved else None,
    )
    return output.model_dump(mode="json")


def _print(finished: Finished, task: Task, session: Session, *, explain: bool) -> None:
    services = session.services
    session.out(finished.draft.text)
    review = review_lines(finished.review, services.why)
    if not explain:
        session.say("\n" + "\n".join(review))
        return
    known = {each.id: each for each in grounds(task.brief)}
    sources = source_lines(finished.draft, known, services.corpus_behind(finished.draft), services.ui)
    session.out("\n".join(["", _("What stands behind each sentence"), *sources, "", *review]), wrap=True)


def _tell_rest(finished: Finished, task: Task, session: Session, told: str) -> None:
    if task.brief.recipient.conflict:
        session.say(
            _("Mind: {conflict} can be a conflict of interest. It is yours to judge.").format(
                conflict=task.brief.recipient.conflict
            )
        )
    if told:
        session.say(told)
    if finished.origins.writer == "model":
        session.say(_cost(finished.origins, session))
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


def _cost(origins: Origins, session: Session) -> str:
    """Say which model wrote, and what it took."""
    if origins.prompt_tokens is None or origins.completion_tokens is None:
        line = _("Written by {model} at {server} in {seconds} s; it did not count its tokens.")
    else:
        line = _("Written by {model} at {server}: {sent} + {received} tokens, {seconds} s.")
    return line.format(
        model=origins.model,
        server=address(session.services.settings.model),
        sent=origins.prompt_tokens,
        received=origins.completion_tokens,
        seconds=f"{origins.seconds or 0:.1f}",
    )
