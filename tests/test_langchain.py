"""The guidance as a LangChain retriever: sources in the metadata, sync and async, empty without an answer."""

from __future__ import annotations

import asyncio
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.documents import Document
from pydantic import ValidationError

from knowledge import langchain
from knowledge.corpus import Corpus, Origin, Passage, Wording, load_corpus
from knowledge.langchain import GuidanceRetriever
from knowledge.retriever import GuidanceRetriever as Finder

ASKED = "how much time may I ask for in a first message?"
UNKNOWN = "which tyres fit a 1974 tractor"


@pytest.fixture(scope="module", autouse=True)
def taken_apart(built_knowledge: Path) -> None:
    """Let the shared finder read the run's caches; the documented examples take the guidance apart."""
    langchain._shipped()._lexical._folder = built_knowledge


@pytest.fixture(scope="module")
def retriever() -> GuidanceRetriever:
    """Give one that searches the shipped guidance."""
    return GuidanceRetriever(language="en", k=3)


def test_documents_carry_their_sources(retriever: GuidanceRetriever) -> None:
    """Everything that a citation needs, and it agrees with the guidance."""
    corpus = load_corpus()
    documents = retriever.invoke(ASKED)
    assert 1 <= len(documents) <= 3
    for document in documents:
        said = document.metadata
        passage = corpus.passages[said["passage"]]
        assert document.id == passage.id
        assert said["topic"] == passage.topics[0]
        assert said["title"] == passage.wording("en").title
        assert said["source"] == corpus.cite(passage, "en")
        assert said["source"]
        assert said["language"] == "en"
        assert said["answered"] is True
        assert 0 < said["score"] <= 1
        assert said["other_views"] == [other.id for other in corpus.other_views(passage)]
        assert document.page_content.endswith(passage.wording("en").text)
        assert "file" not in said
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


def test_nothing_is_given_when_the_sources_say_nothing(retriever: GuidanceRetriever) -> None:
    """Unless one asks for the nearest anyway, which then say so."""
    assert retriever.invoke(UNKNOWN) == []
    assert retriever.invoke("") == []
    nearest = GuidanceRetriever(language="en", answered_only=False).invoke(UNKNOWN)
    assert all(document.metadata["answered"] is False for document in nearest)


@pytest.mark.parametrize(
    ("question", "language"),
    [("hur mycket tid får jag be om i ett första mejl", "sv"), (ASKED, "en"), ("mentor", None)],
)
def test_auto_follows_the_questions_language(question: str, language: str | None) -> None:
    """A word that is in both languages gets an answer too."""
    documents = GuidanceRetriever().invoke(question)
    assert documents
    assert language is None or {document.metadata["language"] for document in documents} == {language}


def test_limits_are_refused_early() -> None:
    """Pydantic says it, before any search."""
    for wrong in ({"k": 0}, {"k": 51}, {"language": "de"}):
        with pytest.raises(ValidationError):
            GuidanceRetriever.model_validate(wrong)


@pytest.mark.anyio
async def test_async_gives_the_same_and_can_run_side_by_side(retriever: GuidanceRetriever) -> None:
    """Several at once on one loop, and by `abatch`."""
    once = retriever.invoke(ASKED)
    several = await asyncio.gather(*[retriever.ainvoke(ASKED) for _ in range(8)])
    assert all(given == once for given in several)
    assert await retriever.abatch([ASKED, UNKNOWN]) == [once, []]


def test_one_retriever_serves_loop_after_loop() -> None:
    """`asyncio.run` twice is what breaks cached async clients."""
    shared = GuidanceRetriever(language="sv", k=1)
    first, second = (asyncio.run(shared.ainvoke("hon har inte svarat på tre veckor")) for _ in range(2))
    assert first == second != []
    assert shared.batch(["hon har inte svarat på tre veckor"] * 3) == [first] * 3


def _own(corpus: Corpus) -> Corpus:
    """Give the guidance with one passage from a file."""
    passage = Passage(
        id="own.abc123.1",
        topics=("own",),
        sources=(),
        evidence=(),
        differs="",
        wordings={"sv": Wording("Träffarna", "Vi ses i Kvarnstugan varannan tisdag.", ("var ses vi",))},
        origin=Origin("handbok.pdf", 3, ("Programmet", "Träffarna")),
    )
    other = Passage(
        id="own.abc123.2",
        topics=("own",),
        sources=(),
        evidence=(),
        differs="",
        wordings={"sv": Wording("Övrigt", "Fikat betalas av programmet.", ("vem betalar fikat",))},
        origin=Origin("handbok.md", None, ()),
    )
    return Corpus({passage.id: passage, other.id: other}, corpus.sources, corpus.evidence, "own")


def test_own_guidance_names_file_page_and_heading() -> None:
    """As far as the file has them; the language is the one that it is written in."""

    class Fixed:
        """Finds both passages, whatever is asked."""

        corpus = _own(load_corpus())

        def search(self, _question: str, _language: str, limit: int = 5) -> object:
            from knowledge.found import Found, Hit

            return Found(True, tuple(Hit(each, 0.5) for each in self.corpus.passages.values())[:limit])

    first, second = GuidanceRetriever(finder=Fixed(), language="en").invoke("anything")
    assert (first.metadata["file"], first.metadata["page"]) == ("handbok.pdf", 3)
    assert first.metadata["heading"] == "Programmet > Träffarna"
    assert first.metadata["language"] == "sv"
    assert "handbok.pdf" in first.metadata["source"]
    assert second.metadata["file"] == "handbok.md"
    assert "page" not in second.metadata
    assert "heading" not in second.metadata


def test_it_is_a_link_in_a_chain(retriever: GuidanceRetriever) -> None:
    """What LangChain users do with it."""
    from langchain_core.runnables import RunnableLambda

    def names(documents: list[Document]) -> list[str]:
        return [each.metadata["passage"] for each in documents]

    chain = retriever | RunnableLambda(names)
    assert chain.invoke(ASKED) == [document.id for document in retriever.invoke(ASKED)]


def test_the_finder_is_not_part_of_what_is_shown_or_saved(tmp_path: Path) -> None:
    """A finder holds a server's token."""
    shown = GuidanceRetriever(finder=Finder(load_corpus(), tmp_path))
    assert "finder" not in repr(shown)
    assert "finder" not in shown.model_dump()


def _examples() -> Iterator[str]:
    text = (inspect.getdoc(langchain) or "") + (
        Path(__file__).parent.parent / "docs/knowledge-server.md"
    ).read_text(encoding="utf-8")
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        if "knowledge.langchain" in block:
            yield block


_EACH = """
import sys
for example in sys.argv[1:]:
    print("SAID")
    exec(example, {"__name__": "__main__"})
"""


@pytest.mark.slow
def test_the_documented_examples_run(tmp_path: Path) -> None:
    """In a fresh interpreter, as they stand, without a key and without a network; each says something."""
    examples = list(_examples())
    assert len(examples) >= 2
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _EACH, *examples],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
        env={"HOME": str(tmp_path), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.split("SAID\n")[1:]
    assert len(said) == len(examples)
    assert all(each.strip() for each in said)


def test_retrievers_of_one_process_share_what_is_taken_apart() -> None:
    """A chain in Swedish and one in English do not each compile the guidance; a given finder is used."""
    first, second = GuidanceRetriever(language="sv"), GuidanceRetriever(language="en")
    assert first._asked() is second._asked()
    given = Finder(load_corpus(), None)
    assert GuidanceRetriever(finder=given)._asked() is given
