"""The base of every value, and the words that many of them share."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from assistant.cleaning import MAX_CHARACTERS, clean, clean_line

Language = Literal["sv", "en"]
Channel = Literal["mail", "linkedin-note", "linkedin", "sms"]
Tone = Literal["plain", "warm", "formal"]

MAX_LINE: Final = 2_000
"""Characters in one field; a fact that needs more is several facts."""

MAX_NAME: Final = 200
"""Characters in a name."""

MAX_MESSAGE: Final = 10_000
"""Characters in a text to review or keep; five pages, far more than anyone reads from a stranger."""

Line = Annotated[str, StringConstraints(max_length=MAX_LINE), AfterValidator(clean_line)]
"""A text on one line, cleaned."""

Name = Annotated[str, StringConstraints(max_length=MAX_NAME), AfterValidator(clean_line)]
"""A person's or an organisation's name, cleaned."""

Text = Annotated[str, StringConstraints(max_length=MAX_MESSAGE), AfterValidator(clean)]
"""A text that may have several lines, cleaned."""

LongText = Annotated[str, StringConstraints(max_length=MAX_CHARACTERS), AfterValidator(clean)]
"""Anything that may be pasted, cleaned."""

FilledLine = Annotated[str, StringConstraints(min_length=1, max_length=MAX_LINE), AfterValidator(clean_line)]
"""A line that says something."""


class Value(BaseModel):
    """A frozen value. Unknown keys and wrong types are refused, never guessed at."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)
