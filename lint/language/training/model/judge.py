"""Runs an exported model over texts, as the product will: needs onnxruntime and numpy, no JAX."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from lint.document import Document
from lint.language.model.features import Window, sentence_bounds, windows
from lint.language.model.pieces import Vocabulary
from lint.language.sentences import split
from lint.language.tokens import Token, tokenize

PIECES = 2048
"""Word pieces of a batch, padding included."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of a paragraph, token by token. Tokens outside of all sentences have damage 0 and head -1.

    `labels` maps each layer ("kind", "upos", …) to the number of the likeliest label; `heads` are token indices, -1 for
    a root. `garbled` is one probability a sentence.
    """

    tokens: Sequence[Token]
    bounds: Sequence[tuple[int, int]]
    damage: NDArray[np.float32]
    labels: dict[str, NDArray[np.int64]]
    heads: NDArray[np.int64]
    garbled: list[float]


class Judge:
    """The model and its vocabulary. Raises ValueError if one does not go with the other."""

    def __init__(self, model: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        facts = self.session.get_modelmeta().custom_metadata_map
        listed = model.with_name("vocabulary.txt")
        if hashlib.sha256(listed.read_bytes()).hexdigest() != facts["vocabulary_sha256"]:
            raise ValueError(f"{listed} is not the vocabulary of {model}")
        self.vocabulary = Vocabulary.read(listed)
        self.length = int(facts["length"])
        self.columns: dict[str, slice] = {}
        start = 0
        for name, values in json.loads(facts["columns"]).items():
            self.columns[name] = slice(start, start + len(values))
            start += len(values)

    def text(self, text: str) -> Judgement:
        """A paragraph that is a text of its own."""
        tokens = tokenize(text)
        return self.paragraphs([(tokens, sentence_bounds(tokens, split(text, 0, len(text))))])[0]

    def document(self, document: Document) -> list[Judgement]:
        """The blocks of a document in which full sentences are expected; offsets are those of the document's text."""
        blocks: dict[Any, list[tuple[int, int]]] = {}
        for sentence in document.prose:
            blocks.setdefault(sentence.block, []).append((sentence.first, sentence.last))
        given = []
        for bounds in blocks.values():
            first = bounds[0][0]
            given.append((document.tokens[first : bounds[-1][1]], [(a - first, b - first) for a, b in bounds]))
        return self.paragraphs(given)

    def paragraphs(self, given: Sequence[tuple[Sequence[Token], Sequence[tuple[int, int]]]]) -> list[Judgement]:
        """Paragraphs as tokens and token indices of sentences, judged in batches of windows of like length."""
        judgements = [self._empty(tokens, bounds) for tokens, bounds in given]
        found = [
            (number, window)
            for number, (tokens, bounds) in enumerate(given)
            for window in windows(tokens, bounds, self.vocabulary, self.length)
        ]
        found.sort(key=lambda pair: len(pair[1].pieces))
        for batch in _batched(found):
            length = len(batch[-1][1].pieces)
            arrays = {
                name: np.array([_padded(getattr(window, name), length) for _, window in batch], np.int32)
                for name in ("pieces", "features", "sentences")
            }
            scores, heads, _ = self.session.run(None, arrays)
            for row, (number, window) in enumerate(batch):
                self._fill(judgements[number], window, scores[row], heads[row])
        return judgements

    def _empty(self, tokens: Sequence[Token], bounds: Sequence[tuple[int, int]]) -> Judgement:
        labels = {name: np.zeros(len(tokens), np.int64) for name in self.columns}
        return Judgement(tokens, bounds, np.zeros(len(tokens), np.float32), labels, np.full(len(tokens), -1), [])

    def _fill(self, judgement: Judgement, window: Window, scores: Any, heads: Any) -> None:
        for place, token in enumerate(window.tokens):
            if token >= 0:
                judgement.damage[token] = _odds(scores[place, 0])
                for name, columns in self.columns.items():
                    judgement.labels[name][token] = scores[place, columns].argmax()
                judgement.heads[token] = window.tokens[heads[place]]
        judgement.garbled.extend(float(_odds(scores[end, self.columns["garbled"]][0])) for end in window.ends)


def _odds(score: Any) -> Any:
    return 1 / (1 + np.exp(-score))


def _padded(row: Sequence[int], length: int) -> list[int]:
    return [*row, *[0] * (length - len(row))]


def _batched(found: Sequence[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    """Runs of windows that fill PIECES, padded to the longest (the last) of them."""
    batch: list[tuple[int, Window]] = []
    for pair in found:
        if batch and (len(batch) + 1) * len(pair[1].pieces) > PIECES:
            yield batch
            batch = []
        batch.append(pair)
    if batch:
        yield batch
