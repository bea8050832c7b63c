"""The warning checks: what each finds, and above all what it leaves alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from assistant.checks.reviewing import load_check
from assistant.checks.rule import load_rule
from assistant.domain.brief import Brief
from assistant.domain.review import Finding
from assistant.domain.value import Channel, Language
from assistant.parsing import parse_plain
from assistant.ports import Examined
from knowledge.corpus import load_corpus
from prompts.catalog import load_kinds

FOLDER = Path(__file__).parent
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
WARNINGS = (
    "no_specific_ask", "ask_too_long", "vague_generic_opening", "no_research_reference", "no_purpose",
    "no_flexibility", "missing_thanks", "multiple_asks", "too_long", "vague_subject", "closed_question",
    "googleable_question", "question_count", "no_takeaway", "pushy_followup",
)  # fmt: skip
GREETING = {"sv": "Hej Maria,", "en": "Hi Priya,"}
SIGNATURE = {"sv": "Vänliga hälsningar\nSara Lindqvist", "en": "Best regards\nDaniel Okafor"}
LABEL = {"sv": "Ämne", "en": "Subject"}


@dataclass(frozen=True)
class Case:
    """A text with what one check should say of it."""

    check: str
    language: Language
    kind: str
    part: str
    text: str
    violating: bool
    briefed: bool


@cache
def tables() -> dict[str, Any]:
    """Read the cases."""
    return tomllib.loads((FOLDER / "warn_cases.toml").read_text(encoding="utf-8"))


@cache
def example(language: Language) -> Brief:
    """Read the example brief of a language."""
    table = tomllib.loads((FOLDER.parent / "examples" / f"{language}.toml").read_text(encoding="utf-8"))
    return Brief.model_validate(table, strict=False)


def all_cases() -> Iterator[Case]:
    """Give every case of the file."""
    for check, table in tables().items():
        for language in ("sv", "en") if check != "base" else ():
            for name in ("violating", "later", "innocent", "later_innocent"):
                for text in table[language].get(name, ()):
                    yield Case(
                        check, language, table["kind"], table["part"], text,
                        violating="innocent" not in name, briefed=not table.get("no_brief", False),
                    )  # fmt: skip


def written(case: Case) -> str:
    """Put the case's text into the base message of its kind."""
    parts = dict(tables()["base"][case.kind][case.language])
    if case.kind == "questions":
        items = [*parts["items"], case.text]
        return "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))
    names = case.part.split("+")
    if case.part == "subject+opening":
        parts["subject"], parts["opening"] = case.text.split("\n\n", 1)
    else:
        parts[names[0]] = case.text
        parts |= dict.fromkeys(names[1:], "")
    subject = parts.pop("subject")
    paragraphs = [
        GREETING[case.language],
        *(part for part in parts.values() if part),
        SIGNATURE[case.language],
    ]
    return f"{LABEL[case.language]}: {subject}\n\n" + "\n\n".join(paragraphs)


def examine(
    text: str,
    kind: str,
    language: Language,
    *,
    brief: Brief | None = None,
    channel: Channel = "mail",
    ui: Language = "en",
) -> Examined:
    """Parse a text as a person would hand it in."""
    draft = parse_plain(text, kind=kind, language=language, channel=channel)
    return Examined(draft=draft, kind=load_kinds()[kind], brief=brief, passages=(), ui=ui, now=NOW)


def findings(examined: Examined, *checks: str) -> list[Finding]:
    """Run the named checks, else the warning checks of the kind."""
    named = checks or [check for check in examined.kind.checks if check in WARNINGS]
    return [finding for check in named for finding in load_check(check)(examined)]


def run(case: Case) -> list[Finding]:
    """Run all warning checks of the case's kind on it."""
    brief = example(case.language) if case.briefed else None
    return findings(examine(written(case), case.kind, case.language, brief=brief))


