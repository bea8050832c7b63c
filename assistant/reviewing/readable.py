"""What is too long to be read as a message."""

from __future__ import annotations

from assistant.domain.value import MAX_MESSAGE
from assistant.errors import InputError
from assistant.wording import _


def require_readable(text: str) -> None:
    """Refuse a text that no one would read as a message. Raises InputError."""
    if len(text) > MAX_MESSAGE:
        raise InputError(
            _("The text is too long to review: {count} characters, at most {most}.").format(
                count=len(text), most=MAX_MESSAGE
            ),
            hint=_("Give the message itself; a first message is 50 to 125 words."),
        )
