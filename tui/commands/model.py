"""`fika model`: which models there are to choose from, choosing one, and trying it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.commands.model_try import add_try_arguments, run_try

if TYPE_CHECKING:
    from assistant.choosing_model import ServerFound
    from assistant.models.abilities import Abilities
    from assistant.settings import ModelSettings
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do."""
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    listing = actions.add_parser("list", help=_("the models on this machine, and the one in your settings"))
    listing.add_argument(
        "--ask",
        nargs="*",
        metavar=_("NAME"),
        help=_("ask these, or the one in your settings, for a tiny answer and tell what they can do"),
    )
    listing.add_argument("--json", action="store_true", help=_("give the models as JSON"))
    choosing = actions.add_parser("set", help=_("choose the model that writes"))
    choosing.add_argument("name", metavar=_("NAME"), help=_("the model's name on its server"))
    choosing.add_argument(
        "--url",
        metavar=_("ADDRESS"),
        help=_("its server, for example http://127.0.0.1:11434/v1, or the word openai"),
    )
    choosing.add_argument(
        "--keep-key",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=_("use the key in your settings file at the new server too, or take it out"),
    )
    actions.add_parser("off", help=_("choose no model; the templates write"))
    actions.add_parser("key", help=_("keep the server's key: in the keyring, else in your settings file"))
    add_try_arguments(actions.add_parser("try", help=_("draft the example with a model, by the clock")))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Do the action. Raises SettingsError, UsageError."""
    actions = {"list": _list, "set": _set, "off": _off, "key": _key, "try": run_try}
    return actions[arguments.action](arguments, session)


def _list(arguments: argparse.Namespace, session: Session) -> int:
    from assistant.choosing_model import servers

    settings = session.services.settings.model
    found = servers(settings)
    asked = _asked(arguments.ask, settings, found)
    if arguments.json:
        session.json(_as_json(settings, found, asked))
        return 0
    for each in found:
        for name in each.models or ("-",):
            _show(each, name, settings, asked.get((each.url, name)), session)
    _tell(settings, found, session)
    return 0


def _asked(
    names: list[str] | None, settings: ModelSettings, found: tuple[ServerFound, ...]
) -> dict[tuple[str, str], Abilities]:
    """Ask the models that the person named, or the one in the settings; None asks nobody."""
    import asyncio
    from dataclasses import replace

    from assistant.choosing_model import look_at, server_of
    from assistant.errors import NotFoundError

    told: dict[tuple[str, str], Abilities] = {}
    for name in (names or [settings.name]) if names is not None else ():
        server = server_of(name, found)
        if server is None and name != settings.name:
            raise NotFoundError(
                _("No server on this machine has a model '{name}'.").format(name=name),
                hint=_("Say fika model list to see what there is, or fika model try NAME --url ADDRESS."),
            )
        url = settings.base_url.strip() if name == settings.name or server is None else server.url
        if name:
            listed = next((each.lists(name) for each in found if each.url == url), "") or name
            told[url, listed] = asyncio.run(look_at(replace(settings, name=name, base_url=url)))
    return told


def _show(
    server: ServerFound, name: str, settings: ModelSettings, asked: Abilities | None, session: Session
) -> None:
    chosen = _is_chosen(server, name, settings)
    said = [server.shown, server.program]
    if server.elsewhere:
        said.append(_("another machine, not asked"))
    elif not server.answers:
        said.append(_("does not answer"))
    session.out(f"{'*' if chosen else ' '} {name}  {', '.join(filter(None, said))}", wrap=True)
    if asked:
        session.out(f"    {_abilities_line(asked)}", wrap=True)


def _is_chosen(server: ServerFound, name: str, settings: ModelSettings) -> bool:
    return server.url == settings.base_url.strip() and name == server.lists(settings.name)


def _abilities_line(asked: Abilities) -> str:
    if asked.trouble:
        return asked.trouble
    parts = [
        _("streams") if asked.streams else _("does not stream, so Fika cannot use it"),
        _("counts its tokens") if asked.counts else _("does not count its tokens"),
        _("takes a system role") if asked.system_role else _("takes no system role"),
        _("keeps to JSON when told") if asked.json else _("does not keep to JSON when told"),
    ]
    if asked.first_seconds is not None:
        parts.append(_("first words after {seconds} s").format(seconds=f"{asked.first_seconds:.2f}"))
    return ", ".join(parts)


def _tell(settings: ModelSettings, found: tuple[ServerFound, ...], session: Session) -> None:
    if not any(each.answers for each in found):
        from assistant.choosing_model import usual_ports

        line = _("Nothing answers at the usual ports of this machine ({ports}).")
        session.say(line.format(ports=usual_ports()))
        session.say(_("Start a server there, or name one: fika model set NAME --url ADDRESS."))
    if any(_is_chosen(each, name, settings) for each in found for name in each.models):
        session.say(_("The one with a star writes. Try it: fika model try."))
    elif settings.name:
        session.say(_("The model in your settings, '{name}', is none of these.").format(name=settings.name))
    elif found:
        session.say(_("None is chosen, so the templates write. Choose: fika model set NAME."))


def _as_json(
    settings: ModelSettings,
    found: tuple[ServerFound, ...],
    asked: dict[tuple[str, str], Abilities],
) -> dict[str, object]:
    from dataclasses import asdict

    rows = [
        {
            "server": each.shown,
            "program": each.program,
            "answers": each.answers,
            "elsewhere": each.elsewhere,
            "models": [
                {
                    "name": name,
                    "chosen": _is_chosen(each, name, settings),
                    "abilities": asdict(told) if (told := asked.get((each.url, name))) else None,
                }
                for name in each.models
            ],
        }
        for each in found
    ]
    return {"format": "fika.models/1", "servers": rows}


def _set(arguments: argparse.Namespace, session: Session) -> int:
    from assistant.choosing_model import choose, server_of, servers
    from assistant.cleaning import clean_line
    from assistant.server_address import address
    from assistant.settings import environment_name, load_settings

    resolved = session.services.resolved
    name = clean_line(arguments.name)
    url = {"openai": ""}.get(arguments.url, arguments.url)
    if url is None:
        server = server_of(name, servers(resolved.settings.model))
        url = server.url if server else None
    path = choose(resolved, name, url, keep_file_key=arguments.keep_key)
    now = load_settings()
    for key in ("model.name", "model.base_url"):
        if now.origins[key] == "environment":
            told = _("{name} is set in the environment and stands before it.")
            session.say(told.format(name=environment_name(key)))
    model = now.settings.model
    line = _("{model} at {server} writes from now on ({path}).")
    session.say(line.format(model=model.name, server=address(model), path=path))
    session.say(_("Try it: fika model try."))
    return 0


def _off(arguments: argparse.Namespace, session: Session) -> int:
    from assistant.settings_file import keep_settings

    del arguments
    path = keep_settings({"model.name": ""})
    session.say(_("No model is chosen; the templates write ({path}).").format(path=path))
    return 0


def _key(arguments: argparse.Namespace, session: Session) -> int:
    from assistant.choosing_model import keep_model_key
    from assistant.server_address import address

    del arguments
    settings = session.services.settings.model
    session.say(_("The key for {server}:").format(server=address(settings)))
    path = keep_model_key(settings, session.secret())
    if path is None:
        session.say(_("Kept in the keyring of this machine."))
    else:
        session.say(_("Kept in {path}, which only you can read; there is no keyring here.").format(path=path))
    if session.services.resolved.origins["model.api_key"] == "environment":
        session.say(_("A key in the environment stands before it."))
    return 0
