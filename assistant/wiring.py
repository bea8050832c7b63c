"""Builds the services from the settings; the only place that picks implementations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import InputError, NotFoundError, SettingsError
from assistant.settings import load_settings
from assistant.wiring_guidance import GuidanceServices
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.checks.rule import Rule
    from assistant.domain.brief import Brief
    from assistant.domain.draft import Draft
    from assistant.domain.review import Review
    from assistant.domain.value import Channel, Language
    from assistant.drafting import Drafting
    from assistant.missing import CanOpen
    from assistant.ports import Store, Writer
    from prompts.catalog import Kind


@dataclass(frozen=True)
class Services(GuidanceServices):
    """What the commands and screens use. Each part is built when it is first asked for."""

    @classmethod
    def from_environment(cls, notice: Callable[[str], None], flags: dict[str, str] | None = None) -> Services:
        """Read the settings and build the services on them. Raises SettingsError."""
        return cls(resolved=load_settings(flags), notice=notice)

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

    def writer(self, choice: str = "") -> Writer:
        """Give the writer of the settings, or the one of `choice` ("template", "model")."""
        wanted = choice or self.settings.writer
        if wanted == "auto":
            wanted = "model" if self.settings.model.name else "template"
        if wanted == "model":
            if not self.settings.model.name:
                raise SettingsError(
                    _("No model is set."),
                    hint=_("Set FIKA_MODEL_NAME (and FIKA_MODEL_BASE_URL for a server of your own)."),
                )
            from assistant.models import ModelWriter

            return ModelWriter(self.settings.model)
        from assistant.offline.writer import TemplateWriter

        return TemplateWriter()

    def drafting(self, *, writer: str = "", keep: bool = True) -> Drafting:
        """Give the pipeline; `keep=False` saves nothing."""
        from assistant.checks.reviewing import review
        from assistant.drafting import Drafting
        from assistant.offline.facts import can_open
        from assistant.offline.writer import TemplateWriter

        chosen = self.writer(writer)
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
        )

    def review(
        self,
        text: str,
        *,
        kind: str,
        language: Language,
        channel: Channel,
        brief: Brief | None,
        before: Draft | None = None,
        at: datetime | None = None,
    ) -> tuple[Draft, Review]:
        """Review any text as on the day of `at` (now).

        `before` lends its marks to the sentences that did not change. Raises InputError for a text
        that no one would read as a message.
        """
        from assistant.domain.value import MAX_MESSAGE
        from assistant.parsing import keep_marks, parse_plain

        if len(text) > MAX_MESSAGE:
            raise InputError(
                _("The text is too long to review: {count} characters, at most {most}.").format(
                    count=len(text), most=MAX_MESSAGE
                ),
                hint=_("Give the message itself; a first message is 50 to 125 words."),
            )
        draft = parse_plain(text, kind=kind, language=language, channel=channel)
        if before:
            draft = keep_marks(draft, before)
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

    def checks(self) -> dict[str, Rule]:
        """Every check that a kind names, with its rule."""
        from assistant.checks.rule import load_rule

        named = dict.fromkeys(check for kind in self.kinds.values() for check in kind.checks)
        return {check: load_rule(check) for check in named}


def now() -> datetime:
    """The time, with the machine's time zone."""
    return datetime.now().astimezone()
