"""Finds stretches of text that say again, word for word or nearly so, what an earlier one has said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from lint.document import Document
from lint.language.tokens import NUMBER, WORD
from lint.language.words import NUMBER_WORDS, SAYING_VERBS

from ._starts import fold, folded

Stretch = tuple[int, int, Sequence[str]]
"""Start and end in the text, and the words in lower case."""

_SHINGLE = 3
"""Words in a row that two near copies have in common many times and two other sentences hardly ever."""

_LONG_WORD = 6
"""Near copies share most of their long words: only stretches that do are compared in full."""

_MAX_RIVALS = 8
"""How many earlier stretches with a long word in common are looked at: the cost stays linear on hostile text."""

_REPORTING = SAYING_VERBS | {"according"}
_TOP = 4
"""Headline, deck, dateline and lead are among so many blocks at the top."""


def words_of(document: Document, first: int, last: int) -> list[str]:
    """The words and numbers among `document.tokens[first:last]`, in lower case."""
    return [word for word in document.derive(folded)[first:last] if word is not None]


def _new_facts(document: Document, one: Stretch, other: Stretch) -> set[str]:
    """Which kinds of facts, figures in digits, in words, and names, one stretch has that the other has not."""
    first, last = map(document.token_index, one[:2])
    known, kinds = set(other[2]), set()
    for index, token in enumerate(document.tokens[first:last]):
        word = fold(token.text)
        if token.kind not in (WORD, NUMBER) or word in known:
            continue
        if any(map(str.isdigit, word)):
            kinds.add("digits")
        elif word.partition("-")[0] in NUMBER_WORDS:
            kinds.add("number word")
        elif index and token.text[0].isupper():  # the first word has its capital anyway
            kinds.add("name")
    return kinds


def tell_apart(document: Document, one: Stretch, other: Stretch) -> bool:
    """Whether of two near copies each has a figure, or each a name, that the other lacks.

    “The 8g coin is of gold … The 30g coin is of silver”: sentences of one pattern about two things, no repeat.
    """
    return bool(_new_facts(document, one, other) & _new_facts(document, other, one))


def is_lead(document: Document, copy: Stretch, original: Stretch) -> bool:
    """Whether a near copy is the lead that reports what the headline says: “The white paper says that …”."""
    if not _REPORTING.intersection(copy[2]).difference(original[2]):
        return False
    top = document.blocks[:_TOP]
    headlines = [(block.start, block.end) for block in top[:2]]
    return original[:2] in headlines and copy[0] < top[-1].end


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}


def _alike(one: Sequence[str], other: Sequence[str], near: float) -> bool:
    first, second = _shingles(one), _shingles(other)
    return len(first & second) >= near * len(first | second)


def repeats(stretches: Sequence[Stretch], near: float) -> Iterator[tuple[int, int, bool]]:
    """Pairs (index of the copy, index of what it copies, word for word?) for every stretch that repeats an earlier one.

    Two stretches are near copies where they share at least the share `near` of all runs of three words that they have.
    """
    exact: dict[tuple[str, ...], int] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    for index, (_, _, words) in enumerate(stretches):
        key = tuple(words)
        if key in exact:
            yield index, exact[key], True
            continue
        exact[key] = index
        long = {word for word in words if len(word) >= _LONG_WORD}
        for rival in _rivals(long, holders, near):
            if _alike(words, stretches[rival][2], near):
                yield index, rival, False
                break
        for word in long:
            if len(holders[word]) < _MAX_RIVALS:
                holders[word].append(index)


def _rivals(long: set[str], holders: dict[str, list[int]], near: float) -> list[int]:
    """The earlier stretches that share enough of these words, those that share most first."""
    enough = max(2, near * len(long))
    old = holders.keys() & long
    if len(old) < enough:
        return []  # nor can one of them have enough
    shared = Counter(chain.from_iterable(holders[word] for word in old))
    rivals = [rival for rival, count in shared.items() if count >= enough]
    return sorted(rivals, key=lambda rival: (-shared[rival], rival))[:_MAX_RIVALS]
