"""People, facts, drafts and versions as lines of text and as rows of JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant.domain.brief import Fact, fact_line
from assistant.domain.records import Approval, DraftSummary, Person, StoredFact, Version
from assistant.wording import _, plural
from tui.showing import verdict


def person_row(person: Person) -> dict[str, Any]:
    """Give a person as JSON."""
    return {"id": person.id, **person.recipient.model_dump(mode="json"), "added_at": _iso(person.added_at)}


def person_line(person: Person) -> str:
    """Give a person as one line."""
    known = person.recipient
    return f"{person.id:>3}  " + ", ".join(filter(None, (known.name, known.role, known.organisation)))


def person_details(person: Person) -> list[str]:
    """Give all that is known of a person, a line each."""
    known = person.recipient
    fields = (
        (_("role"), known.role),
        (_("organisation"), known.organisation),
        (_("mail"), known.email),
        (_("time zone"), known.time_zone),
        (_("languages"), ", ".join(known.languages)),
        (_("conflict of interest"), known.conflict),
    )
    return [f"{person.id:>3}  {known.name}", *(f"     {label}: {value}" for label, value in fields if value)]


def fact_row(stored: StoredFact) -> dict[str, Any]:
    """Give a fact as JSON."""
    return {
        "id": stored.id,
        "person": stored.person_id,
        **stored.fact.model_dump(mode="json"),
        "added_at": _iso(stored.added_at),
    }


def fact_lines(stored: StoredFact) -> list[str]:
    """Give a fact and where it comes from."""
    fact = stored.fact
    hidden = " " + _("(confidential)") if fact.confidential else ""
    lines = [f"{stored.id:>3}  {kind_word(fact)}: {fact_line(fact)}{hidden}"]
    fields = (
        (_("title"), fact.title),
        (_("where"), fact.where),
        (_("when"), fact.when),
        (_("with"), fact.with_whom),
        (_("point"), fact.point),
        (_("your reaction"), fact.reaction),
        (_("source"), fact.source),
        (_("quote"), fact.quote),
    )
    return lines + [f"     {label}: {value}" for label, value in fields if value]


def fact_parts(fact: Fact) -> list[tuple[str, str]]:
    """Give what was understood of a plain fact: each part with its name."""
    parts = (
        (_("kind"), kind_word(fact)),
        (_("title"), fact.title),
        (_("where"), fact.where),
        (_("when"), fact.when),
        (_("with"), fact.with_whom),
    )
    return [(label, value) for label, value in parts if value]


def kind_word(fact: Fact) -> str:
    """Name a fact's kind in the interface's language."""
    return {
        "talk": _("talk"),
        "article": _("article"),
        "post": _("post"),
        "project": _("project"),
        "role": _("role"),
        "meeting": _("meeting"),
        "shared_contact": _("shared contact"),
        "other": _("other"),
    }[fact.kind]


def draft_row(draft: DraftSummary) -> dict[str, Any]:
    """Give a line of the list of drafts as JSON."""
    return {
        "draft": draft.draft_id,
        "kind": draft.kind,
        "language": draft.language,
        "channel": draft.channel,
        "recipient": draft.recipient,
        "person": draft.person_id,
        "versions": draft.versions,
        "approved": draft.approved,
        "blocked": draft.blocked,
        "changed_at": _iso(draft.changed_at),
    }


def draft_text_line(draft: DraftSummary) -> str:
    """Give a line of the list of drafts."""
    count = plural("{n} version", "{n} versions", draft.versions).format(n=draft.versions)
    parts = [draft.kind, draft.recipient, draft.language, draft.channel, count]
    parts += [_("blocked")] * draft.blocked + [_("approved")] * draft.approved + [when(draft.changed_at)]
    return f"{draft.draft_id:>3}  " + ", ".join(part for part in parts if part)


def version_row(version: Version, approval: Approval | None) -> dict[str, Any]:
    """Give a version as JSON, without its text."""
    return {
        "version": version.number,
        "made_at": _iso(version.made_at),
        "origins": version.origins.model_dump(mode="json"),
        "words": version.review.words,
        "characters": version.review.characters,
        "blocked": version.review.blocked,
        "findings": [
            {"check": each.check, "severity": each.severity, "excerpt": each.excerpt}
            for each in version.review.findings
        ],
        "approval": approval_row(approval) if approval else None,
    }


def version_lines(version: Version, approval: Approval | None) -> list[str]:
    """Give a version: who made it and when, the review in short, and its approval."""
    lines = [
        _("Version {number}, {when}, {who}").format(
            number=version.number, when=when(version.made_at), who=who(version)
        ),
        f"    {verdict(version.review)}",
    ]
    if version.origins.note:
        lines.append(f"    {version.origins.note}")
    if approval:
        lines.append("    " + approval_line(approval))
    return lines


def approval_row(approval: Approval) -> dict[str, Any]:
    """Give an approval as JSON."""
    return {
        "draft": approval.draft_id,
        "version": approval.number,
        "approved_at": _iso(approval.approved_at),
        "reason": approval.reason,
    }


def approval_line(approval: Approval) -> str:
    """Say when a version was approved, and why although something blocks."""
    moment = when(approval.approved_at)
    if approval.reason:
        return _("Approved {when} although something blocks: {reason}").format(
            when=moment, reason=approval.reason
        )
    return _("Approved {when}").format(when=moment)


def when(moment: datetime) -> str:
    """Give a time as a person here reads it, to the minute."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def who(version: Version) -> str:
    """Say who made a version."""
    match version.origins.writer:
        case "person":
            return _("edited by you")
        case "model":
            return _("written by {model}").format(model=version.origins.model or _("a model"))
        case "template":
            return _("written from templates")


def _iso(moment: datetime) -> str:
    return moment.isoformat()
