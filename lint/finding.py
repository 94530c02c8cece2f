"""What rules and engines say about a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedFinding(Finding):
    """A finding with all that a report says about its place.

    Lines and columns count from 1, columns in code points of the source file's line. `context` is the
    whole source line (shortened where it is very long) and `context_start` the 0-based offset of the marked text
    in it. `also` lists the codes of findings of the same damage that this one stands for.
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
