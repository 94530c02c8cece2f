"""Starts LanguageTool's Java process, and ends it when newslint has ended, however that came about.

Run as a script of its own, with the standard library alone: `python -I -S watchdog.py MARKER`. The first line of its
standard input is what to do, in JSON (see `Task`); after that the pipe stays open, and silent, for as long as newslint
wants the server. What became of the server stands in `status.json` in the folder that the task names, always complete.

The server is ended when the pipe closes, when newslint is no longer our parent (processes that newslint forked may hold
the pipe open), and when we are told to terminate. On Linux the kernel ends it also when we are killed ourselves.
There is no fork on Windows and none of this was tried there: the pipe alone has to do.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, cast

_POLL_SECONDS = 0.2
_LOG_LIMIT = 1_000_000
_PORT_TAKEN = (b"BindException", b"Address already in use")


class Task(NamedTuple):
    """What newslint asks for.

    `commands`: the port and the command line of each try; the next one is for when a port was taken meanwhile.
    `parent`: newslint's process id. `folder`: the private folder that the server works in. `questions`: the bodies of
    requests to `/v2/check` that the server answers before it counts as ready. `seconds`: how long a request may take.
    """

    commands: list[tuple[int, list[str]]]
    parent: int
    folder: str
    log: str
    questions: list[str]
    seconds: float


class Log:
    """The server's log, on disk never longer than about twice `_LOG_LIMIT`. A full disk does not stop the server."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.file = open(path, "ab", buffering=0)  # noqa: SIM115, PTH123
        self.bounded = os.path.isfile(path)  # noqa: PTH113 -- a device or a pipe is not ours to move away

    def write(self, line: bytes) -> None:
        with contextlib.suppress(OSError):
            if self.bounded and self.file.tell() + len(line) > _LOG_LIMIT:
                os.replace(self.path, self.path + ".1")  # noqa: PTH105
                self.file.close()
                self.file = open(self.path, "ab", buffering=0)  # noqa: SIM115, PTH123
            self.file.write(line)


