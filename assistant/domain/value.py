"""The base of every value, and the words that many of them share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from assistant.cleaning import clean, clean_line

Language = Literal["sv", "en"]
Channel = Literal["mail", "linkedin-note", "linkedin", "sms"]
Tone = Literal["plain", "warm", "formal"]

Line = Annotated[str, AfterValidator(clean_line)]
"""A text on one line, cleaned."""

Text = Annotated[str, AfterValidator(clean)]
"""A text that may have several lines, cleaned."""

FilledLine = Annotated[str, StringConstraints(min_length=1), AfterValidator(clean_line)]
"""A line that says something."""


class Value(BaseModel):
    """A frozen value. Unknown keys and wrong types are refused, never guessed at."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)
