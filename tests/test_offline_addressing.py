"""The template writer speaks to the reader: pronouns, windows, questions in order, roles, names of works."""

from __future__ import annotations

import pytest

from assistant.domain.brief import Ask, Fact, Sender
from assistant.domain.value import Language
from assistant.offline.addressing import addressed
from assistant.offline.asking import direct_question
from assistant.offline.facts import fact_values
from assistant.offline.goals import goal_values
from assistant.offline.names import read_name
from assistant.offline.plans import plan_values
from assistant.offline.points import point_values
from assistant.offline.roles import role_phrase
from assistant.offline.second_person import told_to_you
from assistant.offline.topics import shorter
from assistant.offline.windows import window_values
from assistant.offline.works import called
from tests.offline_desk import draft, outreach, thanks

BENGT = read_name("Bengt Ask")


# Pronouns


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "att hon byggde sitt första hus själv", "att du byggde ditt första hus själv"),
        ("sv", "ringa den i Mora han nämnde", "ringa den i Mora du nämnde"),
        ("sv", "visa henne ritningen", "visa dig ritningen"),
        ("sv", "fråga mamma vad hon vill", "fråga mamma vad hon vill"),
        ("sv", "att en chef ska våga säga vad hen tror", "att en chef ska våga säga vad hen tror"),
        ("sv", "fråga Lisa om hon kan komma", "fråga Lisa om hon kan komma"),
        ("sv", "att de sålde huset före taket", "att ni sålde huset före taket"),
        ("sv", "att de bästa taken läcker", "att de bästa taken läcker"),
        ("en", "that she built her first house herself", "that you built your first house yourself"),
        ("en", "call the one in Hull he mentioned", "call the one in Hull you mentioned"),
        ("en", "send her a photo of the roof", "send you a photo of the roof"),
        ("en", "ask my boss whether she can come", "ask my boss whether she can come"),
        ("en", "ask Lisa whether she can come", "ask Lisa whether she can come"),
        ("en", "that they sold the house before the roof", "that you sold the house before the roof"),
    ],
)
def test_the_recipient_is_spoken_to_unless_someone_else_may_be_meant(
    language: Language, text: str, expected: str
) -> None:
    """A pronoun without anyone before it means the recipient."""
    assert addressed(text, language, BENGT) == expected


def test_what_cannot_be_turned_is_left_out() -> None:
    """A plan or a point in the third person to the one it is about is worse than none."""
    text = "läsa hans brygglogg"  # its gender is in no list
    assert addressed(text, "sv", BENGT) is None
    assert plan_values(text, "sv", BENGT) == {}
    fact = Fact(kind="talk", title="Öl", point="att hans brygglogg är gammal")
    assert not any(key.startswith("point") for key in fact_values(fact, "sv", BENGT))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Built a wall that took her 5 weeks", "you built a wall that took you 5 weeks"),
        ("Wrote a song that cost her two years", "you wrote a song that cost you two years"),
        ("Won a prize that gave her courage", "you won a prize that gave you courage"),
        ("Gave her first talk in Hull", "you gave your first talk in Hull"),
        ("Took her team to Oslo", "you took your team to Oslo"),
    ],
)
def test_her_is_an_object_before_what_is_given_or_taken(text: str, expected: str) -> None:
    """ "Took her 5 weeks" is no possessive; "her first talk" is."""
    assert told_to_you(text, "en", BENGT) == expected


@pytest.mark.parametrize(
    ("language", "plan", "expected"),
    [
        ("sv", "mura om muren i juni, får se om jag vågar", "mura om muren i juni"),
        ("en", "rebuild the wall in June, we'll see", "rebuild the wall in June"),
        ("en", "fix the door; call the bank", "fix the door and call the bank"),
        ("sv", "laga dörren; ringa banken", "laga dörren och ringa banken"),
    ],
)
def test_a_plan_leaves_out_its_doubt_and_joins_its_steps(
    language: Language, plan: str, expected: str
) -> None:
    """Doubt belongs in no letter, and a semicolon in no spoken sentence."""
    assert plan_values(plan, language) == {"plan_to": expected}


# What a work is called


