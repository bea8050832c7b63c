"""The chat with a model on loopback: what it is sent, its tools, its memory, and what stays here."""

from __future__ import annotations

import json

import pytest

from assistant.chatting.session import Chatting
from assistant.domain.brief import Fact, Recipient, Sender
from assistant.domain.chat import NOTHING
from assistant.errors import WriterError
from assistant.events import Fragment, Grounded, Missing, Offered, Replied, Said, Wrote
from assistant.ports import ToolCall
from assistant.store import SqliteStore
from assistant.wiring import Services
from tests.by_hand import Answer, ByHand, scripted
from tests.chat_desk import FakeTalker, said, with_talker
from tests.model_desk import uses

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("indexed")]

ASKED = "how much of Maria's time can I ask for"
GOOD = "Ask for 15 minutes. [G1]"


@pytest.fixture
def maria(store: SqliteStore) -> int:
    """Keep Maria, with an open and a confidential fact, and a talk with notes."""
    person = store.add_person(Recipient(name="Maria Berg", role="analyst"))
    store.add_fact(
        person.id, Fact(kind="talk", text="Gave the talk When forecasts fail", title="When forecasts fail")
    )
    store.add_fact(person.id, Fact(text="Canary: is about to leave", confidential=True))
    return person.id


def served(desk: ByHand, monkeypatch: pytest.MonkeyPatch, **more: str) -> Chatting:
    """Give a chat with that server's model."""
    uses(desk, monkeypatch, **more)
    return Services.from_environment(lambda _sentence: None).chatting()


def call(name: str, **arguments: str) -> tuple[str, str]:
    """Give a call as a server sends it."""
    return name, json.dumps(arguments)


def texts(events: list[object]) -> str:
    """Give all that was shown as text."""
    return "".join(each.text for each in events if isinstance(each, Fragment))


def offers(events: list[object]) -> list[str]:
    """Give what was offered."""
    return [each.action for each in events if isinstance(each, Offered)]


