"""The reflection: six questions from "I need a mentor" to whom to look for; a vague answer is asked again."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from assistant.cleaning import clean_line
from assistant.domain.reflection import Reflection
from assistant.domain.value import MAX_LINE, Language

_FILE: Final = Path(__file__).parent / "reflecting.toml"
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_FEWEST_OWN_WORDS: Final = 2
"""Words beyond the vague ones that make an answer something one can come back to."""
_YES: Final = frozenset({"ja", "j", "jo", "japp", "gärna", "yes", "y", "yep", "sure", "spara", "save"})
_NO: Final = frozenset({"nej", "n", "nä", "inte", "no", "nope"})
_STOP: Final = frozenset({"/stop", "/stopp", "/avbryt", "/cancel"})

Outcome = Literal["asking", "saved", "left"]


@dataclass(slots=True)
class Reflecting:
    """One reflection on its way. Feed it answers; it gives what to say next."""

    language: Language
    answers: dict[str, str] = field(default_factory=dict)
    outcome: Outcome = "asking"
    """"saved" when the person wants it kept, "left" when not, or when they stopped."""
    _vague: str | None = None
    """The vague answer after which this step was asked once more; None when it was not."""

    def begin(self) -> str:
        """Give the opening and the first question."""
        return f"{self._text('opening')}\n\n{self._question(0)}"

    def answer(self, given: str) -> str:
        """Take an answer and give what comes next."""
        answer = clean_line(given)[:MAX_LINE]
        if answer.casefold() in _STOP:
            self.outcome = "left"
            return self._text("not_saved")
        at = len(self.answers)
        if at == len(_steps()):
            return self._decided(answer)
        step = _steps()[at]
        if self._vague is None and is_vague(answer, self.language):
            self._vague = answer
            return str(step["again"][self.language])
        told = " ".join(part for part in (self._vague, answer) if part)
        self._vague = None
        self.answers[step["id"]] = told[:MAX_LINE]
        return self._question(at + 1) if at + 1 < len(_steps()) else self._summary()

    @property
    def reflection(self) -> Reflection:
        """What it came to so far."""
        return Reflection.model_validate(self.answers)

    def _decided(self, answer: str) -> str:
        words = {word.casefold() for word in _WORD.findall(answer)}
        if words & _NO:
            self.outcome = "left"
            return self._text("not_saved")
        if words & _YES:
            self.outcome = "saved"
            return self._text("saved")
        return self._text("unclear")

    def _question(self, number: int) -> str:
        return f"{number + 1}/{len(_steps())}  {_steps()[number]['question'][self.language]}"

    def _summary(self) -> str:
        return f"{self._text('closing')}\n\n{told(self.reflection, self.language)}\n\n{self._text('save')}"

    def _text(self, name: str) -> str:
        return str(_data()[name][self.language])


def told(reflection: Reflection, language: Language) -> str:
    """Give a reflection as lines, each with its label; what was not answered is left out."""
    given = reflection.model_dump()
    return "\n".join(
        f"{step['label'][language]}: {given[step['id']]}" for step in _steps() if given[step["id"]]
    )


def is_vague(answer: str, language: Language) -> bool:
    """Whether an answer holds nothing of its own: at most one word beyond the usual ones."""
    usual = frozenset(_data()["vague"][language].split())
    own = {word.casefold().replace("\u2019", "'") for word in _WORD.findall(answer)} - usual
    return len(own) < _FEWEST_OWN_WORDS


def _steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = _data()["step"]
    return steps


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
