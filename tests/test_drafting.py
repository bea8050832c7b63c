"""The way of a draft, with fakes at the ports."""

from __future__ import annotations

import threading
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.brief import Fact
from assistant.domain.draft import Origins
from assistant.drafting import Drafting
from assistant.errors import WriterError
from assistant.events import Event, Finished, Fragment, Grounded, Missing, Retrying
from assistant.ports import Task
from tests.fakes import FakeRetriever, FakeStore, FakeWriter, a_passage, a_task, blocks_on

GOOD = ["Subject: Two ques", "tions\nHi Maria,\nYour talk stayed with me. [F1 G1]\n", "Thanks. [-]\n"]
BAD = ["Subject: Two questions\nWill you be my mentor? [-]\n"]


def drafting(writer: FakeWriter, store: FakeStore | None = None, word: str = "mentor") -> Drafting:
    parts: dict[str, Any] = {
        "writer": writer,
        "retriever": FakeRetriever(),
        "review": blocks_on(word),
        "store": store,
    }
    return Drafting(can_open=lambda fact, _language, _about: bool(fact.title), ui="en", **parts)


async def events(pipeline: Drafting, task: Task) -> list[Event]:
    async with aclosing(pipeline.run(task)) as stream:
        return [event async for event in stream]


@pytest.mark.anyio
async def test_guidance_comes_before_the_first_word_and_the_draft_last() -> None:
    """The order of events is the contract with every listener."""
    store = FakeStore()
    seen = await events(drafting(FakeWriter(GOOD), store), a_task())
    assert [type(event) for event in seen] == [Grounded, Fragment, Fragment, Fragment, Finished]
    last = seen[-1]
    assert isinstance(last, Finished)
    assert last.draft.text == "Subject: Two questions\n\nHi Maria,\n\nYour talk stayed with me. Thanks."
    assert last.draft.prose[0].facts == ("F1",)
    assert last.saved is store.saved[0]


class Forgetful(FakeWriter):
    """A model that was shown the first ground and no guidance."""

    def origins(self) -> Origins:
        """Tell so."""
        return Origins(writer="model", model="fake", facts=("F1",))


@pytest.mark.anyio
async def test_what_the_model_was_not_shown_stands_behind_nothing() -> None:
    """F2 and G1 are there, but were cut or are not this kind's; a mark that guesses them is no source."""
    text = ["Subject: Two questions\nHi Maria,\nYour talk stayed with me. [F1 F2 G1]\nThanks. [-]\n"]
    seen = await events(drafting(Forgetful(text), FakeStore()), a_task())
    assert isinstance(seen[-1], Finished)
    first = seen[-1].draft.prose[0]
    assert (first.facts, first.passages, first.unknown) == (("F1",), (), ("F2", "G1"))


@pytest.mark.anyio
async def test_a_thin_brief_gives_questions_and_no_text() -> None:
    """Nothing generic is written, nothing is retrieved, nothing is saved."""
    writer, store = FakeWriter(GOOD), FakeStore()
    seen = await events(drafting(writer, store), a_task(facts=()))
    assert [type(event) for event in seen] == [Missing]
    assert isinstance(seen[0], Missing)
    assert [question.input for question in seen[0].questions] == ["recipient.fact"]
    assert "Maria Berg" in seen[0].questions[0].text
    assert not writer.shown
    assert not store.saved


@pytest.mark.anyio
async def test_at_most_three_things_are_asked_for() -> None:
    """A form is put off until tomorrow."""
    from assistant.domain.brief import Ask, Recipient, Sender

    seen = await events(
        drafting(FakeWriter()), a_task(facts=(), sender=Sender(), recipient=Recipient(), ask=Ask())
    )
    assert isinstance(seen[0], Missing)
    assert len(seen[0].questions) == 3


@pytest.mark.anyio
async def test_a_fact_that_cannot_open_a_message_is_not_enough() -> None:
    """The writer says which facts it can build on."""
    seen = await events(drafting(FakeWriter(GOOD)), a_task(facts=(Fact(text="Nice person"),)))
    assert isinstance(seen[0], Missing)


@pytest.mark.anyio
async def test_what_blocks_goes_back_once_and_the_better_text_stands() -> None:
    """The repair sees the findings; its text replaces the first."""
    writer, store = FakeWriter(BAD, GOOD), FakeStore()
    seen = await events(drafting(writer, store), a_task())
    assert [type(event) for event in seen if not isinstance(event, Fragment)] == [
        Grounded,
        Retrying,
        Finished,
    ]
    assert writer.repairs[0][1][0].excerpt == "mentor"
    assert "mentor" not in store.saved[0].draft.text
    assert len(store.saved) == 1


@pytest.mark.anyio
async def test_what_still_blocks_is_shown_and_kept_not_deleted() -> None:
    """One repair, then the person decides."""
    writer = FakeWriter(BAD, BAD, GOOD)
    seen = await events(drafting(writer), a_task())
    assert len(writer.repairs) == 1
    assert isinstance(seen[-1], Finished)
    assert seen[-1].review.blocked


@pytest.mark.anyio
async def test_a_writer_that_fails_in_the_repair_leaves_the_first_text() -> None:
    """A repair takes nothing away."""
    seen = await events(drafting(FakeWriter(BAD, ["Subj", WriterError("gone")])), a_task())
    assert isinstance(seen[-1], Finished)
    assert "mentor" in seen[-1].draft.text


@pytest.mark.anyio
async def test_a_text_that_breaks_off_is_kept_with_its_trouble() -> None:
    """Half a text is still the person's."""
    store = FakeStore()
    seen = await events(drafting(FakeWriter([GOOD[0], WriterError("The stream broke.")]), store), a_task())
    last = seen[-1]
    assert isinstance(last, Finished)
    assert last.trouble is not None
    assert store.saved[0].draft.subject == "Two ques"


