"""What a model is told: one system and one user message, made of the prompts and the brief.

Facts come from the grounding alone; drafting has already left out what is confidential, and a fact's
further fields are read only for the facts that are among its grounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.brief import Brief, Fact, Ground, Origin
from assistant.domain.draft import Wording
from assistant.domain.review import Finding
from assistant.domain.value import Channel
from assistant.models.blocks import Block, block, new_code
from assistant.parsing import to_marked
from assistant.ports import Grounding, Task
from knowledge.corpus import CorpusError, Passage, load_corpus
from prompts.catalog import Limit
from prompts.prompt import SYSTEM_FOLDER, Prompt, label, load_prompt

_LANGUAGE: Final = {"sv": "Swedish", "en": "English"}
_SUBJECT: Final = {"sv": "Ämne", "en": "Subject"}
_CHANNEL: Final[Mapping[Channel, str]] = {
    "mail": "an email",
    "linkedin-note": "the note that goes with a LinkedIn invitation",
    "linkedin": "a LinkedIn message",
    "sms": "a text message",
}
_OPENINGS: Final = {1: "fact", 2: "self", 3: "link"}
"""What each variant opens with, as the templates' variants do."""
_ORIGIN: Final[Mapping[Origin, str]] = {
    "fact": "about the recipient",
    "recipient": "the recipient",
    "sender": "the sender",
    "goal": "what the sender wants to learn or reach",
    "about": "more about the sender, in the sender's words",
    "own_words": "the sender's own words",
    "ask": "topic of the sender's questions",
    "note": "said in the talk, as the sender noted it",
    "plan": "the sender's plan",
    "meeting": "when the talk was, and how long",
}
_IN_CONFIDENCE: Final = (
    "What the sender knows in confidence. It may only keep you from a clumsy word: nothing of it is said, "
    "hinted at or built on in the document, and it has no id."
)
_FACT_KIND: Final = {"role": "work", "shared_contact": "shared contact", "other": ""}


@dataclass(frozen=True, slots=True)
class Messages:
    """What is sent, and what it was made of."""

    system: str
    user: str
    prompt: str
    """name@version#fingerprint over every prompt used."""
    shown: tuple[str, ...]
    """Ids of the guidance passages in it."""
    facts: tuple[str, ...]
    """Ids of the grounds in it."""


def messages_for(
    task: Task,
    grounding: Grounding,
    passages: Sequence[Passage],
    *,
    written: str = "",
    findings: Sequence[Finding] = (),
    said_before: bool = True,
) -> Messages:
    """Make the messages for a document, or for mending `written`.

    `passages` are those of the grounding to show, from its beginning; `said_before` is whether what the
    sender wrote to this person earlier is shown. Raises OSError for a kind without a prompt, and
    PromptError or RenderingError for a prompt that is wrong.
    """
    kind = load_prompt(task.kind.folder / "model.md")
    rules, layout, data = (load_prompt(SYSTEM_FOLDER / f"{name}.md") for name in ("rules", "format", "data"))
    last = load_prompt(SYSTEM_FOLDER / f"{_last(task, findings)}.md")
    code = new_code()
    blocks = [
        *_blocks(task, grounding, passages, kind, code, said_before=said_before),
        *(_mending(written, findings, code) if findings else _revising(task, passages, code)),
    ]
    values = {**_values(task, kind), "code": code, "blocks": blocks}
    return Messages(
        system="\n\n".join(prompt.render(values) for prompt in (rules, kind, layout)),
        user="\n\n".join(prompt.render(values) for prompt in (data, last)),
        prompt=label([kind, rules, layout, data, last]),
        shown=tuple(passage.id for passage in passages),
        facts=tuple(ground.id for ground in _in_order(grounding.grounds, kind)),
    )


def _last(task: Task, findings: Sequence[Finding]) -> str:
    """Name what is asked for in the end: a repair, also of a revision, a revision, or the document."""
    return "repair" if findings else "revise" if task.revision else "write"


def _values(task: Task, kind: Prompt) -> dict[str, object]:
    brief, limit = task.brief, task.kind.limit(task.wording.channel)
    fewest, most = task.kind.items or (0, 0)
    return {
        "language": brief.language,
        "language_name": _LANGUAGE[brief.language],
        "subject_label": _SUBJECT[brief.language] if limit.subject else "",
        "message": task.kind.message,
        "channel": _CHANNEL[task.wording.channel],
        "tone": task.wording.tone,
        "opening": _opening(task.wording),
        "max_words": limit.words,
        "max_characters": _max_characters(limit),
        "min_items": fewest,
        "max_items": most,
        "minutes": brief.ask.minutes,
        "questions": brief.ask.questions,
        "went_well": brief.meeting.went_well if brief.meeting else None,
    }


