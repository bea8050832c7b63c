"""What the learned part of `unsupported_claim` sees of each clause: one is often made up where all others of
its sentence are borne out."""

from __future__ import annotations

from assistant.checks.claim_scope import parts
from assistant.checks.claims import speaks_of
from assistant.checks.claims_features import claims_features
from assistant.checks.support import Support
from assistant.domain.value import Language

_EDGES = " \t\n.,;:!?\u2013\u2014-\"'\u201c\u201d"
_MANY = 4
"""More clauses than this are seen as this many."""
_BEFORE = 2
"""Words before a clause that are seen."""

Place = tuple[int, int]


def clauses(text: str) -> tuple[Place, ...]:
    """Give the places of a sentence's clauses; the whole where it has none."""
    found = ((start, min(end, len(text))) for start, end in parts(text))
    return tuple(place for place in found if text[slice(*place)].strip(_EDGES)) or ((0, len(text)),)


def clauses_features(
    text: str, language: Language, support: Support
) -> tuple[tuple[Place, dict[str, float]], ...]:
    """Give each clause's place and features: those of `claims_features` for it alone, and how it stands.

    `at:last:3` is the last one of three, `before:y:m` one of the sender's behind one that speaks to the
    reader, and `pw:which` a word before it.
    """
    places = clauses(text)
    parties = [speaks_of(text[slice(*place)]) for place in places]
    found = []
    for at, (start, end) in enumerate(places):
        features = claims_features(text[start:end], language, support)
        stands = "first" if not at else "last" if at == len(places) - 1 else "mid"
        features[f"at:{stands}:{min(len(places), _MANY)}"] = 1.0
        features[f"before:{parties[at - 1] if at else '^'}:{parties[at]}"] = 1.0
        features |= {f"pw:{word.casefold()}": 1.0 for word in text[:start].split()[-_BEFORE:]}
        found.append(((start, end), features))
    return tuple(found)
