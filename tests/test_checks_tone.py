"""What sounds like sales or a machine, and what is hard to read: found as it comes, and not in shop talk."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from assistant.checks.lexicon import table
from assistant.checks.phrases import Phrases
from assistant.checks.readability import count
from assistant.checks.reviewing import load_check
from assistant.checks.rule import load_rule
from assistant.checks.syllables import syllables
from assistant.domain.brief import Brief
from assistant.domain.review import Finding
from assistant.domain.value import Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from knowledge.corpus import load_corpus
from prompts.catalog import load_kinds

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "tone_cases.toml").read_text(encoding="utf-8"))
LETTER = {
    "en": "Subject: Two questions about soil\n\nHi Ruth,\n\nYour article Listening to Clay is pinned above my"
    " bench. I am a gardener at Fenwick Park and want to learn how to read a field.\n\n{}\n\nWould you have"
    " 15 minutes for two questions in the next two weeks? Any day is fine.\n\nBest wishes\nAna",
    "sv": "Ämne: Två frågor om jord\n\nHej Rut,\n\nDin artikel Att lyssna på lera hänger över min bänk. Jag"
    " är trädgårdsmästare i Fenparken och vill lära mig läsa ett fält.\n\n{}\n\nSkulle du ha 15 minuter för"
    " två frågor de närmaste två veckorna? Vilken dag som helst går bra.\n\nHälsningar\nAna",
}
"""A letter of which only one sentence is what is tried."""


def findings(
    check: str, text: str, language: Language, kind: str = "outreach", brief: Brief | None = None
) -> list[Finding]:
    """What a check finds in a text."""
    examined = Examined(
        draft=parse_plain(text, kind=kind, language=language),
        kind=load_kinds()[kind],
        brief=brief,
        passages=(),
        ui="en",
        now=datetime(2026, 3, 13, 9, tzinfo=UTC),
    )
    return list(load_check(check)(examined))


def lines(check: str, found: str) -> list[tuple[Language, str]]:
    """The sentences of `tone_cases.toml` that a check should find, or leave alone."""
    languages: tuple[Language, ...] = ("sv", "en")
    return [(language, line) for language in languages for line in CASES[check][language][found]]


@pytest.mark.parametrize("check", ["sounds_like_sales", "sounds_machine_written"])
def test_one_such_sentence_in_a_good_letter_is_found_where_it_stands(check: str) -> None:
    """And the finding lies on the sentence, with the evidence behind it."""
    evidence = load_corpus().evidence
    missed = []
    for language, line in lines(check, "found"):
        text = LETTER[language].format(line)
        at = text.index(line)
        found = findings(check, text, language)
        if not any(at <= each.start < each.end <= at + len(line) for each in found):
            missed.append(line)
        assert all(each.why in evidence and each.severity == "note" for each in found)
    assert missed == []


@pytest.mark.parametrize("check", ["sounds_like_sales", "sounds_machine_written"])
def test_the_words_of_a_trade_and_plain_feelings_are_left_alone(check: str) -> None:
    """Prices, customers, demos, journeys by bus and honest thanks say nothing of how a letter was written."""
    wrong = [
        (line, each.excerpt)
        for language, line in lines(check, "fine")
        for each in findings(check, LETTER[language].format(line), language)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "first", "second", "third"),
    [
        (
            "en",
            "Your insights stayed with me.",
            "The landscape of my trade is flat.",
            "It resonated with us.",
        ),
        ("sv", "Texten var tankeväckande.", "Den väckte genklang hos oss.", "Din resa är lång."),
    ],
)
def test_weak_signs_are_a_finding_only_together(
    language: Language, first: str, second: str, third: str
) -> None:
    """One inflated word is anybody's; three in a letter are told of in one finding."""
    for alone in (first, second, third):
        assert not findings("sounds_machine_written", LETTER[language].format(alone), language)
    together = LETTER[language].format(f"{first} {second} {third}")
    (found,) = findings("sounds_machine_written", together, language)
    assert found.message.startswith("Together")


