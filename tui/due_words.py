"""The next step with a person in a few words, short enough for a column of about thirty characters."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from assistant.clock import both_times, differ
from assistant.schedule import Standing
from assistant.wording import _
from tui.dates import days_between, days_words, duration_words, moment_words, time_words, weekday_words


def step_words(standing: Standing, now: datetime, sender_time_zone: str) -> str:
    """Say the next step: "write a first message", "waiting 6 days", "talk tomorrow 15:00 / 06:00 there"."""
    match standing.step:
        case "wait" | "nudge":
            return _waiting(standing, now, sender_time_zone)
        case "prepare" | "talk":
            return _talk(standing, now, sender_time_zone)
        case "follow_up" | "send_followup":
            return _thanks(standing, now)
        case "rest":
            return _at_rest(standing)
        case step:
            return _plain(step)


def talk_words(starts_at: datetime, now: datetime, here_zone: str, there_zone: str) -> str:
    """Say when a talk is, on both clocks where they differ: "tomorrow 15:00 / 06:00 there"."""
    here, there = both_times(starts_at, here_zone, there_zone)
    words = moment_words(here, now, short=True)
    if there is None or not differ(here, there):
        return words
    time = time_words(there)
    if there.date() != here.date():
        time = f"{weekday_words(there, short=True)} {time}"
    return _("{here} / {there} there").format(here=words, there=time)


def _plain(step: Literal["add_fact", "write", "finish", "send", "agree_talk"]) -> str:
    return {
        "add_fact": _("add a fact"),
        "write": _("write a first message"),
        "finish": _("finish the draft"),
        "send": _("ready for you to send"),
        "agree_talk": _("agree on a time to talk"),
    }[step]


def _waiting(standing: Standing, now: datetime, zone: str) -> str:
    here, _there = both_times(now, zone, "")
    days = days_between(standing.since or now, here)
    if standing.step == "nudge":
        return _("no answer in {days}, nudge").format(days=days_words(days))
    return _("waiting {days}").format(days=days_words(days)) if days > 0 else _("sent today")


def _talk(standing: Standing, now: datetime, zone: str) -> str:
    starts_at = standing.due or now
    if starts_at <= now:
        return _("the talk is under way")
    if standing.step == "prepare":
        return _("prepare, talk {when}").format(when=talk_words(starts_at, now, zone, ""))
    there_zone = standing.person.recipient.time_zone
    return _("talk {when}").format(when=talk_words(starts_at, now, zone, there_zone))


def _thanks(standing: Standing, now: datetime) -> str:
    written = standing.step == "send_followup"
    if standing.due is None:
        return _("send the thank-you")
    left = duration_words(standing.due - now)
    if standing.due < now:
        words = _("send the thank-you, {late} late") if written else _("thank-you {late} late")
        return words.format(late=left)
    words = _("send the thank-you within {left}") if written else _("thank-you due in {left}")
    return words.format(left=left)


def _at_rest(standing: Standing) -> str:
    match standing.kind:
        case "declined":
            return _("said no")
        case "ended":
            return _("ended")
        case "nudge":
            return _("no answer, let it rest")
        case _other:
            return _("thank-you sent")
