"""A draft's flagged claims with what is known around them, as `fika confirm` shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.wording import _

if TYPE_CHECKING:
    from assistant.confirming import Claim
    from assistant.domain.brief import Brief, Fact
    from assistant.domain.draft import Draft
    from assistant.domain.records import Person, StoredFact, Version
    from assistant.domain.review import Review
    from tui.console import Session


@dataclass(frozen=True, slots=True)
class Flagged:
    """A draft's newest version, its claims, and its person."""

    version: Version
    review: Review
    """As the checks see the version now, in the interface's language."""
    claims: tuple[Claim, ...]
    against: Mapping[str, tuple[Fact, ...]]
    """By a claim's text, the facts of the brief that it contradicts."""
    person: Person | None
    """None for a draft from a brief file."""
    stored: tuple[StoredFact, ...]
    """What is noted about the person."""
    session: Session

    @property
    def open_claims(self) -> tuple[Claim, ...]:
        """Those that the review flags now; the others were confirmed, or are supported by one that was."""
        return tuple(claim for claim in self.claims if claim.is_open)

    def keeper(self, claim: Claim) -> Person | None:
        """Whose fact a claim becomes; None when it is the draft's own: of the talk, or a mere address."""
        kind = self.session.services.kind(self.version.draft.kind)
        of_the_talk = any(need.input == "meeting.notes" for need in kind.needs)
        return None if of_the_talk or not claim.findings else self.person

    def judge(self, draft: Draft, brief: Brief) -> Review:
        """Review as this version was reviewed, marks and all."""
        return _judge(self.session, self.version, draft, brief)

    def number_of(self, fact: Fact) -> int | None:
        """The number under which a fact of the brief is noted, None when it is not (any more)."""
        return next((each.id for each in self.stored if each.fact == fact), None)


def read_flagged(draft_id: int, session: Session) -> Flagged:
    """Give the claims of a draft's newest version. Raises NotFoundError."""
    from assistant.confirming import claims_of, opposing_facts

    store = session.services.store
    versions = store.versions(draft_id)
    version = versions[-1]
    draft, brief = version.draft, version.brief
    review = _judge(session, version, draft, brief)
    same_text = [each.review for each in versions if each.draft.text == draft.text]
    claims = claims_of(draft, review, same_text)
    person_id = next(each.person_id for each in store.drafts() if each.draft_id == draft_id)
    person = next((each for each in store.people() if each.id == person_id), None)
    return Flagged(
        version=version,
        review=review,
        claims=claims,
        against={
            claim.text: opposing_facts(
                claim, draft, brief, lambda draft, brief: _judge(session, version, draft, brief)
            )
            for claim in claims
        },
        person=person,
        stored=store.facts(person.id) if person else (),
        session=session,
    )


def _judge(session: Session, version: Version, draft: Draft, brief: Brief) -> Review:
    return session.services.judge(draft, brief, cited=version.origins.writer != "person")


def claim_lines(claim: Claim, flagged: Flagged) -> list[str]:
    """Give a claim: the sentence, what the review says of it, and what it contradicts."""
    from assistant.domain.brief import fact_line

    lines = [f"{claim.number:>3}  [{_basis(claim)}] {claim.text}"]
    lines += [f"     {finding.message}" for finding in (*claim.findings, *claim.gate)]
    for fact in flagged.against.get(claim.text, ()):
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
    noted = flagged.session.services.store.facts(person.id) if fact and person else ()
    return {
        "number": claim.number,
        "sentence": claim.text,
        "start": claim.sentence.start,
        "end": claim.sentence.end,
        "basis": claim.basis if claim.is_open else "",
        "findings": [each.model_dump(mode="json") for each in (*claim.findings, *claim.gate)],
        "contradicts": [
            {"fact": flagged.number_of(each), "text": each.text, "source": each.source}
            for each in flagged.against.get(claim.text, ())
        ],
        "confirmed": fact is not None,
        "fact": next((each.id for each in noted if each.fact == fact), None),
        "source": fact.source if fact else None,
    }


def _basis(claim: Claim) -> str:
    if claim.basis == "contradicted":
        return _("contradicts your brief")
    return _("not found in your brief") if claim.findings else _("holds what you have not confirmed")
