"""A repair mends what blocked; it brings in no claim of its own, and waiting for it is told."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Sequence

import pytest

from assistant.domain.review import Finding, Review
from assistant.drafting import Drafting
from assistant.events import Event, Finished, Retrying, Waiting
from assistant.ports import Examined, Grounding, Task
from tests.fakes import FakeRetriever, FakeWriter, a_task

pytestmark = pytest.mark.usefixtures("indexed")

BLOCKED = ["Subject: Two questions\nHi Maria,\nWill you be my mentor? [-]\n"]
MENDED = ["Subject: Two questions\nHi Maria,\nWould you have 15 minutes? [-]\n"]
CLAIMS = ["Subject: Two questions\nHi Maria,\nYou won a PRIZE, so have you 15 minutes? [-]\n"]


def review(examined: Examined) -> Review:
    """Block on "mentor", and on a prize as a claim that no fact has."""
    text = examined.draft.text
    found = {"asks_to_be_mentor": re.search("mentor", text), "unsupported_claim": re.search("PRIZE", text)}
    return Review(
        findings=tuple(
            Finding(
                check=check,
                severity="block",
                start=at.start(),
                end=at.end(),
                excerpt=at[0],
                message="m",
                why="w",
            )
            for check, at in found.items()
            if at
        )
    )


class WaitingWriter(FakeWriter):
    """A writer whose server makes it wait before a repair."""

    async def repair(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str | Waiting, None]:
        """Wait, then stream the next text."""
        yield Waiting(3, "Busy.")
        async for piece in super().repair(task, grounding, written, findings):
            yield piece


async def events(writer: FakeWriter) -> list[Event]:
    """Every event of a first message."""
    drafting = Drafting(
        writer=writer,
        retriever=FakeRetriever(),
        review=review,
        can_open=lambda fact, _language, _about: bool(fact.title),
        ui="en",
    )
    return [event async for event in drafting.run(a_task())]


async def finished(writer: FakeWriter) -> Finished:
    """The last event."""
    last = (await events(writer))[-1]
    assert isinstance(last, Finished)
    return last


@pytest.mark.anyio
async def test_a_repair_that_claims_something_new_is_not_taken() -> None:
    """The first text stands with what blocks it, and it is said why."""
    last = await finished(FakeWriter(BLOCKED, CLAIMS))
    assert "mentor" in last.draft.text
    assert [each.check for each in last.review.findings] == ["asks_to_be_mentor"]
    assert "claimed something new" in last.origins.note


@pytest.mark.anyio
async def test_a_repair_that_only_mends_is_taken() -> None:
    """Also when a claim that was there before stays."""
    assert "15 minutes" in (await finished(FakeWriter(BLOCKED, MENDED))).draft.text
    stays = [BLOCKED[0] + "You won a PRIZE. [-]\n"]
    assert "mentor" not in (await finished(FakeWriter(stays, CLAIMS))).draft.text


@pytest.mark.anyio
async def test_a_wait_before_a_repair_is_told_and_belongs_to_no_text() -> None:
    """The text on the screen stays until a better one begins."""
    seen = await events(WaitingWriter(BLOCKED, MENDED))
    kinds = [type(event) for event in seen]
    assert kinds.index(Waiting) < kinds.index(Retrying)
    last = seen[-1]
    assert isinstance(last, Finished)
    assert "15 minutes" in last.draft.text
