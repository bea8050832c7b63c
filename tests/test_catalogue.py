"""Swedish is an equal: every sentence of the interface, the checks and the kinds has its Swedish, and it fits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message

from assistant.checks.rule import RULES_FOLDER
from prompts.catalog import KINDS_FOLDER
from tests import catalogues

ROOT = Path(__file__).parent.parent
NAME = re.compile(r"\{\w*\}|%\(\w+\)[sr]|%[sr]")
"""A name that a value takes the place of."""
FIXED = re.compile(r"(?<!\w)--?[a-z][a-z-]*|FIKA_[A-Z_]+|OPENAI_[A-Z_]+|\bfika [a-z]+(?: (?:add|list|edit))?")
"""What a person types as it stands: commands, options and variables."""
EDGES = re.compile(r"\A(\s*).*?([.:?]?)(\s*)\Z", re.DOTALL)
"""What code relies on when it joins sentences: the spaces around, and whether it is a sentence at all."""
RULES = sorted(RULES_FOLDER.glob("*.toml"))
KINDS = sorted(KINDS_FOLDER.glob("*/kind.toml"))


def pairs(message: Message) -> list[tuple[str, str]]:
    """Give each form of a sentence with its Swedish."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string, strict=True))


def translations() -> list[tuple[str, str]]:
    """Give every English sentence in the catalogue with its Swedish."""
    return [pair for message in catalogues.translated() if message.id for pair in pairs(message)]


def both(value: object, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Give every text in two languages in a TOML table, with its place."""
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from both(each, f"{place}[{number}]")
    elif isinstance(value, dict):
        last = place.rpartition(".")[2]
        if re.match(r"(?:message|fix)(?:_|$)|(?:rule|title|about|query|question|reason)$", last):
            yield place, value
        else:
            for key, inner in value.items():
                yield from both(inner, f"{place}.{key}".lstrip("."))


def unequal(texts: dict[str, Any]) -> str:
    """Say what keeps a text from being the same in both languages; "" for nothing."""
    if set(texts) != {"sv", "en"}:
        return f"it has {sorted(texts)}"
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        return "one of the two is empty"
    swedish, english = (set(NAME.findall(texts[language])) for language in ("sv", "en"))
    return f"only one of the two has {sorted(swedish ^ english)}" if swedish != english else ""


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


def test_names_in_braces_are_the_same_in_both() -> None:
    """A translation that misspells a name would break, or lose what it should tell."""
    assert [pair for pair in translations() if set(NAME.findall(pair[0])) != set(NAME.findall(pair[1]))] == []


def test_what_is_typed_stays_as_it_is() -> None:
    """Commands, options and variables are not translated, and none is lost."""
    lost = [
        (english, swedish)
        for english, swedish in translations()
        if set(FIXED.findall(english)) != set(FIXED.findall(swedish))
    ]
    assert lost == []


def test_a_sentence_stays_a_sentence() -> None:
    """Spaces at the ends and the last sign agree, for code puts sentences together."""
    edges = [(pair, *(EDGES.fullmatch(each) for each in pair)) for pair in translations()]
    assert [pair for pair, en, sv in edges if not (en and sv) or en.groups() != sv.groups()] == []


def test_sentences_inside_f_strings_are_collected() -> None:
    """A sentence is found wherever it stands, and what is no sentence is not."""
    source = (
        'a = f"{_(\'Yes\') if x else _(\'No\'):<8}"\nplural("{n} day", "{n} days", 2)\n_(line)\nmark("Later")'
    )
    assert set(catalogues.sentences(source)) == {"Yes", "No", ("{n} day", "{n} days"), "Later"}


@pytest.mark.parametrize("path", [*RULES, *KINDS], ids=lambda path: str(path.relative_to(ROOT)))
def test_rules_and_kinds_speak_both_languages(path: Path) -> None:
    """What a check or a kind says is there in both languages, with the same names."""
    found = list(both(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert len(found) >= 3
    assert [f"{place}: {unequal(texts)}" for place, texts in found if unequal(texts)] == []
