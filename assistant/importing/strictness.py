"""Turns a table into a value of the domain; what is unknown or impossible is refused with its mend."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from types import NoneType
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from assistant.cleaning import clean, clean_line
from assistant.domain.value import MAX_LINE, MAX_MESSAGE, MAX_NAME
from assistant.importing.lines import Path
from assistant.importing.tables import Table, shown_key
from assistant.wording import _

_SHOWN: Final = 40
"""Characters of a wrong value that are quoted."""
_V = TypeVar("_V", bound=BaseModel)


def validated(model: type[_V], values: dict[str, Any], table: Table) -> _V:
    """Give `values` as a `model`. Raises InputError for the first thing in the file that is off."""
    try:
        return model.model_validate(_frozen(values))
    except ValidationError as error:
        faults = sorted(error.errors(), key=lambda fault: table.line(fault["loc"]) or 0)
        path, kind = faults[0]["loc"], faults[0]["type"]
        if kind == "extra_forbidden":
            raise table.refused(path, *_unknown(model, path)) from None
        raise table.refused(path, *_wrong(_Fault(model, path, faults[0]["input"]), kind)) from None


def _frozen(value: Any) -> Any:
    """Give parsed values as strict pydantic wants them: cleaned text, tuples for lists."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, list | tuple):
        return tuple(_frozen(each) for each in value)
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return value


def _unknown(model: type[BaseModel], path: Path) -> tuple[str, str]:
    key = str(path[-1])
    inside = _model_at(model, path[:-1])
    known = list(inside.model_fields)
    problem = _("{key} is not a known key.").format(key=shown_key(path))
    synonym = _synonyms().get(key.casefold())
    near = synonym if synonym in known else _nearest(key, known, 0.7)
    if near:
        return problem, _("Did you mean '{near}'?").format(near=near)
    elsewhere = [place for place, keys in _places(model) if (synonym or key) in keys]
    if elsewhere:
        return problem, _("'{key}' belongs {places}.").format(
            key=synonym or key, places=_(" or ").join(elsewhere)
        )
    near = _nearest(key, known, 0.55)
    guess = _("Did you mean '{near}'?").format(near=near) + " " if near else ""
    return problem, guess + _("Known here: {keys}.").format(keys=", ".join(known))


