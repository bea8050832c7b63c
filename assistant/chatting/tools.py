"""What a model may ask Fika to do in the chat. What only reads runs at once; what writes is first offered.

Nothing that a model says reaches further than a search in what is on this machine, or a sentence that the
person says yes or no to. A tool takes a person who is already kept, never an address, a length or a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.briefing import understood
from assistant.chatting.desk import ChatDesk
from assistant.chatting.told import Told, told_about
from assistant.cleaning import clean_line
from assistant.domain.chat import Turn
from assistant.domain.records import Person
from assistant.domain.value import MAX_LINE, Language
from assistant.errors import FikaError, UsageError
from assistant.ports import Tool, ToolCall
from assistant.schedule import due, standings
from assistant.wording import _
from knowledge.corpus import Passage

_PERSON: Final = {"person": "the name of somebody the person has added to Fika"}
TOOLS: Final = (
    Tool("find_person", "Look up what the person has told Fika about somebody.", _PERSON),
    Tool("search_guidance", "Search the guidance anew.", {"words": "what to look for, as a question"}),
    Tool("what_is_due", "See the next step with everyone, and what is due.", {}),
    Tool(
        "add_fact",
        "Offer to keep a fact about somebody; only one that the person has told.",
        {**_PERSON, "fact": "the fact, in the person's own words"},
        writes=True,
    ),
    Tool("draft_message", "Offer to write a first message to somebody.", _PERSON, writes=True),
    Tool("prepare_questions", "Offer to prepare questions for the talk with somebody.", _PERSON, writes=True),
    Tool(
        "write_followup", "Offer to write the thank-you after the talk with somebody.", _PERSON, writes=True
    ),
)
_KINDS: Final = {"draft_message": "outreach", "prepare_questions": "questions", "write_followup": "followup"}
_MOST_FOUND: Final = 6
_MOST_DUE: Final = 20
_STEPS: Final = {
    "add_fact": "add a fact",
    "write": "write a first message",
    "finish": "finish the draft",
    "send": "send what is ready",
    "wait": "wait for an answer",
    "nudge": "send a gentle reminder",
    "agree_talk": "agree on a time to talk",
    "prepare": "prepare the talk",
    "talk": "have the talk",
    "follow_up": "write the thank-you",
    "send_followup": "send the thank-you",
    "rest": "nothing to do",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a tool that reads gave."""

    says: str
    """What Fika did, told to the person."""
    told: Told | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What a tool that writes would do, once the person says yes."""

    action: str
    """In the interface's language."""
    person: Person
    kind: str = ""
    """The kind of document to write; empty keeps a fact."""
    fact: str = ""


def wanted(call: ToolCall) -> Tool:
    """Give the tool that is asked for. Raises UsageError for one that is not there, or lacks something."""
    tool = next((each for each in TOOLS if each.name == call.name), None)
    if tool is None:
        raise UsageError(f"there is no tool {call.name!r}")
    missing = [name for name in tool.takes if not clean_line(call.arguments.get(name, ""))]
    if missing:
        raise UsageError(f"{tool.name} needs {', '.join(missing)}")
    return tool


def look(call: ToolCall, desk: ChatDesk, language: Language) -> Looked:
    """Run a tool that reads. Raises FikaError."""
    readers: dict[str, Callable[[], Looked]] = {
        "find_person": lambda: _person(call, desk, language),
        "search_guidance": lambda: _guidance(call, desk, language),
        "what_is_due": lambda: _due(desk),
    }
    return readers[call.name]()


def offer(call: ToolCall, desk: ChatDesk, turns: Sequence[Turn]) -> Offer:
    """Put what a tool that writes would do into words; nothing is done. Raises NotFoundError."""
    person = desk.store.find_person(_given(call, "person"))
    name = person.recipient.name
    if call.name in _KINDS:
        kind = _KINDS[call.name]
        action = {
            "outreach": _("Write a first message to {name}."),
            "questions": _("Prepare questions for the talk with {name}."),
            "followup": _("Write the thank-you to {name}."),
        }[kind]
        return Offer(action.format(name=name), person, kind=kind)
    fact = _given(call, "fact")
    action = _("Keep this about {name}: \u201c{fact}\u201d").format(name=name, fact=fact)
    if not _said_by_person(fact, turns):
        action += " " + _("(The words are the model's, not yours: look whether they are true.)")
    return Offer(action, person, fact=fact)


def keep_fact(made: Offer, desk: ChatDesk) -> str:
    """Keep a fact that the person said yes to, and say so. Raises StoreError."""
    desk.store.add_fact(made.person.id, understood(made.fact))
    return _("Kept about {name}: {fact}").format(name=made.person.recipient.name, fact=made.fact)


def _person(call: ToolCall, desk: ChatDesk, language: Language) -> Looked:
    person = desk.store.find_person(_given(call, "person"))
    says = _("Looks up {name}.").format(name=person.recipient.name)
    return Looked(says, told=told_about(person, desk.store, language, elsewhere=desk.elsewhere))


def _guidance(call: ToolCall, desk: ChatDesk, language: Language) -> Looked:
    words = _given(call, "words")
    _language, found = desk.find_guidance(words, _MOST_FOUND, language)
    says = _("Searches the guidance: {words}").format(words=words[:100])
    return Looked(says, passages=tuple(hit.passage for hit in found.hits) if found.answered else ())


def _due(desk: ChatDesk) -> Looked:
    now = desk.now()
    everyone = standings(desk.store, now)
    pressing = {each.person.id for each in due(everyone, now)}

    def lines() -> Iterator[str]:
        for each in everyone[:_MOST_DUE]:
            at = f", {each.due.astimezone():%Y-%m-%d %H:%M}" if each.due else ""
            soon = " (due now)" if each.person.id in pressing else ""
            yield f"{each.person.recipient.name}: {_STEPS[each.step]}{at}{soon}"

    return Looked(_("Looks what is due."), told=Told(_("The next step"), tuple(lines())))


def _given(call: ToolCall, name: str) -> str:
    return clean_line(call.arguments[name])[:MAX_LINE]


def _said_by_person(fact: str, turns: Sequence[Turn]) -> bool:
    """Whether the words stand in something that the person wrote in this conversation."""
    plain = fact.casefold().strip(" .")
    return any(plain in clean_line(turn.text).casefold() for turn in turns if turn.speaker == "person")


def in_words(error: FikaError) -> str:
    """Give what a tool could not do, for the model."""
    return f"not possible: {error.message}"
