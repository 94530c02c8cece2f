"""GitHub's workflow commands: findings as annotations on the changed files.

Facts: actions/runner escapes `%`, CR and LF in messages, `:` and `,` besides in properties, and keeps ten annotations
of each level (error, warning, notice) a step. Columns are given where a mark does not span lines, in UTF-16 code units.
"""

from __future__ import annotations

from collections import Counter

from lint.finding import LocatedFinding, Severity
from lint.report import ArticleResult, RunInfo, Summary, Target

from .common import (
    LEVELS,
    NOT_CHECKED,
    Output,
    Places,
    Problem,
    Worst,
    by_severity,
    count,
    printable,
    problems,
    remedy,
    silent_engines,
)

MOST = 10
"""How many annotations of a level GitHub keeps of a step."""


def data(text: str) -> str:
    """A message, as the runner reads it."""
    return printable(text).replace("%", "%25")


def value(text: str) -> str:
    """The value of a property, as the runner reads it."""
    for sign, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(sign, escaped)
    return printable(text)


def command(level: str, message: str, **properties: str | int) -> str:
    """A workflow command; properties without a value are left out."""
    given = ",".join(f"{name}={value(str(item))}" for name, item in properties.items() if str(item))
    return f"::{level} {given}::{data(message)}"


class GitHubReport:
    """Keeps what GitHub will show, ten of each level, and writes it when the run has ended, the worst first."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target)
        self._places = Places()
        self._shown: dict[str, Worst[str]] = {level.github: Worst(MOST) for level in LEVELS.values()}

    def begin(self, run: RunInfo) -> None:
        """Nothing to say yet."""

    def article(self, article: ArticleResult) -> None:
        path = self._places.from_root(article.path)
        for finding in article.findings:
            shown = self._shown[LEVELS[finding.severity].github]
            if shown.wants(finding.severity):
                shown.add(finding.severity, _annotation(article, finding, path))

    def end(self, summary: Summary) -> None:
        found = list(problems(summary))
        self._make_room(NOT_CHECKED.github, len(found))
        for problem in found[:MOST]:
            self._output.line(self._problem(problem))
        silent = list(silent_engines(summary))
        self._make_room("warning", len(silent))
        for text in silent[:MOST]:
            self._output.line(command("warning", text, title="newslint"))
        more = self._more(len(found) - MOST)
        if more:
            self._make_room("notice", 1)
            more = self._more(len(found) - MOST)
        for shown in reversed(self._shown.values()):
            for line in shown:
                self._output.line(line)
        if more:
            self._output.line(
                command("notice", f"{more}: not shown here, GitHub keeps {MOST} a level", title="newslint")
            )
        self._output.close()

    def _make_room(self, level: str, number: int) -> None:
        """Leave out the least of a level, so that `number` other annotations fit."""
        shown = self._shown[level]
        while shown and len(shown) + number > MOST:
            shown.drop_last()

    def _more(self, errors: int) -> str:
        left: Counter[Severity] = sum((shown.left_out for shown in self._shown.values()), Counter())
        parts = [count(errors, "more error")] if errors > 0 else []
        if left:
            parts.append(f"{count(left.total(), 'more finding')} ({by_severity(left)})")
        return " and ".join(parts)

    def _problem(self, problem: Problem) -> str:
        if problem.file is None:
            return command(NOT_CHECKED.github, problem.message, title="newslint: not checked")
        path = self._places.from_root(problem.file)
        return command(NOT_CHECKED.github, problem.message, file=path, line=problem.line, title="newslint: not checked")


def _annotation(article: ArticleResult, finding: LocatedFinding, path: str) -> str:
    columns = finding.utf16_columns
    place: dict[str, str | int] = {"file": path, "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:
        place |= {"col": columns.start, "endColumn": columns.end}
    name = "" if article.id is None else f"[{article.id}] "
    advice = f" ({remedy(finding)})" if finding.suggestion is not None else ""
    title = f"{finding.severity.label} {finding.code} {finding.name}"
    return command(LEVELS[finding.severity].github, f"{name}{finding.message}{advice}", **place, title=title)
