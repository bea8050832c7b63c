"""What the questions are about: as it follows "about", and as a question of its own."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
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
_ASKED: Final = {
    "sv": "hur|vad|varför|när|var|vilka|vilken|vilket",
    "en": "how|what|why|when|where|which|who",
}
_BREAK: Final = re.compile(
    r",? (?:som|för|när|innan|efter|utan|där|eftersom|så|medan|från|med|mot|och|i|på"
    r"|that|which|who|for|when|before|after|without|where|because|while|so|to|with|and|in|at)\s"
)
"""Where a new part of a topic begins."""
_POINTED: Final = re.compile(r"\b(?:vilk\w+|den|det|de|which|what|those)(?: \w+){0,2}$")
"""A head that needs its relative clause."""
_ENGLISH_CLAUSE: Final = re.compile(
    rf"(?P<wh>(?:{_ASKED['en']})(?: [\w-]+){{0,3}}?) (?P<who>you|I|we|one|it|they|people)"
    r"(?P<team> and your \w+)? (?P<verb>[\w']+)(?P<rest> .*)?$"
)
_ENGLISH_ASKED: Final = re.compile(
    rf"(?P<wh>(?:{_ASKED['en']})(?: [\w-]+){{0,3}}?)"
    r" (?P<aux>do|did|does|can|could|would|should|will|have|are|were)"
    r" (?P<who>you|I|we|one|it|they|people)\b (?P<rest>.+)$"
)
_ENGLISH_CLOSED: Final = re.compile(
    r"(?P<aux>do|did|is|are|was|were|can|could|would|should|will|have)"
    r" (?P<who>you|I|we|one|it|they|there|people)\b (?P<rest>.+)$",
    re.IGNORECASE,
)
"""A question to be answered with yes or no, which follows "about" as "whether it is ..."."""
_MODAL: Final = {
    "can", "could", "would", "should", "will", "are", "were", "is", "was", "might",
}  # fmt: skip
_PERFECT: Final = re.compile(
    r" (?:\w+ed|been|made|built|kept|done|chosen|found|learned|learnt|seen|grown|led|managed|got|gone)\b"
)


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
            "topic_clause": shaped.text if question else "",
            "topic_how": "" if question or closed else shaped.text,
        }
    else:
        values |= {"topic_thing": shaped.text}
    return {key: value for key, value in values.items() if value}


def quoted_free(text: str) -> str:
    """Give a sentence with a capital and without a closing mark."""
    text = unclosed(text)
    return text[0].upper() + text[1:]


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
        if len(head.split()) >= 4 and head.split()[-1].lower() not in dangling:
            return head
    return ""


def direct_question(clause: str, language: Language) -> str:
    """Give "Hur berättar ni om risk?" for "hur ni berättar om risk"; empty when the order is not sure.

    Several clauses ("what you do, and what you wish ...") are each turned, or none is.
    """
    turn = _swedish_question if language == "sv" else _english_question
    first, *more = re.split(rf",? (?:och|and) (?=(?:{_ASKED[language]})\b)", clause)
    asked = [turn(first), *(part if part in _ASKED[language].split("|") else turn(part) for part in more)]
    if not all(asked):
        return ""
    joint = ", och " if language == "sv" else ", and "
    return joint.join([asked[0], *(lowered(part) for part in asked[1:])]).replace("?", "") + "?"


def _swedish_question(clause: str) -> str:
    data = vocabulary("sv")
    verbs = (
        set(data.present)
        | set(data.past)
        | {"ska", "skulle", "kan", "kunde", "bör", "måste", "brukar", "gjorde", "fick", "vågade"}
    )
    relative = re.match(
        rf"({_ASKED['sv']})(?P<more>(?: \w+){{0,2}}?) som (?P<verb>\w+)(?P<rest> .*)?$", clause
    )
    if relative and (relative["verb"] in verbs or re.fullmatch(r"\w+(?:s|[aeiouyåäö]r)", relative["verb"])):
        return (
            quoted_free(f"{relative[1]}{relative['more']} {relative['verb']}{relative['rest'] or ''}") + "?"
        )
    found = re.match(
        rf"(?P<wh>(?:{_ASKED['sv']})(?: \w+){{0,3}}?) (?P<who>(?:ni|du|man|jag|vi)"
        r"(?: och (?:dina|era|mina|våra|ditt|ert) \w+)?) (?P<rest>.+)$",
        clause,
    )
    if not found:
        return _asked_of_a_thing(clause, verbs)
    words = found["rest"].split()
    adverbs = set(data.data["sentence_adverbs"].split())
    lead = [words.pop(0)] if words[0] in adverbs and len(words) > 1 else []
    if words[0].strip(",") not in verbs:
        return ""
    asked = " ".join([found["wh"], words[0], found["who"], *lead, *words[1:]])
    return quoted_free(asked) + "?"


def _asked_of_a_thing(clause: str, verbs: set[str]) -> str:
    """Give "Hur kom trappan till?" for "hur trappan kom till": the subject is one definite noun."""
    determined = r"(?:en|ett|den|det|de|din|ditt|dina|er|ert|era|min|mitt|mina)"
    for more in ("", r"\w+ "):
        found = re.match(
            r"(?P<wh>hur|vad|varför|när|var)"
            rf" (?P<thing>{determined} {more}\w+|\w{{3,}}(?:en|et|an|arna|erna|orna))"
            r" (?P<verb>\w+)(?P<rest>.*)$",
            clause,
        )
        if found and found["verb"] in verbs:
            return quoted_free(f"{found['wh']} {found['verb']} {found['thing']}{found['rest']}") + "?"
    return ""


def _english_question(clause: str) -> str:
    data = vocabulary("en")
    thing = re.match(
        r"(?P<wh>how|what|why|when|where)"
        r" (?P<thing>(?:the|a|an|your|this|that|these|those|my) (?:[\w-]+ ){1,3}?)"
        r"(?P<verb>\w+)(?P<rest>.*)$",
        clause,
    )
    if thing and thing["verb"] in data.past and thing["verb"] not in data.infinitives:
        verb = data.past[thing["verb"]]
        if verb == "be":
            return quoted_free(f"{thing['wh']} {thing['verb']} {thing['thing']}{thing['rest'].strip()}") + "?"
        return quoted_free(f"{thing['wh']} did {thing['thing']}{verb}{thing['rest']}") + "?"
    if thing and re.match(r"(?:a|an) [\w-]+ $", thing["thing"]) and thing["verb"] in data.present:
        verb = data.present[thing["verb"]]
        return quoted_free(f"{thing['wh']} does {thing['thing']}{verb}{thing['rest']}") + "?"
    found = _ENGLISH_CLAUSE.match(clause)
    if not found:
        return ""
    verb, rest = found["verb"].lower(), found["rest"] or ""
    wh, who = found["wh"], f"{found['who']}{found['team'] or ''}"
    if verb in _MODAL or (verb in {"have", "has"} and _PERFECT.match(rest)):
        asked = f"{wh} {verb} {who}{rest}"
    elif data.past.get(verb, verb) != verb:
        asked = f"{wh} did {who} {data.past[verb]}{rest}"
    elif verb in data.infinitives or verb in data.present:
        asked = f"{wh} {'does' if who in {'it', 'one'} else 'do'} {who} {data.present.get(verb, verb)}{rest}"
    else:
        return ""
    return quoted_free(asked) + "?"


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
        rf"(?P<wh>(?:{_ASKED['sv']})(?: \w+){{0,3}}?) (?P<verb>\w+) (?P<who>ni|du|man|jag|vi)\b(?P<rest>.*)$",
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
    found = _ENGLISH_ASKED.match(text) or _ENGLISH_CLOSED.match(text)
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
