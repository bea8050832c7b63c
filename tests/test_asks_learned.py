"""The learned part of the big question: what it adds, what it leaves alone, and how its weights are made."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import numpy as np
import pytest

from assistant.checks.asks_features import asks_features
from assistant.checks.asks_to_be_mentor import check, find_asking, takes_back
from assistant.checks.learned_asks import (
    ask_together,
    asks_by_likeness,
    asks_score,
    readable,
    unlike_any_ask,
)
from assistant.checks.rule import load_rule
from assistant.checks.weights import LEARNED_FOLDER, load_weights, read_learned
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from prompts.catalog import load_kinds
from tests.asks_examples import Example, fingerprint
from tests.regression import fitted, rows_of
from tests.test_checks_asks import found
from tests.train_asks import pair_threshold
from tui.explaining import explanation

FRESH = [
    ("sv", "Jag behöver en sjöbjörn som håller i rodret bredvid mig, och du är den jag vill ha ombord."),
    ("sv", "Får jag haka på dig som en svans och suga åt mig allt du kan?"),
    ("sv", "Jag letar efter någon som kan vara min bas i yrket och hoppas att du vill ha mig."),
    ("sv", "Kan du tänka dig att ha en gröngöling som jag i släptåg?"),
    ("en", "Could you be the old hand at the tiller while I learn to sail this thing?"),
    ("en", "Might there be room in your life for a stray pastry cook who wants to be taught?"),
    ("en", "Would you consider having a clueless beginner tag along behind you for a season?"),
]
"""Written after the training, and in none of its sentences."""
HARMLESS = [
    ("sv", "Skulle du ha tjugo minuter för två frågor om hur ni väger rapporten?"),
    ("sv", "Min första chef var som en far för mig, och hon läste alltid dina krönikor."),
    ("sv", "Jag skulle gärna höra hur du lärde dig yrket."),
    ("sv", "Kan du säga vilken bok du skulle börja med?"),
    ("sv", "Tack för att du delade med dig av allt det där."),
    ("sv", "Jag skulle bli glad om du ville titta på en enda skiss."),
    ("en", "Could you spare twenty minutes for two questions about the report?"),
    ("en", "My first boss was like a father to me, and she always read your column."),
    ("en", "I'd love to hear how you learned the trade."),
    ("en", "Could you tell me which book you would start with?"),
    ("en", "We're looking for someone to give a talk in May, and I hope you'll say yes."),
    ("en", "I want to be as good at this as you are."),
    ("en", "I'd be glad if you would look at a single sketch."),
]


@pytest.mark.parametrize(("language", "text"), FRESH)
def test_what_no_rule_knows_is_found_by_its_likeness(language: Language, text: str) -> None:
    """In a first contact it blocks, with the whole sentence as its words."""
    assert find_asking(text, language) is None
    findings = found("asks_to_be_mentor", f"Hej!\n\n{text}\n\nBo", language)
    assert [each.excerpt for each in findings] == [text]
    assert findings[0].severity == "block"


@pytest.mark.parametrize(("language", "text"), HARMLESS)
def test_what_is_no_such_ask_is_left_alone(language: Language, text: str) -> None:
    """Small favours, thanks, one talk, and somebody else's mentorship."""
    assert not found("asks_to_be_mentor", f"Hej!\n\n{text}\n\nBo", language)


def test_what_a_rule_excuses_is_not_asked_by_likeness() -> None:
    """A role that is named and taken back stays taken back, however like the asking ones it is."""
    text = "I don't want you to be my mentor, I want you to be left in peace."
    assert asks_by_likeness(text, "en")
    assert takes_back(text, "en")
    assert not found("asks_to_be_mentor", f"Hi!\n\n{text}\n\nBo", "en")


@pytest.mark.parametrize(
    ("language", "text", "excerpt"),
    [
        (
            "sv",
            "Jag saknar någon att tänka högt med. Är det du?",
            "Är det du?",
        ),
        (
            "en",
            "I've been hunting for an old hand to learn from. Might that be you?",
            "I've been hunting for an old hand to learn from.",
        ),
    ],
)
def test_two_neighbours_ask_together(language: Language, text: str, excerpt: str) -> None:
    """Neither sentence asks by itself; the one that is more like an ask is pointed at."""
    parts = text.split(". ")
    assert not any(found("asks_to_be_mentor", f"Hej!\n\n{part}\n\nBo", language) for part in parts)
    findings = found("asks_to_be_mentor", f"Hej!\n\n{text}\n\nBo", language)
    assert excerpt in {each.excerpt for each in findings}


def test_a_neighbour_in_which_a_role_is_taken_back_asks_for_nothing() -> None:
    """ "I'm not looking for a mentor" does not become an ask by the small favour after it."""
    text = "Jag söker ingen mentor. Vill du titta på det jag gjort?"
    assert ask_together("Jag söker ingen mentor.", "Vill du titta på det jag gjort?", "sv")
    assert not found("asks_to_be_mentor", f"Hej!\n\n{text}\n\nBo", "sv")


