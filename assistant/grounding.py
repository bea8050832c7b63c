"""What of a brief a writer is shown, and what of it stays here because it is confidential.

```
                       templates, model on this machine      model on another machine
a confidential fact    left out of the grounds, always       the same
                       (a model reads it as background when the person says so for this document)
confidential notes     shown                                 left out unless the person says so
```
A confidential fact may not stand in a message, so no writer needs it; what was not shown cannot leak. Notes
of a talk are what a thank-you is made of, so a writer on this machine has them.
"""

from __future__ import annotations

from assistant.domain.brief import Brief, Ground, fact_line, grounds
from assistant.errors import RefusedError
from assistant.ports import Grounding, Task
from assistant.wording import _
from knowledge.corpus import Passage

_NOTES = {"note", "plan"}


def grounding_for(task: Task, passages: tuple[Passage, ...], *, elsewhere: bool) -> Grounding:
    """Give what the writer is shown; what is left out keeps its number, so that nothing else takes it.

    `elsewhere` is whether the writer is a model on another machine. Raises RefusedError when a kind lives
    on notes that may not go there.
    """
    withheld = _withholds_notes(task, elsewhere=elsewhere)
    if withheld and any(need.input == "meeting.notes" for need in task.kind.needs):
        raise RefusedError(
            _("The notes of the talk are confidential, and the model is not on this machine."),
            hint=_("Let it read them for this document with --send-confidential, or use --writer template."),
        )
    shown = (
        ground
        for ground in grounds(task.brief)
        if not _is_confidential(task.brief, ground) and not (withheld and ground.origin in _NOTES)
    )
    confided = [fact_line(fact) for fact in task.brief.facts if fact.confidential and task.send_confidential]
    return Grounding(grounds=tuple(shown), passages=passages, in_confidence=tuple(confided))


def left_out(task: Task, *, elsewhere: bool) -> str:
    """Say what a model was not shown because it is confidential; empty when it was shown all."""
    facts = 0 if task.send_confidential else sum(fact.confidential for fact in task.brief.facts)
    parts = [
        _("confidential facts left out: {count}").format(count=facts) if facts else "",
        _("confidential notes left out") if _withholds_notes(task, elsewhere=elsewhere) else "",
    ]
    return "; ".join(filter(None, parts))


def _withholds_notes(task: Task, *, elsewhere: bool) -> bool:
    meeting = task.brief.meeting
    return bool(elsewhere and meeting and meeting.confidential and not task.send_confidential)


def _is_confidential(brief: Brief, ground: Ground) -> bool:
    return ground.origin == "fact" and brief.facts[ground.index].confidential
