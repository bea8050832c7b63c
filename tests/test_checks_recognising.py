"""How a text is seen to speak of the brief: references, openings, lessons, thanks, known answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.checks.likeness import same_words, telling
from assistant.checks.reviewing import load_check
from assistant.domain.brief import Brief
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds

BRIEFS: dict[str, dict[str, Any]] = {
    "sv": {
        "sender": {"name": "Ali Haddad", "role": "snickarlärling", "organisation": "Brattås Bygg"},
        "recipient": {"name": "Greta Olander", "role": "byggledare", "organisation": "Vallens Entreprenad"},
        "facts": [
            {
                "kind": "project",
                "text": "Ledde ombyggnaden av Sockerbruket i Eslöv 2022-2024, 140 lägenheter",
            },
            {"kind": "talk", "text": "Talade om fukt i Örebro", "title": "Fukt ljuger aldrig"},
            {"kind": "role", "text": "Byggledare sedan 2018, var plåtslagare i nio år före det"},
        ],
        "meeting": {"notes": ["Mät fukten före målning", "Ring leverantören innan du ringer chefen"]},
    },
    "en": {
        "sender": {"name": "Ali Haddad", "role": "apprentice joiner", "organisation": "Brackley Build"},
        "recipient": {"name": "Greta Olander", "role": "site manager", "organisation": "Vale Contractors"},
        "facts": [
            {
                "kind": "project",
                "text": "Led the conversion of the Sugar Mill in Newark 2022-2024, 140 flats",
            },
            {
                "kind": "talk",
                "text": "Gave the talk 'Damp never lies' at Build Week",
                "title": "Damp never lies",
            },
            {"kind": "role", "text": "Site manager since 2018, was a roofer for nine years before that"},
        ],
        "meeting": {
            "notes": ["Measure the damp before painting", "Ring the supplier before you ring the boss"]
        },
    },
}


def found(check: str, kind: str, language: Language, body: str, subject: str = "Trappor") -> bool:
    """Whether a check finds something in a message with this body."""
    label = "Ämne" if language == "sv" else "Subject"
    text = body if kind == "questions" else f"{label}: {subject}\n\nHej Greta,\n\n{body}\n\nAli Haddad"
    brief = BRIEFS[language] | {"language": language}
    examined = Examined(
        draft=parse_plain(text, kind=kind, language=language),
        kind=load_kinds()[kind],
        brief=Brief.model_validate_json(json.dumps(brief)),
        passages=(),
        ui="en",
        now=datetime(2026, 3, 13, 9, tzinfo=UTC),
    )
    return bool(list(load_check(check)(examined)))


@pytest.mark.parametrize(
    ("language", "sentence", "missing"),
    [
        ("sv", "140 lägenheter utan en enda skada, det vill jag förstå.", False),
        ("sv", "Det där om att fukt aldrig ljuger skrev jag på mätaren.", False),
        ("sv", "Plåtslagare först, byggledare sedan: så vill jag också göra.", False),
        ("sv", "Tack för föredraget.", False),
        ("sv", "Jag gick på ett föredrag i går.", True),
        ("sv", "Jag har byggt trappor i nio veckor.", True),
        ("sv", "Min chef tyckte att jag borde fråga någon.", True),
        ("en", "140 flats without a single claim: I want to understand that.", False),
        ("en", "The film from Build Week is on our wall.", False),
        ("en", "Roofer first, site manager later: I want that too.", False),
        ("en", "Our week of building was long.", True),
        ("en", "My boss thinks I should ask somebody.", True),
    ],
)
def test_a_fact_in_other_words_is_a_reference(language: Language, sentence: str, missing: bool) -> None:
    """Numbers, titles, paths and names tell; the sender's own matters and anyone's talk do not."""
    assert found("no_research_reference", "outreach", language, f"November.\n\n{sentence}") is missing


@pytest.mark.parametrize(
    ("language", "opening", "vague"),
    [
        ("sv", "Få i branschen är lika kunniga som du.", True),
        ("sv", "Det du har åstadkommit är helt otroligt.", True),
        ("sv", "Hoppas att du är lika pigg som vår fantastiska praktikant.", False),
        ("sv", "Jag beundrar hur ni bytte taket på Sockerbruket.", False),
        ("en", "You clearly know your stuff.", True),
        ("en", "In today's fast-moving world one must learn from the best.", True),
        ("en", "I hope you are having a wonderful week.", False),
        ("en", "I am impressed by the 140 flats in the Sugar Mill.", False),
    ],
)
def test_praise_alone_in_the_first_paragraph_is_vague(language: Language, opening: str, vague: bool) -> None:
    """What comes two paragraphs later does not mend it; a wish is no praise."""
    body = f"{opening}\n\nSockerbruket och Sugar Mill ser jag varje dag."
    assert found("vague_generic_opening", "outreach", language, body) is vague


@pytest.mark.parametrize(
    ("language", "sentence", "missing"),
    [
        ("sv", "Jag är skyldig dig en fika.", False),
        ("sv", "Merci för i tisdags!", False),
        ("sv", "Jag tackade nej till ett pass.", True),
        ("sv", "Tack vare regnet hann jag skriva.", True),
        ("en", "You really helped me.", False),
        ("en", "Ta for Tuesday.", False),
        ("en", "I now appreciate how hard it is.", True),
        ("en", "My boss thanked me for the report.", True),
    ],
)
def test_gratitude_may_be_indirect(language: Language, sentence: str, missing: bool) -> None:
    """A debt, help or thanks in another tongue is gratitude; a refusal or a cause is not."""
    assert found("missing_thanks", "followup", language, sentence) is missing


@pytest.mark.parametrize(
    ("language", "sentence", "missing"),
    [
        ("sv", "Fukt först, färg sedan.", False),
        ("sv", "Numera går första samtalet till leverantören.", False),
        ("sv", "Dina tankar om byggledning var intressanta.", True),
        ("sv", "Jag lärde mig mer på en kvart än på hela kursen.", True),
        ("en", "This morning I rang the supplier first.", False),
        ("en", "We paint nothing any more without measuring.", False),
        ("en", "Your thoughts on site management were interesting.", True),
        ("en", "It confirmed that I have chosen the right path.", True),
    ],
)
def test_a_lesson_may_be_a_deed_or_a_motto(language: Language, sentence: str, missing: bool) -> None:
    """A note is known in a few words or a changed habit; praise of the field is no lesson."""
    assert found("no_takeaway", "followup", language, f"Tack! Thanks!\n\n{sentence}") is missing


@pytest.mark.parametrize(
    ("language", "item", "known"),
    [
        ("sv", "Hur många lägenheter blev det i Sockerbruket?", True),
        ("sv", "Hur länge var du plåtslagare?", True),
        ("sv", "Vad står KMA för?", True),
        ("sv", "Vad jobbade du som innan du blev byggledare?", True),
        ("sv", "Hur länge dröjde det innan gubbarna lyssnade?", False),
        ("sv", "Vilket år av ombyggnaden av Sockerbruket lärde dig mest?", False),
        ("en", "In what year was the Sugar Mill conversion finished?", True),
        ("en", "How long were you a roofer?", True),
        ("en", "What is the difference between JCT and NEC contracts?", True),
        ("en", "Where is your head office?", True),
        ("en", "Which year of the Sugar Mill conversion was the hardest?", False),
        ("en", "How many times did you have to tear it out again?", False),
        ("en", "What is the difference between a good foreman and a bad one?", False),
    ],
)
def test_a_time_place_or_number_in_a_fact_is_known(language: Language, item: str, known: bool) -> None:
    """What nobody publishes is not, though the fact is near."""
    assert found("googleable_question", "questions", language, f"1. Vad minns du?\n2. {item}") is known


@pytest.mark.parametrize(
    ("language", "item", "closed"),
    [
        ("sv", "Du ångrar det aldrig, eller?", True),
        ("sv", "Ni har ingen rutin för det?", True),
        ("sv", "Stora team eller små?", True),
        ("sv", "Har du bytt metod, och vilken i så fall?", False),
        ("sv", "Det svåraste beslutet?", False),
        ("en", "It gets easier, doesn't it?", True),
        ("en", "So the board said yes at once?", True),
        ("en", "Python or R?", True),
        ("en", "Can you recommend a book for someone like me?", False),
        ("en", "Your most hated task?", False),
    ],
)
def test_a_statement_or_a_choice_is_closed(language: Language, item: str, closed: bool) -> None:
    """A tag or a question mark makes no open question; a fragment is none of them."""
    assert found("closed_question", "questions", language, f"1. Vad minns du?\n2. {item}") is closed


@pytest.mark.parametrize(
    ("language", "subject", "vague"),
    [
        ("sv", "Hej Per-Olof, hoppas allt är bra", True),
        ("sv", "Kan du hjälpa mig?", True),
        ("sv", "Hej Greta – om fukt i Sockerbruket", False),
        ("en", "Hope you are well", True),
        ("en", "My name is Ali Haddad", True),
        ("en", "Could you teach me to read damp drawings?", False),
    ],
)
def test_a_courtesy_is_no_matter(language: Language, subject: str, vague: bool) -> None:
    """Greetings, wishes and "can you help me" say nothing, whoever is named."""
    assert found("vague_subject", "outreach", language, "Text.", subject) is vague


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("siffran", "siffrorna"),
        ("målade", "målning"),
        ("rang", "ring"),
        ("gårdar", "farm"),
        ("fuktmätare", "mätare"),
    ],
)
def test_a_word_is_known_in_another_form(one: str, other: str) -> None:
    """Inflected, derived, irregular, translated or compounded."""
    assert same_words(telling(one), telling(other)) == {one}


@pytest.mark.parametrize(
    ("language", "item", "public"),
    [
        ("sv", "Vad säger arbetstidslagen om raster?", True),
        ("sv", "Vilka prov krävs för att bli lots?", True),
        ("sv", "Hur hög är åldersgränsen?", True),
        ("sv", "Vad krävs för att gubbarna ska lyssna?", False),
        ("sv", "Vilka kurser krävs det mest mod att hoppa över?", False),
        ("sv", "Hur tolkar du lagen när den tiger?", False),
        ("sv", "Vad säger lagen om väggen som du byggde?", False),
        ("en", "What does the law say about the wall you made?", False),
        ("en", "What does the Housing Act say about damp?", True),
        ("en", "Which exams do you need to pass to become a pilot?", True),
        ("en", "At what temperature does wax melt?", True),
        ("en", "What does it take for a crew to listen?", False),
        ("en", "Which rules do you break most often?", False),
        ("en", "How long does it take to trust a new crew?", False),
    ],
)
def test_what_a_law_or_a_syllabus_answers_is_googleable(language: Language, item: str, public: bool) -> None:
    """What it takes among people, or of this person, stands in no book."""
    assert found("googleable_question", "questions", language, f"1. Vad minns du?\n2. {item}") is public


@pytest.mark.parametrize(
    ("language", "opening", "hollow"),
    [
        (
            "sv",
            "I dagens rastlösa arbetsliv behöver vi lära av varandra. Fukt ljuger aldrig ändrade mitt bygge.",
            True,
        ),
        ("sv", "Ditt ledarskap är i särklass. Fukt ljuger aldrig ändrade mitt bygge.", True),
        ("sv", "Fukt ljuger aldrig är i särklass det bästa jag hört på en byggvecka.", False),
        ("sv", "Ditt föredrag Fukt ljuger aldrig är något utöver det vanliga.", False),
        ("en", "In today's restless world, learning matters. Damp never lies changed how I build.", True),
        ("en", "As a leading figure you are something special. Damp never lies changed how I build.", True),
        ("en", "Damp never lies was something special: I measured twice the week after.", False),
    ],
)
def test_a_hollow_first_sentence_is_not_mended_by_the_next(
    language: Language, opening: str, hollow: bool
) -> None:
    """Unless it has something of this person's in it."""
    assert found("vague_generic_opening", "outreach", language, opening) is hollow


