"""Prompt files: what is refused at load, and that a text cannot change behind its version."""

from __future__ import annotations

from pathlib import Path

import pytest

from prompts import fingerprints
from prompts.catalog import load_kinds
from prompts.prompt import PromptError, load_prompt, prompt_files
from prompts.rendering import RenderingError

HEADER = '+++\nname = "x"\nversion = 1\ninputs = ["minutes"]\n+++\n'


def a_folder(root: Path, text: str = f"{HEADER}Ask for {{{{ minutes }}}} minutes.\n") -> Path:
    """A prompts folder with one prompt in it."""
    (root / "system").mkdir(parents=True, exist_ok=True)
    (root / "system" / "x.md").write_text(text, encoding="utf-8")
    load_prompt.cache_clear()
    return root


def test_every_prompt_says_what_is_recorded_at_its_version() -> None:
    """A changed text needs a new version: raise it, then `python -m prompts.fingerprints --record`."""
    now, before = fingerprints.current(), fingerprints.recorded()
    assert fingerprints.changed_without_version(now, before) == []
    assert now == before


def test_every_kind_has_a_prompt_of_its_name() -> None:
    """The name in a document's origins is the kind's."""
    prompts = {name: load_prompt(path) for name, path in prompt_files().items() if name.startswith("kinds/")}
    assert {name.split("/")[1]: each.name for name, each in prompts.items()} == {
        kind: kind for kind in load_kinds()
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEADER}{{{{ minuets }}}} {{{{ minutes }}}}", "minuets"),
        (f"{HEADER}No variable.", "'minutes' is listed but not used"),
        (f"{HEADER.replace('minutes', 'weather')}{{{{ weather }}}}", "'weather' is not supplied"),
        ("Ask for minutes.", "header is missing"),
        (f"{HEADER}{{% if minutes %}}", "x.md"),
        (HEADER.replace("version = 1", "version = 0") + "{{ minutes }}", "version"),
        (HEADER.replace("version = 1", "version = 1\nmood = 1") + "{{ minutes }}", "mood"),
        (HEADER.replace('"x"', "x") + "{{ minutes }}", "TOML"),
    ],
)
def test_a_wrong_prompt_is_refused_when_it_is_loaded(tmp_path: Path, text: str, said: str) -> None:
    """Not when someone writes with it; the message names the file and the thing."""
    folder = a_folder(tmp_path, text)
    with pytest.raises((PromptError, RenderingError)) as caught:
        load_prompt(folder / "system" / "x.md")
    assert said in str(caught.value)
    assert "x.md" in str(caught.value)


def test_a_changed_text_under_its_old_version_is_not_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The record is the memory of what each version said."""
    record = tmp_path / "fingerprints.toml"
    folder = a_folder(tmp_path / "prompts")
    assert fingerprints.main(["--record"], folder, record) == 0
    assert fingerprints.main([], folder, record) == 0
    a_folder(folder, f"{HEADER}Beg for {{{{ minutes }}}} minutes.\n")
    before = record.read_text()
    assert fingerprints.main(["--record"], folder, record) == 1
    assert record.read_text() == before
    assert "Raise its version" in capsys.readouterr().err


def test_a_new_version_is_asked_to_be_recorded_and_then_is(tmp_path: Path) -> None:
    """A new version alone is not enough, so that a pull request shows both."""
    record = tmp_path / "fingerprints.toml"
    folder = a_folder(tmp_path / "prompts")
    fingerprints.main(["--record"], folder, record)
    a_folder(folder, HEADER.replace("version = 1", "version = 2") + "Beg for {{ minutes }}.\n")
    assert fingerprints.main([], folder, record) == 1
    assert fingerprints.main(["--record"], folder, record) == 0
    assert fingerprints.recorded(record)["system/x.md"].version == 2


def test_no_prompt_escapes_its_record() -> None:
    """Every file with a header is looked at, shared parts too; only the offline templates have none."""
    root = fingerprints.RECORD.parent
    headed = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.md")
        if path.read_text(encoding="utf-8").startswith("+++\n") and not path.name.startswith("offline")
    }
    assert headed == set(prompt_files())
    assert {"system/judge.md", "system/facts.md", "system/revise.md", "system/data.md"} <= headed
