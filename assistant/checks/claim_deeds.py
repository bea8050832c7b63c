"""Who did what: a verb in the text beside the same verb in the brief, and what differs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checks.claim_actors import NEAR, TELLS, Pair, is_apposition, is_other_actor, telling_words
from assistant.checks.claim_clauses import Predication, predications
from assistant.checks.claim_moods import marker
from assistant.checks.claim_statements import Statement, is_same, shared, statements, telling, who
from assistant.checks.claim_verbs import implied, opposites
from assistant.checks.claims import ME, YOU, Claim, data, pattern
from assistant.checks.lexicon import words
from assistant.checks.support import Support, plain
from assistant.checks.tokens import Token, tokens
from assistant.domain.value import Language

_OURS: Final = re.compile(r"\b(?:oss|vår|vårt|våra|mitt|mina|min|my|our|ours|us|mine)\b", re.IGNORECASE)
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
_NEARLY: Final = re.compile(
    r"\b(?:was|were|been|came|come)\s(?:just\s|very\s|so\s)?(?:about|going|tempted|close|near)\sto\s(?:\w+ly\s)?$"
    r"|\b(?:nära|väg|frestad)\s(?:på\s)?att\s$",
    re.IGNORECASE,
)
"""What was nearly done was not."""
_LEFT: Final = re.compile(
    r"\b(?:stopp(?:ed|ing)|quit|gave\sup|given\sup|slutat?|slutade|upphört\w*|avråd\w+|avrått|warned|advised)\s(?:\w+\s){0,2}(?:from\s|against\s|från\s)?"
    r"(?:att\s)?\w+$",
    re.IGNORECASE,
)
"""What was stopped or advised against is not done."""
_DONE: Final = re.compile(r"finished\b|avslutad", re.IGNORECASE)
"""What is finished is complete; it has not ceased."""
_IT: Final = re.compile(r"\b(?:it|den|det)\s$", re.IGNORECASE)
_LATER: Final = frozenset({"before", "until", "innan", "tills", "if", "om", "without"})


def contradicted_deeds(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find what is denied, done by another, or over or still to come, where the brief says otherwise."""
    near = _near(text, support)
    if not near:
        return
    for said in predications(text, language):
        if said.irrealis or said.asked or _is_ours(text[said.clause[0] : said.clause[1]]):
            continue
        if said.form == "base" and said.implied and language == "en" and not _TO.search(text[: said.start]):
            continue  # "win or no win"
        if said.implied and _is_mine(text[: said.start]):
            continue
        if _UNTHOUGHT.search(text[: said.start]) or _NEARLY.search(text[: said.start]):
            continue
        if _is_quoted(said, text, support):
            continue
        pairs = [] if _is_later(said, text) else _pairs(said, near, support)
        if _LEFT.search(text[: said.end]):  # who stopped using it does not use it
            pairs = [each for each in pairs if not each.told.negated]
        if not pairs or any(_difference(pair, text, language, support) == "" for pair in pairs):
            continue
        best = max(pairs, key=lambda pair: pair.weight)
        start, end = _span(best, text)
        yield Claim(start, end, "contradicted", "told", best.statement.text)


def _is_mine(before: str) -> bool:
    """Whether a verb without a subject goes on with what the sender does: "I'm 34 and run a firm"."""
    doers = pattern(data("promises")["doer"]).findall(before)
    return bool(doers) and bool(ME.fullmatch(doers[-1]))


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


def _near(text: str, support: Support) -> list[tuple[Statement, int]]:
    """The brief's statements that share words with a sentence, and how many."""
    words = [each.text for each in telling(text)]
    told = (each for each in statements(support) if each.origin != "other")
    counted = ((each, len(shared(words, each.words))) for each in told)
    return [(each, wide) for each, wide in counted if wide]


def _pairs(said: Predication, near: list[tuple[Statement, int]], support: Support) -> list[Pair]:
    """The brief's verbs that speak of the same thing, the closest only."""
    found = []
    mine = _words(said)
    for statement, wide in near:
        for told in statement.predications:
            same = bool(said.meanings & told.meanings) or _is_emptied(said, told) or _is_implied(said, told)
            done = _DONE.match(statement.text, told.start)
            opposite = not (same or done) and any(
                frozenset((one, other)) in opposites() for one in said.meanings for other in told.meanings
            )
            if not (same or opposite) or told.irrealis or _is_later(told, statement.text):
                continue
            if said.negated and pattern(data("states")["refused"]).search(statement.text[: told.start]):
                continue  # who said no to it did not do it
            theirs = [each.text for each in _words(told)]
            common = tuple(each for each in mine if any(is_same(each.text, other) for other in theirs))
            pair = Pair(said, told, statement, common, wide, opposite)
            if _is_about_the_same(pair, support):
                found.append(pair)
    most = max((pair.weight for pair in found), default=0)
    return [pair for pair in found if pair.weight >= most - 1]


def _is_emptied(said: Predication, told: Predication) -> bool:
    """ "You never kept a diary" where one was written: what is denied has a light verb."""
    if said.negated == told.negated or said.light == told.light or "base" in {told.form, said.form}:
        return False
    return said.light if said.negated else told.light


def _is_implied(said: Predication, told: Predication) -> bool:
    """Whether what is said takes for granted what the brief denies: it worked, but was never tried."""
    taken = frozenset[str]().union(*(implied().get(meaning, frozenset()) for meaning in said.meanings))
    return told.negated and not said.negated and bool(taken & told.meanings)


