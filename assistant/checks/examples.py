"""The examples of a rule, `[[examples]]` in its file: texts that its check finds, and texts left alone.

```toml
[[examples]]
language = "sv"
found = true
text = "Vill du bli min mentor?"
kind = "outreach"            # else the first kind that names the check
channel = "mail"             # else mail
brief.recipient.name = "Maria Berg"   # what the text may rest on, where the check needs it
```
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from assistant.checks.reviewing import load_check
from assistant.checks.rule import load_rule
from assistant.domain.brief import Brief
from assistant.domain.review import Finding
from assistant.domain.value import Channel, Language
from assistant.parsing import parse_marked, parse_plain
from assistant.ports import Examined
from prompts.catalog import Kind, load_kinds

_NOW: Final = datetime(2026, 3, 13, 9, tzinfo=UTC)
"""A Friday in spring: the day on which the examples are reviewed."""
_MARKED: Final = "unknown_citation"
"""The one check that judges the marks of a writer; its examples are in the writing format."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what a check says of it."""

    check: str
    language: Language
    kind: str
    channel: Channel
    text: str
    found: bool
    brief: Brief | None
    """What the text may rest on; None when the check needs nothing."""


def examples(check: str, language: Language | None = None) -> tuple[Example, ...]:
    """Give the examples of a check, those that it finds in front, in one language or both.

    Raises KeyError for one without language, text or outcome.
    """
    rows: list[dict[str, Any]] = load_rule(check).data.get("examples", [])
    mine = [_example(check, row) for row in rows if language in {None, row["language"]}]
    return tuple(sorted(mine, key=lambda each: not each.found))


def findings(example: Example) -> tuple[Finding, ...]:
    """Run the example's check on it."""
    kind = load_kinds()[example.kind]
    if example.check == _MARKED:
        draft = parse_marked(
            example.text, (), ("F1",), kind=kind.id, language=example.language, channel=example.channel
        )
    else:
        draft = parse_plain(example.text, kind=kind.id, language=example.language, channel=example.channel)
    examined = Examined(
        draft=draft,
        kind=kind,
        brief=example.brief,
        passages=(),
        ui=example.language,
        now=_NOW,
        cited=example.check == _MARKED,
    )
    return tuple(load_check(example.check)(examined))


def _example(check: str, row: dict[str, Any]) -> Example:
    given = {"language": row["language"], **row["brief"]} if "brief" in row else None
    return Example(
        check=check,
        language=row["language"],
        kind=row.get("kind") or _first_kind(check).id,
        channel=row.get("channel", "mail"),
        text=row["text"],
        found=row["found"],
        brief=Brief.model_validate_json(json.dumps(given)) if given else None,
    )


def _first_kind(check: str) -> Kind:
    return next(kind for kind in load_kinds().values() if check in kind.checks)
