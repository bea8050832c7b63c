"""Where something was, with the preposition that the place takes in the message's language."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.brief import FactKind
from assistant.domain.value import Language
from assistant.offline.language import fits
from assistant.offline.vocabulary import places

_LEADING: Final = re.compile(
    r"(?:in|on|at|for|from|with|by|i|på|vid|hos|för|av|under)\s+(?=\S)", re.IGNORECASE
)
_INSIDE: Final = re.compile(r" (?:i|in|på|at|on|hos) (?=[A-ZÅÄÖ])")
_KNOWN_BY_THE: Final = re.compile(
    r"(?!(?:the|st|saint)\b)(?:[A-Z][\w&-]+ ){1,2}(?:Museum|Gallery|Foundation|Institute|Observatory|Trust)"
    r"(?:,.*| in .*)?$",
)
"""Names that take "the" unless they begin with a town: "the Ashmolean Museum", but "Leeds Museum"."""
_INSTITUTION: Final = re.compile(
    r"(?:[A-Z]\w+ )?(?:University|Institute|College|Academy|School|Ministry|Department|Museum|Church"
    r"|Bank|Office|Council|Library|Diocese|Faculty|Society|Bureau|Board|City|Municipality|Region) "
    r"(?:of|for)\b"
    r"|(?:Royal|National|British|Swedish)\s[A-Z][\w ]*"
    r"(?:College|Institute|Museum|Theatre|Opera|Library|Trust|Church)\b"
)
"""Names that take "the" in English: "University of Gothenburg", "Royal College of Nursing"."""
_OWN: Final = re.compile(
    r"(?:her|his|their|your|my|hennes|hans|hens|sin|sitt|din|ditt)\s+(?:own\s+|egen\s+|eget\s+)?(?=\w)",
    re.IGNORECASE,
)


def place_phrase(where: str, kind: FactKind, language: Language) -> str:
    """Give "på Energidagarna i Luleå", "in Product Craft", "on LinkedIn"; empty when it cannot be said.

    A place named in the other language is kept when it is a name; a description in it is left out.
    """
    text = where.strip(" .,;")
    if not text:
        return ""
    led = _LEADING.match(text)
    preposition = led[0].strip().lower() if led else ""
    text = text[led.end() :] if led else text
    text = _owned(text, language)
    text = _swapped(re.sub(r"^the\s+(?=[A-ZÅÄÖ0-9])", "", text) if language == "sv" else text, language)
    name = all(word[:1].isupper() or word[:1].isdigit() for word in text.split())
    if not text or not (name or fits(text, language)):
        return ""
    own = {
        "sv": {"i", "på", "vid", "hos", "för", "under"},
        "en": {"in", "on", "at", "for", "with", "during"},
    }[language]
    if preposition in own and not (preposition in {"i", "in"} and kind == "talk" and not _is_town(text)):
        return f"{preposition} {_with_article(text, language)}"
    return f"{_preposition(text, kind, language)} {_with_article(text, language)}"


def work_place(organisation: str, language: Language) -> str:
    """Give "på Norrvatten", "vid Umeå universitet", "at Brightwater Software"; empty without one."""
    text = organisation.strip(" .,;")
    if not text:
        return ""
    if re.match(r"(?:in|at|with|for|i|på|vid|hos|inom|för)\s+\S", text):
        return text if fits(text, language) else ""
    if re.fullmatch(
        r"(?:freelance|frilans|self[- ]employed|egen ?företagare|none|ingen)", text, re.IGNORECASE
    ):
        return ""
    if re.match(r"(?:my own|own|eget|egen|egna)\b", text, re.IGNORECASE):
        own = re.sub(r"^(?:my own|own)\b", "my own", text[0].lower() + text[1:])
        return (f"i {own}" if language == "sv" else f"at {own}") if fits(text, language) else ""
    return _at_work(text, language)


def _at_work(text: str, language: Language) -> str:
    if language == "en":
        known = _KNOWN_BY_THE.match(text) and not _is_town(text.split(maxsplit=1)[0])
        the = _INSTITUTION.match(text) or known
        return f"at the {text}" if the else f"at {text}"
    if any(word.strip(",.").lower().endswith(tuple(places()["inside"])) for word in text.split()[:3]):
        return f"i {text}"
    school = any(word.strip(",.").lower() in places()["schools"] for word in text.split())
    name = re.sub(r"^[Tt]he ", "", text)
    return f"{'vid' if school else 'på'} {name}"


def _preposition(text: str, kind: FactKind, language: Language) -> str:
    words = [word.strip(".,()").lower() for word in text.split()]
    if _is_town(text):
        return "i" if language == "sv" else "in"
    known = places()
    if (
        words[0] in known["sites"]
        or any(word in known["site_words"] for word in words)
        or re.search(r"\w\.\w{2,3}$", text)
    ):
        return "på" if language == "sv" else "on"
    if any(word in known["shows"] or word.endswith(("podden", "podcast")) for word in words):
        return "i" if language == "sv" else "on"
    if kind == "article":
        return "i" if language == "sv" else "in"
    if kind == "post":
        return "på" if language == "sv" else "on"
    school = any(word in known["schools"] for word in words)
    return ("vid" if school else "på") if language == "sv" else "at"


def _is_town(text: str) -> bool:
    names = re.split(r",| i | in ", text)
    known = places()["cities"] | places()["countries"]
    return names[0].strip().lower() in known


def _with_article(text: str, language: Language) -> str:
    if language == "sv" or re.match(r"(?:the|a|an|your|my|our)\b", text, re.IGNORECASE):
        return text
    head = re.split(r" in |,", text)[0].split()
    last = next((word for word in reversed(head) if not re.fullmatch(r"(?:19|20)\d\d|\d+", word)), "")
    year_first = bool(re.fullmatch(r"(?:19|20)\d\d", head[0])) if head else False
    event = len(head) > 1 and last.lower() in places()["the_events"]
    return f"the {text}" if (event and text[:1].isupper()) or year_first else text


def _owned(text: str, language: Language) -> str:
    """Turn "her blog" into "your blog" and "hennes blogg" into "din blogg"."""
    found = _OWN.match(text)
    if not found:
        return text
    rest = text[found.end() :]
    noun = rest.split()[0].lower().strip(".,")
    pairs = {
        "blog": "blogg",
        "podcast": "podd",
        "newsletter": "nyhetsbrev",
        "website": "webbplats",
        "site": "webbplats",
        "channel": "kanal",
        "book": "bok",
    }
    swedish = {noun: noun for noun in pairs.values()} | pairs
    english = (
        {value: key for key, value in pairs.items()} | {key: key for key in pairs} | {"webbplats": "website"}
    )
    if language == "en":
        return (
            f"your {english[noun]}{rest[len(noun) :]}"
            if noun in english
            else (f"your {rest}" if fits(rest, "en") else "")
        )
    if noun in swedish:
        your = "ditt" if swedish[noun] == "nyhetsbrev" else "din"
        return f"{your} {swedish[noun]}{rest[len(noun) :]}"
    return ""


def _swapped(text: str, language: Language) -> str:
    """Say "Energidagarna in Luleå" in English: between two names the preposition is the message's."""

    def swap(found: re.Match[str]) -> str:
        word = found[0].strip()
        there = {"i": "in", "in": "in", "på": "at", "at": "at", "on": "on", "hos": "at"}
        here = {"i": "i", "in": "i", "på": "på", "at": "på", "on": "på", "hos": "hos"}
        return f" {(there if language == 'en' else here)[word]} "

    return _INSIDE.sub(swap, text)
