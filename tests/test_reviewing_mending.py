"""One key's mends: what each check's finding becomes, and that no mend brings a new block."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import wording
from assistant.domain.brief import Ask, Brief, Fact, Meeting
from assistant.reviewing import mending
from assistant.reviewing.document import Document, Mend
from assistant.reviewing.phrases import load_phrases
from assistant.reviewing.place import Place, shortened
from assistant.store import SqliteStore
from prompts.catalog import load_kinds
from tests.reviewing_desk import MARKED, brief, checks, found, stored, typed

HEAD = "Ämne: Två frågor om prognoser\n\nHej Maria!\n\n"
FACT = "Ditt föredrag på Energidagarna i Luleå 2024 har stannat hos mig."
ME = "Jag är analytiker på Nordkraft och vill bygga bättre prognoser."
ASK = "Skulle du ha 15 minuter för två frågor om hur ni mäter prognosfel?"
FREE = "Säg bara när det passar dig."
TAIL = "\n\nTack för att du läste.\n\nVänliga hälsningar\nSara Lindqvist"
MEETING = Meeting(notes=("Mät prognosfelet varje vecka",))


def mended(text: str, check: str, said: Brief | None = None, **more: object) -> str:
    """Give the text with the mend of the check's finding."""
    document = typed(text, said, **more)  # type: ignore[arg-type]  # kind and channel as they come
    mend = mend_in(document, check)
    assert mend is not None, "no mend is offered"
    return mend.applied(text)


def mend_in(document: Document, check: str) -> Mend | None:
    """Give the mend of the check's finding, if one is offered."""
    seen = document.look(document.version.draft.text)
    return document.mend(seen, found(seen, check))


def letter(*sentences: str, head: str = HEAD) -> str:
    """Give a message with these sentences in one paragraph."""
    return head + " ".join(sentences) + TAIL


# Claims


def test_an_unsupported_sentence_goes_with_its_space() -> None:
    """From the middle, from the end of a paragraph, and a paragraph of its own."""
    claim = "Du ledde projektet Vinterljus i Kiruna."
    clean = letter(FACT, ME, ASK, FREE)
    assert mended(letter(FACT, claim, ME, ASK, FREE), "unsupported_claim") == clean
    assert mended(letter(FACT, ME, ASK, FREE, claim), "unsupported_claim") == clean
    alone = clean.replace(f" {ME}", f"\n\n{ME}").replace(f"\n\n{ME}", f"\n\n{claim}\n\n{ME}")
    assert mended(alone, "unsupported_claim") == clean.replace(f" {ME}", f"\n\n{ME}")


def test_a_wrong_year_becomes_the_briefs_year() -> None:
    """In its place; the sentence stays."""
    wrong = "Ditt föredrag Prognoser som håller i Luleå 2021 har stannat hos mig."
    text = letter(wrong, ME, ASK, FREE)
    assert mended(text, "unsupported_claim") == text.replace("2021", "2024")


def test_an_aside_goes_and_the_sentence_stays() -> None:
    """In brackets, or between two commas; not a part of a list."""
    for aside in (" (med Olle Strand)", ", tillsammans med Olle Strand,"):
        text = letter(FACT.replace(" har", f"{aside} har"), ME, ASK, FREE)
        assert mended(text, "unsupported_claim") == letter(FACT, ME, ASK, FREE)
    listed = letter(FACT, "Luleå, Kiruna, Boden och Umeå nämnde du.", ME, ASK, FREE)
    assert "Luleå" not in mended(listed, "unsupported_claim").split("hos mig.")[1]


def test_the_last_sentence_is_never_taken_out() -> None:
    """A greeting and a name are no message."""
    text = "Hej Maria!\n\nDu ledde projektet Vinterljus i Kiruna.\n\nSara"
    assert mend_in(typed(text), "unsupported_claim") is None


def test_a_greeting_on_its_line_stays_when_the_sentence_behind_it_goes() -> None:
    """In a short message all stands on one line."""
    text = f"Hej Maria, du ledde ju projektet Vinterljus i Kiruna. {ME} {ASK} {FREE} Tack! Sara"
    after = mended(text, "unsupported_claim", channel="linkedin-note")
    assert after == f"Hej Maria, {ME} {ASK} {FREE} Tack! Sara"


# The gate


