"""How well each check did on the benchmark's locked half: `measured.toml`, written by `tests.eval_review`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from assistant.domain.value import Language

MEASURED: Final = Path(__file__).with_name("measured.toml")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a check made of its cases in one language, and of the clean messages."""

    hit: int
    """Flawed texts in which it found the flaw."""
    missed: int
    alarms: int
    """Innocent texts in which it found something."""
    silent: int

    @property
    def precision(self) -> float | None:
        """Of what it found the share that was rightly found; None when it found nothing."""
        found = self.hit + self.alarms
        return self.hit / found if found else None

    @property
    def recall(self) -> float | None:
        """Of the flawed texts the share that it found; None when there were none."""
        flawed = self.hit + self.missed
        return self.hit / flawed if flawed else None


def figures(check: str, path: Path = MEASURED) -> dict[Language, Figures]:
    """Give a check's figures by language; none when it was never measured."""
    table = _read(path).get(check, {})
    languages: tuple[Language, ...] = ("sv", "en")
    return {language: Figures(**table[language]) for language in languages if language in table}


def write_figures(measured: dict[str, dict[Language, Figures]], cases: str, path: Path = MEASURED) -> None:
    """Write down the figures of every check; `cases` says which cases they were counted on."""
    lines = [
        "# Written by `python -m tests.eval_review locked --record`; no figure here is typed by hand.",
        f'cases = "{cases}"',
    ]
    for check, languages in sorted(measured.items()):
        lines += ["", f"[{check}]"]
        for language, each in languages.items():
            lines.append(
                f"{language} = {{ hit = {each.hit}, missed = {each.missed}, "
                f"alarms = {each.alarms}, silent = {each.silent} }}"
            )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _read.cache_clear()


@cache
def _read(path: Path) -> dict[str, dict[str, dict[str, int]]]:
    if not path.exists():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {check: rows for check, rows in table.items() if isinstance(rows, dict)}
