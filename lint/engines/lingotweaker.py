"""LingoTweaker as an engine: a Rust port of LanguageTool with its English rules, which needs no Java.

It runs in a process of its own. Loading a language holds Python's global lock for about 1.5 seconds, so in newslint's
own process it would keep our rules from running; a check that never ends can be stopped only with its process; and a
crash of native code takes nothing else with it. In that process several texts are checked side by side: `check`
itself releases the lock. A language takes about 430 MB, each further one about 280 MB.

That process reads requests as JSON, one a line, from its standard input and ends when that does: however newslint ends.
It answers with what the package says; offsets, which the package counts in bytes of UTF-8, are converted here.
"""

from __future__ import annotations

import json
import os
import re
import threading
from bisect import bisect_left, bisect_right
from concurrent.futures import Future
from contextlib import suppress
from itertools import accumulate, count
from typing import IO, TYPE_CHECKING, Any

from lint.engines.base import EngineError, EngineOptions, EngineUnavailable, Match, NotInstalled

if TYPE_CHECKING:
    from subprocess import Popen

_INSTALL = "pip install 'newslint[lingotweaker]'"
_REPAIR = "pip install --force-reinstall lingotweaker lingotweaker-data-en"
_LANGUAGES = ("en-US", "en-GB")
"""What it can tell apart as of version 0.2.8: any other `en-…` it takes for en-US without a word."""

_NEAREST = {"en-AU": "en-GB", "en-CA": "en-GB", "en-NZ": "en-GB", "en-ZA": "en-GB"}
"""The variants that it lacks, and the one that spells most like them."""

_MOST_DEATHS = 3
"""A process that ends so many times without having answered once in between is not started again."""

