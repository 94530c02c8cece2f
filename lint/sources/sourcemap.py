"""Where each character of an article's text stands in its file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Run(NamedTuple):
    """`length` code points of text that stand in the source letter by letter.

    Text between two runs (a blank line between paragraphs, a decoded entity) has no letter-by-letter counterpart:
    it maps to the stretch between the runs.
    """

    text: int
    source: int
    length: int


class Place(NamedTuple):
    """A line and a column, both from 1; the column counts code points."""

    line: int
    column: int


# str.splitlines() would also break at form feeds and Unicode separators, which editors do not count as lines.
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `source[start:end]` (code points of the decoded source) with `replacement`."""

    start: int
    end: int
    replacement: str


class SourceMap:
    """Maps offsets of an article's text to the decoded source it came from.

    `source` is the decoded file, or the part of it that holds the article: then `line` is the number of its first
    line and `offset` its position in the file, in code points. `runs` come in order of text; None says that text
    and source are the same. `encode` writes a replacement the way the source wants it (JSON escapes, say).
    """

    def __init__(
        self,
        source: str,
        runs: Sequence[Run] | None = None,
        *,
        line: int = 1,
        offset: int = 0,
        encode: Callable[[str], str] | None = None,
    ) -> None:
        self.source = source
        self.offset = offset
        self._line = line
        self._runs = [Run(0, 0, len(source))] if runs is None else list(runs)
        self._run_starts = [run.text for run in self._runs]
        self._encode = encode
        self._line_starts: list[int] | None = None

    def position(self, offset: int) -> int:
        """The source offset of text offset `offset`: exact in a run, else the end of the run before it."""
        index = bisect_right(self._run_starts, offset) - 1
        if index < 0:
            return self._runs[0].source if self._runs else 0
        run = self._runs[index]
        return run.source + min(offset - run.text, run.length)

    def end_position(self, offset: int) -> int:
        """The source offset just behind the text that ends at `offset`; at least `position(offset - 1) + 1`."""
        if offset <= 0:
            return self.position(0)
        index = bisect_right(self._run_starts, offset - 1) - 1
        run = self._runs[index] if index >= 0 else None
        if run is not None and offset - 1 < run.text + run.length:
            return run.source + (offset - run.text)
        following = index + 1
        return self._runs[following].source if following < len(self._runs) else len(self.source)

    def _starts(self) -> list[int]:
        if self._line_starts is None:
            self._line_starts = [0, *(match.end() for match in _NEWLINE.finditer(self.source))]
        return self._line_starts

    def place(self, offset: int) -> Place:
        """Line and column of the text offset `offset` in the file."""
        return self.place_in_source(self.position(offset))

    def place_in_source(self, position: int) -> Place:
        """Line and column of a source offset."""
        starts = self._starts()
        index = bisect_right(starts, position) - 1
        return Place(self._line + index, position - starts[index] + 1)

    def line_bounds(self, position: int) -> tuple[int, int]:
        """Start and end, in source offsets, of the line that holds the source offset, line end not counted."""
        starts = self._starts()
        index = bisect_right(starts, position) - 1
        end = starts[index + 1] if index + 1 < len(starts) else len(self.source)
        start = starts[index]
        while end > start and self.source[end - 1] in "\r\n":
            end -= 1
        return start, end

    def edit(self, start: int, end: int, replacement: str) -> Edit | None:
        """The edit of the file that replaces `text[start:end]`, or None where the span runs over markup."""
        first, last = self.position(start), self.end_position(end)
        index = bisect_right(self._run_starts, start) - 1
        if index < 0:
            return None
        run = self._runs[index]
        if end > run.text + run.length:
            return None
        encoded = self._encode(replacement) if self._encode else replacement
        return Edit(self.offset + first, self.offset + last, encoded)
