"""The writing format, both ways, and any text into sentences.

Every writer emits one format: a sentence a line, closed by a mark with the ids behind it, `[F1 G3]`,
or `[-]` when it claims nothing; a blank line makes a new paragraph. Marks never leave the product.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain.draft import Draft, Role, Sentence
from assistant.domain.value import Channel, Language
from knowledge.corpus import Passage

SUBJECT_LABEL: Final = {"sv": "Ämne", "en": "Subject"}

MARK: Final = re.compile(r"[ \t]*\[[ \t]*(-|[FG]\d{1,3}(?:[\s,;]+[FG]\d{1,3})*)[ \t]*\]", re.IGNORECASE)
"""The ids behind a sentence, with the spaces before them."""
_SUBJECT: Final = re.compile(
    r"[ \t]*\**(?:subject|ämne|ämnesrad|rubrik|re)\**[ \t]*:\**[ \t]*(?P<text>[^\n]*)", re.IGNORECASE
)
_FENCE: Final = re.compile(r"^[ \t]*```[^\n]*$\n?", re.MULTILINE)
_MARKDOWN: Final = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|^[ \t]*#{1,6}[ \t]+(?=\S)", re.MULTILINE)
"""Bold and headings, which no channel shows as such."""
_ANNOUNCED: Final = re.compile(r"(?:[^\n\[]*\n){0,3}[^\n\[]*:[ \t]*\n\s*")
_ITEM: Final = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-*\u2022\u2013])[ \t]+(?=\S)")
_GREETING: Final = re.compile(
    r"(?:hej(?:san)?|hallå|tja|bästa|kära|god\s(?:morgon|dag|kväll)|hi|hello|hey|dear|good\s(?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"(?:(?:med\s)?(?:vänlig|vänliga|bästa|varma|hjärtliga|soliga|många)\shälsning(?:ar)?|hälsningar|hälsn\.?|mvh|allt\s(?:gott|bra)|"
    r"vänligen|tack\spå\sförhand|(?:(?:kind|best|warm|many|all\sthe)\s?)*(?:regards|wishes|best)|sincerely|yours(?:\s\w+)?|"
    r"cheers|(?:warmly|kindly|gratefully|respectfully)|(?:many\s)?thanks(?:\sagain)?|thank\syou|tack(?:\sigen)?|ha\sdet\s(?:fint|bra|gott))"
    r"(?:\s(?:från|from)\s[^\n,.!?]{1,40})?[\s,!.]*",
    re.IGNORECASE,
)
_SAYS_SOMETHING: Final = re.compile(r"^(?:\S+\s+){6,}\S+[.!?\u2026][\"\u201d)]*$|^p\.?\s?s\b", re.IGNORECASE)
"""A postscript, or a remark below the name."""
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:t\.ex|bl\.a|d\.v\.s|dvs|m\.m|m\.fl|o\.s\.v|osv|s\.k|p\.g\.a|ca|kl|nr|st|jfr|resp|inkl|exkl|fr\.o\.m|t\.o\.m|"
    r"e\.g|i\.e|etc|vs|approx|ps|dr|mr|mrs|ms|prof|doc|sr|jr|no|dept|inc|ltd|fig|ung|evt|ev|tel|tfn|aug|sept?|okt|oct|nov|dec|jan|feb)"
    r"|(?:^|[\s(])[A-ZÅÄÖ])\.$",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"(?<!\w)[\"\u201c\u201d\u00bb\u00ab](?=\S)(?P<words>[^\"\u201c\u201d\u00bb\u00ab\n]{1,200})"
    r"[\"\u201c\u201d\u00bb\u00ab](?!\w)"
)
"""A quotation or a title; an end of a sentence inside it ends nothing outside."""
_SHUTS: Final = '"\u201d\u00bb'
_END: Final = re.compile(r"(?<![.!?\u2026])[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s)")


def parse_plain(
    text: str, *, kind: str, language: Language, channel: Channel = "mail", sign_off: str = ""
) -> Draft:
    """Take any text apart; `text` stays as given and every sentence has its place in it.

    `sign_off` is how the sender signs; these lines at the end claim nothing, whatever they say.
    """
    sentences: list[Sentence] = []
    start = 0
    subject = _SUBJECT.match(text, len(text) - len(text.lstrip("\n")))
    if subject:
        at, end = _trim(text, subject.start("text"), subject.end("text"))
        sentences.append(Sentence(start=at, end=end, text=text[at:end], role="subject", paragraph=-1))
        start = subject.end()
    paragraph, ended = 0, start
    for first, last, role in _blocks(text, start, sign_off):
        paragraph += text.count("\n", ended, first) > 1 and ended > start
        ended = last
        spans = _split(text, first, last) if role in {"sentence", "item"} else [(first, last)]
        sentences += [
            Sentence(start=at, end=end, text=text[at:end], role=role, paragraph=paragraph)
            for at, end in spans
        ]
    return Draft(kind=kind, language=language, channel=channel, text=text, sentences=tuple(sentences))


def parse_marked(
    written: str,
    passages: Sequence[Passage],
    known: Sequence[str],
    *,
    kind: str,
    language: Language,
    channel: Channel,
    sign_off: str = "",
) -> Draft:
    """Take a text in the writing format apart, with what stands behind each sentence.

    `known` are the ground ids that the writer was shown ("F1"), `passages` the guidance ("G1" is the
    first). An id that was not shown lands in the sentence's `unknown`.
    """
    text, marks = _strip_marks(_tidy(written), language)
    draft = parse_plain(text, kind=kind, language=language, channel=channel, sign_off=sign_off)
    shown = {f"G{number}": passage.id for number, passage in enumerate(passages, start=1)}
    sentences = []
    for sentence in draft.sentences:
        mine = [ids for end, ids in marks if sentence.start < end <= sentence.end]
        ids = list(dict.fromkeys(each for some in mine for each in some))
        sentences.append(
            sentence.model_copy(
                update={
                    "marked": bool(mine),
                    "facts": tuple(each for each in ids if each in known),
                    "passages": tuple(shown[each] for each in ids if each in shown),
                    "unknown": tuple(each for each in ids if each not in known and each not in shown),
                }
            )
        )
    return draft.model_copy(update={"sentences": tuple(sentences)})


def to_marked(draft: Draft, passages: Sequence[Passage]) -> str:
    """Give a draft in the writing format, as a repair quotes it."""
    numbers = {passage.id: f"G{number}" for number, passage in enumerate(passages, start=1)}
    lines: list[str] = []
    paragraph = draft.sentences[0].paragraph if draft.sentences else 0
    for sentence in draft.sentences:
        if sentence.paragraph != paragraph:
            lines.append("")
            paragraph = sentence.paragraph
        ids = [
            *sentence.facts,
            *(numbers[each] for each in sentence.passages if each in numbers),
            *sentence.unknown,
        ]
        mark = f" [{' '.join(ids) or '-'}]" if sentence.marked else ""
        label = "Subject: " if sentence.role == "subject" else ""
        lines.append(f"{label}{sentence.text}{mark}")
    return "\n".join(lines)


def count_words(text: str) -> int:
    """Count the words of a text: runs of characters between spaces with a letter or digit in them."""
    return sum(any(ch.isalnum() for ch in word) for word in text.split())


def _tidy(written: str) -> str:
    """Drop what is not the document: fences, Markdown, and "Here is your draft:" before the subject line."""
    written = _FENCE.sub("", written.replace("\r\n", "\n")).lstrip("\n")
    written = _MARKDOWN.sub(lambda found: found[1] or "", written)
    announced = _ANNOUNCED.match(written)
    return written[announced.end() :] if announced and _SUBJECT.match(written, announced.end()) else written


def _strip_marks(written: str, language: Language) -> tuple[str, list[tuple[int, list[str]]]]:
    """Give the text as it would be sent, and where each mark stood in it with its ids."""
    out = ""
    marks: list[tuple[int, list[str]]] = []
    blank = True
    for raw in written.splitlines():
        if not raw.strip():
            blank = True
            continue
        line = raw.strip()
        while leading := MARK.match(line):  # a mark on a line of its own belongs to the sentence before it
            marks.append((len(out), _ids(leading)))
            line = line[leading.end() :].lstrip()
        subject = _SUBJECT.match(line) if not out else None
        if subject:
            line = f"{SUBJECT_LABEL[language]}: {subject['text']}"
        if not line:
            continue
        out += between(out, line, blank=blank)
        blank = bool(subject)
        at = 0
        for mark in MARK.finditer(line):
            out += line[at : mark.start()] if at == 0 else _spaced(line[at : mark.start()])
            marks.append((len(out), _ids(mark)))
            at = mark.end()
        out += line[at:].rstrip() if at == 0 else _spaced(line[at:])
    return out, marks


def _ids(mark: re.Match[str]) -> list[str]:
    return re.findall(r"[FG]\d+", mark[1].upper())


def _spaced(piece: str) -> str:
    piece = piece.strip()
    return f" {piece}" if piece and piece[0] not in ".,;:!?" else piece


def between(out: str, line: str, *, blank: bool) -> str:
    """Give what parts the text so far and the next line: nothing, a space, a break or a blank line."""
    if not out:
        return ""
    last = out.rsplit("\n", 1)[-1]
    before = out[: len(out) - len(last)].strip()
    if blank or (_is_greeting(last) and (not before or _SUBJECT.fullmatch(before))):
        return "\n\n"
    if _ITEM.match(line) or _ITEM.match(last):
        return "\n"
    return (
        " "
        if re.search(r"[.!?\u2026][\"'\u201d\u2019\u00bb)]*$", last) and not _CLOSING.fullmatch(line)
        else "\n"
    )


def _blocks(text: str, start: int, sign_off: str) -> list[tuple[int, int, Role]]:
    """Cut the body into blocks with one role each: a paragraph, a list line, a greeting, a closing."""
    lines = [_trim(text, *found.span()) for found in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start)]
    signed = _signed_from([text[first:last] for first, last in lines], sign_off)
    blocks: list[tuple[int, int, Role]] = []
    closed = False
    for number, (first, last) in enumerate(lines):
        role = _role(text[first:last], number, len(lines), closed=closed)
        if number >= signed and role == "sentence":
            role = "signature" if closed else "closing"
        closed = closed or role == "closing"
        joins = (
            blocks
            and role == "sentence"
            and blocks[-1][2] in {"sentence", "item"}
            and "\n" not in text[blocks[-1][1] : first].replace("\n", "", 1)
        )
        if joins:
            blocks[-1] = (blocks[-1][0], last, blocks[-1][2])
        else:
            blocks.append((first, last, role))
    return blocks


def _signed_from(lines: Sequence[str], sign_off: str) -> int:
    """Give the first of the last lines that are the sender's sign-off; how many there are, when none is."""
    own = {_bare(line) for line in sign_off.splitlines()}
    number = len(lines)
    while number > 1 and _bare(lines[number - 1]) in own:
        number -= 1
    return number