def test_what_does_not_belong_goes_from_sentence_and_signature() -> None:
    """A signature keeps the name."""
    text = letter(FACT, ME, ASK, FREE)
    added = text.replace(FREE, f"{FREE} Ring mig på 070-123 45 67.")
    assert mended(added, "foreign_content") == text
    signed = text + ", tel. 070-123 45 67"
    assert mended(signed, "foreign_content") == text


def test_another_name_under_the_message_becomes_the_senders() -> None:
    """No message is left unsigned."""
    text = letter(FACT, ME, ASK, FREE)
    other = text.replace("Sara Lindqvist", "Stefan Lindholm")
    document = typed(other)
    seen = document.look(other)
    for finding in seen.review.blocking:
        mend = document.mend(seen, finding)
        assert mend is not None
        assert mend.applied(other) == text


def test_a_blank_gets_the_name_or_goes() -> None:
    """A greeting is filled in; a remark between two sentences goes alone."""
    text = letter(FACT, ME, ASK, FREE)
    assert mended(text.replace("Hej Maria!", "Hej [namn]!"), "placeholder") == text
    assert mended(text.replace(f" {ME}", f" <infoga något eget här> {ME}"), "placeholder") == text


def test_a_secret_goes_with_its_sentence() -> None:
    """Nothing of it is left."""
    secret = "Du har sagt upp dig från Luleå Energi."
    said = brief(facts=(*brief().facts, Fact(text=secret, confidential=True)))
    assert mended(letter(FACT, secret, ME, ASK, FREE), "confidential_leak", said) == letter(
        FACT, ME, ASK, FREE
    )


# The ask


def test_the_big_question_becomes_the_small_one() -> None:
    """From the brief; where a small one is asked anyway, the big one only goes."""
    big = "Vill du bli min mentor?"
    small = (
        "Skulle du ha 15 minuter under de närmaste två veckorna för två frågor om hur ni mäter prognosfel?"
    )
    assert mended(letter(FACT, ME, big, FREE), "asks_to_be_mentor") == letter(FACT, ME, small, FREE)
    assert mended(letter(FACT, ME, ASK, big, FREE), "asks_to_be_mentor") == letter(FACT, ME, ASK, FREE)


def test_the_small_ask_is_as_formal_as_the_message_and_in_its_language() -> None:
    """A greeting to a title is formal."""
    said = brief("en", ask=Ask(minutes=15, questions=2, topic="how you measure errors", window=""))
    text = "Subject: Forecast errors\n\nDear Dr Berg,\n\nWill you be my mentor?\n\nI am an analyst.\n\nSara"
    assert (
        "Would you be able to set aside 15 minutes for two questions about how you measure errors?"
        in mended(text, "asks_to_be_mentor", said)
    )


def test_a_window_that_goes_on_is_left_out_of_the_ask() -> None:
    """ "På måndagar, då vi har stängt för en fråga" would be misread."""
    said = brief(ask=Ask(questions=1, topic="hur ni mäter prognosfel", window="måndagar, då vi har stängt"))
    text = letter(FACT, ME, "Jag har en fundering.", FREE)
    assert "Skulle du ha 15 minuter för en fråga om hur ni mäter prognosfel?" in mended(
        text, "no_specific_ask", said
    )


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("en timme", "15 minuter"),
        ("ett par timmar", "15 minuter"),
        ("en timmes samtal", "15 minuters samtal"),
    ],
)
def test_a_long_talk_becomes_a_short_one_in_place(long: str, short: str) -> None:
    """The rest of the sentence is kept."""
    text = letter(FACT, ME, f"Skulle du ha tid för {long} om hur ni mäter prognosfel?", FREE)
    assert mended(text, "ask_too_long") == text.replace(long, short)


def test_a_brief_that_asks_for_much_is_mended_to_twenty_minutes() -> None:
    """The brief's own hour is no better."""
    said = brief(ask=Ask(minutes=60, questions=2, topic="hur ni mäter prognosfel"))
    text = letter(FACT, ME, "Skulle du ha en timme för två frågor om hur ni mäter prognosfel?", FREE)
    assert "20 minuter" in mended(text, "ask_too_long", said)


