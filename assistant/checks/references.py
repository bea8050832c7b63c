"""Where a message speaks of something true of this recipient: a fact of the brief, or their named work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz

from assistant.checks.asks import is_ask
from assistant.checks.folding import load_words
from assistant.checks.learned_acts import act_score, does
from assistant.checks.lexicon import pattern, patterns, plain, table
from assistant.checks.likeness import figures, same_words, telling
from assistant.checks.matter import fact_matters
from assistant.checks.stems import specific_words
from assistant.domain.brief import Brief, Fact
from assistant.domain.draft import Draft, Sentence
from assistant.domain.value import Language

_QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u201e\u00bb\u00ab](?P<quote>[^\"\u201c\u201d\u00bb\u00ab\n]{6,120})[\"\u201d\u201c\u00ab\u00bb]"
    r"|(?<![\w])['\u2018\u2019](?P<single>[^'\u2018\u2019\n]{8,120})['\u2019](?!\w)"
)
_CAPITAL: Final = re.compile(r"[A-ZÅÄÖÉ0-9][\w-]{2,}")
_LONGEST_SENTENCE: Final = 1_000
"""Characters of a sentence that are looked at; what is longer is a flood, not a sentence."""
_WINDOW: Final = 90
"""Characters after a mention in which its subject must stand."""
_TITLE_LIKENESS: Final = 88.0
_SHORTEST_TITLE: Final = 8
_MOST_OF_TITLE: Final = 0.6
_ENOUGH_TO_YOU: Final = 2
"""Words of a fact that tell in a sentence with "you", and in the opening."""
_ENOUGH_ALONE: Final = 3
"""Words of a fact, none of them the sender's own, that tell in a sentence without "you"."""
_FEWEST_QUOTED: Final = 4
"""Words that a fact has at least for its very words to tell."""
_TELLS_ALONE: Final = 20
_YEARS: Final = 1900
"""Numbers from which one may be a year."""
_WORDS: Final = re.compile(r"[^\W_]+")
_UNLIKE: Final = -4.2
"""The score under which sentences are so unlike those that speak of the reader's own that words which they
share with a fact are chance."""
_FORMS: Final = ("work", "compound", "did", "met", "any")


def refers(sentence: Sentence, draft: Draft, brief: Brief | None) -> bool:
    """Tell whether a sentence says something concrete about this recipient."""
    text, language = sentence.text, draft.language
    if names_work(text, language) or does("refers", plain(text), language):
        return True
    return brief is not None and _mentions((text,), language, brief, _ENOUGH_ALONE)


def refers_together(
    sentences: Sequence[Sentence], draft: Draft, brief: Brief | None, *, opening: bool
) -> bool:
    """Tell whether sentences do so together; an opening needs less to be understood."""
    if any(refers(sentence, draft, brief) for sentence in sentences):
        return True
    told = [each.text for each in sentences if not is_ask(each.text, draft.language)]
    enough = _ENOUGH_TO_YOU if opening else _ENOUGH_ALONE
    return brief is not None and _mentions(tuple(told), draft.language, brief, enough)


@lru_cache(maxsize=512)
def names_work(text: str, language: Language) -> bool:
    """Tell whether a sentence names a work, an event, a deed or a shared contact, without any brief."""
    text = text[:_LONGEST_SENTENCE]
    flat = plain(text)
    for quoted in _QUOTED.finditer(text):
        words = (quoted["quote"] or quoted["single"]).split()
        if len(words) >= 2 and words[0][:1].isupper():
            return True
    if re.search(table("references", language)["contact"], flat):
        return True
    return any(
        _says_what(match, flat, form, language)
        for form in _FORMS
        for each in patterns("references", language, form)
        for match in each.finditer(flat)
    )


def _says_what(match: re.Match[str], flat: str, form: str, language: Language) -> bool:
    """Whether the words that follow name a subject, a place or an event of their own."""
    rest = match["rest"][:_WINDOW]
    if form == "compound":
        generic = table("references", language)["compound_generic"].split()
        return any(word.text.lower() not in generic for word in specific_words(rest, language))
    rest = re.split(r"[.!?;:]|\s[\u2013-]\s|\b(?:and|och|but|men) (?:i|jag|we|vi)\b", rest)[0]
    needed = 2 if form == "did" else 1
    if form == "did" and flat.rstrip().endswith("?"):
        return False
    if form == "any" and is_ask(flat, language):
        return False
    if form in {"work", "met"} and _CAPITAL.search(rest):
        return True
    return len(specific_words(rest, language)) >= needed


