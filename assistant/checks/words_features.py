"""What the learned part of the fact check sees of a name, title, number or time: how the brief has it, and
the words around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from assistant.checks.claim_clauses import Predication, predications
from assistant.checks.claim_scope import parts
from assistant.checks.claim_statements import shared, telling
from assistant.checks.claims import ME, YOU, Claim, is_ask, speaks_of
from assistant.checks.claims_shape import seen_stem, word_shape
from assistant.checks.passages import passages
from assistant.checks.said import Place, Said
from assistant.checks.support import Support
from assistant.checks.tokens import Token, bare, tokens
from assistant.checks.words_slots import Context, context_of, slot_features
from assistant.domain.draft import Role
from assistant.domain.value import Language

_MANY: Final = 3
"""More words shared with a passage than this are seen as this many."""
_AROUND: Final = 3
"""Words before and after that are seen each in its place."""
_ENDS: Final = range(2, 6)
"""Letters of a name's ending that are seen: towns and surnames have endings of their own."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its quotations blanked, taken apart once for all that is said in it."""

    text: str
    support: Support
    words: tuple[Token, ...]
    telling: tuple[Token, ...]
    stems: tuple[str, ...]
    shape: tuple[str, ...]
    """Each word without its content, as `claims_shape` gives it."""
    deeds: tuple[Predication, ...]
    shared: tuple[frozenset[int], ...]
    """For each telling word the numbers of the passages that have it."""
    whole: tuple[str, ...]
    """Features of the sentence as a whole."""
    context: Context
    """Its words that the brief has too."""


def sentence_of(raw: str, text: str, role: Role, language: Language, support: Support) -> Sentence:
    """Take a sentence apart; `text` is `raw` with its quotations blanked."""
    words, known = tokens(text), telling(text)
    deeds = predications(text, language)
    parties = "".join(sorted({_party(each)[0] for each in deeds}))
    first = f"{_party(deeds[0])}:{deeds[0].form}" if deeds else "-"
    return Sentence(
        text=text,
        support=support,
        words=words,
        telling=known,
        shared=tuple(_passages_with(each.text, support) for each in known),
        stems=tuple(seen_stem(each.text, language) for each in words),
        shape=tuple(word_shape(each, support) for each in words),
        deeds=deeds,
        whole=(
            f"you:{bool(YOU.search(text)):d}{bool(ME.search(text)):d}",
            f"ask:{is_ask(text):d}",
            f"?:{text.rstrip().endswith('?'):d}",
            f"role:{role}",
            f"met:{bool(support.brief.meeting):d}",
            f"parties:{parties}",
            f"opens:{first}",
        ),
        context=context_of(raw, text, words, support),
    )


def words_features(sentence: Sentence, said: Said, others: Sequence[Said]) -> dict[str, float]:
    """Give each feature of what is said, with its weight, but for what the rules find.

    Most features stand twice: with the kind ("name|"), and with whether the brief lacks it ("-") or has it
    ("+"); the nearest also with how the brief has it. `so:21` shares two words with a passage that has the
    same and one with a passage that has another in its place, `top:o2` is what the passage has that shares
    most, two words; `Ls1:in` and `N0:$` are neighbours, and `P:me:past` the nearest verb. How like the words
    around it are to those around what the brief has of its kind is told by `slot_features`.
    """
    begin, end = next(
        ((start, stop) for start, stop in parts(sentence.text) if start <= said.start < stop),
        (0, len(sentence.text)),
    )
    part = sentence.text[begin:end]
    party = speaks_of(part)
    near = [
        f"part:{party}",
        sentence.whole[0],
        *_by_passages(sentence, said, (begin, end)),
        *_by_deeds(sentence, said),
        *slot_features(said, others, sentence.context, sentence.support),
    ]
    stems = [stem for at, stem in _placed(sentence, said) if begin <= at < end]
    shown = [
        said.standing,
        *said.traits,
        *near,
        *sentence.whole[1:],
        *_by_neighbours(sentence, said),
        *(f"c:{stem}" for stem in stems),
    ]
    alone = [
        *(f"{said.kind}|{said.standing}|{name}" for name in (*said.traits, *near)),
        *(f"{said.kind}|c:{party}:{stem}" for stem in stems),
        *(_by_name(sentence, said) if said.kind == "name" else ()),
    ]
    kinds = (f"{said.kind}|{name}" for name in shown)
    return dict.fromkeys((*kinds, *(f"{_lacked(said)}{name}" for name in shown), *alone), 1.0)


def ruled_features(said: Said, found: Sequence[tuple[str, Claim]]) -> dict[str, float]:
    """Give the features that tell what the rules `found`: `R:names:not_found` is a rule that finds what is
    said, `Rx:names` one that finds something else."""
    over = [(rule, claim) for rule, claim in found if claim.start < said.end and said.start < claim.end]
    shown = ["R" if over else "R-", *(f"R:{rule}:{claim.basis}" for rule, claim in over)]
    shown += [f"Rx:{rule}" for rule, claim in found if (rule, claim) not in over]
    before = (f"{said.kind}|", _lacked(said), f"{said.kind}|{said.standing}|")
    return {f"{start}{name}": 1.0 for start in before for name in shown}


