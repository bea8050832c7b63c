"""The chat without a model, and with one that is faked: grounded answers, commands, memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chatting.answering import NOTHING
from assistant.chatting.session import Chatting
from assistant.domain.brief import Fact, Recipient, Sender
from assistant.errors import NotFoundError, UsageError, WriterError
from assistant.events import Fragment, Left, Listed, Missing, Moved, Replied, Wrote
from assistant.store import SqliteStore
from assistant.wiring import Services
from tests.chat_desk import FakeTalker, said, text_of, with_talker

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]

SWEDISH = "hur mycket tid kan jag be om"
UNKNOWN = "how do I bake bread"


@pytest.fixture
def services(home: Path) -> Services:
    """Give services on the test's own home."""
    del home
    return Services.from_environment(lambda _sentence: None)


@pytest.fixture
def chat(services: Services) -> Chatting:
    """Give a chat without a model."""
    return services.chatting()


def holding(canary: bytes, folder: Path) -> list[Path]:
    """Give the files that hold some bytes."""
    return [path for path in folder.rglob("*") if path.is_file() and canary in path.read_bytes()]


async def test_a_question_is_answered_from_the_guidance_and_cited(chat: Chatting) -> None:
    *_events, last = await said(chat, SWEDISH)
    assert isinstance(last, Replied)
    assert last.answered
    assert last.turn.passages[0] == "outreach.ask.low_commitment"
    assert "15–20 minuter" in last.turn.text
    assert "[1:" in last.turn.text


async def test_what_the_sources_do_not_say_is_not_made_up(chat: Chatting) -> None:
    *_events, last = await said(chat, UNKNOWN)
    assert isinstance(last, Replied)
    assert not last.answered
    assert last.turn.text == NOTHING["en"]
    assert last.turn.passages == ()


async def test_sources_that_differ_stand_side_by_side(chat: Chatting) -> None:
    text = await text_of(chat, "hon har inte svarat på tre veckor")
    assert "Källorna är inte överens" in text
    assert "[2:" in text


async def test_the_answer_follows_the_language_of_the_question_unless_one_is_chosen(chat: Chatting) -> None:
    assert "The guidance says" in await text_of(chat, "how much of their time can I ask for")
    await said(chat, "/language sv")
    assert "Så säger vägledningen" in await text_of(chat, "how much of their time can I ask for")


async def test_what_was_told_about_someone_is_found_by_name(chat: Chatting, store: SqliteStore) -> None:
    maria = store.add_person(Recipient(name="Maria Berg", role="analyst"))
    store.add_fact(maria.id, Fact(text="Gave the talk When forecasts fail"))
    text = await text_of(chat, "what do I know about Maria's work?")
    assert "When forecasts fail" in text
    assert NOTHING["en"] not in text


async def test_everything_said_is_kept_in_order(chat: Chatting, store: SqliteStore) -> None:
    await said(chat, SWEDISH)
    await said(chat, UNKNOWN)
    [conversation] = store.chats.conversations()
    turns = store.chats.turns(conversation.id)
    assert [turn.speaker for turn in turns] == ["person", "fika", "person", "fika"]
    assert conversation.title == SWEDISH


async def test_a_conversation_is_taken_up_renamed_found_and_erased(
    services: Services, store: SqliteStore
) -> None:
    await said(services.chatting(), SWEDISH)
    [kept] = store.chats.conversations()
    again = services.chatting(kept.id)
    await said(again, "/title Before the talk")
    await said(again, UNKNOWN)
    assert [each.title for each in store.chats.conversations("bread talk")] == ["Before the talk"]
    assert store.chats.conversations("nowhere") == ()
    events = await said(again, "/forget")
    assert any(isinstance(event, Moved) and event.conversation.id == 0 for event in events)
    assert again.conversation is None
    assert store.chats.conversations() == ()
    with pytest.raises(NotFoundError, match="no conversation"):
        store.chats.turns(kept.id)


async def test_erasing_a_conversation_leaves_no_byte(
    services: Services, store: SqliteStore, home: Path
) -> None:
    chat = services.chatting()
    await said(chat, "what about the canary-word-7391 then?")
    await said(chat, "/forget")
    store.close()
    services.store.close()
    assert holding(b"canary-word-7391", home) == []


