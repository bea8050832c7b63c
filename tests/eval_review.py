"""Print how well the reviewer finds what it should: `python -m tests.eval_review [HALF]`.

`tune` is what the rules were made on, `locked` what nobody reads; `fresh` are whole messages for the fact
check by writers who had seen no rule, written after the rest; `whole` are messages by four others, half of
them without any flaw, half with one of any check's; `planted` are messages by four more that tell much of a
brief: each as it is, with one passage made false, and with one in other words. `--misses [CHECK ...]` shows
what went wrong.

`locked --record` also writes the figures down for `fika check --explain`; `--record=FILE` writes those of
any half to a file of its own.

A case is a text labelled for one check: whether that check should find something, and at which words.
A check's precision is counted over its own cases and the clean messages; other checks' cases say nothing
about it.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.checks.measured import MEASURED, Figures, write_figures
from assistant.domain.value import Language

FOLDER = Path(__file__).parent / "review_cases"
CLEAN = "clean"
"""What the cases without any flaw are labelled for."""
VISIBLE = frozenset(
    {"person", "organisation", "name", "place", "number", "date", "title", "work", "quotation"}
)
"""Types of falsehoods that show in a word."""
Half = Literal["tune", "locked", "fresh", "whole", "planted"]
HALVES: tuple[Half, ...] = ("tune", "locked", "fresh", "whole", "planted")
Row = dict[str, Any]
Reviewer = Callable[[Row], Row]


@dataclass(frozen=True)
class Case:
    """A text and what one check should say about it."""

    id: str
    check: str
    language: str
    kind_of_flaw: str
    expect: bool
    excerpt: str
    """Words that the finding must touch; empty when the flaw is something missing."""
    row: Row
    """What `fika check --batch` takes."""


@dataclass(frozen=True)
class Outcome:
    """A case and the findings on it."""

    case: Case
    findings: tuple[Row, ...]

    @property
    def found(self) -> bool:
        """Whether the check found something, at the right words where they are known."""
        mine = [each for each in self.findings if each["check"] == self.case.check]
        return any(_touches(each, self.case) for each in mine)

    @property
    def alarmed(self) -> bool:
        """Whether the check found something anywhere."""
        return any(each["check"] == self.case.check for each in self.findings)


def cases(half: Half) -> tuple[Case, ...]:
    """Read one half of the cases, each with its brief."""
    briefs = {row["brief_id"]: row for row in _lines("briefs")}
    return tuple(_case(row, briefs) for row in _lines(half))


def _lines(name: str) -> list[Row]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _case(row: Row, briefs: dict[str, Row]) -> Case:
    named = row.get("brief")
    given: Row = {
        key: row[key] for key in ("id", "kind", "language", "text", "channel", "today") if key in row
    }
    if named:
        given |= {"brief": briefs[named]["brief"]}
        given.setdefault("today", briefs[named].get("today", "2026-11-20"))
    return Case(
        row["id"],
        row["check"],
        row["language"],
        row.get("type", ""),
        row["expect"],
        row.get("excerpt", ""),
        given,
    )


def _touches(finding: Row, case: Case) -> bool:
    at = case.row["text"].find(case.excerpt) if case.excerpt else -1
    return at < 0 or (finding["start"] < at + len(case.excerpt) and finding["end"] > at)


def reviewed(asked: Iterable[Case], reviewer: Reviewer) -> tuple[Outcome, ...]:
    """Review each case."""
    return tuple(Outcome(case, tuple(reviewer(case.row)["findings"])) for case in asked)


def _figures(check: str, outcomes: Sequence[Outcome]) -> tuple[int, int, int, int]:
    """Count for a check: found and rightly so, missed, false alarms, rightly silent."""
    mine = [each for each in outcomes if each.case.check == check]
    clean = [each for each in outcomes if each.case.check == CLEAN]
    hit = sum(each.found for each in mine if each.case.expect)
    missed = sum(not each.found for each in mine if each.case.expect)
    alarms = sum(each.alarmed for each in mine if not each.case.expect)
    alarms += sum(any(row["check"] == check for row in each.findings) for each in clean)
    silent = sum(not each.case.expect for each in mine) + len(clean) - alarms
    return hit, missed, alarms, silent


def _share(part: int, whole: int) -> str:
    return f"{part / whole:9.2f}" if whole else "        -"


def _line(name: str, numbers: Sequence[int]) -> str:
    hit, missed, alarms, silent = numbers
    precision, recall = _share(hit, hit + alarms), _share(hit, hit + missed)
    counts = f"{hit:4} of {hit + missed:4} found, {alarms:3} of {alarms + silent:4} false"
    return f"  {name:28}{precision}{recall}   {counts}"


def _print_half(half: Half, outcomes: Sequence[Outcome]) -> None:
    print(f"\nReview, {half + ' half':23} precision   recall")
    total: Counter[int] = Counter()
    for check in sorted({each.case.check for each in outcomes} - {CLEAN}):
        for language in ("sv", "en"):
            numbers = _figures(check, [each for each in outcomes if each.case.language == language])
            print(_line(f"{check} {language}", numbers))
            if check not in {"unsupported_claim", "asks_to_be_mentor"}:
                total.update(dict(enumerate(numbers)))
    hit, missed, alarms = total[0], total[1], total[2]
    if total:
        score = 2 * hit / max(1, 2 * hit + missed + alarms)
        print(f"  all checks but the fact check and the big question: F1 {score:.2f}")
    _print_kinds(outcomes)
    clean = [each for each in outcomes if each.case.check == CLEAN]
    claims = sum(any(row["check"] == "unsupported_claim" for row in each.findings) for each in clean)
    print(f"  clean messages in which a claim is found: {claims} of {len(clean)}")
    for severity, name in (("block", "blocked"), ("warn", "warned about"), ("note", "noted")):
        with_one = sum(any(row["severity"] == severity for row in each.findings) for each in clean)
        print(f"  clean messages {name}: {with_one} of {len(clean)}")


def _print_kinds(outcomes: Sequence[Outcome]) -> None:
    """Print how many of each kind of false claim were found."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for each in outcomes:
        if each.case.check == "unsupported_claim" and each.case.expect:
            kinds[each.case.kind_of_flaw].append(each.found)
    for name, found in sorted(kinds.items()):
        print(f"     false {name:26} {sum(found):3} of {len(found):3}")
    for name, visible in (("in a word", True), ("in a relation", False)):
        hits = [hit for kind, found in kinds.items() if (kind in VISIBLE) is visible for hit in found]
        print(f"  false {name:29} {sum(hits):3} of {len(hits):3}")


