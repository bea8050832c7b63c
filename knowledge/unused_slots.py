"""Blanks what Chroma leaves in the slots of its graph that hold no vector.

It makes room for a hundred vectors and writes all of that memory to its files, with whatever stood there
before: words of this process, a note perhaps, that nothing would ever erase.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

_HEADER: Final = struct.Struct("<iQQQQ")
"""Of hnswlib's header: its version, an offset, the slots, how many are used, and the bytes of each."""
_VERSION: Final = 1
_LENGTH: Final = 4
"""Bytes of a vector's length, of which `length.bin` has one for each slot."""


def blank_unused_slots(folder: Path) -> None:
    """Write noughts over every unused slot of the graphs under a folder; a file of another form stays.

    Nobody may have the index open. Raises OSError.
    """
    for header in folder.rglob("header.bin"):
        content = header.read_bytes()
        if len(content) < _HEADER.size:
            continue
        version, _offset, slots, used, size = _HEADER.unpack_from(content)
        if version == _VERSION and used <= slots:
            _blank(header.with_name("data_level0.bin"), slots, used, size)
            _blank(header.with_name("length.bin"), slots, used, _LENGTH)


def _blank(path: Path, slots: int, used: int, size: int) -> None:
    if path.exists() and path.stat().st_size == slots * size:
        with path.open("r+b") as file:
            file.seek(used * size)
            file.write(bytes((slots - used) * size))
