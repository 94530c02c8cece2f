"""Markdown: the summary that GitHub shows of a step, or whoever else renders GitHub's flavour.

First what was not checked, then the articles, the rules, and the findings, folded by article, the worst articles first.
Nothing of an article acts as markup: whatever could is written as a character reference.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from lint.finding import LocatedFinding
from lint.report import ArticleResult, RunInfo, Summary, Target

from .common import WORST_FIRST, Output, by_severity, count, printable, remedy, silent_engines

MOST_BYTES = 1_000_000
"""GitHub takes 1,048,576 bytes of a step, or nothing of it; a little is left for others in the step."""

_MOST_ARTICLES = 200
_MOST_FINDINGS = 50
_MOST_RULES = 30
_MOST_ERRORS = 50
_FOR_ARTICLES = MOST_BYTES // 3
"""The bytes that errors and the table of articles may take."""

_MOST_NAME, _MOST_MARK, _MOST_MESSAGE = 200, 120, 400

# Marks that mean something within a line; a dot or a colon could begin a link. None of ours stands at a line's start.
_ACTIVE = re.compile(r"[&<>`*_~\[\]|\\#@:$]|\.(?=\S)")


def _reference(match: re.Match[str]) -> str:
    # An entity is text to the parser of Markdown, but what looks for names and issues comes later, and sees the sign.
    apart = "&#8203;" if match[0] in "@#" else ""
    return f"&#{ord(match[0])};{apart}"


def text(content: str, most: int) -> str:
    """`content` as plain words in Markdown, at most so many characters of it."""
    return _ACTIVE.sub(_reference, printable(_shortened(content, most)))


def code(content: str, most: int) -> str:
    """`content` as code, where nothing is looked for in it."""
    return f"<code>{_ACTIVE.sub(_reference, printable(_shortened(content, most)))}</code>"


def _shortened(content: str, most: int) -> str:
    return content if len(content) <= most else content[: most - 1] + "…"


class _Article(NamedTuple):
    """What is kept of an article: `badness` orders articles, the worst last; `found` has the number by severity."""

    badness: tuple[int, ...]
    name: str
    score: float
    found: tuple[int, ...]
    rows: tuple[str, ...]


class MarkdownReport:
    """Keeps the worst articles until the run has ended."""

    def __init__(self, target: Target) -> None:
        self._output = Output(target)
        self._worst: list[_Article] = []
        self._damaged = 0

    def begin(self, run: RunInfo) -> None:
        self._run = run

    def article(self, article: ArticleResult) -> None:
        if not article.findings:
            return
        self._damaged += 1
        levels = [finding.severity for finding in article.findings]
        found = tuple(levels.count(severity) for severity in WORST_FIRST)
        badness = (*found, -self._damaged)
        if len(self._worst) < _MOST_ARTICLES:
            heapq.heappush(self._worst, self._kept(article, badness, found))
        elif badness > self._worst[0].badness:
            heapq.heapreplace(self._worst, self._kept(article, badness, found))

    def _kept(self, article: ArticleResult, badness: tuple[int, ...], found: tuple[int, ...]) -> _Article:
        shown = sorted(article.findings, key=lambda finding: -finding.severity)[:_MOST_FINDINGS]
        rows = tuple(self._row(article, finding) for finding in sorted(shown, key=lambda finding: finding.start))
        return _Article(badness, article.name, article.score, found, rows)

    def _row(self, article: ArticleResult, finding: LocatedFinding) -> str:
        place = f"{finding.line}:{finding.column}"
        if url := self._run.settings.url(article.path, article.id, finding.line, finding.column):
            place = f'<a href="{escape(url)}">{place}</a>'
        advice = f"; {text(remedy(finding), _MOST_MESSAGE)}" if finding.suggestion is not None else ""
        rule = f"{code(finding.code, _MOST_NAME)} {text(finding.name, _MOST_NAME)}"
        what = f"{text(finding.message, _MOST_MESSAGE)} {code(finding.text, _MOST_MARK)}{advice}"
        return f"| {place} | {finding.severity.label} | {rule} | {what} |"

    def end(self, summary: Summary) -> None:
        page = _Page()
        self._head(page, summary)
        articles = sorted(self._worst, reverse=True)
        self._articles(page, summary, articles)
        _rules(page, summary)
        _findings(page, summary, articles)
        self._output.write("".join(page.lines))
        self._output.close()

    def _head(self, page: _Page, summary: Summary) -> None:
        found = f"{count(summary.findings, 'finding')} in {count(summary.articles, 'article')}"
        page.add(f"## newslint: {found if summary.findings or summary.articles else 'nothing was checked'}", "")
        if summary.findings:
            page.add(f"{by_severity(summary.by_severity)}.", "")
        if summary.errors:
            page.add(f"**{count(len(summary.errors), 'error')}: not everything was checked.**", "")
            for error in summary.errors[:_MOST_ERRORS]:
                page.add(f"- {code(error.path, _MOST_NAME)} {text(error.message, _MOST_MESSAGE)}")
            if (more := len(summary.errors) - _MOST_ERRORS) > 0:
                page.add(f"- … and {count(more, 'more error')}")
            page.add("")
        for warning in silent_engines(summary):
            page.add(f"**Warning:** {text(warning, _MOST_MESSAGE)}", "")
        if summary.left_out:
            page.add(" ".join(summary.left_out), "")

    def _articles(self, page: _Page, summary: Summary, articles: Sequence[_Article]) -> None:
        if not articles:
            return
        page.add("| article | score | critical | major | minor | neutral |", "| --- | --: | --: | --: | --: | --: |")
        shown = 0
        for article in articles:
            figures = " | ".join(str(number) if number else "" for number in article.found)
            line = f"| {code(article.name, _MOST_NAME)} | {article.score:g} | {figures} |"
            if not page.fits(line, _FOR_ARTICLES):
                break
            page.add(line)
            shown += 1
        page.add("")
        clean = summary.articles - self._damaged
        notes = [f"{count(clean, 'article')} without findings."] if clean else []
        if self._damaged > shown:
            notes.insert(0, f"{count(self._damaged - shown, 'more article')} with findings left out here.")
        if notes:
            page.add(" ".join(notes), "")


class _Page:
    """The lines of the report, and how many bytes they take."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._size = 0

    def fits(self, content: str, most: int) -> bool:
        return self._size + len(content.encode("utf-8", "replace")) < most

    def add(self, *lines: str) -> None:
        for line in lines:
            self.lines.append(line + "\n")
            self._size += len(line.encode("utf-8", "replace")) + 1


