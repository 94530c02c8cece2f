"""What every report format is given, and the door through which it is given it.

A report is written while the run goes on: `begin`, then `article` once for each article in the order of the input,
then `end`. Formats are found through the entry-point group `newslint.reports`; an entry is a `Format`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO, runtime_checkable

from lint.document import Block
from lint.finding import LocatedFinding, Safety, Severity
from lint.report_settings import ReportSettings
from lint.rule import Rule

if TYPE_CHECKING:
    from lint.suppress.model import Suppressions, Unused


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneFinding:
    """What is left of a finding of the last run that is not there any more; `line` is where it stood then."""

    code: str
    name: str
    severity: Severity
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How an article differs from the last run: the fingerprints of findings that are new, and those that are gone."""

    new: frozenset[str] = frozenset()
    gone: tuple[GoneFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """The figures of an earlier run. `at` is its time, ISO 8601 in UTC; `score` is that of all its words together.

    `errors` counts what was not checked, or not by all: where there is any, the other figures are too good.
    """

    at: str
    articles: int
    words: int
    by_severity: Mapping[str, int]
    by_family: Mapping[str, int]
    score: float
    errors: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleResult:
    """One checked article: its text, its figures and its findings, in order of their place.

    `rule_errors` has a message for each rule that crashed on it: the article then counts as not checked.
    `unchecked_by` names the engines that should have checked it too and did not answer.
    `changes` is None where no earlier run has checked the article.
    `directives` are its suppressions, until they are applied; None where it has none. Then `suppressed_count` is
    the number of findings that they hide (in no other count), `suppressed` has them where they are asked for,
    `unused` the suppressions that hide nothing, `directive_errors` those that cannot be understood (the run fails), and
    `suppressions_refused` is the number of those that the settings do not allow.
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
    unchecked_by: tuple[str, ...] = ()
    changes: Changes | None = None
    directives: Suppressions | None = None
    suppressed: tuple[LocatedFinding, ...] = ()
    suppressed_count: int = 0
    unused: tuple[Unused, ...] = ()
    directive_errors: tuple[RunError, ...] = ()
    suppressions_refused: int = 0

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
    """An engine, its version, and whether it did check the articles.

    `failed`: it should have checked all of them and did not; `unchecked` says how many, `message` why. An engine that
    is simply not installed has neither run nor failed, unless it was asked for.
    """

    name: str
    version: str
    ran: bool
    failed: bool = False
    unchecked: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """What is known before the first article: the version, and the rules that run, by code.

    `history` has the earlier runs, oldest first, without this one.
    """

    version: str
    rules: Mapping[str, Rule]
    fail_on: Severity
    settings: ReportSettings = field(default_factory=ReportSettings)
    history: tuple[PastRun, ...] = ()


MOST_UNCHECKED = 100
"""An engine that died early leaves a whole archive unchecked: the names of all would help nobody."""


@dataclass(slots=True)
class Summary:
    """The counts of a whole run.

    `names` has the name of each code that was found, `unchecked` the first articles that an engine did not check.
    `suppressed` counts findings that a text or its sidecar suppresses, `suppressions_refused` suppressions that the
    settings do not allow.
    `accepted` counts findings that the newsroom has accepted: they are in no other count. `stale` has the name of the
    article and the code of each accepted finding that is not found there any more.
    `baselined` counts findings that the baseline hides, `stale_baseline` names path and code of those that it holds
    and that are gone, once each. `unchanged` counts files that were not checked since they have not changed,
    `elsewhere` findings that were left out since they stand on lines that have not. `fixable` counts, by code, the
    findings whose suggestion is safe, `unsafe` the others that have one.
    """

    articles: int = 0
    words: int = 0
    by_severity: Counter[Severity] = field(default_factory=Counter)
    by_family: Counter[str] = field(default_factory=Counter)
    by_code: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    unchecked: list[str] = field(default_factory=list)
    engines: list[EngineStatus] = field(default_factory=list)
    errors: list[RunError] = field(default_factory=list)
    accepted: int = 0
    suppressed: int = 0
    suppressions_refused: int = 0
    stale: list[tuple[str, str]] = field(default_factory=list)
    baselined: int = 0
    stale_baseline: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    elsewhere: int = 0
    fixable: Counter[str] = field(default_factory=Counter)
    unsafe: Counter[str] = field(default_factory=Counter)

    @property
    def findings(self) -> int:
        return sum(self.by_severity.values())

    @property
    def score(self) -> float:
        """The score of all words together, as `lint.checker.score` has it for an article."""
        penalty = sum(severity.penalty * count for severity, count in self.by_severity.items())
        return round(max(0.0, 100.0 - 1000.0 * penalty / max(self.words, 1)), 1)

    @property
    def left_out(self) -> list[str]:
        """What is in none of the counts, a sentence each: a report that hides something has to say so."""
        texts = [
            (self.suppressed, "finding", "suppressed"),
            (self.suppressions_refused, "suppression", "not applied, as the settings say"),
            (self.accepted, "accepted finding", "left out"),
            (self.baselined, "finding", "of the baseline left out"),
            (self.elsewhere, "finding", "on unchanged lines left out"),
            (self.unchanged, "unchanged file", "not checked"),
        ]
        return [f"{count} {noun}{'' if count == 1 else 's'} {what}." for count, noun, what in texts if count]

    def add(self, article: ArticleResult) -> None:
        """Count one article."""
        self.articles += 1
        self.words += article.words
        for finding in article.findings:
            self.by_severity[finding.severity] += 1
            self.by_family[finding.family] += 1
            self.by_code[finding.code] += 1
            self.names[finding.code] = finding.name
            if finding.suggestion is not None:
                safe = finding.suggestion.safety is Safety.SAFE
                (self.fixable if safe else self.unsafe)[finding.code] += 1
        self.errors += [RunError(article.name, message) for message in article.rule_errors]
        self.errors += article.directive_errors
        self.suppressed += article.suppressed_count
        self.suppressions_refused += article.suppressions_refused
        if article.unchecked_by and len(self.unchecked) < MOST_UNCHECKED:
            self.unchecked.append(article.name)


class Report(Protocol):
    """One output of a run, being written."""

    def begin(self, run: RunInfo) -> None: ...

    def article(self, article: ArticleResult) -> None: ...

    def end(self, summary: Summary) -> None: ...


@runtime_checkable
class LiveReport(Report, Protocol):
    """A report that somebody may watch: it is told at once what the rules have found, while engines still work."""

    def early(self, article: ArticleResult) -> None:
        """The article as the rules see it; `article` follows when it is complete."""


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
