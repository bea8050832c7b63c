"""The guidance as a LangChain retriever.

```python
from knowledge.langchain import GuidanceRetriever

retriever = GuidanceRetriever(language="en", k=3)
for document in retriever.invoke("how much time may I ask for in a first message?"):
    print(document.metadata["title"], "-", document.metadata["source"])
```

Nothing is written and nobody is contacted unless a `finder` says so. LangChain's own tracing, where it is
switched on, sends every question to LangSmith: that is LangChain's setting (LANGSMITH_TRACING), not ours.
"""

from __future__ import annotations

from functools import cache
from threading import RLock
from typing import Any, Final, Literal

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, PrivateAttr

from knowledge.corpus import Passage, load_corpus
from knowledge.found import Found, Hit
from knowledge.languages import sentence_language
from knowledge.lexicon import LANGUAGES
from knowledge.retriever import GuidanceRetriever as Finder

_GUARD: Final = RLock()
"""One search at a time: `batch` and `abatch` ask from several threads."""


class GuidanceRetriever(BaseRetriever):
    """Finds passages of Fika's guidance; none when the sources say nothing about the question.

    A document's metadata: `passage`, `topic`, `topics`, `language`, `score` (0-1), `answered`, `title`,
    `source` (one line), `sources` and `evidence` (ids), `other_views` (ids of passages that disagree), and
    for own guidance `file`, `page` and `heading`.
    """

    language: Literal["sv", "en", "auto"] = "auto"
    """The language of the passages; "auto" is the question's."""
    k: int = Field(default=5, ge=1, le=50)
    """How many passages at most."""
    answered_only: bool = True
    """False gives the nearest passages also where the sources say nothing; `answered` is then False."""
    finder: Any = Field(default=None, exclude=True, repr=False)
    """A `knowledge.retriever.GuidanceRetriever`; None searches the shipped guidance by words."""

    _finder: Finder | None = PrivateAttr(default=None)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        """Search. The callbacks are LangChain's own affair."""
        del run_manager
        with _GUARD:
            finder = self._asked()
            language, found = self._found(finder, query)
            if self.answered_only and not found.answered:
                return []
            return [_document(finder, hit, language, answered=found.answered) for hit in found.hits]

    def _asked(self) -> Finder:
        if self._finder is None:
            self._finder = self.finder or _shipped()
        return self._finder

    def _found(self, finder: Finder, query: str) -> tuple[str, Found]:
        """Search in the language asked for, else the question's; words that could be either try both."""
        told = self.language if self.language != "auto" else sentence_language(query, "")
        tried = [told] if told in LANGUAGES else list(LANGUAGES)
        found = [(language, finder.search(query, language, limit=self.k)) for language in tried]
        return max(found, key=lambda pair: max((hit.score for hit in pair[1].hits), default=0.0))


@cache
def _shipped() -> Finder:
    """Give one finder for all retrievers of a process: taking the guidance apart takes a second or two."""
    return Finder(load_corpus(), None)


def _document(finder: Finder, hit: Hit, asked: str, *, answered: bool) -> Document:
    passage, corpus = hit.passage, finder.corpus
    language = passage.language(asked)
    wording = passage.wording(language)
    return Document(
        id=passage.id,
        page_content=f"{wording.title}\n{wording.text}",
        metadata={
            "passage": passage.id,
            "topic": passage.topics[0],
            "topics": list(passage.topics),
            "language": language,
            "score": hit.score,
            "answered": answered,
            "title": wording.title,
            "source": corpus.cite(passage, language),
            "sources": list(passage.sources),
            "evidence": list(passage.evidence),
            "other_views": [other.id for other in corpus.other_views(passage)],
            **_origin(passage),
        },
    )


def _origin(passage: Passage) -> dict[str, Any]:
    """Give file, page and heading of own guidance, as far as they are known."""
    if passage.origin is None:
        return {}
    told: dict[str, Any] = {"file": passage.origin.file}
    if passage.origin.page is not None:
        told["page"] = passage.origin.page
    if passage.origin.heading:
        told["heading"] = " > ".join(passage.origin.heading)
    return told
