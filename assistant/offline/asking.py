"""A clause such as "how you chose it" turned into a question of its own: "How did you choose it?"."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.shapes import lowered, unclosed
from assistant.offline.vocabulary import Vocabulary, vocabulary

ASKED: Final = {
    "sv": "hur|vad|varför|när|var|vilka|vilken|vilket",
    "en": "how|what|why|when|where|which|who",
}
"""Words that begin a question or a clause that tells what is asked."""
_ENGLISH_CLAUSE: Final = re.compile(
    rf"(?P<wh>(?:{ASKED['en']})(?: [\w-]+){{0,3}}?) (?P<who>you|I|we|one|it|they|people)"
    r"(?P<team> and your \w+)? (?P<verb>[\w']+)(?P<rest>[ ,].*)?$"
)
_MODAL: Final = {
    "can", "could", "would", "should", "will", "are", "were", "is", "was", "might",
}  # fmt: skip
_PERFECT: Final = re.compile(
    r" (?:\w+ed|been|made|built|kept|done|chosen|found|learned|learnt|seen|grown|led|managed|got|gone)\b"
)


_PREPOSITIONS: Final = {
    "sv": "i|på|av|till|från|med|mot|under|efter|för",
    "en": "in|on|at|to|from|with|by|for|of|under|after",
}
_SPLIT: Final = {
    "sv": re.compile(
        rf"(?:,? och|,) (?=(?:(?:{_PREPOSITIONS['sv']}) )?(?:{ASKED['sv']})\b|huruvida\b"
        r"|(?<=och )om (?:ni|du|man|det|jag)\b)"
    ),
    "en": re.compile(
        rf"(?:,? and (?=(?:(?:{_PREPOSITIONS['en']}) )?(?:{ASKED['en']})\b|whether\b)"
        r"|, (?=(?:how|what|why|whether)\b))"
    ),
}
"""Where a further thing is asked."""
_IN_ORDER: Final = re.compile(
    r"(?:how|what|why|when|where)(?: \w+)? (?:do|did|does|can|could|would|should|will)"
    r" (?:you|I|we|they|one)\b"
)
_NEW_SUBJECT: Final = {
    "sv": re.compile(r"\b(?:och|men|samt) (?:ni|du|man|jag|vi) \w"),
    "en": re.compile(r"\b(?:and|but) (?:you|I|we|they) \w"),
}
"""A second statement after "and": its order would have to be turned too, and no question says both."""
_ASKED_OF_WHICH: Final = re.compile(
    r"(?:which|who)(?: (?!you\b|I\b|we\b|they\b|it\b|one\b)[\w'-]+){0,5}"
    r" (?:is|are|was|were|has|have|can|will|would|should)\b .+$"
)
"""What asks for the subject has the order of a question already."""
_INNER: Final = re.compile(
    r"\b(?:who|which|that|what|when|where|how|why|because|while|if|before|after|once|whose)\b"
)


def quoted_free(text: str) -> str:
    """Give a sentence with a capital and without a closing mark."""
    text = unclosed(text)
    return text[0].upper() + text[1:]


def direct_question(clause: str, language: Language) -> str:
    """Give "Hur berättar ni om risk?" for "hur ni berättar om risk"; empty when the order is not sure.

    Several clauses ("what you do, and what you wish ...") are each turned, or none is.
    """
    first, *more = _SPLIT[language].split(clause)
    asked = [_turn(first, language), *(_further(part, language) for part in more)]
    if not all(asked) or _NEW_SUBJECT[language].search(clause):
        return ""
    parts = [asked[0], *(lowered(part) for part in asked[1:])]
    joint = ", och " if language == "sv" else ", and "
    return joint.join(filter(None, [", ".join(parts[:-1]), parts[-1]])).replace("?", "") + "?"


def is_several(clause: str, language: Language) -> bool:
    """Tell whether a clause asks more than one thing."""
    return bool(_SPLIT[language].search(clause))


def _turn(part: str, language: Language) -> str:
    if language == "sv":
        return _swedish_question(part)
    return quoted_free(part) + "?" if _ASKED_OF_WHICH.match(part) else _english_question(part)


def _further(part: str, language: Language) -> str:
    """Turn a clause after "and": bare "varför", "in which order you ...", "whether you would again"."""
    if part in ASKED[language].split("|"):
        return part
    if language == "en" and _IN_ORDER.match(part):
        return part
    closed = re.match(r"(?:whether|huruvida|om) (?P<rest>.+)$", part)
    if closed:
        wh = {"sv": "hur", "en": "how"}[language]
        return _turn(f"{wh} {closed['rest']}", language)[len(wh) + 1 :]
    led = re.match(rf"(?:{_PREPOSITIONS[language]}) (?=(?:{ASKED[language]})\b)", part)
    asked = _turn(part[led.end() if led else 0 :], language)
    return f"{led[0]}{lowered(asked)}" if led and asked else asked


def _swedish_question(clause: str) -> str:
    data = vocabulary("sv")
    verbs = (
        set(data.present)
        | set(data.past)
        | {"ska", "skulle", "kan", "kunde", "bör", "måste", "brukar", "gjorde", "fick", "vågade"}
    )
    relative = re.match(
        rf"({ASKED['sv']})(?P<more>(?: \w+){{0,2}}?) som"
        r"(?P<adverb> (?:egentligen|faktiskt|alltid|ofta|inte|verkligen))? (?P<verb>\w+)(?P<rest> .*)?$",
        clause,
    )
    if relative and (relative["verb"] in verbs or re.fullmatch(r"\w+(?:s|[aeiouyåäö]r)", relative["verb"])):
        verb = f"{relative['verb']}{relative['adverb'] or ''}"
        return quoted_free(f"{relative[1]}{relative['more']} {verb}{relative['rest'] or ''}") + "?"
    found = re.match(
        rf"(?P<wh>(?:{ASKED['sv']})(?: \w+){{0,3}}?) (?P<who>(?:ni|du|man|jag|vi)"
        r"(?: och (?:dina|era|mina|våra|ditt|ert) \w+)?) (?P<rest>.+)$",
        clause,
    )
    if not found:
        return _asked_of_a_thing(clause, verbs)
    words = found["rest"].split()
    adverbs = set(data.data["sentence_adverbs"].split())
    lead = [words.pop(0)] if words[0] in adverbs and len(words) > 1 else []
    # After its pronoun, and any adverb, a Swedish word in such an ending is the verb, listed or not.
    if words[0].strip(",") not in verbs and not re.fullmatch(
        r"\w{2,}(?:[aeiouyåäö]r|[dt]e)", words[0].strip(",")
    ):
        return ""
    asked = " ".join([found["wh"], words[0], found["who"], *lead, *words[1:]])
    return quoted_free(asked) + "?"


def _asked_of_a_thing(clause: str, verbs: set[str]) -> str:
    """Give "Hur kom trappan till?" for "hur trappan kom till": the subject is one definite noun."""
    determined = r"(?:en|ett|den|det|de|din|ditt|dina|er|ert|era|min|mitt|mina)"
    definite = r"(?:\w+a \w{2,}|\w{3,})(?:en|et|an|arna|erna|orna)"
    for more in ("", r"\w+ "):
        found = re.match(
            r"(?P<wh>hur|vad|varför|när|var)"
            rf" (?P<thing>{determined} {more}\w+|{definite})"
            r" (?P<verb>\w+)(?P<rest>.*)$",
            clause,
        )
        if found and (found["verb"] in verbs or re.fullmatch(r"\w{2,}(?:ade|dde)", found["verb"])):
            return quoted_free(f"{found['wh']} {found['verb']} {found['thing']}{found['rest']}") + "?"
    return ""


def _english_question(clause: str) -> str:
    data = vocabulary("en")
    thing = re.match(
        r"(?P<wh>how|what|why|when|where)"
        r" (?P<thing>(?:the|a|an|your|this|that|these|those|my) (?:[\w-]+ ){1,3}?)"
        r"(?P<verb>\w+)(?P<rest>.*)$",
        clause,
    )
    if thing and thing["verb"] in data.past and thing["verb"] not in data.infinitives:
        verb = data.past[thing["verb"]]
        if verb == "be":
            return quoted_free(f"{thing['wh']} {thing['verb']} {thing['thing']}{thing['rest'].strip()}") + "?"
        return quoted_free(f"{thing['wh']} did {thing['thing']}{verb}{thing['rest']}") + "?"
    if thing and re.match(r"(?:a|an) [\w-]+ $", thing["thing"]) and thing["verb"] in data.present:
        verb = data.present[thing["verb"]]
        return quoted_free(f"{thing['wh']} does {thing['thing']}{verb}{thing['rest']}") + "?"
    found = _ENGLISH_CLAUSE.match(clause)
    if not found:
        return ""
    verb, rest = found["verb"].lower(), found["rest"] or ""
    wh, who = found["wh"], f"{found['who']}{found['team'] or ''}"
    if verb in _MODAL or (verb in {"have", "has"} and _PERFECT.match(rest)):
        asked = f"{wh} {verb} {who}{rest}"
    elif _base(verb, data) not in {"", verb}:
        plain = _without_past(rest, data)
        asked = f"{wh} did {who} {_base(verb, data)}{plain}" if plain is not None else ""
    elif verb in data.infinitives or verb in data.present:
        asked = f"{wh} {'does' if who in {'it', 'one'} else 'do'} {who} {data.present.get(verb, verb)}{rest}"
    else:
        return ""
    return quoted_free(asked) + "?" if asked else ""


def _without_past(rest: str, data: Vocabulary) -> str | None:
    """Give "the 22% and tell them" for "the 22% and told them", as "did" carries the past for both.

    None where the second verb may belong to a clause inside, or cannot be put in its plain form.
    """
    joined = re.compile(r"(?P<and>(?:,| and| or|, and|, then| and then) )(?P<verb>\w+)\b")
    changed, at = "", 0
    for found in joined.finditer(rest):
        verb = found["verb"]
        base = _base(verb, data)
        if verb in data.infinitives or not (verb in data.past or re.fullmatch(r"\w{2,}[^e]ed", verb)):
            continue
        if not base or _INNER.search(rest[: found.start()]):
            return None
        changed += f"{rest[at : found.start()]}{found['and']}{base}"
        at = found.end()
    return changed + rest[at:]


def _base(verb: str, data: Vocabulary) -> str:
    """Give the plain form of an English past, listed or plainly regular; empty when it is not sure."""
    if verb in data.past:
        return data.past[verb]
    regular = re.fullmatch(r"(?P<stem>[a-z]{2,})ed", verb)
    if not regular or verb in data.infinitives:
        return ""
    stem = regular["stem"]
    for known in (stem, f"{stem}e"):
        if known in data.infinitives:
            return known
    return next((f"{stem[:cut]}{end}" for pattern, cut, end in _ENDINGS if pattern.search(stem)), "")


_ENDINGS: Final = (
    (re.compile(r"i$"), -1, "y"),
    (re.compile(r"[aeiou]([bdgmnprt])\1$"), -1, ""),
    (
        re.compile(
            r"[aeiou]{2}[dfklmnprt]$|(?:ss|ff|ll|zz|[cs]h|th|ck|[cpnsflr]t|[nlr]d|[lm]p|[rsn]k|[rw][mn])$"
        ),
        99,
        "",
    ),
    (re.compile(r"(?:[aeo]y|ow)$"), 99, ""),
    (re.compile(r"(?:[rd]g|[rl]v|[nr]c|[aeiou][vz]|at|[iu]s)$"), 99, "e"),
)
"""How the stem of a regular past ends, how much of it is kept, and what is put after it."""
