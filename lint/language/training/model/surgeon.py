"""Which units of a network can go, and how those that stay take over what they did.

What a unit says can largely be worked out from what the others say. The one whose loss the others make up for best goes
first, and by least squares they take its part over (the optimal brain surgeon of Hassibi and Stork 1992, here on whole
units).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RIDGE = 1e-4
"""Added to the units' variances, as a share of their mean: units that always say the same could not be told apart."""


class Reduced(NamedTuple):
    """The rows that stay, all rows' weights (0 for those that went), and the share of the variance that was lost."""

    rows: list[int]
    weights: Array
    lost: float


def reduce(covariance: Array, weights: Array, groups: Sequence[Sequence[int]], keep: int, at_once: int = 1) -> Reduced:
    """Take groups of rows of `weights` away until `keep` groups are left.

    `covariance` says how the inputs of the rows vary together; the rows that stay take over what they can.
    """
    inverse = np.linalg.inv(covariance + RIDGE * covariance.diagonal().mean() * np.eye(len(covariance)))
    rest, left = weights.copy(), list(range(len(groups)))
    while len(left) > keep:
        costs = [_cost(inverse, rest, list(groups[group])) for group in left]
        chosen = {left[place] for place in np.argsort(costs, kind="stable")[: min(at_once, len(left) - keep)]}
        rows = [row for group in sorted(chosen) for row in groups[group]]
        share = inverse[:, rows] @ np.linalg.inv(inverse[np.ix_(rows, rows)])
        rest -= share @ rest[rows]
        inverse -= share @ inverse[rows]
        rest[rows] = 0.0
        left = [group for group in left if group not in chosen]
    lost = weights - rest
    part = float(np.trace(lost.T @ covariance @ lost) / np.trace(weights.T @ covariance @ weights))
    return Reduced([row for group in left for row in groups[group]], rest, part)


def _cost(inverse: Array, weights: Array, rows: list[int]) -> float:
    """The variance that goes with these rows after the others took over what they can."""
    some = weights[rows]
    if len(rows) == 1:
        return float((some @ some.T).item() / inverse[rows[0], rows[0]])
    return float(np.trace(some.T @ np.linalg.solve(inverse[np.ix_(rows, rows)], some)))
