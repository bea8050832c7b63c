"""The keys of the question list; letters, for nothing is typed but in a question that is being edited."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from assistant.wording import mark

QUESTIONS_KEYS: Final[list[BindingType]] = [
    Binding("enter,f2", "edit", mark("Edit"), id="questions.edit", tooltip=mark("Edit the chosen question")),
    Binding("n", "add", mark("New"), id="questions.add", tooltip=mark("Write a new question below")),
    Binding("x,delete", "remove", mark("Remove"), id="questions.remove", tooltip=mark("Remove the question")),
    Binding(
        "shift+up,ctrl+up,K",
        "move(-1)",
        mark("Up"),
        key_display="\u21e7\u2191",
        id="questions.up",
        tooltip=mark("Move the question up"),
    ),
    Binding(
        "shift+down,ctrl+down,J",
        "move(1)",
        mark("Down"),
        key_display="\u21e7\u2193",
        id="questions.down",
        tooltip=mark("Move the question down"),
    ),
    Binding(
        "u,ctrl+z",
        "undo",
        mark("Undo"),
        show=False,
        id="questions.undo",
        tooltip=mark("Take back the last change"),
    ),
    Binding(
        "r,ctrl+y",
        "redo",
        mark("Redo"),
        show=False,
        id="questions.redo",
        tooltip=mark("Make the change again"),
    ),
    Binding(
        "ctrl+s",
        "save",
        mark("Save"),
        show=False,
        id="questions.save",
        tooltip=mark("Keep the list as a new version"),
    ),
    Binding(
        "g",
        "hand_over",
        mark("Hand over"),
        id="questions.hand_over",
        tooltip=mark("Copy the list or keep it as a file"),
    ),
    Binding("escape", "back", mark("Back"), id="questions.back", tooltip=mark("Save and go back")),
]
