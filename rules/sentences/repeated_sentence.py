"""A sentence says again what an earlier one of the article has said, word for word or nearly so.

Spinners pad an article with reworded copies of its own sentences, and overlapping pieces are translated twice. Take
one of the two out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._repeats import Stretch, repeats, words_of

META = RuleMeta(
    code="SE009",
    name="repeated-sentence",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Accuracy/Addition",
    fix=Fix.NONE,
    in_quotes=InQuotes.SKIP,
    roles=PROSE,
    examples=(
        Bad(
            "A small share of the homes employed a gardener. A small share of the homes employed a gardener.",
            marks="A small share of the homes employed a gardener.",
        ),
        Bad(
            "According to the bank, only half of the waste in the cities of the region is ever collected. It rained. "
            "According to the bank, only half of all waste in the cities of the region is ever collected.",
            marks="According to the bank, only half of all waste in the cities of the region is ever collected.",
        ),
        Good("He did not reply to a request for comment. She said no. They did not reply to two requests for comment."),
        Good("In May the price was 5 dollars a barrel, and 7 in June. In May it was 9 dollars a tonne, and 4 in June."),
        Good("“We will win the cup this year,” he said. “We will win the cup this year,” she said."),
        Good("Who won? Nobody knows. Who lost? Nobody knows."),
    ),
)

_MIN_WORDS = 7
_MIN_NEAR = 12
_NEAR = 0.6
"""Measured on the clean dev news: lower lets in parallel sentences (“In 2010 … In 2011 …”)."""


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    stretches: list[Stretch] = []
    for sentence in document.prose:
        words = words_of(document, sentence.first, sentence.last)
        if len(words) >= _MIN_WORDS:
            stretches.append((sentence.start, sentence.end, words))
    for copy, original, exact in repeats(stretches, _NEAR):
        start, end, copied = stretches[copy]
        if not exact and len(copied) < _MIN_NEAR:
            continue  # short sentences of one pattern: “Price: £40 a day”
        opening = " ".join(document.text[stretches[original][0] : stretches[original][0] + 40].split())
        how = "again" if exact else "again, nearly word for word"
        yield META.finding(start, end, f"This sentence says {how} what “{opening}…” has said.")
