"""What a suppression is, however it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from lint.finding import Widening
from lint.locate import source_place

if TYPE_CHECKING:
    from lint.sources.sourcemap import SourceMap

Span = tuple[int, int]

MOST = 1_000
"""More suppressions than this no article of one author has; a hostile one must not keep a pipeline busy."""

_WORD = re.compile(r"\S+")


class DirectiveError(ValueError):
    """Why a suppression cannot be understood; the message says how it should be written."""


class Kind(StrEnum):
    """Where a suppression stands: in a comment, in the front matter, or in a file beside the article."""

    INLINE = "inline"
    FRONT_MATTER = "front-matter"
    SIDECAR = "sidecar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The place that a finding about a suppression is given.

    `start` and `end` mark the nearest word of the article's text (code points; findings mark text, and a comment is
    none); all else is that of the comment itself, as in LocatedFinding.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    context: str
    context_start: int
    widening: Widening


def word_near(text: str, offset: int) -> Span:
    """The word of an article at or behind an offset, else its first."""
    word = _WORD.search(text, offset) or _WORD.search(text)
    return word.span() if word else (0, 1)


def spot(text: str, source: SourceMap, near: int, begin: int, behind: int) -> Spot:
    """The place of what stands at `begin`..`behind` in the source, at the text offset `near`."""
    start, end = word_near(text, near)
    values: dict[str, Any] = source_place(source, begin, behind)
    return Spot(start=start, end=end, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Findings that `selectors` name are left out where they begin in one of `spans` (of the article's text).

    `reason` is empty where none is given. `count` is the most that may be hidden, None for any number. `parts` are the
    stretches of the source that it is written in (comments, or the front matter). `file` is the sidecar's path as
    shown, `entry` the number, from 0, among its entries or those of the front matter; `line` is its line there or in
    the article's file, 0 where that is not known.
    """

    kind: Kind
    selectors: tuple[str, ...]
    reason: str
    spans: tuple[Span, ...]
    spot: Spot
    line: int = 0
    count: int | None = None
    parts: tuple[Span, ...] = ()
    file: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A suppression that cannot be used: `path` with its line (`a.md:12`), and why."""

    kind: Kind
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Suppressions:
    """All suppressions that an article has."""

    entries: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()

    def plus(self, other: Suppressions | None) -> Suppressions:
        """These and others."""
        if other is None:
            return self
        return Suppressions(self.entries + other.entries, self.problems + other.problems)


@dataclass(frozen=True, slots=True)
class Unused:
    """A suppression and those of its selectors that hid nothing; `fingerprint` is that of the finding about it."""

    fingerprint: str
    suppression: Suppression
    selectors: tuple[str, ...]


def selectors_in(text: str) -> tuple[str, ...]:
    """The rules named in brackets. Raises DirectiveError."""
    selectors = tuple(part.strip() for part in text.split(",")) if text.strip() else ()
    return checked_selectors(selectors)


def checked_selectors(selectors: tuple[str, ...]) -> tuple[str, ...]:
    """The same, if there is at least one and none is empty. Raises DirectiveError."""
    if not selectors:
        raise DirectiveError("names no rule: write ignore[RULE], or ignore[all] for all of them")
    if not all(selector.strip() for selector in selectors):
        raise DirectiveError("has an empty place among its rules: separate them by single commas")
    return tuple(dict.fromkeys(selector.strip() for selector in selectors))
