"""Puts drafts on the table: from a text in the writing format, in the real store or in memory alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from assistant.domain.brief import Ask, Brief, Fact, Recipient, Sender, grounds
from assistant.domain.draft import Draft, Origins, Wording
from assistant.domain.records import Version
from assistant.domain.review import Finding, Review
from assistant.domain.value import Channel, Language
from assistant.parsing import parse_marked, parse_plain
from assistant.ports import Store, Task
from assistant.reviewing.desk import Desk
from assistant.reviewing.document import Document, Seen
from assistant.store import SqliteStore
from assistant.wiring import Services
from prompts.catalog import load_kinds

NOW: Final = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
TALK: Final = Fact(
    kind="talk",
    text="Höll föredraget Prognoser som håller på Energidagarna i Luleå 2024",
    title="Prognoser som håller",
    where="Energidagarna i Luleå",
    when="2024",
    source="programmet",
)
MARKED: Final = (
    "Ämne: Två frågor om prognoser [F1]\n"
    "Hej Maria!\n\n"
    "Ditt föredrag på Energidagarna i Luleå 2024 har stannat hos mig. [F1 G1]\n"
    "Jag är analytiker på Nordkraft och vill bygga bättre prognoser. [F3]\n\n"
    "Skulle du ha 15 minuter de närmaste två veckorna för två frågor om hur ni mäter prognosfel? [G1]\n"
    "Säg bara när det passar dig. [-]\n\n"
    "Tack för att du tog dig tid att läsa. [-]\n\n"
    "Vänliga hälsningar\nSara Lindqvist"
)
PASSAGE: Final = "outreach.ask.low_commitment"


def brief(language: Language = "sv", **more: object) -> Brief:
    """Give a brief from Sara to Maria."""
    given: dict[str, object] = {
        "language": language,
        "sender": Sender(
            name="Sara Lindqvist",
            role="analytiker",
            organisation="Nordkraft",
            goals=("bygga bättre prognoser",),
        ),
        "recipient": Recipient(name="Maria Berg", role="prognoschef", organisation="Luleå Energi"),
        "facts": (TALK,),
        "ask": Ask(
            minutes=15, questions=2, topic="hur ni mäter prognosfel", window="de närmaste två veckorna"
        ),
    }
    return Brief.model_validate(given | more)


def written(marked: str = MARKED, said: Brief | None = None, channel: Channel = "mail") -> Draft:
    """Give a draft as a writer marked it."""
    said = said or brief()
    passages = [Services.from_environment(print).corpus.passages[PASSAGE]]
    known = [each.id for each in grounds(said)]
    return parse_marked(marked, passages, known, kind="outreach", language=said.language, channel=channel)


def stored(store: SqliteStore, marked: str = MARKED, said: Brief | None = None) -> Document:
    """Keep a template writer's draft to a stored person, and put it on the table."""
    said = said or brief()
    person = store.add_person(said.recipient)
    for fact in said.facts:
        store.add_fact(person.id, fact)
    task = Task(load_kinds()["outreach"], said, Wording(), NOW, person_id=person.id)
    services = Services.from_environment(print)
    draft = written(marked, said)
    review = services.judge(draft, said, cited=True, at=NOW)
    kept = store.save_version(task, draft, review, Origins(writer="template", shown=(PASSAGE,)))
    return Document(kept.draft_id, desk_on(store))


def desk_on(store: Store, at: datetime = NOW) -> Desk:
    """Give a desk on a store, with the real checks at a fixed time."""
    services = Services.from_environment(print)

    def judge(draft: Draft, against: Brief, *, cited: bool) -> Review:
        return services.judge(draft, against, cited=cited, at=at)

    return Desk(store, services.kind, judge, services.corpus_behind, "en", lambda: at)


def typed(
    text: str,
    said: Brief | None = None,
    *,
    kind: str = "outreach",
    channel: Channel = "mail",
    at: datetime = NOW,
) -> Document:
    """Put a text that a person wrote on the table, in no store."""
    said = said or brief()
    draft = parse_plain(text, kind=kind, language=said.language, channel=channel)
    version = Version(
        draft_id=1,
        number=1,
        draft=draft,
        brief=said,
        review=Review(),
        origins=Origins(writer="person"),
        made_at=at,
    )
    return Document(1, desk_on(cast("Store", _OneVersion(version)), at))


def found(seen: Seen, check: str) -> Finding:
    """Give the one finding of a check."""
    return next(each for each in seen.review.findings if each.check == check)


def checks(findings: Iterable[Finding]) -> set[str]:
    """Give the checks that found something."""
    return {each.check for each in findings}


class _OneVersion:
    """A store with one version, that nothing is saved to."""

    def __init__(self, version: Version) -> None:
        self._version = version

    def versions(self, _draft_id: int) -> Any:
        return (self._version,)
