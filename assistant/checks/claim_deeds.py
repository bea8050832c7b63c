"""Who did what: a verb in the text beside the same verb in the brief, and what differs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.checks.claim_clauses import Predication, predications
from assistant.checks.claim_moods import marker
from assistant.checks.claim_statements import Statement, is_same, shared, statements, telling, who
from assistant.checks.claim_subjects import Side
from assistant.checks.claim_verbs import opposites
from assistant.checks.claims import YOU, Claim
from assistant.checks.folding import load_words
from assistant.checks.support import Support, plain
from assistant.checks.tokens import Token, bare, tokens
from assistant.domain.value import Language

_OURS: Final = re.compile(r"\b(?:oss|vår|vårt|våra|mitt|mina|min|my|our|ours|us|mine)\b", re.IGNORECASE)
_MUTUAL: Final = frozenset({"work", "meet", "speak", "play", "compete", "study", "merge", "join"})
"""What two do with each other, so that either can be said to do it."""
_LONG: Final = 7
"""Letters from which one word alone shows what is meant."""
_QUOTED: Final = 3
"""Words in a row that show a quotation without marks."""
_TO: Final = re.compile(r"\bto\s(?:\w+ly\s)?$", re.IGNORECASE)
_WITH_YOU: Final = re.compile(
    r"\b(?:with|alongside|and)\syou\b|\b(?:med|och|bredvid)\s(?:dig|du|er|ni)\b", re.IGNORECASE
)
_UNTHOUGHT: Final = re.compile(
    r"\b(?:thought|considered|occurred|crossed|dream\w*|imagined|expected|idea|think|tänkt|tänkte|kommit\spå|kom\spå|slagit|slog|trott|"
    r"trodde|anat|anade|föreställt|väntat|drömt|aning)\b",
    re.IGNORECASE,
)
"""What a person had not thought of is no claim that it is so."""
_MANNER: Final = re.compile(
    r"\b(?:as|like|how|the\sway|som|såsom|så\ssom|enligt|quite|exactly|precis|riktigt)\b", re.IGNORECASE
)
"""What is not done in one way is done in another."""
_TELLS: Final = frozenset(
    {"say", "write", "recommend", "ask", "show", "call", "read", "see", "listen", "speak"}
)
"""What can be told in the present and in the past alike."""
_NEAR: Final = 2
"""Words that two sentences share from which their verbs are compared, though their objects are pronouns."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A verb of the text laid beside one of the brief."""

    said: Predication
    told: Predication
    statement: Statement
    common: tuple[Token, ...]
    """Words of the text's clause that the brief's clause has too."""
    wide: int
    """How many words the two sentences share."""
    opposite: bool

    @property
    def weight(self) -> int:
        """How near they are: what stands in their clauses counts twice more."""
        return 2 * len(self.common) + self.wide


