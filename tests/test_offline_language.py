"""The template writer's language: goals, topics, times, names and roles of every form make sentences."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from assistant.domain.brief import Ask, Fact, Recipient, Sender
from assistant.domain.value import Channel, Language
from assistant.offline.roles import article, role_phrase
from assistant.offline.times import held_phrase, when_phrase, window_phrase
from tests.offline_desk import (
    NOW,
    VARIANTS,
    draft,
    every,
    outreach,
    written,
)

# The language


@pytest.mark.parametrize("each_variant", VARIANTS)
def test_no_doubled_words_marks_spaces_or_years(each_variant: bool) -> None:
    """What filling in can break stands nowhere in the corpus."""
    for kind in ("outreach", "followup", "questions"):
        channels: tuple[Channel, ...] = ("mail",) if kind == "questions" else ("mail", "linkedin-note")
        for name, _, made in every(kind, channels, each_variant=each_variant):
            body = made.text
            assert not re.search(r"[^\S\n]{2,}|\.\.(?!\.)|,,|\?\.|!\.|,[.?!]| [,.?!]", body), (name, body)
            assert not re.search(r"\{|\}|\bNone\b|\[", body), (name, body)
            assert not re.search(r"\b(på|i|om|att|in|at|on|the|to|about) \1\b", body), (name, body)
            for sentence in made.prose:
                years = re.findall(r"\b20\d\d\b", sentence.text)
                assert len(years) == len(set(years)), (name, sentence.text)


def test_swedish_puts_the_verb_second() -> None:
    """After a fronted part the verb comes before the subject."""
    fronted = r"\b(?:Nu|Själv|Dessutom|Just nu|Även|Ibland|Sedan|Därför|Mest) (?:jag|vi|du)\b"
    for kind in ("outreach", "followup"):
        for name, brief, made in every(kind):
            if brief.language == "sv":
                assert not re.search(fronted, made.text), (name, made.text)


def test_a_subordinate_clause_moves_its_adverb() -> None:
    """ "leder inte längre" becomes "inte längre leder" after "eftersom"."""
    fact = Fact(kind="other", text="Hon leder inte längre teamet men coachar nu unga chefer")
    text = written(outreach("sv", facts=(fact,)))
    assert "du inte längre leder teamet men nu coachar unga chefer" in text


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("engineer", "an"),
        ("analyst", "an"),
        ("UX", "a"),
        ("MBA", "an"),
        ("HR", "an"),
        ("user", "a"),
        ("unit", "a"),
        ("hourly", "an"),
        ("European", "a"),
        ("one-person", "a"),
        ("SRE", "an"),
        ("QA", "a"),
        ("8-person", "an"),
    ],
)
def test_the_english_article_follows_the_sound(word: str, expected: str) -> None:
    """ "a" or "an" by how the word sounds."""
    assert article(word) == expected


@pytest.mark.parametrize(
    ("role", "organisation", "language", "expected"),
    [
        ("head of product", "Tidewise", "en", "head of product at Tidewise"),
        ("Junior Data Analyst", "", "en", "a junior data analyst"),
        ("An engineer", "Equinor", "en", "an engineer at Equinor"),
        ("dataanalytiker", "Norrvatten", "en", ""),
        ("Product Manager", "Tink", "sv", "product manager på Tink"),
        ("studying law", "Lund University", "en", "studying law at Lund University"),
        ("student", "Umeå universitet", "sv", "student vid Umeå universitet"),
        ("frilansande fotograf", "eget företag", "sv", "frilansande fotograf i eget företag"),
    ],
)
def test_roles_are_said_as_people_say_them(
    role: str, organisation: str, language: Language, expected: str
) -> None:
    """A Swedish role takes no article, an English one does unless it heads something."""
    assert role_phrase(role, organisation, language) == expected


@pytest.mark.parametrize(
    ("language", "goal", "expected"),
    [
        ("sv", "leda projekt", r"(?:vill|att) leda projekt\."),
        ("sv", "att leda projekt", r"(?:vill|att) leda projekt\."),
        ("sv", "Jag vill leda projekt", r"(?:vill|att) leda projekt\."),
        ("sv", "lära sig leda", r"(?:vill|att) lära mig leda\."),
        ("sv", "tryggare ledarskap", r"är tryggare ledarskap\."),
        ("sv", "hur man leder utan makt", r"hur man leder utan makt\."),
        ("en", "to lead projects", r"\bto lead projects\."),
        ("en", "lead a team", r"\bto lead a team\."),
        ("en", "I want to lead a team", r"\bto lead a team\."),
        ("en", "leading a team", r"\b(?:interested in|a lot about) leading a team\."),
        ("en", "better forecasts", r"\b(?:is|now is|after right now is) better forecasts\."),
        ("en", "how to run a team", r"(?:learn|work out) how to run a team\."),
    ],
)
def test_goals_of_every_form_make_sentences(language: Language, goal: str, expected: str) -> None:
    """Infinitives, noun phrases, clauses and whole sentences each get a sentence that carries them."""
    sender = Sender(name="Sara Lind", role="analyst" if language == "en" else "analytiker", goals=(goal,))
    for variant in (1, 2, 3):
        text = draft(outreach(language, sender=sender), variant=variant).text
        assert re.search(expected, text), text


@pytest.mark.parametrize(
    ("language", "topic", "expected"),
    [
        ("sv", "Hur berättar ni om risk?", "frågor om hur ni berättar om risk"),
        ("sv", "om risk", "frågor om risk"),
        ("sv", "leda utan makt", "frågor om att leda utan makt"),
        ("sv", "hur Maria valde", "frågor om hur du valde"),
        ("en", "How did you choose a field?", "questions about how you chose a field"),
        ("en", "about pricing", "questions about pricing"),
        ("en", "I want to know how you hire", "questions about how you hire"),
        ("en", "how she decides what to drop", "questions about how you decide what to drop"),
    ],
)
def test_topics_of_every_form_follow_about(language: Language, topic: str, expected: str) -> None:
    """A topic may be a clause, a noun phrase or a whole question."""
    assert expected in draft(outreach(language, ask=Ask(topic=topic)), variant=1).text.replace(
        "Frågor", "frågor"
    )


@pytest.mark.parametrize(
    ("window", "language", "expected"),
    [
        ("de kommande två veckorna", "sv", "under de kommande två veckorna"),
        ("the next two weeks", "sv", "under de kommande två veckorna"),
        ("the next two weeks", "en", "in the next two weeks"),
        ("in the next two weeks", "en", "in the next two weeks"),
        ("nästa vecka", "en", "next week"),
        ("april", "sv", "i april"),
        ("early May", "en", "in early May"),
        ("v. 15", "sv", "vecka 15"),
        ("hellre sent än aldrig", "en", ""),
    ],
)
def test_windows_get_the_preposition_they_need(window: str, language: Language, expected: str) -> None:
    """A window stands with its preposition, in the message's language or not at all."""
    assert window_phrase(window, language) == expected


