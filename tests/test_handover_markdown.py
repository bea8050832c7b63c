"""Markdown: message, sources and review, with everything from people as plain characters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from assistant.cleaning import clean, clean_line
from assistant.domain.brief import Fact
from assistant.domain.draft import Draft
from assistant.domain.records import Version
from assistant.domain.review import Finding, Review
from assistant.handover.markdown import as_markdown, escape
from knowledge.corpus import load_corpus
from tests.stored import BLOCKED, CLEAN, NOW, ORIGINS, brief, draft
from tests.test_handover import hostile_text, quick


def _version(made: Draft, review: Review = CLEAN, name: str = "Maria Berg", *facts: Fact) -> Version:
    said = brief(name, facts=facts)
    return Version(draft_id=3, number=2, draft=made, brief=said, review=review, origins=ORIGINS, made_at=NOW)


def _backed(made: Draft, *, facts: tuple[str, ...], passages: tuple[str, ...]) -> Draft:
    """Put the same facts and guidance behind each sentence of the prose."""
    backed = [
        each.model_copy(update={"facts": facts, "passages": passages})
        if each.role in {"sentence", "item"}
        else each
        for each in made.sentences
    ]
    return made.model_copy(update={"sentences": tuple(backed)})


def test_markdown_shows_message_sources_and_review() -> None:
    """Each sentence points at its fact and guidance, and what the review found stands below."""
    corpus = load_corpus()
    passage = next(iter(corpus.passages.values()))
    made = _backed(draft(), facts=("F1",), passages=(passage.id,))
    text = as_markdown(
        _version(made, BLOCKED, "Maria", Fact(text="Höll ett föredrag", source="programmet")), corpus, "sv"
    )
    assert text.startswith("# Två frågor om prognoser\n\n")
    assert "Ditt föredrag i Luleå fick mig att räkna om.[^1]" in text
    note = re.search(r"^\[\^1\]: (.*)$", text, re.MULTILINE)
    assert note
    assert "F1: Höll ett föredrag (programmet)" in note[1]
    assert escape(passage.wording("sv").title.rstrip(".")) in note[1]
    assert escape(BLOCKED.findings[0].message) in text
    assert "Hej Maria,\n\n" in text
    assert "Vänligen\\\nSara" in text


def test_markdown_keeps_confidential_facts_to_itself() -> None:
    """A confidential fact is never written out beside a message that may be passed on."""
    made = _backed(draft(), facts=("F1",), passages=())
    text = as_markdown(
        _version(made, CLEAN, "Maria", Fact(text="Ska säga upp sig", confidential=True)), load_corpus(), "sv"
    )
    assert "säga upp" not in text
    assert "confidential" in text


MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x",
    "<a href='https://evil.example'>x</a>", "&lt;b&gt;", "[x](https://evil.example)",
    "![x](https://evil.example/p.png)", "[x]: https://evil.example", "[^1]", "[^1]: x",
    "https://evil.example", "<https://evil.example>", "www.evil.example", "# x", "## x ##", "- x", "* x",
    "+ x", "1. x", "1) x", "> x", "    x", "\tx", "```\nx\n```", "~~~\nx", "`x`", "**x**", "__x__",
    "~~x~~", "| a | b |\n|---|---|\n| c | d |", "---", "***", "x\n===", "x\n---", "a\\", "\\<b>", "$x$",
    "{.x}", "x  \ny", "\\[x\\](y)", "a*b*c", "Hej!",
]  # fmt: skip


@pytest.mark.parametrize("said", MARKUP)
def test_people_write_no_markup_into_markdown(said: str) -> None:
    """Names, texts, facts and findings that look like markup are shown as the characters they are."""
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py reads the Markdown back")
    finding = Finding(
        check="x", severity="warn", start=0, end=0, excerpt=said, message=said, why="", fix=f"{said} {said}"
    )
    line = clean_line(said)
    made = _backed(
        draft(f"Subject: {line}\n\nHej,\n\n{said}\n\n{said} Ja.\n{said}"), facts=("F1",), passages=("x_y*",)
    )
    version = _version(made, Review(findings=(finding,)), said, Fact(text=said, source=said))
    text = as_markdown(version, load_corpus(), "en")
    reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    kinds = {each.type for token in reader.parse(text) for each in [token, *(token.children or [])]}
    assert {kind.removesuffix("_open").removesuffix("_close") for kind in kinds} <= {
        "heading", "paragraph", "inline", "text", "text_special", "hardbreak", "softbreak", "hr",
        "bullet_list", "list_item",
    }  # fmt: skip
    headings = [token.tag for token in reader.parse(text) if token.type == "heading_open"]
    assert headings == ["h1", "h2", "h2"]
    assert not re.search(r"(?<!\\)(?:://|www\.)", re.sub(r"\\:", "", text))
    assert text.count("\n[^") == 1


@quick
@given(hostile_text)
def test_escaped_text_shows_its_own_characters(said: str) -> None:
    """Markdown made of any text shows that text."""
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py reads the Markdown back")
    reader = markdown_it.MarkdownIt("commonmark", {"html": True})
    shown = "".join(
        "\n" if child.type in {"hardbreak", "softbreak"} else child.content
        for token in reader.parse("Q" + escape(said))
        for child in token.children or []
        if token.type == "inline"
    )
    assert shown == "Q" + "\n".join(line.strip() for line in clean(said).strip().split("\n"))