def test_an_ask_and_room_in_time_come_before_the_thanks() -> None:
    """Behind the last sentence that says something."""
    asked = mended(letter(FACT, ME, "Jag har en fundering.", FREE), "no_specific_ask")
    assert asked.index("Skulle du ha 15 minuter") < asked.index("Tack för att du läste")
    assert asked.endswith(TAIL)
    free = mended(letter(FACT, ME, ASK), "no_flexibility")
    assert free == letter(FACT, ME, ASK, load_phrases()["flexible"]["sv"]["plain"][0])


def test_nothing_is_put_behind_the_name_in_a_message_without_lines() -> None:
    """The name on the last line is no sentence to go on from."""
    text = f"Hej Maria! {FACT} {ME} Vore roligt att höras. Tack! Sara"
    after = mended(text, "no_specific_ask", channel="linkedin")
    assert after.endswith("prognosfel? Tack! Sara")


# Who and what


def test_who_writes_comes_first_but_behind_the_greeting() -> None:
    """From the brief alone."""
    text = letter(FACT, ASK, FREE)
    assert mended(text, "no_purpose") == letter(ME, FACT, ASK, FREE)
    line = f"Hej Maria! {FACT} {ASK} {FREE} Tack! Sara"
    assert mended(line, "no_purpose", channel="linkedin").startswith(f"Hej Maria! {ME} Ditt")


def test_a_brief_that_says_nothing_about_the_sender_offers_no_introduction() -> None:
    """Nothing is made up."""
    said = brief(
        sender=brief().sender.model_copy(update={"role": "", "organisation": "", "goals": (), "name": ""})
    )
    said = said.model_copy(update={"ask": Ask(topic="")})
    assert mend_in(typed(letter(FACT, ASK, FREE), said), "no_purpose") is None


def test_a_subject_names_the_topic() -> None:
    """An empty one is put in front."""
    text = letter(FACT, ME, ASK, FREE)
    vague = text.replace("Två frågor om prognoser", "Hej")
    subject = "Två frågor om hur ni mäter prognosfel"
    assert mended(vague, "vague_subject").startswith(f"Ämne: {subject}\n\nHej Maria!")
    none = text.removeprefix("Ämne: Två frågor om prognoser\n\n")
    assert mended(none, "vague_subject").startswith(f"Ämne: {subject}\n\nHej Maria!")


def test_thanks_are_for_the_talk_only_when_there_was_one() -> None:
    """A reminder thanks for reading."""
    text = "Ämne: Prognosfelet varje vecka\n\nHej Maria!\n\nJag mäter nu prognosfelet varje vecka.\n\nSara"
    after = mended(text, "missing_thanks", brief(meeting=MEETING), kind="followup")
    assert "Tack för att du tog dig tid att prata med mig. Jag mäter" in after
    assert "att läsa." in mended(text, "missing_thanks", kind="followup")


# Sources and style


def test_a_sentence_with_an_invented_source_goes(store: SqliteStore) -> None:
    """Its sign stands in no text that a person could mend."""
    document = stored(store, MARKED.replace("[-]\n\nTack", "[F9]\n\nTack"))
    seen = document.look(document.version.draft.text)
    mend = document.mend(seen, found(seen, "unknown_citation"))
    assert mend is not None
    assert mend.applied(seen.text) == seen.text.replace(" Säg bara när det passar dig.", "")


def test_stock_words_go_and_a_whole_sentence_stays() -> None:
    """What an English sentence leads in with can go alone; else the sentence, unless a fact is behind it."""
    said = brief("en", ask=Ask(questions=2, topic="how you measure errors", window=""))
    head = "Subject: Two questions about forecast errors\n\nHi Maria,\n\n"
    ask = "Would you have 15 minutes for two questions about how you measure errors?"
    text = f"{head}In today's fast-paced world, small errors matter to us. I'm an analyst. {ask}\n\nSara"
    assert mended(text, "sounds_machine_written", said) == text.replace(
        "In today's fast-paced world, small", "Small"
    )


# Lists


def test_a_question_that_goes_leaves_the_others_counted() -> None:
    """Also when ten becomes nine."""
    text = "\n".join(
        [
            "1. Vad heter ditt företag?",
            *(f"{at}. Hur gick det {at} gången och varför?" for at in range(2, 11)),
        ]
    )
    after = mended(text, "googleable_question", kind="questions")
    assert after.startswith("1. Hur gick det 2 gången")
    assert after.endswith("\n9. Hur gick det 10 gången och varför?")


