"""What a brief has in the place of a name or number: how like the words around both are."""

from __future__ import annotations

import pytest

from assistant.checks.learned_words import Beside, seen_words
from assistant.checks.support import Support
from assistant.checks.words_slots import slots
from tests.test_checks_readings import told
from tests.test_checks_relations import TODAY


def seen(text: str, word: str, given: Support) -> dict[str, int]:
    """The likenesses seen of a word of a sentence: with the same, with another, with one said as well."""
    read = Beside(text, "sentence", "en", given, TODAY)
    ((said, features),) = (
        (said, each) for said, each in seen_words(read) if text[said.start : said.end] == word
    )
    return {
        name: int(each.rpartition(":")[2])
        for name in ("ss", "sx", "su")
        for each in features
        if each.startswith(f"{said.kind}|{name}:")
    }


def bakery() -> Support:
    """A brief with two numbers and three places."""
    return told(
        "Moved the bakery to Bath and cut the waste from 30 to 12 loaves a day.",
        "Grew up on a farm outside Leeds.",
    )


@pytest.mark.parametrize(
    ("text", "word", "same", "another"),
    [
        ("You moved the bakery to Bath.", "Bath", True, False),
        ("You moved the bakery to York.", "York", False, True),
        ("You moved the bakery to Leeds.", "Leeds", False, True),
        ("You cut the waste to 12 loaves.", "12", True, False),
        ("You cut the waste to 18 loaves.", "18", False, True),
    ],
)
def test_another_in_its_place_is_seen(text: str, word: str, same: bool, another: bool) -> None:
    """Also one that the brief has elsewhere: Leeds is no part of the move."""
    likeness = seen(text, word, bakery())
    assert (likeness["ss"] > likeness["sx"]) is same
    assert (likeness["sx"] > likeness["ss"]) is another


def test_what_the_sentence_says_as_well_is_not_in_its_place() -> None:
    """Leeds and Bath are both said, so neither stands for the other."""
    given = told("Moved the bakery from Leeds to Bath.")
    with_both = seen("You moved the bakery from Leeds to Bath.", "Bath", given)
    assert with_both["su"] > 0
    assert with_both["sx"] == 0
    assert seen("You moved the bakery to York.", "York", given)["sx"] > 0


def test_a_quoted_title_brings_what_its_fact_tells() -> None:
    """The day of a talk that is named by its title alone."""
    given = told("Spoke about fences", title="Fences First", when="21 May 2026", where="Powys")
    text = 'I was at your walk "Fences First" on 21 June.'
    assert seen(text, "21 June", given)["sx"] > seen("I was at your walk on 21 June.", "21 June", given)["sx"]


def test_every_kind_has_its_slots() -> None:
    """Names, titles, numbers and times of the facts."""
    given = told("Head of research in Umeå since 2019, leads 14 people")
    assert {each.group for each in slots(given)} == {"name", "title", "number", "time"}
