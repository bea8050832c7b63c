"""The shelf of own guidance: kept whole, found like the shipped guidance, erased without a byte left."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from assistant.cleaning import clean
from knowledge import adding
from knowledge.corpus import load_corpus
from knowledge.documents.gathering import gather
from knowledge.found import Found
from knowledge.notice import Notice, OnNotice
from knowledge.own import OwnSide
from knowledge.retriever import GuidanceRetriever
from knowledge.shelf.counting import Counting
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import (
    Document,
    Language,
    Piece,
    Shelf,
    ShelfError,
    as_passage,
    parted_id,
    passage_id,
)
from knowledge.shelf.searching import Searching
from knowledge.shelf.terms import Terms, packed, unpacked
from knowledge.shelf.weighing import shelf_weights

ROOT = Path(__file__).parent.parent

HANDBOOK = """# Programhandbok

## Fadderverksamheten
Varje adept får en fadder under de första sex veckorna. Faddern visar runt och bokar den första lunchen.

## Lokalen i Kista
Ses i rummet Eken på plan fyra. Nyckeln hämtas i receptionen före klockan sexton.

## Avslut
Programmet slutar med en ceremoni i juni. Ta med en blomma till din mentor och tre lärdomar.
"""
ENGLISH = """# Programme handbook

## Parking
Visitors park behind the boiler house. Ask the caretaker for a yellow badge.
"""


_TERMS: Final = Terms(load_corpus(), None)
_RETRIEVER: Final = GuidanceRetriever(load_corpus(), None)


@pytest.fixture(scope="module", autouse=True)
def taken_apart(built_knowledge: Path) -> None:
    """Let both read the run's caches instead of taking all the guidance apart here."""
    _TERMS._folder = _RETRIEVER._lexical._folder = built_knowledge


def local(folder: Path) -> LocalShelf:
    """Open the shelf in a folder; the words are taken apart once for all tests."""
    shelf = LocalShelf(folder / "own.sqlite3", load_corpus(), None)
    shelf._terms = _TERMS
    shelf._searching = Searching(_TERMS, shelf_weights())
    return shelf


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


def a_document(name: str = "handbok.md", number: int = 1) -> Document:
    """Give a document as it is before it is cut."""
    checksum = f"{number:064x}"[::-1]
    return Document(
        checksum[:12], checksum, name, f"/home/sara/{name}", "markdown", "2026-11-22T10:00:00+00:00"
    )


def a_piece(text: str, ordinal: int = 1, language: Language = "sv", heading: str = "Rubrik") -> Piece:
    """Give a piece."""
    return Piece(ordinal, text, ("Handbok", heading), 3, language)


def add_files(shelf: Shelf, *paths: Path) -> list[adding.Step]:
    """Add files and give what became of each."""
    return [step for step in adding.add(gather(paths), shelf, clean) if not isinstance(step, adding.Begun)]


