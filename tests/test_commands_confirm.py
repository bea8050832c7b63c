"""`fika confirm` as a command: what it lists, asks and refuses, a second time, and for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from assistant.domain.brief import Fact
from assistant.parsing import parse_plain
from assistant.store import SqliteStore
from tests.confirm_desk import AGAINST, AMOUNT, OLD, PHONE, TRUE, Keep, brief, checks, keeping, letter
from tests.shell import Shell
from tests.stored import CLEAN, ORIGINS, task


@pytest.fixture
def keep(store: SqliteStore) -> Keep:
    """Keep a draft as an edit would."""
    return keeping(store)


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
    keep("Ditt projekt Vinterljus är fint.", TRUE, "Du skrev boken Norrsken.")
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
