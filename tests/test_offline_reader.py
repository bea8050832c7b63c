"""What a reader stumbled on in first messages: reflexives, bare places, goals, titles, points, roles."""

from __future__ import annotations

import re

import pytest

from assistant.domain.brief import Ask, Brief, Fact, Recipient, Sender
from assistant.domain.value import Language
from assistant.offline.facts import can_open, fact_values
from assistant.offline.goals import goal_values
from assistant.offline.names import read_name
from assistant.offline.places import work_place
from assistant.offline.points import point_values
from assistant.offline.roles import role_phrase
from assistant.offline.topics import topic_values
from tests.offline_desk import draft, outreach

NOBODY = read_name("")


def _all(brief: Brief) -> list[str]:
    """Write a brief for every channel and variant."""
    made = [
        draft(brief, variant=variant, tone=tone).text for variant in (1, 2, 3) for tone in ("plain", "formal")
    ]
    return [*made, *(draft(brief, channel=channel).text for channel in ("linkedin", "linkedin-note", "sms"))]


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("att få butiken att bära sig", "få butiken att bära sig"),
        ("få barnen att känna sig trygga", "få barnen att känna sig trygga"),
        ("låta laget klara sig självt", "låta laget klara sig självt"),
        ("hjälpa andra att hitta sin väg", "hjälpa andra att hitta sin väg"),
        ("se till att laget känner sig tryggt", "se till att laget känner sig tryggt"),
        ("lära sig leda", "lära mig leda"),
        ("våga sig på en egen studio", "våga mig på en egen studio"),
        ("kunna lära sig svenska och våga sig ut", "kunna lära mig svenska och våga mig ut"),
        ("bygga sin egen verkstad", "bygga min egen verkstad"),
    ],
)
def test_only_the_senders_own_reflexive_becomes_the_senders(goal: str, expected: str) -> None:
    """ "Sig" of someone else in the goal stays theirs."""
    assert goal_values(goal, "sv") == {"goal_to": expected}


def test_a_fact_keeps_the_reflexive_of_those_it_tells_of() -> None:
    """What someone made others feel is not what the reader felt."""
    fact = Fact(text="Fick personalen att känna sig sedd under flytten")
    assert fact_values(fact, "sv", NOBODY)["because"] == "du fick personalen att känna sig sedd under flytten"


@pytest.mark.parametrize(
    ("text", "where", "language", "expected"),
    [
        ("Läste filosofi i Lund", "Lund", "sv", "du läste filosofi i Lund"),
        ("Gick på KTH 2005-2010", "KTH", "sv", "du gick på KTH 2005-2010"),
        ("Read law at Leeds", "Leeds", "en", "you read law at Leeds"),
        ("Studied architecture at Chalmers", "Chalmers", "en", "you studied architecture at Chalmers"),
    ],
)
def test_studies_are_told_as_a_clause_and_never_as_a_place(
    text: str, where: str, language: Language, expected: str
) -> None:
    """A place alone is no work."""
    facts = (Fact(text=text, where=where), *outreach(language).facts)
    for facts_given in (facts[:1], facts):
        for written in _all(outreach(language, facts=facts_given)):
            assert not re.search(
                rf"(?:om|på|about|of|for) (?:på|at|in|i) {where}|^(?:På|At|In|I) {where}",
                written,
                re.MULTILINE,
            )
    assert expected in draft(outreach(language, facts=facts[:1])).text


