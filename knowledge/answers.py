"""What the dense side answered before, so that a question asked again needs no heavy import.

Questions are kept as keyed SHA-256, never as text; what is kept belongs to one index and goes with it. The
file's first line names the index; each answer is a line that is only added, for writing all of them at each
question took longer than the search.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from knowledge.files import private_folder, write_whole

_MOST: Final = 500
"""Answers kept when the file is written anew; the oldest go first."""

Scores = dict[str, float]
"""Passage ids with their dense score, 0-1."""


class Answers:
    """A small file of answers, by index fingerprint. A damaged or unwritable file costs only time."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path = path
        self._fingerprint = fingerprint
        self._last: tuple[tuple[int, int, int], str, dict[str, Scores]] | None = None
        """What was read, with the state of the file that it was read from."""

    def get(self, question: str) -> Scores | None:
        """Give what the index answered to `question`, None when it was not asked."""
        salt, kept = self._read()
        return kept.get(_key(salt, question)) if salt else None

    def keep(self, question: str, scores: Scores) -> None:
        """Keep an answer, when the folder can be written."""
        salt, kept = self._read()
        with suppress(OSError):
            if salt and len(kept) < 2 * _MOST:
                self._add(_key(salt, question), scores)
                return
            private_folder(self._path.parent)
            salt = salt or secrets.token_hex(16)
            newest = [*list(kept.items())[-_MOST + 1 :], (_key(salt, question), dict(scores))]
            rows = [{"fingerprint": self._fingerprint, "salt": salt}, *({key: each} for key, each in newest)]
            write_whole(self._path, "\n".join(map(json.dumps, rows)).encode())

    def _add(self, key: str, scores: Scores) -> None:
        """Write one more line, and know it without reading all again. Raises OSError."""
        line = b"\n" + json.dumps({key: scores}).encode()  # after a line that was cut short it stays whole
        with self._path.open("ab") as file:
            file.write(line)
        assert self._last is not None  # it was read just now
        before, salt, kept = self._last
        after = _state(self._path)
        if (after[0], after[2]) == (before[0], before[2] + len(line)):  # nobody else wrote
            self._last = (after, salt, {**kept, key: dict(scores)})

    def forget(self) -> None:
        """Forget all answers: the index was made anew, and its model may answer otherwise now."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[str, dict[str, Scores]]:
        """Give the salt, empty where there is no file of this index, and the answers."""
        try:
            state = _state(self._path)
            if self._last is None or self._last[0] != state:
                first, *lines = self._path.read_bytes().split(b"\n")
                head = json.loads(first)
                ours = head["fingerprint"] == self._fingerprint and "answers" not in head
                self._last = (state, str(head["salt"]) if ours else "", _answers(lines) if ours else {})
        except (OSError, ValueError, KeyError, TypeError):
            return "", {}
        return self._last[1:]


def _state(file: Path) -> tuple[int, int, int]:
    told = file.stat()
    return told.st_ino, told.st_mtime_ns, told.st_size


def _answers(lines: Iterable[bytes]) -> dict[str, Scores]:
    """Read the lines that can be read."""
    kept: dict[str, Scores] = {}
    for line in lines:
        with suppress(ValueError, TypeError, AttributeError):
            for key, scores in json.loads(line).items():
                kept.pop(key, None)  # answered anew: it is the newest now
                kept[key] = {str(passage): float(score) for passage, score in scores.items()}
    return kept


def _key(salt: str, question: str) -> str:
    return hashlib.sha256(f"{salt}\0{question}".encode()).hexdigest()