@pytest.mark.parametrize(
    ("subject", "kind", "previous", "wrong"),
    [
        ("Subject: RE: our talk", "outreach", "", True),
        ("Subject: Fwd: notes", "outreach", "", True),
        ("Re: our talk", "outreach", "", True),
        ("Subject: Re: our talk", "followup", "", False),
        ("Subject: Re: our talk", "outreach", "Hi Ruth, I wrote in May.", False),
        ("Subject: Regarding clay", "outreach", "", False),
        ("Subject: Reply cards at the library", "outreach", "", False),
    ],
)
def test_a_reply_that_answers_nothing_is_found(subject: str, kind: str, previous: str, wrong: bool) -> None:
    """Only in a first message, and only when the brief knows of no earlier one."""
    text = f"{subject}\n\nHi Ruth,\n\nYour article is pinned above my bench."
    given = {"language": "en", "previous": {"outreach": previous}}
    brief = Brief.model_validate_json(json.dumps(given))
    assert bool(findings("sounds_like_sales", text, "en", kind, brief)) is wrong


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("THIS OFFER CHANGES EVERYTHING!", True),
        ("You MUST READ this AMAZING STORY now.", True),
        ("Thank you!!!", True),
        ("Thank you!", False),
        ("I work with UNICEF and the NATO office.", False),
        ("The SMHI and FMV data differ.", False),
        ("I am so glad! I read it twice! Thank you!", False),
    ],
)
def test_shouting_is_found_and_gladness_is_not(line: str, wrong: bool) -> None:
    """Abbreviations are no shouts, nor is an exclamation mark or three."""
    assert bool(findings("sounds_like_sales", LETTER["en"].format(line), "en")) is wrong


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("## Why I write", True),
        ("This is **very** important to me.", True),
        ("I care — about soil, about rain — and about boots — always.", True),
        ("It takes nerve \u2013 nerve to wait \u2013 to grow clay.", True),
        ("The long one \u2013 about clay \u2013 is the best.", False),
        ("I dug 10\u201312 holes, 3 - 4 an hour.", False),
        ("The file is called soil__notes and has a * in it.", False),
    ],
)
def test_formatting_and_chains_of_dashes_are_found(line: str, wrong: bool) -> None:
    """One parenthesis between dashes is how people write."""
    assert bool(findings("sounds_machine_written", LETTER["en"].format(line), "en")) is wrong


def test_a_hard_text_is_found_with_its_number_and_its_hardest_sentence() -> None:
    """In both languages, with the formula's evidence."""
    formulas: dict[Language, str] = {"sv": "E18", "en": "E19"}
    for language, why in formulas.items():
        (found,) = findings("readability", CASES["readability"][language]["hard"], language)
        assert found.why == why
        assert any(part.isdigit() for part in found.message.split())
        assert found.excerpt.startswith(CASES["readability"][language]["hardest"])


def test_a_plain_text_and_a_short_one_are_no_matter_of_readability() -> None:
    """A note of three sentences says too little to be measured, however long its words are."""
    languages: tuple[Language, ...] = ("sv", "en")
    for language in languages:
        assert not findings("readability", CASES["readability"][language]["plain"], language)
        assert not findings("readability", CASES["readability"][language]["short"], language)


def test_names_titles_quotations_and_numbers_do_not_count() -> None:
    """They are not the writer's choice of words."""
    plain = count("Jag läste den.", "sv")
    quoted = count("Jag läste ”Verksamhetsutvecklingens förutsättningar” den 24.", "sv")
    named = count("Jag läste Kommunikationsmyndigheten Infrastruktur den.", "sv")
    given = count("Jag läste att lyssna på leran den.", "sv", ("Att lyssna på leran",))
    assert (plain.words, plain.weight) == (quoted.words, quoted.weight) == (named.words, named.weight)
    assert given == plain


