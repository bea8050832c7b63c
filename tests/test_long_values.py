"""What is far too long is refused in one sentence, wherever it comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.launch import main

LONG = "å" * 3_000


@pytest.mark.parametrize(
    "arguments",
    [
        ["people", "add", LONG],
        ["facts", "add", "Kim", LONG],
        ["draft", "Kim", "--topic", LONG],
        ["followup", "Kim", "--note", LONG],
        ["draft", "Kim", "--own-words", LONG * 4],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_value_that_is_too_long_is_refused_with_its_limit(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2 and the number of characters that fit."""
    assert main(["people", "add", "Kim"]) == 0
    capsys.readouterr()
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert "too long" in shown
    assert "most" in shown
    assert len(shown) < 400


def test_a_text_that_no_one_would_read_is_not_reviewed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reviewer answers at once instead of reading a book."""
    (tmp_path / "book").write_text("a b " * 10_000, encoding="utf-8")
    assert main(["check", str(tmp_path / "book"), "--kind", "outreach", "--language", "sv"]) == 2
    assert "too long" in capsys.readouterr().err


def test_a_flood_of_signs_is_taken_apart_in_linear_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found as a hang: every sign was tried as the beginning of a run to the end."""
    (tmp_path / "flood").write_text("@" * 399_999, encoding="utf-8")
    assert main(["people", "add", "Kim"]) == 0
    assert main(["facts", "suggest", "Kim", str(tmp_path / "flood")]) == 0
    assert "Kim" in capsys.readouterr().out
