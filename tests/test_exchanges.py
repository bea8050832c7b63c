"""Recorded answers of a reader who knew nothing but the prompt, good and bad, through the whole pipeline."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from assistant.domain.value import Language
from assistant.events import Event, Finished, Retrying
from prompts.catalog import load_kinds
from tests.by_hand import Answer, scripted
from tests.exchange import escaped, exchanges, played

GOOD = {each.name: each for each in exchanges() if not each.name.startswith("bad")}
BAD = {each.name: each for each in exchanges("bad")}


def finished(events: list[Event]) -> Finished:
    """The last event."""
    assert isinstance(events[-1], Finished)
    return events[-1]


@pytest.mark.anyio
@pytest.mark.parametrize("name", GOOD)
async def test_a_good_answer_is_ready_to_send(name: str) -> None:
    """Nothing blocks, every sentence is marked, and the model was asked as often as when it was recorded."""
    good = GOOD[name]
    with scripted(*filter(None, [good.answer, good.mended])) as desk:
        made = finished(await played(good, desk))
    assert not made.review.blocked
    assert [finding.check for finding in made.review.findings] == list(good.found)
    assert all(sentence.marked for sentence in made.draft.prose)
    assert "[" not in made.draft.text
    assert len(desk.requests) == 1 + bool(good.mended)


def test_every_kind_is_judged_in_both_languages() -> None:
    """A prompt that nobody has read answers to is not judged: ten good ones, and five bad ones."""
    for recorded, least in ((GOOD, 10), (BAD, 5)):
        counted = Counter((each.kind, each.task().brief.language) for each in recorded.values())
        assert set(counted) == {(kind, language) for kind in load_kinds() for language in get_args(Language)}
        assert min(counted.values()) >= least


@pytest.mark.anyio
@pytest.mark.parametrize("name", BAD)
async def test_a_bad_answer_is_caught(name: str) -> None:
    """What a model does wrong is found by code; the model is asked to mend it once and fails."""
    bad = BAD[name]
    with scripted(bad.answer, Answer(status=401)) as desk:
        made = finished(await played(bad, desk))
    found = {finding.check for finding in made.review.findings}
    assert set(bad.caught) <= found
    assert escaped(made, bad.planted) == list(bad.escaped)
    assert len(desk.requests) == (2 if made.review.blocked else 1)


@pytest.mark.anyio
@pytest.mark.parametrize("name", [name for name, each in BAD.items() if not each.caught and not each.planted])
async def test_what_is_wrapped_around_a_document_is_taken_off(name: str) -> None:
    """A code fence, bold labels and a word before the subject are no part of it."""
    with scripted(BAD[name].answer) as desk:
        draft = finished(await played(BAD[name], desk)).draft
    assert draft.text.startswith({"sv": "Ämne: ", "en": "Subject: "}[draft.language])
    assert "`" not in draft.text
    assert "*" not in draft.text


@pytest.mark.anyio
async def test_a_mended_answer_replaces_the_bad_one() -> None:
    """The blocking places go back once, and what comes is reviewed anew."""
    bad, good = BAD["bad-big-question"], GOOD["outreach-sv-1"]
    with scripted(bad.answer, good.answer) as desk:
        events = await played(bad, desk)
    assert any(isinstance(event, Retrying) for event in events)
    assert not finished(events).review.blocked
    assert "bli min mentor" in desk.requests[1].user
    assert "bli min mentor" not in finished(events).draft.text


@pytest.mark.anyio
async def test_an_answer_that_stays_bad_is_shown_with_its_findings() -> None:
    """It is asked once more, never twice, and never hidden."""
    bad = BAD["bad-obeys-a-stranger"]
    with scripted(bad.answer) as desk:
        made = finished(await played(bad, desk))
    assert made.review.blocked
    assert len(desk.requests) == 2


@pytest.mark.anyio
async def test_a_text_that_broke_off_is_finished_with_its_trouble() -> None:
    """Half a letter is worth keeping, and is marked as such."""
    good = GOOD["outreach-en-1"]
    with scripted(Answer(good.answer, cut=True)) as desk:
        made = finished(await played(good, desk))
    assert made.trouble is not None
    assert made.draft.text
    assert made.origins.note == made.trouble.message
