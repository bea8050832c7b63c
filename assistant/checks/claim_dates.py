"""Years, dates, weekdays and relative times in a sentence that the brief does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from assistant.checks.calendar_days import calendar_names, days_of_months, given_days
from assistant.checks.claim_clauses import predications
from assistant.checks.claim_decades import bare_days, unsupported_decades
from assistant.checks.claim_elsewhere import years_elsewhere
from assistant.checks.claim_scope import is_apart, is_own, touches
from assistant.checks.claims import ME, YOU, Claim, data, is_ask, pattern
from assistant.checks.rule import load_rule
from assistant.checks.support import Support
from assistant.checks.tokens import bare, content, without_quotes
from assistant.domain.brief import Fact
from assistant.domain.value import Language

YEAR = re.compile(r"(?<![\w.,/-])((?:19|20)\d{2})(?:-talets?|s)?(?![\w/]|-\d|[.,]\d)")
_SHARED = re.compile(
    r"\b(?:tack\sför|thank\w*(?:\syou)?\s(?:\w+\s){0,3}for|vårt?|vår|our|we|vi)\b", re.IGNORECASE
)
_ISO_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d-(0[1-9]|1[0-2])(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_LONGEST_AGO_DAYS = 14
"""Beyond this "yesterday" says little about when the text was written."""


def unsupported_dates(
    text: str, language: Language, support: Support, today: date
) -> tuple[list[Claim], list[tuple[int, int]]]:
    """Give the claims, and every span that was read as a date, so that it is not taken for a number."""
    masked = without_quotes(text)
    claims: list[Claim] = []
    read: list[tuple[int, int]] = []
    for match in YEAR.finditer(masked):
        read.append(match.span())
        ahead = int(match[1]) > today.year and not YOU.search(
            masked[max(0, match.start() - 30) : match.end()]
        )
        least = 1 if predications(masked, language) else 2
        told = touches(masked, support, least) and not is_apart(masked, match.start(), support)
        told = told or bool(_facts_spoken_of(masked, support))
        if told and not ahead and not is_own(masked, match.start(), language, support):
            claims += _year(match, masked, support)
    if not claims:
        claims += years_elsewhere(masked, language, support)
    for match, day, month in days_of_months(masked, language):
        read.append(match.span())
        proposed = _is_proposed(masked, day, month, today) and not _is_agreed_otherwise(
            masked, day, month, support
        )
        if not _is_mine(masked, match.start(), language) and not proposed:
            claims += _day(match, day, month, masked, support)
    claims += bare_days(masked, language, support)
    claims += unsupported_decades(masked, language, support)
    claims += _weekdays(masked, language, support)
    claims += _relative(masked, language, support, today)
    claims += _months(masked, language, support, read)
    return claims, read


def _year(match: re.Match[str], text: str, support: Support) -> Iterator[Claim]:
    year = int(match[1])
    own = {
        int(found)
        for fact in _facts_spoken_of(text, support)
        for found in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", f"{fact.when} {fact.text}")
    }
    if own and year not in own:
        yield Claim(*match.span(1), "contradicted", "given", str(min(own)))
    elif year not in support.years and not (
        match[0] != match[1] and any(y // 10 == year // 10 for y in support.years)
    ):
        given = str(min(support.years)) if len(support.years) == 1 else ""
        yield Claim(*match.span(1), "contradicted" if given else "not_found", "given" if given else "", given)


def _is_mine(text: str, place: int, language: Language) -> bool:
    """Whether the verb nearest to a date is the sender's."""
    if pattern(data("dates")["own_letter"]).search(text[:place]):
        return True
    part = text[max((text.rfind(mark, 0, place) for mark in ",;:"), default=0) + 1 : place]
    if YOU.search(part) and not ME.search(part):
        return False
    near = [each for each in predications(text, language) if each.clause[0] <= place <= each.clause[1]]
    closest = min(near, key=lambda each: abs(each.start - place), default=None)
    return closest is not None and closest.subject.party == "me" and not closest.meanings & {"speak", "meet"}


