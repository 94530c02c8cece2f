"""Articles with findings made by hand, for the tests of the reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from lint.checker import score
from lint.document import Block, Document, Role
from lint.finding import Finding, Safety, Severity, Suggestion
from lint.locate import locate
from lint.registry import all_rules
from lint.report import ArticleResult, EngineStatus, RunError, RunInfo, Summary, Target
from lint.report_settings import ReportSettings
from lint.reports.html import make
from lint.sources.sourcemap import SourceMap

_TESTS = Path(__file__).parent.parent

HOSTILE: list[str] = json.loads((_TESTS / "browser" / "hostile.json").read_text(encoding="utf-8"))
"""Texts that would break out of a page, run in it, load from elsewhere, reorder it, or leave its folder."""

NO_SETTINGS = ReportSettings()

Paragraph = tuple[Role, str]


def document(paragraphs: Iterable[Paragraph], path: str = "in/article.txt", id: str | None = None) -> Document:
    """A document of these blocks, with an empty line between them."""
    text = ""
    blocks = []
    for role, words in paragraphs:
        text += "\n\n" if text else ""
        if words:
            blocks.append(Block(role, len(text), len(text) + len(words), level=int(role is Role.HEADLINE)))
        text += words
    return Document(text, blocks, SourceMap(text), path, id)


def finding(
    document: Document,
    marked: str,
    *,
    code: str = "PU001",
    severity: Severity = Severity.MAJOR,
    message: str = "Something is wrong here.",
    replace: str | None = None,
    safety: Safety = Safety.UNSAFE,
) -> Finding:
    """A finding on the first place where `marked` stands."""
    start = document.text.index(marked)
    return Finding(
        code=code,
        name="doubled-mark",
        family="punctuation",
        severity=severity,
        mqm="Linguistic conventions/Punctuation",
        start=start,
        end=start + len(marked),
        message=message,
        suggestion=None if replace is None else Suggestion(replace, safety),
    )


def result(document: Document, findings: Iterable[Finding] = (), rule_errors: Sequence[str] = ()) -> ArticleResult:
    """A document with its findings, as the checker hands it on."""
    in_order = sorted(findings, key=lambda item: (item.start, -item.end))
    located = tuple(locate(document, ((item, ()) for item in in_order)))
    return ArticleResult(
        path=document.path,
        id=document.id,
        text=document.text,
        blocks=document.blocks,
        words=document.word_count,
        score=score(located, document.word_count),
        readability={"words": document.word_count, "flesch_reading_ease": 46.2},
        findings=located,
        rule_errors=tuple(rule_errors),
    )


def run_info(fail_on: Severity = Severity.MAJOR, settings: ReportSettings = NO_SETTINGS) -> RunInfo:
    return RunInfo(version="1.2.3", rules=dict(all_rules()), fail_on=fail_on, settings=settings)


def write(
    path: Path,
    articles: Iterable[ArticleResult],
    errors: Iterable[RunError] = (),
    *,
    ran: bool = True,
    settings: ReportSettings = NO_SETTINGS,
) -> Path:
    """Write an HTML report on these articles; returns its path."""
    report = make(Target(path, sys.stdout))
    report.begin(run_info(settings=settings))
    summary = Summary()
    for article in articles:
        summary.add(article)
        report.article(article)
    summary.errors += errors
    summary.engines.append(
        EngineStatus("rules", "1.2.3", ran, failed=not ran, unchecked=0 if ran else summary.articles)
    )
    report.end(summary)
    return path


def damaged() -> ArticleResult:
    """An article with all roles, all severities, and findings that nest, cross and touch."""
    article = document(
        [
            (Role.HEADLINE, "Talks end ,, in Geneva"),
            (Role.BYLINE, "By Our Correspondent"),
            (Role.DATELINE, "GENEVA, Feb. 4"),
            (Role.BODY, "The talks ended in the process. course last week, officials of the Army. of the People said."),
            (Role.LIST, "a first point"),
            (Role.LIST, "a second  point"),
            (Role.LIST, "a third point"),
            (Role.QUOTATION, "We are at full speed."),
            (Role.CAPTION, "Two ministers at a table. Photo: agency"),
            (Role.BODY, "Nobody was hurt; the mini\u200bster left."),
        ],
        path="in/damaged.txt",
    )
    return result(
        article,
        [
            finding(article, ",,", replace=",", safety=Safety.SAFE),
            finding(article, "process. course", code="SE001", replace="process course"),
            finding(article, "course last week", severity=Severity.MINOR, message="Crosses the one before."),
            finding(article, "Army. of the People", severity=Severity.CRITICAL, message="Holds the next one."),
            finding(article, "Army. of", code="SE001", replace="Army of"),
            finding(article, "  ", severity=Severity.MINOR, replace=" ", message="Two spaces."),
            finding(article, "mini\u200bster", severity=Severity.NEUTRAL, replace="minister", message="Hidden."),
        ],
    )


def clean() -> ArticleResult:
    """An article without a finding."""
    paragraphs = [(Role.HEADLINE, "A quiet day"), (Role.BODY, "The ferry left at nine.")]
    return result(document(paragraphs, path="in/clean.txt"))


def hostile() -> list[ArticleResult]:
    """Each hostile text as headline, body, list item, message, suggestion, path, id and rule error of an article."""
    articles = []
    for text in HOSTILE:
        block = text.strip() or "x"
        paragraphs = [(Role.HEADLINE, block), (Role.BODY, f"Before {block} after."), (Role.LIST, block)]
        article = document(paragraphs, path=text, id=text)
        located = result(article, [finding(article, block, message=text, replace=text)], rule_errors=[text])
        articles.append(located)
    return articles
