"""Own files that cannot be read, each with its reason, and what of a folder is passed over."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.documents import reading
from knowledge.documents.block import Block
from knowledge.documents.gathering import gather
from knowledge.documents.trouble import UnreadableError, note_text
from tests.documents_desk import blocks, pieces, refused, written
from tests.own_files import handbook_docx, locked_pdf, pdf, rewritten

# What cannot be read


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    """Each kind of fault has its own reason, in both languages."""
    made: dict[str, Callable[[], Path]] = {
        "missing": lambda: tmp_path / "no.md",
        "empty": lambda: written(tmp_path / "e.md", ""),
        "binary": lambda: written(tmp_path / "b.txt", "a\0b"),
        "encoding": lambda: written(tmp_path / "l.txt", "här", "latin-1"),
        "unknown_format": lambda: written(tmp_path / "p.pptx", "x"),
        "not_a_file": lambda: tmp_path,
        "scanned": lambda: pdf(tmp_path / "s.pdf", [[], []]),
        "encrypted": lambda: locked_pdf(tmp_path / "k.pdf", "hemligt"),
        "damaged": lambda: written(tmp_path / "d.pdf", "%PDF-1.4\nskräp"),
    }
    assert {code: refused(make()) for code, make in made.items()} == {code: code for code in made}


def test_the_wrong_byte_is_named(tmp_path: Path) -> None:
    """The place is that in the file, however far into it."""
    file = tmp_path / "a.txt"
    file.write_bytes(b"rad\n" * 50_000 + b"b\xe5t")
    with pytest.raises(UnreadableError) as error:
        pieces(file)
    assert error.value.values == {"at": 200_001}


def test_broken_word_documents_say_why(tmp_path: Path) -> None:
    """No zip, a locked one, an old .doc under a new name, XML that is none, a bomb."""
    assert refused(written(tmp_path / "a.docx", "PK\x03\x04 nej")) == "damaged"
    old = tmp_path / "b.docx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refused(old) == "damaged"
    old.write_bytes(old.read_bytes() + "EncryptedPackage".encode("utf-16-le"))
    assert refused(old) == "encrypted"
    assert (
        refused(rewritten(handbook_docx(tmp_path / "c.docx"), "word/document.xml", b"<w:document"))
        == "damaged"
    )
    bomb = tmp_path / "d.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 70_000_000)
    assert refused(bomb) == "unpacks_too_large"


def test_entities_in_a_word_document_are_not_expanded(tmp_path: Path) -> None:
    """Neither a billion laughs nor a file of this machine comes in."""
    secret = written(tmp_path / "secret", "CANARY")
    body = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha ha "><!ENTITY b "&a;&a;&a;&a;">'
        f'<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        "<w:p><w:r><w:t>Hej &b; &f; då</w:t></w:r></w:p></w:body></w:document>"
    ).encode()
    file = rewritten(handbook_docx(tmp_path / "a.docx"), "word/document.xml", body)
    try:
        read = " ".join(each.text for each in blocks(file))
    except UnreadableError:
        return
    assert "CANARY" not in read
    assert "ha ha" not in read


def test_a_file_over_its_formats_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names both sizes."""
    file = written(tmp_path / "a.md", "ord " * 1_000)
    monkeypatch.setattr(reading.known_formats()["markdown"], "MAX_BYTES", 3_000)
    with pytest.raises(UnreadableError) as error:
        reading.opened(file)
    assert error.value.code == "too_large"


def test_a_pdf_with_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it says how many there are."""
    from knowledge.documents.formats import pdf as reader

    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    assert refused(pdf(tmp_path / "a.pdf", [[("Hej", 11.0, False)]] * 3)) == "too_many_pages"


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Half of one version and half of another is no document."""
    file = written(tmp_path / "a.txt", "första\n\nandra\n\ntredje")
    reader: Iterator[Block] = reading.blocks(reading.opened(file))
    next(reader)
    with file.open("a", encoding="utf-8") as more:
        more.write("\n\nfjärde")
    with pytest.raises(UnreadableError) as error:
        list(reader)
    assert error.value.code == "changed"


def test_html_nested_without_end_is_refused(tmp_path: Path) -> None:
    """It neither ends the process nor goes on for ever, and no text is lost without a word."""
    assert refused(written(tmp_path / "a.html", "<div>" * 100_000 + "hej")) == "too_deep"


def test_pages_of_pictures_among_others_are_counted(tmp_path: Path) -> None:
    """What has text goes in; the rest is said."""
    page = [("Hej på dig", 11.0, False)]
    read = blocks(pdf(tmp_path / "a.pdf", [*[[]] * 20, page, [], page]))
    assert [each.page for each in read if each.kind == "paragraph"] == [21, 23]
    assert sum(each.kind == "blank" for each in read) == 21


def test_notes_are_told_in_both_languages() -> None:
    """A note keeps its number."""
    assert note_text("pages_without_text:3", "sv") == "sidor utan text: 3"
    assert note_text("pages_without_text:3", "en") == "pages without text: 3"


# Folders


def test_a_folder_gives_its_known_files_and_counts_the_rest(tmp_path: Path) -> None:
    """Hidden files, other kinds and links to folders are passed over; each file comes once."""
    (tmp_path / "inne").mkdir()
    (tmp_path / ".dold").mkdir()
    for name in ("b.md", "a.txt", "inne/c.html", ".h.md", "bild.png", "~$d.docx", ".dold/e.md"):
        written(tmp_path / name, "Hej")
    (tmp_path / "inne" / "runt").symlink_to(tmp_path)
    (tmp_path / "samma.md").symlink_to(tmp_path / "b.md")
    found = gather([tmp_path, tmp_path / "b.md"])
    assert [each.name for each in found.files] == ["a.txt", "b.md", "c.html"]
    assert dict(found.skipped) == {".": 3, ".png": 1}
    assert found.troubles == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    """The others go in."""
    (tmp_path / "stängd").mkdir(mode=0o000)
    written(tmp_path / "b.md", "Hej")
    found = gather([tmp_path])
    assert [each.name for each in found.files] == ["b.md"]
    assert [(path.name, trouble.code) for path, trouble in found.troubles] == [("stängd", "folder_denied")]
