"""Findings for a terminal, in one of four layouts.

`full`: a line each that editors and scripts can jump to, then the source line with carets. `concise`: that line alone.
`by-article` and `by-rule` gather the findings under headings.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from lint.finding import LocatedFinding, Safety, Severity
from lint.report import ArticleResult, EngineStatus, RunInfo, Summary, Target
from lint.report_settings import ReportSettings

from .common import Output, count, printable

_STYLES = {Severity.CRITICAL: "1;31", Severity.MAJOR: "31", Severity.MINOR: "33", Severity.NEUTRAL: "36"}

_MOST_ERRORS = 50
"""An archive read with the wrong key has an error a line; nobody reads them all."""

_MOST_NAMES = 20


def columns(text: str) -> int:
    """How many columns of a terminal `text`, which is printable, takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(int(wcswidth(text)), 0)


def _first(text: str, width: int) -> str:
    """The beginning of `text` that fits into `width` columns, with a mark where something is left out."""
    if columns(text) <= width:
        return text
    text = text[:width]
    while text and columns(text) >= width:
        text = text[:-1]
    return text + "…" if width > 0 else ""


def _last(text: str, width: int) -> str:
    """The end of `text` that fits into `width` columns, with a mark where something is left out."""
    if columns(text) <= width:
        return text
    text = text[max(len(text) - width, 0) :] if width > 0 else ""
    while text and columns(text) >= width:
        text = text[1:]
    return "…" + text if width > 0 else ""


