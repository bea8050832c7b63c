"""Own guidance on a shared server: one adds, all find, nothing half is seen, and the server may be away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cleaning import clean
from knowledge.corpus import Corpus
from knowledge.notice import Notice
from knowledge.server import Address, ChromaServer
from knowledge.shelf.joined import JoinedShelf
from knowledge.shelf.local import LocalShelf
from knowledge.shelf.port import Document, Piece, Shelf, ShelfError, passage_id
from knowledge.shelf.shared import COLLECTION, SharedShelf
from tests.chroma_desk import CHROMA, Gate, chroma, gate
from tests.shell import Shell

pytestmark = pytest.mark.skipif(not CHROMA.exists(), reason="the chroma command is missing")

HANDBOOK = Document(
    "a" * 12, "a" * 64, "handbok.pdf", "/home/anna/handbok.pdf", "pdf", "2026-11-22T10:00:00+00:00"
)
NOTES = Document("b" * 12, "b" * 64, "notes.md", "/home/bo/notes.md", "markdown", "2026-11-22T11:00:00+00:00")
PIECES = (
    Piece(
        1, "Träffarna hålls i Kvarnstugan varannan tisdag klockan arton.", ("Programmet", "Träffar"), 3, "sv"
    ),
    Piece(2, "Reseräkningar lämnas till Gunilla senast den femte i månaden.", ("Ekonomi",), 4, "sv"),
    Piece(3, "Every pair signs the beekeeping waiver before the first visit.", (), None, "en"),
)


class Member:
    """One machine of the programme."""

    def __init__(self, folder: Path, url: str, corpus: Corpus) -> None:
        self.told: list[Notice] = []
        self.clock = 0.0
        self.copy = LocalShelf(folder / "shared.sqlite3", corpus, folder)
        self.shelf = SharedShelf(
            ChromaServer(Address(url), request_seconds=2.0),
            self.copy,
            folder / "shared.json",
            clean,
            on_notice=self.told.append,
            now=lambda: self.clock,
        )

    def later(self) -> SharedShelf:
        """Give the shelf a good while later."""
        self.clock += 1_000.0
        return self.shelf

    def found(self, question: str) -> list[str]:
        """Give the ids of what a question finds, a good while later."""
        return [passage_id(hit.document, hit.piece) for hit in self.later().search(question, "sv")]


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start one server for all tests of this file."""
    with chroma(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture
def url(server_url: str) -> Iterator[str]:
    """Give an empty server."""
    yield server_url
    server = ChromaServer(Address(server_url))
    for remote in server.collections(""):
        server.drop(remote.name)
    server.close()


@pytest.fixture
def member(url: str, tmp_path: Path, small: Corpus, small_words: Path) -> Iterator[Callable[..., Member]]:
    """Let machines join the programme."""
    joined: list[Member] = []

    def join(name: str, at: str = url) -> Member:
        folder = tmp_path / name
        shutil.copytree(small_words, folder, dirs_exist_ok=True)
        joined.append(Member(folder, at, small))
        return joined[-1]

    yield join
    for each in joined:
        each.shelf.close()


def test_what_one_adds_another_finds_with_its_place(member: Callable[..., Member]) -> None:
    """Text, page, heading, language, counts; not the path on the first one's machine."""
    anna, bo = member("anna"), member("bo")
    put = anna.shelf.put(HANDBOOK, iter(PIECES))
    assert (put.pieces, put.pages, put.words) == (3, 4, sum(len(each.text.split()) for each in PIECES))
    hit = bo.shelf.search("var hålls träffarna i kvarnstugan", "sv")[0]
    assert hit.piece == PIECES[0]
    assert hit.score > 0.17
    assert hit.document.name == "handbok.pdf"
    assert "/home/anna" not in hit.document.path
    assert tuple(bo.shelf.pieces(HANDBOOK.id)) == PIECES
    assert bo.shelf.piece(f"own.{HANDBOOK.id}.2") == (hit.document, PIECES[1])
    assert anna.shelf.documents() == (put,)
    assert anna.shelf.search("kvarnstugan träffar", "sv")[0].score == pytest.approx(
        bo.shelf.search("kvarnstugan träffar", "sv")[0].score
    )


def test_a_shelf_that_nobody_used_asks_little_and_makes_nothing(
    member: Callable[..., Member], url: str
) -> None:
    """No collection, no file."""
    bo = member("bo")
    assert bo.shelf.documents() == ()
    assert bo.shelf.search("kvarnstugan", "sv") == ()
    assert bo.shelf.remove(["c" * 12]) == 0
    assert bo.shelf.rebuild() == 0
    assert not bo.copy.path.exists()
    server = ChromaServer(Address(url))
    assert server.collection(COLLECTION) is None
    server.close()


def test_removing_and_replacing_reach_everyone_and_leave_no_text_in_the_copies(
    member: Callable[..., Member],
) -> None:
    """At their next question."""
    anna, bo = member("anna"), member("bo")
    anna.shelf.put(HANDBOOK, PIECES)
    anna.shelf.put(NOTES, PIECES[:1])
    assert len(bo.later().documents()) == 2
    newer = replace(HANDBOOK, id="c" * 12, checksum="c" * 64)
    anna.shelf.put(newer, [replace(PIECES[0], text="Träffarna hålls numera i Stadshuset.")], HANDBOOK.id)
    assert {each.id for each in bo.later().documents()} == {NOTES.id, newer.id}
    assert anna.shelf.remove([NOTES.id, newer.id]) == 2
    assert bo.later().documents() == ()
    assert bo.found("stadshuset kvarnstugan") == []
    bo.shelf.close()
    assert b"Kvarnstugan" not in bo.copy.path.read_bytes()


def test_an_unchanged_server_is_asked_once_a_while(member: Callable[..., Member], url: str) -> None:
    """And never told what was asked."""
    member("anna").shelf.put(HANDBOOK, PIECES)
    with gate(Gate(behind=url)) as between:
        bo = member("bo", between.url)
        bo.shelf.search("kanariefrågan om kvarnstugan", "sv")
        first = len(between.seen)
        for _ in range(5):
            bo.shelf.search("en annan fråga", "sv")
        assert len(between.seen) == first
        bo.later().search("och en till", "sv")
        assert len(between.seen) - first <= 2
        sent = b"".join(path.encode() + body for _, path, _, body in between.seen)
        assert b"kanarie" not in sent
        assert b"kvarnstugan" not in sent.lower()


def test_a_server_that_is_away_leaves_what_was_fetched(member: Callable[..., Member], url: str) -> None:
    """Said once; adding is refused with the reason, and nothing is lost."""
    member("anna").shelf.put(HANDBOOK, PIECES)
    with gate(Gate(behind=url)) as between:
        bo = member("bo", between.url)
        assert bo.found("kvarnstugan träffar")
    assert bo.found("kvarnstugan träffar")
    assert bo.found("reseräkningar gunilla")
    assert [notice.kind for notice in bo.told] == ["own_offline"]
    assert bo.told[0].trouble is not None
    assert bo.told[0].trouble.code in {"refused", "dropped"}
    for refused in (lambda: bo.shelf.put(NOTES, PIECES), lambda: bo.shelf.remove([HANDBOOK.id])):
        with pytest.raises(ShelfError) as caught:
            refused()
        assert caught.value.code == "refused"
    assert bo.found("kvarnstugan träffar")


def test_a_document_that_is_not_whole_is_seen_by_nobody(member: Callable[..., Member], url: str) -> None:
    """The network broke off while it was put; the next try mends it."""
    long = [
        replace(PIECES[0], ordinal=number, text=f"Stycke {number} om Kvarnstugan.")
        for number in range(1, 400)
    ]
    with gate(Gate(behind=url)) as between:
        anna, bo = member("anna", between.url), member("bo")
        anna.shelf.put(NOTES, PIECES[1:2])

        class Breaking(list[Piece]):
            """Cuts the line when the second page is due."""

        real = anna.shelf._upsert
        calls: list[int] = []

        def once(remote: object, rows: list[object]) -> None:
            calls.append(len(rows))
            if len(calls) == 2:
                between.fault_on, between.drop = "/upsert", True
            real(remote, rows)  # type: ignore[arg-type]

        anna.shelf._upsert = once  # type: ignore[method-assign, assignment]
        with pytest.raises(ShelfError):
            anna.shelf.put(HANDBOOK, long)
        assert [each.id for each in bo.later().documents()] == [NOTES.id]
        assert bo.found("kvarnstugan stycke") == []
        between.fault_on, between.drop = "", False
        anna.shelf._upsert = real  # type: ignore[method-assign]
        anna.shelf.put(HANDBOOK, long)
        assert len(list(bo.later().pieces(HANDBOOK.id))) == len(long)


def test_pieces_that_raise_leave_the_server_as_it_was(member: Callable[..., Member]) -> None:
    """A file that turns out to be unreadable in the middle."""
    anna, bo = member("anna"), member("bo")
    anna.shelf.put(HANDBOOK, PIECES)

    def broken() -> Iterator[Piece]:
        yield PIECES[0]
        raise LookupError("page 2")

    with pytest.raises(LookupError):
        anna.shelf.put(replace(HANDBOOK, name="annan.pdf"), broken(), HANDBOOK.id)
    assert [each.name for each in bo.later().documents()] == ["handbok.pdf"]
    assert len(list(bo.shelf.pieces(HANDBOOK.id))) == 3


def test_rows_that_fika_did_not_write_are_passed_over(member: Callable[..., Member], url: str) -> None:
    """A shared server is written by others, with other programs, perhaps in bad faith."""
    anna, bo = member("anna"), member("bo")
    anna.shelf.put(HANDBOOK, [replace(PIECES[0], text="Kvarnstugan \x1b]0;pwned\x07 är öppen"), *PIECES[1:]])
    server = ChromaServer(Address(url))
    remote = server.collection(COLLECTION)
    assert remote is not None
    strange: list[tuple[str, dict[str, str | int], str]] = [
        ("../../etc", {"head": 1, "checksum": "a" * 64, "pieces": 1, "words": 1, "pages": 0}, "x"),
        ("d" * 12, {"head": 1, "checksum": 7, "pieces": 1, "words": 1, "pages": 0}, "x"),
        ("e" * 12, {"head": 1, "checksum": "e" * 64, "pieces": -1, "words": 1, "pages": 0}, "x"),
        ("f" * 12, {"head": 1, "checksum": "f" * 64, "pieces": 5, "words": 1, "pages": 0}, "ofullständig"),
        ("free", {"what": "ever"}, "Kvarnstugan är stängd"),
        (f"{HANDBOOK.id}.9x", {"document": HANDBOOK.id, "ordinal": 9, "page": 0, "language": "sv"}, "Kvarn"),
    ]
    vectors = [[1.0, *[0.0] * 383]] * len(strange)
    server.upsert(
        remote,
        [row[0] for row in strange],
        vectors,
        metadatas=[row[1] for row in strange],
        documents=[row[2] for row in strange],
    )
    server.modify(remote, {**remote.metadata, "revision": "other"})
    server.close()
    assert [each.id for each in bo.later().documents()] == [HANDBOOK.id]
    pieces = list(bo.shelf.pieces(HANDBOOK.id))
    assert [piece.ordinal for piece in pieces] == [1, 2, 3]
    assert "\x1b" not in pieces[0].text
    assert "Kvarnstugan" in pieces[0].text


def test_other_vectors_in_the_collection_are_refused_until_a_rebuild(
    member: Callable[..., Member], url: str
) -> None:
    """Reading goes on all the while."""
    anna, bo = member("anna"), member("bo")
    anna.shelf.put(HANDBOOK, PIECES)
    server = ChromaServer(Address(url))
    remote = server.collection(COLLECTION)
    assert remote is not None
    server.modify(remote, {**remote.metadata, "embedder": "hashed-0-384", "revision": "older"})
    with pytest.raises(ShelfError) as caught:
        bo.shelf.put(NOTES, PIECES)
    assert caught.value.code == "shelf_embedder"
    assert "fika knowledge rebuild" in caught.value.text("sv")
    assert bo.found("kvarnstugan träffar")
    assert bo.shelf.rebuild() == 3
    bo.shelf.put(NOTES, PIECES[1:2])
    assert {each.id for each in anna.later().documents()} == {HANDBOOK.id, NOTES.id}
    server.close()


def test_a_collection_that_is_deleted_empties_the_copies(member: Callable[..., Member], url: str) -> None:
    """The programme ended."""
    anna, bo = member("anna"), member("bo")
    anna.shelf.put(HANDBOOK, PIECES)
    assert bo.found("kvarnstugan")
    server = ChromaServer(Address(url))
    server.drop(COLLECTION)
    server.close()
    assert bo.later().documents() == ()


def test_own_and_shared_are_found_together(
    member: Callable[..., Member], small_folder: Path, small: Corpus
) -> None:
    """What was added before the programme shared a server stays; what is added now is for all."""
    own = LocalShelf(small_folder / "own.sqlite3", small, small_folder)
    own.put(NOTES, PIECES[1:2])
    anna = member("anna")
    joined: Shelf = JoinedShelf(anna.shelf, own)
    joined.put(HANDBOOK, [PIECES[0]])
    assert {each.id for each in joined.documents()} == {HANDBOOK.id, NOTES.id}
    assert [each.document.id for each in joined.search("kvarnstugan träffar", "sv")] == [HANDBOOK.id]
    assert [each.document.id for each in joined.search("reseräkningar gunilla", "sv")] == [NOTES.id]
    assert list(joined.pieces(NOTES.id)) == [PIECES[1]]
    assert joined.piece(f"own.{NOTES.id}.2") is not None
    assert [each.id for each in own.documents()] == [NOTES.id]
    assert joined.remove([NOTES.id, HANDBOOK.id, "c" * 12]) == 2
    assert joined.documents() == ()
    joined.close()


@pytest.mark.slow
def test_the_commands_add_and_find_over_the_server(
    url: str, fika: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`fika knowledge add` on one machine, `fika guide` on another."""
    handbook = tmp_path / "handbok.md"
    handbook.write_text("# Träffar\n\nTräffarna hålls i Kvarnstugan varannan tisdag klockan arton.\n")
    monkeypatch.setenv("FIKA_KNOWLEDGE_URL", url)
    monkeypatch.setenv("FIKA_HOME", str(tmp_path / "anna"))
    fika("knowledge", "add", str(handbook))
    monkeypatch.setenv("FIKA_HOME", str(tmp_path / "bo"))
    hits = fika.json("guide", "när hålls träffarna i Kvarnstugan")["hits"]
    assert hits[0]["passage"].startswith("own.")
    assert "handbok.md" in hits[0]["source"]
    assert "handbok.md" in fika("knowledge", "list")
    shutil.rmtree(tmp_path / "bo")
    monkeypatch.setenv("FIKA_HOME", str(tmp_path / "anna"))
    fika("knowledge", "remove", "handbok.md", "--yes")
    monkeypatch.setenv("FIKA_HOME", str(tmp_path / "bo"))
    assert "handbok" not in fika("knowledge", "list")
