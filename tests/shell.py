"""Commands as a person runs them: what was typed, what came to stdout and stderr, an editor, a terminal."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tui.launch import main


class Shell:
    """Runs commands and gives what they printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.said = ""
        """What stood on stderr after the last command."""

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run a command that is to end with `code`, and give its stdout."""
        ended = main(arguments)
        out, self.said = self._capsys.readouterr()
        assert ended == code, self.said
        return out

    def json(self, *arguments: str, code: int = 0) -> Any:
        """Run a command with --json and give its result; nothing else may stand on stdout."""
        return json.loads(self(*arguments, "--json", code=code))

    def fails(self, *arguments: str, code: int = 2) -> str:
        """Run a command that fails: nothing on stdout, and give its stderr."""
        assert self(*arguments, code=code) == ""
        assert "Traceback" not in self.said
        return self.said


def sit_at_terminal(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Answer what is asked with these lines."""
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


class Editor:
    """An editor that replaces one text by another, or runs a shell line on its file `$1`."""

    _PYTHON = (
        "import os, pathlib, sys; file = pathlib.Path(sys.argv[1]); "
        "file.write_text(file.read_text().replace(os.environ['OLD'], os.environ['NEW']))"
    )

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._script = folder / "my editor"
        self._monkeypatch = monkeypatch
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{self._script}'")

    def replaces(self, old: str, new: str) -> None:
        """From here on, replace `old` by `new`."""
        self._monkeypatch.setenv("OLD", old)
        self._monkeypatch.setenv("NEW", new)
        self.runs(f'{sys.executable} -c "{self._PYTHON}" "$1"')

    def runs(self, line: str) -> None:
        """From here on, run a line of shell."""
        self._script.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        self._script.chmod(0o700)