@pytest.mark.parametrize(
    ("when", "language", "expected"),
    [
        ("2025", "sv", "2025"),
        ("2025", "en", "in 2025"),
        ("mars 2026", "en", "in March 2026"),
        ("2026-03-12", "sv", "den 12 mars 2026"),
        ("våren 2025", "en", "in spring 2025"),
        ("i våras", "en", ""),
        ("last spring", "en", "last spring"),
    ],
)
def test_dates_are_said_in_the_messages_language(when: str, language: Language, expected: str) -> None:
    """Dates are turned between the languages; words that cannot be are left out."""
    assert when_phrase(when, language) == expected


def test_the_day_of_a_talk_is_counted_where_it_took_place() -> None:
    """Late in the evening in Stockholm is still that day there, whatever the day in UTC."""
    held = datetime.fromisoformat("2026-03-13T00:30:00+01:00")
    assert held_phrase(held, datetime(2026, 3, 12, 23, 45, tzinfo=UTC), "sv") == "i dag"
    assert held_phrase(held, datetime(2026, 3, 14, 9, 0, tzinfo=UTC), "en") == "yesterday"
    assert held_phrase(held, datetime(2026, 3, 16, 9, 0, tzinfo=UTC), "sv") == "i fredags"
    assert held_phrase(held, datetime(2026, 3, 1, tzinfo=UTC), "sv") == ""
    assert held_phrase(None, NOW, "sv") == ""


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Maria Berg", "Hi Maria,"),
        ("Dr Priya Raman", "Hi Priya,"),
        ("Berg, Maria", "Hi Maria,"),
        ("Maria", "Hi Maria,"),
        ("Prof Li", "Hi Prof Li,"),
        ("J. R. Patel", "Hi J. R. Patel,"),
        ("van der Berg", "Hi van der Berg,"),
        ("MARIA BERG", "Hi Maria,"),
        ("Anna-Karin von Essen", "Hi Anna-Karin,"),
        ("Maria (Mia) Berg, PhD", "Hi Maria,"),
    ],
)
def test_people_are_greeted_by_their_first_name(name: str, greeting: str) -> None:
    """Titles, initials, particles and swapped names do not end up in the greeting by mistake."""
    assert draft(outreach("en", recipient=Recipient(name=name))).sentences[1].text == greeting
