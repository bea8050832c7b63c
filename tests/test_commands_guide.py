"""`fika guide`: passages with their sources, and sources that disagree side by side."""

from __future__ import annotations

import pytest

from tests.shell import Shell

pytestmark = pytest.mark.usefixtures("indexed")


def test_sources_that_disagree_stand_side_by_side(fika: Shell) -> None:
    """Never one blended number: each view in its own words with its own source, and each once."""
    said = fika("guide", "how long should a mentorship last", "-k", "3", "--language", "en")
    assert said.count("The sources differ about this; the other views:") == 1
    for view in ("whole_eighteen_months", "whole_five_months", "whole_until_goal"):
        assert said.count(f"[meeting.frequency_duration.{view};") == 1


def test_a_passage_that_nobody_contradicts_stands_alone(fika: Shell) -> None:
    """No empty heading over views that are not there."""
    assert "The sources differ" not in fika("guide", "subject line", "-k", "1", "--language", "en")
