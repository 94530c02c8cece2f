"""Damaged text with its marks, and the way from marks in characters to labels on our tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lint.language.model.labels import IGNORED, KIND_INDEX, Kind
from lint.language.tokens import Token


class Mark(NamedTuple):
    """`text[start:end]` is damaged. `kind` is None where it is not known what happened; `sure` is False for a place
    of which nothing can be said (it is then neither damage nor clean)."""

    start: int
    end: int
    kind: Kind | None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """One to a few sentences as they would stand in a paragraph.

    `garbled` is 1 if the text is beyond a reader, 0 if it is not, IGNORED if that is not known. `origins` says for
    stretches of the text from which word of the clean sentence they are, if that is known: (start, end, index).
    """

    text: str
    marks: tuple[Mark, ...]
    source: str
    garbled: int = IGNORED
    origins: tuple[tuple[int, int, int], ...] = field(default=())


def token_labels(tokens: Sequence[Token], marks: Sequence[Mark]) -> tuple[list[int], list[int]]:
    """For each token whether it is damaged (1, 0 or IGNORED) and the index of the kind (IGNORED if none is known).

    A token counts as marked if it shares a character with a mark. Of several marks the first sure one counts.
    """
    damage = [0] * len(tokens)
    kinds = [IGNORED] * len(tokens)
    for mark in sorted(marks, key=lambda mark: not mark.sure):
        for index, token in enumerate(tokens):
            if token.start < mark.end and token.end > mark.start and not damage[index]:
                damage[index] = 1 if mark.sure else IGNORED
                kinds[index] = KIND_INDEX[mark.kind] if mark.sure and mark.kind else IGNORED
    return damage, kinds


def marked_runs(tokens: Sequence[Token], flagged: Sequence[bool]) -> list[tuple[int, int]]:
    """Runs of neighbouring flagged tokens as spans of characters, as the benchmark's scorer wants them."""
    runs: list[tuple[int, int]] = []
    joined = False
    for token, flag in zip(tokens, flagged, strict=True):
        if flag and joined:
            runs[-1] = (runs[-1][0], token.end)
        elif flag:
            runs.append((token.start, token.end))
        joined = flag
    return runs