def _places(model: type[BaseModel]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each table of a model with its keys, as a person would find it."""
    yield _("at the top, before the first [table]"), tuple(model.model_fields)
    for key, field in model.model_fields.items():
        inner = _inner(field.annotation)
        if inner:
            many = "tuple" in str(field.annotation)
            yield (
                _("in {table}").format(table=f"[[{key}]]" if many else f"[{key}]"),
                tuple(inner.model_fields),
            )


@dataclass(frozen=True, slots=True)
class _Fault:
    """A value of the wrong type, or an impossible one."""

    model: type[BaseModel]
    path: Path
    value: object

    @property
    def key(self) -> str:
        return shown_key(self.path)

    @property
    def name(self) -> str:
        return str(next((part for part in reversed(self.path) if isinstance(part, str)), ""))

    @property
    def got(self) -> str:
        return _named(self.value)

    @property
    def annotation(self) -> Any:
        """The annotation of the field that the path goes through last."""
        inside = next(at for at in range(len(self.path), 0, -1) if isinstance(self.path[at - 1], str))
        return _model_at(self.model, self.path[: inside - 1]).model_fields[self.name].annotation


def _wrong(fault: _Fault, kind: str) -> tuple[str, str]:
    explained = _EXPLAINED.get(kind)
    if explained:
        return explained(fault)
    return (
        _("{key} cannot be {got}.").format(key=fault.key, got=fault.got),
        _("The format is shown by 'fika schema brief'."),
    )


def _not_text(fault: _Fault) -> tuple[str, str]:
    plain = not isinstance(fault.value, str | tuple | dict | None)
    text = clean_line(str(fault.value))[:_SHOWN] if plain else "..."
    example = f'"{text}"' if isinstance(fault.path[-1], int) else f'{fault.name} = "{text}"'
    return (
        _("{key} must be text, but is {got}.").format(key=fault.key, got=fault.got),
        _("Write it in quotes: {example}.").format(example=example),
    )


def _empty(fault: _Fault) -> tuple[str, str]:
    return _("{key} is empty.").format(key=fault.key), _("Write something in it, or remove it.")


_LONGEST: Final = {
    **dict.fromkeys(("name", "organisation", "with_whom"), MAX_NAME),
    **dict.fromkeys(("own_words", "sign_off", "outreach", "followup"), MAX_MESSAGE),
}
"""Characters in the fields that are not a plain line."""


def _too_long(fault: _Fault) -> tuple[str, str]:
    return (
        _("{key} is too long: {count} characters.").format(key=fault.key, count=len(str(fault.value))),
        _("Keep what matters, at most {most} characters.").format(most=_LONGEST.get(fault.name, MAX_LINE)),
    )


def _not_a_number(fault: _Fault) -> tuple[str, str]:
    example = {"minutes": "15", "questions": "2"}.get(fault.name, "1")
    return (
        _("{key} must be a whole number, but is {got}.").format(key=fault.key, got=fault.got),
        _("Write it without quotes: {name} = {example}.").format(name=fault.name, example=example),
    )


def _not_yes_or_no(fault: _Fault) -> tuple[str, str]:
    return (
        _("{key} must be true or false, but is {got}.").format(key=fault.key, got=fault.got),
        _("Write {name} = true or {name} = false, without quotes.").format(name=fault.name),
    )


def _not_a_list(fault: _Fault) -> tuple[str, str]:
    example = f"[[{fault.name}]]" if _inner(fault.annotation) else f'{fault.name} = ["..."]'
    return (
        _("{key} must be a list, but is {got}.").format(key=fault.key, got=fault.got),
        _("Write {example}.").format(example=example),
    )


def _not_a_table(fault: _Fault) -> tuple[str, str]:
    return (
        _("{key} must be a table, but is {got}.").format(key=fault.key, got=fault.got),
        _("Write [{name}] on its own line and its keys below it.").format(name=fault.name),
    )


def _out_of_bounds(fault: _Fault) -> tuple[str, str]:
    least, most = _bounds(fault.model, fault.path)
    return (
        _("{key} is {value}, which is impossible.").format(
            key=fault.key, value=clean_line(str(fault.value))[:_SHOWN]
        ),
        _("Write a whole number from {least} to {most}.").format(least=least, most=most),
    )


def _not_allowed(fault: _Fault) -> tuple[str, str]:
    allowed = [str(each) for each in get_args(fault.annotation)]
    word = str(fault.value).casefold()[:_SHOWN]
    synonym = _synonyms().get(word)
    near = synonym if synonym in allowed else _nearest(word, allowed, 0.6)
    guess = _("Did you mean '{near}'?").format(near=near) + " " if near else ""
    return (
        _("{key} cannot be {got}.").format(key=fault.key, got=fault.got),
        guess + _("Allowed: {values}.").format(values=", ".join(allowed)),
    )


_EXPLAINED: Final[dict[str, Callable[[_Fault], tuple[str, str]]]] = {
    "string_type": _not_text,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "int_type": _not_a_number,
    "bool_type": _not_yes_or_no,
    "tuple_type": _not_a_list,
    "model_type": _not_a_table,
    "greater_than_equal": _out_of_bounds,
    "less_than_equal": _out_of_bounds,
    "literal_error": _not_allowed,
}
"""By pydantic's name of what is wrong."""


def _named(value: object) -> str:
    """Say what a value is, in a few words."""
    if value is None:
        return _("nothing (null)")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        short = clean_line(value)
        return f"'{short[:_SHOWN]}\u2026'" if len(short) > _SHOWN else f"'{short}'"
    if isinstance(value, int | float):
        return _("the number {value}").format(value=clean_line(str(value))[:_SHOWN])
    return (
        _("a table")
        if isinstance(value, dict)
        else _("a list")
        if isinstance(value, tuple)
        else _("a date or time")
    )


def _nearest(word: str, known: Sequence[str], least: float) -> str | None:
    return next(iter(difflib.get_close_matches(word[:_SHOWN], known, 1, least)), None)


def _bounds(model: type[BaseModel], path: Path) -> tuple[int, int]:
    """Give the least and the greatest number that a field takes."""
    schema = _model_at(model, path[:-1]).model_json_schema()["properties"][str(path[-1])]
    options = [schema, *schema.get("anyOf", ())]
    found = next(option for option in options if "minimum" in option)
    return int(found["minimum"]), int(found["maximum"])


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    for part in path:
        if isinstance(part, str):
            model = _inner(model.model_fields[part].annotation) or model
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:
    """Give the model inside `Model`, `Model | None` or `tuple[Model, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(
        (found for each in get_args(annotation) if each not in {NoneType, ...} and (found := _inner(each))),
        None,
    )


@cache
def _synonyms() -> dict[str, str]:
    """Words that people write for a key or a kind, to the right one."""
    table = tomllib.loads((File(__file__).parent / "words" / "keys.toml").read_text(encoding="utf-8"))
    return {word: key for key, words in table.items() for word in words}
