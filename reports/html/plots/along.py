"""Where in an article its findings stand, from its start to its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from lint.finding import LocatedFinding, Severity
from lint.report import ArticleResult

from ..prose import count

WIDTH = 240
"""The units from the start of the article to its end."""

_TENTHS = 10
_FEW = 3
"""So few findings have no pattern to speak of."""

_WORST_FIRST = tuple(sorted(Severity, reverse=True))

STRIP = 16
"""The pieces of the small strip in the index."""

_MIDDLE, _BASE = 5, 11
"""The heights at which strokes run, in a box ten units high."""


class Lane(NamedTuple):
    """The findings of one severity: strokes along the article, each at least a unit long, `WIDTH` units in all."""

    severity: Severity
    findings: int
    path: str


class Tenth(NamedTuple):
    """A tenth of the text: the findings that begin there, lane by lane."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Along:
    """The plot: a lane for each severity that was found, the worst first, and the same in figures."""

    findings: int
    lanes: tuple[Lane, ...]
    tenths: tuple[Tenth, ...]
    thirds: tuple[int, int, int]

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def summary(self) -> str:
        """Where most of it stands, in words."""
        names = ("first", "middle", "last")
        most = max(self.thirds)
        if self.findings <= _FEW or self.thirds.count(most) > 1:
            where = ", ".join(f"{found} in the {name}" for found, name in zip(self.thirds, names, strict=True))
            return f"{count(self.findings, 'finding')} by thirds of the text: {where}."
        share = "All" if most == self.findings else str(most)
        where = names[self.thirds.index(most)]
        return f"{share} of {count(self.findings, 'finding')} stand in the {where} third of the text."


def along(result: ArticleResult) -> Along | None:
    """The plot of one article; None where nothing was found."""
    findings = result.findings
    if not findings:
        return None
    size = max(1, len(result.text))
    lanes = []
    for severity in _WORST_FIRST:
        own = [finding for finding in findings if finding.severity is severity]
        if own:
            pieces = (_pieces(finding, size, WIDTH) for finding in own)
            lanes.append(Lane(severity, len(own), _strokes(dict.fromkeys(_union(pieces), _MIDDLE))))
    tenths = _tenths(findings, size, [lane.severity for lane in lanes])
    return Along(len(findings), tuple(lanes), tuple(tenths), thirds(findings, size))


def thirds(findings: Iterable[LocatedFinding], size: int) -> tuple[int, int, int]:
    """How many findings begin in each third of a text of `size` code points."""
    counts = [0, 0, 0]
    for finding in findings:
        counts[min(2, 3 * finding.start // max(1, size))] += 1
    return counts[0], counts[1], counts[2]


def strip(findings: Sequence[LocatedFinding], size: int) -> str:
    """The small picture of the index: one SVG path of strokes, `STRIP` units wide; empty where nothing was found.

    What is major or worse has a stroke through the middle, all else one on the base line, where the lower half of it
    is cut off. A piece of the text with both kinds shows the serious one.
    """
    serious = _union(_pieces(f, size, STRIP) for f in findings if f.severity >= Severity.MAJOR)
    every = _union(_pieces(f, size, STRIP) for f in findings)
    return _strokes({piece: _MIDDLE if piece in serious else _BASE for piece in every})


def _pieces(finding: LocatedFinding, size: int, pieces: int) -> range:
    """The pieces, of so many that a text is cut into, on which a finding lies."""
    first = min(pieces - 1, finding.start * pieces // max(1, size))
    last = min(pieces - 1, max(finding.start, finding.end - 1) * pieces // max(1, size))
    return range(first, last + 1)


def _union(ranges: Iterable[range]) -> set[int]:
    return {piece for pieces in ranges for piece in pieces}


def _strokes(heights: Mapping[int, int]) -> str:
    """Neighbouring pieces of one height as one stroke: `M2 5h3`, then `m1 0h1` for the next."""
    path = ""
    x = y = 0
    runs = groupby(enumerate(sorted(heights)), key=lambda item: (item[1] - item[0], heights[item[1]]))
    for (_, height), run in runs:
        members = [piece for _, piece in run]
        step = f"m{members[0] - x} {height - y}"
        path += f"{step if path else step.upper()}h{len(members)}"
        x, y = members[-1] + 1, height
    return path


def _tenths(findings: Sequence[LocatedFinding], size: int, severities: Sequence[Severity]) -> Iterable[Tenth]:
    share = 100 // _TENTHS
    for number in range(_TENTHS):
        here = [f.severity for f in findings if min(_TENTHS - 1, f.start * _TENTHS // size) == number]
        counts = tuple(here.count(severity) for severity in severities)
        yield Tenth(f"{number * share}–{(number + 1) * share} %", counts)
