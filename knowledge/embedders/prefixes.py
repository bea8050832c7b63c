"""What embedding models are known to want before a question and before a text. The data is in models.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

AUTO: Final = "auto"
_FILE: Final = Path(__file__).parent / "models.toml"


def prefixes(model: str, query: str = AUTO, passage: str = AUTO) -> tuple[str, str]:
    """Give the prefixes of questions and of texts; "auto" takes what the model is known to want."""
    known = _known(model)
    return (known[0] if query == AUTO else query), (known[1] if passage == AUTO else passage)


@cache
def _known(model: str) -> tuple[str, str]:
    for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["model"]:
        if re.search(row["match"], model, re.IGNORECASE):
            return row["query"], row["passage"]
    return "", ""
