"""The sender's own sentences: kept as they are, and looked at so that nothing is said twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from assistant.domain.brief import Brief, Fact
from assistant.domain.value import Language
from assistant.offline.language import fits
from assistant.offline.quoting import title_in
from assistant.offline.vocabulary import vocabulary
from assistant.offline.works import called
from assistant.parsing import parse_plain


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The sender's own words as sentences, paragraph by paragraph."""

    paragraphs: tuple[tuple[str, ...], ...]
    greets: bool
    """Whether they begin with a greeting of their own."""
    asks: bool
    """Whether they ask for the talk themselves."""

    @property
    def text(self) -> str:
        """All of it as one line."""
        return " ".join(sentence for paragraph in self.paragraphs for sentence in paragraph)

    def __bool__(self) -> bool:
        return bool(self.paragraphs)


_GREETS: Final = re.compile(
    r"(?:hej|hallå|bästa|kära|hi|hello|dear|good (?:morning|afternoon|evening)|god (?:morgon|dag|kväll))\b",
    re.IGNORECASE,
)
_OF_A_TALK: Final = re.compile(
    r"\b(?:tack|tackar|samtalet|vårt samtal|(?:vi|oss) prata(?:de|t)"
    r"|prata(?:de|t)(?: \w+)? (?:vi|med (?:mig|dig))"
    r"|pratstund\w*|rådet|råden|ditt råd|dina råd|tipset|tipsen|i dag|idag|i går|igår"
    r"|thanks?|our (?:talk|call|chat|conversation)|we (?:\w+ )?(?:talked|spoke)|talking (?:to|with) you"
    r"|the conversation|your advice|yesterday|today)\b",
    re.IGNORECASE,
)
_POINTS_BACK: Final = re.compile(
    r"(?:det|den|de|då|där|därför|så|sådant|it|that|this|those|they|then|there|so|which|he|she|hon|han)\b",
    re.IGNORECASE,
)
"""Beginnings that need the sentence before."""
NO_OWN_WORDS: Final = OwnWords((), greets=False, asks=False)


def read_own_words(brief: Brief) -> OwnWords:
    """Take the own words apart; what is in the other language than the message is left out."""
    text = brief.own_words.strip()
    if not text or not fits(text, brief.language):
        return NO_OWN_WORDS
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text):
        line = " ".join(paragraph.split())
        sentences = [
            sentence.text for sentence in parse_plain(line, kind="", language=brief.language).sentences
        ]
        if sentences:
            paragraphs.append((*sentences[:-1], _closed(sentences[-1])))
    greets = bool(_GREETS.match(text))
    asks = "?" in text and bool(
        re.search(r"\b(?:minut|minuter|minutes?|kvart|samtal|fika|coffee|call|chat)\b", text, re.IGNORECASE)
    )
    return OwnWords(tuple(paragraphs), greets=greets, asks=asks)


def about_the_talk(own: OwnWords, brief: Brief) -> OwnWords:
    """Keep the sentences that are about the talk that took place; what led up to it was said before.

    A sentence that points back ("det", "it") goes with the one before it.
    """
    notes = brief.meeting.notes if brief.meeting else ()
    kept: list[tuple[str, ...]] = []
    for paragraph in own.paragraphs:
        sentences: list[str] = []
        before = False
        for sentence in paragraph:
            near = any(mentions(sentence, note, brief.language) for note in notes)
            fits_alone = before or not _POINTS_BACK.match(sentence)
            before = fits_alone and (near or bool(_OF_A_TALK.search(sentence)) or _follows(before, sentence))
            sentences += [sentence] if before else []
        kept += [tuple(sentences)] if sentences else []
    return replace(own, paragraphs=tuple(kept), greets=own.greets and bool(kept), asks=False)


def _follows(before: bool, sentence: str) -> bool:
    return before and bool(_POINTS_BACK.match(sentence))


def said_already(own: OwnWords, fact: Fact, language: Language) -> dict[str, bool]:
    """Tell what of a fact the own words say already: the work or event, its title, the reaction."""
    if not own:
        return {}
    title = _titled(own.text, fact.title or title_in(fact.text), language)
    event = mentions(own.text, fact.where, language) or mentions(own.text, fact.with_whom, language)
    noun = called(fact, language)[0]
    your = {"sv": "din|ditt", "en": "your"}[language]
    owned = bool(noun) and bool(re.search(rf"\b(?:{your}) (?:\w+ )?{noun}\b", own.text, re.IGNORECASE))
    return {
        "title": title,
        "work": owned or title or event or _tells(own.text, fact.text, language),
        "reaction": mentions(own.text, fact.reaction, language),
    }


def mentions(text: str, named: str, language: Language) -> bool:
    """Tell whether `text` speaks of what `named` names: half of its weighty words, by their first letters."""
    weighty = _weighty(named, language)
    if not weighty:
        return bool(named) and named.lower() in text.lower()
    stems = {word[:5] for word in _weighty(text, language)}
    found = sum(word[:5] in stems for word in weighty)
    return found * 2 >= len(weighty)


def _titled(text: str, title: str, language: Language) -> bool:
    """Tell whether a title is named: word for word, or by most of several weighty words."""
    weighty = _weighty(title, language)
    stems = {word[:5] for word in _weighty(text, language)}
    most = len(weighty) > 1 and sum(word[:5] in stems for word in weighty) * 3 >= len(weighty) * 2
    return bool(title) and (title.lower() in text.lower() or most)


def _tells(text: str, told: str, language: Language) -> bool:
    weighty = _weighty(told, language)
    stems = {word[:5] for word in _weighty(text, language)}
    return len(weighty) > 2 and sum(word[:5] in stems for word in weighty) * 5 >= len(weighty) * 3


def _weighty(text: str, language: Language) -> list[str]:
    light = vocabulary(language).words("function_words")
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 3 and word not in light]


def _closed(sentence: str) -> str:
    return sentence if re.search(r"[.!?…:][\"'”’»)]*$", sentence) else f"{sentence}."
