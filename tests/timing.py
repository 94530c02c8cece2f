"""How long something takes, as far as a busy machine lets that be known."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def least_seconds(run: Callable[[], object], times: int = 1, enough: float = 1.0) -> float:
    """The least processor time of several runs; one that takes more than `enough` seconds is beyond the noise.

    The garbage collector waits: what thousands of other tests have left in memory is not what is measured.
    """
    best = float("inf")
    was_on = gc.isenabled()
    gc.disable()
    try:
        for _ in range(times):
            start = time.process_time()
            run()
            best = min(best, time.process_time() - start)
            if best > enough:
                break
    finally:
        if was_on:
            gc.enable()
    return best


def assert_grows(
    short: Callable[[], float], long: Callable[[], float], most: float, enough: float = 0.02, attempts: int = 4
) -> None:
    """Fail where `long()` is more than `most` times `short()`, both in seconds, at every attempt.

    What is quadratic is so each time; what another process disturbed is not. A `long()` below `enough` passes: times as
    short as that say nothing.
    """
    measured = []
    for _ in range(attempts):
        measured.append((short(), long()))
        if measured[-1][1] < max(enough, most * measured[-1][0]):
            return
    raise AssertionError(f"more than {most} times as long: {measured}")
