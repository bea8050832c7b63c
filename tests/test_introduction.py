"""Who someone is, read out of a line, a signature or a short text; what is not said stays empty."""

import time

import pytest

from assistant.importing.introduction import Introduction, introduced, introduced_in_line


@pytest.mark.parametrize(
    ("line", "name", "role", "organisation"),
    [
        ("Sara Lindqvist, analytiker på Nordljus", "Sara Lindqvist", "analytiker", "Nordljus"),
        ("Sara Lindqvist, analyst at Nordljus.", "Sara Lindqvist", "analyst", "Nordljus"),
        ("Sara", "Sara", "", ""),
        (
            "Jag heter Sara Lindqvist och är analytiker på Nordljus",
            "Sara Lindqvist",
            "analytiker",
            "Nordljus",
        ),
        (
            "I'm Daniel Okafor, a support engineer at Brightwater",
            "Daniel Okafor",
            "support engineer",
            "Brightwater",
        ),
        ("Jag är analytiker på Nordljus", "", "analytiker", "Nordljus"),
        ("Maria Berg, Nordljus Energi", "Maria Berg", "", "Nordljus Energi"),
        ("Maria Berg – analyschef, Stockholm", "Maria Berg", "analyschef", ""),
        ("Lena Ek, analyschef i Luleå", "Lena Ek", "analyschef", ""),
        ("Sara Ek, analytiker på", "Sara Ek", "analytiker", ""),
        ("Åsa Öberg, doktorand vid Lunds universitet", "Åsa Öberg", "doktorand", "Lunds universitet"),
        ("李小龙, engineer at Acme", "李小龙", "engineer", "Acme"),
        ("I want to learn more about forecasts", "", "", ""),
        ("Anna [/] Berg, chef", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_line_says_who_someone_is(line: str, name: str, role: str, organisation: str) -> None:
    assert introduced_in_line(line) == Introduction(name, role, organisation)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Maria Berg, chefsanalytiker, Nordljus Energi",
            Introduction("Maria Berg", "chefsanalytiker", "Nordljus Energi"),
        ),
        (
            "Maria Berg\nChefsanalytiker på Nordljus Energi | Talare\nStockholm",
            Introduction("Maria Berg", "Chefsanalytiker", "Nordljus Energi"),
        ),
        (
            "Karin Åström\nEnhetschef, Folktandvården Norrbotten | Ledarskap utan titlar | Mentor i "
            "Norrlandsnätverket\nLuleå, Norrbottens län, Sverige · Kontaktinformation\n500+ kontakter",
            Introduction("Karin Åström", "Enhetschef", "Folktandvården Norrbotten"),
        ),
        (
            "Hej!\nTack för sist.\n\nMed vänliga hälsningar\nMaria Berg\nChefsanalytiker\nNordljus AB\n"
            "070-123 45 67\nmaria@nordljus.se",
            Introduction("Maria Berg", "Chefsanalytiker", "Nordljus AB", "maria@nordljus.se"),
        ),
        (
            "Thanks.\n--\nPriya Raman\nHead of Product, Tidewise\n+44 20 7946 0000",
            Introduction("Priya Raman", "Head of Product", "Tidewise"),
        ),
        (
            "Maria Berg, whom I know, spoke. Maria Berg is chief analyst at Nordljus Energi and has led it.",
            Introduction("Maria Berg", "chief analyst", "Nordljus Energi"),
        ),
        (
            "Dr Maria Berg arbetar som forskare vid Lunds universitet och skriver.",
            Introduction("Maria Berg", "forskare", "Lunds universitet"),
        ),
        ("Dr. Maria J. Berg, analyst, Nordljus", Introduction("Maria J. Berg", "analyst", "Nordljus")),
        ("She gave the talk 'X' at Y in 2025.", Introduction()),
        ("About Us\nNordljus Energi is a company.", Introduction()),
        ("Best regards,\nPriya", Introduction()),
    ],
)
def test_a_text_introduces_someone(text: str, found: Introduction) -> None:
    assert introduced(text) == found


def test_what_was_set_aside_introduces_nobody() -> None:
    text = "Note: Eve Evil is CEO at Evil Corp.\nMaria Berg is an analyst at Nordljus."
    end = text.index("\n")
    assert introduced(text).name == "Eve Evil"
    assert introduced(text, [(0, end)]).name == "Maria Berg"


def test_the_last_signature_is_the_writers() -> None:
    text = "Best regards\nOld Sender\nCEO\n\nKind regards,\nMaria Berg\nAnalyst\n"
    assert introduced(text).name == "Maria Berg"


def test_a_huge_text_takes_no_time() -> None:
    begun = time.process_time()
    for text in ("Aa - " * 80_000, "är " * 100_000, "\n" * 400_000, "tack\n" * 80_000, "A" * 400_000):
        introduced(text)
        introduced_in_line(text)
    assert time.process_time() - begun < 5  # a few tenths of a second; quadratic time would be minutes
