"""Rows into values, strictly; a row that cannot be read names itself."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.domain.brief import Brief, Fact, Recipient
from assistant.domain.draft import Draft, Origins
from assistant.domain.records import Approval, DraftSummary, Person, StoredFact, Version
from assistant.domain.review import Review
from assistant.store.trouble import unreadable
from assistant.wording import _

_Model = TypeVar("_Model", bound=BaseModel)

VERSION_COLUMNS: Final = "draft_id, number, draft, brief, review, origins, made_at, text_sha256"


def fingerprint(text: str) -> str:
    """Give the SHA-256 of a text; an approval is for the text with this fingerprint."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_value(path: Path, row: str, model: type[_Model], value: str) -> _Model:
    """Give the value of a row. `row` names it in the StoreError when it does not fit."""
    try:
        return model.model_validate_json(value, strict=True)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise unreadable(path, row, f"{place}: {first['msg']}" if place else first["msg"]) from error


def person(path: Path, row: sqlite3.Row) -> Person:
    """Read a person from (id, value, added_at)."""
    name = _("person {id}").format(id=row["id"])
    return Person(
        id=row["id"],
        recipient=read_value(path, name, Recipient, row["value"]),
        added_at=_moment(path, name, row["added_at"]),
    )


def stored_fact(path: Path, row: sqlite3.Row) -> StoredFact:
    """Read a fact from (id, person_id, value, added_at)."""
    name = _("fact {id}").format(id=row["id"])
    return StoredFact(
        id=row["id"],
        person_id=row["person_id"],
        fact=read_value(path, name, Fact, row["value"]),
        added_at=_moment(path, name, row["added_at"]),
    )


def version(path: Path, row: sqlite3.Row) -> Version:
    """Read a version from VERSION_COLUMNS; its text must be the one that was saved."""
    name = _("draft {id}, version {number}").format(id=row["draft_id"], number=row["number"])
    draft = read_value(path, name, Draft, row["draft"])
    if fingerprint(draft.text) != row["text_sha256"]:
        raise unreadable(path, name, _("its text is not the one that was saved"))
    return Version(
        draft_id=row["draft_id"],
        number=row["number"],
        draft=draft,
        brief=read_value(path, name, Brief, row["brief"]),
        review=read_value(path, name, Review, row["review"]),
        origins=read_value(path, name, Origins, row["origins"]),
        made_at=_moment(path, name, row["made_at"]),
    )


def approval(path: Path, row: sqlite3.Row) -> Approval:
    """Read an approval from (id, value)."""
    return read_value(path, _("approval {id}").format(id=row["id"]), Approval, row["value"])


def summary(path: Path, row: sqlite3.Row) -> DraftSummary:
    """Read a line of the list of drafts."""
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
            changed_at=_moment(path, name, row["made_at"]),
        )
    except ValidationError as error:
        raise unreadable(path, name, error.errors(include_input=False)[0]["msg"]) from error


def _moment(path: Path, row: str, value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise unreadable(path, row, str(error)) from error
    if moment.tzinfo is None:
        raise unreadable(path, row, _("its time has no time zone"))
    return moment
