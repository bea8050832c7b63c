"""`fika guide "QUESTION"`: passages with their sources, or a plain "nothing about this"."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from assistant.wording import _
from tui.options import number_between

if TYPE_CHECKING:
    from assistant.domain.value import Language
    from knowledge.corpus import Corpus, Passage
    from knowledge.found import Found
    from tui.console import Session

_WIDTH = 78


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the question."""
    parser.add_argument("question", nargs="*", metavar=_("QUESTION"), help=_("in your own words"))
    parser.add_argument(
        "-k", type=number_between(1, 20), default=3, metavar="N", help=_("how many passages at most (1-20)")
    )
    parser.add_argument(
        "--language", choices=("sv", "en"), help=_("language of the passages; else the question's")
    )
    parser.add_argument("--json", action="store_true", help=_("give the passages as JSON"))
    parser.add_argument(
        "--batch", metavar=_("FILE"), help=_("answer a question a line in JSON Lines; - is standard input")
    )


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Answer from the guidance: 0 answered, 1 when the sources say nothing."""
    from assistant.cleaning import clean_line
    from assistant.errors import UsageError

    if arguments.batch:
        from tui.batch import answer_lines, guidance_answer
        from tui.console import MAX_BATCH, read_input

        text, _name = read_input(arguments.batch, most=MAX_BATCH)
        return answer_lines(text, guidance_answer(session.services, arguments.k), session, plain=True)
    question = clean_line(" ".join(arguments.question))
    if not question:
        raise UsageError(
            _("The question is empty."), hint=_('Ask in your own words: fika guide "no answer yet".')
        )
    services = session.services
    language, found = services.find_guidance(question, arguments.k, arguments.language)
    if arguments.json:
        session.json(_json(question, language, found, services.corpus))
    elif found.answered:
        texts = _texts([hit.passage for hit in found.hits], language, services.corpus, session.width(_WIDTH))
        session.out("\n\n".join(texts), wrap=True)
    else:
        session.out(_("The sources say nothing about this."))
    return 0 if found.answered else 1


def _texts(passages: Sequence[Passage], language: Language, corpus: Corpus, width: int) -> Iterator[str]:
    """Give each passage, and beside the first of several that disagree the others, each with its source."""
    shown: set[str] = set()
    for passage in passages:
        if passage.id in shown:
            continue
        views = [each for each in corpus.other_views(passage) if each.id not in shown]
        shown.update({passage.id, *(each.id for each in views)})
        yield _passage_text(passage, language, corpus, width)
        if views:
            yield _("The sources differ about this; the other views:")
            yield from (_passage_text(each, language, corpus, width) for each in views)


def _passage_text(passage: Passage, language: Language, corpus: Corpus, width: int) -> str:
    wording = passage.wording(language)
    lines = [wording.title]
    for line in wording.text.split("\n"):
        lines += textwrap.wrap(line, width, initial_indent="  ", subsequent_indent="  ")
    lines.append(f"  [{passage.id}; {corpus.cite(passage, language)}]")
    if passage.evidence:
        lines += [f"  {each}: {corpus.explain(each, language)}" for each in passage.evidence]
    return "\n".join(lines)


def _json(question: str, language: Language, found: Found, corpus: Corpus) -> dict[str, Any]:
    return {
        "format": "fika.guide/1",
        "question": question,
        "language": language,
        "answered": found.answered,
        "hits": [
            {
                "passage": hit.passage.id,
                "topic": hit.passage.topics[0],
                "language": hit.passage.language(language),
                "score": round(hit.score, 4),
                "title": hit.passage.wording(language).title,
                "text": hit.passage.wording(language).text,
                "source": corpus.cite(hit.passage, language),
                **_origin(hit.passage),
                "evidence": list(hit.passage.evidence),
                "other_views": [other.id for other in corpus.other_views(hit.passage)],
            }
            for hit in (found.hits if found.answered else ())
        ],
    }


def _origin(passage: Passage) -> dict[str, Any]:
    """Give where a passage of own guidance stands; nothing for the guidance that Fika brings along."""
    origin = passage.origin
    if origin is None:
        return {}
    return {"file": origin.file, "page": origin.page, "heading": list(origin.heading)}
