"""What every report format is given, and the door through which it is given it.

A report is written while the run goes on: `begin`, then `article` once for each article in the order of the input,
then `end`. Formats are found through the entry-point group `newslint.reports`; an entry is a `Format`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TextIO

from lint.document import Block
from lint.finding import LocatedFinding, Severity
from lint.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleResult:
    """One checked article: its text, its figures and its findings, in order of their place.

    `rule_errors` has a message for each rule that crashed on it: the article then counts as not checked.
    """

    path: str
    id: str | None
    text: str
    blocks: tuple[Block, ...]
    words: int
    score: float
    readability: Mapping[str, float]
    findings: tuple[LocatedFinding, ...]
    rule_errors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What to call the article: its path, and its id where it has one."""
        return self.path if self.id is None else f"{self.path} [{self.id}]"


@dataclass(frozen=True, slots=True)
class RunError:
    """Something that kept (a part of) the input from being checked."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """An engine, its version, and whether it did check the articles."""

    name: str
    version: str
    ran: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """What is known before the first article: the version, and the rules that run, by code."""

    version: str
    rules: Mapping[str, Rule]
    fail_on: Severity


@dataclass(slots=True)
class Summary:
    """The counts of a whole run."""

    articles: int = 0
    words: int = 0
    by_severity: Counter[Severity] = field(default_factory=Counter)
    by_family: Counter[str] = field(default_factory=Counter)
    by_code: Counter[str] = field(default_factory=Counter)
    engines: list[EngineStatus] = field(default_factory=list)
    errors: list[RunError] = field(default_factory=list)

    @property
    def findings(self) -> int:
        return sum(self.by_severity.values())

    def add(self, article: ArticleResult) -> None:
        """Count one article."""
        self.articles += 1
        self.words += article.words
        for finding in article.findings:
            self.by_severity[finding.severity] += 1
            self.by_family[finding.family] += 1
            self.by_code[finding.code] += 1
        self.errors += [RunError(article.name, message) for message in article.rule_errors]


class Report(Protocol):
    """One output of a run, being written."""

    def begin(self, run: RunInfo) -> None: ...

    def article(self, article: ArticleResult) -> None: ...

    def end(self, summary: Summary) -> None: ...


@dataclass(frozen=True, slots=True)
class Target:
    """Where a report goes: a path the user named, or the open stream (standard output) where there is none.

    `color` says whether the stream shows ANSI colours, `width` how many columns it has.
    """

    path: Path | None
    stream: TextIO
    color: bool = False
    width: int = 100


Format = Callable[[Target], Report]
"""Makes a report of one format for a target. Raises OSError where the target cannot be written."""
