"""The list of people: everyone with the next step, the chosen one's page, and everything by keyboard."""

import pytest
from textual import events
from textual.widgets import Static

from assistant.domain.brief import Fact
from assistant.wiring import Services, now
from tests.people_desk import HOSTILE, Asked, a_profile, maria, press, priya_who_waits, the_store, typed
from tests.tui_desk import NARROW, SIZES, WIDE, at_the_screen, seen, settled
from tui.screens.people import PeopleScreen

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("size", "language"), [(NARROW, "sv"), (WIDE, "en"), pytest.param(NARROW, "en", marks=pytest.mark.slow)]
)
async def test_everyone_stands_with_the_next_step(size: tuple[int, int], language: str) -> None:
    a_profile()
    maria()
    priya_who_waits()
    async with at_the_screen(size=size, language=language) as pilot:
        shown = seen(pilot)
        assert "Maria Berg  Nordljus" in shown
        assert "Priya Raman  Tidewise" in shown
        assert language == "sv" or "waiting 6 days" in shown
        assert ("Gave a talk in Luleå" in shown) == (size == WIDE)


async def test_the_most_urgent_stands_first() -> None:
    a_profile()
    maria()
    priya = priya_who_waits()
    the_store().contacts.log(priya.id, "answered", at=now())
    async with at_the_screen() as pilot:
        shown = seen(pilot)
        assert shown.index("Priya Raman") < shown.index("Maria Berg")
        assert "! Priya Raman" in shown


async def test_an_empty_list_says_what_to_do_next() -> None:
    """Only pasting is possible; a paste on the list itself is about someone new."""
    a_profile()
    async with at_the_screen() as pilot:
        assert "Paste what you know about someone: p" in seen(pilot)
        go = pilot.app.go  # type: ignore[attr-defined]
        asked = Asked(pilot.app)  # type: ignore[arg-type]
        await press(pilot, "w", "t", "d", "e", "l", "x", "n", "enter", "p")
        assert asked.messages == [("paste", None)]
        pilot.app.go = go  # type: ignore[attr-defined]
        pilot.app.screen.post_message(events.Paste("Maria Ek is an analyst at Nordljus."))
        await press(pilot)
        assert type(pilot.app.screen).__name__ == "PasteScreen"
        assert "Maria Ek is an analyst at Nordljus." in seen(pilot)


async def test_one_who_is_new_is_asked_who_they_are_once() -> None:
    async with at_the_screen(PeopleScreen) as pilot:
        await settled(pilot)
        assert type(pilot.app.screen).__name__ == "ProfileScreen"
        await press(pilot, "escape")
        assert type(pilot.app.screen).__name__ == "PeopleScreen"
        await settled(pilot)
        assert type(pilot.app.screen).__name__ == "PeopleScreen"


@pytest.mark.parametrize("size", SIZES)
async def test_the_filter_narrows_as_one_types_while_arrows_move_the_list(size: tuple[int, int]) -> None:
    a_profile()
    maria()
    priya_who_waits()
    async with at_the_screen(size=size) as pilot:
        await press(pilot, "slash")
        await typed(pilot, "tide")
        assert "Maria Berg" not in seen(pilot)
        assert "Priya Raman" in seen(pilot)
        await press(pilot, "backspace", "backspace", "backspace", "backspace")
        screen = pilot.app.screen
        assert isinstance(screen, PeopleScreen)
        assert screen.standing is not None
        assert screen.standing.person.recipient.name == "Priya Raman"
        await press(pilot, "up")
        assert screen.standing.person.recipient.name == "Maria Berg"
        await typed(pilot, "nobody")
        assert screen.standing is None
        await press(pilot, "escape")
        assert "Maria Berg" in seen(pilot)


