"""What grammatical shape a few words have, so that they are set into a sentence that carries them.

A goal may be given as "leda projekt", "att leda projekt", "Jag vill leda projekt" or "tryggare
ledarskap"; each needs a sentence of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from assistant.domain.value import Language
from assistant.offline.clauses import SUBJECTS, asks_in_order, states
from assistant.offline.vocabulary import Vocabulary, vocabulary

Form = Literal["to", "ing", "thing", "says", "clause", "question", "that", "done"]
"""to: an infinitive without its mark. ing: an English -ing phrase. thing: a noun phrase. says: a sentence
with "I". clause: "how you ...". question: with a question mark. that: "that ...". done: a first person
sentence's rest, from its verb on ("räknade om ...")."""

_ASKING: Final = {
    "sv": "hur vad vilka vilken vilket varför när var vem huruvida",
    "en": "how what which why when where who whether",
}
_FIRST_PERSON: Final = {
    "sv": re.compile(r"(?:jag|vi|mitt?|mina|vår|vårt|våra)\s", re.IGNORECASE),
    "en": re.compile(r"(?:i|we|my|our)(?:['’]\w+)?\s", re.IGNORECASE),
}
_MARK: Final = {"sv": "att", "en": "to"}


_DETERMINERS: Final = {
    "a", "an", "the", "my", "our", "more", "less", "better", "fewer", "how", "all", "each", "some", "any",
    "much", "many",
}  # fmt: skip
_AFTER_A_VERB: Final = {
    "a", "an", "the", "my", "our", "less", "more", "better", "up", "out", "off",
}  # fmt: skip


_AFTER_A_SUBJECT: Final = {
    "is", "are", "was", "were", "has", "had", "will", "would", "can", "must", "does",
}  # fmt: skip
"""After these an English word that could be a verb was a subject: "chair has to be in the room"."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """Words with their shape; `text` starts small, has no closing mark, and lacks an infinitive's mark."""

    form: Form
    text: str


def shape(text: str, language: Language) -> Shaped:
    """Tell the shape of a goal, a topic, a note or a plan."""
    text = text.strip()
    bare = unclosed(text)
    low = [word.lower().strip(",;:") for word in bare.split()]
    if not low:
        return Shaped("thing", "")
    asks = text.endswith("?")
    if low[0] in _ASKING[language].split():
        return Shaped("question" if asks_in_order(low, language, marked=asks) else "clause", lowered(bare))
    if asks:
        return Shaped("question", bare)
    return _told(bare, low, language)


def _told(bare: str, low: list[str], language: Language) -> Shaped:
    """Tell the shape of words that ask nothing."""
    words = vocabulary(language)
    owned = low[0] in {"my", "our", "min", "mitt", "mina", "vår", "vårt", "våra"}
    stated = states(bare, language) if owned else _has_verb(low[1:], words)
    stated = stated or (language == "en" and re.match(r"(?:i|we)['’]", low[0]) is not None)
    if _FIRST_PERSON[language].match(bare) and stated:
        return Shaped("says", bare)
    marked = low[0] == _MARK[language] and len(low) > 1
    if marked and (language == "en" or not _begins_clause(low[1:], words)):
        return Shaped("to", bare.split(None, 1)[1])
    if low[0] in {"att", "that"} and len(low) > 1:
        return Shaped("that", lowered(bare))
    return Shaped(_plain_form(low, words, language), lowered(bare))


def _begins_clause(low: list[str], words: Vocabulary) -> bool:
    """Tell whether a Swedish subject follows "att", as in "att mitt team ska orka"."""
    if low[0] in SUBJECTS["sv"] or low[0] in {
        "mitt",
        "min",
        "mina",
        "vårt",
        "vår",
        "våra",
        "alla",
        "fler",
        "ingen",
    }:
        return True
    verb = (
        low[0] in words.infinitives
        or low[0] in words.words("sentence_adverbs")
        or _looks_infinitive(low[0], words)
    )
    finite = {"ska", "kan", "får", "vill", "är"}
    return not verb and any(word in words.present or word in finite for word in low[1:])


def unclosed(text: str) -> str:
    """Give `text` without a full stop, exclamation mark or question mark at its end."""
    return re.sub(r"[\s.!?\u2026;:,]+$", "", text.strip())


def sentence(text: str) -> str:
    """Give `text` with a capital and a closing mark; empty stays empty."""
    text = text.strip()
    if not text:
        return ""
    closed = text if re.search(r"[.!?…][\"'”’)]*$", text) else f"{text}."
    return closed[0].upper() + closed[1:]


