"""Facts of which nothing particular can be said: "trevlig person", "a nice colleague"."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.brief import Fact
from assistant.domain.value import Language
from assistant.offline.vocabulary import vocabulary

_FEWEST: Final = 3
"""Weighty words that make a fact particular where no name, number or deed does."""


def is_thin(fact: Fact, language: Language) -> bool:
    """Tell whether a free fact is only praise or a couple of common words."""
    if fact.kind != "other" or fact.title or fact.where or fact.with_whom or fact.reaction:
        return False
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fact.text)
    named = any(word[0].isupper() for word in words[1:]) or re.search(r"[\d\"”“]", fact.text)
    if named:
        return False
    data = vocabulary(language)
    light = data.words("function_words") | data.words("opinions")
    weighty = [
        word.lower() for word in words if word.lower() not in light and not _praises(word.lower(), data.data)
    ]
    deeds = [word for word in weighty if word in data.past or word in data.present]
    return len(weighty) < (2 if deeds else _FEWEST)


def _praises(word: str, data: dict[str, str]) -> bool:
    """Tell whether a word praises with a strengthening first part: "jättetrevlig", "superkunnig"."""
    bare = re.sub(r"^(?:jätte|super|väldigt|mycket|otroligt)", "", word)
    return bare != word and bare in data["opinions"].split()
