"""A fact that the sender tells of themselves or of both: "Läste hennes krönika", "Vi träffades på mässan"."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.language import fits
from assistant.offline.names import Name
from assistant.offline.second_person import QUOTES, first_sentence, turned

_I: Final = {"sv": "Jag", "en": "I"}
_WE: Final = {"sv": "Vi", "en": "We"}
_WITNESSED: Final = {
    "sv": frozenset({"träffade", "mötte", "såg", "hörde", "läste"}),
    "en": frozenset({"heard", "read", "saw", "watched", "attended", "met"}),
}
"""What a sender did who begins a note so: "Läste hennes krönika"."""
_TOGETHER: Final = {
    "sv": frozenset(
        {
            "träffades",
            "sågs",
            "möttes",
            "pratade",
            "talades",
            "satt",
            "åt",
            "fikade",
            "hade",
            "jobbade",
            "arbetade",
        }
    ),
    "en": frozenset({"spoke", "talked", "chatted", "sat", "had", "worked", "studied", "shared", "exchanged"}),
}
"""What two did when a note about both begins so: "Pratade på mässan"."""
_US: Final = {
    "sv": re.compile(r"\b(?:vi|oss)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:we|us)\b", re.IGNORECASE),
}
_MINE: Final = {
    "sv": re.compile(r"\b(?:jag|mig|min|mitt|mina)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:I|me|[Mm]y)\b"),
}
_YOURS: Final = {
    "sv": re.compile(r"\b(?:du|dig|din|ditt|dina)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:you|your)\b", re.IGNORECASE),
}
_THEIRS: Final = {
    "sv": re.compile(r"(?:hennes|hans|hens|henne|honom)\b", re.IGNORECASE),
    "en": re.compile(r"(?:her|his|him|their)\b", re.IGNORECASE),
}


def told_by_me(text: str, language: Language, name: Name) -> str | None:
    """Give a sentence with the sender as its subject ("Jag hörde ditt föredrag"), without a closing mark."""
    sentence = first_sentence(text)
    first, _, rest = sentence.partition(" ")
    witnessed = first.lower() in _WITNESSED[language] and _THEIRS[language].match(rest)
    if witnessed:
        sentence = f"{_I[language]} {first.lower()} {rest}"
    if not re.match(r"(?:jag|vi|i|we)\b", sentence, re.IGNORECASE) or not fits(sentence, language):
        return None
    return turned(sentence, language, name)


def told_of_us(text: str, language: Language, name: Name, contact: str = "") -> str | None:
    """Give a sentence about the two ("Vi träffades ...", "Johan tipsade mig om dig"), without a closing mark.

    What is told of a shared contact may stand without the sender in it.
    """
    sentence = _with_subject(first_sentence(text), language)
    if not sentence or not fits(sentence, language):
        return None
    told = turned(sentence, language, name)
    if told is None:
        return None
    outside = QUOTES.sub(" ", told)
    about_contact = bool(contact) and contact.split(maxsplit=1)[0].lower() in outside.lower()
    mine = _MINE[language].search(outside) or about_contact
    to_you = told != sentence or bool(_YOURS[language].search(outside))
    return told if _US[language].search(outside) or (mine and to_you) else None


def _with_subject(sentence: str, language: Language) -> str:
    """Put "Vi" or "We" before a note that begins with what both did."""
    first, _, rest = sentence.partition(" ")
    low = first.lower()
    if low in _TOGETHER[language] and re.search(r"\b(?:mig|oss|me|us)\b", rest):
        return f"{'Du' if language == 'sv' else 'You'} {low} {rest}"
    if low in _TOGETHER[language]:
        return f"{_WE[language]} {low} {rest}"
    if language == "sv":
        return f"Jag {low} {rest}" if low in _WITNESSED["sv"] else sentence
    if low == "met":
        without_object = re.match(r"(?:at|in|on|during|through|briefly|when|over|last|for|by)\b", rest)
        return f"We met {rest}" if without_object else f"I met {rest}"
    return sentence
