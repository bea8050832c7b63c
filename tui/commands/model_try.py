"""`fika model try`: drafts the example with a model, and tells how fast it wrote and how well."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from assistant.wording import _

if TYPE_CHECKING:
    from assistant.events import Finished
    from assistant.ports import Task
    from assistant.trying import Stopwatch
    from assistant.wiring import Services
    from tui.console import Session


def add_try_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which model, and the language of the example."""
    parser.add_argument(
        "name", nargs="?", metavar=_("NAME"), help=_("another model than the one in your settings")
    )
    parser.add_argument(
        "--url", metavar=_("ADDRESS"), help=_("another server, or the word openai; nothing is kept")
    )
    parser.add_argument("--language", choices=("sv", "en"), help=_("language of the example"))
    parser.add_argument("--dry-run", action="store_true", help=_("show what would be sent; send nothing"))
    parser.add_argument("--json", action="store_true", help=_("give the trial as JSON"))


def run_try(arguments: argparse.Namespace, session: Session) -> int:
    """Draft the example; nothing is kept. Raises SettingsError, WriterError."""
    import asyncio

    from assistant.events import Finished
    from assistant.trying import Stopwatch
    from tui.requests import show_request
    from tui.writing import EXIT_BLOCKED, last_event

    services = _services(arguments, session)
    task = _task(arguments, services)
    if arguments.dry_run:
        show_request(services.preview(task), session, as_json=arguments.json)
        return 0
    watch = Stopwatch()
    drafting = services.drafting(writer="model", keep=False)
    last = asyncio.run(last_event(watch.timed(drafting.run(task)), session, _("The model begins.")))
    if not isinstance(last, Finished):  # the example has all that a brief needs
        return EXIT_BLOCKED
    if arguments.json:
        session.json(_as_json(last, watch))
    else:
        _show(last, watch, services, session)
    if last.trouble:
        raise last.trouble
    return EXIT_BLOCKED if last.review.blocked else 0


def _services(arguments: argparse.Namespace, session: Session) -> Services:
    """Give services with the model that is to be tried; no key goes to a server that it was not given for."""
    from assistant.wiring import Services

    flags = dict(session.flags)
    if arguments.name:
        flags["model.name"] = arguments.name
    url = {"openai": ""}.get(arguments.url, arguments.url)
    if url is not None and url != session.services.settings.model.base_url.strip():
        flags["model.base_url"] = url
        if url or session.services.resolved.origins["model.api_key"] == "user file":
            flags["model.api_key"] = ""
    return Services.from_environment(session.say, flags)


def _task(arguments: argparse.Namespace, services: Services) -> Task:
    from assistant.domain.draft import Wording
    from assistant.example import example_brief
    from assistant.ports import Task
    from assistant.wiring import now

    brief = example_brief(arguments.language or services.message_language)
    return Task(kind=services.kind("outreach"), brief=brief, wording=Wording(), now=now())


def _show(finished: Finished, watch: Stopwatch, services: Services, session: Session) -> None:
    from tui.showing import review_lines

    session.out(finished.draft.text)
    session.say("\n" + "\n".join(review_lines(finished.review, services.why)))
    session.say(_speed(finished, watch))
    if finished.origins.note:
        session.say(_("Note: {note}.").format(note=finished.origins.note.rstrip(".")))


def _speed(finished: Finished, watch: Stopwatch) -> str:
    """Say how long the first words took, and how fast the rest came."""
    origins, speed = finished.origins, watch.tokens_a_second(finished.origins)
    first = origins.first_seconds if origins.first_seconds is not None else watch.first_seconds
    parts = [
        _("First words after {seconds} s").format(seconds=f"{first or 0:.2f}"),
        _("{speed} tokens a second").format(speed=f"{speed:.0f}")
        if speed
        else _("how many tokens a second it does not say"),
        _("{seconds} s in all").format(seconds=f"{origins.seconds or 0:.1f}"),
    ]
    if origins.prompt_tokens is not None and origins.completion_tokens is not None:
        counted = _("{sent} + {received} tokens")
        parts.append(counted.format(sent=origins.prompt_tokens, received=origins.completion_tokens))
    return ", ".join(parts) + "."


def _as_json(finished: Finished, watch: Stopwatch) -> dict[str, Any]:
    origins = finished.origins
    return {
        "format": "fika.trial/1",
        "model": origins.model,
        "text": finished.draft.text,
        "blocked": finished.review.blocked,
        "findings": [each.model_dump(mode="json") for each in finished.review.findings],
        "first_seconds": origins.first_seconds,
        "tokens_a_second": watch.tokens_a_second(origins),
        "seconds": origins.seconds,
        "prompt_tokens": origins.prompt_tokens,
        "completion_tokens": origins.completion_tokens,
        "note": origins.note,
    }
