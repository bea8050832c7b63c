"""A finding in its text, and what a mend for it may be made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.domain.draft import Draft, Sentence
from assistant.domain.review import Finding
from assistant.domain.value import MAX_MESSAGE
from assistant.reviewing.cutting import Cut, sentence_out
from assistant.reviewing.phrases import Phrases
from assistant.reviewing.seen import Seen
from assistant.wording import _

_MOST_SHOWN: Final = 60
"""Characters of a text that is quoted in what a mend does."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A replacement for `text[start:end]`."""

    start: int
    end: int
    replacement: str
    says: str
    """What it does, in the interface's language."""

    def applied(self, text: str) -> str:
        """Give the text with the mend in it."""
        return text[: self.start] + self.replacement + text[self.end :]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is, and the phrases of its message's language that the brief can fill."""

    seen: Seen
    finding: Finding
    phrases: Phrases
    first_contact: bool
    """Whether the kind of message is a first one."""
    today: date

    @property
    def thanks(self) -> str:
        """The name of the phrase that thanks: for the talk when there was one, else for reading."""
        return "thanks" if self.seen.brief.meeting is None else "thanks_after_talk"

    @property
    def subject(self) -> str:
        """The name of the phrase for a subject line."""
        return "subject" if self.seen.brief.meeting is None or self.first_contact else "subject_after_talk"

    @property
    def draft(self) -> Draft:
        """The text, taken apart."""
        return self.seen.draft

    @property
    def sentence(self) -> Sentence | None:
        """The sentence in which the finding begins."""
        at = self.finding.start
        return next((each for each in self.draft.sentences if each.start <= at < each.end), None)

    def takes(self, mend: Mend) -> bool:
        """Whether a mend fits: words in the right language, in a text in it that does not grow too long."""
        foreign = any(each.check == "wrong_language" for each in self.seen.review.findings)
        if foreign and any(ch.isalpha() for ch in mend.replacement):
            return False
        return len(self.seen.text) - (mend.end - mend.start) + len(mend.replacement) <= MAX_MESSAGE

    def without_sentence(self) -> Iterator[Mend]:
        """Take the finding's sentence out; another subject or greeting comes in its place."""
        sentence = self.sentence
        if sentence is None:
            return
        if sentence.role in {"subject", "greeting"}:
            name = self.subject if sentence.role == "subject" else "greeting"
            yield from self.phrased(name, sentence.start, sentence.end)
        elif cut := sentence_out(self.draft, sentence):
            yield self.taken_out(cut, sentence.text)

    def signed(self) -> Iterator[Mend]:
        """Put the sender's name where another's, or a blank, signs the message."""
        sentence, finding, name = self.sentence, self.finding, self.seen.brief.sender.name
        if sentence is None or sentence.role != "signature" or not name:
            return
        ending = [each.text for each in self.draft.sentences if each.role in {"closing", "signature"}]
        if name.split()[0] not in " ".join(ending):
            yield self.changed(finding.start, finding.end, name)

    def phrased(self, phrase: str, start: int, end: int) -> Iterator[Mend]:
        """Put a set phrase in the place of `text[start:end]`."""
        for words in self.phrases.fitting(phrase):
            yield self.changed(start, end, words)

    def changed(self, start: int, end: int, replacement: str) -> Mend:
        """Put other words in the place of `text[start:end]`."""
        says = _("Puts “{new}” in place of “{old}”").format(
            new=shortened(replacement), old=shortened(self.seen.text[start:end])
        )
        return Mend(start, end, replacement, says)

    def taken_out(self, cut: Cut, words: str) -> Mend:
        """Take words out."""
        return Mend(*cut, _("Takes out “{old}”").format(old=shortened(words.strip(" ,–—"))))

    def added(self, at: int, before: str, words: str, after: str) -> Mend:
        """Put words in at a character, with the space that they need around them."""
        return Mend(at, at, f"{before}{words}{after}", _("Adds “{new}”").format(new=shortened(words)))


def shortened(text: str) -> str:
    """Give a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1].rstrip() + "…"
