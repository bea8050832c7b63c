"""Collect the interface's sentences and compile the Swedish catalogue: `make catalogues`.

The sentences are collected from the source each time; translations live in `fika.po` and are kept.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "assistant" / "locale" / "sv" / "LC_MESSAGES"
HEADER: Final = "# Fika's interface in Swedish. Translate here, then `make catalogues`."
NOT_KEPT: Final = ("Project-Id", "Report-", "POT-", "PO-Rev", "Last-Tr", "Language-Team", "Generated-By")
"""Header lines that say nothing here, or would change by themselves."""
KEYWORDS: Final = {"_": 1, "mark": 1, "plural": 2}
"""The functions of `assistant.wording` that take a sentence, and how many of its forms each takes."""
ARGPARSE: Final = (
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "show program's version number and exit",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "expected one argument",
    "expected at least one argument",
    "expected at most one argument",
    ("expected %s argument", "expected %s arguments"),
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "argument %(argument_name)s: %(message)s",
    "not allowed with argument %s",
    "one of the arguments %s is required",
    "ambiguous option: %(option)s could match %(matches)s",
    "ignored explicit argument %r",
)
"""What argparse itself says; it asks the same catalogue."""


def collect() -> Catalog:
    """Give every sentence in the source, without translations."""
    catalogue = Catalog(locale="sv", domain="fika", header_comment=HEADER, fuzzy=False)
    for package in ("assistant", "tui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for message in sentences(path.read_text(encoding="utf-8")):
                catalogue.add(message)
    for message in ARGPARSE:
        catalogue.add(message)
    return catalogue


def translated() -> Catalog:
    """Give the Swedish catalogue as it stands."""
    path = FOLDER / "fika.po"
    if not path.exists():
        return Catalog(locale="sv", domain="fika")
    return read_po(BytesIO(path.read_bytes()), locale="sv", domain="fika")


def compiled(catalogue: Catalog) -> bytes:
    """Give a catalogue as gettext reads it; the same catalogue gives the same bytes on any day."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def missing() -> list[str]:
    """Give the sentences without a Swedish translation."""
    known = translated()
    ids = [message.id for message in collect() if message.id]
    return [str(each) for each in ids if not _is_translated(known, each)]


def main() -> int:
    """Bring `fika.po` and `fika.mo` up to date; 1 when sentences still lack their Swedish."""
    known = translated()
    fresh = collect()
    for message in fresh:
        translation = known.get(message.id) if message.id else None
        if translation and _is_translated(known, message.id):
            message.string = translation.string
    FOLDER.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(
        out, fresh, width=110, sort_output=True, omit_header=False, no_location=True, include_previous=False
    )
    unwanted = tuple(f'"{name}' for name in NOT_KEPT)
    lines = [line for line in out.getvalue().decode().splitlines() if not line.startswith(unwanted)]
    (FOLDER / "fika.po").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (FOLDER / "fika.mo").write_bytes(compiled(translated()))
    for each in missing():
        print(f"no Swedish yet: {each}", file=sys.stderr)
    return 1 if missing() else 0


def sentences(source: str) -> Iterator[str | tuple[str, ...]]:
    """Give the sentences in a module, one with a plural as a pair; also those inside f-strings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            forms = tuple(
                each.value
                for each in node.args[: KEYWORDS[node.func.id]]
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
            if len(forms) == KEYWORDS[node.func.id]:
                yield forms if len(forms) > 1 else forms[0]


def _is_translated(catalogue: Catalog, message_id: str | tuple[str, ...] | list[str]) -> bool:
    found = catalogue.get(message_id)
    if found is None:
        return False
    strings = found.string if isinstance(found.string, tuple | list) else (found.string,)
    return all(strings)


if __name__ == "__main__":
    sys.exit(main())
