"""Puts what was typed in fields into a person, a profile or a fact; what cannot be is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from assistant.domain.brief import Fact, Recipient, Sender
from assistant.errors import InputError
from assistant.importing.introduction import introduced_in_line
from assistant.importing.profile import possible_person
from assistant.importing.strictness import validated
from assistant.importing.tables import Table
from assistant.wording import _

_Person = TypeVar("_Person", Sender, Recipient)
_SEPARATORS: Final = {"languages": "[;,]", "goals": ";"}
"""What stands between several values in one field."""


def with_fields(person: _Person, given: Mapping[str, str], named: str) -> _Person:
    """Give a person with the fields that were given as text; `named` is where they were typed.

    Raises InputError for the first that cannot be.
    """
    values: dict[str, Any] = {**person.model_dump(), **given}
    for field, separators in _SEPARATORS.items():
        if field in given:
            values[field] = [part for each in re.split(separators, given[field]) if (part := each.strip())]
    table = Table("", named, values)
    changed = validated(type(person), values, table)
    possible_person(changed, (), table)
    return changed


def faulty_field(person: _Person, given: Mapping[str, str], named: str) -> str | None:
    """Give the first of the given fields that cannot be, None when all can."""
    for field, text in given.items():
        try:
            with_fields(person, {field: text}, named)
        except InputError:
            return field
    return None


def fields_of(person: Sender | Recipient) -> dict[str, str]:
    """Give a person's values as they stand in fields."""
    joined = {"languages": ", ", "goals": "; "}
    return {
        field: joined[field].join(value) if field in joined else value.replace("\n", " / ")
        for field, value in person
    }


def fact_with(fact: Fact, given: Mapping[str, str], *, confidential: bool, named: str) -> Fact:
    """Give a fact with the fields that were given. Raises InputError for one that says nothing."""
    values = {**fact.model_dump(), **given, "confidential": confidential}
    changed = validated(Fact, values, Table("", named, values))
    if changed.is_empty:
        raise InputError(_("The fact says nothing yet."), hint=_("Write it as one plain sentence."))
    return changed


def sender_from(known: Sender, given: Mapping[str, str], named: str) -> Sender:
    """Give the profile with what was typed; a slash in the signature is a line break."""
    changed = with_fields(known, {key: text for key, text in given.items() if key != "sign_off"}, named)
    if "sign_off" not in given:
        return changed
    return with_fields(changed, {"sign_off": signed(given["sign_off"], changed.name)}, named)


def signed(typed: str, name: str) -> str:
    """Give how someone signs: "Best wishes" gets the name below, "Best wishes, Sara" has it already."""
    lines = [line.strip() for line in re.split(r"\s+/\s+|\n", typed) if line.strip()]
    if not lines or not name or len(lines) > 1:
        return "\n".join(lines)
    for own in (name, name.split(maxsplit=1)[0]):
        if lines[0].casefold() == own.casefold():
            return lines[0]
        if lines[0].casefold().endswith(f" {own.casefold()}"):
            closing = lines[0][: -len(own)].rstrip(" ,")
            return f"{closing}\n{lines[0][-len(own) :]}"
    return f"{lines[0].rstrip(' ,')}\n{name}"


def understood_who(line: str) -> dict[str, str]:
    """Give the fields that "Sara Lindqvist, analyst at Nordljus" says plainly."""
    who = introduced_in_line(line)
    return {"name": who.name, "role": who.role, "organisation": who.organisation}
