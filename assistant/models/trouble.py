"""How a model's server can fail, as one sentence with a next step.

```
reason      what happened                                   tried again by itself
busy        429 or 408: too many requests                   yes, before any text
broken      5xx: the server's own error                     yes, before any text
option      it refuses an optional part of the request      yes, without that part
context     the request is longer than the model takes      yes, with less guidance
the rest    nothing that waiting or asking again would mend  no
```
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final, Literal

from assistant.cleaning import clean_line
from assistant.errors import WriterError
from assistant.server_address import address, as_given
from assistant.wording import _

if TYPE_CHECKING:
    from assistant.settings import ModelSettings

Reason = Literal[
    "address", "bare", "key", "no_key", "forbidden", "unknown_model", "no_such_place", "refused", "dns",
    "tls", "slow", "stalled", "busy", "no_credit", "broken", "option", "context", "rejected", "refusal",
    "filtered", "empty", "no_room", "garbage", "page", "dropped",
]  # fmt: skip

OPENAI: Final = "https://api.openai.com/v1"
FAULTS: Final[Mapping[str, Reason]] = {"content_filter": "filtered", "error": "broken"}
"""What servers say about an answer that is none."""
_MAX_SAID: Final = 200
"""Characters of a server's own words that are shown."""
LENGTH: Final = {"length", "max_tokens"}
"""What servers say when an answer came to its length limit."""
_RETRYABLE: Final = {"refused", "dns", "slow", "stalled", "busy", "broken", "empty", "garbage", "dropped"}


class Trouble(Exception):  # noqa: N818 - what happened; the error that a person sees is made of it
    """What went wrong with a request, before it is put into words."""

    def __init__(
        self, reason: Reason, said: str = "", *, status: int = 0, wait_seconds: float | None = None
    ) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.said = said
        """The server's own words."""
        self.status = status
        """The HTTP status, 0 without one."""
        self.wait_seconds = wait_seconds
        """How long the server asks to wait, in seconds."""


def quoted(said: str, key: str) -> str:
    """Give a server's words on one short line, without the key."""
    line = clean_line(said)
    if key:
        line = line.replace(key, "...")
    # Servers repeat a wrong key in part, such as "sk-ab***cd".
    line = re.sub(r"\b(?:sk|key|gsk|xai|hf|AIza)[-_][\w*.-]{6,}", "...", line)
    return line if len(line) <= _MAX_SAID else line[: _MAX_SAID - 1].rstrip() + "\u2026"


def refused_part(trouble: Trouble, sent: Collection[str]) -> str:
    """Name the optional part of a request that the server refused, among those `sent`; "" for none."""
    if trouble.reason not in {"rejected", "broken", "option"}:
        return ""
    said = trouble.said
    places = {part: re.search(rf"\b{part}\b", said) for part in sent if part != "system"}
    named = sorted((found.start(), part) for part, found in places.items() if found)
    if named:
        return named[0][1]  # what is named later is what the server would take instead
    system = re.search(r"system\W{0,3}(?:role|message|prompt)|roles must alternate", said, re.IGNORECASE)
    if system and "system" in sent:
        return "system"
    # "does not support tools", "tool choice requires --enable-...": or not a word of why.
    tools = trouble.reason != "broken" or re.search(r"\btools?\b|tool_", said, re.IGNORECASE)
    return "tools" if tools and "tools" in sent else ""


def explain(trouble: Trouble, settings: ModelSettings) -> WriterError:
    """Put it into one sentence with the next step."""
    message, hint = _sentences(trouble, settings)
    said = quoted(trouble.said, settings.api_key.get_secret_value().strip())
    retry = trouble.reason in _RETRYABLE
    wait = f"{max(1, round(trouble.wait_seconds or 0))}"
    hint = " ".join([hint, _("Or write without a model: --writer template.")])
    return WriterError(
        message.format(
            server=address(settings),
            given=as_given(settings.base_url),
            model=settings.name,
            seconds=f"{settings.deadline_seconds:g}",
            tokens=settings.max_tokens,
            status=trouble.status,
            wait=wait,
            said=f": {said.rstrip('.')}" if said else "",
        ),
        hint=hint.format(server=address(settings), model=settings.name, wait=wait),
        retry=retry,
    )


