"""Opening a mail link in the person's own mail program, when they ask for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Final

from assistant.errors import InputError
from assistant.wording import _

_IN_THE_TERMINAL: Final = ("lynx", "w3m", "links", "elinks", "www-browser")
"""Browsers that would take over the very terminal that Fika stands in."""


def open_link(
    link: str, environment: Mapping[str, str], *, opener: Callable[[str], bool] | None = None
) -> None:
    """Hand a link to the desktop. Raises InputError when there is none, or nothing there takes it."""
    if not _has_desktop(environment):
        raise _unopened()
    import webbrowser  # noqa: PLC0415 - only when a link is opened

    try:
        opened = (opener or webbrowser.open)(link)
    except (OSError, webbrowser.Error) as error:
        raise _unopened() from error
    if not opened:
        raise _unopened()


def _has_desktop(environment: Mapping[str, str]) -> bool:
    """Whether something can open without taking over the terminal."""
    browser = environment.get("BROWSER", "")
    if browser:
        return not any(name in browser for name in _IN_THE_TERMINAL)
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _unopened() -> InputError:
    return InputError(
        _("No mail program could be opened from here."),
        hint=_("Copy the text, or save it as an unsent mail and open that."),
    )
