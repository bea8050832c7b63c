"""The road with one person: which step comes next, computed from what happened and never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import AwareDatetime

from assistant.domain.records import Contact, DraftSummary, Person, Talk
from assistant.domain.value import Value

StepCode = Literal[
    "add_fact",
    "write",
    "finish",
    "send",
    "wait",
    "nudge",
    "agree_talk",
    "prepare",
    "talk",
    "follow_up",
    "send_followup",
    "rest",
]

NUDGE_AFTER: Final = timedelta(days=7)
"""When a first message without an answer may be followed by one kind line: after about a week
(guidance `ghosting.check_in.after_first_message`, evidence E11). Once is enough (`ghosting.check_in`)."""

THANKS_WITHIN: Final = timedelta(hours=24)
"""How long after the talk's end the thank-you is due (guidance `followup.24h`)."""

_SAME_SENDING: Final = timedelta(days=1)
"""Within this, a second message is the same one told twice or by another channel, not a reminder (ours)."""

_THANKS: Final = frozenset({"followup", "thanks"})
"""Documents that thank for a talk."""


class Standing(Value):
    """Where things stand with one person, and the next step."""

    person: Person
    step: StepCode
    since: AwareDatetime | None = None
    """What the step is counted from: the sending, the answer, the draft's last change, the talk's end."""
    due: AwareDatetime | None = None
    """When it is due: the talk's start, the end of the 24 hours, the day on which a nudge is in order."""
    draft_id: int | None = None
    """The draft that the step is about."""
    talk_id: int | None = None
    kind: str = ""
    """The document that the step is about ("followup"); at rest why: "declined", "ended", "nudge" (no answer
    to the reminder either) or "followup" (thanked). The catalogue need not have the kind yet."""


def standing(  # noqa: PLR0917 - all of them are what is known of one person
    person: Person,
    facts_count: int,
    drafts: Iterable[DraftSummary],
    contacts: Iterable[Contact],
    talks: Iterable[Talk],
    now: datetime,
) -> Standing:
    """Tell the next step with a person, from what belongs to this person alone."""
    road = _Road(
        person=person,
        facts_count=facts_count,
        drafts=tuple(sorted(drafts, key=lambda each: each.changed_at)),
        contacts=tuple(sorted(contacts, key=lambda each: (each.at, each.id))),
        talks=tuple(sorted(talks, key=lambda each: (each.starts_at, each.id))),
        now=now,
    )
    return road.standing()


def coming_talk(talks: Iterable[Talk], now: datetime) -> Talk | None:
    """Give the talk that is under way or comes next, None when none is agreed."""
    ahead = [each for each in talks if each.held is None and each.ends_at > now]
    return min(ahead, key=lambda each: (each.starts_at, each.id), default=None)


def last_talk(talks: Iterable[Talk], now: datetime) -> Talk | None:
    """Give the newest talk that took place; one whose end has passed without a word probably did."""
    over = [each for each in talks if each.held or (each.held is None and each.ends_at <= now)]
    return max(over, key=lambda each: (each.starts_at, each.id), default=None)


def questions_for(talk: Talk, talks: Iterable[Talk], drafts: Iterable[DraftSummary]) -> DraftSummary | None:
    """Give the newest question list made since the talk before; an older one has been asked."""
    before = [each for each in talks if each.held is not False and each.starts_at < talk.starts_at]
    since = max((each.ends_at for each in before), default=None)
    lists = [each for each in drafts if each.kind == "questions"]
    fresh = [each for each in lists if since is None or each.changed_at > since]
    return max(fresh, key=lambda each: each.changed_at, default=None)


