"""Helpers that several test files share."""

from __future__ import annotations

import io

from lint.document import Document
from lint.sources.base import ReadOptions
from lint.sources.jsonlines import read_lines


def from_json_line(line: str, path: str = "x.jsonl", number: int = 1) -> Document:
    """The document of a JSON Lines record that stands in line `number` of its file, as the reader gives it."""
    stream = io.BytesIO(b"\n" * (number - 1) + line.encode("utf-8", "surrogatepass"))
    (document,) = read_lines(stream, path, ReadOptions())
    assert isinstance(document, Document), document
    return document
