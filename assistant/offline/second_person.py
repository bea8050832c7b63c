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
from assistant.offline.reflexives import controlled_at
from assistant.offline.shapes import unclosed
from assistant.offline.vocabulary import Vocabulary, vocabulary

QUOTES: Final = re.compile(
    r"(\"[^\"]+\"|”[^”]+”|“[^”“]+[”“]|(?<!\w)['‘’][^'‘’]+(?:['’]\w[^'‘’]*)*['’](?!\w))"
)
_MADE: Final = frozenset(
    {"named", "appointed", "elected", "awarded", "promoted", "nominated", "born", "raised"}
)
_TREATED: Final = frozenset({"interviewed", "featured", "quoted", "profiled", "hired", "invited", "voted"})
"""Participles of what was done to the person: always, or before a preposition."""
_PERSON: Final = {
    "sv": re.compile(
        r"(?:med)?(?:författare|grundare|initiativtagare|skapare|redaktör|programledare|värd)"
        r" (?:till|av|för|i) "
    ),
    "en": re.compile(
        r"(?:co-?)?(?:author|founder|creator|host|editor|inventor|producer|owner|organi[sz]er) of "
    ),
}
_SPEAKER: Final = {
    "sv": re.compile(r"(?:huvud)?talare (?:på|vid|i) "),
    "en": re.compile(r"(?:keynote |panel |guest )?(?:speaker|panell?ist) (?:at|on|in) "),
}
_THIRD: Final = {"sv": r"(?:hon|han|hen|de)", "en": r"(?:she|he|they)"}
ME: Final = {
    "sv": re.compile(r"\b(?:jag|mig|vi|oss)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:I|me|we|us)\b"),
}
_ABBREVIATED: Final = re.compile(r"\b(?:\w|dr|prof|bl\.a|t\.ex|ca|nr|kl|st|e\.g|i\.e|vs)\.$", re.IGNORECASE)
_NOT_OWNED: Final = (
    "to|about|at|in|on|for|and|that|when|as|by|with|a|the|how|if|through|last|again|once|or|from"
    "|because|before|after"
)
"""After these "her" is an object, not an owner."""
_GIVES: Final = (
    "takes?|took|costs?|gives?|gave|given|lends?|lent|saves?|saved|pays?|paid|buys?|bought|owes?|owed"
)
_AMOUNT: Final = (
    r"(?:(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|several|many|almost|nearly"
    r"|over|about|roughly|some)\s+(?:\w+\s+)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|pounds?"
    r"|dollars?|euros?|kronor|bob|tries|attempts)|(?:years|months|weeks|ages|confidence|courage|hope|time|access"
    r"|permission|advice|strength|pause)\b)"
)
"""What is given or taken: before it "her" is the one it was given to, no owner."""
_UNLISTED: Final = re.compile(
    r"(?!(?:all|half|both|just|only|not|such|quite|what|once|twice|behind|inside|outside|around|with|for|from|after"
    r"|before|during|against|under|over|through|across|like|about|among|between|into|near|past|since|until|without"
    r"|as|at|by|in|of|on|to|and|but|or|the|than|that|because|if|when|while|where|how|why|who|even|ever|always|never"
    r"|still|never|rather|many|more|most|much|one)\b)[A-Za-z]{3,}(?<!ing)(?<!ly) (?:the|a|an|her|his)\b",
    re.IGNORECASE,
)
"""A verb outside the lists: nothing else stands straight before an article."""
_SO_FAR: Final = re.compile(
    r"\bsince (?:the |about |around |early |late )?(?:\d|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|spring|summer|autumn|winter|pandemic)"
    r"|\bfor (?:\w+ ){0,2}(?:\d+\+?|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|many)"
    r" (?:years|months|decades)",
    re.IGNORECASE,
)
"""What makes a present into a perfect."""
_YOU: Final = {"sv": "du", "en": "you"}
_LEFT: Final = {
    "sv": re.compile(r"\b(?:hon|han|hen|henne|honom|hennes|hans|hens|sig|sin|sitt|sina)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:she|he|her|him|his|hers|herself|himself)\b", re.IGNORECASE),
}


def told_to_you(text: str, language: Language, name: Name) -> str | None:
    """Give "du ..." or "you ..." for a fact that says what the person does or did, without a closing mark."""
    sentence = first_sentence(text)
    if not sentence or not fits(sentence, language):
        return None
    words = vocabulary(language)
    called = _as_person(sentence, language)
    if called:
        return turned(called, language, name)
    subject = re.match(rf"(?:{_THIRD[language]}|{_names(name)})\s+(?=\S)", sentence, re.IGNORECASE)
    rest = sentence[subject.end() :] if subject else _passive(sentence, language)
    verb = _verb(rest, words, language)
    they = subject is not None and subject[0].lower().strip() in {"they", "de"}
    if not verb and language == "en" and _UNLISTED.match(rest):
        verb, rest = True, _plain_present(rest)
    if subject and not verb and language == "sv":
        # After its subject a Swedish word in such an ending is the verb, listed or not.
        verb = bool(re.match(r"\w{2,}(?:[dt]e|[ae]r)\b", rest))
    verb = verb or (they and rest.split()[0].lower() in words.infinitives)
    if not verb or ME[language].match(rest):
        return None
    rest = _ongoing(rest, words) if language == "en" else rest
    rest = _agree(rest, words, language)
    if they:
        rest = _outside(rest, lambda piece: re.sub(r"\btheir\b", "your", piece))
    told = turned(rest, language, name)
    return None if told is None else f"{_YOU[language]} {told}"


