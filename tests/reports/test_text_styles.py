"""The four layouts of the text report, from the command line and from the settings."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from lint.finding import Severity
from lint.registry import find_format
from lint.report import LiveReport, Summary, Target
from lint.report_settings import TEXT_STYLES, ReportSettings
from tests.reports import formats, samples

CONCISE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+) (?P<code>\S+) (?P<message>.+)")


def text(style: str, articles: list[samples.ArticleResult], **more: object) -> str:
    info = samples.run_info(settings=ReportSettings(text_style=style))
    return formats.write("text", articles, info=info).text


def test_concise_is_a_line_a_finding() -> None:
    article = samples.damaged()
    lines = text("concise", [article, samples.clean()]).splitlines()
    for line, finding in zip(lines, article.findings, strict=False):
        found = CONCISE.fullmatch(line)
        assert found
        assert found.groupdict() == {
            "path": article.path, "line": str(finding.line), "column": str(finding.column),
            "severity": finding.severity.label, "code": finding.code, "message": finding.message,
        }  # fmt: skip
    assert lines[len(article.findings) + 1].startswith("7 findings in 2 articles")


def test_by_article_has_a_heading_each() -> None:
    other = replace(samples.damaged(), path="b.jsonl", id="7", findings=samples.damaged().findings[:1])
    found = text("by-article", [samples.damaged(), samples.clean(), other])
    assert [line for line in found.splitlines() if re.match(r"\S.*: \d+ findings?$", line)] == [
        "in/damaged.txt: 7 findings", "b.jsonl [7]: 1 finding",
    ]  # fmt: skip
    assert found.count("\n  ") == 8
    assert "clean.txt" not in found


def test_by_rule_gathers_the_worst_first() -> None:
    found = text("by-rule", [samples.damaged(), replace(samples.damaged(), path="b.txt")])
    headings = [line for line in found.splitlines() if re.match(r"\S.*: \d+ findings?$", line)]
    assert headings == ["PU001 doubled-mark: 10 findings", "SE001 doubled-mark: 4 findings"]
    first = found.partition("SE001")[0]
    assert first.count("in/damaged.txt:") == first.count("b.txt:") == 5


@pytest.mark.parametrize("style", TEXT_STYLES)
def test_all_findings_are_there_and_nothing_acts(style: str) -> None:
    written = formats.write(
        "text",
        formats.everything(10_000),
        formats.ERRORS,
        info=samples.run_info(settings=ReportSettings(text_style=style)),
    )
    assert not formats.UNSAFE.search(written.text.replace("\n", ""))
    labels = re.findall(r"\b(?:neutral|minor|major|critical) ", written.text)
    assert len(labels) >= written.summary.findings
    assert "10,1" in written.text.splitlines()[-1] or "10172" in written.text.splitlines()[-1]


@pytest.mark.parametrize("style", TEXT_STYLES)
def test_what_was_shown_early_is_not_shown_again(style: str) -> None:
    stream = io.StringIO()
    report = find_format("text")(Target(None, stream))
    assert isinstance(report, LiveReport)
    report.begin(samples.run_info(settings=ReportSettings(text_style=style)))
    whole = samples.damaged()
    report.early(replace(whole, findings=whole.findings[:4]))
    early = stream.getvalue()
    assert (early == "") == (style == "by-rule")
    report.article(whole)
    report.end(Summary())
    places = re.findall(r"\b(\d+:\d+)\b.*(?:Something|Crosses|Two spaces|Hidden|Holds)", stream.getvalue())
    assert sorted(places) == sorted(f"{finding.line}:{finding.column}" for finding in whole.findings)


def test_the_command_line_and_the_settings_choose(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was ,said.\n", encoding="utf-8")

    def first(*arguments: str) -> str:
        return formats.newslint("a.txt", *arguments, cwd=tmp_path).stdout.decode().splitlines()[0]

    assert first() == "a.txt:1:7: minor PU003 No space belongs before “,”. (space-before-mark)"
    assert first("--text-style", "concise") == "a.txt:1:7: minor PU003 No space belongs before “,”."
    (tmp_path / "newslint.toml").write_text('report.text-style = "by-article"\n', encoding="utf-8")
    assert first() == "a.txt: 1 finding"
    assert first("--text-style", "by-rule") == "PU003 space-before-mark: 1 finding"
    formats.newslint("a.txt", "--output", "json=o.json", cwd=tmp_path)
    again = formats.newslint("report", "o.json", "--text-style", "concise", cwd=tmp_path)
    assert again.stdout.decode().splitlines()[0] == "a.txt:1:7: minor PU003 No space belongs before “,”."
    (tmp_path / "newslint.toml").write_text('report.text-style = "short"\n', encoding="utf-8")
    broken = formats.newslint("a.txt", cwd=tmp_path)
    assert broken.returncode == 2
    assert b"should be one of full, concise, by-article, by-rule" in broken.stderr
    assert formats.newslint("a.txt", "--text-style", "short", cwd=tmp_path).returncode == 2


def test_severities_are_never_lost_in_a_group() -> None:
    document = samples.document([(samples.Role.BODY, "one two")])
    found = [
        samples.finding(document, "one", severity=Severity.MINOR),
        samples.finding(document, "two", severity=Severity.CRITICAL),
    ]
    stream = io.StringIO()
    report = find_format("text")(Target(None, stream, color=True))
    report.begin(samples.run_info(settings=ReportSettings(text_style="by-rule")))
    report.article(samples.result(document, found))
    report.end(Summary())
    assert stream.getvalue().startswith("\x1b[1;31mPU001"), "the heading has the colour of the worst"