def _sentences(trouble: Trouble, settings: ModelSettings) -> tuple[str, str]:
    """Give the sentence and the hint, still with their names in braces."""
    table = {**_about_reaching(), **_about_permission(settings), **_about_answers()}
    message, hint = table[trouble.reason]
    if trouble.reason == "busy" and trouble.wait_seconds:
        hint = _("Try again in {wait} seconds.")
    return message, hint


def _about_reaching() -> dict[Reason, tuple[str, str]]:
    templates = _("Try again.")
    return {
        "address": (
            _("The model's address '{given}' is not one that can be asked."),
            _("Write it whole, for example http://127.0.0.1:11434/v1, in FIKA_MODEL_BASE_URL."),
        ),
        "bare": (
            _("The key would go to {server} for all on the way to read, so nothing was sent."),
            _("Use an address that begins with https://, or no key."),
        ),
        "refused": (
            _("Nothing answers at {server}."),
            _("Start the model's server, or look at the address and port in FIKA_MODEL_BASE_URL."),
        ),
        "dns": (
            _("The name in {server} cannot be found."),
            _("Look at the spelling of FIKA_MODEL_BASE_URL and at the network."),
        ),
        "tls": (
            _("No safe connection to {server} could be made{said}."),
            _(
                "Look at the certificate, or whether the address should begin with http:// instead of https://."
            ),
        ),
        "slow": (
            _("The model at {server} did not finish within {seconds} seconds."),
            _("Try again, raise FIKA_MODEL_DEADLINE_SECONDS, or choose a smaller model."),
        ),
        "stalled": (
            _("The model at {server} fell silent for {wait} seconds in the middle of its answer."),
            _("Try again; a server that is short of memory often stops like this."),
        ),
        "dropped": (_("The connection to {server} broke off."), templates),
        "busy": (_("{server} takes no more requests right now{said}."), templates),
        "broken": (_("{server} reports an error of its own (status {status}){said}."), templates),
        "page": (
            _("{server} answered with a web page instead of a model's answer."),
            _("Look at FIKA_MODEL_BASE_URL (most end with /v1), and whether a login stands in between."),
        ),
    }


def _about_permission(settings: ModelSettings) -> dict[Reason, tuple[str, str]]:
    key = _("Look at the key in FIKA_MODEL_API_KEY or OPENAI_API_KEY.")
    if not settings.api_key.get_secret_value().strip():
        key = _("It wants a key: set FIKA_MODEL_API_KEY.")
    return {
        "no_key": (
            _("No key for {server} is set."),
            _("Set OPENAI_API_KEY, say fika model key, or set FIKA_MODEL_BASE_URL for a server of your own."),
        ),
        "key": (_("{server} does not accept the key."), key),
        "forbidden": (
            _("{server} does not let this key use '{model}'{said}."),
            _("Ask for access, or choose another model in FIKA_MODEL_NAME."),
        ),
        "no_credit": (
            _("The account at {server} has no credit left."),
            _("Add credit there."),
        ),
        "unknown_model": (
            _("{server} does not know the model '{model}'."),
            _("Say fika model list to see what it has, and look at FIKA_MODEL_NAME."),
        ),
        "no_such_place": (
            _("{server} has no place for chat requests (status {status})."),
            _("Look at FIKA_MODEL_BASE_URL; most servers want /v1 at its end."),
        ),
    }


def _about_answers() -> dict[Reason, tuple[str, str]]:
    another = _("Try again, or choose another model.")
    return {
        "context": (
            _("The request is longer than '{model}' takes, also without guidance."),
            _("Choose a model with a larger context, or give fewer facts."),
        ),
        "option": (_("{server} does not take the request{said}."), another),
        "rejected": (_("{server} does not take the request (status {status}){said}."), another),
        "refusal": (_("The model '{model}' declined to write this{said}."), another),
        "filtered": (_("A content filter at {server} held the answer back."), another),
        "empty": (_("The model '{model}' gave no text."), another),
        "no_room": (
            _("The model '{model}' used all its {tokens} tokens before it wrote anything."),
            _("Raise FIKA_MODEL_MAX_TOKENS, or choose a model that does not think at length."),
        ),
        "garbage": (_("The answer from {server} is broken and cannot be read."), another),
    }
