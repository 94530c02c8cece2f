"""Checks a stream of documents, on one core or several, in the order they come."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from lint.checker import Checker
from lint.config import Config
from lint.document import Document
from lint.report import ArticleResult, RunError
from lint.sources.base import SourceError

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = Document | SourceError
Outcome = ArticleResult | RunError

_BATCH_CHARS = 200_000
"""Enough work for a worker to outweigh the cost of sending it there; small enough that results come soon."""

_STOPPING = {signal.SIGINT, signal.SIGTERM}

_LOST = "not checked: a worker process ended (out of memory, or killed)"


def default_jobs(size: int) -> int:
    """How many processes pay off for `size` bytes of input: starting one costs as much as checking a few articles."""
    return 1 if size < 2_000_000 else _cores()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(items: Iterable[Item], config: Config, checker: Checker, jobs: int = 1) -> Generator[Outcome, None, None]:
    """The outcome of each document, in order; what could not be read or checked is a RunError in its place."""
    jobs = min(jobs, 4 * _cores())
    if jobs > 1:
        yield from _run_parallel(items, config, jobs)
        return
    for item in items:
        yield _check(checker, item)


def collect_rarely() -> None:
    """Make the garbage collector leave alone what lives as long as the process, and run less often.

    Tokens and sentences are many and hold no cycles: with Python's defaults a fifth of a run is spent looking at them.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _check(checker: Checker, item: Item) -> Outcome:
    if isinstance(item, SourceError):
        return RunError(item.path, item.message)
    try:
        return checker.check(item)
    except Exception as error:  # a defect met on one article must not keep the others from being checked
        return RunError(_name(item), f"could not be checked: {error!r}")


def _name(document: Document) -> str:
    return document.path if document.id is None else f"{document.path} [{document.id}]"


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.text) if isinstance(item, Document) else 0
        if size >= _BATCH_CHARS or len(batch) >= 1000:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


_checker: Checker | None = None


def _start_worker(config: Config) -> None:
    """Runs first in a worker. The signals are the parent's business: it ends its workers, also when it is killed."""
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _checker
    _checker = Checker(config)
    collect_rarely()


def _end_with_parent() -> None:
    """End this process when its parent has ended, however: an orphan would wait for work for ever."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _check_batch(batch: list[Item]) -> list[Outcome]:
    assert _checker is not None
    return [_check(_checker, item) for item in batch]


def _run_parallel(items: Iterable[Item], config: Config, jobs: int) -> Iterator[Outcome]:
    """At most two batches a worker are under way, so that memory stays bounded however long the input is."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    batches = _batches(items)
    waiting: deque[tuple[list[Item], Future[list[Outcome]] | None]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(config,))

    def submit(count: int) -> None:
        for batch in islice(batches, count):
            try:
                waiting.append((batch, pool.submit(_check_batch, batch)))
            except BrokenProcessPool:
                waiting.append((batch, None))

    try:
        with _signals_later():
            pool.submit(_check_batch, [])  # starts the workers
        submit(2 * jobs)
        while waiting:
            batch, future = waiting.popleft()
            yield from _outcomes(batch, future)
            submit(1)
    except BaseException:  # interrupted, or a report failed: nobody waits for what is still under way
        _kill_workers()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def _signals_later() -> Iterator[None]:
    """Put off Ctrl-C and SIGTERM: what they raise while a process forks gets lost in Python's own fork hooks."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kill_workers() -> None:
    """End all workers at once. SIGTERM would not do: one that is just being started may miss it."""
    import multiprocessing

    for worker in multiprocessing.active_children():
        worker.kill()


def _outcomes(batch: list[Item], future: Future[list[Outcome]] | None) -> Iterable[Outcome]:
    """What a worker found; errors where the pool broke: which article ended the worker cannot be told, so none of
    those under way may pass as clean."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        if future is not None:
            return future.result()
    except BrokenProcessPool:
        pass
    return [RunError(item.path, item.message) if isinstance(item, SourceError) else RunError(_name(item), _LOST)
            for item in batch]  # fmt: skip
