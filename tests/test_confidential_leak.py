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