def _bare(line: str) -> str:
    return " ".join(line.split()).strip(" ,.!").casefold()


def _role(line: str, number: int, total: int, *, closed: bool) -> Role:
    if closed:
        return "sentence" if _SAYS_SOMETHING.search(line) else "signature"
    if _ITEM.match(line):
        return "item"
    if number == 0 and _is_greeting(line):
        return "greeting"
    if number >= total - 4 and number > 0 and _CLOSING.fullmatch(line):
        return "closing"
    if number == total - 1 and number > 0 and len(line.split()) <= 3 and not re.search(r"[.!?:]$", line):
        return "signature"
    return "sentence"


def _is_greeting(line: str) -> bool:
    return bool(_GREETING.match(line)) and len(line.split()) <= 6 and not re.search(r"[.?\u2026]$", line)


def _split(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Cut a block into sentences; a list number stays with its sentence."""
    spans: list[tuple[int, int]] = []
    at = first
    item = _ITEM.match(text, first, last)
    quoted = [found.span("words") for found in _QUOTED.finditer(text, first, last)]
    for end in _END.finditer(text, item.end() if item else first, last):
        before = text[max(first, end.start() - 12) : end.start() + 1]
        after = text[end.end() : last].lstrip()
        if _ABBREVIATION.search(before) and end[0].startswith("."):
            continue
        if any(start <= end.start() < end.end() <= shut for start, shut in quoted):
            continue
        if end[0][-1] in _SHUTS and re.match(r"I\b", after):
            continue  # "... Good." I went on: a capital that begins no sentence
        if after and (
            after[0].isupper()
            or after[0].isdigit()
            or after[0] in "\"'\u201d\u201c\u2019\u2018\u00bb\u00ab([\u2013-"
        ):
            spans.append((at, end.end()))
            at = last - len(after)
    spans.append((at, last))
    return [span for span in (_trim(text, *span) for span in spans) if span[0] < span[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - (len(piece) - len(piece.rstrip())))
