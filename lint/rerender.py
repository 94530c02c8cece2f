"""Renders reports again from the JSON report of an earlier run, with nothing else at hand.

The file is read as a whole; it is checked to the last value before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from lint import jsonfile
from lint.document import Block, Role
from lint.finding import Columns, LocatedFinding, Safety, Severity, Suggestion, Suppressed, Widening
from lint.history import SEVERITIES, gone_finding, past_run
from lint.jsonfile import FileError, Record
from lint.registry import all_rules
from lint.report import ArticleResult, Changes, EngineStatus, Report, RunError, RunInfo, Summary
from lint.report_settings import ReportSettings
from lint.suppress.model import Kind

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Saved:
    """A run as its JSON report tells it."""

    info: RunInfo
    articles: list[ArticleResult]
    summary: Summary


def read(path: Path, settings: ReportSettings) -> Saved:
    """The run that a JSON report holds; the rules' documentation is that of the rules installed here.

    Raises FileError for a file that is no such report, is cut or inconsistent, or has been written without the texts;
    RegistryError where the rules do not load.
    """
    file = jsonfile.load(path, "JSON report", "schema", SCHEMA)
    installed = all_rules()
    info = RunInfo(
        version=file.text("newslint", most=100),
        rules={code: installed[code] for code in file.texts("rules") if code in installed},
        fail_on=file.named("fail_on", Severity.named, SEVERITIES),
        settings=settings,
        history=tuple(past_run(record) for record in file.records("history")),
    )
    articles = [_article(record) for record in file.records("articles")]
    return Saved(info, articles, _summary(file, articles))


def render(saved: Saved, reports: list[Report]) -> None:
    """Write the reports as the run itself would. Raises OSError."""
    for report in reports:
        report.begin(saved.info)
    for article in saved.articles:
        for report in reports:
            report.article(article)
    for report in reports:
        report.end(saved.summary)


def _summary(file: Record, articles: list[ArticleResult]) -> Summary:
    """The counts of the articles; what the file says of them has to agree, or some of it is missing."""
    summary = Summary()
    for article in articles:
        summary.add(article)
    told = file.record("summary")
    for name, count in (("articles", summary.articles), ("words", summary.words), ("findings", summary.findings)):
        if told.whole(name) != count:
            told.fail(name, f"is {told.whole(name)}, but the articles come to {count}: the file was cut or changed")
    summary.accepted = told.whole("accepted")
    if "suppressions_refused" in told:
        summary.suppressions_refused = told.whole("suppressions_refused")
    summary.baselined, summary.elsewhere, summary.unchanged = (
        told.whole(key) if key in told else 0 for key in ("baselined", "on_unchanged_lines", "unchanged_files")
    )
    summary.errors = [RunError(e.text("path"), e.text("message")) for e in file.records("errors")]
    _require_errors(file, articles, summary.errors)
    summary.engines = [_engine(record) for record in file.records("engines")]
    summary.stale = [(record.text("article"), record.text("code")) for record in file.records("stale_accepted")]
    gone = file.records("stale_baseline") if "stale_baseline" in file else []
    summary.stale_baseline = [(record.text("path"), record.text("code")) for record in gone]
    return summary


def _require_errors(file: Record, articles: list[ArticleResult], errors: list[RunError]) -> None:
    """What crashed on an article stands among the errors too: without it the run would look better than it was."""
    known = set(errors)
    for article in articles:
        if any(RunError(article.name, message) not in known for message in article.rule_errors):
            file.fail("errors", f"should have those of {article.name[:100]!r}: the file was cut or changed")


def _engine(record: Record) -> EngineStatus:
    return EngineStatus(
        record.text("name"),
        record.text("version"),
        ran=record.flag("ran"),
        failed=record.flag("failed"),
        unchecked=record.whole("unchecked"),
        message=record.text("message"),
    )


def _article(record: Record) -> ArticleResult:
    if "text" not in record or record.values["text"] is None:
        _no_text(record)
    text = record.text("text")
    return ArticleResult(
        path=record.text("path"),
        id=record.text_or_none("id"),
        text=text,
        blocks=tuple(_blocks(record, len(text))),
        words=record.whole("words"),
        score=record.number("score"),
        readability=record.numbers("readability"),
        findings=tuple(_finding(item, text) for item in record.records("findings")),
        rule_errors=tuple(record.texts("rule_errors")),
        unchecked_by=tuple(record.texts("unchecked_by")),
        changes=_changes(record),
        suppressed=tuple(_suppressed(record, text)),
        suppressed_count=record.whole("suppressed") if "suppressed" in record else 0,
    )


def _suppressed(article: Record, text: str) -> Iterator[LocatedFinding]:
    for record in article.records("suppressed_findings") if "suppressed_findings" in article else ():
        how = record.record("suppressed")
        suppressed = Suppressed(how.named("kind", str, [kind.value for kind in Kind]), how.text("reason"))
        yield replace(_finding(record, text), suppressed=suppressed)


def _no_text(record: Record) -> NoReturn:
    raise FileError(
        f"{record.file}: the articles' texts are not in it: it was written with json-text = false or by an older "
        "newslint; check the articles again to get a report"
    )


def _changes(record: Record) -> Changes | None:
    changes = record.record_or_none("changes")
    if changes is None:
        return None
    gone = tuple(gone_finding(item) for item in changes.records("gone"))
    return Changes(new=frozenset(changes.texts("new")), gone=gone)


def _blocks(article: Record, length: int) -> Iterator[Block]:
    done = 0
    for record in article.records("blocks"):
        block = Block(
            record.named("role", Role, [role.value for role in Role]),
            record.whole("start"),
            record.whole("end"),
            record.whole("level"),
        )
        if not done <= block.start <= block.end <= length:
            record.fail("start", f"and end should lie in order, between {done} and {length}")
        done = block.end
        yield block


def _finding(record: Record, text: str) -> LocatedFinding:
    start, end = record.whole("start"), record.whole("end")
    marked = record.text("text", least=1)
    if text[start:end] != marked:
        record.fail("text", "is not what stands in the article from start to end")
    context, context_start = record.text("context"), record.whole("context_start")
    if context_start > len(context):
        record.fail("context_start", "lies behind the end of context")
    return LocatedFinding(
        code=record.text("code", least=1),
        name=record.text("name"),
        family=record.text("family"),
        severity=record.named("severity", Severity.named, SEVERITIES),
        mqm=record.text("mqm"),
        start=start,
        end=end,
        message=record.text("message", least=1),
        suggestion=_suggestion(record.record_or_none("suggestion")),
        engine=record.text("engine"),
        text=marked,
        line=record.whole("line", 1),
        column=record.whole("column", 1),
        end_line=record.whole("end_line", 1),
        end_column=record.whole("end_column", 1),
        context=context,
        context_start=context_start,
        fingerprint=record.text("fingerprint", pattern="[0-9a-f]{16}"),
        also=tuple(record.texts("also")),
        widening=_widening(record),
        edit=_edit(record.record_or_none("suggestion")),
    )


def _widening(finding: Record) -> Widening:
    """How the columns in other units differ from those in code points."""
    columns = finding.record("columns")
    start, end = finding.whole("column"), finding.whole("end_column")

    def differ(unit: str) -> Columns:
        return Columns(columns.whole(f"{unit}_start", start) - start, columns.whole(f"{unit}_end", end) - end)

    return Widening(differ("utf16"), differ("utf8"))


def _edit(suggestion: Record | None) -> str | None:
    return None if suggestion is None else suggestion.text_or_none("in_file")


def _suggestion(record: Record | None) -> Suggestion | None:
    if record is None:
        return None
    return Suggestion(record.text("replace"), record.named("safety", Safety, [safety.value for safety in Safety]))
