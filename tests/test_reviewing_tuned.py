"""One key's mends over the tuning half of the labelled cases: a finding goes, and nothing new blocks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.domain.review import Finding
from assistant.domain.value import Channel
from assistant.importing.brief_file import load_brief
from assistant.reviewing import mending
from assistant.reviewing.document import Document, Mend, Seen
from tests.eval_review import Case, cases
from tests.reviewing_desk import typed


def offered(case: Case) -> Iterator[tuple[Document, Seen, Finding, Mend | None]]:
    """Give the mends that are offered for a case's findings."""
    row = case.row
    said = load_brief(json.dumps(row["brief"]), "brief", language=row["language"]).brief
    day = datetime.fromisoformat(row.get("today", "2026-11-20")).date()
    at = datetime.combine(day, time(12), ZoneInfo("Europe/Stockholm"))
    channel: Channel = row.get("channel", "mail")
    document = typed(row["text"], said, kind=row["kind"], channel=channel, at=at)
    seen = document.look(row["text"])
    for finding in seen.review.findings:
        yield document, seen, finding, document.mend(seen, finding)


def assert_mends(sample: list[Case], least: float) -> None:
    """Check every mend that is offered, and that one is offered for most of what can be mended."""
    files = {path.stem for path in Path(mending.__path__[0]).glob("*.py")}
    asked = given = 0
    for case in sample:
        for document, seen, finding, mend in offered(case):
            if finding.check not in files or finding.check in {"closed_question", "googleable_question"}:
                continue
            asked += 1
            if mend is None:
                continue
            given += 1
            after = document.look(mend.applied(seen.text)).review
            key = (finding.check, finding.excerpt)
            before = Counter((each.check, each.excerpt) for each in seen.review.findings)
            assert before[key] > Counter((each.check, each.excerpt) for each in after.findings)[key], case.id
            blocks = Counter((each.check, each.excerpt) for each in after.blocking)
            assert blocks <= Counter((each.check, each.excerpt) for each in seen.review.blocking), case.id
    assert given >= least * asked


def briefed() -> list[Case]:
    """Give the tuning cases that have a brief."""
    return [case for case in cases("tune") if "brief" in case.row]


def test_mends_over_some_of_the_tuning_cases() -> None:
    """A hundredth of them, in every commit."""
    assert_mends(briefed()[::100], 0.8)


@pytest.mark.slow
def test_mends_over_all_the_tuning_cases() -> None:
    """The finding is gone and nothing new blocks; nearly all that can be mended is."""
    assert_mends(briefed(), 0.93)