@pytest.mark.parametrize(
    ("language", "body", "thanked"),
    [
        ("sv", "Du anar inte vad samtalet betydde.", True),
        ("sv", "Den kvarten var en gåva.", True),
        ("sv", "Du anar inte hur regnigt det var.", False),
        ("en", "I can't tell you how much the call helped.", True),
        ("en", "Without our talk I would still be guessing.", True),
        ("en", "I can't say how many times the train stopped.", False),
    ],
)
def test_thanks_need_no_word_of_thanking(language: Language, body: str, thanked: bool) -> None:
    """What the talk meant is thanks; what else one cannot tell is none."""
    assert found("missing_thanks", "followup", language, body) is not thanked


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("sv", "November.\n\nHur fick ni 140 familjer att flytta samtidigt, och hur lade du upp det?"),
        (
            "en",
            "November.\n\nYou were a roofer before you became site manager, which is the step I hope for.",
        ),
    ],
)
def test_a_deed_or_path_taken_for_granted_is_a_reference(language: Language, body: str) -> None:
    """A question about how they did it shows that one has read of it."""
    assert not found("no_research_reference", "outreach", language, body)


def test_a_postscript_may_hold_the_reference() -> None:
    """The line stands below the name."""
    text = "November.\n\nMed vänliga hälsningar\nAli Haddad\n\nPS. Jag har läst om Sockerbruket i Eslöv nu."
    assert not found("no_research_reference", "outreach", "sv", text)


