"""The dense side: vectors in Chroma, which only this module imports, and only when it must.

Chroma gets opaque ids (a text's number) and vectors, nothing else, and can always be made again. A damaged
index is rebuilt, never reported; only where nothing can be built (a full or read-only disk, texts that would
have to be sent to a model's server unasked) is `IndexUnavailableError` raised; retrieval goes on without it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Final, TypeVar

from knowledge.dense import (
    Health,
    IndexUnavailableError,
    Level,
    Progress,
    above,
    embedder_name,
    fingerprint,
)
from knowledge.embedders.port import Embedder, EmbedderTrouble
from knowledge.generations import MOST_ATTEMPTS, Generations, LockedError, Pointer
from knowledge.growing import mark, taken_over
from knowledge.unused_slots import blank_unused_slots

__all__ = ["Health", "IndexUnavailableError", "VectorIndex"]

_T = TypeVar("_T")
_COLLECTION: Final = "guidance"
_BATCH: Final = 2_000
_GRAPH: Final = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200}
"""With Chroma's own numbers one build in eight left a vector that no search could reach."""
_SMALL: Final = 1_000
"""With fewer vectors Chroma writes none to its file before the first question, and changes it then."""
_AT_ONCE: Final = {"sync_threshold": 1, "batch_size": 1}
_PROBED: Final = 10_000
"""So many vectors are really asked for when an index is opened; Chroma's own count cannot be trusted."""
_REACHED: Final = 0.95
"""Share of the vectors that a search for all of them must reach; such a search is approximate by nature."""


class _DamagedError(Exception):
    """What was opened is not what was built."""


