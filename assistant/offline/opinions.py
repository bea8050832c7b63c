"""Words that tell an opinion from a plain piece of information."""

from __future__ import annotations

import re
from typing import Final

OPINION: Final = {
    "sv": re.compile(
        r"\b(?:ska|skall|bör|borde|måste|får|aldrig|alltid|viktig\w*|bäst|bästa|bättre|värre|sämst|behöver"
        r"|räcker|lönar|går inte|handlar om|hellre|svårast|svårare|mest|först|minst|dyr\w*|ingen|inget|alla"
        r"|nästan|ofta|sällan)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:should|shouldn't|must|mustn't|never|always|important|best|better|worse|worst|needs?|matters?"
        r"|can't|cannot|have to|has to|more|less|hardest|harder|first|most|only|nobody|everyone|everybody"
        r"|rarely|often|beats?|pays?|ought)\b",
        re.IGNORECASE,
    ),
}
"""Words of an opinion; a plain piece of information has none, and nothing is asked about it."""
