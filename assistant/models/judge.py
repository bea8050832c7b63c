"""A judge: a second request that reads a draft beside its facts and may only warn.

It names words of the draft that no fact bears out. What it names must stand in the draft word for word;
everything else that it says is dropped. It can neither block a draft nor change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.cleaning import clean_line
from assistant.domain.review import Finding
from assistant.errors import WriterError
from assistant.models.blocks import block, new_code
from assistant.models.messages import ground_lines
from assistant.models.server import whole_answer
from assistant.models.tokens import about_tokens
from assistant.ports import Examined, Grounding, Judged
from assistant.server_address import address
from assistant.wording import _
from prompts.prompt import SYSTEM_FOLDER, load_prompt

if TYPE_CHECKING:
    from assistant.models.server import ModelServer

CHECK: Final = "judged_claim"
"""What its findings are called."""
_LANGUAGE: Final = {"sv": "Swedish", "en": "English"}
_MOST: Final = 5
_MOST_SAID: Final = 160
"""Characters of the judge's own words that are shown."""
_QUOTES: Final = "\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
_LINE: Final = re.compile(
    rf"^[\W\d]*?[{_QUOTES}](?P<quote>.+)[{_QUOTES}]\s*[:\u2013\u2014-]\s*(?P<why>\S.*)$"
)


@dataclass(frozen=True, slots=True)
class Judging:
    """The request of a judgement."""

    system: str
    user: str


class ModelJudge:
    """Asks a model what a draft says beyond its facts. Fits the `Judge` port."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server

    def tokens(self, examined: Examined, grounding: Grounding) -> int:
        """Count, about, the tokens that `judge` would send."""
        request = judging(examined, grounding)
        return about_tokens(request.system, request.user)

    async def judge(self, examined: Examined, grounding: Grounding) -> Judged:
        """Read the draft beside its facts. A server's fault becomes the note; it takes nothing away."""
        try:
            said = await whole_answer(self._server, judging(examined, grounding))
        except WriterError as error:
            return Judged(
                (), _("the second reading failed: {reason}").format(reason=error.message.rstrip("."))
            )
        ended = self._server.ended
        cost = _(
            "a second reading by {model} ({server}) took {sent} + {received} tokens and {seconds} s"
        ).format(
            model=self._server.settings.name,
            server=address(self._server.settings),
            sent=_count(ended.prompt_tokens),
            received=_count(ended.completion_tokens),
            seconds=f"{self._server.seconds:.1f}",
        )
        return Judged(tuple(_findings(said, examined.draft.text)), cost)


def judging(examined: Examined, grounding: Grounding) -> Judging:
    """Make the request: the facts that the writer had, and the text."""
    brief, code = examined.brief, new_code()
    facts = [line for ground in grounding.grounds for line in (ground_lines(brief, ground) if brief else ())]
    blocks = [
        block("facts", "What is known. Nothing else is.", facts, code),
        block("text", "The text to compare with it.", [examined.draft.text], code),
    ]
    return Judging(
        system=load_prompt(SYSTEM_FOLDER / "judge.md").render({"language_name": _LANGUAGE[examined.ui]}),
        user=load_prompt(SYSTEM_FOLDER / "data.md").render({"code": code, "blocks": blocks}),
    )


def _findings(said: str, text: str) -> Iterator[Finding]:
    """Give a warning for each line whose quotation stands in the text."""
    seen: set[int] = set()
    for line in said.splitlines():
        told = _LINE.match(line.strip())
        place = _place(told["quote"], text) if told else None
        if told is None or place is None or place[0] in seen:
            continue
        seen.add(place[0])
        yield _warning(text, *place, clean_line(told["why"]))
        if len(seen) == _MOST:
            return


def _warning(text: str, start: int, end: int, why: str) -> Finding:
    reason = why if len(why) <= _MOST_SAID else why[: _MOST_SAID - 1].rstrip() + "\u2026"
    excerpt = text[start:end]
    return Finding(
        check=CHECK,
        severity="warn",
        start=start,
        end=end,
        excerpt=excerpt,
        message=_("The model that read it again doubts \u201c{excerpt}\u201d: {reason}").format(
            excerpt=excerpt, reason=reason
        ),
        why="SAFETY",
        fix=_("Compare it with your facts; strike it, or say it more carefully, if they do not have it."),
    )


def _place(quote: str, text: str) -> tuple[int, int] | None:
    """Find a quotation word for word; only blanks and the kind of quotation marks may differ."""
    words = [re.escape(word) for word in quote.split()]
    if not any(map(str.isalnum, quote)):
        return None
    pattern = r"\s+".join(re.sub(f"[{_QUOTES}]", f"[{_QUOTES}]", word) for word in words)
    found = re.search(pattern, text)
    return found.span() if found else None


def _count(tokens: int | None) -> str:
    return "?" if tokens is None else str(tokens)
