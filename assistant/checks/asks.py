"""What a message asks for: which sentences ask, for how long, for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from assistant.checks.durations import Duration, find_durations
from assistant.checks.favours import find_favours
from assistant.checks.learned_acts import does
from assistant.checks.lexicon import either, pattern, plain, table
from assistant.checks.numbers import number_source
from assistant.checks.stems import specific_words
from assistant.domain.draft import Draft, Sentence
from assistant.domain.value import Language

_SHORT_FRAGMENT: Final = 7
"""Words in a sentence so short that it has no verb of its own to go by ("En timme, kanske två.")."""

_OPENS: Final = 3
"""Words before a duration that a sentence is about: "A call of fifty minutes, on any day, would suit me"."""

_BY_OBJECT: Final = frozenset({"review", "material"})
"""Requests of which each object counts: my CV and my portfolio are two."""

_OWN: Final = frozenset(["my", "our", "min", "mitt", "mina", "vår", "vårt", "våra"])


@dataclass(frozen=True, slots=True)
class Request:
    """Something asked for beyond a small talk, in `draft.text[start:end]`."""

    name: str
    start: int
    end: int


def is_ask(text: str, language: Language) -> bool:
    """Tell whether a sentence asks the reader for something."""
    return ask_cue(text, language) is not None


@lru_cache(maxsize=1024)
def ask_cue(text: str, language: Language) -> tuple[int, int] | None:
    """Give start and end of the words that ask ("would you"), None when the sentence does not ask."""
    flat = plain(text)
    if pattern("asks", language, "pleasantry").search(flat):
        return None
    found = pattern("asks", language, "ask").search(flat)
    if found:
        return found.span()
    return (0, 0) if flat.rstrip().endswith("?") else None


def asking_sentences(draft: Draft) -> list[Sentence]:
    """Give the sentences of the body that ask."""
    return [sentence for sentence in draft.prose if is_ask(sentence.text, draft.language)]


def asked_durations(draft: Draft) -> Iterator[tuple[Sentence, Duration]]:
    """Give the durations that the reader is asked for, each with its sentence; places are in `draft.text`."""
    near = _near_asks(draft)
    for sentence in draft.prose:
        for found in find_durations(plain(sentence.text), draft.language):
            aside = _set_aside(plain(sentence.text), found.start, found.end, draft.language)
            if not aside and _is_asked(sentence, found, draft.language, near=sentence.start in near):
                at = sentence.start
                yield sentence, Duration(found.minutes, found.start + at, found.end + at, found.shortest)


def asks_in_subject(draft: Draft) -> Iterator[Duration]:
    """Give the durations that the subject asks for ("An hour of your time?"); places are in `draft.text`."""
    first = draft.sentences[0] if draft.subject else None
    for found in find_durations(plain(first.text), draft.language) if first else ():
        flat = plain(draft.subject or "")
        aside = _set_aside(flat, found.start, found.end, draft.language)
        if first and not aside and pattern("asks", draft.language, "subject_ask").search(flat):
            yield Duration(found.minutes, found.start + first.start, found.end + first.start, found.shortest)


@lru_cache(maxsize=1024)
def is_bounded(text: str, language: Language) -> bool:
    """Tell whether a sentence names a number of questions, a format or one subject."""
    flat = plain(text)
    if _questions(language).search(flat) or pattern("asks", language, "format").search(flat):
        return True
    return _names_topic(flat, language) or _is_direct_question(flat, language)


def names_small_bound(draft: Draft) -> bool:
    """Tell whether any sentence names a time or a number of questions that is not of the past."""
    return any(_names_small_bound(sentence.text, draft.language) for sentence in draft.prose)


@lru_cache(maxsize=512)
def _names_small_bound(text: str, language: Language) -> bool:
    flat = plain(text)
    spans = [(found.start, found.end) for found in find_durations(flat, language)]
    spans = [span for span in spans if not _set_aside(flat, *span, language)]
    spans += [match.span() for match in _questions(language).finditer(flat)]
    clauses = (_last_clause(flat[:start], language) for start, _end in spans)
    return any(not pattern("asks", language, "past").search(clause) for clause in clauses)


def asks_to_talk(text: str, language: Language) -> bool:
    """Tell whether a sentence that asks is about a talk, rather than about an answer in writing."""
    return bool(pattern("asks", language, "talk").search(plain(text)))


def extra_requests(draft: Draft) -> list[Request]:
    """Give what is asked for beyond the one small talk, each thing once."""
    found: dict[str, Request] = {}
    for sentence in asking_sentences(draft):
        at = sentence.start
        for key, request in _extra_requests(sentence.text, draft.language):
            found.setdefault(key, Request(request.name, at + request.start, at + request.end))
    return sorted(found.values(), key=lambda each: each.start)


@lru_cache(maxsize=512)
def _extra_requests(text: str, language: Language) -> tuple[tuple[str, Request], ...]:
    """Give what a sentence asks for, each with what makes it the same request when it comes again."""
    flat = plain(text)
    begin = (ask_cue(text, language) or (0, 0))[0]
    return tuple(
        (f"{name} {_object(flat, match)}" if name in _BY_OBJECT else name, Request(name, *match.span()))
        for name, sources in table("asks", language)["extra"].items()
        for match in either(tuple(sources)).finditer(flat)
        if not _refused(flat, begin, match, language)
    )


def favours_asked(draft: Draft) -> list[Request]:
    """Give everything asked for beyond the one small talk, each thing once, in the order of the text."""
    found: dict[str, Request] = {}
    for sentence in draft.prose:
        for favour in find_favours(sentence.text, draft.language):
            start, end = favour.start + sentence.start, favour.end + sentence.start
            found.setdefault(f"{favour.verb} {favour.thing}", Request("favour", start, end))
    kept = list(found.values())
    for each in extra_requests(draft):
        if not any(other.start < each.end and each.start < other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def end_of_message(draft: Draft) -> int:
    """Give where something missing would stand: after the last sentence that says something."""
    prose = draft.prose
    return prose[-1].end if prose else len(draft.text)


def _near_asks(draft: Draft) -> frozenset[int]:
    """Where the sentences start that ask, or stand right beside one that does."""
    prose = draft.prose
    asks = [is_ask(sentence.text, draft.language) for sentence in prose]
    beside = [any(asks[max(0, at - 1) : at + 2]) for at in range(len(prose))]
    return frozenset(sentence.start for sentence, near in zip(prose, beside, strict=True) if near)


def _is_asked(sentence: Sentence, found: Duration, language: Language, *, near: bool) -> bool:
    flat = plain(sentence.text)
    before, after = flat[: found.start], flat[found.end :]
    clause = _last_clause(before, language)
    cue = ask_cue(sentence.text, language)
    if cue is not None and cue[0] < found.start:
        narrated = pattern("asks", language, "past").search(before, cue[1])
        return not narrated or _asks_again(flat, found, language)
    if pattern("asks", language, "past").search(clause + after[:30]):
        return False
    if cue is None and pattern("asks", language, "done").search(flat):
        return False
    if cue is not None:
        return not pattern("asks", language, "clause").search(flat[found.end : cue[0]].strip())
    told = clause + _first_clause(flat[found.start :], language)
    opens = _OWN.isdisjoint(before.lower().split()) and len(before.split()) <= _OPENS
    takes = pattern("asks", language, "takes").search(flat if opens else told)
    beside = near and bool(takes or len(flat.split()) <= _SHORT_FRAGMENT)
    return beside or does("long", flat, language)


def _set_aside(flat: str, start: int, end: int, language: Language) -> bool:
    """Whether the words around say that this is refused, theirs or a way off: "your hour-long talk"."""
    return bool(
        pattern("asks", language, "not_asked_before").search(flat[:start])
        or pattern("asks", language, "not_asked_after").search(flat[end:])
    )


def _asks_again(flat: str, found: Duration, language: Language) -> bool:
    """Whether an ask starts in the duration's own clause, after something narrated."""
    clause = _last_clause(flat[: found.start], language)
    own = pattern("asks", language, "ask").search(clause + flat[found.start :])
    return bool(own) and not pattern("asks", language, "past").search(clause)


