"""What marks a note as private, personal or the sender's own, by the lists in `words/giving_back.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final, Literal

Mark = Literal["private", "own", "of_me", "learned", "personal", "label"]
"""Not to be repeated; the sender's own afterthoughts and errands; a word for the sender; "I learned"; about a
person or how the talk went, and no lesson; what only says that a lesson follows."""

_FRAMES: Final[dict[Mark, tuple[str, ...]]] = {
    "private": (
        r"\b(?:{forbid.sv}) (?:\w+ )?(?:{quote.sv})\b",
        r"\b(?:{order.sv}) (?:(?:{it.sv}) )?(?:{order_not.sv})\b",
        r"\b(?:{may.sv}) (?:jag )?(?:{may_not.sv}) (?:{may_tell.sv})\b",
        r"\b(?:{forbid.en}|{forbid_quoting.en}) (?:be )?(?:{quote.en})",
        r"\b(?:{forbid.en}) (?:{tell.en})(?: (?:{it.en}))?(?: (?:{onward.en}))?(?: (?:{anyone.en}))?"
        r"\s*(?:$|[.,;:!)])",
        r"\bkeep (?:(?:{it.en}) )?to (?:{self.en})\b",
        r"\b(?:{secret})\b",
    ),
    "own": (r"\b(?:{afterthought})\b", r"^(?:{errand})\s*:", r"\((?:{aside}|hm+|\?+|!+)\)"),
    "of_me": (r"\b(?:{me})\b(?!-)",),
    "learned": (r"(?:{learner}) (?:(?:{also}) )?(?:{learned})\b",),
    "personal": (
        r"\b\d+ ?(?:{minutes})\b(?=\s*(?:$|[,.;:]))",
        r"\b(?:{course}|{plight}|{relative}|{judgement})\b",
        r"\b(?:{whose}) (?:\w+ )?(?:{kin})\b",
    ),
    "label": (r"^(?:{label})(?: \d+)?\s*:\s*(?=\S)",),
}
"""How the lists fit together: `{list}` stands for a list in both languages, `{list.sv}` for those of one."""


@cache
def note_mark(name: Mark) -> re.Pattern[str]:
    """Give the pattern that finds a mark; only a word for the sender depends on capitals."""
    lists = _lists()
    frames = "|".join(_FRAMES[name])
    pattern = re.sub(r"\{([a-z_.]+)\}", lambda found: lists[found[1]], frames)
    return re.compile(pattern, re.NOFLAG if name == "of_me" else re.IGNORECASE)


@cache
def _lists() -> dict[str, str]:
    """Read the lists as alternatives of a pattern: "secret.sv", "secret.en" and, for both, "secret"."""
    text = (Path(__file__).parent / "words" / "giving_back.toml").read_text(encoding="utf-8")
    lists: dict[str, str] = {}
    for name, languages in tomllib.loads(text).items():
        alternatives = {language: _alternatives(phrases) for language, phrases in languages.items()}
        lists |= {f"{name}.{language}": either for language, either in alternatives.items()}
        lists[name] = "|".join(alternatives.values())
    return lists


def _alternatives(phrases: str) -> str:
    """Turn phrases parted by commas into alternatives; an empty one, which matches everything, is dropped."""
    whole = [re.escape(phrase.strip()) for phrase in phrases.split(",") if phrase.strip()]
    return "|".join(whole).replace(r"\*", r"\w*").replace("'", "['’]")
