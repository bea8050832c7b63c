"""Takes a plain fact apart: kind, title, place, time and person, as far as they stand in it.

Words and patterns are data in `words/understanding.toml`. Nothing is guessed: what does not stand in
the string stays empty, and the person sees what was understood.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.cleaning import clean_line
from assistant.domain.brief import Fact, FactKind
from assistant.domain.value import MAX_LINE, MAX_NAME, Language
from assistant.errors import InputError
from assistant.importing.quoting import Quoted, quoted
from assistant.wording import _

_MAX: Final = 600
"""Characters of a fact that are looked at; more is no single fact."""
_MASK: Final = "\u2588"
_YEAR: Final = r"(?<![\d.,:/\u2588-])(?:19[5-9]\d|20[0-9]\d)(?![\d:/%\u2588]|[.,]\d|-\d)"
_TITLE_STOP: Final = re.compile(
    r"[.!?;](?=\s|$)|\s[\u2013\u2014-]\s|,\s|\s\(|[\"\u201d]"
    r"|\s(?:tillsammans[ ]|ihop[ ]|together[ ]|along[ ])?(?:med|with)[ ]"
)
_WORKS: Final = frozenset({"talk", "article", "post", "project", "other"})
_LANGUAGES: Final[tuple[Language, Language]] = ("sv", "en")
_SHARED: Final = ("event", "joins", "chain", "not_places")


@dataclass(frozen=True, slots=True)
class Sign:
    """A place in a text that tells a kind."""

    kind: FactKind
    start: int
    end: int


@dataclass(frozen=True)
class _Words:
    """One language's patterns."""

    signs: re.Pattern[str]
    kinds: Mapping[FactKind, re.Pattern[str]]
    where: Mapping[str, tuple[re.Pattern[str], ...]]
    """By kind, the likeliest preposition first."""
    when: tuple[re.Pattern[str], ...]
    not_after: re.Pattern[str]
    with_whom: Mapping[str, tuple[re.Pattern[str], ...]]
    plain_title: re.Pattern[str]
    verbs: re.Pattern[str]
    work_before: re.Pattern[str]
    """A work's word, or its verb, right before a quotation."""


def understand(text: str, language: Language | None = None) -> Fact:
    """Give `text` as a fact, with the kind, title, where, when and with_whom that stand in it.

    `language` helps only where the text itself does not show its language. Raises InputError for a
    text that is too long for one fact.
    """
    line = clean_line(text)
    if len(line) > MAX_LINE:
        raise InputError(
            _("A fact is too long: {count} characters.").format(count=len(line)),
            hint=_("Keep what matters, at most {most} characters.").format(most=MAX_LINE),
        )
    looked = line[:_MAX]
    words = _words(language_of(looked, language))
    quotation = _title(looked, words)
    bare = _masked(looked, quotation)
    sign = _sign(bare, quotation, words)
    kind: FactKind = sign.kind if sign else "other"
    title = quotation.text if quotation else ""
    if not title:
        title, bare = _plain_title(bare, kind, words)
    when, bare = _when(bare, words)
    where = _where(bare, kind, words)
    whom = _with_whom(bare, kind, words)[:MAX_NAME]
    return Fact(kind=kind, text=line, title=title, where=where, when=when, with_whom=whom)


def signs_of_work(text: str) -> list[Sign]:
    """Give the places in `text` that speak of someone's work, in order; none means it does not."""
    looked = clean_line(text)[:_MAX]
    words = _words(language_of(looked, None))
    return _signs(_masked(looked, _title(looked, words)), words)


@cache
def job_titles() -> re.Pattern[str]:
    """Give what finds a word that names somebody's job, in either language."""
    titles = "|".join(_table()[language]["words"]["title"] for language in _LANGUAGES)
    return re.compile(rf"(?<!\w)(?:{titles})\b", re.IGNORECASE)


def language_of(text: str, fallback: Language | None) -> Language:
    """Tell a text's language by its commonest words; `fallback`, else English, when it shows none."""
    swedish, english = (_words(each) for each in _LANGUAGES)
    counts = [len(words.signs.findall(text)) for words in (swedish, english)]
    if counts[0] == counts[1] and fallback is None:
        counts = [len(_signs(text, words)) for words in (swedish, english)]
    if counts[0] == counts[1]:
        return fallback or "en"
    return "sv" if counts[0] > counts[1] else "en"


def _signs(bare: str, words: _Words) -> list[Sign]:
    found = [
        Sign(kind, match.start(), match.end())
        for kind, pattern in words.kinds.items()
        for match in pattern.finditer(bare)
    ]
    return sorted(found, key=lambda sign: (sign.start, -sign.end))


def _sign(bare: str, title: Quoted | None, words: _Words) -> Sign | None:
    """Choose what decides the kind: the work that the title belongs to, else what comes first."""
    signs = _signs(bare, words)
    if title:
        before = [sign for sign in signs if sign.kind in _WORKS and sign.end <= title.start + 1]
        if before:
            last = max(sign.end for sign in before)
            return next(sign for sign in before if sign.end == last)
    return signs[0] if signs else None


def _title(text: str, words: _Words) -> Quoted | None:
    """Give the first quotation that names a work."""
    for each in quoted(text):
        before = text[: each.start]
        if words.work_before.search(before[-70:]) or (len(before) < 3 and _signs(text[each.end :], words)):
            return each
    return None


def _plain_title(bare: str, kind: FactKind, words: _Words) -> tuple[str, str]:
    """Find a title that stands without quotation marks after its work; give the text without it too."""
    found = words.plain_title.search(bare)
    if not found:
        return "", bare
    start = found.start("title")
    end = _title_end(bare, start, kind, words)
    title = bare[start:end].strip(" ,;:.\u2013-")
    first = title.split(" ", 1)[0]
    alone = not found["called"] and words.verbs.search(title)
    if not title or alone or len(title) > 150 or (re.fullmatch(r"[a-zåäö]+", first) and not found["called"]):
        return "", bare
    return title, bare[:start] + _MASK * (end - start) + bare[end:]


