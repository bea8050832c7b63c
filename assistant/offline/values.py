"""Everything that a template may say about a brief, by name, with the grounds behind each name."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.domain.brief import Brief, Fact, Origin
from assistant.domain.draft import Wording
from assistant.offline.amounts import counted_minutes, counted_questions
from assistant.offline.deeds import deed_values
from assistant.offline.facts import fact_values
from assistant.offline.giving_back import Reason, is_advice, kept_back, told_back
from assistant.offline.goals import goal_values
from assistant.offline.language import fits
from assistant.offline.names import read_name
from assistant.offline.own_words import (
    NO_OWN_WORDS,
    OwnWords,
    about_the_talk,
    mentions,
    read_own_words,
    said_already,
)
from assistant.offline.places import work_place
from assistant.offline.plans import plan_values
from assistant.offline.roles import article, role_phrase
from assistant.offline.second_person import possessive
from assistant.offline.shapes import sentence
from assistant.offline.times import held_phrase
from assistant.offline.topics import shorter, topic_values
from assistant.offline.variables import BEHIND, Said
from assistant.offline.windows import window_values
from assistant.offline.works import called
from assistant.ports import Grounding, Task

_STUDIED: Final = re.compile(
    r"^(?:du|you) (?:läste|studerade|gick|pluggade|tog examen|utbildade"
    r"|read|studied|graduated|went to|attended)\b"
)
"""What many have done: any other fact about someone is worth more."""
_SUBJECT_TOPIC: Final = 58
"""Characters of a topic that a subject line has room for."""
_RAISED: Final = {
    "talk": {"sv": "det du tog upp i", "en": "what you said in"},
    "article": {"sv": "det du skriver i", "en": "what you write in"},
    "post": {"sv": "det du skriver i", "en": "what you write in"},
    "project": {"sv": "hur du arbetade i", "en": "how you worked on"},
}


class Speaker:
    """Knows a brief and says its parts at a level of brevity (0 says all)."""

    def __init__(self, task: Task, grounding: Grounding, *, own_words: bool = True) -> None:
        """`own_words` tells whether the document has a place for the sender's own sentences."""
        self.brief: Brief = task.brief
        self.language = task.brief.language
        self.wording: Wording = task.wording
        self.now: datetime = task.now
        self.own: OwnWords = _own_words(task) if own_words else NO_OWN_WORDS
        self.name = read_name(task.brief.recipient.name)
        self._ids: dict[tuple[Origin, int], str] = {
            (ground.origin, ground.index): ground.id for ground in grounding.grounds
        }
        self._kept: dict[tuple[str, int], list[Said]] = {}

    def ground(self, origin: Origin, index: int = 0) -> tuple[str, ...]:
        """Give the id of a ground as a tuple, empty when it was not shown."""
        found = self._ids.get((origin, index))
        return (found,) if found else ()

    def plain(self, level: int) -> Said:
        """Give what is bound to no single fact, goal or note."""
        return self._once("plain", level, lambda: [self._unbound(level)])[0]

    def facts(self, level: int) -> list[Said]:
        """Give the facts that can be told: the one wanted first, then the strongest."""
        return self._once("facts", level, lambda: self._told(level))

    def goals(self) -> list[Said]:
        """Give the goals, the one nearest the topic first."""
        return self._once("goals", 0, self._wished)

    def notes(self) -> list[Said]:
        """Give what was noted in the talk, in the order of the notes."""
        return self._once("notes", 0, self._noted)

    def _once(self, what: str, level: int, make: Callable[[], list[Said]]) -> list[Said]:
        """Say a thing once a level: a document is tried many times before it fits."""
        if (what, level) not in self._kept:
            self._kept[what, level] = make()
        return self._kept[what, level]

    def _unbound(self, level: int) -> Said:
        values = {key: value for key, value in self._plain(level).items() if value}
        values |= {"window_opt": _led(values.get("window", "")), "held_opt": _led(values.get("held", ""))}
        behind = {key: self.ground(BEHIND[key]) for key in values if key in BEHIND}
        goals = self.goals()[:1] if level < 4 else []
        for goal in goals:
            values, behind = {**values, **goal.values}, {**behind, **goal.behind}
        return Said(values, behind)

    def _told(self, level: int) -> list[Said]:
        found = []
        for at, fact in enumerate(self.brief.facts):
            if fact.confidential:
                continue
            own = said_already(self.own, fact, self.language)
            values = fact_values(fact, self.language, self.name, level, own)
            values |= deed_values(values.get("you_did", ""), self.language)
            if values.get("reaction") and self._too_long(values["reaction"], level):
                values = {key: value for key, value in values.items() if key not in {"reaction", "echo"}}
            found.append((_strength(fact, values), at, self._of(values, "fact", at, fact.kind)))
        wanted = self.wording.first_fact - 1
        found.sort(key=lambda each: (each[1] != wanted, -each[0], each[1]))
        return [said for strength, _, said in found if strength]

    def _wished(self) -> list[Said]:
        found = []
        for at, goal in enumerate(self.brief.sender.goals):
            if fits(goal, self.language):
                near = mentions(goal, self.brief.ask.topic, self.language) or mentions(
                    self.brief.ask.topic, goal, self.language
                )
                found.append((not near, at, self._of(goal_values(goal, self.language), "goal", at, "")))
        return [said for *_, said in sorted(found, key=lambda each: each[:2]) if said.values]

    def _noted(self) -> list[Said]:
        """Say what can be handed back of the notes: advice first, as the rest is less of a lesson."""
        notes = self.brief.meeting.notes if self.brief.meeting else ()
        kept = self.kept_back()
        found = []
        for at, note in enumerate(notes):
            if at not in kept:
                values = told_back(note, self.language, self.name)
                advice = is_advice(note, self.language) or values.keys() & {"note_point", "note_view"}
                found.append((not advice, at, self._of(values, "note", at, "")))
        return [said for *_, said in sorted(found, key=lambda each: each[:2])]

    def kept_back(self) -> dict[int, Reason]:
        """Tell which notes, by position, stay with the sender, and why."""
        meeting = self.brief.meeting
        if not meeting:
            return {}
        well = meeting.went_well is not False
        reasons = {
            at: kept_back(note, self.language, self.name, went_well=well)
            for at, note in enumerate(meeting.notes)
        }
        return {at: reason for at, reason in reasons.items() if reason}

    def topic(self, level: int) -> list[Said]:
        """Give the topic as something questions can be bound to."""
        values = {key: value for key, value in self._topic(level).items() if value}
        return (
            [Said(values, dict.fromkeys(values, self.ground("ask")), "topic", "", *self.ground("ask"))]
            if values
            else []
        )

    def _of(self, values: dict[str, str], bound: Literal["fact", "goal", "note"], at: int, kind: str) -> Said:
        mine = self.ground(bound, at)
        return Said(values, dict.fromkeys(values, mine), bound, kind, "".join(mine))

    def _too_long(self, text: str, level: int) -> bool:
        return len(text) > (400, 300, 160, 90, 0)[min(level, 4)]

    def _plain(self, level: int) -> dict[str, str]:
        brief, language = self.brief, self.language
        ask, meeting = brief.ask, brief.meeting
        told = self.own.text
        role = role_phrase(brief.sender.role, brief.sender.organisation if level < 3 else "", language)
        place = work_place(brief.sender.organisation, language)
        introduced = bool(brief.sender.role) and mentions(told, brief.sender.role, language)
        about = (
            brief.sender.about
            if fits(brief.sender.about, language)
            and level < 2
            and not mentions(told, brief.sender.about, language)
            else ""
        )
        topics = self._topic(level)
        plans = plan_values(meeting.plan, language, self.name) if meeting else {}
        held = held_phrase(meeting.held_at, self.now, language) if meeting else ""
        return {
            "first": self.name.casual if level < 8 else "",
            "polite": self.name.polite,
            "me": "" if introduced else re.sub(r"\s*[^\w\s.'’-]+\s*$", "", read_name(brief.sender.name).full),
            "role_at": "" if introduced else role,
            "org_at": "" if introduced or role else place,
            "about_me": sentence(about),
            "minutes": counted_minutes(ask.minutes, language),
            "a_minutes": f"{article(str(ask.minutes))} {ask.minutes}-minute" if language == "en" else "",
            "questions": counted_questions(ask.questions, language),
            "them": {"sv": "dem", "en": "them"}[language] if ask.questions > 1 else "",
            **(window_values(ask.window, language) if level < 4 else {}),
            "zone": self._zone(),
            "held": held,
            "talk_minutes": self._minutes_given(),
            "no_plan": "" if plans else "y",
            "door": "y" if meeting and meeting.went_well else "",
            **plans,
            **topics,
            "topic_work": "" if topics.get("topic") or topics.get("topic_open") else self._stand_in(),
        }

    def _minutes_given(self) -> str:
        """Give how long the talk was, where it was as long as asked for: less would be a reproach."""
        meeting = self.brief.meeting
        if meeting is None or not meeting.minutes or meeting.went_well is False:
            return ""
        return str(meeting.minutes) if meeting.minutes >= self.brief.ask.minutes else ""

    def _topic(self, level: int) -> dict[str, str]:
        values = topic_values(self.brief.ask.topic, self.language, self.name)
        room = (200, 160, 120, 70, 50, 30)[min(level, 5)]
        topic = shorter(values.get("topic", ""), room)
        return {
            **values,
            "topic": topic,
            "topic_short": shorter(values.get("topic", ""), _SUBJECT_TOPIC),
            "topic_open": values.get("topic_open", "") if level < 3 else "",
        }

    def _stand_in(self) -> str:
        """Say what the questions are about when no topic is given: what was said or written, or the goal."""
        named = {said.ground for said in self.facts(0) if said.values.keys() & {"work", "named"}}
        for at, fact in enumerate(self.brief.facts):
            noun = called(fact, self.language)[0]
            if noun and {*self.ground("fact", at)} & named and fact.kind in _RAISED:
                your = "your" if self.language == "en" else possessive(noun)
                return f"{_RAISED[fact.kind][self.language]} {your} {noun}"
        goal = next((said.values["goal_to"] for said in self.goals() if "goal_to" in said.values), "")
        return f"{'hur jag kan' if self.language == 'sv' else 'how I can'} {goal}" if goal else ""

    def _zone(self) -> str:
        """Name the sender's city when the two live by different clocks."""
        mine, theirs = self.brief.sender.time_zone, self.brief.recipient.time_zone
        if not mine or not theirs or mine == theirs:
            return ""
        try:
            same = (
                self.now.astimezone(ZoneInfo(mine)).utcoffset()
                == self.now.astimezone(ZoneInfo(theirs)).utcoffset()
            )
        except (ZoneInfoNotFoundError, ValueError):
            return ""
        return "" if same or "/" not in mine else mine.rsplit("/", 1)[1].replace("_", " ")


def _own_words(task: Task) -> OwnWords:
    """Give what of the own words belongs here: in a thank-you only what is about the talk."""
    if not task.kind.message:
        return NO_OWN_WORDS
    own = read_own_words(task.brief)
    return own if task.kind.first_contact else about_the_talk(own, task.brief)


def _strength(fact: Fact, values: dict[str, str]) -> int:
    """Tell how much of a fact can be said; 0 when it cannot open a message."""
    if not any(
        values.get(key)
        for key in (
            "work",
            "named",
            "you_did",
            "met",
            "contact",
            "through",
            "us_said",
            "fact_note",
            "reaction",
        )
    ):
        return 0
    heard = any(key.startswith("point") for key in values)
    studied = _STUDIED.search(values.get("because", "")) is not None
    return 2 - studied + 4 * ("reaction" in values) + 2 * heard + ("title" in values)


def _led(text: str) -> str:
    if text.startswith(("helst ", "ideally ", "gärna ", "preferably ")):
        return f", {text},"
    return f" {text}" if text else ""
