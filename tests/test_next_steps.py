"""What one can do with a person: the suggested step first, each thing once."""

from datetime import UTC, datetime

import pytest

from assistant.domain.brief import Fact, Recipient
from assistant.domain.records import Person
from assistant.importing.sorting import Sorting
from assistant.importing.suggesting import suggest
from assistant.next_steps import Action, actions, matching
from assistant.road import Standing, StepCode
from prompts.catalog import load_kinds

KINDS = tuple(load_kinds())


def _standing(step: StepCode, **changes: object) -> Standing:
    recipient = Recipient(name="Maria Berg", role="analyst", organisation="Nordljus")
    person = Person(id=1, recipient=recipient, added_at=datetime(2026, 3, 1, tzinfo=UTC))
    return Standing.model_validate({"person": person, "step": step, **changes})


@pytest.mark.parametrize(
    ("standing", "first"),
    [
        (_standing("add_fact"), Action("paste")),
        (_standing("write", kind="outreach"), Action("write", kind="outreach")),
        (_standing("finish", draft_id=3), Action("review", draft_id=3)),
        (_standing("send", draft_id=3), Action("hand_over", draft_id=3)),
        (_standing("wait"), Action("answered")),
        (_standing("nudge", kind="nudge"), Action("write", kind="nudge")),
        (_standing("agree_talk"), Action("agree_talk")),
        (_standing("prepare", talk_id=2), Action("write", kind="questions")),
        (_standing("talk", talk_id=2), Action("talk", talk_id=2)),
        (_standing("follow_up", kind="followup", talk_id=2), Action("write", kind="followup")),
        (_standing("send_followup", draft_id=4), Action("hand_over", draft_id=4)),
    ],
)
def test_the_suggested_step_comes_first(standing: Standing, first: Action) -> None:
    found = actions(standing, KINDS)
    assert found[0] == first
    assert len({(each.code, each.kind) for each in found}) == len(found)
    assert {"paste", "edit", "forget"} <= {each.code for each in found}


def test_nothing_is_logged_before_something_was_sent() -> None:
    assert "declined" not in {each.code for each in actions(_standing("write"), KINDS)}
    assert "declined" in {each.code for each in actions(_standing("wait"), KINDS)}


def test_every_typed_word_must_be_found() -> None:
    standing = _standing("write")
    assert matching((standing,), "NORD maria") == (standing,)
    assert matching((standing,), "nord anna") == ()


def test_suggestions_are_accepted_changed_and_dropped() -> None:
    text = (
        "She gave the talk 'When forecasts fail' at the Energy Days in 2025. "
        "She works as chief analyst at Nordljus. "
        "She wrote an article about risk in New Scientist in 2024."
    )
    found = suggest(text, recipient=None)
    sorting = Sorting.of(found, known=(found.suggestions[2].fact.text,))
    assert [each.state for each in sorting.items] == ["open", "open", "noted"]
    sorting = (
        sorting.with_state(0, "dropped").with_fact(1, Fact(text="leads a team")).with_state(2, "accepted")
    )
    assert sorting.accepted == (Fact(text="leads a team"),)
    assert sorting.all_accepted().accepted == sorting.accepted
