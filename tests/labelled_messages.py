"""Whole messages by helpers who had seen no rule, each with its brief and what is wrong in it, if anything.

Three learned parts learn from them: of what is asked, of what a sentence does, and of what a brief bears out.
In none of them does anything ask for mentorship.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

PATH: Final = Path(__file__).parent / "labelled_messages.jsonl"
"""A brief's line stands before its messages. `flaw` is the check that should find something, `excerpt` the
words that the brief does not bear out, where `true` is false."""


@cache
def lines() -> tuple[dict[str, Any], ...]:
    """Every line, briefs and messages."""
    return tuple(map(json.loads, PATH.read_text(encoding="utf-8").splitlines()))


def messages(language: str) -> Iterator[dict[str, Any]]:
    """The messages in a language, each with a number as its `id`."""
    for number, row in enumerate(lines()):
        if row.get("language") == language:
            yield {"id": f"labelled-{number}", **row}