class Watchdog:
    """One server, with what happens to it: `events` gets a name and a value for each thing that does."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.log = Log(task.log)
        self.events: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self.status: dict[str, Any] = {"state": "starting"}
        self.port_taken = False
        self.leashed = False

    def run(self) -> None:
        """Start the server, on another port where one was taken, and stay until it or newslint has ended."""
        for number in (getattr(signal, name, None) for name in ("SIGTERM", "SIGINT", "SIGHUP")):
            if number is not None:
                signal.signal(number, lambda *_: self.events.put(("over", None)))
        for port, command in self.task.commands:
            if not self._serve(port, command):
                return
        self._say(state="failed", reason="every port that was tried had been taken by another program")

    def _serve(self, port: int, command: list[str]) -> bool:
        """Run one server until its end. True: it found its port taken, so that another port is worth a try."""
        self.port_taken = False
        try:
            process = _start(command, self.task.folder)
        except OSError as error:
            self._say(state="failed", reason=f"{command[0]} could not be started: {error.strerror or error}")
            return False
        if not self.leashed:  # only now: a process is best forked while there is no other thread
            self.leashed = True
            threading.Thread(target=self._read_leash, daemon=True).start()
        try:
            self._say(state="starting", pid=process.pid, port=port)
            threading.Thread(target=self._read_output, args=(process,), daemon=True).start()
            gone = self._follow(process, port)
        finally:
            process.kill()
            code = process.wait()
        if gone:  # newslint has ended, or has ended us: nobody is left to read what became of it
            shutil.rmtree(self.task.folder, ignore_errors=True)
        elif self.status["state"] == "starting":
            if self.port_taken:
                return True
            self._say(state="failed", reason=f"Java ended while LanguageTool was starting ({_ending(code)})")
        elif self.status["state"] == "ready":
            self._say(state="failed", reason=f"Java ended ({_ending(code)})")
        return False

    def _follow(self, process: subprocess.Popen[bytes], port: int) -> bool:
        """Wait for the end of the server (False) or of newslint (True)."""
        while True:
            try:
                event, value = self.events.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                event, value = "", None
            if event == "over" or self._orphaned():
                return True
            if event == "started":
                threading.Thread(target=self._warm_up, args=(port,), daemon=True).start()
            elif event == "warm":
                self._say(state="ready", software=value)
            elif event == "failed":
                self._say(state="failed", reason=value)
                return False
            elif event == "ended" or process.poll() is not None:
                process.wait()
                return False

    def _orphaned(self) -> bool:
        return os.name == "posix" and os.getppid() != self.task.parent

    def _read_leash(self) -> None:
        with contextlib.suppress(OSError):
            while os.read(0, 4096):
                pass
        self.events.put(("over", None))

    def _read_output(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        read = process.stdout.readline
        started = False
        for line in iter(lambda: read(65536), b""):
            self.log.write(line)
            if not started and b"Server started" in line:
                started = True
                self.events.put(("started", None))
            elif not started and any(words in line for words in _PORT_TAKEN):
                self.port_taken = True
        self.events.put(("ended", None))

    def _warm_up(self, port: int) -> None:
        """A server that answers nothing sensible is not ready, whatever it says of itself."""
        try:
            _ask(port, "GET", "/v2/healthcheck", "", self.task.seconds)
            software = None
            for body in self.task.questions:
                software = json.loads(_ask(port, "POST", "/v2/check", body, self.task.seconds))["software"]
                if not isinstance(software, dict) or software.get("name") != "LanguageTool":
                    raise ValueError("the answer is not LanguageTool's")
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as error:
            self.events.put(("failed", f"LanguageTool started, but did not answer a first question: {error!r}"))
        else:
            self.events.put(("warm", software))

    def _say(self, **news: object) -> None:
        self.status.update(news)
        path = Path(self.task.folder, "status.json")
        for _ in range(50):
            try:
                path.with_suffix(".new").write_text(json.dumps(self.status), encoding="utf-8")
                path.with_suffix(".new").replace(path)
            except PermissionError:  # Windows: newslint is just reading it
                time.sleep(0.02)
            except OSError:  # the folder has gone: so has newslint
                return
            else:
                return


def _ask(port: int, method: str, path: str, body: str, seconds: float) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    with contextlib.closing(connection):
        connection.request(method, path, body.encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
    if response.status != 200:
        raise http.client.HTTPException(f"HTTP {response.status}: {text[:300]}")
    return text


def _start(command: list[str], folder: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        preexec_fn=_die_with_us(),
    )


def _die_with_us() -> Callable[[], None] | None:
    """On Linux: what a new process does first, so that the kernel kills it when its parent ends (see prctl(2))."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        import ctypes

        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (ImportError, OSError, AttributeError):
        return None
    us = os.getpid()

    def arrange() -> None:
        prctl(1, signal.SIGKILL, 0, 0, 0)  # 1: PR_SET_PDEATHSIG
        if os.getppid() != us:  # killed before the kernel knew
            os._exit(1)

    return arrange


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit status {code}"
    with contextlib.suppress(ValueError):
        return f"killed by {signal.Signals(-code).name}"
    return f"killed by signal {-code}"


def _read_task() -> Task:
    line = bytearray()
    while not line.endswith(b"\n"):  # byte by byte, so that no buffer hides the end of the pipe from `_read_leash`
        byte = os.read(0, 1)
        if not byte:
            sys.exit(0)
        line += byte
    return Task(**cast("dict[str, Any]", json.loads(line)))


def main() -> None:
    """The life of the watchdog."""
    watchdog = Watchdog(_read_task())
    watchdog.run()
    os._exit(0)  # its threads may still wait for a server that has ended


if __name__ == "__main__":
    main()
