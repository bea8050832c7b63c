"""Builds the index in a process of its own, so that who types meanwhile feels nothing of it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

_MOST_SECONDS: Final = 300.0
_NICE: Final = 10
"""Whoever types comes first."""


def build_beside(folder: Path) -> None:
    """Build the index of Fika's own guidance in `folder`, and wait for it.

    Whether it stands then is for the caller to see: where no process can be started, it does not.
    """
    # -P: what lies in the folder that somebody works in is never run
    command = [sys.executable, "-P", "-m", "knowledge.building", str(folder)]
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=_MOST_SECONDS,
        )


def main(folder: Path) -> int:
    """Build, unless the index stands already; give the exit code."""
    # what builds is not needed where a build is only asked for
    from knowledge.corpus import load_corpus  # noqa: PLC0415
    from knowledge.embedders import HashedEmbedder  # noqa: PLC0415
    from knowledge.retriever import GuidanceRetriever  # noqa: PLC0415

    if hasattr(os, "nice"):
        os.nice(_NICE)
    retriever = GuidanceRetriever(load_corpus(kept=folder), folder, embedder=HashedEmbedder())
    return 0 if retriever.ensure_index() else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
