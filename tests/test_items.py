"""A list in a text: rows are moved, edited, added and removed; all that stands around them stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.parsing import parse_plain
from assistant.reviewing.items import Listed, listed, unnumbered
from assistant.reviewing.marks import carried

PLAIN = "1. Vad var svårast?\n2. Hur märkte du det?\n3. Vem behövde du få med dig?"
HEADED = (
    "Frågor till Maria\n\n  1) Vad var svårast?\n  2) Hur märkte du det? Jag undrar länge.\n\n"
    "Om artikeln:\n  3) Vad valde du bort?\n\nTack!"
)


def taken(text: str) -> Listed:
    """The list of a text."""
    return listed(parse_plain(text, kind="questions", language="sv"))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        HEADED,
        "- Vad?\n- Hur?",
        "• a b?\n\n• c d?",
        "",
        "Ingen lista här.",
        "4. Vad?\n7. Hur?\n",
        "\n\n1. Vad?\n",
    ],
)
def test_what_is_not_touched_stays_as_it_was(text: str) -> None:
    """Taking apart and putting together again changes nothing but numbers out of order."""
    assert taken(text).text == text.replace("7.", "5.")


def test_a_row_moves_and_the_numbers_follow() -> None:
    """The words go, the numbers stay in order; at an end nothing happens."""
    first = taken(PLAIN)
    assert (
        first.moved(2, -1).text == "1. Vad var svårast?\n2. Vem behövde du få med dig?\n3. Hur märkte du det?"
    )
    assert first.moved(0, -1) == first
    assert first.moved(2, 1) == first
    assert first.moved(9, 1) == first


def test_headings_and_indentation_keep_their_place() -> None:
    """A row may cross a heading; the heading does not move, and a two-sentence question stays whole."""
    moved = taken(HEADED).moved(1, 1)
    assert moved.text == (
        "Frågor till Maria\n\n  1) Vad var svårast?\n  2) Vad valde du bort?\n\n"
        "Om artikeln:\n  3) Hur märkte du det? Jag undrar länge.\n\nTack!"
    )


def test_places_say_where_each_row_stands() -> None:
    """So that findings and the cursor find their row."""
    made = taken(HEADED).moved(1, 1)
    assert [made.text[start:end] for start, end in made.places] == [
        "  1) Vad var svårast?",
        "  2) Vad valde du bort?",
        "  3) Hur märkte du det? Jag undrar länge.",
    ]


def test_a_row_is_removed_and_its_heading_stays() -> None:
    """Numbers close up."""
    assert taken(PLAIN).removed(0).text == "1. Hur märkte du det?\n2. Vem behövde du få med dig?"
    assert taken(PLAIN).removed(1).text == "1. Vad var svårast?\n2. Vem behövde du få med dig?"
    assert taken(PLAIN).removed(2).text == "1. Vad var svårast?\n2. Hur märkte du det?"
    assert taken(PLAIN).removed(3).text == PLAIN
    assert taken(HEADED).removed(2).text.endswith("Om artikeln:\n\nTack!")
    assert "Om artikeln:\n  2) Vad valde du bort?" in taken(HEADED).removed(0).text
    assert taken("Rubrik\n\n1. Vad?").removed(0).text == "Rubrik"
    assert taken("Hej!\n\n1. Vad?\n\nTack!").removed(0).added(0, "Hur?").text == "Hej!\n\n1. Hur?\n\nTack!"


def test_lists_that_begin_anew_under_a_heading_keep_doing_so() -> None:
    """A second list has its own numbers."""
    two = "Om er:\n1. Vad?\n2. Hur?\n\nOm mig:\n1. Var?\n2. När?"
    assert taken(two).text == two
    assert taken(two).removed(2).text == "Om er:\n1. Vad?\n2. Hur?\n\nOm mig:\n1. När?"
    assert taken(two).moved(0, 3).text == "Om er:\n1. Hur?\n2. Var?\n\nOm mig:\n1. När?\n2. Vad?"


def test_a_row_is_added_in_the_manner_of_the_others() -> None:
    """With their indentation, sign and blank lines; the first of all gets a number."""
    assert taken(PLAIN).added(1, "Och sedan?").text.splitlines()[:3] == [
        "1. Vad var svårast?",
        "2. Och sedan?",
        "3. Hur märkte du det?",
    ]
    assert taken(PLAIN).added(3, "Sist?").text.endswith("\n4. Sist?")
    assert taken(PLAIN).added(0, "Först?").text.startswith("1. Först?\n2. Vad")
    assert taken("- Vad?\n\n- Hur?").added(2, "När?").text == "- Vad?\n\n- Hur?\n\n- När?"
    assert taken("Rubrik\n").added(0, "Vad?").text == "Rubrik\n\n1. Vad?"
    assert taken("").added(0, "Vad?").text == "1. Vad?"


def test_what_is_typed_is_one_row() -> None:
    """Line breaks, control characters and a number of its own do not make another row of it."""
    made = taken(PLAIN).replaced(1, "2. Hur\nmärkte \x1b[31mdu?\n3. x")
    assert made.rows[1] == "Hur märkte du? 3. x"
    assert len(taken(made.text).rows) == 3
    assert unnumbered("- 1. Vad?") == "Vad?"
    assert unnumbered("2 saker?") == "2 saker?"


def test_what_stands_behind_a_question_moves_with_it() -> None:
    """Another number is not another question: its facts and guidance stay."""
    before = parse_plain(PLAIN, kind="questions", language="sv")
    backed = [
        each.model_copy(update={"marked": True, "facts": (f"F{at}",)})
        for at, each in enumerate(before.sentences, start=1)
    ]
    before = before.model_copy(update={"sentences": tuple(backed)})
    text = listed(before).moved(0, 2).added(1, "Och du?").removed(0).text
    after = carried(parse_plain(text, kind="questions", language="sv"), [before])
    assert [(unnumbered(each.text), each.facts) for each in after.sentences] == [
        ("Och du?", ()),
        ("Vem behövde du få med dig?", ("F3",)),
        ("Vad var svårast?", ("F1",)),
    ]


rows = st.lists(
    st.sampled_from(["Vad?", "Hur gick det till?", "Varför just då?", "Berätta. Vad hände?"]), max_size=6
)
acts = st.lists(
    st.tuples(st.sampled_from(["up", "down", "add", "remove", "write"]), st.integers(0, 6)), max_size=12
)


@settings(max_examples=200, deadline=None)
@given(rows, st.sampled_from(["", "Rubrik:\n\n", "Hej Maria,\n\n"]), st.sampled_from(["", "\n\nTack!"]), acts)
def test_whatever_is_done_the_list_reads_back_as_its_rows(
    rows: list[str], before: str, after: str, acts: list[tuple[str, int]]
) -> None:
    """The text's own list is the rows, and no word around it is lost."""
    made = taken(before + "\n".join(f"{n}. {row}" for n, row in enumerate(rows, start=1)) + after)
    for act, at in acts:
        match act:
            case "up":
                made = made.moved(at, -1)
            case "down":
                made = made.moved(at, 1)
            case "add":
                made = made.added(at, "Ny fråga?")
            case "remove":
                made = made.removed(at)
            case _ if at < len(made.rows):
                made = made.replaced(at, "Annat?")
    assert taken(made.text).rows == made.rows
    assert "".join(made.around).split() == f"{before} {after}".split()
