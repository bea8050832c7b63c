"""A list of questions: a few from each thing there is to ask about, none asked before, no two alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.brief import Brief
from assistant.offline.choosing import Chooser, Option
from assistant.offline.vocabulary import vocabulary
from assistant.parsing import parse_plain


def pick_items(
    groups: Sequence[Sequence[Option]], chooser: Chooser, brief: Brief, fewest: int, most: int
) -> list[Option]:
    """Pick between `fewest` and `most` items, round by round from each group.

    A group holds the options bound to one fact, note, goal or topic. Thin briefs give fewer, rich ones more.
    """
    ranked = [_own_question_first(chooser.ranked(str(at), group)) for at, group in enumerate(groups) if group]
    wanted = min(most, max(fewest, len(ranked) + (1 if len(ranked) <= 3 else 0)))
    taken: list[Option] = []
    used: set[str] = set()
    heard = list(asked_before(brief))
    while len(taken) < wanted and any(ranked):
        for group in ranked:
            if group and _enough(group[0], taken, fewest):
                group.clear()
            option = next((option for option in group if not _stale(option, used, heard)), None)
            if option is None:
                group.clear()
                continue
            used |= {option.phrase.place, _opening(option.text), _asked(option.text)}
            taken.append(option)
            heard.append(option.text)
            if len(taken) == wanted:
                break
    return [*taken, *_more_of_the_same(groups, chooser, taken, fewest - len(taken), asked_before(brief))]


def _more_of_the_same(
    groups: Sequence[Sequence[Option]],
    chooser: Chooser,
    taken: Sequence[Option],
    wanted: int,
    heard: Sequence[str],
) -> list[Option]:
    """Ask something else about the same thing where a thin brief would give too short a list."""
    used = {
        key for option in taken for key in (option.phrase.place, _opening(option.text), _asked(option.text))
    }
    found: list[Option] = []
    options = [option for at, group in enumerate(groups) for option in chooser.ranked(f"more{at}", group)]
    for strict in (True, False):
        for option in options:
            keys = {option.phrase.place, _asked(option.text), *([_opening(option.text)] if strict else [])}
            if (
                len(found) < wanted
                and not keys & used
                and not any(alike(option.text, said) for said in heard)
            ):
                used |= {*keys, _opening(option.text)}
                found.append(option)
    return found


def _own_question_first(options: list[Option]) -> list[Option]:
    """Put the sender's own question before any made from a pattern."""
    return sorted(options, key=lambda option: option.phrase.variables != {"topic_q"})


def _enough(option: Option, taken: Sequence[Option], fewest: int) -> bool:
    """Tell whether one note or one wish has had its question, and facts two; a thin brief may ask more."""
    asked = sum(each.said.ground == option.said.ground for each in taken)
    return len(taken) >= fewest and asked >= (2 if option.said.bound == "fact" else 1)


def _stale(option: Option, used: set[str], heard: Sequence[str]) -> bool:
    """Tell whether the phrase, its first words or the question itself was used already."""
    if {option.phrase.place, _opening(option.text), _asked(option.text)} & used:
        return True
    return any(alike(option.text, said) for said in heard)


def asked_before(brief: Brief) -> tuple[str, ...]:
    """Give the questions that this person was asked already."""
    told = f"{brief.previous.outreach}\n\n{brief.previous.followup}"
    sentences = parse_plain(told, kind="", language=brief.language).sentences if told.strip() else ()
    return (
        *brief.previous.questions,
        *(sentence.text for sentence in sentences if sentence.text.endswith("?")),
    )


def alike(one: str, other: str) -> bool:
    """Tell whether two questions ask the same: most of their weighty words are shared."""
    first, second = _weighty(one), _weighty(other)
    if not first or not second:
        return one.strip().lower() == other.strip().lower()
    return len(first & second) >= 0.6 * min(len(first), len(second)) and len(first & second) >= 0.5 * max(
        len(first), len(second)
    )


def _opening(text: str) -> str:
    return " ".join(text.lower().split()[:3])


def _asked(text: str) -> str:
    """Give the first words of what is asked, after any sentence that leads up to it."""
    return _opening(re.split(r"[:.!]\s+", text)[-1])


def _weighty(text: str) -> frozenset[str]:
    light = vocabulary("sv").words("function_words") | vocabulary("en").words("function_words")
    return frozenset(
        word[:6] for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 2 and word not in light
    )
