"""Which models there are to choose from, what one can do, and keeping the choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import SettingsError
from assistant.models.abilities import Abilities, abilities
from assistant.models.keys import keep_key, kept_key
from assistant.models.probing import USUAL_PORTS, Place, answering, usual_places
from assistant.models.server import ModelServer
from assistant.server_address import address, is_address
from assistant.settings import ModelSettings, Resolved, is_loopback
from assistant.settings_file import keep_settings
from assistant.wording import _


@dataclass(frozen=True, slots=True)
class ServerFound:
    """A server to choose a model from."""

    url: str
    """Its address; empty for OpenAI."""
    shown: str
    """Its address for a person to read, without secrets."""
    program: str
    """Which server usually listens there; empty for the one in the settings."""
    models: tuple[str, ...]
    answers: bool
    """Whether it answered; one that was not asked did not."""
    elsewhere: bool
    """Whether it is on another machine, and so was not asked."""

    def lists(self, name: str) -> str:
        """Give the name under which it lists a model; empty when it does not. Ollama adds ":latest"."""
        return next((each for each in (name, f"{name}:latest") if each in self.models), "")


def usual_ports() -> str:
    """Name the usual servers with the ports that are looked at."""
    return ", ".join(f"{program} {port}" for program, port in USUAL_PORTS.items())


def servers(settings: ModelSettings, ports: Mapping[str, int] = USUAL_PORTS) -> tuple[ServerFound, ...]:
    """Give what answers on this machine, and the settings' own server, asked only when it is here too."""
    own = settings.base_url.strip()
    places = [place for place in usual_places(ports) if not _same_place(place.url, own)]
    if own:
        places.insert(0, Place(own, _program(own, ports), settings.api_key.get_secret_value().strip()))
    found = [
        ServerFound(
            each.url,
            address(replace(settings, base_url=each.url)),
            each.program,
            each.models,
            answers=True,
            elsewhere=False,
        )
        for each in answering(places)
    ]
    if settings.name and not any(each.url == own for each in found):
        away = not is_loopback(own)
        found.insert(
            0, ServerFound(own, address(settings), "", (settings.name,), answers=False, elsewhere=away)
        )
    return tuple(found)


def server_of(name: str, found: tuple[ServerFound, ...]) -> ServerFound | None:
    """Give the one server on this machine that has a model of this name; None when none or several do."""
    having = [each for each in found if each.answers and each.lists(name)]
    return having[0] if len(having) == 1 else None


async def look_at(settings: ModelSettings) -> Abilities:
    """Ask a model for one tiny answer, and tell what it can do."""
    return await abilities(ModelServer(settings, kept_key=kept_key))


def choose(resolved: Resolved, name: str, url: str | None, *, keep_file_key: bool | None = None) -> Path:
    """Keep a model in the user's settings file, and give the file.

    `url` is its server; empty means OpenAI, None leaves the server as it is. `keep_file_key` says what
    becomes of a key that the file holds for another server. Raises SettingsError; nothing is changed then.
    """
    settings = resolved.settings.model
    if url and not is_address(url):
        raise SettingsError(
            _("The model's address '{given}' is not one that can be asked.").format(given=url),
            hint=_("Write it whole, for example http://127.0.0.1:11434/v1."),
        )
    values = {"model.name": name}
    if url is not None and url != settings.base_url.strip():
        values["model.base_url"] = url
        if resolved.origins["model.api_key"] == "user file" and settings.api_key.get_secret_value():
            if keep_file_key is None:
                raise SettingsError(
                    _("Your settings file holds a key for {server}, which another server would get.").format(
                        server=address(settings)
                    ),
                    hint=_("Say --keep-key to use it there too, or --no-keep-key to take it out."),
                )
            values |= {} if keep_file_key else {"model.api_key": ""}
    return keep_settings(values)


def keep_model_key(settings: ModelSettings, key: str) -> Path | None:
    """Keep a key for the server of the settings: in the keyring, else in the settings file, which is given.

    Raises SettingsError for a key that no server can have.
    """
    if not key or not (key.isascii() and key.isprintable()) or any(each.isspace() for each in key):
        raise SettingsError(
            _("This is no key: it is empty, or has blanks or letters beyond A to Z."),
            hint=_("Copy it once more, without what stands around it."),
        )
    if keep_key(settings, key):
        return None
    # In the file a key belongs to the address beside it, also when that came from the environment today.
    return keep_settings({"model.base_url": settings.base_url, "model.api_key": key})


def _program(url: str, ports: Mapping[str, int]) -> str:
    return next((place.program for place in usual_places(ports) if _same_place(place.url, url)), "")


def _same_place(one: str, other: str) -> bool:
    """Tell whether two addresses on this machine are one, however they name it."""
    ends = (each.rstrip("/").replace("//localhost", "//127.0.0.1") for each in (one, other))
    return len(set(ends)) == 1
