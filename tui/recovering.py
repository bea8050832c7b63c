"""Tells what was left behind, and opens what was taken up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.errors import FikaError
from assistant.wording import _, plural
from tui import messages
from tui.dates import moment_words
from tui.dialogs.left_behind import Choice

if TYPE_CHECKING:
    from assistant.recovering import Left, TakenUp
    from assistant.wiring import Services


def described(services: Services, found: Sequence[Left]) -> tuple[str, ...]:
    """Describe each text in two lines: what and whose, when and how much, and its first words."""
    now = services.recovering.now()
    return tuple(
        f"{_title(services, left)}\n"
        + _("{when}, {words}: “{first} …”").format(
            when=moment_words(left.kept_at.astimezone(now.tzinfo), now),
            words=plural("{count} word", "{count} words", left.words).format(count=left.words),
            first=left.first_words,
        )
        for left in found
    )


def settle(
    services: Services, found: Sequence[Left], choice: Choice
) -> tuple[tuple[Message, ...], tuple[FikaError, ...]]:
    """Do with the texts what was chosen. Gives the screens to open, and what could not be done and why.

    A text that cannot be taken up now is left for the next start.
    """
    opened: list[Message] = []
    troubles: list[FikaError] = []
    for left in found:
        try:
            message = _settled(services, left, choice)
        except FikaError as error:
            troubles.append(error)
            services.recovering.leave(left)
        else:
            opened += [message] if message is not None else []
    return tuple(opened), tuple(troubles)


def _settled(services: Services, left: Left, choice: Choice) -> Message | None:
    recovering = services.recovering
    match choice:
        case "take_up":
            return _opening(recovering.take_up(left))
        case "throw_away":
            recovering.throw_away(left)
        case "later":
            recovering.leave(left)
    return None


def _opening(taken: TakenUp) -> Message | None:
    match taken.what:
        case "draft" if taken.draft_id is not None:
            return messages.OpenReview(taken.draft_id)
        case "talk" if taken.person_id is not None:
            return messages.OpenTalk(taken.person_id, taken.talk_id)
        case "profile":
            return messages.OpenProfile()
        case _:
            return messages.OpenPaste(taken.person_id, taken.text)


def _title(services: Services, left: Left) -> str:
    match left.what:
        case "draft":
            title = _("Changes to a draft")
        case "talk":
            title = _("Notes of a talk")
        case "stream":
            title = services.kind(left.kind).title.in_language(services.ui) if left.kind else _("A draft")
        case "profile":
            title = _("What you were saying about yourself")
        case _:
            title = _("A text that you pasted")
    return _("{what}, for {name}").format(what=title, name=left.whose) if left.whose else title
