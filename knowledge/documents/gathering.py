"""Which files are meant: those named, and in a folder those of a known format."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.documents.reading import is_known
from knowledge.documents.trouble import UnreadableError, refused


@dataclass(slots=True)
class Gathered:
    """What was found under the names that a person gave."""

    files: list[Path] = field(default_factory=list)
    troubles: list[tuple[Path, UnreadableError]] = field(default_factory=list)
    """Names behind which nothing can be read, and why."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Files of a folder that were passed over, by ending; "." counts hidden ones."""


def gather(given: Iterable[Path]) -> Gathered:
    """Find the files, each once, those of a folder in the order of their names.

    A link to a folder is not followed below a named folder, so that nothing goes round in circles.
    """
    gathered = Gathered()
    seen: set[tuple[int, int]] = set()
    for path in given:
        for file in _under(path, gathered) if path.is_dir() else [path]:
            try:
                state = file.stat()
            except OSError:
                state = None  # why it cannot be read is told when it is opened
            if state is not None:
                if (state.st_dev, state.st_ino) in seen:
                    continue
                seen.add((state.st_dev, state.st_ino))
            gathered.files.append(file)
    return gathered


def _under(folder: Path, gathered: Gathered) -> Iterator[Path]:
    def note(error: OSError) -> None:
        gathered.troubles.append(
            (
                Path(os.fsdecode(error.filename or folder)),
                refused(error, "folder"),
            )
        )

    for root, folders, names in os.walk(folder, onerror=note):
        hidden = [name for name in folders if name.startswith(".")]
        gathered.skipped["."] += len(hidden)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith((".", "~$")):  # Word's own notes about an open document begin with ~$
                gathered.skipped["."] += 1
            elif not is_known(path):
                gathered.skipped[path.suffix.lower() or "-"] += 1
            else:
                yield path
