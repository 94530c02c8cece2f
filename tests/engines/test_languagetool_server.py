"""LanguageTool's process: it starts, fails, is killed, and leaves nothing behind.

Where the real Java cannot be made to do something on demand, a script takes its place; all else is real.
"""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lint.engines.base import EngineError, EngineOptions, EngineUnavailable
from lint.engines.languagetool import install, java
from lint.engines.languagetool.client import LanguageToolEngine
from lint.engines.languagetool.server import Keeper, Server, choose_log
from tests.engines import kills
from tests.engines.kills import until

FAKE_JAVA = '''#!{python}
"""A Java that does as it is told by a file beside it; started, it says so in another."""
import http.server, json, os, sys, threading, time
here = {here!r}
open(here + "/starts", "a").write(json.dumps(sys.argv) + "\\n")
mode = open(here + "/mode").read()
port = int(sys.argv[sys.argv.index("--port") + 1])
if mode == "exit":
    print("Exception in thread main: no such class\\n\\tat some.Frame(Frame.java:1)\\n\\tat another.Frame", flush=True)
    sys.exit(3)
if mode == "port":
    sys.exit("Caused by: java.net.BindException: Address already in use")
if mode == "sleep":
    time.sleep(300)
if mode == "noise":
    for _ in range(40_000):
        print("x" * 99)
all_asked = threading.Barrier(4, lambda: os._exit(1))
SOFTWARE = {{"name": "LanguageTool", "version": "0.1", "buildDate": "today"}}
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer([{{"code": "en", "longCode": "en-US"}}] if "languages" in self.path else "OK")
    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"]))
        if b"hang" in text:
            time.sleep(300)
        if b"die" in text:
            os._exit(1)
        if b"together" in text:
            all_asked.wait()
        self.answer("" if mode == "dumb" else {{"software": SOFTWARE, "matches": []}})
    def answer(self, what):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())
    def log_message(self, *_):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("Server started", flush=True)
server.serve_forever()
'''


class Fake:
    """A script in Java's place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "java"
        self.path.write_text(FAKE_JAVA.format(python=sys.executable, here=str(folder)))
        self.path.chmod(self.path.stat().st_mode | stat.S_IXUSR)
        self.be("serve")

    def be(self, mode: str) -> None:
        (self.folder / "mode").write_text(mode)

    @property
    def starts(self) -> list[str]:
        path = self.folder / "starts"
        return path.read_text().splitlines() if path.exists() else []


Make = Callable[..., LanguageToolEngine]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languagetool_home: Path) -> Fake:
    made = Fake(tmp_path)
    monkeypatch.setattr(java, "find_java", lambda: java.Java(made.path, (17,), "PATH"))
    return made


@pytest.fixture
def make(tmp_path: Path, languagetool_home: Path) -> Iterator[Make]:
    """Makes engines; when the test is over, none of their processes may be left."""
    engines = []

    def new(**options: float) -> LanguageToolEngine:
        engines.append(LanguageToolEngine(EngineOptions(log=tmp_path / "engine.log", **options)))
        return engines[-1]

    yield new
    for engine in engines:
        engine.stop()
    assert kills.of(os.getpid()) == []


_IN_CI = {"SIGKILL", "Java killed", "Java hangs", "watchdog killed"}
"""What is done during checks too, where it costs a whole start of Java; the others end the same way as at start-up."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals as POSIX knows them")
@pytest.mark.parametrize("kind", kills.KINDS)
def test_killed_at_start_up_nothing_is_left_and_nothing_is_green(kind: str, languagetool_home: Path) -> None:
    for _ in range(int(os.environ.get("NEWSLINT_KILLS", "1"))):
        result = kills.kill(kind, "start-up")
        assert (result.left, result.green) == (0, 0), result.said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals as POSIX knows them")
@pytest.mark.parametrize("kind", [k for k in kills.KINDS if k in _IN_CI or "NEWSLINT_KILLS" in os.environ])
def test_killed_during_checks_nothing_is_left_and_nothing_is_green(kind: str, languagetool_home: Path) -> None:
    for _ in range(int(os.environ.get("NEWSLINT_KILLS", "1"))):
        result = kills.kill(kind, "checks")
        assert (result.left, result.green) == (0, 0), result.said