@lru_cache(maxsize=512)
def _mentions(sentences: tuple[str, ...], language: Language, brief: Brief, enough: int) -> bool:
    text = " ".join(sentences)
    flat = plain(text)
    unlike = all(act_score("refers", plain(each), language) < _UNLIKE for each in sentences)
    to_you = bool(pattern("references", language, "second").search(flat)) or is_ask(text, language)
    works = frozenset(telling(brief.recipient.organisation))
    at_theirs = bool(works and same_words(telling(flat), works, meant=False))
    for fact, matter in fact_matters(brief):
        if _is_quoted(fact, flat) or _has_title(fact, flat) or matter.named(flat) or matter.echoed(flat):
            return True
        touched = matter.touched(flat)
        fresh = touched - matter.own
        if (not unlike or any(word.isdigit() for word in touched)) and (
            len(fresh) >= enough
            or (to_you and fresh and len(touched) >= _ENOUGH_TO_YOU)
            or (at_theirs and fresh and len(fresh) + 1 >= enough)
        ):
            return True
        if fresh and _has_title_words(fact, touched):
            return True
        if _is_path(fact, flat, brief, language, fresh=bool(fresh)) or _names_kind(
            fact, flat, alone=not fresh
        ):
            return True
        if _presumes(fact, flat, language, fresh) or (enough == _ENOUGH_TO_YOU and _counts_much(fresh)):
            return True
    return False


def _has_title_words(fact: Fact, touched: frozenset[str]) -> bool:
    """Whether most telling words of a title stand in the sentence: "the one about damp that never lies"."""
    title = frozenset(telling(fact.title))
    return len(title & touched) >= max(_ENOUGH_TO_YOU, _MOST_OF_TITLE * len(title))


def _names_kind(fact: Fact, flat: str, *, alone: bool) -> bool:
    """Whether the sentence speaks of a fact's work: "the article from 2024", "thanks for the talk"."""
    for kind, told in _work_patterns("kinds").items():
        if (fact.kind == kind or (fact.kind == "other" and told.search(fact.text))) and _work_patterns(
            "definite_work"
        )[kind].search(flat):
            return not alone or bool(_work_patterns("thanks")["words"].search(flat))
    return False


@cache
def _work_patterns(name: str) -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(source, re.IGNORECASE) for kind, source in load_words("references")[name].items()
    }


def _is_path(fact: Fact, flat: str, brief: Brief, language: Language, *, fresh: bool) -> bool:
    """Whether a sentence tells of an earlier role and the recipient's present one: a path is research."""
    if fact.kind != "role":
        return False
    if pattern("references", language, "was").search(flat):
        return len(same_words(telling(fact.text), telling(flat))) >= _ENOUGH_TO_YOU
    of_mine = pattern("references", language, "first").search(flat)
    to_you = pattern("references", language, "second").search(flat)
    on_path = bool(same_words(telling(flat), telling(brief.recipient.role)))
    return fresh and on_path and bool(to_you or not of_mine)


def _presumes(fact: Fact, flat: str, language: Language, fresh: frozenset[str]) -> bool:
    """Whether a sentence takes a deed of theirs for granted, with a word of it: "how you got to six"."""
    if fact.kind == "role" or not pattern("references", language, "presumed").search(flat):
        return False
    told = {number for number, _unit in figures(fact.text)}
    return bool(fresh) or any(number in told for number, _unit in figures(flat) if number < _YEARS)


def _counts_much(fresh: frozenset[str]) -> bool:
    """Whether one of the words is a number that is hardly there by chance, and no year."""
    return any(word.isdigit() and _TELLS_ALONE <= int(word) < _YEARS for word in fresh)


def _has_title(fact: Fact, flat: str) -> bool:
    title = plain(fact.title.lower())
    # A short sentence is always "part of" a long title, so it has to be about as long as the title.
    return (
        len(title) >= _SHORTEST_TITLE
        and len(flat) >= 0.9 * len(title)
        and fuzz.partial_ratio(title, flat.lower()) >= _TITLE_LIKENESS
    )


def _is_quoted(fact: Fact, flat: str) -> bool:
    """Whether the fact stands in the text word for word, so that no "you" is needed."""
    said = f" {' '.join(_WORDS.findall(flat.lower()))} "
    told = (_WORDS.findall(plain(each).lower()) for each in (fact.text, fact.point))
    return any(len(words) >= _FEWEST_QUOTED and f" {' '.join(words)} " in said for words in told)
