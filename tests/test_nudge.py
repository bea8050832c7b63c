"""The one reminder: short, kind, without guilt, and the last; written from templates for every channel."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import get_args

import pytest

from assistant.checks.reviewing import review
from assistant.domain.brief import Brief, Recipient
from assistant.domain.records import Contact, Person
from assistant.domain.value import Channel, Language, Tone
from assistant.importing.brief_file import load_brief
from assistant.next_steps import Action, actions
from assistant.ports import Examined
from assistant.road import NUDGE_AFTER, standing
from prompts.catalog import load_kinds
from tests.bench_run import ROOT
from tests.offline_desk import NOW, draft, shown
from tests.shell import Shell

BLAME = (
    "fortfarande inte",
    "inget svar",
    "haven't heard",
    "no answer",
    "just following up",
    "senast",
    "by friday",
)


@cache
def example(language: Language) -> Brief:
    """The example brief of a language."""
    text = (ROOT / "examples" / f"{language}.toml").read_text(encoding="utf-8")
    return load_brief(text, language, language=language).brief


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("channel", get_args(Channel))
@pytest.mark.parametrize("tone", get_args(Tone))
def test_a_reminder_is_short_and_blames_nobody(language: Language, channel: Channel, tone: Tone) -> None:
    """And the review has nothing to say about it."""
    for variant in range(1, 4):
        made = draft(example(language), "nudge", channel=channel, tone=tone, variant=variant)
        found = review(
            Examined(
                made, load_kinds()["nudge"], example(language), shown("nudge"), language, NOW, cited=True
            )
        )
        text = made.text.casefold()
        assert not [word for word in BLAME if word in text]
        assert found.findings == ()
        assert 0 < found.words <= 90


@pytest.mark.usefixtures("taken_apart")
@pytest.mark.parametrize(
    ("language", "last"), [("sv", ("sista", "inte igen", "enda")), ("en", ("last", "again", "only"))]
)
def test_a_reminder_by_mail_says_that_it_is_the_last(
    fika: Shell, language: str, last: tuple[str, ...]
) -> None:
    """After it one lets go, as the guidance says; the command writes it, and its review finds nothing."""
    written = fika.json("write", "nudge", "--brief", f"examples/{language}.toml", "--no-save")
    assert any(word in written["text"] for word in last)
    assert written["review"]["findings"] == []


def test_who_waited_a_week_is_offered_the_kind_that_the_catalogue_has() -> None:
    """The road names the kind as a word of its own; the first thing to do is to write it."""
    now = datetime(2026, 3, 13, 9, tzinfo=UTC)
    person = Person(id=1, recipient=Recipient(name="Maria Berg"), added_at=now - 2 * NUDGE_AFTER)
    sent = Contact(id=1, person_id=1, kind="sent", at=now - NUDGE_AFTER, document="outreach")
    stands = standing(person, 1, (), (sent,), (), now)
    assert stands.step == "nudge"
    assert actions(stands, load_kinds())[0] == Action("write", kind="nudge")
