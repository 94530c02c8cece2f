"""Takes suppressions away that hide nothing any more, and leaves clean text."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lint.document import Document
from lint.report import RunError
from lint.sources.base import SIDECAR_SUFFIX, Input
from lint.sources.sourcemap import Edit
from lint.suppress import frontmatter, sidecar
from lint.suppress.model import DirectiveError, Kind, Span, Suppression, Unused

_BRACKETS = re.compile(r"\[[^\]]*\]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

if TYPE_CHECKING:
    from lint.fix import FixOutcome

Tidy = Callable[[str, int, int], tuple[int, int, str]]
"""From a source and a stretch of it that is to go: what to replace, by what."""


def edits(document: Document, unused: Iterable[Unused]) -> list[Edit]:
    """The edits of a Markdown file that take out what hides nothing in its text, its front matter included.

    None of them changes the article's blocks or what they say. Raises DirectiveError where that cannot be had.
    """
    gone: list[Span] = []
    changed: list[tuple[int, int, str]] = []
    heads: defaultdict[Span, dict[int, Sequence[str]]] = defaultdict(dict)
    source = document.source.source
    for item in unused:
        entry = item.suppression
        rest = [selector for selector in entry.selectors if selector not in item.selectors]
        if entry.kind is Kind.FRONT_MATTER:
            heads[entry.parts[0]][entry.entry] = item.selectors
        elif entry.kind is Kind.INLINE and rest:
            changed += _renamed(source, entry, rest)
        elif entry.kind is Kind.INLINE:
            gone += entry.parts
    changed += [_head(source, start, end, drop) for (start, end), drop in heads.items()]
    return _harmless(document, gone, changed) if gone or changed else []


def sidecar_without(item: Input, unused: Iterable[Unused], *, write: bool) -> FixOutcome:
    """Take out of the sidecar of an input what hides nothing; one that holds nothing any more is deleted."""
    from lint.fix import FixOutcome, replace_file

    assert item.file is not None
    file = item.file.with_name(item.file.name + SIDECAR_SUFFIX)
    outcome = FixOutcome(item.path + SIDECAR_SUFFIX)
    idle = {u.suppression.entry: u.selectors for u in unused if u.suppression.kind is Kind.SIDECAR}
    try:
        data = file.read_bytes()
        outcome.before = outcome.after = data.decode("utf-8-sig")
        outcome.after, outcome.count = sidecar.without(outcome.before, idle), len(idle)
        if write and outcome.after.strip():
            replace_file(file, data[: 3 * data.startswith(BOM_UTF8)] + outcome.after.encode())
        elif write:
            file.unlink()
    except (OSError, DirectiveError) as error:
        outcome.after, outcome.count = outcome.before, 0
        why = error.strerror if isinstance(error, OSError) else str(error)
        outcome.errors.append(RunError(outcome.path, f"cannot be fixed: {why}"))
    return outcome


def _renamed(source: str, entry: Suppression, rest: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The brackets of a comment with fewer rules; the end of a range may have them too."""
    for start, end in entry.parts:
        brackets = _BRACKETS.search(source, start, end)
        if brackets:
            yield brackets.start(), brackets.end(), f"[{', '.join(rest)}]"


def _head(source: str, start: int, end: int, drop: dict[int, Sequence[str]]) -> tuple[int, int, str]:
    """The front matter without some entries; fences that hold nothing any more go with it."""
    front = frontmatter.FrontMatter(start, end, source[:3], source[start:end])
    text = frontmatter.without(front, drop)
    if text.strip():
        return start, end, text.lstrip("\r\n")
    closing = _line_end(source, end)
    while closing < len(source) and not _line(source, closing).strip():
        closing = _line_end(source, closing)
    return 0, closing, ""


def _harmless(document: Document, gone: Sequence[Span], changed: Sequence[tuple[int, int, str]]) -> list[Edit]:
    """The edits, lines and blank lines tidied up as far as the article stays the same."""
    from lint.fix import apply
    from lint.sources.markdown import from_markdown

    source = document.source.source
    wanted = [Edit(*change) for change in changed]
    for tidy in (_whole_lines, _blank_lines, _bare):
        tried = wanted + [Edit(*tidy(source, start, end)) for start, end in _together(source, gone)]
        after = from_markdown(apply(source, tried)[0], document.path)
        if _read_as(after) == _read_as(document):
            offset = document.source.offset
            return [Edit(edit.start + offset, edit.end + offset, edit.replacement) for edit in tried]
    raise DirectiveError("suppressions that hide nothing cannot be taken out without changing the text: do it by hand")


def _read_as(document: Document) -> list[tuple[str, int, str]]:
    """What the blocks are and say; spaces beside a comment that is gone do not matter."""
    return [(b.role.value, b.level, " ".join(document.text[b.start : b.end].split())) for b in document.blocks]


def _together(source: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order; those on whole lines that have only blank lines between them are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not source[found[-1][1] : start].strip() and _is_alone(source, *found[-1]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _line_start(source: str, position: int) -> int:
    return max(source.rfind("\n", 0, position), source.rfind("\r", 0, position)) + 1


def _line_end(source: str, position: int) -> int:
    """Behind the end of the line, its line feed included."""
    match = _LINE.match(source, position)
    return match.end() if match else len(source)


def _line(source: str, start: int) -> str:
    return source[start : _line_end(source, start)]


def _is_alone(source: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the lines of a stretch."""
    return not source[_line_start(source, start) : start].strip() and not source[end : _line_end(source, end)].strip()


def _whole_lines(source: str, start: int, end: int) -> tuple[int, int, str]:
    """Its lines, and one of the blank lines around them where there is one on both sides."""
    if not _is_alone(source, start, end):
        return _bare(source, start, end)
    first, last = _line_start(source, start), _line_end(source, end)
    before = _line_start(source, first - 1) if first else 0
    is_blank_before = first == 0 or not source[before:first].strip()
    if is_blank_before and last < len(source) and not _line(source, last).strip():
        last = _line_end(source, last)
    elif last >= len(source):
        while first and not source[_line_start(source, first - 1) : first].strip():
            first = _line_start(source, first - 1)
    return first, last, ""


def _blank_lines(source: str, start: int, end: int) -> tuple[int, int, str]:
    """What its lines hold; a blank line stays, which keeps apart what stands before and behind."""
    if not _is_alone(source, start, end):
        return _bare(source, start, end)
    return _line_start(source, start), end, ""


def _bare(source: str, start: int, end: int) -> tuple[int, int, str]:
    """The stretch alone, with the spaces before it where there are some behind it too, or nothing else on the line."""
    if end >= len(source) or source[end].isspace():
        line = _line_start(source, start)
        text = source[line:start].rstrip(" \t")
        start = line + len(text) if text else start
    return start, end, ""
