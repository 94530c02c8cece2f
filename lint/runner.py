"""Checks a stream of documents, on one core or several, in the order they come."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from lint.checker import Checker
from lint.config import Config
from lint.document import Document
from lint.report import ArticleResult, RunError
from lint.sources.base import SourceError

Item = Document | SourceError
Outcome = ArticleResult | RunError

_BATCH_CHARS = 200_000
"""Enough work for a worker to outweigh the cost of sending it there; small enough that results come soon."""


def default_jobs(size: int) -> int:
    """How many processes pay off for `size` bytes of input: starting one costs as much as checking a few articles."""
    return 1 if size < 2_000_000 else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def run(items: Iterable[Item], config: Config, checker: Checker, jobs: int = 1) -> Iterator[Outcome]:
    """The outcome of each document, in order; what could not be read comes out as a RunError in its place."""
    if jobs > 1:
        yield from _run_parallel(items, config, jobs)
        return
    for item in items:
        yield _check(checker, item)


def _check(checker: Checker, item: Item) -> Outcome:
    if isinstance(item, SourceError):
        return RunError(item.path, item.message)
    return checker.check(item)


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
    global _checker
    _checker = Checker(config)


def _check_batch(batch: list[Item]) -> list[Outcome]:
    assert _checker is not None
    return [_check(_checker, item) for item in batch]


def _run_parallel(items: Iterable[Item], config: Config, jobs: int) -> Iterator[Outcome]:
    """At most two batches a worker are under way, so that memory stays bounded however long the input is."""
    batches = _batches(items)
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(config,)) as pool:
        waiting: deque[tuple[list[Item], Future[list[Outcome]]]] = deque()

        def submit(count: int) -> None:
            waiting.extend((batch, pool.submit(_check_batch, batch)) for batch in islice(batches, count))

        try:
            submit(2 * jobs)
            while waiting:
                batch, future = waiting.popleft()
                yield from future.result()
                del batch, future
                submit(1)
        except BrokenProcessPool:
            # Which article ended the worker cannot be told; none of those under way may pass as clean.
            yield from _lost([batch, *(b for b, _ in waiting)])
            yield from _lost(batches)


def _lost(batches: Iterable[list[Item]]) -> Iterator[RunError]:
    for item in (item for batch in batches for item in batch):
        if isinstance(item, SourceError):
            yield RunError(item.path, item.message)
        else:
            name = item.path if item.id is None else f"{item.path} [{item.id}]"
            yield RunError(name, "not checked: a worker process ended (out of memory, or killed)")
