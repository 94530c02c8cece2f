"""Writes the tables that the phrase rules read, from the packs in TOML and from a list of spun phrases.

    python -m lint.language.training.build_phrases
    python -m lint.language.training.build_phrases --spun spun_phrases.jsonl

The first form writes the tables of our own packs (`rules/packs/*.toml`); a test fails where they are out of date. The
second also writes the pack of tortured phrases, from a file of spun phrases and what they stand for (the benchmark's
development file): see spun_phrases.py.
"""

from __future__ import annotations

import argparse
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
    """The line of a table for one phrase, as `lint.language.phrases.parse_row` reads it."""
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
    options = parser.parse_args()
    for path, text in tables():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.name}: {text.count(chr(10)) - 1} phrases")
    if options.spun:
        _build_spun(options.spun)


def _build_spun(spun: Path) -> None:
    from lint.language.training.spun_phrases import read_pairs, tortured_table

    pairs = read_pairs(json.loads(line) for line in spun.read_text(encoding="utf-8").splitlines())
    content = tortured_table(pairs)
    (DATA / "phrases_tortured.tsv").write_text(content, encoding="utf-8", newline="\n")
    print(f"phrases_tortured.tsv: {content.count(chr(10))} lines")


if __name__ == "__main__":
    main()
