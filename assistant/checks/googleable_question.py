"""`googleable_question`: a question that a search, the profile or the facts at hand answer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.known_answers import is_known
from assistant.checks.lexicon import either, pattern, plain, table
from assistant.checks.public_matters import is_public
from assistant.checks.questions import listed_questions, without_marker
from assistant.checks.rule import load_rule
from assistant.domain.draft import Sentence
from assistant.domain.review import Finding
from assistant.ports import Examined


def check(examined: Examined) -> Iterator[Finding]:
    """Find each question of the list whose answer can be looked up; one part that cannot is enough."""
    rule = load_rule("googleable_question")
    draft = examined.draft
    for question in listed_questions(draft):
        found = [(sentence, _answered(sentence, examined)) for sentence in question.asking]
        if found and all(reason for _sentence, reason in found):
            sentence, reason = found[0]
            start = sentence.end - len(without_marker(sentence.text))
            yield rule.finding(
                draft, start, sentence.end, examined.ui, key="fact" if reason == "fact" else ""
            )


def _answered(sentence: Sentence, examined: Examined) -> str:
    """Where the answer stands already: "search", "fact", or "" for nowhere."""
    language = examined.draft.language
    flat = plain(without_marker(sentence.text)).strip()
    look_up = either(tuple(table("questions", language)["search"]["always"]))
    further = pattern("questions", language, "goes_on").search(flat)
    if further and not look_up.search(flat, further.start()):
        return ""
    if look_up.search(flat) or is_public(flat, language):
        return "search"
    return "fact" if examined.brief and is_known(flat, language, examined.brief) else ""
