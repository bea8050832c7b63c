"""Vectors of own passages from a model: nothing sent unasked or twice, nothing mixed, nothing left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from knowledge.corpus import Corpus
from knowledge.embedders.openai_compatible import OpenAIEmbedder
from knowledge.index import IndexUnavailableError
from knowledge.notice import Notice
from knowledge.retriever import GuidanceRetriever
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Document, Language, Piece
from knowledge.shelf.vectors import OwnVectors
from tests.embedding_desk import EmbeddingDesk, Fault, embeddings
from tests.own_vectors_desk import GARDEN, many

QUESTION = "flugor kanariefågel ukulele"


@pytest.fixture
def shelf(small_folder: Path, small: Corpus) -> Iterator[LocalShelf]:
    """Give an empty shelf."""
    shelf = LocalShelf(small_folder / "own.sqlite3", small, small_folder)
    yield shelf
    shelf.close()


def put(shelf: LocalShelf, texts: Sequence[str], name: str = "a", language: Language = "sv") -> Document:
    """Put a document with these passages."""
    document = Document(name * 12, name * 64, f"{name}.md", f"/{name}.md", "markdown", "2026-01-01")
    return shelf.put(
        document, [Piece(at, text, (), None, language) for at, text in enumerate(texts, start=1)]
    )


def vectors(
    shelf: LocalShelf, desk: EmbeddingDesk, name: str = "by-hand", told: Callable[[Notice], None] = print
) -> OwnVectors:
    """Give the vectors of a shelf, as wiring would."""
    model = OpenAIEmbedder(name, base_url=desk.url, deadline_seconds=2.0, sleep=lambda _seconds: None)
    return OwnVectors(shelf, model, told)


def refusal(call: Callable[[], object]) -> IndexUnavailableError:
    """Give the refusal that a call ends with."""
    with pytest.raises(IndexUnavailableError) as caught:
        call()
    return caught.value


def test_nothing_is_sent_before_somebody_agreed(shelf: LocalShelf) -> None:
    """Neither passages nor questions; counting what would be sent sends nothing either."""
    put(shelf, GARDEN)
    with embeddings() as desk:
        own = vectors(shelf, desk)
        assert own.unsent() == 3
        assert not own.made
        own.index_kept()
        assert own.nearest("tomater") == []
        assert desk.requests == []
        own.make()
        assert sorted(desk.texts) == sorted(GARDEN)
        assert own.unsent() == 0
        near = own.nearest("vattna tomaterna")
        assert (near[0].piece.text, near[0].document.name) == (GARDEN[1], "a.md")
        own.close()


def test_more_passages_send_only_themselves_and_the_index_grows(shelf: LocalShelf) -> None:
    """With hundreds there the old vectors are taken over; all are found."""
    put(shelf, many(300))
    with embeddings() as desk:
        own = vectors(shelf, desk)
        own.make()
        sent = len(desk.texts)
        put(shelf, GARDEN, "b")
        assert own.unsent() == 3
        own.make()
        assert sorted(desk.texts[sent:]) == sorted(
            [*GARDEN, many(300)[0]]
        )  # one again: is it the same model?
        assert own.nearest("beskär äppelträdet")[0].piece.text == GARDEN[2]
        for at in (0, 150, 299):
            assert own.nearest(many(300)[at])[0].piece.text == many(300)[at]
        own.close()


@pytest.mark.parametrize("count", [1, 50, 300])
def test_a_small_index_is_opened_again_and_not_made_again(shelf: LocalShelf, count: int) -> None:
    """Chroma by itself changes the files of one under a thousand vectors at the first question."""
    put(shelf, many(count))
    told: list[Notice] = []
    with embeddings() as desk:
        vectors(shelf, desk, told=told.append).make()
        for _process in range(3):
            own = vectors(shelf, desk, told=told.append)
            assert own.nearest(many(count)[0])[0].piece.text == many(count)[0]
            own.close()
            (shelf.path.parent / "own-answers.json").unlink()
    assert [notice.kind for notice in told] == ["own_building", "own_built"]


def test_an_index_takes_over_only_the_passages_that_it_has(shelf: LocalShelf, tmp_path: Path) -> None:
    """What stands in it is not asked for again, even when nothing else was kept; other passages are."""
    old = put(shelf, many(300))
    with embeddings() as desk:
        own = vectors(shelf, desk)
        own.make()
        assert own.nearest(many(300)[5])[0].piece.text == many(300)[5]
        put(shelf, GARDEN, "b")
        (tmp_path / "own-vectors.sqlite3").unlink()
        sent = len(desk.texts)
        own.make()
        assert sorted(desk.texts[sent:]) == sorted(GARDEN)
        newer = Document("c" * 12, "c" * 64, "c.md", "/c.md", "markdown", "2026-01-02")
        pieces = [Piece(at, text, (), None, "sv") for at, text in enumerate(many(303, "fiske"), start=1)]
        shelf.put(newer, pieces, instead_of=old.id)
        own.make()
        assert own.nearest(many(303, "fiske")[7])[0].piece.text == many(303, "fiske")[7]
        assert own.nearest("beskär äppelträdet")[0].piece.text == GARDEN[2]
        assert {each.document.name for each in own.nearest(many(300)[7])} <= {"b.md", "c.md"}
        own.close()
        other, sent = vectors(shelf, desk, "another"), len(desk.texts)
        other.make()
        assert len(desk.texts) == sent + 306
        other.close()


def test_what_broke_off_goes_on_where_it_was(shelf: LocalShelf) -> None:
    """What was paid for is kept."""
    put(shelf, many(150))
    with embeddings(Fault(), Fault(status=401)) as desk:
        own = vectors(shelf, desk)
        assert refusal(own.make).code == "key"
        sent = len(desk.requests[0]["input"])
        assert own.unsent() == 150 - sent > 0
        desk.faults[:] = [Fault()]
        before = len(desk.texts)
        own.make()
        assert len(desk.texts) - before == 150 - sent + 1  # one again: is it the same model?
        assert own.nearest(many(150)[149])[0].piece.text == many(150)[149]
        own.close()


def test_another_model_is_refused_with_the_command(shelf: LocalShelf) -> None:
    """And what the first one made is not lost."""
    put(shelf, GARDEN)
    with embeddings() as desk:
        first = vectors(shelf, desk)
        first.make()
        first.close()
        sent = len(desk.requests)
        other = vectors(shelf, desk, "another")
        refused = refusal(lambda: other.nearest("tomater"))
        assert refused.code == "own_other_embedder"
        for named in ("'by-hand'", "'another'", "fika knowledge rebuild", desk.url, "3 "):
            assert named in str(refused)
            assert named in refused.text("sv")
        assert len(desk.requests) == sent
        assert first.nearest("vattna tomaterna")[0].piece.text == GARDEN[1]
        first.close()
        other.make()
        assert other.nearest("vattna tomaterna")[0].piece.text == GARDEN[1]
        other.close()


def test_a_model_replaced_behind_its_name_is_refused_until_a_rebuild(shelf: LocalShelf) -> None:
    """Else its vectors would lie among the older ones."""
    put(shelf, GARDEN)
    with embeddings() as desk:
        first = vectors(shelf, desk)
        first.make()
        first.close()
        put(shelf, ["Så spenat tidigt."], "b")
        desk.faults[:] = [Fault(dimension=20)]
        own = vectors(shelf, desk)
        refused = refusal(own.make)
        assert refused.code == "own_replaced"
        assert "fika knowledge rebuild" in refused.text("sv")
        assert "Så spenat tidigt." not in desk.texts
        own.make(anew=True)
        assert own.nearest("så spenat tidigt")[0].piece.text == "Så spenat tidigt."
        own.close()


def test_removed_passages_leave_no_vector(shelf: LocalShelf, tmp_path: Path) -> None:
    """Nor what was answered; what stays needs no sending, and the numbers still fit."""
    gone, stays = put(shelf, GARDEN), put(shelf, ["Så spenat tidigt.", "Skörda ärtor sent."], "b")
    with embeddings() as desk:
        own = vectors(shelf, desk)
        own.make()
        own.nearest("tomater")
        kept = (tmp_path / "own-vectors.sqlite3").read_bytes()
        blob = own._embedder._kept([GARDEN[1]])
        packed = next(iter(blob))
        assert packed in kept
        sent = len(desk.texts)
        shelf.remove([gone.id])
        assert packed not in (tmp_path / "own-vectors.sqlite3").read_bytes()
        assert list((tmp_path / "own-index").glob("g-*")) == []
        assert not (tmp_path / "own-answers.json").exists()
        assert own.unsent() == 0
        own.index_kept()
        near = own.nearest("skörda ärtor")
        assert near[0].piece.text == "Skörda ärtor sent."
        assert {each.document.id for each in near} == {stays.id}
        assert len(desk.texts) == sent + 1  # the question
        own.close()


def test_an_index_that_removing_left_unmade_is_made_by_the_next_question(shelf: LocalShelf) -> None:
    """The process may have ended in between; nothing but the question is sent."""
    gone = put(shelf, GARDEN)
    put(shelf, ["Så spenat tidigt."], "b")
    with embeddings() as desk:
        own = vectors(shelf, desk)
        own.make()
        own.close()
        shelf.remove([gone.id])
        sent = len(desk.texts)
        again = vectors(shelf, desk)
        assert [each.piece.text for each in again.nearest("så spenat")] == ["Så spenat tidigt."]
        assert len(desk.texts) == sent + 1
        again.close()


def test_removing_needs_no_model_to_erase_vectors(shelf: LocalShelf, tmp_path: Path) -> None:
    """The setting may be gone when the document goes."""
    document = put(shelf, GARDEN)
    with embeddings() as desk:
        own = vectors(shelf, desk)
        own.make()
        own.close()
    shelf.remove([document.id])
    assert list((tmp_path / "own-index").glob("g-*")) == []
    assert OwnVectors(shelf, own._embedder._embedder)._embedder._known(GARDEN) == set()


def test_chroma_gets_numbers_and_never_text(shelf: LocalShelf, tmp_path: Path) -> None:
    """Neither passages nor questions stand in what was written for the vectors."""
    put(shelf, ["kanarieordet xyzzy i texten"])
    with embeddings() as desk:
        own = vectors(shelf, desk)
        own.make()
        own.nearest("frågeordet plugh om något")
        own.close()
    assert any("plugh" in text for text in desk.texts)
    for path in tmp_path.rglob("*"):
        if path.is_file() and not path.name.startswith("own.sqlite3"):
            assert not {word for word in (b"xyzzy", b"plugh") if word in path.read_bytes()}
    modes = {path.stat().st_mode & 0o077 for path in tmp_path.rglob("own-*")}
    assert modes == {0}


@pytest.mark.parametrize("damaged", ["index", "vectors"])
def test_damage_costs_only_time(shelf: LocalShelf, tmp_path: Path, damaged: str) -> None:
    """A broken index is made from what was kept; broken vectors are asked for when needed."""
    put(shelf, GARDEN)
    with embeddings() as desk:
        own = vectors(shelf, desk)
        own.make()
        own.close()
        sent = len(desk.texts)
        if damaged == "index":
            for database in (tmp_path / "own-index").glob("g-*/chroma.sqlite3"):
                database.write_bytes(b"")
            assert own.nearest("vattna tomaterna")[0].piece.text == GARDEN[1]
            assert len(desk.texts) == sent + 1
        else:
            (tmp_path / "own-vectors.sqlite3").write_bytes(b"broken" * 1_000)
            assert own.nearest("vattna tomaterna")[0].piece.text == GARDEN[1]
            put(shelf, ["Så spenat tidigt."], "b")
            assert own.unsent() == 4
            own.make()
            assert own.unsent() == 0
            assert own.nearest("så spenat tidigt")[0].piece.text == "Så spenat tidigt."
        own.close()


def retriever(
    shelf: LocalShelf, own: OwnVectors, corpus: Corpus, folder: Path, told: list[Notice]
) -> GuidanceRetriever:
    """Give a retriever with both indexes by the same model."""
    from knowledge.embedders.kept import KeptEmbedder

    embedder = KeptEmbedder(own._embedder._embedder, folder / "vectors.sqlite3")
    return GuidanceRetriever(
        corpus, folder, embedder=embedder, shelf=shelf, own_vectors=own, on_notice=told.append
    )


def test_a_question_that_shares_no_word_finds_the_nearest_passage(
    shelf: LocalShelf, small: Corpus, tmp_path: Path
) -> None:
    """The model says what lies near; the question is sent once for both indexes, and not again."""
    put(shelf, [*many(120), "Byt strängar på instrumentet varje höst."])
    told: list[Notice] = []
    with embeddings() as desk:
        own = vectors(shelf, desk, told=told.append)
        finder = retriever(shelf, own, small, tmp_path, told)
        assert not any(
            "strängar" in hit.passage.wording("sv").text for hit in finder.search(QUESTION, "sv").hits
        )
        finder.rebuild_index()
        desk.alike = {QUESTION: "Byt strängar på instrumentet varje höst."}
        own.make()
        sent = len(desk.texts)
        found = finder.search(QUESTION, "sv")
        assert "strängar" in found.hits[0].passage.wording("sv").text
        assert found.hits[0].passage.topics == ("own",)
        assert found.answered
        assert desk.texts[sent:] == [QUESTION]
        assert finder.search(QUESTION, "sv") == found
        assert len(desk.texts) == sent + 1
        finder.close()


def test_a_server_that_is_away_leaves_the_words(shelf: LocalShelf, small: Corpus, tmp_path: Path) -> None:
    """Said once each for Fika's guidance and one's own; what the words find is found."""
    put(shelf, GARDEN)
    told: list[Notice] = []
    with embeddings() as desk:
        own = vectors(shelf, desk, told=told.append)
        finder = retriever(shelf, own, small, tmp_path, told)
        finder.rebuild_index()
        own.make()
    told.clear()
    for question in ("kanariefåglar och tomaterna på ukulele", "flöjter vattna mera trumpet"):
        assert GARDEN[1] in [hit.passage.wording("sv").text for hit in finder.search(question, "sv").hits]
    assert sorted(notice.kind for notice in told) == ["own_by_words", "unavailable"]
    finder.close()
