"""The template writer's thank-you: which notes are handed back, and which stay with the sender."""

from __future__ import annotations

import anyio
import pytest

from assistant.domain.brief import Ask, Brief, grounds
from assistant.domain.draft import Wording
from assistant.domain.value import Language
from assistant.offline.giving_back import handed_back, kept_back
from assistant.offline.names import read_name
from assistant.offline.shorthand import calm, is_shorthand, spelled_out
from assistant.offline.writer import TemplateWriter
from assistant.ports import Grounding, Task
from prompts.catalog import load_kinds
from tests.offline_desk import NOW, draft, every, outreach, shown, thanks

BENGT = read_name("Bengt Ask")


def _note(brief: Brief, kind: str = "followup") -> str:
    """Write a document and give what the person is told of it."""
    writer = TemplateWriter()
    task = Task(kind=load_kinds()[kind], brief=brief, wording=Wording(), now=NOW)

    async def go() -> None:
        async for _line in writer.write(task, Grounding(grounds(brief), shown(kind))):
            pass

    anyio.run(go)
    return writer.origins().note


# Which notes can be handed back


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("sv", "Ring banken innan du skriver på"),
        ("sv", "inte bygga om köket första året"),
        ("sv", "deg: knåda två gånger, aldrig tre"),
        ("sv", "Öppna aldrig före frosten"),
        ("sv", "man lär sig mest av den som är ny"),
        ("sv", "hon brukar börja med det tråkigaste"),
        ("sv", "Bengt sa att alla glömmer taket"),
        ("sv", "vikten av ett bra lås"),
        ("sv", "Skriv till någon som inte är expert"),
        ("en", "Ring the bank before you sign"),
        ("en", "don't paint in the rain"),
        ("en", "if the crew laughs, keep it"),
        ("en", "most people learn from whoever is new"),
        ("en", "he always starts with the dull part"),
        ("en", "Bengt said that everybody forgets the roof"),
        ("en", "the value of a good lock"),
        ("en", "Call first. Never write in anger."),
    ],
)
def test_advice_and_whole_clauses_can_be_handed_back(language: Language, note: str) -> None:
    """A lesson in whole words is what a thank-you is for."""
    assert kept_back(note, language, BENGT) == ""


@pytest.mark.parametrize(
    ("language", "note", "reason"),
    [
        ("sv", "chefen super, men inte citera", "private"),
        ("sv", "han får inte säga vem som köper", "private"),
        ("sv", "priset är 40 000, mellan oss", "private"),
        ("en", "they sell in May, don't repeat it", "private"),
        ("en", "the price is 40,000, between us", "private"),
        ("en", "she names the buyer (keep to self)", "private"),
        ("sv", "8 min, sen fick han gå", "personal"),
        ("sv", "larm två gånger, hon sprang iväg", "personal"),
        ("sv", "hans fru ligger på sjukhus", "personal"),
        ("sv", "kursen i Falun är urusel", "personal"),
        ("en", "12 mins, then he left", "personal"),
        ("en", "she was interrupted by the phone", "personal"),
        ("en", "his wife is in hospital", "personal"),
        ("en", "my report is rubbish, he said", "personal"),
        ("en", "He disagrees with Sven about the roof", "personal"),
        ("sv", "jag borde ha frågat om lönen", "own"),
        ("sv", "att kolla: bygglov i Mora", "own"),
        ("en", "my hands were shaking", "own"),
        ("en", "to look up: planning rules in Hull", "own"),
        ("sv", "började om två gånger i maj", "shorthand"),
        ("sv", "tak först, inte väggar", "shorthand"),
        ("sv", "offert = gratis", "shorthand"),
        ("sv", "bygglov ca 9 tkr", "shorthand"),
        ("en", "kept four of the nine", "shorthand"),
        ("en", "roof first, not walls", "shorthand"),
        ("en", "quote > invoice", "shorthand"),
        ("en", "permit approx 9 wks", "shorthand"),
    ],
)
def test_what_is_no_lesson_stays_with_the_sender(language: Language, note: str, reason: str) -> None:
    """A letter is never made of secrets, circumstances, afterthoughts or shorthand."""
    assert kept_back(note, language, BENGT) == reason


@pytest.mark.parametrize(
    ("language", "note"),
    [("sv", "det finns ingen plats för nybörjare"), ("en", "there is no room for beginners")],
)
def test_after_a_talk_that_went_badly_only_advice_is_handed_back(language: Language, note: str) -> None:
    """What was merely said would read as a reproach."""
    advice = {"sv": "Ring kommunen först", "en": "Ring the council first"}[language]
    assert kept_back(note, language, BENGT) == ""
    assert kept_back(note, language, BENGT, went_well=False) == "personal"
    assert kept_back(advice, language, BENGT, went_well=False) == ""


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Rule: a roof comes first", "a roof comes first"),
        ("ring ALLTID före klockan tio", "ring alltid före klockan tio"),
        ("walk TOWARDS them. never point", "walk towards them. Never point"),
        ("läs det för ngn som är ny", "läs det för någon som är ny"),
        ("ring i v 7 o fråga", "ring i vecka 7 och fråga"),
        ("start w/ the door + the lock", "start with the door and the lock"),
        ("dont sand wet oak", "don't sand wet oak"),
        ("VVS är dyrt", "VVS är dyrt"),
    ],
)
def test_only_what_means_one_thing_is_written_out(note: str, expected: str) -> None:
    """A template rewrites nothing else of a note."""
    assert handed_back(note) == expected


