"""What a work or a talk says, ready to follow "is" or a colon."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.clauses import finite_at
from assistant.offline.language import fits
from assistant.offline.opinions import OPINION
from assistant.offline.quoting import quoted
from assistant.offline.shapes import Shaped, lowered, shape, unclosed
from assistant.offline.vocabulary import vocabulary

_PHRASE: Final = {
    "sv": re.compile(
        r"(?:idén|tanken|vikten|bilden|rådet|frågan|din|ditt|dina|skillnaden|kopplingen)\b", re.IGNORECASE
    ),
    "en": re.compile(
        r"(?:the (?:idea|point|thought|importance|image|advice|question|difference|link|way)|your)\b",
        re.IGNORECASE,
    ),
}
"""Beginnings of what is surely no statement, whatever verbs stand later."""


def point_values(point: str, language: Language) -> dict[str, str]:
    """Give `point_is` (follows "is"), `point_that` (a that-clause) or `point_quote` (follows a colon).

    `point_view` is a that-clause that holds an opinion, about which one can ask what speaks against it.

    Only what is surely a statement gets its "that", and only what is surely a phrase follows "is" bare.
    """
    if not point or not fits(point, language):
        return {}
    values = _values(point, language)
    that = values.get("point_that", "")
    return {**values, "point_view": that} if OPINION[language].search(that) else values


def _values(point: str, language: Language) -> dict[str, str]:
    shaped = shape(point, language)
    if shaped.form == "that":
        return {"point_is": shaped.text, "point_that": shaped.text}
    if shaped.form == "clause":
        return {"point_is": shaped.text}
    return _told_point(lowered(unclosed(point)), shaped, language)


def _told_point(text: str, shaped: Shaped, language: Language) -> dict[str, str]:
    """Tell a point that is neither a that-clause nor "how ..."."""
    if text.split(maxsplit=1)[0] in {"att", "that", "to"}:
        return {"point_is": text}
    statement = _statement(text, language)
    if statement:
        return {"point_is": statement, "point_that": statement}
    if finite_at(text, language) or "," in text:
        return {"point_quote": text}
    if shaped.form == "to":
        return {"point_is": f"{'att' if language == 'sv' else 'to'} {shaped.text}"}
    phrase = _PHRASE[language].match(text) or len(text.split()) <= 2
    return {"point_is": shaped.text} if phrase and shaped.form == "thing" else {"point_quote": text}


def point_as_subject(point: str, language: Language) -> str:
    """Give what a text is about from its point: "om att måndagsmöten stjäl tid"; empty without a point."""
    values = point_values(point, language)
    about = {"sv": "om", "en": "about"}[language]
    if "point_that" in values:
        that = values["point_that"]
        return f"om {that}" if language == "sv" else f"about how {re.sub(r'^that ', '', that)}"
    if "point_is" in values:
        return f"{about} {values['point_is']}"
    return f"{about} {quoted(values['point_quote'], language)}" if "point_quote" in values else ""


def _statement(text: str, language: Language) -> str:
    """Give a plain statement as a that-clause; empty when its subject or its order is not sure."""
    if _PHRASE[language].match(text) or re.search(r"[;:.!?]", text):
        return ""
    at = finite_at(text, language)
    words = text.split()
    if not at or (language == "sv" and _fronted(words, at)):
        return ""
    if language == "en":
        return f"that {text}"
    adverbs = vocabulary("sv").words("sentence_adverbs")
    end = at + 1
    while end < len(words) - 1 and words[end] in adverbs:
        end += 1
    return "att " + " ".join([*words[:at], *words[at + 1 : end], words[at], *words[end:]])


def _fronted(words: list[str], at: int) -> bool:
    """Tell whether something else than the subject comes first: "ibland är", "i dag behöver vi"."""
    fronting = {
        "i",
        "på",
        "efter",
        "innan",
        "när",
        "om",
        "ibland",
        "ofta",
        "nu",
        "då",
        "där",
        "först",
        "sedan",
    }
    pronoun = {"jag", "du", "ni", "vi", "man", "hon", "han"}
    return words[0] in fronting or (at + 1 < len(words) and words[at + 1] in pronoun)
