"""The page beside a talk: questions and minutes first, then what one may need to look up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.domain.brief import Fact, fact_line
from assistant.wording import _
from tui.content import shown, shown_line
from tui.dates import date_words, time_words

if TYPE_CHECKING:
    from assistant.talk_page import TalkPage


class TalkSheet(VerticalScroll, can_focus=True):
    """Shows the page, scrollable."""

    DEFAULT_CSS = """
    TalkSheet { padding: 0 1; scrollbar-size-vertical: 1; }
    TalkSheet > Static { height: auto; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Static(markup=False)

    def show(self, page: TalkPage, now: datetime) -> None:
        """Show a page; where one has scrolled to stays."""
        self.query_one(Static).update(sheet_content(page, now))


def sheet_content(page: TalkPage, now: datetime) -> Content:
    """Give the page, in the order in which it is needed."""
    known = page.person.recipient
    who = ", ".join(part for part in (known.name, known.role, known.organisation) if part)
    none_yet = _("None yet; ctrl+o prepares them.")
    quoted = f"\u201d{page.closing}\u201d" if page.language == "sv" else f"\u201c{page.closing}\u201d"
    sections = (
        (_("Who"), [who, page.talk.place] if page.talk.place else [who]),
        (_("Your questions"), _numbered(page.questions) or [none_yet]),
        (_("The minutes"), _minutes(page)),
        (_("Say when time is nearly up"), [quoted]),
        (_("What you know"), [_fact(each) for each in page.facts]),
        (_("Why you wrote"), list(page.why)),
        (_message_title(page, now), page.first_message.splitlines()),
    )
    parts = [_section(title, lines) for title, lines in sections if lines]
    return Content("\n\n").join(parts)


def _section(title: str, lines: list[str]) -> Content:
    return Content("\n").join([shown_line(title, "bold underline"), *(shown(line) for line in lines)])


def _numbered(questions: tuple[str, ...]) -> list[str]:
    return [f"{number}. {each}" for number, each in enumerate(questions, start=1)]


def _minutes(page: TalkPage) -> list[str]:
    return [f"{each.from_minute}\u2013{each.to_minute} min: {each.text}" for each in page.plan]


def _fact(fact: Fact) -> str:
    sign = _("[confidential]") + " " if fact.confidential else ""
    return f"{sign}{fact_line(fact)}" + (f" ({fact.source})" if fact.source else "")


def _message_title(page: TalkPage, now: datetime) -> str:
    if page.first_message_at is None:
        return _("Your first message")
    sent = page.first_message_at.astimezone(page.here.tzinfo)
    return _("Your first message, sent {when}").format(when=f"{date_words(sent, now)} {time_words(sent)}")
