"""A note that tells what someone said: "Hon sa att ...", "Bengt tycker ...", "She advised me to ..."."""

from __future__ import annotations

import re
from typing import Final, Literal

from assistant.domain.value import Language
from assistant.offline.names import Name
from assistant.offline.second_person import turned
from assistant.offline.vocabulary import vocabulary

Reported = Literal["", "that", "advice", "thing"]

_SAID: Final = {
    "sv": "sa|sade|säger|tycker|tyckte|tror|trodde|menar|menade|anser|ansåg|berättar|berättade|påpekar"
    "|påpekade|betonar|betonade|förklarade|förklarar|upprepade|varnade för|hävdade|hävdar|nämnde|nämner"
    "|tog upp|talade om|pratade om|beskrev|beskriver|upplever|upplevde|var säker på",
    "en": "said|says|thinks|thought|believes|believed|means|meant|feels|felt|reckons|reckoned|stressed"
    "|stresses|argued|argues|mentioned|mentions|explained|explains|pointed out|points out|warned me|warned"
    "|told me|tells me|insisted|noted|talked about|spoke about|described|emphasised|emphasized",
}
_ADVISED: Final = {
    "sv": "föreslog|föreslår|rådde|råder|rekommenderade|rekommenderar|tipsade|tipsar|uppmanade",
    "en": "suggested|suggests|advised|advises|recommended|recommends|urged|encouraged|told|asked",
}
_ANY: Final = re.IGNORECASE
_THIRD: Final = {"sv": "hon|han|hen|de", "en": "she|he|they"}
_ADVERBS: Final = frozenset(
    {"inte", "aldrig", "alltid", "bara", "ofta", "sällan", "redan", "ibland", "också"}
)


def reported(note: str, language: Language, name: Name) -> tuple[Reported, str]:
    """Give what was said, turned to the one who said it, and its form; two empty strings for another note.

    "that": with its "att" or "that". "advice": an infinitive without its mark. "thing": a noun or an -ing.
    """
    note = note.replace("’", "'")
    names = {part for whole in name.parts for part in (whole, *whole.split())}
    who = "|".join([_THIRD[language], *(re.escape(part) for part in sorted(names, key=len, reverse=True))])
    lead = rf"^(?:enligt (?:{who})\s+|(?:{who})\s+(?:också\s+|also\s+|really\s+)?)"
    said = re.match(
        rf"{lead}(?:{_SAID[language]})\s+(?:också |till mig |to me |mig )?(?P<rest>\S.*)$", note, _ANY
    )
    advised = re.match(rf"{lead}(?:{_ADVISED[language]})\s+(?P<rest>\S.*)$", note, _ANY)
    found = advised or said
    if not found:
        return "", ""
    rest = turned(found["rest"], language, name)
    if rest is None:
        return "", ""
    if advised:
        form = _swedish_advice(rest) if language == "sv" else _english_advice(rest)
        if form[0] or not said:
            return form
    rest = turned(said["rest"], language, name) if said else None
    return ("", "") if rest is None else _stated(rest, language)


def _stated(rest: str, language: Language) -> tuple[Reported, str]:
    """Give what was said, with its "att" or "that" put back where it was left out."""
    mark = {"sv": "att", "en": "that"}[language]
    marked = re.match(rf"{mark}\s+", rest, re.IGNORECASE)
    clause = rest[marked.end() :] if marked else rest
    if not marked and not _has_verb(clause, language):
        return "thing", clause
    clause = clause.strip('"”“')
    return "that", f"{mark} {_in_order(clause) if language == 'sv' else clause}"


def _swedish_advice(rest: str) -> tuple[Reported, str]:
    rest = re.sub(r"^mig\s+", "", rest)
    wanted = re.match(r"(?:om )?att (?:jag|man|vi) (?:ska|skulle|bör|borde)\s+(?P<what>.+)$", rest)
    if wanted:
        return "advice", wanted["what"]
    to = re.match(r"(?:om |till )?att (?P<verb>\w+)(?P<more>.*)$", rest)
    if to and (to["verb"] in vocabulary("sv").infinitives or to["verb"] in {"inte", "aldrig", "alltid"}):
        return "advice", f"{to['verb']}{to['more']}"
    if rest.startswith("att "):
        return _stated(rest, "sv")
    return "thing", re.sub(r"^om\s+", "", rest)


def _english_advice(rest: str) -> tuple[Reported, str]:
    to = re.match(r"me to (?P<what>.+)$", rest)
    if to:
        return "advice", to["what"]
    wanted = re.match(r"(?:that )?(?:I|we) (?:should |could |might )?(?P<what>[a-z]+\b.*)$", rest)
    verb = wanted["what"].split()[0] if wanted else ""
    if wanted and verb not in vocabulary("en").past and verb not in {"was", "am", "had", "have", "did"}:
        return "advice", wanted["what"]
    if rest.startswith("that "):
        return _stated(rest, "en")
    rest = re.sub(r"^me\s+", "", rest)
    return ("", "") if re.match(r"(?:me|not|about|to|that|why|how|if)\b", rest) else ("thing", rest)


def _has_verb(clause: str, language: Language) -> bool:
    data = vocabulary(language)
    small = {"ska", "kan", "är", "har", "får", "måste", "bör", "vill", "is", "are", "can", "should", "must"}
    small |= {"will", "has", "have", "never", "always", "inte", "can't", "don't", "isn't", "would", "only"}
    words = [word.strip(",.:;").lower() for word in clause.split()]
    verbs = data.infinitives if language == "en" else frozenset[str]()
    nouns = data.words("ambiguous") if language == "en" else frozenset[str]()
    return any(
        word in small or word in data.present or word in data.past or (word in verbs and word not in nouns)
        for word in words[1:]
    )


def _in_order(clause: str) -> str:
    """Put "bara" before the verb, as after "att": "reviewers bara läser första sidan"."""
    data = vocabulary("sv")
    found = re.match(r"(?P<who>(?:\w+ ){1,3}?)(?P<verb>\w+) (?P<adverb>\w+)\b(?P<rest>.*)$", clause)
    if not found or found["adverb"] not in _ADVERBS:
        return clause
    finite = {"ska", "kan", "är", "har", "får", "måste", "bör", "vill", "skulle"}
    if found["verb"] not in data.present and found["verb"] not in data.past and found["verb"] not in finite:
        return clause
    return f"{found['who']}{found['adverb']} {found['verb']}{found['rest']}"
