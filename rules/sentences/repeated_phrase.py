"""A phrase of several words stands twice in a row.

Two versions of the same piece were kept, or a decoder went round in a loop (“the head of the the head of the party”).
Take one of them out. People who speak may well say a thing twice, so quotations are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

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
        Good("It is one of the best of the best, and the art of the art dealer."),
    ),
)

_SHORTEST, _LONGEST = 3, 6
_RISING = frozenset("of by after to in upon for".split())
"""“The best of the best”, “year by year”: with these words a repeat makes a figure of speech."""


def _spans(document: Document, sentence: Sentence) -> list[tuple[int, int]]:
    """The places of the words that `words_of` gives for the sentence."""
    tokens = document.tokens[sentence.first : sentence.last]
    return [(token.start, token.end) for token in tokens if token.kind in (WORD, NUMBER)]


def _may_repeat(words: list[str]) -> bool:
    """Whether some word comes again after as many words as a phrase has, and the word behind it too."""
    seen: dict[str, int] = {}
    before = False
    for index, word in enumerate(words):
        now = _SHORTEST <= index - seen.get(word, index) <= _LONGEST
        if now and before:
            return True
        before = now
        seen[word] = index
    return False


def _repeat_at(words: list[str], index: int) -> int:
    """The length in words of the phrase at `index` that stands again right behind itself; 0 if none does."""
    for length in range(min(_LONGEST, (len(words) - index) // 2), _SHORTEST - 1, -1):
        phrase = words[index : index + length]
        if phrase[0] in _RISING:
            continue
        # "better and better and better" and "year by year by year" are idiom: the phrase must hold two other words.
        if phrase == words[index + length : index + 2 * length] and len(set(phrase)) > 2:
            return length
    return 0


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
                start, end = spans[index][0], spans[index + 2 * length - 1][1]
                yield META.finding(
                    start,
                    end,
                    "The same words stand twice in a row.",
                    replace=document.text[start : spans[index + length - 1][1]],
                )
                index += 2 * length
            else:
                index += 1
