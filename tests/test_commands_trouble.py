"""The commands where something around them is amiss: streams, disk, folders, settings, what is typed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.brief import Recipient
from assistant.store import SqliteStore
from tests.shell import Editor, Shell
from tests.stored import BLOCKED, CLEAN, ORIGINS, TEXT, draft, task
from tui.launch import main

ROOT = Path(__file__).parent.parent
HOSTILE = "A\x1b[31mB\x1b]0;title\x07\u202eC"


def in_shell(line: str) -> tuple[int, str, str]:
    """Run a line of shell in which `fika` is the command: exit code, stdout, stderr."""
    done = subprocess.run(
        ["sh", "-c", line.replace("fika ", f"{sys.executable} -m tui.launch ")],
        capture_output=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# Streams


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("fika people list <&- >&- 2>&-", 0),
        ("fika people add Eva 2>&-", 0),
        ("fika doctor >&-", 0),
        ("fika check --kind outreach --language sv <&-", 2),
        ("fika init <&-", 2),
    ],
)
def test_a_closed_stream_is_no_fault_of_fikas(line: str, code: int, store: SqliteStore) -> None:
    """It counts as empty, or as a place where nothing arrives; no file of ours takes its number."""
    ended, _out, said = in_shell(line)
    assert ended == code, said
    assert "went wrong" not in said
    assert all(person.recipient.name == "Eva" for person in store.people())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["config", "config --json", "--help"])
def test_a_result_that_finds_no_room_is_one_sentence(arguments: str) -> None:
    """Standard output on a full disk; Python adds nothing of its own."""
    ended, _out, said = in_shell(f"fika {arguments} > /dev/full")
    assert "Exception ignored" not in said
    assert "went wrong" not in said
    if arguments != "--help":  # argparse lets it go
        assert ended == 2
        assert "cannot be written: the disk is full" in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_talk_that_finds_no_room_does_not_stop_the_work(store: SqliteStore) -> None:
    """The person is noted although nobody can be told."""
    ended, out, _said = in_shell("fika people add Eva 2> /dev/full")
    assert (ended, len(store.people())) == (0, 1)
    assert "Eva" in out


def test_a_byte_that_is_no_text_at_a_question_is_no_fault() -> None:
    """What is typed in another encoding becomes a mark, not a crash."""
    code = (
        "import io, sys; from tui import launch\n"
        "sys.stdin = io.TextIOWrapper(io.BytesIO(b'caf\\xe9\\n'), encoding='utf-8'); "
        "launch._run = lambda arguments: print(ascii(sys.stdin.readline())) or 0; launch.main(['config'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == r"'caf\ufffd\n'"


def test_a_text_waited_for_at_a_terminal_is_asked_for(
    fika: Shell, answers: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a person sits before a cursor that says nothing."""
    answers()
    monkeypatch.setattr(sys.stdin, "buffer", io.BytesIO(b"Hej!\n"), raising=False)
    fika("check", "--kind", "outreach", "--language", "sv")
    assert "Ctrl-D" in fika.said


# What is typed


