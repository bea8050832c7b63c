"""Who did what: works, deeds, meetings, promises and words that a sentence ascribes without support.

Best effort, precision first: a pattern fires only when nothing in the brief, in either language, comes near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final

from assistant.checks.claim_clauses import predications
from assistant.checks.claim_statements import Statement, statements
from assistant.checks.claims import WH, Claim, data, in_language, is_ask, pattern
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.checks.tokens import content, stems, without_quotes
from assistant.domain.brief import Brief
from assistant.domain.value import Language
from knowledge.languages import sentence_language

_GIVES: Final = frozenset(
    {
        "send",
        "lend",
        "give",
        "show",
        "introduce",
        "invite",
        "call",
        "recommend",
        "read",
        "look",
        "ask",
        "help",
    }
)
"""What a recipient does for a sender, by the meaning of its verb."""


def unsupported_works(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find articles, books and talks of which the brief has none of the kind."""
    return _works(without_quotes(text), language, support)


def unsupported_relations(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find deeds, meetings, contacts, promises and sayings that the brief does not have."""
    masked = without_quotes(text)
    yield from _deeds(masked, language, support)
    yield from _between(masked, language, support)
    yield from _sayings(text, language, support)
    yield from _turned_around(text, language, support)
    yield from _swapped_employers(masked, support)


def _works(text: str, language: Language, support: Support) -> Iterator[Claim]:
    if is_ask(text) and text.rstrip().endswith("?"):
        return  # "would you share your papers" says of none that it is there
    for work in _listed("work"):
        for match in _with_piece("your", language, work[language]).finditer(text):
            if not _supports(support, work["support"]) and not _kind_supports(work["name"], support.brief):
                yield Claim(match.start(), match.end(), "not_found", "deed")


def _kind_supports(name: str, brief: Brief) -> bool:
    kinds = {fact.kind for fact in brief.facts}
    return name in kinds or (name == "post" and "article" in kinds) or (name == "article" and "post" in kinds)


def _deeds(text: str, language: Language, support: Support) -> Iterator[Claim]:
    asked = text.rstrip().endswith("?")  # a question about a life takes something for granted, and may
    for deed in _listed("deed"):
        if asked and not deed.get("free"):
            continue
        said = _with_piece("free" if deed.get("free") else "did", language, deed[language])
        for match in said.finditer(text):
            if not _supports(support, deed["support"]):
                yield Claim(match.start(), match.end(), "not_found", "deed")


def _between(text: str, language: Language, support: Support) -> Iterator[Claim]:
    brief = support.brief
    met = brief.meeting is not None or any(fact.kind == "meeting" for fact in brief.facts)
    before = (
        brief.own_words,
        brief.previous.outreach,
        brief.previous.followup,
        *(fact.text for fact in brief.facts),
    )
    for name, known in (
        (
            "meeting",
            met
            or any(
                in_language("between", "meeting", code).search(each)
                for code in ("sv", "en")
                for each in before
            ),
        ),
        (
            "contact",
            any(fact.kind == "shared_contact" or fact.with_whom for fact in brief.facts)
            or _supports(support, data("between")["contact_support"]),
        ),
        (
            "promise",
            _supports(support, data("between")["promise_support"])
            or any(map(is_offered, statements(support))),
        ),
        (
            "encounter",
            met or any(pattern(data("between")["encounter_support"]).search(each) for each in before),
        ),
    ):
        if known:
            continue
        for match in in_language("between", name, language).finditer(text):
            if name == "meeting" and match[0].casefold().endswith("talk") and _has_talk(brief):
                continue  # a talk on a stage
            if name == "meeting" and pattern(data("between")["with_other"]).search(text[match.end() :]):
                continue  # the talk was with somebody else
            yield Claim(match.start(), match.end(), "not_found", "meeting")


def is_offered(told: Statement) -> bool:
    """Whether a note has the recipient give something in the present: "hon skickar checklistan"."""
    return told.origin == "note" and any(
        each.form == "present" and not each.negated and each.meanings & _GIVES for each in told.predications
    )


def _has_talk(brief: Brief) -> bool:
    return (
        any(fact.kind == "talk" for fact in brief.facts)
        or "spoke" in " ".join(f.text for f in brief.facts).casefold()
    )


def _sayings(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Words put in the recipient's mouth of which the brief has next to none."""
    if WH.search(text) or not knows_language(support, language):
        return
    for match in in_language("between", "saying", language).finditer(text):
        said = re.split(r"[.!?;]|,\s(?:och|men|and|but|så|so)\s", text[match.end() :])[0]
        words = content(said)
        known = sum(support.has(token.text) for token in words)
        if len(words) >= 3 and (known == 0 or (len(words) >= 6 and known / len(words) < 0.2)):
            yield Claim(match.start(), match.end() + len(said.rstrip()), "not_found", "saying")
            return


@lru_cache(maxsize=64)
def knows_language(support: Support, language: Language) -> bool:
    """Whether the brief tells what was said in the text's own language, so that words can be compared."""
    brief = support.brief
    told = [fact.text for fact in brief.facts] + [fact.point for fact in brief.facts]
    told += [*brief.meeting.notes] if brief.meeting else []
    judged = [sentence_language(each, language) for each in told if each]
    return bool(judged) and all(each in {"", language} for each in judged)


def _turned_around(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """A note whose "always" became "never", or whose "before" was turned: the same words, a pole changed."""
    mine = {stem for token in content(text) for stem in stems(token.text)}
    for told in _told(support.brief):
        if pattern(data("orders")["denied"]).search(told):
            continue  # "nobody before week ten" is "week ten before anybody"
        theirs = content(told)
        shared = sum(bool(stems(token.text) & mine) for token in theirs)
        if shared < 2 or shared < 0.6 * len(theirs):
            continue
        for poles in _listed("poles"):
            claim = _pole_turned(text, told, poles)
            if claim and not _is_own(text, claim, language):
                yield claim


def _is_own(text: str, claim: Claim, language: Language) -> bool:
    """Whether the sender tells of their own habits."""
    around = [
        each for each in predications(text, language) if each.clause[0] <= claim.start <= each.clause[1]
    ]
    return bool(around) and all(
        each.subject.party == "me" and not each.implied and each.form in {"present", "past"}
        for each in around
    )


def _pole_turned(text: str, told: str, poles: dict[str, Any]) -> Claim | None:
    for here, there in ((poles["one"], poles["other"]), (poles["other"], poles["one"])):
        said, other = _first(text, here), _first(text, there)
        known, opposite = _first(told, here), _first(told, there)
        if (
            said is None
            or other is not None
            or re.match(r"\s(?:[\w-]+\s){0,6}?(?:no|ingen|inget|inga|zero)\b", text[said.end() :])
        ):
            continue
        if poles.get("ordered") and pattern(data("between")["own_order"]).match(text, said.end()):
            continue
        if opposite is not None and known is None:
            if poles.get("ordered") and not _is_same_order(text, said, told, opposite):
                return None
            return Claim(*said.span(), "contradicted", "given", opposite[0])
        if (
            known is not None
            and opposite is None
            and poles.get("ordered")
            and _is_swapped(text, said, told, known)
        ):
            return Claim(*said.span(), "contradicted", "against")
    return None


def _first(text: str, words: list[str]) -> re.Match[str] | None:
    return pattern(rf"\b(?:{'|'.join(words)})\b").search(text)


def _is_swapped(text: str, here: re.Match[str], told: str, there: re.Match[str]) -> bool:
    """Whether what stood before the word in the note stands after it in the text, and the other way round."""
    before, after = _sides(text, here)
    known_before, known_after = _sides(told, there)
    return bool(before & known_after) and bool(after & known_before)


def _is_same_order(text: str, here: re.Match[str], told: str, there: re.Match[str]) -> bool:
    """Whether the same things stand before the word, and the same after it, in the text as in the note."""
    before, after = _sides(text, here)
    known_before, known_after = _sides(told, there)
    return bool(before & known_before) and bool(after & known_after)


def _sides(text: str, pole: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    before = frozenset(stem for token in content(text[: pole.start()]) for stem in stems(token.text))
    after = frozenset(stem for token in content(text[pole.end() :]) for stem in stems(token.text))
    return before - after, after - before


def _told(brief: Brief) -> Iterator[str]:
    """What the recipient said; their life can be told from either end."""
    for fact in brief.facts:
        yield from (part for part in (fact.point, fact.quote) if part)
    if brief.meeting:
        yield from brief.meeting.notes


def _swapped_employers(text: str, support: Support) -> Iterator[Claim]:
    """The recipient's work placed at the sender's employer, or the other way round."""
    brief = support.brief
    ours, theirs = brief.sender.organisation, brief.recipient.organisation
    if not ours or not theirs or ours.casefold() == theirs.casefold():
        return
    works = data("employer")
    elsewhere = " ".join(text for text in support.texts if text not in {ours, theirs})
    for lead, wrong, right in ((works["you"], ours, theirs), (works["me"], theirs, ours)):
        short = wrong.split()[0]
        named = rf"{re.escape(wrong)}|{re.escape(short)}\b" if len(short) > 4 else re.escape(wrong)
        for match in pattern(rf"{lead}(?P<name>{named})").finditer(text):
            if match["name"].casefold() not in f"{elsewhere} {right}".casefold():
                yield Claim(*match.span("name"), "contradicted", "given", right)


@lru_cache(maxsize=512)
def _supports(support: Support, source: str) -> bool:
    """Whether a brief's texts have words of a kind."""
    words = re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.IGNORECASE)
    return any(words.search(text) for text in support.texts)


@cache
def _with_piece(name: str, language: Language, piece: str) -> re.Pattern[str]:
    """A frame of the rule's file ("you have ...") around the words of one work or deed."""
    return pattern(data("frames")[f"{name}_{language}"].replace("{piece}", piece))


@cache
def _listed(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(load_rule("unsupported_claim").data[name])