def written(path: Path, text: str) -> Path:
    """Write a text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# Keeping


def test_a_shelf_that_is_only_read_is_never_made(shelf: LocalShelf) -> None:
    """And it answers like an empty one."""
    assert shelf.documents() == ()
    assert list(shelf.pieces("x")) == []
    assert shelf.piece("own.x.1") is None
    assert shelf.search("vad gör en fadder", "sv") == ()
    assert (shelf.remove(["x"]), shelf.rebuild(), shelf.fingerprint) == (0, 0, "")
    assert not shelf.path.parent.exists()


def test_what_is_put_is_given_back(shelf: LocalShelf) -> None:
    """With its counts, its pages and its headings; by id, and after the shelf is opened anew."""
    pieces = [a_piece("Ett två tre.", 1), a_piece("One two.", 2, "en", "Meeting")]
    put = shelf.put(a_document(), iter(pieces))
    assert (put.pieces, put.words, put.pages) == (2, 5, 3)
    again = local(shelf.path.parent)
    assert again.documents() == (put,)
    assert list(again.pieces(put.id)) == pieces
    assert again.piece(passage_id(put, pieces[1])) == (put, pieces[1])
    assert again.piece(f"own.{put.id}.3") is None
    again.close()


def test_ids_tell_own_passages_from_shipped_ones() -> None:
    """Nothing else is taken for one."""
    assert parted_id("own.abc.12") == ("abc", 12)
    for other in ("outreach.ask", "own.", "own.abc", "own.abc.x", "own..1", "abc.1"):
        assert parted_id(other) is None


def test_files_are_private(shelf: LocalShelf) -> None:
    """Whatever the umask is."""
    before = os.umask(0o000)
    try:
        shelf.put(a_document(), [a_piece("Hej")])
        assert shelf.path.parent.stat().st_mode & 0o777 == 0o700
        for path in shelf.path.parent.iterdir():
            assert path.stat().st_mode & 0o077 == 0, path
    finally:
        os.umask(before)


def test_a_document_goes_in_whole_or_not_at_all(shelf: LocalShelf) -> None:
    """What its reader raises goes through, and the older version still stands."""
    old = shelf.put(a_document(number=1), [a_piece("Gammalt om faddrar.")])

    def broken() -> Iterator[Piece]:
        for ordinal in range(1, 1_200):
            yield a_piece(f"Nytt nummer {ordinal}.", ordinal)
        raise KeyboardInterrupt

    before = shelf.fingerprint
    with pytest.raises(KeyboardInterrupt):
        shelf.put(a_document(number=2), broken(), instead_of=old.id)
    assert shelf.documents() == (old,)
    assert shelf.fingerprint == before
    assert shelf.search("gammalt om faddrar", "sv")[0].piece.text == "Gammalt om faddrar."
    new = shelf.put(a_document(number=2), [a_piece("Nytt om faddrar.")], instead_of=old.id)
    assert shelf.documents() == (new,)
    assert shelf.fingerprint != before


def test_the_same_id_put_again_takes_its_own_place(shelf: LocalShelf) -> None:
    """Two processes that add the same file leave one document."""
    shelf.put(a_document(), [a_piece("En lärka."), a_piece("En gråsparv.", 2)])
    shelf.put(a_document(), [a_piece("En lärka."), a_piece("En gråsparv.", 2)])
    assert [each.pieces for each in shelf.documents()] == [2]
    assert len(shelf.search("lärka gråsparv", "sv", 10)) == 2


# Adding files


def test_the_same_content_is_one_document(shelf: LocalShelf, tmp_path: Path) -> None:
    """Again, and under another name."""
    first = written(tmp_path / "handbok.md", HANDBOOK)
    copy = written(tmp_path / "kopia.md", HANDBOOK)
    added, same = add_files(shelf, first, copy)
    assert isinstance(added, adding.Added)
    assert added.document.pieces == 3
    assert isinstance(same, adding.Same)
    assert same.document == added.document
    assert all(isinstance(step, adding.Same) for step in add_files(shelf, first, copy))
    assert len(shelf.documents()) == 1


def test_a_changed_file_takes_the_place_of_its_older_version(shelf: LocalShelf, tmp_path: Path) -> None:
    """The older one is gone to its last byte, also when the new content was there under another name."""
    file = written(tmp_path / "handbok.md", "# Bok\n\nDet gamla ordet är kanariefågel.")
    other = written(tmp_path / "annan.md", "# Bok\n\nHelt annat innehåll.")
    add_files(shelf, file, other)
    written(file, "# Bok\n\nDet nya ordet är gråsparv.")
    (step,) = add_files(shelf, file)
    assert isinstance(step, adding.Added)
    assert step.replaced is not None
    assert sorted(each.name for each in shelf.documents()) == ["annan.md", "handbok.md"]
    written(file, other.read_text(encoding="utf-8"))
    (step,) = add_files(shelf, file)
    assert isinstance(step, adding.Same)
    assert [each.name for each in shelf.documents()] == ["annan.md"]
    assert traces(shelf, "kanarief", "gråsparv") == []


def test_a_file_that_fails_leaves_its_older_version(shelf: LocalShelf, tmp_path: Path) -> None:
    """A broken new version is named; what was known before still answers."""
    file = written(tmp_path / "handbok.md", HANDBOOK)
    add_files(shelf, file)
    file.write_bytes(b"\xff\xff h\xe5r")
    (step,) = add_files(shelf, file)
    assert isinstance(step, adding.Failed)
    assert step.trouble.code == "encoding"
    assert shelf.search("vad gör en fadder", "sv")


def test_a_file_without_words_is_named(shelf: LocalShelf, tmp_path: Path) -> None:
    """An outline of dashes is no guidance."""
    (step,) = add_files(shelf, written(tmp_path / "tom.md", " \n\n---\n\n***\n"))
    assert isinstance(step, adding.Failed)
    assert step.trouble.code == "no_words"
    assert shelf.documents() == ()


def test_hostile_names_are_kept_as_plain_text(shelf: LocalShelf, tmp_path: Path) -> None:
    """Neither a file's name nor its folder's carries control characters on."""
    file = written(tmp_path / "under\x1b[31m" / "hand\nbok\x07\u202e.md", HANDBOOK)
    (step,) = add_files(shelf, file)
    assert isinstance(step, adding.Added)
    assert step.document.name == "hand bok.md"
    assert step.document.path.isprintable()
    assert isinstance(add_files(shelf, file)[0], adding.Same)


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
    for language, words in _TERMS.words.items():
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


# Erasing


def traces(shelf: LocalShelf, *canaries: str) -> list[str]:
    """Name what stands in any file of the shelf's folder, in any case."""
    shelf.close()
    content = b"".join(path.read_bytes().lower() for path in shelf.path.parent.iterdir() if path.is_file())
    return [each for each in canaries if each.lower().encode() in content]


