"""Counts the ways in which an article writes the same thing, and picks the odd one out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lint.document import Document

Place = tuple[int, int]


class OddOne(NamedTuple):
    """The rarer of two ways of writing: its first place, how often each stands, and how the other one reads."""

    start: int
    end: int
    times: int
    usual: str
    usual_count: int

    @property
    def usual_times(self) -> str:
        return "once" if self.usual_count == 1 else f"{self.usual_count} times"


def places_of(document: Document, variants: Mapping[str, str]) -> dict[str, dict[str, list[Place]]]:
    """Where the words of `variants` (one way of writing to the other) stand outside quotations, for `odd_ones`."""
    groups: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    wanted = set(variants) | set(variants.values())
    for token in document.tokens:
        if token.text in wanted and not document.in_quotation(token.start, token.end):
            groups[variants.get(token.text, token.text)][token.text].append((token.start, token.end))
    return groups


def odd_ones(groups: Mapping[str, Mapping[str, list[Place]]]) -> Iterator[OddOne]:
    """For each group (one thing) written in two ways or more: the rarer ways; of equally common ones the later."""
    for ways in groups.values():
        if len(ways) < 2:
            continue
        usual = max(ways, key=lambda way: (len(ways[way]), -ways[way][0][0]))
        for way, places in ways.items():
            if way != usual:
                yield OddOne(*places[0], len(places), usual, len(ways[usual]))
