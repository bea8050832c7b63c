"""The shapes of `--json` outputs. `fika schema` prints them; a new shape gets a new number in `format`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.brief import Brief, Ground
from assistant.domain.brief import grounds as grounds_of
from assistant.domain.draft import Draft, Origins, Sentence
from assistant.domain.records import Version
from assistant.domain.review import Finding, Review
from knowledge.corpus import Corpus


class _Output(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class FactOutput(_Output):
    """Something the person gave that a sentence rests on."""

    id: str
    origin: str
    """fact, recipient, sender, goal, about, own_words, ask, note, plan or meeting."""
    text: str
    source: str


class GuidanceOutput(_Output):
    """A guidance passage that a sentence rests on."""

    id: str
    title: str
    source: str


class SentenceOutput(_Output):
    """A sentence: `text[start:end]` of the draft, and what stands behind it."""

    start: int
    end: int
    text: str
    role: str
    """subject, greeting, sentence, item, closing or signature."""
    facts: tuple[FactOutput, ...]
    guidance: tuple[GuidanceOutput, ...]
    unknown: tuple[str, ...]
    """Ids that the writer cited without having been shown them."""


class ReviewOutput(_Output):
    """A review; positions are characters in the text as given."""

    format: Literal["fika.review/1"] = "fika.review/1"
    blocked: bool
    words: int
    characters: int
    findings: tuple[Finding, ...]


class DraftOutput(_Output):
    """A draft as it would be sent, with sources and review."""

    format: Literal["fika.draft/1"] = "fika.draft/1"
    draft: int | None
    """Number in the store; null when it was not kept."""
    version: int | None
    kind: str
    language: Literal["sv", "en"]
    channel: str
    subject: str | None
    body: str
    text: str
    """Subject line, blank line and body; sentence positions count in here."""
    sentences: tuple[SentenceOutput, ...]
    origins: Origins
    review: ReviewOutput


def review_output(review: Review) -> ReviewOutput:
    """Give a review in its output shape."""
    return ReviewOutput(
        blocked=review.blocked, words=review.words, characters=review.characters, findings=review.findings
    )


def draft_output(
    draft: Draft,
    review: Review,
    origins: Origins,
    *,
    grounds: Sequence[Ground],
    corpus: Corpus,
    draft_id: int | None = None,
    version: int | None = None,
) -> DraftOutput:
    """Give a draft in its output shape."""
    known = {ground.id: ground for ground in grounds}
    return DraftOutput(
        draft=draft_id,
        version=version,
        kind=draft.kind,
        language=draft.language,
        channel=draft.channel,
        subject=draft.subject,
        body=draft.body,
        text=draft.text,
        sentences=tuple(_sentence(each, known, corpus, draft.language) for each in draft.sentences),
        origins=origins,
        review=review_output(review),
    )


def version_output(version: Version, corpus: Corpus) -> DraftOutput:
    """Give a kept version in a draft's output shape."""
    return draft_output(
        version.draft,
        version.review,
        version.origins,
        grounds=grounds_of(version.brief),
        corpus=corpus,
        draft_id=version.draft_id,
        version=version.number,
    )


def schema(thing: Literal["brief", "draft", "review"]) -> dict[str, Any]:
    """Give the JSON Schema of the brief file or of an output."""
    if thing == "brief":
        return Brief.model_json_schema()
    output: type[BaseModel] = DraftOutput if thing == "draft" else ReviewOutput
    return output.model_json_schema(mode="serialization")


def _sentence(sentence: Sentence, known: dict[str, Ground], corpus: Corpus, language: str) -> SentenceOutput:
    facts = [known[each] for each in sentence.facts if each in known]
    passages = [corpus.passages[each] for each in sentence.passages if each in corpus.passages]
    return SentenceOutput(
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        role=sentence.role,
        facts=tuple(
            FactOutput(id=each.id, origin=each.origin, text=each.text, source=each.source) for each in facts
        ),
        guidance=tuple(
            GuidanceOutput(id=each.id, title=each.wording(language).title, source=corpus.cite(each, language))
            for each in passages
        ),
        unknown=sentence.unknown,
    )
