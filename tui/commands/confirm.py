"""`fika confirm`: the person's word that a flagged claim is true, which makes it a fact with its source."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.commands.confirm_flagged import Flagged, claim_lines, claims_output, read_flagged
from tui.options import draft_number, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.confirming import Claim
    from assistant.domain.brief import Fact
    from assistant.domain.records import Version
    from tui.console import Session

_EXIT_BLOCKED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which draft, and which of its claims."""
    parser.add_argument("draft", type=draft_number, metavar=_("DRAFT"), help=_("the draft's number"))
    parser.add_argument(
        "number", type=whole_number, nargs="*", metavar=_("NUMBER"), help=_("confirm these claims, as listed")
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=_("confirm all that your brief does not contradict and that hold no address, number or amount"),
    )
    parser.add_argument(
        "--json", action="store_true", help=_("give the claims and what became of them as JSON")
    )


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Confirm the claims: 0 when nothing blocks any more or nothing was confirmed, 1 when something does."""
    flagged = read_flagged(arguments.draft, session)
    chosen = _chosen(flagged, arguments)
    asked = not (arguments.number or arguments.all or arguments.json) and session.interactive
    if asked:
        chosen = _asked(flagged)
    elif not arguments.json and not chosen:
        for claim in flagged.open_claims:
            session.out("\n".join(claim_lines(claim, flagged)), wrap=True)
    facts = _facts(chosen, flagged)
    saved = _save(chosen, facts, flagged) if chosen else None
    if arguments.json:
        session.json(claims_output(flagged, facts, saved))
    _tell(flagged, chosen, saved, hint=not asked)
    return _EXIT_BLOCKED if saved and saved.review.blocked else 0


def _chosen(flagged: Flagged, arguments: argparse.Namespace) -> list[Claim]:
    """Give the claims that were named. Raises UsageError for a number that none has."""
    from assistant.errors import UsageError

    say = flagged.session.say
    known = {claim.number: claim for claim in flagged.claims}
    named = dict.fromkeys(arguments.number)
    unknown = next((number for number in named if number not in known), None)
    if unknown is not None:
        raise UsageError(
            _("Draft {draft} has no claim {number} to confirm.").format(
                draft=arguments.draft, number=unknown
            ),
            hint=_("Nothing was confirmed. See them with: fika confirm {draft}.").format(
                draft=arguments.draft
            ),
        )
    for number in named:
        if not known[number].is_open:
            say(_("Claim {number} is no longer flagged.").format(number=number))
    chosen = [known[number] for number in named if known[number].is_open]
    if arguments.all:
        rest = [claim for claim in flagged.open_claims if claim not in chosen]
        chosen += [claim for claim in rest if not claim.needs_naming]
        left = [str(claim.number) for claim in rest if claim.needs_naming]
        if left:
            say(
                _(
                    "Left out, for these must be named: {numbers}. Read them with: fika confirm {draft}."
                ).format(numbers=", ".join(left), draft=arguments.draft)
            )
    return sorted(chosen, key=lambda claim: claim.number)


def _asked(flagged: Flagged) -> list[Claim]:
    """Show each claim and ask about it."""
    session, chosen = flagged.session, []
    for claim in flagged.open_claims:
        session.out("\n".join(claim_lines(claim, flagged)), wrap=True)
        if session.confirm(_("Is this true, and may it stand?")):
            chosen.append(claim)
    return chosen


def _facts(chosen: Sequence[Claim], flagged: Flagged) -> dict[str, Fact]:
    """Give the fact that each claim becomes; one that is noted already is taken as it is."""
    from assistant.confirming import provenance
    from assistant.domain.brief import Fact
    from assistant.domain.value import MAX_LINE
    from assistant.errors import InputError
    from assistant.wiring import now

    noted = {each.fact.text: each.fact for each in flagged.stored}
    facts = {}
    for claim in chosen:
        if len(claim.text) > MAX_LINE:
            raise InputError(
                _("Claim {number} is too long for a fact: {count} characters, at most {most}.").format(
                    number=claim.number, count=len(claim.text), most=MAX_LINE
                ),
                hint=_("Nothing was confirmed. Make it several sentences: fika edit {draft}.").format(
                    draft=flagged.version.draft_id
                ),
            )
        fact = Fact(text=claim.text, source=provenance(flagged.version, now()))
        facts[claim.text] = noted.get(claim.text, fact) if flagged.keeper(claim) else fact
    return facts


def _save(chosen: Sequence[Claim], facts: dict[str, Fact], flagged: Flagged) -> Version:
    """Note the facts, review the draft with them, and keep it as a new version.

    Raises RefusedError when the draft was changed since it was shown.
    """
    from assistant.confirming import with_facts
    from assistant.domain.draft import Wording
    from assistant.errors import RefusedError
    from assistant.ports import Task
    from assistant.wiring import now

    version, services = flagged.version, flagged.session.services
    draft, brief = with_facts(version.draft, version.brief, facts)
    review = flagged.judge(draft, brief)
    if services.store.version(version.draft_id).number != version.number:
        raise RefusedError(
            _("Draft {draft} was changed meanwhile, so nothing was confirmed.").format(
                draft=version.draft_id
            ),
            hint=_("Look again: fika confirm {draft}.").format(draft=version.draft_id),
        )
    _show(chosen, facts, flagged)
    for claim in chosen:
        keeper = flagged.keeper(claim)
        if keeper:
            services.store.add_fact(keeper.id, facts[claim.text])
    task = Task(
        kind=services.kind(draft.kind),
        brief=brief,
        wording=Wording(channel=draft.channel),
        now=now(),
        draft_id=version.draft_id,
    )
    note = _("Confirmed by you: {claims}").format(
        claims=" ".join(f"\u201c{claim.text}\u201d" for claim in chosen)
    )
    origins = version.origins.model_copy(
        update={"note": note, "prompt_tokens": None, "completion_tokens": None, "seconds": None}
    )
    return services.store.save_version(task, draft, review, origins)


def _show(chosen: Sequence[Claim], facts: dict[str, Fact], flagged: Flagged) -> None:
    """Show the facts before they are kept."""
    session = flagged.session
    for claim in chosen:
        fact, keeper = facts[claim.text], flagged.keeper(claim)
        place = (
            _("This is noted about {name}:").format(name=keeper.recipient.name)
            if keeper
            else _("This is kept with draft {draft} alone:").format(draft=flagged.version.draft_id)
        )
        session.say(f"{place} {fact.text}\n     " + _("source: {source}").format(source=fact.source))


def _tell(flagged: Flagged, chosen: Sequence[Claim], saved: Version | None, *, hint: bool) -> None:
    """Say what came of it, and what to do next."""
    say, draft = flagged.session.say, flagged.version.draft_id
    if not saved:
        if not flagged.open_claims:
            say(
                _("The review flags no claim in draft {draft}, so there is nothing to confirm.").format(
                    draft=draft
                )
            )
        elif hint:
            say(
                _("Nothing was confirmed. Confirm with numbers: fika confirm {draft} {number}.").format(
                    draft=draft, number=flagged.open_claims[0].number
                )
            )
        else:
            say(
                _("Nothing was confirmed. Strike what is not true with: fika edit {draft}.").format(
                    draft=draft
                )
            )
        return
    from tui.showing import verdict

    for claim in chosen:
        _tell_both_stand(claim, flagged)
    say(verdict(saved.review))
    if flagged.session.services.store.approval(draft, flagged.version.number):
        say(
            _("Your approval was for version {version}; this one is new.").format(
                version=flagged.version.number
            )
        )
    say(
        (
            _("Saved as version {version} of draft {draft}. Next: mend what blocks with fika edit {draft}.")
            if saved.review.blocked
            else _(
                "Saved as version {version} of draft {draft}. "
                "Next: fika approve {draft}, fika export {draft}."
            )
        ).format(version=saved.number, draft=draft)
    )


def _tell_both_stand(claim: Claim, flagged: Flagged) -> None:
    """Say that an old fact was not taken away, and how to."""
    if claim.basis != "contradicted":
        return
    say, person = flagged.session.say, flagged.person
    say(_("Claim {number} and what it contradicts both stand now.").format(number=claim.number))
    if not person:
        say(_("If the old is wrong, correct it in your brief file."))
        return
    facts = flagged.against.get(claim.text, ())
    numbers = [number for fact in facts if (number := flagged.number_of(fact))]
    for number in numbers:
        say(
            _("If fact {fact} is wrong: fika facts remove {person} {fact}.").format(
                person=person.id, fact=number
            )
        )
    if not numbers:
        say(
            _("If the old is wrong, see: fika facts list {person}, fika people edit {person}.").format(
                person=person.id
            )
        )