def _window(finding: LocatedFinding, width: int) -> tuple[str, str, str]:
    """What to show before, in and behind the mark (what of it stands in its first line), on `width` columns."""
    context, start = finding.context, finding.context_start
    one_line = finding.end_line == finding.line
    end = start + max(1, finding.end_column - finding.column) if one_line else len(context)
    before, marked, after = (printable(part) for part in (context[:start], context[start:end], context[end:]))
    marked = _first(marked, width)
    room = width - columns(marked)
    behind = min(columns(after), room // 2)
    before = _last(before, room - behind)
    return before, marked, _first(after, room - columns(before))


class _Group(NamedTuple):
    """The findings of a rule, as lines, and what its heading needs to know."""

    code: str
    name: str
    severity: Severity
    lines: list[str]


class TextReport:
    """Writes findings as they come and a summary at the end; by rule, all at the end."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target)
        self._color = target.color
        self._width = max(40, target.width)
        self._in_actions = target.path is None and os.environ.get("GITHUB_ACTIONS") == "true"
        self._shown: deque[set[str]] = deque()
        self._style = ReportSettings().text_style
        self._groups: dict[str, _Group] = {}

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._color else text

    def _write(self, line: str = "") -> None:
        self._output.line(_tamed(line) if self._in_actions else line)

    def begin(self, run: RunInfo) -> None:
        self._style = run.settings.text_style

    def early(self, article: ArticleResult) -> None:
        """What the rules have found; what engines add to it follows when they have answered."""
        if self._style == "by-rule":
            return
        self._shown.append({finding.fingerprint for finding in article.findings})
        self._findings(article, article.findings)
        self._output.flush()

    def article(self, article: ArticleResult) -> None:
        shown = self._shown.popleft() if self._shown else set()
        self._findings(article, [f for f in article.findings if f.fingerprint not in shown])
        for finding in article.suppressed:
            self._suppressed(article, finding)

    def _findings(self, article: ArticleResult, findings: Sequence[LocatedFinding]) -> None:
        if self._style == "by-article":
            self._under_article(article, findings)
            return
        show = {"concise": self._concise, "by-rule": self._gather}.get(self._style, self._finding)
        for finding in findings:
            show(article, finding)

    def _concise(self, article: ArticleResult, finding: LocatedFinding) -> None:
        name = "" if article.id is None else f" [{printable(article.id)}]"
        place = self._paint(f"{printable(article.path)}:{finding.line}:{finding.column}:", "1")
        self._write(f"{place} {self._label(finding)} {printable(finding.message)}{name}")

    def _label(self, finding: LocatedFinding) -> str:
        return self._paint(f"{finding.severity.label} {printable(finding.code)}", _STYLES[finding.severity])

    def _under_article(self, article: ArticleResult, findings: Sequence[LocatedFinding]) -> None:
        if not findings:
            return
        self._write(self._paint(f"{printable(article.name)}: {count(len(findings), 'finding')}", "1"))
        for finding in findings:
            message = f"{printable(finding.message)} ({printable(finding.name)})"
            self._write(f"  {finding.line}:{finding.column} {self._label(finding)} {message}")
        self._write()

    def _gather(self, article: ArticleResult, finding: LocatedFinding) -> None:
        group = self._groups.setdefault(finding.code, _Group(finding.code, finding.name, finding.severity, []))
        if finding.severity > group.severity:
            self._groups[finding.code] = group._replace(severity=finding.severity)
        name = "" if article.id is None else f" [{printable(article.id)}]"
        place = f"{printable(article.path)}:{finding.line}:{finding.column}{name}"
        group.lines.append(f"  {place}: {finding.severity.label} {printable(finding.message)}")

    def _under_rules(self) -> None:
        """The worst rules first, of those that are alike the one with most findings."""
        for group in sorted(self._groups.values(), key=lambda group: (-group.severity, -len(group.lines), group.code)):
            heading = f"{printable(group.code)} {printable(group.name)}: {count(len(group.lines), 'finding')}"
            self._write(self._paint(heading, _STYLES[group.severity]))
            for line in group.lines:
                self._write(line)
            self._write()

    def _finding(self, article: ArticleResult, finding: LocatedFinding) -> None:
        style = _STYLES[finding.severity]
        place = self._paint(f"{printable(article.path)}:{finding.line}:{finding.column}", "1")
        name = "" if article.id is None else f" [{printable(article.id)}]"
        message = f"{printable(finding.message)} ({printable(finding.name)})"
        self._write(f"{place}{name}: {self._label(finding)} {message}")
        number = str(finding.line)
        before, marked, after = _window(finding, self._width - len(number) - 4)
        self._write(f" {number} | {before}{self._paint(marked, style)}{after}")
        carets = "^" * max(1, columns(marked))
        self._write(f" {' ' * len(number)} | {' ' * columns(before)}{self._paint(carets, style)}")
        if finding.suggestion is not None:
            self._suggestion(finding, number)
        self._write()

    def _suggestion(self, finding: LocatedFinding, number: str) -> None:
        assert finding.suggestion is not None
        new = printable(finding.suggestion.replace)
        what = f"replace with {new!r}" if new else "delete it"
        note = "" if finding.suggestion.safety is Safety.SAFE else " (check the meaning)"
        self._write(f" {' ' * len(number)} = {what}{note}")

    def _suppressed(self, article: ArticleResult, finding: LocatedFinding) -> None:
        """A line for a finding that is suppressed, where such are asked for."""
        assert finding.suppressed is not None
        name = "" if article.id is None else f" [{printable(article.id)}]"
        place = f"{printable(article.path)}:{finding.line}:{finding.column}{name}"
        why = f" -- {printable(finding.suppressed.reason)}" if finding.suppressed.reason else ""
        what = f"{finding.severity.label} {printable(finding.code)} {printable(finding.message)}"
        self._write(f"{place}: suppressed ({finding.suppressed.kind}): {what}{why}")

    def _engine(self, engine: EngineStatus, unchecked: Sequence[str]) -> None:
        """Say of an engine that failed which articles it did not check."""
        if not engine.failed:
            return
        what = f"{engine.name} did not check {count(engine.unchecked, 'article')}: {engine.message}"
        self._write(f"{self._paint('warning', '33')} {printable(what)}")
        for name in unchecked[:_MOST_NAMES]:
            self._write(f"  not checked by {engine.name}: {printable(name)}")
        if engine.unchecked > _MOST_NAMES:
            self._write(f"  … and {engine.unchecked - _MOST_NAMES} more")

    def _stale(self, summary: Summary) -> None:
        """Name the accepted findings that are not there any more: they can be taken off the list."""
        for article, code in summary.stale[:_MOST_NAMES]:
            self._write(f"{printable(article)}: note: {printable(code)} is accepted, but not found any more")
        if len(summary.stale) > _MOST_NAMES:
            self._write(f"… and {len(summary.stale) - _MOST_NAMES} more accepted findings that are gone")
        if gone := len(summary.stale_baseline):
            path, code = summary.stale_baseline[0]
            more = f" and {gone - 1} more" if gone > 1 else ""
            what = f"{code}{more} of the baseline not found any more: newslint baseline --prune takes that out"
            self._write(f"{printable(path)}: note: {printable(what)}")

    def end(self, summary: Summary) -> None:
        self._under_rules()
        for engine in summary.engines:
            self._engine(engine, summary.unchecked)
        for error in summary.errors[:_MOST_ERRORS]:
            self._write(f"{printable(error.path)}: {self._paint('error', '1;31')} {printable(error.message)}")
        if len(summary.errors) > _MOST_ERRORS:
            self._write(f"… and {len(summary.errors) - _MOST_ERRORS} more errors")
        self._stale(summary)
        articles = count(summary.articles, "article")
        if summary.findings:
            levels = [f"{summary.by_severity[s]} {s.label}" for s in reversed(Severity) if summary.by_severity[s]]
            line = f"{count(summary.findings, 'finding')} in {articles}: {', '.join(levels)}."
        else:
            line = f"No findings in {articles}." if summary.articles else "Nothing was checked."
        line = " ".join([line, *summary.left_out])
        if summary.errors:
            line += f" {count(len(summary.errors), 'error')}: not everything was checked."
        self._write(self._paint(line, "1"))
        self._output.close()


def _tamed(line: str) -> str:
    """A line that GitHub's runner does not obey: it looks for `##[…]` anywhere and for `::` at the start of a line."""
    line = line.replace("##[", "##<U+005B>")
    return line.replace("::", ":<U+003A>", 1) if line.lstrip().startswith("::") else line
