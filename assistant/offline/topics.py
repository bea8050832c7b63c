"""What the questions are about: as it follows "about", and as a question of its own."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.asking import ASKED, direct_question, is_several, quoted_free
from assistant.offline.language import fits
from assistant.offline.names import Name
from assistant.offline.quoting import quoted
from assistant.offline.second_person import topic_to_you
from assistant.offline.shapes import Shaped, lowered, shape, unclosed
from assistant.offline.vocabulary import vocabulary

_LEAD: Final = {
    "sv": re.compile(
        r"(?:(?:några |två |tre )?frågor (?:om|kring)|om|kring|angående)\s+"
        r"(?!(?:ni|du|man|det|jag|vi|en|ett)\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:(?:some |two |three |a few )?questions (?:about|on)|about|regarding|on)\s+", re.IGNORECASE
    ),
}
_WONDER: Final = {
    "sv": re.compile(
        r"(?:jag|vi) (?:vill|skulle vilja|undrar|är nyfiken på|funderar på|skulle gärna vilja)(?: gärna)?"
        r"(?: veta| höra| förstå| fråga(?: om)?| lära mig)?(?: mer om)?\s+",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:i|we)(?:'d| would|'m| am)? (?:want|like|wonder|wondering|curious|love)(?:ed)?(?: about)?"
        r"(?: to (?:know|hear|understand|ask|learn)(?: more)?(?: about)?)?\s+",
        re.IGNORECASE,
    ),
}
_BREAK: Final = re.compile(
    r",? (?:som|för|när|innan|efter|utan|där|eftersom|så|medan|från|med|mot|och|i|på"
    r"|that|which|who|for|when|before|after|without|where|because|while|so|to|with|and|in|at)\s"
    r"|, (?:hur|vad|varför|vilk\w+|how|what|why)\s"
)
"""Where a new part of a topic begins."""
_POINTED: Final = re.compile(r"\b(?:vilk\w+|den|det|dem|de|which|what|those|them)(?: \w+){0,2}$")
"""A head that needs its relative clause."""
_NEXT_CLAUSE: Final = re.compile(r",? (?:och |and )?(?:hur|vad|varför|vilk\w+|how|what|why)\s")
"""Where one thing asked is whole and the next begins."""
_LEFT_HANGING: Final = re.compile(r"\b(?:in|on|at|i|på|under|during) (?:the|de|den|det) \w+$")
"""A head that ends with a time or place which what follows tells apart: "in the months before ..."."""
_ENGLISHASKED: Final = re.compile(
    rf"(?P<wh>(?:{ASKED['en']})(?: [\w-]+){{0,3}}?)"
    r" (?P<aux>do|did|does|can|could|would|should|will|have|are|were)"
    r" (?P<who>you|I|we|one|it|they|people)\b (?P<rest>.+)$"
)
_ENGLISH_CLOSED: Final = re.compile(
    r"(?P<aux>do|did|is|are|was|were|can|could|would|should|will|have)"
    r" (?P<who>you|I|we|one|it|they|there|people)\b (?P<rest>.+)$",
    re.IGNORECASE,
)
"""A question to be answered with yes or no, which follows "about" as "whether it is ..."."""


def topic_values(topic: str, language: Language, name: Name) -> dict[str, str]:
    """Give `topic` (follows "om" or "about"), `topic_q` (a question), `topic_open` (only to be quoted).

    What cannot be said in the language is absent.
    """
    if not topic.strip():
        return {}
    if not fits(topic, language) and len(topic.split()) > 2:
        return {"topic": quoted(unclosed(topic), language)}
    text = (
        _LEAD[language].sub("", topic.strip(), count=1)
        if _LEAD[language].match(topic.strip())
        else topic.strip()
    )
    text = _WONDER[language].sub("", text, count=1) if _WONDER[language].match(text) else text
    text = (
        re.sub(r"^om (?=(?:ni|du|man|det|jag|vi)\b)", "huruvida ", text)
        if language == "sv"
        else re.sub(r"^if (?=you\b)", "whether ", text)
    )
    text = topic_to_you(text, language, name)
    shaped = shape(text, language)
    if shaped.form == "question":
        return _from_question(shaped, language)
    if shaped.form == "to":
        named = f"att {shaped.text}" if language == "sv" else f"how to {shaped.text}"
        return {"topic": named, "topic_thing" if language == "sv" else "topic_how": named}
    if shaped.form in {"says", "done"}:
        return {"topic_open": quoted_free(shaped.text)}
    values = {"topic": shaped.text}
    if shaped.form == "clause":
        question = direct_question(shaped.text, language)
        closed = shaped.text.split()[0] in {"huruvida", "whether"}
        values |= {
            "topic_q": question,
            "topic_clause": shaped.text if question and not is_several(shaped.text, language) else "",
            "topic_how": "" if question or closed else shaped.text,
        }
    else:
        values |= {"topic_thing": shaped.text}
    return {key: value for key, value in values.items() if value}


def shorter(topic: str, room: int) -> str:
    """Cut a topic where a new part of it begins, so that it fits `room` characters; empty when it cannot."""
    if len(topic) <= room:
        return topic
    if topic[0] in "“”":
        return ""
    dangling = vocabulary("sv").words("dangling") | vocabulary("en").words("dangling")
    breaks = [found.start() for found in _BREAK.finditer(topic) if found.start() <= room]
    for at in reversed(breaks):
        head = topic[:at].rstrip(" ,")
        if topic[at:].lstrip(" ,").startswith(("som ", "that ", "who ", "which ")) and _POINTED.search(head):
            continue
        if _LEFT_HANGING.search(head) and not topic[at:].lstrip(" ,").startswith(("och ", "and ")):
            continue
        whole = _NEXT_CLAUSE.match(topic, at) or head.split()[-1].lower() not in dangling
        if len(head.split()) >= 4 and whole:
            return head
    return ""


def _from_question(shaped: Shaped, language: Language) -> dict[str, str]:
    """Turn a topic that was given as a question back into what follows "about", where the order is sure."""
    text = lowered(unclosed(shaped.text))
    asked = quoted_free(text) + "?"
    clause = _swedish_clause(text) if language == "sv" else _english_clause(text)
    if not clause:
        return {"topic_open": quoted_free(text), "topic_q": asked}
    closed = {} if clause.startswith("whether ") else {"topic_clause": clause}
    return {"topic": clause, **closed, "topic_q": asked}


def _swedish_clause(text: str) -> str:
    found = re.match(
        rf"(?P<wh>(?:{ASKED['sv']})(?: \w+){{0,3}}?) (?P<verb>\w+) (?P<who>ni|du|man|jag|vi)\b(?P<rest>.*)$",
        text,
    )
    if not found:
        return ""
    adverbs = "|".join(vocabulary("sv").data["sentence_adverbs"].split())
    moved = re.match(rf" (?P<adverb>{adverbs})\b(?P<rest>.*)$", found["rest"])
    lead, rest = (f" {moved['adverb']}", moved["rest"]) if moved else ("", found["rest"])
    return f"{found['wh']} {found['who']}{lead} {found['verb']}{rest}"


def _english_clause(text: str) -> str:
    data = vocabulary("en")
    found = _ENGLISHASKED.match(text) or _ENGLISH_CLOSED.match(text)
    if not found or re.search(r"[.?!;]", text):
        return ""
    verb, _, tail = found["rest"].partition(" ")
    tail = f" {tail}" if tail else ""
    wh = found.groupdict().get("wh") or "whether"
    if found["aux"] == "do":
        return f"{wh} {found['who']} {verb}{tail}"
    if found["aux"] == "did":
        past = data.past_of.get(verb)
        return f"{wh} {found['who']} {past}{tail}" if past else ""
    if found["aux"] == "does":
        return ""
    return f"{wh} {found['who']} {found['aux']} {found['rest']}"
