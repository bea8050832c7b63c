"""A fact about someone, turned into a clause told to them: "Höll ett föredrag" -> "du höll ett föredrag".

What cannot be turned safely gives None; a wrong pronoun in a letter to a stranger is worse than a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from assistant.domain.value import Language
from assistant.offline.language import fits
from assistant.offline.names import Name
from assistant.offline.shapes import unclosed
from assistant.offline.vocabulary import Vocabulary, vocabulary

_QUOTES: Final = re.compile(
    r"(\"[^\"]+\"|”[^”]+”|“[^”“]+[”“]|(?<!\w)['‘’][^'‘’]+(?:['’]\w[^'‘’]*)*['’](?!\w))"
)
_THIRD: Final = {"sv": r"(?:hon|han|hen|de)", "en": r"(?:she|he|they)"}
_ME: Final = {
    "sv": re.compile(r"\b(?:jag|mig|vi|oss)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:I|me|we|us)\b"),
}
_ABBREVIATED: Final = re.compile(r"\b(?:\w|dr|prof|bl\.a|t\.ex|ca|nr|kl|st|e\.g|i\.e|vs)\.$", re.IGNORECASE)
_NOT_OWNED: Final = (
    "to|about|at|in|on|for|and|that|when|as|by|with|a|the|how|if|through|last|again|once|or|from"
    "|because|before|after"
)
"""After these "her" is an object, not an owner."""
_YOU: Final = {"sv": "du", "en": "you"}
_LEFT: Final = {
    "sv": re.compile(r"\b(?:hon|han|hen|henne|honom|hennes|hans|hens|sig|sin|sitt|sina)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:she|he|her|him|his|hers|herself|himself)\b", re.IGNORECASE),
}


def told_to_you(text: str, language: Language, name: Name) -> str | None:
    """Give "du ..." or "you ..." for a fact that says what the person does or did, without a closing mark."""
    sentence = _first_sentence(text)
    if not sentence or not fits(sentence, language):
        return None
    words = vocabulary(language)
    subject = re.match(rf"(?:{_THIRD[language]}|{_names(name)})\s+(?=\S)", sentence, re.IGNORECASE)
    rest = sentence[subject.end() :] if subject else sentence
    verb = _verb(rest, words, language)
    they = subject is not None and subject[0].lower().strip() in {"they", "de"}
    verb = verb or (they and rest.split()[0].lower() in words.infinitives)
    if not verb or _ME[language].match(rest):
        return None
    rest = _agree(rest, words, language)
    if they:
        rest = _outside(rest, lambda piece: re.sub(r"\btheir\b", "your", piece))
    turned = _turned(rest, language, name)
    return None if turned is None else f"{_YOU[language]} {turned}"


def told_by_me(text: str, language: Language, name: Name, of: str = "") -> str | None:
    """Give a sentence about the two ("Vi träffades ...", "Johan tipsade mig om dig"), without a closing mark.

    `of` names a shared contact: what is told of that person may stand without the sender in it.
    """
    sentence = _with_subject(_first_sentence(text), language)
    if not sentence or not fits(sentence, language):
        return None
    contact = bool(of) and sentence.lower().startswith(of.split(maxsplit=1)[0].lower())
    turned = _turned(sentence, language, name)
    if turned is None:
        return None
    both = _ME[language].search(_QUOTES.sub(" ", turned)) or (contact and turned != sentence)
    return turned if both else None


def _with_subject(sentence: str, language: Language) -> str:
    """Put "Vi" or "We" before a note that begins with what both did."""
    first, _, rest = sentence.partition(" ")
    low = first.lower()
    if language == "sv":
        if low in {
            "träffades",
            "sågs",
            "möttes",
            "pratade",
            "talades",
            "satt",
            "åt",
            "fikade",
            "hade",
            "gick",
            "läste",
            "jobbade",
            "arbetade",
        }:
            return f"Vi {low} {rest}"
        return f"Jag {low} {rest}" if low in {"träffade", "mötte", "såg", "hörde"} else sentence
    if low in {"spoke", "talked", "chatted", "sat", "had", "worked", "studied", "shared", "exchanged"}:
        return f"We {low} {rest}"
    if low == "met":
        return (
            f"We met {rest}"
            if re.match(r"(?:at|in|on|during|through|briefly|when|over|last|for|by)\b", rest)
            else f"I met {rest}"
        )
    return sentence


def topic_to_you(text: str, language: Language, name: Name) -> str:
    """Turn "hur Maria valde" or "how she chose" to the one written to; as it was when that is not safe."""
    she = {"sv": "hon", "en": "she"}[language]
    spoken = text
    for part in name.parts:
        spoken = re.sub(rf"\b{re.escape(part)}\b", she, spoken)
    turned = _turned(spoken, language, name)
    return text if turned is None else turned


def belongs_to_you(text: str, language: Language, name: Name) -> str | None:
    """Give "ditt team byggde ..." for "Hennes team byggde ..." where the word's gender is known."""
    sentence = _first_sentence(text)
    if not sentence or not fits(sentence, language):
        return None
    genitive = "|".join(rf"{re.escape(part)}(?:s|['’]s?)" for part in name.parts)
    owner = r"hennes|hans|hens" if language == "sv" else r"her|his|their"
    owners = f"{owner}|{genitive}" if genitive else owner
    found = re.match(rf"(?:{owners})\s+(?P<thing>\w+)", sentence, re.IGNORECASE)
    if not found:
        return None
    your = "your" if language == "en" else possessive(found["thing"])
    if not your:
        return None
    turned = _turned(sentence[found.start("thing") :], language, name)
    return None if turned is None else f"{your} {turned}"


