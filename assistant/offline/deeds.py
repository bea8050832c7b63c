"""What sort of thing someone did, so that a question about it fits: a book, a prize, a change of path."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.value import Language
from assistant.offline.vocabulary import vocabulary

_LONG: Final = 20
"""Words; a longer clause cannot be said aloud before a question."""

_SORTS: Final[dict[Language, tuple[tuple[str, re.Pattern[str]], ...]]] = {
    "sv": tuple(
        (sort, re.compile(pattern, re.IGNORECASE))
        for sort, pattern in (
            (
                "won",
                r"(?:har )?(?:vann|vunnit|utsågs|utnämndes|nominerades|tilldelades|belönades|prisades)\b"
                r"|(?:har )?(?:fick|fått|tog emot)\b.*(?:pris|medalj|stipendi|utmärkelse|diplom)"
                r"|(?:blev|är) (?:\w+ )?(?:utsedd|nominerad|vald)\b|blev årets\b",
            ),
            (
                "studied",
                r"(?:har )?(?:läste|läst|studerade|studerat|pluggade|pluggat|utbildade|utbildat"
                r"|doktorerade|disputerade)\b(?! (?:boken|en bok|krönikan))"
                r"|tog (?:examen|studenten|kandidat|master)",
            ),
            (
                "said",
                r"(?:har )?(?:sa|sade|talade|talat|berättade|berättat|föreläste|föreläst|pratade|medverkade"
                r"|medverkat|gästade|gästat|intervjuades|deltog|presenterade|var (?:gäst|talare|med i))\b"
                r"|(?:höll|hållit) .*(?:föredrag|anförande|tal|föreläsning|keynote|workshop|presentation)"
                r"|(?:skrev|postade|delade|publicerade) (?:ett )?(?:\w+ )?(?:inlägg|på (?:linkedin|instagram"
                r"|facebook|x|twitter|bluesky|sin blogg|din blogg))|skrev (?:att|om)\b",
            ),
            ("wrote", r"(?:har )?(?:skrev|skrivit|publicerade|publicerat|gav ut|gett ut|författade)\b"),
            (
                "turned",
                r"(?:har )?(?:blev|blivit|började|bytte|bytt|lämnade|lämnat|flyttade|flyttat|sadlade|slutade"
                r"|sade upp|återvände|klev|gick)\b",
            ),
            ("is", r"(?:är|har varit|har arbetat|har jobbat|arbetar|jobbar)\b"),
            (
                "made",
                r"(?:har )?(?:med)?(?:grundade|grundat|startade|startat|byggde|byggt|ledde|lett|införde"
                r"|infört|skapade|skapat|tog fram|tagit fram|utvecklade|utvecklat|lanserade|öppnade|öppnat"
                r"|gjorde|ställde om|ställt om|drev|organiserade|initierade|formgav|ritade|regisserade"
                r"|byggde om|samordnade|projektledde|flyttade över|genomförde|drog i ?gång|bildade)\b",
            ),
        )
    ),
    "en": tuple(
        (sort, re.compile(pattern, re.IGNORECASE))
        for sort, pattern in (
            (
                "won",
                r"(?:have )?(?:won|were (?:named|awarded|nominated|elected|appointed|shortlisted|voted))\b"
                r"|(?:received|got|earned) .*(?:prize|award|medal|scholarship|fellowship)",
            ),
            (
                "studied",
                r"(?:studied|graduated|qualified|trained|majored|read (?:law|history|english|physics|maths"
                r"|medicine|classics|economics|philosophy|chemistry|engineering)"
                r"|(?:took|did|earned) (?:a|your) (?:degree|master|doctorate|phd))\b",
            ),
            (
                "said",
                r"(?:spoke|talked|lectured|presented|appeared|argued|explained)\b"
                r"|(?:were|was) (?:a |the )?(?:guest|speaker|panel|keynote|interviewed|featured|quoted)"
                r"|(?:gave|delivered|held) .*(?:talk|lecture|speech|keynote|workshop|presentation|interview)"
                r"|(?:posted|tweeted|shared)\b|wrote (?:a |an |the )?(?:\w+ )?(?:post|on (?:linkedin"
                r"|instagram|facebook|x|twitter|bluesky|your blog))|wrote (?:that|about)\b",
            ),
            ("wrote", r"(?:have )?(?:co-?)?(?:wrote|written|authored|published|edited)\b|are the author"),
            (
                "turned",
                r"(?:became|moved|left|switched|changed|quit|retrained|returned|joined|went|stopped|began)\b",
            ),
            ("is", r"(?:are|have been|have worked|work|work as|have led|have run)\b"),
            (
                "made",
                r"(?:have )?(?:co-?)?(?:founded|started|built|led|launched|created|set up|opened|introduced"
                r"|developed|designed|made|converted|organi[sz]ed|ran|directed|formed|produced|rebuilt"
                r"|moved over|established|initiated|invented|helped)\b",
            ),
        )
    ),
}
_LEAD: Final = re.compile(
    r"^(?:du|you) (?:(?:också|nu|nyligen|även|also|now|currently|once|recently|previously) )*", re.IGNORECASE
)


def deed_values(you_did: str, language: Language) -> dict[str, str]:
    """Give "du skrev boken ..." as `deed_wrote`; one of `deed_made`, `_won`, `_said`, `_does` and so on.

    Empty for what does not begin with "du" or "you", and for what is too long to be said aloud.
    """
    lead = _LEAD.match(you_did)
    if not lead or len(you_did.split()) > _LONG:
        return {}
    rest = you_did[lead.end() :]
    for sort, pattern in _SORTS[language]:
        if pattern.match(rest):
            return {f"deed_{sort}": you_did}
    data = vocabulary(language)
    first = rest.split()[0].lower() if rest else ""
    ongoing = first in data.present if language == "sv" else first in data.infinitives
    if language == "sv" and re.fullmatch(r"\w{2,}(?:ar|er)", first):
        ongoing = True
    past = first in data.past or re.fullmatch(r"\w+ed", first)
    return {
        "deed_does" if ongoing and first != "har" and not (past and language == "en") else "deed_did": you_did
    }
