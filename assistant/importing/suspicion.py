"""Finds what in a text reads as an instruction to a machine: commands, fake tags, calls, coded text.

Nothing is decoded. Patterns are data in `words/suspicion.toml`; they are matched against a skeleton of
the text in which look-alike letters and digits are put back, of the same length, so places fit both.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from assistant.importing.skeleton import skeleton_of

MarkKind = Literal["instruction", "markup", "call", "link", "code"]

_LEADING: Final = " .!?:;,([{\"'*#>|=\n\u2014\u2013-]"
_CLAUSE: Final = re.compile(r"[.!?][ ]|[;:\u2014\u2013(\[|\n]|,[ ]|[ ](?:and|och)[ ](?=\S+[ ]\S+$)")
_BREAK: Final = re.compile(
    r"[;:\u2014\u2013\n]|[.!?][ ]"
    r"|,[ ](?!(?:(?:and|och|or|eller)[ ])?(?:that|att|how|hur|why|varför|what|vad|where|var)\b)"
)
_SAYS: Final = "says|said|writes|wrote|adds|argues|tells|told|recommends|advises"
_SADE: Final = "säger|sa|sade|skriver|skrev|menar|tycker|råder|tillägger"
_SAID: Final = re.compile(
    r"[^.!?\n]{0,120}[.!?]?[\"\u201d\u2019'\u00bb,][\"\u201d\u2019'\u00bb, ]{0,3}"
    rf"(?:[a-z]+[ ](?:{_SAYS})|(?:{_SADE})[ ][a-zåäö]+)\b"
)
"""Words that somebody is quoted with: "..., she writes"."""
_TO_SOMEONE: Final = re.compile(r"\b(?:you|your|please|du|dig|din|ditt|dina|vänligen)\b")
_LONG_WORD: Final = re.compile(r"[^\W\d_]{5,14}")
_LETTERS: Final = re.compile(r"[a-z]+")
_TURN: Final = re.compile(
    r"^[ >*#]{0,4}(?P<who>human|user|assistant|ai|system|bot|gpt|användare|assistent)[ *]{0,3}:[^\n]*",
    re.MULTILINE,
)
_LEAD: Final = 40
"""Characters before a command in which its beginning is looked for."""
_PAIR: Final = 5_000
"""Most characters between an opening tag and its closing one."""
_QUOTES: Final = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that reads as an instruction, or as a machine's structure."""

    kind: MarkKind
    start: int
    end: int
    whole: bool = False
    """Whether it stands for itself and the words around it may still be true."""


