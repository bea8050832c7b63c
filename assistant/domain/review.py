"""A review: what the checks found in a draft."""

from __future__ import annotations

from typing import Literal

from assistant.domain.value import Value

Severity = Literal["block", "warn", "note"]


class Finding(Value):
    """One thing a check found, on a span of the text."""

    check: str
    """The check's fixed id, for example "asks_to_be_mentor"."""
    severity: Severity
    start: int
    end: int
    """Characters in the text as given; start == end when something is missing."""
    excerpt: str
    message: str
    """What is wrong, in the interface's language."""
    why: str
    """Id of the guidance passage or the evidence (E5) behind the rule, or "SAFETY" for the output gate."""
    fix: str = ""
    """What to do instead, in the interface's language."""
    basis: Literal["", "contradicted", "not_found"] = ""
    """For a claim: whether the brief contradicts it or merely does not have it."""


class Review(Value):
    """What all checks of a kind found, in the order of the text."""

    findings: tuple[Finding, ...] = ()
    words: int = 0
    """Words in the body."""
    characters: int = 0
    """Characters in the body."""

    @property
    def blocked(self) -> bool:
        """Whether something must be mended before the text is sent."""
        return any(finding.severity == "block" for finding in self.findings)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that block."""
        return tuple(finding for finding in self.findings if finding.severity == "block")
