"""Signs that a text sounds like something: phrases with a weight each, added up over sentence and message.

A sign of weight 3 is enough alone; weaker ones are a finding only together. The signs of a check stand in
`words/<name>_<language>.toml`:

```toml
[sv.classes]
benefit = "tid pengar omsättning* lönsamhet*"      # <benefit> in a phrase
[[sv.signs]]
family = "value"                                   # picks the message, `[message_value]` in the rule
weight = 3
why = "E16"
in = "subject"                                     # else anywhere; "first" only where nobody has met yet
not_in = "nudge"                                   # kinds of document in which it is no sign
phrases = ["öka|spara ... <benefit>"]              # see `phrases.py`
unless = ["<we> & <own>"]                          # in the same sentence: then it is no sign
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from assistant.checks.lexicon import table
from assistant.checks.phrases import Phrases
from assistant.checks.rule import Rule
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

ENOUGH: Final = 3.0
"""Weight at which a sentence, or the whole message, is told of."""
MOST_FINDINGS: Final = 3
"""Findings of one check on a message: more would only tire."""
_FEWEST_WORDS: Final = 5
"""Words from which a line below the closing is looked at: less is a name or a title."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that was seen in a text, at `draft.text[start:end]`."""

    family: str
    weight: float
    why: str
    start: int
    end: int
    name: str
    """What it is; the same one counts once in a message."""
    where: str = ""
    not_in: str = ""


def phrase_signs(words: str, examined: Examined) -> Iterator[Sign]:
    """Give the signs of `words/<words>_<language>.toml` that stand in the sentences of a draft."""
    draft = examined.draft
    for sentence in draft.sentences:
        if sentence.role == "signature" and len(sentence.text.split()) < _FEWEST_WORDS:
            continue
        for sign in phrases_in(words, draft.language, sentence.text):
            if _counts(sign, sentence, examined):
                yield Sign(
                    sign.family,
                    sign.weight,
                    sign.why,
                    sentence.start + sign.start,
                    sentence.start + sign.end,
                    sign.name,
                )


def weigh(rule: Rule, examined: Examined, signs: Iterable[Sign]) -> Iterator[Finding]:
    """Give a finding for each sentence that is heavy alone, else one for what the message adds up to."""
    draft = examined.draft
    placed = sorted(signs, key=lambda sign: sign.start)
    heavy = [
        mine
        for sentence in draft.sentences
        if (mine := _once(sign for sign in placed if sentence.start <= sign.start < sentence.end))
        and sum(sign.weight for sign in mine) >= ENOUGH
    ]
    for mine in heavy[:MOST_FINDINGS]:
        yield _finding(rule, examined, mine)
    seen = _once(placed)
    if not heavy and sum(sign.weight for sign in seen) >= ENOUGH:
        heaviest = max(seen, key=lambda sign: sign.weight)
        shown = "; ".join(f"\u201d{draft.text[sign.start : sign.end]}\u201d" for sign in seen[:MOST_FINDINGS])
        yield rule.finding(
            draft,
            heaviest.start,
            heaviest.end,
            examined.ui,
            key="together",
            why=heaviest.why,
            signs=shown,
        )


def _finding(rule: Rule, examined: Examined, signs: list[Sign]) -> Finding:
    strongest = max(signs, key=lambda sign: sign.weight)
    start, end = min(sign.start for sign in signs), max(sign.end for sign in signs)
    return rule.finding(examined.draft, start, end, examined.ui, key=strongest.family, why=strongest.why)


def _once(signs: Iterable[Sign]) -> list[Sign]:
    """Of each sign the first place."""
    first: dict[str, Sign] = {}
    for sign in signs:
        first.setdefault(sign.name, sign)
    return list(first.values())


def _counts(sign: Sign, sentence: Sentence, examined: Examined) -> bool:
    if "first" in sign.where and not examined.kind.first_contact:
        return False
    if examined.kind.id in sign.not_in.split():
        return False
    return "subject" not in sign.where or sentence.role == "subject"


@lru_cache(maxsize=1024)
def phrases_in(words: str, language: Language, text: str) -> tuple[Sign, ...]:
    """Give the signs in a sentence, with their places in it."""
    signs, phrases, owners = _read(words, language)
    found = list(phrases.find(text))
    denied = {number for match in found for number, kind in owners[match.number] if kind == "unless"}
    return tuple(
        Sign(
            signs[number]["family"],
            signs[number]["weight"],
            signs[number]["why"],
            match.start,
            match.end,
            f"{number}",
            signs[number].get("in", ""),
            signs[number].get("not_in", ""),
        )
        for match in found
        for number, kind in owners[match.number]
        if kind == "phrases" and number not in denied
    )


@cache
def _read(
    words: str, language: Language
) -> tuple[list[dict[str, Any]], Phrases, list[list[tuple[int, str]]]]:
    """Give the signs of a language, all their phrases together, and whose each phrase is."""
    data = table(f"{words}_{language}", language)
    signs: list[dict[str, Any]] = data["signs"]
    owned: dict[str, list[tuple[int, str]]] = {}
    for number, sign in enumerate(signs):
        for kind in ("phrases", "unless"):
            for phrase in sign.get(kind, ()):
                owned.setdefault(phrase, []).append((number, kind))
    return signs, Phrases(list(owned), data["classes"]), list(owned.values())


def in_prose(draft: Draft) -> tuple[Sentence, ...]:
    """Give the sentences in which marks and triads are looked for: all but subject, greeting and closing."""
    return tuple(each for each in draft.sentences if each.role in {"sentence", "item"})
