"""A settings file that Fika changes keeps everything else a person wrote into it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings_file import keep_settings
from assistant.settings_text import with_values

WRITTEN = """\
# my own file
writer = "auto"   # until I trust it

[model]
# the small one
name = 'llama3.2'  # 3B
max_tokens = 900

[knowledge]
url = ""
"""
WANTED = {"model.name": "qwen3", "model.base_url": "http://127.0.0.1:11434/v1"}


def test_comments_order_and_other_keys_stay() -> None:
    """Only the two values differ."""
    changed = with_values(WRITTEN, WANTED)
    assert changed.replace('base_url = "http://127.0.0.1:11434/v1"\n', "") == WRITTEN.replace(
        "'llama3.2'", '"qwen3"'
    )
    assert tomllib.loads(changed)["model"]["base_url"] == WANTED["model.base_url"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet",
        "writer = 'auto'",
        'model.name = "x"\n\n[knowledge]\nurl = ""\n',
        "[knowledge]\nurl = ''",
        "[ model ]\r\nname='x' # y\r\n",
        "[model]",
        "[keys]\n'review.mend' = 'f5'\n",
    ],
)
def test_every_way_of_writing_the_file_is_kept(text: str) -> None:
    """Empty, dotted, without a last line break, with Windows line ends."""
    values = {"model.name": 'a "quoted" \\ name', "theme": "dark"}
    before, after = tomllib.loads(text), tomllib.loads(with_values(text, values))
    assert after.pop("theme") == "dark"
    assert after["model"].pop("name") == values["model.name"]
    before.get("model", {}).pop("name", None)
    assert after | {"model": {}} == before | {"model": {}}
    assert ("\r\n" in text) == ("\r\n" in with_values(text, {"model.name": "z"}))


@pytest.mark.parametrize(
    "text", ["model = {name = 'x'}", "[model\n", 'home = """\n[model]\nname = 1\n"""', "model = 3"]
)
def test_what_only_a_person_can_change_is_refused_and_left(text: str, tmp_path: Path) -> None:
    """Better no change than a wrong one."""
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match="could not be changed") as caught:
        keep_settings(WANTED)
    assert file.read_text() == text
    assert "by hand: model.name, model.base_url." in caught.value.hint


def test_the_file_is_made_private_and_a_link_stays_a_link(tmp_path: Path) -> None:
    """It may hold a key; and people keep such files elsewhere, in folders that are theirs to open."""
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text("# mine\n")
    link.symlink_to(real)
    tmp_path.chmod(0o755)
    keep_settings(WANTED)
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert link.is_symlink()
    assert "# mine" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o600
