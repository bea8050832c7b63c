"""The one reminder: short, kind, without guilt, and the last; written from templates for every channel."""

from __future__ import annotations

from typing import get_args

import pytest

from assistant.domain.value import Channel, Language, Tone
from assistant.importing.brief_file import load_brief
from tests.bench_run import ROOT
from tests.shell import Shell

pytestmark = pytest.mark.usefixtures("indexed")

BLAME = (
    "fortfarande inte",
    "inget svar",
    "haven't heard",
    "no answer",
    "just following up",
    "senast",
    "by friday",
)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("channel", get_args(Channel))
@pytest.mark.parametrize("tone", get_args(Tone))
def test_a_reminder_is_short_and_blames_nobody(
    fika: Shell, language: Language, channel: Channel, tone: Tone
) -> None:
    """And the review has nothing to say about it."""
    for variant in range(1, 4):
        written = fika.json(
            "write",
            "nudge",
            "--brief",
            f"examples/{language}.toml",
            *("--channel", channel, "--tone", tone, "--variant", str(variant), "--no-save"),
        )
        text = written["text"].casefold()
        assert not [word for word in BLAME if word in text]
        assert written["review"]["findings"] == []
        assert written["review"]["words"] <= 90


@pytest.mark.parametrize(
    ("language", "last"), [("sv", ("sista", "inte igen", "enda")), ("en", ("last", "again", "only"))]
)
def test_a_reminder_by_mail_says_that_it_is_the_last(
    fika: Shell, language: str, last: tuple[str, ...]
) -> None:
    """After it one lets go, as the guidance says."""
    text = fika("write", "nudge", "--brief", f"examples/{language}.toml", "--no-save")
    assert any(word in text for word in last)


def test_the_reminder_has_the_kind_that_the_next_step_names() -> None:
    """Who waited a week is offered it."""
    brief = load_brief((ROOT / "examples" / "sv.toml").read_text(encoding="utf-8"), "sv", language="sv").brief
    assert brief.ask.topic
