"""Where a message speaks of something true of this recipient: a fact of the brief, or their named work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from assistant.checks.asks import is_ask
from assistant.checks.lexicon import pattern, patterns, plain, table
from assistant.checks.stems import content_words, generic_stems, shared_stems, specific_words, stems
from assistant.domain.brief import Brief, Fact
from assistant.domain.draft import Draft, Sentence
from assistant.domain.value import Language

_QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u201e\u00bb\u00ab](?P<quote>[^\"\u201c\u201d\u00bb\u00ab\n]{6,120})[\"\u201d\u201c\u00ab\u00bb]"
    r"|(?<![\w])['\u2018\u2019](?P<single>[^'\u2018\u2019\n]{8,120})['\u2019](?!\w)"
)
_CAPITAL: Final = re.compile(r"[A-ZÅÄÖÉ0-9][\w-]{2,}")
_WINDOW: Final = 90
"""Characters after a mention in which its subject must stand."""
_TITLE_LIKENESS: Final = 88.0
_ENOUGH_ALONE: Final = 3
"""Words of a fact that tell by themselves, where the sentence has no "you"."""
_FEWEST_QUOTED: Final = 4
"""Words that a fact has at least for its very words to tell."""
_WORDS: Final = re.compile(r"[^\W_]+")
_FORMS: Final = ("work", "compound", "did", "met", "any")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a fact offers to recognise it by."""

    title: str
    names: frozenset[str]
    stems: frozenset[str]


def refers(sentence: Sentence, draft: Draft, brief: Brief | None) -> bool:
    """Tell whether a sentence says something concrete about this recipient."""
    text, language = sentence.text, draft.language
    if names_work(text, language):
        return True
    return brief is not None and any(_mentions(text, language, fact, brief) for fact in brief.facts)


def names_work(text: str, language: Language) -> bool:
    """Tell whether a sentence names a work, an event, a deed or a shared contact, without any brief."""
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


def _mentions(text: str, language: Language, fact: Fact, brief: Brief) -> bool:
    known = _known(fact, language, _recipient_words(brief))
    flat = plain(text)
    if _is_quoted(fact, flat):
        return True
    # A short sentence is always "part of" a long title, so it has to be about as long as the title.
    long_enough = known.title and len(flat) >= 0.9 * len(known.title)
    if long_enough and fuzz.partial_ratio(known.title, flat.lower()) >= _TITLE_LIKENESS:
        return True
    words = content_words(text, language)
    spoken = frozenset(word.stem for word in words)
    if shared_stems(spoken, known.names):
        return True
    shared = shared_stems(spoken, known.stems)
    if not pattern("references", language, "second").search(flat):
        return len(shared - generic_stems(language)) >= _ENOUGH_ALONE
    return len(shared) >= 2


def _is_quoted(fact: Fact, flat: str) -> bool:
    """Whether the fact stands in the text word for word, so that no "you" is needed."""
    said = f" {' '.join(_WORDS.findall(flat.lower()))} "
    told = (_WORDS.findall(plain(each).lower()) for each in (fact.text, fact.point))
    return any(len(words) >= _FEWEST_QUOTED and f" {' '.join(words)} " in said for words in told)


@lru_cache(maxsize=512)
def _known(fact: Fact, language: Language, besides: frozenset[str]) -> _Known:
    told = " ".join((fact.text, fact.title, fact.where, fact.when, fact.point))
    names = frozenset(
        word.stem
        for field in (fact.where, fact.with_whom)
        for word in content_words(field, language)
        if _CAPITAL.fullmatch(word.text) and word.stem not in besides
    )
    title = fact.title.lower() if len(fact.title) >= 8 else ""
    return _Known(plain(title), names, stems(told, language) - besides)


def _recipient_words(brief: Brief) -> frozenset[str]:
    """Stems of the recipient's name, role and organisation: knowing them is no research."""
    recipient = brief.recipient
    words = " ".join((recipient.name, recipient.role, recipient.organisation))
    return stems(words, brief.language)
