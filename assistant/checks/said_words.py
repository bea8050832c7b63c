"""Every name, title, number and time that a text says, each read as what it is before any other."""

from __future__ import annotations

from datetime import date

from assistant.checks.said import Said
from assistant.checks.said_names import names_said, titles_said
from assistant.checks.said_numbers import numbers_said
from assistant.checks.said_times import times_said
from assistant.checks.support import Support
from assistant.domain.draft import Role
from assistant.domain.value import Language


def words_said(text: str, role: Role, language: Language, support: Support, today: date) -> tuple[Said, ...]:
    """Give what a text says: its times, the numbers that are none of these, and the names and titles that
    are neither. Quotations are to be blanked first where they are not to be read."""
    times = tuple(times_said(text, language, support, today))
    taken = [(each.start, each.end) for each in times]
    numbers = tuple(numbers_said(text, language, support, taken))
    taken += [(each.start, each.end) for each in numbers]
    names = (*names_said(text, role, support), *titles_said(text, language, support))
    free = (each for each in names if all(each.end <= start or end <= each.start for start, end in taken))
    return (*times, *numbers, *free)
