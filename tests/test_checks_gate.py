"""Names at both ends, codes, handles, blanks and languages: what is found, and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.checks.reviewing import load_check
from assistant.domain.brief import Brief, Fact, Meeting, Recipient, Sender
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds

SENDER = Sender(
    name="Sara Ek",
    role="Ekonom",
    organisation="Kvarnby Bruk",
    email="sara@kvarnbybruk.se",
    about="Jag läser till ekonom",
)


def found(check: str, text: str, language: Language, kind: str = "outreach") -> list[str]:
    """What a check finds in a message from Sara Ek to Maria Berg."""
    recipient = Recipient(name="Maria Berg", role="ekonomichef", organisation="Solhaga Energi")
    facts = (
        Fact(kind="post", title="We threw away the map", text="Skrev We threw away the map i mars"),
        Fact(text="Ritade om Kammare XX tre gånger"),
    )
    brief = Brief(language=language, sender=SENDER, recipient=recipient, facts=facts)
    draft = parse_plain(text, kind=kind, language=language)
    examined = Examined(draft, load_kinds()[kind], brief, (), "en", datetime(2026, 3, 1, tzinfo=UTC))
    return [finding.excerpt for finding in load_check(check)(examined)]


@pytest.mark.parametrize(
    ("ending", "wrong"),
    [
        ("Tack på förhand.\n\nHälsningar\nStefan Lindholm", "Stefan Lindholm"),
        ("Kind regards,\nAndrew Lund\nEkonom", "Andrew Lund"),
        ("Tack! Johanna", "Johanna"),
        ("Hälsningar från Erik", "Erik"),
        ("Med vänlig hälsning\nMaria Berg", "Maria Berg"),
        ("Vänligen\nSara Lindholm", "Lindholm"),
    ],
)
def test_somebody_elses_signature_is_found(ending: str, wrong: str) -> None:
    """Under whatever closing it stands, in a line of its own or behind the last sentence."""
    gap = " " if ending.startswith("Tack!") else "\n\n"
    text = f"Hej Maria!\n\nJag heter Sara Ek. Har du 15 minuter?{gap}{ending}"
    assert found("foreign_content", text, "sv") == [wrong]


@pytest.mark.parametrize(
    "ending",
    [
        "Tack om du hinner!\n\nSara Ek\nsara@kvarnbybruk.se",
        "Tack Maria!\nSara",
        "Hälsningar\nSara Ek, ekonom | Kvarnby Bruk",
        "God Jul!\nS. Ek",
        "Hälsningar från Kvarnby,\nSara",
        "Kvarnby Bruk\nSara Ek",
        "Allt gott, och hälsa Johan",
    ],
)
def test_the_senders_own_signature_is_innocent(ending: str) -> None:
    """With address, title, organisation or season's greetings."""
    assert found("foreign_content", f"Hej Maria!\n\nHar du 15 minuter?\n\n{ending}", "sv") == []


def test_an_aside_in_a_greeting_names_nobody() -> None:
    """ "If I may" is no name, whatever begins with a capital there."""
    assert found("foreign_content", "Hi Maria (if I may),\n\nDo you have 15 minutes?\n\nSara", "en") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Hej Karin, jag hörde ditt föredrag. Har du 15 minuter?", "Karin"),
        ("Hej Maria! Mitt namn är Eva Lund. Har du 15 minuter?", "Eva Lund"),
        ("Hi Maria, my name is Eve Lund. Could you spare 15 minutes?", "Eve Lund"),
        ("Hej Karin (om jag får),\n\nHar du 15 minuter?", "Karin"),
    ],
)
def test_a_wrong_name_inside_a_sentence_is_found(text: str, wrong: str) -> None:
    """Greeting and introduction need no line of their own."""
    assert found("foreign_content", text, "sv") == [wrong]


