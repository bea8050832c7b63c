"""Settings: defaults < user file < project file < environment < flag."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import is_loopback, load_settings
from tui.launch import main


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"  # where FIKA_CONFIG points, see conftest


def test_each_layer_wins_over_the_one_below(
    user_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And every value knows where it comes from."""
    folder = tmp_path / "project"
    folder.mkdir()
    user_file.write_text('language = "sv"\nwriter = "template"\nui_language = "sv"\n')
    (folder / "fika.toml").write_text('writer = "model"\nui_language = "sv"\n')
    monkeypatch.setenv("FIKA_UI_LANGUAGE", "en")
    resolved = load_settings({"ui_language": "sv"}, folder)
    assert (resolved.settings.language, resolved.origins["language"]) == ("sv", "user file")
    assert (resolved.settings.writer, resolved.origins["writer"]) == ("model", "project file")
    assert (resolved.settings.ui_language, resolved.origins["ui_language"]) == ("sv", "flag")
    assert resolved.origins["model.name"] == "default"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('langauge = "sv"', "langauge"),
        ('[model]\nnmae = "x"', "model.nmae"),
        ('language = "de"', "language"),
        ("[model]\nmax_tokens = 3", "model.max_tokens"),
        ("[model\n", "TOML"),
        ("model = 3", "model"),
    ],
)
def test_a_wrong_settings_file_names_file_and_key(user_file: Path, content: str, named: str) -> None:
    """One sentence: what, where; the hint says how to mend it."""
    user_file.write_text(content)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(user_file) in caught.value.message
    assert named in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("key", ["home", "model.base_url", "model.api_key"])
def test_a_project_file_cannot_choose_servers_or_folders(tmp_path: Path, key: str) -> None:
    """A folder that somebody else made must not send my notes anywhere."""
    (tmp_path / "fika.toml").write_text(f'{key} = "http://example.invalid"\n')
    with pytest.raises(SettingsError, match="may not set"):
        load_settings(folder=tmp_path)


def test_a_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """FIKA_MODEL__NAME would otherwise be ignored without a word."""
    monkeypatch.setenv("FIKA_MODEL__NAME", "x")
    with pytest.raises(SettingsError, match="FIKA_MODEL__NAME"):
        load_settings()


def test_a_key_alone_chooses_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key in someone's shell is no wish to use it here."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-1")
    settings = load_settings().settings
    assert settings.model.name == ""
    assert settings.model.api_key.get_secret_value() == "sk-canary-1"


def test_openais_key_goes_to_no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key named for OpenAI is OpenAI's alone."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-3")
    monkeypatch.setenv("FIKA_MODEL_BASE_URL", "https://other.example/v1")
    assert load_settings().settings.model.api_key.get_secret_value() == ""


def test_config_masks_the_key(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither as text nor as JSON, and not in an error about it."""
    monkeypatch.setenv("FIKA_MODEL_API_KEY", "sk-canary-2")
    assert main(["config"]) == 0
    assert main(["config", "--json"]) == 0
    out = capsys.readouterr()
    assert "canary" not in out.out + out.err
    assert "environment" in out.out


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("http://127.0.0.1:11434/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:80/v1", True),
        ("https://api.example.com/v1", False),
        ("http://127.0.0.1.example.com/v1", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(url: str, inside: bool) -> None:
    """A name that merely looks like it is not."""
    assert is_loopback(url) is inside


@pytest.mark.parametrize("line", ['"review.mend" = "f5"', 'review.mend = "f5"'])
def test_keys_of_ones_own_are_read_by_id(user_file: Path, line: str) -> None:
    """With or without the quotes that TOML wants around a dot."""
    user_file.write_text(f"[keys]\n{line}\n")
    assert load_settings().settings.keys == {"review.mend": "f5"}


@pytest.mark.parametrize("content", ["keys = 3", "[keys]\nx = 5", '[keys]\n"a.b" = ["f5"]'])
def test_a_key_that_is_no_text_is_refused(user_file: Path, content: str) -> None:
    """One sentence that names the file."""
    user_file.write_text(content)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(user_file) in caught.value.message
    assert caught.value.hint


def test_a_project_file_cannot_choose_keys(tmp_path: Path) -> None:
    """A folder that somebody else made must not change what a key does."""
    (tmp_path / "fika.toml").write_text('[keys]\n"app.quit" = "a"\n')
    with pytest.raises(SettingsError, match=r"may not set|unknown setting"):
        load_settings(folder=tmp_path)


def test_config_shows_keys_and_theme(user_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    user_file.write_text('theme = "contrast"\n[keys]\n"app.keys" = "f9"\n')
    assert main(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split()[:2] == ["theme", "contrast"] for line in lines)
    assert any(line.split()[:2] == ["keys.app.keys", "f9"] for line in lines)
