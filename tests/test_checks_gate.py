"""Names at both ends, codes, handles, blanks and languages: what is found, and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.checks.reviewing import load_check
from assistant.domain.brief import Brief, Fact, Recipient, Sender
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


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Hej Karin, jag hörde ditt föredrag. Har du 15 minuter?", "Karin"),
        ("Hej Maria! Mitt namn är Eva Lund. Har du 15 minuter?", "Eva Lund"),
        ("Hi Maria, my name is Eve Lund. Could you spare 15 minutes?", "Eve Lund"),
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
