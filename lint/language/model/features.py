"""What the encoder is given: windows of word pieces, with features for what its uncased vocabulary can't see.

A window is a run of whole sentences of one paragraph, [CLS] s1 [SEP] s2 [SEP] …, so that the encoder sees what stands
around a full stop; a sentence that is too long for a window is cut into several. Each token is read off at its first
piece, the sentence as a whole at its [SEP]. Plain Python, shared by the runtime and the training.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain, islice, repeat

from lint.language.model.pieces import LOOKED_AT, REMEMBERED, Vocabulary
from lint.language.tokens import Token

LENGTH = 128
"""Pieces of a window, at most."""

SHAPES = ("lower", "Capital", "UPPER", "miXed", "number", "none")
FACTORS = {"shape": len(SHAPES), "space": 2, "first": 2, "quoted": 2}
"""What a feature is made of, and how many values each part has: case, white space before, first of its sentence, within
quotation marks."""
FEATURES = 48
"""Number of features, the product of FACTORS. Feature 0 is also that of [CLS], [SEP] and padding."""

_OPEN = frozenset("“«„‟")
_CLOSE = frozenset("”»")
_MARKS = _OPEN | _CLOSE | {'"'}


@dataclass(slots=True)
class Window:
    """`pieces` and `features` have a number for each piece. `words` are the places where words begin, one for each
    token of `sentences`, which are ranges of token indices; `ends` are the places of the sentences' [SEP]s."""

    pieces: list[int]
    features: list[int] = field(default_factory=lambda: [0])
    words: list[int] = field(default_factory=list)
    sentences: list[range] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @property
    def tokens(self) -> list[int]:
        """The index of each word's token."""
        return [*chain.from_iterable(self.sentences)]

    @property
    def numbers(self) -> list[int]:
        """The number of each word's sentence in the window, from 1 on."""
        return [*chain.from_iterable(map(repeat, range(1, len(self.sentences) + 1), map(len, self.sentences)))]


@lru_cache(REMEMBERED)
def shape(text: str) -> int:
    """The index in SHAPES of how the token is written; one capital letter alone is "Capital"."""
    if text.isalpha():  # nearly all words, told at a glance
        if text.islower():
            return 0
        if text[0].isupper() and (len(text) == 1 or text[1:].islower()):
            return 1
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return 4 if any(map(str.isdigit, text)) else 5
    capitals = sum(map(str.isupper, letters))
    if not capitals:
        return 0
    if capitals == 1 and letters[0].isupper():
        return 1
    return 2 if capitals == len(letters) else 3


def quoted(tokens: Sequence[Token]) -> list[bool]:
    """Whether each token stands within quotation marks, as far as the paragraph's own double marks tell."""
    inside = False
    found: list[bool] = []
    for token in tokens:
        if token.text in _MARKS:
            inside = token.text in _OPEN or (token.text == '"' and not inside)
            found.append(False)
        else:
            found.append(inside)
    return found


def feature_numbers(tokens: Sequence[Token], firsts: Iterable[int]) -> list[int]:
    """The feature of each token of a paragraph, a number below FEATURES; `firsts` are the first tokens of sentences."""
    before = [token.start for token in tokens[:1]] + [token.end for token in tokens]
    found = [
        8 * shape(token.text[:LOOKED_AT]) + 4 * (token.start > end) + within
        for token, end, within in zip(tokens, before, quoted(tokens), strict=False)
    ]
    for index in firsts:
        found[index] += 2  # the factors of FACTORS count like digits: 8, 4, 2, 1
    return found


def sentence_bounds(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The (first, last) token indices of sentences that are given as spans of characters."""
    bounds: list[tuple[int, int]] = []
    index = 0
    for _, end in sentences:
        first = index
        while index < len(tokens) and tokens[index].start < end:
            index += 1
        if index > first:
            bounds.append((first, index))
    return bounds


def windows(
    tokens: Sequence[Token], bounds: Sequence[tuple[int, int]], vocabulary: Vocabulary, length: int = LENGTH
) -> Iterator[Window]:
    """The windows of a paragraph: its tokens, and the token indices of its sentences, none of them empty."""
    spelt = [vocabulary.split(token.text) for token in tokens]
    sizes = [*map(len, spelt)]
    codes = feature_numbers(tokens, (first for first, _ in bounds))
    window = Window([vocabulary.cls])
    for first, last in bounds:
        for chunk in _chunks(sizes, first, last, length - 2):
            here = slice(chunk.start, chunk.stop)
            if window.ends and len(window.pieces) + sum(sizes[here]) + 1 > length:
                yield window
                window = Window([vocabulary.cls])
            window.words += islice(accumulate(sizes[here], initial=len(window.pieces)), len(chunk))
            window.pieces += chain.from_iterable(spelt[here])
            window.features += chain.from_iterable(map(repeat, codes[here], sizes[here]))
            window.sentences.append(chunk)
            window.ends.append(len(window.pieces))
            window.pieces.append(vocabulary.sep)
            window.features.append(0)
    if window.ends:
        yield window


def _chunks(sizes: Sequence[int], first: int, last: int, room: int) -> Iterator[range]:
    """The sentence's tokens in runs whose pieces fit a window; nearly always one."""
    start, size = first, 0
    for index in range(first, last):
        if size + sizes[index] > room:
            yield range(start, index)
            start, size = index, 0
        size += sizes[index]
    yield range(start, last)
