"""The errors that a person may see: what happened, and the next step.

FikaError
├── UsageError          the command or an option is off
├── InputError          a file, a paste or a field cannot be used
├── NotFoundError       no such person, fact, draft, kind
├── SettingsError       a setting is wrong
├── StoreError          the store cannot be read or written
├── KnowledgeError      the guidance or its index cannot be used
├── WriterError         a writer could not write (a model server, a template)
└── RefusedError        Fika will not do this as asked (approving a blocked draft, say)
"""

from __future__ import annotations


class FikaError(Exception):
    """Something a person can act on.

    `message` says what and where, in one sentence; `hint` names the next step; `retry` tells
    whether the same call may succeed later. `exit_code` is what the command ends with.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", retry: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.retry = retry


class UsageError(FikaError):
    """The command or one of its options is off."""


class InputError(FikaError):
    """A file, a paste or a field cannot be used."""


class NotFoundError(FikaError):
    """There is no such person, fact, draft or kind."""


class SettingsError(FikaError):
    """A setting is unknown or has an impossible value."""


class StoreError(FikaError):
    """The store cannot be opened, read or written."""

    exit_code = 3


class KnowledgeError(FikaError):
    """The guidance or its index cannot be used."""

    exit_code = 3


class WriterError(FikaError):
    """A writer could not write."""

    exit_code = 4


class RefusedError(FikaError):
    """Fika will not do this as asked; the hint says what would make it possible."""

    exit_code = 1
