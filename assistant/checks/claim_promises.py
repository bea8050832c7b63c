"""Promises and offers that a text puts on the recipient, and what others are said to have said of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.checks.claim_relations import is_offered, knows_language
from assistant.checks.claim_statements import Statement, is_same, shared, statements, telling, who
from assistant.checks.claim_verbs import readings
from assistant.checks.claims import ME, YOU, Claim, data, in_language, is_ask, pattern
from assistant.checks.folding import load_words
from assistant.checks.rule import load_rule
from assistant.checks.support import Support, plain
from assistant.checks.tokens import bare, function_words, without_quotes
from assistant.domain.value import Language

_CLAUSE_END = re.compile(r"[.!?;:()]|,\s|\s[\u2013\u2014-]\s")
_PRONOUNS = frozenset({"hon", "han", "hen", "de", "she", "he", "they"})
_YOU_SAY = re.compile(
    r"\b(?:you|du|ni)\s(?:\w+\s)?(?:wrote|said|mentioned|skrev|sa|sade|nämnde)\b", re.IGNORECASE
)
"""What the reader said can be compared only in the brief's language."""
_FIGURATIVE = re.compile(r"\b(?:säger|tells)\s(?:mig|me|oss|us)\b", re.IGNORECASE)
"""A thing can tell me that you are busy."""


