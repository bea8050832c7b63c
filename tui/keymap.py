"""The keys of the settings file's `[keys]`: an id must be one that a screen has, a key one that exists."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import Final

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import Keys

from assistant.errors import SettingsError
from assistant.paths import config_file
from assistant.wording import _

_MODIFIERS: Final = ("ctrl", "alt", "shift", "super", "meta", "hyper")
_FUNCTION_KEY: Final = re.compile(r"f([1-9]|1\d|2[0-4])")
_NAMED: Final = {
    each.value
    for each in Keys
    if "+" not in each.value and not each.value.startswith(("<", "f", "cpr-", "sigint", "vt100"))
}


def checked_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """Give the keys as Textual wants them. Raises SettingsError naming the nearest id, or the bad key."""
    known = known_ids()
    for key_id, given in keys.items():
        if key_id not in known:
            raise SettingsError(
                _("'{path}' has a key for '{id}', which no screen has.").format(
                    path=config_file(), id=key_id
                ),
                hint=_nearest(key_id, known),
            )
        for key in given.split(","):
            if not _is_key(key.strip()):
                raise SettingsError(
                    _("'{path}': '{key}' for '{id}' is not a key.").format(
                        path=config_file(), key=key.strip(), id=key_id
                    ),
                    hint=_("Write for example f5, ctrl+t, alt+up or a letter; several with commas."),
                )
    return {key_id: ",".join(key.strip() for key in given.split(",")) for key_id, given in keys.items()}


def known_ids() -> frozenset[str]:
    """Give every id of a key, of all screens. Loads them all, so it blocks."""
    from tui import dialogs, screens, widgets  # noqa: PLC0415 - only when keys are set

    for package in (screens, widgets, dialogs):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return frozenset(binding.id for kind in _kinds(DOMNode) for binding in _bindings(kind) if binding.id)


def _kinds(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def _bindings(kind: type[DOMNode]) -> Iterator[Binding]:
    given: list[BindingType] = kind.__dict__.get("BINDINGS", [])
    return (each for each in given if isinstance(each, Binding))


def _nearest(key_id: str, known: frozenset[str]) -> str:
    near = difflib.get_close_matches(key_id, sorted(known), n=1, cutoff=0.4)
    return _("Did you mean '{id}'?").format(id=near[0]) if near else _("F1 in a screen shows its keys.")


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+") if key != "+" else ["+"]
    named = len(name) == 1 or name in _NAMED or bool(_FUNCTION_KEY.fullmatch(name))
    return named and all(each in _MODIFIERS for each in modifiers)
