"""What happened with people, their talks, texts on their way: kept, given back, refused when impossible."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.domain.brief import Recipient
from assistant.domain.draft import Wording
from assistant.domain.records import Talk, Unsaved
from assistant.errors import FikaError, InputError, NotFoundError, StoreError
from assistant.store import SqliteStore
from tests.stored import CLEAN, NOW, ORIGINS, brief, draft, task

DAY = timedelta(days=1)


@pytest.fixture
def store(home: Path) -> Iterator[SqliteStore]:
    """Give a store with one person and a clock that stands still."""
    store = SqliteStore(home / "fika.sqlite3", clock=lambda: NOW)
    store.add_person(Recipient(name="Maria Berg"))
    yield store
    store.close()


def test_an_empty_store_has_no_log(home: Path) -> None:
    """Someone who only looks makes nothing."""
    empty = SqliteStore(home / "none" / "fika.sqlite3")
    assert (empty.contacts.contacts(), empty.contacts.talks(), empty.unsaved.kept()) == ((), (), ())
    assert empty.fact_counts() == {}
    assert not (home / "none").exists()


def test_what_happened_comes_back_in_the_order_of_time(store: SqliteStore) -> None:
    """Noted late or not; of one person or of all; and it can be taken back."""
    other = store.add_person(Recipient(name="Åsa Ek"))
    answered = store.contacts.log(1, "answered")
    sent = store.contacts.log(1, "sent", at=NOW - DAY, draft_id=7, number=2, document="outreach")
    ended = store.contacts.log(other.id, "ended", at=NOW - 2 * DAY)
    assert store.contacts.contacts(1) == (sent, answered)
    assert store.contacts.contacts() == (ended, sent, answered)
    assert (sent.draft_id, sent.number, sent.document, answered.at) == (7, 2, "outreach", NOW)
    with pytest.raises(NotFoundError, match=f"no note {answered.id}"):
        store.contacts.remove(answered.id, other.id)
    store.contacts.remove(answered.id, 1)
    assert store.contacts.contacts(1) == (sent,)
    with pytest.raises(NotFoundError):
        store.contacts.remove(answered.id)


def test_what_cannot_have_happened_is_refused(store: SqliteStore) -> None:
    """A time to come, a time no calendar reaches, or somebody who is not there; nothing is kept."""
    with pytest.raises(InputError, match="not come yet"):
        store.contacts.log(1, "sent", at=NOW + timedelta(seconds=1))
    with pytest.raises(InputError, match="too far away"):
        store.contacts.log(1, "sent", at=datetime(1, 1, 1, tzinfo=UTC))
    with pytest.raises(NotFoundError):
        store.contacts.log(99, "sent")
    assert store.contacts.contacts() == ()


def test_a_talk_is_agreed_changed_and_removed(store: SqliteStore) -> None:
    """Its notes and its plan stay with it, whatever else changes."""
    talk = store.contacts.agree_talk(1, NOW + DAY, 20, "Teams")
    assert talk == Talk(id=talk.id, person_id=1, starts_at=NOW + DAY, minutes=20, place="Teams")
    assert talk.ends_at == NOW + DAY + timedelta(minutes=20)
    changed = talk.model_copy(update={"notes": "Ring de missnöjda först\n", "plan": "prova", "held": True})
    store.contacts.save_talk(changed)
    assert store.contacts.talk(talk.id) == changed
    earlier = store.contacts.agree_talk(1, NOW - DAY, 15)
    assert store.contacts.talks(1) == store.contacts.talks() == (earlier, changed)
    store.contacts.remove_talk(talk.id)
    for missing in (
        lambda: store.contacts.talk(talk.id),
        lambda: store.contacts.save_talk(changed),
        lambda: store.contacts.remove_talk(talk.id),
        lambda: store.contacts.agree_talk(99, NOW, 15),
    ):
        with pytest.raises(NotFoundError):
            missing()


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ({"notes": "x" * 10_001}, "'notes' is too long: 10001 characters"),
        ({"place": "x" * 2_001}, "'place' is too long"),
        ({"minutes": 0}, "'minutes' cannot have"),
        ({"starts_at": datetime(2026, 3, 12, 15)}, "'starts_at' cannot have"),  # noqa: DTZ001 - no zone is the fault
        ({"starts_at": datetime(9999, 12, 31, tzinfo=UTC)}, "too far away"),
    ],
)
def test_a_talk_that_could_not_be_read_again_is_not_kept(
    store: SqliteStore, update: dict[str, object], says: str
) -> None:
    """What is already kept stays, and the sentence names what is wrong."""
    talk = store.contacts.agree_talk(1, NOW, 15)
    with pytest.raises(InputError, match=says):
        store.contacts.save_talk(talk.model_copy(update=update))
    assert store.contacts.talks() == (talk,)
    if "minutes" in update or "starts_at" in update:
        given = {"starts_at": NOW, "minutes": 15, **update}
        with pytest.raises(InputError, match=says):
            store.contacts.agree_talk(1, **given)  # type: ignore[arg-type]
    store.check()


def test_notes_are_cleaned_on_their_way_in(store: SqliteStore) -> None:
    """No control sequence that was pasted into notes is kept."""
    talk = store.contacts.agree_talk(1, NOW, 15)
    store.contacts.save_talk(talk.model_copy(update={"notes": "ett\x1b]0;x\x07 två\u202e"}))
    assert store.contacts.talk(talk.id).notes == "ett två"


def unsaved(slot: str, owner: str, text: str, **more: object) -> Unsaved:
    """A text on its way."""
    return Unsaved.model_validate({"slot": slot, "owner": owner, "text": text, "kept_at": NOW, **more})


def test_one_text_a_slot_and_run_is_kept_until_it_is_let_go(store: SqliteStore) -> None:
    """A newer one takes its place; another run's stays; the brief and the wording come back whole."""
    stream = unsaved(
        "stream:1:outreach", "a", "Hej", person_id=1, kind="outreach", brief=brief(), wording=Wording()
    )
    other = unsaved("talk:1", "b", "annan", kept_at=NOW + DAY)
    for each in (unsaved("talk:1", "a", "ett"), other, stream, unsaved("talk:1", "a", "ett två")):
        store.unsaved.keep(each)
    assert {each.text for each in store.unsaved.kept()} == {"ett två", "annan", "Hej"}
    assert store.unsaved.kept()[-1] == other
    assert stream in store.unsaved.kept()
    store.unsaved.drop("talk:1", "a")
    store.unsaved.drop("talk:1", "a")
    assert {each.text for each in store.unsaved.kept()} == {"annan", "Hej"}


