"""The guidance: passages in two languages, their sources and the evidence behind rules."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from knowledge.files import read_compiled, write_compiled

GUIDANCE_FOLDER: Final = Path(__file__).parent / "guidance"
_NOT_PASSAGES: Final = {"sources.toml", "evidence.toml"}
_PAGE: Final = {"sv": "s.", "en": "p."}


class CorpusError(Exception):
    """A guidance file is wrong; the message names the file, the passage and the mend."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A passage in one language."""

    title: str
    text: str
    asks: tuple[str, ...]
    """Ways in which a person would ask for it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where guidance comes from."""

    id: str
    author: str
    title: dict[str, str]
    year: int | None

    def cite(self, language: str) -> str:
        """Give "author: title (year)" in "sv" or "en", without what is not known."""
        year = f" ({self.year})" if self.year else ""
        author = f"{self.author}: " if self.author else ""
        return f"{author}{self.title[language]}{year}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measured finding behind a rule, with how far it can be trusted."""

    id: str
    finding: dict[str, str]
    number: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a passage of a person's own guidance stands."""

    file: str
    """The file's name."""
    page: int | None
    """From 1; None where the format has no pages."""
    heading: tuple[str, ...]
    """The headings over it, outermost first."""

    def cite(self, language: str) -> str:
        """Give "handbok.pdf, s. 3, Första mötet" in "sv", with "p." in "en", without what is not known."""
        page = f"{_PAGE[language]} {self.page}" if self.page is not None else ""
        return ", ".join(part for part in (self.file, page, " > ".join(self.heading)) if part)


@dataclass(frozen=True, slots=True)
class Passage:
    """One idea about mentoring, in both languages under one id; own guidance has the one it is written in."""

    id: str
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: tuple[str, ...]
    differs: str
    """Passages with the same value here disagree, and are shown side by side."""
    wordings: dict[str, Wording]
    origin: Origin | None = None
    """Where it stands in a file of the person's own; None for what Fika brings along."""

    def wording(self, language: str) -> Wording:
        """Give the passage in "sv" or "en", or in the one language that it has."""
        return self.wordings.get(language) or next(iter(self.wordings.values()))

    def language(self, asked: str) -> str:
        """Give the language that `wording(asked)` is in."""
        return asked if asked in self.wordings else next(iter(self.wordings))


@dataclass(frozen=True, slots=True)
class Corpus:
    """All passages with what they cite."""

    passages: dict[str, Passage]
    sources: dict[str, Source]
    evidence: dict[str, Evidence]
    fingerprint: str
    """SHA-256 over all the files; anything built from the corpus is stale when it differs."""

    def for_topic(self, topic: str) -> tuple[Passage, ...]:
        """Give the passages about `topic`, those that name it first in front."""
        found = [passage for passage in self.passages.values() if topic in passage.topics]
        return tuple(sorted(found, key=lambda passage: passage.topics.index(topic)))

    def other_views(self, passage: Passage) -> tuple[Passage, ...]:
        """Give the passages that disagree with this one."""
        return tuple(
            other
            for other in self.passages.values()
            if passage.differs and other.differs == passage.differs and other.id != passage.id
        )

    def cite(self, passage: Passage, language: str) -> str:
        """Give the passage's sources as one line; for own guidance the file, the page and the heading."""
        if passage.origin is not None:
            return passage.origin.cite(language)
        return "; ".join(self.sources[source].cite(language) for source in passage.sources)

    def explain(self, why: str, language: str) -> str:
        """Give one line about a passage or evidence id, empty when there is none."""
        if why in self.evidence:
            evidence = self.evidence[why]
            return f"{evidence.finding[language]} ({evidence.source})"
        if why in self.passages:
            return self.passages[why].wording(language).title
        return ""


@cache
def load_corpus(folder: Path = GUIDANCE_FOLDER, kept: Path | None = None) -> Corpus:
    """Read the guidance in `folder`. Raises CorpusError for a file that does not fit.

    What was read is kept in the folder `kept`, when one is given: reading TOML takes longest of all.
    """
    contents = {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))}
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(name.encode() + b"\0" + content)
    fingerprint = digest.hexdigest()
    cache_file = kept / "corpus.cache" if kept is not None else None
    tables = read_compiled(cache_file, fingerprint) if cache_file is not None else None
    if tables is None:
        tables = _tables(folder, contents)
        if cache_file is not None:
            write_compiled(cache_file, fingerprint, tables)
    return _corpus(folder, tables, fingerprint)


def _tables(folder: Path, contents: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    import tomllib  # noqa: PLC0415 - not needed where the tables are kept

    tables = {}
    for name, content in contents.items():
        try:
            tables[name] = tomllib.loads(content.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CorpusError(f"{folder / name}: {error}. Mend the file there.") from error
    return tables


def _corpus(folder: Path, tables: dict[str, dict[str, Any]], fingerprint: str) -> Corpus:
    try:
        sources = {key: _source(key, table) for key, table in tables["sources.toml"].items()}
        evidence = {key: _evidence(key, table) for key, table in tables["evidence.toml"].items()}
    except KeyError as error:
        raise CorpusError(f"{folder}: {error} is missing in sources.toml or evidence.toml.") from error
    passages: dict[str, Passage] = {}
    for name, table in tables.items():
        if name in _NOT_PASSAGES:
            continue
        for row in table.get("passage", ()):
            passage = _passage(folder / name, row)
            if passage.id in passages:
                raise CorpusError(f"{folder / name}: passage '{passage.id}' is there twice. Rename one.")
            unknown = [*(set(passage.sources) - set(sources)), *(set(passage.evidence) - set(evidence))]
            if unknown:
                raise CorpusError(
                    f"{folder / name}: passage '{passage.id}' cites unknown {', '.join(unknown)}."
                )
            passages[passage.id] = passage
    return Corpus(passages=passages, sources=sources, evidence=evidence, fingerprint=fingerprint)


def _source(key: str, table: dict[str, Any]) -> Source:
    return Source(id=key, author=table["author"], title=table["title"], year=table.get("year"))


def _evidence(key: str, table: dict[str, Any]) -> Evidence:
    return Evidence(
        id=key,
        finding=table["finding"],
        number=table.get("number", ""),
        source=table["source"],
        confidence=table["confidence"],
    )


def _passage(path: Path, row: dict[str, Any]) -> Passage:
    try:
        return Passage(
            id=row["id"],
            topics=tuple(row["topics"]),
            sources=tuple(row["sources"]),
            evidence=tuple(row.get("evidence", ())),
            differs=row.get("differs", ""),
            wordings={
                language: Wording(
                    title=row[language]["title"],
                    text=" ".join(row[language]["text"].split()),
                    asks=tuple(row[language]["asks"]),
                )
                for language in ("sv", "en")
            },
        )
    except (KeyError, TypeError) as error:
        raise CorpusError(f"{path}: passage '{row.get('id', '?')}' lacks {error}.") from error
