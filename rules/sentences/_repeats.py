"""Finds stretches of text that say again, word for word or nearly so, what an earlier one has said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

Stretch = tuple[int, int, Sequence[str]]
"""Start and end in the text, and the words in lower case."""

_SHINGLE = 3
"""Words in a row that two near copies have in common many times and two other sentences hardly ever."""

_MAX_RIVALS = 8
"""How many earlier stretches with a shingle in common are compared: the cost stays linear on hostile text."""


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}


def repeats(stretches: Sequence[Stretch], near: float) -> Iterator[tuple[int, int, bool]]:
    """Pairs (index of the copy, index of what it copies, word for word?) for every stretch that repeats an earlier one.

    Two stretches are near copies where the shingles they share are at least the share `near` of all they have.
    """
    exact: dict[tuple[str, ...], int] = {}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    all_shingles: list[set[tuple[str, ...]]] = []
    for index, (_, _, words) in enumerate(stretches):
        key = tuple(words)
        own = _shingles(words)
        all_shingles.append(own)
        if key in exact:
            yield index, exact[key], True
            continue
        exact[key] = index
        original = _nearest(own, holders, all_shingles, near)
        if original is not None:
            yield index, original, False
        for shingle in own:
            if len(holders[shingle]) < _MAX_RIVALS:
                holders[shingle].append(index)


def _nearest(
    own: set[tuple[str, ...]],
    holders: dict[tuple[str, ...], list[int]],
    all_shingles: Sequence[set[tuple[str, ...]]],
    near: float,
) -> int | None:
    shared: dict[int, int] = defaultdict(int)
    for shingle in own:
        for rival in holders.get(shingle, ()):
            shared[rival] += 1
    for rival, count in shared.items():
        if count >= near * (len(own) + len(all_shingles[rival]) - count):
            return rival
    return None
