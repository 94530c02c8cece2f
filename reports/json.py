"""The JSON contract: one object, written article by article so that an archive needs no memory.

The schema is published beside this file (`newslint.schema.json`).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lint.finding import LocatedFinding
from lint.history import gone_object, run_object
from lint.report import ArticleResult, Changes, EngineStatus, RunInfo, Summary, Target
from lint.statistics import counts

from .common import Listing, Output, dump

SCHEMA = 1


def finding_object(finding: LocatedFinding, *, with_text: bool = True) -> dict[str, Any]:
    """A finding as the contract has it; its whole line only `with_text`."""
    utf16, utf8 = finding.utf16_columns, finding.utf8_columns
    return {
        "code": finding.code,
        "name": finding.name,
        "family": finding.family,
        "engine": finding.engine,
        "severity": finding.severity.label,
        "mqm": finding.mqm,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "text": finding.text,
        "context": finding.context if with_text else None,
        "context_start": finding.context_start,
        "message": finding.message,
        "columns": {"utf16_start": utf16.start, "utf16_end": utf16.end, "utf8_start": utf8.start, "utf8_end": utf8.end},
        "suggestion": suggestion_object(finding),
        "fingerprint": finding.fingerprint,
        "also": list(finding.also),
    }


def suggestion_object(finding: LocatedFinding) -> dict[str, Any] | None:
    """A finding's suggestion, where it has one, as the contract has it."""
    suggestion = finding.suggestion
    if suggestion is None:
        return None
    return {"replace": suggestion.replace, "safety": suggestion.safety.value, "in_file": finding.edit}


def article_object(article: ArticleResult, *, with_text: bool = True) -> dict[str, Any]:
    """An article as the contract has it; without text, no more of it than the marked words."""
    return {
        "path": article.path,
        "id": article.id,
        "words": article.words,
        "score": article.score,
        "readability": dict(article.readability),
        "findings": [finding_object(finding, with_text=with_text) for finding in article.findings],
        "unchecked_by": list(article.unchecked_by),
        "rule_errors": list(article.rule_errors),
        "changes": changes_object(article.changes) if article.changes else None,
        "suppressed": article.suppressed_count,
        "suppressed_findings": [suppressed_object(finding, with_text=with_text) for finding in article.suppressed],
        "blocks": [
            {"role": block.role.value, "start": block.start, "end": block.end, "level": block.level}
            for block in article.blocks
        ],
        "text": article.text if with_text else None,
    }


def suppressed_object(finding: LocatedFinding, *, with_text: bool) -> dict[str, Any]:
    """A suppressed finding, as the others are, with how and why it is suppressed."""
    how = finding.suppressed
    suppressed = None if how is None else {"kind": how.kind, "reason": how.reason}
    return {**finding_object(finding, with_text=with_text), "suppressed": suppressed}


def changes_object(changes: Changes) -> dict[str, Any]:
    """What has changed since the last run, as the contract has it."""
    return {"new": sorted(changes.new), "gone": [gone_object(finding) for finding in changes.gone]}


def summary_object(summary: Summary) -> dict[str, Any]:
    """The counts of a run as the contract has them."""
    return {
        "articles": summary.articles,
        "words": summary.words,
        "findings": summary.findings,
        "by_severity": {severity.label: count for severity, count in sorted(summary.by_severity.items())},
        "by_family": dict(sorted(summary.by_family.items())),
        "by_code": dict(sorted(summary.by_code.items())),
        "accepted": summary.accepted,
        "suppressed": summary.suppressed,
        "suppressions_refused": summary.suppressions_refused,
        "baselined": summary.baselined,
        "on_unchanged_lines": summary.elsewhere,
        "unchanged_files": summary.unchanged,
        "statistics": [asdict(count) for count in counts(summary)],
    }


def engine_object(engine: EngineStatus) -> dict[str, Any]:
    """What the contract says of an engine."""
    return {
        "name": engine.name,
        "version": engine.version,
        "ran": engine.ran,
        "failed": engine.failed,
        "unchecked": engine.unchecked,
        "message": engine.message,
    }


def run_head(run: RunInfo) -> dict[str, Any]:
    """What the contract says before the first article."""
    return {
        "schema": SCHEMA,
        "newslint": run.version,
        "fail_on": run.fail_on.label,
        "rules": list(run.rules),
        "history": [run_object(past) for past in run.history],
    }


def end_object(summary: Summary) -> dict[str, Any]:
    """What the contract says behind the last article."""
    return {
        "engines": [engine_object(engine) for engine in summary.engines],
        "errors": [{"path": error.path, "message": error.message} for error in summary.errors],
        "stale_accepted": [{"article": article, "code": code} for article, code in summary.stale],
        "stale_baseline": [{"path": path, "code": code} for path, code in summary.stale_baseline],
        "summary": summary_object(summary),
    }


class JsonReport:
    """Writes the object while the run goes on; it is valid JSON only when the run has ended."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target, "ascii")
        self._articles = Listing(self._output)

    def begin(self, run: RunInfo) -> None:
        self._with_text = run.settings.json_text
        self._output.write(f'{dump(run_head(run))[:-1]},\n "articles": [')

    def article(self, article: ArticleResult) -> None:
        self._articles.add(f"  {dump(article_object(article, with_text=self._with_text))}")

    def end(self, summary: Summary) -> None:
        rest = ",\n".join(f' "{key}": {dump(value)}' for key, value in end_object(summary).items())
        self._output.write(f"\n ],\n{rest}}}\n")
        self._output.close()
