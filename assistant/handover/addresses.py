"""Mail addresses and header texts: only what is plainly one address, only what is plainly text."""

from __future__ import annotations

import re
from typing import Final

from assistant.cleaning import clean_line
from assistant.errors import InputError
from assistant.wording import _

_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LONGEST: Final = 254


def address(given: str) -> str:
    """Give a mail address as it stands in a header: its domain in ASCII (IDNA), nothing else changed.

    Raises InputError for whatever is not plainly one address. A name that IDNA would turn into another
    one ("straße" into "strasse") is refused too: a mail must not go to a domain nobody wrote.
    """
    written = clean_line(given)
    local, _at, domain = written.rpartition("@")
    ascii_domain = _ascii_domain(domain)
    labels = ascii_domain.split(".")
    fits = (
        _LOCAL.fullmatch(local)
        and "=?" not in local  # the beginning of an encoded word
        and len(local) <= 64
        and len(labels) >= 2
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
        and len(local) + 1 + len(ascii_domain) <= _LONGEST
    )
    if not fits:
        raise InputError(
            _("'{address}' is not a mail address that can be used.").format(address=written[:100]),
            hint=_("Write it as name@domain, or leave it out and fill it in when you send."),
        )
    return f"{local}@{ascii_domain}"


def header_text(given: str, most: int = 300) -> str:
    """Give a text for a header: one line, no encoded word, at most `most` characters.

    Python's own `email` decodes "=?utf-8?q?...?=" in what it is given and writes the line breaks in
    it as new headers (CVE-2024-6923), so the two characters never stand side by side.
    """
    return clean_line(given)[:most].rstrip().replace("=?", "= ?")


def _ascii_domain(domain: str) -> str:
    """Give a domain in ASCII, or nothing when it has no unmistakable ASCII form."""
    if domain.isascii():
        return domain
    try:
        encoded = domain.encode("idna").decode("ascii")
        back = encoded.encode("ascii").decode("idna")
    except UnicodeError:
        return ""
    return encoded if back == domain.lower() else ""
