"""Which notes from a talk can be handed back to the one who said them, and why the others cannot.

Notes are private shorthand. A template cannot rewrite them, so it chooses: a lesson or a piece of advice in
whole words goes into a thank-you, everything else stays with the one who wrote it down.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from assistant.domain.value import Language
from assistant.offline.clauses import states
from assistant.offline.language import fits, other
from assistant.offline.names import Name
from assistant.offline.notes import advice_phrase, note_values
from assistant.offline.reported import reported
from assistant.offline.second_person import QUOTES
from assistant.offline.shapes import lowered, shape, unclosed
from assistant.offline.shorthand import calm, is_shorthand, spelled_out
from assistant.offline.vocabulary import vocabulary

Reason = Literal["", "private", "personal", "own", "shorthand"]
"""Why a note is kept back: not to be repeated; about a person or how the talk went; the sender's own thought;
shorthand, or no whole clause. Empty when it can be handed back."""

_PRIVATE: Final = re.compile(
    r"\b(?:inte|ej|aldrig|ingen) (?:\w+ )?(?:citera|citeras|föra vidare|föras vidare|spridas?|berättas?)\b"
    r"|\b(?:citera|sprid|berätta|upprepa|säg|nämn) (?:det |detta |det här )?(?:inte|ej|inget|aldrig)\b"
    r"|\b(?:får|ska|skulle) (?:jag )?(?:inte|ej) (?:säga|berätta|nämna|föra|sprida|visa)\b"
    r"|\b(?:mellan oss|oss emellan|i förtroende|förtrolig\w*|konfidentiell\w*|lovade|hemlig(?:t|het)?)\b"
    r"|\b(?:do(?: not|n['’]?t)|never|not to(?: be)?|mustn['’]?t|shouldn['’]?t) (?:be )?(?:repeat|quot)\w*"
    r"|\b(?:do(?: not|n['’]?t)|never|not to|mustn['’]?t) (?:tell|share|pass|say|mention)"
    r"(?: (?:it|this|that))?(?: (?:on|to))?(?: (?:any(?:one|body)|others?|a soul))?\s*(?:$|[.,;:!)])"
    r"|\b(?:between (?:us|you and me|ourselves)|off the record|in confidence|confidential\w*|promised)\b"
    r"|\bkeep (?:(?:it|this|that) )?to (?:my|your|our)?sel(?:f|ves)\b|\b(?:a|our|their|his|her) secret\b"
    r"|\bnot for (?:others|quoting|sharing|publication)\b",
    re.IGNORECASE,
)
"""What is marked as not to be repeated."""
_OWN: Final = re.compile(
    r"\b(?:borde (?:jag )?(?:ha|sagt)|sa(?:de)? (?:jag )?(?:inget|ingenting)|kände mig|skämdes|aj|usch|oj)\b"
    r"|\b(?:felt|ashamed|embarrass\w*|ouch|ugh|should(?: have|['’]ve) (?:said|asked|told)|not sure|dunno"
    r"|said nothing)\b"
    r"|^(?:to (?:look up|do|check|ask|read|buy)|todo|att (?:göra|kolla|fråga|läsa))\s*:"
    r"|\((?:jo|sant|true|haha|lol|hm+|\?+|!+)\)",
    re.IGNORECASE,
)
"""The sender's own afterthoughts and errands."""
_OF_ME: Final = re.compile(
    r"\b(?:[Jj]ag|[Mm]ig|[Mm]in|[Mm]itt|[Mm]ina|[Vv]i|[Oo]ss|[Vv]årt?|[Vv]åra"
    r"|I|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|us|[Oo]ur)\b(?!-)"
)
_LEARNED: Final = re.compile(
    r"(?:I|we|jag|vi) (?:also |också )?(?:learned|learnt|lärde mig)\b", re.IGNORECASE
)
_PERSONAL: Final = re.compile(
    # how the talk went
    r"\b\d+ ?min(?:s|uter|utes)?\b(?=\s*(?:$|[,.;:]))|\b(?:avbr[öo]t\w*|avbryta|gick mitt i|fick gå"
    r"|larm(?:et)?|mobilen|blev tyst|svarade (?:ej|inte|aldrig)|glömde|distraherad|kom för sent)\b"
    r"|\b(?:interrupt\w*|distracted|forgot|(?:his|her|their|your|the) phone|had to (?:go|leave)|left early"
    r"|was late|went quiet|did(?: not|n['’]?t) answer|ran out of time|eating)\b"
    # health, sorrow, crime
    r"|\b(?:sjuk\w*|cancer|hjärtat|döv|blind|skils?m[äa]ss\w*|skild|dog|dött|gråt\w*|grät|deprim\w*|utbränd"
    r"|gravid|alkohol\w*|konkurs|stal|stulit|polisen|sparkad\w*|avskedad\w*)\b"
    r"|\b(?:sick|ill|illness|cancer|heart attack|deaf|divorc\w*|died|death|cried|crying|depress\w*"
    r"|burn(?:t|ed) out|pregnant|drunk|bankrupt\w*|stole\w*|police|fired|sacked|made redundant)\b"
    # someone's family
    r"|\b(?:pappan|mamman|fadern|modern|frun|sambon|exet|sonen|dottern|brodern|systern|barnbarnet)\b"
    r"|\b(?:her|his|their|your|hennes|hans|hens|din) (?:\w+ )?(?:dad|mum|mom|father|mother|wife|husband"
    r"|partner|ex|son|daughter|brother|sister|pappa|mamma|far|mor|fru|man|sambo|son|dotter|bror|syster)\b"
    # a judgement of someone or of their work
    r"|\b(?:a lie|liars?|lying to|idiot\w*|stupid|useless|hopeless|pathetic|rude|arrogant|crap|shit|rubbish"
    r"|screw|incompetent|lazy|worst (?:of|he|she|I)|disagrees?|disagreed|waste of|made up|no jobs?|no chance"
    r"|no hope|no point|no future|too (?:old|small|pretty|beautiful|slow|weak)|not good enough)\b"
    r"|\b(?:lögn\w*|ljög|dum|korkad\w*|usel\w*|urusel\w*|kass|värdelös\w*|hopplös\w*|elak\w*"
    r"|arrogant|otrevlig\w*|lat|inkompetent|bortkastad\w*|värst av|duger inte|inga jobb|ingen chans"
    r"|inget hopp|ingen idé|ingen framtid|för (?:gammal|liten|vacker|långsam|svag))\b",
    re.IGNORECASE,
)
"""What is about a person, or about how the talk went, and is no lesson."""
_LABEL: Final = re.compile(
    r"^(?:rule|tips?|advice|lesson|note|important|remember|regel|råd|lärdom|obs|viktigt|framför allt|ffa"
    r"|kom ihåg)(?: \d+)?\s*:\s*(?=\S)",
    re.IGNORECASE,
)
"""What only says that a lesson follows."""
_CONDITION: Final = re.compile(r"^(?:if|when|om|när) [^,]+, ", re.IGNORECASE)
"""Before advice: "if they laugh, keep it"."""
_HEADED: Final = re.compile(r"^(?P<head>[^\W\d_]+(?: [^\W\d_]+)?): (?P<rest>\S.*)$")
"""A word or two that name the matter, before what was said of it."""
_THIRD: Final = re.compile(
    r"\b(?:hon|han|hen|henne|honom|hennes|hans|hens|she|he|her|him|his|they|them|their)\b", re.IGNORECASE
)
_REGULAR_PAST: Final = {"sv": r"\w{2,}(?:ade|dde)", "en": r"\w{2,}[^e]ed"}
_SIMPLE: Final = re.compile(r"[,;:.!?\d()\"“”–—]| - ")
"""What a bare phrase without a verb does not have."""


