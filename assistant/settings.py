"""Settings: defaults < user file < project file < environment < flag. Strict, and no secret is printed.

A project file (`fika.toml` in the working folder) may only set languages and the writer: a folder that
somebody else made must not be able to choose a server or move the store.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_type_hints

from assistant.errors import SettingsError
from assistant.paths import config_file, default_home, expanded
from assistant.secret import Secret
from assistant.setting_values import Bounds, allowed, converted, key_table
from assistant.wording import _, reason

PROJECT_FILE: Final = "fika.toml"
_PROJECT_KEYS: Final = {"ui_language", "language", "writer"}
_NOT_SETTINGS: Final = {"FIKA_CONFIG"}
_NO_SECRET: Final = Secret()

Origin = Literal["default", "user file", "project file", "environment", "flag"]


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The model that writes; nothing is contacted while `name` is empty."""

    name: str = ""
    """The model's name on its server, for example "gpt-4o-mini" or "llama3.2"."""
    base_url: str = ""
    """An OpenAI-compatible server, for example "http://127.0.0.1:11434/v1"; empty means OpenAI."""
    api_key: Secret = _NO_SECRET
    """The server's key. `OPENAI_API_KEY` counts too, but goes to OpenAI alone, never to a `base_url`."""
    temperature: Annotated[float, Bounds(0, 2)] = 0.7
    max_tokens: Annotated[int, Bounds(50, 20_000)] = 1_000
    """Most tokens in an answer."""
    deadline_seconds: Annotated[float, Bounds(0, 600, over=True)] = 60.0
    """Longest wait for one document, retries included."""
    judge: Literal["off", "on"] = "off"
    """Whether the model reads its draft once more beside the facts; a second request that may only warn."""


@dataclass(frozen=True, slots=True)
class KnowledgeSettings:
    """A Chroma server that a programme shares; the index stays on this machine while `url` is empty."""

    url: str = ""
    """The server, for example "http://127.0.0.1:8000" or "https://api.trychroma.com" (Chroma Cloud)."""
    token: Secret = _NO_SECRET
    """The server's token or Chroma Cloud's key. Never sent over plain http beyond this machine."""
    token_header: Literal["Authorization", "X-Chroma-Token", ""] = ""
    """The header that carries the token; empty: X-Chroma-Token for Chroma Cloud, else Authorization."""
    tenant: str = ""
    """The tenant; empty asks the server which one the token belongs to."""
    database: str = ""
    """The database; empty asks the server which one the token belongs to."""
    ca_file: str = ""
    """A file with the certificate that signed the server's, when no public authority did."""


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    """The model that turns texts into vectors; nothing is contacted while `name` is empty."""

    name: str = ""
    """The model's name on its server, for example "text-embedding-3-small" or "bge-m3"."""
    base_url: str = ""
    """An OpenAI-compatible server, for example "http://127.0.0.1:8080/v1"; empty means OpenAI."""
    api_key: Secret = _NO_SECRET
    """The server's key. `OPENAI_API_KEY` counts too, but goes to OpenAI alone, never to a `base_url`."""
    dimensions: Annotated[int, Bounds(0, 8_192)] = 0
    """Numbers in a vector, for models that can be asked for fewer; 0 takes what the model gives."""
    query_prefix: str = "auto"
    """What stands before a question; "auto" takes what the model is known to want."""
    passage_prefix: str = "auto"
    """What stands before a text; "auto" takes what the model is known to want."""
    deadline_seconds: Annotated[float, Bounds(0, 600, over=True)] = 10.0
    """Longest wait for a question's vector, the retry included; a batch of texts gets six times as long."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings."""

    home: Path = field(default_factory=default_home)
    """Folder of the store and the index."""
    ui_language: Literal["sv", "en", ""] = ""
    """The interface's language; empty follows the locale."""
    language: Literal["sv", "en", ""] = ""
    """The message's language when a brief does not say; empty follows the interface."""
    writer: Literal["auto", "template", "model"] = "auto"
    """auto: the model when one is set, else the templates."""
    theme: Literal["auto", "dark", "light", "contrast"] = "auto"
    """The full screen's colours; auto follows the terminal where it tells whether it is light."""
    model: ModelSettings = ModelSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    embeddings: EmbeddingSettings = EmbeddingSettings()
    keys: Mapping[str, str] = field(default_factory=dict)
    """The full screen's keys that are not the usual ones, by their ids: "review.mend" is "f5"."""


