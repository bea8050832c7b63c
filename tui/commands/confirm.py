"""`fika confirm`: the person's word that a flagged claim is true, which makes it a fact with its source."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _
from tui.commands.confirm_flagged import claim_lines, claims_output
from tui.options import draft_number, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.confirming import Claim
    from assistant.domain.records import Version
    from assistant.reviewing.flagged import Confirmed, Flagged
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
    from assistant.reviewing.flagged import confirm, keep_confirmed, read_flagged

    flagged = read_flagged(arguments.draft, session.services.desk)
    chosen = _chosen(flagged, arguments, session)
    asked = not (arguments.number or arguments.all or arguments.json) and session.interactive
    if asked:
        chosen = _asked(flagged, session)
    elif not arguments.json and not chosen:
        for claim in flagged.open_claims:
            session.out("\n".join(claim_lines(claim, flagged)), wrap=True)
    saved = None
    confirmed = confirm(chosen, flagged) if chosen else None
    if confirmed:
        _show(confirmed, flagged, session)
        saved = keep_confirmed(confirmed, flagged)
    if arguments.json:
        session.json(claims_output(flagged, confirmed.facts if confirmed else {}, saved))
    _tell(flagged, chosen, saved, session, hint=not asked)
    return _EXIT_BLOCKED if saved and saved.review.blocked else 0


def _chosen(flagged: Flagged, arguments: argparse.Namespace, session: Session) -> list[Claim]:
    """Give the claims that were named. Raises UsageError for a number that none has."""
    from assistant.errors import UsageError

    say = session.say
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


def _asked(flagged: Flagged, session: Session) -> list[Claim]:
    """Show each claim and ask about it."""
    chosen = []
    for claim in flagged.open_claims:
        session.out("\n".join(claim_lines(claim, flagged)), wrap=True)
        if session.confirm(_("Is this true, and may it stand?")):
            chosen.append(claim)
    return chosen


def _show(confirmed: Confirmed, flagged: Flagged, session: Session) -> None:
    """Show the facts before they are kept."""
    for claim in confirmed.claims:
        fact, keeper = confirmed.facts[claim.text], flagged.keeper(claim)
        place = (
            _("This is noted about {name}:").format(name=keeper.recipient.name)
            if keeper
            else _("This is kept with draft {draft} alone:").format(draft=flagged.version.draft_id)
        )
        session.say(f"{place} {fact.text}\n     " + _("source: {source}").format(source=fact.source))


def _tell(
    flagged: Flagged, chosen: Sequence[Claim], saved: Version | None, session: Session, *, hint: bool
) -> None:
    """Say what came of it, and what to do next."""
    say, draft = session.say, flagged.version.draft_id
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
    from tui.showing import saved_line, verdict

    for claim in chosen:
        _tell_both_stand(claim, flagged, session)
    say(verdict(saved.review))
    if session.services.store.approval(draft, flagged.version.number):
        say(
            _("Your approval was for version {version}; this one is new.").format(
                version=flagged.version.number
            )
        )
    say(saved_line(saved))


def _tell_both_stand(claim: Claim, flagged: Flagged, session: Session) -> None:
    """Say that an old fact was not taken away, and how to."""
    if claim.basis != "contradicted":
        return
    say, person = session.say, flagged.person
    say(_("Claim {number} and what it contradicts both stand now.").format(number=claim.number))
    if not person:
        say(_("If the old is wrong, correct it in your brief file."))
        return
    facts = flagged.against(claim)
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
