"""From labelled text to rows of numbers: what the training reads, one row a window.

Plain Python. The columns of a row are as long as the window; IGNORED stands where a label does not count: at all pieces
but a token's first, and where nothing is known. "sentences" holds the number of its sentence, from 1 on, where a word
begins, else 0; "garbled" stands at the [SEP] of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lint.language.model.features import LENGTH, Window, sentence_bounds, windows
from lint.language.model.labels import IGNORED, LAYERS
from lint.language.model.pieces import Vocabulary
from lint.language.sentences import split
from lint.language.tokens import Token, tokenize
from lint.language.training.model.spans import Example, token_labels
from lint.language.training.model.trees import NO_HEAD, ROOT, UNKNOWN, Syntax, Tree

INPUTS = ("pieces", "features", "sentences")
COLUMNS = (*INPUTS, "damage", "kind", "garbled", *LAYERS, "head", "marked")
INDEX: Mapping[str, Mapping[str, int]] = {
    name: {value: number for number, value in enumerate(values)} for name, values in LAYERS.items()
}

Row = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph in our tokens with its labels. `bounds` are the token indices of its sentences as our splitter finds
    them; `syntax` may be empty, and `marked` (what raters of machine translation called broken) mostly is. Heads are
    token indices of the paragraph."""

    tokens: Sequence[Token]
    bounds: Sequence[tuple[int, int]]
    damage: Sequence[int]
    kinds: Sequence[int]
    garbled: int
    syntax: Sequence[Syntax]
    marked: Sequence[int] = ()


def labelled(example: Example, syntax: Sequence[Syntax] = ()) -> Labelled:
    """The example in our tokens. `syntax` is that of the clean sentences' tokens, to which `origins` point."""
    tokens = tokenize(example.text)
    bounds = sentence_bounds(tokens, split(example.text, 0, len(example.text)))
    damage, kinds = token_labels(tokens, example.marks)
    known = _carried(tokens, example.origins, syntax) if syntax else ()
    return Labelled(tokens, bounds, damage, kinds, example.garbled, known)


def rated(example: Example) -> Labelled:
    """The same where professionals have looked for broken English, or editors have seen to it that there is none."""
    item = labelled(example)
    return replace(item, marked=item.damage)


def of_tree(tree: Tree) -> Labelled:
    """A clean sentence with its tree. Whether its English is good is not asked: much of the web treebank's is not."""
    ignored = [IGNORED] * len(tree.tokens)
    bounds = [(0, len(tree.tokens))] if tree.tokens else []
    return Labelled(tree.tokens, bounds, ignored, ignored, IGNORED, tree.syntax)


def _carried(
    tokens: Sequence[Token], origins: Sequence[tuple[int, int, int]], syntax: Sequence[Syntax]
) -> list[Syntax]:
    """The syntax of the tokens that stand as they did, their heads where those still stand too."""
    old = {(start, end): index for start, end, index in origins}
    home = {
        old[token.start, token.end]: number for number, token in enumerate(tokens) if (token.start, token.end) in old
    }
    carried = [UNKNOWN] * len(tokens)
    for index, number in home.items():
        one = syntax[index]
        head = one.head if one.head in (ROOT, NO_HEAD) else home.get(one.head, NO_HEAD)
        carried[number] = one._replace(head=head)
    return carried


def rows(item: Labelled, vocabulary: Vocabulary, length: int = LENGTH) -> Iterator[Row]:
    """The item's windows with their labels."""
    for window in windows(item.tokens, item.bounds, vocabulary, length):
        row: Row = {name: [IGNORED] * len(window.pieces) for name in COLUMNS}
        row |= {"pieces": window.pieces, "features": window.features, "sentences": [0] * len(window.pieces)}
        for place, number in zip(window.words, window.numbers, strict=True):
            row["sentences"][place] = number
        places = dict(zip(window.tokens, window.words, strict=True))
        for token, place in places.items():
            row["damage"][place] = item.damage[token]
            row["kind"][place] = item.kinds[token]
            if item.marked:
                row["marked"][place] = item.marked[token]
            if item.syntax:
                _label(row, place, item.syntax[token], places)
        if item.garbled != IGNORED:
            _label_ends(row, item, window)
        yield row


def _label(row: Row, place: int, syntax: Syntax, places: Mapping[int, int]) -> None:
    """The labels of a token with known syntax."""
    if syntax.head == NO_HEAD and not syntax.upos:
        return
    for name in LAYERS:
        row[name][place] = INDEX[name].get(getattr(syntax, name), IGNORED)
    head = 0 if syntax.head == ROOT else places.get(syntax.head, IGNORED)
    if head > 0 and row["sentences"][head] != row["sentences"][place]:
        head = IGNORED
    row["head"][place] = head


def _label_ends(row: Row, item: Labelled, window: Window) -> None:
    """Whether each sentence is garbled: in a garbled paragraph, those that hold damage; in a clean one, none."""
    start = 0
    for end in window.ends:
        hurt = any(label == 1 for label in row["damage"][start:end])
        if item.garbled == 0 or hurt:
            row["garbled"][end] = item.garbled
        start = end
