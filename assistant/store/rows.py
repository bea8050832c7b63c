"""Rows into values, strictly; a row that cannot be read names itself."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.domain.brief import Brief, Fact, Recipient
from assistant.domain.draft import Draft, Origins
from assistant.domain.records import Approval, DraftSummary, Person, StoredFact, Version
from assistant.domain.review import Review
from assistant.store.trouble import RowError
from assistant.wording import _

_Model = TypeVar("_Model", bound=BaseModel)


def fingerprint(text: str) -> str:
    """Give the SHA-256 of a text; an approval is for the text with this fingerprint."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_value(row: str, model: type[_Model], value: str) -> _Model:
    """Give the value of a row. `row` names it in the RowError when it does not fit."""
    try:
        return model.model_validate_json(value, strict=True)
    except ValidationError as error:
        raise RowError(row, _first(error)) from error


def read_object(value: str) -> dict[str, Any]:
    """Give a value's fields unread; nothing when it is no object, so that reading it strictly names it."""
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def person(row: sqlite3.Row) -> Person:
    """Read a person. Raises RowError."""
    name = _("person {id}").format(id=row["id"])
    recipient = read_value(name, Recipient, row["value"])
    return Person(id=row["id"], recipient=recipient, added_at=_moment(name, row["added_at"]))


def stored_fact(row: sqlite3.Row) -> StoredFact:
    """Read a fact. Raises RowError."""
    name = _("fact {id}").format(id=row["id"])
    fact = read_value(name, Fact, row["value"])
    return StoredFact(
        id=row["id"], person_id=row["person_id"], fact=fact, added_at=_moment(name, row["added_at"])
    )


def version(row: sqlite3.Row) -> Version:
    """Read a version; its text must be the one that was saved. Raises RowError."""
    name = _("draft {id}, version {number}").format(id=row["draft_id"], number=row["number"])
    draft = read_value(name, Draft, row["draft"])
    if fingerprint(draft.text) != row["text_sha256"]:
        raise RowError(name, _("its text is not the one that was saved"))
    return Version(
        draft_id=row["draft_id"],
        number=row["number"],
        draft=draft,
        brief=read_value(name, Brief, row["brief"]),
        review=read_value(name, Review, row["review"]),
        origins=read_value(name, Origins, row["origins"]),
        made_at=_moment(name, row["made_at"]),
    )


def approval(row: sqlite3.Row) -> Approval:
    """Read an approval. Raises RowError."""
    return read_value(_("approval {id}").format(id=row["id"]), Approval, row["value"])


def summary(row: sqlite3.Row) -> DraftSummary:
    """Read a line of the list of drafts. Raises RowError."""
    name = _("draft {id}").format(id=row["draft_id"])
    try:
        return DraftSummary(
            draft_id=row["draft_id"],
            kind=row["kind"],
            language=row["language"],
            channel=row["channel"],
            recipient=row["recipient"],
            person_id=row["person_id"],
            versions=row["number"],
            approved=bool(row["approved"]),
            blocked=bool(row["blocked"]),
            changed_at=_moment(name, row["made_at"]),
        )
    except ValidationError as error:
        raise RowError(name, _first(error)) from error


def _first(error: ValidationError) -> str:
    first = error.errors(include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]


def _moment(row: str, value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise RowError(row, str(error)) from error
    if moment.tzinfo is None:
        raise RowError(row, _("its time has no time zone"))
    return moment
