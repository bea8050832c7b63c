"""What the sender wrote of the recipient in a plan, a point or a reaction, turned to the one who reads."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.names import Name
from assistant.offline.second_person import QUOTES, turned
from assistant.offline.vocabulary import vocabulary

_THIRD: Final = {
    "sv": re.compile(r"\b(?:hon|han|hen|henne|honom|hennes|hans|hens)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:she|he|her|him|his|hers|herself|himself)\b", re.IGNORECASE),
}
_PEOPLE: Final = {
    "sv": re.compile(
        r"\b(?:mamma|pappa|mor|far|bror|syster|son|dotter|fru|man|sambo|vän|kompis|chef|kollega"
        r"|handledare|mentor|person|människa|elev|barn|kvinna|någon|nån|ingen|alla|var och en"
        r"|mormor|morfar|farmor|farfar|granne|kund|patient|medlem|\w{3,}(?:are|chef|ist|ör|inna|sköterska|tör|ledare))(?:n|en|s|ens|na)?\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:mother|father|mum|mom|dad|brother|sister|son|daughter|wife|husband|partner|friend|boss|manager"
        r"|colleague|supervisor|mentor|person|someone|somebody|anyone|nobody|everyone|pupil|student|child|woman"
        r"|man|leader|teacher|nurse|customer|client|patient|member|neighbour|neighbor|founder|advisor|adviser"
        r"|director|chief|owner|worker|driver|speaker|writer|editor|head|deputy|grandma|grandpa)s?\b",
        re.IGNORECASE,
    ),
}
"""Words for someone else whom a pronoun may mean."""
_NAMED: Final = re.compile(r"(?P<before>\b\w+)\s+(?P<name>[A-ZÅÄÖ][a-zåäöé]+)")
_PLACING: Final = frozenset(
    {
        "i",
        "på",
        "vid",
        "från",
        "till",
        "hos",
        "in",
        "on",
        "at",
        "from",
        "to",
        "near",
        "since",
        "before",
        "after",
    }
)
"""After these a capital begins a place or a time."""
_THEY_FIRST: Final = {
    "sv": re.compile(r"^(?P<mark>att )(?:de|dom) (?P<verb>\w+)"),
    "en": re.compile(r"^(?P<mark>that )they (?P<verb>\w+)"),
}


def addressed(text: str, language: Language, name: Name) -> str | None:
    """Say "you" for the recipient in a text; as it was when someone else may be meant.

    None when a word for the recipient is left that cannot be turned: then it is not said at all.
    """
    text = _they(text, language)
    bare = QUOTES.sub(" ", text)
    found = _THIRD[language].search(bare)
    if not found or _someone_else(bare[: found.start()], language, name):
        return text
    return turned(text, language, name)


def _someone_else(before: str, language: Language, name: Name) -> bool:
    """Tell whether another person stands before a pronoun: a word for one, or a name that is no place."""
    if _PEOPLE[language].search(before):
        return True
    own = {part.lower() for whole in name.parts for part in whole.split()}
    return any(
        found["before"].lower() not in _PLACING and found["name"].lower() not in own
        for found in _NAMED.finditer(before)
    )


def _they(text: str, language: Language) -> str:
    """Turn "that they sold ..." where nobody was named before: they are the recipient's own."""
    found = _THEY_FIRST[language].match(text)
    if not found:
        return text
    words = vocabulary(language)
    verb = found["verb"].lower()
    known = verb in words.past or verb in words.present or (language == "en" and verb in words.infinitives)
    you = {"sv": "ni", "en": "you"}[language]
    return f"{found['mark']}{you} {text[found.start('verb') :]}" if known else text
