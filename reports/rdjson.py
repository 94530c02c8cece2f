"""reviewdog's own formats: `rdjson`, one object, and `rdjsonl`, one finding a line.

Facts about the format: the Reviewdog Diagnostic Format. Columns count bytes of UTF-8, from 1; a range ends before its
end; paths are seen from where the tool runs.
"""

from __future__ import annotations

from typing import Any

from lint.finding import LocatedFinding
from lint.report import ArticleResult, RunInfo, Summary, Target

from .common import (
    LEVELS,
    NOT_CHECKED,
    NOT_CHECKED_CODE,
    Listing,
    Output,
    Places,
    dump,
    edit_text,
    printable,
    problems,
)

_SOURCE = {"name": "newslint"}


class RdJsonReport:
    """Writes the diagnostics while the run goes on, as the members of one object."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target, "ascii")
        self._places = Places()
        self._listing = Listing(self._output)

    def begin(self, run: RunInfo) -> None:
        self._output.write(f'{{"source": {dump(_SOURCE)}, "diagnostics": [')

    def article(self, article: ArticleResult) -> None:
        path = printable(self._places.from_here(article.path))
        for finding in article.findings:
            self._write(_diagnostic(article, finding, path))

    def end(self, summary: Summary) -> None:
        for problem in problems(summary):
            path = "newslint" if problem.file is None else self._places.from_here(problem.file)
            location = {"path": printable(path), "range": {"start": {"line": problem.line}}}
            self._write(
                {
                    "message": printable(problem.message),
                    "location": location,
                    "severity": NOT_CHECKED.rdjson,
                    "source": _SOURCE,
                    "code": {"value": NOT_CHECKED_CODE},
                }
            )
        self._finish()
        self._output.close()

    def _write(self, diagnostic: dict[str, Any]) -> None:
        self._listing.add(dump(diagnostic))

    def _finish(self) -> None:
        self._output.write("\n]}\n")


class RdJsonLinesReport(RdJsonReport):
    """Writes a diagnostic a line."""

    def begin(self, run: RunInfo) -> None:
        """There is no head."""

    def _write(self, diagnostic: dict[str, Any]) -> None:
        self._output.line(dump(diagnostic))

    def _finish(self) -> None:
        """There is no end either."""


def _diagnostic(article: ArticleResult, finding: LocatedFinding, path: str) -> dict[str, Any]:
    columns = finding.utf8_columns
    place = {
        "start": {"line": finding.line, "column": columns.start},
        "end": {"line": finding.end_line, "column": columns.end},
    }
    name = "" if article.id is None else f"[{article.id}] "
    diagnostic: dict[str, Any] = {
        "message": printable(f"{name}{finding.message}"),
        "location": {"path": path, "range": place},
        "severity": LEVELS[finding.severity].rdjson,
        "source": _SOURCE,
        "code": {"value": printable(finding.code)},
    }
    text = edit_text(finding)
    if text is not None:
        diagnostic["suggestions"] = [{"range": place, "text": text}]
    return diagnostic
