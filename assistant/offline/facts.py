"""A fact as the template writer can say it to the one it is about, and whether it can open a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.domain.brief import Fact, Recipient
from assistant.domain.value import Language
from assistant.offline.addressing import addressed
from assistant.offline.clauses import states
from assistant.offline.first_person import told_by_me, told_of_us
from assistant.offline.language import fits
from assistant.offline.names import Name, read_name
from assistant.offline.places import place_phrase
from assistant.offline.points import point_as_subject, point_values
from assistant.offline.quoting import quoted, title_in, typographic
from assistant.offline.roles import role_phrase
from assistant.offline.second_person import belongs_to_you, possessive, told_to_you
from assistant.offline.shapes import lowered, unclosed
from assistant.offline.thin import is_thin
from assistant.offline.times import dated_from, when_phrase, years
from assistant.offline.vocabulary import vocabulary
from assistant.offline.works import called

_OPENERS: Final = ("work", "you_did", "met", "contact", "through", "us_said", "fact_note")

_NAMED_PLACE: Final = re.compile(
    r"\b(?:på|i|at|in|on|vid|hos)\s+(?:the\s+)?(?P<place>[A-ZÅÄÖ](?:[^,.;()]|\.(?=\w))*)"
)
_BOTH_KNOW: Final = re.compile(
    r"\b(?:båda|bägge|gemensam\w*|both|mutual|in common|känner (?:oss|vi)|knows? us)\b", re.IGNORECASE
)
_LONG_TITLE: Final = 90
_LASTING_ROLE: Final = re.compile(
    r"(?!after|over|under|never)(?:[\w-]+ ){0,2}\w{3,}(?:er|or|ist|ian|nurse|man|woman|chair) (?:.* )?"
    r"(?:since \w*\d{4}|for (?:over |more than |nearly )?\w+ (?:years|decades))$",
    re.IGNORECASE,
)
"""What someone has been for long: "Beekeeper in Kent for 25 years"."""
_YEARS_SPENT: Final = re.compile(
    r"(?P<years>(?:(?:over|more than|nearly|almost|about) )?(?:\d+\+?|\w+(?:-\w+)?) (?:years|decades))"
    r" (?P<doing>(?:as|in|at|on|with|of) .+)$",
    re.IGNORECASE,
)
"""What is a stretch of time and no role: "10 years as chair of the union"."""
_NOT_A_ROLE: Final = re.compile(
    r"[|\u00b7]|\b(?:hon|han|hen|jag|she|he|they)\b|^(?:before|after|innan|efter)\b", re.IGNORECASE
)
"""What tells of something, or is a profile's heading, and cannot follow "you are"."""


@dataclass(frozen=True, slots=True)
class Work:
    """A talk, a text or a project in its parts, each ready to stand in a sentence."""

    yours: str
    """ "ditt föredrag", "your work on"; empty when the title alone names it."""
    title: str
    """In quotation marks."""
    place: str
    when: str
    rest: str
    """What the fact's own text says after the noun: "om felmarginaler på Energidagarna"."""

    def said(self, level: int, *, title: bool = True, place: bool = True) -> str:
        """Name the work; a higher level leaves more out, 0 nothing."""
        long = len(self.title) > (200, 90, 60, 45)[min(level, 3)]
        has_title = title and bool(self.title) and not (long and (self.place or self.yours))
        parts = [
            self.yours
            if not (self.yours.endswith((" med", " on")) and not has_title)
            else self.yours.rsplit(" ", 1)[0]
        ]
        if has_title:
            parts.append(self.title)
        if place and self.place and (level < 2 or not has_title):
            parts.append(self.place)
        if place and self.when and level < 1:
            parts.append(self.when)
        if self.rest and level < 3:
            parts.append(self.rest)
        return " ".join(part for part in parts if part)


def can_open(fact: Fact, language: Language, recipient: Recipient | None = None) -> bool:
    """Tell whether a message in `language` can begin with this fact without becoming generic.

    Confidential facts, and facts of which nothing can be said in the language, cannot.
    """
    if fact.confidential:
        return False
    values = fact_values(fact, language, read_name(recipient.name if recipient else ""))
    return any(values.get(key) for key in _OPENERS)