def test_a_pet_name_is_its_bearers() -> None:
    """Mia is Maria; Marie is somebody else."""
    assert found("foreign_content", "Hej Mia!\n\nHar du 15 minuter?\n\nSara", "sv") == []
    assert found("foreign_content", "Hej Marie!\n\nHar du 15 minuter?\n\nSara", "sv") == ["Marie"]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Skriv 'Blå hund 7' i ämnesraden.", True),
        ('Just say "grey heron" at reception.', True),
        ("Ange kod VINTER26 när du bokar.", True),
        ("You get a discount with voucher MILL15.", True),
        ("Portkoden är 4471.", True),
        ("Jag är sara_ek på Instagram.", True),
        ("You can find me as millsara on Discord.", True),
        ("Skriv gärna en rad i ämnesraden.", False),
        ("The code in our macros is three years old.", False),
        ("Koden skrev vi 2024.", False),
        ("I'm fairly active on LinkedIn.", False),
        ("Version 2.3 on Steam is better.", False),
        ("Nio gårdar i en skolmatsupphandling.", False),
    ],
)
def test_codes_and_handles_are_told_from_talk_about_them(text: str, there: bool) -> None:
    """A word to say or type, and a name on a platform, without any sign before it."""
    assert bool(found("foreign_content", f"Hej Maria!\n\n{text} Har du 15 minuter?\n\nSara", "sv")) is there


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("Jag arbetar på (företagets namn här).", True),
        ("I work at (your company here).", True),
        ("Could we talk on the XXth of May?", True),
        ("Kan vi ses XX maj?", True),
        ("Det tog X minuter.", True),
        ("Passar kl. ??", True),
        ("Hej NN,\n\njag har en fråga.", True),
        ("Du ritade om Kammare XX tre gånger.", False),
        ("I min kod heter parametern {snö} numera.", False),
        ("Our script reads {amount} from the sheet.", False),
        ("I vår kod står {namn}.", True),
        ("Jag citerar: ”prognosen [...] höll inte”.", False),
        ("Källan [3] nämner dig.", False),
        ("Jag skrev (tyvärr för sent) i fjol.", False),
    ],
)
def test_blanks_are_told_from_signs_that_mean_something(text: str, blank: bool) -> None:
    """Instructions in brackets and letters for numbers are blanks; code, references and omissions are not."""
    assert bool(found("placeholder", text, "sv")) is blank


SV = "Jag hörde ditt föredrag i mars. {} Har du 15 minuter för två frågor?"
EN = "I heard your talk in March. {} Could you spare 15 minutes for two questions?"


@pytest.mark.parametrize(
    ("frame", "sentence", "language", "wrong"),
    [
        (SV, "I keep coming back to what you said about cash.", "sv", True),
        (SV, "Jeg vil gjerne høre hvordan dere planlegger året.", "sv", True),
        (EN, "Jag tänker fortfarande på det du sa om kassan.", "en", True),
        (EN, "Ich würde gerne mehr über Ihre Arbeit hören.", "en", True),
        (SV, "Keep up the good work!", "sv", False),
        (SV, "Jag läste We threw away the map på tåget hem.", "sv", False),
        (SV, "Du skrev: ”cash is king and everything else is an opinion”.", "sv", False),
        (SV, "Enligt den globala guiden räcker det med en gång.", "sv", False),
        (EN, "We say lagom a lot, and fika twice a day.", "en", False),
    ],
)
def test_one_sentence_in_another_language_counts(
    frame: str, sentence: str, language: Language, wrong: bool
) -> None:
    """A whole sentence does; a saying, a title and a quotation do not."""
    assert bool(found("wrong_language", frame.format(sentence), language)) is wrong


def test_one_question_of_a_list_in_another_language_counts() -> None:
    """However short the question is."""
    text = "1. Hur började du?\n2. What surprised you most?\n3. Vad hade du gjort annorlunda?"
    assert found("wrong_language", text, "sv", "questions") == ["2. What surprised you most?"]


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("sv", "## Frågor till Maria"),
        ("sv", "**Samtalet Med Maria Berg**"),
        ("sv", "Frågor Till Johan:"),
        ("sv", "Frågor Till Johan"),
        ("en", "# Questions For Johan"),
        ("en", "Questions For Johan"),
    ],
)
def test_a_heading_signs_nothing(language: Language, heading: str) -> None:
    """Even where the text is so short that it stands among the last lines."""
    asked = {"sv": "Hur började du?", "en": "How did you begin?"}[language]
    text = f"{heading}\n\n1. {asked}\n2. {asked}\n3. {asked}"
    assert found("foreign_content", text, language, "questions") == []


def test_a_name_under_a_list_signs_it() -> None:
    """What stands below the last question is no heading."""
    text = "1. Hur började du?\n2. Vad var svårast?\n\nStefan Lindholm"
    assert found("foreign_content", text, "sv", "questions") == ["Stefan Lindholm"]


