"""Writes the tables that the phrase rules read, from the packs in TOML and from a list of spun phrases.

    python -m lint.language.training.build_phrases                     the tables of our own packs
    python -m lint.language.training.build_phrases --spun FILE.jsonl   also phrases_tortured.tsv

FILE holds sentences with spun phrases and, where known, the phrases they stand for, as the benchmark's
`spun_phrases.jsonl` does. `rules/packs/*.toml` is the source of the others; a test fails where they are out of date.
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
    options = parser.parse_args()
    for path, text in tables():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.name}: {text.count(chr(10)) - 1} phrases")
    if options.spun:
        from lint.language.training.spun_phrases import tortured_table

        records = (json.loads(line) for line in options.spun.read_text(encoding="utf-8").splitlines())
        path = DATA / "phrases_tortured.tsv"
        path.write_text(tortured_table(records), encoding="utf-8", newline="\n")
        print(path.name)


if __name__ == "__main__":
    main()
