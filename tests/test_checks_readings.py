"""What is written short, rounded or counted otherwise in a message is read as what it stands for."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.checks.abbreviations import is_shortened
from assistant.checks.claim_names import is_name
from assistant.checks.claim_quotes import unsupported_quotes
from assistant.checks.claim_times import times
from assistant.checks.figures import find_figures
from assistant.checks.said_names import titles_said
from assistant.checks.said_numbers import numbers_said
from assistant.checks.support import Support, support_of
from assistant.checks.tokens import tokens
from assistant.domain.value import Language
from assistant.importing.brief_file import load_brief


def told(*facts: str, language: Language = "en", **more: str) -> Support:
    """What a brief with these facts bears out."""
    brief = {
        "language": language,
        "sender": {"name": "Nora Lind"},
        "recipient": {"name": "Lars-Erik Holt"},
        "facts": [{"text": text, **more} for text in facts],
    }
    return support_of(load_brief(json.dumps(brief), "brief", language=language).brief)


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("The appeal brought in £386k.", "en", [386_000]),
        ("Ni fick 8,4 mnkr av fonden.", "sv", [8_400_000]),
        ("Half a dozen kitchens take turns.", "en", [6]),
        ("De vill ha ett halvt dussin frivilliga till.", "sv", [6]),
        ("You built it in 2019-21.", "en", [2019]),
        ("Ansökan från -19 gick igenom.", "sv", []),
        ("Some 10-20 people came.", "en", [10, 20]),
        ("The 21 who stayed.", "en", [21]),
    ],
)
def test_numbers_are_read_with_their_letters_and_years_as_years(
    text: str, language: Language, values: list[float]
) -> None:
    """A range of years is no count, a range of people is two."""
    assert [each.value for each in find_figures(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("You began twenty-eight years ago.", "en", 1998),
        ("Men för tjugotvå år sedan började du.", "sv", 2004),
        ("Three years ago you left.", "en", 2023),
    ],
)
def test_long_numbers_of_years_are_read_whole(text: str, language: Language, year: int) -> None:
    """Not as the eight years at their end."""
    (time,) = times(text, language, date(2026, 11, 20))
    assert any(each.first.year <= year <= each.last.year for each in time.periods)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("SRE", True),
        ("LNU", True),
        ("RCT", True),
        ("L-E", True),
        ("Svärdsliljebygget", True),
        ("Teamssamtal", True),
        ("KTH", False),
        ("MSF", False),
        ("SKR", False),
        ("Norrlandsbanken", False),
    ],
)
def test_initials_and_compounds_of_what_the_brief_has_are_known(word: str, known: bool) -> None:
    """Others are not."""
    given = told(
        "Six years as a site reliability engineer at Linnaeus University. Led a randomised controlled trial",
        "Byggde Svärdsliljan. Vi sågs på Teams.",
    )
    assert given.has_name(word) is known


def test_an_organisation_has_its_name_in_either_language() -> None:
    """As it gives it itself; another one of the kind is not known."""
    given = told("Var utredare på Trafikverket och ute med Läkare Utan Gränser")
    assert all(given.has_name(word) for word in ("Transport", "Administration's", "MSF"))
    assert not given.has_name("Boverket")
    assert not given.has_name("Prosecution")


@pytest.mark.parametrize(
    ("text", "word", "short"),
    [
        ("the day in Feb 2027", "Feb", True),
        ("it came in Sept. 2025", "Sept", True),
        ("my friend Jan says", "Jan", False),
        ("we met on 3 Jan 2024", "Jan", True),
        ("the Sun shone", "Sun", False),
    ],
)
def test_a_month_written_short_is_no_name(text: str, word: str, short: bool) -> None:
    """ "Jan" is one, unless a number stands beside it."""
    start = text.index(word)
    assert is_shortened(text, start, start + len(word)) is short
    token = next(each for each in tokens(text) if each.start == start)
    assert is_name(token, text, titled=False) is not short


def test_a_unit_is_no_name() -> None:
    """Though it has a capital letter."""
    text = "It gave 1,400 kW that year."
    assert not is_name(next(each for each in tokens(text) if each.text == "kW"), text, titled=False)


@pytest.mark.parametrize(
    ("text", "standing"),
    [("Four in ten wells had failed.", "ratio"), ("Seven in ten wells had failed.", "none")],
)
def test_a_share_told_in_two_numbers_is_a_share(text: str, standing: str) -> None:
    """When the brief has about the same in percent."""
    given = told("42 percent of the pumps had stopped")
    said = list(numbers_said(text, "en", given, []))
    assert [each.standing for each in said] == [standing, standing]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("You lead the night team.", 0),
        ("You are the lead of the night team.", 1),
        ("They chair it.", 0),
        ("I cut what doesn't lead to the end.", 0),
        ("He tilts his head before he hears it.", 0),
        ("You are the head of the night shift.", 1),
        ("Your head of research wrote to me.", 1),
        ("Somebody has to find a chair.", 0),
        ("Four weeks on a chair by the door.", 0),
        ("You are the chair of the choir.", 1),
    ],
)
def test_a_verb_or_a_thing_is_no_title(text: str, titles: int) -> None:
    """ "Lead", "head" and "chair" are either."""
    assert len(list(titles_said(text, "en", told("Something")))) == titles


QUOTE = "Ett medelvärde har aldrig stått i bostadskö."


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("An average has never stood in a housing queue.", False),
        (
            "An average has never stood in a housing queue, and whoever says so has not read a word of ours.",
            True,
        ),
    ],
)
def test_a_translated_quotation_is_left_alone(quoted: str, found: bool) -> None:
    """It cannot be laid beside the brief's word by word; one much longer says more than that."""
    given = told("Höll ett tal om köer", quote=QUOTE)
    assert bool(list(unsupported_quotes(f'You said: "{quoted}"', given))) is found
