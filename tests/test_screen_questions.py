"""The question list on the screen: ordered and edited as a list, by keyboard, with nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from assistant.domain.brief import Ask, Brief, Fact, Recipient, Sender
from assistant.domain.draft import Wording
from assistant.domain.records import Version
from assistant.errors import StoreError
from assistant.parsing import parse_plain
from assistant.ports import Task
from assistant.store import SqliteStore
from assistant.wiring import Services
from prompts.catalog import load_kinds
from tests.stored import CLEAN, NOW, ORIGINS
from tests.tui_desk import NARROW, SIZES, WIDE, at_the_screen, seen, settled
from tui.navigation import Navigation
from tui.screens.questions import QuestionsScreen

pytestmark = pytest.mark.anyio

THREE: Final = (
    "1. Vad var svårast i Luleå?\n2. Hur märkte du att prognosen höll?\n3. Vem behövde du få med dig?"
)

CROWDED: Final = "1. Är det svårt?\n" + "\n".join(
    f"{n}. Vad var svårast med att {what}?"
    for n, what in enumerate(("börja", "sluta", "säga nej", "vänta", "välja", "fråga"), start=2)
)


def kept(store: SqliteStore, text: str = THREE, name: str = "Maria Berg") -> int:
    """Keep a question list whose first question rests on a fact."""
    brief = Brief(
        language="sv",
        sender=Sender(name="Sara Ek", role="analytiker", goals=("lära mig säga nej",)),
        recipient=Recipient(name=name),
        facts=(Fact(kind="talk", text="Höll föredraget När prognosen har fel i Luleå", source="programmet"),),
        ask=Ask(topic="prognoser"),
    )
    draft = parse_plain(text, kind="questions", language="sv")
    marked = [
        each.model_copy(update={"marked": True, "facts": ("F1",) if at == 0 else ()})
        for at, each in enumerate(draft.sentences)
    ]
    draft = draft.model_copy(update={"sentences": tuple(marked)})
    task = Task(kind=load_kinds()["questions"], brief=brief, wording=Wording(), now=NOW)
    return store.save_version(task, draft, CLEAN, ORIGINS).draft_id


def asking(number: int) -> Callable[[Services], QuestionsScreen]:
    """Open the list of a draft."""
    return lambda services: QuestionsScreen(services, number)


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys; give what stands on the screen then, and what was told, on one line."""
    pilot.app.clear_notifications()
    await pilot.press(*keys)
    await settled(pilot)
    told = [each.message for each in pilot.app._notifications]
    return " ".join("\n".join([seen(pilot), *told]).split())


async def saved(pilot: Pilot[None], store: SqliteStore, number: int) -> Version:
    """Save and give the newest version."""
    await press(pilot, "ctrl+s")
    return store.version(number)


@pytest.mark.parametrize(
    ("size", "language"),
    [
        (NARROW, "sv"),
        *(
            pytest.param(size, language, marks=pytest.mark.slow)
            for size, language in ((WIDE, "en"), (NARROW, "en"), ((60, 20), "sv"))
        ),
    ],
)
async def test_a_question_moves_with_what_stands_behind_it(
    store: SqliteStore, size: tuple[int, int], language: str
) -> None:
    """Two places down: the numbers follow, the fact goes with its question, and the choice too."""
    number = kept(store)
    async with at_the_screen(asking(number), size=size, language=language) as pilot:
        assert "Höll föredraget" in seen(pilot)
        await press(pilot, "shift+down", "J")
        version = await saved(pilot, store, number)
    assert version.draft.text == (
        "1. Hur märkte du att prognosen höll?\n2. Vem behövde du få med dig?\n3. Vad var svårast i Luleå?"
    )
    assert [each.facts for each in version.draft.items] == [(), (), ("F1",)]
    assert version.number == 2
    assert version.origins.writer == "person"


async def test_questions_are_edited_where_they_stand_and_added_below(store: SqliteStore) -> None:
    """Enter opens one and keeps it; Escape keeps it too, for nothing typed is thrown away.

    The keys of the list are letters meanwhile. An addition that was given up leaves no trace, in the list or
    among what can be taken back.
    """
    number = kept(store)
    async with at_the_screen(asking(number)) as pilot:
        await press(pilot, "n", "escape")
        assert "nothing to take back" in await press(pilot, "u")
        await press(pilot, "enter", *"nxugrKJ", "enter")
        await press(pilot, "down", "enter", "end", "backspace", *" nu?", "enter")
        await press(pilot, "n", *"Sen?", "enter")
        await press(pilot, "down", "enter", *" Och?", "escape")
        assert isinstance(pilot.app.screen, QuestionsScreen)
        version = await saved(pilot, store, number)
    assert version.draft.text.splitlines() == [
        "1. Vad var svårast i Luleå?nxugrKJ",
        "2. Hur märkte du att prognosen höll nu?",
        "3. Sen?",
        "4. Vem behövde du få med dig? Och?",
    ]