async def test_a_narrow_window_shows_the_page_on_enter_and_escape_goes_back() -> None:
    """Who was chosen in a wide window is chosen in the narrow one."""
    a_profile()
    priya_who_waits()
    maria(time_zone="America/New_York", conflict="my manager")
    async with at_the_screen(size=WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, PeopleScreen)
        await press(pilot, "down")
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert screen.standing is not None
        assert screen.standing.person.recipient.name == "Priya Raman"
        await press(pilot, "up", "enter")
        shown = seen(pilot)
        for words in (
            "analyst, Nordljus",
            "Conflict of interest: my manager",
            "She gave a talk in Luleå",
            "nordljus.se",
        ):
            assert words in shown
        await press(pilot, "escape")
        assert "She gave a talk" not in seen(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_next_step_opens_what_it_names(size: tuple[int, int]) -> None:
    a_profile()
    person = maria()
    async with at_the_screen(size=size) as pilot:
        asked = Asked(pilot.app)  # type: ignore[arg-type]
        await press(pilot, "n")
        assert "Write: First message" in seen(pilot)
        await press(pilot, "enter")
        assert asked.last == ("compose", person.id, "outreach")
        await press(pilot, "f")
        assert asked.last == ("paste", person.id)
        await press(pilot, "t")
        assert asked.last == ("talk", person.id, None)
        await press(pilot, "w", "down", "enter")
        assert asked.last == ("compose", person.id, "nudge")


async def test_an_answer_is_logged_and_can_be_taken_back() -> None:
    a_profile()
    person = priya_who_waits()
    async with at_the_screen(size=WIDE) as pilot:
        await press(pilot, "l", "enter")
        assert [each.kind for each in the_store().contacts.contacts(person.id)] == ["sent", "answered"]
        assert "agree on a time" in seen(pilot)
        await press(pilot, "tab", "end", "x", "y")
        assert [each.kind for each in the_store().contacts.contacts(person.id)] == ["sent"]


async def test_a_person_is_edited_and_a_city_becomes_its_zone() -> None:
    """A field that cannot be says so and keeps what was typed; giving up changes nothing."""
    a_profile()
    person = maria()
    async with at_the_screen() as pilot:
        await press(pilot, "e", "enter", "enter", "enter")
        await typed(pilot, "not mail")
        await press(pilot, "ctrl+s")
        assert "is not a mail address" in seen(pilot)
        assert "not mail" in seen(pilot)
        await press(pilot, "escape")
        assert the_store().find_person(str(person.id)).recipient.email == ""
        await press(pilot, "e", "enter", "enter", "enter", "enter")
        await typed(pilot, "new york")
        await press(pilot, "enter")
        assert "America/New_York" in seen(pilot)
        await press(pilot, "ctrl+s")
        assert the_store().find_person(str(person.id)).recipient.time_zone == "America/New_York"


async def test_a_fact_is_edited_in_place() -> None:
    a_profile()
    person = maria()
    async with at_the_screen(size=WIDE) as pilot:
        await press(pilot, "tab", "down", "enter", "end")
        await typed(pilot, "!")
        await press(pilot, "ctrl+s")
        facts = [each.fact for each in the_store().facts(person.id)]
        assert [(each.text, each.source) for each in facts] == [("Gave a talk in Luleå!", "nordljus.se")]
        await press(pilot, "x", "y")
        assert the_store().facts(person.id) == ()


async def test_forgetting_says_what_goes_and_no_is_the_answer_when_in_doubt() -> None:
    a_profile()
    maria()
    async with at_the_screen() as pilot:
        await press(pilot, "delete")
        assert "Erase Maria Berg for good?" in seen(pilot)
        assert "With 1 fact, 0 drafts and 0 talks" in seen(pilot)
        await press(pilot, "enter")
        assert len(the_store().people()) == 1
        await press(pilot, "delete", "y")
        assert the_store().people() == ()
        assert "Paste what you know about someone: p" in seen(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_are_shown_as_they_are(size: tuple[int, int]) -> None:
    a_profile()
    person = maria(
        name=HOSTILE, role="[bold]chef[/x]", organisation="[$accent]", conflict="[@click=app.quit]x"
    )
    the_store().add_fact(person.id, Fact(text="[/x] said", quote="[b", source="[link]", title="[/]"))
    async with at_the_screen(size=size) as pilot:
        await press(pilot, "enter")
        shown = seen(pilot)
        assert "Anna [/] Berg[red]gnal" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await press(
            pilot, "escape", "n", "escape", "w", "escape", "l", "escape", "e", "escape", "delete", "escape"
        )
        assert "Anna [/] Berg[red]gnal" in seen(pilot)
        assert not pilot.app.faults  # type: ignore[attr-defined]


async def test_the_list_is_painted_before_people_are_read() -> None:
    a_profile()
    maria()

    def begin(services: Services) -> PeopleScreen:
        screen = PeopleScreen(services)
        screen.read = lambda: None  # type: ignore[method-assign]  # not yet
        return screen

    async with at_the_screen(begin) as pilot:
        assert pilot.app.screen.query_one("#where", Static).is_mounted
        assert "Maria Berg" not in seen(pilot)


async def test_many_people_are_listed_and_found() -> None:
    from assistant.domain.brief import Recipient

    a_profile()
    store = the_store()
    for number in range(150):
        store.add_person(Recipient(name=f"Person {number}"))
    async with at_the_screen() as pilot:
        await press(pilot, "slash")
        await typed(pilot, "person 149")
        assert "Person 149" in seen(pilot)
        assert "Person 148" not in seen(pilot)