def possessive(noun: str) -> str:
    """Give "ditt", "din" or "dina" for a Swedish noun; empty when its gender is not known."""
    nouns = vocabulary("sv").data["nouns"]
    low = noun.lower()
    for key, your in (("p", "dina"), ("n", "ditt"), ("u", "din")):
        if low in nouns[key].split() and not (key == "p" and low in nouns["n"].split()):
            return your
    if low.endswith(tuple(nouns["n_endings"].split())):
        return "ditt"
    return "din" if low.endswith(tuple(nouns["u_endings"].split())) else ""


def _first_sentence(text: str) -> str:
    found = re.match(r".*?[.!?](?=\s+[A-ZÅÄÖ])", text.strip())
    first = found[0] if found and not _ABBREVIATED.search(found[0]) else text
    return unclosed(first)


def _names(name: Name) -> str:
    return "|".join(re.escape(part) for part in name.parts) or r"(?!)"


def _verb(rest: str, words: Vocabulary, language: Language) -> bool:
    parts = rest.split()
    first = parts[0].lower().strip(",")
    if (
        language == "en"
        and first
        in {"also", "has", "had", "recently", "once", "was", "is", "now", "currently", "previously", "used"}
        and len(parts) > 1
    ):
        return True
    regular = r"\w{2,}ed" if language == "en" else r"\w{2,}ade"
    if first in {"ska", "kan", "lär"} or first in words.past or re.fullmatch(regular, first):
        return True
    return first in words.present and (language == "sv" or first != parts[0] or len(parts) > 1)


def _agree(rest: str, words: Vocabulary, language: Language) -> str:
    """Make English verbs fit "you", the first one and those that follow "and"."""
    first, _, tail = rest.partition(" ")
    first = first[0].lower() + first[1:]
    if language == "sv":
        return f"{first} {tail}".strip()
    adverb = {"also", "now", "currently", "once", "recently", "previously", "never", "always", "often"}
    if first in adverb and tail:
        return f"{first} {_agree(tail, words, language)}"
    present = first in words.present or first in {"is", "has"}
    tail = _outside(
        tail,
        lambda piece: re.sub(
            r"\b(and|then|but|who also)( also| now)? (\w+)\b",
            lambda found: f"{found[1]}{found[2] or ''} {_for_you(found[3], words)}" if present else found[0],
            piece,
        ),
    )
    return f"{_for_you(first, words)} {tail}".strip()


def _for_you(verb: str, words: Vocabulary) -> str:
    special = {"is": "are", "was": "were", "has": "have", "does": "do"}
    return special.get(verb) or words.present.get(verb, verb)


def _outside(text: str, change: Callable[[str], str] = lambda piece: piece) -> str:
    """Change what stands outside quotation marks; without a change, give only that."""
    pieces = _QUOTES.split(text)
    changed = [piece if at % 2 else change(piece) for at, piece in enumerate(pieces)]
    return "".join(changed)


def _turned(text: str, language: Language, name: Name) -> str | None:
    """Change pronouns outside quotations; None when one is left whose owner is not sure."""
    change = _swedish if language == "sv" else _english
    turned = _outside(text, change)
    bare = _QUOTES.sub(" ", turned)
    if _LEFT[language].search(bare):
        return None
    if any(re.search(rf"\b{re.escape(part)}(?:s|['’]s)?\b", bare) for part in name.parts):
        return None
    return turned


def _swedish(text: str) -> str:
    def owned(found: re.Match[str]) -> str:
        your = possessive(found["thing"])
        return f"{your} {found['thing']}" if your else found[0]

    text = re.sub(r"\b(?:hennes|hans|hens) (?P<thing>\w+)", owned, text, flags=re.IGNORECASE)
    head, relative, tail = _before_relative(text)
    for old, new in (("sin", "din"), ("sitt", "ditt"), ("sina", "dina"), ("sig", "dig")):
        head = re.sub(rf"\b{old}\b", new, head)
    text = head + relative + tail
    text = re.sub(r"\b(?:hon|han|hen)\b", "du", text)
    return re.sub(r"\b(?:henne|honom)\b", "dig", text)


def _before_relative(text: str) -> tuple[str, str, str]:
    """Cut before the first clause with another subject: there "sin" may be someone else's."""
    found = re.search(r"\b(?:som|där|vilka|vilket|medan)\b(?! (?:hon|han|hen)\b)", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _english(text: str) -> str:
    words = vocabulary("en")

    def subject(found: re.Match[str]) -> str:
        return f"you {_for_you(found[1], words)}" if found[1] else "you"

    text = re.sub(r"\b(?:she|he) (\w+)", subject, text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:herself|himself)\b", "yourself", text)
    text = re.sub(rf"\bhis (?=\w)|\bher (?=(?!(?:{_NOT_OWNED})\b|\w+ly\b)\w)", "your ", text)
    text = re.sub(r"\b(?:her|him)\b", "you", text)
    return re.sub(r"\b(?:hers)\b", "yours", text)
