"""Swedish is an equal: every sentence of the interface, the checks and the kinds has its own, and it fits."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message

from assistant.checks.rule import RULES_FOLDER
from prompts.catalog import KINDS_FOLDER
from tests import catalogues
from tui.launch import COMMANDS

NAME = re.compile(r"\{\w*\}|%\(\w+\)[sr]|%[sr]")
"""A name that a value takes the place of."""
FIXED = re.compile(
    rf"(?<![\w\]])--?[a-z]+(?:-[a-z]+)*|(?:FIKA|OPENAI)_[A-Z_]+|\bfika (?:{'|'.join(dict(COMMANDS))})\b"
)
"""What a person types as it stands: options, variables and commands."""
EDGES = re.compile(r"\A(\s*).*?([.:?]?)(\s*)\Z", re.DOTALL)
"""What code relies on when it joins sentences: the spaces around, and whether it is a sentence at all."""
SAID = re.compile(r"(?:message|fix)(?:_\w+)?|rule")
"""The keys of a rule that hold a text for people."""
RULES = sorted(RULES_FOLDER.glob("*.toml"))
KINDS = sorted(KINDS_FOLDER.glob("*/kind.toml"))


def forms(text: object) -> list[str]:
    """Give the forms of a sentence: one, or two for a plural."""
    return [str(each) for each in (text if isinstance(text, tuple | list) else (text,))]


def translations() -> list[tuple[str, str]]:
    """Give every English sentence in the catalogue with its Swedish."""
    messages: list[Message] = [message for message in catalogues.translated() if message.id]
    return [pair for each in messages for pair in zip(forms(each.id), forms(each.string or ""), strict=False)]


def unlike(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Give the sentences whose Swedish, when there is one, lacks what `pattern` finds in the English."""
    return [
        (english, swedish)
        for english, swedish in translations()
        if swedish and set(pattern.findall(english)) != set(pattern.findall(swedish))
    ]


def read(path: Path) -> dict[str, Any]:
    """Give a TOML file's values."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def differences(texts: dict[str, Any]) -> dict[str, str]:
    """Say by name what keeps texts from being the same in both languages."""
    return {name: difference(text) for name, text in texts.items() if difference(text)}


def difference(text: Any) -> str:
    """Say what keeps a text from being the same in both languages; "" for nothing."""
    if not isinstance(text, dict) or set(text) != {"sv", "en"}:
        return "not in both languages"
    if not all(isinstance(each, str) and each.strip() for each in text.values()):
        return "empty in one language"
    swedish, english = (set(NAME.findall(text[language])) for language in ("sv", "en"))
    return f"not in both: {', '.join(sorted(swedish ^ english))}" if swedish != english else ""


def test_nothing_lacks_its_swedish() -> None:
    """Every sentence in the source is translated; `make catalogues` lists what is not."""
    assert catalogues.missing() == []


def test_nothing_is_left_of_sentences_that_are_gone() -> None:
    """The catalogue holds no sentence that the source does not have."""
    there = {str(message.id) for message in catalogues.collect()}
    assert [message.id for message in catalogues.translated() if str(message.id) not in there] == []


def test_the_compiled_catalogue_is_made_from_the_translations() -> None:
    """Nobody edited the one and forgot to compile the other."""
    compiled = catalogues.compiled(catalogues.translated())
    assert (catalogues.FOLDER / "fika.mo").read_bytes() == compiled, "run make catalogues"


def test_names_of_values_are_the_same_in_both() -> None:
    """A misspelt name would break the sentence, a missing one would hide what it should tell."""
    assert unlike(NAME) == []


def test_what_is_typed_stays_as_it_is() -> None:
    """Commands, options and variables are not translated, and none is lost."""
    assert unlike(FIXED) == []


def test_a_sentence_stays_a_sentence() -> None:
    """Spaces at the ends and the last sign agree, for code puts sentences together."""
    assert unlike(EDGES) == []


def test_sentences_inside_f_strings_are_collected() -> None:
    """A sentence is found wherever it stands, and what is no sentence is not."""
    source = """f"{_('Yes') if x else _('No'):<8}", _(line), mark("Later"), plural("a day", "days", 2)"""
    assert set(catalogues.sentences(source)) == {"Yes", "No", ("a day", "days"), "Later"}


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_speaks_both_languages(path: Path) -> None:
    """What a check says is there in both languages, with the same names of values."""
    said = {key: text for key, text in read(path).items() if SAID.fullmatch(key)}
    assert {"message", "fix", "rule"} <= set(said)
    assert differences(said) == {}


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.parent.name)
def test_a_kind_speaks_both_languages(path: Path) -> None:
    """A kind's titles, and its questions with their reasons, are there in both languages."""
    kind = read(path)
    said = {key: kind.get(key) for key in ("title", "about", "query")}
    said |= {
        f"{need['input']} {key}": need.get(key) for need in kind["needs"] for key in ("question", "reason")
    }
    assert differences(said) == {}
