"""Many questions or texts in one process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tui.launch import main

pytestmark = pytest.mark.usefixtures("indexed")


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_questions_are_answered_a_line_each_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Plain lines and JSON objects; each answer carries its id."""
    lines = ["hur ofta ska man ses", "", '{"id": "a", "text": "how do I bake bread", "language": "en"}']
    (tmp_path / "q").write_text("\n".join(lines), encoding="utf-8")
    assert main(["guide", "--batch", str(tmp_path / "q"), "--json", "-k", "2"]) == 0
    first, second = answers(capsys)
    assert (first["id"], first["answered"], len(first["hits"])) == (1, True, 2)
    assert set(first["hits"][0]) == {"passage", "topic", "language", "score", "source"}
    assert (second["id"], second["answered"]) == ("a", False)


def test_texts_are_reviewed_as_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The batch and the single command say the same about the same text."""
    text = "Subject: Hi\n\nHi Maria,\n\nWould you take me under your wing?\n\nSara"
    (tmp_path / "mail").write_text(text, encoding="utf-8")
    row = {"id": 7, "kind": "outreach", "language": "en", "text": text, "today": "2026-03-13"}
    (tmp_path / "rows").write_text(json.dumps(row), encoding="utf-8")
    assert main(["check", "--batch", str(tmp_path / "rows")]) == 0
    (batched,) = answers(capsys)
    assert main(["check", str(tmp_path / "mail"), "--kind", "outreach", "--language", "en", "--json"]) == 1
    alone = json.loads(capsys.readouterr().out)
    assert batched == {"id": 7, **alone}
    assert "asks_to_be_mentor" in {finding["check"] for finding in alone["findings"]}


@pytest.mark.parametrize(
    "row",
    [
        "{not json",
        "[1]",
        "{}",
        '{"kind": "poem", "language": "en", "text": "x"}',
        '{"kind": "outreach", "language": "de", "text": "x"}',
        '{"kind": "outreach", "text": "x"}',
        '{"kind": "outreach", "language": "en", "text": "x", "channel": "fax"}',
        '{"kind": "outreach", "language": "en", "text": "x", "today": "soon"}',
        '{"kind": "outreach", "language": "en", "text": "x", "brief": {"nmae": 1}}',
    ],
)
def test_a_bad_line_is_answered_with_its_error_and_the_rest_go_on(
    row: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the exit status tells that something was wrong."""
    good = '{"id": "good", "kind": "outreach", "language": "en", "text": "Hi"}'
    (tmp_path / "rows").write_text(f"{row}\n{good}\n", encoding="utf-8")
    assert main(["check", "--batch", str(tmp_path / "rows")]) == 2
    bad, fine = answers(capsys)
    assert bad["error"]
    assert fine["id"] == "good"
    assert "findings" in fine


def test_json_holds_nothing_that_acts_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """C1 controls and directional marks are escaped; the value is the same."""
    hostile = "Subject: Hi\n\nWill you be my mentor \x9b31m\u202e?"
    (tmp_path / "mail").write_text(hostile, encoding="utf-8")
    main(["check", str(tmp_path / "mail"), "--kind", "outreach", "--language", "en", "--json"])
    out = capsys.readouterr().out
    assert "\x9b" not in out
    assert "\u202e" not in out
    assert json.loads(out)["findings"]


def test_a_check_can_be_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """Its rule and the guidance behind it; an unknown one names the known."""
    assert main(["check", "--explain", "asks_to_be_mentor"]) == 0
    assert "outreach.ask.low_commitment" in capsys.readouterr().out
    assert main(["check", "--explain", "nonsense"]) == 2
    assert "asks_to_be_mentor" in capsys.readouterr().err