@pytest.mark.parametrize(
    "text", ["kl 10 på nr 7", "12 cm ek", "Mät i mm", "sju min av tid är bra", "I'm on it"]
)
def test_units_and_short_words_are_no_shorthand(text: str) -> None:
    """Everybody reads them."""
    assert not is_shorthand(text)
    assert calm(spelled_out(text)) == text


# The letter


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_letter_says_the_lesson_and_never_the_rest(language: Language) -> None:
    """Advice goes before what was merely said, and nothing kept back stands anywhere in the letter."""
    notes = {
        "sv": ("8 min, hon åt", "man lär sig av taket", "hans bror dricker", "Ring banken först"),
        "en": (
            "8 mins, she ate",
            "most people learn from the roof",
            "his brother drinks",
            "Ring the bank first",
        ),
    }[language]
    for variant in (1, 2, 3):
        text = draft(thanks(language, *notes, went_well=True), "followup", variant=variant).body.lower()
        bank, roof = text.index("bank"), text.index({"sv": "taket", "en": "roof"}[language])
        assert bank < roof
        assert not any(word in text for word in ("8 min", "bror", "brother", "åt”", "ate”"))


@pytest.mark.parametrize(
    ("language", "note", "topic"),
    [
        ("sv", "bygglov ca 9 tkr", "hur du byggde taket"),
        ("en", "permit approx 9 wks", "how you built the roof"),
    ],
)
def test_without_a_lesson_the_letter_thanks_for_the_topic(language: Language, note: str, topic: str) -> None:
    """The talk's topic is true, and kinder than shorthand; the person is told what would help."""
    brief = thanks(language, note, went_well=True).model_copy(update={"ask": Ask(topic=topic)})
    for variant in (1, 2, 3):
        text = draft(brief, "followup", variant=variant).body
        assert topic in text
        assert "9" not in text
    assert "a whole sentence" in _note(brief)


def test_the_person_is_told_which_notes_were_left_out_and_why() -> None:
    """By number, grouped by reason; a letter that uses them all has no such note."""
    brief = thanks(
        "en", "Ring the bank first", "8 mins, she ate", "permit approx 9 wks", "between us, it leaks"
    )
    assert _note(brief) == (
        "left out of your notes: 4 (not to be repeated), 2 (about a person, or how the talk went), "
        "3 (shorthand, or no whole sentence)"
    )
    assert _note(thanks("en", "Ring the bank first")) == ""
    assert _note(brief, "questions") == ""


@pytest.mark.parametrize(
    ("minutes", "went_well", "thanked"), [(25, True, True), (9, True, False), (25, False, False)]
)
def test_nobody_is_thanked_for_a_talk_cut_short(minutes: int, went_well: bool, thanked: bool) -> None:
    """ "Thank you for giving me 9 minutes" reads as a reproach."""
    brief = thanks("en", "Ring the bank first", minutes=minutes, went_well=went_well)
    texts = [draft(brief, "followup", variant=variant).body for variant in range(1, 9)]
    assert any(f"{minutes} minutes" in text for text in texts) is thanked


def test_a_mended_note_is_told_and_not_quoted() -> None:
    """A quotation of words that were never written would be false."""
    text = draft(thanks("en", "dont paint the door, wait until June"), "followup").body
    assert "don't paint the door, wait until June" in text
    assert "“" not in text


def test_no_question_is_asked_about_a_note_that_is_kept_back() -> None:
    """The questions for the next talk are said aloud to the same person."""
    for note in ("larm mitt i, 8 min", "Ring aldrig Kalle, inte citera"):
        assert not any(word in draft(thanks("sv", note), "questions").text for word in ("larm", "Kalle"))


def test_no_thank_you_of_the_corpus_quotes_a_third_person() -> None:
    """Nobody is told what "hon" or "he" did."""
    for name, _brief, made in every("followup"):
        for pronoun in (" hon ", " han ", " hennes ", " she ", " he ", " his "):
            assert pronoun not in made.body, f"{name}: {made.body}"


# The sender's own words


OWN = {
    "sv": "Jag har kört truck i nio år. Din podd gick i bilen. Tack för ett så långt samtal. Det gav mod.",
    "en": "I drove a truck for nine years. You were on air. Thank you for our long talk. It gave me heart.",
}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_reminder_has_none_of_the_own_words_and_thanks_only_those_about_the_talk(
    language: Language,
) -> None:
    """What led up to the first message was said there; a sentence that points back stays with its own."""
    brief = thanks(language, "Start small" if language == "en" else "Börja smått").model_copy(
        update={"own_words": OWN[language]}
    )
    truck, talk, heart = {"sv": ("truck", "så långt", "mod."), "en": ("truck", "long talk", "heart.")}[
        language
    ]
    first, reminder, thank = (draft(brief, kind).body for kind in ("outreach", "nudge", "followup"))
    assert truck in first
    assert not any(word in reminder for word in (truck, talk, heart))
    assert truck not in thank
    assert talk in thank
    assert heart in thank
    assert reminder.startswith(("Hej Maria!", "Hi Maria,"))


def test_own_words_that_greet_leave_the_reminder_its_greeting() -> None:
    """The greeting in words that are not said cannot stand in for one."""
    brief = outreach("en", own_words="Hello Maria, I drove a truck for nine years.")
    assert draft(brief, "nudge").body.startswith("Hi Maria,")
