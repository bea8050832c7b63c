"""Tells what happens while own guidance is added: a line that moves at a terminal, each file's outcome."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from assistant.cleaning import clean_line
from assistant.wording import _, plural
from knowledge.adding import Added, Begun, Failed, Same, Step
from knowledge.documents.gathering import Gathered
from knowledge.documents.trouble import note_text
from knowledge.shelf.port import Document, Piece
from tui.console import Session

_EVERY_SECONDS: Final = 0.1
_MOST_TOLD: Final = 20
"""Files that are named one by one when they were taken in; of more only the number is told."""


class Report:
    """Follows one run of `fika knowledge add`."""

    def __init__(self, session: Session, files: Gathered, *, quiet: bool) -> None:
        self._session = session
        self._files = files
        self._quiet = quiet
        self._moving = sys.stderr.isatty()
        self._shown_at = 0.0
        self._begun: Begun | None = None
        self._pieces = 0
        self.added: list[Added] = []
        self.same: list[Same] = []
        self.failed: list[Failed] = []

    def step(self, step: Step) -> None:
        """Take what happened."""
        match step:
            case Begun():
                self._begun, self._pieces = step, 0
                self._move(_("{at} of {of}: {name}").format(at=step.at, of=step.of, name=_name(step.path)))
            case Added():
                self.added.append(step)
                if len(self.added) <= _MOST_TOLD:
                    self._say(_added_line(step, self._session.services.ui))
            case Same():
                self.same.append(step)
                if len(self.same) <= _MOST_TOLD:
                    self._say(
                        _("{name}: is there already, as {known} [{id}]").format(
                            name=_name(step.path), known=step.document.name, id=step.document.id
                        )
                    )
            case Failed():
                self.failed.append(step)
                why = step.trouble.text(self._session.services.ui)
                self._say(
                    _("NOT ADDED: {path}: {reason}").format(path=clean_line(str(step.path)), reason=why)
                )

    def piece(self, piece: Piece) -> None:
        """Take a passage that was just cut."""
        self._pieces += 1
        if self._begun is None or time.monotonic() - self._shown_at < _EVERY_SECONDS:
            return
        page = _("p. {page}").format(page=piece.page) if piece.page is not None else ""
        count = plural("{n} passage", "{n} passages", self._pieces).format(n=self._pieces)
        where = ", ".join(part for part in (count, page) if part)
        begun = self._begun
        self._move(
            _("{at} of {of}: {name}").format(at=begun.at, of=begun.of, name=_name(begun.path)) + f" ({where})"
        )

    def end(self) -> None:
        """Say what it came to, also when it was stopped."""
        self._clear()
        if self._quiet:
            return
        passages = sum(each.document.pieces for each in self.added)
        found = plural("{n} passage", "{n} passages", passages).format(n=passages)
        parts = [
            plural("{n} file added ({passages})", "{n} files added ({passages})", len(self.added)).format(
                n=len(self.added), passages=found
            )
        ]
        if self.same:
            parts.append(
                plural("{n} was there already", "{n} were there already", len(self.same)).format(
                    n=len(self.same)
                )
            )
        if self.failed:
            parts.append(
                plural("{n} could not be read", "{n} could not be read", len(self.failed)).format(
                    n=len(self.failed)
                )
            )
        skipped = self._files.skipped.total()
        if skipped:
            parts.append(
                plural("{n} of another kind passed over", "{n} of other kinds passed over", skipped).format(
                    n=skipped
                )
                + f" ({_kinds(self._files)})"
            )
        self._session.say(", ".join(parts) + ".")

    def row(self, document_row: Callable[[Document], dict[str, Any]]) -> dict[str, Any]:
        """Give what it came to for `--json`."""
        return {
            "added": [
                {
                    **document_row(each.document),
                    "notes": list(each.notes),
                    "replaced": each.replaced.id if each.replaced is not None else None,
                }
                for each in self.added
            ],
            "same": [
                {"path": clean_line(str(each.path)), "document": each.document.id} for each in self.same
            ],
            "failed": [
                {
                    "path": clean_line(str(each.path)),
                    "code": each.trouble.code,
                    "reason": each.trouble.text(self._session.services.ui),
                }
                for each in self.failed
            ],
            "skipped": {
                clean_line(kind): count for kind, count in self._files.skipped.most_common() if count
            },
        }

    def _say(self, line: str) -> None:
        if not self._quiet:
            self._clear()
            self._session.say(line)

    def _move(self, line: str) -> None:
        """Show where it is, on a line that the next one replaces; only at a terminal."""
        self._shown_at = time.monotonic()
        if self._moving:
            width = max(20, shutil.get_terminal_size().columns - 1)
            print(f"\r\x1b[K{clean_line(line)[:width]}", end="", file=sys.stderr, flush=True)

    def _clear(self) -> None:
        if self._moving:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _name(path: Path) -> str:
    return clean_line(path.name)


def _added_line(step: Added, ui: str) -> str:
    document = step.document
    count = plural("{n} passage", "{n} passages", document.pieces).format(n=document.pieces)
    if step.replaced is not None:
        line = _("{name}: {count} [{id}], in place of its older version").format(
            name=document.name, count=count, id=document.id
        )
    else:
        line = f"{document.name}: {count} [{document.id}]"
    notes = [note_text(each, ui) for each in step.notes]
    return "; ".join([line, *notes])


def _kinds(files: Gathered) -> str:
    names = {".": _("hidden"), "-": _("without an ending")}
    told = [
        f"{names.get(kind, clean_line(kind))} {count}"
        for kind, count in files.skipped.most_common(6)
        if count
    ]
    return ", ".join(told)
