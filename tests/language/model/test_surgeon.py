"""Units that can go, and what those that stay take over."""

from __future__ import annotations

import numpy as np
import pytest

from lint.language.training.model.surgeon import Array, reduce

WEIGHTS = np.random.default_rng(1).normal(size=(6, 4))
ONE_BY_ONE = [[row] for row in range(6)]


def said(rows: int = 500, echo: int | None = None, of: int = 0) -> Array:
    """What six units say: each its own, but for one that echoes another twice as loud."""
    found = np.random.default_rng(2).normal(size=(rows, 6))
    if echo is not None:
        found[:, echo] = 2 * found[:, of]
    return found - found.mean(0)


def covariance(units: Array) -> Array:
    return units.T @ units / len(units)


def test_nothing_goes_where_all_may_stay() -> None:
    found = reduce(covariance(said()), WEIGHTS, ONE_BY_ONE, 6)
    assert found.rows == list(range(6))
    assert (found.weights == WEIGHTS).all()
    assert found.lost == 0


@pytest.mark.parametrize(("echo", "of"), [(4, 1), (0, 5)])
def test_an_echo_goes_first_and_the_other_takes_its_part_over(echo: int, of: int) -> None:
    units = said(echo=echo, of=of)
    found = reduce(covariance(units), WEIGHTS, ONE_BY_ONE, 5)
    assert len({echo, of} - set(found.rows)) == 1
    assert found.lost < 1e-5
    assert np.allclose(units @ found.weights, units @ WEIGHTS, atol=0.01)


def test_what_stays_is_the_least_squares_answer() -> None:
    mixed = said() @ np.random.default_rng(3).normal(size=(6, 6))
    found = reduce(covariance(mixed), WEIGHTS, ONE_BY_ONE, 3)
    best = np.linalg.lstsq(mixed[:, found.rows], mixed @ WEIGHTS, rcond=None)[0]
    assert np.allclose(found.weights[found.rows], best, atol=0.01)
    gone = [row for row in range(6) if row not in found.rows]
    assert not found.weights[gone].any()
    part = ((mixed @ (WEIGHTS - found.weights)) ** 2).sum() / ((mixed @ WEIGHTS) ** 2).sum()
    assert found.lost == pytest.approx(part)


def test_groups_go_as_a_whole() -> None:
    units = said(echo=3, of=0)
    units[:, 2] = units[:, 1]
    found = reduce(covariance(units), WEIGHTS, [[0, 1], [2, 3], [4, 5]], 2)
    assert found.rows in ([0, 1, 4, 5], [2, 3, 4, 5])
    assert found.lost < 1e-5


def test_several_at_once_leave_as_many() -> None:
    found = reduce(covariance(said()), WEIGHTS, ONE_BY_ONE, 1, at_once=4)
    assert len(found.rows) == 1
