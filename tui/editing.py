"""A text in the person's own editor, in a private folder that is kept when anything fails."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from assistant.cleaning import MAX_CHARACTERS, clean
from assistant.errors import InputError, UsageError
from assistant.paths import edits_folder, private_folder
from assistant.wording import _, reason

_USUAL: Final = ("editor", "nano", "vim", "vi")
"""Tried in this order when no editor is named."""


@contextmanager
def edited(text: str, home: Path, name: str, ending: str, tell: Callable[[str], None]) -> Iterator[str]:
    """Give the text as the person leaves it in the editor, cleaned; save it inside the block.

    When the editor or the block fails, the changed text stays in a folder below `home` named after
    `name` ("draft-3"), and `tell` says where. Raises UsageError without an editor, InputError when it
    fails.
    """
    command = _editor()
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=private_folder(edits_folder(private_folder(home)))))
    file = folder / f"{name}.{ending}"
    try:
        file.write_text(text + "\n", encoding="utf-8")
        _run(command, file)
        yield _read(file)
    except BaseException:
        if _is_changed(file, text):
            tell(_("Your text is kept in '{path}'.").format(path=file))
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder)


def _editor() -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        given = os.environ.get(variable, "").strip()
        if given:
            return _parts(variable, given)
    found = next((path for path in map(shutil.which, _USUAL) if path), None)
    if found is None:
        raise UsageError(_("No editor was found."), hint=_("Name yours in EDITOR, for example EDITOR=nano."))
    return [found]


def _parts(variable: str, given: str) -> list[str]:
    try:
        parts = shlex.split(given)
    except ValueError as error:
        raise UsageError(
            _("{variable} cannot be read: {reason}.").format(variable=variable, reason=error),
            hint=_("Write it as you would type it, for example EDITOR='code --wait'."),
        ) from error
    if shutil.which(parts[0]) is None:
        raise UsageError(
            _("The editor '{editor}' in {variable} was not found.").format(
                editor=parts[0], variable=variable
            ),
            hint=_("Name one that is there, for example EDITOR=nano."),
        )
    return parts


def _run(command: list[str], file: Path) -> None:
    try:
        status = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 - the person's own editor
    except OSError as error:
        raise InputError(
            _("The editor '{editor}' could not be started: {reason}.").format(
                editor=command[0], reason=reason(error)
            ),
            hint=_("Name another in EDITOR, for example EDITOR=nano."),
        ) from error
    if status:
        raise InputError(
            _("The editor '{editor}' ended with status {status}, so nothing was saved.").format(
                editor=command[0], status=status
            ),
            hint=_("Try again, or name another in EDITOR."),
        )


def _read(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            _("The edited text is not UTF-8 (byte {at}), so nothing was saved.").format(at=error.start),
            hint=_("Save it as UTF-8 in your editor and try again."),
        ) from error
    except OSError as error:
        raise InputError(
            _("The edited text cannot be read: {reason}.").format(reason=reason(error)),
            hint=_("Save it in the editor under the name it was opened with."),
        ) from error
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            _("The edited text is too long: {count} characters, at most {most}.").format(
                count=len(text), most=MAX_CHARACTERS
            )
        )
    return clean(text).rstrip()


def _is_changed(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() != (text + "\n").encode()
    except OSError:
        return False