@pytest.mark.parametrize(
    ("fact", "english", "swedish"),
    [
        (
            Fact(kind="article", text="Author of 'Wet walls' (Annals of Damp)", title="Wet walls"),
            "text",
            "text",
        ),
        (
            Fact(kind="article", text="Author of the report 'Wet walls'", title="Wet walls"),
            "report",
            "rapport",
        ),
        (Fact(kind="article", text="Wrote the book 'Wet walls'", title="Wet walls"), "book", "bok"),
        (Fact(kind="article", text="Author of the paper 'Wet walls'", title="Wet walls"), "paper", "artikel"),
        (
            Fact(kind="post", text="Wrote 'Wet walls' in the guild newsletter", title="Wet walls"),
            "post",
            "inlägg",
        ),
        (
            Fact(kind="post", text="Runs the newsletter 'Wet walls'", title="Wet walls"),
            "newsletter",
            "nyhetsbrev",
        ),
        (
            Fact(kind="talk", text="Guest in the podcast Wet walls", title="Wet walls"),
            "episode",
            "poddavsnitt",
        ),
        (Fact(kind="article", text="Interviewed in The Mail", title="Wet walls"), "interview", "intervju"),
    ],
)
def test_the_noun_of_a_work_follows_from_its_fact(fact: Fact, english: str, swedish: str) -> None:
    """A paper is no book, and what a text stood in does not name it."""
    assert called(fact, "en")[0] == english
    assert called(fact, "sv")[0] == swedish


# Windows


@pytest.mark.parametrize(
    ("language", "window", "expected"),
    [
        ("sv", "i mars, helst en fredag", {"window_apart": "i mars, helst en fredag"}),
        ("sv", "tisdagar går bra", {"window_apart": "tisdagar går bra"}),
        ("sv", "innan kursen börjar i maj", {"window_when": "innan kursen börjar i maj"}),
        ("sv", "när det passar", {}),
        ("sv", "före påsk", None),
        ("en", "in March, ideally a Friday", {"window_apart": "in March, ideally a Friday"}),
        ("en", "Tuesdays I am free", {"window_apart": "Tuesdays I am free"}),
        ("en", "before we open in May", {"window_when": "before we open in May"}),
        ("en", "whenever suits you", {}),
        ("en", "in the last week of March", {"window": "in the last week of March"}),
    ],
)
def test_a_window_with_a_comma_or_a_verb_stands_apart(
    language: Language, window: str, expected: dict[str, str] | None
) -> None:
    """Only a few plain words fit inside a question; "when it suits" says nothing."""
    values = window_values(window, language)
    assert values == expected if expected is not None else set(values) == {"window"}


@pytest.mark.parametrize(
    ("language", "window"),
    [
        ("sv", "i mars, helst en fredag"),
        ("en", "in March, ideally a Friday"),
        ("en", "before we open in May"),
    ],
)
def test_no_question_is_cut_in_two_by_its_window(language: Language, window: str) -> None:
    """It is said once, in a sentence of its own after the question."""
    ask = Ask(topic="intervall", window=window)
    for variant in (1, 2, 3):
        made = draft(outreach(language, ask=ask), variant=variant)
        saying = [sentence.text for sentence in made.sentences if window in sentence.text]
        assert len(saying) == 1
        assert saying[0].endswith(".")


# Questions


@pytest.mark.parametrize(
    ("language", "clause", "question"),
    [
        ("sv", "hur ni byggde huset och i vilken ordning ni tog rummen",
         "Hur byggde ni huset, och i vilken ordning tog ni rummen?"),
        ("sv", "hur du började och om du skulle göra om det", "Hur började du, och skulle du göra om det?"),
        ("sv", "vad du letar efter när du anställer", "Vad letar du efter när du anställer?"),
        ("sv", "vad du slipade, hur du oljade och vad första året kostade",
         "Vad slipade du, hur oljade du, och vad kostade första året?"),
        ("sv", "vad som egentligen räknas i provet", "Vad räknas egentligen i provet?"),
        ("sv", "hur ni byggde huset och ni sålde det", ""),
        ("en", "how you chose the wood and told them", "How did you choose the wood and tell them?"),
        ("en", "how you planned, built and sanded it", "How did you plan, build and sand it?"),
        ("en", "how you passed the test and whether you would again",
         "How did you pass the test, and would you again?"),
        ("en", "how you left and in which car you came", "How did you leave, and in which car did you come?"),
        ("en", "which tools are worth keeping", "Which tools are worth keeping?"),
        ("en", "how you found people who came and stayed", ""),
        ("en", "how you built it and you sold it", ""),
    ],
)  # fmt: skip
def test_each_part_of_a_topic_is_turned_or_none_is(language: Language, clause: str, question: str) -> None:
    """Half a turned question is worse than an open request."""
    assert direct_question(clause, language) == question


