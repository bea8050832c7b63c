"""Print how the prompts did when read: `python -m tests.eval_exchanges [--words]`.

Each recorded answer was written by a reader who knew nothing but the prompt, and goes through the pipeline
again. A good one is ready when nothing blocks it and someone who read it as its sender would send it as it
stands. Of a bad one, the words that are wrong were noted when it was written; it is caught when each of them
is gone from the draft, stands under a finding, or stands in a sentence that shows no source.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import get_args

from assistant.domain.value import Language
from assistant.events import Finished
from prompts.catalog import load_kinds
from tests.by_hand import Answer, scripted
from tests.exchange import Exchange, escaped, exchanges, played

THINGS = ("good", "unblocked", "at once", "ready", "bad", "caught")
Figures = Counter[tuple[str, str, str]]
"""How many there are of a thing, per kind and language."""


async def made_of(exchange: Exchange) -> Finished:
    """Give what the pipeline makes of an answer; a bad one is not mended."""
    again: Answer | str = exchange.mended or Answer(status=401)
    with scripted(exchange.answer, again) as desk:
        last = (await played(exchange, desk))[-1]
    assert isinstance(last, Finished)
    return last


async def count(words: bool) -> Figures:
    """Play every exchange that was recorded with its verdict, or with the words that are wrong."""
    figures: Figures = Counter()
    for each in exchanges():
        if not each.verdict and not each.manner:
            continue
        made = await made_of(each)
        missed = escaped(made, each.planted)
        told = [("bad", True), ("caught", not missed)] if each.manner else _good(each, made)
        figures.update((each.kind, made.draft.language, thing) for thing, is_so in told if is_so)
        if words and (missed or (each.verdict and each.verdict != "ready")):
            print(f"{each.name}: {'; '.join(missed) or each.verdict}")
    return figures


def _good(each: Exchange, made: Finished) -> list[tuple[str, bool]]:
    unblocked = not made.review.blocked
    return [
        ("good", True),
        ("unblocked", unblocked),
        ("at once", unblocked and not each.mended),
        ("ready", unblocked and each.verdict == "ready"),
    ]


def main(arguments: list[str]) -> None:
    """Print a line per kind and language."""
    figures = asyncio.run(count("--words" in arguments))
    print(" " * 14 + "".join(f"{thing:>11}" for thing in THINGS))
    for kind in load_kinds():
        for language in get_args(Language):
            counts = (figures[kind, language, thing] for thing in THINGS)
            print(f"{kind + ' ' + language:14}" + "".join(f"{each:11}" for each in counts))


if __name__ == "__main__":
    main(sys.argv[1:])
