"""The first start: three short questions, or the example; later the whole profile."""

import pytest

from assistant.domain.brief import Sender
from assistant.example import example_brief
from tests.people_desk import a_profile, press, the_store, typed
from tests.tui_desk import NARROW, WIDE, at_the_screen, seen
from tui.screens.profile import ProfileScreen

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("size", "language", "who", "role"),
    [
        (NARROW, "sv", "Sara Ek, analytiker på Nordljus", "analytiker"),
        pytest.param(WIDE, "en", "Sara Ek, analyst at Nordljus", "analyst", marks=pytest.mark.slow),
    ],
)
async def test_three_answers_make_a_profile(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], language: str, who: str, role: str
) -> None:
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    async with at_the_screen(ProfileScreen, size=size, language=language) as pilot:
        await typed(pilot, who)
        assert "Nordljus" in seen(pilot).split(who)[1]
        await press(pilot, "enter")
        await typed(pilot, "learn to plan")
        await press(pilot, "enter")
        await typed(pilot, "Sara")
        await press(pilot, "enter")
    assert the_store().sender() == Sender(
        name="Sara Ek",
        role=role,
        organisation="Nordljus",
        goals=("learn to plan",),
        sign_off="Sara",
        time_zone="Europe/Stockholm",
    )


async def test_what_was_mended_by_hand_is_not_touched_again() -> None:
    async with at_the_screen(ProfileScreen) as pilot:
        await typed(pilot, "Sara Ek, analyst")
        await press(pilot, *["tab"] * 4, "end")
        await typed(pilot, " in training")
        await press(pilot, *["shift+tab"] * 4, "end")
        await typed(pilot, " at Nordljus")
        await press(pilot, "ctrl+s")
    sender = the_store().sender()
    assert (sender.name, sender.role, sender.organisation) == ("Sara Ek", "analyst in training", "Nordljus")


async def test_what_is_not_understood_is_left_to_the_person() -> None:
    async with at_the_screen(ProfileScreen) as pilot:
        await typed(pilot, "someone who likes rain")
        await press(pilot, "tab")
        await typed(pilot, "plan")  # the next question, whatever was understood of the first
        await press(pilot, "tab", "tab")
        await typed(pilot, "Sara")
        await press(pilot, "ctrl+s")
    assert (the_store().sender().name, the_store().sender().goals) == ("Sara", ("plan",))


@pytest.mark.parametrize("language", ["sv", pytest.param("en", marks=pytest.mark.slow)])
async def test_the_example_is_one_key(language: str) -> None:
    async with at_the_screen(ProfileScreen, language=language) as pilot:
        await press(pilot, "f2")
    person = the_store().people()[0]
    assert person.recipient == example_brief(language).recipient  # type: ignore[arg-type]
    assert the_store().facts(person.id)


async def test_skipping_saves_nothing_and_what_was_typed_waits() -> None:
    async with at_the_screen() as pilot:
        await typed(pilot, "Sara Ek, analyst at Nordljus")
        await press(pilot, "escape")
        assert the_store().sender() is None
        await press(pilot, "i")
        assert "Sara Ek, analyst at Nordljus" in seen(pilot)


async def test_what_is_typed_is_on_disk() -> None:
    async with at_the_screen(ProfileScreen) as pilot:
        await typed(pilot, "Sara Ek")
        pilot.app.services.keeping.flush()  # type: ignore[attr-defined]
        assert ["Sara Ek" in each.text for each in the_store().unsaved.kept() if each.slot == "profile"] == [
            True
        ]
        await press(pilot, "ctrl+s")
        pilot.app.services.keeping.flush()  # type: ignore[attr-defined]
        assert the_store().unsaved.kept() == ()


@pytest.mark.parametrize("size", [(60, 20), pytest.param(NARROW, marks=pytest.mark.slow)])
async def test_the_whole_profile_is_edited_later(size: tuple[int, int]) -> None:
    a_profile()
    async with at_the_screen(ProfileScreen, size=size) as pilot:
        assert "Sara Ek" in seen(pilot)
        await press(pilot, "f2")
        assert the_store().people() == ()
        await press(pilot, "enter", "enter", "enter")
        await typed(pilot, "learn to plan; learn to lead")
        await press(pilot, "ctrl+s")
    assert the_store().sender().goals == ("learn to plan", "learn to lead")
    assert the_store().sender().role == "analyst"


async def test_an_impossible_field_is_said_in_a_sentence() -> None:
    a_profile()
    async with at_the_screen(ProfileScreen) as pilot:
        await press(pilot, *["enter"] * 8)
        await typed(pilot, "[/] no mail")
        await press(pilot, "ctrl+s")
        assert "is not a mail address" in seen(pilot)
        assert not pilot.app.faults  # type: ignore[attr-defined]
    assert the_store().sender().email == ""
