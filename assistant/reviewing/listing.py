"""A question list on the table: the rows as they are changed, undone, and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.domain.review import Finding
from assistant.reviewing.items import Listed
from assistant.reviewing.seen import Seen


@dataclass
class Listing:
    """The rows of a list with every change made to them; nothing is lost by removing one."""

    now: Listed
    _before: list[Listed] = field(default_factory=list)
    _undone: list[Listed] = field(default_factory=list)

    def change(self, to: Listed) -> bool:
        """Take a changed list; tell whether it differs."""
        if to == self.now:
            return False
        self._before.append(self.now)
        self._undone.clear()
        self.now = to
        return True

    def undo(self) -> bool:
        """Go back one change; tell whether there was one."""
        if not self._before:
            return False
        self._undone.append(self.now)
        self.now = self._before.pop()
        return True

    def give_up(self) -> None:
        """Go back one change as if it had never been made."""
        if self._before:
            self.now = self._before.pop()

    def redo(self) -> bool:
        """Make the undone change again; tell whether there was one."""
        if not self._undone:
            return False
        self._before.append(self.now)
        self.now = self._undone.pop()
        return True


def found_in(listed: Listed, seen: Seen, at: int) -> tuple[Finding, ...]:
    """Give the findings in one row; `seen` is a look at the list's own text."""
    places = listed.places
    return tuple(each for each in seen.review.findings if _row_of(places, each) == at)


def found_in_all(listed: Listed, seen: Seen) -> tuple[Finding, ...]:
    """Give the findings about the list as a whole: too few, too many, the wrong language."""
    places = listed.places
    return tuple(each for each in seen.review.findings if _row_of(places, each) is None)


def sentences_at(listed: Listed, seen: Seen, at: int) -> tuple[int, ...]:
    """Give where the sentences of a row begin in the text."""
    if not 0 <= at < len(listed.rows):
        return ()
    start, end = listed.places[at]
    return tuple(each.start for each in seen.draft.sentences if start <= each.start < end)


def _row_of(places: Sequence[tuple[int, int]], finding: Finding) -> int | None:
    """Give the one row that a finding stands in; None when it is about several, or about none."""
    if finding.check == "question_count":
        return None
    rows = [
        row
        for row, (start, end) in enumerate(places)
        if finding.start < end and (finding.end > start or finding.start == finding.end >= start)
    ]
    return rows[0] if len(rows) == 1 else None
