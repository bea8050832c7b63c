"""Small values for tests of what is kept: a recipient, a brief, a draft, a task."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from assistant.domain.brief import Brief, Fact, Recipient, Sender
from assistant.domain.draft import Draft, Origins, Wording
from assistant.domain.review import Finding, Review
from assistant.parsing import parse_plain
from assistant.ports import Task
from assistant.store import SqliteStore
from prompts.catalog import load_kinds

NOW: Final = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
ORIGINS: Final = Origins(writer="template", prompt="outreach@1#abc", shown=("outreach.ask",))
CLEAN: Final = Review(words=12, characters=80)
BLOCKED: Final = Review(
    findings=(
        Finding(
            check="placeholder",
            severity="block",
            start=0,
            end=4,
            excerpt="[xx]",
            message="The text still contains “[xx]”.",
            why="SAFETY",
            fix="Fill it in.",
        ),
    ),
    words=12,
    characters=80,
)
TEXT: Final = (
    "Ämne: Två frågor om prognoser\n\nHej Maria,\n\n"
    "Ditt föredrag i Luleå fick mig att räkna om.\n\nVänligen\nSara"
)


def brief(name: str = "Maria Berg", organisation: str = "Luleå Energi", **more: object) -> Brief:
    """Give a brief to someone."""
    return Brief.model_validate(
        {
            "language": "sv",
            "sender": Sender(name="Sara Lindqvist", role="analytiker"),
            "recipient": Recipient(name=name, organisation=organisation),
            "facts": (Fact(kind="talk", text="Höll ett föredrag i Luleå"),),
            **more,
        }
    )


def draft(text: str = TEXT) -> Draft:
    """Give a draft of that text."""
    return parse_plain(text, kind="outreach", language="sv")


def task(of: Brief | None = None, *, person_id: int | None = None, draft_id: int | None = None) -> Task:
    """Give the task of writing a first message."""
    return Task(
        kind=load_kinds()["outreach"],
        brief=of or brief(),
        wording=Wording(),
        now=NOW,
        person_id=person_id,
        draft_id=draft_id,
    )


def saved(store: SqliteStore, review: Review = CLEAN, text: str = TEXT, *, email: str = "maria@x.se") -> int:
    """Keep a draft and give its number."""
    said = brief()
    said = said.model_copy(update={"recipient": said.recipient.model_copy(update={"email": email})})
    return store.save_version(task(said), _backed(draft(text)), review, ORIGINS).draft_id


def _backed(made: Draft) -> Draft:
    backed = [each.model_copy(update={"marked": True, "facts": ("F1",)}) for each in made.sentences]
    return made.model_copy(update={"sentences": tuple(backed)})


def ago(hours: float) -> str:
    """Give a moment so many hours ago as a person types it, with its offset; negative hours are to come."""
    return (datetime.now(UTC) - hours * HOUR).isoformat(timespec="minutes")
