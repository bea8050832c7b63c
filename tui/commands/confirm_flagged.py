"""A draft's flagged claims as `fika confirm` shows them, to people and to programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.wording import _

if TYPE_CHECKING:
    from assistant.confirming import Claim
    from assistant.domain.brief import Fact
    from assistant.domain.records import Version
    from assistant.reviewing.flagged import Flagged


def claim_lines(claim: Claim, flagged: Flagged) -> list[str]:
    """Give a claim: the sentence, what the review says of it, and what it contradicts."""
    from assistant.domain.brief import fact_line

    lines = [f"{claim.number:>3}  [{_basis(claim)}] {claim.text}"]
    lines += [f"     {finding.message}" for finding in (*claim.findings, *claim.gate)]
    for fact in flagged.against(claim):
        number = flagged.number_of(fact)
        label = _("against fact {number}").format(number=number) if number else _("against your brief")
        source = f" ({fact.source})" if fact.source else ""
        lines.append(f"     {label}: {fact_line(fact)}{source}")
    if claim.gate:
        lines.append("     " + _("Confirming it lets this leave with the message."))
    return lines


def claims_output(flagged: Flagged, confirmed: Mapping[str, Fact], saved: Version | None) -> dict[str, Any]:
    """Give the claims, what became of them, and the review as it stands now, as JSON.

    `confirmed` are the facts of this run by the text of their claim.
    """
    from tui.outputs import review_output

    return {
        "format": "fika.claims/1",
        "draft": flagged.version.draft_id,
        "version": flagged.version.number,
        "person": flagged.person.id if flagged.person else None,
        "claims": [_row(claim, flagged, confirmed) for claim in flagged.claims],
        "saved": saved.number if saved else None,
        "review": review_output(saved.review if saved else flagged.review).model_dump(mode="json"),
    }


def _row(claim: Claim, flagged: Flagged, confirmed: Mapping[str, Fact]) -> dict[str, Any]:
    person = flagged.person
    facts = (*flagged.version.brief.facts, *confirmed.values())
    fact = next((each for each in facts if each.text == claim.text), None)
    noted = flagged.desk.store.facts(person.id) if fact and person else ()
    return {
        "number": claim.number,
        "sentence": claim.text,
        "start": claim.sentence.start,
        "end": claim.sentence.end,
        "basis": claim.basis if claim.is_open else "",
        "findings": [each.model_dump(mode="json") for each in (*claim.findings, *claim.gate)],
        "contradicts": [
            {"fact": flagged.number_of(each), "text": each.text, "source": each.source}
            for each in flagged.against(claim)
        ],
        "confirmed": fact is not None,
        "fact": next((each.id for each in noted if each.fact == fact), None),
        "source": fact.source if fact else None,
    }


def _basis(claim: Claim) -> str:
    if claim.basis == "contradicted":
        return _("contradicts your brief")
    return _("not found in your brief") if claim.findings else _("holds what you have not confirmed")
