"""The learned part of the fact check: what it adds, what it leaves alone, and how its weights are made."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.checks import learned_claims, unsupported_claim
from assistant.checks.claim_rules import rule_claims
from assistant.checks.claims import Claim
from assistant.checks.claims_features import claims_features
from assistant.checks.claims_shape import doings, frames
from assistant.checks.clauses_features import clauses_features
from assistant.checks.learned_claims import claims_score, takes_back, unlikely_claim
from assistant.checks.rule import load_rule
from assistant.checks.support import Support, support_of
from assistant.checks.unsupported_claim import find_claims
from assistant.checks.weights import LEARNED_FOLDER, read_learned
from assistant.domain.value import Language
from tests.claims_examples import _listed, fingerprint
from tests.test_checks_relations import ENGLISH, SWEDISH, TODAY
from tui.explaining import explanation


def support(language: Language) -> Support:
    """What the brief of these tests bears out."""
    return support_of(SWEDISH if language == "sv" else ENGLISH)


BEYOND: list[tuple[Language, str]] = [
    ("sv", "Ni var först i hela Sverige med att byta alla luckor på en vinter."),
    ("sv", "Du har lovat att visa mig runt vid dammen i vår."),
    ("sv", "Alla på bygget säger att du är den lugnaste chef de har haft."),
    ("sv", "Att ombyggnaden gjorde bygden rikare är fantastiskt."),
    ("sv", "Vi sågs ju som hastigast efter ditt föredrag."),
    ("en", "Your loaves are the best in the whole of Somerset."),
    ("en", "You promised to show me the new ovens one morning."),
    ("en", "Thanks to you, half of the apprentices have opened shops of their own."),
    ("en", "Everyone at Orchard speaks of you as the kindest boss they ever had."),
    ("en", "We spoke for a moment after your demonstration."),
]
"""Written after the training, before anything was tried: none of it stands in the briefs."""
BORNE_OUT: list[tuple[Language, str]] = [
    ("sv", "Du ledde ombyggnaden i Höljes, och stoppen blev mycket kortare."),
    ("sv", "Jag läste om dammen och räknade om våra egna stopp samma kväll."),
    ("sv", "Jag är byggnadsingenjör och nyfiken på hur ni mäter."),
    ("sv", "Skulle du ha en kvart någon dag i december?"),
    ("en", "You led the move to stone ovens in Bath, and the waste fell."),
    ("en", "I read about the ovens and weighed our own waste the same night."),
    ("en", "I'm a junior baker and curious about how you weigh."),
    ("en", "Would you have a quarter of an hour some day in December?"),
]


def test_most_of_what_goes_beyond_the_brief_in_plain_words_is_found() -> None:
    """By a rule, or by the weights alone where none knows it."""
    found = [bool(find_claims(text, "sentence", *_beside(language))) for language, text in BEYOND]
    assert sum(found) > len(BEYOND) / 2
    alone = [
        not rule_claims(text, "sentence", *_beside(language))
        for (language, text), is_found in zip(BEYOND, found, strict=True)
        if is_found
    ]
    assert any(alone)


def _beside(language: Language) -> tuple[Language, Support, date]:
    return language, support(language), TODAY


@pytest.mark.parametrize(("language", "text"), BORNE_OUT)
def test_what_the_brief_bears_out_and_what_claims_nothing_is_left_alone(
    language: Language, text: str
) -> None:
    """Facts in other words, the sender's own doings, and the small ask."""
    assert not find_claims(text, "sentence", language, support(language), TODAY)


def test_the_same_words_are_borne_out_by_a_brief_that_has_them() -> None:
    """The score is of a sentence beside a brief, not of the sentence."""
    text = "It shows in everything you do that you have always dreamed of baking."
    told = ENGLISH.model_copy(
        update={
            "own_words": "She told me that she has always dreamed of baking, and it shows in all she does."
        }
    )
    assert claims_score(text, "en", support_of(told)) < claims_score(text, "en", support("en")) - 0.5


def test_a_subject_line_and_a_question_in_a_list_are_left_to_the_rules() -> None:
    """They ask and name; the weights were learned from sentences of messages."""
    text = "It was brave of you to walk out of Orchard like that."
    assert not find_claims(text, "subject", "en", support("en"), TODAY)
    assert not find_claims(text, "item", "en", support("en"), TODAY)


def test_the_clause_that_goes_too_far_is_pointed_at() -> None:
    """Not the whole sentence, where the rest is the sender's own."""
    text = "I'm new to baking, but we spoke for a moment after your demonstration."
    found = unlikely_claim(text, "en", support("en"))
    assert found is not None
    assert text[found.start : found.end] == "but we spoke for a moment after your demonstration"


