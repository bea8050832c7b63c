"""What is said about a question list: its verdict, the findings in a row, and what stands behind one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.wording import _, plural
from tui.content import shown_line
from tui.showing import severity_word, verdict
from tui.widgets.behind_panel import behind_content
from tui.widgets.findings_list import SIGNS

if TYPE_CHECKING:
    from assistant.domain.review import Finding
    from assistant.reviewing.document import Behind
    from assistant.reviewing.items import Listed
    from assistant.reviewing.seen import Seen


def row_marks(now: Listed, seen: Seen | None) -> list[tuple[str, ...]]:
    """Give what was found in each row, a line a finding; `seen` is None while the list is being reviewed."""
    from assistant.reviewing.listing import found_in  # noqa: PLC0415 - the screen paints first

    if seen is None:
        return [() for _row in now.rows]
    return [tuple(_line(each) for each in found_in(now, seen, at)) for at in range(len(now.rows))]


def verdict_words(now: Listed, seen: Seen | None) -> str:
    """Say what the review came to, and what is to be said about the list as a whole."""
    from assistant.reviewing.listing import found_in_all  # noqa: PLC0415 - the screen paints first

    if not now.rows:
        return _("No questions yet. Press n to write the first.")
    if seen is None:
        return plural("{n} question", "{n} questions", len(now.rows)).format(n=len(now.rows))
    return "\n".join([verdict(seen.review), *(_line(each) for each in found_in_all(now, seen))])


def about_content(found: Sequence[Finding], behind: Sequence[Behind]) -> Content:
    """Give a row's findings with what to do instead, and what the row rests on."""
    lines = [_in_full(each) for each in found]
    lines += list(dict.fromkeys(behind_content(each) for each in behind))
    return Content("\n").join(lines)


def _line(finding: Finding) -> str:
    return f"{SIGNS[finding.severity]} {severity_word(finding.severity)}: {finding.message}"


def _in_full(finding: Finding) -> Content:
    head = shown_line(_line(finding), "bold")
    return Content("\n").join([head, shown_line(finding.fix)]) if finding.fix else head
