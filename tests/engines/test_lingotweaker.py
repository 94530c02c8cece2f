"""LingoTweaker's adapter: what the contract's tests cannot see. Both packages run for real, except where a test needs
native code to crash or hang on demand: there a small module takes the place of `lt_py`, in a real process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.engines.base import EngineError, EngineOptions, EngineUnavailable, NotInstalled
from lint.engines.lingotweaker import LingotweakerEngine, _matches

STAND_IN = """
import os, time

class Panic(BaseException):
    "As what PyO3 makes of a panic in Rust."

class Engine:
    def __init__(self, lang, *, variant, data_dir, disabled_rules):
        with open(os.environ["LOADED"], "a") as file:
            file.write(variant + "\\n")
        if os.environ.get("ON_LOAD") == "hang":
            time.sleep(600)
        if os.environ.get("ON_LOAD") == "abort":
            os.abort()
        if os.environ.get("ON_LOAD") == "fail":
            raise RuntimeError("data error: cannot read x.dict")

    def check(self, text):
        if text == "panic":
            raise Panic("index out of bounds")
        if text == "fail":
            raise RuntimeError("no such thing")
        if text == "abort":
            os.write(2, b"thread has overflowed its stack")
            os.abort()
        if text == "hang":
            time.sleep(600)
        if text == "print":
            os.write(1, b"[0, some words on standard output\\n")
        item = dict(rule_id="R", category_id="C", issue_type="T", message="m", offset=0, length=1, suggestions=[])
        if text == "nonsense":
            item["offset"] = "here"
        if text == "no match":
            del item["message"]
        return [item]
