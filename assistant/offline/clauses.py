"""Whether words are a statement, a question or a subordinate clause, by where their verb stands."""

from __future__ import annotations

from typing import Final

from assistant.domain.value import Language
from assistant.offline.vocabulary import Vocabulary, vocabulary

SUBJECTS: Final = {
    "sv": frozenset({"jag", "du", "ni", "vi", "hon", "han", "hen", "de", "man", "det", "den", "en", "ett"}),
    "en": frozenset(
        {"i", "you", "we", "she", "he", "they", "one", "it", "the", "a", "an", "your", "my", "our"}
    ),
}
"""Words that begin a subject."""
_AUXILIARY: Final = {
    "sv": frozenset(
        {"ska", "skulle", "kan", "kunde", "bör", "måste", "får", "fick", "vill", "är", "var", "har", "hade"}
    ),
    "en": frozenset(
        {"do", "does", "did", "is", "are", "was", "were", "have", "has", "had", "would", "should", "can"}
        | {"could", "will", "must"}
    ),
}
_RELATIVE: Final = frozenset({"som", "that", "who", "which", "där", "when", "how", "hur", "vad", "what"})
_AFTER_A_PARTICIPLE: Final = frozenset({"in", "by", "on", "at", "for", "from", "with", "about", "as", "to"})


def states(text: str, language: Language) -> bool:
    """Tell whether words are a whole statement, not a noun phrase: a finite verb before any relative."""
    words = vocabulary(language)
    low = [word.strip(",;:") for word in text.lower().split()]
    for at, word in enumerate(low):
        if word in _RELATIVE:
            return False
        following = low[at + 1] if at + 1 < len(low) else ""
        if at and _finite(word, following, words, language):
            return True
    return False


def finite_at(text: str, language: Language) -> int:
    """Give where a statement's main verb stands, past the verb of any "who ..."; 0 without one."""
    words = vocabulary(language)
    low = [word.strip(",;:") for word in text.lower().split()]
    waiting = 0
    for at, word in enumerate(low):
        if word in _RELATIVE and at:
            waiting += 1
            continue
        following = low[at + 1] if at + 1 < len(low) else ""
        if at and _finite(word, following, words, language):
            if not waiting:
                return 0 if low[at - 1] in {"att", "to"} else at
            waiting -= 1
    return 0


def asks_in_order(low: list[str], language: Language, *, marked: bool) -> bool:
    """Tell whether words that begin with an asking word are a question, not a clause such as "hur ni gör".

    `marked`: whether a question mark stands at the end; without one only a sure order counts.
    """
    if len(low) < 3:
        return marked
    words = vocabulary(language)
    if language == "sv":
        return _swedish_order(low, words, marked=marked)
    asked = low[0] in {"what", "which", "who"} and (low[1] in words.present or low[1] in words.past)
    sure = low[1] in _AUXILIARY["en"] and low[2] in SUBJECTS["en"]
    return sure or (marked and (asked or any(word in _AUXILIARY["en"] for word in low[1:4])))


def _swedish_order(low: list[str], words: Vocabulary, *, marked: bool) -> bool:
    """In a question the verb comes before the subject, in a clause after it."""
    for at, word in enumerate(low[1:5], start=1):
        if word in SUBJECTS["sv"] and word not in {"en", "ett", "den", "det"}:
            return False
        if word in _AUXILIARY["sv"] or word in words.present or word in words.past:
            inverted = at + 1 < len(low) and low[at + 1] in SUBJECTS["sv"]
            direct = at == 1 or low[0].startswith("vilk") or low[1] in _MEASURES
            return direct and (marked or inverted)
    return False


_MEASURES: Final = frozenset(
    {"länge", "ofta", "mycket", "många", "stor", "stort", "stora", "bra", "snabbt", "långt", "tidigt", "sent"}
)


def _finite(word: str, following: str, words: Vocabulary, language: Language) -> bool:
    if word in _AUXILIARY[language] or word in words.present or word in {"beats", "matters"}:
        return True
    if word not in words.past or word in words.infinitives:
        return False
    return language == "sv" or following not in _AFTER_A_PARTICIPLE