def _opening(wording: Wording) -> str:
    return _OPENINGS[(wording.variant - 1) % len(_OPENINGS) + 1] if wording.variant else ""


def _max_characters(limit: Limit) -> int:
    return min((each for each in (limit.characters, limit.hard_characters) if each), default=0)


def _blocks(
    task: Task,
    grounding: Grounding,
    passages: Sequence[Passage],
    kind: Prompt,
    code: str,
    *,
    said_before: bool,
) -> Iterator[Block]:
    facts = [
        line for ground in _in_order(grounding.grounds, kind) for line in ground_lines(task.brief, ground)
    ]
    yield block("facts", "What is known, with its ids. Nothing else is.", facts, code)
    wishes = list(_wishes(task, kind))
    if wishes:
        yield block("wishes", "Further wishes of the sender.", wishes, code)
    if grounding.in_confidence:
        yield block("confidence", _IN_CONFIDENCE, [f"- {text}" for text in grounding.in_confidence], code)
    before = list(_said_before(task)) if said_before else []
    if before:
        yield block(
            "said before", "What the sender already said to this person; do not repeat it.", before, code
        )
    if passages:
        lines = [
            line for number, each in enumerate(passages, start=1) for line in _guidance(number, each, task)
        ]
        yield block("guidance", "Guidance on how to write, with its ids.", lines, code)


def _in_order(grounds: Sequence[Ground], kind: Prompt) -> list[Ground]:
    return [ground for origin in kind.grounds for ground in grounds if ground.origin == origin]


def ground_lines(brief: Brief, ground: Ground) -> Iterator[str]:
    """Give what a model sees of one ground: its id, what it is, and who said so."""
    fact = brief.facts[ground.index] if ground.origin == "fact" else None
    kind = _FACT_KIND.get(fact.kind, fact.kind) if fact else ""
    yield f"{ground.id} ({_ORIGIN[ground.origin]}{f': {kind}' if kind else ''}) {ground.text}"
    for name, text in _details(fact) if fact else ():
        yield f"   {name}: {text}"
    if ground.source:
        yield f"   source: {ground.source}"


def _details(fact: Fact) -> Iterator[tuple[str, str]]:
    """Give a fact's own fields, as far as its line does not say them already."""
    fields = {
        "title": fact.title,
        "place or event": fact.where,
        "time": fact.when,
        "person": fact.with_whom,
        "what it says": fact.point,
    }
    for name, text in fields.items():
        if text and (name == "title" or text not in fact.text):
            yield name, text
    if fact.reaction:
        yield "the sender's own reaction", fact.reaction


def _wishes(task: Task, kind: Prompt) -> Iterator[str]:
    if "ask" in kind.grounds and task.brief.ask.window:
        yield f"when the talk would be: {task.brief.ask.window}"
    if task.kind.message and task.brief.sender.sign_off:
        yield "signs as:"
        yield task.brief.sender.sign_off


def _said_before(task: Task) -> Iterator[str]:
    previous = task.brief.previous
    if previous.outreach and not (task.kind.first_contact and task.kind.message):
        yield "first message:"
        yield previous.outreach
    if previous.questions:
        yield "questions asked:"
        yield from (f"- {question}" for question in previous.questions)
    if previous.followup:
        yield "thank-you:"
        yield previous.followup


def _guidance(number: int, passage: Passage, task: Task) -> Iterator[str]:
    wording = passage.wording(task.brief.language)
    yield f"G{number} {wording.title} ({_cite(passage, task.brief.language)})"
    yield " ".join(wording.text.split())


def _cite(passage: Passage, language: str) -> str:
    if passage.origin is not None:
        return passage.origin.cite(language)
    try:
        sources = load_corpus().sources
    except CorpusError:
        sources = {}
    return "; ".join(
        sources[source].cite(language) if source in sources else source for source in passage.sources
    )


def _revising(task: Task, passages: Sequence[Passage], code: str) -> Iterator[Block]:
    if task.revision is None:
        return
    draft = to_marked(task.revision.before, passages)
    yield block("draft", "The document as it stands now, with its marks.", [draft], code)
    yield block("wish", "What the sender wishes changed in it.", [task.revision.wish], code)


def _mending(written: str, findings: Sequence[Finding], code: str) -> Iterator[Block]:
    yield block("written", "The document as you wrote it.", [written], code)
    lines = [
        " ".join(
            part
            for part in (
                f"{number}.",
                f"\u201c{finding.excerpt}\u201d:" if finding.excerpt not in finding.message else "",
                finding.message,
                finding.fix,
            )
            if part
        )
        for number, finding in enumerate(findings, start=1)
    ]
    yield block("problems", "What the review stopped, each with its place, reason and mend.", lines, code)
