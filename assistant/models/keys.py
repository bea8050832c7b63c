"""A server's key in the system's keyring, where a keyring is installed. One that is broken says nothing."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from assistant.server_address import address

if TYPE_CHECKING:
    from assistant.settings import ModelSettings

SERVICE: Final = "fika"
"""What the keyring keeps Fika's keys under; each under its server's address, or "OpenAI"."""


def kept_key(settings: ModelSettings) -> str:
    """Give the key that the keyring has for this server; empty without one."""
    try:
        return str(_keyring().get_password(SERVICE, address(settings)) or "")
    except Exception:  # noqa: BLE001 - backends raise whatever they like, and a key in the settings may still do
        return ""


def keep_key(settings: ModelSettings, key: str) -> bool:
    """Put a key for this server into the keyring, or take it out when it is empty; tell whether it went."""
    try:
        ring = _keyring()
        if key:
            ring.set_password(SERVICE, address(settings), key)
        elif ring.get_password(SERVICE, address(settings)):
            ring.delete_password(SERVICE, address(settings))
        return str(ring.get_password(SERVICE, address(settings)) or "") == key
    except Exception:  # noqa: BLE001 - as above; the settings file is the other place
        return False


def _keyring() -> Any:
    """Load the keyring; it is no requirement of Fika's and takes a tenth of a second."""
    return importlib.import_module("keyring")
