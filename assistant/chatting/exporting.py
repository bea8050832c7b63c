"""A conversation as Markdown, with the guidance behind each answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain.chat import Conversation, Turn
from assistant.domain.value import Language
from assistant.wording import _
from knowledge.corpus import Corpus

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_markdown(conversation: Conversation, turns: Sequence[Turn], corpus: Corpus, language: Language) -> str:
    """Give the whole conversation; what was said stays plain text in it."""
    parts = [f"# {_plain(conversation.title)}"]
    for turn in turns:
        who = _("You") if turn.speaker == "person" else _("Fika")
        at = f"{turn.at.astimezone():%Y-%m-%d %H:%M}"
        parts.append(f"**{who}**, {at}")
        parts.append("  \n".join(_plain(line) for line in turn.text.split("\n")))
        if not turn.whole:
            parts.append(f"*{_('(stopped before the end)')}*")
        parts += [
            f"[{number}] {_plain(corpus.cite(corpus.passages[each], language))} ({each})"
            for number, each in enumerate(turn.passages, start=1)
            if each in corpus.passages
        ]
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Give a line in which no character marks anything up."""
    return _SPECIAL.sub(r"\\\1", text)
