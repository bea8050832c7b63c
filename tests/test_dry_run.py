"""What would leave this machine, what then does, and what happens when the model is away."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.by_hand import Answer, scripted
from tests.exchange import exchanges
from tests.model_desk import uses
from tests.shell import Shell

pytestmark = pytest.mark.usefixtures("indexed")


ANSWER = next(each for each in exchanges("outreach-en-1")).answer
BRIEF = ("draft", "--brief", "examples/en.toml")


def test_a_dry_run_shows_all_of_it_and_sends_nothing(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where to, how much, every word; not the key."""
    uses("https://api.example.com/v1", monkeypatch, api_key="sk-canary")
    text = fika(*BRIEF, "--dry-run")
    shown = fika.json(*BRIEF, "--dry-run")
    assert text.startswith("To: https://api.example.com/v1 (another machine)\n")
    assert "What support tickets taught me" in text
    messages = shown["request"]["messages"]
    assert [each["role"] for each in messages] == ["system", "user"]
    assert 2_000 < shown["tokens"] < 5_000
    assert "canary" not in text + json.dumps(shown) + fika.said
    assert "Nothing was sent" in fika.said


def test_what_a_dry_run_shows_is_what_then_goes(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word for word, but for the code that is new every time."""
    with scripted(ANSWER) as desk:
        uses(desk, monkeypatch)
        shown = fika.json(*BRIEF, "--dry-run")["request"]
        assert desk.requests == []
        fika(*BRIEF)
    sent = desk.requests[0].body
    code = shown["messages"][1]["content"].split("carry the code ")[1][:16]
    new = sent["messages"][1]["content"].split("carry the code ")[1][:16]
    assert code != new
    assert json.loads(json.dumps(shown).replace(code, new)) == sent


def test_a_dry_run_without_a_model_says_that_nothing_leaves(fika: Shell) -> None:
    """The templates write here."""
    assert fika.json(*BRIEF, "--dry-run")["request"] is None
    assert "nothing leaves this machine" in fika.said


def test_a_dry_run_of_a_thin_brief_asks_as_writing_would(
    fika: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing would be sent for it."""
    thin = tmp_path / "thin.toml"
    thin.write_text('language = "en"\n[sender]\nname = "Sara"\n[recipient]\nname = "Maria"\n')
    uses("http://127.0.0.1:9/v1", monkeypatch)
    assert fika.json("draft", "--brief", str(thin), "--dry-run", code=2)["format"] == "fika.missing/1"


def test_what_is_confidential_is_named_as_left_out(
    fika: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the dry run and with the draft; one word of the person's lets it through, for one document."""
    brief = tmp_path / "brief.toml"
    told = Path("examples/en.toml").read_text()
    brief.write_text(told + '\n[[facts]]\ntext = "Canary is ill"\nconfidential = true\n')
    uses("https://api.example.com/v1", monkeypatch)
    run = ("draft", "--brief", str(brief), "--dry-run")
    assert "Canary" not in fika(*run)
    assert "Not in it: confidential facts left out: 1." in fika.said
    assert "Canary is ill" in fika(*run, "--send-confidential")
    assert "left out" not in fika.said


def test_confidential_notes_go_to_no_model_elsewhere(
    fika: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A brief file may mark them; a thank-you without them is refused, not made up."""
    brief = tmp_path / "brief.toml"
    told = Path("examples/en.toml").read_text()
    assert "[meeting]\n" in told
    brief.write_text(told.replace("[meeting]\n", "[meeting]\nconfidential = true\n"))
    uses("https://api.example.com/v1", monkeypatch)
    run = ("followup", "--brief", str(brief))
    assert "not on this machine" in fika.fails(*run, code=1)
    assert "not on this machine" in fika.fails(*run, "--dry-run", code=1)
    assert "said in the talk" in fika(*run, "--dry-run", "--send-confidential")
    fika(*run, "--writer", "template")


def test_the_templates_stand_in_when_the_model_is_away(
    fika: Shell, monkeypatch: pytest.MonkeyPatch, answers: Callable[..., None]
) -> None:
    """Asked at a terminal, and it is said who wrote."""
    with scripted(ANSWER) as desk:
        uses(desk, monkeypatch)
    answers("y")
    text = fika(*BRIEF)
    assert text.startswith("Subject: ")
    assert "Nothing answers at" in fika.said
    assert "Written with the templates, without the model." in fika.said


def test_a_no_keeps_the_models_error(
    fika: Shell, monkeypatch: pytest.MonkeyPatch, answers: Callable[..., None]
) -> None:
    """Nothing is written behind the person's back."""
    uses("http://127.0.0.1:9/v1", monkeypatch)
    answers("n")
    assert "Nothing answers at" in fika.fails(*BRIEF, code=4)


def test_without_a_terminal_the_way_out_is_said(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script is not asked."""
    uses("http://127.0.0.1:9/v1", monkeypatch)
    assert "--writer template" in fika.fails(*BRIEF, code=4)


def test_who_wrote_and_what_it_took_is_said(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its tokens, and without where the server does not count."""
    with scripted(ANSWER, Answer(ANSWER, usage=None)) as desk:
        uses(desk, monkeypatch)
        fika(*BRIEF, "--no-save")
        assert f"Written by by-hand at {desk.url}: 321 + 123 tokens" in fika.said
        fika(*BRIEF, "--no-save")
    assert "did not count its tokens" in fika.said


def test_a_wait_is_told_at_the_command_line(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its reason and its length."""
    with scripted(Answer(status=429, message="Slow down", headers={"Retry-After": "0.3"}), ANSWER) as desk:
        uses(desk, monkeypatch)
        fika(*BRIEF, "--no-save")
    assert "takes no more requests right now: Slow down. It is asked again in 1 s." in fika.said


def test_a_judge_at_the_command_line(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for, its cost comes first and its warnings stand in the review."""
    doubts = '"our last hundred tickets": no fact counts them.'
    with scripted(ANSWER, doubts) as desk:
        uses(desk, monkeypatch)
        fika(*BRIEF, "--no-save", "--judge")
    assert "reads it once more beside your facts: about" in fika.said
    assert "judged_claim" in fika.said
    assert len(desk.requests) == 2