_ISSUE_TYPES = {"Other": "uncategorized"}
"""Where its words are not LanguageTool's: one table of rules has to serve both."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(r"<suggestion>(.*?)</suggestion>", re.DOTALL)


class LingotweakerEngine:
    """The adapter. See `lint.engines.base.Engine` for what its methods promise.

    `options.check_seconds`: a check that takes longer raises EngineError. The engine's process is ended with it, so
    other checks under way fail too; the next call starts a new one.
    """

    name = "LingoTweaker"

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        self._turns = threading.BoundedSemaphore(max(1, options.clients))
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._stopped = False
        self._deaths = 0
        self._first = _LANGUAGES[0]

    def identity(self) -> str:
        """The versions of the two packages: `0.2.8 (data 0.1.6)`. Raises NotInstalled where one is missing."""
        from importlib.metadata import PackageNotFoundError, version

        _find_packages()
        try:
            return f"{version('lingotweaker')} (data {version('lingotweaker-data-en')})"
        except PackageNotFoundError as error:
            raise EngineUnavailable(f"which version of {self.name} this is cannot be told: {_REPAIR}") from error

    def start(self, language: str = "en-US") -> None:
        """Start the process, which loads `language` first. Raises NotInstalled where a package is missing."""
        _find_packages()
        with self._lock:
            if self._stopped:
                raise EngineError(f"{self.name} was stopped and is not started again")
            if self._worker is None:
                self._first = _NEAREST.get(language, language)
                self._worker = _Worker(self._options, self._first)

    def version(self) -> str:
        """The same as `identity`, once the first language is loaded."""
        self._loaded(self._first)
        return self.identity()

    def check(self, text: str, language: str) -> list[Match]:
        """All matches of a text, in order of their start; other Englishes of the Commonwealth are checked as en-GB.

        Raises EngineUnavailable for any other language.
        """
        language = _NEAREST.get(language, language)
        if language not in _LANGUAGES:
            raise EngineUnavailable(f"{self.name} does not know {language}: it checks {' and '.join(_LANGUAGES)} only")
        # Half a pair cannot be written as UTF-8; one character for another leaves every offset as it is.
        sendable = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
        with self._turns:
            worker = self._loaded(language)
            answer = self._answer(worker, worker.ask(language, sendable), self._options.check_seconds, "a check")
        try:
            return _matches(sendable, answer) if text else []
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EngineError(f"{self.name} gave an answer that cannot be understood: {error!r}") from error

    def stop(self) -> None:
        """End the process; what is being checked raises EngineError."""
        with self._lock:
            self._stopped = True
            if self._worker is not None:
                self._worker.end(f"{self.name} was stopped")

    def _loaded(self, language: str) -> _Worker:
        """The process, once it has loaded the language."""
        worker = self._alive()
        self._answer(worker, worker.load(language), self._options.ready_seconds, f"loading {language}")
        return worker

    def _alive(self) -> _Worker:
        with self._lock:
            if self._stopped or self._worker is None:
                raise EngineError(f"{self.name} was stopped" if self._stopped else f"{self.name} was not started")
            if self._worker.ended:
                if self._deaths + 1 == _MOST_DEATHS:
                    raise EngineError(f"{self._worker.why}. That is {_MOST_DEATHS} times: it is not started again")
                self._deaths += 1
                self._worker = _Worker(self._options, self._first)
            return self._worker

    def _answer(self, worker: _Worker, answer: Future[Any], seconds: float, what: str) -> Any:
        try:
            result = answer.result(seconds)
        except TimeoutError:
            worker.end(f"{self.name} was ended: {what} took more than {seconds:g} seconds")
            raise EngineError(f"{self.name} did not answer: {what} took more than {seconds:g} seconds") from None
        with self._lock:
            if worker is self._worker and what == "a check":
                self._deaths = 0
        return result


def _find_packages() -> None:
    from importlib.util import find_spec

    for module in ("lt_py", "lingotweaker_data_en"):
        if find_spec(module) is None:
            raise NotInstalled(f"LingoTweaker is not installed: {_INSTALL}")


def _matches(text: str, items: list[dict[str, Any]]) -> list[Match]:
    """Matches as the package gives them, with offsets in code points of `text`, which is not empty.

    A span that begins or ends inside a character is widened to hold it.
    """
    if text.isascii():
        found = [_match(item, item["offset"], item["offset"] + item["length"], len(text)) for item in items]
    else:
        starts = list(accumulate((len(character.encode()) for character in text), initial=0))
        last = len(text) - 1
        found = []
        for item in items:
            start = min(bisect_right(starts, item["offset"]) - 1, last)
            end = bisect_left(starts, item["offset"] + item["length"])
            found.append(_match(item, start, end, len(text)))
    return sorted(found, key=lambda match: (match.start, match.end))


def _match(item: dict[str, Any], start: int, end: int, length: int) -> Match:
    start = min(max(start, 0), length - 1)
    return Match(
        rule=item["rule_id"],
        category=item["category_id"],
        issue_type=_ISSUE_TYPES.get(item["issue_type"], item["issue_type"]),
        message=_MARKUP.sub(r"“\1”", item["message"]),
        start=start,
        end=min(max(end, start + 1), length),
        replacements=tuple(item["suggestions"]),
    )


class _Worker:
    """The process, and what it was asked. `ended` says whether it is of no use any more, `why` what has ended it."""

    def __init__(self, options: EngineOptions, language: str) -> None:
        self.ended = False
        self.why = ""
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._loading = threading.Lock()
        self._ids = count()
        self._waiting: dict[int, Future[Any]] = {}
        self._languages: dict[str, Future[Any]] = {}
        self._log_name = options.log
        self._log = _open_log(options)
        try:
            self._process = _launch(self._log, options)
        except OSError as error:
            self._log.close()
            raise EngineError(f"LingoTweaker could not be started: {error}") from error
        threading.Thread(target=self._read, name="lingotweaker", daemon=True).start()
        self.load(language)

    def load(self, language: str) -> Future[Any]:
        """The answer that comes when the language is ready: asked for once, however many wait for it."""
        with self._loading:
            if language not in self._languages:
                self._languages[language] = self.ask(language, None)
            return self._languages[language]

    def ask(self, language: str, text: str | None) -> Future[Any]:
        """The answer to come: what the package says about the text; None once the language is loaded for no text."""
        answer: Future[Any] = Future()
        with self._lock:
            if self.ended:
                answer.set_exception(EngineError(self.why))
                return answer
            number = next(self._ids)
            self._waiting[number] = answer
        assert self._process.stdin is not None
        # If it has ended, or its pipe was closed since: `_finish` sees that too, and says so to all who wait.
        with self._writing, suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps([number, language, text]).encode() + b"\n")
            self._process.stdin.flush()
        return answer

    def end(self, why: str) -> None:
        """Kill the process and wait until it is gone. Whoever still waits for an answer gets an EngineError."""
        with self._lock:
            if not self.ended:
                self.ended = True
                self.why = why
        self._process.kill()
        self._process.wait()

    def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            for line in self._process.stdout:
                number, kind, value = json.loads(line)
                with self._lock:
                    answer = self._waiting.pop(number)
                _settle(answer, kind, value)
        except Exception as error:  # half a line, or nonsense: what comes after it cannot be trusted
            self._process.kill()
            self._finish(f"LingoTweaker gave an answer that cannot be understood: {error!r}")
        else:
            self._finish(None)

    def _finish(self, why: str | None) -> None:
        code = self._process.wait()
        with self._lock:
            if not self.ended:
                self.ended = True
                self.why = why or f"LingoTweaker ended unexpectedly (exit status {code}){self._last_words()}"
            waiting = list(self._waiting.values())
            self._waiting.clear()
        for answer in waiting:
            answer.set_exception(EngineError(self.why))
        for stream in (self._process.stdin, self._process.stdout, self._log):
            _close(stream)

    def _last_words(self) -> str:
        if self._log_name is not None:
            return f"; see {self._log_name}"
        self._log.seek(0)
        words = self._log.read().decode(errors="replace").strip()
        return f": {words[-1000:]}" if words else ""


def _settle(answer: Future[Any], kind: str, value: Any) -> None:
    if kind == "answer":
        answer.set_result(value)
    elif kind == "unavailable":
        answer.set_exception(EngineUnavailable(value))
    else:
        answer.set_exception(EngineError(value))


def _close(stream: IO[bytes] | None) -> None:
    if stream is not None:
        with suppress(OSError):  # what could not be written any more
            stream.close()


def _open_log(options: EngineOptions) -> IO[bytes]:
    from tempfile import TemporaryFile

    if options.log is None:
        return TemporaryFile()
    try:
        options.log.parent.mkdir(parents=True, exist_ok=True)
        return options.log.open("ab")
    except OSError as error:
        raise EngineError(f"LingoTweaker: its log cannot be written: {error}") from error


def _launch(log: IO[bytes], options: EngineOptions) -> Popen[bytes]:
    import subprocess
    import sys

    # -P: a file in the working directory must not pass as a module; modules come from where ours came from.
    return subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, str(options.clients), *sorted(options.disabled_rules)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


# What follows runs in the process.


class _Server:
    def __init__(self, clients: int, disabled_rules: list[str]) -> None:
        import sys

        self._clients = clients
        self._disabled_rules = disabled_rules
        self._answers = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # what native code may print must not end up among the answers
        self._requests = sys.stdin.buffer
        self._lock = threading.Lock()
        self._engines: dict[str, Future[Any]] = {}

    def run(self) -> None:
        import signal
        from concurrent.futures import ThreadPoolExecutor

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is newslint's business: it ends this process
        with ThreadPoolExecutor(max(1, self._clients)) as pool:
            for line in self._requests:
                number, language, text = json.loads(line)
                if language not in self._engines:
                    self._engines[language] = pool.submit(_load, language, self._disabled_rules)
                pool.submit(self._answer, number, self._engines[language], text)
            os._exit(0)  # newslint has ended: nobody waits for the rest

    def _answer(self, number: int, engine: Future[Any], text: str | None) -> None:
        try:
            loaded = engine.result()
            self._say(number, "answer", None if text is None else loaded.check(text))
        except EngineUnavailable as error:
            self._say(number, "unavailable", str(error))
        except Exception as error:
            self._say(number, "error", f"LingoTweaker failed: {error!r}")
        except BaseException as error:  # a panic in Rust: what it left behind cannot be trusted
            self._say(number, "error", f"LingoTweaker failed: {error!r}")
            os._exit(1)

    def _say(self, number: int, kind: str, value: object) -> None:
        line = json.dumps([number, kind, value]).encode() + b"\n"
        with self._lock:
            self._answers.write(line)
            self._answers.flush()


def _load(language: str, disabled_rules: list[str]) -> Any:
    from importlib import import_module

    try:
        engine = import_module("lt_py").Engine
        data = import_module("lingotweaker_data_en").data_dir()
    except ImportError as error:
        raise EngineUnavailable(f"LingoTweaker cannot be loaded ({error}): {_REPAIR}") from error
    try:
        return engine("en", variant=language, data_dir=data, disabled_rules=disabled_rules)
    except Exception as error:
        raise EngineUnavailable(f"LingoTweaker cannot load {language} ({error}): {_REPAIR}") from error


if __name__ == "__main__":
    import sys

    _Server(int(sys.argv[1]), sys.argv[2:]).run()
