"""A role as one says it of oneself: "junior dataanalytiker på Norrvatten", "an engineer at Tidewise"."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.language import fits
from assistant.offline.places import work_place
from assistant.offline.shapes import lowered
from assistant.offline.vocabulary import vocabulary

_SWEDISH_ROLE: Final = re.compile(
    r"[åäö]|\w{2}chef\b|(?:ledare|ansvarig|tiker|konsult|arkitekt|utvecklare|tekniker|lärare|sekreterare|handläggare|assistent|direktör|samordnare"
    r"|sköterska|läkare|ingenjör|student|praktikant|medarbetare|säljare|forskare|ekonom|jurist|utredare|strateg|planerare)\b",
    re.IGNORECASE,
)
_ENGLISH_WORD: Final = re.compile(
    r"\b(?:engineer|manager|analyst|developer|designer|scientist|head|lead|officer|director|assistant|nurse|teacher|consultant|student|of|at|"
    r"architect|researcher|specialist|coordinator|writer|editor|owner|founder|intern|trainee|apprentice|associate|support|senior|sales|marketing)\b",
    re.IGNORECASE,
)


_ENGLISH_DOER: Final = re.compile(
    r"\b(?:\w{3,}(?:er|or|ist|ian|ee|smith|wright|man|woman|nurse)|chef|cook|clerk|carer|driver|guard|priest|vicar"
    r"|judge|pilot|midwife|guide|maker|keeper)$",
    re.IGNORECASE,
)
"""The end of an English role, where a word of it is also Swedish: "bus driver"."""
_AFTER_A_STATE: Final = {
    "from",
    "after",
    "and",
    "since",
    "at",
    "in",
    "but",
    "now",
    "as",
    "with",
    "to",
    "here",
}
_SWEDISH_TRADE: Final = re.compile(
    r"\b(?:kock|polis|bonde|diakon|tolk|bibliotekarie|rektor|elektriker|jurist|skribent|barnmorska"
    r"|(?!\w*(?:care|ware|fare|square|share)\b)\w{3,}are)$",
    re.IGNORECASE,
)
_SWEDISH_WORD: Final = re.compile(
    r"\b(?:på|och|av|för|till|som|med|inom|hos|vid|utan|blivande|pensionerad|tidigare|egen)\b", re.IGNORECASE
)


def role_phrase(role: str, organisation: str, language: Language) -> str:
    """Give what follows "I am" or "jag är"; empty when the role cannot be said in the language."""
    text = _plain_case(lowered(role.strip(" .,;")))
    text = re.sub(r"^(?:jag är|i am|i'm|i’m)\s+", "", text, flags=re.IGNORECASE)
    if not text or not _says(text, language):
        return ""
    text = _articled(text) if language == "en" else re.sub(r"^(?:a|an|the)\s+", "", text)
    place = work_place(organisation, language)
    named = organisation.strip() and organisation.strip().lower() in text.lower()
    if named or not place:
        return text
    head, comma, rest = text.partition(", ")
    if not comma or _are_roles(text, language):
        return f"{text} {place}"
    return f"{head} {place}, {_second(rest) if language == 'en' else rest}"


def _are_roles(text: str, language: Language) -> bool:
    """Tell whether all parts are roles at one place ("actor, director and teacher"), not something added."""
    parts = [part for part in re.split(r", | and | och ", text) if part]
    doer = _ENGLISH_DOER if language == "en" else _SWEDISH_TRADE
    return not re.search(r", (?:and|och)\b", text) and all(
        doer.search(part) or (language == "sv" and _SWEDISH_ROLE.search(part)) for part in parts
    )


def _second(rest: str) -> str:
    """Give the second role its article: "and a referee on Saturdays"."""
    found = re.match(r"and (?P<role>[a-z-]+)\b", rest)
    return (
        f"and {article(found['role'])} {rest[4:]}" if found and _ENGLISH_DOER.search(found["role"]) else rest
    )


def _says(text: str, language: Language) -> bool:
    if language == "sv":
        english = r"(?:working|studying|looking|learning|moving|training|a|an|on|in|at|between)\b"
        return not re.match(english, text, re.IGNORECASE)
    if _ENGLISH_WORD.search(text):
        return not _SWEDISH_WORD.search(text)
    if _SWEDISH_ROLE.search(text) or _SWEDISH_WORD.search(text) or _SWEDISH_TRADE.search(text):
        return False
    return fits(text, "en") or bool(_ENGLISH_DOER.search(text))


def _plain_case(text: str) -> str:
    """Write "Junior Data Analyst" as it stands inside a sentence; abbreviations and names stay."""
    words = text.split()
    plain = vocabulary("sv").words("role_words") | vocabulary("en").words("role_words")
    shouted = len(text) > 5 and text.isupper()
    return " ".join(word.lower() if word.lower().strip(",") in plain or shouted else word for word in words)


def _articled(text: str) -> str:
    words = text.split()
    first = words[0].lower()
    if first in {"a", "an", "the", "one", "my", "your", "our"} or first in vocabulary("en").words(
        "no_article"
    ):
        return text
    second = words[1].lower() if len(words) > 1 else ""
    state = first in {"freelance", "retired", "unemployed", "self-employed", "semi-retired", "new"}
    if state and (not second or second.strip(",") in _AFTER_A_STATE or first.endswith(",")):
        return text
    if re.match(
        r"(?:co-?founder|founder|owner|chair|president|leader|deputy head|acting head|interim)\b.*\bof\b",
        text,
        re.IGNORECASE,
    ):
        return text
    return f"{article(words[0])} {text}"


def article(word: str) -> str:
    """Give "a" or "an" by how the next word sounds."""
    data = vocabulary("en").data
    low = word.lower()
    letters = re.match(r"[A-Z]{2,5}(?![a-z]{2})", word)
    if letters and low not in {"saas", "nasa", "nato", "lean", "sap", "ux", "ui"}:
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    if low.startswith(tuple(data["silent_h"].split())) or re.match(r"(?:8|11\b|18\b)", low):
        return "an"
    if low.startswith(tuple(data["vowel_sound_exceptions"].split())) and not low.startswith(
        ("unin", "unim", "under", "ui")
    ):
        return "a"
    return "an" if low[:1] in tuple("aeiouåäöé") else "a"
