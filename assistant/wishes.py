"""What the template writer understands of a wish for a draft: a few things, and those wholly.

What it cannot do is said, not half done: one part that is not understood is enough. The words are data in
`wishes.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from assistant.cleaning import clean_line
from assistant.domain.brief import Fact, fact_line
from assistant.domain.draft import Wording
from assistant.domain.value import Language
from assistant.parsing import count_words
from assistant.ports import Task
from assistant.wording import _
from prompts.catalog import Kind

MAX_WISH: Final = 1_000
"""Characters of a wish; more is a text of one's own, to be written into the draft itself."""
_SHORTER: Final = 0.75
"""How many of its words a draft keeps, at most, when it is wanted shorter."""
_FEWEST_WORDS: Final = 20
_NEXT_VARIANT: Final = {0: 2, 1: 2, 2: 3, 3: 1}
"""The variant after each; the writer's own choice is most like the first."""
_FACT_FIRST: Final = 1
"""The variant that begins with what is known about the recipient."""
_LANGUAGES: Final[Mapping[str, Language]] = {"swedish": "sv", "english": "en"}
_CUT: Final = re.compile(r"[,;.!?]+(?=\s|$)|(?:^|\s)(?:och|and|men|but)(?=\s)")


@dataclass(frozen=True, slots=True)
class Change:
    """What the template writer makes of a wish."""

    task: Task
    """The document as it is wanted now."""
    wishes: tuple[str, ...]
    """What was understood: shorter, formal, warm, direct, less_formal, swedish, english, variant, fact."""


def understood(instruction: str, document_task: Task) -> Change | None:
    """Read what the template writer can do of a wish; None when any part of it is something else.

    `document_task.revision` holds the draft that is to be changed.
    """
    task, wishes = document_task, []
    for part in _parts(instruction):
        named = _named_fact(part, task)
        wish = "fact" if named else _wish(part)
        if not wish or (wish == "fact" and not _opens_with_a_fact(task.kind)):
            return None
        wishes.append(wish)
        task = _beginning_with(named, task) if named else _wished(wish, task)
    return Change(task, tuple(wishes)) if wishes else None


def offers() -> tuple[str, ...]:
    """Give what can be asked of the template writer, in words that it understands."""
    return (
        _("shorter"),
        _("more formal"),
        _("warmer"),
        _("more direct"),
        _("another fact first"),
        _("in Swedish"),
        _("in English"),
        _("another variant"),
    )


def another_variant(task: Task) -> Task:
    """Give the task for the template writer's next variant of a document."""
    return _reworded(task, variant=_NEXT_VARIANT[task.wording.variant])


def wished_language(instruction: str) -> Language | None:
    """Give the language that a wish asks for, whatever else it says."""
    found = [_LANGUAGES[wish] for part in _parts(instruction) if (wish := _wish(part)) in _LANGUAGES]
    return found[-1] if found else None


@dataclass(frozen=True)
class _Words:
    small: frozenset[str]
    wishes: Mapping[str, re.Pattern[str]]
    naming: tuple[re.Pattern[str], ...]
    passed_over: frozenset[str]
    kinds: Mapping[str, tuple[str, ...]]


@cache
def _words() -> _Words:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return _Words(
        small=frozenset(table["small"].split()),
        wishes={name: re.compile("|".join(patterns)) for name, patterns in table["wishes"].items()},
        naming=tuple(re.compile(each) for name in ("sv", "en") for each in table["naming"][name]),
        passed_over=frozenset(table["naming"]["small"].split()),
        kinds={kind: tuple(words.split()) for kind, words in table["kinds"].items()},
    )


def _parts(instruction: str) -> list[str]:
    """Cut a wish into what is wished, in small letters; a "please" by itself wishes nothing."""
    parts = _CUT.split(clean_line(instruction)[:MAX_WISH].casefold())
    return [part.strip() for part in parts if _bare(part)]


def _bare(part: str) -> str:
    return " ".join(word for word in part.split() if word not in _words().small)


