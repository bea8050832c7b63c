"""`asks_to_be_mentor`: the big question, in any wording, also as an open-ended commitment.

Three ways of asking are told apart. `explicit` names mentorship, or is an idiom for it. `guiding` asks
for help without an end, `series` for recurring meetings; these two count only inside a request of the
recipient. A negation, another person, thanks or the past excuses all three. Outside first contact only
`explicit` is pointed at, as a warning: after one talk it is still a big ask, while inside a mentorship
regular meetings are what was agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, Literal, get_args

from assistant.checks.brief_texts import brief_texts
from assistant.checks.rule import Rule, load_rule
from assistant.domain.brief import Brief
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.ports import Examined

Asking = Literal["explicit", "guiding", "series"]

_ROLES: Final = {"subject", "sentence", "item", "closing"}
_CLAUSE: Final = re.compile(
    r"[.;:!?\u2013\u2014]\s|,\s|\s(?:men|but|fast|dock|though|although|however|utan)\s", re.IGNORECASE
)
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
    for sentence in draft.sentences:
        if sentence.role not in _ROLES:
            continue
        found = find_asking(sentence.text, draft.language)
        if found is None or (not first_contact and found[0] != "explicit"):
            continue
        asking, start, end = found
        yield rule.finding(
            draft,
            sentence.start + start,
            sentence.start + end,
            examined.ui,
            key="" if asking == "explicit" else asking,
            severity="block" if first_contact else "warn",
        )


@lru_cache(maxsize=512)
def find_asking(text: str, language: Language) -> tuple[Asking, int, int] | None:
    """Give how a sentence asks for mentorship and where; None when it does not."""
    rule = load_rule("asks_to_be_mentor")
    text = _QUOTED.sub(lambda quote: "\u00b7" * len(quote[0]), text.replace("\u00a0", " "))
    for asking in get_args(Asking):
        for pattern in _asking(asking, language):
            for match in pattern.finditer(text):
                if not _excused(text, match, language) and (
                    (asking == "explicit" and not _is_advice(rule, text, match, language))
                    or (asking != "explicit" and _is_request(rule, text, match, language, asking))
                ):
                    return asking, match.start(), match.end()
    return None


@cache
def _asking(asking: Asking, language: Language) -> tuple[re.Pattern[str], ...]:
    data = load_rule("asks_to_be_mentor").data
    compiled = []
    for source in data["ask"][language][asking]:
        for name, piece in data["pieces"][language].items():
            source = source.replace("{" + name + "}", piece)  # noqa: PLW2901  (built up piece by piece)
        compiled.append(re.compile(source, re.IGNORECASE))
    return tuple(compiled)


@cache
def _excuses(name: str, language: Language) -> tuple[re.Pattern[str], ...]:
    sources = load_rule("asks_to_be_mentor").data["excuse"][language][name]
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def _excused(text: str, match: re.Match[str], language: Language) -> bool:
    """Whether a negation takes the question back, or what stands before gives it to somebody else."""
    before = _CLAUSE.split(text[: match.start()])[-1]
    whole = before + match[0]
    for pattern in _excuses("still_asks", language):
        before, whole = pattern.sub(" ", before), pattern.sub(" ", whole)
    return any(pattern.search(whole) for pattern in _excuses("negated", language)) or any(
        pattern.search(before) for pattern in _excuses("other", language)
    )


def _is_advice(rule: Rule, text: str, match: re.Match[str], language: Language) -> bool:
    """Whether a sentence asks how one finds a mentor, which is a small question."""
    if not rule.search(text, language, "question"):
        return False
    return not re.search(r"\b(?:min|mitt|mig|my|me)\b", match[0], re.IGNORECASE) or bool(
        re.search(r"\b(?:jag|I)\b", text[: match.start()])
    )


def _is_request(rule: Rule, text: str, match: re.Match[str], language: Language, asking: Asking) -> bool:
    """Whether the recipient is asked for it, and not asked about it."""
    before = text[: match.start()]
    excuses = ("about_you", "about_me", "yours") if asking == "series" else ("about_you", "about_me")
    if any(rule.search(before, language, name) for name in excuses):
        return False
    return bool(rule.search(text, language, "request"))


def _already_mentor(brief: Brief | None) -> bool:
    return brief is not None and any(_AGREED.search(text) for text in brief_texts(brief))
