"""A sentence says again what an earlier one of the article has said, word for word or nearly so.

Spinners pad an article with reworded copies of its own sentences, and overlapping pieces are translated twice. Take
one of the two out. A pull quote with its speaker's name behind it is meant to repeat, and a lead may say what the
headline says; words that stand once inside and once outside quotation marks are a minor matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lint.document import PROSE, Document, Sentence
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._endings import signed
from ._repeats import Stretch, is_lead, repeats, tell_apart, words_of

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
        Bad(
            "It was a very hard choice for all of us. We made it with the public in mind. She left.\n\nIt rained.\n\n"
            "It was a very hard choice for all of us. We made it with the public in mind. He left.",
            marks="It was a very hard choice for all of us. We made it with the public in mind.",
            message="These sentences say again what “It was a very hard choice for all of us.…” has said.",
        ),
        Good(
            "“It was a very hard choice for all of us. We made it with the public in mind,” she said.\n\n"
            "It was a very hard choice for all of us. Ann Lee, Head of the Board\n\nThe board met on Monday."
        ),
        Good(
            "The growth of the port is a chance for the whole of the region and no threat.\n\nThe report says that the "
            "growth of the port is a chance for the whole of the region and no threat.\n\nIt came out on Monday."
        ),
        Good(
            "They met. The front of the round gold coin shows the words “8g of gold” and the name of the fair. "
            "The front of the round gold coin shows the words “30g of silver” and the name of the fair."
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


class _Repeat(NamedTuple):
    """A sentence that repeats another one, and the numbers of the two among all that are compared."""

    copy: Sentence
    original: Sentence
    exact: bool
    numbers: tuple[int, int]


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    run: list[_Repeat] = []
    for repeat in _repeats(document):
        if run and not _goes_on(run[-1], repeat):
            yield _finding(document, run)
            run = []
        run.append(repeat)
    if run:
        yield _finding(document, run)


def _repeats(document: Document) -> Iterator[_Repeat]:
    sentences: list[Sentence] = []
    stretches: list[Stretch] = []
    for sentence in document.prose:
        words = words_of(document, sentence.first, sentence.last)
        if len(words) >= _MIN_WORDS:
            sentences.append(sentence)
            stretches.append((sentence.start, sentence.end, words))
    for copy, original, exact in repeats(stretches, _NEAR):
        found = _Repeat(sentences[copy], sentences[original], exact, (copy, original))
        if not exact:
            pair = stretches[copy], stretches[original]
            if len(pair[0][2]) < _MIN_NEAR or is_lead(document, *pair) or tell_apart(document, *pair):
                continue  # short sentences of one pattern: “Price: £40 a day”
        if not _is_quoted_on_purpose(document, found):
            yield found


def _is_quoted_on_purpose(document: Document, repeat: _Repeat) -> bool:
    """Whether one of the two is a pull quote, signed by its speaker, or the copy begins inside a quotation."""
    pulled = document.derive(signed)
    if repeat.copy.block.start in pulled or repeat.original.block.start in pulled:
        return True
    return document.in_quotation(repeat.copy.start, repeat.copy.start + 1)


def _goes_on(before: _Repeat, repeat: _Repeat) -> bool:
    """Whether a repeat is the next sentence of one that began before it: the two are one damage."""
    (copy, original), numbers = before.numbers, repeat.numbers
    return numbers == (copy + 1, original + 1) and repeat.copy.block is before.copy.block


def _is_quoted(document: Document, sentence: Sentence) -> bool:
    middle = (sentence.start + sentence.end) // 2
    return document.in_quotation(middle, middle + 1)


def _finding(document: Document, run: list[_Repeat]) -> Finding:
    first = run[0]
    opening = " ".join(document.text[first.original.start : first.original.start + 40].split())
    what = "This sentence says" if len(run) == 1 else "These sentences say"
    how = "again" if all(repeat.exact for repeat in run) else "again, nearly word for word,"
    quoted = any(_is_quoted(document, sentence) for sentence in first[:2])
    return META.finding(
        first.copy.start,
        run[-1].copy.end,
        f"{what} {how} what “{opening}…” has said.",
        severity=Severity.MINOR if quoted else None,
    )
