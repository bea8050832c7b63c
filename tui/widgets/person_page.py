"""One person's page: who it is, the next step, facts with their sources, drafts, talks, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.wording import _, plural
from tui.content import shown, shown_line

if TYPE_CHECKING:
    from textual.content import Content

    from assistant.acquaintance import Acquaintance
    from assistant.domain.records import Contact, DraftSummary, StoredFact, Talk
    from assistant.schedule import Standing


class PersonPage(OptionList):
    """A list, so that every fact, draft and talk can be chosen and opened with Enter."""

    DEFAULT_CSS = """
    PersonPage { border: none; padding: 0 1; background: $background; height: 1fr; }
    PersonPage:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self) -> None:
        super().__init__(id="page", markup=False)
        self.person_id: int | None = None

    def show(
        self, known: Acquaintance, standing: Standing, now: datetime, zone: str, titles: dict[str, str]
    ) -> None:
        """Show a person; `titles` names the kinds of document. What was chosen on the page stays chosen."""
        same = self.person_id == known.person.id
        before = self.highlighted if same else None
        self.person_id = known.person.id
        self.clear_options()
        self.add_options(_options(known, standing, now, zone, titles))
        self.highlighted = before if before is not None and before < self.option_count else 0
        if not same:
            self.scroll_home(animate=False)

    def empty(self) -> None:
        """Show nobody."""
        self.person_id = None
        self.clear_options()

    @property
    def chosen(self) -> tuple[str, int] | None:
        """What is highlighted: ("fact", its id), ("draft", its id), ("talk", ...) or ("contact", ...)."""
        option = self.highlighted_option
        if option is None or option.id is None or "-" not in option.id:
            return None
        what, _sign, number = option.id.partition("-")
        return what, int(number)

    def go_to(self, what: str) -> bool:
        """Highlight the first of a sort ("draft"); False when there is none."""
        for at, option in enumerate(self.options):
            if option.id and option.id.startswith(f"{what}-"):
                self.highlighted = at
                self.focus()
                return True
        return False


def _options(
    known: Acquaintance, standing: Standing, now: datetime, zone: str, titles: dict[str, str]
) -> Iterator[Option]:
    yield Option(_who(known, standing, now, zone), id="person")
    yield _heading(plural("{n} fact", "{n} facts", len(known.facts)).format(n=len(known.facts)))
    for fact in known.facts:
        yield Option(_fact(fact), id=f"fact-{fact.id}")
    if not known.facts:
        yield _quiet(_("Nothing is noted yet. Paste what you have read: f"))
    if known.drafts:
        yield _heading(_("Drafts"))
    for draft in known.drafts:
        yield Option(_draft(draft, now, titles), id=f"draft-{draft.draft_id}")
    if known.talks:
        yield _heading(_("Talks"))
    for talk in known.talks:
        yield Option(_talk(talk, known, now, zone), id=f"talk-{talk.id}")
    if known.contacts:
        yield _heading(_("What has happened"))
    for contact in known.contacts:
        yield Option(_contact(contact, now, titles), id=f"contact-{contact.id}")


def _heading(words: str) -> Option:
    return Option(shown("\n") + shown_line(words, "bold $accent"), disabled=True)


def _quiet(words: str) -> Option:
    return Option(shown_line(words, "$text-muted"), disabled=True)


def _who(known: Acquaintance, standing: Standing, now: datetime, zone: str) -> Content:
    from tui.due_words import step_words  # noqa: PLC0415 - loaded once people are there

    person = known.person.recipient
    lines = [
        ", ".join(filter(None, (person.role, person.organisation))),
        person.email,
        ", ".join(person.languages),
        _there(person.time_zone, now),
        _("! Conflict of interest: {what}").format(what=person.conflict) if person.conflict else "",
    ]
    content = shown_line(person.name, "bold")
    for line in filter(None, lines):
        content += shown("\n") + shown_line(line)
    step = step_words(standing, now, zone)
    if standing.step in {"wait", "rest"}:  # nothing is to be done
        step = f"{step[:1].upper()}{step[1:]}"
    else:
        step = _("Next: {step}").format(step=step)
    return content + shown("\n") + shown_line(f"\u2192 {step}", "bold $accent")


def _there(zone_name: str, now: datetime) -> str:
    from assistant.clock import zone  # noqa: PLC0415 - as above
    from tui.dates import time_words  # noqa: PLC0415

    there = zone(zone_name)
    if there is None:
        return zone_name
    return _("{zone}, where it is {time} now").format(zone=zone_name, time=time_words(now.astimezone(there)))


def _fact(stored: StoredFact) -> Content:
    from assistant.domain.brief import fact_line  # noqa: PLC0415 - as above
    from tui.records import kind_word  # noqa: PLC0415

    fact = stored.fact
    hidden = " " + _("(confidential)") if fact.confidential else ""
    content = shown(f"{kind_word(fact)}: ", "$text-muted") + shown_line(fact_line(fact) + hidden)
    if fact.quote and fact.quote != fact.text:
        content += shown("\n  ") + shown_line(f"\u201c{fact.quote}\u201d", "italic $text-muted")
    if fact.source:
        said = _("source: {source}").format(source=fact.source)
        content += shown("\n  ") + shown_line(said, "$text-muted")
    return content


def _draft(draft: DraftSummary, now: datetime, titles: dict[str, str]) -> Content:
    from tui.dates import moment_words  # noqa: PLC0415 - as above

    state = _("approved") if draft.approved else _("! blocked") if draft.blocked else _("under way")
    count = plural("{n} version", "{n} versions", draft.versions).format(n=draft.versions)
    when = moment_words(draft.changed_at.astimezone(), now, short=True)
    title = titles.get(draft.kind, draft.kind)
    return shown_line(title) + shown(f"  {state}, {count}, {when}", "$text-muted")


def _talk(talk: Talk, known: Acquaintance, now: datetime, zone: str) -> Content:
    from tui.due_words import talk_words  # noqa: PLC0415 - as above

    when = talk_words(talk.starts_at, now, zone, known.person.recipient.time_zone)
    about = [_("{n} minutes").format(n=talk.minutes), talk.place]
    if talk.held is False:
        about.append(_("did not take place"))
    if talk.notes:
        about.append(_("with notes"))
    return shown_line(when) + shown("  ") + shown_line(", ".join(filter(None, about)), "$text-muted")


def _contact(contact: Contact, now: datetime, titles: dict[str, str]) -> Content:
    from tui.dates import moment_words  # noqa: PLC0415 - as above

    sent = titles.get(contact.document, contact.document)
    words = {
        "sent": _("you sent {document}").format(document=f"\u201c{sent}\u201d" if sent else _("a message")),
        "answered": _("they answered"),
        "declined": _("they said no"),
        "ended": _("it ended"),
    }[contact.kind]
    when = moment_words(contact.at.astimezone(), now, short=True)
    return shown_line(words) + shown(f"  {when}", "$text-muted")