def _rules(page: _Page, summary: Summary) -> None:
    if not summary.by_code:
        return
    page.add("| rule | findings |", "| --- | --: |")
    for found, number in summary.by_code.most_common(_MOST_RULES):
        page.add(f"| {code(found, _MOST_NAME)} {text(summary.names.get(found, ''), _MOST_NAME)} | {number:,} |")
    page.add("")
    if (more := len(summary.by_code) - _MOST_RULES) > 0:
        page.add(f"{count(more, 'more rule')} left out here.", "")


def _findings(page: _Page, summary: Summary, articles: Sequence[_Article]) -> None:
    """The findings of the worst articles, as far as there is room, and how many are left out."""
    shown = 0
    for article in articles:
        block = list(_folded(article))
        if not page.fits("\n".join(block), MOST_BYTES - 1000):
            break
        page.add(*block)
        shown += len(article.rows)
    if shown < summary.findings:
        page.add(f"{count(summary.findings - shown, 'more finding')} left out here; the other reports have them all.")


def _folded(article: _Article) -> Iterator[str]:
    found = dict(zip(WORST_FIRST, article.found, strict=True))
    yield f"<details><summary>{code(article.name, _MOST_NAME)}: {by_severity(found)}</summary>"
    yield from ("", "| line | severity | rule | what is wrong |", "| --- | --- | --- | --- |", *article.rows, "")
    if (more := sum(article.found) - len(article.rows)) > 0:
        yield from (f"{count(more, 'more finding')} in this article left out here.", "")
    yield from ("</details>", "")
