"""From text to what retrieval compares: stems, concepts, parts of compounds, mended typos."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from knowledge.lexicon import Lexicon

CONCEPT: Final = "#"
"""What a concept's term begins with, so that it is never mistaken for a stem."""

_FOLD: Final = str.maketrans("åäöéèêáàüæøçñ", "aaoeeeaauaocn")
_NOT: Final = re.compile(r"\b(\w+?)n['’´]t\b")
_CLITIC: Final = re.compile(r"['’´](?:s|re|ve|ll|d|m|t)\b")
_WORD: Final = re.compile(r"[^\W_]+")
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzåäö"
_PART: Final = 0.5
"""Weight of a compound's part beside a word that stands alone (1.0)."""
_STRANGE_WHOLE: Final = 0.3
_STRANGE_PART: Final = 0.7
"""A compound that only the asker uses says little whole and more by its parts."""
_MENDED: Final = 0.8
"""Weight of a word that was reached by mending a typo."""
_LONGEST_WORD: Final = 40
"""Letters of a word that is still looked into; beyond that it is no word, and looking takes long."""
_REMEMBERED: Final = 20_000
"""Words whose parts and slips are remembered within a process."""
_LONGEST_PHRASE_GAP: Final = 2
"""Small words that may stand between two words of a phrase."""


_NO_WORDINGS: Final[tuple[list[str], list[tuple[list[str], str]]]] = ([], [])


def normalise(text: str) -> str:
    """Give `text` in lower case and NFC, with "don't" as "do not" and without clitics such as "'s"."""
    text = unicodedata.normalize("NFC", text).lower()
    return _CLITIC.sub("", _NOT.sub(r"\1 not", text))


def fold(text: str) -> str:
    """Give `text` as someone without å ä ö on the keyboard would type it."""
    return text.translate(_FOLD)


def grams(text: str, sizes: Iterable[int] = (3, 4)) -> Iterator[str]:
    """Give the character n-grams of each word of a normalised text, with a space at its edges."""
    for word in _WORD.findall(fold(text)):
        edged = f" {word} "
        for size in sizes:
            for start in range(max(1, len(edged) - size + 1)):
                yield edged[start : start + size]


class Token(NamedTuple):
    """A word in lower case, its stem, and whether it says little by itself."""

    word: str
    stem: str
    small: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's words, ready for use. Plain data, so that it can be kept in a compiled cache."""

    language: str
    stop_words: frozenset[str]
    bases: dict[str, str]
    rewrites: dict[str, str]
    phrases: dict[str, list[tuple[list[str], str]]]
    """By first stem: the stems of a phrase and its concept."""
    vocabulary: dict[str, int]
    """Words of the guidance and the lexicon with how often they occur: what compounds are made of."""
    unfolded: dict[str, str]
    """Words with å, ä, ö or accents by the way they look without."""


def grammar(lexicon: Lexicon, language: str, texts: Iterable[str]) -> Grammar:
    """Make the grammar of a language ("sv" or "en") for a corpus that consists of `texts`."""
    bare = Grammar(
        language=language,
        stop_words=lexicon.stop_words[language],
        bases=lexicon.bases[language],
        rewrites=lexicon.rewrites[language],
        phrases={},
        vocabulary={},
        unfolded={},
    )
    words = Words(bare)
    phrases: dict[str, dict[tuple[str, ...], set[str]]] = {}
    vocabulary: dict[str, int] = {}
    for concept, wordings in lexicon.concepts[language].items():
        for wording in wordings:
            tokens = words.tokens(wording)
            vocabulary.update((token.word, 0) for token in tokens)
            stems = tuple(token.stem for token in tokens)
            if len(stems) > 1 or not tokens[0].small:
                phrases.setdefault(stems[0], {}).setdefault(stems, set()).add(concept)
    for text in texts:
        for token in words.tokens(text):
            vocabulary[token.word] = vocabulary.get(token.word, 0) + 1
    known = [*vocabulary, *lexicon.stop_words[language]]
    return replace(
        bare,
        phrases={
            first: [(list(stems), concept) for stems, named in rows.items() for concept in sorted(named)]
            for first, rows in phrases.items()
        },
        vocabulary=vocabulary,
        unfolded={fold(word): word for word in known if fold(word) != word and fold(word) not in vocabulary},
    )


