"""A draft's flagged claims, and the person's word that some are true, which makes them facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.confirming import Claim, claims_of, opposing_facts, provenance, with_facts
from assistant.domain.brief import Brief, Fact
from assistant.domain.draft import Draft, Origins
from assistant.domain.records import Person, StoredFact, Version
from assistant.domain.review import Review
from assistant.domain.value import MAX_LINE
from assistant.errors import InputError, RefusedError
from assistant.reviewing.desk import Desk, taken_over
from assistant.wording import _


@dataclass(frozen=True, slots=True)
class Flagged:
    """A draft as it is on the table, its claims, and its person."""

    version: Version
    """The newest one; what is confirmed comes behind it."""
    draft: Draft
    """That version's, or what it was edited to."""
    review: Review
    """As the checks see the draft now, in the interface's language."""
    claims: tuple[Claim, ...]
    person: Person | None
    """None for a draft from a brief file."""
    stored: tuple[StoredFact, ...]
    """What is noted about the person."""
    desk: Desk

    @property
    def open_claims(self) -> tuple[Claim, ...]:
        """Those that the review flags now; the others were confirmed, or are supported by one that was."""
        return tuple(claim for claim in self.claims if claim.is_open)

    @property
    def is_written(self) -> bool:
        """Whether a writer wrote the very text."""
        return self.draft is self.version.draft and self.version.origins.writer != "person"

    def keeper(self, claim: Claim) -> Person | None:
        """Whose fact a claim becomes; None when it is the draft's own: of the talk, or a mere address."""
        kind = self.desk.kind(self.draft.kind)
        of_the_talk = any(need.input == "meeting.notes" for need in kind.needs)
        return None if of_the_talk or not claim.findings else self.person

    def judge(self, draft: Draft, brief: Brief) -> Review:
        """Review as this draft is reviewed, marks and all."""
        return self.desk.review(draft, brief, written=self.is_written)

    def against(self, claim: Claim) -> tuple[Fact, ...]:
        """Give the facts of the brief that a claim contradicts."""
        return opposing_facts(claim, self.draft, self.version.brief, self.judge)

    def number_of(self, fact: Fact) -> int | None:
        """The number under which a fact of the brief is noted, None when it is not (any more)."""
        return next((each.id for each in self.stored if each.fact == fact), None)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Claims that the person confirmed, reviewed but not kept yet."""

    claims: tuple[Claim, ...]
    facts: Mapping[str, Fact]
    """What each becomes, by the claim's text; one that is noted already is taken as it is."""
    draft: Draft
    brief: Brief
    review: Review


def read_flagged(draft_id: int, desk: Desk) -> Flagged:
    """Give the claims of a draft's newest version, in the numbers they always had. Raises NotFoundError."""
    versions = desk.store.versions(draft_id)
    version = versions[-1]
    found = flagged_in(version.draft, version, desk)
    same_text = [each.review for each in versions if each.draft.text == version.draft.text]
    return replace(found, claims=claims_of(version.draft, found.review, same_text))


def flagged_in(draft: Draft, version: Version, desk: Desk) -> Flagged:
    """Give the claims of a draft that is, or that was edited from, a version."""
    store = desk.store
    person_id = next(each.person_id for each in store.drafts() if each.draft_id == version.draft_id)
    person = next((each for each in store.people() if each.id == person_id), None)
    stored = store.facts(person.id) if person else ()
    found = Flagged(version, draft, version.review, (), person, stored, desk)
    review = found.judge(draft, version.brief)
    return replace(found, review=review, claims=claims_of(draft, review))


def confirm(chosen: Sequence[Claim], flagged: Flagged) -> Confirmed:
    """Make facts of claims and review the draft with them.

    Raises InputError for a claim that is too long for a fact, RefusedError when the draft has a newer
    version than the one that was shown.
    """
    version = flagged.version
    facts = {claim.text: _fact(claim, flagged) for claim in chosen}
    draft, brief = with_facts(flagged.draft, version.brief, facts)
    review = flagged.judge(draft, brief)
    if flagged.desk.store.version(version.draft_id).number != version.number:
        raise RefusedError(
            _("Draft {draft} was changed meanwhile, so nothing was confirmed.").format(
                draft=version.draft_id
            ),
            hint=_("Look at it again, then confirm."),
        )
    return Confirmed(tuple(chosen), facts, draft, brief, review)


def keep_confirmed(confirmed: Confirmed, flagged: Flagged) -> Version:
    """Note the facts about their person, and keep the draft with them as a new version."""
    version, desk = flagged.version, flagged.desk
    for claim in confirmed.claims:
        keeper = flagged.keeper(claim)
        if keeper:
            desk.store.add_fact(keeper.id, confirmed.facts[claim.text])
    quoted = " ".join(f"\u201c{claim.text}\u201d" for claim in confirmed.claims)
    before = version.origins
    if flagged.draft.text != version.draft.text:
        before = Origins(writer="person", shown=before.shown, wording=before.wording)
    origins = taken_over(before, _("Confirmed by you: {claims}").format(claims=quoted))
    return desk.keep(version.draft_id, confirmed.draft, confirmed.brief, confirmed.review, origins)


def _fact(claim: Claim, flagged: Flagged) -> Fact:
    if len(claim.text) > MAX_LINE:
        raise InputError(
            _("Claim {number} is too long for a fact: {count} characters, at most {most}.").format(
                number=claim.number, count=len(claim.text), most=MAX_LINE
            ),
            hint=_("Nothing was confirmed. Make it several sentences."),
        )
    noted = {each.fact.text: each.fact for each in flagged.stored} if flagged.keeper(claim) else {}
    fresh = Fact(text=claim.text, source=provenance(flagged.version, flagged.desk.now()))
    return noted.get(claim.text, fresh)
