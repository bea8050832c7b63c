"""What is marked confidential does not stand in a message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.checks.confidential_leak import check
from assistant.domain.brief import Brief, Fact, Meeting, Recipient, Sender
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds

SECRETS: dict[Language, str] = {
    "sv": "Har gått igenom en skilsmässa i våras",
    "en": "Told me she is about to leave Tidewise for a rival",
}


def found(text: str, language: Language, *, confidential: bool = True) -> list[str]:
    brief = Brief(
        language=language,
        sender=Sender(name="Sara Ek", role="analyst"),
        recipient=Recipient(name="Maria Berg", organisation="Tidewise"),
        facts=(
            Fact(kind="talk", title="When forecasts fail", text="Gave a talk about risk in Luleå"),
            Fact(text=SECRETS[language], confidential=confidential),
        ),
    )
    draft = parse_plain(text, kind="outreach", language=language)
    kind = load_kinds()["outreach"]
    examined = Examined(draft, kind, brief, (), "en", datetime(2026, 3, 1, tzinfo=UTC))
    return [finding.excerpt for finding in check(examined)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hej Maria!\n\nJag vet att du har gått igenom en skilsmässa.", "sv"),
        ("Hej Maria!\n\nEfter skilsmässan kanske du har tid?", "sv"),
        ("Hi Maria,\n\nI hear that you are leaving for a rival.", "en"),
    ],
)
def test_a_secret_in_other_words_is_found(text: str, language: Language) -> None:
    """Inflected or shortened, it is still the secret."""
    assert len(found(text, language)) == 1
    assert found(text, language, confidential=False) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hej Maria!\n\nJag hörde ditt föredrag i Luleå i våras.", "sv"),
        ("Hi Maria,\n\nYour talk When forecasts fail made me think about Tidewise and risk.", "en"),
        ("Hi Maria,\n\nI will leave it there. Thank you for telling us about risk.", "en"),
    ],
)
def test_what_stands_elsewhere_too_is_no_secret(text: str, language: Language) -> None:
    """A shared everyday word is no leak."""
    assert found(text, language) == []


NOTES = {
    "sv": (
        'mentorn Gunvor på skolan "biter, men har rätt". inte citera',
        "Ordföranden vill avgå i maj (mellan oss)",
        "ring hem före vecka 3, citera inte lagtext i brev",
        "skillnaden mellan oss är åldern",
    ),
    "en": (
        "off the record: the co-op may sell the mill next year",
        "charge by the metre never the day, she takes 85 pounds but dont repeat it",
        "don't repeat the question, wait for the answer",
    ),
}


def kept_back(text: str, language: Language) -> bool:
    """Whether a follow-up passes on what its notes say is not to be passed on."""
    brief = Brief(language=language, meeting=Meeting(notes=NOTES[language]))
    draft = parse_plain(text, kind="followup", language=language)
    examined = Examined(draft, load_kinds()["followup"], brief, (), "en", datetime(2026, 3, 1, tzinfo=UTC))
    return bool(list(check(examined)))


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        ("Du berättade att Gunvor på skolan biter men har rätt.", "sv", True),
        ("Synd att ordföranden vill avgå.", "sv", True),
        ("Jag ringer hem före vecka 3 och citerar ingen lagtext.", "sv", False),
        ("Skillnaden mellan oss är åldern, sa du.", "sv", False),
        ("Hälsa gärna Gunvor.", "sv", False),
        ("I was sorry to hear that the co-op may sell the mill.", "en", True),
        ("You take 85 pounds a metre, and so will I.", "en", True),
        ("I will charge by the metre and never the day.", "en", False),
        ("I will not repeat the question but wait for the answer.", "en", False),
        ("It was good to see the mill.", "en", False),
    ],
)
def test_what_a_note_says_to_keep_is_not_passed_on(text: str, language: Language, kept: bool) -> None:
    """The mark holds for its own clause; the rest of the note is free, and so is advice about repeating."""
    assert kept_back(text, language) == kept


def given_away(
    note: str, text: str, language: Language, *, noted: bool = False, facts: tuple[Fact, ...] = ()
) -> bool:
    """Whether a message gives a marked note away."""
    brief = Brief(
        language=language,
        sender=Sender(name="Sara Ek", role="analyst", organisation="Norrvind"),
        recipient=Recipient(name="Maria Berg", role="kock", organisation="Tidewise"),
        facts=facts if noted else (Fact(text=note), *facts),
        meeting=Meeting(notes=(note,)) if noted else None,
    )
    draft = parse_plain(text, kind="outreach", language=language)
    examined = Examined(draft, load_kinds()["outreach"], brief, (), "en", datetime(2026, 3, 1, tzinfo=UTC))
    return bool(list(check(examined)))


@pytest.mark.parametrize(
    ("note", "text", "language", "noted"),
    [
        (
            "privat: min chef vet inte att jag säger upp mig",
            "Ingen här anar att jag slutar efter juni.",
            "sv",
            False,
        ),
        (
            "privat: jag hoppade av på grund av utmattning",
            "Kroppen tog slut och jag fick avbryta.",
            "sv",
            False,
        ),
        (
            "Hon väntar barn i mars - får ej spridas",
            "Grattis till det lilla knyte som är på väg!",
            "sv",
            True,
        ),
        ("håll tyst om det: Tidewise får nya ägare i Riga", "Hoppas att du trivs i Riga!", "sv", False),
        ("confidential: Tidewise is being bought by a rival", "Good luck with the new owners!", "en", True),
        (
            "His mother died in October, not to be passed on",
            "I was so sorry that you lost your mum.",
            "en",
            True,
        ),
        ("Keep to myself: I failed the bar exam", "I did not get the marks I needed.", "en", False),
    ],
)
def test_a_marked_note_is_found_in_words_that_it_has_not(
    note: str, text: str, language: Language, noted: bool
) -> None:
    """What happened and to whom makes the leak, not the wording."""
    assert given_away(note, text, language, noted=noted)


@pytest.mark.parametrize(
    ("note", "text", "language", "noted"),
    [
        ("privat: min chef vet inte att jag säger upp mig", "Du slutade på byrån 2017.", "sv", False),
        (
            "Hon väntar barn i mars - får ej spridas",
            "Barnen i min klass väntar på mig varje morgon.",
            "sv",
            True,
        ),
        (
            "håll tyst om det: Tidewise öppnar i Riga",
            "Jag reser gärna, men inte till Riga varje vecka.",
            "sv",
            False,
        ),
        (
            "His mother died in October, not to be passed on",
            "My mother lost her glasses in October.",
            "en",
            True,
        ),
        ("Keep to myself: I failed the bar exam", "You never failed a reader yet.", "en", False),
        ("privat: hon har blivit sjuk", "Hur orkar man arbeta på sjukhus?", "sv", True),
    ],
)
def test_the_like_said_of_somebody_else_is_no_leak(
    note: str, text: str, language: Language, noted: bool
) -> None:
    """A note about one of the two is not given away by a sentence about the other."""
    assert not given_away(note, text, language, noted=noted)


def test_whose_it_is_goes_by_whom_the_sentence_names_nearest() -> None:
    """ "After my divorce I read your article" is about the writer, though it names the reader too."""
    note = "between us: she is getting a divorce"
    assert not given_away(note, "After my divorce I read your article.", "en", noted=True)
    assert given_away(note, "After your divorce I read the article.", "en", noted=True)


def test_two_words_of_a_note_said_of_its_person_alone_are_a_leak() -> None:
    """When no kind of event is known: one of them stands nowhere else in the brief."""
    note = "hemligt: hennes nästa film handlar om kungen, om ungdomen på slottet och åren i Italien"
    films = (Fact(text="Gör film om hav"),)
    assert given_away(note, "Spännande att du ska göra en film om kungen!", "sv", noted=True, facts=films)
    assert not given_away(note, "Min film om kungen är kort.", "sv", noted=True, facts=films)
    assert not given_away(note, "Spännande att du ska göra en film!", "sv", noted=True, facts=films)


def test_asking_how_one_does_such_things_is_no_leak() -> None:
    """A question about the reader's craft has the word of the event and not the event."""
    note = "mellan oss: Tidewise ska slås ihop med en konkurrent"
    assert not given_away(note, "Hur slår ni ihop resultaten?", "sv", noted=True)
    assert given_away(note, "Spännande att ni slås ihop!", "sv", noted=True)


