"""What an earlier run left behind is taken up where it belongs, once, or thrown away, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Button

from assistant.domain.brief import Recipient
from assistant.domain.draft import Wording
from assistant.recovering import Left
from assistant.store import SqliteStore
from assistant.wiring import Services
from tests.fakes import a_brief
from tests.stored import TEXT, saved
from tests.tui_desk import at_the_screen, seen, settled
from tui import messages
from tui.recovering import described, settle

pytestmark = pytest.mark.usefixtures("indexed")

EDITED = TEXT.replace("räkna om", "räkna om allt")
START = datetime(2026, 3, 20, 14, 0, tzinfo=UTC)
Leave = Callable[..., None]


@pytest.fixture
def services(home: Path) -> Iterator[Services]:
    services = Services.from_environment(print)
    yield services
    services.keeping.close()
    services.store.close()


@pytest.fixture
def leave() -> Leave:
    """A run types something and is gone, without any farewell."""

    def leaves(slot: str, text: str, **about: object) -> None:
        gone = Services.from_environment(print)
        gone.keeping.begin(slot, **about).take(text)  # type: ignore[arg-type]
        gone.keeping.close()
        gone.store.close()

    return leaves


def only(services: Services) -> Left:
    (left,) = services.recovering.found()
    return left


def test_a_drafts_text_becomes_its_next_version(services: Services, store: SqliteStore, leave: Leave) -> None:
    draft_id = saved(store)
    leave(f"draft:{draft_id}", EDITED, draft_id=draft_id)
    left = only(services)
    assert (left.what, left.whose, left.words) == ("draft", "Maria Berg", len(EDITED.split()))
    assert services.recovering.take_up(left).draft_id == draft_id
    assert store.version(draft_id).number == 2
    assert "räkna om allt" in store.version(draft_id).draft.text
    assert services.recovering.found() == ()


def test_a_text_that_was_saved_after_all_is_not_asked_about(
    services: Services, store: SqliteStore, leave: Leave
) -> None:
    draft_id = saved(store)
    leave(f"draft:{draft_id}", store.version(draft_id).draft.text, draft_id=draft_id)
    assert services.recovering.found() == ()
    assert store.unsaved.kept() == ()


def test_notes_go_into_their_talk_beside_what_stands_there(
    services: Services, store: SqliteStore, leave: Leave
) -> None:
    person = store.add_person(Recipient(name="Maria Berg"))
    talk = store.contacts.agree_talk(person.id, START, 15)
    store.contacts.save_talk(talk.model_copy(update={"notes": "noted by a command"}))
    leave(f"talk:{talk.id}", "ask about the model", talk_id=talk.id, person_id=person.id)
    taken = services.recovering.take_up(only(services))
    assert (taken.person_id, taken.talk_id) == (person.id, talk.id)
    assert store.contacts.talk(talk.id).notes == "noted by a command\nask about the model"


def test_a_stream_becomes_a_draft_that_says_it_was_cut_short(
    services: Services, store: SqliteStore, leave: Leave
) -> None:
    person = store.add_person(Recipient(name="Maria Berg"))
    about = {"person_id": person.id, "kind": "outreach", "brief": a_brief(), "wording": Wording()}
    leave(f"stream:{person.id}:outreach", "Subject: Forecasts\n\nHi Maria,\n\nYour talk made me", **about)
    taken = services.recovering.take_up(only(services))
    version = store.version(taken.draft_id or 0)
    assert "Your talk made me" in version.draft.text
    assert version.origins.note
    assert store.drafts()[0].person_id == person.id


def test_a_pasted_text_is_given_back_to_its_screen(services: Services, leave: Leave) -> None:
    leave("paste:0", "Maria Berg, Luleå Energi")
    taken = services.recovering.take_up(only(services))
    assert (taken.what, taken.text) == ("paste", "Maria Berg, Luleå Energi")
    assert services.keeping.text_of("paste:0") == "Maria Berg, Luleå Energi"


def test_later_asks_again_and_throwing_away_does_not(services: Services, leave: Leave) -> None:
    leave("paste:0", "Maria Berg")
    assert settle(services, services.recovering.found(), "later") == ((), ())
    assert settle(services, services.recovering.found(), "throw_away") == ((), ())
    assert services.recovering.found() == ()


def test_one_that_cannot_be_taken_up_keeps_no_other_back(
    services: Services, store: SqliteStore, leave: Leave
) -> None:
    """And it is still there at the next start."""
    person = store.add_person(Recipient(name="Maria Berg"))
    talk = store.contacts.agree_talk(person.id, START, 15)
    leave(f"talk:{talk.id}", "n" * 10_001, talk_id=talk.id, person_id=person.id)
    leave("paste:0", "Maria Berg")
    opened, troubles = settle(services, services.recovering.found(), "take_up")
    assert opened == (messages.OpenPaste(None, "Maria Berg"),)
    assert len(troubles) == 1
    assert [left.what for left in services.recovering.found()] == ["talk"]


def test_each_is_described_by_what_whose_when_and_its_first_words(
    services: Services, store: SqliteStore, leave: Leave
) -> None:
    draft_id = saved(store)
    leave(f"draft:{draft_id}", EDITED, draft_id=draft_id)
    (line,) = described(services, services.recovering.found())
    assert "Maria Berg" in line
    assert f"{len(EDITED.split())} words" in line
    assert "Hej Maria" in line


@pytest.mark.anyio
@pytest.mark.parametrize("language", ["en", pytest.param("sv", marks=pytest.mark.slow)])
async def test_the_app_asks_once_and_takes_up(language: str, store: SqliteStore, leave: Leave) -> None:
    """Two texts, one question; one key brings both back."""
    draft_id = saved(store)
    leave(f"draft:{draft_id}", EDITED, draft_id=draft_id)
    leave("paste:0", "[b]Maria[/x] Berg \x1b]0;evil\x07")
    async with at_the_screen(language=language) as pilot:
        shown = seen(pilot)
        assert "Maria Berg" in shown
        assert "[b]Maria[/x] Berg" in shown
        await pilot.press("t")
        await settled(pilot)
        assert store.version(draft_id).number == 2
        assert len(pilot.app.screen_stack) > 2
    assert [each.slot for each in store.unsaved.kept()] in ([], ["paste:0"])


@pytest.mark.anyio
@pytest.mark.parametrize("language", ["sv", pytest.param("en", marks=pytest.mark.slow)])
async def test_all_three_answers_can_be_read_in_a_small_window(
    language: str, store: SqliteStore, leave: Leave
) -> None:
    for number in range(5):
        leave(f"paste:{number}", "Maria Berg " * 30)
    async with at_the_screen(size=(60, 20), language=language) as pilot:
        shown = seen(pilot)
        for button in pilot.app.screen.query(Button):
            assert str(button.label) in shown


@pytest.mark.anyio
async def test_escape_at_the_question_loses_nothing(store: SqliteStore, leave: Leave) -> None:
    leave("paste:0", "Maria Berg")
    async with at_the_screen() as pilot:
        await pilot.press("escape")
        await settled(pilot)
    assert [each.text for each in store.unsaved.kept()] == ["Maria Berg"]