def unsupported_promises(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find what the recipient is said to have promised, of which the brief has nothing."""
    masked = without_quotes(text)
    rules = load_rule("unsupported_claim").data["promises"][language]
    if pattern(rules["no_promise"]).search(masked):
        return
    for source in rules["leads"]:
        for match in pattern(source).finditer(masked):
            if is_ask(masked) and masked.rstrip().endswith("?") and match["weak"] is not None:
                continue
            rest = _CLAUSE_END.split(masked[match.end() :])[0]
            rest = pattern(rules["rest_ends"]).split(rest)[0]
            if _is_no_promise(match, rest, masked):
                continue
            if match["weak"] is not None and (
                not pattern(rules["for_me"]).search(rest)
                or pattern(rules["supposed"]).search(masked[: match.start()])
            ):
                continue
            promised = load_rule("unsupported_claim").data["promises"]["sv"]["promised"]
            sworn = bool(pattern(promised).search(match[0]))
            what = match.groupdict().get("what") or ""
            if not _is_promised(f"{what} {rest}", language, support, sworn=sworn):
                end = match.end() + len(rest.rstrip())
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield Claim(start, end, "not_found", "meeting")
                return


def _is_no_promise(match: re.Match[str], rest: str, text: str) -> bool:
    """Whether it is said that nothing was promised, the sender promises, or the reader only gets or knows."""
    rules = data("promises")
    doers = pattern(rules["doer"]).findall(text[: match.start()])
    if pattern(rules["and_promises"]).match(match[0].lstrip()) and doers and ME.fullmatch(doers[-1]):
        return True
    return bool(pattern(rules["nothing"]).match(rest)) or (
        match["weak"] is not None and bool(pattern(rules["takes"]).match(rest))
    )


def _is_promised(rest: str, language: Language, support: Support, *, sworn: bool = False) -> bool:
    rules = load_rule("unsupported_claim").data["promises"]["sv"]
    denied = pattern(rules["denied"])
    promises = [
        each
        for each in statements(support)
        if (each.commits or is_offered(each)) and not (sworn and denied.search(each.text))
    ]
    content = _content(rest)
    months = [each for each in _months(language) if re.search(rf"\b{each}\b", rest, re.IGNORECASE)]
    if months and not any(support.has(each) for each in months):
        return False
    if not content:
        known = pattern(data("between")["promise_support"])
        return any(known.search(each.text) for each in promises)
    things = [word for word in content if not _is_verb(word, language)]
    return any(
        _supports(each, content, language)
        and (each.commits or not things or bool(shared(things, _things(each))))
        for each in promises
    )


def _things(told: Statement) -> list[str]:
    return [word for word in told.words if not _is_verb(word, told.language)]


def _months(language: Language) -> tuple[str, ...]:
    return tuple(load_rule("unsupported_claim").data["dates"][f"months_{language}"])


def _content(text: str) -> list[str]:
    extra = load_rule("unsupported_claim").data["promises"]["empty"].split()
    return [token.text for token in telling(text) if token.text.casefold() not in extra]


def _supports(told: Statement, content: list[str], language: Language) -> bool:
    """Whether a statement has half of what is said, and half of its things where there are any."""
    things = [word for word in content if not _is_verb(word, language)]
    known = [word for word in content if _has(told, word, language)]
    if things and sum(word in known for word in things) * 2 < len(things):
        return False
    return len(known) * 2 >= len(content)


def _has(told: Statement, word: str, language: Language) -> bool:
    if any(is_same(word, other) for other in told.words):
        return True
    mine = meanings(word, language)
    return bool(mine) and any(
        mine & meanings(other, told.language)
        for other in told.text.split()
        if bare(other) not in function_words()
    )


@lru_cache(maxsize=20_000)
def meanings(word: str, language: Language) -> frozenset[str]:
    """What a word can mean as a verb that says something."""
    bare = word.strip(".,;:!?\"'()")
    return frozenset(
        each.meaning for each in readings(bare, language) if not each.is_light and not each.particle
    )


def _is_verb(word: str, language: Language) -> bool:
    return bool(meanings(word, language))


def unsupported_hearsay(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find what somebody else is said to have said of the recipient, without a fact behind it."""
    masked = without_quotes(text)
    rules = load_rule("unsupported_claim").data["hearsay"][language]
    for match in pattern(rules["said"]).finditer(masked):
        speaker = _speaker(match, language, support)
        if not speaker:
            continue
        rest = _CLAUSE_END.split(masked[match.end() :])[0]
        if not YOU.search(rest) or pattern(rules["invites"]).search(rest):
            continue
        content = [word for word in _content(rest) if not pattern(rules["soft"]).fullmatch(word)]
        if content and not any(
            _mostly(each, content, language, match["who"]) for each in statements(support)
        ):
            yield Claim(match.start(), match.end() + len(rest.rstrip()), "not_found", "hearsay")


def _speaker(match: re.Match[str], language: Language, support: Support) -> bool:
    """Whether it is somebody other than the sender and the recipient who speaks."""
    name = match["who"]
    brief = support.brief
    people = f"{brief.sender.name} {brief.recipient.name}".casefold().split()
    if (
        _FIGURATIVE.search(match[0])
        and name[0].isupper()
        and not any(bare(name) in each for each in support.people)
    ):
        return False
    if pattern(data("between")["media"]).search(match[0]):
        return False
    if _YOU_SAY.search(match[0]) and not knows_language(support, language):
        return False
    ours = f"{brief.sender.organisation} {brief.recipient.organisation}"
    if bare(name) in {bare(part) for part in ours.split()}:
        return False
    return name.casefold() not in people and (
        name.casefold() in _PRONOUNS or name.casefold() not in load_words("names")["nobody"].split()
    )


def _mostly(told: Statement, content: list[str], language: Language, speaker: str) -> bool:
    """Whether a statement has most of what is said, or half of it where it is about the one who says it."""
    known = 2 * sum(_has(told, word, language) for word in content)
    return known > len(content) or (known == len(content) and speaker in told.text)


def unsupported_ties(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find a tie of a known contact to the recipient ("your old colleague") that the brief does not have."""
    masked = without_quotes(text)
    contacts = [fact for fact in support.brief.facts if fact.with_whom and fact.kind == "shared_contact"]
    ties: Iterable[dict[str, str]] = load_rule("unsupported_claim").data["tie"]
    for contact in contacts:
        first = contact.with_whom.split()[0]
        if not re.search(rf"\b{re.escape(first)}(?:s)?\b", masked):
            continue
        for tie in ties:
            known = pattern(rf"\b(?:{tie['support']})\b")
            match = pattern(tie[language]).search(masked)
            if match and not known.search(contact.text):
                yield Claim(match.start(), match.end(), "not_found", "meeting")


def ties_to_ours(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find somebody of the brief tied to the sender's own people ("he used to work with my boss")."""
    match = pattern(data("ours")[language]).search(without_quotes(text))
    if match is None:
        return
    ties: Iterable[dict[str, str]] = load_rule("unsupported_claim").data["tie"]
    known = "|".join(tie["support"] for tie in ties)
    told = [fact.text for fact in support.brief.facts if ME.search(fact.text) or fact.with_whom]
    told += [support.brief.own_words, support.brief.sender.about]
    if not any(pattern(rf"\b(?:{known})\b").search(each) for each in told):
        yield Claim(*match.span(), "not_found", "meeting")


def wrong_introducers(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find somebody of another fact who is said to have brought the two together."""
    masked = without_quotes(text)
    brief = support.brief
    contacts = [fact.with_whom for fact in brief.facts if fact.kind == "shared_contact" and fact.with_whom]
    if not contacts:
        return
    for match in in_language("introducer", "after", language).finditer(masked):
        names = {bare(each) for each in match["name"].split()}
        parties = f"{brief.sender.name} {' '.join(contacts)}".casefold().split()
        known = any(names <= {*person, *(f"{part}s" for part in person)} for person in support.people)
        told = known or any(plain(match["name"]) in plain(fact.text) for fact in brief.facts)
        if told and not names & set(parties):
            yield Claim(*match.span("name"), "contradicted", "given", contacts[0])


def turned_ties(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find "your supervisor" where the brief has the recipient as the one who supervised."""
    masked = without_quotes(text)
    for agent in load_rule("unsupported_claim").data["agent"]:
        match = pattern(agent[language]).search(masked)
        if not match or any(pattern(rf"\b(?:{agent['support']})\b").search(each) for each in support.texts):
            continue
        for told in statements(support):
            if told.origin == "other":
                continue
            for each in told.predications:
                if agent["meaning"] in each.meanings and who(each.subject, support, told) == "them":
                    yield Claim(*match.span(), "contradicted", "told", told.text)
                    return
