"""Many questions or texts in one process: a line in, a JSON line out, in the same order.

A line that cannot be used is answered with its `id` and an `error`; the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from assistant.cleaning import clean_line
from assistant.domain.brief import Brief
from assistant.errors import FikaError, InputError
from assistant.importing.brief_file import load_brief
from assistant.wiring import Services, now
from assistant.wording import _
from tui.console import Session
from tui.outputs import review_output

Row = dict[str, Any]


def answer_lines(text: str, answer: Callable[[Row], Row], session: Session, *, plain: bool = False) -> int:
    """Answer each line of `text` and print the answers; 2 when a line could not be used.

    With `plain`, a line that is not a JSON object is itself the `text`.
    """
    failed = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        row: Row = {"id": number}
        try:
            row |= _row(line, number, plain=plain)
            answered = answer(row)
        except FikaError as error:
            failed = True
            answered = {"error": error.message, "hint": error.hint}
        session.json_line({"id": row["id"], **answered})
    return 2 if failed else 0


def guidance_answer(services: Services, limit: int) -> Callable[[Row], Row]:
    """Give what answers a question: `text`, and perhaps `language`."""

    def answer(row: Row) -> Row:
        question = clean_line(_string(row, "text"))
        language, found = services.find_guidance(question, limit, _language(row))
        corpus = services.corpus
        return {
            "answered": found.answered,
            "score": round(max((hit.score for hit in found.hits), default=0.0), 4),
            "hits": [
                {
                    "passage": hit.passage.id,
                    "topic": hit.passage.topics[0],
                    "language": hit.passage.language(language),
                    "score": round(hit.score, 4),
                    "source": corpus.cite(hit.passage, language),
                }
                for hit in found.hits
            ],
        }

    return answer


def review_answer(services: Services) -> Callable[[Row], Row]:
    """Give what reviews a text: `kind`, `language`, `text`, and perhaps `channel`, `brief` and `today`."""

    def answer(row: Row) -> Row:
        kind, language = services.kind(_string(row, "kind")), _language(row)
        if language is None:
            raise InputError(_("'language' is missing."), hint=_('Give "sv" or "en".'))
        channel: Any = row.get("channel") or "mail"
        if channel not in kind.channels:
            raise InputError(_("'{kind}' has no channel '{channel}'.").format(kind=kind.id, channel=channel))
        brief: Brief | None = None
        if row.get("brief") is not None:
            brief = load_brief(json.dumps(row["brief"]), "brief", language=language).brief
        _draft, review = services.review(
            _string(row, "text"),
            kind=kind.id,
            language=language,
            channel=channel,
            brief=brief,
            at=_today(row),
        )
        return review_output(review).model_dump(mode="json")

    return answer


def _row(line: str, number: int, *, plain: bool) -> Row:
    if plain and not line.lstrip().startswith("{"):
        return {"text": line}
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(
            _("Line {number} is not JSON.").format(number=number), hint=_("Give one JSON object a line.")
        ) from error
    if not isinstance(row, dict):
        raise InputError(
            _("Line {number} is not a JSON object.").format(number=number),
            hint=_("Give one JSON object a line."),
        )
    return row


def _string(row: Row, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError(_("'{key}' is missing or is no text.").format(key=key))
    return value


def _language(row: Row) -> Any:
    language = row.get("language")
    if language not in {None, "sv", "en"}:
        raise InputError(
            _("'language' cannot be '{value}'.").format(value=language), hint=_('Give "sv" or "en".')
        )
    return language


def _today(row: Row) -> datetime:
    today = row.get("today")
    if today is None:
        return now()
    try:
        return datetime.combine(date.fromisoformat(str(today)[:10]), now().timetz())
    except ValueError as error:
        raise InputError(
            _("'today' cannot be '{value}'.").format(value=today), hint=_("Give a date such as 2026-03-12.")
        ) from error