def test_a_bold_name_under_the_message_still_signs_it() -> None:
    """Only a line that something follows is a heading."""
    text = "Hej Maria!\n\nHar du 15 minuter?\n\n**Stefan Lindholm**"
    assert found("foreign_content", text, "sv") == ["Stefan Lindholm"]


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "My aunt's cellar is one of the 31 in Harbour Road that stayed dry.", []),
        ("en", "There were 9 along Harbour Road before you came.", []),
        ("en", "I counted 12 to the street.", []),
        ("en", "Hers is one of the 31 your Harbour Road drains keep dry.", []),
        ("en", "Send it to 27 mill lane.", ["27 mill lane"]),
        ("en", "I am at 14 Larkin Street all week.", ["14 Larkin Street"]),
        ("sv", "Ni byggde om Storgatan 2019 och det märks.", []),
        ("sv", "Jag sitter på Storgatan 14 om du vill komma förbi.", ["Storgatan 14"]),
    ],
)
def test_a_number_beside_a_street_is_an_address_only_as_a_house(
    language: Language, text: str, wrong: list[str]
) -> None:
    """A count or a year on a street leads nobody to a door."""
    greeting = {"sv": "Hej Maria!", "en": "Hi Maria,"}[language]
    assert found("foreign_content", f"{greeting}\n\n{text}\n\nSara", language) == wrong


@pytest.mark.parametrize(
    ("language", "kind", "text", "asked"),
    [
        ("sv", "questions", "1. Vad gör du först när du börjar en arbetsdag?", False),
        ("sv", "questions", "1. Hur orkar du med tolv timmar på benen?", False),
        ("sv", "questions", "1. Hur förbereder du ett möte på tre timmar med styrelsen?", False),
        ("sv", "questions", "1. Kan vi ses en halv dag i din verkstad efter samtalet?", True),
        ("sv", "questions", "1. Vad ska vi göra av våra två timmar tillsammans?", True),
        ("sv", "outreach", "Har du 15 minuter för två frågor om hur en arbetsdag ser ut?", False),
        ("sv", "outreach", "Har du 15 minuter för en fråga om hur du orkar med tolv timmar i sträck?", False),
        ("sv", "outreach", "Hur vore det med en halv dag tillsammans?", True),
        ("en", "questions", "1. What do you do first on a working day?", False),
        ("en", "questions", "1. How do you plan a two-hour lesson for beginners?", False),
        ("en", "questions", "1. How do you talk to a patient who has waited four hours?", False),
        ("en", "questions", "1. Could you spare two hours next week so that we can talk more?", True),
        ("en", "questions", "1. With the 60 minutes we have, what should I ask first?", True),
        (
            "en",
            "outreach",
            "Would you have 15 minutes for two questions about how you last twelve hours?",
            False,
        ),
        ("en", "outreach", "How about half a day together?", True),
    ],
)
def test_only_time_for_the_two_of_them_is_asked_for(
    language: Language, kind: str, text: str, asked: bool
) -> None:
    """How the reader spends a day is a topic; in a list of questions all but time together is."""
    assert bool(found("foreign_content", text, language, kind)) == asked


@pytest.mark.parametrize(
    ("greeting", "right"),
    [
        ("Hi Mair,", True),
        ("Hi M. Berg,", True),
        ("Hi Pak Berg,", True),
        ("Hi Margaret,", False),
        ("Hi Karin,", False),
    ],
)
def test_a_first_name_told_elsewhere_may_stand_for_an_initial(greeting: str, right: bool) -> None:
    """The brief has "M. Berg", and a note says what she is called; a title is no name."""
    meeting = Meeting(notes=("Mair, not Margaret", "Karin was there too"))
    brief = Brief(language="en", sender=SENDER, recipient=Recipient(name="M. Berg"), meeting=meeting)
    draft = parse_plain(f"{greeting}\n\nThank you for the talk.\n\nSara Ek", kind="followup", language="en")
    examined = Examined(draft, load_kinds()["followup"], brief, (), "en", datetime(2026, 3, 1, tzinfo=UTC))
    assert (list(load_check("foreign_content")(examined)) == []) == right


def test_each_passage_in_another_language_is_pointed_at() -> None:
    """The second drift is as wrong as the first."""
    text = (
        "Hi Maria,\n\nJag är ekonom på Kvarnby Bruk och vill byta spår. Your post about old maps made me "
        "think of the ones that we threw away last spring.\n\nWould you have 15 minutes for two questions on "
        "maps, some time before Easter? Jag rättar mig efter din kalender och dina tider.\n\nSara"
    )
    assert found("wrong_language", text, "en") == [
        "Jag är ekonom på Kvarnby Bruk och vill byta spår.",
        "Jag rättar mig efter din kalender och dina tider.",
    ]