@dataclass(frozen=True, slots=True)
class _Road:
    """All that is known of one person's road, each part in the order of time."""

    person: Person
    facts_count: int
    drafts: tuple[DraftSummary, ...]
    contacts: tuple[Contact, ...]
    talks: tuple[Talk, ...]
    now: datetime

    def standing(self) -> Standing:
        ending = self._ending()
        if ending:
            return self._stands("rest", since=ending.at, kind=ending.kind)
        last, coming = last_talk(self.talks, self.now), coming_talk(self.talks, self.now)
        after = self._after(last) if last else None
        if after and after.step != "rest" and (not coming or (after.due and self.now <= after.due)):
            return after
        if coming:
            return self._before(coming)
        missed = self._missed(last)
        if missed:
            return self._stands("agree_talk", since=missed.starts_at)
        return after or self._without_talk()

    def _ending(self) -> Contact | None:
        """Give the no or the end, unless something later took the road up again."""
        endings = [each for each in self.contacts if each.kind in {"declined", "ended"}]
        if not endings:
            return None
        last = endings[-1]
        again = any(
            each.at > last.at and (each.kind == "answered" or each.document == "outreach")
            for each in self.contacts
        )
        meets = any(each.held is not False and each.starts_at > last.at for each in self.talks)
        return None if again or meets else last

    def _missed(self, last: Talk | None) -> Talk | None:
        """Give the newest talk that did not take place, when none took place after it."""
        missed = [each for each in self.talks if each.held is False]
        newest = missed[-1] if missed else None
        return newest if newest and (not last or newest.starts_at > last.starts_at) else None

    def _before(self, talk: Talk) -> Standing:
        questions = questions_for(talk, self.talks, self.drafts)
        begun = talk.starts_at <= self.now
        return self._stands(
            "talk" if questions or begun else "prepare",
            due=talk.starts_at,
            draft_id=questions.draft_id if questions else None,
            talk_id=talk.id,
            kind="questions",
        )

    def _after(self, talk: Talk) -> Standing:
        begun = min(talk.starts_at, talk.started_at or talk.starts_at)
        sent = [each for each in self._sent() if each.at >= begun and each.document in {*_THANKS, ""}]
        if sent:
            return self._stands(
                "rest", since=sent[-1].at, draft_id=sent[-1].draft_id, talk_id=talk.id, kind="followup"
            )
        draft = self._draft("followup", after=begun)
        return self._stands(
            "send_followup" if draft else "follow_up",
            since=talk.ends_at,
            due=talk.ends_at + THANKS_WITHIN,
            draft_id=draft.draft_id if draft else None,
            talk_id=talk.id,
            kind="followup",
        )

    def _without_talk(self) -> Standing:
        sent = self._sent()
        thanks = self._draft("followup", after=self.contacts[-1].at if self.contacts else None)
        if sent and sent[-1].document in _THANKS:
            return self._stands("rest", since=sent[-1].at, draft_id=sent[-1].draft_id, kind="followup")
        if thanks:  # somebody thanks for a talk that was never noted
            return self._stands(
                "send_followup", since=thanks.changed_at, draft_id=thanks.draft_id, kind="followup"
            )
        answers = [each for each in self.contacts if each.kind == "answered"]
        if answers:
            return self._stands("agree_talk", since=answers[-1].at)
        return self._waiting(sent) if sent else self._unsent()

    def _waiting(self, sent: Sequence[Contact]) -> Standing:
        first, last = sent[0], sent[-1]
        if any(each.document == "nudge" or each.at - first.at >= _SAME_SENDING for each in sent[1:]):
            return self._stands("rest", since=last.at, draft_id=last.draft_id, kind="nudge")
        in_order = last.at + NUDGE_AFTER
        if self.now < in_order:
            return self._stands(
                "wait", since=last.at, due=in_order, draft_id=last.draft_id, kind=last.document
            )
        reminder = self._draft("nudge", after=last.at)
        draft_id = reminder.draft_id if reminder else None
        return self._stands("nudge", since=last.at, due=in_order, draft_id=draft_id, kind="nudge")

    def _unsent(self) -> Standing:
        drafts = [each for each in self.drafts if each.kind == "outreach"]
        approved = [each for each in drafts if each.approved]
        if drafts:
            chosen = (approved or drafts)[-1]
            step: StepCode = "send" if approved else "finish"
            return self._stands(step, since=chosen.changed_at, draft_id=chosen.draft_id, kind="outreach")
        if any(each.kind == "questions" for each in self.drafts):  # a talk is near that was never noted
            return self._stands("agree_talk")
        step = "write" if self.facts_count else "add_fact"
        return self._stands(step, since=self.person.added_at, kind="outreach")

    def _sent(self) -> tuple[Contact, ...]:
        """Give what was sent since the road was last ended."""
        ended = [each.at for each in self.contacts if each.kind in {"declined", "ended"}]
        return tuple(
            each for each in self.contacts if each.kind == "sent" and (not ended or each.at > ended[-1])
        )

    def _draft(self, kind: str, after: datetime | None) -> DraftSummary | None:
        drafts = [each for each in self.drafts if each.kind == kind]
        fresh = [each for each in drafts if after is None or each.changed_at >= after]
        return fresh[-1] if fresh else None

    def _stands(
        self,
        step: StepCode,
        *,
        since: datetime | None = None,
        due: datetime | None = None,
        draft_id: int | None = None,
        talk_id: int | None = None,
        kind: str = "",
    ) -> Standing:
        return Standing(
            person=self.person,
            step=step,
            since=since,
            due=due,
            draft_id=draft_id,
            talk_id=talk_id,
            kind=kind,
        )
