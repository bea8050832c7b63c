"""The page to have beside a talk, as plain lines of text and as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant.clock import differ
from assistant.domain.brief import Fact, fact_line
from assistant.talk_page import TalkPage
from assistant.wording import _
from tui.dates import date_words, moment_words, time_words, weekday_words
from tui.log_lines import held_words, talk_row


def page_lines(page: TalkPage, now: datetime) -> list[str]:
    """Give the page, top to bottom in the order in which it is needed."""
    blocks = [
        _head(page, now),
        _block(_("Why you wrote"), [f"  {each}" for each in page.why]),
        _block(_message_title(page, now), [f"  {line}".rstrip() for line in page.first_message.splitlines()]),
        _block(_("What you know"), [_fact(each) for each in page.facts]),
        _block(_("Your questions"), [f"  {n}. {each}" for n, each in enumerate(page.questions, start=1)]),
        _block(_("The minutes"), _minutes(page)),
        _block(
            _("Say at {time}").format(time=time_words(page.closing_at.astimezone(page.here.tzinfo))),
            [f"  \u201d{page.closing}\u201d" if page.language == "sv" else f"  \u201c{page.closing}\u201d"],
        ),
        _block(_("Your notes"), [f"  {line}".rstrip() for line in page.talk.notes.splitlines()]),
        _block(_("Your plan"), [f"  {page.talk.plan}"] if page.talk.plan else []),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block).split("\n")


def page_row(page: TalkPage) -> dict[str, Any]:
    """Give the page as JSON."""
    return {
        **talk_row(page.talk),
        "name": page.person.recipient.name,
        "language": page.language,
        "here": page.here.isoformat(),
        "there": page.there.isoformat() if page.there else None,
        "why": list(page.why),
        "first_message": page.first_message,
        "first_message_at": page.first_message_at.isoformat() if page.first_message_at else None,
        "facts": [each.model_dump(mode="json") for each in page.facts],
        "questions": list(page.questions),
        "questions_draft": page.questions_draft_id,
        "minute_plan": [each.model_dump(mode="json") for each in page.plan],
        "closing": page.closing,
        "closing_at": page.closing_at.isoformat(),
        "notes": page.talk.notes,
        "guidance": list(page.guidance),
    }


def _head(page: TalkPage, now: datetime) -> list[str]:
    known = page.person.recipient
    when = moment_words(page.here, now)
    if page.there is not None and differ(page.here, page.there):
        day = f"{weekday_words(page.there)} " if page.there.date() != page.here.date() else ""
        when = _("{here} ({there} there)").format(here=when, there=f"{day}{time_words(page.there)}")
    length = _("{n} min").format(n=page.talk.minutes)
    return [
        ", ".join(part for part in (known.name, known.role, known.organisation) if part),
        ", ".join(part for part in (when, length, page.talk.place, held_words(page.talk)) if part),
    ]


def _message_title(page: TalkPage, now: datetime) -> str:
    if page.first_message_at is None:
        return _("Your first message")
    sent = date_words(page.first_message_at.astimezone(page.here.tzinfo), now)
    return _("Your first message, sent {when}").format(when=sent)


def _fact(fact: Fact) -> str:
    source = f" ({fact.source})" if fact.source else ""
    sign = _("[confidential]") + " " if fact.confidential else ""
    return f"  {sign}{fact_line(fact)}{source}"


def _minutes(page: TalkPage) -> list[str]:
    return [
        f"  {each.from_minute:>3}-{each.to_minute:<3}  {each.text} [{each.guidance}]" for each in page.plan
    ]


def _block(title: str, lines: list[str]) -> list[str]:
    return [title, *lines] if lines else []
