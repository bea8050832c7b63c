"""When one could talk: a few words inside the question, or a sentence of its own when they are a clause."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.times import window_phrase
from assistant.offline.vocabulary import vocabulary

_NO_MATTER: Final = re.compile(
    r"(?:när (?:det|som)(?: än)? (?:passar|helst)(?: dig| er)?(?: bäst)?|när du (?:kan|vill|har tid|hinner)"
    r"|when(?:ever)?(?: it| that)? suits(?: you)?(?: best)?|when(?:ever)? you (?:can|like|want|have time)"
    r"|any ?time|whenever)$",
    re.IGNORECASE,
)
"""Says nothing of when; the message says anyway that the reader chooses."""
_CLAUSE: Final = {
    "sv": re.compile(r"(?:innan|när|tills|medan|så (?:snart|länge)|efter att|sedan|om)\s+\w+", re.IGNORECASE),
    "en": re.compile(r"(?:before|after|when|once|until|while|as (?:soon|long) as|if)\s+\w+", re.IGNORECASE),
}
_SPOKEN: Final = {
    "sv": re.compile(
        r"\b(?:jag|vi|man|du|det (?:är|går|passar|funkar)|funkar|passar|går bra|är bra)\b", re.IGNORECASE
    ),
    "en": re.compile(
        r"\b(?:I|we|you|it)(?:['’]\w+)?\b|\b(?:is|are) (?:fine|good|best|ok|okay|free)\b|\bworks?\b"
    ),
}
"""Words of a sentence of its own."""


def window_values(window: str, language: Language) -> dict[str, str]:
    """Give `window` (fits inside a question), `window_when` (follows "suit me best") or `window_apart`.

    `window_apart` holds a comma or a sentence and follows a colon. Empty when the window says nothing.
    """
    if language == "sv":
        window = re.sub(r"\bv\.? ?(?=\d)", "vecka ", window)
    if _NO_MATTER.match(window.strip(" .,!?")):
        return {}
    said = _placed(window_phrase(window, language), language)
    if not said:
        return {}
    bare = re.sub(r"^(?:helst|ideally|gärna|preferably) ", "", said)
    clause = _CLAUSE[language].match(bare)
    if clause and not re.search(r"[,;]", bare) and _has_verb(bare, language):
        return {"window_when": bare}
    if re.search(r"[,;](?!\d)|[.!] (?=[A-ZÅÄÖ])", bare) or _SPOKEN[language].search(bare):
        given = window.strip(" .,!?")
        return {"window_apart": given if bare.lower().endswith(given.lower()) else bare}
    return {"window": said}


def _has_verb(text: str, language: Language) -> bool:
    data = vocabulary(language)
    if _SPOKEN[language].search(text):
        return True
    nouns = {"för", "var", "led", "bar"}
    return any(word in data.present and word not in nouns for word in text.lower().split()[1:])


def _placed(window: str, language: Language) -> str:
    """Put "in" before an English week's number, as no English week stands alone."""
    if language == "en":
        window = re.sub(r"^(?:ideally )?wk\.? ?(?=\d)", "week ", window)
        window = re.sub(r"\b(?:wk|w/c)\.? (?=of\b|\d)", "week ", window)
    for part in ("morning", "afternoon", "evening"):
        window = f"ideally in the {part}" if window == f"ideally {part}s" else window
    if language == "en":
        window = re.sub(r"^ideally (?=\w*day (?:morning|afternoon|evening)s)", "ideally on ", window)
    return f"in {window}" if language == "en" and re.match(r"weeks? \d", window) else window