def fact_values(
    fact: Fact, language: Language, name: Name, level: int = 0, own: Mapping[str, bool] | None = None
) -> dict[str, str]:
    """Give all that can be said of a fact, by the name that templates use; what cannot be said is absent.

    `own` tells what the sender's own words said already ("work", "title", "reaction"); it is not said again.
    """
    said = own or {}
    fact = _to_the_reader(_read(fact), language, name)
    values: dict[str, str] = {"with_whom": fact.with_whom}
    values |= _work_values(fact, language, name, level, said)
    if fact.kind in {"meeting", "shared_contact"} and not said.get("work"):
        values |= _link_values(fact, language, name)
    if not said.get("work"):
        told = {} if is_thin(fact, language) else _told(fact, language, name)
        if told.get("because") and not _better_named(fact, language, values):
            told = _placed(told, fact, language)
            values = {key: value for key, value in values.items() if key not in {"work", "work_short"}}
        values |= told
    values |= point_values(fact.point, language)
    if not said.get("work") and not values.keys() & set(_OPENERS):
        values = _named_by_point(fact, language, values)
    if fact.reaction and not said.get("reaction") and fits(fact.reaction, language):
        values |= _reaction_values(fact.reaction, language)
        values |= {"echo": values["reaction"]} if said.get("work") else {}
    return {key: value for key, value in values.items() if value}


def _read(fact: Fact) -> Fact:
    """Fill title, place and year from the text where they stand there plainly."""
    if fact.kind not in {"talk", "article", "post", "project"}:
        return fact
    title = fact.title or title_in(fact.text)
    found = {"title": title.strip().rstrip(".,;"), "where": fact.where, "when": fact.when}
    if title and not fact.title:
        after = fact.text.split(title, 1)[1]
        place = _NAMED_PLACE.search(after)
        if place and not fact.where:
            found["where"] = re.sub(r"\s*(?:\b(?:in|i|år)\s+)?(?:19|20)\d\d.*$", "", place["place"]).strip()
        dated = sorted(years(after))
        if dated and not fact.when:
            found["when"] = dated[0]
    return fact.model_copy(update=found)


def _to_the_reader(fact: Fact, language: Language, name: Name) -> Fact:
    """Turn a point and a reaction to the reader; one that cannot be turned is left out."""
    return fact.model_copy(
        update={
            "point": addressed(fact.point, language, name) or "",
            "reaction": addressed(fact.reaction, language, name) or "",
        }
    )


def _work_values(
    fact: Fact, language: Language, name: Name, level: int, said: Mapping[str, bool]
) -> dict[str, str]:
    if fact.kind in {"role", "meeting", "shared_contact"}:
        return {}
    noun, definite = called(fact, language)
    title = _main_title(fact.title)
    place = place_phrase(fact.where, fact.kind, language)
    given = f"{fact.where} {fact.title}"
    when = "" if years(fact.when) & years(given) else when_phrase(fact.when, language)
    rest = "" if title else _described(fact, language, name)
    work = Work(
        yours=_yours(fact, noun, language, with_title=bool(title)),
        title=quoted(title, language),
        place="" if rest else place,
        when="" if rest else (when if place else dated_from(when, language)),
        rest=rest,
    )
    foreign = bool(fact.text) and not fits(fact.text, language)
    placed = work.place and work.yours and not (fact.kind == "project" and foreign)
    concrete = work.title or placed or work.rest
    values = {"noun": noun, "the_noun": definite, "title": work.title, "described": work.rest}
    if said.get("work"):
        return values | {"named": "" if said.get("title") else work.title}
    if not concrete:
        return values
    return values | {"work": work.said(level), "work_short": work.said(max(level, 2))}


def _better_named(fact: Fact, language: Language, values: Mapping[str, str]) -> bool:
    """Tell whether a work reads better by its name than as what the person did: it has a noun and a title."""
    described = values.get("work", "").startswith(("ditt ", "din ", "dina ", "your "))
    return described and bool(values.get("title") or values.get("described"))


