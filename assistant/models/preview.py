"""A request before it is sent: where it would go, and every word of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.models.tokens import about_tokens
from assistant.server_address import address
from assistant.settings import is_loopback

if TYPE_CHECKING:
    from assistant.models.server import Request
    from assistant.settings import ModelSettings


@dataclass(frozen=True, slots=True)
class Preview:
    """What a model would be sent."""

    server: str
    """Its address, without secrets."""
    elsewhere: bool
    """Whether the server is on another machine."""
    body: dict[str, Any]
    """The request's body; beside it go only the usual headers and the key."""
    tokens: int
    """Tokens of the messages, about."""

    @property
    def messages(self) -> tuple[tuple[str, str], ...]:
        """Each message's role and text."""
        return tuple((each["role"], each["content"]) for each in self.body["messages"])


def preview(settings: ModelSettings, request: Request, without: Collection[str] = ()) -> Preview:
    """Show a request; `without` names the optional parts that the server is known to refuse."""
    body = request_body(settings, request, without)
    return Preview(
        server=address(settings),
        elsewhere=not is_loopback(settings.base_url.strip()),
        body=body,
        tokens=about_tokens(*(each["content"] for each in body["messages"])),
    )


def request_body(settings: ModelSettings, request: Request, without: Collection[str] = ()) -> dict[str, Any]:
    """Give the body as `client.stream` sends it; a test holds the two together."""
    messages = [{"content": request.system, "role": "system"}, {"content": request.user, "role": "user"}]
    if "system" in without:
        messages = [{"content": f"{request.system}\n\n{request.user}", "role": "user"}]
    body: dict[str, Any] = {"messages": messages, "model": settings.name, "stream": True}
    if "stream_options" not in without:
        body["stream_options"] = {"include_usage": True}
    if "temperature" not in without:
        body["temperature"] = settings.temperature
    if "max_completion_tokens" not in without:
        body["max_completion_tokens"] = settings.max_tokens
    if settings.base_url.strip() and "max_tokens" not in without:
        body["max_tokens"] = settings.max_tokens
    return body