"""


@pytest.fixture
def engine() -> Iterator[LingotweakerEngine]:
    engine = LingotweakerEngine(EngineOptions())
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Puts the stand-in in the place of `lt_py`, and says where it writes what was loaded."""
    (tmp_path / "lt_py.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("LOADED", str(tmp_path / "loaded"))
    return tmp_path / "loaded"


def process_of(engine: LingotweakerEngine) -> subprocess.Popen[bytes]:
    assert engine._worker is not None
    return engine._worker._process


def gone(pid: int) -> bool:
    """Whether a process ends within a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def item(offset: int, length: int) -> dict[str, object]:
    return {
        "rule_id": "R", "category_id": "C", "issue_type": "T", "message": "Try <suggestion>x</suggestion>.",
        "offset": offset, "length": length, "suggestions": ["x"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "offset", "length", "span"),
    [
        ("abc", 0, 3, (0, 3)),
        ("abc", 1, 0, (1, 2)),
        ("abc", 3, 0, (2, 3)),
        ("abc", 2, 9, (2, 3)),
        ("abc", 9, 9, (2, 3)),
        ("é😀x", 0, 2, (0, 1)),
        ("é😀x", 2, 4, (1, 2)),
        ("é😀x", 6, 1, (2, 3)),
        ("é😀x", 3, 1, (1, 2)),
        ("é😀x", 1, 2, (0, 2)),
        ("é😀x", 4, 0, (1, 2)),
        ("é😀x", 7, 0, (2, 3)),
        ("é😀x", 99, 1, (2, 3)),
        ("é😀x", 0, 99, (0, 3)),
    ],
)
def test_bytes_become_characters_that_are_whole(text: str, offset: int, length: int, span: tuple[int, int]) -> None:
    (match,) = _matches(text, [item(offset, length)])
    assert (match.start, match.end) == span


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_exact_offsets_stay_exact(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    offset = len(text[:start].encode())
    (match,) = _matches(text, [item(offset, len(text[:end].encode()) - offset)])
    assert (match.start, match.end) == (start, end)


def test_matches_come_in_order_and_messages_without_markup() -> None:
    matches = _matches("abcdef", [item(4, 1), item(0, 2)])
    assert [match.start for match in matches] == [0, 4]
    assert matches[0].message == "Try “x”."


def test_what_is_missing_is_named_with_the_command_that_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    find_spec = importlib.util.find_spec
    for missing in ("lt_py", "lingotweaker_data_en"):
        monkeypatch.setattr(importlib.util, "find_spec", lambda name, not_here=missing: name != not_here or None)
        for call in (LingotweakerEngine(EngineOptions()).identity, LingotweakerEngine(EngineOptions()).start):
            with pytest.raises(NotInstalled, match=r"pip install 'newslint\[lingotweaker\]'"):
                call()
    monkeypatch.setattr(importlib.util, "find_spec", find_spec)


def test_the_version_is_that_of_code_and_data(engine: LingotweakerEngine) -> None:
    from importlib.metadata import version

    assert engine.version() == engine.identity() == LingotweakerEngine(EngineOptions()).identity()
    assert version("lingotweaker") in engine.version()
    assert version("lingotweaker-data-en") in engine.version()


def test_making_one_loads_nothing() -> None:
    code = (
        "import sys, lint.engines.lingotweaker as m, lint.engines.base as b; m.LingotweakerEngine(b.EngineOptions()); "
    )
    code += "print([name for name in sys.modules if 'lt_py' in name or 'lingotweaker_data' in name])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_a_variant_that_it_would_take_for_american_is_refused(engine: LingotweakerEngine) -> None:
    for language in ("en-ZZ", "en", "EN-us", "de", ""):
        with pytest.raises(EngineUnavailable, match="en-US and en-GB"):
            engine.check("The colour fell.", language)


def test_the_commonwealth_is_checked_as_british(engine: LingotweakerEngine) -> None:
    for language in ("en-AU", "en-CA", "en-NZ", "en-ZA"):
        (match,) = engine.check("The colour and the center fell.", language)
        assert match.replacements[:1] == ("centre",)


def test_the_data_are_those_of_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LT_DATA_DIR", str(tmp_path))
    engine = LingotweakerEngine(EngineOptions())
    engine.start()
    try:
        assert engine.check("She have it.", "en-US")
    finally:
        engine.stop()


def test_a_module_in_the_working_folder_is_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("json.py", "lint.py", "lt_py.py", "signal.py"):
        (tmp_path / name).write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    engine = LingotweakerEngine(EngineOptions())
    engine.start()
    try:
        assert engine.check("She have it.", "en-US")
    finally:
        engine.stop()


def test_a_process_that_was_killed_is_started_again(engine: LingotweakerEngine) -> None:
    before = engine.check("She have it.", "en-US")
    first = process_of(engine)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(engine.check, "She have it. " * 20_000, "en-US")
        while not waiting.done() and not engine._worker._waiting:  # type: ignore[union-attr]
            time.sleep(0.001)
        first.kill()
        with pytest.raises(EngineError, match="ended unexpectedly"):
            waiting.result(60)
    assert engine.check("She have it.", "en-US") == before
    assert process_of(engine).pid != first.pid


def test_stop_ends_the_process_and_whoever_waits(engine: LingotweakerEngine) -> None:
    process = process_of(engine)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(engine.check, "She have it. " * 2000, "en-US")
        engine.stop()
        assert process.poll() is not None
        with pytest.raises(EngineError, match="stopped"):
            waiting.result(60)
    with pytest.raises(EngineError):
        engine.start()


@pytest.mark.parametrize("end", ["return", "raise", "exit", "kill", "terminate", "interrupt"])
def test_it_is_gone_when_newslint_is_gone(end: str) -> None:
    code = """
        import os, signal, sys
        from lint.engines.base import EngineOptions
        from lint.engines.lingotweaker import LingotweakerEngine
        engine = LingotweakerEngine(EngineOptions())
        engine.start()
        if sys.argv[1] in ("return", "raise"):
            engine.check("She have it.", "en-US")
        print(engine._worker._process.pid, flush=True)
        if sys.argv[1] == "raise": raise ValueError
        if sys.argv[1] == "exit": os._exit(3)
        if sys.argv[1] == "kill": os.kill(os.getpid(), signal.SIGKILL)
        if sys.argv[1] == "terminate": os.kill(os.getpid(), signal.SIGTERM)
        if sys.argv[1] == "interrupt": os.kill(os.getpid(), signal.SIGINT)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), end], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode == 0) == (end == "return")
    assert gone(int(done.stdout))


