"""Words: stems, concepts, compounds and slips, in both languages."""

from __future__ import annotations

from functools import cache

import pytest

from knowledge.fields import field
from knowledge.lexicon import LANGUAGES, load_lexicon
from knowledge.words import CONCEPT, Words, grammar, grams

GUIDANCE = {
    "sv": "Skicka ett mejl med en fråga till mentorn. Möten på en ostörd plats. Anteckna efter mötet.",
    "en": "Send a message with one question to the mentor. Meet in a quiet place. Take notes afterwards.",
}


@cache
def words(language: str) -> Words:
    """Give the words of a small guidance in one language."""
    return Words(grammar(load_lexicon(), language, [GUIDANCE[language]]))


def concepts(language: str, question: str) -> set[str]:
    """Give the concepts in a question."""
    terms = words(language).question_terms(question)
    return {term.removeprefix(CONCEPT) for term in terms if term.startswith(CONCEPT)}


@pytest.mark.parametrize(
    "forms",
    [
        "mentor mentors mentorn mentorns mentorer mentorerna mentorernas mentorskap mentorskapet",
        "skriva skriver skrev skrivit",
        "möte mötet möten mötena",
        "professor professorn professorer",
    ],
)
def test_swedish_forms_of_one_word_share_a_stem(forms: str) -> None:
    """Snowball alone splits these."""
    swedish = words("sv")
    assert len({swedish.stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms", ["write writes wrote written", "mentor mentors mentoring", "meet met meeting"]
)
def test_english_forms_of_one_word_share_a_stem(forms: str) -> None:
    """Irregular verbs too."""
    english = words("en")
    assert len({english.stem(form) for form in forms.split()}) == 1


def test_words_that_only_look_alike_without_accents_stay_apart() -> None:
    """ "svår" is hard and "svar" is an answer."""
    swedish = words("sv")
    assert swedish.stem("svårt") != swedish.stem("svar")


def test_small_words_say_nothing_but_not_is_kept() -> None:
    """A question about silence differs from one about an answer by one small word."""
    assert words("sv").question_terms("jag och den som är här") == {}
    assert words("sv").stem("inte") in words("sv").question_terms("hon har inte skrivit")
    assert "not" in words("en").question_terms("she didn't write")
    assert "not" in words("en").question_terms("she didnt write")


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("mötesplats", ("möte", "plats")),
        ("mejlfråga", ("mejl", "fråga")),
        ("mentorsmöte", ("mentor", "möte")),
        ("mentorsmejlfråga", ("mentor", "mejl", "fråga")),
    ],
)
def test_swedish_compounds_fall_into_known_words(compound: str, parts: tuple[str, ...]) -> None:
    """With and without a linking s."""
    swedish = words("sv")
    assert swedish.parts(compound) == parts
    assert {swedish.stem(part) for part in parts} <= set(swedish.question_terms(compound))


@pytest.mark.parametrize("word", ["plats", "xylofonist", "kvantfysik", "a" * 2_000])
def test_other_words_are_not_split(word: str) -> None:
    """Neither short words, nor unknown ones, nor a flood."""
    assert words("sv").parts(word) == ()


@pytest.mark.parametrize(
    ("language", "slip", "meant"),
    [
        ("sv", "antekna", "anteckna"),
        ("sv", "mejll", "mejl"),
        ("en", "mesage", "message"),
        ("en", "qustion", "question"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(language: str, slip: str, meant: str) -> None:
    """The unknown word itself no longer counts against the question."""
    known = words(language)
    assert known.stem(meant) in known.question_terms(slip)
    assert known.strangeness(slip) == 0.0


def test_a_word_without_its_accents_is_read_with_them() -> None:
    """Not every keyboard has å, ä and ö."""
    swedish = words("sv")
    assert set(swedish.question_terms("fraga om motet")) == set(swedish.question_terms("fråga om mötet"))


def test_strangeness_is_the_share_of_unknown_telling_words() -> None:
    """What nobody knows makes a question strange; small words do not count."""
    english = words("en")
    assert english.strangeness("how do i send a message") == 0.0
    assert english.strangeness("send a xylophone") == pytest.approx(0.5)
    assert english.strangeness("the and of") == 1.0


@pytest.mark.parametrize(
    ("swedish", "english", "concept"),
    [
        ("hon har inte svarat", "she hasn't replied", "no_reply"),
        ("han svarar faktiskt inte", "he has gone quiet on me", "no_reply"),
        ("hur ofta ska vi ses", "how often do we meet", "how_often"),
        ("jag vågar inte", "i am scared", "fear"),
        ("tystnadsplikt", "is this confidential", "confidential"),
        ("min chef", "my boss", "manager"),
        ("vad ska jag ha på mig", "what should i wear", "dress"),
    ],
)
def test_one_concept_is_found_from_both_languages(swedish: str, english: str, concept: str) -> None:
    """Concepts bridge Swedish and English, spoken and written words."""
    assert concept in concepts("sv", swedish)
    assert concept in concepts("en", english)


def test_a_phrase_needs_its_words_near_each_other() -> None:
    """Small words may stand between, a whole clause may not."""
    assert "no_reply" in concepts("sv", "har inte ännu svarat")
    assert "no_reply" not in concepts("sv", "inte mejl utan fråga mentorn om svar")


def test_the_lexicon_bridges_enough_and_has_no_hole() -> None:
    """Every concept has words in both languages."""
    lexicon = load_lexicon()
    assert set(lexicon.concepts["sv"]) == set(lexicon.concepts["en"])
    assert len(lexicon.concepts["sv"]) >= 150
    assert all(phrases for language in LANGUAGES for phrases in lexicon.concepts[language].values())


def test_grams_fold_accents_and_mark_the_edges_of_words() -> None:
    """So that inflection and missing dots leave most n-grams alike."""
    assert set(grams("på", (3,))) == {" pa", "pa "}
    assert set(grams("möte")) == set(grams("mote"))


def test_scores_lie_between_nothing_and_one() -> None:
    """A document that is the question gets the most; one without a common term gets nothing."""
    for scheme in ("bm25", "cosine"):
        index = field(scheme, [{"a": 1.0, "b": 2.0}, {"c": 1.0}, {"a": 1.0}])
        scores = index.scores({"a": 1.0, "b": 2.0})
        assert 0 < scores[2] < scores[0] <= 1.0 + 1e-6
        assert scores[1] == 0.0
        assert index.scores({"a": 1.0, "strange": 1.0}, 2.0)[0] < index.scores({"a": 1.0})[0]
        assert index.scores({}) == [0.0, 0.0, 0.0]
