"""Recorded exchanges with a model, and what is needed to play them again."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import grounding
from assistant.checks.reviewing import review
from assistant.domain.brief import Brief
from assistant.domain.draft import Wording
from assistant.domain.value import Channel, Language, Tone
from assistant.drafting import Drafting
from assistant.events import Event, Finished
from assistant.importing.brief_file import load_brief
from assistant.models import ModelWriter
from assistant.ports import Grounding, Judge, Task, Writer
from assistant.settings import ModelSettings
from knowledge.corpus import Passage, load_corpus
from knowledge.found import Found
from prompts.catalog import load_kinds
from tests.by_hand import ByHand
from tests.fakes import NOW

FOLDER = Path(__file__).parent / "exchanges"
EXAMPLES = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True)
class Exchange:
    """A brief, and what a reader of nothing but the prompt answered."""

    name: str
    kind: str
    brief: str
    channel: Channel
    answer: str = ""
    mended: str = ""
    """What the reader answered when blocking places went back; empty when none did."""
    prompt: str = ""
    """name@version#fingerprint of the prompt that was answered."""
    caught: Sequence[str] = ()
    """Checks that must stop or mark a bad answer."""
    manner: str = ""
    """In what way a bad answer is bad."""
    planted: Sequence[str] = ()
    """The very words of a bad answer that are wrong."""
    escaped: Sequence[str] = ()
    """Those of them that stand in the draft with nothing said about them."""
    found: Sequence[str] = ()
    """The whole review of a good answer: checks that warn or note, in the text's order; none may block."""
    verdict: str = ""
    """Of a good one, by someone who read it as its sender: "ready", or what must be changed first."""
    tone: Tone = "plain"
    variant: int = 0

    def task(self) -> Task:
        """The task it was recorded for."""
        path = FOLDER / "briefs" / f"{self.brief}.toml"
        brief = read_brief(path if path.exists() else EXAMPLES / f"{self.brief}.toml")
        wording = Wording(channel=self.channel, tone=self.tone, variant=self.variant)
        return Task(kind=load_kinds()[self.kind], brief=brief, wording=wording, now=NOW)


def drafting(writer: Writer, judge: Judge | None = None) -> Drafting:
    """The pipeline as the exchanges were recorded, with a second reading when a judge is given."""
    return Drafting(
        writer=writer,
        retriever=TopicRetriever(),
        review=review,
        can_open=lambda fact, _language, _about: not fact.is_empty,
        ui="en",
        judge=judge,
    )


async def played(exchange: Exchange, desk: ByHand, judge: Judge | None = None) -> list[Event]:
    """Every event of a document that this server writes."""
    settings = ModelSettings(name="by-hand", base_url=desk.url, deadline_seconds=20)
    return [event async for event in drafting(ModelWriter(settings), judge).run(exchange.task())]


def escaped(made: Finished, planted: Sequence[str]) -> list[str]:
    """Those of the planted words that are in the draft, in no finding's span and in no unmarked sentence."""
    draft, review = made.draft, made.review
    spans = [(each.start, each.end) for each in review.findings if each.end > each.start]
    spans += [(each.start, each.end) for each in draft.prose if not each.marked]

    def seen(words: str) -> bool:
        start = draft.text.find(words)
        return start < 0 or any(start < end and begin < start + len(words) for begin, end in spans)

    return [words for words in planted if not seen(words)]


def exchanges(prefix: str = "") -> list[Exchange]:
    """Every recorded exchange whose name begins with `prefix`."""
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    return [Exchange(name=name, **table) for name, table in tables.items() if name.startswith(prefix)]


def read_brief(path: Path) -> Brief:
    """Read a brief file as the product does."""
    return load_brief(path.read_bytes(), str(path), language=None).brief


def grounding_for(task: Task, *passages: Passage) -> Grounding:
    """What drafting would show for a task on this machine, with these passages."""
    return grounding.grounding_for(task, passages, elsewhere=False)


class TopicRetriever:
    """Gives the first two passages of each topic, as the exchanges were recorded."""

    def for_task(
        self, topics: Sequence[str], words: str, language: Language, limit: int = 8
    ) -> tuple[Passage, ...]:
        """Look at the topics alone."""
        del words, language
        corpus = load_corpus()
        found = dict.fromkeys(passage.id for topic in topics for passage in corpus.for_topic(topic)[:2])
        return tuple(corpus.passages[each] for each in found)[:limit]

    def search(self, question: str, language: Language, limit: int = 5) -> Found:
        """Find nothing; drafting asks by topic."""
        del question, language, limit
        return Found(answered=False, hits=())