def _placed(told: dict[str, str], fact: Fact, language: Language) -> dict[str, str]:
    """Say where a deed was done, when its own text does not."""
    place = place_phrase(fact.where, fact.kind, language) if fact.kind in {"project", "talk"} else ""
    heads = [word for word in fact.where.split() if word[:1].isupper()]
    if not place or not heads or heads[0].lower() in fact.text.lower():
        return told
    return {**told, "because": f"{told['because']} {place}"}


def _named_by_point(fact: Fact, language: Language, values: dict[str, str]) -> dict[str, str]:
    """Name a talk or a text by what it says, where nothing else can be said: "ditt inlägg om att ..."."""
    noun = called(fact, language)[0]
    about = point_as_subject(fact.point, language) if fact.kind in {"talk", "article", "post"} else ""
    if not noun or not about or len(about) > 160:
        return values
    work = f"{_yours(fact, noun, language, with_title=False)} {about}"
    rest = {key: value for key, value in values.items() if not key.startswith("point_")}
    return {**rest, "work": work, "work_short": work}


def _yours(fact: Fact, noun: str, language: Language, *, with_title: bool) -> str:
    if fact.kind == "project" and noun in {"projekt", "project"}:
        return (
            {"sv": "ditt arbete med", "en": "your work on"}[language]
            if with_title
            else {"sv": "ditt projekt", "en": "your project"}[language]
        )
    if not noun:
        return ""
    return f"your {noun}" if language == "en" else f"{possessive(noun) or 'ditt'} {noun}"


def _described(fact: Fact, language: Language, name: Name) -> str:
    """Give what follows the noun in "Höll ett föredrag om felmarginaler": "om felmarginaler"."""
    told = told_to_you(fact.text, language, name) or (
        lowered(unclosed(fact.text)) if fits(fact.text, language) else ""
    )
    noun = called(fact, language)[0]
    if not told or not noun:
        return ""
    found = re.match(
        rf"(?:(?:du|you) \w+ (?:(?:ett|en|a|an|the) )?)?{noun}(?:en|n|et|t)? "
        r"(?P<rest>(?:om|about|on|in|at|på|i|där) .+)$",
        told,
        re.IGNORECASE,
    )
    return typographic(found["rest"], language) if found and len(found["rest"]) < 100 else ""


def _main_title(title: str) -> str:
    title = title.strip()
    if len(title) <= _LONG_TITLE:
        return title
    main = re.split(r"(?::|\s[–—-])\s", title)[0]
    return main if len(main.split()) > 2 else title


def _link_values(fact: Fact, language: Language, name: Name) -> dict[str, str]:
    about_us = told_of_us(fact.text, language, name, fact.with_whom)
    if about_us:
        return {"us_said": typographic(about_us, language)}
    mine = re.match(r"(?:min|mitt|my)\b", fact.with_whom, re.IGNORECASE)
    if fact.kind == "shared_contact" and mine and not fact.text and fits(fact.with_whom, language):
        whom = lowered(fact.with_whom)
        known = {"sv": f"jag tror att du känner {whom}", "en": f"I think you know {whom}"}
        return {"us_said": known[language]}
    other = fact.with_whom if fact.with_whom.lower() not in {part.lower() for part in name.parts} else ""
    if fact.kind == "shared_contact":
        return {"through" if _only_through(fact) else "contact": other}
    place, when = place_phrase(fact.where, fact.kind, language), when_phrase(fact.when, language)
    if years(fact.when) & years(fact.where):
        when = ""
    meeting = " ".join(part for part in (place, when) if part)
    along = {"sv": f"tillsammans med {other}", "en": f"together with {other}"}[language] if other else ""
    return {"met": f"{meeting}{f', {along}' if along else ''}" if meeting else ""}


def _only_through(fact: Fact) -> bool:
    """Tell whether a contact's own text says more than that both know them: then only the way is told."""
    return bool(fact.text.strip()) and not _BOTH_KNOW.search(fact.text)


