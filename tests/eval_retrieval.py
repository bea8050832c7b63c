"""Print how well guidance is found: `python -m tests.eval_retrieval [tune|locked] [--misses]`.

A question is labelled with the topics that answer it. A passage counts by its main topic, and a topic counts
once, at the place of its first passage: more passages on the same topic only take up room.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Literal

from knowledge.corpus import load_corpus
from knowledge.found import Found
from knowledge.retriever import GuidanceRetriever
from tests.eval_baselines import baselines

FOLDER = Path(__file__).parent / "retrieval_questions"
DEPTH = 10
"""Passages asked for."""
Half = Literal["tune", "locked"]
Search = Callable[[str, str, int], Found]


@dataclass(frozen=True)
class Question:
    """A question as someone types it, with the topics that answer it."""

    id: str
    language: str
    kind: str
    topics: frozenset[str]
    """Empty when the sources say nothing about it."""
    text: str


@dataclass(frozen=True)
class Figures:
    """How well a set of questions was answered, each 0-1."""

    questions: int
    recall5: float
    hit5: float
    mrr10: float
    ndcg10: float
    declined: float


def questions(half: Half) -> tuple[Question, ...]:
    """Read one half of the labelled questions."""
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return tuple(
        Question(row["id"], row["language"], row["kind"], frozenset(row["topics"]), row["text"])
        for row in rows
    )


def topics_found(found: Found) -> list[str]:
    """Give the main topic of each passage found, best first, empty where the topic came before."""
    main = [hit.passage.topics[0] for hit in found.hits]
    return [topic if topic not in main[:place] else "" for place, topic in enumerate(main)]


def rank(found: Found, question: Question) -> int | None:
    """Give the place (from 1) of the first passage that answers, None when none was found."""
    places = [place for place, topic in enumerate(topics_found(found), 1) if topic in question.topics]
    return places[0] if places else None


def figures(search: Search, asked: Iterable[Question]) -> Figures:
    """Ask the questions and give the means. There must be one question at least."""
    rows = []
    for question in asked:
        found = search(question.text, question.language, DEPTH)
        ranked, place = topics_found(found), rank(found, question)
        first = len(question.topics.intersection(ranked[:5]))
        recall = first / len(question.topics) if question.topics else 0.0
        rows.append((recall, bool(first), 1 / place if place else 0.0, _ndcg(ranked, question.topics), found))
    return Figures(
        len(rows),
        fmean(row[0] for row in rows),
        fmean(row[1] for row in rows),
        fmean(row[2] for row in rows),
        fmean(row[3] for row in rows),
        fmean(not row[4].answered for row in rows),
    )


def auroc(answerable: Sequence[float], others: Sequence[float]) -> float:
    """Give the chance (0-1) that an answerable question scores above one that is not; ties count half."""
    pairs = [(ours > theirs) + (ours == theirs) / 2 for ours in answerable for theirs in others]
    return fmean(pairs)


def best_score(found: Found) -> float:
    """Give the score that decides whether a question is answered."""
    return found.hits[0].score if found.hits else 0.0


def _ndcg(ranked: Sequence[str], topics: frozenset[str]) -> float:
    gain = sum(1 / math.log2(place + 1) for place, topic in enumerate(ranked[:10], 1) if topic in topics)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(len(topics), 10) + 1))
    return gain / ideal if ideal else 0.0


def _line(name: str, row: Figures) -> str:
    numbers = (row.recall5, row.hit5, row.mrr10, row.ndcg10)
    return f"  {name:24}{row.questions:5}  " + "  ".join(f"{number:7.2f}" for number in numbers)


def _print_half(half: Half, search: Search, searches: dict[str, list[tuple[str, Search]]]) -> None:
    asked = questions(half)
    print(f"\nGuidance found, {half} half{'n':>10}  recall@5    hit@5   MRR@10  nDCG@10")
    for language in ("sv", "en"):
        mine = [question for question in asked if question.language == language]
        topical = [question for question in mine if question.topics]
        others = [question for question in mine if not question.topics]
        print(_line(f"{language} answerable", figures(search, topical)))
        for kind in sorted({question.kind for question in topical}):
            print(_line(f"   {kind}", figures(search, [each for each in topical if each.kind == kind])))
        for name, plain in searches[language]:
            print(_line(f"   beside it: {name}", figures(plain, topical)))
        print(f"  {language} unanswerable         {len(others):5}  " + _declined(search, topical, others))


def _declined(search: Search, topical: Iterable[Question], others: Iterable[Question]) -> str:
    found = [search(each.text, each.language, 1) for each in topical]
    not_found = [search(each.text, each.language, 1) for each in others]
    area = auroc([best_score(each) for each in found], [best_score(each) for each in not_found])
    return (
        f"AUROC {area:.2f}, declined {fmean(not each.answered for each in not_found):.0%}"
        f" (of the answerable {fmean(not each.answered for each in found):.0%})"
    )


def _print_misses(half: Half, search: Search) -> None:
    for question in questions(half):
        found = search(question.text, question.language, DEPTH)
        place = rank(found, question)
        missed = bool(question.topics) and (place is None or place > 5)
        if missed or found.answered != bool(question.topics):
            score = best_score(found)
            print(f"  {question.id} {score:.2f} {place} {question.text!r} {sorted(question.topics)}")
            print("      ", [(hit.passage.id, hit.score) for hit in found.hits[:3]])


def main() -> None:
    """Print the figures per language and kind beside the baselines; `--misses` names what went wrong."""
    if "--help" in sys.argv:
        print(__doc__)
        return
    halves: list[Half] = [each for each in ("tune", "locked") if each in sys.argv[1:]] or ["tune", "locked"]
    corpus = load_corpus()
    plain: dict[str, list[tuple[str, Search]]] = {
        language: [(name, each.search) for name, each in baselines(corpus, language)]
        for language in ("sv", "en")
    }
    with tempfile.TemporaryDirectory() as folder:
        retriever = GuidanceRetriever(corpus, Path(folder))
        for half in halves:
            _print_half(half, retriever.search, plain)
            if "--misses" in sys.argv:
                _print_misses(half, retriever.search)
        retriever.close()


if __name__ == "__main__":
    main()
