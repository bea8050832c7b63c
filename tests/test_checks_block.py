"""The blocking checks but for claims: the big question, the output gate, language, blanks and marks."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from assistant.checks.asks_to_be_mentor import find_asking
from assistant.checks.contacts import find_contacts
from assistant.checks.reviewing import load_check
from assistant.domain.brief import Brief
from assistant.domain.value import Language
from assistant.parsing import parse_marked
from assistant.ports import Examined
from tests.blocking_desk import BLOCKING, CASES, ROOT, brief_of, examined, found, letter, listed

# The big question --------------------


@pytest.mark.parametrize(("language", "sentence"), listed("asks_to_be_mentor", "asking", "later_asking"))
def test_a_wording_of_the_big_question_is_found(language: Language, sentence: str) -> None:
    """Mentorship asked for in any wording blocks a first contact."""
    findings = found("asks_to_be_mentor", letter(sentence, language), language)
    assert [each.severity for each in findings] == ["block"]


@pytest.mark.parametrize(("language", "sentence"), listed("asks_to_be_mentor", "harmless", "later_harmless"))
def test_a_harmless_use_of_the_word_is_left_alone(language: Language, sentence: str) -> None:
    """The word itself, thanks, a third person, a negation or a small question ask for nothing."""
    assert not found("asks_to_be_mentor", letter(sentence, language), language)


def test_the_big_question_in_a_subject_is_found() -> None:
    """The subject can ask, too."""
    text = "Ämne: Förfrågan om mentorskap\n\n" + letter("Har du 15 minuter?", "sv")
    assert [each.excerpt for each in found("asks_to_be_mentor", text, "sv")] == ["Förfrågan om mentorskap"]


def test_after_one_talk_the_big_question_is_a_warning_and_regular_contact_is_left_to_others() -> None:
    """Outside first contact only mentorship by name is pointed at, and it does not block."""
    assert [
        each.severity
        for each in found("asks_to_be_mentor", letter("Vill du bli min mentor?", "sv"), "sv", "followup")
    ] == ["warn"]
    assert not found("asks_to_be_mentor", letter("Could we talk once a month?", "en"), "en", "followup")


def test_inside_an_agreed_mentorship_nothing_is_found() -> None:
    """When the brief says that they are mentor and mentee, the question was answered long ago."""
    agreed = brief_of("en", own_words="Our mentorship began in May.")
    text = letter("I am glad that you wanted to go on: would you be my mentor for another term?", "en")
    assert not found("asks_to_be_mentor", text, "en", "followup", brief=agreed)


def test_quoted_big_question_is_somebody_elses() -> None:
    """Words in quotation marks are told, not asked."""
    assert find_asking('Rådet var att aldrig skriva "vill du bli min mentor?" till någon.', "sv") is None


# The output gate --------------------


@pytest.mark.parametrize(("language", "sentence"), listed("foreign_content", "foreign"))
def test_what_was_never_confirmed_does_not_leave(language: Language, sentence: str) -> None:
    """Links, addresses, numbers, amounts, codes and long durations block, also in disguise."""
    findings = found("foreign_content", letter(sentence, language), language)
    assert findings
    assert all(each.severity == "block" and each.why == "SAFETY" for each in findings)


@pytest.mark.parametrize(("language", "sentence"), listed("foreign_content", "own"))
def test_ordinary_numbers_and_times_are_no_contact_details(language: Language, sentence: str) -> None:
    """Times, years, counts, abbreviations and technical names are left alone."""
    assert not found("foreign_content", letter(sentence, language), language)


@pytest.mark.parametrize(
    ("greeting", "signature", "wrong"),
    [
        ("Hej Anna,", "Sara", "Anna"),
        ("Hej Marie,", "Sara", "Marie"),
        ("Hej Maria,", "Erik Holm", "Erik Holm"),
        ("Kära Bengt!", "Sara Lindqvist", "Bengt"),
    ],
)
def test_a_name_at_either_end_that_is_not_theirs_blocks(greeting: str, signature: str, wrong: str) -> None:
    """The greeting names the recipient and the signature the sender."""
    text = f"{greeting}\n\nHar du 15 minuter?\n\nHälsningar\n{signature}"
    assert [each.excerpt for each in found("foreign_content", text, "sv")] == [wrong]


@pytest.mark.parametrize(
    ("greeting", "signature"),
    [
        ("Hej!", "Sara"),
        ("Bästa Maria Berg!", "Sara Lindqvist"),
        ("Hej igen Maria!", "S. Lindqvist"),
        ("God morgon Maria", "/Sara"),
    ],
)
def test_their_own_names_pass_in_every_form(greeting: str, signature: str) -> None:
    """Given name, whole name, initial or none."""
    text = f"{greeting}\n\nHar du 15 minuter?\n\nHälsningar\n{signature}"
    assert not found("foreign_content", text, "sv")


OWN = {
    "ask": {"minutes": 45, "questions": 2},
    "sender": {
        "name": "Sara Lindqvist",
        "email": "sara@norrvatten.se",
        "sign_off": "Allt gott\nSara\n070-555 12 34\nhttps://www.norrvatten.se/sara",
    },
}


@pytest.mark.parametrize(
    "sentence",
    ["Har du 45 minuter?", "Mejla sara@norrvatten.se.", "Ring +46 70 555 12 34.", "Se norrvatten.se/sara."],
)
def test_what_the_person_confirmed_may_leave(sentence: str) -> None:
    """An address, number, link or duration of the brief passes, however it is written."""
    assert not found("foreign_content", letter(sentence, "sv"), "sv", brief=brief_of("sv", **OWN))


@pytest.mark.parametrize(
    "sentence",
    [
        "Har du en timme?",
        "Mejla sara@norrvatten.com.",
        "Se norrvatten.nu.",
        "Ring 070-555 12 35.",
        "Se norrvatten.se.evil.com",
    ],
)
def test_what_is_only_like_the_confirmed_does_not(sentence: str) -> None:
    """Another domain, another digit, a longer time."""
    assert found("foreign_content", letter(sentence, "sv"), "sv", brief=brief_of("sv", **OWN))


def test_without_a_brief_contact_details_are_pointed_at_and_names_left_alone() -> None:
    """Nobody can tell whose they are, so they warn."""
    text = "Hej Anna,\n\nMejla mig på x@y.se. Har du en timme?\n\nErik"
    assert [(each.excerpt, each.severity) for each in found("foreign_content", text, "sv", brief=None)] == [
        ("x@y.se", "warn")
    ]


def test_a_disguised_address_keeps_its_place_in_the_text_as_given() -> None:
    """Folding look-alikes and hidden characters does not shift the span."""
    text = "Åh, ｗｗｗ．ｅｘ\u200bempel．ｓｅ är sidan."
    (contact,) = find_contacts(text)
    assert text[contact.start : contact.end] == "ｗｗｗ．ｅｘ\u200bempel．ｓｅ"
    assert contact.canonical == "exempel.se"


# Language, blanks, citations --------------------


@pytest.mark.parametrize(("language", "body", "wrong"), CASES["wrong_language"]["cases"])
def test_a_passage_in_another_language_is_found(language: Language, body: str, wrong: bool) -> None:
    """A text or passage in another language blocks; a quotation, a term or a short line does not."""
    assert bool(found("wrong_language", body, language)) is wrong


def test_a_short_passage_in_another_language_is_found_in_a_longer_text() -> None:
    """Sentences in a row are a passage, though most of the text is right; a saying of five words is none."""
    right = "Jag hörde dig på Energidagarna och har inte slutat tänka på prognoserna. " * 3
    wrong = "I have been thinking about it ever since. Would you have a moment next week?"
    (finding,) = found("wrong_language", letter(f"{right}{wrong} {right}", "sv"), "sv")
    assert finding.excerpt == wrong
    assert not found("wrong_language", letter(f"{right}Better late than never. {right}", "sv"), "sv")


def test_own_words_in_another_language_are_kept() -> None:
    """Sentences that the sender gave stand as they are."""
    own = "I heard you speak and have not stopped thinking. It changed how I read a forecast."
    text = letter(f"{own} Jag undrar om du har tid för ett samtal?", "sv")
    assert found("wrong_language", text, "sv")
    assert not found("wrong_language", text, "sv", brief=brief_of("sv", own_words=own))


@pytest.mark.parametrize(("language", "text", "blank"), CASES["placeholder"]["cases"])
def test_a_blank_is_found(language: Language, text: str, blank: bool) -> None:
    """Brackets, braces, stock names and instructions to fill in; hearts and ordinary brackets are none."""
    assert bool(found("placeholder", text, language)) is blank


def test_a_title_with_brackets_is_no_blank() -> None:
    """What stands so in the brief is meant."""
    fact = {"kind": "article", "text": "Wrote 'What [not] to build'", "title": "What [not] to build"}
    text = letter("Your article What [not] to build stayed with me.", "en")
    assert found("placeholder", text, "en")
    assert not found("placeholder", text, "en", brief=brief_of("en", facts=[fact]))


def test_an_id_that_was_never_shown_blocks_and_a_missing_mark_warns() -> None:
    """Only a text from a writer that marks its sentences is judged."""
    written = "Hej Maria,\nDitt föredrag fastnade. [F1 F9]\nHar du 15 minuter? [-]\nTack för att du läste."
    draft = parse_marked(written, (), ("F1",), kind="outreach", language="sv", channel="mail")
    case = examined("", "sv", cited=True)
    marked = Examined(draft, case.kind, case.brief, (), "sv", case.now, cited=True)
    findings = list(load_check("unknown_citation")(marked))
    assert [(each.excerpt, each.severity) for each in findings] == [
        ("Ditt föredrag fastnade.", "block"),
        ("Tack för att du läste.", "warn"),
    ]
    assert "F9" in findings[0].message
    plain = Examined(draft, case.kind, case.brief, (), "sv", case.now, cited=False)
    assert not list(load_check("unknown_citation")(plain))


# Manners --------------------


@pytest.mark.slow
def test_a_review_of_a_long_mail_is_quick_once_loaded() -> None:
    """150 words through every blocking check, on a text and brief not seen before."""
    text = next(
        draft["text"] for draft in CASES["draft"] if draft["language"] == "en" and draft["kind"] == "outreach"
    )
    for check in BLOCKING:
        found(check, text, "en")
    case = examined(
        text.replace("Tuesday", "Monday"), "en", brief=brief_of("en", own_words="I write this myself.")
    )
    start = time.process_time()
    for check in BLOCKING:
        list(load_check(check)(case))
    assert (
        time.process_time() - start < 0.2
    )  # aim 0.03 on a quiet machine; this only catches a slip of an order


def test_the_checks_load_nothing_heavy() -> None:
    """A fresh interpreter with every blocking check loaded has no heavy package."""
    modules = ", ".join(f"assistant.checks.{check}" for check in BLOCKING)
    heavy = {"numpy", "chromadb", "langchain_core", "openai", "textual"}
    code = f"import sys, {modules}; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_text_is_too_odd_to_check() -> None:
    """Empty, only signs, very long words, other scripts: no check raises."""
    odd = [
        "",
        "?!",
        "\n\n\n",
        "a" * 5000,
        "نص عربي " * 20,
        "\U0001f642" * 50,
        "Ämne:",
        "1.\n2.\n3.",
        "'\"”«" * 40,
        "- - - -",
    ]
    for text in odd:
        for check in BLOCKING:
            found(check, text, "sv")
            found(check, text, "en", brief=None)
            found(check, text, "en", brief=Brief(language="en"))