class Words:
    """Takes texts in one language apart."""

    def __init__(self, grammar: Grammar) -> None:
        import Stemmer  # noqa: PLC0415 - a fifth of a cold start that only reads a cache would be spent here

        self.grammar = grammar
        self._stem = Stemmer.Stemmer("swedish" if grammar.language == "sv" else "english")
        self._stems_known: set[str] | None = None
        self._typed: dict[str, tuple[Token, ...]] = {}
        self._mends: dict[str, Token] = {}
        self._splits: dict[str, tuple[str, ...]] = {}
        self._phrases: dict[str, tuple[list[str], list[tuple[list[str], str]]]] = {}

    def stem(self, word: str) -> str:
        """Give the stem of a word in lower case."""
        base = self.grammar.bases.get(word)
        return base if base is not None else str(self._stem.stemWord(word))

    def tokens(self, text: str) -> list[Token]:
        """Give the words of `text` in order."""
        return [token for typed in _WORD.findall(normalise(text)) for token in self._read(typed)]

    def _read(self, typed: str) -> tuple[Token, ...]:
        """Give what a word as it is typed stands for; most words of a text come again and again."""
        known = self._typed.get(typed)
        if known is None:
            if len(self._typed) >= _REMEMBERED:
                self._typed.clear()
            known = tuple(self._token(word) for word in self.grammar.rewrites.get(typed, typed).split())
            self._typed[typed] = known
        return known

    def _token(self, word: str) -> Token:
        return Token(word, self.stem(word), word in self.grammar.stop_words)

    def terms(self, text: str) -> dict[str, float]:
        """Give the terms of a passage's text with their weights: stems, concepts, compound parts."""
        tokens = self.tokens(text)
        weighed = [(token, 1.0) for token in tokens]
        parts = [(part, _PART) for token in tokens for part in self._part_tokens(token)]
        return self._weights(tokens, weighed, parts)

    def question_terms(self, text: str) -> dict[str, float]:
        """Give the terms of a question. A word that nobody knows gives way to the one it probably means."""
        read = [self._with_accents(token) for token in self.tokens(text)]
        tokens, weighed, parts = [], [], []
        for token in read:
            inside = self._part_tokens(token)
            mended = token if inside else self._mended(token)
            strange = bool(inside) and not self.known(token)
            tokens.append(mended)
            weighed.append((mended, _STRANGE_WHOLE if strange else 1.0 if mended == token else _MENDED))
            parts += [(part, _STRANGE_PART if strange else _PART) for part in inside]
        return self._weights(tokens, weighed, parts)

    def _weights(
        self, tokens: list[Token], weighed: list[tuple[Token, float]], parts: list[tuple[Token, float]]
    ) -> dict[str, float]:
        weights: dict[str, float] = {}
        for token, weight in [*weighed, *parts]:
            if not token.small:
                weights[token.stem] = weights.get(token.stem, 0.0) + weight
        for concept in self.concepts(tokens):
            weights[CONCEPT + concept] = weights.get(CONCEPT + concept, 0.0) + 1.0
        for token, weight in parts:
            for concept in self._wordings(token.stem)[0]:
                weights[CONCEPT + concept] = max(weights.get(CONCEPT + concept, 0.0), weight)
        return weights

    def telling(self, text: str) -> list[Token]:
        """Give the words of a question that say something by themselves."""
        return [token for token in map(self._with_accents, self.tokens(text)) if not token.small]

    def strangeness(self, text: str, elsewhere: Callable[[str], bool] = lambda _word: False) -> float:
        """Give the share of a question's telling words that nobody knows, 0-1; 1 when it has none.

        `elsewhere` tells whether a word is known in another language.
        """
        telling = self.telling(text)
        strange = [each for each in telling if not self._understood(each) and not elsewhere(each.word)]
        return len(strange) / len(telling) if telling else 1.0

    def understands(self, word: str) -> bool:
        """Tell whether a word that was typed in another language's sentence is one of this language."""
        token = self._token(word)
        return token.small or self.known(token)

    def _understood(self, token: Token) -> bool:
        return self.known(token) or bool(self.parts(token.word)) or self._mended(token) != token

    def known(self, token: Token) -> bool:
        """Tell whether the guidance or the lexicon has the word in some form."""
        if token.word in self.grammar.vocabulary:
            return True
        if self._stems_known is None:
            self._stems_known = {self.stem(word) for word in self.grammar.vocabulary}
        return token.stem in self._stems_known

    def parts(self, word: str) -> tuple[str, ...]:
        """Split a Swedish compound into known words; empty when it is none."""
        if self.grammar.language != "sv":
            return ()
        if word not in self._splits:
            if len(self._splits) >= _REMEMBERED:
                self._splits.clear()
            self._splits[word] = self._split(word, 3)
        return self._splits[word]

    def _part_tokens(self, token: Token) -> list[Token]:
        return [self._token(part) for part in self.parts(token.word)] if not token.small else []

    def concepts(self, tokens: list[Token]) -> Iterator[str]:
        """Give the concepts that the words of a text name, alone or as a phrase; each as often as it is."""
        for start, token in enumerate(tokens):
            alone, longer = self._wordings(token.stem)
            yield from alone
            if longer:
                near = _near(tokens, start)
                for stems, concept in longer:
                    if stems[1] in near and _stands(stems, tokens, start):
                        yield concept

    def _wordings(self, first: str) -> tuple[list[str], list[tuple[list[str], str]]]:
        """Give the concepts that a stem names alone, and the phrases that begin with it."""
        rows = self.grammar.phrases.get(first)
        if rows is None:
            return _NO_WORDINGS
        if first not in self._phrases:
            alone = [concept for stems, concept in rows if len(stems) == 1]
            self._phrases[first] = alone, [row for row in rows if len(row[0]) > 1]
        return self._phrases[first]

    def _split(self, word: str, most: int) -> tuple[str, ...]:
        if not 7 <= len(word) <= _LONGEST_WORD or most < 2:
            return ()
        for cut in range(3, len(word) - 3):
            head, tail = word[:cut], word[cut:]
            first = self._head(head)
            if first is None:
                continue
            if self._whole(tail):
                return (first, tail)
            rest = self._split(tail, most - 1)
            if rest:
                return (first, *rest)
        return ()

    def _head(self, head: str) -> str | None:
        """Give the word that a compound's first part stands for: with a linking s, or a vowel changed."""
        forms = [head, head[:-1] if head.endswith("s") else "", head + "a", head + "e"]
        if head[-1] in "oeu":
            forms.append(head[:-1] + "a")
        return next((form for form in forms if self._whole(form)), None)

    def _whole(self, word: str) -> bool:
        return len(word) >= 3 and word not in self.grammar.stop_words and word in self.grammar.vocabulary

    def _mended(self, token: Token) -> Token:
        """Give the known word one slip away from an unknown one, else the token itself."""
        if token.word not in self._mends:
            if len(self._mends) >= _REMEMBERED:
                self._mends.clear()
            self._mends[token.word] = self._mend(token)
        return self._mends[token.word]

    def _mend(self, token: Token) -> Token:
        word = token.word
        mendable = 4 <= len(word) <= _LONGEST_WORD and word.isalpha() and not token.small
        if not mendable or self.known(token) or self.parts(word):
            return token
        near = [each for each in _one_slip(word) if each in self.grammar.vocabulary and len(each) > 3]
        if len(word) < 6:  # a short word is one letter from many; only a lost or swapped letter counts there
            near = [each for each in near if each[0] == word[0] and set(word) <= set(each)]
        if not near:
            return token
        return self._token(
            max(near, key=lambda each: (each[0] == word[0], self.grammar.vocabulary[each], each))
        )

    def _with_accents(self, token: Token) -> Token:
        """Give "möte" for "mote", when nobody knows "mote"."""
        meant = self.grammar.unfolded.get(token.word)
        return self._token(meant) if meant and not token.small else token


