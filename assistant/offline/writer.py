"""The template writer: a document from the phrasebook of its kind, in the writing format."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Final

from assistant.domain.draft import Draft, Origins
from assistant.domain.review import Finding
from assistant.errors import WriterError
from assistant.offline.composing import LEVELS, Composer
from assistant.offline.packing import pack
from assistant.offline.phrasebook import Phrasebook, load_phrasebook
from assistant.offline.telling import told_of_kept_back
from assistant.offline.variables import ALLOWED
from assistant.parsing import count_words, parse_marked
from assistant.ports import Grounding, Task
from assistant.wording import _
from prompts.rendering import RenderingError

_AIM_WORDS: Final = 125
"""A mail of 50-125 words is read best (E8)."""
_GOOD_ENOUGH: Final = 2
"""The level of brevity from which a text that fits is not shortened for length alone."""
_TIGHT_CHARACTERS: Final = 2_000
"""A channel that refuses more than this is filled slot by slot."""
_AIM_CHARACTERS: Final = {"linkedin": 700}
"""Longer than this does worse and worse on LinkedIn (E10)."""


class TemplateWriter:
    """Writes without a model and without a network; the same brief always gives the same text."""

    def __init__(self) -> None:
        self._origins = Origins(writer="template")

    async def write(self, task: Task, grounding: Grounding) -> AsyncGenerator[str, None]:
        """Write the document, a line at a time. Raises WriterError when there is no template for it."""
        book, name = _phrasebook(task)
        composer = Composer(task, grounding, book)
        meeting = task.brief.meeting
        self._origins = Origins(
            writer="template",
            prompt=f"{name}@{task.kind.version}#{book.fingerprint}",
            shown=tuple(passage.id for passage in grounding.passages),
            note=told_of_kept_back(composer.speaker.kept_back(), len(meeting.notes))
            if meeting and book.has_slot("takeaway")
            else "",
        )
        for line in _written(task, grounding, composer).splitlines(keepends=True):
            yield line

    async def repair(
        self, task: Task, grounding: Grounding, written: str, findings: Sequence[Finding]
    ) -> AsyncGenerator[str, None]:
        """Yield nothing: the same brief would give the same text again."""
        return
        yield ""

    def origins(self) -> Origins:
        """Tell which template wrote the last document."""
        return self._origins


def _phrasebook(task: Task) -> tuple[Phrasebook, str]:
    language = task.brief.language
    path = task.kind.folder / f"offline.{language}.md"
    name = f"{task.kind.id}/offline.{language}"
    if not path.exists():
        raise WriterError(
            _("There is no template for '{kind}' in this language.").format(kind=task.kind.id),
            hint=_("Add '{file}', or set a model that can write it.").format(file=path.name),
        )
    try:
        return load_phrasebook(path, ALLOWED), name
    except RenderingError as error:
        raise WriterError(str(error), hint=_("Mend the template named there.")) from error


def _written(task: Task, grounding: Grounding, composer: Composer) -> str:
    """Write at the first level of brevity that keeps to the channel and to the length that reads best."""
    shortest = ""
    tight = 0 < task.kind.limit(task.wording.channel).hard_characters < _TIGHT_CHARACTERS

    def fits(written: str) -> bool:
        return not _refused(_parsed(task, grounding, written), task)

    for level in range(LEVELS):
        packing = tight and level >= _GOOD_ENOUGH
        written = pack(composer, level, fits) if packing else composer.compose(level)
        if not written:
            continue
        shortest = written
        draft = _parsed(task, grounding, written)
        enough = level >= _GOOD_ENOUGH or _reads_well(draft, task)
        if enough and _short_enough(draft, task) and not _refused(draft, task):
            return written
    shortest = shortest or composer.compose(LEVELS - 1)
    if not shortest:
        raise WriterError(
            _("The brief has too little to write '{kind}' from without inventing.").format(kind=task.kind.id),
            hint=_("Add a fact about the person, or a few words of your own."),
        )
    return shortest


def _parsed(task: Task, grounding: Grounding, written: str) -> Draft:
    return parse_marked(
        written,
        grounding.passages,
        [ground.id for ground in grounding.grounds],
        kind=task.kind.id,
        language=task.brief.language,
        channel=task.wording.channel,
        sign_off=task.brief.sender.sign_off,
    )


def _refused(draft: Draft, task: Task) -> bool:
    limit = task.kind.limit(task.wording.channel)
    over = min((cap for cap in (limit.characters, limit.hard_characters) if cap), default=0)
    return bool(over) and len(draft.body) > over


def _short_enough(draft: Draft, task: Task) -> bool:
    most = task.wording.most_words
    return not most or count_words(draft.body) <= most


def _reads_well(draft: Draft, task: Task) -> bool:
    if not task.kind.message:
        return True
    aim = _AIM_CHARACTERS.get(task.wording.channel, 0)
    if aim:
        return len(draft.body) <= aim
    return count_words(draft.body) <= _AIM_WORDS
