"""Asks an engine about the sentences of documents, in the background, and never twice about the same sentence."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from lint.document import Document, Role
from lint.engines.base import Engine, EngineError, EngineUnavailable, Match
from lint.engines.cache import MatchCache

_CHUNK_CHARS = 1200
"""How much an engine is asked at once: much enough that asking costs little beside answering, little enough that one
article keeps two clients busy."""

_REMEMBERED = 50_000
"""Sentences whose answers are kept in memory."""

_UNASKED = frozenset({Role.DATELINE, Role.BYLINE})
"""Names and places only."""

_BETWEEN = "\n\n"
"""Every sentence is asked as a paragraph of its own: what is said of it then depends on nothing else."""

# One for one, so that offsets stay: within a sentence a line break is just white space.
_BREAKS = str.maketrans(dict.fromkeys("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))

Answers = dict[str, list[Match]]
Source = list[Match] | Future[Answers]


@dataclass(slots=True)
class Ticket:
    """What was asked about one document: the start of each sentence, its text, and where the answer is or will be."""

    parts: list[tuple[int, str, Source]]
    failure: EngineError | EngineUnavailable | None = None

    def done(self) -> bool:
        return all(isinstance(source, list) or source.done() for _, _, source in self.parts)


class EngineService:
    """One engine, started when something is to be asked that the cache does not know. To be used from one thread."""

    def __init__(self, engine: Engine, cache: MatchCache, *, disabled: Iterable[str], clients: int) -> None:
        self._engine = engine
        self._cache = cache
        self._disabled = hashlib.sha256("\n".join(sorted(disabled)).encode()).hexdigest()[:16]
        self._clients = clients
        self._pool: ThreadPoolExecutor | None = None
        self._known: OrderedDict[tuple[str, str], Source] = OrderedDict()
        self._unsaved: list[tuple[str, Future[Answers]]] = []
        self._identity: str | None = None
        self._failure: EngineError | EngineUnavailable | None = None
        self.asked = 0  # sentences that the engine itself was asked about

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def version(self) -> str:
        """The engine's version as far as it is known; empty where it never got ready."""
        return self._identity or ""

    def scope(self) -> str | None:
        """What answers in any language depend on, without starting anything; None for a server of somebody else.

        Raises EngineUnavailable.
        """
        if self._identity is None:
            self._identity = self._engine.identity()
        return None if self._identity is None else "\0".join((self._engine.name, self._identity, self._disabled))

    def submit(self, document: Document, language: str) -> Ticket:
        """Ask about a document; what is already known is not asked again."""
        if isinstance(self._failure, EngineUnavailable):  # that will not change during a run
            return Ticket([], self._failure)
        spans = list(_sentences(document))
        if not spans:
            return Ticket([])
        try:
            self._look_up(language, {text for _, text in spans})
        except (EngineError, EngineUnavailable) as error:
            self._failure = error
            return Ticket([], error)
        return Ticket([(start, text, self._known[language, text]) for start, text in spans])

    def matches(self, ticket: Ticket) -> list[Match]:
        """What the engine says, in offsets of the document; waits for it.

        Raises EngineError or EngineUnavailable where it did not answer on all sentences.
        """
        if ticket.failure is not None:
            raise ticket.failure
        found: list[Match] = []
        for start, text, source in ticket.parts:
            matches = source if isinstance(source, list) else _answer(source)[text]
            found += (replace(match, start=match.start + start, end=match.end + start) for match in matches)
        self._save()
        return found

    def stop(self) -> None:
        """End the engine; what it has answered so far is kept in the cache."""
        self._engine.stop()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._save()
        self._cache.close()

    def abandon(self) -> None:
        """End the engine where the run is interrupted, and wait for nothing else.

        The lock of a future is taken in Python code: where Ctrl-C strikes within that, it stays taken, and whoever
        looks at this future, or waits for the thread that answers it, does so for ever.
        """
        self._engine.stop()

    def _look_up(self, language: str, texts: set[str]) -> None:
        """See that there is an answer, or a question under way, for each of the texts."""
        unknown = []
        for text in texts:
            source = self._known.get((language, text))
            if source is None or (isinstance(source, Future) and _failed(source)):
                unknown.append(text)
            else:
                self._known.move_to_end((language, text))
        if unknown:
            scope = self._scope(language)
            cached = self._cache.get_many(scope, unknown)
            for text, matches in cached.items():
                self._known[language, text] = matches
            for chunk in _chunks(sorted(text for text in unknown if text not in cached)):
                self._ask(language, scope, chunk)
        while len(self._known) > max(_REMEMBERED, len(texts)):
            self._known.popitem(last=False)

    def _scope(self, language: str) -> str:
        if self._identity is None:
            self._identity = self._engine.identity()
        if self._identity is None:
            self._start(language)
            self._identity = self._engine.version()
        return "\0".join((self._engine.name, self._identity, language, self._disabled))

    def _start(self, language: str) -> ThreadPoolExecutor:
        if self._pool is None:
            self._engine.start(language)
            self._pool = ThreadPoolExecutor(self._clients, thread_name_prefix="engine")
        return self._pool

    def _ask(self, language: str, scope: str, texts: Sequence[str]) -> None:
        future = self._start(language).submit(_check, self._engine, language, texts)
        self.asked += len(texts)
        self._unsaved.append((scope, future))
        for text in texts:
            self._known[language, text] = future

    def _save(self) -> None:
        """Put into the cache what has been answered since the last time."""
        waiting = []
        for scope, future in self._unsaved:
            if not future.done():
                waiting.append((scope, future))
            elif not _failed(future):
                self._cache.put_many(scope, future.result())
        self._unsaved = waiting


def _sentences(document: Document) -> Iterator[tuple[int, str]]:
    """The sentences an engine is asked about: start and text, of the length that it has in the document."""
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        if sentence.block.role not in _UNASKED and any(map(str.isalpha, text)):
            yield sentence.start, text.translate(_BREAKS)


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        if chunk and size + len(text) > _CHUNK_CHARS:
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text)
    if chunk:
        yield chunk


def _check(engine: Engine, language: str, texts: Sequence[str]) -> Answers:
    """Ask about some sentences; once more where the engine failed: it may have been restarted."""
    whole = _BETWEEN.join(texts)
    try:
        matches = engine.check(whole, language)
    except EngineError:
        matches = engine.check(whole, language)
    return _shared_out(texts, matches)


def _shared_out(texts: Sequence[str], matches: Iterable[Match]) -> Answers:
    """Each match to the sentence it starts in; what reaches over its end, or stands between two, is cut to it."""
    answers: Answers = {text: [] for text in texts}
    ordered = iter(sorted(matches, key=lambda match: (match.start, match.end)))
    match = next(ordered, None)
    start = 0
    for text in texts:
        behind = start + len(text)
        while match is not None and match.start < behind + len(_BETWEEN):
            left = min(max(match.start, start), behind - 1) - start
            right = max(min(match.end, behind) - start, left + 1)
            answers[text].append(replace(match, start=left, end=right))
            match = next(ordered, None)
        start = behind + len(_BETWEEN)
    return answers


def _failed(future: Future[Answers]) -> bool:
    return future.done() and (future.cancelled() or future.exception() is not None)


def _answer(future: Future[Answers]) -> Answers:
    """Raises EngineError or EngineUnavailable, whatever it was that went wrong."""
    try:
        return future.result()
    except (EngineError, EngineUnavailable):
        raise
    except Exception as error:
        raise EngineError(f"it failed: {error!r}") from error
