"""Sits down to confirm: drafts whose claims are in their brief, against it, or in nothing."""

from __future__ import annotations

import io
from collections.abc import Callable

from assistant.domain.brief import Brief, Fact, Recipient, Sender
from assistant.domain.draft import Origins
from assistant.domain.records import Version
from assistant.ports import Task
from assistant.store import SqliteStore
from assistant.wiring import Services
from prompts.catalog import load_kinds
from tests.stored import NOW, task

OLD = Fact(
    kind="talk", text="Höll ett föredrag om prognoser på Energidagarna i Luleå 2024", source="programmet"
)
TRUE = "Du ledde projektet Vinterljus i Kiruna."
AGAINST = "Ditt föredrag på Energidagarna 2021 var bra."
AMOUNT = "Ni fick 2 miljoner kronor av Vinnova."
PHONE = "Ring mig gärna på 070-123 45 67."
Keep = Callable[..., int]


def brief(language: str = "sv", *facts: Fact, **more: object) -> Brief:
    """Give a brief to Maria Berg."""
    return Brief.model_validate(
        {
            "language": language,
            "sender": Sender(name="Sara Lindqvist", role="analytiker"),
            "recipient": Recipient(name="Maria Berg", role="prognoschef", organisation="Luleå Energi"),
            "facts": facts or (OLD,),
            **more,
        }
    )


def letter(*sentences: str) -> str:
    """Give a message with these sentences."""
    return (
        "Ämne: Två frågor om prognoser\n\nHej Maria,\n\n"
        + " ".join(sentences)
        + "\n\nHälsningar\nSara Lindqvist"
    )


def typed(text: str) -> io.TextIOWrapper:
    """Give standard input with a text."""
    return io.TextIOWrapper(io.BytesIO(text.encode()))


def keeping(store: SqliteStore) -> Keep:
    """Keep a draft as an edit would, with its review; to a stored person, or from a brief file."""

    def kept(*sentences: str, of: Brief | None = None, kind: str = "outreach", person: bool = True) -> int:
        said = of or brief()
        person_id = None
        if person:
            person_id = store.add_person(said.recipient).id
            for fact in said.facts:
                store.add_fact(person_id, fact)
        services = Services.from_environment(lambda _text: None)
        draft, review = services.review(
            letter(*sentences), kind=kind, language=said.language, channel="mail", brief=said
        )
        made = Task(kind=load_kinds()[kind], brief=said, wording=task().wording, now=NOW, person_id=person_id)
        services.store.close()
        return store.save_version(made, draft, review, Origins(writer="person")).draft_id

    return kept


def checks(version: Version) -> list[str]:
    """Give what the review of a version found among the two that a fact can mend."""
    found = [each.check for each in version.review.findings]
    return [each for each in found if each in {"unsupported_claim", "foreign_content"}]