def test_facts_are_counted_by_person(store: SqliteStore) -> None:
    """Who has none is left out."""
    from assistant.domain.brief import Fact

    store.add_person(Recipient(name="Åsa Ek"))
    for text in ("ett", "två"):
        store.add_fact(2, Fact(text=text))
    assert store.fact_counts() == {2: 2}


@pytest.mark.parametrize(
    ("table", "value", "says"),
    [
        ("contacts", "no json", "contact 1 cannot be read"),
        ("contacts", '{"kind": "kissed", "at": "2026-03-12T15:00:00+00:00"}', "contact 1 cannot be read"),
        ("talks", '{"starts_at": "2026-03-12T15:00:00"}', "talk 1 cannot be read"),
        ("talks", "[]", "talk 1 cannot be read"),
        ("unsaved", "{}", "unsaved text talk:1 cannot be read"),
    ],
)
def test_a_damaged_row_is_named_in_one_sentence(
    store: SqliteStore, table: str, value: str, says: str
) -> None:
    """Looking through the store says which row it is; everything else can still be used."""
    store.contacts.log(1, "sent")
    store.contacts.agree_talk(1, NOW, 15)
    store.unsaved.keep(unsaved("talk:1", "a", "ett"))
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute(f"UPDATE {table} SET value = ?", (value,))
    connection.close()
    with pytest.raises(StoreError, match=says) as caught:
        store.check()
    assert "\n" not in caught.value.message
    assert store.people()
    if table == "contacts":
        store.contacts.remove(1)
        store.check()
    store.forget_person(1)
    if table != "unsaved":
        store.check()


def test_what_was_sent_stays_noted_without_a_draft_that_is_forgotten(store: SqliteStore) -> None:
    """The day and the kind stay; the number leads nowhere, so it goes. Other drafts' notes are untouched."""
    first, second = (store.save_version(task(), draft(), CLEAN, ORIGINS) for _number in range(2))
    for each in (first, second):
        store.contacts.log(1, "sent", draft_id=each.draft_id, number=1, document="outreach")
    store.forget_drafts([first.draft_id])
    gone, kept = store.contacts.contacts(1)
    assert (gone.draft_id, gone.number, gone.document, gone.at) == (None, None, "outreach", NOW)
    assert (kept.draft_id, kept.number) == (second.draft_id, 1)


def test_nothing_is_noted_about_someone_who_is_forgotten(store: SqliteStore) -> None:
    """A window that still shows the person gets a sentence, and keeps nothing."""
    talk = store.contacts.agree_talk(1, NOW, 15)
    store.forget_person(1)
    for late in (
        lambda: store.contacts.log(1, "answered"),
        lambda: store.contacts.agree_talk(1, NOW, 15),
        lambda: store.contacts.save_talk(talk),
        lambda: store.unsaved.keep(unsaved("talk:1", "a", "ett", person_id=1)),
    ):
        with pytest.raises(FikaError):
            late()
    assert store.unsaved.kept() == ()
    store.check()
