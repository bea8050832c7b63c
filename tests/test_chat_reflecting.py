"""The reflection in the chat, its vague answers, and how the chat's commands are read and completed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chatting.reflecting import Reflecting, is_vague, told
from assistant.chatting.slash import COMMANDS, completions, help_text, parsed
from assistant.errors import UsageError
from assistant.events import Said
from assistant.store import SqliteStore
from assistant.wiring import Services

ANSWERS = (
    "leda ett projekt från start till mål på energibolaget",
    "ansvara för prognoserna i en kommunal koncern",
    "jag drar mig för att presentera osäkra siffror för styrelsen",
    "någon som visar hur man lägger fram dåliga nyheter",
    "att jag höll styrelsedragningen själv två gånger",
    "analyschef som suttit i krislägen, rak och tålmodig",
)


@pytest.mark.parametrize(
    "answer", ["", "vet inte", "bli bättre", "utvecklas i karriären", "lära mig nya saker"]
)
def test_an_answer_of_usual_words_alone_is_vague(answer: str) -> None:
    """Nothing in it could be checked later."""
    assert is_vague(answer, "sv")


@pytest.mark.parametrize("answer", [*ANSWERS, "Kunna laga hydraulik på grävmaskiner"])
def test_an_answer_with_something_of_its_own_is_not_vague(answer: str) -> None:
    """Two words beyond the usual ones are enough."""
    assert not is_vague(answer, "sv")


@pytest.mark.parametrize(
    "answer", ["grow in my career", "I don't know", "get better at my job", "more support"]
)
def test_vague_english_is_known_too(answer: str) -> None:
    """The words are data in both languages."""
    assert is_vague(answer, "en")


def test_a_vague_answer_is_asked_once_more_and_then_taken() -> None:
    """One kind question, never an interrogation."""
    reflecting = Reflecting("sv")
    reflecting.begin()
    again = reflecting.answer("bli bättre")
    assert "kollega" in again
    assert reflecting.answer("vet inte riktigt").startswith("2/6")
    assert reflecting.reflection.soon == "bli bättre vet inte riktigt"


def test_the_whole_way_ends_with_a_summary_and_a_question() -> None:
    """All six answers stand in it, in the person's own words."""
    reflecting = Reflecting("sv")
    reflecting.begin()
    said = [reflecting.answer(answer) for answer in ANSWERS]
    assert all(answer in said[-1] for answer in ANSWERS)
    assert reflecting.outcome == "asking"
    assert "ja eller nej" in reflecting.answer("kanske")
    reflecting.answer("ja tack")
    assert reflecting.outcome == "saved"
    assert told(reflecting.reflection, "sv").count("\n") == 5


@pytest.mark.anyio
async def test_a_reflection_is_kept_only_when_the_person_says_so(home: Path, store: SqliteStore) -> None:
    """And stands in the conversation either way."""
    del home
    for last, kept in (("nej", False), ("ja", True)):
        chat = Services.from_environment(lambda _sentence: None).chatting()
        for line in ("/fundera", *ANSWERS, last):
            async for event in chat.say(line):
                assert isinstance(event, Said)
        assert (store.reflection() is not None) is kept
    assert store.reflection().best == ANSWERS[4]  # type: ignore[union-attr]  # asserted just above
    assert len(store.chats.turns(1)) == 15


@pytest.mark.anyio
async def test_a_reflection_can_be_left_at_any_step(indexed: Path, store: SqliteStore) -> None:
    """The next line is a question again."""
    del indexed
    chat = Services.from_environment(lambda _sentence: None).chatting()
    for line in ("/reflect", ANSWERS[0], "/stop"):
        _events = [event async for event in chat.say(line)]
    assert store.reflection() is None
    kinds = [type(event).__name__ async for event in chat.say("hur mycket tid kan jag be om")]
    assert kinds[-1] == "Replied"


def test_every_command_has_two_names_of_its_own() -> None:
    """No name means two things."""
    names = [name for each in COMMANDS for name in {each.id, each.sv}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "line", ["/draft Maria Berg", "/utkast  Maria Berg", "/DRAFT Maria Berg", "/dra Maria Berg"]
)
def test_a_command_is_known_by_either_name_and_by_a_beginning(line: str) -> None:
    """What follows is one argument."""
    command, rest = parsed(line)
    assert (command.id, rest) == ("draft", "Maria Berg")


@pytest.mark.parametrize("line", ["/", "/f", "/nothing", "/[red]x[/red]"])
def test_a_line_that_names_no_single_command_is_refused(line: str) -> None:
    """With one sentence."""
    with pytest.raises(UsageError):
        parsed(line)


def test_commands_and_names_are_completed() -> None:
    """Names in the interface's language, people as they are called."""
    assert completions("/ut", (), "sv") == ("/utkast",)
    assert completions("/draft ma", ("Maria Berg", "Åsa"), "en") == ("/draft Maria Berg",)
    assert completions("hur ma", ("Maria Berg",), "en") == ()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_help_names_every_command(language: str) -> None:
    """In that language."""
    shown = help_text("sv" if language == "sv" else "en")
    assert all(each.name("sv" if language == "sv" else "en") in shown for each in COMMANDS)
