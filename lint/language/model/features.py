"""What the encoder is given: windows of word pieces, with features for what its uncased vocabulary can't see.

A window is a run of whole sentences of one paragraph, [CLS] s1 [SEP] s2 [SEP] …, so that the encoder sees what stands
around a full stop; a sentence that is too long for a window is cut into several. Each token is read off at its first
piece, the sentence as a whole at its [SEP]. Plain Python, nothing but `pieces`: the runtime will share this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lint.language.model.pieces import Vocabulary
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
    """Rows of equal length: for each piece its number, its feature, the sentence (from 1 on) that has a word begin
    here (else 0), and the index of the token that begins here (else -1). `ends` are the places of the [SEP]s."""

    pieces: list[int]
    features: list[int]
    sentences: list[int]
    tokens: list[int]
    ends: list[int]


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


def feature(token: Token, space: bool, first: bool, within: bool) -> int:
    """The parts of the feature as one number, below FEATURES."""
    return ((shape(token.text) * 2 + space) * 2 + first) * 2 + within


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
    """The windows of a paragraph: its tokens, and the token indices of its sentences."""
    spelt = [vocabulary.split(token.text) for token in tokens]
    within = quoted(tokens)
    window = _opened(vocabulary)
    number = 0
    for first, last in bounds:
        for chunk in _chunks(spelt, first, last, length - 2):
            size = 1 + sum(map(len, spelt[chunk.start : chunk.stop]))
            if window.ends and len(window.pieces) + size > length:
                yield window
                window, number = _opened(vocabulary), 0
            number += 1
            for index in chunk:
                space = index > 0 and tokens[index].start > tokens[index - 1].end
                code = feature(tokens[index], space, index == first, within[index])
                _append(window, spelt[index], code, number, index)
            window.ends.append(len(window.pieces))
            _append(window, (vocabulary.sep,), 0, 0, -1)
    if window.ends:
        yield window


def _opened(vocabulary: Vocabulary) -> Window:
    return Window([vocabulary.cls], [0], [0], [-1], [])


def _append(window: Window, pieces: Sequence[int], code: int, number: int, index: int) -> None:
    window.pieces += pieces
    window.features.append(code)
    window.sentences.append(number)
    window.tokens.append(index)
    if len(pieces) > 1:
        more = len(pieces) - 1
        window.features += [code] * more
        window.sentences += [0] * more
        window.tokens += [-1] * more


def _chunks(spelt: Sequence[Sequence[int]], first: int, last: int, room: int) -> Iterator[range]:
    """The sentence's tokens in runs whose pieces fit a window; nearly always one."""
    start, size = first, 0
    for index in range(first, last):
        pieces = len(spelt[index])
        if size + pieces > room:
            yield range(start, index)
            start, size = index, 0
        size += pieces
    yield range(start, last)
