"""Findings for a terminal: a line each that editors and scripts can jump to, then the source line with carets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence

from lint.finding import LocatedFinding, Safety, Severity
from lint.report import ArticleResult, EngineStatus, RunInfo, Summary, Target

_STYLES = {Severity.CRITICAL: "1;31", Severity.MAJOR: "31", Severity.MINOR: "33", Severity.NEUTRAL: "36"}

_MOST_ERRORS = 50
"""An archive read with the wrong key has an error a line; nobody reads them all."""

_MOST_NAMES = 20

# A hostile article must not move the cursor, recolour the screen or turn the reading direction round.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def printable(text: str) -> str:
    """`text` with everything that would act on a terminal written as `<U+202E>`; tabs become spaces."""
    return _UNPRINTABLE.sub(lambda m: " " if m[0] == "\t" else f"<U+{ord(m[0]):04X}>", text)


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


class TextReport:
    """Writes findings as they come and a summary at the end."""

    def __init__(self, target: Target) -> None:
        self._stream = (
            target.path.open("w", encoding="utf-8", errors="backslashreplace") if target.path else target.stream
        )
        self._own = target.path is not None
        self._color = target.color
        self._width = max(40, target.width)
        self._shown: deque[set[str]] = deque()

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._color else text

    def _write(self, line: str = "") -> None:
        self._stream.write(line + "\n")

    def begin(self, run: RunInfo) -> None:
        """Nothing to say yet."""

    def early(self, article: ArticleResult) -> None:
        """What the rules have found; what engines add to it follows when they have answered."""
        self._shown.append({finding.fingerprint for finding in article.findings})
        self._findings(article, article.findings)
        self._stream.flush()

    def article(self, article: ArticleResult) -> None:
        shown = self._shown.popleft() if self._shown else set()
        self._findings(article, (f for f in article.findings if f.fingerprint not in shown))

    def _findings(self, article: ArticleResult, findings: Iterable[LocatedFinding]) -> None:
        for finding in findings:
            self._finding(article, finding)

    def _finding(self, article: ArticleResult, finding: LocatedFinding) -> None:
        style = _STYLES[finding.severity]
        place = self._paint(f"{printable(article.path)}:{finding.line}:{finding.column}", "1")
        name = "" if article.id is None else f" [{printable(article.id)}]"
        label = self._paint(f"{finding.severity.label} {finding.code}", style)
        self._write(f"{place}{name}: {label} {printable(finding.message)} ({finding.name})")
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

    def _engine(self, engine: EngineStatus, unchecked: Sequence[str]) -> None:
        """Say of an engine that failed which articles it did not check."""
        if not engine.failed:
            return
        what = f"{engine.name} did not check {_count(engine.unchecked, 'article')}: {engine.message}"
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

    def end(self, summary: Summary) -> None:
        for engine in summary.engines:
            self._engine(engine, summary.unchecked)
        for error in summary.errors[:_MOST_ERRORS]:
            self._write(f"{printable(error.path)}: {self._paint('error', '1;31')} {printable(error.message)}")
        if len(summary.errors) > _MOST_ERRORS:
            self._write(f"… and {len(summary.errors) - _MOST_ERRORS} more errors")
        self._stale(summary)
        articles = _count(summary.articles, "article")
        if summary.findings:
            levels = [f"{summary.by_severity[s]} {s.label}" for s in reversed(Severity) if summary.by_severity[s]]
            line = f"{_count(summary.findings, 'finding')} in {articles}: {', '.join(levels)}."
        else:
            line = f"No findings in {articles}." if summary.articles else "Nothing was checked."
        if summary.accepted:
            line += f" {_count(summary.accepted, 'accepted finding')} left out."
        if summary.errors:
            line += f" {_count(len(summary.errors), 'error')}: not everything was checked."
        self._write(self._paint(line, "1"))
        if self._own:
            self._stream.close()
        else:
            self._stream.flush()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