@pytest.mark.parametrize(
    ("language", "topic", "expected"),
    [
        (
            "sv",
            "hur ni byggde huset och ni sålde det",
            "Kan du berätta hur ni byggde huset och ni sålde det?",
        ),
        ("en", "how you built it and you sold it", "Could you tell me how you built it and you sold it?"),
    ],
)
def test_what_cannot_be_turned_is_asked_for_openly(language: Language, topic: str, expected: str) -> None:
    """One of the ways to ask about it needs no inversion, and none inverts half of it."""
    asked = "\n".join(
        draft(outreach(language, ask=Ask(topic=topic)), "questions", variant=variant).text
        for variant in range(1, 4)
    )
    assert expected in asked


def test_a_plain_fact_is_not_argued_with() -> None:
    """ "What would make you change your mind?" is asked about opinions, not about what happened."""
    assert "point_view" in point_values("that you should always ask first", "en")
    assert "point_view" not in point_values("that the roof came off in May", "en")
    assert "point_view" in point_values("att man alltid ska fråga först", "sv")
    assert "point_view" not in point_values("att taket blåste av i maj", "sv")


# Introductions, contacts, subjects, sign-offs


@pytest.mark.parametrize(
    ("role", "language", "expected"),
    [
        ("carpenter, and trainer on Sundays", "en", "a carpenter at Norrvatten, and a trainer on Sundays"),
        ("student, third year", "en", "a student at Norrvatten, third year"),
        ("actor, director and teacher", "en", "an actor, director and teacher at Norrvatten"),
        ("snickare, och tränare på söndagar", "sv", "snickare på Norrvatten, och tränare på söndagar"),
        ("student, termin 7", "sv", "student på Norrvatten, termin 7"),
    ],
)
def test_the_workplace_follows_the_role_that_it_belongs_to(
    role: str, language: Language, expected: str
) -> None:
    """What was added after a comma is not done there."""
    assert role_phrase(role, "Norrvatten", language) == expected
    sender = Sender(name="Sara Lind", role=role, organisation="Norrvatten")
    for variant in (1, 2, 3):
        text = draft(outreach(language, sender=sender), variant=variant).text
        assert ",," not in text
        assert ",." not in text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Kim känner någon som jobbar på gården"),
        ("en", "Kim, who worked with my old neighbour, says she's kind"),
    ],
)
def test_a_friend_of_a_friend_is_no_common_friend(language: Language, text: str) -> None:
    """Only the way is told; without a text of its own, or when both know them, it says so."""
    chain = Fact(kind="shared_contact", with_whom="Kim", text=text)
    assert fact_values(chain, language, BENGT).get("through") == "Kim"
    assert "contact" not in fact_values(chain, language, BENGT)
    assert "Kim" in draft(outreach(language, facts=(chain,))).body
    plain = Fact(kind="shared_contact", with_whom="Kim")
    assert fact_values(plain, language, BENGT).get("contact") == "Kim"


def test_thinking_aloud_is_no_goal_to_tell_a_stranger() -> None:
    """The role says enough; a time that stands first goes last."""
    assert goal_values("typ nåt med trä, vet inte", "sv") == {}
    assert goal_values("something with wood or something", "en") == {}
    assert goal_values("one day build a boat", "en") == {"goal_to": "build a boat one day"}
    assert goal_values("en dag bygga en båt", "sv") == {"goal_to": "bygga en båt en dag"}


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (
            "how you held the crew together in the weeks before the roof came on",
            "how you held the crew together",
        ),
        ("vilka tak man börjar med, hur du får dem som tvekar att våga", "vilka tak man börjar med"),
    ],
)
def test_a_subject_line_is_cut_where_a_whole_thing_ends(topic: str, expected: str) -> None:
    """Not at "in the weeks", and not before the clause that says whom."""
    assert shorter(topic, 58) == expected


def test_every_subject_names_the_topic_when_it_can_be_cut() -> None:
    """ "Two questions and 15 minutes" says nothing of the matter."""
    topic = "how you keep your roof dry when twenty storms come in May"
    for kind in ("outreach", "nudge"):
        for variant in (1, 2, 3):
            made = draft(outreach("en", ask=Ask(topic=topic)), kind, variant=variant)
            assert "keep your roof dry" in (made.subject or "").lower()


@pytest.mark.parametrize("kind", ["outreach", "followup", "nudge"])
def test_a_sign_off_keeps_its_blank_line(kind: str) -> None:
    """Where the sender left room, there is room."""
    sender = Sender(name="Sara Lind", role="analyst", sign_off="Warmly\n\nSara Lind\nAnalyst, unit 3")
    text = draft(thanks("en", "Start small").model_copy(update={"sender": sender}), kind).text
    assert text.rstrip().endswith("\n\nWarmly\n\nSara Lind\nAnalyst, unit 3")
