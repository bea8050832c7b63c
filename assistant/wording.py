"""The interface's language: gettext catalogues, English in the source.

The interface, the chat and the message each have their own language; this is only the first.
Write `_("...")` where a sentence is shown, never at module level (the language is not known then),
and give values with `.format(...)` after the call, so that translators see the whole sentence.
"""

from __future__ import annotations

import errno
import gettext
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("sv", "en")
CATALOGUES: Final = Path(__file__).parent / "locale"
"""Where the compiled catalogues are."""
_chosen: Final = {"ui": "en"}
"""The interface's language of this process: every thread and task speaks the same one."""


def use_language(code: str) -> None:
    """Show the interface in `code` ("sv" or "en") from here on."""
    if code not in LANGUAGES:
        raise ValueError(f"no interface language {code!r}")
    _chosen["ui"] = code


def ui_language() -> str:
    """The interface's language now, "sv" or "en"."""
    return _chosen["ui"]


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("fika", CATALOGUES, languages=[code], fallback=True)


def _(message: str) -> str:
    """Give `message` in the interface's language."""
    return _catalogue(_chosen["ui"]).gettext(message)


def mark(message: str) -> str:
    """Mark a sentence at module level for the catalogue; it is shown with `_()` later."""
    return message


def plural(one: str, many: str, count: int) -> str:
    """Give the form of a sentence that fits `count`, in the interface's language."""
    return _catalogue(_chosen["ui"]).ngettext(one, many, count)


def reason(error: OSError) -> str:
    """Say why the system refused; what is not known stays in the system's own words."""
    known = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("you may not"),
        errno.EPERM: _("you may not"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("part of the path is no folder"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ECONNREFUSED: _("the connection was refused"),
    }
    return known.get(error.errno or 0) or error.strerror or str(error)
