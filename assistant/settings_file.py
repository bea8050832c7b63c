"""Changes settings in the user's own settings file, and nothing else in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.errors import SettingsError
from assistant.paths import config_file, private_folder, write_private
from assistant.settings_text import with_values
from assistant.wording import _, reason


def keep_setting(key: str, value: str) -> Path:
    """Write one setting, such as `theme`, and give the file. Raises SettingsError as `keep_settings` does."""
    return keep_settings({key: value})


def keep_settings(values: Mapping[str, str]) -> Path:
    """Write settings by dotted key, such as `model.name`, and give the file; all of them or none.

    Comments and everything else stay as they are. Raises SettingsError when the file cannot be read or
    written; it is then unchanged.
    """
    path = config_file()
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        changed = with_values(text, values)
        if not path.parent.exists():  # one that is there may be anyone's, and stays as open as it is
            private_folder(path.parent)
        write_private(path.resolve(), changed.encode("utf-8"))
    except OSError as error:
        raise _unchanged(path, values, reason(error)) from error
    except ValueError as error:  # not TOML, not UTF-8, or written in a way that only a person can change
        raise _unchanged(path, values, _("it is written in a way that only you can change")) from error
    return path


def _unchanged(path: Path, values: Mapping[str, str], why: str) -> SettingsError:
    return SettingsError(
        _("The settings file '{path}' could not be changed: {reason}.").format(path=path, reason=why),
        hint=_("It is as it was. Set it there by hand: {keys}.").format(keys=", ".join(values)),
    )
