"""Builds lint/language/data/sentence_lengths.json: how long the sentences of edited news are, as a histogram.

    python -m lint.language.training.build_sentence_lengths NEWS_DIR [--out FILE]

NEWS_DIR holds edited news, one .txt a document: the clean part of the benchmark, of which only these count:
OneStopEnglish, advanced level, which is articles of The Guardian (CC BY-SA 4.0), and the news of GUM, from Wikinews
(CC BY 2.5). Universal Dependencies English PUD is left out: it has no whole articles.

The file holds only counts: `counts[n]` sentences have n words, the last entry those of so many words or more.
Sentences and words are newslint's own (`lint.readability.sentence_lengths`). The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from lint.readability import sentence_lengths
from lint.sources.plain import from_text

SOURCES = ("onestop_", "gum_GUM_news_")
"""How the names of the files that count begin."""

LONGEST = 80


def build(folder: Path) -> dict[str, object]:
    """The counts, ready for JSON."""
    counts = [0] * (LONGEST + 1)
    articles = 0
    for path in sorted(folder.glob("*.txt")):
        if not path.name.startswith(SOURCES):
            continue
        articles += 1
        for words in sentence_lengths(from_text(path.read_text(encoding="utf-8"), path.name)):
            counts[min(words, LONGEST)] += 1
    return {"articles": articles, "sentences": sum(counts), "counts": counts}


def main() -> None:
    parser = argparse.ArgumentParser(description="Counts the sentences of edited news by length.")
    parser.add_argument("news", type=Path, metavar="NEWS_DIR")
    default = Path(__file__).parents[1] / "data" / "sentence_lengths.json"
    parser.add_argument("--out", type=Path, default=default)
    arguments = parser.parse_args()
    arguments.out.write_text(json.dumps(build(arguments.news)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
