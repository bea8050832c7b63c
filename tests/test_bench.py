"""What the bench measures with: its books are the same each time, and its parts give figures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from knowledge.languages import sentence_language
from tests.bench_run import clean_environment, run
from tests.bench_text import PAGES_A_BOOK, sentences, write_book


def test_a_book_has_its_pages_and_is_the_same_each_time(tmp_path: Path) -> None:
    """A hundred pages of some 400 words; another number is another book."""
    book = write_book(tmp_path / "1.md", 1).read_text(encoding="utf-8")
    assert book == write_book(tmp_path / "again.md", 1).read_text(encoding="utf-8")
    assert book != write_book(tmp_path / "2.md", 4).read_text(encoding="utf-8")
    assert book.count("\n## ") == PAGES_A_BOOK
    assert 400 <= len(book.split()) / PAGES_A_BOOK < 500
    assert not {"{", "}"} & set(book)


def test_sentences_are_in_the_language_that_they_are_said_to_be(tmp_path: Path) -> None:
    """Else they would be searched on the wrong side."""
    told = [sentence_language(text, "sv") == language for text, language in sentences(100)]
    assert sum(told) > 95


@pytest.mark.slow
def test_parts_give_figures_of_a_process_of_their_own(tmp_path: Path) -> None:
    """Wall and CPU seconds, what was counted, and the peak seen from outside."""
    environment = clean_environment(tmp_path / "home")
    figures = {}
    parts = {"books": ("0", "1"), "add": (), "bare_store": ("200",)}
    folders = {"books": [tmp_path / "books"], "add": [tmp_path / "home", tmp_path / "books"]}
    for part, more in parts.items():
        given = [str(each) for each in folders.get(part, [tmp_path / "chroma"])]
        command = [sys.executable, "-m", "tests.bench_parts", part, *given, *more]
        figures[part] = run(command, environment, quiet=False)
    assert figures["add"].figures["count"] > 300
    assert figures["bare_store"].figures["count"] == 200
    assert figures["add"].figures["added"]["cpu"] > 0
    assert figures["bare_store"].peak_mb > 50
