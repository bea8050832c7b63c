"""Which questions a law, a syllabus, a textbook or a form answers, the same whoever is asked."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from assistant.checks.lexicon import pattern, table
from assistant.domain.value import Language

_LONGEST: Final = 300
"""Characters of a question that is looked at: a longer one tells of something."""


@lru_cache(maxsize=512)
def is_public(asked: str, language: Language) -> bool:
    """Tell whether a question asks for what stands in public, and nothing of the person's own."""
    if len(asked) > _LONGEST:
        return False
    if _patterns(language, "profile").search(asked):
        return True
    return bool(
        _patterns(language, "public").search(asked)
        and not pattern("public", language, "personal").search(asked)
        and not pattern("public", language, "judged").search(asked)
    )


@cache
def _patterns(language: Language, name: str) -> re.Pattern[str]:
    """The patterns of that name as one, with the lists put in where `<name>` stands."""
    data = table("public", language)
    sources: list[str] = data["patterns"][name]
    for key, listed in data["lists"].items():
        sources = [source.replace(f"<{key}>", listed) for source in sources]
    return re.compile("|".join(f"(?:{source})" for source in sources), re.IGNORECASE)
