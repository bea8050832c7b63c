"""A goal, ready to stand in a sentence about the sender."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.shapes import sentence, shape

_WISH: Final = {
    "sv": re.compile(
        r"^(?:jag (?:vill|skulle vilja|hoppas(?: kunna)?|försöker|siktar på att|vill kunna)"
        r"|(?:mitt )?mål(?:et)?(?: just nu)? är att)\s+(?=\w)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:i (?:want|hope|would like|aim|am trying|am hoping|wish)|i'd like|i'm trying|i'm hoping"
        r"|my (?:goal|aim) is) to\s+(?=\w)",
        re.IGNORECASE,
    ),
}


def goal_values(goal: str, language: Language) -> dict[str, str]:
    """Give a goal under its shape's name: `goal_to`, `goal_thing`, `goal_ing`, `goal_how` or `goal_says`."""
    shaped = shape(_unwished(goal, language), language)
    text = shaped.text.rstrip(" .!")
    match shaped.form:
        case "to":
            return {"goal_to": _mine(text) if language == "sv" else text}
        case "thing" | "that":
            return {"goal_thing": text}
        case "ing":
            return {"goal_ing": text}
        case "clause":
            return {"goal_how": text}
        case "says":
            return {"goal_says": sentence(text)}
        case _:
            return {}


def _unwished(goal: str, language: Language) -> str:
    """Drop "Jag vill" and "My goal is to" from before what is wanted."""
    rest = _WISH[language].sub("", goal.replace("’", "'"), count=1)
    if rest == goal.replace("’", "'"):
        return goal
    return f"{'att' if language == 'sv' else 'to'} {rest}"


def _mine(goal: str) -> str:
    """Turn "sig" and "sin" of a goal into the sender's, before any clause with a subject of its own."""
    head, *tail = re.split(r"(?= som | där | så att | hur | när )", goal, maxsplit=1)
    for old, new in (("sig", "mig"), ("sin", "min"), ("sitt", "mitt"), ("sina", "mina")):
        head = re.sub(rf"\b{old}\b", new, head)
    return head + "".join(tail)
