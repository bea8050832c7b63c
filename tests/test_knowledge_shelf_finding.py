"""Own guidance is found like the shipped guidance, beside it, and by an index that is made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from knowledge.corpus import load_corpus
from knowledge.found import Found
from knowledge.notice import Notice, OnNotice
from knowledge.own import OwnSide
from knowledge.retriever import GuidanceRetriever
from knowledge.shelf.counting import Counting
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Shelf, ShelfError
from knowledge.shelf.terms import packed, unpacked
from tests.own_shelf_desk import HANDBOOK, TERMS, a_document, a_piece, add_files, local, written

ENGLISH = """# Programme handbook

## Parking
Visitors park behind the boiler house. Ask the caretaker for a yellow badge.
"""

_RETRIEVER: Final = GuidanceRetriever(load_corpus(), None)


@pytest.fixture(scope="module", autouse=True)
def taken_apart(built_knowledge: Path) -> None:
    """Let both read the run's caches instead of taking all the guidance apart here."""
    TERMS._folder = _RETRIEVER._lexical._folder = built_knowledge


def beside(shelf: Shelf, on_notice: OnNotice = lambda _notice: None) -> GuidanceRetriever:
    """Give a retriever of the shipped guidance with this shelf."""
    _RETRIEVER._own = OwnSide(shelf, on_notice)
    return _RETRIEVER


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[LocalShelf]:
    """Give an empty shelf."""
    made = local(tmp_path / "knowledge")
    yield made
    made.close()


# Finding


@pytest.fixture
def filled(shelf: LocalShelf, tmp_path: Path) -> LocalShelf:
    """Give a shelf with a Swedish and an English handbook."""
    add_files(shelf, written(tmp_path / "handbok.md", HANDBOOK), written(tmp_path / "guide.md", ENGLISH))
    return shelf


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("vad gör en fadder?", "Fadderverksamheten"),
        ("faddrarnas uppgift", "Fadderverksamheten"),
        ("var ligger lokalen", "Lokalen i Kista"),
        ("vem har nyckln till rummet", "Lokalen i Kista"),
        ("receptionens nyckel", "Lokalen i Kista"),
        ("ceremonin i juni", "Avslut"),
        ("ska man ha med sig blommor", "Avslut"),
    ],
)
def test_swedish_questions_find_inflected_and_misspelt_words(
    filled: LocalShelf, question: str, heading: str
) -> None:
    """Stems, compound parts and slips are the shelf's own, not the shipped guidance's."""
    assert filled.search(question, "sv")[0].piece.heading[-1] == heading


def test_the_other_language_is_found_by_concepts(filled: LocalShelf) -> None:
    """A question and a passage that share an idea need not share a word."""
    assert filled.search("when does the mentorship programme end", "en")[0].piece.heading[-1] == "Avslut"


def test_scores_do_not_depend_on_the_size_of_the_shelf(filled: LocalShelf) -> None:
    """One threshold serves three passages and three thousand."""
    small = filled.search("vad gör en fadder", "sv")[0].score
    pieces = [
        a_piece(f"Stycke {n} om bokföring, moms och kvitton nummer {n * 7}.", n) for n in range(1, 3_001)
    ]
    filled.put(a_document("moms.md", 9), pieces)
    large = filled.search("vad gör en fadder", "sv")[0]
    assert large.piece.heading[-1] == "Fadderverksamheten"
    assert abs(large.score - small) < 0.15
    assert all(0 < hit.score <= 1 for hit in filled.search("moms och kvitton för en fadder", "sv", 50))


def test_what_nobody_wrote_about_scores_low(filled: LocalShelf) -> None:
    """A question about something else stays under the threshold, and is declined as before."""
    retriever = beside(filled)
    for question in ("hur byter man däck på en cykel", "vad kostar en biljett till Rom", "recept på lasagne"):
        assert not retriever.search(question, "sv").answered, question


def test_the_same_text_in_two_files_counts_once(filled: LocalShelf, tmp_path: Path) -> None:
    """A handbook that is kept in two formats does not fill the answer."""
    add_files(filled, written(tmp_path / "handbok.txt", HANDBOOK.replace("## ", "").replace("# ", "")))
    texts = [hit.piece.text for hit in filled.search("nyckeln hämtas i receptionen", "sv", 10)]
    assert len(texts) == len(set(texts))