def contradicted_deeds(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find what is denied, done by another, or over or still to come, where the brief says otherwise."""
    sentence = telling(text)
    for said in predications(text, language):
        if said.irrealis or said.asked or _is_ours(text[said.clause[0] : said.clause[1]]):
            continue
        if said.form == "base" and said.implied and language == "en" and not _TO.search(text[: said.start]):
            continue  # "win or no win"
        if _UNTHOUGHT.search(text[: said.start]) or _is_quoted(said, text, support):
            continue
        pairs = _pairs(said, sentence, support)
        if not pairs or any(_difference(pair, text, language, support) == "" for pair in pairs):
            continue
        best = max(pairs, key=lambda pair: pair.weight)
        start, end = _span(best, text)
        yield Claim(start, end, "contradicted", "told", best.statement.text)


def _is_quoted(said: Predication, text: str, support: Support) -> bool:
    """Whether the verb stands in words that the recipient is quoted with, marks or none."""
    around = text[max(0, said.start - 40) : said.end + 40]
    words = tokens(around)
    at = next((n for n, each in enumerate(words) if each.text == text[said.start : said.end]), 0)
    windows = (
        " ".join(each.text for each in words[first : first + _QUOTED])
        for first in range(max(0, at - 2), at + 1)
    )
    quoted = [plain(fact.quote) for fact in support.brief.facts if fact.quote]
    return any(
        len(window.split()) == _QUOTED and f" {plain(window)} " in f" {each} "
        for window in windows
        for each in quoted
    )


def _is_ours(clause: str) -> bool:
    """Whether a clause is of the sender's side alone: "hos oss", "our overtime"."""
    return bool(_OURS.search(clause)) and not YOU.search(clause)


def _pairs(said: Predication, sentence: tuple[Token, ...], support: Support) -> list[_Pair]:
    """The brief's verbs that speak of the same thing, the closest only."""
    found = []
    mine = _words(said)
    for statement in statements(support):
        if statement.origin == "other":
            continue
        wide = len(shared([each.text for each in sentence], statement.words))
        if not wide:
            continue
        for told in statement.predications:
            same = bool(said.meanings & told.meanings) or _is_emptied(said, told)
            opposite = not same and any(
                frozenset((one, other)) in opposites() for one in said.meanings for other in told.meanings
            )
            if not (same or opposite) or told.irrealis or _is_later(told, statement):
                continue
            theirs = [each.text for each in _words(told)]
            common = tuple(each for each in mine if any(is_same(each.text, other) for other in theirs))
            pair = _Pair(said, told, statement, common, wide, opposite)
            if _is_about_the_same(pair, support):
                found.append(pair)
    most = max((pair.weight for pair in found), default=0)
    return [pair for pair in found if pair.weight >= most - 1]


def _is_emptied(said: Predication, told: Predication) -> bool:
    """ "You never kept a diary" where one was written: what is denied has a light verb."""
    if said.negated == told.negated or said.light == told.light or "base" in {told.form, said.form}:
        return False
    return said.light if said.negated else told.light


def _is_later(told: Predication, statement: Statement) -> bool:
    """Whether a note only says before what something is done."""
    opening = statement.text[told.clause[0] : told.clause[1]].split(maxsplit=1)[:1]
    return bool(opening) and opening[0].casefold() in {
        "before",
        "until",
        "innan",
        "tills",
        "if",
        "om",
        "without",
    }


def _words(each: Predication) -> tuple[Token, ...]:
    """The telling words of a predication: of its subject unless that is a pronoun, and of its objects."""
    subject = each.subject.words if each.subject.party in {"name", "noun", "you"} and not each.implied else ()
    return tuple(word for word in (*subject, *each.objects.words) if telling(word.text))


def _is_about_the_same(pair: _Pair, support: Support) -> bool:
    said, told, common = pair.said, pair.told, pair.common
    done = shared([word.text for word in said.objects.words if word in common], _telling(told.objects))
    if said.light != told.light:
        return any(len(word) >= _LONG and word.islower() for word in done)
    if said.light:
        return len(common) >= _NEAR and bool(done)
    if common:
        return True
    both_theirs = who(said.subject, support, None) == "them" == who(told.subject, support, pair.statement)
    return pair.wide >= _NEAR or (both_theirs and not _telling(told.objects))


def _difference(pair: _Pair, text: str, language: Language, support: Support) -> str:
    """What differs: "actor", "negation" or "time"; "" when nothing does."""
    said, told = pair.said, pair.told
    mine, theirs = who(said.subject, support, None), who(told.subject, support, pair.statement)
    own = mine == "me" and not (said.to_you and theirs == "them" and _tells_me(pair))
    unlike = pair.opposite and mine == "other" and not shared(_telling(said.subject), _telling(told.subject))
    if own or unlike or (pair.opposite and mine not in {theirs, "them"}):
        return ""  # what the sender or somebody else does is no matter of the brief's
    told_of = shared(_telling(said.subject), pair.statement.words)
    if told_of and _WITH_YOU.search(text[said.clause[0] : said.clause[1]]):
        return ""  # whom the brief names as a partner did it too
    if _is_other_actor(pair, mine, theirs, support):
        return "actor"
    if pair.opposite == (said.negated == told.negated):
        if not _is_close(pair) or _MANNER.search(text[said.start : said.clause[1]]):
            return ""
        over = said.negated and said.form == "present" and pair.statement.ended and told.form == "past"
        return "" if over else "negation"
    return "time" if mine == "them" and _is_other_time(pair, text, language) else ""


def _is_close(pair: _Pair) -> bool:
    """Whether two predications have so much in common that one can deny the other."""
    return (
        len(pair.common) >= _NEAR
        or pair.wide > _NEAR
        or (bool(pair.common) and len(pair.common) >= len(_telling(pair.told.objects)))
        or any(len(word.text) >= _LONG for word in pair.common)
    )


def _tells_me(pair: _Pair) -> bool:
    """Whether it passes between two people, so that the giver cannot be the receiver."""
    return bool(
        pair.said.meanings
        & {"recommend", "send", "offer", "lend", "give", "show", "invite", "introduce", "call", "teach"}
    )


def _is_other_actor(pair: _Pair, mine: str, theirs: str, support: Support) -> bool:
    said, told = pair.said, pair.told
    comparable = mine and theirs and not (pair.opposite or said.meanings & told.meanings & _MUTUAL)
    alike = mine == theirs != "other" or shared(_telling(said.subject), _telling(told.subject))
    if not comparable or alike:
        return False
    acts = said.passive or bool(_telling(said.objects))  # "the losses fell" is nobody's deed
    turned = (acts and bool(shared(_telling(said.subject), _telling(told.objects)))) or (
        bool(shared(_telling(told.subject), _telling(said.objects)))
    )
    if mine == "me":
        return True
    if mine == "other" and theirs == "them":
        named = any(_is_known_name(word, support) for word in said.subject.words)
        return named or turned or (said.to_you and said.subject.party == "noun" and bool(pair.common))
    if mine == "them" and theirs == "other":
        named = told.subject.party == "name" and bool(pair.common)
        return turned or (not told.implied and (named or _is_other_party(pair)))
    return turned and mine == "other"


def _is_other_party(pair: _Pair) -> bool:
    """Whether the brief has a group of people do just this: the neighbours, the council."""
    people = load_words("meanings")["parties"]["words"].split()
    subject = _telling(pair.told.subject)
    return len(pair.common) >= _NEAR and bool(subject) and bare(subject[-1]) in people


def _telling(side: Side) -> list[str]:
    return [word.text for word in side.words if telling(word.text) and not word.text.isdigit()]


def _is_known_name(word: Token, support: Support) -> bool:
    low = bare(word.text)
    return word.text[0].isupper() and low in _names(support)


@lru_cache(maxsize=32)
def _names(support: Support) -> frozenset[str]:
    """The names of a brief: its people, and what has a capital letter inside a sentence."""
    inner = (
        token for text in support.texts for token in tokens(text) if token.start and token.text[0].isupper()
    )
    return frozenset[str]().union(*support.people) | {bare(token.text) for token in inner}


def _is_other_time(pair: _Pair, text: str, language: Language) -> bool:
    """Present for what is over, past for what goes on, done for what is only promised."""
    said, told = pair.said, pair.told
    if said.negated or pair.opposite or said.meanings & _TELLS:
        return False
    clause = text[said.clause[0] : said.clause[1]]
    if said.form == "present" and pair.statement.ended and told.form in {"past", "perfect"}:
        return True
    if said.form != "past" or told.passive != said.passive:
        return False
    if pair.statement.commits and told.form in {"present", "base"} and len(pair.common) >= 1:
        return not said.reported
    goes_on = told.form == "present" and not pair.statement.ended and pair.statement.origin == "fact"
    return goes_on and (not said.reported or bool(marker("former", language).search(clause)))


def _span(pair: _Pair, text: str) -> tuple[int, int]:
    """From the subject to the last word that both have, within the clause."""
    said = pair.said
    places = [(said.start, said.end), *((word.start, word.end) for word in pair.common)]
    if not said.implied:
        places += [(word.start, word.end) for word in said.subject.words]
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    if said.negated:
        end = max(end, said.end)
    return start, end
