"""Kills newslint, Java and the watchdog at their work, and counts what is left of them and what passed as clean.

    python tests/engines/kills.py 20                # 20 kills of each kind; LanguageTool must be installed
    python tests/engines/kills.py 20 "Java hangs"   # of one kind

`tests/engines/test_languagetool_server.py` does the same, once each.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

TEXT = "He go to the parliament every day."
HANG_SECONDS = 120.0
"""Far more than anything takes: who waits longer hangs."""

KINDS = (
    "SIGINT",
    "SIGTERM",
    "SIGKILL",
    "exception",
    "exit",
    "Java killed",
    "Java hangs",
    "watchdog killed",
    "all but Java",
)
TIMES = ("start-up", "checks")


@dataclass
class Result:
    """What was left behind: processes, and checks of a text with a mistake that said it had none."""

    left: int
    green: int
    said: list[str]


def kill(kind: str, when: str) -> Result:
    """Start a process that uses LanguageTool, do to it what `kind` says at the time `when`, and look around."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder, "said")
        command = [sys.executable, __file__, "--own", str(said), kind, when]
        owner = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            psutil.process_iter.cache_clear()  # process ids are given anew
            until(lambda: _java(owner.pid) or owner.poll() is not None, "Java starts")
            if when == "checks":
                until(lambda: "found" in _words(said) or owner.poll() is not None, "a first check is answered")
            else:
                time.sleep(0.5)
            _strike(owner, kind, when, said)
            until(lambda: not of(owner.pid), "all processes are gone", hang=15, fail=False)
            return Result(len(of(owner.pid)), _words(said).count("green"), _words(said))
        except AssertionError as error:
            log = Path(folder, "log").read_text() if Path(folder, "log").exists() else "none"
            error.add_note(f"{kind}, {when}; it said {_words(said)[-5:]}; its log: {log}")
            raise
        finally:
            owner.kill()
            owner.wait()
            for process in [*of(owner.pid), *_sleepers(said)]:
                process.kill()


def _strike(owner: subprocess.Popen[bytes], kind: str, when: str, said: Path) -> None:
    if kind.startswith("SIG"):
        owner.send_signal(signal.Signals[kind])
        owner.wait(HANG_SECONDS)
    elif kind in {"exception", "exit"}:
        owner.wait(HANG_SECONDS)  # it does that itself
    elif kind == "all but Java":
        owner.send_signal(signal.SIGSTOP)  # so that it cannot do what the watchdog no longer can
        for process in set(of(owner.pid)) - set(_java(owner.pid)):
            process.kill()
        owner.kill()
        owner.wait()
    else:
        _strike_server(owner, kind, when, said)
        owner.kill()
        owner.wait()


def _strike_server(owner: subprocess.Popen[bytes], kind: str, when: str, said: Path) -> None:
    """Fell the server; where it had answered before, the owner must be answered again, by no more than one Java."""
    victims = [p for p in of(owner.pid) if ("-Dnewslint.run=" in " ".join(p.cmdline())) != (kind == "watchdog killed")]
    for victim in victims:
        victim.send_signal(signal.SIGSTOP if kind == "Java hangs" else signal.SIGKILL)
    before = len(_words(said))

    def recovered() -> bool:
        assert len(_java(owner.pid)) <= 1, "two Javas at a time"
        news = _words(said)[before:]
        return "error" in news and ("found" in news[news.index("error") :] or when == "start-up")

    until(recovered, f"the owner says what it met, and goes on: {kind} at {when}")


def own(said: str, kind: str, when: str) -> None:
    """Be the process that uses LanguageTool: ask it without end, and write down what comes of it."""
    from lint.engines.base import EngineError, EngineOptions
    from lint.engines.languagetool.client import LanguageToolEngine

    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = Path(said).parent
    hangs = kind == "Java hangs"
    options = EngineOptions(
        log=folder / "log", ready_seconds=6 if hangs and when == "start-up" else 120, check_seconds=10 if hangs else 60
    )
    engine = LanguageToolEngine(options)
    engine.start()
    sleeper = os.fork()  # like newslint's workers, it inherits what is open, and may outlive us
    if not sleeper:
        engine.stop()  # must do nothing here
        time.sleep(HANG_SECONDS)
        os._exit(0)
    with Path(said).open("a", buffering=1) as log:
        log.write(f"sleeper-{sleeper}\n")
        while True:
            if when == "start-up" and kind in {"exception", "exit"}:
                time.sleep(2)
                _leave(kind)
            try:
                log.write("found\n" if engine.check(TEXT, "en-US") else "green\n")
            except EngineError:
                log.write("error\n")
                time.sleep(0.05)
            else:
                _leave(kind)


def _leave(kind: str) -> None:
    if kind == "exception":
        raise RuntimeError("as asked")
    if kind == "exit":
        sys.exit(0)


def of(owner: int) -> list[psutil.Process]:
    """The processes that are there because of `owner`, by the mark on their command lines; zombies have none."""
    mark = f"newslint-{owner}-"
    return [p for p in psutil.process_iter(["cmdline"]) if any(mark in word for word in p.info["cmdline"] or ())]


def _java(owner: int) -> list[psutil.Process]:
    return [p for p in of(owner) if any("-Dnewslint.run=" in word for word in p.info["cmdline"])]


def _words(said: Path) -> list[str]:
    return said.read_text().split() if said.exists() else []


def _sleepers(said: Path) -> list[psutil.Process]:
    pids = [int(word.partition("-")[2]) for word in _words(said) if word.startswith("sleeper-")]
    return [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]


def until(true: Callable[[], object], what: str, hang: float = HANG_SECONDS, fail: bool = True) -> None:
    """Wait until `true()`; raises AssertionError where that takes too long."""
    deadline = time.monotonic() + hang
    while not true():
        if time.monotonic() > deadline:
            assert not fail, f"waited {hang:g} s in vain until {what}"
            return
        time.sleep(0.05)


def main(count: int, kinds: list[str]) -> None:
    """Kills of all these kinds, `count` times each."""
    for kind in kinds or KINDS:
        for when in TIMES:
            start = time.monotonic()
            results = [kill(kind, when) for _ in range(count)]
            left, green = sum(r.left for r in results), sum(r.green for r in results)
            print(
                f"{kind:16} {when:9} {count:3} times: {left} processes left behind, {green} wrong green results"
                f" ({(time.monotonic() - start) / count:.1f} s each)",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1] == "--own":
        own(*sys.argv[2:5])
    else:
        main(int(sys.argv[1]), sys.argv[2:])
