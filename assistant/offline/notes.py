"""What was noted in a talk, and what the sender will do with it, ready for a thank-you."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.clauses import states
from assistant.offline.language import fits
from assistant.offline.names import Name
from assistant.offline.quoting import quoted
from assistant.offline.second_person import told_to_you, turned
from assistant.offline.shapes import lowered, shape, unclosed
from assistant.offline.vocabulary import vocabulary

_AND_VERB: Final = re.compile(
    r"\b((?:och|eller|men) (?:inte |sedan |alltid )?)(?!var\b|för\b|led\b|se upp\b)(\w+)"
)
_LONG_QUOTE: Final = 160
_LONG_ADVICE: Final = 90
_ME: Final = {"du": "jag", "dig": "mig", "din": "min", "ditt": "mitt", "dina": "mina"}


def note_values(note: str, language: Language, name: Name) -> dict[str, str]:
    """Give the ways in which a note can be told back to the one who said it.

    `note_point` follows "det du sa om" or "your point", `note_advice` follows "råd att" or "advice", and
    `note_do` is the advice as something to try. What tells of the person or the sender is not quoted to them.
    """
    bare = unclosed(note)
    if not bare:
        return {}
    quote = {"note_quote": quoted(bare[0].upper() + bare[1:], language)} if len(bare) <= _LONG_QUOTE else {}
    if not fits(note, language) or re.search(r"[.!?]\s", note):
        return quote or {"note_quote": quoted(bare, language)}
    told = _told(note, language, name) or _of_theirs(bare, language, name)
    return told or _advised(bare, language, quote) or _plain(note, language, quote)


def _advised(bare: str, language: Language, quote: dict[str, str]) -> dict[str, str]:
    """Give advice in its forms, with its quotation; empty when the note is no advice."""
    advice, negated = advice_phrase(bare, language)
    if not advice:
        return {}
    plain = {} if negated or len(advice) > _LONG_ADVICE else {"note_do": advice}
    if language == "en":
        advice = f"{negated} to {advice}".strip()
    elif negated:
        advice = f"{negated} {advice}"
    return {**quote, "note_advice": advice, **plain}


def _plain(note: str, language: Language, quote: dict[str, str]) -> dict[str, str]:
    """Give a note that is neither told of the person nor advice."""
    shaped = shape(note, language)
    if shaped.form == "says":
        return {"note_says": f"{shaped.text}."}
    if (shaped.form == "thing" and _is_thing(shaped.text, language)) or shaped.form == "clause":
        return {"note_thing": shaped.text}
    return quote or {"note_quote": quoted(unclosed(note), language)}


def _told(note: str, language: Language, name: Name) -> dict[str, str]:
    """Turn "Hon sa att ..." and "She runs ..." to the one it is about; empty for a note of another kind."""
    third = {
        "hon",
        "han",
        "hen",
        "she",
        "he",
        "they",
        *(part.lower() for part in name.parts),
        *(part.split()[0].lower() for part in name.parts),
    }
    told = told_to_you(note, language, name)
    if not told:
        return {}
    rest = told.split(None, 1)[-1]
    if rest.split()[0].strip(",") in vocabulary(language).words("saying"):
        that = re.match(r"\w+ (?:mig |me |also |också |att )?(?P<that>(?:att|that) .+)$", rest)
        return {"note_point": that["that"]} if that else {"note_you": told}
    return {"note_you_did": told} if note.split(maxsplit=1)[0].lower() in third else {}


def _of_theirs(bare: str, language: Language, name: Name) -> dict[str, str]:
    """Turn "In her team ..." to the one whose team it is; a quotation must not be changed, so it is none."""
    said = turned(bare, language, name)
    return {"note_told": lowered(said)} if said and said != bare else {}


def plan_values(plan: str, language: Language) -> dict[str, str]:
    """Give what the sender will do: an infinitive, a sentence or a noun phrase, as it was written."""
    bare = unclosed(plan)
    if not bare or not fits(plan, language):
        return {}
    first = bare.split()[0].lower()
    me = {"sv": "Jag", "en": "I"}[language]
    if first in {"ska", "skall", "kommer", "tänker", "har", "will", "plan", "have"} or (
        first in vocabulary(language).past and first not in vocabulary(language).infinitives
    ):
        return {"plan_says": f"{me} {lowered(bare)}."}
    shaped = shape(plan, language)
    if shaped.form == "says":
        return {"plan_says": f"{shaped.text}."}
    bare_verb = (
        first in vocabulary(language).infinitives
        if language == "en"
        else first.endswith("a") and first not in vocabulary("sv").words("not_verbs")
    )
    if shaped.form == "to" or bare_verb:
        return {"plan_to": shaped.text}
    return {"plan_thing": lowered(bare)}


def advice_phrase(note: str, language: Language) -> tuple[str, str]:
    """Give "alltid visa intervallet" for "Visa alltid intervallet", and the word that denies it ("inte").

    The advice comes without "att" or "to"; empty when the note is no advice.
    """
    return _swedish_advice(note) if language == "sv" else _english_advice(note)


def _swedish_advice(note: str) -> tuple[str, str]:
    words = lowered(note).split()
    data = vocabulary("sv")
    adverbs = set(data.data["sentence_adverbs"].split())
    lead = [words.pop(0)] if words[0] in adverbs and len(words) > 1 else []
    if words[0] == "att" and len(words) > 1 and words[1] in data.infinitives:
        return " ".join(words[1:]), ""
    verb = data.imperatives.get(words[0])
    clause = words[0] in {"för", "var"} and len(words) > 1 and words[1] in {"att", "är", "och"}
    if verb is None or len(words) < 2 or clause:
        return "", ""
    at = 1
    while at < len(words) and words[at] in adverbs and at < 3:
        at += 1
    moved = [*lead, *words[1:at]]
    negated = " ".join(moved) if {"inte", "aldrig"} & set(moved) else ""
    rest = " ".join([*([] if negated else moved), verb, *words[at:]])
    return _to_me(
        _AND_VERB.sub(lambda found: f"{found[1]}{data.imperatives.get(found[2], found[2])}", rest), "sv"
    ), negated


def _english_advice(note: str) -> tuple[str, str]:
    words = lowered(note.replace("’", "'")).split()
    data = vocabulary("en")
    negated, always = "", False
    if words[0].lower() in {"don't", "never", "always", "do"} and len(words) > 1:
        first = words.pop(0).lower()
        always = first == "always"
        if first == "do" and words[0] == "not" and len(words) > 1:
            words.pop(0)
            first = "don't"
        negated = {"don't": "not", "never": "never"}.get(first, "")
    if words[0] == "to" and len(words) > 1 and words[1] in data.infinitives:
        return _to_me(" ".join(words[1:]), "en"), ""
    if len(words) < 2 or words[0] not in data.infinitives or not (negated or always or _verb_like(words)):
        return "", ""
    return _to_me(" ".join([*(["always"] if always else []), *words]), "en"), negated


def _verb_like(words: list[str]) -> bool:
    data = vocabulary("en")
    return words[0] not in data.words("ambiguous") or words[1] in data.words("verb_followers")


def _to_me(text: str, language: Language, skip: int = 0) -> str:
    """Turn "your" in advice to the sender into "my"; the first `skip` words stay."""
    words = text.split()
    head, tail = " ".join(words[:skip]), " ".join(words[skip:])
    if language == "sv":
        tail = (
            re.sub(r"\b(?:du|dig|din|ditt|dina)\b", lambda found: _ME[found[0]], tail) if not skip else tail
        )
        return f"{head} {tail}".strip()
    if not skip:
        tail = re.sub(r"\byour\b", "my", tail)
        tail = re.sub(r"\byourself\b", "myself", tail)
        tail = re.sub(r"\byou(?:'re| are)\b", "I am", tail)
        tail = re.sub(r"\byou(?:'ve| have)\b", "I have", tail)
        before = (
            "before|when|if|until|while|that|what|how|after|because|so|as|where|once|than|and|why|which|who|whom"
            "|whatever|unless"
        )
        tail = re.sub(rf"\b({before}) you\b", r"\1 I", tail)
        tail = re.sub(
            r"\byou\b(?= (?:can|will|need|want|know|think|do|did|could|would|should|say|write|make|think))",
            "I",
            tail,
        )
        tail = re.sub(r"\byou\b", "me", tail)
    return f"{head} {tail}".strip()


def _is_thing(text: str, language: Language) -> bool:
    """Tell whether a note is plainly a noun phrase: a determiner or a definite form, and no verb."""
    words = vocabulary(language)
    low = [word.strip(",;:") for word in text.lower().split()]
    if states(text, language):
        return False
    if language == "sv":
        definite = re.fullmatch(r"\w{3,}(?:en|et|an|arna|erna|orna)", low[0])
        return low[0] in {"en", "ett", "den", "det", "din", "ditt", "dina", "ert", "er", "era"} or bool(
            definite and low[0] not in words.imperatives
        )
    return low[0] in {"the", "a", "an", "your", "that"} and not any(
        word in words.infinitives and word not in words.words("ambiguous") for word in low[1:]
    )
