"""One line to type in; what is pasted into it becomes one clean line."""

from __future__ import annotations

import re

from textual import events
from textual.suggester import Suggester
from textual.widgets import Input

from assistant.cleaning import clean, clean_line

_MOST = 2_000
"""Characters in one line; as in `assistant.domain.value.MAX_LINE`, which is not imported here because
it loads pydantic before the first paint."""


class LineInput(Input):
    """An input of one row. Control characters never come in, and a pasted text's lines become one."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own word
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(
            clean_line(value),
            placeholder=placeholder,
            id=id,
            suggester=suggester,
            compact=True,
            max_length=_MOST,
            select_on_focus=False,
        )

    def _on_paste(self, event: events.Paste) -> None:
        line = re.sub(r"\s+", " ", clean(event.text[: 2 * _MOST]))[:_MOST]
        if line:
            self.replace(line, *self.selection)
        event.prevent_default()
        event.stop()
