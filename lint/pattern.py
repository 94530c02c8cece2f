"""Patterns that a newsroom writes: the plain part of regular expressions, matched without ever going back.

Python's own matcher can take years over a short text (`(A+)+B`); a pattern from a settings file must not stop a run.
Here each step works on the set of all places that have been reached, so the time is bounded for every pattern.

Understood: characters, `.`, classes (`[A-Z]`, `\\w`, `\\d`, `\\s` and their opposites), groups, `|`, `?`, `*`, `+` and
`{m,n}`. A pattern has to match the whole text; `^` at its start and `$` at its end may stand there.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

LONGEST_PATTERN = 300
LONGEST_TEXT = 200
"""A longer text matches no pattern. Both in code points."""
_DEEPEST = 4
_MOST_REPEATS = 200

_Places = frozenset[int]
_Step = Callable[[str, _Places], _Places]

_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_COUNT = re.compile(r"\{(\d{1,3})?(,)?(\d{1,3})?\}")
_ESCAPES = frozenset("wWdDsS")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, ready to match; `source` is what was written. Raises ValueError for one that cannot be used."""

    source: str
    _match: _Step = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        with warnings.catch_warnings(action="ignore"):  # Python may one day read "[[" in another way
            object.__setattr__(self, "_match", _Parser(self.source).parse())

    def __reduce__(self) -> tuple[type[Pattern], tuple[str]]:
        return (Pattern, (self.source,))

    def matches(self, text: str) -> bool:
        """Whether the pattern matches the whole text."""
        return len(text) <= LONGEST_TEXT and len(text) in self._match(text, frozenset({0}))


def _single(test: re.Pattern[str]) -> _Step:
    return lambda text, places: frozenset(i + 1 for i in places if test.match(text, i))


def _sequence(steps: list[_Step]) -> _Step:
    def run(text: str, places: _Places) -> _Places:
        for step in steps:
            places = step(text, places) if places else places
        return places

    return run


def _either(branches: list[_Step]) -> _Step:
    return lambda text, places: frozenset().union(*(branch(text, places) for branch in branches))


def _repeated(step: _Step, least: int, most: int) -> _Step:
    def run(text: str, places: _Places) -> _Places:
        for _ in range(least):
            before, places = places, step(text, places)
            if places == before:  # also where nothing is left: further rounds change nothing
                break
        reached = new = places
        for _ in range(most - least):
            new = step(text, new) - reached
            if not new:
                break
            reached |= new
        return reached

    return run


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, source: str) -> None:
        if not 0 < len(source) <= LONGEST_PATTERN:
            raise ValueError(f"should be a regular expression of at most {LONGEST_PATTERN} characters")
        try:
            re.compile(source)
        except (re.error, RecursionError, OverflowError) as error:
            raise ValueError(f"is no regular expression: {error}") from None
        self._source = source.removeprefix("^")
        if self._source.endswith("$") and not self._source.endswith("\\$"):
            self._source = self._source[:-1]
        self._at = 0

    def parse(self) -> _Step:
        """The step that matches the whole pattern."""
        step = self._branches(0)
        if self._at < len(self._source):
            raise self._unusable(self._source[self._at])
        return step

    def _unusable(self, what: str) -> ValueError:
        return ValueError(f"has {what!r}, which cannot be used here: use characters, classes, groups, | ? * + {{m,n}}")

    def _next(self) -> str:
        return self._source[self._at : self._at + 1]

    def _branches(self, depth: int) -> _Step:
        if depth > _DEEPEST:
            raise ValueError(f"has groups within groups, more than {_DEEPEST} deep")
        branches = [self._sequence(depth)]
        while self._next() == "|":
            self._at += 1
            branches.append(self._sequence(depth))
        return branches[0] if len(branches) == 1 else _either(branches)

    def _sequence(self, depth: int) -> _Step:
        steps = []
        while self._next() not in ("", "|", ")"):
            steps.append(self._quantified(self._item(depth)))
        return _sequence(steps)

    def _item(self, depth: int) -> _Step:
        if self._next() == "(":
            return self._group(depth)
        start = self._at
        found = _CLASS.match(self._source, start)
        self._at += len(found[0]) if found else 2 if self._next() == "\\" else 1
        piece = self._source[start : self._at]
        letter_escape = piece[0] == "\\" and piece[1:].isalnum() and piece[1:] not in _ESCAPES
        if letter_escape or piece in ("^", "$"):
            raise self._unusable(piece)
        return _single(re.compile(piece, re.DOTALL))

    def _group(self, depth: int) -> _Step:
        for opening in ("(?:", "("):
            if self._source.startswith(opening, self._at):
                self._at += len(opening)
                break
        if self._next() == "?":
            raise self._unusable("(?")
        step = self._branches(depth + 1)
        self._at += 1
        return step

    def _quantified(self, step: _Step) -> _Step:
        mark, count = self._next(), _COUNT.match(self._source, self._at)
        if mark in ("?", "*", "+") and mark:
            least, most = {"?": (0, 1), "*": (0, LONGEST_TEXT), "+": (1, LONGEST_TEXT)}[mark]
            self._at += 1
        elif count and (count[1] or count[3]):
            least = int(count[1] or 0)
            most = int(count[3]) if count[3] else LONGEST_TEXT if count[2] else least
            self._at += len(count[0])
        else:
            return step
        if self._next() in ("?", "+", "*") and self._next():
            raise self._unusable(mark + self._next())
        if max(least, most) > _MOST_REPEATS:
            raise ValueError(f"repeats something more than {_MOST_REPEATS} times")
        return _repeated(step, least, most)
