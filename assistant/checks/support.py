"""What a brief supports: its words, names, numbers, years and people, ready to be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from assistant.checks.abbreviations import brief_written_out
from assistant.checks.brief_texts import brief_texts
from assistant.checks.folding import fold, load_words
from assistant.checks.tokens import bare, concepts, function_words, part_concepts, stems, tokens
from assistant.checks.told_figures import Figure, told_figures, unit_after
from assistant.domain.brief import Brief

__all__ = ["Figure", "Support", "first_names", "plain", "support_of", "unit_after"]
_ENDING: Final = re.compile(
    r"(?:s|en|ens|et|ets|n|t|na|nas|arna|arnas|erna|ernas|orna|ornas|ar|er|or|ars|ers|ors|es)?"
)
_DROPPED: Final = re.compile(r"(?P<stem>\w{3,})(?P<last>[lnr])ar(?:na|nas|s)?")
"""A plural in which the last vowel of the singular is dropped."""
_NEAR: Final = 78
"""Likeness, of 100, from which a name is a slip of another rather than a new one."""


_SHORTEST_PARTED: Final = 7
_SHORTEST_PART: Final = 5
"""Letters of a compound, and of a word that is its beginning or end."""
_LONG_TAIL: Final = 5
"""Letters that follow an ordinary word which is a name too, or one whose end has changed, in a compound."""
_SHORTEST_PLACE: Final = 5
_BEGINNING: Final = 3
"""Letters that a name shares with each of its forms."""
_SHORTEST_INITIALS: Final = 3
_LONGEST_INITIALS: Final = 4
"""Letters that stand for words which need not be a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """What a brief supports. Compared by identity, since `support_of` gives one brief's support once."""

    brief: Brief
    texts: tuple[str, ...]
    plain: str
    """Every text in lower case, letters and digits only, between bars; for exact words."""
    words: frozenset[str]
    stems: frozenset[str]
    concepts: frozenset[int]
    names: frozenset[str]
    """Words with a capital letter, without a genitive's s."""
    heads: frozenset[str]
    """Those that begin a name: of "Luleå Energi" only the first."""
    people: tuple[frozenset[str], ...]
    """The name parts of each person known by name."""
    figures: tuple[Figure, ...]
    years: frozenset[int]
    initials: frozenset[str]

    def has_words(self, words: str) -> bool:
        """Whether these very words stand in the brief, whatever their case and punctuation."""
        wanted = plain(words)
        return bool(wanted) and f" {wanted} " in self.plain

    def has(self, word: str) -> bool:
        """Whether a word is in the brief in any form, in either language, or as part of a compound."""
        low = bare(word)
        if low in self.words or stems(word) & self.stems or concepts(word) & self.concepts:
            return True
        return len(low) >= _SHORTEST_PARTED and (
            low in _edges(self.words)
            or any(
                low[:size] in self.words or low[-size:] in self.words
                for size in range(_SHORTEST_PART, len(low))
            )
        )

    def has_name(self, word: str) -> bool:
        """Whether a name is in the brief: itself, with an ending, as initials or heading a compound."""
        low = bare(word)
        if self._has_form(low) or concepts(low) & self.concepts:
            return True
        if 2 <= len(low) <= 6 and word.isupper() and (low in self.initials or self._is_short_for(low)):
            return True
        parts = [part for part in re.split(r"[-&]", low) if part]
        if all(len(part) == 1 for part in parts):
            return {*parts} <= {part[0].casefold() for name in self.names for part in name.split("-") if part}
        if len(parts) > 1:
            return all(
                self._has_form(part) or part in _tails() or self.has(part) or part.isdigit() for part in parts
            )
        alike, folded = _alike(self, low), word.casefold()
        return any(_is_compound(low, known) for known in alike.heads) or any(
            self._is_new_compound(low, known) or _is_compound(known, folded) for known in alike.places
        )

    def nearest(self, name: str) -> str:
        """The name in the brief of which this is most likely a slip, or "" when none is near."""
        known = {
            each: each.casefold() for each in self.names if len(each) > 2 and abs(len(each) - len(name)) <= 2
        }
        best = process.extractOne(bare(name), known, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return best[2] if best else ""

    def _has_form(self, low: str) -> bool:
        if low in self.words or (low.endswith("s") and low[:-1] in self.words) or f"{low}s" in self.words:
            return True
        if len(low) < 6 or low in first_names():
            return False
        if any(low in (f"{each}n", f"{each}en", f"{each}et") for each in _alike(self, low).places):
            return True
        plural = _DROPPED.fullmatch(low)  # "systrar" of "syster"
        if plural and f"{plural['stem']}e{plural['last']}" in self.words:
            return True
        return any(
            stem in self.stems
            and len(stem) >= 5
            and _ENDING.fullmatch(low[len(stem) :])
            and not self._is_person(stem)
            for stem in stems(low)
            if low.startswith(stem)
        )

    def _is_short_for(self, low: str) -> bool:
        """Whether words stand behind each other that begin with these letters; of one the letter may stand
        inside the word before, as in LNU for Linnaeus University."""
        if len(low) < _SHORTEST_INITIALS:
            return False
        return any(
            re.search(
                rf"\b{low[0]}"
                + "".join(_next_letter(low[at], inside=at == each) for at in range(1, len(low))),
                self.plain,
            )
            for each in range(len(low) - 1)
        )

    def _is_person(self, stem: str) -> bool:
        return any(part.startswith(stem) for person in self.people for part in person)

    def _is_new_compound(self, low: str, known: str) -> bool:
        """ "Mossrikeintroduktionen": any word on a name that is no ordinary word itself."""
        bare_known = known.removesuffix("n")
        if bare_known.endswith(("a", "e")) and low.startswith((f"{bare_known[:-1]}e", f"{bare_known[:-1]}o")):
            return len(low) - len(bare_known) >= _LONG_TAIL
        ordinary = concepts(known) or part_concepts(known)
        return low.startswith(known) and len(low) - len(known) >= (_LONG_TAIL if ordinary else 4)


@dataclass(frozen=True, slots=True)
class _Names:
    """Names that begin alike, in lower case."""

    heads: list[str] = field(default_factory=list)
    """Words that begin a name."""
    places: list[str] = field(default_factory=list)
    """Longer ones that are no person's: a place can be said in its definite form."""


@lru_cache(maxsize=32)
def support_of(brief: Brief) -> Support:
    """Read a brief once; the answer is kept for the next check of the same brief."""
    given, brief = brief_texts(brief), brief_written_out(brief)
    texts = tuple(fold(text).text for text in dict.fromkeys((*given, *brief_texts(brief))))
    told = " | ".join(f" {plain(text)} " for text in texts)
    words = [token.text for text in (*texts, *_other_names(told)) for token in tokens(text)]
    held_at = brief.meeting.held_at if brief.meeting else None
    years = {int(year) for text in texts for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text)}
    lower = {bare(word) for word in words} | {
        part for word in words for part in re.split(r"[-&]", bare(word)) if part
    }
    return Support(
        brief=brief,
        texts=texts,
        plain=told,
        words=frozenset(lower),
        stems=frozenset(stem for word in lower for stem in stems(word)),
        concepts=frozenset(number for word in lower for number in (*concepts(word), *part_concepts(word))),
        names=frozenset(re.sub(r"['\u2019]s?$", "", word) for word in words if word[0].isupper()),
        heads=frozenset(_heads(texts)),
        people=tuple(_people(brief)),
        figures=tuple(
            dict.fromkeys(told_figures(text for text in texts if text != fold(brief.ask.window).text))
        ),
        years=frozenset(years | ({held_at.year} if held_at else set())),
        initials=frozenset([*_initials(texts), *_compound_initials(brief), *_role_initials(brief)]),
    )