@pytest.mark.parametrize(
    ("closed", "opened"),
    [
        ("Är det svårt att mäta prognosfel?", "Hur är det att mäta prognosfel?"),
        ("Var det svårt att byta modell?", "Hur var det att byta modell?"),
        ("Fungerar modellen på vintern?", "Hur fungerar modellen på vintern?"),
        ("Skulle du byta modell igen?", "Skulle du byta modell igen, och varför?"),
    ],
)
def test_a_closed_question_is_opened_where_a_safe_way_is_known(closed: str, opened: str) -> None:
    """In place, with its number."""
    text = f"1. {closed}\n2. Vad gick snett det första året?\n3. Hur valde ni modell?"
    assert mended(text, "closed_question", kind="questions") == text.replace(closed, opened)


def test_a_question_without_a_safe_way_is_left_to_the_person() -> None:
    """ "Finns det någon bok?" has no open twin."""
    text = "1. Finns det någon bok om det här?\n2. Vad gick snett det första året?\n3. Hur valde ni modell?"
    assert mend_in(typed(text, kind="questions"), "closed_question") is None


# What a mend may not do


def test_no_mend_is_offered_for_what_only_a_person_can_mend() -> None:
    """There is no file for the check."""
    text = "Ämne: Två frågor om prognoser\n\nHej Maria!\n\n" + f"{ME} {ASK} {FREE}" + TAIL
    assert mend_in(typed(text), "no_research_reference") is None


def test_a_mend_that_brings_a_new_block_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a file of mends gives, the review of the mended text decides."""
    from assistant.reviewing.mending import no_flexibility, unsupported_claim

    def bad(place: Place) -> Iterator[Mend]:
        sentence = place.sentence
        start, end = (sentence.start, sentence.end) if sentence else (0, 0)
        yield place.changed(start, end, "Vill du bli min mentor? Säg till när du vill. ")

    claim = "Du ledde projektet Vinterljus i Kiruna."
    for module, text in (
        (no_flexibility, letter(FACT, ME, ASK)),
        (unsupported_claim, letter(FACT, claim, ASK)),
    ):
        monkeypatch.setattr(module, "mends", bad)
        assert mend_in(typed(text), module.__name__.rsplit(".", 1)[1]) is None


def test_a_warning_is_not_traded_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though three go and one comes: what comes would be a surprise."""
    from assistant.reviewing.mending import vague_generic_opening

    text = letter("Jag beundrar allt du gör.", ME, ASK, FREE).replace("Två frågor om prognoser", "Hej")
    better = letter(FACT, ME)

    def bad(place: Place) -> Iterator[Mend]:
        yield place.changed(0, len(text), better)

    assert "vague_generic_opening" in checks(typed(text).look(text).review.findings)
    assert "no_specific_ask" in checks(typed(better).look(better).review.findings)
    monkeypatch.setattr(vague_generic_opening, "mends", bad)
    assert mend_in(typed(text), "vague_generic_opening") is None


def test_no_mend_makes_a_text_too_long_or_puts_swedish_into_english() -> None:
    """What cannot be looked at, or reads as two languages, is not offered."""
    full = (letter(FACT, ASK, FREE) + "\n" + "Vi ses. " * 1300)[:10_000]
    assert mend_in(typed(full), "no_purpose") is None
    foreign = "Hej Maria!\n\n" + "I read about your work and would love to hear how you measure errors. " * 3
    assert mend_in(typed(foreign), "vague_subject") is None


def test_a_mend_says_what_it_does_on_one_line_in_the_interfaces_language() -> None:
    """However long the sentence is."""
    assert shortened("a\n" * 100).count("\n") == 0
    assert len(shortened("a " * 100)) == 60
    wording.use_language("en")
    mend = mend_in(
        typed(letter(FACT, "Du ledde projektet Vinterljus i Kiruna.", ASK, FREE)), "unsupported_claim"
    )
    assert mend is not None
    assert mend.says == "Takes out “Du ledde projektet Vinterljus i Kiruna.”"


def test_every_phrase_has_both_languages_and_every_file_a_check() -> None:
    """A half translated phrase would be found only when it is needed."""
    phrases = load_phrases()
    for name, table in phrases.items():
        if name != "formal":
            assert set(table) == {"sv", "en"}, name
    known = {check for kind in load_kinds().values() for check in kind.checks}
    files = {path.stem for path in Path(mending.__path__[0]).glob("*.py")} - {"__init__"}
    assert files <= known
