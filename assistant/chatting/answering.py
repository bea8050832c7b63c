"""An answer without a model: what the person has told, the best passages quoted and cited, or "nothing"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.chat import NOTHING
from assistant.domain.value import Language
from knowledge.corpus import Corpus, Passage
from knowledge.found import Found

_GUIDANCE: Final = {"sv": "Så säger vägledningen:", "en": "The guidance says:"}
_DIFFER: Final = {
    "sv": "Källorna är inte överens om det här. Så ser de andra på saken:",
    "en": "The sources differ about this. The other views:",
}
_ALSO: Final = {"sv": "Se även (/källor visar dem):", "en": "See also (/sources shows them):"}
_MOST_ALSO: Final = 2
"""Further passages that are named by their titles; one answer in full is enough, more is a lecture."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Fika says to a question."""

    text: str
    passages: tuple[str, ...]
    """The guidance behind it, in the order of its numbers [1], [2]."""


def answer(found: Found, told: Sequence[str], language: Language, corpus: Corpus) -> Answer:
    """Put together what was told and what was found; the phrase for nothing when there is neither."""
    parts = list(told)
    passages: list[Passage] = []
    if found.answered:
        parts += _guidance([hit.passage for hit in found.hits], language, corpus, passages)
    if not parts:
        return Answer(NOTHING[language], ())
    return Answer("\n\n".join(parts), tuple(each.id for each in passages))


def _guidance(
    best: Sequence[Passage], language: Language, corpus: Corpus, said: list[Passage]
) -> Iterator[str]:
    """Give the best passage with its number, beside it the views against it, and what else there is."""
    yield _GUIDANCE[language]
    yield _quoted(best[0], language, corpus, said)
    others = corpus.other_views(best[0])
    if others:
        yield _DIFFER[language]
        yield from (_quoted(each, language, corpus, said) for each in others)
    further = [each for each in best if each not in said][:_MOST_ALSO]
    if further:
        named = (
            f"[{len(said) + n}] {each.wording(language).title}" for n, each in enumerate(further, start=1)
        )
        yield "\n".join([_ALSO[language], *named])
        said += further


def _quoted(passage: Passage, language: Language, corpus: Corpus, said: list[Passage]) -> str:
    said.append(passage)
    wording = passage.wording(language)
    return f"{wording.title}\n{wording.text} [{len(said)}: {corpus.cite(passage, language)}]"