def test_a_jar_cut_short_is_an_error_with_java_s_own_words(languagetool_home: Path, tmp_path: Path) -> None:
    found = install.find()
    assert found is not None
    shutil.copytree(found.folder, tmp_path / "cut", copy_function=os.link)
    [core] = (tmp_path / "cut" / "libs").glob("*languagetool-core-*.jar")
    half = core.read_bytes()[: core.stat().st_size // 2]
    core.unlink()
    core.write_bytes(half)
    whole, cut = str(found.folder), str(tmp_path / "cut")
    runtime = java.find_java()

    def command(port: int) -> list[str]:
        return [word.replace(whole, cut) for word in found.command(runtime, port, 300)]

    keeper = Keeper(lambda: Server(command, [], 60, choose_log(tmp_path / "log")))
    keeper.start()
    with pytest.raises(EngineError, match=r"(?s)exit status 1.*log.*(NoClassDefFoundError|ClassNotFoundException)"):
        keeper.ready()
    keeper.stop()
    assert kills.of(os.getpid()) == []


def test_start_returns_at_once_and_starts_once(fake: Fake, make: Make) -> None:
    engine = make()
    fake.be("sleep")
    start = time.monotonic()
    engine.start()
    engine.start()
    assert time.monotonic() - start < 5
    until(lambda: fake.starts, "Java is started")
    assert len(fake.starts) == 1


def test_java_gets_a_mark_a_private_folder_and_their_settings_with_ours(fake: Fake, make: Make) -> None:
    engine = make()
    engine.start()
    assert engine.version() == "0.1 (today)"
    [start] = fake.starts
    assert "-Dnewslint.run=newslint-" in start
    assert "-Xmx" in start
    config = Path(start.split('"--config", "')[1].split('"')[0])
    settings = config.read_text()
    assert "pipelineCaching=true" in settings
    assert "lang-es=" in settings
    engine.stop()
    assert not config.parent.exists()


def test_java_that_exits_early(fake: Fake, make: Make, tmp_path: Path) -> None:
    fake.be("exit")
    engine = make()
    engine.start()
    with pytest.raises(EngineError) as caught:
        engine.version()
    message = str(caught.value)
    assert "exit status 3" in message
    assert "no such class" in message
    assert "Frame.java" not in message
    assert str(tmp_path / "engine.log") in message
    with pytest.raises(EngineError, match="exit status 3"):  # for good: the next start would end the same way
        engine.check("Text.", "en-US")
    assert len(fake.starts) == 1


def test_java_that_never_gets_ready(fake: Fake, make: Make) -> None:
    fake.be("sleep")
    engine = make(ready_seconds=1)
    engine.start()
    with pytest.raises(EngineError, match="not ready within 1 seconds"):
        engine.check("Text.", "en-US")
    assert kills.of(os.getpid()) == []
    with pytest.raises(EngineError):
        engine.check("Text.", "en-US")
    assert len(fake.starts) == 1


def test_a_server_that_answers_nonsense_is_not_ready(fake: Fake, make: Make) -> None:
    fake.be("dumb")
    engine = make()
    engine.start()
    with pytest.raises(EngineError, match="did not answer a first question"):
        engine.check("Text.", "en-US")


def test_no_java_to_execute(fake: Fake, make: Make) -> None:
    fake.path.unlink()
    engine = make()
    engine.start()
    with pytest.raises(EngineError, match="could not be started: No such file"):
        engine.version()


def test_three_ports_are_tried(fake: Fake, make: Make) -> None:
    fake.be("port")
    engine = make()
    engine.start()
    with pytest.raises(EngineError, match="taken by another program"):
        engine.version()
    assert len(fake.starts) == 3
    assert len({start.split('"--port", ')[1].split(",")[0] for start in fake.starts}) == 3


def _all_ask(engine: LanguageToolEngine, text: str, threads: int = 4) -> list[str]:
    """What becomes of the same question asked by several threads at once."""
    barrier = threading.Barrier(threads)
    outcomes: list[str] = []

    def ask() -> None:
        barrier.wait()
        try:
            outcomes.append(str(engine.check(text, "en-US")))
        except EngineError as error:
            outcomes.append(type(error).__name__)

    workers = [threading.Thread(target=ask) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(kills.HANG_SECONDS)
    return outcomes


def test_threads_that_meet_the_same_crash_cause_one_restart(fake: Fake, make: Make) -> None:
    engine = make()
    engine.start()
    assert _all_ask(engine, "fine") == ["[]"] * 4
    # It dies when all four have asked: a thread that came late would meet the next server, and end that as well.
    assert _all_ask(engine, "all together") == ["EngineError"] * 4
    assert _all_ask(engine, "fine") == ["[]"] * 4
    assert len(fake.starts) == 2


def test_the_second_failure_is_final(fake: Fake, make: Make) -> None:
    engine = make()
    engine.start()
    for _ in range(2):
        with pytest.raises(EngineError):
            engine.check("die", "en-US")
    with pytest.raises(EngineError, match="failed twice"):
        engine.check("fine", "en-US")
    assert len(fake.starts) == 2
    assert kills.of(os.getpid()) == []


def test_a_server_that_accepts_and_never_answers(fake: Fake, make: Make) -> None:
    engine = make(check_seconds=2)
    engine.start()
    with pytest.raises(EngineError, match="did not answer within 2 seconds"):
        engine.check("hang", "en-US")
    assert engine.check("fine", "en-US") == []
    assert len(fake.starts) == 2


def test_who_gets_the_port_of_a_server_that_was_killed_is_not_believed(fake: Fake, make: Make) -> None:
    engine = make()
    engine.start()
    engine.version()
    port = int(fake.starts[0].split('"--port", "')[1].split('"')[0])
    [server] = [p for p in kills.of(os.getpid()) if "-Dnewslint.run=" in " ".join(p.cmdline())]
    server.kill()
    until(lambda: not server.is_running(), "it is gone")
    impostor = subprocess.Popen([fake.path, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        until(lambda: _answers(port), "the impostor answers")
        with pytest.raises(EngineError, match="killed by SIGKILL"):
            engine.check("fine", "en-US")
        assert engine._backend.ready().url != f"http://127.0.0.1:{port}/"
        assert engine.check("fine", "en-US") == []
    finally:
        impostor.kill()
        impostor.wait()


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_a_forked_process_can_neither_ask_nor_stop(fake: Fake, make: Make) -> None:
    engine = make()
    engine.start()
    engine.version()
    child = os.fork()
    if not child:
        engine.stop()
        try:
            engine.check("fine", "en-US")
        except EngineError:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert engine.check("fine", "en-US") == []
    assert len(fake.starts) == 1


def test_stop_ends_a_start_that_another_thread_waits_for(fake: Fake, make: Make) -> None:
    fake.be("sleep")
    engine = make()
    engine.start()
    outcomes: list[str] = []
    waiting = threading.Thread(target=lambda: outcomes.extend(_all_ask(engine, "fine", 2)))
    waiting.start()
    until(lambda: fake.starts, "Java is started")
    start = time.monotonic()
    engine.stop()
    assert time.monotonic() - start < 10
    waiting.join(kills.HANG_SECONDS)
    assert outcomes == ["EngineError"] * 2
    assert kills.of(os.getpid()) == []
    engine.stop()


def test_stop_before_start_and_calls_after_stop(fake: Fake, make: Make) -> None:
    engine = make()
    with pytest.raises(EngineError, match="not started"):
        engine.check("Text.", "en-US")
    engine.stop()
    for call in (engine.start, engine.version, lambda: engine.check("Text.", "en-US")):
        with pytest.raises(EngineError, match="stopped"):
            call()
    assert fake.starts == []


def test_the_log_is_bounded(fake: Fake, make: Make, tmp_path: Path) -> None:
    fake.be("noise")
    engine = make()
    engine.start()
    engine.version()
    logs = list(tmp_path.glob("engine.log*"))
    assert len(logs) == 2
    assert sum(log.stat().st_size for log in logs) < 2_100_000


def test_a_log_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineUnavailable, match="log"):
        choose_log(tmp_path / "file" / "log")
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "file"))
    path = choose_log(None)
    assert path.exists()
    path.unlink()


def test_old_logs_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    logs = [choose_log(None) for _ in range(15)]
    assert len(list(logs[-1].parent.iterdir())) == 10
    assert logs[-1].exists()
    assert stat.S_IMODE(logs[-1].stat().st_mode) & 0o077 == 0 or os.name == "nt"


def test_nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "find", lambda: None)
    engine = LanguageToolEngine(EngineOptions(log=tmp_path / "log"))
    with pytest.raises(EngineUnavailable, match="newslint languagetool install"):
        engine.start()
