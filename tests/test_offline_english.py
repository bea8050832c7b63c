"""What an English reader stumbled on in first messages: verbs, spans of time, museums, closed questions."""

from __future__ import annotations

import pytest

from assistant.domain.brief import Ask, Fact, Sender
from assistant.offline.facts import fact_values
from assistant.offline.goals import goal_values
from assistant.offline.names import read_name
from assistant.offline.places import work_place
from assistant.offline.second_person import told_to_you
from assistant.offline.topics import topic_values
from tests.offline_desk import draft, outreach

NOBODY = read_name("")


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("litigate for people", {"goal_to": "litigate for people"}),
        ("reopen the village shop", {"goal_to": "reopen the village shop"}),
        ("sing with residents every day", {"goal_to": "sing with residents every day"}),
        ("outgrow my market stall", {"goal_to": "outgrow my market stall"}),
        ("electrify our vans", {"goal_to": "electrify our vans"}),
        ("climate policy", {"goal_thing": "climate policy"}),
        ("expertise in audits", {"goal_thing": "expertise in audits"}),
        ("confidence in front of parents", {"goal_thing": "confidence in front of parents"}),
        ("confident in court", {"goal_to": "be confident in court"}),
        ("more confident when I present", {"goal_to": "be more confident when I present"}),
        ("barter with neighbours", {"goal_says": "My goal, in short: barter with neighbours."}),
        ("plan meals", {"goal_says": "My goal, in short: plan meals."}),
        ("thatch roofs", {"goal_says": "My goal, in short: thatch roofs."}),
    ],
)
def test_a_goal_with_an_unlisted_verb_stays_grammatical(goal: str, expected: dict[str, str]) -> None:
    """What may be a verb or a noun follows only a colon; a verb is known by how it is made."""
    assert goal_values(goal, "en") == expected


def test_an_unsure_goal_gets_its_own_sentence() -> None:
    """No "what I want is barter with neighbours" reaches the message."""
    brief = outreach(
        "en", sender=Sender(name="Jo Hay", role="smallholder", goals=("barter with neighbours",))
    )
    for variant in (1, 2, 3):
        text = draft(brief, variant=variant).text
        assert "smallholder. My goal, in short: barter with neighbours." in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mentors school teams since 2015", "you have been mentoring school teams since 2015"),
        ("Is chair of the club since May", "you have been chair of the club since May"),
        ("Runs a bakery and teaches since 2010", "you have been running a bakery and teaching since 2010"),
        ("Has a stall in Ely for ten years", "you have had a stall in Ely for ten years"),
        ("Worked for ten years at BP", "you worked for ten years at BP"),
        ("Swam the Channel at 58", "you swam the Channel at 58"),
        ("Flew rescue helicopters", "you flew rescue helicopters"),
        ("Hewed the altar at Ely", "you hewed the altar at Ely"),
        ("Whittles a spoon every day", "you whittle a spoon every day"),
        ("Clove the old guild in two", "you clove the old guild in two"),
        ("Sits on the board", "you sit on the board"),
    ],
)
def test_a_present_with_since_becomes_a_perfect(text: str, expected: str) -> None:
    """English does not say "you mentor teams since 2015"."""
    assert told_to_you(text, "en", NOBODY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 years as chair of the union", "you have 10 years behind you as chair of the union"),
        ("Over 30 years in the fire service", "you have over 30 years behind you in the fire service"),
        ("20 years of teaching", "you have 20 years of teaching behind you"),
        ("Head of sales since 2020", "you have been head of sales since 2020"),
    ],
)
def test_a_stretch_of_time_is_no_role(text: str, expected: str) -> None:
    """No one is "a 10 years as chair"."""
    assert fact_values(Fact(kind="role", text=text), "en", NOBODY)["because"] == expected


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        ("Ashmolean Museum", "at the Ashmolean Museum"),
        ("Crick Institute", "at the Crick Institute"),
        ("Department for Transport", "at the Department for Transport"),
        ("Leeds Museum", "at Leeds Museum"),
        ("Royal Mail", "at Royal Mail"),
        ("Monzo", "at Monzo"),
    ],
)
def test_a_museum_takes_the_unless_it_is_a_towns(organisation: str, expected: str) -> None:
    """ "At the Ashmolean Museum", but "at Leeds Museum"."""
    assert work_place(organisation, "en") == expected


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("Is it possible to teach part-time?", "whether it is possible to teach part-time"),
        ("Do you ever regret leaving?", "whether you ever regret leaving"),
        ("Did you have doubts?", "whether you had doubts"),
        ("Are there jobs up north?", "whether there are jobs up north"),
    ],
)
def test_a_closed_question_follows_about_as_whether(topic: str, expected: str) -> None:
    """A yes-or-no question reads as part of the ask, and stays a question in the list."""
    values = topic_values(topic, "en", NOBODY)
    assert values == {"topic": expected, "topic_q": topic}
    assert f"about {expected}" in draft(outreach("en", ask=Ask(topic=topic)), variant=1).text


def test_a_question_of_unsure_order_is_asked_as_it_stands() -> None:
    """Its subject is not sure, so nothing is moved."""
    assert (
        topic_values("Is part-time work possible?", "en", NOBODY)["topic_open"]
        == "Is part-time work possible"
    )


def test_a_role_held_for_years_is_told_as_one() -> None:
    """A note without a verb becomes "you have been", not what follows a colon."""
    fact = Fact(text="Beekeeper in Kent for 25 years")
    assert fact_values(fact, "en", NOBODY)["because"] == "you have been a beekeeper in Kent for 25 years"


def test_a_question_about_it_follows_about_in_its_own_order() -> None:
    """ "How long did it take" is "how long it took" after "about"."""
    values = topic_values("How long did it take before patterns paid the rent?", "en", NOBODY)
    assert values["topic"] == "how long it took before patterns paid the rent"


def test_weekday_evenings_get_their_on() -> None:
    """ "Ideally on weekday evenings", never "ideally weekday evenings"."""
    text = draft(outreach("en", ask=Ask(topic="forecasts", window="weekday evenings")), variant=1).text
    assert "ideally on weekday evenings" in text
