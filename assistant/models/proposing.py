"""A model proposes facts from a pasted text, each with its quotation; `importing` looks for those there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.domain.brief import Recipient
from assistant.models.blocks import block, new_code
from assistant.models.preview import Preview, preview
from assistant.models.server import whole_answer
from assistant.ports import Proposed
from prompts.prompt import SYSTEM_FOLDER, load_prompt

if TYPE_CHECKING:
    from assistant.models.server import ModelServer

_FACT: Final = re.compile(r"^[\W\d]*(?:fact|fakta|faktum)\W*?:\W*(?P<said>\S.*)$", re.IGNORECASE)
_QUOTE: Final = re.compile(r"^[\W\d]*(?:quote|citat)\W*?:[*\s]*(?P<quote>\S.*)$", re.IGNORECASE)
_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Proposing:
    """The request for facts."""

    system: str
    user: str


class ModelProposer:
    """Asks a model for facts. Fits the `Proposer` port."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server

    async def propose(self, text: str, recipient: Recipient) -> tuple[Proposed, ...]:
        """Give what the model proposes, unchecked. Raises WriterError."""
        return tuple(proposals(await whole_answer(self._server, proposing(text, recipient))))[:_MOST]

    def preview(self, text: str, recipient: Recipient) -> Preview:
        """Show what `propose` would send, and where."""
        return preview(self._server.settings, proposing(text, recipient))


def proposing(text: str, recipient: Recipient) -> Proposing:
    """Make the request; of the recipient it holds the name alone."""
    code = new_code()
    blocks = [
        block("person", "Whom the facts are about.", [recipient.name], code),
        block("text", "The pasted text.", [text], code),
    ]
    return Proposing(
        system=load_prompt(SYSTEM_FOLDER / "facts.md").render({}),
        user=load_prompt(SYSTEM_FOLDER / "data.md").render({"code": code, "blocks": blocks}),
    )


def proposals(said: str) -> Iterator[Proposed]:
    """Read an answer: a line with a fact, then one with its quotation; what is neither is passed over."""
    fact = ""
    for line in said.splitlines():
        begun, quoted = _FACT.match(line), _QUOTE.match(line)
        if begun:
            fact = begun["said"].strip()
        elif quoted and fact:
            yield Proposed(said=fact, quote=quoted["quote"].strip())
            fact = ""
