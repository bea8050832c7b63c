"""One strict, sandboxed Jinja environment for every prompt and template.

A variable that the code does not supply is refused when the file is loaded, not when someone writes
with it; a value is inserted as it is and never read as a template itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment


class RenderingError(Exception):
    """A prompt or template is wrong; the message names file, line and mend."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template that was looked at: it names no variable and no filter that is not there."""

    name: str
    """Where it stands, "FILE:LINE" or a file name; used in errors."""
    variables: frozenset[str]
    """The variables it uses."""
    source: str

    def render(self, values: Mapping[str, object]) -> str:
        """Fill the template. Raises RenderingError when a variable has no value."""
        try:
            return _template(self.source).render(dict(values))
        except TemplateError as error:
            raise RenderingError(f"{self.name}: {error}. Mend the template there.") from error


def compile_template(source: str, allowed: Collection[str], name: str, line: int = 1) -> Compiled:
    """Compile `source`, which may use only the variables in `allowed`.

    `line` is the line of the file at which `source` begins. Raises RenderingError with file, line and mend.
    """
    environment = _environment()
    try:
        tree = environment.parse(source, name)
    except TemplateSyntaxError as error:
        place = f"{name}:{line + error.lineno - 1}"
        raise RenderingError(f"{place}: {error.message}. Mend the Jinja syntax there.") from error
    for used_filter in tree.find_all(nodes.Filter):
        if used_filter.name not in environment.filters:
            raise RenderingError(
                f"{name}:{line + used_filter.lineno - 1}: unknown filter '{used_filter.name}'. Remove it."
            )
    used = meta.find_undeclared_variables(tree)
    unknown = sorted(used - set(allowed))
    if unknown:
        raise RenderingError(
            f"{name}:{line}: unknown variable '{unknown[0]}'. Use one of: {', '.join(sorted(allowed))}."
        )
    return Compiled(name=f"{name}:{line}", variables=frozenset(used), source=source)


@cache
def _template(source: str) -> Template:
    """Compile a template when it is first filled; most phrases of a book are only looked at."""
    return _environment().from_string(source)


def capitalised(text: str) -> str:
    """Give `text` with its first letter as a capital; a quotation mark in front is passed over."""
    at = next((at for at, letter in enumerate(text) if letter.isalnum()), None)
    return text if at is None else text[:at] + text[at].upper() + text[at + 1 :]


_FILTERS: Final = {"cap": capitalised}


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_FILTERS)
    return environment
