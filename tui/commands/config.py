"""`fika config`: every setting, its value and where it comes from; secrets are masked."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _

if TYPE_CHECKING:
    from assistant.settings import Settings
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the form of the answer."""
    parser.add_argument("--json", action="store_true", help=_("give the settings as JSON"))


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Print the settings."""
    from assistant.paths import config_file
    from assistant.settings import environment_name, setting_keys

    resolved = session.services.resolved
    rows = [(key, _shown(resolved.settings, key), resolved.origins[key]) for key in setting_keys()]
    keys = {f"keys.{key_id}": key for key_id, key in resolved.settings.keys.items()}
    if arguments.json:
        settings = [
            {"key": key, "value": value, "from": origin, "environment": environment_name(key)}
            for key, value, origin in rows
        ] + [
            {"key": key, "value": value, "from": "user file", "environment": ""}
            for key, value in keys.items()
        ]
        session.json(
            {"format": "fika.config/1", "settings": settings, "files": [str(each) for each in resolved.files]}
        )
        return 0
    origins = {
        "default": _("default"),
        "user file": _("user file"),
        "project file": _("project file"),
        "environment": _("environment"),
        "flag": _("flag"),
    }
    rows += [(key, value, "user file") for key, value in keys.items()]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for key, value, origin in rows:
        session.out(f"{key:<{widths[0]}}  {value:<{widths[1]}}  {origins[origin]}")
    session.say(_("Settings file: {path}").format(path=config_file()))
    session.say(
        _("Each can also be set in the environment, for example {name}.").format(name="FIKA_MODEL_NAME")
    )
    return 0


def _shown(settings: Settings, key: str) -> str:
    value: object = settings
    for part in key.split("."):
        value = getattr(value, part)
    if key.endswith("url"):
        from assistant.server_address import as_given

        value = as_given(str(value))  # an address may carry a password too
    return str(value) or "-"
