"""`fika knowledge`, from what is typed to what is printed; and own guidance wherever guidance is shown."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.store import SqliteStore
from knowledge.dense_side import IndexStatus
from knowledge.retriever import GuidanceRetriever
from knowledge.shelf import local as local_module
from knowledge.shelf.port import ShelfError
from tests.own_files import handbook_docx, locked_pdf, pdf
from tests.shell import Shell
from tests.stored import saved, task

pytestmark = pytest.mark.usefixtures("taken_apart")

ROOT = Path(__file__).parent.parent

HANDBOOK = """# Programhandbok

## Fadderverksamheten
Varje adept får en fadder under de första sex veckorna. Faddern visar runt och bokar den första lunchen.

## Avslut
Programmet slutar med en ceremoni i juni. Ta med en blomma till din mentor.
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Give a folder with guidance of several formats, and some that cannot be read."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "handbok.md").write_text(HANDBOOK, encoding="utf-8")
    handbook_docx(folder / "mall.docx")
    pdf(
        folder / "regler.pdf",
        [
            [("Regler", 20.0, True), ("Alla som deltar skriver under reglerna.", 11.0, False)],
            [("Parkering", 15.0, True), ("Parkera bakom pannhuset och visa en gul lapp.", 11.0, False)],
        ],
    )
    locked_pdf(folder / "hemlig.pdf", "lösen")
    (folder / "latin.txt").write_bytes("Åter en gång".encode("latin-1"))
    (folder / "bild.png").write_bytes(b"\x89PNG")
    return folder


def test_adding_a_folder_names_what_went_in_and_what_did_not(fika: Shell, files: Path) -> None:
    """The rest goes in, and the exit code says that something did not."""
    fika("knowledge", "add", str(files), code=2)
    said = fika.said
    assert "handbok.md: 2 passages" in said
    assert f"NOT ADDED: {files / 'hemlig.pdf'}: it is locked with a password" in said
    assert f"NOT ADDED: {files / 'latin.txt'}: it is not UTF-8 text (byte 0)" in said
    assert said.rstrip().endswith(
        "3 files added (7 passages), 2 could not be read, 1 of another kind passed over (.png 1)."
    )
    fika("knowledge", "add", str(files / "handbok.md"))
    assert "is there already" in fika.said


def test_adding_in_json_tells_the_same(fika: Shell, files: Path) -> None:
    """Added, already there, failed with codes, passed over."""
    result = fika.json("knowledge", "add", str(files), code=2)
    assert result["format"] == "fika.added/1"
    assert [(each["name"], each["kind"], each["pages"]) for each in result["added"]] == [
        ("handbok.md", "markdown", None),
        ("mall.docx", "docx", 2),
        ("regler.pdf", "pdf", 2),
    ]
    assert [(Path(each["path"]).name, each["code"]) for each in result["failed"]] == [
        ("hemlig.pdf", "encrypted"),
        ("latin.txt", "encoding"),
    ]
    assert result["skipped"] == {".png": 1}
    again = fika.json("knowledge", "add", str(files), code=2)
    assert again["added"] == []
    assert len(again["same"]) == 3


def test_list_and_show_tell_how_a_document_was_cut(fika: Shell, files: Path) -> None:
    """By id, by its beginning, by name, by path; with pages and headings."""
    assert fika("knowledge", "list") == ""
    assert "fika knowledge add PATH" in fika.said
    fika("knowledge", "add", str(files), code=2)
    rows = fika.json("knowledge", "list")["documents"]
    assert [each["name"] for each in rows] == ["handbok.md", "mall.docx", "regler.pdf"]
    listed = fika("knowledge", "list")
    assert f"{rows[2]['document']}  regler.pdf  (2 pages, 2 passages, " in listed
    shown = [
        fika("knowledge", "show", named)
        for named in (rows[2]["document"], rows[2]["document"][:5], "regler.pdf", str(files / "regler.pdf"))
    ]
    assert len(set(shown)) == 1
    assert f"[own.{rows[2]['document']}.2] p. 2, Regler > Parkering" in shown[0]
    whole = fika.json("knowledge", "show", "regler.pdf")
    assert whole["format"] == "fika.document/1"
    assert [(each["page"], each["heading"], each["language"]) for each in whole["passages"]] == [
        (1, ["Regler"], "sv"),
        (2, ["Regler", "Parkering"], "sv"),
    ]
    assert "There is no document 'xyz'" in fika.fails("knowledge", "show", "xyz")


