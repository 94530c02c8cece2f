"""Where each character of an article's text stands in its file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Run(NamedTuple):
    """`length` code points of text that stand in the source letter by letter.

    Text between two runs (a blank line between paragraphs, a decoded entity) has no letter-by-letter counterpart:
    it maps to the stretch between the runs.
    """

    text: int
    source: int
    length: int


class RunBuilder:
    """Builds runs piece by piece, in order of text. `length` is the length of the text so far."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.length = 0

    def literal(self, source: int, length: int) -> None:
        """`length` code points of text that stand at `source` letter by letter."""
        if length <= 0:
            return
        last = self.runs[-1] if self.runs else None
        if last and last.text + last.length == self.length and last.source + last.length == source:
            self.runs[-1] = Run(last.text, last.source, last.length + length)
        else:
            self.runs.append(Run(self.length, source, length))
        self.length += length

    def substitute(self, source: int, end: int, length: int) -> None:
        """`length` code points of text that the stretch from `source` to `end` stands for (an entity, an escape)."""
        self._mark(source)
        self.length += length
        self._mark(end)

    def insert(self, length: int) -> None:
        """`length` code points of text that nothing in the source stands for."""
        self.length += length

    def _mark(self, source: int) -> None:
        """Pin the text offset reached to a source offset, by a run of length 0."""
        last = self.runs[-1] if self.runs else None
        if not last or last[:2] != (self.length, source):
            self.runs.append(Run(self.length, source, 0))


class Place(NamedTuple):
    """A line and a column, both from 1; the column counts code points."""

    line: int
    column: int


_STEP = 4096
"""A text's extra units are counted up to each multiple of this many code points, and from there when they are asked."""


def _extra(text: str) -> tuple[int, int]:
    """How many UTF-16 units and how many UTF-8 bytes more than code points a text takes."""
    if text.isascii():
        return 0, 0
    length = len(text)
    return (
        len(text.encode("utf-16-le", "surrogatepass")) // 2 - length,
        len(text.encode("utf-8", "surrogatepass")) - length,
    )


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
    line and `offset` its position in the file, in code points. `runs` come in order of text, or from a function that
    is called when they are first needed; None says that text and source are the same. `encode` writes a replacement
    the way the source wants it (JSON escapes, say). `solid` says that there is nothing but the text's own spelling
    between the first and the last run, so that an edit may span several.
    """

    def __init__(
        self,
        source: str,
        runs: Sequence[Run] | Callable[[], Sequence[Run]] | None = None,
        *,
        line: int = 1,
        offset: int = 0,
        encode: Callable[[str], str] | None = None,
        solid: bool = False,
    ) -> None:
        self.source = source
        self.offset = offset
        self._line = line
        self._given = runs
        self._encode = encode
        self._solid = solid
        self._line_starts: list[int] | None = None

    @cached_property
    def _runs(self) -> Sequence[Run]:
        if self._given is None:
            return [Run(0, 0, len(self.source))]
        return self._given() if callable(self._given) else self._given

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.text for run in self._runs]

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

    @property
    def first_line(self) -> int:
        """The number of the line in the file with which `source` begins."""
        return self._line

    def place(self, offset: int) -> Place:
        """Line and column of the text offset `offset` in the file."""
        return self.place_in_source(self.position(offset))

    def place_in_source(self, position: int) -> Place:
        """Line and column of a source offset."""
        starts = self._starts()
        index = bisect_right(starts, position) - 1
        return Place(self._line + index, position - starts[index] + 1)

    @cached_property
    def _extras(self) -> list[tuple[int, int]]:
        """What `_extra` says of the source up to each multiple of the step."""
        utf16 = utf8 = 0
        result = [(0, 0)]
        for start in range(0, len(self.source), _STEP):
            more16, more8 = _extra(self.source[start : start + _STEP])
            utf16, utf8 = utf16 + more16, utf8 + more8
            result.append((utf16, utf8))
        return result

    def _extra_before(self, position: int) -> tuple[int, int]:
        step = position // _STEP
        utf16, utf8 = self._extras[step]
        more16, more8 = _extra(self.source[step * _STEP : position])
        return utf16 + more16, utf8 + more8

    def extra_units(self, position: int) -> tuple[int, int]:
        """How many UTF-16 units, and UTF-8 bytes, more than code points stand before a source offset in its line."""
        if self.source.isascii():
            return 0, 0
        starts = self._starts()
        line = self._extra_before(starts[bisect_right(starts, position) - 1])
        here = self._extra_before(position)
        return here[0] - line[0], here[1] - line[1]

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
        """The edit of the file that replaces `text[start:end]`, or None where the span runs over markup.

        An escape or entity is replaced whole; a span that covers half of what one stands for has no edit.
        """
        first = bisect_right(self._run_starts, start) - 1
        last = bisect_right(self._run_starts, max(start, end - 1)) - 1
        if first < 0 or (first != last and not self._solid):
            return None
        if not (self._is_exact(first, start) and self._ends_exactly(last, end)):
            return None
        encoded = self._encode(replacement) if self._encode else replacement
        return Edit(self.offset + self.position(start), self.offset + self.end_position(end), encoded)

    def _is_exact(self, index: int, offset: int) -> bool:
        """Whether text offset `offset`, in or behind the run, has its own place in the source."""
        run = self._runs[index]
        return offset == run.text or offset < run.text + run.length

    def _ends_exactly(self, index: int, end: int) -> bool:
        run = self._runs[index]
        if end <= run.text + run.length:
            return True
        return index + 1 < len(self._runs) and end == self._runs[index + 1].text