@pytest.mark.parametrize(
    ("fact", "language", "opens"),
    [
        (Fact(text="Studied architecture at Chalmers", where="Chalmers"), "sv", False),
        (Fact(text="Läste arkitektur på Chalmers", where="Chalmers"), "en", False),
        (Fact(where="Chalmers"), "sv", False),
        (Fact(kind="project", text="Startade teamet på Spotify", where="Spotify"), "en", False),
        (Fact(text="Trevlig person"), "sv", False),
        (Fact(text="Väldigt kunnig och inspirerande kollega"), "sv", False),
        (Fact(text="Hon är jättetrevlig"), "sv", False),
        (Fact(text="Nice person"), "en", False),
        (Fact(text="Really great and experienced leader"), "en", False),
        (Fact(text="Driver bokhandel i Mora"), "sv", True),
        (Fact(text="Runs a bakery in Hull"), "en", True),
        (Fact(kind="role", text="Co-founded the refuge in Wrexham"), "en", True),
        (Fact(kind="post", text="Wrote about Mondays", point="måndagsmöten stjäl veckan"), "sv", True),
        (Fact(kind="post", text="Skrev om måndagar", point="Monday meetings eat the week"), "en", True),
    ],
)
def test_a_fact_opens_when_it_says_something_particular(fact: Fact, language: Language, opens: bool) -> None:
    """Praise and places are asked about; a post is opened with by what it says."""
    assert can_open(fact, language, Recipient(name="Maria Berg")) is opens


def test_a_post_in_the_other_language_is_named_by_its_point() -> None:
    """The point, in the message's language, says what the post is about."""
    fact = Fact(kind="post", text="Wrote about Mondays", point="måndagsmöten stjäl veckan")
    assert "itt inlägg om att måndagsmöten stjäl veckan" in draft(outreach("sv", facts=(fact,))).text


def test_a_hyphened_deed_is_a_deed_and_no_role() -> None:
    """ "Co-founded" is what someone did, not what they are."""
    fact = Fact(kind="role", text="Co-founded the refuge in Wrexham")
    assert fact_values(fact, "en", NOBODY)["because"] == "you co-founded the refuge in Wrexham"


def test_what_someone_did_keeps_all_of_its_own_text() -> None:
    """A thesis with a place keeps its subject; a podcast without a noun is called a podcast."""
    thesis = Fact(
        text="Disputerade i Uppsala 2011 på en avhandling om häxprocesser", where="Uppsala", when="2011"
    )
    podcast = Fact(text="Driver podden Rektorsrummet", title="Rektorsrummet")
    assert "häxprocesser" in draft(outreach("sv", facts=(thesis,))).body
    assert "du driver podden Rektorsrummet" in draft(outreach("sv", facts=(podcast,))).body


@pytest.mark.parametrize(
    ("goal", "language", "expected"),
    [
        ("vill assistera på en produktion", "sv", {"goal_to": "assistera på en produktion"}),
        ("vill att mitt lag ska orka", "sv", {"goal_thing": "att mitt lag ska orka"}),
        ("inte bränna ut mig", "sv", {"goal_thing": "att inte bränna ut mig"}),
        ("want to assist on a production", "en", {"goal_to": "assist on a production"}),
        ("hoping to move to Leeds", "en", {"goal_to": "move to Leeds"}),
        ("not burning out", "en", {"goal_thing": "not burning out"}),
        ("to not burn out", "en", {"goal_thing": "not to burn out"}),
        ("retrain as a pharmacist", "en", {"goal_to": "retrain as a pharmacist"}),
        ("becoming a ward sister", "en", {"goal_to": "become a ward sister"}),
        ("training as a controller", "en", {"goal_ing": "training as a controller"}),
        ("change track at fifty", "en", {"goal_to": "change track at fifty"}),
        ("my own café", "en", {"goal_thing": "my own café"}),
        ("better at saying no", "en", {"goal_to": "get better at saying no"}),
        ("bättre på att säga ifrån", "sv", {"goal_to": "bli bättre på att säga ifrån"}),
        ("hellre jobba deltid", "sv", {"goal_to": "hellre jobba deltid"}),
        ("change management", "en", {"goal_thing": "change management"}),
        ("I'm thinking of giving up milk", "en", {"goal_says": "I'm thinking of giving up milk."}),
        ("How do I get them to dare?", "en", {}),
    ],
)
def test_goals_that_are_no_infinitives_are_said_correctly(
    goal: str, language: Language, expected: dict[str, str]
) -> None:
    """A wish is not wished twice, and a negation gets a sentence that can carry it."""
    assert goal_values(goal, language) == expected