def test_remove_leaves_no_byte(shelf: LocalShelf, tmp_path: Path) -> None:
    """Text, headings, names and terms are gone; what stays is found as before."""
    secret = "".join(
        f"## Rubrik zebrafink{n}\n\nOm näktergal{n} och {' '.join(f'ord{n}x{m}' for m in range(60))}.\n\n"
        for n in range(400)
    )
    add_files(
        shelf,
        written(tmp_path / "papegoja.md", secret),
        written(tmp_path / "handbok.md", HANDBOOK),
    )
    (gone,) = (each for each in shelf.documents() if each.name == "papegoja.md")
    assert traces(shelf, "papegoja", "zebrafink7", "näktergal7", "ord7x7", gone.id) != []
    assert shelf.remove([gone.id, "unknown"]) == 1
    assert (
        traces(shelf, "papegoja", "zebrafink", "näktergal", "ord7x7", "ord399x59", gone.id, gone.checksum)
        == []
    )
    assert shelf.search("vad gör en fadder", "sv")[0].piece.heading[-1] == "Fadderverksamheten"
    assert shelf.search("näktergal7", "sv") == ()


def test_erasing_that_was_cut_short_is_finished_when_next_used(
    shelf: LocalShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note that something is to be erased outlives the process."""
    add_files(shelf, written(tmp_path / "a.md", "# A\n\nHemligheten är näktergal."))
    (document,) = shelf.documents()
    from knowledge.shelf.database import ShelfDatabase

    def full(_self: ShelfDatabase) -> None:
        raise ShelfError("shelf_full")

    with monkeypatch.context() as patched:
        patched.setattr(ShelfDatabase, "wipe", full)
        with pytest.raises(ShelfError) as error:
            shelf.remove([document.id])
        assert error.value.code == "shelf_traces"
    shelf.close()
    again = local(shelf.path.parent)
    assert again.documents() == ()
    assert traces(again, "näktergal") == []


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


# Faults


def test_two_that_write_at_once_both_succeed(tmp_path: Path) -> None:
    """One waits for the other; both documents stand there."""
    shelves = [local(tmp_path), local(tmp_path)]
    barrier = threading.Barrier(2)

    def put(shelf: LocalShelf, start: int) -> None:
        barrier.wait()
        for number in range(start, start + 10):
            shelf.put(a_document(f"{number}.md", number), [a_piece(f"Text {number}.")])

    threads = [
        threading.Thread(target=put, args=(shelf, 100 * at)) for at, shelf in enumerate(shelves, start=1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(shelves[0].documents()) == 20
    for shelf in shelves:
        shelf.close()


def test_two_that_make_the_shelf_at_once_both_succeed(tmp_path: Path) -> None:
    """Laying out a bare file is when SQLite waits for nobody; once in eight times it went wrong."""
    troubles: list[ShelfError] = []

    def make(shelf: LocalShelf, barrier: threading.Barrier) -> None:
        barrier.wait()
        try:
            shelf.put(a_document("a.md", 1), [a_piece("Text.")])
        except ShelfError as error:
            troubles.append(error)

    for attempt in range(30):
        folder = tmp_path / str(attempt)
        shelves, barrier = [local(folder), local(folder)], threading.Barrier(2)
        threads = [threading.Thread(target=make, args=(shelf, barrier)) for shelf in shelves]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for shelf in shelves:
            shelf.close()
    assert troubles == []


_ADDING = """
import sys
from pathlib import Path
from assistant.cleaning import clean
from knowledge import adding
from knowledge.corpus import load_corpus
from knowledge.documents.gathering import gather
from knowledge.shelf.local import LocalShelf
folder, source = Path(sys.argv[1]), Path(sys.argv[2])
shelf = LocalShelf(folder / "own.sqlite3", load_corpus(), folder)
for step in adding.add(gather([source]), shelf, clean):
    if isinstance(step, adding.Added):
        print(step.document.name, flush=True)
"""


@pytest.mark.slow
def test_what_was_added_before_a_kill_is_there_and_the_next_run_goes_on(tmp_path: Path) -> None:
    """kill -9 at some moment: what was told is in, whole, and nothing is in twice."""
    source = tmp_path / "files"
    for number in range(60):
        written(source / f"{number:03}.md", HANDBOOK.replace("Kista", f"Kista {number}"))
    home = tmp_path / "home"
    told: set[str] = set()
    for seconds in (0.1, 0.2, 0.3, 0.0):
        with subprocess.Popen(
            [sys.executable, "-c", _ADDING, str(home), str(source)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline().strip()
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
            told |= {first, *process.stdout.read().split()} - {""}
        shelf = local(home)
        kept = {each.name: each for each in shelf.documents()}
        assert told <= set(kept)
        assert all(len(list(shelf.pieces(each.id))) == each.pieces == 3 for each in kept.values())
        shelf.close()
    done = subprocess.run(
        [sys.executable, "-c", _ADDING, str(home), str(source)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert not told & set(done.stdout.split())
    shelf = local(home)
    assert len(shelf.documents()) == 60
    assert shelf.search("var ligger lokalen i Kista 42", "sv")[0].piece.heading[-1] == "Lokalen i Kista 42"
    shelf.close()


def test_a_full_disk_is_told_and_what_was_in_is_there(shelf: LocalShelf) -> None:
    """SQLite's own limit stands for the disk's."""
    shelf.put(a_document(), [a_piece("Det första om faddrar.")])
    with shelf._database.reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    shelf._database._opened().execute(f"PRAGMA max_page_count = {pages + 10}")
    with pytest.raises(ShelfError) as error:
        shelf.put(a_document("b.md", 2), (a_piece("ord " * 150 + str(n), n) for n in range(1, 2_000)))
    assert error.value.code == "shelf_full"
    assert [each.name for each in shelf.documents()] == ["handbok.md"]
    assert shelf.search("det första om faddrar", "sv")


def test_as_passage_keeps_file_page_and_heading() -> None:
    """A piece without a heading is named after its file."""
    passage = as_passage(a_document(), a_piece("Hej", heading="Första mötet"))
    assert passage.origin is not None
    assert passage.origin.cite("sv") == "handbok.md, s. 3, Handbok > Första mötet"
    assert passage.origin.cite("en") == "handbok.md, p. 3, Handbok > Första mötet"
    bare = as_passage(a_document(), Piece(1, "Hej", (), None, "sv"))
    assert (bare.wording("en").title, bare.language("en")) == ("handbok.md", "sv")
    assert load_corpus().cite(bare, "en") == "handbok.md"
