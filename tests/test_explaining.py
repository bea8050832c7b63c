"""`fika check --explain`: the rule, its source, examples that the check really judges so, and its figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.checks import examples as shown
from assistant.checks import measured
from assistant.checks.measured import Figures, figures, write_figures
from assistant.checks.rule import load_rule
from assistant.domain.value import Language
from prompts.catalog import load_kinds
from tests.eval_review import CLEAN, Case, Outcome, record
from tui.explaining import explanation
from tui.launch import main

CHECKS = sorted({check for kind in load_kinds().values() for check in kind.checks})
FIGURES = Figures(hit=18, missed=2, alarms=1, silent=39)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("check", CHECKS)
def test_every_example_is_judged_as_it_says(check: str, language: Language) -> None:
    """At least two that are found and one that is not, in each language, each run through its check."""
    mine = shown.examples(check, language)
    assert sum(each.found for each in mine) >= 2
    assert sum(not each.found for each in mine) >= 1
    wrong = [each.text for each in mine if bool(shown.findings(each)) is not each.found]
    assert wrong == []


@pytest.mark.parametrize("check", ["asks_to_be_mentor", "sounds_like_sales", "readability"])
def test_a_check_is_explained_with_its_examples(check: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Rule, severity, the evidence's own words, and the examples of the interface's language only."""
    assert main(["check", "--explain", check]) == 0
    out = capsys.readouterr().out
    assert load_rule(check).rule["en"] in out
    for each in shown.examples(check, "en"):
        assert " ".join(each.text.split())[:200] in out
    assert not any(" ".join(each.text.split())[:200] in out for each in shown.examples(check, "sv"))
    assert "Found, for example:" in out
    assert "Left alone:" in out


def test_further_sources_are_named_too() -> None:
    """A rule that rests on several findings tells each."""
    lines = explanation(load_rule("sounds_like_sales"), "en", lambda source_id: f"source {source_id}")
    assert [line.split("[")[1] for line in lines if "source" in line] == ["E16]", "E8]", "E11]", "E17]"]


def test_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Per check and language, with the cases that they were counted on."""
    path = tmp_path / "measured.toml"
    write_figures({"too_long": {"sv": FIGURES}}, "locked 60 abc", path)
    assert figures("too_long", path) == {"sv": FIGURES}
    assert figures("placeholder", path) == {}
    assert "locked 60 abc" in path.read_text(encoding="utf-8")


def test_precision_and_recall_come_from_the_counts() -> None:
    """And are not made up where there is nothing to divide by."""
    assert FIGURES.precision == pytest.approx(18 / 19)
    assert FIGURES.recall == pytest.approx(18 / 20)
    nothing = Figures(hit=0, missed=0, alarms=0, silent=5)
    assert nothing.precision is None
    assert nothing.recall is None


def test_an_explanation_tells_the_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Per language, with the counts behind them; and says so when there are none."""
    path = tmp_path / "measured.toml"
    unmeasured = figures("too_long", path)
    write_figures({"too_long": {"sv": FIGURES, "en": Figures(hit=0, missed=0, alarms=0, silent=5)}}, "", path)
    monkeypatch.setattr("tui.explaining.figures", lambda check: figures(check, path))
    text = "\n".join(explanation(load_rule("too_long"), "en", str))
    assert unmeasured == {}
    assert (
        "Swedish: 18 of 20 found (recall 0.90), 1 false alarms in 40 innocent texts (precision 0.95)" in text
    )
    assert "English: 0 of 0 found (recall -)" in text
    monkeypatch.setattr("tui.explaining.figures", lambda _check: {})
    assert "not been measured" in "\n".join(explanation(load_rule("too_long"), "en", str))


def test_the_benchmark_writes_what_it_counted(tmp_path: Path) -> None:
    """Hits, misses and alarms of each language; a clean message with a finding is an alarm."""

    def outcome(check: str, expect: bool, found: bool) -> Outcome:
        case = Case("c", check, "sv", "", expect, "", {"text": "Hej"})
        return Outcome(case, ({"check": "too_long", "start": 0, "end": 3},) if found else ())

    outcomes = [
        outcome("too_long", True, True),
        outcome("too_long", True, False),
        outcome("too_long", False, False),
        outcome(CLEAN, False, True),
    ]
    record("tune", outcomes, tmp_path / "measured.toml")
    got = figures("too_long", tmp_path / "measured.toml")
    assert got["sv"] == Figures(hit=1, missed=1, alarms=1, silent=1)
    assert got["en"] == Figures(hit=0, missed=0, alarms=0, silent=0)


@pytest.mark.parametrize("arguments", [["tune", "--record"], ["locked", "too_long", "--record"]])
def test_the_products_own_figures_are_those_of_the_whole_locked_half(arguments: list[str]) -> None:
    """A part of it, or cases that were tuned on, is refused before anything is reviewed."""
    before = measured.MEASURED.read_bytes() if measured.MEASURED.exists() else None
    command = [sys.executable, "-m", "tests.eval_review", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--record=FILE" in done.stderr
    assert (measured.MEASURED.read_bytes() if measured.MEASURED.exists() else None) == before
