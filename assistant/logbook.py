"""Notes what the person did: that a draft was sent, and to whom. Fika itself sends nothing."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.records import Contact, Person, Version
from assistant.errors import NotFoundError
from assistant.ports import Store
from assistant.wording import _


def note_sent(store: Store, version: Version, at: datetime | None = None) -> Contact:
    """Note that the person sent this version, now when no time is given.

    Raises NotFoundError for a draft to nobody who is kept, InputError for a time to come.
    """
    person = person_of(store, version.draft_id)
    if person is None:
        name = version.brief.recipient.name
        raise NotFoundError(
            _("Draft {draft} is to nobody that Fika keeps, so there is nowhere to note it.").format(
                draft=version.draft_id
            ),
            hint=_("Add the person first: fika people add {name}.").format(name=name or _("NAME")),
        )
    return store.contacts.log(
        person.id,
        "sent",
        at=at,
        draft_id=version.draft_id,
        number=version.number,
        document=version.draft.kind,
    )


def sending(store: Store, draft_id: int) -> Contact | None:
    """Give the newest note that a draft was sent, None when there is none."""
    person = person_of(store, draft_id)
    noted = store.contacts.contacts(person.id) if person else ()
    return next((each for each in reversed(noted) if each.kind == "sent" and each.draft_id == draft_id), None)


def sent_version(store: Store, draft_id: int) -> Version:
    """Give the version that was most likely sent: the newest that is approved, else the newest.

    Raises NotFoundError.
    """
    versions = store.versions(draft_id)
    approved = [each for each in versions if store.approval(draft_id, each.number)]
    return (approved or versions)[-1]


def person_of(store: Store, draft_id: int) -> Person | None:
    """Give the one that a draft is to, also by the name in its brief file; None when nobody is kept."""
    summary = next((each for each in store.drafts() if each.draft_id == draft_id), None)
    if summary is None:
        return None
    if summary.person_id is not None:
        return next((each for each in store.people() if each.id == summary.person_id), None)
    namesakes = [
        each for each in store.people() if each.recipient.name.casefold() == summary.recipient.casefold()
    ]
    theirs = [
        each for each in namesakes if draft_id in {draft.draft_id for draft in store.drafts_of(each.id)}
    ]
    return theirs[0] if len(theirs) == 1 else None
