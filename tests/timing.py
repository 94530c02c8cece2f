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