def test_a_rule_of_relations_is_not_believed_where_all_is_like_what_is_borne_out() -> None:
    """Rules that read single words stay believed, whatever the score."""
    text = "I read about the ovens and weighed our own waste the same night."
    assert takes_back(text, "en", support("en"), ["deeds"])


def test_the_long_rules_are_asked_only_where_the_weights_are_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers where one may be wrong, relations where the sentence may go too far."""
    asked: list[tuple[bool, bool]] = []

    def rules(*_args: object, figures: bool, relations: bool) -> tuple[()]:
        asked.append((figures, relations))
        return ()

    monkeypatch.setattr(unsupported_claim, "rule_claims", rules)
    find_claims.cache_clear()
    for text in (
        "I'm a junior baker and curious about how you weigh.",
        "Bakers in 14 towns have copied you.",
        "It was brave of you to walk out of Orchard like that.",
    ):
        find_claims(text, "sentence", "en", support("en"), TODAY)
    find_claims.cache_clear()
    quiet, number, deed = asked
    assert quiet == (False, False)
    assert number[0]
    assert deed[1]


def test_where_no_rule_is_asked_none_would_find_anything_that_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The sentences of the rules' own tests give the same claims when every rule is asked."""
    listed = list(_listed("sv")) + list(_listed("en"))

    def claims() -> list[tuple[Claim, ...]]:
        find_claims.cache_clear()
        return [
            find_claims(each.text, each.role, each.language, support_of(each.brief), each.today)
            for each in listed
        ]

    quick = claims()
    for name in ("may_miscount", "may_be_unlikely"):
        monkeypatch.setattr(unsupported_claim, name, lambda *_args: True)
    assert claims() == quick
    assert sum(map(bool, quick)) > len(listed) / 4


def test_the_weights_were_learned_from_the_sentences_that_lie_here() -> None:
    """Whoever changes the sentences runs `make claims-model`."""
    for language in ("sv", "en"):
        path = LEARNED_FOLDER / f"claims_{language}.json"
        assert json.loads(path.read_text(encoding="utf-8"))["written_for_it"] == fingerprint()


def test_the_features_are_words_that_the_brief_has_or_lacks_by_clause() -> None:
    """A strange word is seen as itself, by its ends, and in whose clause it stands."""
    seen = claims_features("You bake at night, and I swim.", "en", support("en"), ["names"])
    assert {"w:bake", "b:^ you", "n:swim", "cn:m:swim", "rule:names", "rule", "you:1", "met:1"} <= set(seen)
    assert "n:bake" not in seen  # a baker's brief has it


def test_each_clause_is_seen_alone_and_with_how_it_stands() -> None:
    """A word of one clause is no word of another."""
    text = "You moved to stone ovens, and I swim with zebras."
    (first, mine), (second, other) = clauses_features(text, "en", support("en"))
    assert "zebra" in text[slice(*second)]
    assert "zebra" not in text[slice(*first)]
    assert {"n:zebra", "at:last:2", "before:y:m"} <= set(other)
    assert "at:first:2" in mine
    assert "n:zebra" not in mine


def test_a_sentence_that_is_surely_borne_out_needs_no_look_at_its_clauses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its score is its own; one that may go too far has its likeliest clause's added."""
    looked: list[str] = []
    likeliest = learned_claims._likeliest
    monkeypatch.setattr(
        learned_claims, "_likeliest", lambda text, *given: looked.append(text) or likeliest(text, *given)
    )
    claims_score.cache_clear()
    for text in ("Would you have a quarter of an hour some day in December?", BEYOND[-1][1]):
        claims_score(text, "en", support("en"))
    assert looked == [BEYOND[-1][1]]


def test_a_flood_is_read_to_a_bound() -> None:
    """What stands behind the first six hundred characters of a sentence adds no words."""
    start = "and so on " * 60
    seen = claims_features(start + "zebra", "en", support("en"))
    assert "w:zebra" not in seen


def test_a_frame_leaves_the_content_out() -> None:
    """Names, numbers, quotations, and words that the brief has or lacks."""
    frame = set(frames('In 2020 you told Rosa "no" about ovens and zebras.', support("en")))
    assert {"s:0 you told NAME", "s:NAME Q about Y", "s:Y and n $"} <= frame


def test_a_doing_tells_whether_the_brief_has_it_of_the_same_one() -> None:
    """The recipient led; somebody else did not."""
    assert "P:them:lead:1" in set(doings("You led the move.", "en", support("en")))
    assert "P:me:lead:2" in set(doings("I led the move.", "en", support("en")))


def test_the_explanation_tells_how_much_was_learned_from() -> None:
    """With the counts of the files, in the interface's language."""
    count = sum(read_learned(f"claims_{language}")["examples"]["false"] for language in ("sv", "en"))
    for ui in ("sv", "en"):
        assert str(count) in "\n".join(explanation(load_rule("unsupported_claim"), ui, str))
