"""All formats as a pipeline gets them: from real files, by a real process, several in one run."""

from __future__ import annotations

import json
import sys
import tracemalloc
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from lint.finding import Severity
from lint.registry import find_format, report_names
from lint.report import Summary, Target
from lint.reports.common import LEVELS, Worst
from tests.reports import (
    formats,
    samples,
    test_checkstyle,
    test_github,
    test_gitlab,
    test_junit,
    test_rdjson,
    test_sarif,
)
from tests.reports import test_jsonl as jsonl
from tests.reports.test_markdown_report import ALLOWED, rendered

CHECKED = {
    "sarif": lambda text: len(test_sarif.run_of(text)["results"]),
    "gitlab": lambda text: sum(e["check_name"] != "not-checked" for e in test_gitlab.entries(text)),
    "rdjson": lambda text: sum(d["code"]["value"] != "not-checked" for d in test_rdjson.diagnostics(text)),
    "rdjsonl": lambda text: sum(d["code"]["value"] != "not-checked" for d in test_rdjson.diagnostics(text, "rdjsonl")),
    "checkstyle": lambda text: sum("not-checked" not in e["source"] for _, e in test_checkstyle.entries(text)),
    "junit": lambda text: sum(case.attrib["name"][:2].isupper() for suite in test_junit.suites(text) for case in suite),
    "jsonl": lambda text: jsonl.lines(text)[-1]["summary"]["findings"],
    "json": lambda text: json.loads(text)["summary"]["findings"],
}
"""How many findings a report of each format tells of, once it has proved sound."""


def _run(folder: Path, *arguments: str, out: Path) -> dict[str, str]:
    """All formats in one run; returns what each wrote."""
    outputs = [f"--output={name}={out / name}" for name in formats.FORMATS if name != "text"]
    result = formats.newslint(*arguments, "--isolated", *outputs, "--output=text", "--text-style=concise", cwd=folder)
    assert result.returncode == 2, result.stderr
    assert b"Traceback" not in result.stderr
    written = {name: (out / name).read_text(encoding="utf-8") for name in formats.FORMATS if name != "text"}
    return {**written, "text": result.stdout.decode("utf-8")}


def _told(text: str) -> int:
    """How many findings the last line of the text report tells of."""
    return int(text.splitlines()[-1].partition(" finding")[0].replace(",", ""))


def test_real_files_in_all_formats_at_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    written = _run(formats.desk(tmp_path / "in"), ".", out=tmp_path)
    counts = {name: check(written[name]) for name, check in CHECKED.items()}
    assert set(counts.values()) == {_told(written["text"])}, counts
    assert counts["json"] > 100
    test_github.annotations(written["github"])
    assert rendered(written["markdown"]).tags <= ALLOWED


def test_ten_thousand_findings_in_all_formats_at_once(tmp_path: Path) -> None:
    """Each has them all; that so many are valid too, the test of each format says."""
    rows = [{"id": f"art {n}", "text": f"Talks 😀 {n} “end” ,here ,and  so ,on. " * 10} for n in range(350)]
    (tmp_path / "archive.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\nbroken\n", encoding="utf-8")
    written = _run(tmp_path, "archive.jsonl", out=tmp_path)
    number = _told(written["text"])
    assert number > 10_000
    assert len(json.loads(written["sarif"])["runs"][0]["results"]) == number
    assert len(json.loads(written["gitlab"])) == number + 1
    assert len(json.loads(written["rdjson"])["diagnostics"]) == written["rdjsonl"].count("\n") == number + 1
    assert len(ET.fromstring(written["checkstyle"]).findall("file/error")) == number + 1
    assert len(ET.fromstring(written["junit"]).findall("testsuite/testcase")) == number + 1
    assert len(test_github.annotations(written["github"])) == 21, "ten errors, ten warnings, and what is left out"
    assert len(written["markdown"].encode()) < 1024 * 1024


