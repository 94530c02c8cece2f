"""The sentences of the report: what an editor is told, in whole words and right numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lint.finding import Severity
from lint.report import Summary

MEANINGS: dict[Severity, str] = {
    Severity.CRITICAL: "not fit to publish",
    Severity.MAJOR: "readers will stumble",
    Severity.MINOR: "careful readers notice",
    Severity.NEUTRAL: "worth a look",
}

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 article`, `1,200 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def in_words(number: int) -> str:
    """A small number as a word, as in running text."""
    return _SMALL[number] if number < len(_SMALL) else f"{number:,}"


def headline(findings: int, *, checked: bool) -> str:
    """The one line that says how an article stands."""
    if findings:
        return f"{count(findings, 'spot')} {'needs' if findings == 1 else 'need'} a second look"
    return "Nothing needs a second look" if checked else "This article was not fully checked"


def standing(by_severity: Mapping[Severity, int], fail_on: Severity) -> str:
    """A sentence on how serious the findings are, measured by the severity at which a run fails."""
    total = sum(by_severity.values())
    serious = sum(number for severity, number in by_severity.items() if severity >= fail_on)
    if not total or fail_on is Severity.NEUTRAL:
        return ""
    bar = "critical" if fail_on is Severity.CRITICAL else f"{fail_on.label} or worse"
    if not serious:
        return f"{'It is not' if total == 1 else 'None is'} {bar}."
    who = {1: "It", 2: "Both"}.get(total, "All") if serious == total else in_words(serious).capitalize()
    verb, them = ("is", "it") if serious == 1 else ("are", "them")
    return f"{who} {verb} {bar}: look at {them} before publishing."


def run_headline(summary: Summary, damaged: int, *, complete: bool) -> str:
    """The one line that says how a whole run went; what was not checked comes before all else."""
    if not summary.articles:
        return "No articles were checked" if complete else "Nothing could be checked"
    if not complete:
        return "Not everything was checked"
    return _spots(summary, damaged)


def run_details(summary: Summary, damaged: int, fail_on: Severity, *, complete: bool) -> str:
    """What stands below the headline of the index."""
    if not summary.articles:
        return ""
    serious = standing(summary.by_severity, fail_on)
    if complete:
        return serious if summary.findings else "No rule found damage; a person should still read what is published."
    if not summary.findings:
        return "Nothing was found in what could be checked."
    return f"In what could be checked, {_spots(summary, damaged)}. {serious}"


def _spots(summary: Summary, damaged: int) -> str:
    """How many findings there are, and where."""
    if not summary.findings:
        return "Nothing needs a second look"
    articles = summary.articles
    shown = in_words if articles < len(_SMALL) else "{:,}".format
    where = f"{shown(damaged)} of {shown(articles)} articles"
    if articles == 1:
        where = "one article"
    elif damaged == articles:
        where = "both articles" if articles == 2 else f"all {shown(articles)} articles"
    return f"{count(summary.findings, 'spot')} in {where} {'needs' if summary.findings == 1 else 'need'} a second look"


def by_severity(severities: Counter[Severity]) -> list[tuple[Severity, int]]:
    """All four severities with their counts, the worst first."""
    return [(severity, severities[severity]) for severity in sorted(Severity, reverse=True)]


def by_name(names: Counter[str]) -> list[tuple[str, int]]:
    """Names with their counts, the most frequent first, then by alphabet."""
    return sorted(names.items(), key=lambda item: (-item[1], item[0]))
