"""A model server's address: whether it can be asked, and how it is shown without its secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.cleaning import clean_line
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.settings import ModelSettings


def address(settings: ModelSettings) -> str:
    """Give the server's address for a person to read: never with a user name, a password or a query."""
    if not settings.base_url.strip():
        return "OpenAI"
    try:
        parts = urlsplit(settings.base_url.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return _("the address given")
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}".rstrip("/")


def as_given(base_url: str) -> str:
    """Give an address as it was written, on one line, without the parts that may hold a secret."""
    line = clean_line(base_url)
    return re.sub(r"[?#].*", "?...", re.sub(r"//[^/?#]*@", "//...@", line))


def is_address(base_url: str) -> bool:
    """Tell whether `base_url` can be asked at all."""
    try:
        parts = urlsplit(base_url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
