"""Settings: defaults < user file < project file < environment < flag. Strict, and no secret is printed.

A project file (`fika.toml` in the working folder) may only set languages and the writer: a folder that
somebody else made must not be able to choose a server or move the store.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from assistant.errors import SettingsError
from assistant.paths import config_file, default_home, expanded
from assistant.wording import _, reason

PROJECT_FILE: Final = "fika.toml"
_PROJECT_KEYS: Final = {"ui_language", "language", "writer"}
_NOT_SETTINGS: Final = {"FIKA_CONFIG"}

Origin = Literal["default", "user file", "project file", "environment", "flag"]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class ModelSettings(_Table):
    """The model that writes; nothing is contacted while `name` is empty."""

    name: str = ""
    """The model's name on its server, for example "gpt-4o-mini" or "llama3.2"."""
    base_url: str = ""
    """An OpenAI-compatible server, for example "http://127.0.0.1:11434/v1"; empty means OpenAI."""
    api_key: SecretStr = SecretStr("")
    """The server's key. `OPENAI_API_KEY` counts too, but goes to OpenAI alone, never to a `base_url`."""
    temperature: float = Field(default=0.7, ge=0, le=2)
    max_tokens: int = Field(default=1_000, ge=50, le=20_000)
    """Most tokens in an answer."""
    deadline_seconds: float = Field(default=60, gt=0, le=600)
    """Longest wait for one document, retries included."""


class Settings(_Table):
    """All settings."""

    home: Path = Field(default_factory=default_home)
    """Folder of the store and the index."""
    ui_language: Literal["sv", "en", ""] = ""
    """The interface's language; empty follows the locale."""
    language: Literal["sv", "en", ""] = ""
    """The message's language when a brief does not say; empty follows the interface."""
    writer: Literal["auto", "template", "model"] = "auto"
    """auto: the model when one is set, else the templates."""
    model: ModelSettings = ModelSettings()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The settings with where each value comes from."""

    settings: Settings
    origins: Mapping[str, Origin]
    """By dotted key, for example "model.name"."""
    files: tuple[Path, ...]
    """The settings files that were read."""


def setting_keys() -> tuple[str, ...]:
    """Every setting's dotted key, in order."""
    nested = [f"model.{key}" for key in ModelSettings.model_fields]
    return tuple([key for key in Settings.model_fields if key != "model"] + nested)


def environment_name(key: str) -> str:
    """The environment variable of a setting: "model.base_url" is FIKA_MODEL_BASE_URL."""
    return "FIKA_" + key.upper().replace(".", "_")


def load_settings(flags: Mapping[str, str] | None = None, folder: Path | None = None) -> Resolved:
    """Read the settings. `flags` are dotted keys given on the command line; `folder` holds the project file.

    Raises SettingsError naming the file or variable, the key and the mend.
    """
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = dict.fromkeys(setting_keys(), "default")
    files: list[Path] = []
    layers: list[tuple[Origin, str, dict[str, Any]]] = []
    places: tuple[tuple[Origin, Path], ...] = (
        ("user file", config_file()),
        ("project file", (folder or _working_folder()) / PROJECT_FILE),
    )
    for origin, path in places:
        table = _read(path)
        if table is not None:
            files.append(path)
            layers.append((origin, str(path), _flat(table, path, origin)))
    layers.append(("environment", "", _environment()))
    layers.append(("flag", "", dict(flags or {})))
    for origin, where, layer in layers:
        for key, value in layer.items():
            _check(key, value, where or (environment_name(key) if origin == "environment" else f"--{key}"))
            values[key] = (
                str(expanded(str(value), where or environment_name(key))) if key == "home" else value
            )
            origins[key] = origin
    if (
        "model.api_key" not in values
        and not values.get("model.base_url")
        and os.environ.get("OPENAI_API_KEY")
    ):
        values["model.api_key"], origins["model.api_key"] = os.environ["OPENAI_API_KEY"], "environment"
    return Resolved(settings=Settings.model_validate(_nested(values)), origins=origins, files=tuple(files))


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise SettingsError(
            _("The settings file '{path}' is not UTF-8 text (byte {at}).").format(path=path, at=error.start),
            hint=_("Save it as UTF-8 text and try again."),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            _("The settings file '{path}' is not valid TOML: {reason}.").format(path=path, reason=error),
            hint=_("Mend that line, or move the file away."),
        ) from error
    except OSError as error:
        raise SettingsError(
            _("The settings file '{path}' cannot be read: {reason}.").format(path=path, reason=reason(error)),
            hint=_("Make it readable for you, or name another with FIKA_CONFIG."),
        ) from error


