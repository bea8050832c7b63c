"""The `fika` command itself: light, in both languages, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui import launch
from tui.launch import COMMANDS, VERSION, build_parser, main

ROOT = Path(__file__).parent.parent
HEAVY = ("chromadb", "langchain_core", "langchain_openai", "openai", "textual", "numpy", "httpx")


def loaded_after(arguments: list[str], home: Path, names: tuple[str, ...]) -> list[str]:
    """Run a command in a fresh interpreter and give those of `names` that it loaded."""
    code = (
        "import sys\nfrom tui.launch import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', *[name for name in {names!r} if name in sys.modules])"
    )
    environment = {**os.environ, "FIKA_HOME": str(home), "FIKA_CONFIG": str(home / "none.toml")}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=True,
    )
    return done.stdout.rsplit("LOADED", 1)[1].split()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["write", "--help"], []])
def test_help_loads_nothing_but_the_parser(arguments: list[str], home: Path) -> None:
    """Not even pydantic."""
    assert loaded_after(arguments, home, (*HEAVY, "pydantic", "asyncio", "sqlite3", "jinja2")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["config"],
        ["schema", "brief"],
        ["people", "list"],
        ["show"],
        ["facts", "suggest", "--help"],
        ["check", "examples/sv.toml", "--kind", "outreach", "--language", "sv"],
    ],
)
def test_a_light_command_loads_nothing_heavy(arguments: list[str], home: Path) -> None:
    """chromadb, langchain, openai and textual load only where they are used."""
    assert loaded_after(arguments, home, HEAVY) == []


def test_writing_loads_nothing_heavy(home: Path) -> None:
    """A document needs no index, not even the first, and neither does a plain question."""
    write = ["write", "outreach", "--brief", "examples/sv.toml"]
    assert loaded_after(write, home, HEAVY) == []
    assert not (home / "knowledge" / "index").exists()
    assert loaded_after(["guide", "hur mycket tid kan jag be om"], home, HEAVY) == []


def test_every_command_has_help_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    """And the Swedish differs from the English."""
    for name, _line in COMMANDS:
        texts = []
        for language in ("en", "sv"):
            with pytest.raises(SystemExit) as ended:
                main(["--ui-language", language, name, "--help"])
            assert ended.value.code == 0
            texts.append(capsys.readouterr().out)
        assert texts[0] != texts[1], name
        assert "fika" in texts[1]


def test_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    """One number in two places must be one number."""
    from importlib.metadata import version

    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"fika {VERSION}"
    assert version("fika") == VERSION


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["write"], ["guide", "x", "-k", "many"], ["check", "--bogus"]]
)
def test_bad_usage_is_one_sentence_with_a_hint(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, nothing on stdout, no usage wall."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    out = capsys.readouterr()
    assert ended.value.code == 2
    assert out.out == ""
    assert out.err.startswith("fika: ")
    assert "--help" in out.err
    assert len(out.err.splitlines()) <= 3


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "sv_SE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "sv_SE.UTF-8", "FIKA_UI_LANGUAGE": "en"}, "en"),
        ({}, "en"),
    ],
)
def test_the_interface_follows_flag_setting_then_locale(
    environment: dict[str, str],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The message's language has nothing to do with it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert ("säg vem du är" in shown.lower()) is (language == "sv")
    assert main(["--ui-language", "sv"]) == 0
    assert "säg vem du är" in capsys.readouterr().out.lower()


def test_an_internal_fault_is_one_line_without_anything_personal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, no locals; the place is enough for us."""

    def broken(_arguments: list[str]) -> int:
        secret = "canary-note"
        raise RuntimeError(secret)

    monkeypatch.setattr(launch, "_run", broken)
    assert main(["config"]) == 70
    shown = capsys.readouterr().err
    assert "canary" not in shown
    assert "RuntimeError" in shown
    assert "Traceback" not in shown


def test_ctrl_c_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 130, as shells expect."""

    def stopped(_arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(launch, "_run", stopped)
    assert main(["config"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    """`fika schema brief | head -1`."""
    done = subprocess.run(
        f"{sys.executable} -m tui.launch schema brief | head -1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stdout.strip() == "{"
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_the_commands(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For three shells."""
    assert main(["completions", shell]) == 0
    script = capsys.readouterr().out
    assert "followup" in script
    assert "--own-words" in script


def test_schema_fits_what_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The documented shape is the real one, key for key."""
    text = tmp_path / "mail.txt"
    text.write_text("Hej!\n\nVill du bli min mentor?\n", encoding="utf-8")
    assert main(["check", str(text), "--kind", "outreach", "--language", "sv", "--json"]) == 1
    review = json.loads(capsys.readouterr().out)
    assert main(["schema", "review"]) == 0
    described = json.loads(capsys.readouterr().out)
    assert set(described["properties"]) == set(review)
    assert set(described["$defs"]["Finding"]["properties"]) == set(review["findings"][0])


def test_the_parser_names_a_module_for_every_command() -> None:
    """A command in the table without its file would only fail when it is used."""
    build_parser()