def _other_names(told: str) -> Iterable[str]:
    """What else the organisations that a brief names are called, in the other language or by initials."""
    for names in load_words("names")["organisations"]:
        if any(f" {name} " in told or f" {name}s " in told for name in names):
            yield from (name.title() for name in names if len(name) > _LONGEST_INITIALS)
            yield from (name.upper() for name in names if len(name) <= _LONGEST_INITIALS)


def _next_letter(letter: str, *, inside: bool) -> str:
    """What leads to an initial's next letter: the same word, or the next one that is no small word."""
    return rf"\w+?{letter}" if inside else rf"\w*\s(?:(?:and|for|of|the|av|för|och)\s)?{letter}"


def plain(text: str) -> str:
    """A text in lower case with single spaces between its words and no punctuation."""
    return " ".join(re.findall(r"[^\W_]+", fold(text).text.casefold()))


def _is_compound(low: str, known: str) -> bool:
    if len(known) < 4 or len(low) - len(known) < 2 or not low.startswith(known):
        return False
    tail = low[len(known) :]
    return tail in _tails() or (tail.startswith("s") and tail[1:] in _tails())


def _alike(support: Support, low: str) -> _Names:
    """Give the names of a brief that begin as a word does: all that it can be a form or a compound of."""
    return _by_beginning(support).get(low[:_BEGINNING], _Names())


