"""Which notes from a talk can be handed back to the one who said them, and why the others cannot.

Notes are private shorthand. A template cannot rewrite them, so it chooses: a lesson or a piece of advice in
whole words goes into a thank-you, everything else stays with the one who wrote it down.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from assistant.domain.value import Language
from assistant.offline.clauses import states
from assistant.offline.language import fits, other
from assistant.offline.names import Name
from assistant.offline.note_marks import note_mark
from assistant.offline.notes import advice_phrase, note_values
from assistant.offline.reported import reported
from assistant.offline.second_person import QUOTES
from assistant.offline.shapes import lowered, shape, unclosed
from assistant.offline.shorthand import calm, is_shorthand, spelled_out
from assistant.offline.vocabulary import vocabulary

Reason = Literal["", "private", "personal", "own", "shorthand"]
"""Why a note is kept back: not to be repeated; about a person or how the talk went; the sender's own thought;
shorthand, or no whole clause. Empty when it can be handed back."""

_CONDITION: Final = re.compile(r"^(?:if|when|om|när) [^,]+, ", re.IGNORECASE)
"""Before advice: "if they laugh, keep it"."""
_HEADED: Final = re.compile(r"^(?P<head>[^\W\d_]+(?: [^\W\d_]+)?): (?P<rest>\S.*)$")
"""A word or two that name the matter, before what was said of it."""
_THIRD: Final = re.compile(
    r"\b(?:hon|han|hen|henne|honom|hennes|hans|hens|she|he|her|him|his|they|them|their)\b", re.IGNORECASE
)
_REGULAR_PAST: Final = {"sv": r"\w{2,}(?:ade|dde)", "en": r"\w{2,}[^e]ed"}
_SIMPLE: Final = re.compile(r"[,;:.!?\d()\"“”–—]| - ")
"""What a bare phrase without a verb does not have."""


def handed_back(note: str) -> str:
    """Give a note without a label such as "Rule:", without shouted words, and with its apostrophes."""
    text = note_mark("label").sub("", note.strip().lstrip("-–•* "))
    text = re.sub(r"\b([Dd]o|[Dd]oes|[Cc]a|[Ww]o|[Ii]s|[Aa]re)nt\b", r"\1n't", text)
    return re.sub(
        r"([.!?])\s+([a-zåäö])", lambda found: f"{found[1]} {found[2].upper()}", spelled_out(calm(text))
    )


def told_back(note: str, language: Language, name: Name) -> dict[str, str]:
    """Give the ways to tell a note; one whose words were mended is told, not quoted. Empty when none."""
    text = handed_back(note)
    values = note_values(text, language, name)
    quote = values.get("note_quote", "")
    if quote and _bare(text) not in _bare(note):
        values = {
            key: said for key, said in values.items() if key not in {"note_quote", "note_tip", "note_view"}
        }
        if not values and not _HEADED.match(text):
            values = {"note_told": lowered(unclosed(text))}
    if _THIRD.match(quote.strip("”“ ")):
        return {}  # "hon ..." in a letter to her
    return values


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def kept_back(note: str, language: Language, name: Name, *, went_well: bool = True) -> Reason:
    """Tell why a note cannot be handed back to the one who said it; empty when it can.

    After a talk that went badly only plain advice can: anything else would read as a reproach.
    """
    if note_mark("private").search(note):
        return "private"
    if note_mark("own").search(note):
        return "own"
    if note_mark("personal").search(note):
        return "personal"
    language = language if fits(note, language) else other(language)
    text = handed_back(note)
    if is_shorthand(text):
        return "shorthand"
    spoken = re.fullmatch(r"[\"“”'‘»](?P<said>[^\"“”»«]+)[\"“”'’«]", unclosed(text))
    pieces = re.split(r"(?<=[.!?])\s+", unclosed(spoken["said"]) if spoken else text)
    whole = [piece for piece in pieces if unclosed(piece)]
    reasons = [_piece(piece, language, name, advice_only=not went_well) for piece in whole]
    found: Reason = next((reason for reason in reasons if reason), "")
    if found or told_back(note, language, name):
        return found
    return "personal" if _THIRD.match(text) else "shorthand"


def is_advice(note: str, language: Language) -> bool:
    """Tell whether a note tells someone what to do."""
    text = _headless(unclosed(handed_back(note)))
    text = _CONDITION.sub("", text)
    first = re.sub(r"^(\w+)[,;:](?= )", r"\1", text)
    return bool(advice_phrase(first, language)[0]) or shape(text, language).form == "to"


def _piece(text: str, language: Language, name: Name, *, advice_only: bool) -> Reason:
    """Judge one sentence of a note."""
    text = unclosed(text)
    if is_advice(text, language):
        return "shorthand" if re.match(r"\w+ sig\b", text) else ""
    if advice_only:
        return "personal"
    form, said = reported(text, language, name)
    if form:
        of_me = form != "advice" and note_mark("of_me").search(said)
        return "personal" if of_me or _names_someone(said) else ""
    if note_mark("of_me").search(text):
        return "" if note_mark("learned").match(text) else "own"
    return _clause(text, language, name)


def _clause(text: str, language: Language, name: Name) -> Reason:
    """Judge what is neither advice nor told as someone's words."""
    words = text.lower().split()
    data = vocabulary(language)
    first = words[0].strip(",;:")
    names = {part.lower() for whole in name.parts for part in whole.split()}
    of_them = first in {"hon", "han", "hen", "she", "he", "they", "de"} or first in names
    third = of_them or _THIRD.search(QUOTES.sub(" ", text))
    if third and ("," in text or _names_someone(text)):
        return "personal"
    if of_them:
        return ""
    finite = first in data.past or first in data.present or re.fullmatch(_REGULAR_PAST[language], first)
    subjectless = finite and first not in data.infinitives  # "svarade inte", "kept 5 of them"
    verbless = not states(_headless(text), language) and _SIMPLE.search(QUOTES.sub(" ", text))
    return "shorthand" if subjectless or verbless else ""


def _headless(text: str) -> str:
    headed = _HEADED.match(text)
    return headed["rest"] if headed else text


def _names_someone(text: str) -> bool:
    """Tell whether a name stands in a note that tells of someone; a place after "in" or "at" is none."""
    bare = QUOTES.sub(" ", text)
    return bool(
        re.search(
            r"(?<![.!?])(?<!\b[iI]) (?<!\bin )(?<!\bat )(?<!\bto )(?<!\bpå )(?<!\bi )[A-ZÅÄÖ][a-zåäö]+", bare
        )
    )
