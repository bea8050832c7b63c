"""The dense side on a Chroma server that several people share: built once by whoever comes first.

The collection's name says what it was made from, so two embedders never meet in one. A text's row has the
text's number as its id: two clients that build at once write the same rows, and a build that broke off is
completed. No guidance text and no question goes there, only numbers.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final

from knowledge.dense import LAYOUT, Health, IndexUnavailableError, Level, Progress, above, fingerprint
from knowledge.embedders.port import Embedder, EmbedderTrouble
from knowledge.files import private_folder, write_whole
from knowledge.server import PAGE, ChromaServer, Remote, ServerTrouble

PREFIX: Final = "fika-guidance-"
_ASKING_SECONDS: Final = 12.0
"""Longest wait for the server's part of an answer."""
_SAME: Final = 0.01
"""Distance between two vectors of length one that are the same text's."""
_REACHED: Final = 0.95
"""Share of the vectors asked for that a search must reach; such a search is approximate by nature."""


class SharedIndex:
    """Finds the texts nearest to another text, with vectors that stand on a server.

    `mark` is a small file that remembers that the server's index was whole, so that not every command asks.
    """

    def __init__(
        self,
        server: ChromaServer,
        embedder: Embedder,
        texts: Callable[[], Sequence[str]],
        texts_fingerprint: str,
        progress: Progress = lambda _event, _count: None,
        *,
        mark: Path | None = None,
    ) -> None:
        self.embedder = embedder
        self.fingerprint = fingerprint(texts_fingerprint, embedder)
        self._texts_fingerprint = texts_fingerprint
        self._server = server
        self._texts = texts
        self._progress = progress
        self._mark = mark
        self._ready: Remote | None = None
        self._guard = RLock()

    @property
    def place(self) -> str:
        """The server's address, without secrets."""
        return self._server.shown

    @property
    def name(self) -> str:
        """The collection's name."""
        return f"{PREFIX}{LAYOUT}-{_short(self._texts_fingerprint)}-{_short(self.embedder.fingerprint)}"

    @property
    def built(self) -> bool:
        """Whether it was whole when it was last seen. Asks nobody."""
        return self.current

    @property
    def current(self) -> bool:
        """Whether it was whole when it was last seen. Asks nobody."""
        try:
            return self._mark is not None and json.loads(self._mark.read_bytes()) == self._seen
        except (OSError, ValueError):
            return False

    def ensure(self) -> None:
        """Build it unless it stands ready, as far as may be done unasked. Raises IndexUnavailableError."""
        if self._ready is None and not self.current:
            with self._guard, _told(), self._server.asking(_ASKING_SECONDS):
                remote = self._standing()
            if remote is None:
                self._build()

    def rebuild(self) -> None:
        """Put right all its rows; those of other embedders are left alone. Raises IndexUnavailableError."""
        with self._guard, _told():
            self._forget()
            texts = self._texts()
            standing = self._server.collection(self.name)
            if standing is not None and not self._same(standing):
                raise IndexUnavailableError("mixture", name=self.name, server=self._server.shown)
            self.embedder.begin_anew(texts)
            if standing is not None and texts:
                try:
                    self._see_dimension(standing, self.embedder.embed(texts[:1])[0])
                except IndexUnavailableError:  # the model was replaced: nobody can use what stands there
                    self._server.drop(self.name)
                    standing = None
            self._fill(texts, range(len(texts)) if standing is None else self._wrong(standing, texts))
            with self._server.asking(4 * _ASKING_SECONDS):
                self._sweep(len(texts))

    def nearest(self, text: str, count: int) -> list[tuple[int, float]]:
        """Give the numbers of the `count` nearest texts with their cosine, best first.

        Raises IndexUnavailableError.
        """
        with self._guard, _told():
            for attempt in range(3):  # ask; build where there is nothing, or no longer; ask again
                with self._server.asking(_ASKING_SECONDS):
                    remote = self._standing()
                if remote is None:
                    self._build()
                    continue
                vector = self.embedder.embed_question(text)  # only now: nothing is sent in vain
                if not any(vector):
                    return []
                self._see_dimension(remote, vector)
                try:
                    return self._asked(remote, vector, count)
                except ServerTrouble as trouble:
                    self._forget()
                    if (
                        attempt == 2 or trouble.code != "no_such_place"
                    ):  # somebody may have removed it meanwhile
                        raise
        raise IndexUnavailableError("mixture", name=self.name, server=self._server.shown)

    def health(self) -> Health:
        """Count the rows that are there, and see that a search reaches them. Raises IndexUnavailableError."""
        with self._guard, _told(), self._server.asking(4 * _ASKING_SECONDS):
            self._ready = None
            remote = self._server.collection(self.name)
            expected = len(self._texts())
            if remote is None:
                self._forget()
                return Health(expected, 0)
            there = expected - len(self._missing(remote, expected))
            asked = min(there, PAGE)
            stored = self._server.vectors(remote, ["0"]) if there == expected and asked else {}
            for vector in stored.values():
                reached = len({number for number, _ in self._asked(remote, vector, asked)})
                there = there if reached >= _REACHED * asked else reached
            if there == expected:
                self._remember()
            else:
                self._forget()
            return Health(expected, there)

    def close(self) -> None:
        """Let go of connections."""
        with self._guard:
            self._ready = None
            self._server.close()

    @property
    def _seen(self) -> dict[str, str]:
        return {"server": self._server.shown, "collection": self.name}

    def _standing(self) -> Remote | None:
        """Give the collection when it is whole, None when it is not."""
        if self._ready is not None:
            return self._ready
        remote = self._server.collection(self.name)
        if remote is None:
            return None
        if not self._same(remote):
            raise IndexUnavailableError("mixture", name=self.name, server=self._server.shown)
        if self._server.count(remote) < len(self._texts()):
            return None
        self._remember()
        self._ready = remote
        return remote

    def _asked(self, remote: Remote, vector: Sequence[float], count: int) -> list[tuple[int, float]]:
        texts = len(self._texts())
        with self._server.asking(_ASKING_SECONDS):
            rows = self._server.nearest(remote, vector, min(count, texts))
        level = remote.metadata.get("level")
        found = [
            (int(row.id), above(level, remote.cosine(row.distance))) for row in rows if row.id.isdecimal()
        ]
        return [(number, cosine) for number, cosine in found if number < texts]

    def _build(self) -> None:
        """Put the rows that are missing, unless that would send texts that nobody asked to send."""
        with self._guard, _told():
            texts = self._texts()
            with self._server.asking(4 * _ASKING_SECONDS):
                remote = self._server.collection(self.name)
                missing = self._missing(remote, len(texts)) if remote else list(range(len(texts)))
                if remote is None:
                    self._refuse_mixture()
            unsent = self.embedder.unsent([texts[number] for number in missing])
            if unsent and remote is not None:
                there = len(texts) - len(missing)
                raise IndexUnavailableError(
                    "incomplete", count=there, expected=len(texts), server=self._server.shown
                )
            if unsent:
                raise IndexUnavailableError(
                    "not_embedded", count=unsent, model=self.embedder.name, server=self.embedder.place
                )
            self._fill(texts, missing)

    def _refuse_mixture(self) -> None:
        """Refuse to put an index beside those of other embedders when none is by ours and nobody asked.

        By name: the embedder that needs no model has another fingerprint with each version of Fika.
        """
        metadatas = [remote.metadata for remote in self._server.collections(PREFIX)]
        others = sorted({str(each.get("embedder", "?")) for each in metadatas})
        if others and self.embedder.name not in others:
            raise IndexUnavailableError(
                "other_embedder_shared",
                server=self._server.shown,
                was=", ".join(f"'{each}'" for each in others),
                model=self.embedder.name,
            )

    def _see_dimension(self, remote: Remote, vector: Sequence[float]) -> None:
        """Raise IndexUnavailableError for a vector that the collection cannot take."""
        expected = remote.metadata.get("dimension", len(vector))
        if len(vector) != expected:
            name = self.embedder.name
            raise IndexUnavailableError("dimension", model=name, count=len(vector), expected=expected)

    def _fill(self, texts: Sequence[str], numbers: Sequence[int]) -> None:
        self._progress("building", len(texts))
        level = Level()
        remote = None if numbers else self._server.collection(self.name)
        for start in range(0, len(numbers), PAGE):
            some = numbers[start : start + PAGE]
            vectors = self.embedder.embed([texts[number] for number in some])
            if remote is None:  # after the first vectors came: without them there is nothing to make it for
                metadata = {**self._metadata, "dimension": len(vectors[0])}
                remote = self._server.create(self.name, metadata)
                self._see_dimension(remote, vectors[0])
            self._server.upsert(remote, [str(number) for number in some], vectors)
            if self.embedder.place:
                level.add(vectors)
        if remote is not None:
            missing = self._missing(remote, len(texts))
            if missing:
                raise IndexUnavailableError(
                    "incomplete",
                    count=len(texts) - len(missing),
                    expected=len(texts),
                    server=self._server.shown,
                )
            if level.enough:
                self._server.modify(remote, {**remote.metadata, "level": level.mean})
                remote = self._server.collection(self.name)
            self._remember()
            self._ready = remote
        self._progress("built", len(texts))

    def _wrong(self, remote: Remote, texts: Sequence[str]) -> list[int]:
        """Give the texts whose row is missing or holds another vector: to put costs far more than to look."""
        wrong: list[int] = []
        for start in range(0, len(texts), PAGE):
            vectors = self.embedder.embed(texts[start : start + PAGE])
            ids = [str(start + offset) for offset in range(len(vectors))]
            stored = self._server.vectors(remote, ids)
            wrong += [
                int(id_)
                for id_, vector in zip(ids, vectors, strict=True)
                if not _near(stored.get(id_), vector)
            ]
        return wrong

    def _sweep(self, expected: int) -> None:
        """Remove rows that belong to no text."""
        if self._ready is None or self._server.count(self._ready) == expected:
            return
        ours = {str(number) for number in range(expected)}
        strange = [row.id for row in self._server.rows(self._ready, texts=False) if row.id not in ours]
        self._server.delete(self._ready, ids=strange)

    def _missing(self, remote: Remote, expected: int) -> list[int]:
        ids = [str(number) for number in range(expected)]
        there = {row.id for row in self._server.rows(remote, ids=ids, texts=False)}
        return [number for number in range(expected) if str(number) not in there]

    @property
    def _metadata(self) -> dict[str, str | int]:
        return {
            "fika": "guidance",
            "layout": LAYOUT,
            "guidance": self._texts_fingerprint,
            "embedder": self.embedder.name,
            "embedder_fingerprint": self.embedder.fingerprint,
        }

    def _same(self, remote: Remote) -> bool:
        """Tell whether a collection was made from what its name says."""
        return all(remote.metadata.get(key) == value for key, value in self._metadata.items())

    def _remember(self) -> None:
        if self._mark is not None:
            try:
                private_folder(self._mark.parent)
                write_whole(self._mark, json.dumps(self._seen).encode())
            except OSError:
                return  # it is only asked again next time

    def _forget(self) -> None:
        self._ready = None
        if self._mark is not None:
            try:
                self._mark.unlink(missing_ok=True)
            except OSError:
                return


@contextmanager
def _told() -> Iterator[None]:
    """Turn the server's and the embedder's trouble into the index's."""
    try:
        yield
    except (ServerTrouble, EmbedderTrouble) as trouble:
        raise IndexUnavailableError(trouble.code, **trouble.values) from trouble


def _near(stored: Sequence[float] | None, vector: Sequence[float]) -> bool:
    """Tell whether a stored vector is this one, to what a float and a model's own noise leave."""
    if stored is None or len(stored) != len(vector):
        return False
    return math.dist(stored, vector) < _SAME * max(1.0, math.hypot(*vector))


def _short(fingerprint: str) -> str:
    return hashlib.sha256(fingerprint.encode()).hexdigest()[:16]
