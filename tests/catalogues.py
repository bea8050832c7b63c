"""Collect the interface's sentences and compile the Swedish catalogue: `make catalogues`.

The sentences are collected from the source each time; translations live in `fika.po` and are kept.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "assistant" / "locale" / "sv" / "LC_MESSAGES"
KEYWORDS: Final = {"_": None, "plural": (1, 2), "mark": None}
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
    catalogue = Catalog(locale="sv", domain="fika", fuzzy=False)
    for package in ("assistant", "tui"):
        found = extract_from_dir(ROOT / package, method_map=[("**.py", "python")], keywords=KEYWORDS)
        for _file, _line, message, _comments, _context in found:
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
    """Give a catalogue as gettext reads it."""
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
        if message.id and _is_translated(known, message.id):
            message.string = known.get(message.id).string
    FOLDER.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(
        out, fresh, width=110, sort_output=True, omit_header=False, no_location=True, include_previous=False
    )
    lines = [
        line for line in out.getvalue().decode().splitlines() if not line.startswith(('"POT-', '"PO-Rev'))
    ]
    (FOLDER / "fika.po").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (FOLDER / "fika.mo").write_bytes(compiled(translated()))
    for each in missing():
        print(f"no Swedish yet: {each}", file=sys.stderr)
    return 1 if missing() else 0


def _is_translated(catalogue: Catalog, message_id: object) -> bool:
    found = catalogue.get(message_id)
    if found is None:
        return False
    strings = found.string if isinstance(found.string, tuple | list) else (found.string,)
    return all(strings)


if __name__ == "__main__":
    sys.exit(main())
