"""What is confidential stays on this machine unless the person says otherwise for one document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.brief import Fact, Meeting
from assistant.domain.records import Talk
from assistant.drafting import Drafting
from assistant.errors import RefusedError
from assistant.events import Finished
from assistant.grounding import grounding_for, left_out
from assistant.ports import Task
from assistant.talk_page import meeting_from
from tests.by_hand import scripted
from tests.fakes import NOW, FakeRetriever, FakeWriter, a_task, blocks_on
from tests.model_desk import TEXT, a_writer

pytestmark = pytest.mark.usefixtures("indexed")

SECRET = Fact(text="Is about to leave for a rival", source="canary")
OPEN = Fact(kind="talk", text="Gave the talk 'When forecasts fail'", title="When forecasts fail")
NOTES = Meeting(notes=("Canary: show the interval",), plan="canary plan", confidential=True)


def with_secret(*, told: bool = False) -> Task:
    """A first message on an open fact and a confidential one."""
    secret = SECRET.model_copy(update={"confidential": True})
    return replace(a_task(facts=(secret, OPEN)), send_confidential=told)


def with_notes(*, told: bool = False) -> Task:
    """A thank-you on confidential notes."""
    return replace(a_task("followup", meeting=NOTES), send_confidential=told)


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_confidential_fact_is_no_ground_wherever_the_model_runs(elsewhere: bool) -> None:
    """It may not stand in a message, so a model that is not told cannot let it slip."""
    grounding = grounding_for(with_secret(), (), elsewhere=elsewhere)
    assert grounding.grounds[0].id == "F2"
    assert grounding.in_confidence == ()
    assert left_out(with_secret(), elsewhere=elsewhere) == "confidential facts left out: 1"


def test_told_a_model_reads_it_as_background_without_an_id() -> None:
    """It can be taken into account, not cited; the check on the text still blocks it."""
    grounding = grounding_for(with_secret(told=True), (), elsewhere=True)
    assert all(ground.text != SECRET.text for ground in grounding.grounds)
    assert grounding.in_confidence == (SECRET.text,)
    assert left_out(with_secret(told=True), elsewhere=True) == ""


@pytest.mark.anyio
@pytest.mark.parametrize("told", [True, False])
async def test_the_request_holds_it_only_when_told(told: bool) -> None:
    """Seen in what the server really got; its source never goes."""
    task = with_secret(told=told)
    with scripted(TEXT) as desk:
        grounding = grounding_for(task, (), elsewhere=False)
        async for _piece in a_writer(desk).write(task, grounding):
            pass
    asked = desk.requests[0].system + desk.requests[0].user
    assert (SECRET.text in asked) is told
    assert "canary" not in asked


def test_notes_are_shown_here_and_withheld_elsewhere() -> None:
    """A thank-you lives on them; on this machine nobody else reads them."""
    here = grounding_for(with_notes(), (), elsewhere=False)
    assert {"note", "plan"} <= {ground.origin for ground in here.grounds}
    assert left_out(with_notes(), elsewhere=False) == ""
    with pytest.raises(RefusedError, match="not on this machine") as caught:
        grounding_for(with_notes(), (), elsewhere=True)
    assert "--send-confidential" in caught.value.hint
    assert "--writer template" in caught.value.hint
    told = grounding_for(with_notes(told=True), (), elsewhere=True)
    assert told.grounds == here.grounds


def test_a_kind_that_does_not_need_the_notes_goes_without() -> None:
    """And says so."""
    task = a_task("questions", meeting=NOTES)
    grounding = grounding_for(task, (), elsewhere=True)
    assert not {"note", "plan"} & {ground.origin for ground in grounding.grounds}
    assert left_out(task, elsewhere=True) == "confidential notes left out"


def test_notes_that_are_not_confidential_go_to_any_model() -> None:
    """What a person gives for this very message is given."""
    meeting = NOTES.model_copy(update={"confidential": False})
    grounding = grounding_for(a_task("followup", meeting=meeting), (), elsewhere=True)
    assert "note" in {ground.origin for ground in grounding.grounds}


def test_notes_taken_in_fika_are_confidential() -> None:
    """The notes pane promises it."""
    talk = Talk(id=1, person_id=1, starts_at=NOW, notes="- Show the interval")
    assert meeting_from(talk).confidential
    assert not meeting_from(talk.model_copy(update={"notes": ""})).confidential


@pytest.mark.anyio
@pytest.mark.parametrize("elsewhere", [True, False])
async def test_the_draft_says_what_was_left_out(elsewhere: bool) -> None:
    """Kept with the version, and nothing of it is shown."""
    text = ["Subject: Two questions\nHi Maria,\nYour talk stayed with me. [F2 G1]\n"]
    drafting = Drafting(
        writer=FakeWriter(text),
        retriever=FakeRetriever(),
        review=blocks_on("mentor"),
        can_open=lambda fact, _language, _about: bool(fact.title),
        ui="en",
        elsewhere=elsewhere,
    )
    last = [event async for event in drafting.run(with_secret())][-1]
    assert isinstance(last, Finished)
    assert last.origins.note == "confidential facts left out: 1"
