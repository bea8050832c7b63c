"""What the hand-over screen says: where one is, the verdict, and where a copy went."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.wording import _
from tui.dates import moment_words
from tui.showing import verdict

if TYPE_CHECKING:
    from assistant.handover.clipboard import Copying
    from assistant.outgoing import Outgoing

_MOST_OF_LINK: Final = 200
"""Characters of a mail link that are shown: whom it is to and how it begins."""

_MOST_BLOCKING: Final = 3
"""Blocking findings that are named; the review screen has them all."""


def title_words(going: Outgoing, ui: str) -> str:
    """Say what is handed over and to whom."""
    title = going.kind.title.in_language(ui)
    name = going.version.brief.recipient.name
    if name and going.is_message:
        return _("Hand over: {title} to {name}").format(title=title.lower(), name=name)
    return _("Hand over: {title}").format(title=title.lower())


def state_words(going: Outgoing) -> str:
    """Say how far it has come."""
    number = going.version.number
    if going.sent:
        return _("version {number}, noted as sent").format(number=going.sent.number or number)
    if going.approval:
        return _("version {number}, approved").format(number=number)
    return _("version {number}, not approved").format(number=number)


def verdict_lines(going: Outgoing, now: datetime) -> list[str]:
    """Say what the review came to, what blocks, and when it was approved or sent."""
    lines = [verdict(going.version.review)]
    blocking = going.version.review.blocking
    lines += [f"! {_('blocks')}: {each.message}" for each in blocking[:_MOST_BLOCKING]]
    if going.approval and going.approval.reason:
        lines.append(_("You approved it anyway: {reason}").format(reason=going.approval.reason))
    if going.sent:
        lines.append(
            _("You noted that you sent it: {when}.").format(
                when=moment_words(going.sent.at.astimezone(now.tzinfo), now)
            )
        )
    return lines


def copied_words(answer: Copying, path: Path) -> str:
    """Say where a copy is: in the clipboard, perhaps, or in the file alone."""
    words = {
        "works": _("Copied. The whole text also lies in {path}, for you alone."),
        "perhaps": _(
            "Copied, if your terminal allows it. If not, the whole text lies in {path}, for you alone."
        ),
        "refused": _(
            "This terminal does not let programs copy. The whole text lies in {path}, for you alone."
        ),
    }
    return words[answer].format(path=path)


def link_words(link: str) -> str:
    """Show a mail link, a long one from its beginning, and say what opening it does."""
    words = _("o opens this link in your mail program; nothing is sent by that:")
    beginning = link if len(link) <= _MOST_OF_LINK else f"{link[:_MOST_OF_LINK]}\u2026"
    return f"{words}\n{beginning}"


def noted_words(going: Outgoing) -> str:
    """Say what comes after a message was sent."""
    if going.kind.first_contact:
        return _("Noted. Fika shows when a kind reminder is due; until then, nothing more to do.")
    return _("Noted.")