@pytest.mark.parametrize(
    "arguments",
    [["draft", "--minutes", HOSTILE, "1"], ["draft", "1", HOSTILE], ["show", HOSTILE], [HOSTILE]],
)
def test_bad_usage_repeats_nothing_that_acts_on_a_terminal(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor breaks the sentence in two."""
    with pytest.raises(SystemExit):
        main(arguments)
    said = capsys.readouterr().err
    assert not set(said) & {"\x1b", "\x07", "\u202e"}
    assert len(said.splitlines()) == 2


@pytest.mark.parametrize("number", ["maria", "1.5", "", "9" * 5000])
def test_what_is_no_number_is_told_where_the_numbers_are(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """People give a name where a draft's number is wanted."""
    with pytest.raises(SystemExit) as ended:
        main(["show", number])
    assert ended.value.code == 2
    assert "fika show lists them" in capsys.readouterr().err


def test_a_fact_needs_no_quotes(fika: Shell, store: SqliteStore) -> None:
    """Words after the person are one sentence, options may follow."""
    store.add_person(Recipient(name="Eva"))
    fika("facts", "add", "1", "Höll", "ett", "föredrag", "i", "Luleå", "--source", "bloggen")
    fact = store.facts(1)[0].fact
    assert (fact.text, fact.source) == ("Höll ett föredrag i Luleå", "bloggen")
    assert "fika draft 1" in fika.said


# Folders and settings


@pytest.mark.parametrize("variable", ["FIKA_HOME", "FIKA_CONFIG"])
def test_a_home_folder_that_nobody_has_is_one_sentence(
    variable: str, fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in FIKA_HOME=~misspelt/fika."""
    monkeypatch.setenv(variable, "~nobody-of-that-name/fika")
    said = fika.fails("config")
    assert variable in said
    assert "~nobody-of-that-name/fika" in said


def test_a_home_in_the_settings_file_may_begin_with_a_tilde(
    fika: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it may in the environment."""
    monkeypatch.delenv("FIKA_HOME")
    (tmp_path / "config.toml").write_text('home = "~/notes"\n')
    home = next(each for each in fika.json("config")["settings"] if each["key"] == "home")
    assert home["value"] == str(Path("~/notes").expanduser())


def test_a_working_folder_that_was_removed_is_no_matter(tmp_path: Path) -> None:
    """It only means that there is no project file."""
    folder = tmp_path / "gone"
    folder.mkdir()
    line = f"cd {folder} && rmdir {folder} && fika people list"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", line.replace("fika ", f"{sys.executable} -m tui.launch ")],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("setting", "value", "mend"),
    [
        ("FIKA_WRITER", "magic", "auto, template, model"),
        ("FIKA_MODEL_TEMPERATURE", "hot", "0 till 2"),
        ("FIKA_MODEL_MAX_TOKENS", "1", "50 till 20000"),
        ("FIKA_MODEL_DEADLINE_SECONDS", "0", "600"),
    ],
)
def test_a_wrong_setting_is_mended_in_the_interfaces_language(
    setting: str, value: str, mend: str, fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a setting takes is said in our words, not in a library's."""
    monkeypatch.setenv(setting, value)
    said = fika.fails("--ui-language", "sv", "config")
    assert setting in said
    assert mend in said
    assert "Input should" not in said


def test_a_settings_file_that_is_no_text_is_one_sentence(fika: Shell, tmp_path: Path) -> None:
    """Not the decoder's."""
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    assert "not UTF-8 text" in fika.fails("config")


def test_a_password_in_the_servers_address_is_not_shown(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by config nor by doctor."""
    monkeypatch.setenv("FIKA_MODEL_NAME", "x")
    monkeypatch.setenv("FIKA_MODEL_BASE_URL", "http://me:hemlis@127.0.0.1:1/v1?key=hemlis")
    for command, code in (("config", 0), ("doctor", 1)):
        shown = fika(command, code=code)
        assert "hemlis" not in shown + fika.said
        assert "127.0.0.1:1/v1" in shown


# Doctor


@pytest.mark.parametrize("url", ["not a url", "http://[::1", "http://127.0.0.1:99999/v1", "ftp://x/v1"])
def test_doctor_sees_that_an_address_cannot_be_asked(
    url: str, fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a draft fails on it."""
    monkeypatch.setenv("FIKA_MODEL_NAME", "x")
    monkeypatch.setenv("FIKA_MODEL_BASE_URL", url)
    model = next(each for each in fika.json("doctor", code=1)["parts"] if each["part"] == "model")
    assert url in model["state"]
    assert not model["works"]


@pytest.mark.parametrize("home", ["/dev/null", "/dev/null/fika"])
def test_doctor_sees_that_the_home_cannot_be_a_folder(
    home: str, fika: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And gives no advice that would change a file that is not ours."""
    monkeypatch.setenv("FIKA_HOME", home)
    store = next(each for each in fika.json("doctor", code=1)["parts"] if each["part"] == "store")
    assert "is not a folder" in store["state"]
    assert "chmod" not in store["next_step"]


# Next steps and profile


@pytest.mark.usefixtures("taken_apart")
def test_a_blocked_draft_is_sent_to_be_mended_not_approved(
    fika: Shell, store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be refused is not the next step."""
    store.save_version(task(), draft(TEXT), CLEAN, ORIGINS)
    Editor(tmp_path, monkeypatch).replaces("Hej", "Hej [NAMN]")
    fika("edit", "1", code=1)
    assert "fika edit 1" in fika.said
    assert "fika approve" not in fika.said


def test_a_finding_shows_the_place_it_is_about(fika: Shell, store: SqliteStore) -> None:
    """Three sentences without a source cannot be told apart by their message alone."""
    finding = BLOCKED.findings[0].model_copy(
        update={"message": "It rests on nothing.", "excerpt": "Hej  \nA"}
    )
    review = BLOCKED.model_copy(update={"findings": (finding,)})
    store.save_version(task(), draft(TEXT), review, ORIGINS)
    fika("show", "1")
    assert "there: \u201cHej A\u201d" in fika.said


def test_a_changed_name_changes_the_signature(
    fika: Shell, answers: Callable[..., None], store: SqliteStore
) -> None:
    """Enter keeps the closing, and the name under it is the new one."""
    answers("Elin Ståhl", "", "", "", "", "", "svenska, engelska", "Vänliga hälsningar", "")
    fika("init")
    answers("Elin Nyman", *[""] * 8)
    shown = fika("init")
    kept = store.sender()
    assert kept is not None
    assert kept.sign_off == "Vänliga hälsningar\nElin Nyman"
    assert kept.languages == ("svenska", "engelska")
    assert "Ståhl" not in shown


def test_a_signature_of_ones_own_is_kept(
    fika: Shell, answers: Callable[..., None], store: SqliteStore, tmp_path: Path
) -> None:
    """Whatever is signed otherwise than with the whole name stays letter for letter."""
    (tmp_path / "me.toml").write_text(
        'name = "Elin Ståhl"\nsign_off = "Allt gott\\nElin"\n', encoding="utf-8"
    )
    fika("init", "--file", str(tmp_path / "me.toml"))
    answers("Elin Nyman", *[""] * 8)
    fika("init")
    kept = store.sender()
    assert kept is not None
    assert kept.sign_off == "Allt gott\nElin"


@pytest.mark.parametrize(("shell", "mark"), [("bash", "_shtab_compgen_files"), ("zsh", ":_files")])
def test_completions_offer_files(shell: str, mark: str, fika: Shell) -> None:
    """Where a file is wanted; fish does so by itself."""
    assert fika("completions", shell).count(mark) > 4


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_a_file_without_an_end_is_refused(fika: Shell) -> None:
    """Before it fills the memory."""
    assert "too long" in fika.fails("check", "/dev/zero", "--kind", "outreach", "--language", "sv")


@pytest.mark.usefixtures("taken_apart")
def test_guidance_is_wrapped_once_for_a_narrow_terminal(fika: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not first for a wide one and then again, which leaves single words on lines of their own."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    shown = fika("guide", "hur mycket tid kan jag be om", "-k", "1")
    passage = [line for line in shown.splitlines()[1:] if line.startswith("  ")]
    passage = passage[: next(at for at, line in enumerate(passage) if line.startswith("  ["))]
    assert all(len(line) <= 49 for line in passage)
    assert all(len(line) > 25 for line in passage[:-1])


@pytest.mark.usefixtures("taken_apart")
def test_what_is_answered_about_oneself_is_asked_once(
    fika: Shell, answers: Callable[..., None], store: SqliteStore
) -> None:
    """For the next person too, who then needs no answer at all."""
    for number, name in ((1, "Eva"), (2, "Nils")):
        store.add_person(Recipient(name=name))
        fika("facts", "add", str(number), "Höll", "föredraget 'Tidvatten' på Havsdagarna i Lysekil 2024")
    answers("Jag är undersköterska.", "Elin Ståhl", "tidvatten")
    fika("draft", "Eva", "--language", "sv", "--no-save")
    kept = store.sender()
    assert kept is not None
    assert (kept.about, kept.name, kept.goals) == ("Jag är undersköterska.", "Elin Ståhl", ())
    answers()
    assert "Elin Ståhl" in fika("draft", "Nils", "--language", "sv", "--no-save")


def test_nobody_and_nothing_due(fika: Shell) -> None:
    """An empty store gets the next step, and no file is made."""
    assert fika("due") == ""
    assert "fika people add" in fika.said
    fika("people", "add", "Per Ny")
    assert "Per Ny: add a fact" in fika("due")
    assert "Nothing is due now" in fika.said
