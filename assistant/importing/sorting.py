"""Suggested facts while a person goes through them: accepted, changed or dropped, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from assistant.domain.brief import Fact
from assistant.importing.suggesting import Suggestion, Suggestions

State = Literal["open", "accepted", "dropped", "noted"]
"""`noted`: the very same is kept already."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A suggestion and what the person said about it."""

    suggestion: Suggestion
    fact: Fact
    """As suggested, or as the person changed it."""
    state: State = "open"


@dataclass(frozen=True, slots=True)
class Sorting:
    """All suggestions of a text on their way to being sorted. Every change gives a new value."""

    items: tuple[Sorted, ...]

    @classmethod
    def of(cls, found: Suggestions, known: Iterable[str] = ()) -> Sorting:
        """Begin; what is among the `known` facts' texts needs no answer."""
        texts = set(known)
        return cls(
            tuple(
                Sorted(each, each.fact, "noted" if each.fact.text in texts else "open")
                for each in found.suggestions
            )
        )

    @property
    def accepted(self) -> tuple[Fact, ...]:
        """The facts to keep."""
        return tuple(each.fact for each in self.items if each.state == "accepted")

    @property
    def open(self) -> int:
        """How many have no answer yet."""
        return sum(each.state == "open" for each in self.items)

    def with_state(self, at: int, state: State) -> Sorting:
        """Give an answer to one; what is noted already stays so."""
        if self.items[at].state == "noted":
            return self
        return self._with(at, replace(self.items[at], state=state))

    def with_fact(self, at: int, fact: Fact) -> Sorting:
        """Take one as the person changed it; that accepts it."""
        return self._with(at, replace(self.items[at], fact=fact, state="accepted"))

    def all_accepted(self) -> Sorting:
        """Accept all that have no answer yet."""
        return Sorting(
            tuple(replace(each, state="accepted") if each.state == "open" else each for each in self.items)
        )

    def _with(self, at: int, item: Sorted) -> Sorting:
        return Sorting((*self.items[:at], item, *self.items[at + 1 :]))