def _told(fact: Fact, language: Language, name: Name) -> dict[str, str]:
    if fact.kind in {"meeting", "shared_contact"}:
        return {}
    mine = told_by_me(fact.text, language, name)
    if mine:
        return {"us_said": typographic(mine, language)}
    owned = belongs_to_you(fact.text, language, name)
    if owned and not states(owned, language):
        owned = typographic(owned, language)
        return {"work": owned, "work_short": owned}
    told = told_to_you(fact.text, language, name) or owned or _as_role(fact, language)
    if told:
        told = typographic(told, language)
        return {"you_did": told, "because": _subordinate(told, language)}
    third = r"\b(?:hon|han|hen|hennes|hans|hens|she|he|her|his|they|their)\b"
    plain = (
        fact.text
        and len(fact.text.split()) > 1
        and fits(fact.text, language)
        and not re.search(third, fact.text, re.IGNORECASE)
    )
    named = any(re.search(rf"\b{re.escape(part)}", fact.text) for part in name.parts)
    return {"fact_note": typographic(lowered(unclosed(fact.text)), language)} if plain and not named else {}


def _as_role(fact: Fact, language: Language) -> str:
    lasting = language == "en" and _LASTING_ROLE.match(fact.text)
    if (fact.kind != "role" and not lasting) or re.match(
        r"(?:har|är|var|blev|has|is|was|had)\b", fact.text, re.IGNORECASE
    ):
        return ""
    role, place = (fact.title, fact.where) if fact.title else (unclosed(fact.text), "")
    spent = _YEARS_SPENT.match(role)
    if spent:
        years_in = f"{spent['years'][0].lower()}{spent['years'][1:]}"
        doing = spent["doing"]
        whole = (
            f"{years_in} {doing} behind you" if doing.startswith("of ") else f"{years_in} behind you {doing}"
        )
        behind = f"you have {whole}"
        return behind if language == "en" and not re.search(r"[.!?;]", role) else ""
    if _NOT_A_ROLE.search(role):
        return ""
    said = role_phrase(role, place, language) if fits(role, language) or fact.title else ""
    if not said or re.search(r"[.!?;]", said):
        return ""
    since = lasting or re.search(r"\b(?:sedan|since)\b", said)
    return {
        "sv": f"du {'har varit' if since else 'är'} {said}",
        "en": f"you {'have been' if since else 'are'} {said}",
    }[language]


def _subordinate(clause: str, language: Language) -> str:
    """Give Swedish its order after "eftersom": "du inte längre leder" for "du leder inte längre"."""
    words = clause.split()
    if language == "en" or len(words) < 3 or words[0] != "du":
        return clause
    adverbs = set(vocabulary("sv").data["sentence_adverbs"].split())
    at = 2
    while at < len(words) and words[at] in adverbs:
        at += 1
    if at > 2 and at < len(words) and words[at] == "längre":
        at += 1
    ordered = " ".join([words[0], *words[2:at], words[1], *words[at:]])
    verbs = "|".join(re.escape(verb) for verb in (*vocabulary("sv").present, *vocabulary("sv").past))
    moving = "|".join([*adverbs, "nu"])
    return re.sub(rf"\b(och|men) ({verbs}) ({moving})\b(?! längre)", r"\1 \3 \2", ordered)


def _reaction_values(reaction: str, language: Language) -> dict[str, str]:
    first = reaction.split(maxsplit=1)[0].lower().strip(",")
    me = {"sv": "Jag", "en": "I"}[language]
    regular = {"sv": r"\w{3,}(?:ade|dde)", "en": r"\w{3,}ed"}[language]
    did = first in vocabulary(language).past or re.fullmatch(regular, first)
    if did and not re.match(r"\w+ (?:jag|du|vi|i|you|we)\b", reaction, re.IGNORECASE):
        reaction = f"{me} {reaction[0].lower()}{reaction[1:]}"
    closed = reaction if re.search(r"[.!?…][\"'”’)]*$", reaction) else f"{reaction}."
    return {"reaction": closed[0].upper() + closed[1:]}