class VectorIndex:
    """Finds the texts nearest to another text.

    An index that `grows` takes over the vectors of the texts that it began with; `told` is what the codes of
    its refusals begin with.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        texts: Callable[[], Sequence[str]],
        texts_fingerprint: str,
        progress: Progress = lambda _event, _count: None,
        *,
        grows: bool = False,
        told: str = "",
    ) -> None:
        self.embedder = embedder
        self.fingerprint = fingerprint(texts_fingerprint, embedder)
        self._texts = texts
        self._progress = progress
        self._grows = grows
        self._told = told
        self._generations = Generations(folder)
        self._open: tuple[Pointer, Any, Any] | None = None
        self._guard = RLock()

    @property
    def place(self) -> str:
        """Nowhere but here."""
        return ""

    @property
    def built(self) -> bool:
        """Whether some index is there, be it stale."""
        return self._generations.pointer() is not None

    @property
    def current(self) -> bool:
        """Whether a whole index of these texts stands ready. Imports nothing heavy, reads no vector."""
        return self._ready() is not None

    def ensure(self, *, asked: bool = False) -> None:
        """Build the index unless it stands ready; when somebody `asked`, also by sending texts.

        Raises IndexUnavailableError.
        """
        if self._ready() is None:
            self._build(instead_of=None, asked=asked)

    def rebuild(self) -> None:
        """Build the index anew whatever is there, also by sending texts. Raises IndexUnavailableError."""
        pointer = self._generations.pointer()
        with suppress(OSError):
            self._generations.end_attempts()
        with _embedding():
            self.embedder.begin_anew(self._texts())
        self._build(instead_of=pointer, asked=True)

    def nearest(self, text: str, count: int) -> list[tuple[int, float]]:
        """Give the numbers of the `count` nearest texts with their cosine, best first.

        Raises IndexUnavailableError.
        """
        self.ensure()  # first: a question is not sent to a model when there is nothing to compare it with
        with _embedding():
            vector = self.embedder.embed_question(text)
        if not any(vector):
            return []
        return self._used(
            lambda collection, expected: _query(
                collection, self._fitting(collection, vector), min(count, expected)
            )
        )

    def health(self) -> Health:
        """Ask the index for all its vectors. Raises IndexUnavailableError."""
        return self._used(lambda collection, expected: Health(expected, _returned(collection, expected)))

    def close(self) -> None:
        """Let go of Chroma's files."""
        with self._guard:
            if self._open is not None:
                client, self._open = self._open[1], None
                with suppress(Exception):  # what is being left may be damaged
                    client.close()

    def _ready(self) -> Pointer | None:
        pointer = self._generations.pointer()
        if pointer is None or pointer.fingerprint != self.fingerprint:
            return None
        if not self._generations.whole(pointer) or self._generations.crashed(pointer):
            return None
        return pointer

    def _used(self, use: Callable[[Any, int], _T]) -> _T:
        """Use the collection, and once more after a rebuild when it turns out to be damaged."""
        with self._guard:
            for _attempt in range(2):
                self.ensure()
                pointer = self._ready()
                if pointer is None:  # another process switched in between
                    continue
                try:
                    with self._generations.opening(pointer), _foreign_errors():
                        return use(self._collection(pointer), pointer.vectors)
                except _DamagedError:
                    self.close()
                    self._build(instead_of=pointer)
                except OSError as error:
                    raise IndexUnavailableError("system", reason=_reason(error)) from error
            raise IndexUnavailableError("damaged_again")

    def _collection(self, pointer: Pointer) -> Any:
        if self._open is not None and self._open[0].generation == pointer.generation:
            return self._open[2]
        self.close()
        if not self._generations.sound(pointer):
            raise _DamagedError
        client = _client(self._generations.path(pointer))
        collection = client.get_collection(_COLLECTION, embedding_function=None)
        self._open = (pointer, client, collection)
        if collection.count() != pointer.vectors:
            raise _DamagedError
        _probe(collection, pointer.vectors)
        return collection

    def _fitting(self, collection: Any, vector: list[float]) -> list[float]:
        """Give the vector if the index can take it: a model may have been replaced behind its name."""
        expected = (collection.metadata or {}).get("dimension", len(vector))
        if len(vector) != expected:
            name = self.embedder.name
            raise IndexUnavailableError("dimension", model=name, count=len(vector), expected=expected)
        return vector

    def _allow(self) -> None:
        """Refuse to send texts to a model's server unasked. Raises IndexUnavailableError."""
        embedder = self.embedder
        unsent = embedder.unsent(self._texts()) if embedder.place else 0
        if not unsent:
            return
        pointer = self._generations.pointer()
        was = embedder_name(pointer.fingerprint) if pointer else embedder.name
        raise IndexUnavailableError(
            self._told + ("not_embedded" if was == embedder.name else "other_embedder"),
            count=unsent,
            model=embedder.name,
            server=embedder.place,
            was=was,
        )

    def _build(self, instead_of: Pointer | None, *, asked: bool = False) -> None:
        """Build in a fresh folder and switch to it, unless another process did so meanwhile."""
        if not asked:
            self._allow()
        try:
            with self._guard, self._generations.writing():
                ready = self._ready()
                if ready is not None and (instead_of is None or ready.generation != instead_of.generation):
                    return
                if self._generations.begin_attempt(self.fingerprint) > MOST_ATTEMPTS:
                    raise IndexUnavailableError("crashing")
                self._build_in(self._generations.new(), grows=self._grows and instead_of is None)
        except LockedError as error:
            raise IndexUnavailableError("locked") from error
        except OSError as error:
            raise IndexUnavailableError("system", reason=_reason(error)) from error

    def _build_in(self, folder: Path, *, grows: bool) -> None:
        texts = self._texts()
        self._progress("building", len(texts))
        self.close()
        try:
            with _foreign_errors():
                first = (
                    taken_over(self._generations, folder, texts, self.embedder.fingerprint) if grows else 0
                )
                _fill(folder, self.embedder, texts, first)
                blank_unused_slots(folder)
            if self._grows:
                mark(folder, texts)
            self._generations.switch(folder, self.fingerprint, len(texts))
        except _DamagedError as error:
            raise IndexUnavailableError("system", reason=_reason(error.__cause__ or error)) from error
        finally:
            pointer = self._generations.pointer()
            if pointer is None or pointer.generation != folder.name:
                shutil.rmtree(folder, ignore_errors=True)
            self._generations.end_attempts()
        self._progress("built", len(texts))