def test_pages_without_text_are_told(fika: Shell, tmp_path: Path) -> None:
    """When they are added, and whenever the document is shown."""
    file = pdf(tmp_path / "a.pdf", [[("Ta med en blomma.", 11.0, False)], [], []])
    fika("knowledge", "add", str(file))
    assert "pages without text: 2" in fika.said
    assert "pages without text: 2" in fika("knowledge", "show", "a.pdf")
    assert fika.json("knowledge", "show", "a.pdf")["notes"] == ["pages_without_text:2"]


def test_a_name_that_several_have_is_asked_about(fika: Shell, tmp_path: Path) -> None:
    """The ids tell them apart."""
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "a.md").write_text(f"Text nummer {number} om fåglar.", encoding="utf-8")
    fika("knowledge", "add", str(tmp_path))
    assert "could be several" in fika.fails("knowledge", "show", "a.md")
    fika("knowledge", "show", str(tmp_path / "2" / "a.md"))


def test_guide_finds_own_guidance_and_cites_it(fika: Shell, files: Path) -> None:
    """With file, page and heading, in the interface's words; the language is the passage's own."""
    fika("knowledge", "add", str(files), code=2)
    assert "regler.pdf, s. 2, Regler > Parkering]" in fika("guide", "var får man parkera")
    found = fika.json("guide", "--language", "en", "parkera bakom pannhuset")
    first = found["hits"][0]
    assert first["source"] == "regler.pdf, p. 2, Regler > Parkering"
    assert (first["language"], first["topic"]) == ("sv", "own")
    assert (first["file"], first["page"], first["heading"]) == ("regler.pdf", 2, ["Regler", "Parkering"])
    line = json.loads(fika("guide", "--batch", str(_asking(files)), code=0).splitlines()[0])
    assert line["hits"][0]["source"] == "regler.pdf, s. 2, Regler > Parkering"


def _asking(folder: Path) -> Path:
    file = folder / "questions.txt"
    file.write_text("var ska jag parkera bakom pannhuset\n", encoding="utf-8")
    return file


def test_remove_asks_and_erases(fika: Shell, files: Path, answers: Callable[..., None], home: Path) -> None:
    """A no keeps it; a yes leaves no byte, and the guide has forgotten it."""
    fika("knowledge", "add", str(files), code=2)
    assert "Say --yes" in fika.fails("knowledge", "remove", "regler.pdf")
    answers("n")
    fika("knowledge", "remove", "regler.pdf")
    assert "Nothing was erased" in fika.said
    answers("y")
    fika("knowledge", "remove", "regler.pdf")
    assert b"pannhus" not in b"".join(each.read_bytes() for each in (home / "knowledge").glob("own.sqlite3*"))
    gone = fika.json("knowledge", "remove", "handbok.md", "mall.docx", "--yes")
    assert [each["name"] for each in gone["documents"]] == ["handbok.md", "mall.docx"]
    assert fika.json("knowledge", "list")["documents"] == []


