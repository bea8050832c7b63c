"""Whose world a name, title, quotation or deed belongs to: the sender's own passes, the reader's is checked.

Every sentence that passes stands beside one on the same brief that does not, so that neither the guard nor
the rule behind it can go unseen. Only the rules are asked, not the learned part.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.checks.claim_rules import rule_claims
from assistant.checks.support import support_of
from assistant.domain.brief import Brief, Fact, Meeting, Recipient, Sender
from assistant.domain.value import Language

TODAY = date(2026, 11, 20)
SV = Brief(
    language="sv",
    sender=Sender(name="Ebba Lind", role="florist", organisation="Blomboden", about="29 år, bor i Sala"),
    recipient=Recipient(name="Viktor Ask", role="kammarmusiker", organisation="Sävsjö orkester"),
    facts=(
        Fact(kind="talk", text="Talade om nervositet.", title="Darrhänt", where="Musikdagarna i Kalmar"),
        Fact(kind="article", text="Om att öva lite varje dag.", title="Tio minuter", where="Stråket"),
        Fact(
            kind="post", text="A short piece on fear.", title="Fear has a tempo", quote="Fear keeps bad time."
        ),
        Fact(text="Leder kammarkören på Bryggeriet i Eksjö sedan 2019. Har ingen egen skivfirma."),
        Fact(text="Arbetade i fyra år som orkestermusiker i Borås innan han kom till Sävsjö."),
    ),
    meeting=Meeting(
        held_at=datetime(2026, 11, 16, 13, tzinfo=UTC),
        notes=(
            "ingen spelar offentligt före vecka sex",
            "hon skickar övningsschemat",
            "byt inte stråke ännu",
            "Svea kan svara på frågor om hartset, han lovade att mejla henne",
        ),
    ),
)
EN = Brief(
    language="en",
    sender=Sender(name="Nia Cole", role="bus cleaner", organisation="Tyne Coaches", about="41, from Hexham"),
    recipient=Recipient(
        name="Rupert Shaw", role="head of catering development", organisation="Fellside Inns"
    ),
    facts=(
        Fact(
            kind="talk",
            text="Spoke about soup for two hundred.",
            title="Hot by Six",
            where="Derby",
        ),
        Fact(kind="role", text="Reader at Fellside College; supervises three students."),
        Fact(kind="project", text="The kitchen was rebuilt in 2023; it served 300 walkers that summer."),
        Fact(kind="post", text="Posted that the inns will not use plastic trays any more."),
        Fact(text="Stopped selling rye in 2022. The Alston trial ran for three months."),
        Fact(text="Two cooks run the bakery at Alston.", where="Alston"),
    ),
    meeting=Meeting(
        held_at=datetime(2026, 11, 16, 13, tzinfo=UTC),
        notes=("put the cost per plate in the plan, not just plates", "Never salt before tasting"),
    ),
)


def _found(language: Language, sentence: str, brief: Brief | None = None) -> list[str]:
    brief = brief or (SV if language == "sv" else EN)
    claims = rule_claims(sentence, "sentence", language, support_of(brief), TODAY)
    return [sentence[claim.start : claim.end] for _rule, claim in claims]


@pytest.mark.parametrize(
    ("language", "mine", "theirs", "words"),
    [
        ("sv", "Jag köpte ett häfte på macken i Nora.", "Du köpte ett häfte på macken i Nora.", "Nora"),
        ("sv", "I ett rum på tolv kvadrat i Årsta övar jag nu.", "I Årsta övar du numera.", "Årsta"),
        ("sv", "Jag ringde dig från ett väntrum i Mjölby.", "Du ringde mig från Mjölby.", "Mjölby"),
        ("sv", "Jag mötte kammarkören en gång, efter en resa i Tierp.", "Du bor i Tierp.", "Tierp"),
        ("sv", "Känner du någon på Musikverket?", "Du arbetade på Musikverket.", "Musikverket"),
        ("sv", "Frun frågade hur det gick.", "Wrangel frågade hur det går för dig.", "Wrangel"),
        ("sv", "Jag har köpt ett A4-block.", "Du har köpt ett U2-block.", "U2-block"),
        (
            "sv",
            "Jag läser sista året på musikprogrammet i Falun.",
            "Jag läste om ditt program i Falun.",
            "Falun",
        ),
        ("en", "I eat my lunch in a shed by Gosforth.", "You eat your lunch at Gosforth.", "Gosforth"),
        ("en", "It made me think of a Sunday in Porto.", "You gave a talk one Sunday in Porto.", "Porto"),
        ("en", "Would mid-January suit you?", "Would you bring Midgard?", "Midgard"),
        ("en", "You won't know me from Eve.", "You know me from Selkirk.", "Selkirk"),
    ],
)
def test_a_name_of_the_senders_world_is_theirs(
    language: Language, mine: str, theirs: str, words: str
) -> None:
    """A place where the sender was, or anybody asked for, is no claim; the reader's place is one."""
    assert not _found(language, mine)
    assert any(words in each for each in _found(language, theirs))


def test_a_place_stands_with_another_of_its_fact() -> None:
    """Two places of one fact agree; a place of another fact does not."""
    assert not _found("sv", "Du leder kammarkören på Bryggeriet.")
    assert _found("sv", "Du leder kammarkören på Kvarnen.") == ["Kvarnen"]


