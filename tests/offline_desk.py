"""A desk for the template writer: the corpus of briefs, and how one is written and taken apart."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import pytest

from assistant.domain.brief import Ask, Brief, Fact, Meeting, Recipient, Sender, grounds
from assistant.domain.draft import Draft, Wording
from assistant.domain.value import Channel, Language
from assistant.offline.writer import TemplateWriter
from assistant.parsing import parse_marked
from assistant.ports import Grounding, Task
from knowledge.corpus import Passage, load_corpus
from prompts.catalog import load_kinds

BRIEFS = Path(__file__).parent / "offline_briefs"
CORPUS = sorted(BRIEFS.glob("*.toml"))
NOW = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
VARIANTS = (pytest.param(False, id="by turns"), pytest.param(True, id="each", marks=pytest.mark.slow))
"""Whether a test of the whole corpus writes each variant of each brief: twice the time for the same rule."""
CHANNELS: tuple[Channel, ...] = ("mail", "linkedin", "linkedin-note", "sms")


def read(path: Path) -> Brief:
    """Read a brief of the corpus."""
    return Brief.model_validate(tomllib.loads(path.read_text(encoding="utf-8")), strict=False)


def shown(kind: str) -> tuple[Passage, ...]:
    """Give the passages that a writer is shown for a kind: two for each of its topics."""
    corpus = load_corpus()
    found: list[Passage] = []
    for topic in load_kinds()[kind].topics:
        found += [passage for passage in corpus.for_topic(topic) if passage not in found][:2]
    return tuple(found)


def written(brief: Brief, kind: str = "outreach", **wording: Any) -> str:
    """Write a document in the writing format."""
    task = Task(kind=load_kinds()[kind], brief=brief, wording=Wording(**wording), now=NOW)
    grounding = Grounding(grounds(brief), shown(kind))

    async def go() -> str:
        return "".join([piece async for piece in TemplateWriter().write(task, grounding)])

    return anyio.run(go)


def draft(brief: Brief, kind: str = "outreach", **wording: Any) -> Draft:
    """Write a document and take it apart as the pipeline does."""
    return parse_marked(
        written(brief, kind, **wording),
        shown(kind),
        [ground.id for ground in grounds(brief)],
        kind=kind,
        language=brief.language,
        channel=wording.get("channel", "mail"),
    )


def outreach(language: Language = "sv", **parts: Any) -> Brief:
    """Give a brief with one talk, to be changed part by part."""
    sv = language == "sv"
    given: dict[str, Any] = {
        "language": language,
        "sender": Sender(
            name="Sara Lind",
            role="analytiker" if sv else "analyst",
            organisation="Norrvatten",
            goals=("göra bättre prognoser" if sv else "make better forecasts",),
        ),
        "recipient": Recipient(name="Maria Berg"),
        "facts": (Fact(kind="talk", title="Fel och rätt", where="Energidagarna i Luleå", when="2025"),),
        "ask": Ask(topic="intervall i prognoser" if sv else "intervals in forecasts"),
    }
    return Brief(**{**given, **parts})


def thanks(language: Language, *notes: str, **parts: Any) -> Brief:
    """Give a brief for a follow-up with these notes."""
    return outreach(language, meeting=Meeting(notes=notes, **parts))


@cache
def corpus_draft(path: Path, kind: str, channel: Channel, variant: int) -> Draft:
    """Write a brief of the corpus, once for all tests."""
    return draft(read(path), kind, channel=channel, variant=variant)


def every(
    kind: str, channels: tuple[Channel, ...] = ("mail",), *, each_variant: bool = True
) -> Iterator[tuple[str, Brief, Draft]]:
    """Give each brief of the corpus written for each channel and variant, or in two variants by turns."""
    for at, path in enumerate(CORPUS):
        brief = read(path)
        for channel in channels:
            for variant in (0, 1, 2, 3) if each_variant else (at % 4, (at + 1) % 4):
                made = corpus_draft(path, kind, channel, variant)
                yield f"{path.stem} {channel} {variant}", brief, made