def _near(tokens: list[Token], start: int) -> list[str]:
    """Give the stems that a phrase which begins at `start` may go on with."""
    near: list[str] = []
    for token in tokens[start + 1 : start + 2 + _LONGEST_PHRASE_GAP]:
        near.append(token.stem)
        if not token.small:
            break
    return near


def _stands(stems: list[str], tokens: list[Token], start: int) -> bool:
    """Tell whether a phrase begins at `start`, with at most a few small words inside."""
    position = start
    for stem in stems[1:]:
        position += 1
        skipped = 0
        while position < len(tokens) and tokens[position].stem != stem:
            if not tokens[position].small or skipped == _LONGEST_PHRASE_GAP:
                return False
            skipped += 1
            position += 1
        if position >= len(tokens):
            return False
    return True


def _one_slip(word: str) -> set[str]:
    """Give the words that one letter missing, too many, changed or swapped could have made this one."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in cuts if tail for letter in _ALPHABET}
    added = {head + letter + tail for head, tail in cuts for letter in _ALPHABET}
    return missing | swapped | changed | added


def plain(grammar: Grammar) -> dict[str, Any]:
    """Give a grammar as plain data, for a cache; `Grammar(**...)` is the way back."""
    return {name: getattr(grammar, name) for name in Grammar.__slots__}
