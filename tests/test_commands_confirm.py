"""`fika confirm`: a flagged claim that is true becomes a fact, and nothing else gets through."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from assistant import wording
from assistant.confirming import provenance, without_provenance
from assistant.domain.brief import Brief, Fact, Meeting, Recipient, Sender
from assistant.domain.draft import Origins
from assistant.domain.records import Version
from assistant.parsing import parse_marked, parse_plain
from assistant.ports import Task
from assistant.store import SqliteStore
from assistant.wiring import Services
from prompts.catalog import load_kinds
from tests.shell import Shell
from tests.stored import CLEAN, NOW, ORIGINS, task

OLD = Fact(
    kind="talk", text="Höll ett föredrag om prognoser på Energidagarna i Luleå 2024", source="programmet"
)
TRUE = "Du ledde projektet Vinterljus i Kiruna."
AGAINST = "Ditt föredrag på Energidagarna 2021 var bra."
AMOUNT = "Ni fick 2 miljoner kronor av Vinnova."
PHONE = "Ring mig gärna på 070-123 45 67."
ENGLISH = Fact(kind="talk", text="Gave a talk on forecasting at Energy Days in Oslo in 2024")

Keep = Callable[..., int]


def brief(language: str = "sv", *facts: Fact, **more: object) -> Brief:
    """Give a brief to Maria Berg."""
    return Brief.model_validate(
        {
            "language": language,
            "sender": Sender(name="Sara Lindqvist", role="analytiker"),
            "recipient": Recipient(name="Maria Berg", role="prognoschef", organisation="Luleå Energi"),
            "facts": facts or (OLD,),
            **more,
        }
    )


def letter(*sentences: str) -> str:
    """Give a message with these sentences."""
    return (
        "Ämne: Två frågor om prognoser\n\nHej Maria,\n\n"
        + " ".join(sentences)
        + "\n\nHälsningar\nSara Lindqvist"
    )


def typed(text: str) -> io.TextIOWrapper:
    """Give standard input with a text."""
    return io.TextIOWrapper(io.BytesIO(text.encode()))


@pytest.fixture
def keep(store: SqliteStore) -> Keep:
    """Keep a draft as an edit would, with its review; to a stored person, or from a brief file."""

    def kept(*sentences: str, of: Brief | None = None, kind: str = "outreach", person: bool = True) -> int:
        said = of or brief()
        person_id = None
        if person:
            person_id = store.add_person(said.recipient).id
            for fact in said.facts:
                store.add_fact(person_id, fact)
        services = Services.from_environment(lambda _text: None)
        draft, review = services.review(
            letter(*sentences), kind=kind, language=said.language, channel="mail", brief=said
        )
        made = Task(kind=load_kinds()[kind], brief=said, wording=task().wording, now=NOW, person_id=person_id)
        services.store.close()
        return store.save_version(made, draft, review, Origins(writer="person")).draft_id

    return kept


def checks(version: Version) -> list[str]:
    """Give what the review of a version found among the two that a fact can mend."""
    found = [each.check for each in version.review.findings]
    return [each for each in found if each in {"unsupported_claim", "foreign_content"}]


# Listing


def test_a_pipe_lists_the_claims_and_confirms_nothing(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """Each with its number, what the review says and the fact that it contradicts; nothing is written."""
    keep(TRUE, AGAINST, PHONE)
    lines = fika("confirm", "1")
    assert f"1  [not found in your brief] {TRUE}" in lines
    assert "“Vinterljus” is not in your brief" in lines
    assert f"2  [contradicts your brief] {AGAINST}" in lines
    assert f"against fact 1: {OLD.text} (programmet)" in lines
    assert f"3  [holds what you have not confirmed] {PHONE}" in lines
    assert "Nothing was confirmed" in fika.said
    assert (len(store.versions(1)), len(store.facts(1))) == (1, 1)


def test_no_claims_is_a_sentence_and_no_version(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """Also with --all, and as JSON."""
    keep("Ditt föredrag om prognoser på Energidagarna gav mig mycket.")
    assert fika("confirm", "1") == ""
    assert "nothing to confirm" in fika.said
    assert fika("confirm", "1", "--all") == ""
    assert fika.json("confirm", "1")["claims"] == []
    assert len(store.versions(1)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["9"], "no draft 9"),
        (["Maria"], "not a draft's number"),
        (["1", "7"], "no claim 7"),
        (["1", "0"], "no claim 0"),
        (["1", "-1"], "no claim -1"),
        (["1", "1", "7"], "no claim 7"),
        (["1", "--all", "--version"], "--version"),
    ],
)
def test_what_is_not_there_is_refused_whole(
    fika: Shell, store: SqliteStore, keep: Keep, arguments: list[str], said: str
) -> None:
    """Nothing of it is confirmed, not even the number that is there."""
    keep(TRUE)
    try:
        assert said in fika.fails("confirm", *arguments)
    except SystemExit as ended:
        assert ended.code == 2  # noqa: PT017 - argparse ends by itself for what is no number
    assert (len(store.versions(1)), len(store.facts(1))) == (1, 1)


def test_a_forgotten_persons_draft_is_gone(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """Confirmed claims are forgotten with the person, and there is nothing left to confirm."""
    keep(TRUE)
    fika("confirm", "1", "1")
    store.forget_person(1)
    store.close()
    assert "no draft 1" in fika.fails("confirm", "1", "1")
    assert b"Vinterljus" not in store.path.read_bytes()


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
    monkeypatch.setattr(sys, "stdin", typed(letter(TRUE, f"{claim} Och {year} kunder.")))
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


# Twice


def test_a_repeated_sentence_is_one_claim(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """One yes is for both places, and one fact."""
    keep(TRUE, TRUE)
    assert len(fika.json("confirm", "1")["claims"]) == 1
    fika("confirm", "1", "1", "1", "--all")
    assert len(store.facts(1)) == 2
    assert checks(store.version(1)) == []


def test_the_same_command_twice_confirms_no_other_claim(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """Numbers stay while the text does, also where one confirmation supports another sentence."""
    keep("Du har arbetat i Kiruna.", TRUE, "Du skrev boken Norrsken.")
    fika("confirm", "1", "2", code=1)
    facts = store.facts(1)
    assert [each["basis"] for each in fika.json("confirm", "1")["claims"]] == ["", "", "not_found"]
    fika("confirm", "1", "2")
    assert "no longer flagged" in fika.said
    assert store.facts(1) == facts
    assert len(store.versions(1)) == 2
    assert "  3  [not found in your brief] Du skrev boken Norrsken." in fika("confirm", "1")


def test_a_confirmation_that_was_cut_short_is_finished_once(
    fika: Shell, store: SqliteStore, keep: Keep
) -> None:
    """The fact was noted yesterday, the version never saved: no second fact."""
    keep(TRUE)
    store.add_fact(1, Fact(text=TRUE, source="confirmed by you 2026-11-21, draft 1 version 1"))
    fika("confirm", "1", "1")
    assert len(store.facts(1)) == 2
    assert store.version(1).brief.facts[-1] == store.facts(1)[-1].fact


def test_what_is_confidential_stays_so(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """A confirmed claim that is noted as a secret blocks as the secret that it is."""
    keep("Du har sagt upp dig från Vattenfall.")
    store.add_fact(1, Fact(text="Du har sagt upp dig från Vattenfall.", confidential=True))
    fika("confirm", "1", "1", code=1)
    assert [each.check for each in store.version(1).review.blocking] == ["confidential_leak"]
    assert len(store.facts(1)) == 2


# At a terminal


def test_each_claim_is_asked_about_at_a_terminal(
    fika: Shell, store: SqliteStore, keep: Keep, answers: Callable[..., None]
) -> None:
    """A yes confirms, anything else does not."""
    keep(TRUE, AGAINST, AMOUNT)
    answers("y", "perhaps", "")
    fika("confirm", "1", code=1)
    assert fika.said.count("may it stand?") == 3
    assert [each.fact.text for each in store.facts(1)] == [OLD.text, TRUE]
    answers("n", "n")
    fika("confirm", "1")
    assert "Nothing was confirmed" in fika.said
    assert len(store.versions(1)) == 2


def test_ctrl_c_in_the_middle_leaves_all_as_it_was(
    fika: Shell, store: SqliteStore, keep: Keep, answers: Callable[..., None]
) -> None:
    """Also what was answered with yes before."""
    keep(TRUE, AGAINST)
    answers("y")
    fika("confirm", "1", code=130)
    assert (len(store.versions(1)), len(store.facts(1))) == (1, 1)


def test_swedish_is_an_equal(
    fika: Shell, store: SqliteStore, keep: Keep, answers: Callable[..., None]
) -> None:
    """The findings are told in the interface's language, and "ja" is yes."""
    keep(TRUE)
    assert "finns inte i ditt underlag" in fika("confirm", "1", "--ui-language", "sv")
    answers("ja")
    fika("confirm", "1", "--ui-language", "sv")
    assert store.facts(1)[-1].fact.text == TRUE


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


