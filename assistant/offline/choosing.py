"""Which of several ways to say something is taken: the fullest that fits, varied between people."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.offline.phrasebook import Phrase, Section
from assistant.offline.variables import Said
from assistant.ports import Task

# Names and small words say little; a phrase is not fuller for having them.
_LIGHT: Final = {
    "me", "signature", "minutes", "a_minutes", "questions", "window", "window_opt", "held_opt", "noun",
    "the_noun",
    "title", "with_whom", "them", "door", "no_plan", "work_short", "topic_short", "talk_minutes",
}  # fmt: skip
_TONES: Final = frozenset({"plain", "warm", "formal"})


@dataclass(frozen=True, slots=True)
class Option:
    """A phrase with the values that fill it."""

    phrase: Phrase
    said: Said
    topics: tuple[str, ...]
    text: str

    @property
    def fullness(self) -> int:
        """How much of the brief it says; who writes weighs double."""
        return len(self.phrase.variables - _LIGHT) + ("role_at" in self.phrase.variables)


class Chooser:
    """Chooses by a stable hash of who writes to whom: one brief, one text; other people, other words."""

    def __init__(self, task: Task) -> None:
        brief, wording = task.brief, task.wording
        who = "|".join(
            part.strip().lower()
            for part in (task.kind.id, brief.sender.name, brief.recipient.name, brief.recipient.organisation)
        )
        self._who = who
        self._variant = wording.variant
        self._tags = frozenset({wording.tone, wording.channel})
        self._tone = wording.tone

    def layout(self, count: int) -> int:
        """Give the position of the layout among `count`: the wanted variant's, else these people's."""
        if self._variant > 0:
            return (self._variant - 1) % count
        return self._hash("layout") % count

    def eligible(self, sections: Sequence[Section], said: Said) -> list[Option]:
        """Give the phrases that may be used: every variable has a value, tone and channel fit."""
        found = []
        for section in sections:
            for phrase in section.phrases:
                if phrase.variables <= said.values.keys() and self._allowed(phrase):
                    text = " ".join(sentence.render(said.values) for sentence in phrase.sentences)
                    found.append(Option(phrase, said, section.topics, text))
        return found

    def choose(self, slot: str, options: Sequence[Option], *, shortest: bool) -> Option | None:
        """Choose the fullest options' one for these people and this variant, or simply the shortest."""
        if not options:
            return None
        if shortest:
            return min(options, key=lambda option: (len(option.text), option.phrase.place))
        fullest = max(option.fullness for option in options)
        best = [option for option in options if option.fullness == fullest]
        toned = [option for option in best if option.phrase.tags & _TONES == {self._tone}]
        return self.ranked(slot, toned or best)[0]

    def ranked(self, slot: str, options: Sequence[Option]) -> list[Option]:
        """Give the options in these people's order, turned by the variant."""
        order = sorted(options, key=lambda option: self._hash(f"{slot}|{option.phrase.source}"))
        turn = max(self._variant - 1, 0) % len(order) if order else 0
        return [*order[turn:], *order[:turn]]

    def _allowed(self, phrase: Phrase) -> bool:
        tones, channels = phrase.tags & _TONES, phrase.tags - _TONES
        return (not tones or bool(tones & self._tags)) and (not channels or bool(channels & self._tags))

    def _hash(self, of: str) -> int:
        return int.from_bytes(hashlib.sha256(f"{self._who}|{of}".encode()).digest()[:6], "big")
