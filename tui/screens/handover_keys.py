"""The keys of the hand-over screen; nothing is typed there but answers, so they are plain letters."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from assistant.wording import mark

HANDOVER_KEYS: Final[list[BindingType]] = [
    Binding(
        "a", "approve", mark("Approve"), id="handover.approve", tooltip=mark("Say that this version is ready")
    ),
    Binding("c", "copy", mark("Copy"), id="handover.copy", tooltip=mark("Copy subject and text")),
    Binding(
        "s",
        "copy_subject",
        mark("Subject"),
        show=False,
        id="handover.copy_subject",
        tooltip=mark("Copy the subject line"),
    ),
    Binding(
        "b",
        "copy_body",
        mark("Text"),
        show=False,
        id="handover.copy_body",
        tooltip=mark("Copy the text without its subject"),
    ),
    Binding(
        "e",
        "save_mail",
        mark("Mail file"),
        id="handover.save_mail",
        tooltip=mark("Save as an unsent mail to open in your mail program"),
    ),
    Binding(
        "l",
        "link",
        mark("Link"),
        show=False,
        id="handover.link",
        tooltip=mark("Show the message as a mail link"),
    ),
    Binding(
        "o",
        "open_link",
        mark("Open link"),
        show=False,
        id="handover.open_link",
        tooltip=mark("Open the shown link in your mail program"),
    ),
    Binding(
        "m",
        "save_markdown",
        mark("Markdown"),
        show=False,
        id="handover.save_markdown",
        tooltip=mark("Save the text with its sources and its review"),
    ),
    Binding("i", "sent", mark("Sent"), id="handover.sent", tooltip=mark("Note that you sent it yourself")),
    Binding(
        "u",
        "take_back",
        mark("Take back"),
        show=False,
        id="handover.take_back",
        tooltip=mark("Take back the note that you sent it"),
    ),
    Binding("escape", "back", mark("Back"), id="handover.back", tooltip=mark("Go back")),
]
