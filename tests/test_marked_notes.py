"""Which part of a note its own mark holds back."""

from __future__ import annotations

import pytest

from assistant.checks.marked_notes import marked_spans, open_texts
from assistant.domain.brief import Brief, Fact


def kept(text: str, *, noted: bool = False) -> list[str]:
    return [text[start:end].strip(" ,.)]") for start, end in marked_spans(text, noted=noted)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("privat: min chef vet inte om det", "min chef vet inte om det"),
        ("Hemligt! Tidningen läggs ner i maj.", "Tidningen läggs ner i maj"),
        ("Milo berättade, får inte nämnas: Ingela slutar", "Ingela slutar"),
        ("Hon väntar barn i mars - får ej spridas", "Hon väntar barn i mars"),
        ("Han har haft en infarkt (privat)", "Han har haft en infarkt"),
        ("Kontoret flyttar, men det är inte sagt till personalen än", "Kontoret flyttar"),
        ("En vän sa i förtroende att Birgit har sökt nytt jobb", "Birgit har sökt nytt jobb"),
        ("Lisa var praktikant där; mellan skål och vägg: de är osams", "de är osams"),
        ("My boss mustn't know: I have an offer", "I have an offer"),
        ("Private: she is ill. It came back in May.", "she is ill. It came back in May"),
        ("The school is being inspected. Please keep this quiet.", "The school is being inspected"),
        ("He is retiring in May, which is not announced", "He is retiring in May"),
        ("Her pupil told me in confidence that she paints again", "she paints again"),
        ("Do not mention my bankruptcy", "my bankruptcy"),
    ],
)
def test_a_mark_holds_for_what_it_opens_or_closes(text: str, part: str) -> None:
    """However it is worded, in front, in the middle or behind."""
    assert kept(text) == [part]


@pytest.mark.parametrize(
    "text",
    [
        "Skillnaden mellan oss är åldern",
        "Arbetar i den privata sektorn",
        "Höll en konfidentiell rådgivning i tio år",
        "citera inte lagtext i brev",
        "Works in the private sector",
        "don't repeat the question, wait for the answer",
        "Wrote the Official Secrets handbook",
    ],
)
def test_a_word_that_also_means_other_things_is_no_mark(text: str) -> None:
    """It marks only between punctuation, and advice marks nothing."""
    assert kept(text) == []


def test_what_not_to_mention_is_advice_in_a_note_of_a_talk() -> None:
    """ "Nämn inte lönen" is what the other person said one should do."""
    assert kept("Nämn inte lönen i första mötet") == ["lönen i första mötet"]
    assert kept("Nämn inte lönen i första mötet", noted=True) == []


def test_the_open_texts_are_without_what_is_marked() -> None:
    """Neither a confidential fact nor the marked part of another is open."""
    brief = Brief(
        language="sv",
        facts=(
            Fact(text="Lisa var praktikant hos honom; mellan oss: han är sjuk"),
            Fact(text="Han ska sluta", confidential=True),
        ),
    )
    assert [text.strip(" ;:") for text in open_texts(brief)] == ["Lisa var praktikant hos honom; mellan oss"]
