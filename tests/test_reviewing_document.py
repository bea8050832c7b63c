"""A draft on the table: what is seen in it, what stands behind it, and how it becomes a new version."""

from __future__ import annotations

import pytest

from assistant.domain.brief import Fact
from assistant.errors import InputError, NotFoundError, RefusedError
from assistant.reviewing.document import Document, Seen
from assistant.store import SqliteStore
from tests.reviewing_desk import MARKED, PASSAGE, TALK, brief, checks, found, stored, typed, written

CLAIM = "Du ledde projektet Vinterljus i Kiruna."
TEXT = written().text


@pytest.fixture
def document(store: SqliteStore) -> Document:
    """Give a clean draft of the template writer's."""
    return stored(store)


def with_sentence(sentence: str) -> str:
    """Give the text with one more sentence in its first paragraph."""
    return TEXT.replace("stannat hos mig.", f"stannat hos mig. {sentence}")


def state(document: Document, seen: Seen, words: str) -> str:
    """Say how the sentence with these words stands."""
    return document.behind(seen, seen.text.index(words)).state


# Looking


def test_the_writers_text_is_seen_as_it_was_saved(document: Document) -> None:
    """The same draft with its marks, and nothing that blocks."""
    seen = document.look(TEXT)
    assert seen.draft == document.version.draft
    assert not seen.review.blocked
    assert seen.own_share == 0
    assert (seen.limit.most_words, seen.limit.words) == (200, seen.review.words)


def test_looking_changes_nothing(document: Document, store: SqliteStore) -> None:
    """The same text gives the same sight, and no version."""
    once = document.look(with_sentence(CLAIM))
    document.look("Något helt annat")
    assert document.look(with_sentence(CLAIM)) == once
    assert len(store.versions(1)) == 1


def test_a_text_that_no_one_would_read_is_refused(document: Document) -> None:
    """Before any check runs."""
    with pytest.raises(InputError, match="too long"):
        document.look("a" * 10_001)


def test_an_empty_text_and_a_hostile_one_can_be_looked_at(document: Document) -> None:
    """Whatever is pasted, the look ends."""
    for text in ("", "\n\n", "[/x] \x1b[31m \u202e", "]" * 500, "Hej\n" * 2000):
        document.look(text)


def test_an_invented_mark_still_blocks_after_an_edit_elsewhere(store: SqliteStore) -> None:
    """One letter typed anywhere does not make a source of what nobody gave."""
    document = stored(store, MARKED.replace("[F1 G1]", "[F9]"))
    assert "unknown_citation" in checks(document.look(document.version.draft.text).review.blocking)
    edited = document.look(document.version.draft.text + "!")
    assert "unknown_citation" in checks(edited.review.blocking)
    assert state(document, edited, "Ditt föredrag") == "unsupported"


# What stands behind


def test_a_sentence_shows_its_fact_and_its_guidance(document: Document) -> None:
    """The fact with its source, the passage in the interface's language with who says so."""
    seen = document.look(TEXT)
    behind = document.behind(seen, TEXT.index("Energidagarna"))
    assert [(each.text, each.source) for each in behind.facts] == [(TALK.text, "programmet")]
    assert [each.id for each in behind.guidance] == [PASSAGE]
    passage = document.desk.corpus_behind(seen.draft).passages[PASSAGE]
    assert behind.guidance[0].text == passage.wording("en").text
    assert behind.guidance[0].source
    assert behind.state == "supported"


def test_every_sentence_has_its_state(document: Document) -> None:
    """Supported, claiming nothing, unsupported, the person's own, or outside."""
    seen = document.look(with_sentence(f"{CLAIM} Själv läser jag på kvällarna."))
    assert state(document, seen, "Hej") == "outside"
    assert state(document, seen, "Ditt föredrag") == "supported"
    assert state(document, seen, "Vinterljus") == "unsupported"
    assert state(document, seen, "Själv läser") == "yours"
    assert state(document, seen, "Säg bara") == "claims_nothing"
    assert state(document, seen, "Vänliga") == "outside"


def test_between_sentences_and_past_the_end_there_is_nothing_behind(document: Document) -> None:
    """Right behind a full stop it is still the sentence."""
    seen = document.look(TEXT)
    end = TEXT.index("hos mig.") + len("hos mig.")
    assert document.behind(seen, end).sentence == document.behind(seen, end - 1).sentence
    assert document.behind(seen, TEXT.index("\n\nHej") + 1).sentence is None
    assert document.behind(seen, len(TEXT) + 50).state == "outside"


# Skipping


def test_a_skipped_finding_stays_away_though_the_text_is_edited(store: SqliteStore) -> None:
    """Also in a sight taken before; it is known by its check and words, not by its place."""
    document = stored(store, MARKED.replace("Två frågor om prognoser", "Hej"))
    seen = document.look(document.version.draft.text)
    vague = found(seen, "vague_subject")
    document.skip(vague)
    assert document.is_skipped(vague)
    assert vague not in seen.open_findings
    assert vague in seen.review.findings
    edited = document.look(document.version.draft.text.replace("kvällarna", "helgerna") + "\n")
    assert "vague_subject" not in checks(edited.open_findings)


def test_what_blocks_cannot_be_skipped(document: Document) -> None:
    """It is mended, confirmed, or approved with a reason."""
    claim = found(document.look(with_sentence(CLAIM)), "unsupported_claim")
    with pytest.raises(RefusedError, match="cannot be skipped"):
        document.skip(claim)
    assert not document.is_skipped(claim)


# Saving


