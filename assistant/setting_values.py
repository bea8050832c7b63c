"""What a setting may be: text, one of a few words, or a number within bounds; read from its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from assistant.errors import SettingsError
from assistant.wording import _


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which numbers a setting takes."""

    least: float
    most: float
    over: bool = False
    """Whether the least itself is too little."""

    def holds(self, number: float) -> bool:
        """Tell whether a number is allowed; one that is not a number is not."""
        return self.least <= number <= self.most and not (self.over and number == self.least)


def converted(hint: Any, value: object) -> Any:
    """Give `value` as `hint` says; from the environment everything is text. Raises ValueError."""
    kind, *about = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if about:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(value)
        number = kind(value) if isinstance(value, str) else value
        if number != kind(number) or not about[0].holds(number):
            raise ValueError(value)
        return kind(number)
    if not isinstance(value, str) or (get_origin(hint) is Literal and value not in get_args(hint)):
        raise ValueError(value)
    return value if get_origin(hint) is Literal else kind(value)


def allowed(hint: Any) -> str:
    """Say which values a setting takes."""
    if get_origin(hint) is Literal:
        return _("Allowed: {values}.").format(values=", ".join(choice for choice in get_args(hint) if choice))
    if get_origin(hint) is not Annotated:
        return _("Write it as text, in quotes in a file.")
    kind, bounds = get_args(hint)
    least, most = f"{bounds.least:g}", f"{bounds.most:g}"
    if bounds.over:
        return _("Write a number over {least}, at most {most}.").format(least=least, most=most)
    if kind is int:
        return _("Write a whole number from {least} to {most}.").format(least=least, most=most)
    return _("Write a number from {least} to {most}.").format(least=least, most=most)


def key_table(table: object, where: str) -> dict[str, str]:
    """Give the `[keys]` of a settings file by id, also when the ids were written without quotes.

    Raises SettingsError for what is no table of texts.
    """
    found: dict[str, str] = {}
    waiting = [("", table)]
    while waiting:
        name, value = waiting.pop(0)
        if isinstance(value, dict):
            waiting += [(f"{name}.{key}" if name else key, inner) for key, inner in value.items()]
        elif isinstance(value, str) and name:
            found[name] = value
        else:
            raise SettingsError(
                _("{where}: the key of '{id}' must be a text.").format(where=where, id=name or "keys"),
                hint=_('Write for example: "review.mend" = "f5".'),
            )
    return found
