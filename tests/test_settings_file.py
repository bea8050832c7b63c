"""A setting that is chosen on a screen goes into the person's own file, or the file stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings
from assistant.settings_file import keep_setting


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"  # where FIKA_CONFIG points, see conftest


def test_a_file_that_is_not_there_is_made(user_file: Path) -> None:
    keep_setting("ui_language", "sv")
    assert load_settings().settings.ui_language == "sv"


@pytest.mark.parametrize("content", [b"theme = [\n", b"\xff\xfe", b'a = """\ntheme = "dark"\n"""\n'])
def test_a_file_that_would_come_out_wrong_is_left_as_it_is(user_file: Path, content: bytes) -> None:
    """Not TOML, not text, or a line that only looks like the setting."""
    user_file.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        keep_setting("theme", "light")
    assert user_file.read_bytes() == content
    assert str(user_file) in caught.value.message


def test_a_link_to_the_file_stays_a_link(user_file: Path, tmp_path: Path) -> None:
    """People keep their settings in a folder of their own."""
    real = tmp_path / "dotfiles.toml"
    real.write_text('theme = "dark"\n')
    user_file.symlink_to(real)
    keep_setting("theme", "light")
    assert user_file.is_symlink()
    assert real.read_text() == 'theme = "light"\n'
