"""Writes the files of a report: whole or not at all, and never over something that is not ours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .pages import GENERATOR

_HEAD = 1024
"""Our mark stands within so many bytes of a page's start."""


def is_ours(path: Path) -> bool:
    """Whether a file is a page that newslint wrote. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return GENERATOR.encode() in file.read(_HEAD)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` once it is complete; on any error `path` stays as it was.

    Raises OSError.
    """
    temporary = path.with_name(f".newslint-{os.getpid()}-{path.name[-40:]}.part")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write(path: Path, text: str) -> None:
    """Write a file of text, unless it holds just this already. Raises OSError."""
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, unless it holds just this already. Raises OSError."""
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    with replacing(path) as file:
        file.write(data)
