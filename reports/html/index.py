"""What the index shows: one row an article, the worst first, and the figures of the whole run."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile

from lint.finding import Severity
from lint.report import ArticleResult, EngineStatus, RunError, RunInfo, Summary

from . import prose
from .article import title
from .figures import number
from .plots.along import strip, thirds
from .plots.families import Family, families
from .plots.trend import Trend, trend

_WORST_FIRST = tuple(sorted(Severity, reverse=True))


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What is kept of an article until the index is written.

    `severities` counts its findings, the worst first. `changes` counts those that are new and those that are gone
    since the last run; None where no earlier run has checked the article. `strip` is a path that
    shows where they stand, `thirds` says so in figures. `findings` is in the words of `Index.findings_script`.
    """

    slug: str
    title: str
    name: str
    words: int
    score: float
    ease: float | None
    severities: tuple[int, ...]
    problems: int
    changes: tuple[int, int] | None
    strip: str
    thirds: tuple[int, int, int]
    findings: str

    @property
    def count(self) -> int:
        return sum(self.severities)

    @property
    def shown_score(self) -> str:
        return "–" if self.problems else number(self.score)

    @property
    def shown_ease(self) -> str:
        return "–" if self.ease is None else number(self.ease)

    @property
    def shown_changes(self) -> str:
        """`+2 −1`; `=` where all is as it was; empty where nothing is known, or nothing was and is there."""
        if self.changes is None or not (self.count or self.changes[1]):
            return ""
        new, gone = self.changes
        return " ".join(f"{sign}{n}" for sign, n in (("+", new), ("−", gone)) if n) or "="

    def badness(self) -> tuple[object, ...]:
        """Sorts the worst first: not fully checked, then the lowest score, then the gravest findings."""
        return (not self.problems, self.score, tuple(-count for count in self.severities), self.name)


@dataclass(slots=True)
class Index:
    """Gathers what the index shows, article by article."""

    rows: list[IndexRow] = field(default_factory=list)
    families: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    _rules: dict[str, tuple[int, str, str]] = field(default_factory=dict)

    def add(self, result: ArticleResult, slug: str) -> None:
        """Keep what the index needs of one article."""
        size = len(result.text)
        counts = Counter(finding.severity for finding in result.findings)
        self.families.update((finding.family, finding.severity) for finding in result.findings)
        changes = result.changes
        row = IndexRow(
            slug=slug,
            title=title(result),
            name=result.name,
            words=result.words,
            score=result.score,
            ease=result.readability.get("flesch_reading_ease"),
            severities=tuple(counts[severity] for severity in _WORST_FIRST),
            problems=len(result.rule_errors) + len(result.unchecked_by),
            changes=None if changes is None else (len(changes.new), len(changes.gone)),
            strip=strip(result.findings, size),
            thirds=thirds(result.findings, size),
            findings=self._coded(result),
        )
        self.rows.append(row)

    def _coded(self, result: ArticleResult) -> str:
        """The findings in short: number of the rule, severity (3 the worst), new or not, fingerprint, and so on.

        `12.2n1f0c63d9a7b2e485` is a major finding of rule 12 that is new.
        """
        new = result.changes.new if result.changes else frozenset()
        words = []
        for finding in result.findings:
            known = self._rules.setdefault(finding.code, (len(self._rules), finding.name, finding.family))
            mark = "n" if finding.fingerprint in new else "-"
            words.append(f"{known[0]}.{_WORST_FIRST[::-1].index(finding.severity)}{mark}{finding.fingerprint}")
        return " ".join(words)

    def ordered(self) -> list[IndexRow]:
        """The rows, the worst first."""
        return sorted(self.rows, key=IndexRow.badness)

    def findings_script(self) -> str:
        """A script that hands the findings of all articles to that of the index, in the order of its rows.

        It lies beside the index, so that the page itself stays small: without a script nobody has any use for it.
        """
        rules = [[code, name, family] for code, (_, name, family) in self._rules.items()]
        detail = json.dumps({"rules": rules, "rows": [row.findings for row in self.ordered()]}, separators=(",", ":"))
        return f'dispatchEvent(new CustomEvent("newslint-findings",{{detail:{detail}}}));\n'


@dataclass(frozen=True, slots=True)
class IndexView:
    """All that the template of the index needs."""

    run: RunInfo
    summary: Summary
    rows: list[IndexRow]
    errors: list[tuple[RunError, str]]
    more_errors: list[tuple[RunError, str]]
    headline: str
    details: str
    by_severity: list[tuple[Severity, int]]
    by_family: list[Family]
    by_rule: list[tuple[str, str, int]]
    trend: Trend | None

    @property
    def compared(self) -> bool:
        """Whether an earlier run has checked any of the articles."""
        return any(row.changes is not None for row in self.rows)

    @property
    def changes(self) -> str:
        """What has changed since the last run, in words; empty where there was none."""
        known = [(row.count, *row.changes) for row in self.rows if row.changes is not None]
        if not known:
            return ""
        new, gone = sum(new for _, new, _ in known), sum(gone for _, _, gone in known)
        still = sum(count for count, _, _ in known) - new
        others = len(self.rows) - len(known)
        first = f" {prose.count(others, 'article')} had not been checked before." if others else ""
        return f"Since the last run: {new:,} new, {gone:,} gone, {still:,} still there.{first}"

    @property
    def folder(self) -> str:
        """The folder that all articles lie in, with its slash: said once, it need not stand in every row."""
        if len(self.rows) < _FEW_ROWS:
            return ""
        names = [row.name for row in self.rows]
        pairs = zip(min(names), max(names), strict=False)  # what these two begin with alike, all do
        shared = "".join(first for first, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        return shared[: shared.rfind("/") + 1]

    @property
    def checked_by(self) -> list[EngineStatus]:
        return [engine for engine in self.summary.engines if engine.ran and not engine.failed]

    @property
    def absent(self) -> list[EngineStatus]:
        """Engines that nobody asked for and that did not run: those that failed stand among the problems."""
        return [engine for engine in self.summary.engines if not engine.ran and not engine.failed]


_TOP_RULES = 8

_FEW_ROWS = 10
"""So few rows are each better off with the whole name."""

_FIRST_ERRORS = 10
"""How many errors are shown at once; the others unfold, so that the articles stay in sight."""


def index_view(run: RunInfo, summary: Summary, index: Index) -> IndexView:
    """Work out the index."""
    ordered = index.ordered()
    damaged = sum(1 for row in ordered if row.count)
    slugs = {row.name: row.slug for row in ordered}
    complete = not summary.errors and not (summary.articles and any(engine.failed for engine in summary.engines))
    errors = [(error, slugs.get(error.path, "")) for error in summary.errors]
    by_rule = [
        (code, summary.names.get(code, ""), count) for code, count in prose.by_name(summary.by_code)[:_TOP_RULES]
    ]
    return IndexView(
        run=run,
        summary=summary,
        rows=ordered,
        errors=errors[:_FIRST_ERRORS],
        more_errors=errors[_FIRST_ERRORS:],
        headline=prose.run_headline(summary, damaged, complete=complete),
        details=prose.run_details(summary, damaged, run.fail_on, complete=complete),
        by_severity=prose.by_severity(summary.by_severity),
        by_family=families(index.families),
        by_rule=by_rule,
        trend=trend(run, summary),
    )