def test_a_chopped_text_is_found() -> None:
    """Below the range, the other end of it."""
    text = "Hi Ruth,\n\n" + "I am Ana. I dig. I am new. It is fun. I ask. You know. " * 3
    (found,) = findings("readability", text, "en")
    assert "chopped" in found.message


def test_the_syllables_of_english_words_are_counted() -> None:
    """Words that no rule names, with their number of syllables; nine in ten must be right."""
    known = CASES["syllables"]
    wrong = [word for word, number in known.items() if syllables(word) != number]
    assert len(wrong) <= len(known) // 10, wrong
    assert abs(sum(map(syllables, known)) - sum(known.values())) <= len(known) // 20


@pytest.mark.parametrize(
    ("phrase", "text", "fits"),
    [
        ("book .. calendar", "You can book it in my calendar.", True),
        ("book .. calendar", "You can book it straight into my own calendar.", False),
        ("book ... calendar", "You can book it straight into my own calendar.", True),
        ("calendar & book", "Book it in the calendar.", True),
        ("^ book", "You book.", False),
        ("^ book", "Book it.", True),
        ("deliver*", "They delivered it.", True),
        ("*kalender", "Min almanackskalender.", True),
        ("fast [and] paced", "A fast-paced day.", True),
        ("i am here", "I'm here.", True),
        ("over # <people>", "Over 40 cooks came.", True),
        ("over # <people>", "Over forty cooks came.", True),
        ("over # <people>", "Over there cooks came.", False),
        ("what ?", "What?", True),
    ],
)
def test_a_phrase_is_found_by_its_words(phrase: str, text: str, fits: bool) -> None:
    """Gaps, alternatives, endings, order and lists, as the data writes them."""
    found = list(Phrases([phrase], {"people": "cooks chefs", "number": "forty"}).find(text))
    assert bool(found) is fits
    assert all(0 <= each.start < each.end <= len(text) for each in found)


@pytest.mark.parametrize("phrase", ["<nobody> here", "..", "[only]"])
def test_a_phrase_that_cannot_be_read_says_so(phrase: str) -> None:
    """A list that is not there, or no word to look for."""
    with pytest.raises(ValueError, match="names"):
        Phrases([phrase], {})


@pytest.mark.parametrize("words", ["sales", "machine"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_sign_has_its_source_and_its_message(words: str, language: Language) -> None:
    """Each names evidence that is there, and a family that the rule has a sentence for."""
    check = {"sales": "sounds_like_sales", "machine": "sounds_machine_written"}[words]
    rule = load_rule(check)
    sources = {rule.why, *rule.data["also"]}
    for sign in table(f"{words}_{language}", language)["signs"]:
        assert sign["why"] in sources & set(load_corpus().evidence)
        assert f"message_{sign['family']}" in rule.data
        assert 0 < sign["weight"] <= 3


@pytest.mark.parametrize("check", ["sounds_like_sales", "sounds_machine_written", "readability"])
@pytest.mark.parametrize(
    "piece", ["you can book a ", "a \u2014 b ", "A", "**", ", and ", "passion, ", "[a", "@", "!"]
)
def test_a_hostile_text_takes_no_time(check: str, piece: str) -> None:
    """Ten thousand characters of one thing, in well under a second."""
    text = (piece * 10_000)[:10_000]
    started = perf_counter()
    findings(check, text, "en")
    assert perf_counter() - started < 1.0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "sv",
            "1. **Start:** Hur **började** du?\n2. __Hinder:__ Vad var svårast?\n3. **Val:** Sen?\n\n## Slut",
        ),
        (
            "en",
            "1. **Start:** How did **you** begin?\n2. __Hurdles:__ What next?\n3. **Choice:** Why?\n\n## End",
        ),
    ],
)
def test_every_mark_of_formatting_is_pointed_at(language: Language, text: str) -> None:
    """Each is to be taken away, also the fourth and the second in a line."""
    found = findings("sounds_machine_written", text, language, "questions")
    assert len(found) == 5
    assert all("formatting" in each.message for each in found)
