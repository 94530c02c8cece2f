"""Shows how a download gets on: a bar on a terminal, else a line every few seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

LINE_SECONDS = 5.0


class Progress:
    """Counts jars and bytes. `received` and `done` may be called from any thread."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._lock = threading.Lock()
        self._bytes = 0
        self._done = 0
        self._total = 0
        self._said = 0.0
        self._bar: tqdm[Any] | None = None

    @contextmanager
    def over(self, total: int) -> Iterator[None]:
        """Show the progress of `total` jars."""
        self._total = total
        self._said = time.monotonic()
        if sys.stderr.isatty():
            self._bar = tqdm(total=total, unit="jar", file=sys.stderr, leave=False)
        try:
            yield
        finally:
            if self._bar is not None:
                self._bar.close()
                self._bar = None

    def received(self, count: int) -> None:
        """So many bytes have arrived."""
        with self._lock:
            self._bytes += count
            if self._bar is not None:
                self._bar.set_postfix_str(f"{self._bytes / 1e6:.1f} MB")
            elif time.monotonic() - self._said > LINE_SECONDS:
                self._said = time.monotonic()
                self._say(f"  {self._done} of {self._total} jars, {self._bytes / 1e6:.1f} MB")

    def done(self) -> None:
        """Another jar is complete."""
        with self._lock:
            self._done += 1
            if self._bar is not None:
                self._bar.update()
