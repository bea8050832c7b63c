"""A draft on its way out: its newest version, whether it may leave, and the files it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.draft import Draft
from assistant.domain.records import Approval, Contact, Version
from assistant.domain.value import Language
from assistant.handover.files import write_file
from assistant.handover.forms import Form, chosen_file, content_as, file_bytes
from assistant.logbook import sending
from assistant.ports import Store
from knowledge.corpus import Corpus
from prompts.catalog import Kind


@dataclass(frozen=True, slots=True)
class Outgoing:
    """How a draft stands on its way out."""

    version: Version
    """The newest; no other is handed over."""
    kind: Kind
    approval: Approval | None
    sent: Contact | None
    """The newest note that the draft was sent."""

    @property
    def is_message(self) -> bool:
        """Whether it is sent to someone; a paper of one's own is only copied and kept."""
        return self.kind.message

    @property
    def may_leave(self) -> bool:
        """Whether it may be handed over: a message only once the person has approved it."""
        return not self.is_message or self.approval is not None


def outgoing(store: Store, draft_id: int, kind: Callable[[str], Kind]) -> Outgoing:
    """Read how a draft stands. Raises StoreError, NotFoundError."""
    version = store.version(draft_id)
    return Outgoing(
        version=version,
        kind=kind(version.draft.kind),
        approval=store.approval(draft_id, version.number),
        sent=sending(store, draft_id),
    )


def save_as(
    going: Outgoing, form: Form, written: str, *, corpus_behind: Callable[[Draft], Corpus], ui: Language
) -> Path:
    """Write the version as a new file where the person says, and give the file. Nothing is written over.

    Raises UsageError, InputError.
    """
    path = chosen_file(written, going.version, form)
    content = content_as(going.version, form, going.kind, corpus_behind=corpus_behind, ui=ui)
    write_file(path, file_bytes(content))
    return path
