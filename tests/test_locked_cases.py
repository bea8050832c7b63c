"""The locked cases stay as they were written: a rule that fails one is mended on others, or not at all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests import eval_retrieval, eval_review

LOCKED = {
    "retrieval_questions/locked.jsonl": "6c50b6313c220e345f03f39d8cab8275b8a767b9e8abe32d3dfebe0e5a8cfbf5",
    "review_cases/fresh.jsonl": "0b609a73a3ada39f3d9aee1c4844bee9f06a02cf9c2f57d8af1522061442af1f",
    "review_cases/locked.jsonl": "d0e3adf6da88617c4e38d100c3b53244bab188ca878d0bb54d0650b2557ff047",
    "review_cases/planted.jsonl": "2ff1315283ddc0412c365fca105d97a1da7e56b481238d4dc48f7577118175e2",
    "review_cases/whole.jsonl": "946354ee8c3f77ded5394cec39b23838b12ed9a9efd6e03ab83072765b06c1fb",
}
FEWEST = 150
"""Questions in each language, as the issue asks."""


@pytest.mark.parametrize(("name", "expected"), LOCKED.items())
def test_locked_cases_have_not_changed(name: str, expected: str) -> None:
    """Not one letter: a figure on cases that follow the rules says nothing."""
    content = (Path(__file__).parent / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == expected


@pytest.mark.parametrize(
    ("folder", "measured"),
    [
        ("retrieval_questions", "locked"),
        ("review_cases", "locked"),
        ("review_cases", "fresh"),
        ("review_cases", "whole"),
        ("review_cases", "planted"),
    ],
)
def test_no_case_is_in_both_halves(folder: str, measured: str) -> None:
    """What was tuned on is not what is measured on."""
    halves = []
    for half in ("tune", measured):
        lines = (Path(__file__).parent / folder / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
        halves.append({json.loads(line)["text"].strip().lower() for line in lines})
    assert not halves[0] & halves[1]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_there_are_enough_questions(language: str) -> None:
    """In each half: answerable ones of every kind, and a fifth that nothing answers."""
    for half in ("tune", "locked"):
        mine = [each for each in eval_retrieval.questions(half) if each.language == language]
        assert len(mine) >= FEWEST
        assert 0.15 <= sum(not each.topics for each in mine) / len(mine) <= 0.25


@pytest.mark.parametrize("language", ["sv", "en"])
def test_there_are_enough_review_cases(language: str) -> None:
    """The counts that the benchmark promises, over both halves."""
    mine = [
        each for half in ("tune", "locked") for each in eval_review.cases(half) if each.language == language
    ]
    false = [each for each in mine if each.check == "unsupported_claim" and each.expect]
    assert len(false) >= 60
    assert len({each.kind_of_flaw for each in false}) >= 12
    assert sum(each.check == "asks_to_be_mentor" and each.expect for each in mine) >= 30
    assert sum(each.check == eval_review.CLEAN for each in mine) >= 30
