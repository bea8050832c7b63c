"""A draft: the text as it would be sent, its sentences, and what stands behind each."""

from __future__ import annotations

from typing import Literal

from assistant.domain.value import Channel, Language, Tone, Value

Role = Literal["subject", "greeting", "sentence", "item", "closing", "signature"]
"""What a sentence is in the message; `item` is a numbered question or a list line."""


class Sentence(Value):
    """One sentence of a draft: `draft.text[start:end]`."""

    start: int
    end: int
    text: str
    role: Role = "sentence"
    paragraph: int = 0
    """Number of its paragraph, from 0; the subject has -1."""
    marked: bool = False
    """Whether the writer closed it with a mark; `[-]` counts."""
    facts: tuple[str, ...] = ()
    """Ids of the grounds behind it, as numbered by `grounds(brief)`."""
    passages: tuple[str, ...] = ()
    """Ids of the guidance passages behind it (the stable ids, not the shown "G1")."""
    unknown: tuple[str, ...] = ()
    """Ids in its mark that were never shown to the writer."""


class Draft(Value):
    """A document in one language, exactly as it would be sent."""

    kind: str
    language: Language
    channel: Channel = "mail"
    text: str
    """The body, behind a subject line ("Subject: ..." or "Ämne: ...") and a blank line if it has one."""
    sentences: tuple[Sentence, ...] = ()

    @property
    def subject(self) -> str | None:
        """The subject without its label, or None when there is no subject line."""
        first = self.sentences[0] if self.sentences else None
        return first.text if first and first.role == "subject" else None

    @property
    def body_start(self) -> int:
        """Where the body begins in `text`."""
        if self.subject is None:
            return 0
        end = self.sentences[0].end
        return end + len(self.text[end:]) - len(self.text[end:].lstrip())

    @property
    def body(self) -> str:
        """The text without its subject line."""
        return self.text[self.body_start :]

    @property
    def items(self) -> tuple[Sentence, ...]:
        """The numbered questions or list lines."""
        return tuple(each for each in self.sentences if each.role == "item")

    @property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences that say something: no subject, greeting, closing or signature."""
        return tuple(each for each in self.sentences if each.role in {"sentence", "item"})


class Wording(Value):
    """How a document is wanted, beyond what the brief says."""

    channel: Channel = "mail"
    tone: Tone = "plain"
    variant: int = 0
    """Which of the writer's variants, from 1; 0 lets the writer choose."""
    most_words: int = 0
    """Most words in the body when it is wanted shorter than the kind allows; 0 for the kind's own limit."""
    first_fact: int = 0
    """Number of the fact to begin with, from 1; 0 lets the writer choose."""


class Origins(Value):
    """Who wrote a draft and with what, kept with every version."""

    writer: Literal["template", "model", "person"]
    model: str = ""
    prompt: str = ""
    """name@version#fingerprint of the prompt or template."""
    shown: tuple[str, ...] = ()
    """Guidance passages that the writer saw."""
    facts: tuple[str, ...] = ()
    """Ids of the grounds that a model saw ("F1"), as numbered by `grounds(brief)`; empty: all of them."""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    temperature: float | None = None
    """How freely the model chose its words; None when none was sent."""
    seconds: float | None = None
    first_seconds: float | None = None
    """Seconds from the request to the first piece of text."""
    note: str = ""
    """What the person should know: that a stream was possibly cut, or what was left out."""
    wording: Wording | None = None
    """How it was wanted; what a later "shorter" starts from."""