def _lacked(said: Said) -> str:
    return "-" if said.lacked else "+"


def _by_passages(sentence: Sentence, said: Said, part: tuple[int, int]) -> Iterator[str]:
    """How many words the sentence, and its part, share with passages that have the same or another."""
    whole, clause = _Most(), _Most()
    beside = [
        (word, numbers)
        for word, numbers in zip(sentence.telling, sentence.shared, strict=True)
        if word.end <= said.start or word.start >= said.end
    ]
    here = [(word, numbers) for word, numbers in beside if part[0] <= word.start < part[1]]
    of_all, of_part = (Counter(chain.from_iterable(ns for _word, ns in each)) for each in (beside, here))
    for number, passage in enumerate(passages(sentence.support)):
        place = said.place_in(passage.whole)
        whole.add(of_all[number], place)
        clause.add(of_part[number], place)
    yield f"so:{whole.most['same']}{whole.most['other']}"
    yield f"any:{max(whole.most.values())}"
    yield f"top:{whole.top()}"
    yield f"cso:{clause.most['same']}{clause.most['other']}"
    yield f"ctop:{clause.top()}"
    strange = sum(not numbers for _word, numbers in here)
    yield f"cl:{min(strange, _MANY)}{min(len(here) - strange, _MANY)}"


@lru_cache(maxsize=4096)
def _passages_with(word: str, support: Support) -> frozenset[int]:
    """The numbers of the passages that have a word, in either language."""
    return frozenset(at for at, each in enumerate(passages(support)) if shared([word], each.words))


class _Most:
    """The most words shared with passages that have the same, another in its place, or none of the kind."""

    def __init__(self) -> None:
        self.most: dict[Place, int] = {"same": 0, "other": 0, "none": 0}

    def add(self, many: int, place: Place) -> None:
        self.most[place] = max(self.most[place], min(many, _MANY))

    def top(self) -> str:
        """What the passages have that share most, with how many words."""
        most = max(self.most.values())
        return "".join(place[0] for place, many in self.most.items() if many == most and most) + str(most)


def _by_neighbours(sentence: Sentence, said: Said) -> Iterator[str]:
    first = sum(each.end <= said.start for each in sentence.words)
    after = sum(each.start < said.end for each in sentence.words)
    for mark, row in (("", sentence.shape), ("s", sentence.stems)):
        left = ["^"] * _AROUND + list(row[:first])
        right = [*row[after:], *["$"] * _AROUND]
        yield from (f"L{mark}{far}:{left[-far]}" for far in range(1, _AROUND + 1))
        yield from (f"N{mark}{far}:{right[far]}" for far in range(_AROUND))
        yield f"LL{mark}:{left[-2]} {left[-1]}"
        yield f"LLL{mark}:{left[-3]} {left[-2]} {left[-1]}"
        yield f"LR{mark}:{left[-1]}_{right[0]}"
        yield f"NN{mark}:{right[0]} {right[1]}"


def _by_deeds(sentence: Sentence, said: Said) -> Iterator[str]:
    """The verb nearest to it in its clause, the last one before it, and who does them."""
    here = [each for each in sentence.deeds if each.clause[0] <= said.start <= each.clause[1]]
    near = min(here, key=lambda each: abs(each.start - said.start), default=None)
    ahead = [each for each in sentence.deeds if each.start < said.start]
    before = max(ahead, key=lambda each: each.start, default=None)
    first = sentence.deeds[0] if sentence.deeds else None
    for mark, deed in (("P", near), ("B", before)):
        if deed is None:
            yield f"{mark}-"
            continue
        yield f"{mark}:{_party(deed)}"
        yield f"{mark}:{_party(deed)}:{deed.form}"
        yield f"{mark}y:{deed.to_you:d}:{_party(deed)}"
        yield f"{mark}f:{deed.form}:{deed.irrealis:d}{deed.negated:d}"
        for meaning in sorted(deed.meanings):
            yield f"{mark}m:{meaning}"
            yield f"{mark}m:{_party(deed)}:{meaning}"
    if first and before and near:
        yield f"PP:{_party(first)}:{_party(before)}:{_party(near)}"


def _by_name(sentence: Sentence, said: Said) -> Iterator[str]:
    for word in tokens(sentence.text[said.start : said.end]):
        low = bare(word.text).removesuffix("s")
        yield from (f"ends:{low[-size:]}" for size in _ENDS if len(low) > size)
        if not sentence.support.has_name(word.text):
            yield f"named:{low}"


def _placed(sentence: Sentence, said: Said) -> Iterator[tuple[int, str]]:
    """The places and stems of the other words."""
    for word, stem in zip(sentence.words, sentence.stems, strict=True):
        if word.end <= said.start or word.start >= said.end:
            yield word.start, stem


def _party(deed: Predication) -> str:
    return deed.subject.party or "?"