async def test_removing_can_be_taken_back_and_handing_over_saves_first(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was changed comes back, one change at a time; what is handed over is the list as it stands."""
    number = kept(store)
    asked: list[int] = []
    monkeypatch.setattr(Navigation, "on_open_handover", lambda _app, message: asked.append(message.draft_id))
    async with at_the_screen(asking(number)) as pilot:
        shown = await press(pilot, "x")
        assert "u takes it back" in shown
        assert "Vad var svårast" not in shown
        assert "Vad var svårast" in await press(pilot, "u")
        await press(pilot, "r", "g")
    assert asked == [number]
    assert len(store.versions(number)) == 2
    assert store.version(number).draft.text.startswith("1. Hur märkte du")


async def test_findings_stand_on_their_question_and_about_the_list_above_it(store: SqliteStore) -> None:
    """A sign and a word each; the chosen one says what to do; too many is said of the list."""
    number = kept(store, CROWDED)
    async with at_the_screen(asking(number), size=WIDE) as pilot:
        screen = pilot.app.screen
        assert "? warning: " in str(screen.query_one("#verdict", Static).render())
        found = [str(each.render()) for each in screen.query(".found").results(Static)]
        assert "? warning: " in found[0]
        assert "? warning: " in str(screen.query_one("#about Static", Static).render())
        assert not any(found[1:])


async def test_leaving_saves_what_was_changed_and_only_then(store: SqliteStore) -> None:
    """Escape keeps a version; looking alone makes none."""
    number = kept(store)
    for keys, versions in ((("escape",), 1), (("x", "escape"), 2)):
        async with at_the_screen(asking(number)) as pilot:
            await press(pilot, *keys)
            assert not isinstance(pilot.app.screen, QuestionsScreen)
        assert len(store.versions(number)) == versions
    assert not store.unsaved.kept()


async def test_every_keystroke_is_kept_while_a_question_is_edited(store: SqliteStore) -> None:
    """What stands half typed is on disk as soon as the keeping writes."""
    number = kept(store)
    async with at_the_screen(asking(number)) as pilot:
        await press(pilot, "enter", *"halvt")
        services = pilot.app.services  # type: ignore[attr-defined]
        services.keeping.flush()
        (unsaved,) = store.unsaved.kept()
        assert unsaved.slot == f"draft:{number}"
        assert unsaved.text.splitlines()[0] == "1. Vad var svårast i Luleå?halvt"


async def test_a_list_that_cannot_be_saved_is_told_and_not_lost(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence, the list stays; a second Escape leaves, and the text is among the unsaved."""
    number = kept(store)
    async with at_the_screen(asking(number)) as pilot:

        def full(*_all: object) -> None:
            raise StoreError("The disk is full.")

        monkeypatch.setattr(SqliteStore, "save_version", full)
        assert "The disk is full." in await press(pilot, "x", "escape")
        assert isinstance(pilot.app.screen, QuestionsScreen)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, QuestionsScreen)
        pilot.app.services.keeping.flush()  # type: ignore[attr-defined]
        assert store.unsaved.kept()[0].text.startswith("1. Hur märkte")


async def test_an_empty_list_says_what_to_do(store: SqliteStore) -> None:
    """Removing everything is possible; saving nothing is refused in a sentence."""
    number = kept(store, "1. Vad?")
    async with at_the_screen(asking(number)) as pilot:
        assert "Press n" in await press(pilot, "x", "x")
        assert "empty" in await press(pilot, "escape")
        await press(pilot, "n", *"Hur?", "enter")
        assert (await saved(pilot, store, number)).draft.text == "1. Hur?"


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_shown_as_it_is(store: SqliteStore, size: tuple[int, int]) -> None:
    """Brackets, escape sequences and a huge paste into a question."""
    number = kept(store, "1. Vad [/b] [@click=app.quit]x[/]?\n2. Hur \x1b]0;x\x07?", "Maria [/x] Berg")
    async with at_the_screen(asking(number), size=size) as pilot:
        shown = seen(pilot)
        assert "[/b] [@click=app.quit]x[/]" in shown
        assert "\x1b" not in shown
        await press(pilot, "enter")
        pilot.app.screen.query_one("RowEditor.-x, QuestionRow.editing RowEditor").load_text(
            "rad\n\n2. två " * 80
        )  # type: ignore[attr-defined]
        await press(pilot, "enter")
        version = await saved(pilot, store, number)
    assert len([line for line in version.draft.text.splitlines() if line.strip()]) == 2
