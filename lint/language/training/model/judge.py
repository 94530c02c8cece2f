"""Runs an exported model over texts for figures and mining, through the product's own runtime."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.document import Document
from lint.language.model.features import LENGTH, sentence_bounds
from lint.language.model.pieces import Vocabulary
from lint.language.model.runtime import COLUMNS, Model, Passage
from lint.language.sentences import split
from lint.language.tokens import Token, tokenize


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of a paragraph, token by token. Tokens outside of all sentences have damage 0 and head -1.

    `labels` maps each layer ("kind", "upos", …) to the number of the likeliest label; `heads` are token indices, -1 for
    a root. `garbled` is one probability a sentence.
    """

    tokens: Sequence[Token]
    bounds: Sequence[tuple[int, int]]
    damage: NDArray[np.float32]
    marked: NDArray[np.float32]
    labels: dict[str, NDArray[np.uint8]]
    heads: NDArray[np.int32]
    garbled: list[float]


class Judge:
    """The model and its vocabulary. Raises ValueError if one does not go with the other."""

    def __init__(self, path: Path) -> None:
        listed = path.with_name("vocabulary.txt")
        self.model = Model(path.read_bytes(), Vocabulary.read(listed))
        facts = self.model.metadata
        if hashlib.sha256(listed.read_bytes()).hexdigest() != facts["vocabulary_sha256"]:
            raise ValueError(f"{listed} is not the vocabulary of {path}")
        columns = {name: tuple(values) for name, values in json.loads(facts["columns"]).items()}
        ours = {name: tuple(map(str, values)) for name, values in COLUMNS.items()}
        if columns != ours or int(facts["length"]) != LENGTH:
            raise ValueError(f"{path} was made for other labels or windows than this version has")

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
        """Paragraphs as tokens and token indices of sentences, read in one go."""
        passages: list[Passage] = []
        base = 0
        for tokens, bounds in given:
            passages.append(Passage(tokens, bounds, base))
            base += len(tokens)
        answers = self.model.read(passages, base)
        found = []
        for tokens, bounds, base in passages:
            here = slice(base, base + len(tokens))
            labels = {name: row[here] for name, row in answers.labels.items()}
            heads = np.where(answers.head[here] >= 0, answers.head[here] - base, -1)
            garbled = [float(answers.garbled[base + first]) for first, last in bounds if last > first]
            found.append(Judgement(tokens, bounds, answers.damage[here], answers.marked[here], labels, heads, garbled))
        return found
