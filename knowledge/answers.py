"""What the dense side answered before, so that a question asked again needs no heavy import.

Questions are kept as keyed SHA-256, never as text; what is kept belongs to one index and goes with it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from knowledge.files import private_folder, write_whole

_MOST: Final = 500
"""Answers kept; the oldest go first."""

Scores = dict[str, float]
"""Passage ids with their dense score, 0-1."""


class Answers:
    """A small file of answers, by index fingerprint. A damaged or unwritable file costs only time."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path = path
        self._fingerprint = fingerprint

    def get(self, question: str) -> Scores | None:
        """Give what the index answered to `question`, None when it was not asked."""
        salt, kept = self._read()
        return kept.get(_key(salt, question))

    def keep(self, question: str, scores: Scores) -> None:
        """Keep an answer, when the folder can be written."""
        salt, kept = self._read()
        kept[_key(salt, question)] = dict(scores)
        newest = dict(list(kept.items())[-_MOST:])
        row = {"fingerprint": self._fingerprint, "salt": salt, "answers": newest}
        try:
            private_folder(self._path.parent)
            write_whole(self._path, json.dumps(row).encode())
        except OSError:
            return

    def forget(self) -> None:
        """Forget all answers: the index was made anew, and its model may answer otherwise now."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[str, dict[str, Scores]]:
        try:
            row = json.loads(self._path.read_bytes())
            if row["fingerprint"] == self._fingerprint:
                answers = {
                    str(key): {str(passage): float(score) for passage, score in scores.items()}
                    for key, scores in row["answers"].items()
                }
                return str(row["salt"]), answers
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        return secrets.token_hex(16), {}


def _key(salt: str, question: str) -> str:
    return hashlib.sha256(f"{salt}\0{question}".encode()).hexdigest()
