"""Set phrases for mends, filled with what the brief says; the phrases stand in `phrases.toml`."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.domain.brief import Brief, grounds
from assistant.domain.draft import Draft, Wording
from assistant.domain.value import Language, Tone
from assistant.offline.lines import tidy
from assistant.offline.values import Speaker
from assistant.ports import Grounding, Task
from prompts.catalog import Kind

_FILE: Final = Path(__file__).parent / "phrases.toml"
_LONGEST_MINUTES: Final = 30
"""Minutes over which a talk is much to ask for; then a mend asks for 20."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases in one language and tone, with the words of one brief."""

    language: Language
    formal: bool
    words: Mapping[str, str]

    def fitting(self, name: str) -> Iterator[str]:
        """Give the phrases called `name` that the brief can fill, the best first."""
        table = load_phrases()[name][self.language]
        for phrase in table.get("formal", table["plain"]) if self.formal else table["plain"]:
            needed = {field for _text, field, *_ in string.Formatter().parse(phrase) if field}
            if needed <= self.words.keys():
                yield tidy(phrase.format(**self.words))

    def first(self, name: str) -> str:
        """Give the best phrase called `name`, "" when the brief can fill none."""
        return next(self.fitting(name), "")


def phrases_for(draft: Draft, brief: Brief, kind: Kind, tone: Tone | None, now: datetime) -> Phrases:
    """Give the phrases for a draft: formal when it was wanted so, or when its greeting is."""
    greeting = next((each.text for each in draft.sentences if each.role == "greeting"), "")
    formal = re.match(load_phrases()["formal"]["greeting"], greeting, re.IGNORECASE) is not None
    words = _words(_small(brief, draft.language), kind, now)
    return Phrases(draft.language, tone == "formal" or formal, words)


@cache
def load_phrases() -> dict[str, Any]:
    """Read the phrases: `[name.language]` with lists called `plain` and perhaps `formal`."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _small(brief: Brief, language: Language) -> Brief:
    """The brief as a mend asks from it: a small ask, and the introduction though own words may hold it."""
    minutes = brief.ask.minutes if brief.ask.minutes <= _LONGEST_MINUTES else 20
    ask = brief.ask.model_copy(update={"minutes": minutes})
    return brief.model_copy(update={"ask": ask, "own_words": "", "language": language})


def _words(brief: Brief, kind: Kind, now: datetime) -> dict[str, str]:
    speaker = Speaker(Task(kind, brief, Wording(), now), Grounding(grounds(brief), ()))
    said = dict(speaker.plain(0).values)
    for fact in speaker.facts(0)[:1]:
        said |= {key: fact.values[key] for key in ("work_short", "title") if fact.values.get(key)}
    said["Questions"] = said["questions"].capitalize()
    if "," in said.get("role_at", ""):
        said["role_at"] += ","  # "a nursing student, year three at Umeå, and ..."
    if "," in said.get("window", ""):  # a clause of its own: "Mondays, when we are closed"
        said["window_opt"] = ""
    return {name: words for name, words in said.items() if words or name.endswith("_opt")}
