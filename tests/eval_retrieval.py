"""Print how well guidance is found: `python -m tests.eval_retrieval [tune|locked] [--misses]`."""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Literal

from knowledge.corpus import load_corpus
from knowledge.found import Found
from knowledge.retriever import GuidanceRetriever

CASES = Path(__file__).parent / "retrieval_cases.toml"
Half = Literal["tune", "locked"]


@dataclass(frozen=True)
class Case:
    """A question as someone types it, with the topics that answer it."""

    language: str
    kind: str
    topics: frozenset[str]
    """Empty when the sources say nothing about it."""
    text: str


@dataclass(frozen=True)
class Figures:
    """How well a set of questions was answered, each 0-1."""

    questions: int
    hit5: float
    mrr10: float
    declined: float


def cases(half: Half) -> tuple[Case, ...]:
    """Read one half of the labelled questions."""
    rows = tomllib.loads(CASES.read_text(encoding="utf-8"))[half]
    return tuple(Case(row["language"], row["kind"], frozenset(row["topics"]), row["text"]) for row in rows)


def rank(found: Found, case: Case) -> int | None:
    """Give the place (from 1) of the first passage on one of the topics."""
    for place, hit in enumerate(found.hits, start=1):
        if case.topics.intersection(hit.passage.topics):
            return place
    return None


def figures(retriever: GuidanceRetriever, asked: Iterable[Case], *, swapped: bool = False) -> Figures:
    """Ask the questions; `swapped` says that the asker's language is the other one."""
    ranks, declined = [], []
    for case in asked:
        language = {"sv": "en", "en": "sv"}[case.language] if swapped else case.language
        found = retriever.search(case.text, language, limit=10)
        ranks.append(rank(found, case))
        declined.append(not found.answered)
    return Figures(
        len(ranks),
        fmean(place is not None and place <= 5 for place in ranks),
        fmean(1 / place if place else 0.0 for place in ranks),
        fmean(declined),
    )


def _line(name: str, row: Figures) -> str:
    return f"{name:28} {row.questions:4}   {row.hit5:5.2f}  {row.mrr10:5.2f}  {row.declined:5.2f}"


def main() -> None:
    """Print hit@5, MRR@10 and the share declined, per language and kind."""
    halves: list[Half] = [each for each in ("tune", "locked") if each in sys.argv[1:]] or ["tune", "locked"]
    with tempfile.TemporaryDirectory() as folder:
        retriever = GuidanceRetriever(load_corpus(), Path(folder))
        for half in halves:
            asked = cases(half)
            print(f"\n{half:28}    n   hit@5  MRR   declined")
            for language in ("sv", "en"):
                mine = [case for case in asked if case.language == language]
                topical = [case for case in mine if case.topics]
                print(_line(f"{language} answerable", figures(retriever, topical)))
                print(_line(f"{language} set to the other", figures(retriever, topical, swapped=True)))
                for kind in sorted({case.kind for case in topical}):
                    chosen = [case for case in topical if case.kind == kind]
                    print(_line(f"   {kind}", figures(retriever, chosen)))
                others = [case for case in mine if not case.topics]
                print(_line(f"{language} unanswerable", figures(retriever, others)))
            if "--misses" in sys.argv:
                _misses(retriever, asked)
        retriever.close()


def _misses(retriever: GuidanceRetriever, asked: Iterable[Case]) -> None:
    for case in asked:
        found = retriever.search(case.text, case.language, limit=10)
        place = rank(found, case)
        if found.answered != bool(case.topics) or (case.topics and (place is None or place > 5)):
            print(f"  {found.hits[0].score:.2f} {place} {case.text!r} {sorted(case.topics)}")
            print("      ", [(hit.passage.id, hit.score) for hit in found.hits[:3]])


if __name__ == "__main__":
    main()
