"""The measured parts of `tests.bench_retrieval`, each in a process of its own.

`python -m tests.bench_parts PART ...` prints a part's figures as JSON. Imports stand inside the parts, so
that none pays for another's; what a part says to have taken is without imports, a whole process is measured
from outside.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

DIMENSION: Final = 384
_BATCH: Final = 2_000
_CENTRES: Final = 500
"""Vectors lie around so many centres, as those of texts do; Chroma stores strewn ones half as fast."""
_QUESTIONS: Final = Path(__file__).parent / "retrieval_questions" / "tune.jsonl"
_INVENTED: Final = 200
"""Sentences like those in the books that are asked too."""
_EDITS: Final = 200
"""Letters that are typed into a mail, each into the mail as it was."""
_WARMING: Final = 60
"""Questions that are asked before the clock runs, so that what loads at first use is there."""

Figures = dict[str, Any]


def shipped_index(folder: str) -> Figures:
    """Make everything that retrieval stands on from nothing: the words' side and the vectors' in Chroma."""
    from knowledge.corpus import load_corpus
    from knowledge.retriever import GuidanceRetriever

    corpus = load_corpus()
    retriever = GuidanceRetriever(corpus, Path(folder))
    with _timed() as words:
        for language in ("sv", "en"):
            retriever.for_task((), "en fråga, a question", language)
    with _timed() as vectors:
        assert retriever.ensure_index()
    status = retriever.status()
    retriever.close()
    return {"words": words, "vectors": vectors, "count": status.returned}


def bare_store(folder: str, count: str) -> Figures:
    """Store ready vectors in Chroma as it comes, in batches."""
    import chromadb
    import numpy as np

    chance = np.random.default_rng(1)
    centres = chance.standard_normal((_CENTRES, DIMENSION)).astype("float32")
    near = chance.integers(0, _CENTRES, int(count))
    rows = centres[near] + 0.7 * chance.standard_normal((int(count), DIMENSION)).astype("float32")
    with _timed() as stored:
        collection = _bare_client(chromadb, folder).create_collection("bare", embedding_function=None)
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            collection.add(ids=[str(start + at) for at in range(len(batch))], embeddings=batch)
    return {"stored": stored, "count": collection.count()}


def bare_query(folder: str) -> Figures:
    """Ask the five nearest of vectors like the stored ones."""
    import chromadb
    import numpy as np

    collection = _bare_client(chromadb, folder).get_collection("bare", embedding_function=None)
    near = collection.get(ids=[str(at) for at in range(_INVENTED)], include=["embeddings"])["embeddings"]
    asked = np.asarray(near) + 0.3 * np.random.default_rng(2).standard_normal(np.shape(near))
    collection.query(query_embeddings=[asked[0]], n_results=5)
    return _asked(list(asked), all=lambda each: collection.query(query_embeddings=[each], n_results=5))


def review() -> Figures:
    """Review mails beside their briefs: each for the first time, once more, and after edits of one letter."""
    from assistant.importing.brief_file import load_brief
    from assistant.wiring import Services
    from tests.eval_review import CLEAN, cases

    services = Services.from_environment(lambda _sentence: None)
    briefs: dict[str, Any] = {}

    def look(row: dict[str, Any]) -> None:
        written = json.dumps(row["brief"])
        brief = briefs.get(written) or load_brief(written, "brief", language=row["language"]).brief
        briefs[written] = brief
        services.review(row["text"], kind=row["kind"], language=row["language"], channel="mail", brief=brief)

    rows = [each.row for each in cases("fresh") if each.check != CLEAN]
    for each in rows[::3]:
        look(each)  # what loads at first use, and every brief, is there
    new = _asked([row for at, row in enumerate(rows) if at % 3], new=look)
    mail = rows[0]
    places = [at for at, letter in enumerate(mail["text"]) if letter.isalpha()]
    edited = [
        {**mail, "text": f"{mail['text'][:at]}x{mail['text'][at:]}"}
        for at in random.Random(1).sample(places, _EDITS)
    ]
    return new | _asked([mail] * _EDITS, again=look) | _asked(edited, edited=look)


def books(folder: str, first: str, last: str) -> Figures:
    """Write invented books."""
    from tests.bench_text import write_book

    Path(folder).mkdir(exist_ok=True)
    for number in range(int(first), int(last)):
        write_book(Path(folder) / f"{number:04}.md", number)
    return {}


def add(home: str, files: str) -> Figures:
    """Add the books, as `fika knowledge add FOLDER` does."""
    from assistant.cleaning import clean
    from knowledge import adding
    from knowledge.documents.gathering import gather

    shelf = _shelf(home)
    passages = 0
    with _timed() as added:
        for step in adding.add(gather([Path(files)]), shelf, clean):
            passages += step.document.pieces if isinstance(step, adding.Added) else 0
    shelf.close()
    return {"added": added, "count": passages}


def ask_shipped(home: str) -> Figures:
    """Ask the shipped guidance what nobody asked before, in turns with plain BM25 over the same passages."""
    from knowledge.corpus import load_corpus
    from knowledge.retriever import GuidanceRetriever
    from tests.eval_baselines import baselines

    corpus = load_corpus()
    retriever = GuidanceRetriever(corpus, Path(home) / "knowledge")
    assert retriever.ensure_index()
    assert retriever.status().returned  # opens the index, as the screen does behind the first question
    plain = {language: next(baselines(corpus, language))[1] for language in ("sv", "en")}
    for text, language in _questions()[:_WARMING]:
        retriever.search(" ".join(reversed(text.split())), language)  # a few of them leave doubt
    asked = _questions()
    told = _asked(
        asked,
        ours=lambda each: retriever.search(*each),
        again=lambda each: retriever.search(*each),
        bm25=lambda each: plain[each[1]].search(*each),
    )
    retriever.close()
    return told


def ask_own(home: str) -> Figures:
    """Ask shipped and own guidance together."""
    from knowledge.corpus import load_corpus
    from knowledge.retriever import GuidanceRetriever
    from tests.bench_text import sentences

    retriever = GuidanceRetriever(load_corpus(), Path(home) / "knowledge", shelf=_shelf(home))
    assert retriever.ensure_index()
    assert retriever.status().returned
    for text, language in _questions()[:_WARMING]:
        retriever.search(" ".join(reversed(text.split())), language)
    told = {
        **_asked(_questions(), questions=lambda each: retriever.search(*each)),
        **_asked(sentences(_INVENTED), sentences=lambda each: retriever.search(*each)),
    }
    retriever.close()
    return told


def _shelf(home: str) -> Any:
    from knowledge.corpus import load_corpus
    from knowledge.shelf.local import LocalShelf

    folder = Path(home) / "knowledge"
    return LocalShelf(folder / "own.sqlite3", load_corpus(), folder)


def _questions() -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]
    asked = [(row["text"], row["language"]) for row in rows]
    random.Random(3).shuffle(asked)
    return asked


def _asked(questions: Sequence[Any], /, **ways: Callable[[Any], object]) -> Figures:
    """Ask one question after the other in each of the ways; give milliseconds, wall and CPU, by way."""
    took: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for each in questions:
        for way, ask in ways.items():
            started, spent = time.perf_counter(), time.process_time()
            ask(each)
            took[way].append((time.perf_counter() - started, time.process_time() - spent))
    return {
        way: {
            "count": len(pairs),
            "wall": _spread(1e3 * wall for wall, _ in pairs),
            "cpu": _spread(1e3 * cpu for _, cpu in pairs),
        }
        for way, pairs in took.items()
    }


def _spread(took: Iterable[float]) -> Figures:
    ranked = sorted(took)
    middle, most = statistics.median(ranked), ranked[int(0.95 * len(ranked))]
    return {"median": middle, "p95": most, "p99": ranked[int(0.99 * len(ranked))], "most": ranked[-1]}


@contextmanager
def _timed() -> Iterator[Figures]:
    """Fill in seconds, wall and CPU, when it ends."""
    took: Figures = {}
    started, spent = time.perf_counter(), time.process_time()
    yield took
    took.update(wall=time.perf_counter() - started, cpu=time.process_time() - spent)


def _bare_client(chromadb: Any, folder: str) -> Any:
    settings = chromadb.config.Settings(anonymized_telemetry=False)
    return chromadb.PersistentClient(folder, settings=settings)


_PARTS: Final = {
    part.__name__: part
    for part in (shipped_index, bare_store, bare_query, review, books, add, ask_shipped, ask_own)
}

if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    print(json.dumps(_PARTS[sys.argv[1]](*sys.argv[2:])))