def test_an_interrupt_of_the_terminal_is_left_to_newslint(engine: LingotweakerEngine) -> None:
    engine.version()
    process_of(engine).send_signal(signal.SIGINT)
    assert engine.check("She have it.", "en-US")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("panic", "index out of bounds"),
        ("fail", "no such thing"),
        ("abort", "overflowed its stack"),
        ("nonsense", "cannot be understood"),
        ("no match", "cannot be understood"),
    ],
)
def test_a_failure_is_an_error_and_the_next_text_is_checked(loaded: Path, text: str, says: str) -> None:
    engine = LingotweakerEngine(EngineOptions())
    engine.start()
    try:
        for _ in range(5):
            for _ in range(2):  # newslint asks twice
                with pytest.raises(EngineError, match=says):
                    engine.check(text, "en-US")
                while text in ("panic", "abort") and not engine._worker.ended:  # type: ignore[union-attr]
                    time.sleep(0.01)
            assert len(engine.check("fine", "en-US")) == 1
    finally:
        engine.stop()


def test_a_check_that_never_ends_is_ended(loaded: Path) -> None:
    engine = LingotweakerEngine(EngineOptions(check_seconds=0.5))
    engine.start()
    try:
        process = process_of(engine)
        with pytest.raises(EngineError, match=r"took more than 0\.5 seconds"):
            engine.check("hang", "en-US")
        assert process.poll() is not None
        engine._options = EngineOptions()
        assert len(engine.check("fine", "en-US")) == 1
    finally:
        engine.stop()


@pytest.mark.parametrize(
    ("on_load", "error", "says"),
    [
        ("hang", EngineError, "loading en-US took more than 1 seconds"),
        ("abort", EngineError, "ended unexpectedly"),
        ("fail", EngineUnavailable, "cannot read x.dict.*pip install --force-reinstall"),
    ],
)
def test_a_start_that_fails_is_no_clean_text(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, on_load: str, error: type[Exception], says: str
) -> None:
    monkeypatch.setenv("ON_LOAD", on_load)
    engine = LingotweakerEngine(EngineOptions(ready_seconds=1 if on_load == "hang" else 60))
    engine.start()
    try:
        with pytest.raises(error, match=says):
            engine.check("fine", "en-US")
        with pytest.raises(error):
            engine.version()
        for _ in range(5):
            with pytest.raises(error):
                engine.check("fine", "en-US")
        assert len(loaded.read_text().split()) <= 3, "started again and again"
    finally:
        engine.stop()


def test_what_is_printed_is_no_answer(loaded: Path) -> None:
    engine = LingotweakerEngine(EngineOptions())
    engine.start()
    try:
        assert [len(engine.check(text, "en-US")) for text in ("print", "fine")] == [1, 1]
    finally:
        engine.stop()


def test_a_language_is_loaded_once_and_only_when_asked_for(loaded: Path) -> None:
    engine = LingotweakerEngine(EngineOptions(clients=4))
    engine.start()
    try:
        engine.version()
        assert loaded.read_text().split() == ["en-US"]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda number: engine.check("fine", ["en-GB", "en-US"][number % 2]), range(64)))
        assert sorted(loaded.read_text().split()) == ["en-GB", "en-US"]
    finally:
        engine.stop()


def test_errors_are_kept_in_the_log_that_the_message_names(loaded: Path, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "engine.log"
    engine = LingotweakerEngine(EngineOptions(log=log))
    engine.start()
    try:
        with pytest.raises(EngineError, match=r"see .*engine\.log"):
            engine.check("abort", "en-US")
    finally:
        engine.stop()
    assert "overflowed its stack" in log.read_text()
