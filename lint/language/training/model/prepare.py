"""Prepares all that the training needs: vocabulary, MiniLM's weights cut to it, and rows of numbers.

The result is small enough to be carried to a machine without a network: training reads nothing else.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

from lint.language.model.pieces import Vocabulary, count_words, pruned
from lint.language.tokens import tokenize
from lint.language.training.model import align, benchmark, start, store, tagging
from lint.language.training.model import noise as noiser
from lint.language.training.model.corpora import TREEBANKS, Paragraph, hard_negatives, paragraphs, part, post_edits
from lint.language.training.model.encoding import Labelled, Row, labelled, of_tree, rated, rows
from lint.language.training.model.settings import Settings
from lint.language.training.model.spans import Example
from lint.language.training.model.statistics import Statistics, load
from lint.language.training.model.trees import Tree
from lint.language.training.model.trees import read as read_trees
from lint.language.training.model.typography import half_typographic

PARAGRAPHS = 188_000
"""About as many as the training part of the corpus holds."""
COMMONEST = "senate"
"""The source of three quarters of the corpus."""

Task: TypeAlias = tuple[Any, ...]
"""A text to make rows of: the name of one of _MAKERS, and what it is given. Tasks are sent to other processes."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where things are, and how much of them to take. `fold` is the fold of the benchmark's articles to hold back;
    None leaves the benchmark out altogether."""

    corpus: Path
    minilm: Path
    bench: Path | None = None
    fold: int | None = None
    paragraphs: int = PARAGRAPHS
    held_out: int = 1_500
    trees: int = 100_000
    pairs: int = 100_000
    tagger: Path | None = None
    """The file of the tagger, to be written if it is not there; None for a file beside the rows."""
    hard: Path | None = None
    """A list of hard negatives that `mine` wrote."""
    copies: int = 1
    """How many differently damaged copies are made of each paragraph and tree; twice as many of what is rare."""


def treebank(corpus: Path, name: str) -> Iterator[Tree]:
    """The trees of one part ("train", "dev", "test") of both treebanks."""
    for bank in TREEBANKS:
        yield from read_trees(corpus / f"{bank}_{name}.conllu.gz")


class Preparation:
    """Makes the rows of one training."""

    def __init__(self, sources: Sources, settings: Settings, out: Path) -> None:
        self.sources, self.settings, self.out = sources, settings, out
        self.statistics: Statistics = load()
        self.log: dict[str, Any] = {"seed": settings.seed}
        self.tagger: Any = None
        self.vocabulary: Vocabulary

    def run(self) -> None:
        """Everything, in order; each step's size and time go to preparation.json."""
        self.out.mkdir(parents=True, exist_ok=True)
        self.settings.write(self.out / "settings.json")
        self._timed("vocabulary", self.write_vocabulary)
        self._timed("tagger", self.train_tagger)
        self._timed("test", self.write_test)
        self._timed("dev", lambda: store.write(self.out / "dev", self.encoded(self.dev())))
        self._timed("train", lambda: store.write(self.out / "train", self.encoded(self.train())))
        (self.out / "preparation.json").write_text(json.dumps(self.log, indent=1) + "\n", "utf-8")

    def _timed(self, name: str, step: Any) -> None:
        begin = time.process_time()
        self.log[name] = {"result": step(), "cpu_seconds": round(time.process_time() - begin, 1)}
        print(f"{name}: {self.log[name]}", flush=True)

    def write_vocabulary(self) -> int:
        """The pieces that the corpus needs most, and MiniLM's weights for them."""
        full = Vocabulary.read(self.sources.minilm / "vocab.txt")
        texts = (sentence for paragraph in paragraphs(self.sources.corpus) for sentence in paragraph.sentences)
        every_eighth = islice(texts, 0, None, 8)
        words = count_words((token.text for token in tokenize(text)) for text in every_eighth)
        numbers = pruned(full, words, self.settings.vocabulary)
        self.vocabulary = Vocabulary([full.pieces[number] for number in numbers])
        if self.vocabulary.pad:
            raise ValueError(f"{self.sources.minilm / 'vocab.txt'}: [PAD] is not its first piece")
        self.vocabulary.write(self.out / "vocabulary.txt")
        start.save(self.out / "start", start.minilm(self.sources.minilm, numbers, self.settings.layers))
        return len(self.vocabulary)

    def train_tagger(self) -> float:
        """The tagger, trained or from its file; returns its accuracy on the treebanks' dev part."""
        saved = self.sources.tagger or self.out / "tagger.json.gz"
        if saved.exists():
            self.tagger = tagging.load(saved)
        else:
            self.tagger = tagging.train(treebank(self.sources.corpus, "train"), self.settings.seed)
            tagging.save(self.tagger, saved)
        return round(tagging.accuracy(self.tagger, treebank(self.sources.corpus, "dev")), 4)

    def damaged(self, paragraph: Paragraph, copy: int = 0, share: float = 0.6) -> Example:
        """A damaged copy of a clean paragraph."""
        tags = [tagging.tag(self.tagger, [t.text for t in tokenize(one)]) for one in paragraph.sentences]
        seed = self.settings.seed + copy
        return half_typographic(noiser.noisy(paragraph.sentences, tags, seed, self.statistics, paragraph.source, share))

    def noisy_tree(self, tree: Tree, copy: int) -> Labelled:
        """A damaged tree: what still stands keeps its labels; only a damage that was put in is counted as one."""
        tags = [syntax.penn for syntax in tree.syntax]
        example = noiser.noisy([tree.text], [tags], self.settings.seed + copy, self.statistics, "ud", 1.0)
        return labelled(half_typographic(example), tree.syntax)

    def part_of_corpus(self, name: str) -> Iterator[Paragraph]:
        """The paragraphs of a part."""
        return (one for one in paragraphs(self.sources.corpus) if part(one.document) == name)

    def train(self) -> Iterator[Task]:
        """What is trained on: trees, clean and damaged; damaged news; machine translation and its post-edits."""
        sources = self.sources
        for tree in islice(treebank(sources.corpus, "train"), sources.trees):
            yield ("tree", tree)
            yield from (("noisy_tree", tree, copy) for copy in range(sources.copies))
        every = max(1, round(PARAGRAPHS / max(1, sources.paragraphs)))  # spread over all sources, not the first ones
        for paragraph in islice(self.part_of_corpus("train"), 0, None, every):
            copies = sources.copies * (1 if paragraph.source == COMMONEST else 2)
            yield from (("noisy_paragraph", paragraph, copy) for copy in range(copies))
        pairs = (pair for pair in post_edits(sources.corpus) if pair.part == "train")
        for pair in islice(pairs, 0, None, max(1, 35_000 // max(1, sources.pairs))):
            yield ("machine", pair)
            yield ("edited", pair)
        if sources.hard is not None:
            with sources.hard.open(encoding="utf-8") as lines:
                yield from (("example", example) for example in hard_negatives(lines))
        if sources.bench is not None and sources.fold is not None:
            yield from self.bench(sources.bench, sources.fold)

    def bench(self, bench: Path, fold: int) -> Iterator[Task]:
        """The marked machine translation, and edited news as it is and damaged, of all folds but one."""
        for segment in benchmark.segments(bench):
            if benchmark.fold(segment.document) != fold:
                yield ("rated", benchmark.training_example(segment))
        for article in benchmark.clean(bench):
            if benchmark.fold(article.document) != fold:
                for paragraph in benchmark.paragraphs(article):
                    yield ("rated", Example(" ".join(paragraph.sentences), (), paragraph.source, 0))
                    yield ("noisy_paragraph", paragraph)

    def noisy_paragraph(self, paragraph: Paragraph, copy: int = 0) -> Labelled:
        """A damaged copy, in our tokens."""
        return labelled(self.damaged(paragraph, copy))

    def dev(self) -> Iterator[Task]:
        """What early stopping and thresholds are judged by."""
        for tree in islice(treebank(self.sources.corpus, "dev"), self.sources.held_out):
            yield ("tree", tree)
        for paragraph in islice(self.part_of_corpus("dev"), self.sources.held_out):
            yield ("noisy_paragraph", paragraph)

    def write_test(self) -> int:
        """Damaged paragraphs of documents that are held back, as text with marks, for `evaluate`."""
        examples = [self.damaged(one) for one in islice(self.part_of_corpus("test"), self.sources.held_out)]
        with gzip.GzipFile(self.out / "test.jsonl.gz", "wb", mtime=0) as file:
            for example in examples:
                marks = [[mark.start, mark.end, mark.kind] for mark in example.marks]
                line = {"text": example.text, "marks": marks, "source": example.source, "garbled": example.garbled}
                file.write((json.dumps(line, ensure_ascii=False) + "\n").encode())
        return len(examples)

    def encoded(self, tasks: Iterable[Task]) -> Iterator[Row]:
        """The rows of all tasks, in their order, worked out by as many processes as there are processors."""
        global _preparation
        _preparation = self  # forked processes have it from the start: the tagger is too large to be sent to them
        with get_context("fork").Pool() as pool:
            for found in pool.imap(_rows, tasks, chunksize=64):
                yield from found


_preparation: Preparation
"""What the processes of `encoded` work for."""


def _rows(task: Task) -> list[Row]:
    name, *given = task
    return list(rows(_MAKERS[name](_preparation, *given), _preparation.vocabulary))


_MAKERS: dict[str, Callable[..., Labelled]] = {
    "tree": lambda _, tree: of_tree(tree),
    "noisy_tree": Preparation.noisy_tree,
    "noisy_paragraph": Preparation.noisy_paragraph,
    "machine": lambda _, pair: labelled(half_typographic(align.example(pair.mt, pair.pe, "mlqe"))),
    "edited": lambda _, pair: labelled(half_typographic(align.clean_example(pair.pe, "mlqe-pe"))),
    "example": lambda _, example: labelled(example),
    "rated": lambda _, example: rated(example),
}
"""How each task's text and labels are made."""