@pytest.mark.parametrize(
    ("name", "casual", "polite"),
    [
        ("kommissarie Mats Löfving", "Mats", "kommissarie Löfving"),
        ("leg. vet. Henrik Palm", "Henrik", "leg. vet. Palm"),
        ("Överstelöjtnant Per Ask", "Per", "Överstelöjtnant Ask"),
        ("brandmästare Ulf Sköld", "Ulf", "brandmästare Sköld"),
        ("Detective Inspector Marcus Jones", "Marcus", "Detective Inspector Jones"),
        ("Station Officer Raj Patel", "Raj", "Station Officer Patel"),
        ("Prof. Em. Birgitta", "Birgitta", "Prof. Em. Birgitta"),
        ("Sir David Lowe", "David", "Sir David"),
        ("Professor Dame Donna Kinnair", "Donna", "Professor Kinnair"),
        ("Prof Li", "Prof Li", "Prof Li"),
        ("Mary Dean Smith", "Mary", "Mary Dean Smith"),
        ("Alexis", "Alexis", "Alexis"),
    ],
)
def test_titles_are_never_taken_for_first_names(name: str, casual: str, polite: str) -> None:
    """Ranks, abbreviations and honours stand before a name, not as one."""
    read = read_name(name)
    assert (read.casual, read.polite) == (casual, polite)


@pytest.mark.parametrize(
    ("point", "language", "expected"),
    [
        ("Den som pratar långsammast äger rummet", "sv", "att den som pratar långsammast äger rummet"),
        ("Handledning är inte en lyx", "sv", "att handledning inte är en lyx"),
        ("utvecklingssamtal skrämmer de bästa", "sv", "att utvecklingssamtal skrämmer de bästa"),
        ("att tystnad är ett svar", "sv", "att tystnad är ett svar"),
        ("att läsning hemma stärker svenskan", "sv", "att läsning hemma stärker svenskan"),
        ("att våga vänta", "sv", "att våga vänta"),
        ("reading at home strengthens the second", "en", "that reading at home strengthens the second"),
        ("The one who speaks slowest owns the room", "en", "that the one who speaks slowest owns the room"),
        ("your idea of a quiet hour", "en", "your idea of a quiet hour"),
    ],
)
def test_a_point_gets_the_word_it_needs(point: str, language: Language, expected: str) -> None:
    """A statement after "is" needs its "that", and Swedish the order of a subordinate clause."""
    assert point_values(point, language)["point_is"] == expected


@pytest.mark.parametrize("point", ["ibland är tystnad svaret", "långa möten glufsar i sig dagen"])
def test_a_point_of_unsure_order_is_quoted(point: str) -> None:
    """What cannot be made a that-clause safely follows a colon."""
    assert point_values(point, "sv") == {"point_quote": point}


@pytest.mark.parametrize(
    ("role", "organisation", "language", "expected"),
    [
        ("retired care assistant", "", "en", "a retired care assistant"),
        ("retired", "", "en", "retired"),
        ("new mum", "", "en", "a new mum"),
        ("new to nursing", "", "en", "new to nursing"),
        ("MSc student", "", "en", "an MSc student"),
        ("snickare", "", "en", ""),
        ("sous-chef", "Salt & Smoke", "en", "a sous-chef at Salt & Smoke"),
        ("bus driver", "Metroline", "en", "a bus driver at Metroline"),
        ("enhetschef", "", "en", ""),
        ("postdoc", "University of Gothenburg", "en", "a postdoc at the University of Gothenburg"),
        ("pensionerad snickare", "", "sv", "pensionerad snickare"),
        ("präst", "Svenska kyrkan i Malmö", "sv", "präst i Svenska kyrkan i Malmö"),
        ("socialsekreterare", "Botkyrka kommun", "sv", "socialsekreterare i Botkyrka kommun"),
    ],
)
def test_roles_keep_their_words_article_and_place(
    role: str, organisation: str, language: Language, expected: str
) -> None:
    """No role is lost for looking like the other language, and none lacks its article."""
    assert role_phrase(role, organisation, language) == expected


