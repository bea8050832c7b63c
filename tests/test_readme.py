"""What the README shows is what the commands print."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]*)\n(?P<output>.*?)```", re.DOTALL)


def shown() -> list[tuple[str, str]]:
    """Every command in the README with the output under it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [(block["command"], block["output"]) for block in BLOCK.finditer(text)]


def printed(command: str, home: Path) -> str:
    """Run a README command with this interpreter and a home of its own, and give its standard output."""
    fika = f"{shlex.quote(sys.executable)} -m tui.launch"
    done = subprocess.run(
        re.sub(r"\bfika (?=[a-z-])", f"{fika} ", command, count=1),
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "FIKA_HOME": str(home), "FIKA_CONFIG": str(home / "config.toml")},
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def test_the_readme_shows_commands() -> None:
    """The pattern finds them; an empty list would make the next test pass for nothing."""
    assert len(shown()) >= 5


@pytest.fixture(scope="module")
def one_home(tmp_path_factory: pytest.TempPathFactory, built_knowledge: Path) -> Path:
    """Give a home for all of the README, as its reader has one; the index is built."""
    home = tmp_path_factory.mktemp("readme")
    shutil.copytree(built_knowledge, home / "knowledge")
    return home


@pytest.mark.parametrize(("command", "output"), shown(), ids=lambda value: value[:40])
def test_the_readme_shows_real_output(command: str, output: str, one_home: Path) -> None:
    """Letter for letter. `python -m tests.test_readme` brings the README up to date."""
    assert printed(command, one_home) == output


def renew() -> None:
    """Put what the commands print today under them."""
    path = ROOT / "README.md"
    with tempfile.TemporaryDirectory() as home:
        renewed = BLOCK.sub(
            lambda block: f"```console\n$ {block['command']}\n{printed(block['command'], Path(home))}```",
            path.read_text(encoding="utf-8"),
        )
    path.write_text(renewed, encoding="utf-8")


if __name__ == "__main__":
    renew()