def _last_clause(before: str, language: Language) -> str:
    ends = [match.end() for match in pattern("asks", language, "clause").finditer(before)]
    return before[ends[-1] :] if ends else before


def _first_clause(after: str, language: Language) -> str:
    end = pattern("asks", language, "clause").search(after)
    return after[: end.start()] if end else after


def _object(flat: str, match: re.Match[str]) -> str:
    """What the request is about: the word that follows "my", or the last word of the match."""
    following = re.match(r"\s*([^\W\d_]+)", flat[match.end() :])
    last = match[0].split()[-1].lower()
    return following[1].lower() if following and last in _OWN else last


def _refused(flat: str, begin: int, match: re.Match[str], language: Language) -> bool:
    """Whether the sentence says that this is not asked for, narrates it, or offers it."""
    before = flat[begin : match.start()]
    if pattern("asks", language, "own_verb").search(match[0]) and (
        pattern("asks", language, "own_act").search(flat[: match.start()])
    ):
        return True
    return bool(pattern("asks", language, "refusal").search(before)) or (
        begin > match.start() and bool(pattern("asks", language, "past").search(flat[: match.end()]))
    )


def _names_topic(flat: str, language: Language) -> bool:
    if pattern("asks", language, "loose").search(flat) or (
        not pattern("asks", language, "towards").search(flat)
    ):
        return False
    for match in pattern("asks", language, "topic").finditer(flat):
        rest = pattern("asks", language, "vague_topic").sub(" ", flat[match.end() :])
        matter = specific_words(rest, language)
        if matter and (len(matter) >= 2 or pattern("asks", language, "topic_clause").search(rest)):
            return True
    return False


def _is_direct_question(flat: str, language: Language) -> bool:
    """Whether the sentence itself is the question, about something of its own."""
    own = pattern("asks", language, "topic_clause").search(flat)
    return bool(own) and flat.rstrip().endswith("?") and len(specific_words(flat, language)) >= 2


@cache
def _questions(language: Language) -> re.Pattern[str]:
    number = number_source(language)
    return either(
        tuple(source.replace("{number}", number) for source in table("asks", language)["questions"])
    )
