"""Whose words a text is made of, what changed in it, and which sentences keep their marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.brief import Brief
from assistant.domain.draft import Origins
from assistant.domain.records import Version
from assistant.domain.review import Review
from assistant.parsing import parse_plain
from assistant.reviewing.differences import differences
from assistant.reviewing.marks import carried, renumbered
from assistant.reviewing.own_share import history, own_share
from tests.reviewing_desk import NOW, TALK, brief, written

DRAFT = written()
TEXT = DRAFT.text


def edited(old: str, new: str) -> dict[str, tuple[str, ...]]:
    """Change words of the written draft, and give the marks of its sentences by their first words."""
    assert old in TEXT
    draft = parse_plain(TEXT.replace(old, new), kind="outreach", language="sv")
    return {" ".join(each.text.split()[:2]): each.facts for each in carried(draft, [DRAFT]).sentences}


# Marks


def test_what_was_not_changed_keeps_its_marks() -> None:
    """Though it stands elsewhere now; a new sentence has none."""
    marks = edited("Jag är analytiker", "Hösten har varit lång. Jag är analytiker")
    assert (marks["Ditt föredrag"], marks["Jag är"], marks["Hösten har"]) == (("F1",), ("F3",), ())


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("har stannat hos mig", "har verkligen stannat hos mig", True),
        ("har stannat hos mig", "stannade hos mig", True),
        ("Luleå 2024", "Luleå 2021", False),
        ("i Luleå", "i Kiruna", False),
        ("har stannat", "har inte stannat", False),
        ("har stannat hos mig.", "läste min kollega högt för hela gruppen i går kväll.", False),
    ],
)
def test_a_sentence_keeps_its_marks_while_it_plainly_says_the_same(old: str, new: str, *, kept: bool) -> None:
    """A name, a figure or a "not" makes it another; so do many words."""
    assert edited(old, new)["Ditt föredrag"] == (("F1",) if kept else ())


def test_marks_follow_the_brief_when_its_facts_get_other_numbers() -> None:
    """A fact that is gone stands behind nothing."""
    larger = brief(facts=(TALK.model_copy(update={"text": "Skrev en bok"}), TALK))
    moved = renumbered(DRAFT, brief(), larger)
    assert [each.facts for each in moved.sentences if "föredrag" in each.text] == [("F2",)]
    bare = renumbered(DRAFT, brief(), brief(facts=()))
    assert [each.facts for each in bare.sentences if "föredrag" in each.text] == [()]


# Own words


def version(number: int, text: str, writer: str = "person", said: Brief | None = None) -> Version:
    """Give a version of a draft."""
    draft = parse_plain(text, kind="outreach", language="sv")
    return Version.model_validate(
        {
            "draft_id": 1,
            "number": number,
            "draft": draft,
            "brief": said or brief(),
            "review": Review(),
            "origins": Origins.model_validate({"writer": writer}),
            "made_at": NOW,
        }
    )


def share(text: str, *versions: Version, own_words: str = "") -> float:
    """Give the share of own words in a text that came after these versions."""
    draft = parse_plain(text, kind="outreach", language="sv")
    return own_share(draft, history(versions, own_words), own_words)


WRITTEN = version(1, "Hej Maria!\n\nDitt föredrag har stannat hos mig sedan dess.", "template")


def test_what_the_writer_wrote_is_not_ones_own() -> None:
    """Nothing typed, nothing own; all typed, all own; greeting and signature count for nobody."""
    assert share(WRITTEN.draft.text, WRITTEN) == 0
    assert share("Tja!\n\nHelt andra ord står här nu.", WRITTEN) == 1
    assert share("Tja!", WRITTEN) == 0


def test_typed_words_are_own_now_and_in_later_versions() -> None:
    """Four of eleven words, saved or not."""
    text = WRITTEN.draft.text + " Jag räknade om allt."
    assert share(text, WRITTEN) == pytest.approx(4 / 12)
    assert share(text, WRITTEN, version(2, text)) == pytest.approx(4 / 12)


def test_a_writer_that_takes_typed_words_over_does_not_own_them() -> None:
    """A revision adds the writer's words, and leaves the person's to the person."""
    typed = version(2, "Jag räknade om alla våra marginaler samma kväll.")
    revised = version(3, "Jag räknade om alla våra marginaler samma kväll. Tack för det.", "model")
    assert share(revised.draft.text, WRITTEN, typed, revised) == pytest.approx(8 / 11)


def test_moving_the_writers_sentence_is_not_writing_it() -> None:
    """Nor is bringing an old version back."""
    first = version(1, "Ditt föredrag har stannat hos mig. Jag läser om prognoser varje kväll.", "template")
    assert share("Jag läser om prognoser varje kväll. Ditt föredrag har stannat hos mig.", first) == 0
    assert share(first.draft.text, first, version(2, "Något helt annat stod här.")) == 0


def test_the_briefs_own_words_are_own_whoever_put_them_there() -> None:
    """The template keeps them as they are."""
    own = "Jag räknade om alla våra marginaler"
    first = version(1, f"Hej!\n\n{own}. Tack för att du läser.", "template")
    assert share(first.draft.text, first, own_words=own) == pytest.approx(6 / 11)


# Differences


@given(st.text("ab .\n", max_size=40), st.text("ab .\n", max_size=40))
@settings(deadline=None, max_examples=60)
def test_both_texts_can_be_read_from_the_changes(older: str, newer: str) -> None:
    """Nothing is lost between the pieces."""
    changes = differences(older, newer)
    assert "".join(each.text for each in changes if each.kind != "added") == older
    assert "".join(each.text for each in changes if each.kind != "removed") == newer


def test_a_reworded_phrase_is_one_change() -> None:
    """The spaces between its words belong to it."""
    changes = differences("Du har tid nu.", "Du kan ses nu.")
    assert [(each.kind, each.text) for each in changes] == [
        ("same", "Du "),
        ("removed", "har tid"),
        ("added", "kan ses"),
        ("same", " nu."),
    ]