def test_what_the_brief_says_openly_is_no_hint() -> None:
    """A title or a word of the open facts is not blamed for what a note keeps."""
    note = "privat: han tänker sluta till sommaren"
    told = "Jag läste Sluta mötas i hallen på din arbetsplats."
    article = Fact(kind="article", title="Sluta mötas i hallen", text="Skrev om föräldrasamtal")
    assert not given_away(note, told, "sv", noted=True, facts=(article,))
    assert given_away(note, "Synd att du slutar.", "sv", noted=True, facts=(article,))
    ill = "privat: hon har cancer"
    clinic = Fact(text="Leder en klinik där läkare och kockar planerar maten")
    assert not given_away(ill, "Du och era läkare planerar maten.", "sv", noted=True, facts=(clinic,))
    assert given_away(ill, "Hoppas att era läkare hjälper dig.", "sv", noted=True)


def test_small_words_of_a_secret_give_nothing_away() -> None:
    """ "Var nära att" stands in half of all sentences, and its stem is that of "när"."""
    note = "konfidentiellt: banken sa nej och han var nära att sälja korna"
    asked = "Vad var det första ni tog tag i när gården skulle gå från din far till dig?"
    assert not given_away(note, asked, "sv", noted=True)
    assert given_away(note, "Skönt att du inte sålde korna när banken sa nej.", "sv", noted=True)