def _passive(sentence: str, language: Language) -> str:
    """Put "was" before what was done to the person: "Named manager of the year"."""
    words = sentence.lower().split()
    treated = words[0] in _TREATED and words[1:2] and words[1] in {"in", "by", "on", "for", "as", "at", "to"}
    if language == "en" and (words[0] in _MADE or treated):
        return f"was {sentence[0].lower()}{sentence[1:]}"
    return sentence


def _as_person(sentence: str, language: Language) -> str:
    """Give "you are the author of ..." for "Author of ..."; empty for notes of another kind."""
    text = sentence[:1].lower() + sentence[1:]
    if _PERSON[language].match(text):
        return f"{'du är' if language == 'sv' else 'you are the'} {text}"
    if _SPEAKER[language].match(text):
        return f"{'du var' if language == 'sv' else 'you were a'} {text}"
    return ""


def topic_to_you(text: str, language: Language, name: Name) -> str:
    """Turn "hur Maria valde" or "how she chose" to the one written to; as it was when that is not safe."""
    she = {"sv": "hon", "en": "she"}[language]
    spoken = text
    for part in name.parts:
        spoken = re.sub(rf"\b{re.escape(part)}\b", she, spoken)
    told = turned(spoken, language, name)
    return text if told is None else told


def belongs_to_you(text: str, language: Language, name: Name) -> str | None:
    """Give "ditt team byggde ..." for "Hennes team byggde ..." where the word's gender is known."""
    sentence = first_sentence(text)
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
    told = turned(sentence[found.start("thing") :], language, name)
    return None if told is None else f"{your} {told}"


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


def first_sentence(text: str) -> str:
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
    first = first.removeprefix("co-")
    regular = r"\w{2,}ed" if language == "en" else r"\w{2,}ades?|\w{3,}[dt]es"
    passive = language == "sv" and first.endswith("s") and first[:-1] in words.past
    if passive or first in {"ska", "kan", "lär"} or first in words.past or re.fullmatch(regular, first):
        return True
    return first in words.present and (language == "sv" or first != parts[0] or len(parts) > 1)


def _plain_present(rest: str) -> str:
    """Give "whittle a spoon" for "whittles a spoon", a verb outside the lists."""
    first, _, tail = rest.partition(" ")
    if first.endswith("ies"):
        first = f"{first[:-3]}y"
    elif re.search(r"(?:sh|ch|x|zz|ss)es$", first):
        first = first[:-2]
    elif first.endswith("s") and not first.endswith("ss"):
        first = first[:-1]
    return f"{first} {tail}"


def _ongoing(rest: str, words: Vocabulary) -> str:
    """Give "have been mentoring teams since 2015" for "mentors teams since 2015", as English says it."""
    first, _, tail = rest.partition(" ")
    verb = words.present.get(first.lower(), "")
    if not verb or not _SO_FAR.search(_outside(rest)) or re.search(r"\b(?:who|which|that)\b", tail):
        return rest
    if verb in {"be", "have"}:
        return f"have {'been' if verb == 'be' else 'had'} {tail}"
    gerunds = {base: ing for ing, base in words.gerunds.items()}
    also = re.sub(
        r"\b(and) (\w+)\b",
        lambda found: f"{found[1]} {gerunds.get(words.present.get(found[2], ''), found[2])}",
        tail,
    )
    return f"have been {gerunds[verb]} {also}"


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
    pieces = QUOTES.split(text)
    changed = [piece if at % 2 else change(piece) for at, piece in enumerate(pieces)]
    return "".join(changed)


def turned(text: str, language: Language, name: Name) -> str | None:
    """Change pronouns outside quotations; None when one is left whose owner is not sure."""
    change = _swedish if language == "sv" else _english
    told = _outside(text, change)
    bare = QUOTES.sub(" ", told)
    bare = re.sub(r"\b(?:sig|sin|sitt|sina)\b", " ", bare) if _controlled(text, language) else bare
    if _LEFT[language].search(bare):
        return None
    if any(re.search(rf"\b{re.escape(part)}(?:s|['’]s)?\b", bare) for part in name.parts):
        return None
    return told


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


def _controlled(text: str, language: Language) -> bool:
    """Tell whether someone else in the sentence owns its "sig": "fick laget att känna sig tryggt"."""
    return language == "sv" and controlled_at(text) < len(text)


def _before_relative(text: str) -> tuple[str, str, str]:
    """Cut before the first clause with another subject: there "sin" may be someone else's."""
    found = re.search(r"\b(?:som|där|vilka|vilket|medan)\b(?! (?:hon|han|hen)\b)", text)
    controlled = controlled_at(text)
    if controlled < (found.start() if found else len(text)):
        return text[:controlled], "", text[controlled:]
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _english(text: str) -> str:
    words = vocabulary("en")

    def subject(found: re.Match[str]) -> str:
        return f"you {_for_you(found[1], words)}" if found[1] else "you"

    text = re.sub(r"\b(?:she|he) (\w+)", subject, text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:herself|himself)\b", "yourself", text)
    text = re.sub(rf"\b({_GIVES}) her (?={_AMOUNT})", r"\1 you ", text, flags=re.IGNORECASE)
    text = re.sub(rf"\bhis (?=\w)|\bher (?=(?!(?:{_NOT_OWNED})\b|\w+ly\b)\w)", "your ", text)
    text = re.sub(r"\b(?:her|him)\b", "you", text)
    return re.sub(r"\b(?:hers)\b", "yours", text)