def _title_end(bare: str, start: int, kind: FactKind, words: _Words) -> int:
    stop = _TITLE_STOP.search(bare, start)
    end = stop.start() if stop else len(bare)
    for pattern in words.where[kind]:
        place = pattern.search(bare, start + 1, end)
        if place:
            end = place.start()
            break
    time, _rest = _when(bare[start + 1 : end], words)
    if time:
        before = bare[start : bare.index(time, start + 1)]
        end = start + len(re.sub(r"\s(?:in|i|on|den)$", "", before.rstrip()))
    return end


def _when(bare: str, words: _Words) -> tuple[str, str]:
    for pattern in words.when:
        for found in pattern.finditer(bare):
            if not words.not_after.match(bare, found.end()):
                text = found[0].strip(" ,")
                return text, bare[: found.start()] + _MASK * (found.end() - found.start()) + bare[
                    found.end() :
                ]
    return "", bare


def _where(bare: str, kind: FactKind, words: _Words) -> str:
    for pattern in words.where[kind]:
        for found in pattern.finditer(bare):
            names_the_title = found["place"].islower() and bare.startswith(f" {_MASK}", found.end())
            if not names_the_title:
                return found["place"].strip(" ,.:;&")
    return ""


def _with_whom(bare: str, kind: FactKind, words: _Words) -> str:
    for name in ("any", kind):
        for pattern in words.with_whom.get(name, ()):
            found = pattern.search(bare)
            if found:
                return found["who"].strip(" ,.")
    return ""


def _masked(text: str, quotation: Quoted | None) -> str:
    """Give `text` with the title blotted out, so that its words are not taken for the sentence's."""
    if quotation is None:
        return text
    return text[: quotation.start] + _MASK * (quotation.end - quotation.start) + text[quotation.end :]


@cache
def _words(language: Language) -> _Words:
    table = _table()
    mine: dict[str, Any] = table[language]
    named = {**mine["words"], **table["shared"], "year": _YEAR, "month": mine["when"]["month"]}
    named["bare"] = r"\b(?:19[5-9]\d|20[0-9]\d)\b"
    named["who"] = rf"(?P<who>(?-i:{named['person']}))"
    named["two"] = rf"(?P<who>(?-i:(?=[^\W\d_]\S*[ ](?:\S+[ ])?[A-ZÅÄÖÉ]){named['person']}))"
    titled, work, own = (mine["words"][key] for key in ("titled", "work", "own"))
    return _Words(
        signs=re.compile("|".join(mine["signs"]), re.IGNORECASE),
        kinds={
            kind: re.compile("|".join(_filled(sources, named)), re.IGNORECASE)
            for kind, sources in mine["kinds"].items()
        },
        where={kind: tuple(_places(preps, mine, named)) for kind, preps in mine["where"].items()},
        when=tuple(re.compile(source, re.IGNORECASE) for source in _filled(mine["when"]["patterns"], named)),
        not_after=re.compile(mine["when"]["not_after"], re.IGNORECASE),
        with_whom={
            name: tuple(re.compile(source, re.IGNORECASE) for source in _filled(sources, named))
            for name, sources in mine["with_whom"].items()
        },
        plain_title=re.compile(
            rf"(?i:\b{work})(?:(?P<called>(?i:,?[ ]{titled}[ :]{{1,2}})|:[ ])|[ ](?=[A-ZÅÄÖÉ]))(?P<title>\S)"
        ),
        verbs=re.compile(rf"\b{mine['words']['verbs']}\b"),
        work_before=re.compile(rf"(?i:\b(?:{work}|{titled}|{own})s?\b[^.!?\u2588]{{0,30}}$)"),
    )


def _places(
    prepositions: list[str], mine: dict[str, Any], named: Mapping[str, str]
) -> Iterator[re.Pattern[str]]:
    """Make a pattern for each preposition: it, perhaps a lower-case noun, a name, and where that is."""
    event, joins, chain, excluded = (mine[key] for key in _SHARED)
    tails = mine["tails"]
    word = rf"(?!{excluded}\b(?![ ][A-ZÅÄÖ])){named['word']}"
    name = rf"{word}(?:[ ](?:{joins}[ ](?:{joins}[ ])?)?{word}){{0,7}}(?:[ ]{tails}\b)?"
    article = "(?:(?:the|an?|en|ett|den|det|her|his|their|sin|sitt|vår|our)[ ])?"
    lower = rf"{article}(?:[a-zåäö-]{{2,20}}[ ]){{0,2}}?(?i:{event})"
    more = rf"(?:[ ]{chain}[ ](?:the[ ])?{name}){{0,2}}(?:,[ ]{word}(?=[ ,.]|$))?"
    for preposition in prepositions:
        start = rf"(?:\b{preposition}|^{preposition.capitalize()})"
        plain = rf"(?:the[ ]|The[ ])?{name}"
        yield re.compile(rf"{start}[ ](?P<place>(?:{lower}(?:[ ]{name})?|{plain}){more})(?![\w-])")
    yield re.compile(rf"{_MASK}[ ]?(?:\(|,[ ])(?P<place>{name}(?:[ ]{chain}[ ]{name})?)(?=[,) ]|$)")


def _filled(sources: list[str], named: Mapping[str, str]) -> list[str]:
    return [re.sub(r"\{([a-z]+)\}", lambda found: named[found[1]], source) for source in sources]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words" / "understanding.toml").read_text(encoding="utf-8"))