def test_an_edit_is_a_new_version_by_the_person(document: Document, store: SqliteStore) -> None:
    """Cleaned, reviewed, with the marks of what did not change; the old one stays."""
    saved = document.save(with_sentence("Själv läser jag på kvällarna.\x1b[31m") + "\n\n")
    assert (saved.number, saved.origins.writer) == (2, "person")
    assert saved.draft.text == with_sentence("Själv läser jag på kvällarna.")
    assert {each.text[:4]: each.facts for each in saved.draft.sentences}["Ditt"] == ("F1",)
    assert saved.review.words > store.version(1, 1).review.words
    assert document.version == saved == store.version(1)
    assert len(document.versions) == 2


def test_nothing_changed_is_no_version(document: Document, store: SqliteStore) -> None:
    """White space at the end is no change."""
    assert document.save(TEXT + "\n\n").number == 1
    assert len(store.versions(1)) == 1


def test_an_empty_text_is_not_saved(document: Document, store: SqliteStore) -> None:
    """The draft is not lost by a cleared editor."""
    with pytest.raises(InputError, match="empty"):
        document.save(" \n")
    assert len(store.versions(1)) == 1


def test_an_old_version_comes_back_as_a_new_one(document: Document, store: SqliteStore) -> None:
    """With its writer and its marks, and nothing in between is lost."""
    document.save(with_sentence("Själv läser jag på kvällarna."))
    restored = document.restore(1)
    assert (restored.number, restored.draft) == (3, store.version(1, 1).draft)
    assert restored.origins.writer == "template"
    assert restored.origins.note == "Version 1 again."
    assert len(store.versions(1)) == 3
    assert document.restore(3).number == 3
    with pytest.raises(NotFoundError, match="no version 9"):
        document.restore(9)


def test_an_old_version_comes_back_under_what_was_confirmed_since(document: Document) -> None:
    """The brief keeps its new fact, and the old marks get the numbers that they have now."""
    document.confirm(with_sentence(CLAIM), found(document.look(with_sentence(CLAIM)), "unsupported_claim"))
    restored = document.restore(1)
    assert [fact.text for fact in restored.brief.facts] == [TALK.text, CLAIM]
    behind = document.behind(document.look(restored.draft.text), restored.draft.text.index("Jag är"))
    assert [each.origin for each in behind.facts] == ["sender"]


def test_two_versions_are_compared_word_by_word(document: Document) -> None:
    """What stands in one alone, and the newer text when the removed is left out."""
    document.save(TEXT.replace("har stannat hos mig", "gjorde att vi räknade om"))
    changes = document.difference(1, 2)
    assert [(each.kind, each.text) for each in changes if each.kind != "same"] == [
        ("removed", "har stannat hos mig"),
        ("added", "gjorde att vi räknade om"),
    ]
    assert "".join(each.text for each in changes if each.kind != "added") == TEXT
    with pytest.raises(NotFoundError):
        document.difference(1, 9)


# Confirming


def test_a_confirmed_claim_is_a_fact_behind_its_sentence(document: Document, store: SqliteStore) -> None:
    """The edited text is saved with it, the fact is noted with where it comes from, and nothing blocks."""
    text = with_sentence(CLAIM)
    seen = document.look(text)
    claim = found(seen, "unsupported_claim")
    assert document.can_confirm(seen, claim)
    saved = document.confirm(text, claim)
    assert (saved.draft.text, saved.review.blocked, saved.origins.writer) == (text, False, "person")
    noted = store.facts(1)[-1].fact
    assert (noted.text, noted.source) == (CLAIM, "confirmed by you 2026-11-20, draft 1 version 1")
    again = document.look(text)
    assert not again.review.blocked
    assert [each.text for each in document.behind(again, text.index("Vinterljus")).facts] == [CLAIM]
    assert state(document, again, "Jag är analytiker") == "supported"


def test_only_a_claim_can_be_confirmed(document: Document, store: SqliteStore) -> None:
    """A subject that says nothing is no truth that one could vouch for."""
    text = TEXT.replace("Två frågor om prognoser", "Hej")
    seen = document.look(text)
    assert not document.can_confirm(seen, found(seen, "vague_subject"))
    with pytest.raises(RefusedError, match="nothing to confirm"):
        document.confirm(text, found(seen, "vague_subject"))
    assert len(store.versions(1)) == 1


def test_a_draft_that_changed_elsewhere_is_not_confirmed(document: Document, store: SqliteStore) -> None:
    """The yes was given to another text."""
    text = with_sentence(CLAIM)
    claim = found(document.look(text), "unsupported_claim")
    Document(1, document.desk).save(TEXT + "\nPS. Hej igen.")
    with pytest.raises(RefusedError, match="changed meanwhile"):
        document.confirm(text, claim)
    assert (len(store.facts(1)), len(store.versions(1))) == (1, 2)


def test_a_confidential_note_is_not_made_public_by_a_yes(document: Document, store: SqliteStore) -> None:
    """The fact stays as confidential as it was noted, and blocks as that."""
    store.add_fact(1, Fact(text=CLAIM, confidential=True))
    text = with_sentence(CLAIM)
    saved = document.confirm(text, found(document.look(text), "unsupported_claim"))
    assert checks(saved.review.blocking) == {"confidential_leak"}


def test_a_text_of_ones_own_is_looked_at_like_any_other() -> None:
    """Without a single mark, in a brief without facts."""
    document = typed("Hej Maria!\n\nKan vi ses?\n\nSara", brief(facts=()))
    seen = document.look(document.version.draft.text)
    assert seen.own_share == 1
    assert document.behind(seen, seen.text.index("Kan")).state == "yours"
