"""The JSON contract: one object, written article by article so that an archive needs no memory.

The schema is published beside this file (`newslint.schema.json`).
"""

from __future__ import annotations

import json
from typing import Any

from lint.finding import LocatedFinding
from lint.history import gone_object, run_object
from lint.report import ArticleResult, Changes, EngineStatus, RunInfo, Summary, Target

SCHEMA = 1


def finding_object(finding: LocatedFinding, *, with_text: bool = True) -> dict[str, Any]:
    """A finding as the contract has it; its whole line only `with_text`."""
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
        "context": finding.context if with_text else None,
        "context_start": finding.context_start,
        "message": finding.message,
        "suggestion": {"replace": suggestion.replace, "safety": suggestion.safety.value} if suggestion else None,
        "fingerprint": finding.fingerprint,
        "also": list(finding.also),
    }


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
        "blocks": [
            {"role": block.role.value, "start": block.start, "end": block.end, "level": block.level}
            for block in article.blocks
        ],
        "text": article.text if with_text else None,
    }


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
        self._with_text = run.settings.json_text
        head = {
            "schema": SCHEMA,
            "newslint": run.version,
            "fail_on": run.fail_on.label,
            "rules": list(run.rules),
            "history": [run_object(past) for past in run.history],
        }
        self._stream.write(f'{_dump(head)[:-1]},\n "articles": [')

    def article(self, article: ArticleResult) -> None:
        self._stream.write(f"{self._separator}  {_dump(article_object(article, with_text=self._with_text))}")
        self._separator = ",\n"

    def end(self, summary: Summary) -> None:
        engines = [engine_object(engine) for engine in summary.engines]
        errors = [{"path": error.path, "message": error.message} for error in summary.errors]
        stale = [{"article": article, "code": code} for article, code in summary.stale]
        self._stream.write(
            f'\n ],\n "engines": {_dump(engines)},\n "errors": {_dump(errors)},\n "stale_accepted": {_dump(stale)},\n'
            f' "summary": {_dump(summary_object(summary))}}}\n'
        )
        if self._own:
            self._stream.close()
        else:
            self._stream.flush()
