"""The JSON contract: one object, written article by article so that an archive needs no memory.

The schema is published beside this file (`newslint.schema.json`).
"""

from __future__ import annotations

import json
from typing import Any

from lint.finding import LocatedFinding
from lint.report import ArticleResult, RunInfo, Summary, Target

SCHEMA = 1


def finding_object(finding: LocatedFinding) -> dict[str, Any]:
    """A finding as the contract has it."""
    suggestion = finding.suggestion
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
        "message": finding.message,
        "suggestion": {"replace": suggestion.replace, "safety": suggestion.safety.value} if suggestion else None,
        "fingerprint": finding.fingerprint,
        "also": list(finding.also),
    }


def article_object(article: ArticleResult) -> dict[str, Any]:
    """An article as the contract has it."""
    return {
        "path": article.path,
        "id": article.id,
        "words": article.words,
        "score": article.score,
        "readability": dict(article.readability),
        "findings": [finding_object(finding) for finding in article.findings],
    }


def summary_object(summary: Summary) -> dict[str, Any]:
    """The counts of a run as the contract has them."""
    return {
        "articles": summary.articles,
        "words": summary.words,
        "findings": summary.findings,
        "by_severity": {severity.label: count for severity, count in sorted(summary.by_severity.items())},
        "by_family": dict(sorted(summary.by_family.items())),
        "by_code": dict(sorted(summary.by_code.items())),
    }


def _dump(value: object) -> str:
    # Articles may hold lone surrogates, which no UTF-8 stream takes: ASCII escapes always pass.
    return json.dumps(value, ensure_ascii=True)


class JsonReport:
    """Writes the object while the run goes on; it is valid JSON only when the run has ended."""

    def __init__(self, target: Target) -> None:
        self._stream = target.path.open("w", encoding="ascii") if target.path else target.stream
        self._own = target.path is not None
        self._separator = "\n"

    def begin(self, run: RunInfo) -> None:
        self._stream.write(f'{{"schema": {SCHEMA}, "newslint": {_dump(run.version)},\n "articles": [')

    def article(self, article: ArticleResult) -> None:
        self._stream.write(f"{self._separator}  {_dump(article_object(article))}")
        self._separator = ",\n"

    def end(self, summary: Summary) -> None:
        engines = [{"name": e.name, "version": e.version, "ran": e.ran} for e in summary.engines]
        errors = [{"path": error.path, "message": error.message} for error in summary.errors]
        self._stream.write(
            f'\n ],\n "engines": {_dump(engines)},\n "errors": {_dump(errors)},\n'
            f' "summary": {_dump(summary_object(summary))}}}\n'
        )
        if self._own:
            self._stream.close()
        else:
            self._stream.flush()
