"""Words that a message shares with its brief by chance: they neither refer nor introduce."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from assistant.checks import no_purpose, references
from assistant.checks.reviewing import load_check
from assistant.domain.brief import Brief
from assistant.domain.review import Finding
from assistant.importing.brief_file import load_brief
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds

GIVEN = {
    "language": "en",
    "sender": {
        "name": "Tove Lind",
        "role": "physics teacher",
        "organisation": "Alder Road Secondary School",
        "about": "I teach two classes and repair kettles with the pupils",
    },
    "recipient": {"name": "Ruth Adeyemi", "role": "head of science", "organisation": "Elm Academy"},
    "facts": [
        {
            "kind": "project",
            "text": "Lets the pupils repair thirty kettles and toasters each spring, "
            "and leaves every wrong reading on the board.",
        }
    ],
    "ask": {"minutes": 15, "questions": 2, "topic": "practical lessons", "window": "before Christmas"},
}
BRIEF = load_brief(json.dumps(GIVEN), "brief", language="en").brief
BY_CHANCE = (
    "I teach physics at Alder Road Secondary School. My pupils repair things on Fridays, "
    "and the board has given me leave to go on next spring."
)
ABOUT_HER = (
    "I teach physics at Alder Road Secondary School. "
    "You leave every wrong reading on the board, and I want to know why."
)
NOBODY = "The wrong readings that you leave on the board are the best idea I have met in any school."
ASK = "Could I ask you two questions on the phone? Fifteen minutes, on any day before Christmas."


def found(
    check: str, said: str, *, kind: str = "outreach", subject: str = "Kettles", brief: Brief = BRIEF
) -> list[Finding]:
    """What a check finds in a message that says this and asks for a talk."""
    text = f"Subject: {subject}\n\nDear Ruth,\n\n{said}\n\n{ASK}\n\nKind regards,\nTove"
    draft = parse_plain(text, kind=kind, language="en", channel="mail")
    now = datetime(2026, 3, 13, 9, tzinfo=UTC)
    return list(
        load_check(check)(
            Examined(draft=draft, kind=load_kinds()[kind], brief=brief, passages=(), ui="en", now=now)
        )
    )


def test_words_of_a_fact_in_a_message_that_speaks_of_other_things_refer_to_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They are believed where a sentence is a little like those that speak of the reader's own."""
    assert found("no_research_reference", BY_CHANCE)
    assert not found("no_research_reference", ABOUT_HER)
    monkeypatch.setattr(references, "_UNLIKE", -99.0)
    references._mentions.cache_clear()
    assert not found("no_research_reference", BY_CHANCE)
    references._mentions.cache_clear()


def test_words_of_the_senders_work_introduce_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "In any school" is not where one works."""
    assert found("no_purpose", NOBODY)
    assert not found("no_purpose", ABOUT_HER)
    monkeypatch.setattr(no_purpose, "_UNLIKE", -99.0)
    assert not found("no_purpose", NOBODY)


@pytest.mark.parametrize(("kind", "sells"), [("outreach", True), ("nudge", False)])
def test_a_reminder_may_answer_the_first_message(kind: str, sells: bool) -> None:
    """ "Re:" is a trick of sales only where nothing was written before."""
    assert bool(found("sounds_like_sales", ABOUT_HER, kind=kind, subject="Re: Kettles")) is sells


def test_a_review_is_the_same_whatever_order_python_gives_to_sets() -> None:
    """Which of two stems of equal length names a word must not hang on the seed of a process."""
    asked = (
        "from assistant.checks.claim_statements import _known_by;"
        "words = ('library', 'Bethan', 'address', 'gave', 'hjärtat', 'lärande');"
        "print([_known_by(word).stem for word in words])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert len(seen) == 1
