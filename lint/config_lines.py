"""In which line of a settings file a key stands: tomllib does not say."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

_MOST_LINES = 1_000
"""Of a longer file no lines are told."""


def line_of(text: str, path: Sequence[str]) -> int | None:
    """The line (from 1) in which the key at `path`, or else the nearest table around it, is written; None for neither.

    The text must be valid TOML.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > _MOST_LINES:
        return None
    best: tuple[int, int] | None = None
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        header = bare.startswith("[")
        if not header and "=" not in bare:
            continue
        found = _header(bare) if header else table + _key(bare)
        length = _shared(found, path)
        better = length > (best[0] if best else 0)
        if (header or better) and _begins(lines[: number - 1]):
            table = found if header else table
            best = (length, number) if better else best
    return best[1] if best else None


def _shared(found: Sequence[str], path: Sequence[str]) -> int:
    """How many keys two paths begin with; 0 where one of them does not hold the other whole."""
    length = min(len(found), len(path))
    return length if tuple(found[:length]) == tuple(path[:length]) else 0


def _begins(lines: Sequence[str]) -> bool:
    """Whether a line behind these begins a statement, and does not stand inside a string or list of several lines."""
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _header(line: str) -> tuple[str, ...]:
    """The path in a table's header; empty for a line that is none."""
    return _path(line)


def _key(line: str) -> tuple[str, ...]:
    """The path of the key that a line gives a value; empty for a line that gives none."""
    for at, character in enumerate(line):
        if character == "=" and (path := _path(line[:at] + "= 0")):
            return path
    return ()


def _path(statement: str) -> tuple[str, ...]:
    try:
        value: object = tomllib.loads(statement)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    path = []
    while isinstance(value, dict) and value:
        (key, value), *_ = value.items()
        path.append(key)
        if isinstance(value, list):
            break
    return tuple(path)
