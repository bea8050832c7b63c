"""A goal, ready to stand in a sentence about the sender."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.reflexives import to_me
from assistant.offline.shapes import sentence, shape
from assistant.offline.vocabulary import vocabulary

_WISH: Final = {
    "sv": re.compile(
        r"^(?:(?:jag )?(?:vill|skulle (?:gärna )?vilja|hoppas(?: kunna| på att| att)?|försöker|siktar på att"
        r"|drömmer om att|planerar att|önskar(?: att)?|tänker|ska|längtar efter att)(?: gärna| så småningom)?"
        r"|(?:mitt )?mål(?:et)?(?: just nu)? är att)\s+(?=\w)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:(?:i |i'm |i am )?(?:want|wants|hope|aim|wish|plan|intend|trying|hoping|aiming|looking|planning"
        r"|wanting|keen|going)|(?:i )?would (?:like|love)|(?:i'd )?(?:like|love)"
        r"|my (?:goal|aim|dream|hope) is) to\s+(?=\w)",
        re.IGNORECASE,
    ),
}


_COMPARED: Final = {
    "sv": re.compile(
        r"(?:bättre|duktigare|tryggare|modigare|säkrare|starkare|lugnare) (?:på|i|med)\b", re.IGNORECASE
    ),
    "en": re.compile(
        r"(?:better|braver|calmer|stronger|safer|more \w+) (?:at|in|with) \w+ing\b", re.IGNORECASE
    ),
}
"""What one wants to become, without the word for becoming."""
_SOMEDAY: Final = {
    "sv": re.compile(r"(?P<time>en (?:vacker )?dag|någon gång|så småningom|en gång)\s+", re.IGNORECASE),
    "en": re.compile(r"(?P<time>some ?day|one day|eventually|in time)\s+", re.IGNORECASE),
}
_LOOSE: Final = {
    "sv": re.compile(r"\b(?:typ|liksom|asså|fast kanske|eller nåt|vet inte)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:kinda|sorta|sort of|kind of|dunno|don['’]?t know|gonna|wanna|or something|idk|i guess)\b"
        r"|^like\b",
        re.IGNORECASE,
    ),
}
"""Thinking aloud; it is no sentence to a stranger, and the role and the topic say enough."""
_BEING: Final = re.compile(
    r"(?:(?:more|less|really|truly|fully|as) )?(?:able|brave|calm|comfortable|confident|fluent|independent"
    r"|open|patient|proud|prepared|qualified|ready|relaxed|secure|sure|useful|visible|happy|good|self-employed)"
    r" (?:at|in|with|about|for|to|as|of|on|when|enough|by|before|around)\b",
    re.IGNORECASE,
)
"""What one wants to be, without the word for being: "confident in court"."""
_NEGATED: Final = re.compile(
    r"(?:to )?(?P<no>not|never)(?: (?P<to>to))? (?P<verb>[\w-]+)(?P<rest>.*)$", re.IGNORECASE
)
_NOUN_LIKE: Final = re.compile(
    r"(?:a|an|the|my|our|your|more|less|fewer|some|any|all|no|one|two|three|enough|not|never|to|how|that|i|we)$"
    r"|\d|\w*(?:tion|sion|ment|ness|ity|ship|ance|ence|ism|ure|ist|dom|ing|cy|gy|s|ee|al|life|work|job)$"
)
"""First words of what is surely no verb."""
_NAMES: Final = {"thing": "goal_thing", "that": "goal_thing", "ing": "goal_ing", "clause": "goal_how"}


def goal_values(goal: str, language: Language) -> dict[str, str]:
    """Give a goal under its shape's name: `goal_to`, `goal_thing`, `goal_ing`, `goal_how` or `goal_says`."""
    return {} if _LOOSE[language].search(goal) else _said(goal, language)


def _said(goal: str, language: Language) -> dict[str, str]:
    goal = _unwished(_someday(goal, language), language)
    negated = _negated(goal) if language == "en" else ""
    if negated:
        return {"goal_thing": negated}
    goal = _aimed(goal) if language == "en" else goal
    if _COMPARED[language].match(goal):
        goal = f"{'att bli' if language == 'sv' else 'to get'} {goal[0].lower()}{goal[1:]}"
    if language == "en" and _BEING.match(goal):
        goal = f"to be {goal[0].lower()}{goal[1:]}"
    shaped = shape(goal, language)
    text = shaped.text.rstrip(" .!")
    if shaped.form == "to":
        if language == "sv" and text.split()[0] in {"inte", "aldrig"}:
            return {"goal_thing": f"att {to_me(text)}"}
        return {"goal_to": to_me(text) if language == "sv" else text}
    if shaped.form == "says":
        return {"goal_says": sentence(text)}
    if language == "en" and shaped.form == "thing" and _unsure(text):
        return {"goal_says": sentence(f"My goal, in short: {text}")}
    return {_NAMES[shaped.form]: text} if shaped.form in _NAMES else {}


def _someday(goal: str, language: Language) -> str:
    """Put a time that stands first last: "some day do a final" is said as "do a final some day"."""
    found = _SOMEDAY[language].match(goal.strip())
    if not found:
        return goal
    rest = goal.strip()[found.end() :].rstrip(" .!")
    return f"{rest} {found['time'].lower()}" if shape(rest, language).form == "to" else goal


def _unsure(text: str) -> bool:
    """Tell whether "curate for a living" may be a verb outside the lists: it then follows only a colon."""
    first, _, after = text.lower().partition(" ")
    rest = after.split()
    words = vocabulary("en")
    if rest and first in words.words("ambiguous") and re.fullmatch(r"[a-z]+[^su\W]s", rest[0]):
        return True
    if not rest or first in words.words("mostly_verbs") | words.words("not_verbs") | words.infinitives:
        return False
    plural = len(rest) < 3 and not first.endswith("er") and re.fullmatch(r"\w+[^su\W]s", rest[0])
    followed = bool(plural) or rest[0] in words.words("verb_followers") - {"of"}
    return followed and not _NOUN_LIKE.match(first)


def _aimed(goal: str) -> str:
    """Turn "becoming a ward sister" into "to become a ward sister", where the verb tells of an aim."""
    first, _, rest = goal.strip().partition(" ")
    words = vocabulary("en")
    base = words.gerunds.get(first.lower(), "")
    return f"to {base} {rest}" if rest and base in words.words("aims") else goal


def _negated(goal: str) -> str:
    """Give "not burning out" and "not to burn out", which can only follow "is"; empty for other goals."""
    text = goal.strip().rstrip(" .!")
    found = _NEGATED.match(text)
    if not found:
        return ""
    words = vocabulary("en")
    verb = found["verb"].lower()
    if not found["to"] and (
        verb in words.gerunds or (verb.endswith("ing") and verb not in words.infinitives)
    ):
        return f"{found['no'].lower()} {verb}{found['rest']}"
    marked = found["to"] or text.lower().startswith("to ") or verb in words.infinitives
    return f"{found['no'].lower()} to {verb}{found['rest']}" if marked else ""


def _unwished(goal: str, language: Language) -> str:
    """Drop "Jag vill", "vill" and "My goal is to" from before what is wanted."""
    plain = goal.strip().replace("’", "'")
    rest = _WISH[language].sub("", plain, count=1)
    if rest == plain:
        return goal
    if language == "sv" and re.match(r"att\b", rest):
        return rest
    return f"{'att' if language == 'sv' else 'to'} {rest}"
