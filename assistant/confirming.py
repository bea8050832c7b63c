"""Confirming a flagged claim: the sentence becomes a fact of the brief, with where it comes from.

Claims are taken by sentence, for the sentence is what a person reads and says yes to. Numbers stay the
same while the text does, so that a command given twice never confirms another claim than was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from assistant.checks.contacts import find_contacts
from assistant.cleaning import clean_line
from assistant.domain.brief import Brief, Fact, grounds
from assistant.domain.draft import Draft, Sentence
from assistant.domain.records import Version
from assistant.domain.review import Finding, Review
from assistant.wording import _

_MOST_COMPARED: Final = 200
"""Facts that are looked through, one by one, for the one that a claim contradicts."""

_MOST_LEFT_OUT: Final = 30
"""Facts of which each is left out in turn; each time the whole brief is read anew."""

_MOST_NAMED: Final = 3
"""Facts beyond which nobody can say which one a claim contradicts."""

_PROVENANCE: Final = re.compile(
    r"(?:confirmed by you|bekräftat av dig) \d{4}-\d\d-\d\d, (?:draft|utkast) \d+,? version \d+"
)
"""What `provenance` gives, in either language of the interface."""

Judge = Callable[[Draft, Brief], Review]
"""Reviews a draft against a brief."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that the review flags, and that a person may confirm."""

    number: int
    """From 1, in the order of the text; the same as long as the text is."""
    sentence: Sentence
    text: str
    """The sentence on one line: the fact it would become."""
    findings: tuple[Finding, ...]
    """What the fact check finds in it; nothing once it is confirmed."""
    gate: tuple[Finding, ...] = ()
    """Addresses, numbers, amounts and codes in it that the output gate stops; confirming lets them out."""

    @property
    def is_open(self) -> bool:
        """Whether the review flags it now."""
        return bool(self.findings or self.gate)

    @property
    def basis(self) -> Literal["contradicted", "not_found"]:
        """Whether the brief says otherwise anywhere in the sentence, or merely does not have it."""
        return "contradicted" if any(each.basis == "contradicted" for each in self.findings) else "not_found"

    @property
    def needs_naming(self) -> bool:
        """Whether it is too grave to be confirmed with all the others."""
        return bool(self.gate) or self.basis == "contradicted"


def claims_of(draft: Draft, review: Review, earlier: Sequence[Review] = ()) -> tuple[Claim, ...]:
    """Give the sentences that the review flags, or that an `earlier` one of the very same text flagged.

    A repeated sentence is given once.
    """
    found: dict[str, Claim] = {}
    before = [finding for each in earlier for finding in each.findings]
    for sentence in draft.sentences:
        text = clean_line(sentence.text)
        findings, gate = _in_sentence(sentence, review.findings, draft)
        if text not in found and (findings or gate or any(_in_sentence(sentence, before, draft))):
            found[text] = Claim(len(found) + 1, sentence, text, findings, gate)
    return tuple(found.values())


def _in_sentence(
    sentence: Sentence, findings: Sequence[Finding], draft: Draft
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What the fact check and the output gate found in a sentence; of the gate only what a fact can mend."""
    contacts = {(each.start, each.end) for each in find_contacts(draft.text)}
    here = [each for each in findings if sentence.start <= each.start < sentence.end]
    gate = (each for each in here if each.check == "foreign_content" and (each.start, each.end) in contacts)
    return tuple(each for each in here if each.check == "unsupported_claim"), tuple(gate)


def provenance(version: Version, at: datetime) -> str:
    """Say where a confirmed claim comes from, in the interface's language."""
    return _("confirmed by you {date}, draft {draft} version {version}").format(
        date=f"{at:%Y-%m-%d}", draft=version.draft_id, version=version.number
    )


def without_provenance(brief: Brief) -> Brief:
    """Give the brief without the date and the numbers that tell of a confirmation: they support no claim."""
    if not any(_PROVENANCE.fullmatch(fact.source) for fact in brief.facts):
        return brief
    facts = (
        fact.model_copy(update={"source": ""}) if _PROVENANCE.fullmatch(fact.source) else fact
        for fact in brief.facts
    )
    return brief.model_copy(update={"facts": tuple(facts)})


def with_facts(draft: Draft, brief: Brief, facts: Mapping[str, Fact]) -> tuple[Draft, Brief]:
    """Give the draft and the brief with confirmed facts, by the text of the sentence that each confirms.

    What stood behind the sentences stays, though the brief's things get other numbers.
    """
    added = tuple(fact for fact in dict.fromkeys(facts.values()) if fact not in brief.facts)
    larger = brief.model_copy(update={"facts": (*brief.facts, *added)})
    numbers = {(each.origin, each.index): each.id for each in grounds(larger)}
    moved = {each.id: numbers[each.origin, each.index] for each in grounds(brief)}
    sentences = []
    for sentence in draft.sentences:
        behind = [moved[each] for each in sentence.facts if each in moved]
        update: dict[str, object] = {"facts": tuple(behind)}
        fact = facts.get(clean_line(sentence.text))
        if fact is not None:
            own = numbers["fact", larger.facts.index(fact)]
            update = {"facts": tuple(dict.fromkeys([*behind, own])), "marked": True, "unknown": ()}
        sentences.append(sentence.model_copy(update=update))
    return draft.model_copy(update={"sentences": tuple(sentences)}), larger


def opposing_facts(claim: Claim, draft: Draft, brief: Brief, judge: Judge) -> tuple[Fact, ...]:
    """Give the brief's facts that contradict a claim; none when something else in the brief does.

    The one that does so alone; when none or several do, those without which nothing contradicts it.
    """
    against = {_key(each) for each in claim.findings if each.basis == "contradicted"}
    if not against or len(brief.facts) > _MOST_COMPARED:
        return ()
    # The other sentences need not be read again, but a signature is read as a whole.
    read = tuple(each for each in draft.sentences if each == claim.sentence or each.role == "signature")
    alone = draft.model_copy(update={"sentences": read})

    def found(facts: Sequence[Fact]) -> set[_Key]:
        review = judge(alone, brief.model_copy(update={"facts": tuple(facts)}))
        return against & {_key(each) for each in review.findings}

    elsewhere = found(())
    if elsewhere == against:
        return ()
    facts = brief.facts
    same = [each for each in facts if found((each,)) - elsewhere]
    if len(same) != 1:
        few = range(len(facts)) if len(facts) <= _MOST_LEFT_OUT else ()
        needed = [facts[at] for at in few if found((*facts[:at], *facts[at + 1 :])) != against]
        same = needed or same
    return tuple(same) if len(same) <= _MOST_NAMED else ()


_Key = tuple[int, int, str, str]


def _key(finding: Finding) -> _Key:
    """What makes it the same finding: another fact would be quoted in another message."""
    return finding.start, finding.end, finding.basis, finding.message
