"""The notes pane beside a talk: what it holds becomes the talk's notes."""

from __future__ import annotations

from assistant.cleaning import clean
from assistant.domain.records import Talk
from assistant.domain.value import MAX_MESSAGE
from assistant.errors import InputError
from assistant.wording import _


def with_notes(talk: Talk, notes: str) -> Talk:
    """Give the talk with these notes. Raises InputError when they are too long to be kept with it."""
    text = clean(notes)
    if len(text) > MAX_MESSAGE:
        raise InputError(
            _("The notes are too long: {count} characters, at most {most}.").format(
                count=len(text), most=MAX_MESSAGE
            ),
            hint=_("Shorten them; until then they are kept as an unsaved text."),
        )
    return talk.model_copy(update={"notes": text})
