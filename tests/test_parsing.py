"""The writing format, both ways, and any text into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.draft import Draft
from assistant.parsing import count_words, parse_marked, parse_plain, to_marked
from tests.fakes import a_passage

PASSAGES = (a_passage("outreach.personal_opening"), a_passage("outreach.ask.low_commitment"))


def marked(text: str, language: str = "en") -> Draft:
    return parse_marked(text, PASSAGES, ["F1", "F2"], kind="outreach", language=language, channel="mail")  # type: ignore[arg-type]


def test_marks_become_sources_and_leave_the_text() -> None:
    """Facts keep their shown id, guidance its stable one; the text has no marks."""
    draft = marked("Subject: Two questions\nHi Maria,\nYour talk stayed with me. [F1 G1]\nThanks. [-]\n")
    assert draft.text == "Subject: Two questions\n\nHi Maria,\n\nYour talk stayed with me. Thanks."
    opening = draft.prose[0]
    assert (opening.facts, opening.passages) == (("F1",), ("outreach.personal_opening",))
    assert draft.prose[1].marked
    assert not draft.prose[1].facts


def test_an_id_that_was_never_shown_is_kept_as_unknown() -> None:
    """G9 and F7 were not shown to the writer."""
    draft = marked("Your talk stayed with me. [F7 G9 F1]")
    assert draft.prose[0].unknown == ("F7", "G9")
    assert draft.prose[0].facts == ("F1",)


def test_two_sentences_on_one_line_keep_their_own_marks() -> None:
    """A writer that forgets the line break still has its marks read."""
    draft = marked("I heard you speak. [F1] Would you have 15 minutes? [G2]")
    assert [each.facts for each in draft.prose] == [("F1",), ()]
    assert [each.passages for each in draft.prose] == [(), ("outreach.ask.low_commitment",)]


def test_a_sentence_without_a_mark_is_not_marked() -> None:
    """A missing mark is visible to the checks."""
    draft = marked("I heard you speak.\nIt was good. [F1]")
    assert [each.marked for each in draft.prose] == [False, True]


@pytest.mark.parametrize("wrapping", ["```\n{}\n```", "Here is your draft:\n\n{}", "```markdown\n{}\n```\n"])
def test_fences_and_preambles_are_not_part_of_the_document(wrapping: str) -> None:
    """Weak models wrap and announce what they write."""
    draft = marked(wrapping.format("Subject: Two questions\nHi Maria,\nThanks. [-]"))
    assert draft.text == "Subject: Two questions\n\nHi Maria,\n\nThanks."


def test_bold_and_headings_are_not_part_of_the_document() -> None:
    """No channel shows Markdown; a star that marks nothing stays."""
    draft = marked(
        "## Two questions\n1. **The order:** What came first? [F1]\n2. Is 2 ** 3 what you paid? [-]"
    )
    assert draft.text == "Two questions\n1. The order: What came first?\n2. Is 2 ** 3 what you paid?"


@pytest.mark.parametrize(
    "sentence",
    [
        'I read "Who owns the edge? Commons in Bergslagen" and counted again.',
        "I läste du \u201dVem äger kanten? Allmänning i norr\u201d och svarade.",
        'After your post "We raised prices. Good." I raised ours.',
    ],
)
def test_a_title_with_an_end_of_its_own_ends_no_sentence(sentence: str) -> None:
    assert [each.text for each in marked(f"{sentence} [F1]\nThanks. [-]").prose] == [sentence, "Thanks."]


def test_a_quotation_at_the_end_of_a_sentence_ends_it() -> None:
    draft = marked('You said "start small." That stayed with me. [F1]')
    assert [each.text for each in draft.prose] == ['You said "start small."', "That stayed with me."]


@pytest.mark.parametrize(
    "sign_off", ["/Bea", "Så länge\nHanna på Djupsjö", "God bless the work of your hands,\nJosphat N."]
)
def test_how_the_sender_signs_is_no_sentence(sign_off: str) -> None:
    """Only at the end, and only the sender's own lines."""
    text = f"Hi Maria,\n\nThanks for {sign_off.splitlines()[0]}. [F1]\n\n{sign_off}"
    draft = parse_marked(
        text, PASSAGES, ["F1"], kind="outreach", language="en", channel="mail", sign_off=sign_off
    )
    assert len(draft.prose) == 1
    assert [
        each.text for each in draft.sentences if each.role in {"closing", "signature"}
    ] == sign_off.splitlines()