def _print_misses(outcomes: Sequence[Outcome], only: Sequence[str]) -> None:
    for each in outcomes:
        case = each.case
        wrong = each.findings if case.check == CLEAN else [each] * (each.found != case.expect)
        if wrong and (not only or case.check in only):
            said = [(row["check"], row["excerpt"], row["message"]) for row in each.findings]
            print(
                f"\n{case.id} {case.check} {case.kind_of_flaw} expect={case.expect} excerpt={case.excerpt!r}"
            )
            print(case.row["text"], "\n   ->", said)


def record(half: Half, outcomes: Sequence[Outcome], path: Path = MEASURED) -> None:
    """Write down each check's figures, with the fingerprint of the cases."""
    languages: tuple[Language, ...] = ("sv", "en")
    measured = {
        check: {
            language: Figures(*_figures(check, [each for each in outcomes if each.case.language == language]))
            for language in languages
        }
        for check in {each.case.check for each in outcomes} - {CLEAN}
    }
    fingerprint = hashlib.sha256((FOLDER / f"{half}.jsonl").read_bytes()).hexdigest()[:16]
    write_figures(measured, f"{half} {len(outcomes)} {fingerprint}", path)


def _record_path(half: Half, only: Sequence[str]) -> Path | None:
    """Where the figures go, if anywhere. Exits when the product's own would not be whole or not locked."""
    for each in sys.argv[1:]:
        if each.startswith("--record="):
            return Path(each.removeprefix("--record="))
    if "--record" not in sys.argv:
        return None
    if half != "locked" or only:
        sys.exit("--record needs the locked half with every check; else name a file, --record=FILE.")
    return MEASURED


def reviewer(home: Path) -> Reviewer:
    """Give what reviews a row as `fika check --batch` does, with its store in `home`."""
    from assistant.wiring import Services
    from tui.batch import review_answer

    return review_answer(Services.from_environment(lambda _notice: None, {"home": str(home)}))


def main() -> None:
    """Print precision and recall per check and language; `--misses [CHECK ...]` shows what went wrong."""
    if "--help" in sys.argv:
        print(__doc__)
        return
    halves = [each for each in HALVES if each in sys.argv[1:]] or HALVES
    only = [each for each in sys.argv[1:] if each not in HALVES and not each.startswith("--")]
    with tempfile.TemporaryDirectory() as home:
        answer = reviewer(Path(home))
        for half in halves:
            path = _record_path(half, only)
            asked = [each for each in cases(half) if not only or each.check in {*only, CLEAN}]
            outcomes = reviewed(asked, answer)
            _print_half(half, outcomes)
            if path:
                record(half, outcomes, path)
            if "--misses" in sys.argv:
                _print_misses(outcomes, only)


if __name__ == "__main__":
    main()
