"""What rules and engines say about a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How much a finding hurts a reader; MQM's four levels, ordered."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        return self.name.lower()

    @property
    def penalty(self) -> int:
        """MQM's penalty points for one error of this severity."""
        return (0, 1, 5, 25)[self]

    @classmethod
    def named(cls, name: str) -> Severity:
        """The severity called `name`, in any case. Raises KeyError."""
        return cls[name.upper()]


class Safety(StrEnum):
    """Whether a suggestion may be applied unseen (`--fix`) or only on request (`--unsafe-fixes`)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to put in place of a finding's span; an empty string deletes it."""

    replace: str
    safety: Safety


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One damaged spot, as a rule or an engine reports it.

    `start` and `end` count code points of the article's text; `text[start:end]` is the marked text
    and never empty. `code` is the rule's own id (`SE001`), `engine` names who found it.
    """

    code: str
    name: str
    family: str
    severity: Severity
    mqm: str
    start: int
    end: int
    message: str
    suggestion: Suggestion | None = None
    engine: str = "rules"

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"{self.code}: a finding needs 0 <= start < end, not {self.start}..{self.end}")


class Columns(NamedTuple):
    """Where a mark starts and ends (exclusive) in its lines, from 1, in some unit."""

    start: int
    end: int


class Widening(NamedTuple):
    """How many units more than code points stand in the line before a mark's start and before its end."""

    utf16: Columns = Columns(0, 0)
    utf8: Columns = Columns(0, 0)


NO_WIDENING = Widening()
"""That of a line of ASCII."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """How a finding is suppressed: `inline`, `front-matter` or `sidecar`, and the reason given ("" for none)."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedFinding(Finding):
    """A finding with all that a report says about its place.

    Lines and columns count from 1, columns in code points of the source file's line. `context` is the
    whole source line (shortened where it is very long) and `context_start` the 0-based offset of the marked text
    in it. `also` lists the codes of findings of the same damage that this one stands for. `edit` is the suggestion as
    it has to stand in the file, in place of all from `column` to `end_column`; None where there is no suggestion, or
    the mark runs over markup. `suppressed` is set on what `ArticleResult.suppressed` holds, and nowhere else.
    """

    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    context: str
    context_start: int
    fingerprint: str
    also: tuple[str, ...] = ()
    widening: Widening = NO_WIDENING
    edit: str | None = None
    suppressed: Suppressed | None = None

    @property
    def utf16_columns(self) -> Columns:
        """The columns in UTF-16 code units, as JavaScript, Java and .NET count."""
        return Columns(self.column + self.widening.utf16.start, self.end_column + self.widening.utf16.end)

    @property
    def utf8_columns(self) -> Columns:
        """The columns in bytes of UTF-8."""
        return Columns(self.column + self.widening.utf8.start, self.end_column + self.widening.utf8.end)
