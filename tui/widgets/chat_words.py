"""What is said in the chat, as plain text for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.wording import _

if TYPE_CHECKING:
    from assistant.domain.chat import Turn
    from assistant.events import ChatEvent
    from assistant.wiring import Services
    from knowledge.corpus import Corpus, Passage


def turn_words(turn: Turn) -> str:
    """Give a turn that was kept."""
    text = f"› {turn.text}" if turn.speaker == "person" else turn.text
    cut = "" if turn.whole else " " + _("(stopped before the end)")
    return f"{text}{cut}\n\n"


def source_words(passages: Sequence[Passage], corpus: Corpus, language: str) -> str:
    """Give the guidance behind an answer, each passage with its number, its words and its source."""
    if not passages:
        return _("No guidance stands behind this answer.")
    parts = [_("Guidance behind the answer")]
    for number, passage in enumerate(passages, start=1):
        wording = passage.wording(language)
        parts.append(f"[{number}] {wording.title}\n{wording.text}\n{corpus.cite(passage, language)}")
    return "\n\n".join(parts)


def event_words(event: ChatEvent, services: Services) -> str:
    """Give what an event says, for those that add text to the conversation."""
    from assistant.events import (  # noqa: PLC0415 - loads pydantic
        Listed,
        Missing,
        Offered,
        Replied,
        Said,
        Waiting,
    )
    from assistant.wiring import now  # noqa: PLC0415
    from tui.log_lines import standing_line  # noqa: PLC0415

    match event:
        case Said(text=words) | Offered(action=words):
            return words if isinstance(event, Said) else _("{action} (yes/no)").format(action=words)
        case Missing(questions):
            return "\n".join(f"{each.text}\n({each.reason})" for each in questions)
        case Listed(standings):
            sender = services.store.sender()
            zone = sender.time_zone if sender else ""
            return "\n".join(standing_line(each, now(), zone) for each in standings)
        case Waiting(seconds, reason):
            return _("{reason} Waiting {seconds} s; Escape stops.").format(
                reason=reason, seconds=f"{seconds:g}"
            )
        case Replied() if event.trouble:
            return f"{event.trouble.message} {event.trouble.hint}"
        case _:
            return ""
