"""What the learned part of `asks_to_be_mentor` sees of a sentence: stems, neighbours, parts of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import sqrt
from typing import Final

from assistant.checks.lexicon import plain
from assistant.checks.stems import word_stem
from assistant.domain.value import Language

_TOKEN: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[?!:;,]")
_LONGEST: Final = 600
"""Characters that are read; no sentence anyone writes is longer."""
_PARTS: Final = (3, 4, 5)
"""Letters in a part of a word, with a mark at the word's edges."""
_SHORTEST_PARTED: Final = 4
_PART: Final = 0.5
"""Weight of a part of a word beside a word (1.0)."""


def asks_features(text: str, language: Language) -> dict[str, float]:
    """Give each feature of a sentence with its weight.

    `vill` is a stem, `vill du` two beside each other, `vill_mentor` two with one or two between them, and
    `~ment` a part of a word. `^` and `$` are the sentence's ends, `0` is any number.
    """
    words = ["0" if word[0].isdigit() else word.lower() for word in _TOKEN.findall(plain(text)[:_LONGEST])]
    stems = [word_stem(word, language) for word in words]
    found = dict.fromkeys(stems, 1.0)
    ended = ["^", *stems, "$"]
    found.update((f"{one} {other}", 1.0) for one, other in pairwise(ended))
    for apart in (2, 3):
        found.update((f"{one}_{other}", 1.0) for one, other in zip(stems, stems[apart:], strict=False))
    for word in words:
        found.update((part, _PART) for part in _parts(word))
    return found


def length(features: dict[str, float]) -> float:
    """Give by what a sentence's features are divided, so that long and short ones weigh alike."""
    return max(sqrt(sum(weight * weight for weight in features.values())), 1e-6)


def _parts(word: str) -> Iterator[str]:
    if len(word) < _SHORTEST_PARTED:
        return
    edged = f"<{word[:40]}>"
    for size in _PARTS:
        for start in range(len(edged) - size + 1):
            yield "~" + edged[start : start + size]
