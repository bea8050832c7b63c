"""Where Fika keeps its files, and that only their owner may read them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from assistant.errors import SettingsError, StoreError
from assistant.wording import _, reason


def config_file() -> Path:
    """The user's settings file: `$FIKA_CONFIG`, else the platform's place."""
    given = os.environ.get("FIKA_CONFIG")
    if given:
        return expanded(given, "FIKA_CONFIG")
    import platformdirs  # noqa: PLC0415 - only needed when no place is named

    return Path(platformdirs.user_config_path("fika", appauthor=False)) / "config.toml"


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
    import platformdirs  # noqa: PLC0415 - only needed when no place is named

    return Path(platformdirs.user_data_path("fika", appauthor=False))


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
