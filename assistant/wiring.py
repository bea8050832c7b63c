"""Builds the services from the settings; the only place that picks implementations."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import NotFoundError
from assistant.settings import load_settings
from assistant.wiring_model import ModelServices
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.chatting.session import Chatting
    from assistant.checks.rule import Rule
    from assistant.domain.brief import Brief
    from assistant.domain.draft import Draft
    from assistant.domain.review import Review
    from assistant.domain.value import Channel, Language
    from assistant.drafting import Drafting
    from assistant.events import Event
    from assistant.keeping import Keeping
    from assistant.missing import CanOpen
    from assistant.ports import Store, Task, Writer
    from assistant.recovering import Recovering
    from assistant.reviewing.desk import Desk
    from assistant.reviewing.document import Document
    from assistant.revising import Revising
    from prompts.catalog import Kind


@dataclass(frozen=True)
class Services(ModelServices):
    """What the commands and screens use. Each part is built when it is first asked for."""

    @classmethod
    def from_environment(
        cls,
        notice: Callable[[str], None],
        flags: dict[str, str] | None = None,
        *,
        someone_types: bool = False,
    ) -> Services:
        """Read the settings and build the services on them. Raises SettingsError."""
        return cls(resolved=load_settings(flags), notice=notice, someone_types=someone_types)

    @property
    def message_language(self) -> Language:
        """The message's language when nothing else says it."""
        return self.settings.language or self.ui

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kinds of document, in menu order."""
        from prompts.catalog import load_kinds

        return load_kinds()

    def kind(self, named: str) -> Kind:
        """Give a kind by its id. Raises NotFoundError."""
        if named not in self.kinds:
            raise NotFoundError(
                _("There is no kind '{kind}'.").format(kind=named),
                hint=_("Kinds: {kinds}.").format(kinds=", ".join(self.kinds)),
            )
        return self.kinds[named]

    @cached_property
    def store(self) -> Store:
        """Where people, facts and drafts are kept."""
        from assistant.store import SqliteStore

        return SqliteStore(self.settings.home / "fika.sqlite3")

    @cached_property
    def keeping(self) -> Keeping:
        """What keeps every text on its way, so that nothing typed is ever lost."""
        from assistant.keeping import Keeping
        from assistant.runs import Run

        return Keeping(
            self.store.unsaved,
            Run(self.settings.home / "run"),
            clock=now,
            notice=self.notice,
        )

    @property
    def recovering(self) -> Recovering:
        """What an earlier run left behind, and what becomes of it."""
        from assistant.recovering import Recovering

        return Recovering(
            keeping=self.keeping,
            store=self.store,
            kind=self.kind,
            document=self.document,
            drafting=self.drafting,
            now=now,
        )

    def writer(self, choice: str = "") -> Writer:
        """Give the writer of the settings, or the one of `choice` ("template", "model")."""
        wanted = choice or self.settings.writer
        if wanted == "auto":
            wanted = "model" if self.settings.model.name else "template"
        if wanted == "model":
            return self.model_writer()
        from assistant.offline.writer import TemplateWriter

        return TemplateWriter()

    def drafting(self, *, writer: str = "", keep: bool = True, judge: bool | None = None) -> Drafting:
        """Give the pipeline; `keep=False` saves nothing, `judge` stands before the setting."""
        from assistant.checks.reviewing import review
        from assistant.drafting import Drafting
        from assistant.offline.facts import can_open
        from assistant.offline.writer import TemplateWriter

        chosen = self.writer(writer)
        by_model = chosen.origins().writer == "model"
        opens: CanOpen = (
            can_open
            if isinstance(chosen, TemplateWriter)
            else lambda fact, _language, _about: not fact.is_empty
        )
        return Drafting(
            writer=chosen,
            retriever=self.retriever,
            review=review,
            can_open=opens,
            ui=self.ui,
            store=self.store if keep else None,
            elsewhere=by_model and self.model_elsewhere,
            judge=self.model_judge(wanted=judge) if by_model else None,
        )

    def revising(self, draft_id: int, instruction: str, *, writer: str = "") -> AsyncGenerator[Event, None]:
        """Change a draft as wished: the events of drafting, whose `Finished.saved` is its new version."""
        return self._reviser(writer).run(draft_id, instruction)

    def again(self, draft_id: int, *, writer: str = "") -> AsyncGenerator[Event, None]:
        """Write a draft once more from its brief: the events of drafting, with a new version of it."""
        return self._reviser(writer).again(draft_id)

    def revision(self, draft_id: int, instruction: str, *, writer: str = "") -> Task:
        """Give the task that a wish makes of a draft; blocks. `drafting().stopped` needs it."""
        return self._reviser(writer).task(draft_id, instruction)

    def _reviser(self, writer: str) -> Revising:
        from assistant.revising import Revising

        return Revising(self.drafting(writer=writer), self.store, self.kinds, now)

    def review(
        self,
        text: str,
        *,
        kind: str,
        language: Language,
        channel: Channel,
        brief: Brief | None,
        at: datetime | None = None,
    ) -> tuple[Draft, Review]:
        """Review any text as on the day of `at` (now).

        Raises InputError for one that no one would read as a message.
        """
        from assistant.parsing import parse_plain
        from assistant.reviewing.readable import require_readable

        require_readable(text)
        sign_off = brief.sender.sign_off if brief else ""
        draft = parse_plain(text, kind=kind, language=language, channel=channel, sign_off=sign_off)
        return draft, self.judge(draft, brief, at=at)

    def judge(
        self, draft: Draft, brief: Brief | None, *, cited: bool = False, at: datetime | None = None
    ) -> Review:
        """Review a draft as it stands; `cited` judges its marks too."""
        from assistant.checks.reviewing import review
        from assistant.confirming import without_provenance
        from assistant.ports import Examined

        examined = Examined(
            draft=draft,
            kind=self.kind(draft.kind),
            brief=without_provenance(brief) if brief else None,
            passages=(),
            ui=self.ui,
            now=at or now(),
            cited=cited,
        )
        return review(examined)

    def chatting(self, conversation_id: int | None = None) -> Chatting:
        """Open the chat, with a conversation that goes on or a new one. Raises NotFoundError."""
        from assistant.chatting.desk import ChatDesk
        from assistant.chatting.session import Chatting

        talker = self.talker()
        desk = ChatDesk(
            store=self.store,
            find_guidance=self.find_guidance,
            corpus_with=self.corpus_with,
            drafting=self.drafting,
            kind=self.kind,
            message_language=self.message_language,
            ui=self.ui,
            now=now,
            talker=talker,
            elsewhere=talker is not None and self.model_elsewhere,
        )
        begun = None if conversation_id is None else self.store.chats.conversation(conversation_id)
        return Chatting(desk, begun)

    @property
    def desk(self) -> Desk:
        """What a draft on the table needs around it."""
        from assistant.reviewing.desk import Desk

        return Desk(
            store=self.store,
            kind=self.kind,
            judge=self.judge,
            corpus_behind=self.corpus_behind,
            ui=self.ui,
            now=now,
        )

    def document(self, draft_id: int) -> Document:
        """Put a draft on the table. Raises NotFoundError."""
        from assistant.reviewing.document import Document

        return Document(draft_id, self.desk)

    def checks(self) -> dict[str, Rule]:
        """Every check that a kind names, with its rule."""
        from assistant.checks.rule import load_rule

        named = dict.fromkeys(check for kind in self.kinds.values() for check in kind.checks)
        return {check: load_rule(check) for check in named}


def now() -> datetime:
    """The time, with the machine's time zone."""
    return datetime.now().astimezone()
