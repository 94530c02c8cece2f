"""A word or phrase that repeats itself without end: "the the the", "in the city in the city in the city".

Translation and language models fall into such loops, above all after a word they do not know; what should have followed
is often missing. People repeat too, but with commas ("no, no, no"), with "and" ("again and again and again"), or in
quoted chants, which are left alone unless they go on and on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import WORD, words

META = RuleMeta(
    code="RE013",
    name="word-loop",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Unintelligible",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG,
    priority=4,
    examples=(
        Bad("The mayor said the the the talks failed.", marks="the the the", fixed="The mayor said the talks failed."),
        Bad(
            "Work began in the city in the city in the city last year.",
            marks="in the city in the city in the city",
            fixed="Work began in the city last year.",
        ),
        Bad(
            "The work of the team, of the team, of the team, of the team, went on.",
            marks="of the team, of the team, of the team, of the team",
            fixed="The work of the team, went on.",
        ),
        Good("“No, no, no,” she said again and again and again."),
        Good("Fans sang “Ole, ole, ole” and “Vote, vote, vote!” in New York, New York."),
        Good("The scores were 6-4 6-4 6-4 and 0 0 0; Duran Duran sang “Girls Girls Girls”."),
        Good("It grew bigger and bigger and bigger, step by step by step, year after year after year."),
        Good("What the economy needs is jobs, jobs, jobs."),
    ),
)

_LONGEST = 6
"""The longest phrase, in words, that is looked for."""
_BLOCK_GAP = re.compile(r"[.!?:\n\r]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LINKS = _words("and by after or to upon on in for at over against with")
"""Between two words of a kind these make an idiom: "bigger and bigger", "step by step"."""
_CRIES = _words(
    "ha haha ho he hee hi hey la na da di doo ooh oh ah yeah yes no bla blah boo boom bang knock tick tock beep buzz "
    "drip very really so too much many far long never ever more way go run please ole olé hip hooray hurrah rah wait "
    "bye chop quack woof moo ding dong tut cha bom pom ra yo wow"
)
"""What people call out, or stress by saying it again."""
_FEW, _SOME, _MANY = 3, 5, 8


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    lowered = list(map(str.lower, document.derive(words)))
    spans: list[tuple[int, int]] = []
    covered = bytearray(len(lowered))
    for length in range(1, _LONGEST + 1):
        # A phrase that stands three times has one of its words three times among each `length`-th one.
        if b"\x01\x01" not in bytes(map(eq, lowered[::length], lowered[length::length])):
            continue
        same = bytes(map(eq, lowered, lowered[length:]))
        if b"\x01" * (2 * length) not in same:
            continue
        spans = spans or [match.span() for match in WORD.finditer(text)]
        for run in re.finditer(b"\x01{%d,}" % (2 * length), same):
            first, last = run.start(), run.end() + length
            if covered[first]:
                continue
            covered[first:last] = b"\x01" * (last - first)
            for start, end in _stretches(text, spans, first, last):
                yield from _loop(document, spans[start:end], lowered[start:end], length)


def _stretches(text: str, spans: list[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The words `first` to `last` as stretches that no end of a sentence or line parts."""
    start = first
    for index in range(first + 1, last):
        if _BLOCK_GAP.search(text, spans[index - 1][1], spans[index][0]):
            yield start, index
            start = index
    yield start, last


def _loop(document: Document, spans: list[tuple[int, int]], words: list[str], length: int) -> Iterator[Finding]:
    """The finding for a stretch that repeats its first `length` words, unless people write so."""
    times = len(words) // length
    if times < _FEW:
        return
    unit = words[:length]
    start, end = spans[0][0], spans[times * length - 1][1]
    text = document.text
    parted = text[spans[length - 1][1] : spans[length][0]].strip() != ""
    capitals = all(text[left].isupper() for left, _ in spans)
    enough = _enough(unit, parted=parted, capitals=capitals)
    if times < enough or (times < enough + 1 and document.in_quotation(start, end)):
        return
    phrase = text[start : spans[length - 1][1]]
    shown = phrase if len(phrase) <= 40 else phrase[:40] + "…"
    yield META.finding(
        start, end, f"“{shown}” stands {times} times in a row: a machine fell into a loop.", replace=phrase
    )


def _enough(unit: list[str], *, parted: bool, capitals: bool) -> int:
    """How often a phrase must stand in a row before it is no longer something that people write."""
    if all(any(map(str.isdigit, word)) for word in unit):
        return 1_000_000  # scores and tables
    if all(word in _CRIES for word in unit):
        return _MANY
    if parted or (len(unit) == 2 and not _LINKS.isdisjoint(unit)):
        return _SOME if len(unit) < 3 else _FEW + 1
    return _FEW + 1 if capitals or len(unit[0]) == 1 else _FEW
