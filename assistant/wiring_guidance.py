"""Builds what finds guidance: shipped, own and shared; the knowledge half of `wiring`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import KnowledgeError
from assistant.settings import Resolved, Settings
from assistant.wording import _, ui_language

if TYPE_CHECKING:
    from assistant.domain.draft import Draft
    from assistant.domain.value import Language
    from assistant.own_guidance import OwnGuidance
    from knowledge.corpus import Corpus
    from knowledge.embedders import Embedder
    from knowledge.found import Found
    from knowledge.notice import Notice
    from knowledge.retriever import GuidanceRetriever
    from knowledge.server import ChromaServer
    from knowledge.shelf.port import Shelf
    from knowledge.shelf.vectors import OwnVectors


@dataclass(frozen=True)
class GuidanceServices:
    """The settings, and what finds guidance with them. Each part is built when it is first asked for."""

    resolved: Resolved
    notice: Callable[[str], None]
    """Takes what a person may want to know while they wait ("building the index")."""
    someone_types: bool = False
    """Whether heavy work is better done in a process of its own: a full screen stands open."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.resolved.settings

    @cached_property
    def ui(self) -> Language:
        """The interface's language."""
        return "sv" if ui_language() == "sv" else "en"

    @cached_property
    def corpus(self) -> Corpus:
        """The guidance."""
        from knowledge.corpus import CorpusError, load_corpus

        try:
            return load_corpus(kept=self.settings.home / "knowledge")
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
            embedder=self.embedder,
            server=self.chroma_server,
            shelf=self.shelf if self._has_shelf else None,
            own_vectors=self.own_vectors if self._has_shelf else None,
            on_notice=self._on_notice,
            build_beside=self._build_beside,
        )

    @property
    def _build_beside(self) -> Callable[[Path], None] | None:
        """Build the index of the embedder that needs no model in another process, where someone types."""
        if not self.someone_types or self.chroma_server is not None or self._model_embedder is not None:
            return None
        from knowledge.building import build_beside

        return build_beside

    @property
    def quiet_retriever(self) -> GuidanceRetriever:
        """Finds guidance without contacting anyone: no model for vectors, no shared server."""
        from knowledge.retriever import GuidanceRetriever
        from knowledge.shelf.local import LocalShelf

        if self.chroma_server is None and self._model_embedder is None:
            return self.retriever
        own = LocalShelf(self._own_file, self.corpus, self._own_file.parent)
        return GuidanceRetriever(
            self.corpus,
            self.settings.home / "knowledge",
            shelf=own if self._own_file.exists() else None,
            on_notice=self._on_notice,
        )

    @cached_property
    def shelf(self) -> Shelf:
        """Where the person's own guidance stands."""
        from knowledge.shelf.local import LocalShelf

        folder = self._own_file.parent
        own = LocalShelf(self._own_file, self.corpus, folder)
        if self.chroma_server is None:
            return own
        from assistant.cleaning import clean
        from knowledge.documents.trouble import is_note
        from knowledge.shelf.joined import JoinedShelf
        from knowledge.shelf.shared import SharedShelf

        shared = SharedShelf(
            self.chroma_server,
            LocalShelf(folder / "shared.sqlite3", self.corpus, folder),
            folder / "shared.json",
            clean,
            is_note=is_note,
            on_notice=self._on_notice,
        )
        return JoinedShelf(shared, own)

    @property
    def _has_shelf(self) -> bool:
        return self._own_file.exists() or self.chroma_server is not None

    @property
    def _own_file(self) -> Path:
        return self.settings.home / "knowledge" / "own.sqlite3"

    @cached_property
    def own_guidance(self) -> OwnGuidance:
        """The person's own guidance."""
        from assistant.own_guidance import OwnGuidance

        return OwnGuidance(self.shelf, self.ui, self.own_vectors)

    @cached_property
    def own_vectors(self) -> OwnVectors | None:
        """Vectors of the person's own guidance, where a model is named and no server is shared."""
        if self._model_embedder is None or self.chroma_server is not None:
            return None
        from knowledge.shelf.local import LocalShelf
        from knowledge.shelf.vectors import OwnVectors

        assert isinstance(self.shelf, LocalShelf)  # so it is without a server
        return OwnVectors(self.shelf, self._model_embedder, self._on_notice)

    def rebuild_index(self) -> int:
        """Make the index of Fika's guidance anew and count its vectors. Raises KnowledgeError."""
        from knowledge.index import IndexUnavailableError

        try:
            self.retriever.rebuild_index()
        except IndexUnavailableError as error:
            raise KnowledgeError(
                _("The index cannot be built: {reason}.").format(reason=error.text(self.ui)),
                hint=_("Say `fika doctor` for the next step; until then the search goes by words."),
            ) from error
        return self.retriever.status().returned

    def corpus_behind(self, draft: Draft) -> Corpus:
        """Give the guidance with the own passages that a draft cites."""
        return self.corpus_with(tuple(each for sentence in draft.sentences for each in sentence.passages))

    def corpus_with(self, cited: tuple[str, ...]) -> Corpus:
        """Give the guidance with the own passages of these ids."""
        if not any(each not in self.corpus.passages for each in cited) or not self._has_shelf:
            return self.corpus
        return self.own_guidance.with_cited(self.corpus, cited)

    @cached_property
    def embedder(self) -> Embedder:
        """Turns texts into vectors: the one that needs no model, unless a model is named in the settings."""
        from knowledge.embedders import HashedEmbedder

        if self._model_embedder is None:
            return HashedEmbedder()
        from knowledge.embedders.kept import KeptEmbedder

        return KeptEmbedder(self._model_embedder, self.settings.home / "knowledge" / "vectors.sqlite3")

    @cached_property
    def _model_embedder(self) -> Embedder | None:
        """The model's server; None where no model is named."""
        chosen = self.settings.embeddings
        if not chosen.name.strip():
            return None
        from knowledge.embedders.openai_compatible import OpenAIEmbedder
        from knowledge.notice import Notice

        return OpenAIEmbedder(
            chosen.name,
            base_url=chosen.base_url,
            api_key=chosen.api_key.get_secret_value(),
            dimensions=chosen.dimensions,
            query_prefix=chosen.query_prefix,
            passage_prefix=chosen.passage_prefix,
            deadline_seconds=chosen.deadline_seconds,
            on_retry=lambda seconds: self._on_notice(Notice("retrying", count=max(1, round(seconds)))),
        )

    @cached_property
    def chroma_server(self) -> ChromaServer | None:
        """The Chroma server that a programme shares; None when none is set. Asks nobody."""
        shared = self.settings.knowledge
        if not shared.url.strip():
            return None
        from knowledge.server import Address, ChromaServer

        return ChromaServer(
            Address(
                url=shared.url,
                token=shared.token.get_secret_value(),
                token_header=shared.token_header,
                tenant=shared.tenant,
                database=shared.database,
                ca_file=shared.ca_file,
            )
        )

    def _on_notice(self, notice: Notice) -> None:
        """Tell it, and one trouble once: index and own guidance may miss the same server."""
        told = notice.trouble.text(self.ui) if notice.trouble else ""
        if not told or told not in self._troubles:
            self.notice(notice.text(self.ui))
        self._troubles.add(told)

    @cached_property
    def _troubles(self) -> set[str]:
        return set()

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

    def why(self, finding_why: str) -> str:
        """Give a line about the guidance or evidence behind a finding."""
        if finding_why == "SAFETY":
            return _("Fika's own rule: a message holds only what you have confirmed.")
        return self.corpus.explain(finding_why, self.ui)