def marks(text: str) -> list[Mark]:
    """Find every such place in `text`, in order."""
    skeleton = skeleton_of(text)
    found = [
        *_instructions(skeleton),
        *_turns(skeleton),
        *_misspelled(skeleton),
        *_structure(text, skeleton),
        *_coded(text, skeleton),
    ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def reads_as_instruction(text: str) -> bool:
    """Whether anything in `text` is such a place."""
    return bool(marks(text))


def goes_on(sentence: str) -> bool:
    """Whether a sentence right after an instruction goes on with it."""
    return bool(_rules().follows.search(skeleton_of(sentence)))


def begin_of_clause(text: str, sentence_start: int, mark_start: int) -> int:
    """Give where the clause begins that a mark stands in; what is before it may still be true."""
    begin = sentence_start
    for found in _CLAUSE.finditer(text, sentence_start, mark_start):
        begin = found.end()
    return begin


@dataclass(frozen=True)
class _Rules:
    anywhere: tuple[re.Pattern[str], ...]
    commands: tuple[re.Pattern[str], ...]
    """Only where a command can begin."""
    begins: re.Pattern[str]
    """What stands right before a command."""
    follows: re.Pattern[str]
    about: re.Pattern[str]
    misspelled: tuple[tuple[str, ...], ...]
    tag: re.Pattern[str]
    marks: re.Pattern[str]
    calls: re.Pattern[str]
    links: re.Pattern[str]
    codes: re.Pattern[str]
    rot13: frozenset[str]
    reversed: frozenset[str]


@cache
def _rules() -> _Rules:
    table = tomllib.loads((Path(__file__).parent / "words" / "suspicion.toml").read_text(encoding="utf-8"))
    names: dict[str, str] = table["names"]
    patterns: dict[str, Any] = table["patterns"]
    tags: dict[str, Any] = table["tags"]

    def filled(source: str) -> str:
        for _round in range(3):  # a name's own pattern may name another
            source = re.sub(r"\{([a-z_]+)\}", lambda found: names.get(found[1], found[0]), source)
        return source

    def joined(sources: Sequence[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{filled(source)})" for source in sources))

    return _Rules(
        anywhere=tuple(re.compile(filled(source)) for source in patterns["anywhere"]),
        commands=tuple(re.compile(rf"(?<!\w){filled(source)}") for source in patterns["commands"]),
        begins=re.compile(f"(?:{names['go']})$"),
        follows=joined(patterns["follows"]),
        about=joined(patterns["about"]),
        misspelled=tuple(tuple(words) for words in patterns["misspelled"]),
        tag=re.compile(
            rf"<(/?)[ ]?((?:{'|'.join(tags['names'])})(?:[:_-][\w-]{{1,40}})?)(?:[ ][^<>\n]{{0,200}})?/?>"
        ),
        marks=joined(tags["marks"]),
        calls=joined(tags["calls"]),
        links=joined(tags["links"]),
        codes=joined(tags["codes"]),
        rot13=frozenset(tags["rot13"]),
        reversed=frozenset(tags["reversed"]),
    )


def _instructions(skeleton: str) -> Iterator[Mark]:
    for begin, end in _commands(skeleton):
        start = begin
        while start < end - 1 and skeleton[start] in _LEADING:
            start += 1
        if not _is_spoken_about(skeleton, start, end):
            yield Mark("instruction", start, end)


def _turns(skeleton: str) -> Iterator[Mark]:
    """Find the lines of a played conversation: two voices at least, each with its colon."""
    lines = list(_TURN.finditer(skeleton))
    if len({line["who"] for line in lines}) >= 2:
        yield from (Mark("instruction", line.start("who"), line.end()) for line in lines)


def _misspelled(skeleton: str) -> Iterator[Mark]:
    """Find a command to set the rules aside whose words are misspelled to slip past a list."""
    verbs, objects = _rules().misspelled
    last: tuple[int, bool] | None = None
    for word in _LONG_WORD.finditer(skeleton):
        as_verb, as_object = _close_to(word[0], verbs), _close_to(word[0], objects)
        if as_verb is not None:
            last = (word.start(), as_verb)
        elif as_object is not None and last and word.start() - last[0] <= 60:
            is_meant = as_object or last[1]
            if is_meant and not _is_spoken_about(skeleton, last[0], word.end()):
                yield Mark("instruction", last[0], word.end())


def _close_to(word: str, known: Sequence[str]) -> bool | None:
    """Tell whether a word is one of `known`: False as it is, True misspelled, None not at all."""
    if word in known:
        return False
    for each in known:
        if word[0] == each[0] and abs(len(word) - len(each)) <= 1:
            here, there = Counter(word), Counter(each)
            if (here - there).total() <= 1 and (there - here).total() <= 1:
                return True
    return None


def _commands(skeleton: str) -> Iterator[tuple[int, int]]:
    rules = _rules()
    for pattern in rules.anywhere:
        yield from (found.span() for found in pattern.finditer(skeleton))
    for pattern in rules.commands:
        for found in pattern.finditer(skeleton):
            if rules.begins.search(skeleton, max(0, found.start() - _LEAD), found.start()):
                yield found.span()


def _is_spoken_about(skeleton: str, start: int, end: int) -> bool:
    """Whether the words are a title or the subject of someone's work, not said to the reader."""
    sentence = max(skeleton.rfind(stop, max(0, start - 300), start) for stop in (". ", "! ", "? ", "\n")) + 1
    before = skeleton[max(sentence, start - 300) : start]
    if _SAID.match(skeleton, end) and not _TO_SOMEONE.search(skeleton[start:end]):
        return True
    about = max(_rules().about.finditer(before), key=lambda each: each.end(), default=None)
    if about is None or _TO_SOMEONE.search(before):
        return False
    between = before[about.end() :]
    opened = [each for each in between if each in _QUOTES]
    if opened:
        closing = re.compile(f"[{_QUOTES}]").search(skeleton, end - 1, end + 80)
        return closing is not None and "\n" not in skeleton[start : closing.start()]
    broken = _BREAK.search(skeleton[start - len(between) : end])
    return broken is None or broken.start() >= len(between)


def _structure(text: str, skeleton: str) -> Iterator[Mark]:
    rules = _rules()
    covered = 0
    for tag in rules.tag.finditer(skeleton):
        if tag.start() < covered:
            continue
        end = tag.end()
        if not tag[1]:
            closing = skeleton.find(f"</{tag[2]}>", end, end + _PAIR)
            end = closing + len(tag[2]) + 3 if closing >= 0 else _paragraph_end(text, end)
        covered = end
        yield Mark("markup", tag.start(), end, whole=True)
    covered = 0
    for mark in rules.marks.finditer(skeleton):
        start = mark.start() + len(mark[0]) - len(mark[0].lstrip())
        if start >= covered:
            covered = _mark_end(skeleton, mark)
            yield Mark("markup", start, covered, whole=True)
    covered = 0
    for call in rules.calls.finditer(skeleton):
        if call.start() >= covered:
            start, covered = _braces(text, call.start(), call.end())
            yield Mark("call", start, covered, whole=True)
    for link in rules.links.finditer(skeleton):
        yield Mark("link", link.start(), link.end(), whole=True)


def _mark_end(skeleton: str, mark: re.Match[str]) -> int:
    """Give where what a mark opens is closed: its pair, else, for a heading or a role, the paragraph."""
    word = mark[0].strip()
    bracket = re.match(r"\[([^\W\d_]+)", word)
    named = [(bracket[0], f"[/{bracket[1]}]")] if bracket else []
    for opening, closing in (*named, ("<|im_start", "<|im_end|>"), ("<<sys", "<</sys>>")):
        if word.startswith(opening):
            end = skeleton.find(closing, mark.end(), mark.end() + _PAIR)
            return end + len(closing) if end >= 0 else _paragraph_end(skeleton, mark.end())
    is_heading = word.startswith("#")
    return _paragraph_end(skeleton, mark.end()) if is_heading else mark.end()


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n\n", start, start + _PAIR)
    return end if end >= 0 else min(len(text), start + _PAIR)


def _braces(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the braces around a call."""
    opening = max(text.rfind("{", max(0, start - 200), start), start - 200, 0)
    if text[opening : opening + 1] != "{":
        return start, end
    depth = 0
    for at in range(opening, min(len(text), opening + _PAIR)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return opening, at + 1
    return opening, _paragraph_end(text, end)


def _coded(text: str, skeleton: str) -> Iterator[Mark]:
    rules = _rules()
    for code in rules.codes.finditer(text):
        yield Mark("code", code.start(), code.end(), whole=True)
    for line in re.finditer(r"[^\n.!?]+", skeleton):
        if len(line[0]) > 5_000:
            continue
        for coded in (rules.rot13, rules.reversed):
            odd = [word for word in _LETTERS.finditer(line[0]) if word[0] in coded]
            if len({word[0] for word in odd}) >= 2:
                yield Mark("code", line.start() + odd[0].start(), line.start() + odd[-1].end(), whole=True)