@pytest.mark.parametrize(
    ("below", "prose"),
    [
        ("I left out the weeks in March, since they may have passed.", 2),
        ("PS. The wall still stands.", 2),
        ("Maria Berg\nHead of analysis at Lule Energi, department of forecasts", 1),
    ],
)
def test_what_says_something_below_the_name_is_a_sentence(below: str, prose: int) -> None:
    """Nothing behind it is visible then; a title is none."""
    assert len(marked(f"Hi Maria,\n\nYour talk stayed. [F1]\n\nKind regards\nSara\n\n{below}").prose) == prose


def test_the_subject_label_follows_the_language() -> None:
    """A Swedish message has `Ämne:`."""
    assert marked("Subject: Två frågor\nHej Maria!\nTack. [-]", "sv").text.startswith("Ämne: Två frågor\n\n")


def test_list_lines_stand_on_their_own() -> None:
    """Questions are items and keep their numbers."""
    draft = marked("1. How did you begin? [F1]\n2. What would you change? [F2]")
    assert draft.text == "1. How did you begin?\n2. What would you change?"
    assert [each.role for each in draft.items] == ["item", "item"]


@pytest.mark.parametrize("closing", ["Kindly,", "Gratefully,", "Respectfully,", "Warmly,"])
def test_one_word_can_close(closing: str) -> None:
    """It is no sentence of the message."""
    draft = parse_plain(f"Hi Eva,\n\nThanks for the talk.\n\n{closing}\nBo", kind="followup", language="en")
    assert draft.sentences[-2].role == "closing"


def test_closing_and_signature_are_told_apart_from_sentences() -> None:
    """Neither claims anything, so neither needs a mark."""
    draft = parse_plain(
        "Hej Maria!\n\nTack för i går.\n\nMed vänliga hälsningar\nSara Ek", kind="x", language="sv"
    )
    assert [each.role for each in draft.sentences] == ["greeting", "sentence", "closing", "signature"]


def test_a_wrapped_line_is_still_one_sentence() -> None:
    """Mail that was hard-wrapped reads as it was written."""
    draft = parse_plain("I heard your talk. It was\nabout risk.", kind="x", language="en")
    assert [each.text for each in draft.prose] == ["I heard your talk.", "It was\nabout risk."]


@pytest.mark.parametrize(
    "text", ["Vi ses kl. 15 hos t.ex. Anna.", "Ask Dr. Berg about i.e. Risk.", "It was 3.5 hours."]
)
def test_abbreviations_do_not_end_a_sentence(text: str) -> None:
    """A full stop inside an abbreviation or a number is no end."""
    assert len(parse_plain(text, kind="x", language="sv").prose) == 1


@given(st.text())
def test_every_sentence_is_a_place_in_the_text_as_given(text: str) -> None:
    """Whatever comes in: positions are right, ordered, and the text is untouched."""
    draft = parse_plain(text, kind="outreach", language="sv")
    assert draft.text == text
    ends = 0
    for sentence in draft.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= ends
        ends = sentence.end


@given(
    st.lists(
        st.sampled_from(
            ["Hej Maria!\n", "Tack. [F1]\n", "Vad? [G1 F2]\n", "\n", "1. Hur? [-]\n", "Subject: A\n", "[F9]"]
        )
    )
)
def test_the_format_survives_a_round_trip(pieces: list[str]) -> None:
    """Written out for a repair and read again, a draft is the same."""
    draft = marked("".join(pieces))
    assert marked(to_marked(draft, PASSAGES)).text == draft.text


def test_words_are_counted_as_a_person_would() -> None:
    """Punctuation alone is no word; a hyphenated word is one."""
    assert count_words("Hej Maria, – en e-post om 3 saker ...") == 7
