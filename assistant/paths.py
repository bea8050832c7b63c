"""Where Fika keeps its files, and that only their owner may read them."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Final, Literal

from assistant.errors import SettingsError, StoreError
from assistant.wording import _, reason

_XDG: Final = {"config": ("XDG_CONFIG_HOME", ".config"), "data": ("XDG_DATA_HOME", ".local/share")}
"""Variable and default of the XDG Base Directory Specification 0.8."""


def config_file() -> Path:
    """The user's settings file: `$FIKA_CONFIG`, else the platform's place."""
    given = os.environ.get("FIKA_CONFIG")
    if given:
        return expanded(given, "FIKA_CONFIG")
    return _place("config") / "config.toml"


def expanded(given: str, where: str) -> Path:
    """Give a path with "~" and "~name" filled in. Raises SettingsError for a user who is not there."""
    try:
        return Path(given).expanduser()
    except RuntimeError as error:
        raise SettingsError(
            _("{where}: there is no home folder for '{path}'.").format(where=where, path=given),
            hint=_("Write the whole path, or ~/ for your own home folder."),
        ) from error


def default_home() -> Path:
    """The data folder when no setting names one."""
    return _place("data")


def _place(purpose: Literal["config", "data"]) -> Path:
    """Give Fika's folder for settings or data where the platform wants it.

    On Linux the XDG rule is two lines here: platformdirs would be a quarter of the start of every command.
    """
    if sys.platform == "linux":
        variable, below = _XDG[purpose]
        given = os.environ.get(variable, "")
        return expanded(given if given.strip() else f"~/{below}", variable) / "fika"
    import platformdirs  # noqa: PLC0415 - only needed on other platforms

    folder = platformdirs.user_config_path if purpose == "config" else platformdirs.user_data_path
    return Path(folder("fika", appauthor=False))


def private_folder(path: Path) -> Path:
    """Make `path` if it is not there, readable by its owner only (0700)."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = path.stat().st_mode
        if mode & 0o077 and not mode & stat.S_ISVTX:  # never close a folder like /tmp to the others
            path.chmod(0o700)
    except OSError as error:
        raise StoreError(
            _("Cannot make the folder '{path}': {reason}.").format(path=path, reason=reason(error)),
            hint=_("Set FIKA_HOME to a folder that you may write to."),
        ) from error
    return path


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner only (0600).

    Raises OSError; what stood there before is then untouched.
    """
    import tempfile  # noqa: PLC0415 - half a millisecond that only a write should cost

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o600)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def edits_folder(home: Path) -> Path:
    """Where a text lies while it is edited, and stays when the edit could not be saved."""
    return home / "edits"


def kept_edits(home: Path, what: str, number: int) -> list[Path]:
    """Give the folders of edits that lie there still; `what` is "draft" or "person"."""
    return sorted(edits_folder(home).glob(f"{what}-{number}-*"))


def handed_folder(home: Path) -> Path:
    """Where a text that was copied also lies as a file, for a terminal that does not take copies."""
    return home / "handover"


def kept_handed(home: Path, draft_id: int) -> list[Path]:
    """Give the files of a draft's copied texts."""
    return sorted(handed_folder(home).glob(f"draft-{draft_id}-*"))