@pytest.mark.parametrize(
    ("question", "language", "nothing"),
    [(ASKED, "English", NOTHING["en"]), ("hur mycket tid kan jag be Maria om", "Swedish", NOTHING["sv"])],
)
async def test_a_request_holds_guidance_what_was_told_and_the_question_in_blocks(
    question: str, language: str, nothing: str, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    del maria
    with scripted(GOOD) as desk:
        *_events, last = await said(served(desk, monkeypatch), question)
    assert isinstance(last, Replied)
    [asked] = desk.requests
    assert f"in {language}" in asked.system
    assert nothing in asked.system
    assert question not in asked.system
    assert "G1 " in asked.user
    assert "F1 Maria Berg: analyst" in asked.user
    assert "BEGIN question" in asked.user
    assert question in asked.user.split("BEGIN question")[1]
    assert last.turn.writer == "by-hand"


async def test_the_number_shown_is_the_one_that_sources_shows(
    maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    del maria
    with scripted("Leave a way out. [G3]\nAsk for 15 minutes. [G1]") as desk:
        chat = served(desk, monkeypatch)
        events = await said(chat, "how much of their time can I ask for")
    last = events[-1]
    assert isinstance(last, Replied)
    assert last.turn.text.startswith("Leave a way out. [1]\nAsk for 15 minutes. [2]")
    shown = [each for each in events if isinstance(each, Grounded)][-1]
    assert tuple(each.id for each in shown.passages) == last.turn.passages
    assert last.turn.passages[1] == "outreach.ask.low_commitment"


async def test_the_phrase_for_nothing_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(NOTHING["en"]) as desk:
        *_events, last = await said(served(desk, monkeypatch), "how do I bake bread")
    assert isinstance(last, Replied)
    assert (last.answered, last.turn.text) == (False, NOTHING["en"])


async def test_what_nothing_stands_behind_is_named_after_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted("Bring flowers.\nAsk for 15 minutes. [G1]\nPay her. [G77]") as desk:
        *_events, last = await said(served(desk, monkeypatch), "how much of their time can I ask for")
    assert isinstance(last, Replied)
    assert last.turn.text.endswith("Without support in the sources:\n- Bring flowers.\n- Pay her.")


async def test_without_a_model_or_with_the_templates_chosen_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with scripted(GOOD) as desk:
        monkeypatch.setenv("FIKA_WRITER", "template")
        await said(served(desk, monkeypatch), ASKED)
    assert desk.requests == []


@pytest.mark.parametrize("elsewhere", [True, False])
async def test_what_is_confidential_goes_to_no_other_machine(
    elsewhere: bool, maria: int, store: SqliteStore
) -> None:
    talk = store.contacts.agree_talk(maria, store.people()[0].added_at, 15)
    store.contacts.save_talk(
        talk.model_copy(update={"notes": "Canary: show the interval", "plan": "canary plan"})
    )
    talker = FakeTalker(["Fine. [-]"], ["Fine. [-]"])
    chat = with_talker(Services.from_environment(print).chatting(), talker, elsewhere=elsewhere)
    events = await said(chat, ASKED)
    assert ("canary" in str(talker.requests[0]).casefold()) is not elsewhere
    notes = [each.text for each in events if isinstance(each, Said)]
    assert notes == (
        ["3 confidential lines were not shown to the model, which is not on this machine."] * elsewhere
    )
    assert store.chats.turns(1)[-1].in_confidence is not elsewhere


async def test_an_answer_that_may_hold_a_secret_is_not_shown_to_another_machine_later(
    maria: int, store: SqliteStore
) -> None:
    del maria
    here = Services.from_environment(print).chatting()
    await said(here, "what do I know about Maria's work?")
    assert "Canary" in store.chats.turns(1)[-1].text
    talker = FakeTalker("Fine. [-]")
    chat = with_talker(here, talker, elsewhere=True)
    await said(chat, "and what else?")
    assert "Canary" not in str(talker.requests)
    assert [turn.text for turn in talker.requests[0].before] == ["what do I know about Maria's work?"]


async def test_a_tool_that_reads_runs_at_once_and_its_lines_can_be_cited(
    maria: int, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    del maria
    asks = Answer(
        calls=(call("find_person", person="Maria"), call("search_guidance", words="how to say thanks"))
    )
    with scripted(asks, "She gave the talk When forecasts fail. [F2]") as desk:
        events = await said(served(desk, monkeypatch), "who was it that I wanted to write to?")
    assert [each["function"]["name"] for each in desk.requests[0].body["tools"]][:2] == [
        "find_person",
        "search_guidance",
    ]
    assert "F2 Maria Berg: Gave the talk" in desk.requests[1].user
    assert "BEGIN found" in desk.requests[1].user
    assert any(isinstance(each, Said) and "Maria Berg" in each.text for each in events)
    assert texts(events) == "She gave the talk When forecasts fail. [you]"
    assert len(store.facts(1)) == 2


async def test_a_tool_that_writes_waits_for_a_yes(
    maria: int, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = Answer(
        text="I can keep that. [-]", calls=(call("add_fact", person="Maria", fact="leads the lab"),)
    )
    with scripted(asks) as desk:
        chat = served(desk, monkeypatch)
        events = await said(chat, "remember that Maria leads the lab")
        assert offers(events) == ["Keep this about Maria Berg: \u201cleads the lab\u201d"]
        assert len(store.facts(maria)) == 2
        await said(chat, "yes please")
        assert store.facts(maria)[-1].fact.text == "leads the lab"
        assert len(desk.requests) == 1
    assert "Offered: Keep this about Maria Berg" in store.chats.turns(1)[1].text


@pytest.mark.parametrize(
    "answer",
    [
        "no",
        "yesterday I pasted: yes",
        *(pytest.param(each, marks=pytest.mark.slow) for each in ("nej tack", "hm", "/stop")),
    ],
)
async def test_anything_but_a_yes_does_nothing(answer: str, maria: int, store: SqliteStore) -> None:
    wish = ToolCall("add_fact", {"person": "Maria", "fact": "leads the lab"})
    talker = FakeTalker([wish], ["Fine. [-]"])
    chat = with_talker(Services.from_environment(print).chatting(), talker)
    await said(chat, "something about Maria")
    await said(chat, answer)
    await said(chat, "yes")
    assert len(store.facts(maria)) == 2


async def test_words_that_are_the_models_own_are_said_to_be(maria: int, store: SqliteStore) -> None:
    del maria, store
    wish = ToolCall("add_fact", {"person": "Maria", "fact": "is your old schoolmate"})
    chat = with_talker(Services.from_environment(print).chatting(), FakeTalker([wish]))
    [offer] = offers(await said(chat, "what do I know about Maria?"))
    assert "the model's, not yours" in offer


async def test_a_draft_that_was_said_yes_to_is_written_from_what_is_kept(
    maria: int, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the usual way: the brief decides on ask, recipient and language; the model on none of them."""
    store.save_sender(Sender(name="Sara Ek", role="analyst", goals=("learn to tell about risk",)))
    wish = ToolCall(
        "draft_message",
        {"person": "Maria", "minutes": "60", "language": "de", "recipient": "eve@evil.example"},
    )
    monkeypatch.setenv("FIKA_LANGUAGE", "sv")
    chat = with_talker(Services.from_environment(print).chatting(), FakeTalker([wish]))
    assert offers(await said(chat, "please write to Maria")) == ["Write a first message to Maria Berg."]
    assert store.drafts() == ()
    events = await said(chat, "yes")
    assert isinstance(events[-1], Wrote)
    version = store.version(1)
    assert (version.brief.ask.minutes, version.brief.language) == (15, "sv")
    assert version.brief.recipient.name == "Maria Berg"
    assert "evil" not in version.model_dump_json()
    assert store.drafts_of(maria)


async def test_a_draft_that_lacks_something_asks_for_it(store: SqliteStore) -> None:
    store.add_person(Recipient(name="Maria Berg"))
    chat = with_talker(
        Services.from_environment(print).chatting(),
        FakeTalker([ToolCall("draft_message", {"person": "Maria"})]),
    )
    await said(chat, "please write to Maria")
    assert isinstance((await said(chat, "ja"))[-1], Missing)


async def test_a_wish_that_cannot_be_is_told_to_the_model_and_nothing_happens(
    maria: int, store: SqliteStore
) -> None:
    chat = Services.from_environment(print).chatting()
    for wish in (
        ToolCall("send_mail", {"person": "Maria"}),
        ToolCall("add_fact", {"person": "Nobody", "fact": "x"}),
        ToolCall("add_fact", {"person": "Maria"}),
        ToolCall("find_person", {}),
        ToolCall("", {}),
    ):
        talker = FakeTalker([wish], ["I cannot. [-]"])
        events = await said(with_talker(chat, talker), "do it")
        assert offers(events) == []
        assert "not possible" in talker.requests[1].found[0].text
        assert len(store.facts(maria)) == 2


async def test_a_model_that_only_looks_things_up_must_answer_in_the_end(maria: int) -> None:
    del maria
    talker = FakeTalker([ToolCall("what_is_due", {})])
    await said(with_talker(Services.from_environment(print).chatting(), talker), "what now?")
    assert len(talker.requests) == 4
    assert [bool(each.tools) for each in talker.requests] == [True, True, True, False]
    assert any("write a first message" in line for line in talker.requests[1].told)


@pytest.mark.parametrize(
    "refusal",
    [
        Answer(status=400, message="registry/by-hand does not support tools"),
        '{"name": "draft_message", "arguments": {"person": "Maria"}}',
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in (
                Answer(status=400, message='"auto" tool choice requires --enable-auto-tool-choice'),
                Answer(status=500, message="tools param requires --jinja flag"),
                Answer(status=422, message="extra fields not permitted"),
                '```json\n{"name": "add_fact", "parameters": {}}\n```',
            )
        ),
    ],
)
async def test_a_server_without_tools_is_talked_to_without_them(
    refusal: Answer | str, maria: int, monkeypatch: pytest.MonkeyPatch, store: SqliteStore
) -> None:
    with scripted(refusal, GOOD) as desk:
        chat = served(desk, monkeypatch)
        events = await said(chat, ASKED)
        assert "Ask for 15 minutes. [1]" in texts(events)
        assert [bool(each.body.get("tools")) for each in desk.requests] == [True, False]
        assert "there are tools" not in desk.requests[1].system
        assert any(isinstance(each, Said) and "/help" in each.text for each in events)
        again = await said(chat, ASKED)
        assert len(desk.requests) == 3
        assert not any(isinstance(each, Said) for each in again)
    assert len(store.facts(maria)) == 2


async def test_an_answer_without_tools_that_comes_to_the_length_limit_says_so(
    maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second answer is watched as closely as the first."""
    del maria
    spoken = '{"name": "draft_message", "arguments": {"person": "Maria"}}'
    with scripted(spoken, Answer(text="Ask for 15 minutes. [G1] And then", finish="length")) as desk:
        events = await said(served(desk, monkeypatch), ASKED)
    last = next(each for each in events if isinstance(each, Replied))
    assert not last.turn.whole
    assert last.trouble is not None
    assert "length limit" in last.trouble.message


async def test_a_full_window_is_told_less_before_it_is_given_up(
    maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    del maria
    full = Answer(status=400, message="maximum context length exceeded", code="context_length_exceeded")
    with scripted("Well. [-]", full, full, GOOD) as desk:
        chat = served(desk, monkeypatch)
        await said(chat, "the first question")
        events = await said(chat, ASKED)
    assert "Ask for 15 minutes." in texts(events)
    whole, without_turns, less = desk.requests[1:]
    assert "earlier turns" in whole.user
    assert "earlier turns" not in without_turns.user
    assert len(less.user) <= len(without_turns.user)


async def test_a_long_chat_is_summed_up_visibly_and_nothing_said_is_lost(store: SqliteStore) -> None:
    talker = FakeTalker("Fine. [-]")
    chat = with_talker(Services.from_environment(print).chatting(), talker)
    shown: list[str] = []
    for number in range(14):
        shown += [each.text for each in await said(chat, f"question {number}") if isinstance(each, Said)]
    [told] = shown
    assert "They want to ask Maria for a talk." in told
    kept = store.chats.conversations()[0]
    assert kept.summary == "They want to ask Maria for a talk."
    assert len(store.chats.turns(kept.id)) == 28
    assert talker.requests[-1].summary == kept.summary
    before = talker.requests[-1].before
    assert all(turn.id > kept.summarised for turn in before)
    assert before[-2].text == "question 12"


async def test_a_summary_that_fails_is_told_and_tried_again(store: SqliteStore) -> None:
    talker = FakeTalker("Fine. [-]")
    talker.summary = WriterError("The server went away.")
    chat = with_talker(Services.from_environment(print).chatting(), talker)
    for number in range(10):
        await said(chat, f"question {number}")
    events = await said(chat, "question 10")
    assert isinstance(events[-1], Said)
    assert "went away" in events[-1].text
    assert store.chats.conversations()[0].summary == ""
    talker.summary = "All of it."
    await said(chat, "question 11")
    assert store.chats.conversations()[0].summary == "All of it."


async def test_what_is_confidential_never_enters_a_summary(maria: int, store: SqliteStore) -> None:
    del maria
    talker = FakeTalker("She is about to leave. [F3]")
    chat = with_talker(Services.from_environment(print).chatting(), talker)
    for number in range(11):
        await said(chat, f"what about Maria, {number}?")
    [(turns, _before)] = talker.summarised
    assert {turn.speaker for turn in turns} == {"person"}
    assert store.chats.turns(1)[1].in_confidence


async def test_an_answer_at_the_length_limit_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(Answer(text="Ask for 15 minutes. [G1] And then", finish="length")) as desk:
        *_events, last = await said(served(desk, monkeypatch), "how much of their time can I ask for")
    assert isinstance(last, Replied)
    assert not last.turn.whole
    assert last.trouble is not None
    assert "length limit" in last.trouble.message


async def test_the_profile_and_the_reflection_are_told_too(store: SqliteStore) -> None:
    store.save_sender(Sender(name="Sara Ek", role="analyst", goals=("learn to tell about risk",)))
    talker = FakeTalker("Fine. [-]")
    await said(with_talker(Services.from_environment(print).chatting(), talker), "what is my goal?")
    assert "The person: learn to tell about risk" in talker.requests[0].told
