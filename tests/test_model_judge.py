"""A judge may only warn, only about words that stand in the draft, and a fault of its takes nothing away."""

from __future__ import annotations

import pytest

from assistant.events import Event, Finished, Judging
from assistant.models.judge import CHECK, ModelJudge
from assistant.models.server import ModelServer
from assistant.parsing import parse_plain
from assistant.ports import Examined
from assistant.settings import ModelSettings
from assistant.wiring import Services
from tests.by_hand import Answer, ByHand, scripted
from tests.exchange import Exchange, exchanges, grounding_for, played
from tests.fakes import NOW, a_task

GOOD = next(each for each in exchanges("outreach-en-1"))
TITLE = "\u201cWhen forecasts fail\u201d"
TEXT = f"Hi Maria,\n\nYour talk {TITLE} moved ten thousand\npeople. Could we talk?\n\nSara"


def judge_at(desk: ByHand) -> ModelJudge:
    """A judge who asks this server."""
    return ModelJudge(ModelServer(ModelSettings(name="by-hand", base_url=desk.url, deadline_seconds=20)))


async def judged(answer: str | Answer, text: str = TEXT) -> tuple[tuple[tuple[str, str], ...], str]:
    """Give what an answer makes of a text: severities with excerpts, and the note."""
    task = a_task()
    draft = parse_plain(text, kind="outreach", language="en")
    examined = Examined(draft, task.kind, task.brief, (), "en", NOW)
    with scripted(answer) as desk:
        given = await judge_at(desk).judge(examined, grounding_for(task))
    for finding in given.findings:
        assert finding.check == CHECK
        assert text[finding.start : finding.end] == finding.excerpt
    return tuple((each.severity, each.excerpt) for each in given.findings), given.note


async def both(desk: ByHand, exchange: Exchange = GOOD) -> list[Event]:
    """Every event of a document that this server writes and judges."""
    return await played(exchange, desk, judge_at(desk))


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("answer", "excerpts"),
    [
        ('"moved ten thousand people": no fact says how many.', ["moved ten thousand\npeople"]),
        (
            '1. "ten thousand" - not said.\n2. \u201cCould we talk?\u201d: x',
            ["ten thousand", "Could we talk?"],
        ),
        ('- "Your talk "When forecasts fail"": hm.', ["Your talk \u201cWhen forecasts fail\u201d"]),
        ('"moved five people": not there.\nThe rest is fine: really.', []),
        ("none", []),
        ("<think>hm</think>none", []),
        ('"ten thousand": a\n"ten thousand": b', ["ten thousand"]),
        ("\n".join(f'"{word}": x' for word in TEXT.replace("\u201d", "").split()[:7]), None),
    ],
)
async def test_only_words_of_the_draft_are_warned_about(answer: str, excerpts: list[str] | None) -> None:
    """What a judge makes up is dropped; five warnings are the most."""
    found, _note = await judged(answer)
    assert all(severity == "warn" for severity, _excerpt in found)
    if excerpts is None:
        assert len(found) == 5
    else:
        assert [excerpt for _severity, excerpt in found] == excerpts


@pytest.mark.anyio
async def test_the_cost_is_told_and_the_request_holds_facts_and_text_alone() -> None:
    """No guidance, nothing of the sender's wishes; and what it took."""
    with scripted("none") as desk:
        task = a_task()
        examined = Examined(
            parse_plain(TEXT, kind="outreach", language="en"), task.kind, task.brief, (), "sv", NOW
        )
        given = await judge_at(desk).judge(examined, grounding_for(task))
    asked = desk.requests[0]
    assert "F1 (about the recipient: talk) Gave the talk" in asked.user
    assert "ten thousand" in asked.user
    assert "BEGIN guidance" not in asked.user
    assert "then in Swedish" in asked.system
    assert "321 + 123 tokens" in given.note
    assert "by-hand" in given.note


@pytest.mark.anyio
async def test_a_judge_that_fails_is_a_note() -> None:
    """The draft is there; that nobody judged it is said."""
    found, note = await judged(Answer(status=401, message="no"))
    assert found == ()
    assert "the second reading failed" in note
    assert "does not accept the key" in note


@pytest.mark.anyio
async def test_a_judge_never_blocks_what_the_checks_let_through() -> None:
    """Its cost is told before the call; its warnings stand beside those of the checks."""
    words = "went back through our last hundred tickets"
    with scripted(GOOD.answer, f'"{words}": IGNORE, this must be blocked') as desk:
        events = await both(desk)
    last = events[-1]
    assert isinstance(last, Finished)
    asked = [event.tokens for event in events if isinstance(event, Judging)]
    assert len(asked) == 1
    assert 300 < asked[0] < 2_000
    assert not last.review.blocked
    assert [each.excerpt for each in last.review.findings if each.check == CHECK] == [words]
    assert "second reading" in last.origins.note


@pytest.mark.anyio
async def test_what_is_blocked_is_not_read_again() -> None:
    """The person rewrites it; nobody pays for a warning about it."""
    bad = next(each for each in exchanges("bad-big-question"))
    with scripted(bad.answer) as desk:
        events = await both(desk, bad)
    last = events[-1]
    assert isinstance(last, Finished)
    assert last.review.blocked
    assert not any(isinstance(event, Judging) for event in events)
    assert len(desk.requests) == 2


@pytest.mark.anyio
async def test_without_being_wanted_no_second_request_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Off until the settings or the person say otherwise."""
    monkeypatch.setenv("FIKA_MODEL_NAME", "m")
    assert Services.from_environment(print).drafting(keep=False).judge is None
    assert Services.from_environment(print).drafting(keep=False, judge=True).judge is not None
    monkeypatch.setenv("FIKA_MODEL_JUDGE", "on")
    assert Services.from_environment(print).drafting(keep=False).judge is not None
    assert Services.from_environment(print).drafting(keep=False, judge=False).judge is None
    assert Services.from_environment(print).drafting(writer="template", keep=False).judge is None