def _flat(table: dict[str, Any], path: Path, origin: Origin) -> dict[str, Any]:
    flat = {
        (f"{key}.{inner}" if isinstance(value, dict) else key): (
            value[inner] if isinstance(value, dict) else value
        )
        for key, value in table.items()
        for inner in (value if isinstance(value, dict) else [key])
    }
    for key in flat:
        if key not in setting_keys():
            raise SettingsError(
                _("'{path}' has an unknown setting '{key}'.").format(path=path, key=key),
                hint=_("Known settings: {keys}.").format(keys=", ".join(setting_keys())),
            )
        if origin == "project file" and key not in _PROJECT_KEYS:
            raise SettingsError(
                _(
                    "'{path}' may not set '{key}': a project's file cannot choose servers, keys or folders."
                ).format(path=path, key=key),
                hint=_("Put it in your own settings file, '{path}'.").format(path=config_file()),
            )
    return flat


def _environment() -> dict[str, Any]:
    names = {environment_name(key): key for key in setting_keys()}
    unknown = [
        name for name in os.environ if name.startswith("FIKA_") and name not in {*names, *_NOT_SETTINGS}
    ]
    if unknown:
        raise SettingsError(
            _("The environment has an unknown setting {name}.").format(name=unknown[0]),
            hint=_("Known: {names}.").format(names=", ".join(names)),
        )
    return {key: os.environ[name] for name, key in names.items() if os.environ.get(name)}


def _check(key: str, value: object, where: str) -> None:
    """Refuse an impossible value where it stands, without repeating a secret."""
    try:
        Settings.model_validate(_nested({key: value}))
    except ValidationError:
        shown = "..." if key == "model.api_key" else str(value)
        raise SettingsError(
            _("{where}: '{key}' cannot be '{value}'.").format(where=where, key=key, value=shown),
            hint=_allowed(key),
        ) from None


def _allowed(key: str) -> str:
    """Say which values a setting takes."""
    table, _dot, inner = key.partition(".")
    field = ModelSettings.model_fields[inner] if inner else Settings.model_fields[table]
    choices = [choice for choice in get_args(field.annotation) if choice]
    if choices:
        return _("Allowed: {values}.").format(values=", ".join(choices))
    if field.annotation not in {int, float}:
        return _("Write it as text, in quotes in a file.")
    bounds = {
        name: f"{getattr(each, name):g}"
        for each in field.metadata
        for name in ("ge", "gt", "le")
        if hasattr(each, name)
    }
    if "gt" in bounds:
        return _("Write a number over {least}, at most {most}.").format(least=bounds["gt"], most=bounds["le"])
    if field.annotation is int:
        return _("Write a whole number from {least} to {most}.").format(least=bounds["ge"], most=bounds["le"])
    return _("Write a number from {least} to {most}.").format(least=bounds["ge"], most=bounds["le"])


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:  # somebody removed it; then it holds no project file
        return Path()


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, value in values.items():
        table, _dot, inner = key.partition(".")
        if inner:
            nested.setdefault(table, {})[inner] = value
        else:
            nested[key] = value
    return nested


def is_loopback(base_url: str) -> bool:
    """Whether a server's address is on this machine."""
    from ipaddress import ip_address  # noqa: PLC0415 - only asked about a model
    from urllib.parse import urlsplit  # noqa: PLC0415

    host = urlsplit(base_url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
