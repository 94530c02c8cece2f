"""Where the paragraphs of a plain text begin and end.

Blank lines separate paragraphs. A single line break inside may be a paragraph's end (one paragraph a line, as most
exports write) or a hard wrap (as mail and wire services write); the profile of the whole text decides:

- A break is *forced* if the next line's first word would not have fitted on the line, the width being the one that
  nine in ten broken lines keep to.
- The text is hard-wrapped if no more than one line in ten is wider, the width is at least 30 columns, three breaks in
  four are forced and one continuation in three begins with a small letter, as wrapped sentences do.
- In a hard-wrapped text, a break is a paragraph's end only where it is not forced and the next line does not begin
  with a small letter. In any other text every break is one, except before a small letter in a text that separates its
  paragraphs by blank lines.
- A line that begins with a list marker, or is indented where the one before is not, always begins a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]+")
BULLET = re.compile(r"[-*•‣◦▪●][^\S\r\n]+")
NUMBER = re.compile(r"(?:\d{1,2}[.)]|[a-zA-Z]\))[^\S\r\n]+")
_QUOTE_MARKS = re.compile(r">(?:[ \t]?>)*\s+")

_MIN_WIDTH = 30
_TAB = 4


def is_item(text: str, offset: int) -> bool:
    """Whether a list marker and white space stand at `offset`."""
    return bool(BULLET.match(text, offset) or NUMBER.match(text, offset))


class Paragraph(NamedTuple):
    """`text[start:end]`: a paragraph, or a line of one.

    `indent` counts the columns of white space before its least indented line, `quoted` says that a `>` stands there.
    """

    start: int
    end: int
    indent: int = 0
    quoted: bool = False
    lines: int = 1


@dataclass(frozen=True, slots=True)
class _Profile:
    """What decides about the single line breaks of one text."""

    hard_wrapped: bool
    width: int
    has_blank_lines: bool


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text, in order; none is empty."""
    groups = list(_groups(text))
    profile = _profile(text, groups)
    found: list[Paragraph] = []
    for group in groups:
        if len(group) == 1:
            found.append(group[0])
        else:
            found += map(_joined, _divide(text, group, profile))
    return found


def _joined(lines: Sequence[Paragraph]) -> Paragraph:
    indent = min(line.indent for line in lines)
    return Paragraph(lines[0].start, lines[-1].end, indent, lines[0].quoted, len(lines))


def _groups(text: str) -> Iterator[list[Paragraph]]:
    """The stretches of lines without a blank line in them."""
    group: list[Paragraph] = []
    last_end = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        line = _line(match.group(), start)
        if group and (line is None or not _is_single_break(text, last_end, start)):
            yield group
            group = []
        if line is not None:
            group.append(line)
        last_end = end
    if group:
        yield group


def _is_single_break(text: str, start: int, end: int) -> bool:
    return end - start == 1 or (end - start == 2 and text[start] == "\r" and text[start + 1] == "\n")


def _line(raw: str, start: int) -> Paragraph | None:
    """The line that stands at `start`, or None for a blank one."""
    content = raw.strip()
    if not content:
        return None
    if len(content) == len(raw) and content[0] != ">":
        return Paragraph(start, start + len(raw))
    margin = raw[: len(raw) - len(raw.lstrip())]
    start += len(margin)
    end = start + len(content)
    quote = _QUOTE_MARKS.match(content) if content[0] == ">" else None
    if quote and quote.end() < len(content):
        return Paragraph(start + quote.end(), end, len(margin), True)
    return Paragraph(start, end, len(margin) + margin.count("\t") * (_TAB - 1), False)


def _profile(text: str, groups: Sequence[Sequence[Paragraph]]) -> _Profile:
    has_blank_lines = len(groups) > 1
    breaks = [
        (before.end - before.start + before.indent, after)
        for group in groups
        if len(group) > 1
        for before, after in pairwise(group)
        if not is_item(text, after.start)
    ]
    if not breaks:
        return _Profile(False, 0, has_blank_lines)
    widths = [line.end - line.start + line.indent for group in groups for line in group]
    broken = sorted(width for width, _ in breaks)
    width = broken[(len(broken) - 1) * 9 // 10]
    wider = sum(1 for each in widths if each > width + 1)
    forced = sum(1 for length, after in breaks if _is_forced(text, length, after, width))
    small = sum(1 for _, after in breaks if text[after.start].islower())
    hard_wrapped = (
        width >= _MIN_WIDTH and wider * 10 <= len(widths) and forced * 4 >= len(breaks) * 3 and small * 3 >= len(breaks)
    )
    return _Profile(hard_wrapped, width, has_blank_lines)


def _is_forced(text: str, length: int, after: Paragraph, width: int) -> bool:
    """Whether the first word of the line `after` would not have fitted on the line of `length` columns before it."""
    space = text.find(" ", after.start, after.end)
    word = (space if space >= 0 else after.end) - after.start
    return length + 1 + word > width


def _divide(text: str, group: Sequence[Paragraph], profile: _Profile) -> Iterator[Sequence[Paragraph]]:
    """The paragraphs of a stretch of lines."""
    first = 0
    for index in range(1, len(group)):
        if _ends_paragraph(text, group[first], group[index - 1], group[index], profile):
            yield group[first:index]
            first = index
    yield group[first:]


def _ends_paragraph(text: str, first: Paragraph, before: Paragraph, after: Paragraph, profile: _Profile) -> bool:
    """Whether a paragraph that begins with the line `first` ends between the lines `before` and `after`."""
    if after.quoted != before.quoted or BULLET.match(text, after.start):
        return True
    if NUMBER.match(text, after.start) and is_item(text, first.start):
        return True
    small = text[after.start].islower()
    if after.indent > first.indent and is_item(text, first.start):
        return False
    if profile.hard_wrapped:
        if after.indent > before.indent:
            return not small
        length = before.end - before.start + before.indent
        return not small and not _is_forced(text, length, after, profile.width)
    return not (small and profile.has_blank_lines)