_TABLES: Final[Mapping[str, type]] = {
    "model": ModelSettings,
    "knowledge": KnowledgeSettings,
    "embeddings": EmbeddingSettings,
}
KEYS_TABLE: Final = "keys"
"""The table of keys; only in the user's own file, and its ids are the screens' to know."""

_FOLDERS: Final = {"home", "knowledge.ca_file"}
"""Settings that are paths, where "~" is filled in."""
_OPENAI: Final = ("model", "embeddings")
"""Tables whose `api_key` may come from OPENAI_API_KEY."""


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
    nested = [f"{table}.{key}" for table, kind in _TABLES.items() for key in _hints(kind)]
    return tuple([key for key in _hints(Settings) if key not in {*_TABLES, KEYS_TABLE}] + nested)


def is_secret(key: str) -> bool:
    """Whether a setting's value may never be shown."""
    return _hint(key) is Secret


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
    keys: dict[str, str] = {}
    layers: list[tuple[Origin, str, dict[str, Any]]] = []
    places: tuple[tuple[Origin, Path], ...] = (
        ("user file", config_file()),
        ("project file", (folder or _working_folder()) / PROJECT_FILE),
    )
    for origin, path in places:
        table = _read(path)
        if table is not None:
            files.append(path)
            if origin == "user file":
                keys = key_table(table.pop(KEYS_TABLE, {}), str(path))
            layers.append((origin, str(path), _flat(table, path, origin)))
    layers.append(("environment", "", _environment()))
    layers.append(("flag", "", dict(flags or {})))
    for origin, where, layer in layers:
        for key, value in layer.items():
            said = where or (environment_name(key) if origin == "environment" else f"--{key}")
            values[key] = _checked(key, value, said)
            if key in _FOLDERS and value:
                values[key] = _hint(key)(expanded(str(value), where or environment_name(key)))
            origins[key] = origin
    for owner in _OPENAI:
        key = f"{owner}.api_key"
        # What stands in a file comes after the environment.
        given = origins[key] in {"environment", "flag"} and values[key].get_secret_value()
        if not given and not values.get(f"{owner}.base_url") and os.environ.get("OPENAI_API_KEY"):
            values[key], origins[key] = Secret(os.environ["OPENAI_API_KEY"]), "environment"
    return Resolved(settings=_settings({**values, KEYS_TABLE: keys}), origins=origins, files=tuple(files))


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


def _checked(key: str, value: object, where: str) -> Any:
    """Give a value as its setting's type. Refuse an impossible one where it stands, and repeat no secret."""
    try:
        return converted(_hint(key), value)
    except ValueError:
        shown = "..." if is_secret(key) else str(value)
        raise SettingsError(
            _("{where}: '{key}' cannot be '{value}'.").format(where=where, key=key, value=shown),
            hint=allowed(_hint(key)),
        ) from None


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _hint(key: str) -> Any:
    table, _dot, inner = key.partition(".")
    return _hints(_TABLES[table])[inner] if inner else _hints(Settings)[table]


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:  # somebody removed it; then it holds no project file
        return Path()


def _settings(values: Mapping[str, Any]) -> Settings:
    """Make the settings of values by dotted key."""
    tables = {
        name: kind(
            **{key.partition(".")[2]: value for key, value in values.items() if key.startswith(f"{name}.")}
        )
        for name, kind in _TABLES.items()
    }
    return Settings(**{key: value for key, value in values.items() if "." not in key}, **tables)


def is_loopback(base_url: str) -> bool:
    """Whether a server's address is on this machine."""
    from ipaddress import ip_address  # noqa: PLC0415 - only asked about a model
    from urllib.parse import urlsplit  # noqa: PLC0415

    host = urlsplit(base_url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