@pytest.mark.anyio
async def test_a_writer_that_writes_nothing_is_an_error() -> None:
    """No empty drafts."""
    with pytest.raises(WriterError):
        await events(drafting(FakeWriter([" \n"])), a_task())
    with pytest.raises(WriterError, match="refused"):
        await events(drafting(FakeWriter([WriterError("refused")])), a_task())


@pytest.mark.anyio
async def test_a_store_that_fails_does_not_lose_the_draft() -> None:
    """The draft is in the event although nothing was saved."""
    seen = await events(drafting(FakeWriter(GOOD), FakeStore(broken=True)), a_task())
    assert isinstance(seen[-1], Finished)
    assert seen[-1].saved is None
    assert "disk is full" in str(seen[-1].trouble)
    assert seen[-1].draft.prose


@pytest.mark.anyio
async def test_a_listener_that_leaves_closes_the_writer_and_saves_nothing() -> None:
    """Stopping early is normal; nothing half-done is kept."""
    writer, store = FakeWriter(GOOD), FakeStore()
    async with aclosing(drafting(writer, store).run(a_task())) as stream:
        async for event in stream:
            if isinstance(event, Fragment):
                break
    assert writer.closed
    assert not store.saved


@pytest.mark.anyio
async def test_terminal_control_in_a_stream_never_reaches_the_listener() -> None:
    """Also when the sequence is cut in two."""
    writer = FakeWriter(["Hi Maria,\nThanks\x1b]0;ti", "tle\x07 for this. [-]"])
    seen = await events(drafting(writer), a_task())
    assert (
        "".join(event.text for event in seen if isinstance(event, Fragment))
        == "Hi Maria,\nThanks for this. [-]"
    )


@pytest.mark.anyio
async def test_confidential_facts_are_not_shown_to_the_writer() -> None:
    """They keep their number, so that no other fact takes it."""
    secret = Fact(kind="other", text="Told me she is leaving", title="x", confidential=True)
    open_fact = Fact(kind="talk", text="Gave a talk", title="T")
    writer = FakeWriter(GOOD)
    await events(drafting(writer), a_task(facts=(secret, open_fact)))
    grounds = {ground.id: ground.text for ground in writer.shown[0].grounds}
    assert "F1" not in grounds
    assert grounds["F2"] == "Gave a talk"


def test_what_was_written_before_it_was_stopped_is_reviewed_and_kept_as_a_version() -> None:
    """Half a mark at its end is no part of it, and the version says that it was stopped."""
    store = FakeStore()
    finished = drafting(FakeWriter(), store).stopped(
        a_task(), (a_passage(),), "Hi Maria,\nYour talk stayed with me. [F1 G1]\nWould you be my mentor [F"
    )
    assert finished.saved is store.saved[0]
    assert finished.draft.text == "Hi Maria,\n\nYour talk stayed with me. Would you be my mentor"
    assert finished.draft.prose[0].passages == (a_passage().id,)
    assert finished.review.blocked
    assert "stopped before the end" in finished.origins.note
    assert finished.origins.wording == a_task().wording


def test_a_text_that_was_whole_when_it_was_stopped_is_not_called_half() -> None:
    """It was only being mended or judged."""
    finished = drafting(FakeWriter(), FakeStore()).stopped(a_task(), (), "".join(GOOD), whole=True)
    assert "before the end" not in finished.origins.note
    assert "when it was written" in finished.origins.note


def test_stopping_before_the_first_word_keeps_nothing() -> None:
    """There is nothing to keep."""
    store = FakeStore()
    for written in ("", " \n", " [F1"):
        with pytest.raises(WriterError):
            drafting(FakeWriter(), store).stopped(a_task(), (), written)
    assert not store.saved


def test_a_stopped_text_that_cannot_be_saved_is_given_back_with_the_reason() -> None:
    """Nothing is lost."""
    finished = drafting(FakeWriter(), FakeStore(broken=True)).stopped(a_task(), (), "Hi Maria. [-]")
    assert finished.saved is None
    assert finished.draft.text == "Hi Maria."
    assert "disk is full" in str(finished.trouble)


@pytest.mark.anyio
async def test_stopping_while_it_is_saved_is_too_late_and_saves_once() -> None:
    """A whole draft is not cut in two, and not saved twice."""
    import asyncio

    saving, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    class SlowStore(FakeStore):
        def save_version(self, *parts: Any) -> Any:
            loop.call_soon_threadsafe(saving.set)
            go_on.wait(10)
            return super().save_version(*parts)

    store = SlowStore()
    job = asyncio.create_task(events(drafting(FakeWriter(GOOD), store), a_task()))
    await saving.wait()
    job.cancel()
    await asyncio.sleep(0)
    go_on.set()
    seen = await job
    assert isinstance(seen[-1], Finished)
    assert len(store.saved) == 1


@pytest.mark.anyio
async def test_stopping_closes_the_model_s_stream_at_once() -> None:
    """The server sees its client leave, in the middle of a text."""
    import asyncio

    from tests.by_hand import Answer, scripted
    from tests.model_desk import TEXT, a_writer

    with scripted(Answer(TEXT, hang="middle")) as desk:
        pipeline = replace(drafting(FakeWriter()), writer=a_writer(desk))
        reading = asyncio.create_task(events(pipeline, a_task()))
        assert await asyncio.to_thread(desk.asked.wait, 20)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert await asyncio.to_thread(desk.requests[0].gone.wait, 10)
