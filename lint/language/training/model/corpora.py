"""Readers of the training corpus (see its README for sources and licences), and the parts that it is held in.

A document belongs to one part for good, by a checksum of its name: "dev" (2 in 100) is for the choice of settings and
for early stopping, "test" (2 in 100) for figures, the rest for training.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from lint.language.training.model.spans import Example

TREEBANKS = ("ud_ewt", "ud_gum")


TOP = 10
"""One in so many of the mined hard negatives is passed over, from the top."""


class Paragraph(NamedTuple):
    """Neighbouring clean sentences of one document, as a paragraph might hold them."""

    source: str
    document: str
    sentences: tuple[str, ...]


class PostEdit(NamedTuple):
    """Tokens of a machine-translated sentence and of what a person made of it."""

    id: str
    part: str
    mt: tuple[str, ...]
    pe: tuple[str, ...]


def part(document: str) -> str:
    """ "train", "dev" or "test"."""
    return {0: "dev", 1: "dev", 2: "test", 3: "test"}.get(crc32(document.encode()) % 100, "train")


def _lines(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def paragraphs(corpus: Path, longest: int = 3) -> Iterator[Paragraph]:
    """Runs of one to `longest` sentences that stand next to each other in the clean corpus, each sentence once.

    Lengths go round (1, 2, … `longest`), so that single sentences stay as frequent as longer runs.
    Raises FileNotFoundError if the folder holds no corpus.
    """
    files = sorted(corpus.glob("corpus-*.jsonl.gz"))
    if not files:
        raise FileNotFoundError(f"no corpus-*.jsonl.gz in {corpus}")
    run: list[dict[str, Any]] = []
    length = 1
    for record in _lines(files):
        if run and (len(run) == length or record["doc"] != run[-1]["doc"] or record["i"] != run[-1]["i"] + 1):
            yield _paragraph(run)
            run, length = [], length % longest + 1
        run.append(record)
    if run:
        yield _paragraph(run)


def _paragraph(run: list[dict[str, Any]]) -> Paragraph:
    return Paragraph(run[0]["src"], run[0]["doc"], tuple(record["text"] for record in run))


def hard_negatives(lines: Iterable[str]) -> list[Example]:
    """The paragraphs of a list that `mine` wrote as clean examples, without the top tenth: mostly real slips."""
    records = [json.loads(line) for line in lines]
    return [Example(record["text"], (), record["source"], 0) for record in records[len(records) // TOP :]]


def post_edits(corpus: Path) -> Iterator[PostEdit]:
    """All pairs of machine translation and post-edit; the data's own development part is our "dev"."""
    for record in _lines([corpus / "mlqe_pe_train.jsonl.gz"]):
        name = "dev" if "/dev/" in record["id"] else "train"
        yield PostEdit(record["id"], name, tuple(record["mt"].split()), tuple(record["pe"].split()))
