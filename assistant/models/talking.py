"""What a model is told in the chat: one system and one user message, made of the prompts and what was found.

Everything that somebody said, the question included, stands in blocks that it cannot close.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from assistant.domain.chat import NOTHING, Turn
from assistant.domain.value import Language
from assistant.models.blocks import Block, block, new_code
from assistant.ports import ChatRequest, Tool
from prompts.prompt import SYSTEM_FOLDER, load_prompt

_LANGUAGE: Final = {"sv": "Swedish", "en": "English"}
_SPEAKER: Final = {"person": "the person", "fika": "Fika"}


@dataclass(frozen=True, slots=True)
class Talking:
    """The request for an answer, or for a summary."""

    system: str
    user: str


def talking(request: ChatRequest) -> Talking:
    """Make the request for an answer. Raises PromptError or RenderingError for a prompt that is wrong."""
    code = new_code()
    values = {
        "language": request.language,
        "language_name": _LANGUAGE[request.language],
        "nothing": NOTHING[request.language],
        "tools": bool(request.tools),
        "code": code,
        "blocks": list(_blocks(request, code)),
    }
    return Talking(_rendered("chat", values), _rendered("data", values) + "\n\n" + _rendered("reply", values))


def summarising(turns: Sequence[Turn], summary: str, language: Language) -> Talking:
    """Make the request for a summary of turns."""
    code = new_code()
    blocks = [block("turns", "What was said, oldest first.", _said(turns), code)]
    if summary:
        blocks.insert(0, block("summary", "What was said before that, in short.", [summary], code))
    values: dict[str, object] = {"language_name": _LANGUAGE[language], "code": code, "blocks": blocks}
    return Talking(_rendered("summary", values), _rendered("data", values))


def smaller(request: ChatRequest, times: int) -> ChatRequest | None:
    """Give the request without its oldest parts: turns go first, guidance last; None when nothing is left."""
    if times == 0:
        return request
    request = replace(request, before=(), summary="")
    shown = len(request.passages) >> (times - 1)
    if times > 1 and shown == 0:
        return None
    return replace(request, passages=request.passages[: max(1, shown)])


def tool_schemas(tools: Sequence[Tool]) -> list[dict[str, Any]]:
    """Give the tools as OpenAI's protocol writes them, which is what LangChain binds."""
    return [
        {
            "type": "function",
            "function": {
                "name": each.name,
                "description": each.about,
                "parameters": {
                    "type": "object",
                    "properties": {
                        name: {"type": "string", "description": about} for name, about in each.takes.items()
                    },
                    "required": list(each.takes),
                },
            },
        }
        for each in tools
    ]


def _blocks(request: ChatRequest, code: str) -> Iterator[Block]:
    if request.passages:
        lines = [_passage(number, request) for number in range(1, len(request.passages) + 1)]
        yield block("guidance", "Guidance that may answer the question, with its ids.", lines, code)
    if request.told:
        lines = [f"F{number} {line}" for number, line in enumerate(request.told, start=1)]
        yield block("told", "What the person has told Fika, with its ids.", lines, code)
    if request.summary:
        yield block("summary", "What the talk was about at first, in short.", [request.summary], code)
    if request.before:
        yield block("earlier turns", "What was said just before, oldest first.", _said(request.before), code)
    if request.found:
        lines = [f"{each.call.name}: {each.text}" for each in request.found]
        yield block("found", "What the tools found that you asked for.", lines, code)
    yield block("question", "The person's question, with whatever they pasted.", [request.question], code)


def _passage(number: int, request: ChatRequest) -> str:
    wording = request.passages[number - 1].wording(request.language)
    return f"G{number} {wording.title}: {' '.join(wording.text.split())}"


def _said(turns: Sequence[Turn]) -> Iterator[str]:
    return (f"{_SPEAKER[turn.speaker]}: {' '.join(turn.text.split())}" for turn in turns)


def _rendered(name: str, values: dict[str, object]) -> str:
    return load_prompt(SYSTEM_FOLDER / f"{name}.md").render(values)