@pytest.mark.parametrize(
    ("language", "body", "named"),
    [
        ("sv", "Tack för senast! Mätaren före penseln, det är min nya regel.", True),
        ("sv", "Tack för senast! Du hade rätt i att ingen läser sista sidan.", True),
        ("sv", "Tack för senast! Den viktigaste lärdomen bär jag med mig.", False),
        ("en", "Thanks for the call! Meter before brush, that's my new rule.", True),
        ("en", "Thanks for the call! You were right that nobody reads the last page.", True),
        ("en", "Thanks for the call! The most important lesson is one I'll always carry.", False),
    ],
)
def test_a_rule_or_a_right_word_is_a_lesson(language: Language, body: str, named: bool) -> None:
    """A lesson that is only said to be one names nothing."""
    assert found("no_takeaway", "followup", language, body) is not named


def test_a_number_alone_is_no_lesson_and_a_large_one_is_a_reference() -> None:
    """ "Four pages" is not "four images"; 140 flats are theirs, in an opening."""
    brief = BRIEFS["en"]
    assert brief["meeting"]["notes"]
    assert found("no_takeaway", "followup", "en", "Thanks for the call! I filled two pages.")
    assert not found(
        "no_research_reference", "outreach", "en", "140 of them under one roof: I had to stop and look."
    )


def test_a_title_of_four_plain_words_is_a_matter() -> None:
    """Though each of them is in every subject, together they are a title."""
    assert not found(
        "vague_subject", "outreach", "en", "I measured twice.", subject="Question on Damp never lies"
    )