def handed_back(note: str) -> str:
    """Give a note without a label such as "Rule:", without shouted words, and with its apostrophes."""
    text = _LABEL.sub("", note.strip().lstrip("-–•* "))
    text = re.sub(r"\b([Dd]o|[Dd]oes|[Cc]a|[Ww]o|[Ii]s|[Aa]re)nt\b", r"\1n't", text)
    return re.sub(
        r"([.!?])\s+([a-zåäö])", lambda found: f"{found[1]} {found[2].upper()}", spelled_out(calm(text))
    )


def told_back(note: str, language: Language, name: Name) -> dict[str, str]:
    """Give the ways to tell a note; one whose words were mended is told, not quoted. Empty when none."""
    text = handed_back(note)
    values = note_values(text, language, name)
    quote = values.get("note_quote", "")
    if quote and _bare(text) not in _bare(note):
        values = {
            key: said for key, said in values.items() if key not in {"note_quote", "note_tip", "note_view"}
        }
        if not values and not _HEADED.match(text):
            values = {"note_told": lowered(unclosed(text))}
    if _THIRD.match(quote.strip("”“ ")):
        return {}  # "hon ..." in a letter to her
    return values


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def kept_back(note: str, language: Language, name: Name, *, went_well: bool = True) -> Reason:
    """Tell why a note cannot be handed back to the one who said it; empty when it can.

    After a talk that went badly only plain advice can: anything else would read as a reproach.
    """
    if _PRIVATE.search(note):
        return "private"
    if _OWN.search(note):
        return "own"
    if _PERSONAL.search(note):
        return "personal"
    language = language if fits(note, language) else other(language)
    text = handed_back(note)
    if is_shorthand(text):
        return "shorthand"
    spoken = re.fullmatch(r"[\"“”'‘»](?P<said>[^\"“”»«]+)[\"“”'’«]", unclosed(text))
    pieces = re.split(r"(?<=[.!?])\s+", unclosed(spoken["said"]) if spoken else text)
    whole = [piece for piece in pieces if unclosed(piece)]
    reasons = [_piece(piece, language, name, advice_only=not went_well) for piece in whole]
    found: Reason = next((reason for reason in reasons if reason), "")
    if found or told_back(note, language, name):
        return found
    return "personal" if _THIRD.match(text) else "shorthand"