def lowered(text: str) -> str:
    """Begin `text` with a small letter, unless its first word is a name, an abbreviation or "I"."""
    first = text.split(None, 1)[0] if text.split() else ""
    bare = first.strip("\"'”“’(),:;")
    if not first[:1].isupper() or re.match(r"I(?:\b|['’])", first) or len(bare) < 1:
        return text
    if bare[1:] != bare[1:].lower() or any(ch.isdigit() for ch in bare):
        return text
    return text[0].lower() + text[1:] if not _is_name(text, bare) else text


def _is_name(text: str, first: str) -> bool:
    """Guess at a name: a capital that stays where the next word has one too, or a tool or a language."""
    rest = text.split()[1:2]
    return first.lower() in vocabulary("en").words("proper_words") or bool(
        rest and rest[0][:1].isupper() and len(rest[0]) > 1 and rest[0] != rest[0].upper()
    )


def _plain_form(low: list[str], words: Vocabulary, language: Language) -> Form:
    skipped = 1 if low[0] in words.words("lead_adverbs") and len(low) > 1 else 0
    first, rest = low[skipped], low[skipped + 1 :]
    if not skipped and (first in words.gerunds or (language == "en" and _looks_gerund(first, rest))):
        return "ing"
    if first in words.infinitives:
        return "to" if language == "sv" or _is_verb(first, rest, words) else "thing"
    if language == "sv" and not skipped and _looks_infinitive(first, words):
        return "to"
    if language == "en" and first not in _DETERMINERS and rest and _made_as_verb(first, rest, words):
        return "to"
    if first in words.past and first not in words.infinitives and not skipped:
        return "done"
    return "thing"


def _made_as_verb(first: str, rest: list[str], words: Vocabulary) -> bool:
    """Tell whether an English word outside the lists is a verb, by what follows it or by how it is made."""
    if rest[0] in _AFTER_A_VERB:
        return True
    if first in words.words("not_verbs") or first.endswith(("wise", "size")):
        return False
    again = re.match(r"(?:re-?|un|out|over|mis|co-?)(?P<verb>\w{3,})$", first)
    base = again["verb"] if again else ""
    if base in words.infinitives and base not in words.words("ambiguous"):
        return True
    follows = rest[0] in words.words("verb_followers") or rest[0].endswith(("ly", "s", "ing"))
    return first.endswith("ify") or (follows and first.endswith(("ate", "ise", "ize")))


def _looks_gerund(first: str, rest: list[str]) -> bool:
    nouns = {
        "evening",
        "morning",
        "something",
        "anything",
        "nothing",
        "building",
        "meeting",
        "feeling",
        "everything",
    }
    return first.endswith("ing") and len(first) > 5 and bool(rest) and first not in nouns


def _is_verb(first: str, rest: list[str], words: Vocabulary) -> bool:
    if rest and rest[0] in _AFTER_A_SUBJECT:
        return False
    doing = first in {"stop", "start"} and bool(rest) and rest[0] in words.gerunds
    if doing or first not in words.words("ambiguous"):
        return True
    if first in words.words("mostly_verbs") and rest:
        thing = rest[0].endswith(("ing", "tion", "ment", "ity")) or rest[0] in {
            "of",
            "in",
            "for",
            "on",
            "and",
            "at",
        }
        return not thing
    return not rest or rest[0] in words.words("verb_followers") or rest[0].endswith("ly")


def _looks_infinitive(first: str, words: Vocabulary) -> bool:
    adjective = (
        "bara",
        "liga",
        "iga",
        "ella",
        "iska",
        "fulla",
        "lösa",
        "enta",
        "anta",
        "iva",
        "ösa",
        "orna",
        "arna",
        "erna",
        "ala",
        "ära",
        "are",
    )
    if first in words.words("not_verbs") or first.endswith(adjective):
        return False
    if len(first) > 5 and first.endswith(("kas", "tas", "das", "ras", "las", "vas", "ias")):
        return True
    return len(first) > 3 and first.endswith(
        ("era", "ila", "ba", "fa", "ja", "na", "ra", "la", "da", "ta", "ka", "ga", "va", "ma", "sa", "pa")
    )


def _has_verb(low: list[str], words: Vocabulary) -> bool:
    modal = {
        "vill",
        "ska",
        "skulle",
        "kan",
        "måste",
        "behöver",
        "hoppas",
        "am",
        "was",
        "'m",
        "want",
        "will",
        "would",
        "need",
        "hope",
        "can",
        "is",
        "are",
        "like",
    }
    return any(
        word in words.present or word in words.past or word in words.infinitives or word in modal
        for word in low[:4]
        if word != "own"
    ) or bool(low[:1] and not low[0].isalpha())
