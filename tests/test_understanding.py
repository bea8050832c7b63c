"""Plain facts: kind, title, place, time and person are taken where they stand plainly, and nowhere else."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.value import MAX_LINE
from assistant.errors import InputError
from assistant.importing.quoting import quoted
from assistant.importing.understanding import language_of, understand

QUOTATIONS = ["'{}'", '"{}"', "“{}”", "”{}”", "„{}“", "«{}»", "»{}»", "»{}«", "‘{}’", "’{}’", "‹{}›", "`{}`"]
QUOTATIONS += ["*{}*", "_{}_", "**{}**"]
FACTS: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "understanding_cases.toml").read_text(encoding="utf-8")
)["facts"]


@pytest.mark.parametrize("case", FACTS, ids=lambda case: case["text"][:40].encode("ascii", "replace"))
def test_what_stands_plainly_is_taken(case: dict[str, str]) -> None:
    """Kind, title, place, time and person, in both languages; the text stays as written."""
    fact = understand(case["text"])
    taken = {key: value for key, value in fact.model_dump().items() if value}
    assert taken == {**case, "kind": case["kind"]}


@pytest.mark.parametrize("quotation", QUOTATIONS)
@pytest.mark.parametrize("title", ["När det brister", "It's Anna's turn", "Vad nu?"])
def test_any_quotation_marks_hold_a_title(quotation: str, title: str) -> None:
    """An apostrophe inside a title does not end it."""
    fact = understand(f"Höll föredraget {quotation.format(title)} på Energidagarna 2025")
    assert (fact.title, fact.where, fact.when) == (title, "Energidagarna", "2025")


def test_a_year_in_a_title_is_not_the_time() -> None:
    """Title words are not taken for the sentence's."""
    fact = understand("Gave the talk 'Trends in Malmö 2030' at Øredev in 2024")
    assert (fact.title, fact.where, fact.when) == ("Trends in Malmö 2030", "Øredev", "2024")


def test_what_is_taken_stands_in_the_text() -> None:
    """Nothing is invented: each field is a part of the text."""
    for case in FACTS:
        text = case["text"]
        fact = understand(text)
        for value in (fact.title, fact.where, fact.when, fact.with_whom):
            assert value in text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Höll föredrag på KTH", "sv"),
        ("Head of data at KTH", "en"),
        ("Byggde Elmo på Telia", "sv"),
        ("xyz", "en"),
    ],
)
def test_the_language_is_told_by_the_words(text: str, language: str) -> None:
    """A fact may be in another language than its message."""
    assert language_of(text, None) == language


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_string_is_understood_somehow(text: str) -> None:
    """Nothing crashes, and what is taken stands in the string."""
    fact = understand(text)
    for value in (fact.title, fact.where, fact.when, fact.with_whom):
        assert value in fact.text


@pytest.mark.parametrize(
    "piece", ["'", "a ", "A ", "’s ", "höll ett ", "in 2024 ", "wrote the ", "*", "vid X i "]
)
def test_a_long_string_takes_no_longer_than_its_first_part(piece: str) -> None:
    """No pattern runs away on a string that repeats, and what is no single fact is refused."""
    start = time.process_time()
    understand((piece * 2_000)[:MAX_LINE])
    with pytest.raises(InputError, match="too long"):
        understand(piece * 50_000)
    assert time.process_time() - start < 2


def test_quotations_end_where_they_should() -> None:
    """Plural apostrophes, nested marks and two titles beside each other."""
    assert [each.text for each in quoted("'A b' and 'C d'")] == ["A b", "C d"]
    assert [each.text for each in quoted("the users' talk 'X y' here")] == ["X y"]
    assert [each.text for each in quoted("“The ‘why’ of it”")] == ["The ‘why’ of it"]
    assert [each.text for each in quoted("no 'closing here")] == []
