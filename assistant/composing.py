"""A document before its first word: for whom, of what kind, how it is wanted, and what is known for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast, get_args

from pydantic import ValidationError

from assistant.briefing import answered, brief_for, keep_answer, said_plainly
from assistant.cleaning import clean
from assistant.domain.brief import Ask, Brief, Fact
from assistant.domain.draft import Wording
from assistant.domain.records import Person
from assistant.domain.value import MAX_MESSAGE, Channel, Language
from assistant.errors import InputError
from assistant.ports import Store, Task
from assistant.wording import _
from knowledge.corpus import Corpus
from prompts.catalog import Kind
from prompts.prompt import load_prompt

FACT_NEED: Final = "recipient.fact"
"""The need whose answer is a fact, shown as it was understood."""
_MOST_MINUTES: Final = 480


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a person has chosen and answered so far."""

    person: Person
    kind: Kind
    brief: Brief
    wording: Wording
    draft_id: int | None = None
    """The draft that what is written becomes a version of."""

    def task(self, now: datetime) -> Task:
        """Give the task as it stands."""
        return Task(
            kind=self.kind,
            brief=self.brief,
            wording=self.wording,
            now=now,
            person_id=self.person.id,
            draft_id=self.draft_id,
        )

    def of_kind(self, kind: Kind) -> Sheet:
        """Give it as another kind of document; a channel that the kind has not gives way to its first."""
        channel = self.wording.channel if self.wording.channel in kind.channels else channels(kind)[0]
        wording = self.wording.model_copy(update={"channel": channel})
        draft_id = self.draft_id if kind.id == self.kind.id else None
        return replace(self, kind=kind, wording=wording, draft_id=draft_id)

    def in_language(self, language: Language) -> Sheet:
        """Give it in another language of the message."""
        return replace(self, brief=self.brief.model_copy(update={"language": language}))

    def on_channel(self, channel: Channel) -> Sheet:
        """Give it for another channel."""
        return replace(self, wording=self.wording.model_copy(update={"channel": channel}))

    def asking_for(self, minutes: str) -> Sheet:
        """Give it with the minutes that are asked for. Raises InputError."""
        typed = minutes.strip()
        if not typed.isdecimal() or not 1 <= int(typed) <= _MOST_MINUTES:
            raise InputError(
                _("'{minutes}' is no number of minutes.").format(minutes=typed[:20]),
                hint=_("Give a number between 1 and {most}; 15 to 20 is best.").format(most=_MOST_MINUTES),
            )
        ask = Ask.model_validate({**dict(self.brief.ask), "minutes": int(typed)})
        return replace(self, brief=self.brief.model_copy(update={"ask": ask}))

    def with_own_words(self, text: str) -> Sheet:
        """Give it with the person's own sentences. Raises InputError for too many."""
        own = clean(text).strip()
        if len(own) > MAX_MESSAGE:
            raise InputError(
                _("Your own words are too long: {count} characters.").format(count=len(own)),
                hint=_("At most {most} characters.").format(most=MAX_MESSAGE),
            )
        return replace(self, brief=self.brief.model_copy(update={"own_words": own}))

    def answering(self, need: str, text: str) -> Sheet:
        """Give it with an answer to what was missing. Raises InputError for one that says nothing."""
        if not text.strip():
            raise InputError(
                _("Nothing was answered, so nothing is written."),
                hint=_("A generic text would not be answered either; come back when you know more."),
            )
        try:
            return replace(self, brief=answered(self.brief, need, text.strip()))
        except ValidationError as error:
            raise InputError(
                _("The answer is too long: {count} characters.").format(count=len(text)),
                hint=_("One sentence is enough."),
            ) from error

    @property
    def is_confidential(self) -> bool:
        """Whether it rests on notes that stay on this machine unless the person says otherwise."""
        return bool(self.brief.meeting and self.brief.meeting.confidential)

    def newest_fact_said_plainly(self) -> Sheet:
        """Give it with the newest fact as its words alone."""
        return replace(self, brief=said_plainly(self.brief, len(self.brief.facts) - 1))

    @property
    def newest_fact(self) -> Fact:
        """The fact that was answered last."""
        return self.brief.facts[-1]

    def kept(self, store: Store, need: str) -> Sheet:
        """Keep the answer to a need with the person or in the profile. Blocks; raises StoreError."""
        keep_answer(store, self.person.id, self.brief, need)
        return self


def sheet_for(store: Store, kind: Kind, person_id: int, language: Language) -> Sheet:
    """Give the sheet for a document to a stored person. Blocks. Raises NotFoundError and StoreError."""
    person = store.find_person(str(person_id))
    wording = Wording(channel=channels(kind)[0])
    return Sheet(person, kind, brief_for(person, store, language), wording)


def channels(kind: Kind) -> tuple[Channel, ...]:
    """Give the channels that a kind can be written for, in the order of its file."""
    known = get_args(Channel)
    return tuple(cast("Channel", each) for each in kind.channels if each in known)


def asks_for_minutes(kind: Kind) -> bool:
    """Tell whether a document of this kind names how long a talk is asked for: its prompt then takes it."""
    prompt = kind.folder / "model.md"
    return prompt.exists() and "minutes" in load_prompt(prompt).inputs


def standing_behind(corpus: Corpus, passage_id: str, language: Language) -> str:
    """Give the guidance behind a reason as one line, with its source; empty when it is not there."""
    passage = corpus.passages.get(passage_id)
    if passage is None:
        return ""
    return f"{passage.wording(language).title} ({corpus.cite(passage, language)})"