def is_advice(note: str, language: Language) -> bool:
    """Tell whether a note tells someone what to do."""
    text = _headless(unclosed(handed_back(note)))
    text = _CONDITION.sub("", text)
    first = re.sub(r"^(\w+)[,;:](?= )", r"\1", text)
    return bool(advice_phrase(first, language)[0]) or shape(text, language).form == "to"


def _piece(text: str, language: Language, name: Name, *, advice_only: bool) -> Reason:
    """Judge one sentence of a note."""
    text = unclosed(text)
    if is_advice(text, language):
        return "shorthand" if re.match(r"\w+ sig\b", text) else ""
    if advice_only:
        return "personal"
    form, said = reported(text, language, name)
    if form:
        of_me = form != "advice" and _OF_ME.search(said)
        return "personal" if of_me or _names_someone(said) else ""
    if _OF_ME.search(text):
        return "" if _LEARNED.match(text) else "own"
    return _clause(text, language, name)


def _clause(text: str, language: Language, name: Name) -> Reason:
    """Judge what is neither advice nor told as someone's words."""
    words = text.lower().split()
    data = vocabulary(language)
    first = words[0].strip(",;:")
    names = {part.lower() for whole in name.parts for part in whole.split()}
    of_them = first in {"hon", "han", "hen", "she", "he", "they", "de"} or first in names
    third = of_them or _THIRD.search(QUOTES.sub(" ", text))
    if third and ("," in text or _names_someone(text)):
        return "personal"
    if of_them:
        return ""
    finite = first in data.past or first in data.present or re.fullmatch(_REGULAR_PAST[language], first)
    subjectless = finite and first not in data.infinitives  # "svarade inte", "kept 5 of them"
    verbless = not states(_headless(text), language) and _SIMPLE.search(QUOTES.sub(" ", text))
    return "shorthand" if subjectless or verbless else ""


def _headless(text: str) -> str:
    headed = _HEADED.match(text)
    return headed["rest"] if headed else text


def _names_someone(text: str) -> bool:
    """Tell whether a name stands in a note that tells of someone; a place after "in" or "at" is none."""
    bare = QUOTES.sub(" ", text)
    return bool(
        re.search(
            r"(?<![.!?])(?<!\b[iI]) (?<!\bin )(?<!\bat )(?<!\bto )(?<!\bpå )(?<!\bi )[A-ZÅÄÖ][a-zåäö]+", bare
        )
    )