def _facts_spoken_of(text: str, support: Support) -> list[Fact]:
    """The facts that a sentence names by title or place, or most of whose words it has."""
    words = {bare(token.text) for token in content(text)}
    low = text.casefold()
    found = []
    for fact in support.brief.facts:
        if fact.kind == "shared_contact":
            continue
        telling = {bare(token.text) for token in content(f"{fact.title} {fact.where}")} or {
            bare(t.text) for t in content(fact.text)
        }
        if (
            (fact.title and fact.title.casefold() in low)
            or len(telling & words) >= 2
            or (telling and telling <= words)
        ):
            found.append(fact)
    return found


def _day(match: re.Match[str], day: int, month: int, text: str, support: Support) -> Iterator[Claim]:
    if is_ask(text) or pattern(data("dates")["proposed"]).search(text) or (day, month) in given_days(support):
        return
    held_at = support.brief.meeting.held_at if support.brief.meeting else None
    if held_at and pattern(data("dates")["about_meeting"]).search(text):
        yield Claim(*match.span(), "contradicted", "given", f"{held_at:%Y-%m-%d}")
    else:
        yield Claim(*match.span(), "not_found")


def _is_proposed(text: str, day: int, month: int, today: date) -> bool:
    """Whether a day is still to come this year, and is not said to be that of the talk."""
    return (month, day) > (today.month, today.day) and not pattern(data("dates")["about_meeting"]).search(
        text
    )


def _is_agreed_otherwise(text: str, day: int, month: int, support: Support) -> bool:
    """Whether the reader is said to have named a day to come, while the brief has another of that month."""
    if not pattern(data("dates")["agreed"]).search(text):
        return False
    given = given_days(support)
    return (day, month) not in given and any(other == month for _day, other in given)


def _weekdays(text: str, language: Language, support: Support) -> Iterator[Claim]:
    held_at = support.brief.meeting.held_at if support.brief.meeting else None
    names = calendar_names("days", language)
    thanks = re.search(r"\b(?:tack|thank\w*)\b", text, re.IGNORECASE)
    if pattern(data("dates")["proposal"]).search(text) and not thanks:
        return
    looking_back = data("dates")[f"past_day_{language}"].replace("{day}", f"(?:{'|'.join(names)})")
    for match in pattern(looking_back).finditer(text):
        named = re.search("|".join(names), match[0], re.IGNORECASE)
        if named is None:
            continue
        start, end = match.start() + named.start(), match.start() + named.end()
        at = names.index(named[0].lower())
        both = (names[at], calendar_names("days", "en" if language == "sv" else "sv")[at])
        told = " ".join(_told_days(support)).casefold()
        if any(day in told for day in both) or (held_at and held_at.weekday() == at):
            continue
        if not _is_about_you(text, match, language, held=held_at is not None):
            continue
        if held_at:
            yield Claim(
                start,
                end,
                "contradicted",
                "given",
                names[held_at.weekday()] if language == "sv" else names[held_at.weekday()].title(),
            )
        else:
            yield Claim(start, end, "not_found")


@lru_cache(maxsize=32)
def _told_months(support: Support) -> frozenset[int]:
    """The months in which the brief's dates lie, as numbers."""
    dated = (match for text in support.texts for match in _ISO_MONTH.finditer(text))
    return frozenset(int(match[1]) for match in dated)


def _told_days(support: Support) -> Iterator[str]:
    """Where the brief can say on which day something was: what it tells of the sender does not count."""
    for fact in support.brief.facts:
        yield from (fact.text, fact.when)
        yield from (
            calendar_names("days", "en")[_weekday(*match.groups())] for match in _ISO_DAY.finditer(fact.when)
        )
    if support.brief.meeting is None:
        yield support.brief.own_words
    else:
        yield support.brief.meeting.plan
    yield support.brief.previous.outreach


