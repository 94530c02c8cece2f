"""How the last runs went: findings per 1,000 words, run by run, as columns of severities."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lint.finding import Severity
from lint.report import PastRun, RunInfo, Summary

LAST_RUNS = 20
"""How many runs are shown, this one among them."""

_WORST_FIRST = tuple(sorted(Severity, reverse=True))

_ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


class Stack(NamedTuple):
    """One severity of a column: it begins `start` and ends `start + height` findings per 1,000 words above zero."""

    severity: Severity
    start: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A run. `when` is its day (empty for this run), `rates` and `families` are findings per 1,000 words.

    `errors` counts what was not checked: with any, the rates are too low.
    """

    when: str
    articles: int
    words: int
    findings: int
    rates: tuple[float, ...]
    families: Mapping[str, float]
    errors: int

    @property
    def rate(self) -> float:
        return sum(self.rates)

    @property
    def stacks(self) -> list[Stack]:
        """The severities, the worst at the bottom, where columns are easiest to compare."""
        stacks = []
        start = 0.0
        for severity, height in zip(_WORST_FIRST, self.rates, strict=True):
            if height:
                stacks.append(Stack(severity, start, height))
            start += height
        return stacks


@dataclass(frozen=True, slots=True)
class Trend:
    """The plot: the runs, oldest first, this one last. `top` is the end of the scale."""

    columns: tuple[Column, ...]
    top: float
    families: tuple[str, ...]

    @property
    def severities(self) -> tuple[Severity, ...]:
        """In the order of `Column.rates`."""
        return _WORST_FIRST

    @property
    def summary(self) -> str:
        """What has become of it since the last run, in words."""
        before, now = self.columns[-2].rate, self.columns[-1].rate
        change = f"{'up' if now > before else 'down'} from {before:.1f} in"
        if f"{before:.1f}" == f"{now:.1f}":
            change = "as in"
        runs = (("This run", self.columns[-1]), ("The run before", self.columns[-2]))
        lacking = [run for run, column in runs if column.errors]
        doubt = "".join(f" {run} was not complete: its true figure may be higher." for run in lacking)
        return f"{now:.1f} findings per 1,000 words, {change} the run before.{doubt}"


def trend(run: RunInfo, summary: Summary) -> Trend | None:
    """The plot of a run; None where no earlier run is known or this one has no words."""
    past = [_past(p) for p in run.history[-(LAST_RUNS - 1) :] if p.words]
    if not past or not summary.words:
        return None
    columns = (*past, _present(summary))
    families = {family for column in columns for family, rate in column.families.items() if rate}
    return Trend(columns, _round_up(max(column.rate for column in columns)), tuple(sorted(families)))


def _past(run: PastRun) -> Column:
    rates = tuple(1000 * run.by_severity.get(severity.label, 0) / run.words for severity in _WORST_FIRST)
    families = {family: 1000 * found / run.words for family, found in run.by_family.items()}
    return Column(run.at[:10], run.articles, run.words, sum(run.by_severity.values()), rates, families, run.errors)


def _present(summary: Summary) -> Column:
    words = summary.words
    rates = tuple(1000 * summary.by_severity[severity] / words for severity in _WORST_FIRST)
    families = {family: 1000 * found / words for family, found in summary.by_family.items()}
    errors = len(summary.errors) + sum(engine.unchecked for engine in summary.engines)
    return Column("", summary.articles, words, summary.findings, rates, families, errors)


def _round_up(value: float) -> float:
    """The next round figure that is no smaller; 1 where there is nothing."""
    if value <= 0:
        return 1
    unit = 10.0 ** math.floor(math.log10(value))
    return next(step * unit for step in _ROUND if step * unit >= value * (1 - 1e-9))