def test_a_draft_that_changed_while_one_thought_is_not_overwritten(
    fika: Shell, store: SqliteStore, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit in another window wins; the answers were about another text."""
    keep(TRUE)
    other = parse_plain(letter("Något annat."), kind="outreach", language="sv")

    class Slow:
        """A terminal at which somebody else edits before the answer."""

        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            store.save_version(task(brief(), draft_id=1), other, CLEAN, ORIGINS)
            return "y\n"

    monkeypatch.setattr(sys, "stdin", Slow())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    fika("confirm", "1", code=1)
    assert "changed meanwhile" in fika.said
    assert (len(store.versions(1)), len(store.facts(1))) == (2, 1)


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


# For programs, and the rest


def test_json_tells_all(fika: Shell, keep: Keep) -> None:
    """The claims with where they stand, what was confirmed, the facts, and the review as it is now."""
    text = letter(TRUE, AGAINST)
    keep(TRUE, AGAINST)
    told = fika.json("confirm", "1", "1", code=1)
    assert (told["format"], told["draft"], told["version"], told["person"]) == ("fika.claims/1", 1, 1, 1)
    first, second = told["claims"]
    assert text[first["start"] : first["end"]] == first["sentence"] == TRUE
    assert (first["confirmed"], first["fact"], second["confirmed"], second["fact"]) == (True, 2, False, None)
    assert second["basis"] == "contradicted"
    assert second["contradicts"] == [{"fact": 1, "text": OLD.text, "source": "programmet"}]
    assert told["saved"] == 2
    assert told["review"]["blocked"]


def test_json_at_a_terminal_asks_nothing(
    fika: Shell, store: SqliteStore, keep: Keep, answers: Callable[..., None]
) -> None:
    """A program reads it."""
    keep(TRUE)
    answers()
    assert fika.json("confirm", "1")["saved"] is None
    assert len(store.versions(1)) == 1


def test_an_approval_is_not_carried_over(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """The person is told, and approves the new version without a reason."""
    keep(TRUE)
    fika("approve", "1", "--anyway", "Jag vet att det stämmer")
    fika("confirm", "1", "1")
    assert "approval was for version 1" in fika.said
    assert store.approval(1, 2) is None
    fika("approve", "1")
    approval = store.approval(1, 2)
    assert approval is not None
    assert approval.reason == ""


def test_a_sentence_too_long_for_a_fact_is_refused(fika: Shell, store: SqliteStore, keep: Keep) -> None:
    """With what to do, and nothing else of the same command is confirmed."""
    keep(TRUE, "Du ledde Norrsken i Boden " + "och mycket annat " * 130 + "också.")
    assert "too long for a fact" in fika.fails("confirm", "1", "1", "2")
    assert (len(store.versions(1)), len(store.facts(1))) == (1, 1)
