"""A mend: a replacement in the text that one key applies, found by the name of its finding's check.

`mending/<check>.py` holds how a check's findings are mended: `mends(place)` gives replacements, the best
first. Only words of the brief and set phrases go into them, and one is offered only when the review of the
mended text agrees: its finding is gone, and nothing new blocks.
"""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from assistant.domain.review import Finding, Review, Severity
from assistant.reviewing.place import Mend, Place
from assistant.reviewing.seen import skip_key

_FOLDER: Final = "assistant.reviewing.mending"
_MOST_TRIED: Final = 6
"""Replacements that are tried for one finding; each is a review."""

_WEIGHTS: Final = {"block": 4, "warn": 2, "note": 1}
_MOST_FOR_A_BLOCK: Final = 10
"""What may come for a block that goes: without its false sentence a message can lack much."""

Look = Callable[[str], Review]
"""Reviews a text."""


def mend_of(place: Place, look: Look) -> Mend | None:
    """Give the replacement that mends a finding and leaves the fewest, None when none does."""
    before = place.seen.review
    best: Mend | None = None
    least = _weight(before) + (_MOST_FOR_A_BLOCK if place.finding.severity == "block" else 0)
    for mend in islice(filter(place.takes, _mends(place)), _MOST_TRIED):
        after = look(mend.applied(place.seen.text))
        if not _is_mended(place.finding, before, after) or _weight(after) >= least:
            continue
        best, least = mend, _weight(after)
        if not _checks(after) - _checks(before):
            break
    return best


def _mends(place: Place) -> Iterator[Mend]:
    name = f"{_FOLDER}.{place.finding.check}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return
    yield from module.mends(place)


def _is_mended(finding: Finding, before: Review, after: Review) -> bool:
    """Whether the finding is gone and nothing new blocks, nor warns where nothing blocked."""
    same = skip_key(finding)
    if Counter(map(skip_key, before.findings))[same] <= Counter(map(skip_key, after.findings))[same]:
        return False
    if _checks(after)[finding.check] >= _checks(before)[finding.check]:
        return False
    if Counter(map(skip_key, after.blocking)) - Counter(map(skip_key, before.blocking)):
        return False
    return finding.severity == "block" or not _checks(after, "warn") - _checks(before, "warn")


def _weight(review: Review) -> int:
    return sum(_WEIGHTS[each.severity] for each in review.findings)


def _checks(review: Review, severity: Severity | None = None) -> Counter[str]:
    return Counter(each.check for each in review.findings if severity in {None, each.severity})