async def test_the_sources_behind_the_last_answer_are_shown_in_full(chat: Chatting) -> None:
    await said(chat, SWEDISH)
    text = await text_of(chat, "/sources")
    assert "outreach.ask.low_commitment" in text
    assert "E4" in text


@pytest.mark.parametrize(("line", "kind"), [("/people", Listed), ("/personer", Listed), ("/quit", Left)])
async def test_commands_work_in_both_languages(
    chat: Chatting, store: SqliteStore, line: str, kind: type
) -> None:
    store.add_person(Recipient(name="Maria Berg"))
    assert any(isinstance(event, kind) for event in await said(chat, line))


async def test_a_command_that_is_not_there_names_the_help(chat: Chatting) -> None:
    with pytest.raises(UsageError, match="/nonsense") as caught:
        await said(chat, "/nonsense")
    assert "/help" in caught.value.hint


async def test_a_draft_is_asked_for_what_is_missing_and_then_written(
    chat: Chatting, store: SqliteStore
) -> None:
    store.save_sender(Sender(name="Sara Ek", role="analyst", goals=("learn to tell about risk",)))
    store.add_person(Recipient(name="Maria Berg"))
    asked = await said(chat, "/draft Maria")
    assert isinstance(asked[-1], Missing)
    assert len(asked[-1].questions) == 1
    written = await said(chat, "She gave the talk 'When forecasts fail' in Luleå in 2025.")
    assert isinstance(written[-1], Wrote)
    assert written[-1].finished.saved is not None
    assert [each.fact.title for each in store.facts(1)] == ["When forecasts fail"]
    assert isinstance((await said(chat, SWEDISH))[-1], Replied)


async def test_a_command_leaves_what_was_being_asked(chat: Chatting, store: SqliteStore) -> None:
    store.add_person(Recipient(name="Maria Berg"))
    await said(chat, "/draft Maria")
    await said(chat, "/stop")
    assert isinstance((await said(chat, SWEDISH))[-1], Replied)
    assert store.facts(1) == ()


async def test_a_model_is_given_what_was_found_and_told(chat: Chatting, store: SqliteStore) -> None:
    store.add_person(Recipient(name="Maria Berg", role="analyst"))
    talker = FakeTalker("Ask for ", "fifteen minutes. [G1]")
    *_events, last = await said(with_talker(chat, talker), "how much of Maria's time can I ask for")
    assert isinstance(last, Replied)
    assert last.turn.text.startswith("Ask for fifteen minutes. [1]")
    assert last.turn.whole
    [request] = talker.requests
    assert "outreach.ask.low_commitment" in [each.id for each in request.passages]
    assert "analyst" in request.told[0]


async def test_a_model_is_shown_what_was_said_before(chat: Chatting) -> None:
    talking = with_talker(chat, FakeTalker("Yes. [-]"))
    await said(talking, "first question here")
    await said(talking, "second question here")
    talker = talking._desk.talker
    assert isinstance(talker, FakeTalker)
    assert [turn.text for turn in talker.requests[-1].before] == ["first question here", "Yes."]


async def test_an_answer_that_is_stopped_keeps_its_text(chat: Chatting, store: SqliteStore) -> None:
    talker = FakeTalker("Ask for ", "fifteen minutes.")
    talking = with_talker(chat, talker)
    events = talking.say(SWEDISH)
    async for event in events:
        if isinstance(event, Fragment):
            break
    await events.aclose()
    assert talker.closed
    turn = store.chats.turns(1)[-1]
    assert (turn.text, turn.whole) == ("Ask for", False)


async def test_an_answer_that_breaks_off_keeps_its_text_and_says_why(chat: Chatting) -> None:
    talker = FakeTalker("Ask for ", WriterError("The server went away."))
    *_events, last = await said(with_talker(chat, talker), SWEDISH)
    assert isinstance(last, Replied)
    assert last.trouble is not None
    assert (last.turn.text, last.turn.whole) == ("Ask for", False)


async def test_a_conversation_is_exported_with_its_sources_as_plain_markdown(
    chat: Chatting, tmp_path: Path
) -> None:
    await said(chat, "# hur mycket *tid* kan jag be om")
    await said(chat, f"/export {tmp_path / 'chat.md'}")
    text = (tmp_path / "chat.md").read_text(encoding="utf-8")
    assert "\\*tid\\*" in text
    assert "(outreach.ask.low_commitment)" in text
