"""What plain retrieval gives on the same passages: BM25, stemmed BM25, TF-IDF of character n-grams."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from knowledge import fields
from knowledge.corpus import Corpus
from knowledge.found import Found, Hit

_WORD = re.compile(r"[^\W_]+")
Terms = Callable[[str], dict[str, float]]


class Baseline:
    """Ranks the passages of one language by one simple score; answers every question."""

    def __init__(self, corpus: Corpus, language: str, scheme: fields.Scheme, terms: Terms) -> None:
        self._passages = tuple(corpus.passages.values())
        wordings = [passage.wording(language) for passage in self._passages]
        texts = ["\n".join((each.title, each.text, *each.asks)) for each in wordings]
        self._terms = terms
        self._field = fields.field(scheme, [terms(text) for text in texts])

    def search(self, question: str, _language: str, limit: int = 5) -> Found:
        """Give the best passages."""
        scores = self._field.scores(self._terms(question))
        ranked = sorted(zip(scores, self._passages, strict=True), key=lambda pair: -pair[0])
        return Found(True, tuple(Hit(passage, score) for score, passage in ranked[:limit] if score > 0))


def baselines(corpus: Corpus, language: str) -> Iterator[tuple[str, Baseline]]:
    """Give each baseline with its name, over titles, texts and asks of the passages in "sv" or "en"."""
    yield "BM25", Baseline(corpus, language, "bm25", _words)
    yield "stemmed BM25", Baseline(corpus, language, "bm25", _stems(language))
    yield "TF-IDF of 3-5-grams", Baseline(corpus, language, "cosine", _grams)


def _words(text: str) -> dict[str, float]:
    return dict(Counter(_WORD.findall(text.lower())))


def _stems(language: str) -> Terms:
    import Stemmer

    stemmer = Stemmer.Stemmer("swedish" if language == "sv" else "english")
    return lambda text: dict(Counter(stemmer.stemWords(_WORD.findall(text.lower()))))


def _grams(text: str) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        edged = f" {word} "
        counts.update(
            edged[at : at + size] for size in (3, 4, 5) for at in range(max(1, len(edged) - size + 1))
        )
    return dict(counts)
