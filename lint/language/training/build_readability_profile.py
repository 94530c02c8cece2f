"""Builds lint/language/data/readability_profile.json: how long and how hard edited news is, in percentiles.

    python -m lint.language.training.build_readability_profile NEWS_DIR CORPUS [--out FILE]

NEWS_DIR holds edited news, one .txt a document: the clean part of the benchmark (OneStopEnglish, advanced level,
CC BY-SA 4.0; the news of GUM, from Wikinews, CC BY 2.5; Universal Dependencies English PUD, CC BY-SA 3.0).
CORPUS is the training corpus of clean sentences (JSON Lines, gzip), of which the press releases count: US Senate
offices, State Department and White House, works of the US government, in the public domain. Its sentences have 5 to 60
words, so it says nothing of sentence lengths; it is there because whole articles of hard but sound prose are rare in
news.

The file holds only figures. The same input gives the same bytes. Percentiles are nearest rank.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from lint.document import Block, Document, Role
from lint.readability import measure, paragraphs, percentile, sentence_lengths
from lint.sources.plain import from_text
from lint.sources.sourcemap import SourceMap

RELEASES = ("senate", "state", "whitehouse")

SHARES = (0.05, 0.1, 1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.95)

ARTICLE_WORDS = 100
"""The least words of an article whose figures count: those of a few sentences leap."""

PARAGRAPH_WORDS, PARAGRAPH_SENTENCES = 40, 2
"""The least words and sentences of a paragraph whose reading ease counts."""

Samples = dict[str, list[float]]


def news(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.glob("*.txt")):
        yield from_text(path.read_text(encoding="utf-8"), path.name)


def releases(corpus: Path) -> Iterator[Document]:
    """The press releases, each as one paragraph, for the corpus does not keep their paragraphs."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = (row for row in map(json.loads, lines) if row["src"] in RELEASES)
        for (_, name), members in groupby(rows, key=lambda row: (row["src"], row["doc"])):
            text = " ".join(row["text"] for row in members)
            yield Document(text, [Block(Role.BODY, 0, len(text))], SourceMap(text), name)


def add_news(document: Document, samples: Samples) -> None:
    """Add what one article of news says."""
    samples["sentence_words"] += sentence_lengths(document)
    for paragraph in paragraphs(document):
        samples["paragraph_words"].append(paragraph.words)
        if paragraph.words >= PARAGRAPH_WORDS and paragraph.sentences >= PARAGRAPH_SENTENCES:
            samples["paragraph_reading_ease"].append(paragraph.flesch_reading_ease)
    figures = measure(document)
    if figures["words"] >= ARTICLE_WORDS:
        samples["article_reading_ease"].append(figures["flesch_reading_ease"])
        for name in figures.keys() - {"words", "sentences", "paragraphs"}:
            samples.setdefault(name, []).append(figures[name])


def build(folder: Path, corpus: Path) -> dict[str, object]:
    """The profile, ready for JSON."""
    samples: Samples = {
        "sentence_words": [],
        "paragraph_words": [],
        "paragraph_reading_ease": [],
        "article_reading_ease": [],
    }
    for document in news(folder):
        add_news(document, samples)
    for document in releases(corpus):
        figures = measure(document)
        if figures["words"] >= ARTICLE_WORDS:
            samples["article_reading_ease"].append(figures["flesch_reading_ease"])
    return {
        "counts": {name: len(values) for name, values in sorted(samples.items())},
        "percentiles": {name: percentiles(values) for name, values in sorted(samples.items())},
    }


def percentiles(values: list[float]) -> dict[str, float]:
    in_order = sorted(values)
    return {f"{share:g}": percentile(in_order, share) for share in SHARES}


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds the profile of edited news that the readability rules use.")
    parser.add_argument("news", type=Path, metavar="NEWS_DIR")
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    default = Path(__file__).parents[1] / "data" / "readability_profile.json"
    parser.add_argument("--out", type=Path, default=default)
    arguments = parser.parse_args()
    profile = build(arguments.news, arguments.corpus)
    arguments.out.write_text(json.dumps(profile, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
