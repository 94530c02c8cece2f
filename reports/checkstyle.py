"""Checkstyle XML: the format that most build servers and review tools read. Columns count code points."""

from __future__ import annotations

from lint.finding import LocatedFinding
from lint.report import ArticleResult, RunInfo, Summary, Target

from .common import LEVELS, NOT_CHECKED, NOT_CHECKED_CODE, Output, Places, problems, xml


class CheckstyleReport:
    """Writes the findings as they come. Articles of one file that follow each other share its element."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target, "ascii")
        self._places = Places()
        self._file: str | None = None

    def begin(self, run: RunInfo) -> None:
        self._output.write('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n')

    def article(self, article: ArticleResult) -> None:
        self._open(self._places.from_here(article.path))
        for finding in article.findings:
            self._finding(article, finding)

    def end(self, summary: Summary) -> None:
        for problem in problems(summary):
            self._open("newslint" if problem.file is None else self._places.from_here(problem.file))
            self._error(problem.line, 1, NOT_CHECKED.checkstyle, problem.message, f"newslint.{NOT_CHECKED_CODE}")
        self._open(None)
        self._output.write("</checkstyle>\n")
        self._output.close()

    def _open(self, file: str | None) -> None:
        """Go on with this file, or with none."""
        if file == self._file:
            return
        if self._file is not None:
            self._output.line("</file>")
        if file is not None:
            self._output.line(f'<file name="{xml(file)}">')
        self._file = file

    def _finding(self, article: ArticleResult, finding: LocatedFinding) -> None:
        name = "" if article.id is None else f"[{article.id}] "
        source = f"newslint.{finding.family}.{finding.code}"
        level = LEVELS[finding.severity].checkstyle
        self._error(finding.line, finding.column, level, f"{name}{finding.message} ({finding.name})", source)

    def _error(self, line: int, column: int, level: str, message: str, source: str) -> None:
        self._output.line(
            f'  <error line="{line}" column="{column}" severity="{level}" message="{xml(message)}" '
            f'source="{xml(source)}"/>'
        )
