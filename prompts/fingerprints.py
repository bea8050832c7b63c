"""What each prompt file said at its version: a changed text needs a new version.

`python -m prompts.fingerprints` tells what differs; with `--record` it writes what is new down in
`fingerprints.toml`, and refuses a text that changed under its old version.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from prompts.prompt import load_prompt, prompt_files

RECORD: Final = Path(__file__).parent / "fingerprints.toml"
_INTRODUCTION: Final = (
    "# Written by `python -m prompts.fingerprints --record`; what each prompt says at its version."
)


class Recorded(NamedTuple):
    """A prompt's version and the fingerprint of its text."""

    version: int
    fingerprint: str


def current(folder: Path | None = None) -> dict[str, Recorded]:
    """Give what the prompt files say now, by their path in `folder`."""
    prompts = {name: load_prompt(path) for name, path in prompt_files(folder).items()}
    return {name: Recorded(each.version, each.fingerprint) for name, each in prompts.items()}


def recorded(record: Path = RECORD) -> dict[str, Recorded]:
    """Give what was written down; nothing when there is no record."""
    if not record.exists():
        return {}
    table = tomllib.loads(record.read_text(encoding="utf-8"))
    return {name: Recorded(row["version"], row["fingerprint"]) for name, row in table.items()}


def changed_without_version(now: dict[str, Recorded], before: dict[str, Recorded]) -> list[str]:
    """Name the prompts whose text changed while the version did not rise."""
    return [
        name
        for name, each in now.items()
        if name in before
        and before[name].fingerprint != each.fingerprint
        and each.version <= before[name].version
    ]


def write_record(now: dict[str, Recorded], record: Path = RECORD) -> None:
    """Write down what the prompts say now."""
    lines = [_INTRODUCTION]
    for name, each in sorted(now.items()):
        lines += ["", f'["{name}"]', f"version = {each.version}", f'fingerprint = "{each.fingerprint}"']
    record.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None, folder: Path | None = None, record: Path = RECORD) -> int:
    """Compare or record; gives 1 when something differs that must be mended."""
    parser = argparse.ArgumentParser(prog="python -m prompts.fingerprints", description=__doc__)
    parser.add_argument("--record", action="store_true", help="write new versions down")
    chosen = parser.parse_args(arguments)
    now, before = current(folder), recorded(record)
    stale = changed_without_version(now, before)
    for name in stale:
        sys.stderr.write(f"{name}: the text changed. Raise its version, then record it.\n")
    if stale:
        return 1
    if now == before:
        sys.stdout.write(f"{len(now)} prompts as recorded.\n")
        return 0
    if not chosen.record:
        sys.stderr.write("Not recorded yet: run `python -m prompts.fingerprints --record`.\n")
        return 1
    write_record(now, record)
    sys.stdout.write(f"{len(now)} prompts recorded.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
