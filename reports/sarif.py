"""SARIF 2.1.0, for GitHub code scanning, Visual Studio Code and others.

Columns count UTF-16 code units. Source of the limit: GitHub's "SARIF results exceed one or more limits".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lint.finding import LocatedFinding, Severity
from lint.report import ArticleResult, RunInfo, Summary, Target

from .common import (
    LEVELS,
    Listing,
    Output,
    Places,
    Worst,
    by_severity,
    count,
    dump,
    edit_text,
    printable,
    problems,
    remedy,
    silent_engines,
    url_path,
)
from .sarif_tool import Descriptors, message, taxonomy

MOST_RESULTS = 25_000
"""GitHub refuses a run with more; of these it shows the 5,000 most severe."""

_MOST_NOTIFICATIONS = 1000

FINGERPRINT = "newslint/v1"
"""The key of our fingerprint. A new way of making fingerprints gets a new number."""

_ROOT = "%SRCROOT%"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class SarifReport:
    """Keeps the results, as text, until the run has ended: the most severe first, and no more than GitHub accepts."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target, "ascii")
        self._places = Places()
        self._artifacts: dict[str, int] = {}
        self._results: Worst[str] = Worst(MOST_RESULTS)

    def begin(self, run: RunInfo) -> None:
        self._run = run
        self._rules = Descriptors(run.rules)

    def article(self, article: ArticleResult) -> None:
        uri = self._location(article.path)
        location = {**uri, "index": self._artifacts.setdefault(dump(uri), len(self._artifacts))}
        for finding in article.findings:
            if self._results.wants(finding.severity):
                self._results.add(finding.severity, dump(self._result(article, finding, location)))
        for finding in article.suppressed:
            if self._results.wants(Severity.NEUTRAL):  # whatever it was, what is suppressed comes last
                self._results.add(Severity.NEUTRAL, dump(self._result(article, finding, location)))

    def end(self, summary: Summary) -> None:
        head = {"$schema": _SCHEMA, "version": "2.1.0"}
        self._output.write(f'{dump(head)[:-1]}, "runs": [{dump(self._about(summary))[:-1]}')
        self._write_array("artifacts", (f'{{"location": {a}, "roles": ["analysisTarget"]}}' for a in self._artifacts))
        self._write_array("results", iter(self._results))
        self._output.write("}]}\n")
        self._output.close()

    def _write_array(self, name: str, values: Iterator[str]) -> None:
        self._output.write(f',\n"{name}": [')
        listing = Listing(self._output)
        for value in values:
            listing.add(value)
        self._output.write("\n]")

    def _location(self, path: str) -> dict[str, Any]:
        """Relative to the root where the file lies below it, else absolute."""
        place = self._places.from_root(path)
        if place.startswith("/"):
            return {"uri": f"file://{url_path(place)}"}
        return {"uri": url_path(place), "uriBaseId": _ROOT}

    def _about(self, summary: Summary) -> dict[str, Any]:
        """All of the run but its artifacts and results."""
        version = self._run.version
        driver = {
            "name": "newslint",
            "version": version,
            "semanticVersion": version,
            "supportedTaxonomies": [{"name": "MQM", "index": 0}],
            "rules": list(self._rules),
        }
        return {
            "tool": {"driver": driver},
            "automationDetails": {"id": "newslint/"},
            "columnKind": "utf16CodeUnits",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "originalUriBaseIds": {_ROOT: {"uri": f"file://{url_path(self._places.root.as_posix()).rstrip('/')}/"}},
            "invocations": [self._invocation(summary)],
            "taxonomies": [taxonomy()],
            "properties": {
                "articles": summary.articles,
                "words": summary.words,
                "findings": summary.findings,
                "engines": [{"name": e.name, "version": e.version, "ran": e.ran} for e in summary.engines],
            },
        }

    def _invocation(self, summary: Summary) -> dict[str, Any]:
        found = list(problems(summary))
        notes = [self._error(problem.file, problem.line, problem.message) for problem in found[:_MOST_NOTIFICATIONS]]
        if len(found) > len(notes):
            notes.append(_note("error", f"{count(len(found) - len(notes), 'more error')}"))
        notes += [_note("warning", text) for text in silent_engines(summary)]
        notes += [_note("note", text) for text in summary.left_out]
        if left := self._results.left_out:
            notes.append(_note("warning", f"{count(left.total(), 'more finding')} left out: {by_severity(left)}"))
        return {"executionSuccessful": not found, "toolExecutionNotifications": notes}

    def _error(self, file: str | None, line: int, text: str) -> dict[str, Any]:
        note = _note("error", text)
        if file is not None:
            place = {"artifactLocation": self._location(file), "region": {"startLine": line}}
            note["locations"] = [{"physicalLocation": place}]
        return note

    def _result(self, article: ArticleResult, finding: LocatedFinding, location: Mapping[str, Any]) -> dict[str, Any]:
        region = _region(finding)
        place: dict[str, Any] = {
            "physicalLocation": {
                "artifactLocation": location,
                "region": {**region, "snippet": {"text": printable(finding.text)}},
            }
        }
        properties = {"severity": finding.severity.label, "family": finding.family, "engine": finding.engine}
        if article.id is not None:
            name = printable(article.id)
            place["logicalLocations"] = [{"name": name, "fullyQualifiedName": printable(article.name)}]
            properties["article"] = name
        level = LEVELS[finding.severity]
        return {
            "ruleId": finding.code,
            "ruleIndex": self._rules.index(finding),
            "level": level.sarif,
            "rank": level.rank,
            "message": message(finding.message),
            "locations": [place],
            "partialFingerprints": {FINGERPRINT: fingerprint(article, finding)},
            "suppressions": _suppressions(finding),
            **_fixes(finding, location, region),
            "properties": properties,
        }


def fingerprint(article: ArticleResult, finding: LocatedFinding) -> str:
    """What stays the same of a finding when its article is edited elsewhere; articles of one file are told apart."""
    return finding.fingerprint if article.id is None else f"{finding.fingerprint}:{printable(article.id)}"


def _suppressions(finding: LocatedFinding) -> list[dict[str, str]]:
    """How a finding is suppressed; empty where it is not, for the format wants to know it of all results or of none."""
    how = finding.suppressed
    if how is None:
        return []
    kind = "external" if how.kind == "sidecar" else "inSource"
    reason = {"justification": printable(how.reason)} if how.reason else {}
    return [{"kind": kind, "status": "accepted", **reason}]


def _note(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": message(text)}


def _region(finding: LocatedFinding) -> dict[str, int]:
    columns = finding.utf16_columns
    return {
        "startLine": finding.line,
        "startColumn": columns.start,
        "endLine": finding.end_line,
        "endColumn": columns.end,
    }


def _fixes(finding: LocatedFinding, location: Mapping[str, Any], region: Mapping[str, int]) -> dict[str, Any]:
    """The suggestion, where it can stand in the file as it is and a consumer could read it."""
    text = edit_text(finding)
    if text is None or finding.suggestion is None:
        return {}
    change = {
        "artifactLocation": location,
        "replacements": [{"deletedRegion": region, "insertedContent": {"text": text}}],
    }
    note = "" if finding.suggestion.safety == "safe" else " (check the meaning)"
    return {"fixes": [{"description": message(remedy(finding) + note), "artifactChanges": [change]}]}