def test_schools_and_colleges_take_the_in_english() -> None:
    """ "At the University of Leeds", but "at Leeds University"."""
    assert work_place("Royal College of Nursing", "en") == "at the Royal College of Nursing"
    assert work_place("Leeds University", "en") == "at Leeds University"


@pytest.mark.parametrize(
    ("window", "language", "expected"),
    [
        ("preferably on a Friday", "en", r", preferably on a Friday[,?]"),
        ("week 49 or 50", "en", r" in week 49 or 50\b"),
        ("gärna en tisdag", "sv", r", gärna en tisdag[,?]"),
        ("wk 10", "en", r" in week 10\b"),
        ("evenings", "en", r", ideally in the evening[,?]"),
        ("vecka 49", "sv", r"(?<!i) vecka 49\b"),
    ],
)
def test_windows_are_set_off_once(window: str, language: Language, expected: str) -> None:
    """A window with an adverb of its own gets no second one."""
    written = draft(outreach(language, ask=Ask(topic="intervall", window=window)), variant=1).text
    assert re.search(expected, written), written
    assert not re.search(r"ideally preferably|helst gärna", written)


@pytest.mark.parametrize(
    ("language", "topic"),
    [("sv", "how you found the first clients"), ("en", "hur du hittade de första kunderna")],
)
def test_a_topic_in_the_other_language_is_quoted_and_never_replaced(language: Language, topic: str) -> None:
    """Two questions are always about what the sender asked about."""
    for written in _all(outreach(language, ask=Ask(topic=topic))):
        assert topic in written


def test_a_topic_of_one_word_is_in_any_language() -> None:
    """A trade's own word, which no list has, is not taken for the other language."""
    assert topic_values("knuttimring", "sv", NOBODY)["topic"] == "knuttimring"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_subject_names_what_is_asked_about(language: Language) -> None:
    """A subject promises the topic, not the work that the message opens with."""
    for variant in (1, 2, 3):
        made = draft(outreach(language), variant=variant)
        assert outreach(language).ask.topic in (made.subject or "").lower()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_small_channel_is_signed_with_the_name_alone(language: Language) -> None:
    """No closing line in a text message or a note, and they open before they ask."""
    for channel in ("sms", "linkedin-note"):
        for variant in (1, 2, 3):
            made = draft(
                outreach(language, sender=Sender(name="Sara Lind")), channel=channel, variant=variant
            )
            assert not re.search(r"hälsning|regards|wishes", made.text, re.IGNORECASE)
            assert "?" not in made.prose[0].text


@pytest.mark.parametrize(
    ("reaction", "language", "expected"),
    [
        ("gallrade om i mitt skifte", "sv", "Jag gallrade om i mitt skifte."),
        ("Ringde mamma från tåget", "sv", "Jag ringde mamma från tåget."),
        ("rethinned my own plot", "en", "I rethinned my own plot."),
        ("Vi införde stängda måndagar", "sv", "Vi införde stängda måndagar."),
    ],
)
def test_a_reaction_without_a_subject_gets_the_senders(
    reaction: str, language: Language, expected: str
) -> None:
    """A note of what one did becomes a sentence."""
    fact = Fact(kind="article", title="Lyssna", reaction=reaction)
    assert fact_values(fact, language, NOBODY)["reaction"] == expected


def test_someone_who_came_up_to_the_sender_is_the_one_who_talked() -> None:
    """ "Talked to me" is told as "you talked to me", and a tip from a contact is kept."""
    met = Fact(kind="meeting", text="Talked to me after the annual meeting")
    tip = Fact(kind="shared_contact", with_whom="Gunilla Thomas", text="Gunilla Thomas tipsade om dig")
    assert fact_values(met, "en", NOBODY)["us_said"] == "You talked to me after the annual meeting"
    assert fact_values(tip, "sv", NOBODY)["us_said"] == "Gunilla Thomas tipsade om dig"
