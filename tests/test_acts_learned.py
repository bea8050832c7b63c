"""The learned part of ask, tone and thanks: what it adds, what it leaves alone, and how it is made."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest

from assistant.checks.acts_features import acts_features
from assistant.checks.asks import favours_asked
from assistant.checks.durations import find_durations
from assistant.checks.learned_acts import ACTS, Act, act_score, does, line_of, may_do
from assistant.checks.pressure import find_pressures
from assistant.checks.rule import load_rule
from assistant.checks.weights import LEARNED_FOLDER
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from tests.acts_examples import examples, fingerprint
from tests.test_checks_asks import found
from tests.train_acts import lines

TALK = {
    "sv": "Har du en kvart för två frågor?",
    "en": "Could I ask you two questions in a quarter of an hour?",
}
DOING: list[tuple[Language, Act, str]] = [
    ("sv", "pushy", "Jag har suttit uppe tre kvällar och väntat på ett livstecken från dig."),
    ("sv", "thanks", "Jag är dig evigt tacksam för de där tjugo minuterna."),
    ("sv", "flexible", "Välj den dag som stör dig minst."),
    ("sv", "long", "Får jag gå bredvid dig ett helt arbetspass?"),
    ("sv", "lesson", "Din tumregel att aldrig skära mot årsringarna sitter nu på väggen."),
    ("sv", "generic", "Jag imponeras av allt du har åstadkommit i din karriär."),
    ("sv", "favour", "Kan du lägga ett gott ord för mig hos chefen?"),
    ("en", "pushy", "I have sat up three nights waiting for a sign of life from you."),
    ("en", "thanks", "I shall always be grateful for those twenty minutes."),
    ("en", "flexible", "Choose the day that disturbs you least."),
    ("en", "long", "I'd like to spend a whole day beside you in the workshop."),
    ("en", "lesson", "Your rule never to cut against the rings now hangs on my wall."),
    ("en", "generic", "I'm so impressed by everything you have achieved in your career."),
    ("en", "favour", "Would you put in a good word for me with the manager?"),
]
"""Written after the training, and in none of its sentences; so are those below."""
OTHER: list[tuple[Language, Act, str]] = [
    ("sv", "pushy", "Svara bara om du har lust."),
    ("sv", "flexible", "Jag arbetar kvällar på ett bageri."),
    ("sv", "lesson", "Det var ett jättefint samtal."),
    ("sv", "generic", "Ditt föredrag om våtmarker i Gävle fick mig att gräva om dammen."),
    ("sv", "favour", "Jag har lånat ut min cykel till en kollega."),
    ("en", "pushy", "I won't write again if it doesn't suit you."),
    ("en", "thanks", "Do say no if it doesn't suit you."),
    ("en", "flexible", "A written answer is fine too."),
    ("en", "lesson", "I'll send the pictures on Friday."),
    ("en", "generic", "Your talk on wetlands in Galway made me dig out the pond."),
    ("en", "favour", "I lent my bike to a colleague."),
]


def written(text: str, language: Language) -> str:
    """A message with one paragraph."""
    return f"{'Hej' if language == 'sv' else 'Hi'} Kim,\n\n{text}\n\nBo"


@pytest.mark.parametrize(("language", "act", "text"), DOING)
def test_a_fresh_sentence_is_seen_to_do_what_it_does(language: Language, act: Act, text: str) -> None:
    """Each act, in both languages."""
    assert does(act, text, language)


@pytest.mark.parametrize(("language", "act", "text"), OTHER)
def test_a_sentence_that_looks_like_it_is_left_alone(language: Language, act: Act, text: str) -> None:
    """Not even likely enough to be asked about."""
    assert not does(act, text, language)


FAVOURS: list[tuple[Language, str, str]] = [
    (
        "sv",
        "Jag vore glad om ditt namn fick stå på min ansökan.",
        "Hos er finns väl en hörna där jag kan få följa med en förmiddag?",
    ),
    (
        "en",
        "I'd be glad to have your name on my application.",
        "And is there a corner at your place where I could shadow somebody for a morning?",
    ),
]


@pytest.mark.parametrize(("language", "one", "other"), FAVOURS)
def test_two_favours_that_no_rule_knows_are_found(language: Language, one: str, other: str) -> None:
    """One beside the talk is still fine."""
    text = written(f"{TALK[language]} {one} {other}", language)
    assert not favours_asked(parse_plain(text, kind="outreach", language=language))
    assert found("multiple_asks", text, language)
    assert not found("multiple_asks", written(f"{TALK[language]} {one}", language), language)


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("sv", "Får jag låna er hörsal en kväll", "och du kanske kan viska mitt namn till redaktören?"),
        ("en", "Might I borrow your hall one evening", "and maybe you would whisper my name to the editor?"),
    ],
)
def test_two_favours_in_one_breath_are_two(language: Language, one: str, two: str) -> None:
    """The second part need only be like one, beside a part that surely is."""
    assert found("multiple_asks", written(f"{TALK[language]} {one}, {two}", language), language)
    assert not found("multiple_asks", written(f"{TALK[language]} {one}?", language), language)


def test_what_the_reader_would_do_is_a_question_and_no_favour() -> None:
    """Two things that the talk is about."""
    text = "Hur skulle du granska min meny, och vad skulle du översätta i mina recept?"
    assert not found("multiple_asks", written(f"{TALK['sv']} {text}", "sv"), "sv")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Får jag gå bredvid dig ett helt arbetspass?"),
        ("en", "Could we sit down together for an afternoon?"),
    ],
)
def test_a_long_ask_without_a_figure_is_found(language: Language, text: str) -> None:
    """It points at the sentence; the same stretch of time that is told of is left alone."""
    assert not find_durations(text, language)
    assert [each.excerpt for each in found("ask_too_long", written(text, language), language)] == [text]
    told = {
        "sv": "Föreställningen höll på en hel eftermiddag.",
        "en": "The show went on for a whole afternoon.",
    }
    assert not found("ask_too_long", written(told[language], language), language)


def test_pressure_that_no_rule_knows_is_found() -> None:
    """The whole sentence is pointed at."""
    text = "Jag har suttit uppe tre kvällar och väntat på ett livstecken från dig."
    assert find_pressures(text, "sv") is None
    assert [each.excerpt for each in found("pushy_followup", written(text, "sv"), "sv")] == [text]


def test_gratitude_in_other_words_is_gratitude() -> None:
    """No rule knows the wording."""
    text = "Att du offrade din lunchrast för mig värmer ännu."
    assert load_rule("missing_thanks").search(text, "sv", "thanks") is None
    assert not found("missing_thanks", written(text, "sv"), "sv", kind="followup")
    assert found("missing_thanks", written("Jag åt lunch på bussen.", "sv"), "sv", kind="followup")


def test_a_slot_is_not_flexible_for_a_word_that_a_rule_knows() -> None:
    """What a rule takes for room in time is not believed where the sentence is unlike all that leave any."""
    slot = "Jag kommer förbi på måndag klockan åtta, och resten av december arbetar jag."
    assert load_rule("no_flexibility").search(slot, "sv", "window") is not None
    assert not may_do("flexible", slot, "sv")
    assert found("no_flexibility", written(f"Skulle jag få prata med dig en kvart? {slot}", "sv"), "sv")


def test_the_weights_were_learned_from_the_sentences_that_lie_here() -> None:
    """Whoever changes the sentences runs `make acts-model`."""
    paths = sorted(LEARNED_FOLDER.glob("acts_*.json"))
    assert [path.name for path in paths] == ["acts_en.json", "acts_sv.json"]
    for path in paths:
        table = json.loads(path.read_text(encoding="utf-8"))
        assert table["written_for_it"] == fingerprint()
        assert set(table["labels"]) == set(ACTS)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_lines_lie_in_their_order(language: Language) -> None:
    """What is sure is likely, and what is likely is never taken back."""
    for act in ACTS:
        assert line_of("threshold", act, language) >= line_of("likely", act, language)
        assert line_of("likely", act, language) >= line_of("veto", act, language)


def test_each_sentence_is_learned_once_and_an_innocent_one_may_thank() -> None:
    """Of a clean message it is known that it does not press, not whether it thanks."""
    given = examples("sv")
    assert len({each.text.strip().casefold() for each in given}) == len(given)
    innocent = [each for each in given if each.group.startswith("ordinary")]
    assert innocent
    assert all(each.does["pushy"] is False and "thanks" not in each.does for each in innocent)


def test_the_lines_leave_few_of_the_others_above() -> None:
    """One in two hundred above the first, one in fifty above the second; one in fifty is taken back."""
    scores = np.arange(2000.0)
    truth = np.zeros(2000, dtype=bool)
    truth[1000:] = True
    found_lines = lines(np.where(truth, scores - 1000, scores), truth, truth)
    assert [found_lines[name] for name in ("threshold", "likely", "veto")] == pytest.approx(
        [995, 984, 20], abs=1
    )


def test_a_rules_words_are_a_feature() -> None:
    """Beside the words, of which there are more."""
    seen = acts_features(
        "Could we talk for an hour? I'd be glad if you would introduce me to your editor.", "en"
    )
    assert {"!long", "!favour", "talk"} <= set(seen)


def test_a_sentence_takes_no_time() -> None:
    """Every act of a new sentence of twelve words, in less than twenty milliseconds on a busy machine."""
    act_score("pushy", "Once to read the weights.", "en")
    begun = time.perf_counter()
    for number in range(100):
        for act in ACTS:
            act_score(
                act, f"Could you spare fifteen minutes for two questions about report number {number}?", "en"
            )
    assert time.perf_counter() - begun < 2
