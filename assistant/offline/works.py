"""What a talk, a text or a project is called: a keynote, a column, a thesis."""

from __future__ import annotations

import re

from assistant.domain.brief import Fact
from assistant.domain.value import Language
from assistant.offline.vocabulary import vocabulary


def called(fact: Fact, language: Language) -> tuple[str, str]:
    """Give what a work is called, and its definite form: ("föredrag", "föredraget")."""
    data = vocabulary(language).data
    text = {
        word.strip("\"'”“’.,:;()").lower()
        for word in re.sub(re.escape(fact.title) or r"(?!)", " ", fact.text).split()
    }
    first: tuple[str, str] = tuple(data["works"].get(fact.kind, ("", "")))
    for row in data["works_called"]:
        if fact.kind != "role" and text & set(row["words"].split()):
            return row["noun"][0], row["noun"][1]
    return first