def test_hostile_questions_are_only_questions(filled: LocalShelf) -> None:
    """Nothing in them is syntax of the index."""
    for question in (
        '"',
        "fadder* OR 1",
        "NEAR(",
        "a AND NOT",
        "{x}:y",
        "' OR 1=1 --",
        "",
        "?",
        "# # #",
        "ö" * 2_000,
    ):
        filled.search(question, "sv")


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_counting_gives_what_words_gives(every: int) -> None:
    """The quick way and the plain way agree over the guidance, in both languages."""
    for language, words in TERMS.words.items():
        counting = Counting(words)
        for passage in list(load_corpus().passages.values())[::every]:
            for wording in passage.wordings.values():
                text = "\n".join((wording.title, wording.text, *wording.asks))
                terms = words.terms(text)
                assert counting.terms(text) == terms, language
                assert unpacked(packed(terms)) == terms


# Beside the shipped guidance


def asked(retriever: GuidanceRetriever, question: str, limit: int = 5) -> Found:
    """Ask in Swedish."""
    return retriever.search(question, "sv", limit)


def test_own_and_shipped_passages_stand_in_one_answer(filled: LocalShelf) -> None:
    """Own passages name their file; only what answers stands beside them."""
    retriever = beside(filled)
    found = asked(retriever, "vad gör en fadder i programmet")
    assert found.answered
    own = found.hits[0].passage
    assert load_corpus().cite(own, "sv") == "handbok.md, Programhandbok > Fadderverksamheten"
    assert own.wording("en") == own.wording("sv")
    shipped = asked(retriever, "hur skriver jag ett tackmejl efter mötet")
    assert shipped.answered
    assert all(hit.passage.origin is None for hit in shipped.hits)


def test_own_guidance_is_not_crowded_out(filled: LocalShelf) -> None:
    """What it answers has one place among the few that are shown."""
    filled.put(
        a_document("regler.md", 5),
        [a_piece("I vårt program ses ni varannan vecka.", heading="Hur ofta ni ses")],
    )
    retriever = beside(filled)
    found = asked(retriever, "hur ofta ska vi ses i programmet", 3)
    assert any(hit.passage.origin and hit.passage.origin.file == "regler.md" for hit in found.hits)


def test_a_task_is_given_own_passages_about_its_topics(filled: LocalShelf) -> None:
    """Behind the shipped ones, three at most, and never more than half."""
    topic = next(each for each in load_corpus().passages.values() if each.id == "followup.24h")
    title = topic.wording("sv").title
    pieces = [a_piece(f"{title}: så gör vi i programmet, regel {n}.", n, heading=title) for n in range(1, 7)]
    filled.put(a_document("tack.md", 6), pieces)
    retriever = beside(filled)
    given = retriever.for_task(["followup.24h"], "Jag lärde mig något om prognoser.", "sv", 8)
    assert given[0].id == "followup.24h"
    assert sum(each.origin is not None for each in given) == 3
    assert all(each.origin is not None for each in given[-3:])
    assert sum(each.origin is not None for each in retriever.for_task(["followup.24h"], "", "sv", 2)) == 1


def test_a_shelf_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    """The shipped guidance answers all the same."""
    file = tmp_path / "own.sqlite3"
    file.write_bytes(b"no database at all" * 1_000)
    told: list[Notice] = []
    retriever = beside(local(tmp_path), told.append)
    for _ in range(2):
        assert asked(retriever, "hur skriver jag ett tackmejl efter mötet").answered
    assert [notice.kind for notice in told if notice.kind == "own_unavailable"] == ["own_unavailable"]
    assert "skadad" in told[0].text("sv")


# Rebuilding


def test_rebuild_makes_the_index_anew(filled: LocalShelf) -> None:
    """From the passages alone, whatever became of the index."""
    before = filled.search("vad gör en fadder", "sv")
    with sqlite3.connect(filled.path) as file:
        file.execute("INSERT INTO found (found) VALUES ('delete-all')")
    file.close()
    filled.close()
    assert filled.search("vad gör en fadder", "sv") == ()
    assert filled.rebuild() == 4
    assert filled.search("vad gör en fadder", "sv") == before


def test_terms_of_another_version_are_made_anew_by_themselves(
    filled: LocalShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shelf of a few files is brought up to date at its first use."""
    before = filled.search("vad gör en fadder", "sv")
    with sqlite3.connect(filled.path) as file:
        file.execute("UPDATE state SET value = 'older' WHERE key = 'terms'")
        file.execute("UPDATE piece SET terms = 'x'")
    file.close()
    filled.close()
    assert filled.stale
    assert filled.search("vad gör en fadder", "sv") == before
    assert not filled.stale


def test_a_shelf_of_a_newer_fika_is_left_alone(filled: LocalShelf) -> None:
    """Nothing is changed in what cannot be understood."""
    filled.close()
    with sqlite3.connect(filled.path) as file:
        file.execute("PRAGMA user_version = 99")
    file.close()
    before = filled.path.read_bytes()
    with pytest.raises(ShelfError) as error:
        filled.documents()
    assert error.value.code == "shelf_newer"
    assert filled.path.read_bytes() == before
