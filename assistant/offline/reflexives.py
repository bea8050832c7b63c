"""Whose a Swedish "sig" or "sin" is: the subject's own, or that of someone else in the sentence."""

from __future__ import annotations

import re
from typing import Final

from assistant.offline.vocabulary import vocabulary

_CONTROLS: Final = (
    r"få|får|fick|fått|låta|låter|lät|hjälpa|hjälper|hjälpte|hjälpt|se|ser|såg|höra|hör|hörde|be|ber|bad"
    r"|tvinga|tvingar|tvingade|uppmuntra|uppmuntrar|uppmuntrade|stötta|stöttar|stöttade|coacha|coachar"
    r"|coachade|stödja|stöder|stöttat|lära|lär|lärde|hindra|hindrar|hindrade|göra|gör|gjorde|ge|ger|gav"
    r"|inspirera|inspirerar|inspirerade|utbilda|utbildar|utbildade|handleda|handleder|handledde"
)
"""Verbs whose object does what follows: "få barnen att känna sig trygga"."""
_CONTROLLED: Final = re.compile(
    rf"\b(?:{_CONTROLS})\s+(?!att\b|sig\b|mig\b|dig\b|och\b|mer\b|bättre\b)(?P<object>\w+)", re.IGNORECASE
)
_OTHER_SUBJECT: Final = re.compile(r"\b(?:som|där|så att|hur|när|att (?:de|det|den|alla|folk|man)|medan)\b")
_LEADS: Final = frozenset({"kunna", "våga", "få", "börja", "vilja", "försöka", "sluta", "hinna", "orka"})


def before_others(text: str) -> int:
    """Give where the words end in which "sig" and "sin" can only be the subject's."""
    other = _OTHER_SUBJECT.search(text)
    return min(other.start() if other else len(text), controlled_at(text))


def controlled_at(text: str) -> int:
    """Give where someone begins whom a verb makes act: at "laget" in "få laget att lita på sig"."""
    infinitives = vocabulary("sv").infinitives
    for found in _CONTROLLED.finditer(text):
        # "få utbilda mig": what follows is a verb, so the subject itself acts.
        acts = re.match(r"(?:\s+\w+){0,3}\s+(?:att|\w+a sig|\w+ sig)\b", text[found.end() :])
        if found["object"].lower() not in infinitives and acts:
            return found.start("object")
    return len(text)


def to_me(goal: str) -> str:
    """Turn a goal's own "sig" and "sin" into the sender's: "lära sig leda", not "få laget att lita på sig".

    "Sig" is turned right after a verb whose subject is the sender, else it stays as it is.
    """
    end = before_others(goal)
    head, tail = goal[:end], goal[end:]
    words = head.split(" ")
    for at, word in enumerate(words):
        if word.strip(",") == "sig" and at and _heads(words, at):
            words[at] = word.replace("sig", "mig")
    head = " ".join(words)
    for old, new in (("sin", "min"), ("sitt", "mitt"), ("sina", "mina")):
        head = re.sub(rf"\b{old}\b", new, head)
    return head + tail


def _heads(words: list[str], at: int) -> bool:
    """Tell whether the verb before the word at `at` is the goal's own: first, or after "våga" or "och"."""
    verb = at - 1
    while verb and words[verb] in {"inte", "bara", "också"}:
        verb -= 1
    before = [word.strip(",") for word in words[:verb]]
    while before and before[-1] in {"att", "inte", "aldrig", "verkligen", "äntligen", "bättre"}:
        before.pop()
    return not before or before[-1] in _LEADS or before[-1] in {"och", "eller", "samt"}