@lru_cache(maxsize=32)
def _by_beginning(support: Support) -> dict[str, _Names]:
    found: defaultdict[str, _Names] = defaultdict(_Names)
    for head in support.heads:
        found[head.casefold()[:_BEGINNING]].heads.append(head.casefold())
    places = {name.casefold() for name in support.names if len(name) >= _SHORTEST_PLACE}
    for place in places.difference(*support.people):
        found[place[:_BEGINNING]].places.append(place)
    return dict(found)


@lru_cache(maxsize=32)
def _edges(words: frozenset[str]) -> frozenset[str]:
    """Every beginning and every end of some words that is long enough to be a compound itself."""
    return frozenset(
        part
        for word in words
        for size in range(_SHORTEST_PARTED, len(word) + 1)
        for part in (word[:size], word[-size:])
    )


@cache
def first_names() -> frozenset[str]:
    """Common given names, in lower case."""
    return frozenset(load_words("names")["first"].split())


@cache
def _tails() -> frozenset[str]:
    return frozenset(load_words("names")["tails"].split())


def _people(brief: Brief) -> Iterable[frozenset[str]]:
    named = [brief.recipient.name, brief.sender.name, *(fact.with_whom for fact in brief.facts)]
    for name in named:
        parts = frozenset(bare(token.text) for token in tokens(name))
        if parts:
            yield parts


def _heads(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        last_end = -9
        for token in tokens(text):
            if token.text[0].isupper():
                if text[last_end : token.start] != " ":
                    yield re.sub(r"['\u2019]s?$", "", token.text)
                last_end = token.end


def _compound_initials(brief: Brief) -> Iterable[str]:
    """Initials in which a long compound has two letters: NUS is Norrlands universitetssjukhus."""
    for organisation in (brief.recipient.organisation, brief.sender.organisation):
        words = [token.text.casefold() for token in tokens(organisation)]
        for at, word in enumerate(words):
            if len(words) > 1 and len(word) >= 12:
                before, after = ("".join(w[0] for w in part) for part in (words[:at], words[at + 1 :]))
                yield from (f"{before}{word[0]}{letter}{after}" for letter in set(word[4:-3]))


def _role_initials(brief: Brief) -> Iterable[str]:
    """Initials of a role, its small words left out: a speech and language therapist is an SLT."""
    for role in (brief.recipient.role, brief.sender.role):
        words = [
            token.text.casefold() for token in tokens(role) if token.text.casefold() not in function_words()
        ]
        yield from ("".join(word[0] for word in words[at:]) for at in range(len(words) - 1))


def _initials(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        words = [token.text for token in tokens(text)]
        for at, word in enumerate(words):
            if word[0].isupper():
                for length in range(2, 7):
                    if at + length <= len(words):
                        yield "".join(each[0] for each in words[at : at + length]).casefold()