def _is_about_you(text: str, match: re.Match[str], language: Language, *, held: bool) -> bool:
    """Whether the day is of the talk or of something the recipient did, not of the sender's own week."""
    near = [
        each for each in predications(text, language) if each.clause[0] <= match.start() <= each.clause[1]
    ]
    if pattern(data("dates")["own_day"]).search(text[: match.start()]):
        return False
    if near:
        closest = min(near, key=lambda each: abs(each.start - match.start()))
        said = "say" in closest.meanings and not YOU.search(text[slice(*closest.clause)])
        if closest.subject.party == "third" or (said and closest.subject.party == ""):
            return False  # "on Saturday she said that I should write to you"
        if closest.subject.party == "me" and not closest.to_you and not closest.meanings & {"speak", "meet"}:
            return False
    past = any(each.form in {"past", "perfect"} for each in predications(text, language))
    return bool(YOU.search(text)) or (held and (past or bool(_SHARED.search(text))))


def _relative(text: str, language: Language, support: Support, today: date) -> Iterator[Claim]:
    """ "Yesterday" of a talk that was the day before yesterday."""
    held_at = support.brief.meeting.held_at if support.brief.meeting else None
    rules = load_rule("unsupported_claim").data["dates"]
    if held_at is None or not pattern(rules["about_meeting"]).search(text):
        return
    days = (today - held_at.date()).days
    if not 0 <= days <= _LONGEST_AGO_DAYS:
        return
    weeks = today.isocalendar().week - held_at.isocalendar().week
    for match in pattern(rules["last_week"]).finditer(text):
        if weeks != 1 and not is_ask(text):
            yield Claim(*match.span(), "contradicted", "given", f"{held_at:%Y-%m-%d}")
    for source, fewest, most in rules["ago"]:
        for match in pattern(source).finditer(text):
            if (most == 0 and _is_nowadays(text, match.start())) or _is_my_day(text, match.start(), language):
                continue
            if not fewest <= days <= most and not is_ask(text):
                yield Claim(*match.span(), "contradicted", "given", f"{held_at:%Y-%m-%d}")


def _is_my_day(text: str, at: int, language: Language) -> bool:
    """Whether the verb nearest to a day tells what the sender did alone: "yesterday I asked a family"."""
    here = [each for each in predications(text, language) if each.clause[0] <= at <= each.clause[1]]
    nearest = min(here, key=lambda each: abs(each.start - at), default=None)
    if nearest is None or nearest.subject.party != "me" or nearest.to_you:
        return False
    return not nearest.meanings & {"speak", "meet", "listen", "see"}


def _is_nowadays(text: str, at: int) -> bool:
    """Whether "today" tells how things are: in a question, or in a clause that begins with how or what."""
    rules = data("dates")
    return text.rstrip("\"'\u201d) ").endswith("?") or bool(pattern(rules["manner"]).search(text[:at]))


def _months(text: str, language: Language, support: Support, read: list[tuple[int, int]]) -> Iterator[Claim]:
    """A month in which something is said to have happened."""
    rules = data("dates")
    names = calendar_names("months", language)
    pre = r"\b(?:i|in|last|förra|från|from|since|sedan)\s+"
    either = "|".join(name if name != "may" or language == "sv" else "(?-i:May)" for name in names)
    for match in pattern(rf"{pre}({either})\b").finditer(text):
        if any(start < match.end(1) and match.start(1) < end for start, end in read):
            continue
        at = names.index(match[1].lower())
        other = calendar_names("months", "en" if language == "sv" else "sv")[at]
        held_at = support.brief.meeting.held_at if support.brief.meeting else None
        known = {names[at], other} & support.words or (held_at and held_at.month == at + 1)
        known = known or at + 1 in _told_months(support) or _is_mine(text, match.start(1), language)
        about_you = re.search(r"\b(?:du|din|ditt|you|your)\b", text, re.IGNORECASE)
        here = [
            each for each in predications(text, language) if each.clause[0] <= match.start() <= each.clause[1]
        ]
        nearest = min(here, key=lambda each: abs(each.start - match.start()), default=None)
        if nearest is not None and nearest.form == "present":
            continue  # what happens every December
        if known or is_ask(text) or not about_you or pattern(rules["future"]).search(text):
            continue
        yield Claim(*match.span(1), "not_found")


def _weekday(year: str, month: str, day: str) -> int:
    """The weekday of a date; that of the month's first day when there is no such day."""
    try:
        return date(int(year), int(month), int(day)).weekday()
    except ValueError:
        return 0
