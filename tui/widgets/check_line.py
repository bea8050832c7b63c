"""One line about the text as a whole: the verdict, its length, whose words it is in, the times it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from assistant.wording import _, plural
from tui.content import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from assistant.reviewing.document import Limits, Seen


class CheckLine(Static):
    """Says how the text as a whole stands."""

    DEFAULT_CSS = "CheckLine { height: 1; padding: 0 1; text-overflow: ellipsis; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._sentence = ""

    def show(self, seen: Seen) -> None:
        """Show what was seen."""
        self.say(standing(seen))

    def say(self, sentence: str) -> None:
        """Show another sentence instead, for example why a text cannot be checked."""
        if sentence != self._sentence:
            self._sentence = sentence
            self.update(shown(sentence), layout=False)  # its height is fixed: a look costs no new layout


def standing(seen: Seen) -> str:
    """Say how a text stands, the most important first."""
    return " \u00b7 ".join(_parts(seen))


def verdict(seen: Seen) -> str:
    """Say what the review came to, without what was skipped."""
    found = [each.severity for each in seen.open_findings]
    blocks, warns, notes = (found.count(each) for each in ("block", "warn", "note"))
    said = [
        plural("{n} blocks", "{n} block", blocks).format(n=blocks) if blocks else "",
        plural("{n} warning", "{n} warnings", warns).format(n=warns) if warns else "",
        plural("{n} note", "{n} notes", notes).format(n=notes) if notes else "",
    ]
    skipped = len(seen.review.findings) - len(found)
    said.append(plural("{n} skipped", "{n} skipped", skipped).format(n=skipped) if skipped else "")
    told = ", ".join(part for part in said if part)
    sign = "!" if blocks else "?" if warns else "\u00b7" if notes else "\u2713"
    return f"{sign} {told if found else ', '.join(filter(None, (_('nothing found'), said[-1])))}"


def _parts(seen: Seen) -> Iterator[str]:
    yield verdict(seen)
    yield from _lengths(seen.limit)
    for named in seen.times:
        if named.there:
            yield _both_times(named.here, named.there)
    share = round(seen.own_share * 100)
    yield _("{share} % your own words").format(share=share) if share else _("no words of your own yet")


def _lengths(limit: Limits) -> Iterator[str]:
    if limit.most_words:
        yield _("{n} of {most} words").format(n=limit.words, most=limit.most_words)
    else:
        yield plural("{n} word", "{n} words", limit.words).format(n=limit.words)
    most = limit.hard_characters or limit.most_characters
    if most:
        yield _("{n} of {most} characters").format(n=limit.characters, most=most)


def _both_times(here: datetime, there: datetime) -> str:
    return _("{here} here, {there} there").format(here=f"{here:%H:%M}", there=f"{there:%H:%M}")
