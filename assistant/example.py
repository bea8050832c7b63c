"""The example to try: a sender, someone to write to, and true-looking facts, from `examples/`.

The files ship inside the package as `assistant/examples/`; in a working copy they stand beside it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.domain.brief import Brief, Sender
from assistant.domain.records import Person
from assistant.domain.value import Language
from assistant.errors import InputError
from assistant.importing.brief_file import load_brief
from assistant.ports import Store
from assistant.wording import _


def load_example(store: Store, language: Language) -> Person:
    """Keep the example's person with facts, and its sender as the profile where there is none of one's own.

    Done twice, it gives the same person again. Raises StoreError.
    """
    brief = example_brief(language)
    person = next((each for each in store.people() if each.recipient == brief.recipient), None)
    person = person or store.add_person(brief.recipient)
    for fact in brief.facts:
        store.add_fact(person.id, fact)
    if not has_profile(store.sender()):
        store.save_sender(brief.sender)
    return person


def has_profile(sender: Sender | None) -> bool:
    """Whether someone has said who they are; the example's sender does not count."""
    return sender is not None and sender != Sender() and not is_example(sender)


def is_example(sender: Sender | None) -> bool:
    """Whether this is the example's sender."""
    languages: tuple[Language, Language] = ("sv", "en")
    return sender is not None and any(sender == example_brief(each).sender for each in languages)


@cache
def example_brief(language: Language) -> Brief:
    """Read the example. Raises InputError when the package lacks its file."""
    here = Path(__file__).parent
    for folder in (here / "examples", here.parent / "examples"):
        path = folder / f"{language}.toml"
        if path.is_file():
            return load_brief(path.read_bytes(), path.name, language=language).brief
    raise InputError(_("The example is missing from this installation."), hint=_("Install Fika again."))
