"""Taking words out of a draft so that whole sentences and clean spaces are left."""

from __future__ import annotations

import re
from typing import Final

from assistant.checks.claim_clauses import predications
from assistant.domain.draft import Draft, Sentence

Cut = tuple[int, int, str]
"""Start, end and what stands there instead."""

_NUMBERED: Final = re.compile(r"(?P<number>\d{1,2})[.)][ \t]")
_SALUTATION: Final = re.compile(
    r"(?:hej(?:san)?|hallå|bästa|kära|hi|hello|hey|dear)\b"
    r"(?:[ ][\w.'’{}<>\[\]-]+){0,3}(?:[,!]|[.](?=[ ]))(?:[ ]+|$)",
    re.IGNORECASE,
)
"""A greeting that has no line of its own."""
_POSTSCRIPT: Final = re.compile(r"p\.?\s?s\.?:?", re.IGNORECASE)
_LISTING: Final = re.compile(r"\b(?:och|eller|samt|and|or)\b", re.IGNORECASE)
_LONGEST_ASIDE: Final = 8
"""Words between two commas that are an aside."""
_LABEL: Final = re.compile(
    r"(?:[\s,;|·/–-]|\b(?:tel|tfn|telefon|mobil|mob|phone|mobile|cell|e-post|mejl|mail|email|e-mail|webb|web|site|sms)\b[.:]?)+$",
    re.IGNORECASE,
)


def salutation_end(sentence: Sentence) -> int:
    """Where a sentence goes on behind a greeting on its line ("Hi Ruth, I ..."), else its start."""
    found = _SALUTATION.match(sentence.text)
    return sentence.start + found.end() if found else sentence.start


def sentence_out(draft: Draft, sentence: Sentence) -> Cut | None:
    """Take a sentence out with the space around it; None for the last one that says something.

    A greeting on its line stays.
    """
    said = [each for each in draft.prose if salutation_end(each) < each.end]
    if sentence.role in {"sentence", "item"} and len(said) < 2:
        return None
    if sentence.role == "item" and _NUMBERED.match(sentence.text):
        return _item_out(draft, sentence)
    start = salutation_end(sentence)
    if start > sentence.start:
        behind = draft.text[sentence.end :]
        return start, sentence.end + len(behind) - len(behind.lstrip(" ")), ""
    before = next(
        (each for each in draft.prose if each.end < start and _POSTSCRIPT.fullmatch(each.text)), None
    )
    if before and not draft.text[before.end : start].strip():
        start = before.start
    return span_out(draft.text, start, sentence.end)


def span_out(text: str, start: int, end: int) -> Cut:
    """Take a span out: of the space before and behind it the wider one stays, none at the text's edge."""
    before = text[:start][len(text[:start].rstrip()) :]
    behind = text[end:][: len(text[end:]) - len(text[end:].lstrip())]
    first, last = start - len(before), end + len(behind)
    if last == len(text) or first == 0:
        return first, last, ""
    if "\n" in before and "\n" not in behind:
        return start, last, ""
    return first, last, max(behind, before, key=lambda each: each.count("\n"))


def bracketed_out(text: str, sentence: Sentence, start: int, end: int) -> Cut | None:
    """Take out the brackets, or the pair of dashes, that words of a sentence stand between."""
    for source in (r"[ ]?\([^()\n]*\)", r"[ ][–—][ ][^–—\n]*[ ][–—](?=[ ])"):
        for found in re.finditer(source, text[sentence.start : sentence.end]):
            first, last = sentence.start + found.start(), sentence.start + found.end()
            if first <= start and end <= last:
                return first, last, ""
    return None


def aside_out(draft: Draft, sentence: Sentence, start: int, end: int) -> Cut | None:
    """Take out what stands between two commas ("the contractor, Hallam, managed"), unless in a list."""
    text = sentence.text
    first = text.rfind(",", 0, start - sentence.start)
    last = text.find(",", end - sentence.start)
    following = re.split(r"[,;:.!?]", text[last + 1 :])[0] if last >= 0 else ""
    if first < 0 or not following.strip() or _LISTING.search(following):
        return None
    verbs = (each.start for each in predications(text, draft.language))
    if len(text[first:last].split()) > _LONGEST_ASIDE or any(first < verb < last for verb in verbs):
        return None
    return sentence.start + first, sentence.start + last + 1, ""


def alone_out(text: str, start: int, end: int) -> Cut | None:
    """Take out a blank that stands between two sentences as if it were one."""
    opens = re.search(r"(?:[.!?…]|\n|\A)[ ]?$", text[:start])
    closes = re.match(r"[ ]*(?:\n|\Z|[A-ZÅÄÖ])", text[end:])
    return span_out(text, start, end) if opens and closes else None


def opening_out(text: str, sentence: Sentence, start: int, end: int) -> Cut | None:
    """Take out what an English sentence leads in with, up to its comma: "In today's world, ..."."""
    rest = re.match(r",[ ](?=\w)", text[end:])
    if start != sentence.start or rest is None or end + rest.end() >= sentence.end:
        return None
    at = end + rest.end()
    return start, at + 1, text[at].upper()


def signed_out(text: str, sentence: Sentence, start: int, end: int) -> Cut | None:
    """Take an address or a number out of a signature's line, with its label; None when nothing is left."""
    label = _LABEL.search(text[sentence.start : start])
    first = sentence.start + label.start() if label else start
    left = text[sentence.start : first] + text[end : sentence.end]
    return (first, end, "") if any(ch.isalpha() for ch in left) else None


def _item_out(draft: Draft, item: Sentence) -> Cut:
    """Take a numbered line out, and count those that follow anew."""
    start, end, between = span_out(draft.text, item.start, item.end)
    later = [each for each in draft.items if each.start > item.start and _NUMBERED.match(each.text)]
    if not later:
        return start, end, between
    rest, at = between, end
    for each in later:
        number = _NUMBERED.match(each.text)
        if number is not None:
            figure = int(number["number"]) - 1
            rest += f"{draft.text[at : each.start]}{figure}"
            at = each.start + len(number["number"])
    return start, at, rest
