"""Time for the two of them: how long the talk is said to be, and whether a question asks for more of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.durations import Duration, find_durations
from assistant.checks.lexicon import pattern, plain
from assistant.domain.draft import Draft
from assistant.domain.value import Language


def set_durations(draft: Draft) -> Iterator[Duration]:
    """Give the lengths that the talk is said to have: "with the hour we have"; places are in `draft.text`."""
    for sentence in draft.prose:
        flat, at = plain(sentence.text), sentence.start
        for found in find_durations(flat, draft.language):
            before, after = flat[: found.start], flat[found.end :]
            if pattern("asks", draft.language, "set_before").search(before) and (
                pattern("asks", draft.language, "set_after").search(after)
            ):
                yield Duration(found.minutes, found.start + at, found.end + at, found.shortest)


@lru_cache(maxsize=512)
def asks_for_time(text: str, language: Language) -> bool:
    """Tell whether a sentence asks for time together, rather than how the reader spends theirs."""
    return bool(pattern("asks", language, "together").search(plain(text)))
