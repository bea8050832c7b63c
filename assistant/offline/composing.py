"""From a phrasebook and a brief to lines in the writing format, at a level of brevity."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from assistant.offline.choosing import Chooser, Option
from assistant.offline.items import pick_items
from assistant.offline.language import other
from assistant.offline.lines import Line, Page, split, tidy, unmarked
from assistant.offline.names import read_name
from assistant.offline.phrasebook import Layout, Phrasebook, Slot
from assistant.offline.topics import shorter
from assistant.offline.values import Speaker
from assistant.offline.variables import Said
from assistant.ports import Grounding, Task

LEVELS: Final = 9
"""Levels of brevity: 0 says all, 8 only a greeting, the ask and the name."""
_LEFT_OUT_AT: Final = (LEVELS, 5, 2, 1)
"""The level from which a slot with that many `?` is left out."""
_CLOSED_IN: Final = {
    "sv": re.compile(r".*\bhälsning(?:ar)?\b|vänligen\b|mvh\b|allt gott\b|ha det\b", re.IGNORECASE),
    "en": re.compile(
        r".*\b(?:regards|wishes|sincerely|cheers|yours|thanks|warmly)\b|(?:all the )?best\b", re.IGNORECASE
    ),
}
_OWN_ROOM: Final = (10_000, 10_000, 2_000, 400, 160, 110, 0, 0, 0)
_SIGN_ROOM: Final = (400, 400, 400, 120, 60, 40, 0, 0, 0)
_SUBJECT_ROOM: Final = 70
_SUBJECT_TOPICS: Final = (58, 48, 40)
"""Characters of the topic in a subject line: the first that gives a line which fits."""


class Composer:
    """Writes one document from one phrasebook."""

    def __init__(self, task: Task, grounding: Grounding, book: Phrasebook) -> None:
        self._task = task
        self._book = book
        self._grounding = grounding
        self.speaker = Speaker(task, grounding, own_words=book.has_slot("own"))
        self._chooser = Chooser(task)
        self.picks: dict[str, str] | None = None
        """While packing: the phrase taken for a slot, by its place; other slots take their shortest."""
        self.seen: dict[str, list[Option]] = {}
        """While packing: what could be said in each slot."""

    def compose(self, level: int) -> str:
        """Write at a level of brevity. Empty when no layout can be filled."""
        for layout in self.layouts():
            page = self.fill(layout, level)
            if page is not None:
                return page.written()
        return ""

    def layouts(self) -> list[Layout]:
        """Give the layouts for the channel: the wanted variant's first, then the others."""
        channel = self._task.wording.channel
        fit = [layout for layout in self._book.layouts if not layout.channels or channel in layout.channels]
        own = [layout for layout in fit if layout.channels]
        fit = own or fit
        numbers = sorted({layout.number for layout in fit})
        if not numbers:
            return []
        wanted = numbers[self._chooser.layout(len(numbers))]
        return sorted(fit, key=lambda layout: (layout.number != wanted, fit.index(layout)))

    def fill(self, layout: Layout, level: int) -> Page | None:
        """Fill a layout; None when a slot that must be filled cannot."""
        page = Page()
        for slots in layout.paragraphs:
            page.paragraphs.append([])
            for slot in slots:
                if self._left_out(slot, level, page):
                    continue
                lines = self._slot(slot, level, page)
                if not lines and slot.must and not (slot.name != "link" and self.speaker.own and level < 6):
                    return None
                page.paragraphs[-1].extend(lines)
        return page

    def _left_out(self, slot: Slot, level: int, page: Page) -> bool:
        if self.picks is None or level >= _LEFT_OUT_AT[1]:
            return level >= _LEFT_OUT_AT[slot.less]
        if slot.name == "opening" and page.used:
            return slot.name not in self.picks
        return slot.less > 1 and slot.name not in self.picks

    def _plain(self, level: int) -> Said:
        """Give what is bound to nothing; a role with an addition ("..., third year") closes with a comma."""
        said = self.speaker.plain(level)
        role = said.values.get("role_at", "")
        return replace(said, values={**said.values, "role_at": f"{role},"}) if "," in role else said

    def _choose(self, slot: str, options: list[Option], level: int) -> Option | None:
        if self.picks is None:
            return self._chooser.choose(slot, options, shortest=level >= 3)
        self.seen[slot] = self._chooser.ranked(slot, options)
        picked = next((option for option in options if option.phrase.place == self.picks.get(slot)), None)
        return picked or self._chooser.choose(slot, options, shortest=True)

    def _slot(self, slot: Slot, level: int, page: Page) -> list[Line]:
        if slot.items:
            return self._items(slot, level)
        match slot.name:
            case "own":
                return self._own(level, page)
            case "signature":
                return self._signed(level, page)
            case "subject":
                return self._subject(level)
            case name:
                return [] if self._said_by_sender(name, level) else self._phrase(name, level, page)

    def _said_by_sender(self, slot: str, level: int) -> bool:
        """Tell whether the own words have the greeting or the ask already."""
        own = self.speaker.own
        whole = _OWN_ROOM[level] >= len(own.text)
        return (slot == "greeting" and own.greets and _OWN_ROOM[level] > 0) or (
            slot.startswith("ask") and own.asks and whole
        )

    def _phrase(self, slot: str, level: int, page: Page) -> list[Line]:
        chosen = self._choose(slot, self._options(slot, level, page.used), level)
        if chosen is None:
            return []
        if chosen.said.ground and chosen.said.bound in {"fact", "note"}:
            page.used.add(chosen.said.ground)
        return self._lines(chosen)

    def _options(self, slot: str, level: int, used: set[str]) -> list[Option]:
        """Give what may be said in a slot: for the first bound thing with a fitting phrase, else unbound."""
        plain = self._plain(level)
        for said in self._bound(slot, level):
            if said.ground in used:
                continue
            joined = plain.joined(said)
            for bound in (said.kind, said.bound):
                found = self._chooser.eligible(self._book.sections_for(slot, bound), joined) if bound else []
                if found:
                    return found
        return self._chooser.eligible(self._book.sections_for(slot, ""), plain)

    def _bound(self, slot: str, level: int) -> list[Said]:
        bindings = self._book.bindings(slot)
        bound: list[Said] = []
        if bindings - {"goal", "note", "topic"}:
            bound += self.speaker.facts(level)
        if "note" in bindings:
            bound += self.speaker.notes()
        if "topic" in bindings:
            bound += self.speaker.topic(level)
        return bound + (self.speaker.goals() if "goal" in bindings else [])

    def _lines(self, option: Option) -> list[Line]:
        guidance = self._guidance(option.topics)
        lines = []
        for compiled in option.phrase.sentences:
            text = tidy(compiled.render(option.said.values))
            facts = [each for name in sorted(compiled.variables) for each in option.said.behind.get(name, ())]
            if option.said.ground and not facts:
                facts = [option.said.ground]
            lines += split(text, (*sorted(set(facts), key=lambda each: int(each[1:])), *guidance))
        return lines

    def _guidance(self, topics: tuple[str, ...]) -> tuple[str, ...]:
        """Give the id of the shown passage that fits best: the topic's own, else one about the topic."""
        shown = list(enumerate(self._grounding.passages, start=1))
        for topic in topics:
            own = [at for at, passage in shown if passage.id == topic]
            mainly = [at for at, passage in shown if passage.topics[:1] == (topic,)]
            also = [at for at, passage in shown if topic in passage.topics]
            for at in (*own, *mainly, *also):
                return (f"G{at}",)
        return ()

    def _own(self, level: int, page: Page) -> list[Line]:
        """Put the sender's own sentences; on a small channel as many of the first as there is room for."""
        topics = tuple(topic for section in self._book.sections_for("own", "") for topic in section.topics)
        mark = (*self.speaker.ground("own_words"), *self._guidance(topics))
        room = _OWN_ROOM[level]
        for at, paragraph in enumerate(self.speaker.own.paragraphs):
            lines: list[Line] = []
            for sentence in paragraph:
                room -= len(sentence) + 1
                if room < 0:
                    return lines
                lines.append(Line(unmarked(sentence), mark))
            if at == len(self.speaker.own.paragraphs) - 1:
                return [*lines, *self._after_own(level, page)]
            page.paragraphs[-1].extend(lines)
            page.paragraphs.append([])
        return []

    def _after_own(self, level: int, page: Page) -> list[Line]:
        """Follow own words that speak of a fact's work with what they lead up to: its title, the reaction."""
        for said in self.speaker.facts(level):
            if said.values.keys() & {"work", "because", "met", "contact", "through", "us_said", "fact_note"}:
                continue
            if self.speaker.own.asks and "reaction" not in said.values:
                continue
            plain = self._plain(level).joined(said)
            found = self._chooser.eligible(self._book.sections_for("opening", said.kind), plain)
            found = found or self._chooser.eligible(self._book.sections_for("opening", said.bound), plain)
            chosen = self._chooser.choose("opening", found, shortest=level >= 3)
            if chosen:
                page.used.add(said.ground)
                return self._lines(chosen)
        return []

    def _signed(self, level: int, page: Page) -> list[Line]:
        """Sign, with the blank lines of the sender's own sign-off."""
        parts = re.split(r"\n\s*\n", self._task.brief.sender.sign_off.strip())
        heads = {unmarked(part.strip().splitlines()[0].strip()) for part in parts[1:]}
        for line in self._signature(level):
            if line.text in heads and page.paragraphs[-1]:
                page.paragraphs.append([])
            page.paragraphs[-1].append(line)
        return []

    def _signature(self, level: int) -> list[Line]:
        """Sign as the sender signs; a closing in the other language than the message is put right."""
        brief = self._task.brief
        signed = [unmarked(line.strip()) for line in brief.sender.sign_off.splitlines() if line.strip()]
        if signed and sum(map(len, signed)) <= _SIGN_ROOM[level]:
            foreign = len(signed) > 1 and _CLOSED_IN[other(brief.language)].match(signed[0])
            closing = self._closing(level) if foreign else []
            return [*closing, *(Line(line, ()) for line in (signed[1:] if foreign else signed))]
        name = read_name(brief.sender.name)
        short = level >= 3 if self.picks is None else "closing" not in self.picks
        line = tidy(name.casual if short else name.full)
        small = self._task.wording.channel in {"sms", "linkedin-note"}
        closing = [] if short or small else self._closing(level)
        return [*closing, *([Line(line, ())] if line else [])]

    def _closing(self, level: int) -> list[Line]:
        chosen = self._choose("closing", self._options("closing", level, set()), level)
        return self._lines(chosen) if chosen else []

    def _subject(self, level: int) -> list[Line]:
        if not self._task.kind.limit(self._task.wording.channel).subject:
            return []
        level = max(level, 2)
        plain = self._plain(level)
        short, options = self._subjects(plain, level)
        about = (
            {"topic_short", "title"} if plain.values.get("topic") else {"topic_short", "title", "work_short"}
        )
        named = [option for option in short if option.phrase.variables & about]
        named = [option for option in named if "topic_short" in option.phrase.variables] or named
        chosen = self._chooser.choose("subject", named or short or options, shortest=not short)
        if chosen is None:
            return []
        line = self._lines(chosen)[0]
        text = " ".join(each.text for each in self._lines(chosen))
        return [Line(text.rstrip(".,"), line.mark, subject=True)]

    def _subjects(self, plain: Said, level: int) -> tuple[list[Option], list[Option]]:
        """Give the subjects that are short enough, the topic cut further until one names it, and all."""
        short: list[Option] = []
        options: list[Option] = []
        for room in _SUBJECT_TOPICS:
            topic = shorter(plain.values.get("topic_short", "") or plain.values.get("topic", ""), room)
            values = {key: value for key, value in plain.values.items() if key != "topic_short"}
            cut = replace(plain, values=values | ({"topic_short": topic} if topic else {}))
            options = self._chooser.eligible(self._book.sections_for("subject", ""), cut)
            for said in self.speaker.facts(level)[:1]:
                options += self._chooser.eligible(
                    self._book.sections_for("subject", "fact"), cut.joined(said)
                )
            short = [option for option in options if len(option.text) <= _SUBJECT_ROOM]
            if any("topic_short" in option.phrase.variables for option in short):
                break
        return short, options

    def _items(self, slot: Slot, level: int) -> list[Line]:
        plain = self._plain(level)
        groups = []
        for said in _mixed(self._bound(slot.name, level)):
            joined = plain.joined(said)
            closest = [
                self._chooser.eligible(self._book.sections_for(slot.name, bound), joined)
                for bound in (said.kind, said.bound)
                if bound
            ]
            groups.append(next((options for options in closest if options), []))
        fewest, most = self._task.kind.items or (3, 5)
        chosen = pick_items(groups, self._chooser, self.speaker.brief, fewest, most)
        lines = []
        for number, option in enumerate(chosen, start=1):
            *before, last = self._lines(option)
            text = " ".join([*(part.written() for part in before), last.text])
            lines.append(Line(f"{number}. {text}", last.mark))
        return lines


def _mixed(bound: list[Said]) -> list[Said]:
    """Order what there is to ask about: one of each sort first (fact, topic, note, goal), then the rest."""
    order = {"fact": 0, "topic": 1, "note": 2, "goal": 3}
    seen: dict[str, int] = {}
    ranked = []
    for at, said in enumerate(bound):
        turn = seen[said.bound] = seen.get(said.bound, -1) + 1
        ranked.append((turn, order[said.bound], at))
    return [bound[at] for *_, at in sorted(ranked)]
