"""Superlatives, honours and exaggerations that the brief does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checks.claim_scope import names_work
from assistant.checks.claim_statements import is_same, shared, statements, telling
from assistant.checks.claims import ME, WH, YOU, Claim, data, in_language, pattern
from assistant.checks.figures import find_figures
from assistant.checks.meanings import rows
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.checks.tokens import function_words, stems, tokens, without_quotes
from assistant.domain.value import Language

_CLOSE: Final = 15
"""Characters before an honour within which a "not" denies it."""
_NAMED: Final = 2
"""Words of a prize's name that show which one somebody is said to have become."""
_MINE: Final = re.compile(r"\s(?:som\s)?(?:(?-i:I)|we|jag|vi)\b", re.IGNORECASE)
"""After a whole that is the sender's: "every driver I know"."""
_ONES: Final = frozenset({"one", "ones"})


def unsupported_degrees(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """Find rank, fame and reach beyond what the brief says; the sender's own likes are left alone."""
    masked = without_quotes(text)
    rules = load_rule("unsupported_claim").data["degrees"][language]
    for name in ("scoped", "ever", "rank", "first", "honour", "reach", "change"):
        for match in pattern(rules[name]).finditer(masked):
            around = masked[max(0, match.start() - 40) : match.end() + 40]
            denied = name in {"rank", "honour"} and pattern(data("won")["doubted"]).search(
                masked[max(0, match.start() - _CLOSE) : match.start()]
            )
            if denied or pattern(rules["own"]).search(around) or _is_told(match, support):
                continue
            if name in {"first", "change", "reach", "ever", "rank"} and not _is_about_them(
                masked, language, support
            ):
                continue
            yield Claim(*match.span(), "not_found")
            return
    yield from _wins(masked, language, support)
    yield from _everything(masked, language, support)
    yield from _none(masked, support)
    yield from _shares(masked, language, support)
    yield from _swapped_ends(masked, support)
    yield from _swapped_sides(masked, support)
    yield from _alone(masked, language, support)


def _alone(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "The sole owner" of what the brief has two owners of, and "on your own" where others helped."""
    rules = load_rule("unsupported_claim").data["degrees"]
    for match in pattern(rules[language]["sole"]).finditer(text):
        words = [token.text for token in telling(text.replace(match[0], " "))]
        role = support.brief.recipient.role
        told = [each for each in statements(support) if each.origin == "fact" and shared(words, each.words)]
        texts = [each.text for each in told] + ([role] if YOU.search(text) or "own" in match[0] else [])
        found = next((each for each in texts if pattern(rules["shared"]).search(each)), "")
        if found and not (ME.search(text) and not YOU.search(text)):
            yield Claim(*match.span(), "contradicted", "told", found)
            return


def _wins(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """A prize won where the brief tells of a nomination, another place or a refusal."""
    won = in_language("won", "said", language).search(text)
    said = won or pattern(data("won")["said_weak"]).search(text)
    if not said or pattern(data("won")["doubted"]).search(text[max(0, said.start() - 25) : said.start()]):
        return
    words = [token.text for token in telling(text[said.end() :])]
    for each in statements(support):
        if (
            each.origin == "fact"
            and pattern(data("won")["told"]).search(each.text)
            and len(set(shared(words, each.words))) >= (1 if won else _NAMED)
        ):
            yield Claim(*said.span(), "contradicted", "told", each.text)
            return


def _is_told(match: re.Match[str], support: Support) -> bool:
    """Whether the brief says so too: the same strong word, or one of its kind."""
    strong = load_rule("unsupported_claim").data["degrees"]["kinds"]
    for kind in strong:
        said = pattern(rf"\b(?:{kind})\b").search(match[0])
        if said:
            rest = [token.text for token in telling(match[0].replace(said[0], " "))]
            told = [each for each in support.texts if pattern(rf"\b(?:{kind})\b").search(each)]
            return any(not rest or shared(rest, _words(each)) for each in told)
    words = [token.text for token in telling(match[0])]
    return bool(words) and all(any(is_same(word, other) for other in support.words) for word in words)


def _words(text: str) -> list[str]:
    return [token.text for token in telling(text)]


def _is_about_them(text: str, language: Language, support: Support) -> bool:
    """Whether a sentence speaks to the recipient, or of something that the brief names."""
    if YOU.search(text) or names_work(text, language):
        return True
    return any(len(name) > 3 and name in text for name in support.names)


def _everything(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "All the wards" where the brief counts three of them."""
    rules = load_rule("unsupported_claim").data["degrees"][language]
    for match in pattern(rules["all"]).finditer(text):
        unit = stems(match["unit"]) | {f"#{row}" for row in rows(match["unit"])}
        if pattern(data("degrees")["often"]).fullmatch(match["unit"]) or _MINE.match(text, match.end()):
            continue
        told = [each for each in support.figures if each.unit & unit and not _is_year(each.value)]
        whole = any(
            pattern(rf"(?:{rules['all_words']})\b[^.]*\b{re.escape(match['unit'][:5])}").search(t)
            for t in support.texts
        )
        before = text[: match.start()]
        own = ME.search(text) and not YOU.search(text) and not pattern(rules["learnt"]).search(text)
        if (
            not told
            or whole
            or own
            or WH.search(text)
            or (ME.search(before[-30:]) and not YOU.search(before))
        ):
            continue
        for each in statements(support):
            if each.origin != "other" and any(is_same(match["unit"], word) for word in each.words):
                yield Claim(*match.span(), "contradicted", "given", f"{told[0].written} {match['unit']}")
                return


def _is_year(value: float) -> bool:
    return 1900 <= value <= 2100


def _none(text: str, support: Support) -> Iterator[Claim]:
    """ "None of the planks" where the brief counts those of which it was so."""
    for match in pattern(data("degrees")["none"]).finditer(text):
        unit = stems(match["unit"]) | {f"#{row}" for row in rows(match["unit"])}
        told = [each for each in support.figures if each.unit & unit and not _is_year(each.value)]
        after = text[match.end() :]
        rest = _words(after)
        if not told or ME.search(after.split(",", maxsplit=1)[0]):
            continue
        for each in statements(support):
            known = any(is_same(match["unit"], word) for word in each.words)
            if known and (not rest or shared(rest, each.words)):
                yield Claim(*match.span(), "contradicted", "given", f"{told[0].written} {match['unit']}")
                return


def _shares(text: str, language: Language, support: Support) -> Iterator[Claim]:
    """ "Halved" or "doubled" beside the two numbers between which something changed."""
    rules = load_rule("unsupported_claim").data["degrees"]
    words = [token.text for token in telling(text)]
    for source, least, most in rules[language]["times"]:
        match = pattern(source).search(text)
        if not match:
            continue
        for each in statements(support):
            change = pattern(rules["from_to"]).search(each.text)
            if not change or sum(any(is_same(w, o) for o in each.words) for w in words) < 1:
                continue
            numbers = [n.value for n in find_figures(change[0], each.language) if n.value > 0]
            if len(numbers) == 2 and not least <= numbers[1] / numbers[0] <= most:
                yield Claim(*match.span(), "contradicted", "told", each.text)
                return


def _swapped_ends(text: str, support: Support) -> Iterator[Claim]:
    """ "From every three weeks to every week" where it went the other way."""
    ends = pattern(load_rule("unsupported_claim").data["degrees"]["ends"])
    for match in ends.finditer(text):
        first, last = (_small(match[name]) for name in ("first", "last"))
        if turned := _swapped_numbers(match, support):
            yield Claim(match.start(), match.end("last"), "contradicted", "told", turned)
            return
        for each in statements(support):
            for told in ends.finditer(each.text):
                begun, ended = (_small(told[name]) for name in ("first", "last"))
                if _overlap(first, ended) > _overlap(first, begun) and _overlap(last, begun) > _overlap(
                    last, ended
                ):
                    yield Claim(*match.span(), "contradicted", "told", each.text)
                    return


def _swapped_sides(text: str, support: Support) -> Iterator[Claim]:
    """ "Dry oak forgives more than green" where it is the green that forgives more."""
    compared = pattern(load_rule("unsupported_claim").data["degrees"]["compared"])
    for match in compared.finditer(text):
        one, other = _only(match)
        for each in statements(support):
            for told in compared.finditer(each.text) if each.origin != "other" else ():
                more, less = _only(told)
                turned = _overlap(one, less) and _overlap(other, more)
                if turned and is_same(match["how"], told["how"]) and not _overlap(other, less):
                    yield Claim(*match.span(), "contradicted", "told", each.text)
                    return


def _only(match: re.Match[str]) -> tuple[list[str], list[str]]:
    """What stands on either side of a comparison alone, the last words before it and the first behind."""
    sides = [
        [each.text for each in tokens(match[name]) if each.text.casefold() not in function_words() | _ONES]
        for name in ("one", "other")
    ]
    return sides[0], sides[1][:2]


def _swapped_numbers(match: re.Match[str], support: Support) -> str:
    """The statement that goes from the second of two numbers to the first, if there is one."""
    said = [_numbers(match[name])[:1] for name in ("first", "last")]
    if not (said[0] and said[1]) or said[0] == said[1]:
        return ""
    ends = pattern(load_rule("unsupported_claim").data["degrees"]["ends"])
    told = [(each, turned) for each in statements(support) for turned in ends.finditer(each.text)]
    pairs = [(each, [_numbers(turned[name])[:1] for name in ("first", "last")]) for each, turned in told]
    if any(pair == said for _each, pair in pairs):
        return ""
    return next((each.text for each, pair in pairs if pair == said[::-1]), "")


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)?", text)


def _small(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


def _overlap(mine: list[str], theirs: list[str]) -> float:
    """The share of the words of both that they have in common."""
    common = sum(any(is_same(one, other) for other in theirs) for one in mine)
    return common / max(1, len(mine) + len(theirs) - common)
