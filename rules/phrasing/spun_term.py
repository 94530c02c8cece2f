"""Two neighbouring words look as if a spinner had put in synonyms: “vitality source”, “monetary framework”.

Unlike the list of known tortured phrases this is a guess: some words are the favourites of spinners (commotion for
noise, vitality for energy), and the pair does not stand in some nine million words of edited text. If it stands for
a common term, write the term.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import Words, table, words
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH022",
    name="spun-term",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Terminology/Wrong term",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    preview=True,
    examples=(
        Bad("The storms cut the vitality source of the city.", marks="vitality source"),
        Bad("Residents complained of commotion pollution.", marks="commotion pollution"),
        Good("The energy source of the city failed, and noise pollution grew."),
        Good("The political framework gave new vitality to the party; a commotion followed."),
        Good("He had a profound effect on the arrangement of the exhibition."),
    ),
)


class SpunWord(NamedTuple):
    """How much a word speaks for a spinner as the first and as the second word of a pair, and what it stands for."""

    first: float
    second: float
    originals: str


@cache
def _spun_words() -> dict[str, SpunWord]:
    text = files("lint.language.data").joinpath("spun_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.split("\n")[1:-1])
    return {row[0]: SpunWord(float(row[1]), float(row[2]), row[3] if len(row) > 3 else "") for row in rows}


def _is_content(found: Words, index: int) -> bool:
    """Whether the word stands in lower case, or opens a sentence with a capital."""
    written = found.written(index)
    return written[1:].islower() and (written[0].islower() or not found.keys[index - 1][-1:].isalnum())


def _pairs(found: Words) -> Iterator[int]:
    """Where two favourites of spinners stand side by side, whose weights add up to more than nothing."""
    spun = _spun_words()
    for key, places in found.places.items():
        first = spun.get(key)
        for index in places if first else ():
            second = spun.get(found.keys[index + 1])
            if not first or not second or first.first + second.second <= 0 or not found.spaced(index, index + 1):
                continue
            if _is_content(found, index) and found.written(index + 1).islower():
                yield index


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    found = document.derive(words)
    pack = table("spun")
    seen = set()
    for match in pack.matches(document):
        seen.add(match.start)
        text = document.text[match.start : match.end]
        if text[1:].islower():
            yield META.finding(match.start, match.end, f"“{text}” looks like “{match.entry.meant}” spun from synonyms.")
    for index in _pairs(found):
        start, end = found.starts[index], found.ends[index + 1]
        if start not in seen and not pack.knows(f"{found.keys[index]} {found.keys[index + 1]}"):
            yield META.finding(start, end, f"“{document.text[start:end]}” looks like a term spun from synonyms.")
