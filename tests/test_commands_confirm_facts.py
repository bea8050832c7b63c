"""`fika confirm`: a flagged claim that is true becomes a fact, and nothing else gets through."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from assistant import wording
from assistant.confirming import provenance, without_provenance
from assistant.domain.brief import Fact, Meeting
from assistant.domain.draft import Origins
from assistant.parsing import parse_marked, parse_plain
from assistant.store import SqliteStore
from tests.confirm_desk import AGAINST, AMOUNT, OLD, PHONE, TRUE, Keep, brief, checks, keeping, letter, typed
from tests.shell import Shell
from tests.stored import CLEAN, ORIGINS, task

ENGLISH = Fact(kind="talk", text="Gave a talk on forecasting at Energy Days in Oslo in 2024")


@pytest.fixture
def keep(store: SqliteStore) -> Keep:
    """Keep a draft as an edit would."""
    return keeping(store)


# Confirming


def test_a_confirmed_claim_is_a_fact_with_its_source(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """It is shown, noted about the person, stands behind its sentence, and the draft can be approved."""
    keep(TRUE)
    assert store.version(1).review.blocked
    assert fika("confirm", "1", "1") != TRUE
    assert f"noted about Maria Berg: {TRUE}" in fika.said
    fact = store.facts(1)[-1].fact
    assert (fact.kind, fact.text, fact.confidential) == ("other", TRUE, False)
    assert fact.source == f"confirmed by you {datetime.now().astimezone():%Y-%m-%d}, draft 1 version 1"
    newest = store.version(1)
    assert (newest.number, newest.review.blocked, checks(newest)) == (2, False, [])
    assert newest.brief.facts == (OLD, fact)
    assert newest.draft.text == store.version(1, 1).draft.text
    assert {each.text: each.facts for each in newest.draft.sentences}[TRUE] == ("F2",)
    assert store.version(1, 1).brief.facts == (OLD,)
    assert f"Confirmed by you: “{TRUE}”" in fika("history", "1")
    assert TRUE in fika("facts", "list", "1")
    fika("approve", "1")
    fika("facts", "remove", "1", "2")
    assert len(store.facts(1)) == 1


def test_all_leaves_what_is_grave_to_be_named(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """A contradiction, an amount or a telephone number is never let through in passing."""
    keep(TRUE, AGAINST, AMOUNT, PHONE)
    fika("confirm", "1", "--all", code=1)
    assert "must be named: 2, 3, 4" in fika.said
    assert [each.fact.text for each in store.facts(1)] == [OLD.text, TRUE]
    assert {each.excerpt for each in store.version(1).review.blocking} == {
        "2021",
        "2 miljoner kronor",
        "Vinnova",
        "070-123 45 67",
    }
    fika("confirm", "1", "2", "3", "4")
    assert checks(store.version(1)) == []


def test_both_stand_after_a_contradiction_and_the_old_fact_is_named(
    fika: Shell, store: SqliteStore, keep: Keep
) -> None:
    """Among many facts with years it is the right one that is named, and nothing is removed."""
    others = [
        Fact(text=f"Skrev artikel nummer {number} om prognoser i Ny Teknik {1990 + number % 30}")
        for number in range(9)
    ]
    keep(AGAINST, of=brief("sv", *others, OLD))
    assert "against fact 10" in fika("confirm", "1")
    fika("confirm", "1", "1")
    assert "both stand now" in fika.said
    assert "fika facts remove 1 10" in fika.said
    assert "remove 1 1." not in fika.said
    assert {OLD.text, AGAINST} <= {each.fact.text for each in store.facts(1)}
    fika("facts", "remove", "1", "10")


def test_the_fact_that_the_review_quotes_is_the_one_named(fika: Shell, keep: Keep) -> None:
    """Another with a year of its own would contradict too, were it alone."""
    facts = (Fact(text="Blev gruppchef 2011"), Fact(text="Blev prognoschef 2015"))
    keep("Du blev prognoschef 2017.", of=brief("sv", *facts))
    row = fika.json("confirm", "1")["claims"][0]
    assert "2015" in row["findings"][0]["message"]
    assert [each["fact"] for each in row["contradicts"]] == [2]


def test_a_contradiction_that_two_facts_make_names_both(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """Each says the same year by itself."""
    twin = Fact(text="Föredraget på Energidagarna i Luleå var 2024")
    keep(AGAINST, of=brief("sv", OLD, twin))
    rows = fika.json("confirm", "1")["claims"][0]["contradicts"]
    assert {each["fact"] for each in rows} == {1, 2}


def test_what_no_fact_contradicts_points_to_the_person(fika: Shell, keep: Keep) -> None:
    """The recipient's own row may say otherwise."""
    keep("Som ekonomichef på Luleå Energi vet du det här.", of=brief("sv", OLD))
    row = fika.json("confirm", "1")["claims"][0]
    fika("confirm", "1", "1")
    assert row["contradicts"] == []
    assert ("fika people edit 1" in fika.said) is (row["basis"] == "contradicted")


