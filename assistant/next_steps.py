"""What one can do with a person now, the suggested step first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.road import Standing, StepCode

ActionCode = Literal[
    "paste",
    "write",
    "review",
    "hand_over",
    "talk",
    "agree_talk",
    "answered",
    "declined",
    "ended",
    "edit",
    "forget",
]

_PLAIN: Final[dict[StepCode, ActionCode]] = {
    "add_fact": "paste",
    "wait": "answered",
    "agree_talk": "agree_talk",
}
_BEFORE_SENDING: Final = frozenset({"add_fact", "write", "finish", "send"})


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do with a person."""

    code: ActionCode
    kind: str = ""
    """The document to write."""
    draft_id: int | None = None
    talk_id: int | None = None


def actions(standing: Standing, kinds: Collection[str]) -> tuple[Action, ...]:
    """Give what can be done, the suggested step first; `kinds` are the documents that can be written."""
    found: dict[tuple[ActionCode, str], Action] = {}
    for each in (*_suggested(standing), *_always(standing, kinds)):
        if each.code != "write" or each.kind in kinds:
            found.setdefault((each.code, each.kind), each)
    return tuple(found.values())


def matching(standings: Sequence[Standing], typed: str) -> tuple[Standing, ...]:
    """Give those whose name, role or organisation holds every word that was typed."""
    wanted = typed.casefold().split()
    return tuple(each for each in standings if all(word in _said_of(each) for word in wanted))


def _said_of(standing: Standing) -> str:
    known = standing.person.recipient
    return f"{known.name} {known.role} {known.organisation}".casefold()


def _suggested(standing: Standing) -> Iterator[Action]:
    draft = standing.draft_id
    if standing.step in _PLAIN:
        yield Action(_PLAIN[standing.step])
    elif standing.step in {"send", "send_followup"} and draft is not None:
        yield Action("hand_over", draft_id=draft)
        yield Action("review", draft_id=draft)
    elif standing.step in {"finish", "prepare"} and draft is not None:
        yield Action("review", draft_id=draft)
    elif standing.step == "prepare":
        yield Action("write", kind="questions")
    elif standing.step not in {"talk", "rest"}:
        yield Action("write", kind=standing.kind or "outreach")
    if standing.step in {"prepare", "talk", "follow_up", "send_followup"}:
        yield Action("talk", talk_id=standing.talk_id)


def _always(standing: Standing, kinds: Collection[str]) -> Iterator[Action]:
    if standing.step not in _BEFORE_SENDING:
        yield Action("answered")
        yield Action("declined")
        yield Action("agree_talk")
        yield Action("ended")
    for kind in kinds:
        yield Action("write", kind=kind)
    yield Action("paste")
    yield Action("edit")
    yield Action("forget")
