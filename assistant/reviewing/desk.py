"""What a draft on the table needs around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Origins, Wording
from assistant.domain.records import Version
from assistant.domain.review import Review
from assistant.domain.value import Language
from assistant.ports import Store, Task
from assistant.reviewing.marks import as_judged
from knowledge.corpus import Corpus
from prompts.catalog import Kind


class Judge(Protocol):
    """Reviews a draft against a brief; `cited` judges its marks too."""

    def __call__(self, draft: Draft, brief: Brief, *, cited: bool) -> Review: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, the kinds, the checks and the guidance. `wiring` gives it."""

    store: Store
    kind: Callable[[str], Kind]
    judge: Judge
    corpus_behind: Callable[[Draft], Corpus]
    """The guidance, with the own passages that a draft cites."""
    ui: Language
    now: Callable[[], datetime]

    def review(self, draft: Draft, brief: Brief, *, written: bool) -> Review:
        """Review with the marks, all of them where a writer has `written` the text.

        A person's sentences need no mark, but one that rests on an invented id stays a finding.
        """
        return self.judge(draft if written else as_judged(draft), brief, cited=True)

    def keep(self, draft_id: int, draft: Draft, brief: Brief, review: Review, origins: Origins) -> Version:
        """Keep a draft as the newest version."""
        task = Task(
            kind=self.kind(draft.kind),
            brief=brief,
            wording=Wording(channel=draft.channel),
            now=self.now(),
            draft_id=draft_id,
        )
        return self.store.save_version(task, draft, review, origins)


def taken_over(origins: Origins, note: str) -> Origins:
    """Give the origins of a version whose text stays: nothing was asked of a writer again."""
    asked = {"prompt_tokens": None, "completion_tokens": None, "seconds": None}
    return origins.model_copy(update={"note": note, **asked})
