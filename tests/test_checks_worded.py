"""The rules of the fact check on many wordings of the same facts: reckoned, rounded, planned, turned round.

The sentences of worded_claims.json belong to briefs of review_cases and were written beside their cases;
those still out of reach are not in it. The small tests below each hold one guard.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.checks.claim_rules import rule_claims
from assistant.checks.support import support_of
from assistant.domain.brief import Brief, Fact, Meeting, Recipient, Sender
from assistant.domain.value import Language
from assistant.importing.brief_file import load_brief

HERE = Path(__file__).parent
TODAY = date(2026, 11, 20)
WORDED: dict[str, dict[str, list[str]]] = json.loads((HERE / "worded_claims.json").read_text("utf-8"))


def _briefs() -> dict[str, dict[str, Any]]:
    lines = (HERE / "review_cases" / "briefs.jsonl").read_text("utf-8").splitlines()
    return {row["brief_id"]: row["brief"] for row in map(json.loads, lines) if row["brief_id"] in WORDED}


BRIEFS = _briefs()


def _found(brief: Brief, sentence: str, language: Language) -> list[str]:
    claims = rule_claims(sentence, "sentence", language, support_of(brief), TODAY)
    return [sentence[claim.start : claim.end] for _rule, claim in claims]


def _judged(name: str, sentence: str) -> list[str]:
    written = BRIEFS[name]
    brief = load_brief(json.dumps(written), "brief", language=written["language"]).brief
    return _found(brief, sentence, written["language"])


@pytest.mark.parametrize("name", WORDED)
def test_what_follows_from_the_facts_is_left_alone(name: str) -> None:
    """Sums, other units, years until today, own views and plans, and another language are no false claims."""
    alarms = {sentence: found for sentence in WORDED[name]["true"] if (found := _judged(name, sentence))}
    assert not alarms


@pytest.mark.parametrize("name", WORDED)
def test_what_turns_the_facts_round_is_found(name: str) -> None:
    """What was pending, refused or hung on an if, and who had what from whom, cannot be told otherwise."""
    assert not [sentence for sentence in WORDED[name]["false"] if not _judged(name, sentence)]


SWEDISH = Brief(
    language="sv",
    sender=Sender(name="Ylva Bäck", role="hovslagarlärling", organisation="Rättviks smedja"),
    recipient=Recipient(name="Torun Ask", role="hovslagare", organisation="Asks hovslageri"),
    facts=(
        Fact(kind="role", text="Hovslagare sedan 2014. Har sju kurser om året med sex deltagare i varje."),
        Fact(kind="project", text="Skoningen tog först nittio minuter, efter två år bara femtio."),
        Fact(kind="other", text="Torun lärde sig smida av sin moster Elin Rask."),
        Fact(kind="project", text="Hon söker bidrag till en ny ässja. Länet har ännu inte beslutat."),
        Fact(kind="other", text="Leverantören ville byta stålet, men Torun sa nej."),
    ),
    meeting=Meeting(
        held_at=datetime(2026, 11, 17, 9, tzinfo=UTC),
        notes=(
            "Hon erbjöd sig att skicka mallen, om hennes man hittar den.",
            "Hon är fortfarande ute på gårdar.",
        ),
    ),
)
ENGLISH = Brief(
    language="en",
    sender=Sender(name="Ida Marsh", role="trainee ranger", organisation="Exmoor Trust"),
    recipient=Recipient(name="Peter Lowe", role="joint owner and shepherd", organisation="Combe Farm"),
    facts=(
        Fact(kind="role", text="Shepherd since 2016. He owns the farm together with his cousin Jane Hale."),
        Fact(kind="project", text="He plants five hedges a year with eight trees in each."),
        Fact(kind="other", text="He learned hedging from his uncle Sam Dart. Lambing losses were unchanged."),
        Fact(kind="project", text="The farm is applying for the Meadow Grant."),
        Fact(kind="talk", text="Short hedges shelter more birds than tall ones.", when="2026-05-13"),
    ),
)


@pytest.mark.parametrize(
    ("brief", "sentence", "claimed"),
    [
        (SWEDISH, "Fyrtiotvå deltagare om året är fler än vi är i byn.", False),  # a product
        (SWEDISH, "Trettiosex deltagare om året är fler än vi är i byn.", True),
        (SWEDISH, "En och en halv timme blev till slut femtio minuter.", False),  # another unit
        (SWEDISH, "I tolv år har du varit hovslagare.", False),  # counted until today
        (SWEDISH, "I tjugotvå år har du varit hovslagare.", True),
        (ENGLISH, "Forty trees a year, planted by hand, is a small wood.", False),
        (ENGLISH, "Sixty trees a year, planted by hand, is a small wood.", True),
        (
            ENGLISH,
            "Five hedges a year I know of, but twelve hedges I could never plant.",
            False,
        ),  # the sender's own
        (ENGLISH, "A decade of sheep has taught you patience.", False),
        (ENGLISH, "On a Wednesday in May you told us about short hedges.", False),  # the weekday of a date
    ],
)
def test_a_number_that_follows_is_support(brief: Brief, sentence: str, claimed: bool) -> None:
    assert bool(_found(brief, sentence, brief.language)) == claimed


@pytest.mark.parametrize(
    ("brief", "sentence", "claimed"),
    [
        (SWEDISH, "Du lärde Elin Rask att smida, förstår jag.", True),
        (SWEDISH, "Elin Rask lärde dig att smida, förstår jag.", False),
        (SWEDISH, "Att Elin Rask lärde sig smida av dig är fint.", True),
        (ENGLISH, "Sam Dart learned hedging from you, I read.", True),
        (ENGLISH, "You learned hedging from your uncle, I read.", False),
        (ENGLISH, "You taught Sam Dart to lay a hedge.", True),
        (ENGLISH, "My own uncle taught me to lay a hedge.", False),
    ],
)
def test_who_had_it_from_whom_is_kept(brief: Brief, sentence: str, claimed: bool) -> None:
    assert bool(_found(brief, sentence, brief.language)) == claimed


@pytest.mark.parametrize(
    ("brief", "sentence", "claimed"),
    [
        (SWEDISH, "Grattis till att ni har fått bidrag till en ny ässja.", True),
        (SWEDISH, "Jag hoppas att ni får bidrag till en ny ässja.", False),
        (SWEDISH, "Kul att du skickar mallen i veckan.", True),
        (SWEDISH, "Jag tar gärna emot mallen om den dyker upp.", False),
        (SWEDISH, "Du bytte stålet, och det märks.", True),
        (SWEDISH, "Du vägrade byta stålet, och det märks.", False),
        (SWEDISH, "Du är inte längre ute på gårdar.", True),
        (SWEDISH, "Min mästare hälsar så gott.", False),  # the sender's own to pass on
        (ENGLISH, "Well done on winning the Meadow Grant.", True),
        (ENGLISH, "Good luck with the Meadow Grant.", False),
        (ENGLISH, "I was surprised that lambing losses fell.", True),
        (ENGLISH, "I was surprised that lambing losses stayed the same.", False),
        (ENGLISH, "Our own lambing losses fell.", False),
        (ENGLISH, "As the sole owner of a farm you decide for yourself.", True),
        (ENGLISH, "Tall hedges shelter more birds than short ones.", True),
        (ENGLISH, "Short hedges shelter more birds than tall ones, you said.", False),
        (ENGLISH, "He used to work with my warden in Exford.", True),
        (ENGLISH, "You said people could always ring you about hedges.", True),
    ],
)
def test_what_is_open_or_otherwise_is_not_told_as_settled(brief: Brief, sentence: str, claimed: bool) -> None:
    assert bool(_found(brief, sentence, brief.language)) == claimed


@pytest.mark.parametrize(
    ("brief", "sentence"),
    [
        (SWEDISH, "Min lärare gick i skola i Mora."),
        (SWEDISH, "Världen är liten söder om Siljan."),
        (SWEDISH, "Jag har läst Hedlund och Kvist om hovar."),
        (ENGLISH, "Mum says I should write rather than ring."),
        (ENGLISH, "I've been reading Rackham in the evenings."),
        (ENGLISH, "There's a shop in Porlock I'd like to ask."),
        (ENGLISH, "A colleague at Minehead tried it and gave up."),
    ],
)
def test_names_of_the_senders_own_world_are_theirs(brief: Brief, sentence: str) -> None:
    assert not _found(brief, sentence, brief.language)
