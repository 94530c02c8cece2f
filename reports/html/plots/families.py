"""What kinds of damage a run found: families of rules, each as a bar of severities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lint.finding import Severity

from .. import prose

_WORST_FIRST = tuple(sorted(Severity, reverse=True))


class Bar(NamedTuple):
    """The findings of one severity, and how many stand before them in the row."""

    severity: Severity
    start: int
    findings: int


@dataclass(frozen=True, slots=True)
class Family:
    """A family of rules: its findings in all, and by severity, the worst first."""

    name: str
    findings: int
    bars: tuple[Bar, ...]

    @property
    def spoken(self) -> str:
        """`3 major, 10 minor`."""
        return ", ".join(f"{bar.findings:,} {bar.severity.label}" for bar in self.bars)


def families(counts: Mapping[tuple[str, Severity], int]) -> list[Family]:
    """The families, the most frequent first; from findings counted by family and severity."""
    totals: Counter[str] = Counter()
    for (name, _), number in counts.items():
        totals[name] += number
    return [Family(name, total, tuple(_bars(name, counts))) for name, total in prose.by_name(totals)]


def _bars(name: str, counts: Mapping[tuple[str, Severity], int]) -> Iterator[Bar]:
    start = 0
    for severity in _WORST_FIRST:
        if number := counts.get((name, severity), 0):
            yield Bar(severity, start, number)
            start += number
