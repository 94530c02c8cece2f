"""Figures, in plain Python."""

from __future__ import annotations

from collections.abc import Sequence


def average_precision(scores: Sequence[float], labels: Sequence[int]) -> float:
    """Area under the precision-recall curve: precision averaged over the positives, ranked by score.

    Equal scores count as one step, so that the order of the input does not matter. 0.0 without positives.
    Raises ValueError if the lengths differ.
    """
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    positives = sum(label == 1 for label in labels)
    if not positives:
        return 0.0
    total, hits, seen, index = 0.0, 0, 0, 0
    while index < len(ranked):
        last = index
        found = 0
        while last < len(ranked) and ranked[last][0] == ranked[index][0]:
            found += ranked[last][1] == 1
            last += 1
        hits, seen = hits + found, last
        total += found * hits / seen
        index = last
    return total / positives


def f_score(right: int, found: int, wanted: int, beta: float = 1.0) -> float:
    """F of precision right/found and recall right/wanted; beta 0.5 weighs precision double."""
    if not right:
        return 0.0
    precision, recall = right / found, right / wanted
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def threshold_for(scores: Sequence[Sequence[float]], words: int, flags_per_thousand: float) -> float:
    """The lowest threshold at which clean text gets at most so many flags.

    `scores` has the damage of each token of clean sentences, in order; neighbouring tokens at or above the threshold
    are one flag. A threshold above every score (more than 1) is returned if nothing may be flagged.
    """
    allowed = flags_per_thousand * words / 1000
    candidates = sorted({score for row in scores for score in row}, reverse=True)
    low, high = 0, len(candidates)  # candidates[:low] are known to be good; flags grow as the threshold falls, nearly
    while low < high:
        middle = (low + high) // 2
        if count_flags(scores, candidates[middle]) <= allowed:
            low = middle + 1
        else:
            high = middle
    return candidates[low - 1] if low else 1.01


def count_flags(scores: Sequence[Sequence[float]], threshold: float) -> int:
    """Runs of neighbouring tokens at or above the threshold."""
    flags = 0
    for row in scores:
        before = False
        for score in row:
            flags += score >= threshold and not before
            before = score >= threshold
    return flags