def _is_later(each: Predication, text: str) -> bool:
    """Whether a clause only says before what something is done, which may not have come about yet."""
    opening = text[each.clause[0] : each.clause[1]].split(maxsplit=1)[:1]
    return bool(opening) and opening[0].casefold() in _LATER


def _words(each: Predication) -> tuple[Token, ...]:
    """The telling words of a predication: of its subject unless that is a pronoun, and of its objects."""
    subject = each.subject.words if each.subject.party in {"name", "noun", "you"} and not each.implied else ()
    return tuple(word for word in (*subject, *each.objects.words) if telling(word.text))


def _is_about_the_same(pair: Pair, support: Support) -> bool:
    said, told, common = pair.said, pair.told, pair.common
    done = shared([word.text for word in said.objects.words if word in common], telling_words(told.objects))
    if said.light != told.light:
        return any(len(word) >= _LONG and word.islower() for word in done)
    if said.light:
        return len(common) >= NEAR and bool(done)
    if common:
        return True
    both_theirs = who(said.subject, support, None) == "them" == who(told.subject, support, pair.statement)
    return pair.wide >= NEAR or (both_theirs and not telling_words(told.objects))


def _difference(pair: Pair, text: str, language: Language, support: Support) -> str:
    """What differs: "actor", "negation" or "time"; "" when nothing does."""
    said, told = pair.said, pair.told
    mine, theirs = who(said.subject, support, None), who(told.subject, support, pair.statement)
    if not told.subject.words and is_apposition(pair):
        theirs = "other"
    if _IT.search(pair.statement.text[: told.start]):
        theirs = ""  # a thing, not the recipient
    if pair.opposite and mine == "other" and theirs == "them" and _is_same_thing(pair, text):
        return "negation" if said.negated == told.negated else ""
    if _is_elsewhere(pair, mine, theirs, text):
        return ""
    if not _is_ahead(said, text, language) and is_other_actor(pair, mine, theirs, support):
        return "actor"
    if pair.opposite == (said.negated == told.negated):
        return "negation" if _is_denied(pair, text) else ""
    return "time" if mine == "them" and _is_other_time(pair, text, language) else ""


def _is_elsewhere(pair: Pair, mine: str, theirs: str, text: str) -> bool:
    """Whether the sender, somebody else or a partner does it, which is no matter of the brief's."""
    said, told = pair.said, pair.told
    own = mine == "me" and not (said.to_you and theirs == "them" and _tells_me(pair))
    alike = shared(telling_words(said.subject), telling_words(told.subject))
    if own or (pair.opposite and ((mine == "other" and not alike) or mine not in {theirs, "them"})):
        return True
    told_of = shared(telling_words(said.subject), pair.statement.words)
    return bool(told_of) and bool(_WITH_YOU.search(text[said.clause[0] : said.clause[1]]))


def _is_denied(pair: Pair, text: str) -> bool:
    """Whether one of the two denies the other, of the same thing and in the same time."""
    said, told = pair.said, pair.told
    mine, theirs = telling_words(said.objects), telling_words(told.objects)
    if mine and theirs and not shared(mine, pair.statement.words):
        return False  # keeping volunteers is not the opposite of stopping repairs
    vague = said.meanings <= TELLS and not (pair.common and (said.negated or pair.opposite))
    if vague or not _is_close(pair) or _MANNER.search(text[said.start : said.clause[1]]):
        return False
    return not (said.negated and said.form == "present" and pair.statement.ended and told.form == "past")


def _is_same_thing(pair: Pair, text: str) -> bool:
    """Whether what goes on with the reader is what they did the opposite to: "your groups live on"."""
    common = shared(telling_words(pair.said.subject), telling_words(pair.told.objects))
    return bool(common) and bool(YOU.search(text)) and "stop" in pair.told.meanings


def _is_close(pair: Pair) -> bool:
    """Whether two predications have so much in common that one can deny the other."""
    return (
        len(pair.common) >= NEAR
        or pair.wide > NEAR
        or (bool(pair.common) and len(pair.common) >= len(telling_words(pair.told.objects)))
        or any(len(word.text) >= _LONG for word in pair.common)
        or (bool(pair.common) and pair.said.negated and not pair.said.light)
    )


def _tells_me(pair: Pair) -> bool:
    """Whether it passes between two people, so that the giver cannot be the receiver."""
    return bool(
        pair.said.meanings
        & {"recommend", "send", "offer", "lend", "give", "show", "invite", "introduce", "call", "teach"}
    )


def _is_ahead(said: Predication, text: str, language: Language) -> bool:
    """Whether a clause tells of what is to come: that somebody will is no word on who did."""
    low = text[said.clause[0] : said.start].casefold().replace("\u2019", "'").split()
    return any(word in words("clauses", language, "future") or word.endswith("'ll") for word in low)


def _is_other_time(pair: Pair, text: str, language: Language) -> bool:
    """Present for what is over, past for what goes on, done for what is only promised."""
    said, told = pair.said, pair.told
    if said.negated or pair.opposite or said.meanings & TELLS:
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


def _span(pair: Pair, text: str) -> tuple[int, int]:
    """From the subject to the last word that both have, within the clause."""
    said = pair.said
    places = [(said.start, said.end), *((word.start, word.end) for word in pair.common)]
    if not said.implied:
        places += [(word.start, word.end) for word in said.subject.words]
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    if said.negated:
        end = max(end, said.end)
    return start, end
