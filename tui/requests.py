"""What would leave this machine for a document, before anything does: `--dry-run`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from assistant.grounding import left_out
from assistant.ports import Task
from assistant.wording import _
from tui.console import Session

if TYPE_CHECKING:
    from assistant.models.preview import Preview

FORMAT: Final = "fika.request/1"


def dry_run(task: Task, session: Session, *, writer: str, as_json: bool) -> int:
    """Show what writing a document would send. Raises SettingsError, RefusedError."""
    if session.services.writer(writer).origins().writer != "model":
        show_no_request(session, as_json=as_json)
        return 0
    preview = session.services.preview(task)
    show_request(preview, session, as_json=as_json, left_out=left_out(task, elsewhere=preview.elsewhere))
    session.say(
        _("If the review stops the answer, the same goes once more with the text and what stopped it.")
    )
    return 0


def show_request(preview: Preview, session: Session, *, as_json: bool, left_out: str = "") -> None:
    """Show every word that a model would be sent, where to, and about how many tokens that is."""
    if as_json:
        session.json(
            {
                "format": FORMAT,
                "server": preview.server,
                "elsewhere": preview.elsewhere,
                "tokens": preview.tokens,
                "left_out": left_out,
                "request": preview.body,
            }
        )
    else:
        session.out(_head(preview))
        for role, text in preview.messages:
            session.out(f"\n--- {role}\n{text}")
    if left_out:
        session.say(_("Not in it: {left_out}.").format(left_out=left_out))
    session.say(_("Nothing was sent. The code that ends the blocks is new for every request."))


def show_no_request(session: Session, *, as_json: bool) -> None:
    """Say that nothing would be sent."""
    if as_json:
        nothing = {"server": "", "elsewhere": False, "tokens": 0, "left_out": "", "request": None}
        session.json({"format": FORMAT, **nothing})
    session.say(_("No model is asked: nothing leaves this machine."))


def _head(preview: Preview) -> str:
    place = _("another machine") if preview.elsewhere else _("this machine")
    options = {key: value for key, value in preview.body.items() if key not in {"messages", "model"}}
    return "\n".join(
        [
            _("To: {server} ({place})").format(server=preview.server, place=place),
            _("Model: {model}, with {options}").format(
                model=preview.body["model"], options=json.dumps(options)
            ),
            _("About {tokens} tokens, counted here; each model counts in its own way.").format(
                tokens=preview.tokens
            ),
        ]
    )