def test_a_rule_is_not_believed_where_nothing_is_like_an_ask() -> None:
    """The words are those of a rule; the sentence is unlike all that ask."""
    text = "Regular team meetings were the hardest part, says the report; how many did you hold?"
    assert find_asking(text, "en") is not None
    assert unlike_any_ask(text, "en")
    assert not found("asks_to_be_mentor", f"Hi!\n\n{text}\n\nBo", "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Berit har lovat att vara mitt stöd och lära mig allt."),
        ("sv", "I podden sa du att alla behöver en mentor. Hur länge har du tyckt det?"),
        ("en", "My sister needs somebody to guide her and teach her for years."),
        ("en", "You wrote that each of us should have a coach. Do you still stand by it?"),
    ],
)
def test_what_others_do_or_the_reader_said_is_no_ask(language: Language, text: str) -> None:
    """A promise of somebody else's, and the reader's own words."""
    assert not found("asks_to_be_mentor", f"Hej!\n\n{text}\n\nBo", language)


def test_anothers_words_ask_for_nothing() -> None:
    """What stands between quotation marks is not read."""
    asked = "Would you be my north star for years to come?"
    assert asks_by_likeness(asked, "en")
    assert not asks_by_likeness(f"She told you: \u201c{asked}\u201d", "en")
    assert readable("He said \u201cbe my guide\u201d once.") == "He said   once."


def test_only_a_first_contact_is_judged_by_likeness() -> None:
    """After a talk more may well be asked for."""
    language, text = FRESH[0]
    kinds = load_kinds()
    draft = parse_plain(f"Hej!\n\n{text}\n\nBo", kind="followup", language=language, channel="linkedin")
    now = datetime(2026, 3, 13, 9, tzinfo=UTC)
    for kind, several in (("outreach", True), ("followup", False)):
        examined = Examined(draft=draft, kind=kinds[kind], brief=None, passages=(), ui="en", now=now)
        assert bool(list(check(examined))) is several


def test_a_subject_line_asks_nothing_by_itself() -> None:
    """What it is about is no request."""
    text = "Could you be the old hand at the tiller while I learn to sail this thing?"
    assert not found(
        "asks_to_be_mentor", f"Subject: {text}\n\nHi Jo,\n\nTen minutes?\n\nBo", "en", channel="mail"
    )


def test_the_weights_were_learned_from_the_sentences_that_lie_here() -> None:
    """Whoever changes the sentences runs `make asks-model`."""
    paths = sorted(LEARNED_FOLDER.glob("asks_*.json"))
    assert [path.name for path in paths] == ["asks_en.json", "asks_sv.json"]
    for path in paths:
        assert json.loads(path.read_text(encoding="utf-8"))["written_for_it"] == fingerprint()


def test_the_weights_stay_small_and_a_sentence_takes_no_time() -> None:
    """Each file under 1.3 MB, all together under 5.5 MB; a sentence of fifteen words under a millisecond."""
    sizes = [path.stat().st_size for path in LEARNED_FOLDER.iterdir()]
    assert max(sizes) < 1_300_000
    assert sum(sizes) < 5_500_000
    load_weights("asks_en")
    begun = time.perf_counter()
    for number in range(200):
        asks_score(f"Could you spare fifteen minutes for two questions about report number {number}?", "en")
    assert time.perf_counter() - begun < 0.4


def test_a_flood_is_read_to_a_bound() -> None:
    """What stands behind the first six hundred characters of a sentence changes nothing."""
    start = "and so on " * 60
    assert asks_features(start + "be my mentor", "en") == asks_features(start, "en")


def test_the_features_are_stems_neighbours_and_parts_of_words() -> None:
    """Numbers are alike, and short words have no parts."""
    seen = asks_features("Be my guide?", "en")
    assert {"guid", "my guid", "be_guid", "^ be", "? $", "~gui", "~ide>", "#role", "#me>role"} <= set(seen)
    assert not any(name.startswith("~my") for name in seen)
    assert asks_features("3 calls", "en") == asks_features("12 calls", "en")


def test_the_explanation_tells_how_much_was_learned_from() -> None:
    """With the counts of the file, in the interface's language."""
    count = sum(read_learned(f"asks_{language}")["examples"]["asking"] for language in ("sv", "en"))
    for ui in ("sv", "en"):
        assert str(count) in "\n".join(explanation(load_rule("asks_to_be_mentor"), ui, str))


def test_the_regression_parts_what_can_be_parted() -> None:
    """Four rows of two kinds get scores on their own sides, with all rows or from where others left off."""
    given = [{0: 1.0}, {0: 0.9, 1: 0.1}, {1: 1.0}, {0: 0.1, 1: 0.9}]
    asks = np.array([1.0, 1.0, 0.0, 0.0])
    rows = rows_of(given, 2)
    whole = fitted(rows, asks, 0.03)
    part = fitted(rows.only(np.array([True, False, True, False])), asks[[0, 2]], 0.03, whole)
    for weights, bias in (whole, part):
        assert ((rows.times(weights) + bias > 0) == (asks > 0)).all()


def test_the_threshold_of_pairs_lets_one_innocent_message_in_two_hundred_be_found() -> None:
    """It counts messages, by their highest pair; what stands outside an innocent message does not count."""
    given = [
        Example(f"{number} {part}", False, "r1", f"m{number}", innocent=True, pair=True)
        for number in range(200)
        for part in "ab"
    ]
    given.append(Example("asks", True, "r1", "m", innocent=False))
    scores = np.array([float(each.text.split()[0]) if each.text != "asks" else 999.0 for each in given])
    line = pair_threshold(given, scores)
    innocent = [(each.message, score) for each, score in zip(given, scores, strict=True) if each.innocent]
    assert len({message for message, score in innocent if score > line}) == 1
