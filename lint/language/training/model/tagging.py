"""A Penn tagger for our tokens, to tell the noiser where it may strike: NLTK's perceptron, trained on the treebanks."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from nltk.tag.perceptron import PerceptronTagger

from lint.language.training.model.trees import Tree

ROUNDS = 3


def train(trees: Iterable[Tree], seed: int) -> Any:
    """A tagger of our tokens; a token of two words has a tag of two ("NNP+POS")."""
    random.seed(seed)  # the trainer shuffles with the module's own generator
    tagger = PerceptronTagger(load=False)
    tagger.train([_pairs(tree) for tree in trees if tree.tokens], nr_iter=ROUNDS)
    return tagger


def save(tagger: Any, path: Path) -> None:
    """As compressed JSON."""
    content = {"weights": tagger.model.weights, "tagdict": tagger.tagdict, "classes": sorted(tagger.classes)}
    path.write_bytes(gzip.compress(json.dumps(content, sort_keys=True).encode(), mtime=0))


def load(path: Path) -> Any:
    """What `save` wrote."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    tagger = PerceptronTagger(load=False)
    tagger.model.weights, tagger.tagdict = content["weights"], content["tagdict"]
    tagger.classes = tagger.model.classes = set(content["classes"])
    return tagger


def _pairs(tree: Tree) -> list[tuple[str, str]]:
    return [(token.text, syntax.penn or "X") for token, syntax in zip(tree.tokens, tree.syntax, strict=True)]


def tag(tagger: Any, tokens: Sequence[str]) -> list[str]:
    """The tags of a sentence's tokens."""
    return [tag for _, tag in tagger.tag(list(tokens))]


def accuracy(tagger: Any, trees: Iterable[Tree]) -> float:
    """Share of tokens with the right tag."""
    right = total = 0
    for tree in trees:
        found = tag(tagger, [token.text for token in tree.tokens])
        judged = [one == syntax.penn for one, syntax in zip(found, tree.syntax, strict=True) if syntax.penn]
        right += sum(judged)
        total += len(judged)
    return right / max(total, 1)
