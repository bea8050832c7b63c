"""A draft as a `mailto:` link."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from assistant.domain.brief import Recipient
from assistant.domain.draft import Draft
from assistant.errors import InputError
from assistant.handover.addresses import address, header_text
from assistant.handover.text import as_text
from assistant.wording import _

MAX_CHARACTERS: Final = 1_800
"""Longest link made; some mail programs and shells cut longer ones without a word."""


def as_mailto(draft: Draft, recipient: Recipient) -> str:
    """Give the link, percent-encoded, with the recipient's address when it is known.

    Raises InputError for an address that is none, and for a text too long for a link.
    """
    fields = {"body": as_text(draft, subject=False).replace("\n", "\r\n")}
    if draft.subject is not None:
        fields = {"subject": header_text(draft.subject), **fields}
    to = quote(address(recipient.email), safe="@") if recipient.email else ""
    link = f"mailto:{to}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
    if len(link) > MAX_CHARACTERS:
        raise InputError(
            _("The text is too long for a mailto link: {count} characters, at most {most}.").format(
                count=len(link), most=MAX_CHARACTERS
            ),
            hint=_("Save it as an unsent mail (eml), which has no such limit."),
        )
    return link