@pytest.mark.parametrize("name", formats.FORMATS)
def test_standard_output_holds_the_same_as_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    arguments = [".", "--isolated", "--output", f"{name}=../out", "--output", name]
    result = formats.newslint(*arguments, cwd=formats.desk(tmp_path / "in"))
    assert result.returncode == 2
    assert result.stdout == (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("name", ["text", "github", "markdown", "sarif", "junit", "jsonl"])
def test_a_terminal_without_utf8_is_no_obstacle(name: str, tmp_path: Path) -> None:
    formats.desk(tmp_path)
    result = formats.newslint(
        ".", "--isolated", "--output", name, cwd=tmp_path, PYTHONUTF8="0", LC_ALL="C", PYTHONCOERCECLOCALE="0"
    )
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr
    text = result.stdout.decode("ascii")
    if name in CHECKED:
        assert CHECKED[name](text) > 100


def test_rendering_again_gives_the_same(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    first = _run(formats.desk(tmp_path / "in"), ".", out=tmp_path)
    outputs = [f"--output={name}=../again-{name}" for name in formats.FORMATS]
    result = formats.newslint("report", "../json", "--isolated", "--text-style=concise", *outputs, cwd=tmp_path / "in")
    assert result.returncode == 2
    for name in formats.FORMATS:
        assert (tmp_path / f"again-{name}").read_text(encoding="utf-8") == first[name], name


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_full_disk_is_no_success(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A quiet day at the port of the old town.\n", encoding="utf-8")
    result = formats.newslint("a.txt", "--isolated", "--output", f"{name}=/dev/full", cwd=tmp_path)
    if name in ("github", "rdjsonl"):  # a clean run has nothing to write: nothing is lost
        assert result.returncode == 0
        return
    assert result.returncode == 2
    assert b"a report could not be written" in result.stderr


def test_an_old_report_never_passes_for_a_new_one(tmp_path: Path) -> None:
    """A run that is cut off leaves nothing of an earlier, clean one."""
    (tmp_path / "a.txt").write_text("A quiet day at the port of the old town.\n", encoding="utf-8")
    (tmp_path / "o.sarif").write_text("old", encoding="utf-8")
    result = formats.newslint("a.txt", "--isolated", "--output=sarif=o.sarif", "--output=json=no/x", cwd=tmp_path)
    assert result.returncode == 2
    assert (tmp_path / "o.sarif").read_text(encoding="utf-8") == ""


def test_all_formats_are_known_and_listed(tmp_path: Path) -> None:
    assert set(formats.FORMATS) | {"html"} <= set(report_names())
    help_text = formats.newslint("check", "--help", cwd=tmp_path).stdout.decode()
    for name in (*formats.FORMATS, "html"):
        assert name in help_text


def test_each_severity_has_its_level() -> None:
    assert set(LEVELS) == set(Severity)
    ranks = [LEVELS[severity].rank for severity in Severity]
    assert ranks == sorted(set(ranks))


def test_the_worst_are_kept() -> None:
    kept: Worst[int] = Worst(5)
    severities = [0, 3, 1, 1, 2, 0, 3, 3, 1, 2]
    for index, severity in enumerate(severities):
        if kept.wants(Severity(severity)):
            kept.add(Severity(severity), index)
    assert list(kept) == [1, 6, 7, 4, 9]
    assert kept.left_out == {Severity.NEUTRAL: 2, Severity.MINOR: 3}


@pytest.mark.parametrize(
    "name", ["jsonl", "json", "junit", "gitlab", "rdjson", "rdjsonl", "checkstyle", "github", "text"]
)
def test_memory_does_not_grow_with_the_archive(name: str, tmp_path: Path) -> None:
    """Formats that are written as a run goes on keep no findings."""
    report = find_format(name)(Target(tmp_path / "out", sys.stdout))
    report.begin(samples.run_info())
    articles = list(formats.many(100))
    for article in articles:
        report.article(article)
    tracemalloc.start()
    for _ in range(20):
        for article in articles:
            report.article(article)
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    report.end(Summary())
    assert grown < 200_000, "10 bytes a finding"
