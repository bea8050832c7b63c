"""A draft as an unsent mail (`X-Unsent: 1`), which a mail program opens ready to look at and send."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import Header, decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, compat32
from email.utils import getaddresses
from typing import Final

from assistant.domain.brief import Recipient, Sender
from assistant.domain.draft import Draft
from assistant.errors import InputError
from assistant.handover.addresses import address, header_text
from assistant.handover.text import as_text
from assistant.wording import _

_LONGEST_NAME: Final = 120
_FOLD_AT: Final = 76
_LONGEST_LINE: Final = 998
"""Characters that a line of a mail may have at most (RFC 5322)."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What the mail says; what is read back must be the same."""

    sender: tuple[str, str] | None
    """Name and address."""
    recipient: tuple[str, str] | None
    subject: str | None
    body: str

    @property
    def headers(self) -> list[str]:
        """The names of all headers, in order."""
        own = [("From", self.sender), ("To", self.recipient), ("Subject", self.subject)]
        present = [name for name, value in own if value is not None]
        return ["X-Unsent", *present, "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]


def as_eml(draft: Draft, sender: Sender, recipient: Recipient) -> bytes:
    """Give the draft as an .eml file. Without a known address there is no such header to fill in wrongly.

    Raises InputError for an address that is none, and when what was made does not read back as what
    was given; then no mail is better than a mail to someone else.
    """
    subject = draft.subject
    content = _Content(
        sender=_mailbox(sender.name, sender.email),
        recipient=_mailbox(recipient.name, recipient.email),
        subject=header_text(subject) if subject is not None else None,
        body=as_text(draft, subject=False) + "\n",
    )
    made = _made(content)
    for different in (_raw_difference(made, content), _read_difference(made, content)):
        if different:
            raise InputError(
                _("This cannot be made into a mail safely: {part} does not read back as given.").format(
                    part=different
                ),
                hint=_("Copy it as text and paste it, or simplify the name or the subject."),
            )
    return made


def _mailbox(name: str, mail: str) -> tuple[str, str] | None:
    return (header_text(name, _LONGEST_NAME), address(mail)) if mail else None


def _made(content: _Content) -> bytes:
    """Write the headers word by word; Python's own folding loses characters in about one odd name of ten."""
    headers = ["X-Unsent: 1"]
    for name, mailbox in (("From", content.sender), ("To", content.recipient)):
        if mailbox:
            headers.append(
                _folded(name, _phrase(name, mailbox[0]), f"<{mailbox[1]}>" if mailbox[0] else mailbox[1])
            )
    if content.subject is not None:
        headers.append(f"Subject: {_encoded('Subject', content.subject)}")
    message = EmailMessage(policy=SMTP)
    message.set_content(content.body, charset="utf-8", cte="quoted-printable")
    return "".join(f"{header}\r\n" for header in headers).encode("ascii") + message.as_bytes()


def _encoded(header: str, text: str) -> str:
    """Give a header's text folded: as it is when that is ASCII with places to fold, else in encoded words."""
    plain = text.isascii() and all(len(word) < _FOLD_AT // 2 for word in text.split())
    charset = "us-ascii" if plain else "utf-8"
    return Header(text, charset, header_name=header, maxlinelen=_FOLD_AT).encode(linesep="\r\n")


def _phrase(header: str, name: str) -> str:
    if name.isascii() and len(name) < _FOLD_AT - len(header):
        return str(Address(name, addr_spec="a@b")).removesuffix("<a@b>").rstrip() if name else ""
    return Header(name, "utf-8", header_name=header, maxlinelen=_FOLD_AT).encode(linesep="\r\n")


def _folded(header: str, phrase: str, mailbox: str) -> str:
    if not phrase:
        return f"{header}: {mailbox}"
    last = f"{header}: {phrase}".rpartition("\r\n")[2]
    fold = "\r\n " if len(last) + len(mailbox) >= _FOLD_AT else " "
    return f"{header}: {phrase}{fold}{mailbox}"


def _raw_difference(made: bytes, content: _Content) -> str:
    """Look at the bytes alone: which headers there are, and nothing but printable ASCII lines."""
    lines = made.partition(b"\r\n\r\n")[0].split(b"\r\n")
    names = [line.partition(b":")[0].decode("latin-1") for line in lines if line[:1] not in {b" ", b"\t"}]
    if names != content.headers:
        return _("the list of headers")
    if any(
        len(line) > _LONGEST_LINE or not re.fullmatch(rb"[\t\x20-\x7e]*[\x21-\x7e]", line) for line in lines
    ):
        return _("a header line")
    return ""


def _read_difference(made: bytes, content: _Content) -> str:
    """Read the mail with the older parser, and name the first part that is not as given."""
    read = message_from_bytes(made, policy=compat32)
    payload = read.get_payload(decode=True)
    body = payload.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(payload, bytes) else ""
    given = {"From": _people(content.sender), "To": _people(content.recipient)}
    for header, people in given.items():
        if [(_plain(name), mail) for name, mail in getaddresses(read.get_all(header, []))] != people:
            return header
    if [_plain(each) for each in read.get_all("Subject", [])] != _subjects(content):
        return "Subject"
    if read.is_multipart() or read.keys() != content.headers or read.defects:
        return _("the list of headers")
    return "" if body == content.body else _("the text")


def _people(mailbox: tuple[str, str] | None) -> list[tuple[str, str]]:
    return [(" ".join(mailbox[0].split()), mailbox[1])] if mailbox else []


def _subjects(content: _Content) -> list[str]:
    return [] if content.subject is None else [" ".join(content.subject.split())]


def _plain(header: str) -> str:
    return " ".join(str(make_header(decode_header(header))).split())
