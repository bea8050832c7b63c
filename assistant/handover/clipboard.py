"""Copying from a terminal: whether it is likely to work here, and the private file that always does.

A terminal is asked to copy with an escape sequence (OSC 52), which also works over SSH. It never answers,
so what is known of each terminal is all there is to go by.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from assistant.domain.records import Version
from assistant.handover.files import file_name, write_file
from assistant.handover.forms import file_bytes
from assistant.handover.text import as_text
from assistant.paths import handed_folder, private_folder

Copying = Literal["works", "perhaps", "refused"]
"""What a terminal does when a program asks it to copy."""

_REFUSING_TERMS: Final = ("linux", "dumb", "vt", "cons", "wsvt", "rxvt")
"""Beginnings of $TERM where nothing understands OSC 52: consoles, and rxvt without its plug-in."""

_REFUSING_PROGRAMS: Final = ("Apple_Terminal",)
"""$TERM_PROGRAM of terminals that do not understand it."""


def copying(environment: Mapping[str, str]) -> Copying:
    """Say what this terminal does with a copy; `environment` is the process's own.

    tmux passes a copy on only when it is told to (`set-clipboard on`), GNU screen hardly ever, and
    terminals of the VTE family (GNOME's) only in their newest versions, and a browser (`fika serve`)
    only sometimes: that is "perhaps".
    """
    term = environment.get("TERM", "")
    if (
        environment.get("TERM_PROGRAM", "") in _REFUSING_PROGRAMS
        or not term
        or term.startswith(_REFUSING_TERMS)
    ):
        return "refused"
    in_browser = environment.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
    if in_browser or any(environment.get(name) for name in ("TMUX", "STY", "VTE_VERSION")):
        return "perhaps"
    return "works"


def copied_file(home: Path, version: Version) -> Path:
    """Write the version's text into Fika's own folder, for its owner only, and give the file.

    The name begins with the draft's number, so that forgetting the draft finds it. Raises InputError,
    StoreError.
    """
    parts = [
        "draft",
        str(version.draft_id),
        str(version.number),
        version.draft.kind,
        version.brief.recipient.name,
    ]
    path = private_folder(handed_folder(home)) / file_name(parts, "txt")
    write_file(path, file_bytes(as_text(version.draft)), replace=True)
    return path
