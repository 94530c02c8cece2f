"""LanguageTool's server process: started once a run, restarted at most once, gone when newslint is gone.

newslint starts a watchdog (`watchdog.py`), the watchdog starts Java. All waiting happens here by looking at a small
file that the watchdog keeps, so that no thread of ours runs while newslint forks its workers.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lint.engines.base import EngineError, EngineUnavailable

HEAP_MB = 768
"""Measured: 64,000 words by two clients take 350 MB in all. Without a bound Java takes a quarter of the machine."""

_TRIES = 3
_POLL_SECONDS = 0.02
_KILL_SECONDS = 2.0
_KEPT_LOGS = 10
_WATCHDOG = Path(__file__).with_name("watchdog.py")

# Without its cache the server builds all rules anew for every request: 100 sentences took 14 s instead of 4 s.
_SETTINGS = {"pipelineCaching": "true", "maxPipelinePoolSize": "20", "pipelineExpireTimeInSeconds": "86400"}

Command = Callable[[int], list[str]]
"""Makes the server's command line for a port; the first word is Java."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A server that answers: its address, what it says of itself, and the how-manieth of this run it is."""

    url: str
    software: dict[str, Any]
    generation: int


class Server:
    """One Java process with its watchdog. Not started before `start`, never started twice."""

    def __init__(self, command: Command, questions: Sequence[str], ready_seconds: float, log: Path) -> None:
        self.marker = f"newslint-{os.getpid()}-{uuid.uuid4().hex}"
        self.log = log
        self._command = command
        self._questions = list(questions)
        self._seconds = ready_seconds
        self._deadline = float("inf")
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._pid: int | None = None
        self._was_ready = False
        self._owner = os.getpid()

    @property
    def was_ready(self) -> bool:
        """Whether it has answered; it may have ended since."""
        self._status()
        return self._was_ready

    @property
    def alive(self) -> bool:
        """Whether Java runs, as far as is known: its watchdog ends a moment after it."""
        return self._watchdog is not None and self._watchdog.poll() is None

    def start(self) -> None:
        """Start, and return at once. Raises EngineUnavailable where no process or folder can be had."""
        self._deadline = time.monotonic() + self._seconds
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="newslint-"))
            task = self._task(self._folder)
            with self.log.open("ab") as log:
                self._watchdog = subprocess.Popen(
                    [sys.executable, "-I", "-S", str(_WATCHDOG), self.marker],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                    cwd=tempfile.gettempdir(),
                    **_OWN_SESSION,
                )
            assert self._watchdog.stdin is not None
            self._watchdog.stdin.write(task)
            self._watchdog.stdin.flush()
        except BaseException as error:
            self.kill()
            if isinstance(error, OSError):
                raise EngineUnavailable(f"LanguageTool could not be started: {error}") from error
            raise

    def _task(self, folder: Path) -> bytes:
        commands = [(port, self._argv(port, folder)) for port in free_ports(_TRIES)]
        task = {
            "commands": commands,
            "parent": self._owner,
            "folder": str(folder),
            "log": str(self.log),
            "questions": self._questions,
            "seconds": self._seconds,
        }
        return json.dumps(task).encode() + b"\n"

    def _argv(self, port: int, folder: Path) -> list[str]:
        """The command line with what makes the process ours: a mark to know it by, and its private folder.

        When memory runs out Java must end, and not go on with half of its threads.
        """
        java, *rest = self._command(port)
        ours = [
            f"-Dnewslint.run={self.marker}",
            f"-Djava.io.tmpdir={folder}",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
        ]
        return [java, *ours, *_with_settings(rest, folder)]

    def wait(self, abandoned: Callable[[], bool]) -> tuple[int, dict[str, Any]]:
        """Wait until it is ready: its port, and what it says of itself. Raises EngineError where it does not become so.

        `abandoned` is asked again and again: true ends the waiting with an EngineError.
        """
        while True:
            ended = not self.alive  # looked at first: what the file says afterwards is the last word
            status = self._status()
            if status.get("state") == "failed" or ended:
                raise EngineError(self.explain(status.get("reason", "its process ended")))
            if status.get("state") == "ready":
                return int(status["port"]), dict(status["software"])
            if abandoned():
                raise EngineError("LanguageTool was stopped before it was ready")
            if time.monotonic() > self._deadline:
                raise EngineError(self.explain(f"it was not ready within {self._seconds:g} seconds"))
            time.sleep(_POLL_SECONDS)

    def reason(self) -> str:
        """Why it has ended, in words."""
        return str(self._status().get("reason", "its process ended"))

    def explain(self, reason: str) -> str:
        """A message for people: what happened, the last lines of the log, and where to find the rest."""
        lines = _last_lines(self.log)
        said = "".join(f"\n  | {line}" for line in lines)
        return f"LanguageTool does not work: {reason}. Its log is {self.log}" + (
            f"; it ends with:{said}" if said else ""
        )

    def _status(self) -> dict[str, Any]:
        if self._folder is None:
            return {}
        try:
            status = json.loads((self._folder / "status.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if isinstance(status.get("pid"), int):
            self._pid = status["pid"]
        self._was_ready |= "software" in status
        return dict(status)

    def kill(self) -> None:
        """End Java and the watchdog, and return when both are gone. Does nothing in a forked process."""
        if os.getpid() != self._owner:
            return
        self._status()
        if self._watchdog is not None and _end(self._watchdog) != 0:
            self._status()
            if self._pid is not None:
                _end_orphan(self._pid, self.marker)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _end(watchdog: subprocess.Popen[bytes]) -> int:
    """Let go of the leash: the watchdog kills Java, waits until it is gone, ends with 0. One that hangs is killed."""
    if watchdog.stdin is not None:
        with contextlib.suppress(OSError):
            watchdog.stdin.close()
    try:
        return watchdog.wait(_KILL_SECONDS)
    except subprocess.TimeoutExpired:
        watchdog.kill()
        return watchdog.wait()


def _end_orphan(pid: int, marker: str) -> None:
    """End Java where its watchdog was killed and could not. The mark guards against a number that was given anew."""
    import psutil  # type: ignore[import-untyped]

    deadline = time.monotonic() + _KILL_SECONDS
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        if any(marker in word for word in process.cmdline()):
            process.kill()
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)


class Keeper:
    """The server of a run: the first one and, after it failed once, a second; never two at a time.

    Made for several threads: those that meet the same failure cause one restart.
    """

    def __init__(self, make: Callable[[], Server]) -> None:
        self._make = make
        self._lock = threading.RLock()
        self._server: Server | None = None
        self._generation = 0
        self._final: str | None = None
        self._stopped = False
        self._owner = os.getpid()

    def start(self) -> None:
        """Start the server, and return at once. Raises EngineUnavailable, and EngineError after `stop`."""
        with self._lock:
            if self._stopped:
                raise EngineError("LanguageTool was stopped")
            if self._server is None:
                atexit.register(self.stop)
                try:
                    self._launch()
                except EngineUnavailable as error:
                    self._final = str(error)
                    raise

    def _launch(self) -> None:
        self._server = server = self._make()
        self._generation += 1
        server.start()

    @property
    def server(self) -> Server | None:
        """The server of the moment."""
        return self._server

    def ready(self) -> Ready:
        """The server, once it is ready. Raises EngineError; a server that did not become ready is given up."""
        if os.getpid() != self._owner:
            raise EngineError("LanguageTool can only be asked by the process that started it")
        while True:
            with self._lock:
                self._check_usable()
                server, generation = self._server, self._generation
                assert server is not None
            try:
                port, software = server.wait(lambda: self._stopped)
            except EngineError as error:
                with self._lock:
                    if generation != self._generation and not self._stopped:
                        continue  # another thread has replaced it meanwhile
                    self._check_usable()
                    self._lost_while_waiting(server, str(error))
                raise
            return Ready(f"http://127.0.0.1:{port}/", software, generation)

    def _check_usable(self) -> None:
        if self._stopped:
            raise EngineError("LanguageTool was stopped")
        if self._final is not None:
            raise EngineError(self._final)
        if self._server is None:
            raise EngineError("LanguageTool was not started")

    def _lost_while_waiting(self, server: Server, message: str) -> None:
        """One that was ready before gets its second chance; one that never was would fail the same way again."""
        if server.was_ready:
            self._replace(message)
        else:
            server.kill()
            self._final = message

    def failed(self, generation: int, reason: str) -> EngineError:
        """Say that a call failed: kills that server and starts the next one, if this run may have one. For raising."""
        with self._lock:
            server = self._server
            assert server is not None
            if self._stopped:
                return EngineError("LanguageTool was stopped")
            if generation != self._generation or self._final is not None:
                return EngineError(f"LanguageTool did not answer: {reason}")
            message = server.explain(reason)
            self._replace(message)
            return EngineError(message)

    def _replace(self, message: str) -> None:
        """Kill the server; the next one is started only when it is gone, and only once a run."""
        assert self._server is not None
        self._server.kill()
        if self._stopped:
            return
        if self._generation > 1:
            self._final = f"LanguageTool failed twice and is not asked again in this run. {message}"
            return
        try:
            self._launch()
        except EngineUnavailable as error:
            self._final = str(error)

    def stop(self) -> None:
        """End it for good. Harmless when called twice, from any thread, and in a forked process."""
        if os.getpid() != self._owner:
            return
        self._stopped = True  # before the lock: who waits for readiness gives up
        with self._lock:
            atexit.unregister(self.stop)
            if self._server is not None:
                self._server.kill()


def free_ports(count: int) -> list[int]:
    """Ports of the loopback address that were free a moment ago, all different."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def choose_log(wanted: Path | None) -> Path:
    """An empty log file that only its owner can read. Raises EngineUnavailable where a wanted one cannot be written.

    Each run has a file of its own in the user's log folder, of which the newest few are kept; where that folder cannot
    be written, it is a file in the folder for temporary files.
    """
    if wanted is not None:
        try:
            _make_empty(wanted)
        except OSError as error:
            raise EngineUnavailable(f"the log of LanguageTool cannot be written: {error}") from error
        return wanted
    from platformdirs import user_log_path

    folder = user_log_path("newslint")
    path = folder / f"languagetool-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{uuid.uuid4().hex[:6]}.log"
    try:
        _make_empty(path)
    except OSError:
        handle, name = tempfile.mkstemp(prefix="newslint-languagetool-", suffix=".log")
        os.close(handle)
        return Path(name)
    with contextlib.suppress(OSError):  # another newslint may be tidying up too
        _forget_old_logs(folder)
    return path


def _forget_old_logs(folder: Path) -> None:
    logs = sorted(folder.glob("languagetool-*.log"), key=lambda log: log.stat().st_mtime_ns)
    for old in logs[:-_KEPT_LOGS]:
        old.unlink(missing_ok=True)
        old.with_name(old.name + ".1").unlink(missing_ok=True)


def _make_empty(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))


def _last_lines(log: Path, count: int = 6) -> list[str]:
    """The last lines that say something: Java's stack traces are long and say the most in their first line."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 20_000))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    lines = [line.strip() for line in text.splitlines() if line.strip() and not re.match(r"\s+(at |\.\.\. )", line)]
    return [line[:300] for line in lines[-count:]]


def _with_settings(arguments: list[str], folder: Path) -> list[str]:
    """The arguments with a configuration file of our own: what theirs says, and our settings."""
    given = b""
    arguments = list(arguments)
    if "--config" in arguments[:-1]:
        at = arguments.index("--config")
        given = Path(arguments[at + 1]).read_bytes()
        del arguments[at : at + 2]
    path = folder / "server.properties"
    path.write_bytes(given + b"\n" + "".join(f"{key}={value}\n" for key, value in _SETTINGS.items()).encode())
    return [*arguments, "--config", str(path)]


# Ctrl-C in the terminal goes to every process of the session's foreground group; Java must end when newslint does.
_OWN_SESSION: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if os.name == "nt"
    else {"start_new_session": True}
)