def _wish(part: str) -> str:
    """Name what a part wishes; empty when it is not known."""
    bare = _bare(part)
    for name, pattern in _words().wishes.items():
        if pattern.fullmatch(part) or pattern.fullmatch(bare):
            return name
    return ""


def _wished(wish: str, task: Task) -> Task:
    if wish in _LANGUAGES:
        return replace(task, brief=task.brief.model_copy(update={"language": _LANGUAGES[wish]}))
    wording = task.wording
    shorter = wish == "shorter" or (wish == "direct" and wording.tone == "plain")
    update: dict[str, object] = {"most_words": _fewer_words(task)} if shorter else {}
    match wish:
        case "formal" | "warm":
            update["tone"] = wish
        case "direct":
            update["tone"] = "plain"
        case "less_formal":
            update["tone"] = "plain" if wording.tone == "formal" else "warm"
        case "variant":
            return another_variant(task)
        case "fact":
            return _beginning_with(_another_fact(task), task)
    return _reworded(task, **update)


def _reworded(task: Task, **update: object) -> Task:
    return replace(task, wording=Wording.model_validate({**dict(task.wording), **update}))


def _beginning_with(number: int, task: Task) -> Task:
    return _reworded(task, first_fact=number, variant=_FACT_FIRST) if number else task


def _opens_with_a_fact(kind: Kind) -> bool:
    return any(need.input == "recipient.fact" for need in kind.needs)


def _fewer_words(task: Task) -> int:
    words = count_words(task.revision.before.body) if task.revision else 0
    return max(_FEWEST_WORDS, int(words * _SHORTER))


def _leading(task: Task) -> int:
    """Give the number of the fact that the draft begins with; 0 when it begins with none."""
    sentences = task.revision.before.prose if task.revision else ()
    cited = (int(each[1:]) for sentence in sentences for each in sentence.facts)
    return next((number for number in cited if number <= len(task.brief.facts)), task.wording.first_fact)


def _another_fact(task: Task) -> int:
    """Give the next fact after the one that the draft begins with; 0 when there is no other."""
    usable = [number for number, fact in enumerate(task.brief.facts, start=1) if _can_stand(fact)]
    leading = _leading(task)
    after = [number for number in usable if number > leading]
    before = [number for number in usable if number < leading]
    return next(iter([*after, *before]), 0)


def _can_stand(fact: Fact) -> bool:
    return not fact.confidential and not fact.is_empty


def _named_fact(part: str, task: Task) -> int:
    """Give the number of the fact that a part names to begin with; 0 when it names none."""
    if _wish(part):
        return 0
    for pattern in _words().naming:
        found = pattern.fullmatch(part)
        number = _fact_called(found["fact"], task) if found else 0
        if number:
            return number
    return 0


def _fact_called(name: str, task: Task) -> int:
    """Find the fact that most of the words fit; of two alike, the one that the draft does not begin with."""
    words = [word for word in re.findall(r"[\w-]+", name) if word not in _words().passed_over]
    leading = _leading(task)
    fits = [
        (_fit(fact, words), number != leading, -number)
        for number, fact in enumerate(task.brief.facts, start=1)
        if _can_stand(fact)
    ]
    best = max(fits, default=(0, False, 0))
    return -best[2] if 2 * best[0] > len(words) else 0


def _fit(fact: Fact, words: Sequence[str]) -> int:
    said = re.findall(
        r"[\w-]{3,}", f"{fact_line(fact)} {fact.title} {fact.where} {fact.with_whom}".casefold()
    )
    kinds = _words().kinds.get(fact.kind, ())
    return sum(
        any(word.startswith(kind) or kind.startswith(word) for kind in kinds)
        or any(_alike(word, each) for each in said)
        for word in words
    )


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are the same but for their endings ("mötet", "möte")."""
    least = max(4, min(len(one), len(other)) - 2)
    return one == other or (one[:least] == other[:least] and min(len(one), len(other)) >= least)
