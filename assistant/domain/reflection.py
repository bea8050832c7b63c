"""What a person came to when reflecting on which guidance they want, and from whom."""

from __future__ import annotations

from pydantic import AwareDatetime

from assistant.domain.value import Line, Value


class Reflection(Value):
    """Answers in the person's own words, from "I need a mentor" to whom to look for."""

    soon: Line = ""
    """Goals for the next six to twelve months."""
    later: Line = ""
    """Goals for three to five years."""
    missing: Line = ""
    """Skills that are missing on the way."""
    guidance: Line = ""
    """The kind of guidance that is wanted."""
    best: Line = ""
    """The best that could have come of it after a year."""
    persona: Line = ""
    """The mentor looked for: experience, skills and a few qualities, the most important first."""
    saved_at: AwareDatetime | None = None
