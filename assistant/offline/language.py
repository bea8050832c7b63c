"""Which language a few words read as, so that a note in one language is not put in a message in the other."""

from __future__ import annotations

import re
from functools import cache

from assistant.domain.value import Language
from assistant.offline.vocabulary import vocabulary

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_QUOTED = re.compile(r"[\"”“»«][^\"”“»«]+[\"”“»«]|(?<!\w)['‘’][^'‘’]+['‘’](?!\w)")


def other(language: Language) -> Language:
    """Give the language that is not `language`."""
    return "en" if language == "sv" else "sv"


def fits(text: str, language: Language) -> bool:
    """Tell whether `text` may stand in a message in `language`: nothing says that it is in the other.

    Quoted titles and names say nothing. A text that could be either fits both.
    """
    words = _words(text)
    return _score(words, language) >= _score(words, other(language))


def _words(text: str) -> tuple[str, ...]:
    bare = _QUOTED.sub(" ", text)
    found = list(_WORD.finditer(bare))
    return tuple(word[0] for number, word in enumerate(found) if number == 0 or not word[0][0].isupper())


def _score(words: tuple[str, ...], language: Language) -> float:
    here, there = _common(language), _common(other(language))
    endings = tuple(vocabulary(language).data["endings"].split())
    score = 0.0
    for word in words:
        low = word.lower()
        if low in here and low not in there:
            score += 1
        elif len(low) > 5 and low.endswith(endings):
            score += 0.5
        if language == "sv" and set(low) & set("åäö"):
            score += 1
    return score


@cache
def _common(language: Language) -> frozenset[str]:
    words = vocabulary(language)
    verbs = words.infinitives | set(words.present) | set(words.past) | set(words.gerunds)
    return words.words("function_words") | verbs
