"""The shape of a sentence beside a brief: its frame without its content, and who does what in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from assistant.checks.claim_clauses import Predication, predications
from assistant.checks.claim_statements import Who, statements, who
from assistant.checks.stems import word_stem
from assistant.checks.support import Support
from assistant.checks.tokens import QUOTED, Token, function_words, tokens
from assistant.domain.value import Language

_QUOTE: Final = "QUOT"
_LONGEST_FRAME: Final = 4
"""Words beside each other that make a frame."""


def frames(text: str, support: Support) -> Iterator[str]:
    """Give two to four neighbours of a sentence whose content is left out: `s:you n and n the`.

    Function words stand as they are, `Y` is a word that the brief has and `n` one that it has not, `NAME` and
    `noname` are names, `0` is a number, and `Q` a quotation.
    """
    shape = ["^", *_shape(text, support), "$"]
    for size in range(2, _LONGEST_FRAME + 1):
        for start in range(len(shape) - size + 1):
            yield "s:" + " ".join(shape[start : start + size])


def _shape(text: str, support: Support) -> Iterator[str]:
    for token in tokens(QUOTED.sub(f" {_QUOTE} ", text)):
        yield "Q" if token.text == _QUOTE else word_shape(token, support)


def word_shape(word: Token, support: Support) -> str:
    """Give a word without its content: as itself, or as what the brief has or lacks."""
    low = word.text.casefold()
    if low[0].isdigit():
        return "0"
    if low in function_words():
        return low
    if word.text[0].isupper() and word.start:
        return "NAME" if support.has_name(word.text) else "noname"
    return "Y" if support.has(word.text) else "n"


def seen_stem(word: str, language: Language) -> str:
    """Give a word's stem; every number is "0"."""
    return "0" if word[0].isdigit() else word_stem(word.casefold(), language)


def doings(text: str, language: Language, support: Support) -> Iterator[str]:
    """Give who does what in a sentence, and whether the brief tells of such a deed, of the same one or not.

    `P:them:lead` says that the recipient leads something, `P:them:lead:2` that the brief has only others
    lead; `Pf:them:past:100` stands for a verb's time and whether it is denied, possible or asked for.
    """
    told = _told(support)
    for each in predications(text, language):
        doer = who(each.subject, support, None)
        yield f"Pf:{doer}:{each.form}:{each.negated:d}{each.irrealis:d}{each.asked:d}"
        for meaning in each.meanings:
            same = told.get(meaning, ())
            known = "1" if any(by == doer for by, _deed in same) else "2" if same else "0"
            yield from (
                f"P:{doer}:{meaning}",
                f"P:{meaning}",
                f"P:{doer}:{meaning}:{known}",
                f"Ps:{doer}:{known}",
            )
            if same:
                yield f"Pn:{each.negated:d}{any(deed.negated for _by, deed in same):d}"


@lru_cache(maxsize=32)
def _told(support: Support) -> dict[str, tuple[tuple[Who, Predication], ...]]:
    """What a brief's statements tell, by the verb's meaning, with who did it."""
    found: dict[str, tuple[tuple[Who, Predication], ...]] = {}
    for statement in statements(support):
        for each in statement.predications:
            by = who(each.subject, support, statement)
            for meaning in each.meanings:
                found[meaning] = (*found.get(meaning, ()), (by, each))
    return found
