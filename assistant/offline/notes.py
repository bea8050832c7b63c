"""What was noted in a talk, ready to be told back to the one who said it."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.clauses import states
from assistant.offline.language import fits
from assistant.offline.names import Name
from assistant.offline.opinions import OPINION
from assistant.offline.quoting import quoted, typographic
from assistant.offline.reported import reported
from assistant.offline.second_person import QUOTES, told_to_you, turned
from assistant.offline.shapes import lowered, shape, unclosed
from assistant.offline.vocabulary import vocabulary

_AND_VERB: Final = re.compile(
    r"\b((?:och|eller|men) (?:inte |sedan |alltid )?)(?!var\b|för\b|led\b|se upp\b)(\w+)"
)
_LONG_QUOTE: Final = 160
_LONG_ASKED: Final = 70
"""Characters; a longer quotation cannot be said aloud before a question."""
_MINE: Final = re.compile(r"\b(?:[Jj]ag|[Mm]ig|[Mm]itt?|[Mm]in|[Mm]ina|I|[Mm]e|[Mm]y|mine|[Vv]i|[Ww]e)\b")
_THEIRS: Final = {
    "sv": re.compile(r"\b(?:hon|han|hen|henne|honom|hennes|hans|hens)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:she|he|her|him|his|hers)\b", re.IGNORECASE),
}
_ME: Final = {"du": "jag", "dig": "mig", "din": "min", "ditt": "mitt", "dina": "mina"}
_FINITE_NEXT: Final = frozenset({"is", "are", "was", "were", "has", "had", "will", "would", "can", "must"})
"""After these an English word that could be a verb was a subject: "chair has to be in the room"."""
_MOVED: Final = frozenset({"inte", "aldrig", "alltid"})
_TWO_VERBS: Final = {
    "sv": re.compile(r"[,;:–—]|\b(?:och|men|eller|utan|så) (?:\w+ )?(?:inte|aldrig|alltid)\b"),
    "en": re.compile(r"[,;:–—]|\b(?:don't|do not|never|always)\b"),
}
"""Advice with a second part to it loses its grammar when it is bent; it is quoted."""


def note_values(note: str, language: Language, name: Name) -> dict[str, str]:
    """Give the ways in which a note can be told back to the one who said it.

    `note_point` follows "det du sa om" or "your point", `note_advice` follows "råd att" or "advice".
    `note_tip` (advice) and `note_view` (an opinion) are what a question may be asked about, as it follows
    "du sa". What tells of the person or the sender is not quoted to them when it can be turned.
    """
    bare = unclosed(note.strip().lstrip("-–•* "))
    spoken = re.fullmatch(r"[\"“”'‘»][^\"“”»«]+[\"”“'’«]", bare)
    bare = unclosed(bare[1:-1]) if spoken else bare
    if not bare:
        return {}
    quote = {"note_quote": quoted(bare[0].upper() + bare[1:], language)}
    if not fits(note, language) or re.search(r"[.!?]\s", bare):
        return quote
    told = _told(bare, language, name)
    if told:
        return told
    advised = _advised(bare, language, quote)
    if advised:
        return advised
    return _of_theirs(bare, language, name) or _plain(bare, language, quote)


def _told(bare: str, language: Language, name: Name) -> dict[str, str]:
    """Turn "Hon sa att ..." and "She runs ..." to the one it is about; empty for a note of another kind."""
    form, said = reported(bare, language, name)
    if form == "advice":
        return _forms_of_advice(said, "", language, {})
    if form == "that":
        return {"note_point": said, **_view(said, said, language)}
    if form:
        return {"note_thing": typographic(said, language)}
    third = {"hon", "han", "hen", "she", "he", "they"}
    third |= {word for part in name.parts for word in (part.lower(), part.split()[0].lower())}
    if bare.split(maxsplit=1)[0].lower() not in third:
        return {}
    told = told_to_you(bare, language, name) or _habit(bare, language, name)
    if not told:
        return {"note_quote": quoted(bare, language)}
    mine = _MINE.search(told)
    if language == "sv":
        told = re.sub(r"^du (\w+) (inte|aldrig|alltid|ofta|sällan|bara|ibland)\b", r"du \2 \1", told)
    told = typographic(told, language)
    return {"note_you_did": told} | ({} if mine else {"note_habit": told})


def _habit(bare: str, language: Language, name: Name) -> str:
    """Give "you always walk ..." for "Percy always walks ...", where the verb is plainly one."""
    first, _, rest = bare.partition(" ")
    names = {part.lower() for whole in name.parts for part in whole.split()}
    if first.lower() not in names | {"hon", "han", "hen", "she", "he"}:
        return ""
    if language == "sv" and re.match(r"\w{2,}(?:r|de|te)\b", rest):
        told = turned(rest, language, name)
        return f"du {told}" if told else ""
    found = re.match(r"(?P<how>always|never|often|usually|sometimes|rarely) (?P<verb>\w+)(?P<rest>.*)$", rest)
    base = vocabulary("en").present.get(found["verb"]) if found and language == "en" else None
    if not found or not base:
        return ""
    told = turned(found["rest"], language, name)
    return "" if told is None else f"you {found['how']} {base}{told}"


def _advised(bare: str, language: Language, quote: dict[str, str]) -> dict[str, str]:
    """Give advice in its forms, with its quotation; empty when the note is no advice."""
    advice, negated = advice_phrase(re.sub(r"^(\w+)[,;:](?= )", r"\1", bare), language)
    if not advice:
        return {}
    tip = {"note_tip": quote["note_quote"]} if len(bare) <= _LONG_ASKED else {}
    marked = re.match(r"(?:att|to)\b", bare, re.IGNORECASE)
    if marked and states(bare, language):
        return quote
    if marked:
        tip = {}
    if _TWO_VERBS[language].search(re.sub(r"^[\w'’]+", "", bare).replace("’", "'")):
        return {**quote, **tip}
    return _forms_of_advice(advice, negated, language, {} if marked else quote) | tip


def _forms_of_advice(advice: str, negated: str, language: Language, quote: dict[str, str]) -> dict[str, str]:
    """Give an infinitive as it follows "ditt råd att" or "your advice"."""
    if len(advice) > _LONG_QUOTE:
        return quote
    if language == "en":
        return {**quote, "note_advice": f"{negated} to {advice}".strip()}
    return {**quote, "note_advice": f"{negated} {advice}".strip()}


def _plain(bare: str, language: Language, quote: dict[str, str]) -> dict[str, str]:
    """Give a note that is neither told of the person nor advice."""
    shaped = shape(bare, language)
    if shaped.form == "that":
        return {"note_point": shaped.text, **_view(shaped.text, shaped.text, language)}
    if shaped.form == "to" or (shaped.form == "ing" and states(shaped.text, language)):
        return _doing(shaped.text, language) or quote
    thing = shaped.form == "thing" and _is_thing(shaped.text, language)
    if thing or shaped.form in {"clause", "ing"}:
        return {"note_thing": typographic(shaped.text, language)}
    return {**quote, **_view(bare, quote["note_quote"], language)}


def _doing(said: str, language: Language) -> dict[str, str]:
    """Give what doing something is like ("sleeping matters more"), or the doing itself ("att låta ...")."""
    if "," in said:
        return {}
    if language == "en":
        that = f"that {said}"
        return (
            {"note_point": that, **_view(said, that, "en")}
            if states(said, "en")
            else {"note_advice": f"to {said}"}
        )
    return {} if states(said, "sv") else {"note_point": f"att {_to_me(said, 'sv')}"}


def _view(said: str, as_said: str, language: Language) -> dict[str, str]:
    """Give what a question may be asked about: an opinion, short enough to be said aloud."""
    clause = re.sub(r"^(?:att|that) ", "", said)
    if _MINE.search(said):
        return {}
    fit = len(said) <= _LONG_ASKED and OPINION[language].search(said) and states(f"x {clause}", language)
    return {"note_view": as_said} if fit else {}


def _of_theirs(bare: str, language: Language, name: Name) -> dict[str, str]:
    """Turn "In her team ..." to the one whose team it is; a quotation must not be changed, so it is none."""
    said = turned(bare, language, name)
    theirs = _THEIRS[language].search(bare) or any(part in bare for part in name.parts)
    return {"note_told": lowered(said)} if said and said != bare and theirs else {}


def advice_phrase(note: str, language: Language) -> tuple[str, str]:
    """Give "alltid visa intervallet" for "Visa alltid intervallet", and the word that denies it ("inte").

    The advice comes without "att" or "to"; empty when the note is no advice.
    """
    return _swedish_advice(note) if language == "sv" else _english_advice(note)


def _swedish_advice(note: str) -> tuple[str, str]:
    words = note.split()
    data = vocabulary("sv")
    lead = [words.pop(0)] if words[0].lower() in _MOVED and len(words) > 1 else []
    first = words[0].lower()
    if first == "att" and len(words) > 1 and words[1] in data.infinitives:
        return _to_me(" ".join(words[1:]), "sv"), ""
    verb = data.imperatives.get(first)
    if verb is None and lead and lead[0].lower() != "alltid" and first in data.infinitives:
        verb = first
    clause = first in {"för", "var"} and len(words) > 1 and words[1] in {"att", "är", "och"}
    if verb is None or len(words) < 2 or clause:
        return "", ""
    at = 1
    while at < len(words) and words[at] in _MOVED and at < 3:
        at += 1
    moved = [*(word.lower() for word in lead), *words[1:at]]
    negated = " ".join(moved) if {"inte", "aldrig"} & set(moved) else ""
    rest = " ".join([*([] if negated else moved), verb, *words[at:]])
    return _to_me(
        _AND_VERB.sub(lambda found: f"{found[1]}{data.imperatives.get(found[2], found[2])}", rest), "sv"
    ), negated


def _english_advice(note: str) -> tuple[str, str]:
    words = note.replace("’", "'").split()
    data = vocabulary("en")
    words[0] = words[0].lower()
    negated, always = "", False
    if words[0].lower() in {"don't", "never", "always", "do"} and len(words) > 1:
        first = words.pop(0).lower()
        always = first == "always"
        if first == "do" and words[0] == "not" and len(words) > 1:
            words.pop(0)
            first = "don't"
        negated = {"don't": "not", "never": "never"}.get(first, "")
    if words[0] == "to" and len(words) > 1 and words[1] in data.infinitives:
        return _to_me(" ".join(words[1:]), "en"), ""
    adverb = {"again", "mind", "even", "once", "ever"}
    forbidden = bool(negated) and words[0].islower() and words[0].isalpha() and words[0] not in adverb
    known = words[0] in data.infinitives and (negated or always or _verb_like(words))
    if len(words) < 2 or words[1] in _FINITE_NEXT or not (known or forbidden):
        return "", ""
    return _to_me(" ".join([*(["always"] if always else []), *words]), "en"), negated


def _verb_like(words: list[str]) -> bool:
    data = vocabulary("en")
    return words[0] not in data.words("ambiguous") or words[1] in data.words("verb_followers")


def _to_me(text: str, language: Language) -> str:
    """Turn "you" and "your" in advice to the sender into the sender's own."""
    if language == "sv":
        return re.sub(r"\b(?:du|dig|din|ditt|dina)\b", lambda found: _ME[found[0]], text)
    text = re.sub(r"\byour\b", "my", text)
    text = re.sub(r"\byourself\b", "myself", text)
    text = re.sub(r"\byou(?:'re| are)\b", "I am", text)
    text = re.sub(r"\byou(?:'ve| have)\b", "I have", text)
    before = (
        "before|when|if|until|while|that|what|how|after|because|so|as|where|once|than|and|why|which|who|whom"
        "|whatever|unless"
    )
    text = re.sub(rf"\b({before}) you\b", r"\1 I", text)
    text = re.sub(
        r"\byou\b(?= (?:can|will|need|want|know|think|do|did|could|would|should|say|write|make))", "I", text
    )
    return re.sub(r"\byou\b", "me", text)


def _is_thing(text: str, language: Language) -> bool:
    """Tell whether a note is plainly a noun phrase: a determiner or a definite form, and no verb."""
    words = vocabulary(language)
    low = [word.strip(",;:") for word in QUOTES.sub("x", text).lower().split()]
    if not low or states(" ".join(low), language):
        return False
    if language == "sv":
        if low[0] in {"det", "den"} and re.fullmatch(r"\w+[rs]", low[1] if len(low) > 1 else ""):
            return False
        definite = re.fullmatch(r"\w{3,}(?:en|et|an|arna|erna|orna)", low[0])
        return low[0] in {"en", "ett", "den", "det", "din", "ditt", "dina", "ert", "er", "era"} or bool(
            definite and low[0] not in words.imperatives
        )
    return low[0] in {"the", "a", "an", "your", "that"} and not any(
        word in words.infinitives and word not in words.words("ambiguous") for word in low[1:]
    )
