"""Finds stretches of text that say again, word for word or nearly so, what an earlier one has said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lint.document import Document

from ._starts import folded

Stretch = tuple[int, int, Sequence[str]]
"""Start and end in the text, and the words in lower case."""

_SHINGLE = 3
"""Words in a row that two near copies have in common many times and two other sentences hardly ever."""

_LONG_WORD = 6
"""Near copies share most of their long words: only stretches that do are compared in full."""

_MAX_RIVALS = 8
"""How many earlier stretches with a long word in common are looked at: the cost stays linear on hostile text."""


def words_of(document: Document, first: int, last: int) -> list[str]:
    """The words and numbers among `document.tokens[first:last]`, in lower case."""
    return [word for word in document.derive(folded)[first:last] if word is not None]


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
    shared = Counter(rival for word in long for rival in holders.get(word, ()))
    return [rival for rival, count in shared.most_common(_MAX_RIVALS) if count > 1 and count >= near * len(long)]
