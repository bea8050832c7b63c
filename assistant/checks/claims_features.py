"""What the learned part of `unsupported_claim` sees: a sentence's words beside what the brief tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant.checks.claim_scope import parts
from assistant.checks.claim_statements import shared, statements, telling
from assistant.checks.claims import ME, YOU, is_ask, speaks_of
from assistant.checks.claims_shape import doings, frames, seen_stem
from assistant.checks.lexicon import plain, words
from assistant.checks.support import Support
from assistant.checks.tokens import Token, function_words, tokens, without_quotes
from assistant.domain.value import Language

_LONGEST: Final = 600
"""Characters that are read; no sentence anyone writes is longer."""
_MANY: Final = 3
"""More words than this of a kind in a clause are seen as this many."""
_SHORTEST_END: Final = 3
_LONGEST_END: Final = 5
"""Letters of the beginnings and endings of strange words that are seen."""
_LONG: Final = 20
"""Words of an ordinary sentence; longer ones weigh more by their length."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence's words, and which of them the brief has."""

    text: str
    words: tuple[Token, ...]
    strange: frozenset[str]
    """Those with a content of their own that the brief has in no form, in lower case."""


def claims_features(
    text: str, language: Language, support: Support, rules: Iterable[str] = ()
) -> dict[str, float]:
    """Give each feature of a sentence with its weight; `rules` are the rules that find something in it.

    `w:lov` is a stem, `b:du lov` two beside each other, and `n:lov` one that the brief does not have.
    `cn:y:lov` is such a one in a clause that speaks to the reader (y), of the sender (m), of both (b) or of
    others (o); `cl:y:12` is such a clause with one strange and two known words, `cb:y:1/2` one of whose two
    telling words one statement of the brief has one; `cf:y:never:u` is a small word in a clause with strange
    words (u), with known ones only (s), or with none. `n:-ade` is how a strange word ends. `rule:names` is a
    rule that finds something. What else there is stands in `claims_shape`.
    """
    text = _with_quoted_titles(text, support)
    told = _told(plain(without_quotes(text))[:_LONGEST], language, support)
    ruled = set(rules)
    found = dict.fromkeys(
        (
            *_by_words(told, language),
            *_by_clauses(told, language, support),
            *_by_form(text, support),
            *frames(plain(text)[:_LONGEST], support),
            *doings(told.text, language, support),
            *(f"rule:{name}" for name in ruled),
            *(["rule"] if ruled else []),
        ),
        1.0,
    )
    return found | dict(_by_amount(told, language, support))


def _with_quoted_titles(text: str, support: Support) -> str:
    """A text with marks around the titles of the brief's facts, as others have written them."""
    for title in {fact.title for fact in support.brief.facts if " " in fact.title}:
        bare = rf"(?<![\w\"'\u201c\u201d]){re.escape(title)}(?!\w)"
        text = re.sub(bare, lambda found: f'"{found[0]}"', text, flags=re.IGNORECASE)
    return text


def _told(text: str, language: Language, support: Support) -> _Told:
    known = _known(support)
    found = tokens(text)
    strange = frozenset(
        low
        for low, word in {each.text.casefold(): each.text for each in found}.items()
        if low not in function_words() and not support.has(word) and not shared([word], known)
    )
    return _Told(text, found, strange)


@lru_cache(maxsize=32)
def _known(support: Support) -> tuple[str, ...]:
    """Every telling word of a brief's statements."""
    return tuple(dict.fromkeys(word for each in statements(support) for word in each.words))


def _by_words(told: _Told, language: Language) -> Iterator[str]:
    stems = [seen_stem(each.text, language) for each in told.words]
    yield from (f"w:{stem}" for stem in stems)
    yield from (f"b:{one} {other}" for one, other in pairwise(("^", *stems, "$")))
    for low in told.strange:
        yield f"n:{seen_stem(low, language)}"
        if len(low) > _LONGEST_END:
            yield from (f"n:{low[:size]}-" for size in range(_SHORTEST_END, _LONGEST_END + 1))
            yield from (f"n:-{low[-size:]}" for size in range(_SHORTEST_END, _LONGEST_END + 1))


def _by_clauses(told: _Told, language: Language, support: Support) -> Iterator[str]:
    for start, end in parts(told.text):
        part = told.text[start:end]
        party = speaks_of(part)
        mine = [each.text for each in telling(part)]
        strange = [word for word in mine if word.casefold() in told.strange]
        yield f"cl:{party}:{min(len(strange), _MANY)}{min(len(mine) - len(strange), _MANY)}"
        yield from (f"cn:{party}:{seen_stem(word, language)}" for word in strange)
        backed = "u" if strange else "s" if mine else "-"
        lows = {each.text.casefold() for each in tokens(part)}
        yield from (f"cf:{party}:{low}:{backed}" for low in lows & function_words())
        if len(mine) > 1:
            yield f"cb:{party}:{min(_most_shared(mine, support), _MANY)}/{min(len(mine), _MANY + 1)}"


def _most_shared(mine: list[str], support: Support) -> int:
    """How many of some words the one statement has that has most of them."""
    return max((len(shared(mine, each.words)) for each in statements(support)), default=0)


def _by_amount(told: _Told, language: Language, support: Support) -> Iterator[tuple[str, float]]:
    mine = [each.text for each in telling(told.text)]
    strange = sum(word.casefold() in told.strange for word in mine)
    near = max(statements(support), key=lambda each: len(shared(mine, each.words)), default=None)
    most = len(shared(mine, near.words)) if near else 0
    yield "known", 1 - strange / max(1, len(mine))
    yield "strange", min(5, strange) / 5
    yield "together", most / max(1, len(mine))
    yield "long", len(told.words) / _LONG
    yield f"most:{min(most, _MANY + 1)}", 1.0
    if near and near.language != language:
        yield "foreign", 1.0
        yield "foreign strange", min(5, strange) / 5
    if near and most:
        yield f"from:{near.origin}", 1.0
        denied = _denies(told.text, language), _denies(near.text, near.language)
        yield f"denied:{denied[0]:d}{denied[1]:d}", 1.0


def _denies(text: str, language: Language) -> bool:
    negators = words("clauses", language, "negators")
    lows = [each.text.casefold() for each in tokens(text)]
    return any(low in negators or low.endswith("n't") for low in lows)


def _by_form(text: str, support: Support) -> Iterator[str]:
    yield f"you:{bool(YOU.search(text)):d}"
    yield f"me:{bool(ME.search(text)):d}"
    yield f"ask:{is_ask(text):d}"
    yield f"?:{'?' in text:d}"
    yield f"met:{bool(support.brief.meeting):d}"
    yield f"contact:{any(each.kind == 'shared_contact' for each in support.brief.facts):d}"
