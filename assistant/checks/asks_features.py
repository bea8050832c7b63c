"""What the learned parts see of a sentence: stems, neighbours, meanings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from assistant.checks.lexicon import plain, table
from assistant.checks.stems import word_stem
from assistant.domain.value import Language

_TOKEN: Final = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*|[?!:;,]|\.(?=\s+\S)")
_LONGEST: Final = 600
"""Characters that are read; no sentence anyone writes is longer."""
_PARTS: Final = (3, 4, 5)
"""Letters in a part of a word, with a mark at the word's edges."""
_SHORTEST_PARTED: Final = 4
_PART: Final = 0.5
"""Weight of a part of a word beside a word (1.0)."""
_MEANING: Final = 0.5
_MEANINGS: Final = 0.25
"""Weight of a meaning, and of two that follow each other."""
_NEAR: Final = 6
"""Words with a meaning, of which each is seen together with those before it."""


@lru_cache(maxsize=64)
def asks_features(text: str, language: Language) -> Mapping[str, float]:
    """Give each feature of a sentence with its weight.

    `vill` is a stem, `vill du` two beside each other, `vill_mentor` two with one or two between them, and
    `~ment` a part of a word. `#help` is a meaning of words/mentoring.toml, `#seek>help` one before another.
    `^` and `$` are the sentence's ends, `0` is any number.
    """
    words = ["0" if word[0].isdigit() else word.lower() for word in _TOKEN.findall(plain(text)[:_LONGEST])]
    stems = [word_stem(word, language) for word in words]
    found = dict.fromkeys(stems, 1.0)
    ended = ["^", *stems, "$"]
    found.update((f"{one} {other}", 1.0) for one, other in pairwise(ended))
    for apart in (2, 3):
        found.update((f"{one}_{other}", 1.0) for one, other in zip(stems, stems[apart:], strict=False))
    for word in words:
        found.update(dict.fromkeys(_parts(word), _PART))
    found.update(_meant(stems, language))
    return found


@lru_cache(maxsize=4096)
def _parts(word: str) -> tuple[str, ...]:
    if len(word) < _SHORTEST_PARTED:
        return ()
    edged = f"<{word[:40]}>"
    return tuple(
        "~" + edged[start : start + size] for size in _PARTS for start in range(len(edged) - size + 1)
    )


def _meant(stems: list[str], language: Language) -> Iterator[tuple[str, float]]:
    meanings = _meanings(language)
    seen = [meanings[stem] for stem in stems if stem in meanings]
    for at, names in enumerate(seen):
        for name in names:
            yield "#" + name, _MEANING
            for earlier in seen[max(0, at - _NEAR) : at]:
                yield from ((f"#{other}>{name}", _MEANINGS) for other in earlier)


@cache
def _meanings(language: Language) -> dict[str, tuple[str, ...]]:
    """Give the meanings of each stem that has any."""
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in table("mentoring", language).items():
        for stem in {word_stem(word, language) for word in listed.split()}:
            found[stem] = (*found.get(stem, ()), name)
    return found | {"?": ("question",)}
