"""What the sender will do after a talk, as one sentence: an infinitive, a sentence of its own, or a noun."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.addressing import addressed
from assistant.offline.language import fits
from assistant.offline.names import Name, read_name
from assistant.offline.quoting import quoted, typographic
from assistant.offline.shapes import lowered, shape, unclosed
from assistant.offline.vocabulary import vocabulary

_NOBODY: Final = read_name("")
_MINE: Final = {
    "sv": re.compile(r"(?:jag|vi|min|mitt|mina|vår|vårt|våra)\b", re.IGNORECASE),
    "en": re.compile(r"(?:i|we|my|our)(?:'(?:ll|m|ve|d|re))?(?= )", re.IGNORECASE),
}
"""A plan that begins so is a sentence already."""
_FRONTED: Final = {
    "sv": re.compile(r"^(?:\S+ ){1,6}?(?P<verb>\w+) (?:jag|vi)\b"),
    "en": re.compile(
        r"^(?:on|in|at|from|after|before|by|next|this|first|then|tomorrow|today|tonight|once|when|as)\b"
        r".*\b(?:I|we)(?:'(?:ll|m|ve|re))? \w+",
        re.IGNORECASE,
    ),
}
"""A sentence that begins with a time: "På måndag ringer jag"."""
_BEGUN: Final = {
    "sv": re.compile(
        r"(?:ska|skall|kommer att|tänker|planerar(?: att)?|har|vill|hoppas|försöker|måste|får)\s"
    ),
    "en": re.compile(
        r"(?P<going>(?:hoping|aiming|trying|about) to)\s"
        r"|(?:will|plan to|intend to|hope to|want to|aim to|would like to|have|am|must|need to|have to)\s"
    ),
}
"""The rest of a sentence whose "I" was left out."""
_DOUBT: Final = {
    "sv": re.compile(
        r",\s*(?:men )?(?:(?:vi|jag|man) )?"
        r"(?:får (?:väl )?se|vet inte|vågar jag|om jag (?:vågar|törs|hinner|orkar))\b[^,.;]*$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r",\s*(?:but )?"
        r"(?:(?:we|I)['’]ll see|let['’]s see|not sure|who knows|maybe|if I (?:dare|manage|can))\b[^,.;]*$",
        re.IGNORECASE,
    ),
}
"""Doubt that belongs in no letter."""
_NOT_ADVICE: Final = frozenset({"för", "var", "led", "ring", "lag", "form", "press", "test", "start", "plan"})
"""Swedish imperatives that are as often nouns or small words; a plan with an object still counts."""
_DETERMINER: Final = frozenset({"en", "ett", "den", "det", "de", "min", "mitt", "mina", "på", "i", "till"})


def plan_values(plan: str, language: Language, name: Name = _NOBODY) -> dict[str, str]:
    """Give a plan as `plan_to` (an infinitive), `plan_says` (a sentence), `plan_thing` or `plan_quote`.

    What is in the other language, or is more than one sentence without its subject, is only quoted. A plan
    that speaks of the recipient, `name`, in words that cannot be turned is not told.
    """
    told = addressed(_decided(plan, language), language, name) if fits(plan, language) else plan
    return {} if told is None else _said(told, language)


def _said(plan: str, language: Language) -> dict[str, str]:
    bare = unclosed(plan.strip().strip('"”“').lstrip("-–•* ").replace("’", "'"))
    if not bare:
        return {}
    several = bool(re.search(r"[.!?]\s", bare))
    if not fits(plan, language) or (several and not _MINE[language].match(bare)):
        return {"plan_quote": quoted(bare[0].upper() + bare[1:], language)}
    said = typographic(bare, language)
    small = said[0].lower() + said[1:]
    joint = re.match(r"(?:\S+ ){1,2}(?:and|och) (?:I|jag)\b", said)
    if joint or _MINE[language].match(said) or _begins_with_time(small, language):
        return {"plan_says": _capital(said)}
    me = {"sv": "Jag", "en": "I"}[language]
    going = re.match(r"(?:going|planning|intending) to (?P<rest>.+)$", small)
    if language == "en" and going:
        return {"plan_to": going["rest"]}
    begun = _BEGUN[language].match(small)
    if begun:
        am = " am" if language == "en" and begun["going"] else ""
        return {"plan_says": f"{me}{am} {_mine(small, language)}."}
    return _bound(said, small, language)


def _decided(plan: str, language: Language) -> str:
    """Drop the doubt at a plan's end ("..., we'll see"), and join two steps that a semicolon parts."""
    plan = _DOUBT[language].sub("", plan.strip())
    joint = {"sv": " och ", "en": " and "}[language]
    verbs = vocabulary(language).infinitives
    return re.sub(
        r"\s*;\s*(\w+)",
        lambda found: f"{joint}{found[1]}" if found[1].lower() in verbs else found[0],
        plan,
    )


def _bound(said: str, small: str, language: Language) -> dict[str, str]:
    """Give a plan without a subject: past, an infinitive in any form, or a noun phrase."""
    data = vocabulary(language)
    first, _, rest = small.partition(" ")
    if first in data.past and first not in data.infinitives:
        return {"plan_says": f"{'Jag' if language == 'sv' else 'I'} {_mine(small, language)}."}
    if first in {"att", "to"} and rest:
        return {"plan_to": _mine(rest, language)}
    verb = _verb(first, rest, language)
    if verb:
        return {"plan_to": _mine(f"{verb} {rest}".strip(), language)}
    shaped = shape(said, language)
    if shaped.form == "to":
        return {"plan_to": _mine(small, language)}
    return {"plan_thing": lowered(said)}


def _verb(first: str, rest: str, language: Language) -> str:
    """Give the infinitive that a plan begins with, whatever its form; empty for a noun."""
    data = vocabulary(language)
    following = rest.split()[:1]
    if language == "en":
        if first in data.gerunds:
            return data.gerunds[first]
        clear = first not in data.words("ambiguous") or bool(
            following and (following[0] in data.words("verb_followers") or following[0][0].isupper())
        )
        return first if first in data.infinitives and clear else ""
    if first in data.infinitives:
        return first
    if first in data.imperatives:
        sure = first not in _NOT_ADVICE or bool(
            following and (following[0] in _DETERMINER or following[0][0].isupper())
        )
        return data.imperatives[first] if sure and rest else ""
    looks = first.endswith("a") and len(first) > 3 and first not in data.words("not_verbs")
    return first if looks and shape(f"{first} {rest}", "sv").form == "to" else ""


def _begins_with_time(text: str, language: Language) -> bool:
    found = _FRONTED[language].match(text)
    if not found or language == "en":
        return bool(found)
    data = vocabulary("sv")
    finite = {"ska", "kommer", "kan", "får", "vill", "måste", "tänker", "har", "är"}
    return found["verb"] in data.present or found["verb"] in data.past or found["verb"] in finite


def _mine(text: str, language: Language) -> str:
    """Turn the reflexive of the plan's own verb into the sender's: "lära sig mer" is about "mig"."""
    return re.sub(r"^((?:ska |att )?\w+) sig\b", r"\1 mig", text) if language == "sv" else text


def _capital(text: str) -> str:
    text = re.sub(r"^i(?=['\s])", "I", text)
    return f"{text[0].upper()}{text[1:]}."
