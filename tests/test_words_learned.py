"""The learned part of the fact check for single words: what is seen of them, what it adds and takes back."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from assistant.checks.claims import Claim
from assistant.checks.learned_words import Beside, is_plain, scored_words, seen_words, weighed_words
from assistant.checks.said import Said
from assistant.checks.said_names import names_said, titles_said
from assistant.checks.said_numbers import numbers_said
from assistant.checks.said_times import times_said
from assistant.checks.support import Support, support_of
from assistant.checks.unsupported_claim import find_claims
from assistant.checks.weights import LEARNED_FOLDER, line_of
from assistant.domain.value import Language
from tests.claims_examples import fingerprint
from tests.test_checks_relations import ENGLISH, SWEDISH, TODAY


def support(language: Language) -> Support:
    """What the brief of these tests bears out."""
    return support_of(SWEDISH if language == "sv" else ENGLISH)


def read(text: str, language: Language = "en") -> Beside:
    """Lay a sentence beside the brief of these tests."""
    return Beside(text, "sentence", language, support(language), TODAY)


def found_words(text: str, language: Language) -> list[str]:
    """Give the words that the fact check finds in a sentence."""
    claims = find_claims(text, "sentence", language, support(language), TODAY)
    return [text[each.start : each.end] for each in claims]


OWN: list[tuple[Language, str]] = [
    ("sv", "Jag läste om dammen på tåget mellan Hässleholm och Nässjö."),
    ("sv", "Min kollega Roffe skrattade när jag berättade det på Pressbyrån."),
    ("sv", "Jag kan inte den 9 december, för då har min dotter Elsa uppspel i Kalix."),
    ("en", "I read about the ovens on the train between Crewe and Stafford."),
    ("en", "My flatmate Tariq laughed when I told him over chips in Whitby."),
    ("en", "I can't do 9 December, as my daughter Elsie has a concert in Truro that day."),
]
"""Written after the training: names, places and days of the sender's own."""
THEIRS: list[tuple[Language, str, str]] = [
    ("sv", "Du byggde om dammen i Trängslet, och det imponerar.", "Trängslet"),
    ("sv", "Tack för att du berättade om dina nitton år som gruvchef i Kiruna.", "Kiruna"),
    ("en", "You ran the bakery in Sheffield for years.", "Sheffield"),
    ("en", "I know that you opened a second shop in Norwich.", "Norwich"),
]
"""Written after the training: of the recipient, and not in the brief."""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("You led the bakery in Tromsø.", True),
        ("I led the bakery in Tromsø.", False),
        ("You led the bakery in Tromsø before any of us had so much as seen an oven.", False),
    ],
)
def test_a_plain_sentence_is_short_and_of_the_reader(text: str, plain: bool) -> None:
    """What a rule finds in one that the brief lacks is never taken back."""
    assert is_plain(text) is plain


@pytest.mark.parametrize(("language", "text"), OWN)
def test_the_senders_own_names_and_days_are_left_alone(language: Language, text: str) -> None:
    """They are theirs to tell, also beside something of the recipient's."""
    assert not found_words(text, language)


@pytest.mark.parametrize(("language", "text", "word"), THEIRS)
def test_the_recipients_names_and_numbers_are_found(language: Language, text: str, word: str) -> None:
    """Where the brief has them nowhere."""
    assert any(word in each for each in found_words(text, language))


def test_a_word_that_no_rule_finds_is_given_without_a_key() -> None:
    """It is merely not found, unless the brief has one other thing in its place."""
    text = "You ran the bakery in Sheffield for years."
    (kept,) = weighed_words(read(text), ())
    assert kept[0] == "words"
    assert (kept[1].basis, kept[1].key) == ("not_found", "")


def test_what_a_rule_of_words_finds_goes_and_what_one_of_relations_finds_stays() -> None:
    """Words are weighed; who did what is for others to judge."""
    text = "I read about the ovens on the train between Crewe and Stafford."
    at = text.index("Crewe")
    claim = Claim(at, at + len("Crewe"), "not_found")
    assert not weighed_words(read(text), (("names", claim),))
    assert weighed_words(read(text), (("deeds", claim),)) == (("deeds", claim),)


def test_the_same_word_is_borne_out_by_a_brief_that_has_it() -> None:
    """The score is of a word beside a brief."""
    text = "You ran the bakery in Sheffield for years."
    told = ENGLISH.model_copy(update={"own_words": "She told me that she ran the bakery in Sheffield."})
    beside = Beside(text, "sentence", "en", support_of(told), TODAY)
    score = {said.kind: each for said, each in scored_words(beside, ())}["name"]
    assert (
        score
        < line_of("words", "line", "en")
        < {said.kind: each for said, each in scored_words(read(text), ())}["name"]
    )


def test_the_weights_were_learned_from_the_sentences_that_lie_here() -> None:
    """Whoever changes the sentences runs `make words-model`."""
    for language in ("sv", "en"):
        path = LEARNED_FOLDER / f"words_{language}.json"
        assert json.loads(path.read_text(encoding="utf-8"))["written_for_it"] == fingerprint()


def standing(said: Iterable[Said]) -> list[tuple[str, str]]:
    """Give the kind and the standing of each."""
    return [(each.kind, each.standing) for each in said]


def test_each_kind_of_word_says_how_the_brief_has_it() -> None:
    """Names, titles, numbers and times, each in its own terms."""
    brief = support("en")
    name = brief.brief.recipient.name.split()[0]
    assert standing(names_said(f"I met {name} and Zebedee.", "sentence", brief)) == [
        ("name", "known"),
        ("name", "new"),
    ]
    assert standing(titles_said("You are an astronaut and a professor.", "en", brief)) == [("title", "new")]
    assert standing(numbers_said("You own 7,391 cats.", "en", brief, [])) == [("number", "none")]
    assert standing(times_said("In 1931, on 3 March, it rained on Sunday.", "en", brief, TODAY))[:2] == [
        ("day", "new"),
        ("year", "new"),
    ]


def test_a_number_inside_a_date_is_no_number() -> None:
    """What one reader has taken, another does not read."""
    kinds = [said.kind for said, _features in seen_words(read("We met on 3 March 1931."), ())]
    assert kinds == ["day", "year"]


def test_the_features_tell_what_a_passage_has_and_what_stands_around() -> None:
    """Neighbours, the nearest verb, and how the brief has the word, each also with its kind."""
    (seen,) = [
        each for said, each in seen_words(read("You ran the bakery in Sheffield."), ()) if said.kind == "name"
    ]
    assert {"name|new", "-new", "-Ls1:in", "name|Ls1:in", "-R-", "name|new|part:y", "named:sheffield"} <= set(
        seen
    )
