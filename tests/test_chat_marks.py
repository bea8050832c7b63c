"""Marks in a model's answer: shown as numbers, cut anywhere, and what nothing stands behind is named."""

from __future__ import annotations

import pytest

from assistant.chatting.marks import Marking, Shown, unsupported
from assistant.domain.chat import NOTHING
from assistant.domain.value import Language

SHOWN = Shown(
    passages=(
        ("outreach.ask", "Be om 15–20 minuter och två frågor. Ask for 15–20 minutes and two questions."),
        ("outreach.close", "Lämna en väg ut. Leave a way out."),
    ),
    told=("Maria Berg: analytiker på Nordkraft sedan 2019",),
)


def shown(text: str, size: int, language: Language = "sv") -> tuple[str, Marking]:
    """Give what is shown of a text that comes in pieces of a size."""
    marking = Marking(SHOWN, language)
    pieces = [marking.feed(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join([*pieces, marking.close()]), marking


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 100])
def test_a_mark_becomes_a_number_wherever_the_stream_cuts_it(size: int) -> None:
    """Numbers count what is cited, in the order in which it is; what the person told has none."""
    text = "Lämna en väg ut. [G2]\nBe om 15 minuter. [G1, F1]\nMaria är analytiker. [F1] Lycka till. [-]"
    said, marking = shown(text, size)
    assert said == "Lämna en väg ut. [1]\nBe om 15 minuter. [2, du]\nMaria är analytiker. [du] Lycka till."
    assert marking.cited == ["outreach.close", "outreach.ask"]
    assert marking.complaint() == ""


@pytest.mark.parametrize("size", [1, 4, 100])
def test_brackets_of_the_text_itself_stay(size: int) -> None:
    """A round bracket is a mark only around ids."""
    said, _marking = shown("Be om lite tid (15 minuter) [sic] (2) (G1)", size)
    assert said == "Be om lite tid (15 minuter) [sic] (2) [1]"


@pytest.mark.parametrize("size", [1, 100])
@pytest.mark.parametrize("forged", ["[1]", "[du]", "[G9]", "[F4]", "[G0]"])
def test_a_mark_that_was_never_shown_is_no_number_and_is_named(forged: str, size: int) -> None:
    """Neither one beyond what was shown, nor one that looks like ours."""
    said, marking = shown(f"Ring henne på kvällen. {forged}", size)
    assert said == "Ring henne på kvällen."
    assert marking.cited == []
    assert "Ring henne på kvällen." in marking.complaint()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Be om en kvart. Ta med blommor. Be om två frågor. [G1]", ["Be om en kvart.", "Ta med blommor."]),
        ("Ta med blommor.", ["Ta med blommor."]),
        ("Be om 60 minuter. [G1]", ["Be om 60 minuter."]),
        ("Be om en timme. [G1]", ["Be om en timme."]),
        ("En timme räcker. [-]", ["En timme räcker."]),
        ("Maria har varit där sedan 2017. [F1]", ["Maria har varit där sedan 2017."]),
        ("Läs mer på https://x.example/a. [G1]", ["Läs mer på https://x.example/a."]),
        ("Hur känns det för dig?", []),
        ("Jag har redan sparat det åt dig. [-]", ["Jag har redan sparat det åt dig."]),
        ("I've already sent it to her. [G1]", ["I've already sent it to her."]),
        ("Hej! Lämna en väg ut. [G2]", []),
        ("Så här säger källorna:\n1. Be om en kvart. [G1]\n2. Lämna en väg ut. [G2]", []),
        (NOTHING["sv"], []),
        ("Maria är på Nordkraft sedan 2019 [F1].\nLycka till! [-]", []),
        ("- Be om 15 till 20 minuter, t.ex. en kvart. [G1]", []),
    ],
)
def test_what_nothing_stands_behind_is_found(text: str, named: list[str]) -> None:
    """Numbers and lengths of time must stand in what the sentence cites; a question claims nothing."""
    assert list(unsupported(text, SHOWN, "sv")) == named


@pytest.mark.parametrize("size", [1, 3, 100])
def test_an_address_is_not_shown(size: int) -> None:
    """Neither in the answer nor where it is named; nothing of it reaches a terminal that links it."""
    said, marking = shown("Se https://evil.example/?d=namn nu. [G1] Www.evil.example", size, "en")
    assert "evil" not in said + marking.complaint()
    assert said == "Se (address left out) nu. [1] (address left out)"


@pytest.mark.parametrize("text", ["[" * 5_000, "[G1 " * 5_000, "(" * 5_000, "h" * 5_000, " \n" * 5_000])
def test_a_flood_is_read_in_no_time(text: str) -> None:
    """Also piece by piece."""
    said, marking = shown(text, 10)
    assert len(said) <= len(text)
    assert marking.complaint() is not None
