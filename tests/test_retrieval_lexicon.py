"""The word data: concepts in several files, each wrong one refused by name, and none that bridges nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.calibration import load_calibration
from knowledge.corpus import load_corpus
from knowledge.lexical import LexicalIndex
from knowledge.lexicon import LANGUAGES, LEXICON_FOLDER, LexiconError, lexicon_fingerprint, load_lexicon


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the word data with two small files of concepts."""
    copy = tmp_path / "lexicon"
    (copy / "concepts").mkdir(parents=True)
    for name in ("stems.toml", "stopwords.toml"):
        shutil.copy(LEXICON_FOLDER / name, copy / name)
    (copy / "concepts" / "one.toml").write_text('coffee = { sv = "fika, kaffe", en = "coffee" }\n', "utf-8")
    (copy / "concepts" / "two.toml").write_text('notes = { sv = "anteckna", en = "notes, jot" }\n', "utf-8")
    return copy


def test_concepts_of_all_files_belong_together(folder: Path) -> None:
    """A file is a subject, nothing more."""
    assert load_lexicon(folder).concepts["sv"] == {"coffee": ("fika", "kaffe"), "notes": ("anteckna",)}
    assert load_lexicon(folder).concepts["en"] == {"coffee": ("coffee",), "notes": ("notes", "jot")}


@pytest.mark.parametrize(
    "line",
    [
        'coffee = { sv = "java", en = "brew" }',
        'tea = { sv = "te, , chai", en = "tea" }',
        'tea = { sv = "te", en = "" }',
        'tea = { sv = "te", en = "tea, !" }',
        'tea = { sv = "te" }',
        'tea = { sv = "te, te", en = "tea" }',
        'tea = "te"',
        "tea = { sv = ",
    ],
    ids=["named twice", "hole", "empty", "no letter", "one language", "said twice", "no table", "no TOML"],
)
def test_a_concept_that_is_no_good_is_refused_by_file(folder: Path, line: str) -> None:
    """Whoever edits the words sees where to look."""
    (folder / "concepts" / "wrong.toml").write_text(line + "\n", "utf-8")
    with pytest.raises(LexiconError, match=r"wrong\.toml: "):
        load_lexicon(folder)


def test_no_concepts_at_all_are_refused(folder: Path) -> None:
    """An installation that lost its files must not search without them in silence."""
    shutil.rmtree(folder / "concepts")
    with pytest.raises(LexiconError, match="concepts"):
        load_lexicon(folder)


def test_a_change_in_any_file_changes_the_fingerprint(folder: Path) -> None:
    """Indexes made with other words are stale."""
    seen = {lexicon_fingerprint(folder)}
    for path in (folder / "stems.toml", folder / "concepts" / "two.toml"):
        path.write_text(path.read_text("utf-8") + "# more\n", "utf-8")
        seen.add(lexicon_fingerprint(folder))
    (folder / "concepts" / "one.toml").rename(folder / "concepts" / "three.toml")
    assert len({*seen, lexicon_fingerprint(folder)}) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_concepts_have_a_wording_that_the_guidance_uses(language: str, built_knowledge: Path) -> None:
    """A concept that no passage has bridges nothing and only costs the question score."""
    index = LexicalIndex(load_corpus(), load_calibration().lexical, built_knowledge)
    carried = set(index._compiled(language).words.idf)
    concepts = load_lexicon().concepts[language]
    lost = {name for name in concepts if f"#{name}" not in carried}
    assert len(lost) <= len(concepts) / 50, sorted(lost)