def test_rebuild_makes_both_indexes_anew(fika: Shell, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped guidance's and that of the own passages."""
    built: list[bool] = []
    monkeypatch.setattr(GuidanceRetriever, "rebuild_index", lambda _self: built.append(True))
    status = IndexStatus(
        built=True,
        fingerprint_current=True,
        expected=7,
        returned=7,
        embedder="hashed",
        folder=files,
        problem="",
    )
    monkeypatch.setattr(GuidanceRetriever, "status", lambda _self: status)
    fika("knowledge", "add", str(files), code=2)
    assert fika.json("knowledge", "rebuild") == {"format": "fika.rebuilt/1", "own_passages": 7, "vectors": 7}
    assert built == [True]


def test_doctor_counts_own_documents(fika: Shell, files: Path) -> None:
    """Beside the shipped passages."""
    fika("knowledge", "add", str(files), code=2)
    assert "3 documents of your own" in fika("doctor")


def test_a_draft_shows_the_own_passage_it_cites(fika: Shell, store: SqliteStore, files: Path) -> None:
    """In JSON, in words, in Markdown; when it is gone, that is said."""
    fika("knowledge", "add", str(files), code=2)
    document = fika.json("knowledge", "list")["documents"][0]["document"]
    version = store.version(saved(store))
    cited = f"own.{document}.1"
    sentences = [
        each.model_copy(update={"passages": (cited,)}) if each.role == "sentence" else each
        for each in version.draft.sentences
    ]
    draft = version.draft.model_copy(update={"sentences": tuple(sentences)})
    again = task(version.brief, draft_id=version.draft_id)
    store.save_version(again, draft, version.review, version.origins)
    shown: dict[str, Any] = fika.json("show", str(version.draft_id))
    guidance = [each for sentence in shown["sentences"] for each in sentence["guidance"]]
    source = "handbok.md, Programhandbok > Fadderverksamheten"
    assert {"id": cited, "title": "Fadderverksamheten", "source": source} in guidance
    assert f"guidance: Fadderverksamheten [{cited}; {source}]" in fika(
        "show", str(version.draft_id), "--sources"
    )
    fika("export", str(version.draft_id), "--format", "markdown", "-o", str(files / "x.md"))
    assert "Fadderverksamheten" in (files / "x.md").read_text(encoding="utf-8")
    fika("knowledge", "remove", document, "--yes")
    assert f"guidance that is no longer there [{cited}]" in fika("show", str(version.draft_id), "--sources")


def test_a_damaged_shelf_is_told_with_the_next_step(fika: Shell, files: Path, home: Path) -> None:
    """And the guide goes on without it."""
    fika("knowledge", "add", str(files), code=2)
    for ending in ("-wal", "-shm"):
        (home / "knowledge" / f"own.sqlite3{ending}").unlink(missing_ok=True)
    (home / "knowledge" / "own.sqlite3").write_bytes(b"broken" * 2_000)
    told = fika.fails("knowledge", "list", code=3)
    assert "Your own guidance cannot be used: its file is damaged." in told
    assert "add the files again" in told
    assert fika("guide", "hur skriver jag ett tackmejl efter mötet")
    assert "cannot be searched" in fika.said


def test_a_shelf_that_is_busy_is_told(fika: Shell, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may succeed later, so that is said."""

    def busy(*_given: object, **_named: object) -> None:
        raise ShelfError("shelf_locked")

    monkeypatch.setattr(local_module.LocalShelf, "put", busy)
    assert "another process is writing to it" in fika.fails("knowledge", "add", str(files), code=3)


def test_hostile_names_reach_no_terminal(fika: Shell, files: Path, tmp_path: Path) -> None:
    """Neither in what is said nor in JSON."""
    folder = tmp_path / "a\x1b]0;x\x07\u202eb"
    folder.mkdir()
    (folder / "hand\x1b[31m\nbok.md").write_text(HANDBOOK, encoding="utf-8")
    (folder / "brok\x1ben.txt").write_bytes(b"\0")
    out = fika("knowledge", "add", str(folder), code=2) + fika.said
    out += fika("knowledge", "list") + fika("knowledge", "show", "hand bok.md")
    out += fika("knowledge", "list", "--json") + fika("guide", "vad gör en fadder")
    assert not set(out) & {"\x1b", "\x07", "\u202e", "\x9b"}


_LIGHT = """
import sys
from tui.launch import main
main(sys.argv[1:])
heavy = ("knowledge.shelf", "knowledge.documents", "pypdf", "docx", "lxml", "markdown_it", "chromadb")
print("LOADED", *[each for each in sys.modules for name in heavy if f"{each}.".startswith(f"{name}.")])
"""


def test_no_own_guidance_costs_no_import(files: Path) -> None:
    """A question to the shipped guidance only looks whether there is a file."""
    done = subprocess.run(
        [sys.executable, "-c", _LIGHT, "guide", "hur skriver jag ett tackmejl efter mötet"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout.splitlines()[-1].split()[1:]
    assert set(loaded) <= {"knowledge.shelf", "knowledge.shelf.port"}


def test_a_search_in_own_guidance_loads_no_reader(fika: Shell, files: Path) -> None:
    """The libraries that read files are for adding only."""
    fika("knowledge", "add", str(files), code=2)
    done = subprocess.run(
        [sys.executable, "-c", _LIGHT, "guide", "vad gör en fadder"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Fadderverksamheten" in done.stdout
    loaded = set(done.stdout.splitlines()[-1].split()[1:])
    assert not {each for each in loaded if not each.startswith("knowledge.shelf")}


@pytest.mark.slow
def test_ctrl_c_stops_adding_and_the_next_run_goes_on(tmp_path: Path, home: Path) -> None:
    """What is in is in; nothing is half in; one sentence is said."""
    for number in range(300):
        (tmp_path / f"{number:03}.md").write_text(
            HANDBOOK.replace("juni", f"juni {number}") * 20, encoding="utf-8"
        )
    command = [sys.executable, "-m", "tui.launch", "knowledge", "add", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "000.md" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in said
    assert "Stopped." in said
    done = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    assert len(result["added"]) + len(result["same"]) == 300
    assert result["same"]
