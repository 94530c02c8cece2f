"""A phrase of several words stands twice in a row.

Two versions of the same piece were kept, or a decoder went round in a loop (“the head of the the head of the party”).
Take one of them out. People who speak may well say a thing twice, so quotations are passed over; so are repeats
with a comma, colon or dash between or in the copies (“far from over – far from over”), which are meant, or a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import eq

from lint.document import Document, Sentence
from lint.finding import Finding, Severity
from lint.language.tokens import NUMBER, WORD
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._repeats import words_of

META = RuleMeta(
    code="SE008",
    name="repeated-phrase",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.SKIP,
    priority=1,
    examples=(
        Bad(
            "He was the head of the head of the party.",
            marks="the head of the head of",
            fixed="He was the head of the party.",
        ),
        Bad(
            "The council said that the council said that it would pay.",
            marks="The council said that the council said that",
            fixed="The council said that it would pay.",
        ),
        Good("It got better and better, year by year by year, and worse and worse."),
        Good("Step by step, day after day after day, they went on and on."),
        Good("“Location, location, location,” they say; “no more, no more.”"),
        Bad(
            "It went to the aid “of” the poor and the “old school” and the “old school” they all knew.",
            marks="and the “old school” and the “old school",
        ),
        Good("It is one of the best of the best, and the art of the art dealer."),
        Good("This fight is far from over—far from over."),
        Good("The Old Harbour Fund: The old harbour fund pays for it. At the White House, the White House Office met."),
        Good("Make a change, run the tests, make a change, run the tests, make a change, run the tests."),
        Good("They would meet and talk and so on and so on."),
        Good("It paid for park operations, for refuge operations, for refuge repairs, and for a new school."),
    ),
)

_SHORTEST, _LONGEST = 3, 6
_RISING = frozenset("of by after to in upon for".split())
"""“The best of the best”, “year by year”: with these words a repeat makes a figure of speech."""
_AND_SO_ON = frozenset("and so on forth again over up down round back".split())
_MARKS = re.compile(r"[,;:()\[\]/…–—-]")
"""Quotation marks are none of them: they may well be part of what is repeated."""


def _spans(document: Document, sentence: Sentence) -> list[tuple[int, int]]:
    """The places of the words that `words_of` gives for the sentence."""
    tokens = document.tokens[sentence.first : sentence.last]
    return [(token.start, token.end) for token in tokens if token.kind in (WORD, NUMBER)]


def _may_repeat(words: list[str]) -> bool:
    """Whether as many words as a phrase has stand again that many words later."""
    if len(set(words)) > len(words) - _SHORTEST:
        return False
    return any(sum(map(eq, words, words[length:])) >= length for length in range(_SHORTEST, _LONGEST + 1))


def _repeat_at(words: list[str], index: int) -> int:
    """The length in words of the phrase at `index` that stands again right behind itself; 0 if none does."""
    for length in range(min(_LONGEST, (len(words) - index) // 2), _SHORTEST - 1, -1):
        phrase = words[index : index + length]
        if phrase[0] in _RISING:
            continue
        # "better and better and better" and "year by year by year" are idiom: the phrase must hold two other words.
        if phrase == words[index + length : index + 2 * length] and len(set(phrase)) > 2:
            return 0 if _AND_SO_ON.issuperset(phrase) else length
    return 0


def _has_mark(document: Document, words: list[tuple[int, int]]) -> bool:
    """Whether a comma, colon or dash stands between two of these words: what it parts are items of a list."""
    return any(_MARKS.search(document.text, before[1], word[0]) for before, word in pairwise(words))


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for sentence in document.sentences:
        if sentence.last - sentence.first < 2 * _SHORTEST:
            continue
        words = words_of(document, sentence.first, sentence.last)
        if not _may_repeat(words):
            continue
        spans = _spans(document, sentence)
        index = 0
        while index <= len(words) - 2 * _SHORTEST:
            length = _repeat_at(words, index)
            if length:
                first, second = spans[index : index + length], spans[index + length : index + 2 * length]
                if not _has_mark(document, [*first, second[0]]):
                    yield META.finding(
                        first[0][0],
                        second[-1][1],
                        "The same words stand twice in a row.",
                        replace=document.text[first[0][0] : first[-1][1]],
                    )
                index += 2 * length
            else:
                index += 1
