"""Builds the services from the settings; the only place that picks implementations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import InputError, KnowledgeError, NotFoundError, SettingsError
from assistant.settings import Resolved, Settings, load_settings
from assistant.wording import _, ui_language

if TYPE_CHECKING:
    from assistant.checks.rule import Rule
    from assistant.domain.brief import Brief
    from assistant.domain.draft import Draft
    from assistant.domain.review import Review
    from assistant.domain.value import Channel, Language
    from assistant.drafting import Drafting
    from assistant.missing import CanOpen
    from assistant.ports import Store, Writer
    from knowledge.corpus import Corpus
    from knowledge.found import Found
    from knowledge.retriever import GuidanceRetriever
    from prompts.catalog import Kind


@dataclass(frozen=True)
class Services:
    """What the commands and screens use. Each part is built when it is first asked for."""

    resolved: Resolved
    notice: Callable[[str], None]
    """Takes what a person may want to know while they wait ("building the index")."""

    @classmethod
    def from_environment(cls, notice: Callable[[str], None], flags: dict[str, str] | None = None) -> Services:
        """Read the settings and build the services on them. Raises SettingsError."""
        return cls(resolved=load_settings(flags), notice=notice)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.resolved.settings

    @cached_property
    def ui(self) -> Language:
        """The interface's language."""
        return "sv" if ui_language() == "sv" else "en"

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
    def corpus(self) -> Corpus:
        """The guidance."""
        from knowledge.corpus import CorpusError, load_corpus

        try:
            return load_corpus()
        except CorpusError as error:
            raise KnowledgeError(
                str(error), hint=_("Install Fika anew; its own guidance is damaged.")
            ) from error

    @cached_property
    def retriever(self) -> GuidanceRetriever:
        """Finds guidance."""
        from knowledge.retriever import GuidanceRetriever

        return GuidanceRetriever(
            self.corpus,
            self.settings.home / "knowledge",
            on_notice=lambda notice: self.notice(notice.text(self.ui)),
        )

    def find_guidance(self, question: str, limit: int, language: Language | None) -> tuple[Language, Found]:
        """Search in `language`, else in the question's own; a few words that could be either try both."""
        from knowledge.languages import sentence_language

        told = language or sentence_language(question, self.ui)
        tried: list[Language] = ["sv"] if told == "sv" else ["en"] if told == "en" else [self.ui, self._other]
        found = [(each, self.retriever.search(question, each, limit=limit)) for each in tried]
        return max(found, key=lambda pair: max((hit.score for hit in pair[1].hits), default=0.0))

    @property
    def _other(self) -> Language:
        return "en" if self.ui == "sv" else "sv"

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
        from assistant.checks.reviewing import review
        from assistant.domain.value import MAX_MESSAGE
        from assistant.parsing import keep_marks, parse_plain
        from assistant.ports import Examined

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
        examined = Examined(
            draft=draft,
            kind=self.kind(kind),
            brief=brief,
            passages=(),
            ui=self.ui,
            now=at or now(),
            cited=False,
        )
        return draft, review(examined)

    def checks(self) -> dict[str, Rule]:
        """Every check that a kind names, with its rule."""
        from assistant.checks.rule import load_rule

        named = dict.fromkeys(check for kind in self.kinds.values() for check in kind.checks)
        return {check: load_rule(check) for check in named}

    def why(self, finding_why: str) -> str:
        """Give a line about the guidance or evidence behind a finding."""
        if finding_why == "SAFETY":
            return _("Fika's own rule: a message holds only what you have confirmed.")
        return self.corpus.explain(finding_why, self.ui)


def now() -> datetime:
    """The time, with the machine's time zone."""
    return datetime.now().astimezone()