def _fill(folder: Path, embedder: Embedder, texts: Sequence[str], first: int = 0) -> None:
    """Store the vectors of `texts` from the `first` on in `folder`, and see that all of them come back."""
    client = _client(folder)
    try:
        if first:
            collection = client.get_collection(_COLLECTION, embedding_function=None)
        else:
            graph = {**_GRAPH, **(_AT_ONCE if len(texts) < _SMALL else {})}
            collection = client.create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": graph}
            )
        level = Level()
        for start in range(first, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            ids = [str(start + offset) for offset in range(len(batch))]
            with _embedding():
                vectors = embedder.embed(batch)
            collection.add(ids=ids, embeddings=vectors)
            if embedder.place:
                level.add(vectors)
        if texts and not first:
            known: dict[str, int | float] = {"dimension": len(vectors[0])}
            if level.enough:
                known["level"] = level.mean
            collection.modify(metadata=known)
        _probe(collection, len(texts))
    finally:
        client.close()


def _client(folder: Path) -> Any:
    """Open Chroma in `folder`: no telemetry, no tracing, no server, whatever .env or the environment say."""
    # OpenBLAS with more threads than idle cores is twenty times slower; it reads this when numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import chromadb  # noqa: PLC0415 - a second of imports that only a question in doubt or a build is worth
    from chromadb.config import Settings  # noqa: PLC0415

    settings = Settings(
        _env_file=None,
        anonymized_telemetry=False,
        chroma_otel_collection_endpoint="",
        chroma_otel_granularity=None,
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        chroma_server_host=None,
        chroma_server_http_port=None,
        chroma_client_auth_provider=None,
        allow_reset=False,
        migrations="apply",
    )
    return chromadb.PersistentClient(str(folder), settings=settings)


def _query(collection: Any, vector: list[float], count: int) -> list[tuple[int, float]]:
    answer = collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
    pairs = zip(answer["ids"][0], answer["distances"][0], strict=True)
    level = (collection.metadata or {}).get("level")
    return [(int(number), above(level, 1.0 - float(distance))) for number, distance in pairs]


def _returned(collection: Any, expected: int) -> int:
    """Count the vectors that really come back, each once."""
    returned = 0
    for start in range(0, expected, _BATCH):
        asked = [str(number) for number in range(start, min(start + _BATCH, expected))]
        answer = collection.get(ids=asked, include=["embeddings"])
        returned += len(set(answer["ids"]) & set(asked)) if len(answer["embeddings"]) == len(asked) else 0
    return returned


def _probe(collection: Any, vectors: int) -> None:
    """See that the vectors come back, and that a search reaches them. Raises _DamagedError."""
    expected = min(vectors, _PROBED)
    if expected == 0:
        return
    returned = _returned(collection, expected)
    if returned != expected:
        raise _DamagedError(f"{returned} of {expected} vectors came back")
    first = [float(each) for each in collection.get(ids=["0"], include=["embeddings"])["embeddings"][0]]
    reached = [number for number, _ in _query(collection, first, expected)]
    if len(set(reached)) != len(reached) or len(reached) < _REACHED * expected:
        raise _DamagedError(f"a search reached {len(set(reached))} of {expected} vectors")


@contextmanager
def _foreign_errors() -> Iterator[None]:
    """Turn whatever Chroma raises into `_DamagedError`; its Rust side panics with an own BaseException."""
    try:
        yield
    except (_DamagedError, IndexUnavailableError, OSError):
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise _DamagedError from error
        raise


@contextmanager
def _embedding() -> Iterator[None]:
    """Turn an embedder's trouble into the index's."""
    try:
        yield
    except EmbedderTrouble as trouble:
        raise IndexUnavailableError(trouble.code, **trouble.values) from trouble


def _reason(error: BaseException) -> str:
    said = str(getattr(error, "strerror", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
