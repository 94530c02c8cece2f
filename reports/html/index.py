"""What the index shows: one row an article, the worst first, and the figures of the whole run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lint.finding import Severity
from lint.report import ArticleResult, RunError, RunInfo, Summary

from . import prose
from .article import title
from .figures import ease_word, number


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What is kept of an article until the index is written."""

    slug: str
    title: str
    name: str
    words: int
    score: float
    ease: float | None
    severities: tuple[int, int, int, int]
    problems: int

    @classmethod
    def of(cls, result: ArticleResult, slug: str) -> IndexRow:
        counts = Counter(finding.severity for finding in result.findings)
        return cls(
            slug=slug,
            title=title(result),
            name=result.name,
            words=result.words,
            score=result.score,
            ease=result.readability.get("flesch_reading_ease"),
            severities=(
                counts[Severity.CRITICAL], counts[Severity.MAJOR], counts[Severity.MINOR], counts[Severity.NEUTRAL],
            ),
            problems=len(result.rule_errors),
        )  # fmt: skip

    @property
    def findings(self) -> int:
        return sum(self.severities)

    @property
    def shown_score(self) -> str:
        return "–" if self.problems else number(self.score)

    @property
    def shown_ease(self) -> str:
        return "–" if self.ease is None else number(self.ease)

    @property
    def ease_word(self) -> str:
        return "" if self.ease is None else ease_word(self.ease)

    def badness(self) -> tuple[object, ...]:
        """Sorts the worst first: not fully checked, then the lowest score, then the gravest findings."""
        return (not self.problems, self.score, tuple(-count for count in self.severities), self.name)


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
    by_family: list[tuple[str, int]]
    by_rule: list[tuple[str, str, int]]

    @property
    def most(self) -> int:
        """The longest bar's count."""
        return max([1, *(count for _, count in self.by_family)])


_TOP_RULES = 8

_FIRST_ERRORS = 10
"""How many errors are shown at once; the others unfold, so that the articles stay in sight."""


def index_view(run: RunInfo, summary: Summary, rows: Iterable[IndexRow]) -> IndexView:
    """Work out the index."""
    ordered = sorted(rows, key=IndexRow.badness)
    damaged = sum(1 for row in ordered if row.findings)
    slugs = {row.name: row.slug for row in ordered}
    complete = not summary.errors and (not summary.articles or all(engine.ran for engine in summary.engines))
    errors = [(error, slugs.get(error.path, "")) for error in summary.errors]
    by_rule = [
        (code, run.rules[code].meta.name if code in run.rules else "", count)
        for code, count in prose.by_name(summary.by_code)[:_TOP_RULES]
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
        by_family=prose.by_name(summary.by_family),
        by_rule=by_rule,
    )
