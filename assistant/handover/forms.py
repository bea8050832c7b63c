"""A version in the forms in which it can be handed over, and the file that each would be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from assistant.domain.draft import Draft
from assistant.domain.records import Version
from assistant.domain.value import Language
from assistant.errors import InputError, UsageError
from assistant.handover.eml import as_eml
from assistant.handover.files import file_name
from assistant.handover.mailto import as_mailto
from assistant.handover.markdown import as_markdown
from assistant.handover.text import as_text
from assistant.wording import _
from knowledge.corpus import Corpus
from prompts.catalog import Kind

Form = Literal["text", "eml", "mailto", "markdown"]

ENDINGS: Final[dict[Form, str]] = {"text": "txt", "eml": "eml", "mailto": "txt", "markdown": "md"}
"""Every form, with how its file's name ends."""

_MAIL: Final[tuple[Form, ...]] = ("eml", "mailto")


def forms_of(kind: Kind | None) -> tuple[Form, ...]:
    """Give the forms that a kind can have: a paper of one's own is no mail."""
    return tuple(form for form in ENDINGS if form not in _MAIL or kind is None or kind.message)


def content_as(
    version: Version,
    form: Form,
    kind: Kind | None,
    *,
    corpus_behind: Callable[[Draft], Corpus],
    ui: Language,
    subject: bool = True,
) -> str | bytes:
    """Give a version in a form; `subject` is for text alone.

    Raises UsageError for a form that its kind cannot have, InputError for what cannot stand in a mail.
    """
    if form not in forms_of(kind):
        raise UsageError(
            _("Draft {draft} is a paper of your own, not a message.").format(draft=version.draft_id),
            hint=_("Give it as text or as Markdown."),
        )
    match form:
        case "eml":
            return as_eml(version.draft, version.brief.sender, version.brief.recipient)
        case "mailto":
            return as_mailto(version.draft, version.brief.recipient)
        case "markdown":
            return as_markdown(version, corpus_behind(version.draft), ui)
        case "text":
            return as_text(version.draft, subject=subject)


def name_as(version: Version, form: Form) -> str:
    """Give the name of the file that a version would be in a form."""
    parts = [version.draft.kind, version.brief.recipient.name, f"{version.draft_id}-{version.number}"]
    return file_name(parts, ENDINGS[form])


def file_bytes(content: str | bytes) -> bytes:
    """Give a form's content as a file has it: a text ends with one line break."""
    return content if isinstance(content, bytes) else f"{content.rstrip()}\n".encode()


def proposed_file(version: Version, form: Form, home: Path) -> Path:
    """Give where a form's file would go unless the person says otherwise: Downloads, else the home folder."""
    downloads = home / "Downloads"
    return (downloads if downloads.is_dir() else home) / name_as(version, form)


def chosen_file(written: str, version: Version, form: Form) -> Path:
    """Give the file that a person names; a folder gets the version's own name in it. Raises InputError."""
    try:
        path = Path(written.strip()).expanduser()
        return path / name_as(version, form) if path.is_dir() else path.absolute()
    except (RuntimeError, ValueError, OSError) as error:
        raise InputError(
            _("'{path}' is no file that can be written.").format(path=written.strip()[:200]),
            hint=_("Write the whole path, or ~/ for your own home folder."),
        ) from error
