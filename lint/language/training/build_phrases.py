"""Writes the tables that the phrase rules read, from the packs in TOML and from a list of spun phrases.

python -m lint.language.training.build_phrases the tables of our own packs python -m
lint.language.training.build_phrases \\ --spun spun_phrases.jsonl --corpus corpus-000.jsonl.gz --pairs bigrams.txt

The second form also writes what the rules on spun phrases read: see spun_phrases.py. The first file holds spun
phrases and what they stand for (the benchmark's development file), the second edited text to train on, the third
pairs of words in common use with their counts, as in the package wordsegment (from Google's Web trillion word
corpus). `rules/packs/*.toml` is the source of all other tables; a test fails where they are out of date.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from lint.language.phrases import Entry, read_pack

HOUSE = Path(__file__).resolve().parents[3]
PACKS = HOUSE / "rules" / "packs"
DATA = HOUSE / "lint" / "language" / "data"

_GENERATED = "# Made from rules/packs/{source} by lint/language/training/build_phrases.py: do not edit."


def row(phrase: str, entry: Entry) -> str:
    """The line of a table for one phrase, as `lint.language.phrases.parse_table` reads it."""
    meant = entry.meant if entry.exact or not entry.meant else "~" + entry.meant
    return "\t".join([phrase, meant, entry.note]).rstrip("\t")


def table_of(path: Path) -> str:
    """The table of one pack in TOML. Raises PackError or tomllib.TOMLDecodeError."""
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    rows: dict[str, str] = {}
    for phrase, entry in read_pack(source):
        rows.setdefault(phrase, row(phrase, entry))
    return "\n".join([_GENERATED.format(source=path.name), *rows.values(), ""])


def tables() -> Iterator[tuple[Path, str]]:
    """Path and content of the table of each of our packs."""
    for path in sorted(PACKS.glob("*.toml")):
        yield DATA / f"phrases_{path.stem}.tsv", table_of(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spun", type=Path, metavar="FILE")
    parser.add_argument("--corpus", type=Path, metavar="FILE")
    parser.add_argument("--pairs", type=Path, metavar="FILE")
    options = parser.parse_args()
    for path, text in tables():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.name}: {text.count(chr(10)) - 1} phrases")
    if options.spun:
        _build_spun(options.spun, options.corpus, options.pairs)


def _build_spun(spun: Path, corpus: Path, common: Path) -> None:
    from lint.language.training.spun_phrases import read_pairs, spun_tables, tortured_table

    pairs = read_pairs(json.loads(line) for line in spun.read_text(encoding="utf-8").splitlines())
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        text = [json.loads(line)["text"] for line in lines]
    words_table, pairs_table = spun_tables(pairs, text, _common_pairs(common))
    written = {"phrases_tortured": tortured_table(pairs), "spun_words": words_table, "phrases_spun": pairs_table}
    for name, content in written.items():
        (DATA / f"{name}.tsv").write_text(content, encoding="utf-8", newline="\n")
        print(f"{name}.tsv: {content.count(chr(10))} lines")


def _common_pairs(path: Path) -> Iterator[tuple[tuple[str, str], int]]:
    """Pairs of words and their counts, from lines such as "deep learning<tab>123456"."""
    for line in path.read_text(encoding="utf-8").splitlines():
        pair, _, count = line.rpartition("\t")
        first, _, second = pair.lower().partition(" ")
        if first and second and count.isdigit():
            yield (first, second), int(count)


if __name__ == "__main__":
    main()
