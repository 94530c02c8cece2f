"""Findings of the same damage become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lint.finding import Finding, LocatedFinding

# A long mark (a whole repeated paragraph) and a short one inside it are two kinds of damage; two marks of like length
# on the same characters are one. Rules of one family look at the same kind of thing, so they are given more room:
# the limit is then the one the benchmark uses to call a flag a hit. So are an engine's grammar and our own syntax:
# where our rules mark "process. course" an engine marks the lower-case "course" alone, and the language model a word
# or two around. A misspelt word holds what a rule of ours marks within it: of "Putin‘s" the quotation mark alone.
_FACTOR, _SLACK = 3, 20


def same_damage(one: Finding, other: Finding) -> bool:
    """Whether two findings share characters and are of like length."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return False
    if "spelling" in (one.family, other.family):
        word, part = (one, other) if one.family == "spelling" else (other, one)
        if word.start <= part.start and part.end <= word.end:
            return True
    short, long = sorted((one.end - one.start, other.end - other.start))
    if one.family == other.family or {"grammar", "syntax"} & {one.family, other.family}:
        return long <= _FACTOR * short + _SLACK
    return 2 * shared >= long


def merge(findings: Sequence[Finding], priority: Mapping[str, int]) -> list[tuple[Finding, tuple[str, ...]]]:
    """The findings in order of place, one for each damage, with the codes of those it stands for.

    The more severe one stays; at equal severity the one of higher `priority` (by code), then the one that has a
    suggestion, then the shorter mark. Between a rule of ours and an engine the priority comes first: it says which one
    explains better. How severe the damage is our rule says, whichever stays: else a report would turn from clean to
    damaged with the engine that happens to be installed.
    A finding meets only the few that overlap it, so the cost is that of sorting.
    """

    def rank(finding: Finding) -> tuple[int, int, bool, int]:
        return (
            finding.severity,
            priority.get(finding.code, 0),
            finding.suggestion is not None,
            finding.start - finding.end,
        )

    def wins(finding: Finding, rival: Finding) -> bool:
        if (finding.engine == "rules") != (rival.engine == "rules"):
            better = priority.get(finding.code, 0) - priority.get(rival.code, 0)
            if better:
                return better > 0
        return rank(finding) > rank(rival)

    kept: list[tuple[Finding, list[str]]] = []
    reach = 0  # index in `kept` of the first finding that can still overlap
    for finding in sorted(findings, key=lambda f: (f.start, f.end, f.code)):
        while reach < len(kept) and kept[reach][0].end <= finding.start:
            reach += 1
        for index in range(len(kept) - 1, max(reach, len(kept) - 8) - 1, -1):
            rival, codes = kept[index]
            if same_damage(rival, finding):
                better, worse = (finding, rival) if wins(finding, rival) else (rival, finding)
                kept[index] = (_as_ours_says(better, worse), [*codes, worse.code, *_stands_for(finding)])
                break
        else:
            kept.append((finding, [*_stands_for(finding)]))
    kept.sort(key=lambda pair: (pair[0].start, pair[0].end))
    return [(f, tuple(sorted({code for code in codes if code != f.code}))) for f, codes in kept]


def _as_ours_says(better: Finding, worse: Finding) -> Finding:
    ours_goes = worse.engine == "rules" != better.engine
    return replace(better, severity=worse.severity) if ours_goes else better


def _stands_for(finding: Finding) -> tuple[str, ...]:
    """The codes of findings that were merged into this one before."""
    return finding.also if isinstance(finding, LocatedFinding) else ()
