"""Standard streams that were closed before newslint started, as daemons and careless scripts leave them."""

from __future__ import annotations

import os
import sys


def open_closed_streams() -> None:
    """Give each of the three standard streams that is closed a place of its own.

    Otherwise the first report that is opened would get the number of standard output, and all that is printed would
    land in it. Reading and writing fail, as they should; only what is said on standard error is lost.
    """
    for number, flags in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest number that is free, which is this one
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
