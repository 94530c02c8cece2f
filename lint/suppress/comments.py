"""Suppressions in comments of Markdown.

`<!-- newslint: ignore[RULE] -- reason -->` covers the block it stands in; standing between blocks, the next one: a
paragraph, heading, list, table or quotation as a whole. `ignore-start[RULE] -- reason` … `ignore-end` covers what lies
between, `ignore-file[RULE] -- reason` the whole article. A finding is covered where its marked words begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lint.sources.sourcemap import SourceMap
from lint.suppress.model import (
    MOST,
    DirectiveError,
    Kind,
    Problem,
    Span,
    Suppression,
    Suppressions,
    selectors_in,
    spot,
)

_COMMENT = re.compile(r"<!--(.*?)(-->|\Z)", re.DOTALL)
_OURS = re.compile(r"\s*newslint\b\s*(:?)\s*(.*)", re.DOTALL | re.IGNORECASE)
_LOOKS_MEANT = re.compile(r"[\s-]*(?:ignore|disable|enable|suppress|allow|skip|off|on)\b", re.IGNORECASE)
_DIRECTIVE = re.compile(r"(ignore(?:-start|-end|-file)?)\s*(?:\[([^\]]*)\])?\s*(?:--\s*(.*))?", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

_HOW = "write newslint: ignore[RULE] -- reason (or ignore-start[…], ignore-end, ignore-file[…])"
IGNORE, START, END, FILE = "ignore", "ignore-start", "ignore-end", "ignore-file"


@dataclass(slots=True)
class Comment:
    """A directive as it was written: `start` and `end` in the source, `at` the text offset it was met at."""

    command: str
    selectors: tuple[str, ...]
    reason: str
    start: int = 0
    end: int = 0
    at: int = 0
    spans: list[Span] = field(default_factory=list)


def parse(inner: str) -> Comment | None:
    """The directive in a comment (what stands between its marks); None where it is no word to newslint.

    Raises DirectiveError for one that begins as a directive and is none.
    """
    ours = _OURS.match(inner)
    if ours is None:
        return None
    colon, rest = ours[1], " ".join(ours[2].split())
    if not colon:
        if _LOOKS_MEANT.match(rest):
            raise DirectiveError(f"lacks the colon behind “newslint”: {_HOW}")
        return None
    match = _DIRECTIVE.fullmatch(rest)
    if match is None:
        raise DirectiveError(f"is no suppression, {rest[:60]!r}: {_HOW}")
    command, names, reason = match[1], match[2], (match[3] or "").strip()
    if command == END:
        if reason:
            raise DirectiveError("gives its reason at the end: it belongs to ignore-start")
        return Comment(command, selectors_in(names) if names is not None else (), "")
    return Comment(command, selectors_in(names or ""), reason)


class Watcher:
    """Is told of blocks and comments as the Markdown reader meets them, and knows at the end what is covered.

    All lengths are those of the article's text so far, in code points; places in the source count likewise.
    """

    def __init__(self, markdown: str, path: str) -> None:
        self._markdown = markdown
        self._path = path
        self._comments: list[Comment] = []
        self._problems: list[tuple[int, str]] = []
        self._inside: list[Comment] = []
        self._waiting: list[Comment] = []
        self._open: list[tuple[int, list[Comment]]] = []
        self._boundary = 0

    def inline(self, start: int, end: int, length: int) -> None:
        """A comment (or other HTML) inside a block."""
        for comment in self._read(start, end, length):
            self._inside.append(comment)

    def block(self, start: int, end: int, length: int) -> None:
        """A stretch of HTML between blocks."""
        self._settle(length)
        found = list(self._read(start, end, length))
        self._waiting += found
        rest = _TAG.sub("", _COMMENT.sub("", self._markdown[start:end]))
        if found and self._markdown.startswith("<!--", start) and any(map(str.isalnum, rest)):
            self._problems.append(
                (start, "has text behind it on its line, which Markdown takes for HTML and newslint does not check: "
                 "put the comment on a line of its own")
            )  # fmt: skip

    def start(self, length: int) -> None:
        """A block begins: what waits for the next block is about this one."""
        self._settle(length)
        self._open.append((length, self._waiting))
        self._waiting = []

    def end(self, length: int) -> None:
        """A block ends; what stands before one without text is about the block after it."""
        self._settle(length)
        begin, about = self._open.pop()
        if length > begin:
            for comment in about:
                comment.spans.append((begin, length))
        else:
            self._waiting = about + self._waiting

    def _settle(self, length: int) -> None:
        """The text of one block, without the blocks in it, is complete: it is what comments inside it are about."""
        if self._inside:
            if length > self._boundary:
                for comment in self._inside:
                    comment.spans.append((self._boundary, length))
            else:
                self._waiting += self._inside
            self._inside = []
        self._boundary = length

    def _read(self, start: int, end: int, length: int) -> Iterator[Comment]:
        """The directives in a stretch of HTML; yields those that are about a block."""
        for match in _COMMENT.finditer(self._markdown, start, end):
            try:
                if not match[2] and _OURS.match(match[1]):
                    raise DirectiveError("is a comment that never ends: close it with -->")
                comment = parse(match[1])
                if comment is not None and len(self._comments) == MOST:
                    raise DirectiveError(f"is one too many: newslint reads {MOST:,} in an article")
            except DirectiveError as error:
                self._problems.append((match.start(), str(error)))
                continue
            if comment is not None:
                comment.start, comment.end, comment.at = match.start(), match.end(), length
                self._comments.append(comment)
                if comment.command == IGNORE:
                    yield comment

    def finish(self, text: str, source: SourceMap) -> Suppressions:
        """What the comments of the whole article come to."""
        for comment in (*self._waiting, *self._inside):
            self._problems.append((comment.start, "stands before no text: put it before the paragraph, or into it"))
        entries = list(self._blocks(text, source)) + list(self._ranges(text, source))
        problems = [
            Problem(Kind.INLINE, f"{self._path}:{source.place_in_source(start).line}", f"the suppression {message}")
            for start, message in sorted(self._problems)
        ]
        return Suppressions(tuple(sorted(entries, key=lambda entry: entry.parts)), tuple(problems))

    def _blocks(self, text: str, source: SourceMap) -> Iterator[Suppression]:
        for comment in self._comments:
            if comment.command == IGNORE and comment.spans:
                yield _suppression(comment, comment.spans, [comment], text, source)
            elif comment.command == FILE:
                yield _suppression(comment, [(0, len(text))], [comment], text, source)

    def _ranges(self, text: str, source: SourceMap) -> Iterator[Suppression]:
        """Pairs of start and end; an end closes the last start, or the last with the same rules where it has any."""
        started: list[Comment] = []
        for comment in self._comments:
            if comment.command == START:
                started.append(comment)
            elif comment.command == END:
                wanted = set(comment.selectors)
                fits = [start for start in started if not wanted or set(start.selectors) == wanted]
                if fits:
                    started.remove(fits[-1])
                    yield _suppression(fits[-1], [(fits[-1].at, comment.at)], [fits[-1], comment], text, source)
                else:
                    self._problems.append((comment.start, "ends what was not started: ignore-start[…] is missing"))
        for comment in started:
            message = "is never ended: put ignore-end behind it, or write ignore-file for the whole article"
            self._problems.append((comment.start, message))


def _suppression(
    comment: Comment, spans: Iterable[Span], written: Iterable[Comment], text: str, source: SourceMap
) -> Suppression:
    spans = tuple(spans)
    place = spot(text, source, spans[0][0] if comment.command == IGNORE else comment.at, comment.start, comment.end)
    return Suppression(
        kind=Kind.INLINE,
        selectors=comment.selectors,
        reason=comment.reason,
        spans=spans,
        spot=place,
        line=place.line,
        parts=tuple((part.start, part.end) for part in written),
    )
