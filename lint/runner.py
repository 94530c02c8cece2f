"""Checks a stream of documents, on one core or several, in the order they come."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING

from lint.checker import Checker
from lint.config import Config
from lint.document import Document
from lint.registry import use_plugins
from lint.report import ArticleResult, RunError
from lint.sources.base import SourceError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = Document | SourceError | ArticleResult
"""What goes into a run: an article, what could not be read, or an article whose result is known already."""

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


def run(items: Iterable[Item], config: Config, checker: Checker, jobs: int = 1) -> Generator[tuple[Item, Outcome]]:
    """Each document and its outcome, in order; what could not be read or checked is a RunError in its place.

    Workers are started at once, before the first document is read: a process had better not be forked later, when
    engines run threads of their own. They end with the generator.
    """
    jobs = min(jobs, 4 * _cores())
    if jobs > 1:
        return _run_parallel(items, _start_workers(config, jobs))
    return ((item, _check(checker, item)) for item in items)


def collect_rarely() -> None:
    """Make the garbage collector leave alone what lives as long as the process, and run less often.

    Tokens and sentences are many and hold no cycles: with Python's defaults a fifth of a run is spent looking at them.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _check(checker: Checker, item: Item) -> Outcome:
    if not isinstance(item, Document):
        return _settled(item)
    try:
        return checker.check(item)
    except Exception as error:  # a defect met on one article must not keep the others from being checked
        return RunError(_name(item), f"could not be checked: {error!r}")


def _settled(item: SourceError | ArticleResult) -> Outcome:
    """The outcome of an item that is not to be checked."""
    return RunError(item.path, item.message) if isinstance(item, SourceError) else item


def _name(document: Document) -> str:
    return document.path if document.id is None else f"{document.path} [{document.id}]"


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += 0 if isinstance(item, SourceError) else len(item.text)
        if size >= _BATCH_CHARS or len(batch) >= 1000:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _serve(config: Config, pipe: Connection, inherited: list[Connection]) -> None:
    """The life of a worker. The signals are the parent's business: it ends its workers, also when it is killed."""
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for other in inherited:
        other.close()
    use_plugins(config.plugins)
    checker = Checker(config)
    collect_rarely()
    with suppress(EOFError, OSError):  # the parent has ended
        while True:
            batch = pipe.recv()
            pipe.send([_check(checker, item) for item in batch])


def _end_with_parent() -> None:
    """End this process when its parent has ended, however: an orphan would wait for work for ever."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start_workers(config: Config, count: int) -> list[_Worker]:
    workers: list[_Worker] = []
    for _ in range(count):
        workers.append(_Worker(config, workers))
    return workers


def _run_parallel(items: Iterable[Item], workers: list[_Worker]) -> Generator[tuple[Item, Outcome]]:
    """At most two batches a worker are under way or waiting to be read, so memory stays bounded however long the input.

    Each worker has a pipe of its own. concurrent.futures shares one between all: a worker that is killed in the middle
    of a long answer leaves half of it there, and the reader waits for the rest for ever.
    """
    batches = _batches(items)
    waiting: deque[_Task] = deque()
    try:
        while True:
            waiting.extend(map(_Task, islice(batches, 2 * len(workers) - len(waiting))))
            if not waiting:
                break
            _work(workers, waiting)
            while waiting and waiting[0].outcomes is not None:
                task = waiting.popleft()
                yield from zip(task.batch, task.outcomes or (), strict=True)
    finally:  # also when interrupted, or when a report failed: nobody waits for what is still under way
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()


class _Task:
    """A batch of documents, and what came of it once a worker has answered."""

    def __init__(self, batch: list[Item]) -> None:
        self.batch = batch
        self.given = False
        self.outcomes: Iterable[Outcome] | None = None
        done = [item for item in batch if isinstance(item, ArticleResult)]
        if len(done) == len(batch):
            self.given, self.outcomes = True, done

    def lose(self) -> None:
        """Its worker ended: which article it was cannot be told, so none of them may pass as clean."""
        self.outcomes = [
            RunError(_name(item), _LOST) if isinstance(item, Document) else _settled(item) for item in self.batch
        ]


class _Worker:
    """A process that checks one batch at a time."""

    def __init__(self, config: Config, others: list[_Worker]) -> None:
        import multiprocessing

        self.task: _Task | None = None
        self.pipe, theirs = multiprocessing.Pipe()
        # What a forked child inherits of the other pipes is no business of its own, and would keep them open.
        inherited = [self.pipe, *(other.pipe for other in others)]
        self.process = multiprocessing.Process(target=_serve, args=(config, theirs, inherited), daemon=True)
        with _signals_later():
            self.process.start()
        theirs.close()

    def give(self, task: _Task) -> None:
        self.task = task
        task.given = True
        try:
            self.pipe.send(task.batch)
        except OSError:
            self.end()

    def take(self) -> None:
        """Read the answer; a pipe that ends before it is whole means that the worker has ended."""
        try:
            outcomes = self.pipe.recv()
        except (EOFError, OSError):
            self.end()
        else:
            assert self.task is not None
            self.task.outcomes = outcomes
            self.task = None

    def end(self) -> None:
        if self.task is not None:
            self.task.lose()
        self.task = None
        self.process.kill()
        self.pipe.close()


def _work(workers: list[_Worker], waiting: Iterable[_Task]) -> None:
    """Give idle workers what is to be done, then wait until one of them has answered."""
    from multiprocessing.connection import wait

    todo = deque(task for task in waiting if not task.given)
    for worker in workers:
        if todo and worker.task is None and not worker.pipe.closed:
            worker.give(todo.popleft())
    busy = {worker.pipe: worker for worker in workers if worker.task is not None}
    for pipe in wait(list(busy)) if busy else ():  # nothing is under way where all results are known: no end of waiting
        busy[pipe].take()  # type: ignore[index]
    if all(worker.pipe.closed for worker in workers):
        for task in todo:
            task.lose()


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
