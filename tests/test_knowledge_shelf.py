"""The shelf of own guidance: what is put is kept whole, and files go in once and take their older place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import adding
from knowledge.corpus import load_corpus
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Piece, as_passage, parted_id, passage_id
from tests.own_shelf_desk import HANDBOOK, TERMS, a_document, a_piece, add_files, local, traces, written


@pytest.fixture(scope="module", autouse=True)
def taken_apart(built_knowledge: Path) -> None:
    """Let the desk read the run's caches instead of taking all the guidance apart here."""
    TERMS._folder = built_knowledge


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[LocalShelf]:
    """Give an empty shelf."""
    made = local(tmp_path / "knowledge")
    yield made
    made.close()


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


# Citing


def test_as_passage_keeps_file_page_and_heading() -> None:
    """A piece without a heading is named after its file."""
    passage = as_passage(a_document(), a_piece("Hej", heading="Första mötet"))
    assert passage.origin is not None
    assert passage.origin.cite("sv") == "handbok.md, s. 3, Handbok > Första mötet"
    assert passage.origin.cite("en") == "handbok.md, p. 3, Handbok > Första mötet"
    bare = as_passage(a_document(), Piece(1, "Hej", (), None, "sv"))
    assert (bare.wording("en").title, bare.language("en")) == ("handbok.md", "sv")
    assert load_corpus().cite(bare, "en") == "handbok.md"
