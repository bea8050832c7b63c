"""A model's marks, [G1 F2], as the numbers that `/sources` shows; and which sentences nothing stands behind.

A mark may be cut across two pieces of the stream, so an open bracket waits for its end. What the model
writes as if it were already one of our numbers, [1], is no mark: it never saw them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.checks.durations import find_durations
from assistant.checks.numbers import find_numbers
from assistant.domain.chat import NOTHING
from assistant.domain.value import Language
from assistant.parsing import parse_plain

_ID: Final = r"(?:[FG]?\d{1,3}|-|du|you)"
_MARK: Final = re.compile(rf"[ \t]*[\[(][ \t]*({_ID}(?:[\s,;]+{_ID})*)[ \t]*[\])]", re.IGNORECASE)
_OPEN: Final = re.compile(r"[ \t]*(?:[\[(][^\]\)\n]{0,60})?$")
_PLAIN_ROUND: Final = re.compile(r"[ \t]*\((?!\s*[FG]\d)", re.IGNORECASE)
"""A bracket of the text's own, such as "(15 minuter)" or "(2)"; only ids in round brackets are a mark."""
_ADDRESS: Final = re.compile(r"(?:\b(?:https?|ftp)://|\bwww\.)\S*[^\s.,;:!?)\]]", re.IGNORECASE)
_MAY_BE_ADDRESS: Final = re.compile(
    r"(?:^|(?<=[\s(<\"']))(?:h|ht|htt|f|ft|w|ww|(?:https?|ftp|www)\S*)$", re.IGNORECASE
)
_LEFT_OUT: Final = {"sv": "(adress utelämnad)", "en": "(address left out)"}
_TOLD: Final = {"sv": "du", "en": "you"}
"""Stands for what the person has told Fika, which has no number in `/sources`."""
_WITHOUT: Final = {"sv": "Utan stöd i källorna:", "en": "Without support in the sources:"}
_MOST_SHOWN: Final = 160
_ITEM: Final = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*\u2022])\s+")
_DONE: Final = re.compile(
    r"\bjag har\b.{0,40}\b(?:sparat|skickat|mejlat|bokat|lagt till|antecknat)\b"
    r"|\bI(?:'ve|\u2019ve| have)\b.{0,40}\b(?:saved|sent|mailed|emailed|booked|added|noted)\b",
    re.IGNORECASE,
)
"""A model never does anything by itself, so whatever it says to have done it has not."""
_DIGITS: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the model was shown and may cite."""

    passages: tuple[tuple[str, str], ...]
    """Id and text of each passage; the first is G1."""
    told: tuple[str, ...]
    """The first is F1."""

    def text(self, mark: str) -> str | None:
        """Give what stands behind an id; None for one that was not shown."""
        rows = (
            [text for _id, text in self.passages]
            if mark[0] == "G"
            else list(self.told)
            if mark[0] == "F"
            else []
        )
        number = int(mark[1:]) if mark[1:].isdigit() else 0
        return rows[number - 1] if 0 < number <= len(rows) else None


class Marking:
    """Takes an answer piece by piece and gives what is shown of it."""

    def __init__(self, shown: Shown, language: Language, cited: Sequence[str] = ()) -> None:
        """`cited` are the passages that already have a number."""
        self.shown = shown
        self._language = language
        self._held = ""
        self._written = ""
        self.cited = list(cited)
        """Ids of the passages in the order of their numbers."""

    def feed(self, piece: str) -> str:
        """Take a piece and give what can be shown now."""
        self._written += piece
        text = self._held + piece
        at = min(_start(_OPEN, text), _start(_MAY_BE_ADDRESS, text))
        self._held = text[at:]
        return self._replaced(text[:at])

    def close(self) -> str:
        """Give what was held back."""
        rest, self._held = self._held, ""
        return self._replaced(rest).rstrip()

    def complaint(self) -> str:
        """Name the sentences that nothing stands behind; empty when there are none."""
        found = list(dict.fromkeys(unsupported(self._written, self.shown, self._language)))
        if not found:
            return ""
        return "\n".join([_WITHOUT[self._language], *(f"- {self._short(each)}" for each in found)])

    def _short(self, sentence: str) -> str:
        said = _ADDRESS.sub(_LEFT_OUT[self._language], sentence)
        return said if len(said) <= _MOST_SHOWN else said[: _MOST_SHOWN - 1].rstrip() + "\u2026"

    def _replaced(self, text: str) -> str:
        return _MARK.sub(self._number, _ADDRESS.sub(_LEFT_OUT[self._language], text))

    def _number(self, mark: re.Match[str]) -> str:
        if _PLAIN_ROUND.match(mark[0]):
            return mark[0]
        numbers = list(dict.fromkeys(filter(None, map(self._shown_as, _ids(mark)))))
        return f" [{', '.join(numbers)}]" if numbers else ""

    def _shown_as(self, mark: str) -> str:
        if self.shown.text(mark) is None:
            return ""
        if mark[0] == "F":
            return _TOLD[self._language]
        passage = self.shown.passages[int(mark[1:]) - 1][0]
        if passage not in self.cited:
            self.cited.append(passage)
        return str(self.cited.index(passage) + 1)


def unsupported(written: str, shown: Shown, language: Language) -> Iterator[str]:
    """Give the sentences of a marked text that claim something which no mark of theirs was shown to say.

    That is a sentence without a mark, with a mark that was not shown, with an address, or with a number or
    a length of time that what it cites does not have.
    """
    at = 0
    for mark in (each for each in _MARK.finditer(written) if not _PLAIN_ROUND.match(each[0])):
        *unmarked, last = [*_sentences(written[at : mark.start()], language)] or [""]
        at = mark.end()
        yield from (each for each in unmarked if _claims(each, language))
        if last and not _is_borne_out(last, _ids(mark), shown, language):
            yield last
    yield from (each for each in _sentences(written[at:], language) if _claims(each, language))


def _sentences(text: str, language: Language) -> Iterator[str]:
    plain = parse_plain(text.lstrip(" .,;:!?\n"), kind="chat", language=language)
    texts = (_ITEM.sub("", each.text) for each in plain.sentences)
    return (each for each in texts if any(map(str.isalnum, each)))


def _claims(sentence: str, language: Language) -> bool:
    """Whether a sentence should have a mark: not our phrase, a word, a question or what leads into a list."""
    plain = sentence.strip().strip("\"'”“").casefold()
    leads = sentence.rstrip().endswith(("?", ":")) or len(plain.split()) == 1
    return plain != NOTHING[language].casefold() and not leads


def _is_borne_out(sentence: str, marks: Sequence[str], shown: Shown, language: Language) -> bool:
    texts = [shown.text(each) for each in marks if each != "-"]
    if None in texts or _ADDRESS.search(sentence) or _DONE.search(sentence):
        return False
    given = " ; ".join(text for text in texts if text)
    return _amounts(sentence, language) <= _known(given, "sv") | _known(given, "en")


def _amounts(text: str, language: Language) -> set[float]:
    """Give the numbers in digits, and the lengths of time, however they are written."""
    lengths = find_durations(text, language)
    numbers = [
        each
        for each in find_numbers(text, language)
        if _DIGITS.search(text[each.start : each.end])
        and not any(one.start <= each.start < one.end for one in lengths)
    ]
    return {each.value for each in numbers} | {one.minutes for one in lengths}


def _known(text: str, language: Language) -> set[float]:
    """Give every number and length of time in what was cited, both ends of a range."""
    known: set[float] = set()
    for each in find_durations(text, language):
        known |= {each.minutes, each.shortest}
    return known | {each.value for each in find_numbers(text, language)}


def _ids(mark: re.Match[str]) -> list[str]:
    return [each.upper() for each in re.split(r"[\s,;]+", mark[1].strip())]


def _start(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)
