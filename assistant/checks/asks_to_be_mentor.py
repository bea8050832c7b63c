"""`asks_to_be_mentor`: the big question, in any wording, also as an open-ended commitment.

Four ways of asking are told apart. `explicit` names a role, or is an idiom for one. `guiding` asks for
help without an end, `series` for recurring meetings, `rhythm` for anything that comes back every month;
these three count only inside a request of the recipient; `lasting_help` finds what has no name. A question
may also point back ("My manager says I need a mentor. Could it be you?"). A negation, another person,
thanks or the past excuses all of them, and one small talk excuses a weak role ("a sounding board for ten
minutes"). In a first message `learned_asks` adds sentences and pairs of neighbours that are like its
examples, unless a role in them is excused, and takes back what is unlike all of them. Outside first
contact only `explicit` is pointed at, as a warning: after one talk it is still a big ask, while inside a
mentorship regular meetings are what was agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import Final, Literal, get_args

from assistant.checks.brief_texts import brief_texts
from assistant.checks.durations import find_durations
from assistant.checks.lasting_help import find_helper, find_lasting
from assistant.checks.learned_asks import (
    LEARNED_ROLES,
    ask_together,
    asks_by_likeness,
    asks_score,
    unlike_any_ask,
)
from assistant.checks.lexicon import plain
from assistant.checks.mentor_excuses import (
    clause_before,
    excuses,
    is_about_others,
    is_excused,
    is_reported,
    is_settled,
)
from assistant.checks.rule import Rule, load_rule
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

Asking = Literal["explicit", "guiding", "series", "rhythm"]

_WINDOW: Final = 600
_OVERLAP: Final = 150
"""Characters that are looked at together, and how many of them again; no sentence anyone writes is longer."""

_MOST_MATCHES: Final = 6
"""Places at which one wording is tried."""

_HOPELESS: Final = -2.5
"""The score at which a sentence is so far from asking that its neighbour is not worth the time."""

LOOK_BACK: Final = 2
"""Sentences before a question that it may point back to."""

_NOT_ASKED: Final[dict[str, tuple[str, ...]]] = {
    "guiding": ("about_you", "about_me"),
    "series": ("about_you", "about_me", "yours"),
    "rhythm": ("about_you", "about_me", "yours", "subordinate"),
}
"""What before the words says that nothing is asked for."""

_WORDS: Final = re.compile(r"(\\w|\[[^\]]*\\w[^\]]*\])([+*])")
_NEEDED: Final = re.compile(r"(?<![|!:])\{(?!w\}|gap\}|notrole\})(\w+)\}(?![|?])")

_ROLES: Final = {"subject", "sentence", "item", "closing"}
_QUOTED: Final = re.compile(
    r"[\"\u201c\u201d\u00bb\u00ab][^\"\u201c\u201d\u00bb\u00ab\n]{2,200}[\"\u201d\u201c\u00bb\u00ab]|(?<!\w)['\u2018\u2019][^'\u2018\u2019\n]{2,200}['\u2019](?!\w)"
)
_AGREED: Final = re.compile(
    r"\b(?:vårt\s(?:\w+\s)?mentorskap|som\smin\smentor|min\smentor\s(?:sedan|i\sprogrammet)|our\smentorship|as\smy\smentor|mentorship\sagreement)\b",
    re.IGNORECASE,
)


def check(examined: Examined) -> Iterator[Finding]:
    """Find sentences that ask the recipient for mentorship, one finding a sentence."""
    draft = examined.draft
    first_contact = examined.kind.first_contact
    if not first_contact and _already_mentor(examined.brief):
        return
    rule = load_rule("asks_to_be_mentor")
    by_likeness = first_contact and examined.kind.message
    neighbours = _neighbours(draft) if by_likeness else {}
    for sentence in draft.sentences:
        if sentence.role not in _ROLES:
            continue
        learned = first_contact and sentence.role in LEARNED_ROLES
        quiet = learned and unlike_any_ask(sentence.text, draft.language)
        found = None if quiet else find_asking(sentence.text, draft.language)
        found = found or _points_back(sentence, draft)
        if found is None and learned and by_likeness:
            found = _learned(sentence, neighbours.get(sentence.start, ()), draft.language)
        if found is None or (not first_contact and found[0] != "explicit"):
            continue
        asking, start, end = found
        yield rule.finding(
            draft,
            sentence.start + start,
            sentence.start + end,
            examined.ui,
            key={"explicit": "", "rhythm": "series"}.get(asking, asking),
            severity="block" if first_contact else "warn",
        )


def _learned(
    sentence: Sentence, pairs: Sequence[tuple[str, str]], language: Language
) -> tuple[Asking, int, int] | None:
    """Find a sentence, whole, that is like those that ask, by itself or with a neighbour."""
    text = sentence.text
    alone = asks_by_likeness(text, language) and not is_reported(text, language)
    asks = alone or any(ask_together(*pair, language) for pair in pairs)
    return ("explicit", 0, len(text)) if asks and not takes_back(text, language) else None


def _neighbours(draft: Draft) -> dict[int, list[tuple[str, str]]]:
    """Give the pairs of neighbours under the start of the one that is more like an ask."""
    found: dict[int, list[tuple[str, str]]] = {}
    judged = [each for each in draft.prose if each.role in LEARNED_ROLES]
    for one, other in pairwise(judged):
        scores = asks_score(one.text, draft.language), asks_score(other.text, draft.language)
        likely, least = (one, other) if scores[0] > scores[1] else (other, one)
        if max(scores) > _HOPELESS and not takes_back(least.text, draft.language):
            found.setdefault(likely.start, []).append((one.text, other.text))
    return found


@lru_cache(maxsize=512)
def find_asking(text: str, language: Language) -> tuple[Asking, int, int] | None:
    """Give how a sentence asks for mentorship and where; None when it does not."""
    flat = _without_quotes(text)
    for start in range(0, max(1, len(flat) - _OVERLAP), _WINDOW - _OVERLAP):
        found = _find_in(flat[start : start + _WINDOW], language)
        if found:
            return found[0], found[1] + start, found[2] + start
    return None


def _find_in(text: str, language: Language) -> tuple[Asking, int, int] | None:
    rule = load_rule("asks_to_be_mentor")
    for asking in get_args(Asking):
        if asking != "explicit" and not rule.search(text, language, "request"):
            continue
        found = [
            match.span()
            for source in _asking(asking, language)
            for match in islice(_matches(source, text, language), _MOST_MATCHES)
            if not is_excused(text, *match.span(), language)
            and (
                _is_role(rule, text, match, language)
                if asking == "explicit"
                else _is_request(rule, text, match, language, asking)
            )
        ]
        if found:
            return asking, *min(found)
    lasting = find_lasting(text, language)
    return lasting if lasting and not is_excused(text, *lasting[1:], language) else None


@lru_cache(maxsize=512)
def takes_back(text: str, language: Language) -> bool:
    """Whether somebody else is meant, or a role is named and excused: "I won't ask you to be my mentor"."""
    flat = _without_quotes(text)[:_WINDOW]
    return is_about_others(flat, language) or any(
        is_excused(flat, *match.span(), language) or is_settled(flat, *match.span(), language)
        for source in _asking("explicit", language)
        for match in islice(_matches(source, flat, language), _MOST_MATCHES)
    )


def _without_quotes(text: str) -> str:
    return plain(_QUOTED.sub(lambda quote: "\u00b7" * len(quote[0]), text))


def _points_back(sentence: Sentence, draft: Draft) -> tuple[Asking, int, int] | None:
    """Find a question whose "that" is the mentor that a sentence before it needs."""
    if len(sentence.text) > _WINDOW:
        return None
    that = _that(sentence.text, draft.language)
    if that is None:
        return None
    prose = draft.prose
    at = next((place for place, each in enumerate(prose) if each.start == sentence.start), 0)
    for earlier in prose[max(0, at - LOOK_BACK) : at + 1]:
        text = _without_quotes(earlier.text)[:_WINDOW]
        need = _search("need", text, draft.language) or find_helper(text, draft.language)
        limit = that[0] if earlier is sentence else len(text)
        if not need or need.end() > limit or is_reported(text, draft.language):
            continue
        if not is_excused(text, *need.span(), draft.language):
            return "explicit", *that
    return None


@lru_cache(maxsize=512)
def _that(text: str, language: Language) -> tuple[int, int] | None:
    """Give where a question without a length points back ("Could it be you?"), None when it does not."""
    found = _search("that", _without_quotes(text), language)
    return None if found is None or find_durations(plain(text), language) else found.span()


@cache
def _asking(asking: Asking, language: Language) -> tuple[str, ...]:
    return tuple(load_rule("asks_to_be_mentor").data["ask"][language][asking])


def _matches(source: str, text: str, language: Language) -> Iterator[re.Match[str]]:
    """Find a wording; it is only built when the text has every piece that it needs."""
    if all(_has(piece, text, language) for piece in _needs(source)):
        yield from _built(source, language).finditer(text)


@cache
def _needs(source: str) -> tuple[str, ...]:
    """Give the pieces without which the wording cannot match: those that are no alternative to something."""
    if re.search(r"\|", _nested_away(source)):
        return ()
    return tuple(_NEEDED.findall(source))


def _nested_away(source: str) -> str:
    """Give what stands outside all brackets."""
    bare = re.sub(r"\\.|\[[^\]]*\]", "", source)
    while (shorter := re.sub(r"\([^()]*\)", "", bare)) != bare:
        bare = shorter
    return bare


@lru_cache(maxsize=2048)
def _has(piece: str, text: str, language: Language) -> bool:
    return bool(_built("{" + piece + "}", language).search(text))


@cache
def _built(source: str, language: Language) -> re.Pattern[str]:
    for name, piece in load_rule("asks_to_be_mentor").data["pieces"][language].items():
        source = source.replace("{" + name + "}", piece)
    return re.compile(_WORDS.sub(_bounded, source), re.IGNORECASE)


def _bounded(word: re.Match[str]) -> str:
    """Give a bound to how long a word may be, so that no text takes quadratic time."""
    return word[1] + ("{1,40}" if word[2] == "+" else "{0,40}")


def _search(name: str, text: str, language: Language) -> re.Match[str] | None:
    sources = load_rule("asks_to_be_mentor").data["pointing"][language][name]
    found = (_built(source, language).search(text) for source in sources)
    return next((match for match in found if match), None)


def _is_role(rule: Rule, text: str, match: re.Match[str], language: Language) -> bool:
    """Whether the role itself is asked for: neither how one finds a mentor, nor a weak role just once."""
    before = clause_before(text, match.start())
    if any(pattern.search(before) for pattern in excuses("theirs", language)):
        return False
    if is_settled(text, *match.span(), language):
        return False
    if rule.search(text, language, "question") and (
        not re.search(r"\b(?:min|mitt|mig|my|me)\b", match[0], re.IGNORECASE)
        or re.search(r"\b(?:jag|I)\b", text[: match.start()])
    ):
        return False
    if rule.search(text, language, "strong") or rule.search(text, language, "recurring"):
        return True
    return not (rule.search(text, language, "once") or find_durations(text, language))


def _is_request(rule: Rule, text: str, match: re.Match[str], language: Language, asking: Asking) -> bool:
    """Whether the recipient is asked for it, and not asked about it, nor told of a habit."""
    before = text[: match.start()]
    if any(rule.search(before, language, name) for name in _NOT_ASKED[asking]):
        return False
    if rule.search(match[0], language, "inside") or rule.search(text, language, "one_answer"):
        return False
    if asking in {"series", "rhythm"}:
        clause = clause_before(before, len(before)) + match[0]
        if rule.search(text, language, "usual"):
            return False
        habit = rule.search(clause, language, "habit") and not rule.search(clause, language, "request")
        if habit or rule.search(match[0], language, "new_clause"):
            return False
        if rule.search(text[match.end() :], language, "habit_after"):
            return False
    asked = text if asking != "rhythm" or text.rstrip().endswith("?") else text[: match.end()]
    return bool(rule.search(asked, language, "request"))


def _already_mentor(brief: Brief | None) -> bool:
    return brief is not None and any(_AGREED.search(text) for text in brief_texts(brief))