@pytest.mark.parametrize(
    ("language", "mine", "theirs"),
    [
        ("sv", "”Det luktar katt”, sa min son.", "”Det luktar alltid katt”, sa du."),
        (
            "sv",
            "På min lapp står ”glöm inte att andas ut”.",
            "Din lapp ”glöm inte att andas ut” hänger.",
        ),
        ("sv", "Du skrev ”Rädsla har ett eget tempo”.", "Du skrev ”Rädsla har ett eget humör”."),
        ("en", "He said, “Well, it still floats,” and left.", "You said, “Well, it still floats.”"),
        ("en", "“4 May. Dropped the big ladle. My fault.”", "You wrote “4 May. Dropped the big ladle.”"),
    ],
)
def test_words_of_the_senders_people_are_no_quotation(language: Language, mine: str, theirs: str) -> None:
    """What a son said, or what stands on a note at home, is not put in the reader's mouth."""
    assert not _found(language, mine)
    assert _found(language, theirs)


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("sv", "Jag är ordförande i vår kör.", "Du är ordförande i kören."),
        ("sv", "Som florist i Sävsjö ser jag många.", "Som dirigent i Sävsjö ser du många."),
        ("sv", "Du var orkestermusiker i Borås i flera år.", "Du var orkesterchef i Borås i flera år."),
        (
            "sv",
            "Innan du blev musiker för fyra år sedan övade du.",
            "Du blev dirigent.",
        ),
        ("en", "What does a catering developer do all day?", "You are a catering manager, I read."),
        ("en", "Before you became a researcher you sang.", "Before you became a surgeon you sang."),
        ("en", "I'm the choir secretary in Hexham.", "I'm the catering manager at Fellside Inns."),
    ],
)
def test_a_title_is_read_where_it_belongs(language: Language, right: str, wrong: str) -> None:
    """Titles of the sender's, of anybody's and of somebody named stand; another for the reader does not."""
    assert not _found(language, right)
    assert _found(language, wrong)


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("sv", "Jag frågar gärna och lovar att vara kort.", "Du frågade och lovade att spela för oss."),
        ("sv", "Jag är 29 och driver en egen skivfirma.", "Du driver en egen skivfirma."),
        ("sv", "Att du avrådde från att byta stråke var bra.", "Bra att du bytte stråke."),
        ("sv", "Tack för att du mejlar Svea.", "Tack för att du lovade mig en praktikplats."),
        ("en", "You'll get my notes by Friday.", "You said you'd pay my fare by Friday."),
        (
            "en",
            "I read that the kitchen was rebuilt in 2023 and served 300 walkers that summer.",
            "You never served 300 walkers that summer.",
        ),
        (
            "en",
            "The inns have stopped using plastic trays.",
            "You use plastic trays at the inns.",
        ),
        ("en", "Cost per plate is in my plan.", "You said the talk was the most popular in Britain."),
        ("en", "I sent your soup to every cook I know.", "Every cook in the country reads you."),
        ("en", "Your rye is gone and we are still selling ours.", "You are still selling rye."),
        ("en", "I bake a loaf for you every month at Alston.", "All the cooks at Alston love you."),
        ("en", "You've saved me a month of worry.", "You saved the bakery."),
    ],
)
def test_a_deed_is_read_with_its_doer(language: Language, right: str, wrong: str) -> None:
    """What the sender does or receives is theirs; the like of the reader is held to the brief."""
    assert not _found(language, right)
    assert _found(language, wrong)


def test_a_title_of_somebody_named_is_not_the_readers() -> None:
    """The nurse in "the nurse Ida Berg" is Ida Berg, whatever is to be said of her name."""
    assert _found("en", "I wrote to the nurse Ida Berg first.") == ["Ida Berg"]
    assert _found("en", "It takes nerve to write to a nurse.") == ["nurse"]


def test_an_assistant_is_not_told_by_the_name_of_the_chief() -> None:
    """Another name for a title bears it out only where the brief does not lessen it."""
    deputy = Recipient(name="Ola Ek", role="biträdande överläkare", organisation="Hospice Norr")
    brief = SV.model_copy(update={"recipient": deputy})
    assert _found("sv", "Som överläkare på Hospice Norr ser du många.", brief)
    assert not _found("sv", "Som biträdande överläkare på Hospice Norr ser du många.", brief)


def test_the_senders_title_beside_the_readers_field_is_theirs() -> None:
    """An assistant in the reader's own field is the sender, where the brief calls the sender so."""
    chief = Recipient(name="Ola Ek", role="ekonomichef", organisation="Vika kommun")
    sender = Sender(name="Ebba Lind", role="ekonomiassistent")
    brief = SV.model_copy(update={"recipient": chief, "sender": sender})
    assert not _found("sv", "Fint att Vika tog emot en ekonomiassistent från ett städbolag.", brief)
    assert _found("sv", "Fint att Vika tog emot en ekonomidirektör från ett städbolag.", brief)


def test_a_talk_with_somebody_else_is_no_meeting() -> None:
    """Where no meeting is noted, "we talked" is a claim unless it was about her work or his."""
    before = EN.model_copy(update={"meeting": None})
    assert not _found("en", "We talked about her work and about mine.", before)
    assert _found("en", "We talked about soup for an hour.", before)


def test_an_order_told_by_what_is_denied_is_the_same_order() -> None:
    """Nobody before week six is week six before anybody."""
    assert not _found("sv", "Vecka sex före allt spel offentligt, alltså.")
