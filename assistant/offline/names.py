"""Names as a letter uses them: how one is greeted, what a first name is, a Swedish genitive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.offline.vocabulary import vocabulary

_TITLES: Final = {
    "dr", "prof", "professor", "doc", "docent", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady",
    "lord", "herr", "fru", "fröken", "doktor", "doctor", "ing", "dipl.-ing", "rev",
    "reverend", "fr", "father",
    "sister", "brother", "rabbi", "imam", "pastor", "biskop", "kyrkoherde", "komminister", "detective",
    "inspector", "superintendent", "constable", "sergeant", "captain", "colonel", "lieutenant", "commander",
    "major", "general", "admiral", "kommissarie", "kriminalkommissarie", "polismästare", "inspektör",
    "polisinspektör", "kriminalinspektör", "överste", "kapten", "löjtnant", "överläkare", "advokat", "domare",
    "rektor", "lektor", "universitetslektor", "ambassadör", "ambassador", "senator", "councillor", "cllr",
    "emeritus", "emerita", "em", "h.c", "hc", "fil.dr", "tekn.dr", "med.dr", "hon", "chef", "coach", "nurse",
    "matron", "officer", "president", "minister", "director",
}  # fmt: skip
_RANKS: Final = ("löjtnant", "mästare", "inspektör", "kommissarie", "överste", "direktör", "läkare", "kapten")
_RELIGIOUS: Final = {"sister", "brother", "father", "fr", "syster", "broder", "fader"}
_HONOURS: Final = {"sir", "dame", "lady", "lord"}
_PARTICLES: Final = {
    "van", "von", "de", "der", "den", "af", "av", "da", "di", "du", "del", "della", "la", "le", "los",
    "el", "al", "bin", "ibn", "ben", "ter", "ten", "zu", "dos", "das", "san",
}  # fmt: skip
_AFTER: Final = re.compile(
    r",\s*(?:ph\.?\s?d|m\.?d|mba|msc|bsc|ma|jr|sr|esq|cpa|dphil|fil\.?\s?dr|tekn\.?\s?dr|docent|professor)\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts."""

    full: str
    """As given, without what stands in brackets or after a comma."""
    title: str
    first: str
    """First name; empty when only a title and a family name, initials or a particle name are given."""
    last: str

    @property
    def casual(self) -> str:
        """What one writes after "Hi": the first name where there is one."""
        if self.first:
            return self.first
        return " ".join(part for part in (self.title, self.last) if part) or self.full

    @property
    def polite(self) -> str:
        """What one writes after "Dear" to a stranger: the name as given, with its title."""
        knight = self.title.lower() in {"sir", "dame"} and self.first
        if knight:
            return f"{self.title} {self.first}"
        words = self.title.split()
        title = " ".join(word for word in words if word.lower() not in _HONOURS or len(words) == 1)
        if title.lower().rstrip(".") in _RELIGIOUS:
            return self.full
        return f"{title} {self.last}" if title and self.first and self.last else self.full

    @property
    def parts(self) -> tuple[str, ...]:
        """Ways in which a note may call the person, longest first."""
        bare = " ".join(part for part in (self.first, self.last) if part)
        return tuple(
            dict.fromkeys(part for part in (self.full, bare, self.first, self.last) if len(part) > 1)
        )


def read_name(text: str) -> Name:
    """Take a name apart: "Dr Priya Raman", "Berg, Maria", "van der Berg", "J. R. Lind"."""
    text = _AFTER.sub("", re.sub(r"\s*[(\[][^)\]]*[)\]]", "", text)).strip(" ,;")
    swapped = re.fullmatch(r"([^,]+),\s*([^,]+)", text)
    if swapped:
        text = f"{swapped[2]} {swapped[1]}"
    words = [_cased(word, text) for word in text.split()]
    title: list[str] = []
    while len(words) > 1 and _is_title(words):
        title.append(words.pop(0))
    full = " ".join([*title, *words])
    if not words:
        return Name(full=text, title="", first="", last="")
    initial = re.fullmatch(r"(?:[^\W\d_]\.?){1,3}", words[0]) and (
        words[0].endswith(".") or len(words[0]) == 1
    )
    alone = title and len(words) == 1 and words[0].lower() not in vocabulary("sv").words("first_names")
    nameless = initial or words[0].lower() in _PARTICLES or alone
    if nameless:
        last = " ".join(words[1:] if initial and len(words) > 1 else words)
        return Name(full=full, title=" ".join(title), first="", last=last if title else full)
    return Name(full=full, title=" ".join(title), first=words[0], last=" ".join(words[1:]))


def _is_title(words: list[str]) -> bool:
    """Tell whether the first word is a title: a known one, one before such, or a small word before a name."""
    first = words[0].lower().rstrip(".")
    if words[0][0].islower() and words[0].endswith("."):
        return True
    known = vocabulary("sv").words("first_names")
    if len(words) > 2 and words[1].lower().rstrip(".") in _TITLES and first not in known:
        return True
    rank = words[0].islower() and len(words[0]) > 3 and words[1][:1].isupper() and first not in _PARTICLES
    ranked = len(words) > 2 and first.endswith(_RANKS) and first not in known
    return first in _TITLES or rank or ranked


def _cased(word: str, whole: str) -> str:
    if len(whole) > 3 and whole.isupper() and len(word) > 2:
        return word.title()
    if whole.islower() and word not in _PARTICLES:
        return re.sub(r"(^|['’-])(\w)", lambda found: found[1] + found[2].upper(), word)
    return word
