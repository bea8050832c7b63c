"""A prompt file: what it is called, its version, what it is filled with, and its text.

```
+++
name = "outreach"
version = 1                       # raise it whenever the text below changes
inputs = ["language", "minutes"]  # exactly the variables in the text
grounds = ["fact", "sender"]      # a kind's prompt: which of the person's things it is shown
+++
The text, as a Jinja template.
```
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from prompts.rendering import Compiled, compile_template

SYSTEM_FOLDER: Final = Path(__file__).parent / "system"
"""Where the parts that all kinds share are."""
FENCE: Final = "+++"

INPUTS: Final[Mapping[str, str]] = {
    "language": "the document's language, sv or en",
    "language_name": "the document's language in English",
    "subject_label": "how the subject line begins in that language; empty without a subject line",
    "message": "whether the document is sent to someone",
    "channel": "what it is written for, in English",
    "tone": "how it should sound: plain, warm or formal",
    "opening": "what the message opens with: fact, self, link, or empty for the writer's choice",
    "max_words": "most words in the body; 0 without a limit",
    "max_characters": "most characters in the body; 0 without a limit",
    "min_items": "fewest items of a list; 0 for no list",
    "max_items": "most items of a list; 0 for no list",
    "minutes": "length of the talk that is asked for, in minutes",
    "questions": "how many questions the sender wants to put",
    "went_well": "whether the talk went well; none when it was not said",
    "nothing": "what the chat answers, word for word, when the sources say nothing",
    "tools": "whether the chat's model may ask Fika to do things",
    "code": "what ends a block of data; new for every request",
    "blocks": "the blocks of data, each with title and lines",
}
"""Every variable that a prompt may name, and what it is filled with."""


class PromptError(Exception):
    """A prompt file is wrong; the message names file and mend."""


class _Header(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str = Field(min_length=1)
    version: int = Field(ge=1)
    inputs: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt that was looked at: it can be filled with what it lists."""

    name: str
    version: int
    inputs: tuple[str, ...]
    grounds: tuple[str, ...]
    """Origins of the grounds that the kind shows, in the order of showing."""
    body: str
    template: Compiled

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that gives the prompt its meaning, as 64 hex digits."""
        meaning = "\0".join([self.name, ",".join(self.inputs), ",".join(self.grounds), self.body])
        return hashlib.sha256(meaning.encode()).hexdigest()

    def render(self, values: Mapping[str, object]) -> str:
        """Fill the prompt with the values it lists, out of `values`."""
        return self.template.render({name: values[name] for name in self.inputs}).strip()


@cache
def load_prompt(path: Path) -> Prompt:
    """Read a prompt file.

    Raises PromptError, or RenderingError for a template that is wrong or uses a variable it does not list.
    """
    text = path.read_text(encoding="utf-8")
    before, fence, rest = text.partition(f"{FENCE}\n")
    head, closing, body = rest.partition(f"\n{FENCE}\n")
    if before.strip() or not fence or not closing:
        raise PromptError(
            f"{path}: the header is missing. Begin with {FENCE}, name, version, inputs, {FENCE}."
        )
    try:
        header = _Header.model_validate_json(_as_json(head))
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"{path}: {error}. Mend the TOML of the header.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise PromptError(f"{path}: {key}: {first['msg']}. Mend or remove that key of the header.") from error
    _refuse(path, [name for name in header.inputs if name not in INPUTS], "is not supplied by the code")
    template = compile_template(body, header.inputs, str(path), line=head.count("\n") + 4)
    unused = [name for name in header.inputs if name not in template.variables]
    _refuse(path, unused, "is listed but not used")
    return Prompt(
        name=header.name,
        version=header.version,
        inputs=header.inputs,
        grounds=header.grounds,
        body=body,
        template=template,
    )


def label(prompts: Sequence[Prompt]) -> str:
    """Name what a document was written with: the first prompt, and a fingerprint over all of them."""
    first = prompts[0]
    whole = hashlib.sha256("".join(each.fingerprint for each in prompts).encode()).hexdigest()
    return f"{first.name}@{first.version}#{whole[:12]}"


def prompt_files(folder: Path | None = None) -> dict[str, Path]:
    """Give every prompt file, by its path inside `folder` (the prompts themselves when none is given)."""
    root = folder or SYSTEM_FOLDER.parent
    found = [*root.glob("system/*.md"), *root.glob("kinds/*/model.md")]
    return {path.relative_to(root).as_posix(): path for path in sorted(found)}


def _as_json(head: str) -> str:
    """Give the header as JSON, whose arrays a strict model takes for its tuples."""
    return json.dumps(tomllib.loads(head))


def _refuse(path: Path, names: Collection[str], reason: str) -> None:
    for name in names:
        raise PromptError(f"{path}: input '{name}' {reason}. Mend the header's inputs or the text.")
