"""The benchmark's development files (marked machine translation, hand-damaged and clean news) and folds of articles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from lint.language.model.labels import IGNORED
from lint.language.training.model.corpora import Paragraph
from lint.language.training.model.spans import Example, Mark
from lint.sources.plain import from_text

BROKEN = frozenset({"Fluency/Grammar", "Fluency/Encoding", "Non-translation"})
CORE = BROKEN | {"Fluency/Punctuation", "Fluency/Spelling"}
"""As in the benchmark's score.py."""
FOLDS = 3


class Segment(NamedTuple):
    """A marked segment: `document` is the article, which several systems have translated."""

    id: str
    document: str
    text: str
    spans: tuple[dict[str, Any], ...]


def segments(bench: Path) -> list[Segment]:
    """The marked machine translation."""
    return _read(bench / "dev" / "mt_news20_zhen.jsonl")


def damaged(bench: Path) -> list[Segment]:
    """The hand-damaged news."""
    return _read(bench / "dev" / "spun_news.jsonl")


def _read(path: Path) -> list[Segment]:
    with path.open(encoding="utf-8") as lines:
        records = map(json.loads, lines)
        return [Segment(r["id"], r.get("doc") or r["id"], r["text"], tuple(r["spans"])) for r in records]


def clean(bench: Path) -> Iterator[Segment]:
    """The clean news, one document each."""
    folder = bench / "dev" / "clean"
    with (folder / "index.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = (folder / record["file"]).read_bytes().decode("utf-8")
            yield Segment(record["id"], record["id"], text, ())


def paragraphs(segment: Segment) -> Iterator[Paragraph]:
    """The sentences of each block of an article in which full sentences are expected: what the product reads."""
    blocks: dict[tuple[int, int], list[str]] = {}
    document = from_text(segment.text, id=segment.id)
    for one in document.prose:
        text = document.text[one.start : one.end]
        blocks.setdefault((one.block.start, one.block.end), []).append(" ".join(text.split()))
    for sentences in blocks.values():
        yield Paragraph("bench", segment.document, tuple(sentences))


def fold(document: str) -> int:
    """The fold of an article, 0 to FOLDS - 1, the same for all its translations."""
    return crc32(document.encode()) % FOLDS


def training_example(segment: Segment) -> Example:
    """The segment as an example to train on: what a rater called broken is damage, of an unknown kind.

    Marks of other categories (a wrong meaning, a name, a comma) are unsure: they may be bad English, or not.
    """
    marks = tuple(
        Mark(max(0, span["start"]), span["end"], None, span["category"] in BROKEN)
        for span in segment.spans
        if span["end"] > span["start"]
    )
    return Example(segment.text, marks, "wmt20", 0 if not marks else IGNORED)


def held_back(items: Sequence[Segment], number: int) -> list[Segment]:
    """The segments of the fold that the model did not see."""
    return [item for item in items if fold(item.document) == number]
