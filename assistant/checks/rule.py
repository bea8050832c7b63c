"""A check's rule as data: `rules/<check>.toml` holds its severity, reason, words and patterns.

```toml
severity = "warn"
why = "outreach.subject_line"        # guidance passage, evidence id or "SAFETY"
[message]
sv = "Ämnesraden {excerpt} säger inget om ärendet."
en = "The subject {excerpt} says nothing about the matter."
[fix]
sv = "..."
en = "..."
[rule]                               # what the check means, for `fika check --explain`
sv = "..."
en = "..."
[patterns.sv]                        # regular expressions by name, compiled with IGNORECASE | VERBOSE off
greeting = ["^hej$", "^kontakt$"]
[patterns.en]
greeting = ["^hi$", "^contact$"]
```
`{excerpt}` and further names are filled by the check. A pattern's source stands in a comment beside it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.domain.draft import Draft
from assistant.domain.review import Finding, Severity

RULES_FOLDER: Final = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class Rule:
    """What a check says and looks for."""

    check: str
    severity: Severity
    why: str
    message: dict[str, str]
    fix: dict[str, str]
    rule: dict[str, str]
    data: dict[str, Any]
    """Everything else in the file, as it stands there."""

    def patterns(self, language: str, name: str) -> tuple[re.Pattern[str], ...]:
        """Give the compiled patterns called `name` for a language, both languages' when it is ""."""
        return _compiled(self.check, language, name)

    def search(self, text: str, language: str, name: str, start: int = 0) -> re.Match[str] | None:
        """Give the first match of any of the patterns called `name`."""
        found = (pattern.search(text, start) for pattern in self.patterns(language, name))
        return min((match for match in found if match), key=lambda match: match.start(), default=None)

    def finding(
        self,
        draft: Draft,
        start: int,
        end: int,
        ui: str,
        *,
        key: str = "",
        severity: Severity | None = None,
        why: str = "",
        basis: Any = "",
        **values: object,
    ) -> Finding:
        """Make a finding on `draft.text[start:end]`.

        `key` picks a further message: `[message_KEY]` and `[fix_KEY]` in the file.
        """
        excerpt = draft.text[start:end]
        shown = f"\u201d{excerpt}\u201d" if ui == "sv" else f"\u201c{excerpt}\u201d"
        message = self.data.get(f"message_{key}", self.message) if key else self.message
        fix = self.data.get(f"fix_{key}", self.fix) if key else self.fix
        return Finding(
            check=self.check,
            severity=severity or self.severity,
            start=start,
            end=end,
            excerpt=excerpt,
            message=message[ui].format(excerpt=shown, **values),
            why=why or self.why,
            fix=fix[ui].format(excerpt=shown, **values),
            basis=basis,
        )


@cache
def load_rule(check: str) -> Rule:
    """Read the rule of a check."""
    table = tomllib.loads((RULES_FOLDER / f"{check}.toml").read_text(encoding="utf-8"))
    known = {key: table.pop(key) for key in ("severity", "why", "message", "fix", "rule")}
    return Rule(check=check, data=table, **known)


@cache
def _compiled(check: str, language: str, name: str) -> tuple[re.Pattern[str], ...]:
    patterns = load_rule(check).data.get("patterns", {})
    languages = (language,) if language else ("sv", "en")
    sources = [source for each in languages for source in patterns.get(each, {}).get(name, ())]
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)