CASES = tuple(all_cases())
GOOD = tuple(tomllib.loads((FOLDER / "good_drafts.toml").read_text(encoding="utf-8"))["draft"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.language}-{case.text[:40]}")
def test_each_check_finds_what_it_means_and_nothing_else(case: Case) -> None:
    """A violating text is found by its check with a place inside it; an innocent one is not."""
    found = [finding for finding in run(case) if finding.check == case.check]
    assert bool(found) == case.violating
    text = written(case)
    assert all(0 <= each.start <= each.end <= len(text) for each in found)
    assert all(each.excerpt == text[each.start : each.end] for each in found)


@pytest.mark.parametrize(
    "table", GOOD, ids=lambda table: f"{table['kind']}-{table['language']}-{table['text'][:50]}"
)
@pytest.mark.parametrize("briefed", [True, False])
def test_a_draft_that_could_be_sent_has_no_warning(table: dict[str, Any], briefed: bool) -> None:
    """Neither a good draft nor the guide's own messages are warned about, with or without a brief."""
    brief = example(table["language"]) if briefed and table.get("brief") else None
    examined = examine(
        table["text"], table["kind"], table["language"], brief=brief, channel=table.get("channel", "mail")
    )
    assert findings(examined, *table.get("only", ())) == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("check", WARNINGS)
def test_every_rule_speaks_both_languages_and_names_its_reason(check: str, language: Language) -> None:
    """Message, fix and rule are one sentence in each language, and the reason is guidance or evidence."""
    rule = load_rule(check)
    texts = [table[language] for key, table in rule.data.items() if key.startswith(("message_", "fix_"))]
    for text in (rule.message[language], rule.fix[language], *texts):
        assert text.strip().endswith((".", '".'))
        assert "\n" not in text
    corpus = load_corpus()
    known = {topic for passage in corpus.passages.values() for topic in passage.topics}
    assert rule.why in corpus.passages or rule.why in corpus.evidence or rule.why in known
    assert rule.rule[language]


@pytest.mark.parametrize(
    ("channel", "characters", "severities"),
    [
        ("linkedin-note", 300, []),
        ("linkedin-note", 301, ["block"]),
        ("linkedin", 1200, []),
        ("linkedin", 1201, ["warn"]),
        ("linkedin", 8001, ["block"]),
        ("sms", 460, ["warn"]),
        ("sms", 1531, ["block"]),
    ],
)
def test_a_text_over_the_channel_is_found_at_the_first_character_too_many(
    channel: Channel, characters: int, severities: list[str]
) -> None:
    """The kind's own limit warns, the channel's hard limit blocks; the span is what must go."""
    found = findings(examine("x" * characters, "outreach", "en", channel=channel), "too_long")
    assert [each.severity for each in found] == severities
    assert all(each.end == characters for each in found)


@pytest.mark.parametrize(("words", "count"), [(200, 0), (201, 1)])
def test_a_mail_over_two_hundred_words_is_found_at_the_first_word_too_many(words: int, count: int) -> None:
    """The subject does not count; the span begins at word 201."""
    text = "Subject: Roadmaps and tickets\n\n" + " ".join(f"word{number}" for number in range(1, words + 1))
    found = findings(examine(text, "outreach", "en"), "too_long")
    assert len(found) == count
    assert all(each.excerpt == "word201" for each in found)


@pytest.mark.parametrize(("count", "found"), [(2, 1), (3, 0), (5, 0), (6, 1)])
@pytest.mark.parametrize("marker", ["{}. ", "- ", ""])
def test_three_to_five_questions_are_right(count: int, found: int, marker: str) -> None:
    """Numbered, dashed or plain lines are counted alike."""
    lines = [marker.format(number) + f"How did you choose item {number}?" for number in range(1, count + 1)]
    examined = examine("\n\n".join(lines) if not marker else "\n".join(lines), "questions", "en")
    assert len(findings(examined, "question_count")) == found


def test_a_list_with_a_heading_and_two_sentences_an_item_counts_its_items() -> None:
    """A sentence that leads up to the question is part of the same item."""
    text = "Frågor till Maria\n\n1. Du höll ett föredrag. Hur gick det till?\n2. Vad minns du?\n3. Varför?\n"
    assert findings(examine(text, "questions", "sv"), "question_count") == []


def test_channels_without_a_subject_need_none() -> None:
    """A missing subject is found on mail alone."""
    text = "Hi Priya, would you have 15 minutes for two questions about roadmaps?"
    assert findings(examine(text, "outreach", "en", channel="sms"), "vague_subject") == []
    assert [each.start for each in findings(examine(text, "outreach", "en"), "vague_subject")] == [0]


def test_a_short_note_need_not_offer_times_but_may_not_fix_one() -> None:
    """On a LinkedIn note there is no room for a window; a single fixed slot is still found."""
    open_note = "Hi Priya, could we talk for 15 minutes about roadmaps?"
    fixed_note = "Hi Priya, could we talk for 15 minutes on Tuesday at 10?"
    found = [findings(examine(each, "outreach", "en", channel="linkedin-note"), "no_flexibility") for each in
             (open_note, fixed_note)]  # fmt: skip
    assert [len(each) for each in found] == [0, 1]
    assert found[1][0].excerpt == "on Tuesday at 10"


def test_a_question_that_a_fact_answers_is_found_only_with_that_fact() -> None:
    """The facts at hand are looked at, in whatever order and inflection."""
    text = "1. Var höll du föredraget om när prognosen har fel?\n2. Vad minns du?\n3. Hur gick det till?"
    with_facts = findings(examine(text, "questions", "sv", brief=example("sv")), "googleable_question")
    assert [each.excerpt for each in with_facts] == ["Var höll du föredraget om när prognosen har fel?"]
    assert findings(examine(text, "questions", "sv"), "googleable_question") == []


def test_a_fact_in_the_other_language_counts_as_research() -> None:
    """Names, places and titles carry a fact across languages."""
    brief = example("sv").model_copy(update={"language": "en"})
    text = "Subject: Forecasts\n\nHi Maria, Energidagarna was worth the trip. Would you have 15 minutes?"
    assert findings(examine(text, "outreach", "en", brief=brief), "no_research_reference") == []
    plain = text.replace("Energidagarna was", "Your profile was")
    assert len(findings(examine(plain, "outreach", "en", brief=brief), "no_research_reference")) == 1


def test_a_note_in_other_words_is_a_takeaway() -> None:
    """The notes are recognised across inflection and compounds; other words are no takeaway."""
    text = "Ämne: Tack\n\nTack för i går. {}"
    kept = text.format("I morgon ligger intervallen före siffrorna.")
    other = text.format("I morgon ligger allt på plats.")
    assert findings(examine(kept, "followup", "sv", brief=example("sv")), "no_takeaway") == []
    assert len(findings(examine(other, "followup", "sv", brief=example("sv")), "no_takeaway")) == 1


def test_findings_speak_the_language_of_the_interface() -> None:
    """A Swedish text is reviewed in English for a person who reads English."""
    text = "Ämne: Hej\n\nHej Maria, kan vi ses i två timmar?"
    spoken = {ui: findings(examine(text, "outreach", "sv", ui=ui), "ask_too_long")[0] for ui in ("sv", "en")}
    assert "främling" in spoken["sv"].message
    assert "stranger" in spoken["en"].message
    assert spoken["sv"].excerpt == spoken["en"].excerpt == "två timmar"


@pytest.mark.parametrize("kind", ["outreach", "followup", "questions"])
@pytest.mark.parametrize("text", ["", " \n\n ", "Hej", "?", "1.", "\u00e5" * 5000, "Ämne:\n\n", "a " * 4000])
def test_odd_texts_are_reviewed_without_trouble(kind: str, text: str) -> None:
    """Nothing, a scrap or a flood gives findings whose places are inside the text."""
    for found in findings(examine(text, kind, "sv"), *WARNINGS):
        assert 0 <= found.start <= found.end <= len(text)


def test_a_review_of_a_mail_is_quick_once_loaded() -> None:
    """A 150-word mail takes far less than the 30 ms that all checks share."""
    text = next(table["text"] for table in GOOD if table["kind"] == "outreach" and table["language"] == "sv")
    words = " ".join(text.split()[6:])
    taken = []
    for number in range(12):
        mail = f"Ämne: Fråga {number} om felmarginaler\n\nHej Maria,\n\n{words} {words[: 400 - number]}"
        examined = examine(mail, "outreach", "sv", brief=example("sv"))
        started = perf_counter()
        findings(examined)
        taken.append(perf_counter() - started)
    assert min(taken) < 0.03


def test_a_title_alone_is_a_reference_and_another_title_is_not() -> None:
    """The fact's title is recognised without quotation marks, and with a slip of the pen."""
    text = "Subject: Support\n\nHi Priya, {} hangs on my wall. Would you have 15 minutes for two questions?"
    kept = text.format("what suport tickets taught me about roadmaps")
    other = text.format("what cake recipes taught me about patience")
    assert findings(examine(kept, "outreach", "en", brief=example("en")), "no_research_reference") == []
    assert len(findings(examine(other, "outreach", "en", brief=example("en")), "no_research_reference")) == 1