def test_the_gate_opens_for_what_was_confirmed_and_nothing_else(
    fika: Shell, store: SqliteStore, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare number stays with this draft; another number still blocks."""
    keep(PHONE)
    fika("confirm", "1", "1")
    assert "kept with draft 1 alone" in fika.said
    assert len(store.facts(1)) == 1
    assert checks(store.version(1)) == []
    text = letter(PHONE, "Eller på 070-765 43 21.")
    monkeypatch.setattr(sys, "stdin", typed(text))
    fika("edit", "1", "--file", "-", code=1)
    assert checks(store.version(1)) == ["foreign_content"]


def test_a_wrong_name_in_the_greeting_is_no_claim(fika: Shell, store: SqliteStore) -> None:
    """No fact makes another the recipient, so there is nothing to confirm and it goes on blocking."""
    said = brief()
    text = letter("Jag läste om prognoser.").replace("Hej Maria", "Hej Karin")
    draft = parse_plain(text, kind="outreach", language="sv")
    store.save_version(task(said), draft, CLEAN, ORIGINS)
    rows = fika.json("confirm", "1")
    assert [each["check"] for each in rows["review"]["findings"]].count("foreign_content") == 1
    assert not any("Karin" in each["sentence"] for each in rows["claims"] if each["basis"] == "not_found")


@pytest.mark.parametrize("ui", ["en", "sv"])
def test_the_source_of_a_confirmation_supports_no_claim(
    fika: Shell, store: SqliteStore, keep: Keep, monkeypatch: pytest.MonkeyPatch, ui: str
) -> None:
    """Its date makes no year and no count true, now or after an edit."""
    year = datetime.now().astimezone().year
    claim = f"Ni har {year} kraftverk."
    keep(TRUE, claim)
    fika("confirm", "1", "1", "--ui-language", ui, code=1)
    assert checks(store.version(1)) == ["unsupported_claim"]
    monkeypatch.setattr(sys, "stdin", typed(letter(TRUE, f"{claim} Ni har {year} kunder.")))
    fika("edit", "1", "--file", "-", code=1)
    assert checks(store.version(1)) == ["unsupported_claim"] * 2


@pytest.mark.parametrize(
    "source",
    ["confirmed by you 2026-11-22, draft 3 version 2", "bekräftat av dig 2026-11-22, utkast 3 version 2"],
)
def test_a_confirmation_is_known_in_both_languages(source: str) -> None:
    """Whichever interface it was made in; another source keeps what it says."""
    said = brief("sv", OLD, Fact(text=TRUE, source=source))
    assert [fact.source for fact in without_provenance(said).facts] == ["programmet", ""]
    assert without_provenance(brief()) == brief()


@pytest.mark.parametrize("ui", wording.LANGUAGES)
def test_what_provenance_says_is_known_again(store: SqliteStore, keep: Keep, ui: str) -> None:
    """In the interface's own words, so that a new translation cannot open the fact check."""
    keep(TRUE)
    wording.use_language(ui)
    source = provenance(store.version(1), datetime(2026, 11, 22, tzinfo=UTC))
    assert "2026-11-22" in source
    assert without_provenance(brief("sv", Fact(text=TRUE, source=source))).facts == (Fact(text=TRUE),)


def test_what_stood_behind_the_other_sentences_still_does(fika: Shell, store: SqliteStore) -> None:
    """The new fact shifts every later number; each keeps its own, and unknown sources still block."""
    said = brief()
    written = (
        "Ämne: Två frågor om prognoser [F1]\nHej Maria,\n\n"
        "Ditt föredrag på Energidagarna lärde mig mycket. [F1]\n"
        "Du är prognoschef på Luleå Energi. [F2]\nJag är analytiker. [F3]\nDu tänker på prognoser. [F9]\n"
        f"{TRUE} [-]\n\nHälsningar\nSara Lindqvist"
    )
    draft = parse_marked(written, (), ("F1", "F2", "F3"), kind="outreach", language="sv", channel="mail")
    store.save_version(task(said), draft, CLEAN, Origins(writer="model", model="m", prompt_tokens=9))
    number = next(each["number"] for each in fika.json("confirm", "1")["claims"] if each["sentence"] == TRUE)
    shown = fika.json("confirm", "1", str(number), code=1)
    assert "unknown_citation" in {each["check"] for each in shown["review"]["findings"]}
    behind = {
        each["text"]: [fact["text"] for fact in each["facts"]] for each in fika.json("show", "1")["sentences"]
    }
    assert behind["Du är prognoschef på Luleå Energi."] == ["Maria Berg, prognoschef, Luleå Energi"]
    assert behind["Jag är analytiker."] == ["Sara Lindqvist, analytiker"]
    assert behind[TRUE] == [TRUE]
    newest = store.version(1)
    assert (newest.origins.writer, newest.origins.model, newest.origins.prompt_tokens) == ("model", "m", None)


def test_the_persons_word_stands_in_for_a_source_nobody_gave(fika: Shell, store: SqliteStore) -> None:
    """A model's sentence with an invented mark rests on the fact, once it is confirmed."""
    written = f"Ämne: Två frågor om prognoser [F1]\nHej Maria,\n\n{TRUE} [F9]\n\nHälsningar\nSara Lindqvist"
    draft = parse_marked(written, (), ("F1",), kind="outreach", language="sv", channel="mail")
    store.save_version(task(brief()), draft, CLEAN, Origins(writer="model", model="m"))
    before = fika.json("confirm", "1")["review"]["findings"]
    assert {"unknown_citation", "unsupported_claim"} <= {each["check"] for each in before}
    after = fika.json("confirm", "1", "1")["review"]["findings"]
    assert not {"unknown_citation", "unsupported_claim"} & {each["check"] for each in after}


def test_what_is_confidential_stays_so(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """A confirmed claim that is noted as a secret blocks as the secret that it is."""
    keep("Du har sagt upp dig från Vattenfall.")
    store.add_fact(1, Fact(text="Du har sagt upp dig från Vattenfall.", confidential=True))
    fika("confirm", "1", "1", code=1)
    assert [each.check for each in store.version(1).review.blocking] == ["confidential_leak"]
    assert len(store.facts(1)) == 2


def test_an_english_draft_is_confirmed_alike(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """A new claim and a contradiction."""
    keep(
        "You led the Northern Light project in Tromsø.",
        "Your talk at Energy Days in 2019 stayed with me.",
        of=brief("en", ENGLISH),
    )
    rows = fika.json("confirm", "1")["claims"]
    assert [each["basis"] for each in rows] == ["not_found", "contradicted"]
    assert [each["fact"] for each in rows[1]["contradicts"]] == [1]
    fika("confirm", "1", "1", "2")
    assert checks(store.version(1)) == []


# Where the fact goes


def test_a_draft_from_a_brief_file_keeps_the_fact_itself(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """No person is made for it, and the old fact is corrected where it came from."""
    keep(TRUE, AGAINST, person=False)
    fika("confirm", "1", "1", "2")
    assert "correct it in your brief file" in fika.said
    assert store.people() == ()
    assert [fact.text for fact in store.version(1).brief.facts] == [OLD.text, TRUE, AGAINST]
    row = fika.json("confirm", "1")["claims"][0]
    assert (row["confirmed"], row["fact"]) == (True, None)
    assert row["source"].startswith("confirmed by you")


def test_a_claim_about_the_talk_stays_with_its_draft(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """What was said in a talk is no fact about the person for every later message."""
    meeting = Meeting(notes=("Mät prognosfelet varje vecka",))
    keep("Tack för att du berättade om Vinterljus i Kiruna.", of=brief(meeting=meeting), kind="followup")
    rows = fika.json("confirm", "1")["claims"]
    assert len(rows) == 1
    fika("confirm", "1", "1")
    assert len(store.facts(1)) == 1
    assert store.version(1).brief.facts[-1].text == "Tack för att du berättade om Vinterljus i Kiruna."
    assert checks(store.version(1)) == []
