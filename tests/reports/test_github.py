"""GitHub's annotations, read as its runner does: none that an article planted, the worst first, ten of a level."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from lint.finding import Severity
from lint.report import RunError
from tests.reports import formats, samples
from tests.reports.runner import Command, commands

LEVELS = {"critical": "error", "major": "error", "minor": "warning", "neutral": "notice"}


def annotations(text: str) -> list[Command]:
    """The annotations of a log in which every line has to be one that we wrote."""
    found = commands(text)
    assert len(found) == text.count("\n"), "each line is a command"
    assert not formats.UNSAFE.search(text.replace("\n", ""))
    for item in found:
        assert item.name in {"error", "warning", "notice"}
        assert set(item.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert item.data
    counts = Counter(item.name for item in found)
    assert all(count <= 10 for count in counts.values()), "GitHub keeps ten of a level"
    return found


@pytest.mark.parametrize("text", formats.NASTY)
def test_nothing_breaks_out(text: str) -> None:
    document = samples.document([(samples.Role.BODY, f"Before {text.strip() or 'x'} after.")], text, text)
    found = samples.finding(document, text.strip() or "x", message=text or "m", replace=text)
    article = samples.result(document, [found])
    (silent, item) = annotations(formats.write("github", [article]).text)
    assert silent.name == "warning"
    assert item.name == "error"
    assert item.properties["line"] == str(article.findings[0].line)
    assert item.properties["title"] == "major PU001 doubled-mark"


def test_the_file_comes_through_as_it_is_called() -> None:
    for name in formats.ODD_NAMES:
        article = replace(samples.damaged(), path=f"a/{name}")
        for item in annotations(formats.write("github", [article]).text)[1:]:
            assert item.properties["file"] == f"a/{name}"


def test_annotations_say_what_was_found() -> None:
    article = samples.damaged()
    text = formats.write("github", [article]).text
    found = {
        (item.properties["line"], item.properties["col"], item.properties["endColumn"]): item
        for item in annotations(text)[1:]
    }
    assert len(found) == len(article.findings)
    for finding in article.findings:
        item = found[str(finding.line), *map(str, finding.utf16_columns)]
        assert item.name == LEVELS[finding.severity.label]
        assert item.data.startswith(finding.message)
        assert item.properties["endLine"] == str(finding.end_line)


def test_a_mark_over_lines_has_no_columns() -> None:
    document = samples.document([(samples.Role.BODY, "one\ntwo 😀 three")])
    found = [samples.finding(document, "one\ntwo"), samples.finding(document, "three")]
    long, short = annotations(formats.write("github", [samples.result(document, found)]).text)[1:]
    assert {name: long.properties.get(name) for name in ("line", "endLine", "col", "endColumn")} == {
        "line": "1", "endLine": "2", "col": None, "endColumn": None,
    }  # fmt: skip
    assert (short.properties["col"], short.properties["endColumn"]) == ("8", "13"), "UTF-16 units"


def test_ten_thousand_findings_are_thirty_annotations() -> None:
    written = formats.write("github", formats.many(10_000))
    found = annotations(written.text)
    assert Counter(item.name for item in found) == {"error": 10, "warning": 10, "notice": 10}
    assert all(item.properties["title"].startswith("critical") for item in found if item.name == "error")
    shown = [item for item in found if "file" in item.properties]
    left = 10_000 - len(shown)
    last = found[-1]
    assert last.data.startswith(f"{left:,} more findings (2,490 critical, 2,500 major, 2,491 minor, 2,491 neutral)")


def test_what_was_not_checked_comes_before_all() -> None:
    errors = [RunError(f"a.jsonl:{line}", "is no JSON") for line in range(1, 26)]
    found = annotations(formats.write("github", formats.many(1000), errors).text)
    assert [item.properties.get("line") for item in found[:10]] == [str(line) for line in range(1, 11)]
    assert all(item.data.endswith("is no JSON") for item in found[:10])
    assert found[-1].data.startswith("15 more errors and ")
    assert "250 critical, 250 major" in found[-1].data


def test_an_engine_is_no_file() -> None:
    (item,) = annotations(formats.write("github", [samples.clean()], [RunError("languagetool", "no answer")]).text)
    assert "file" not in item.properties
    assert item.data == "languagetool: no answer"


def test_a_clean_run_says_nothing() -> None:
    found = annotations(formats.write("github", [samples.clean()]).text)
    assert [item.data for item in found] == ["languagetool did not check 3 articles: no answer"]


@pytest.mark.parametrize("style", ["full", "concise", "by-article", "by-rule"])
@pytest.mark.parametrize(
    "name", ["text", "json", "jsonl", "sarif", "junit", "gitlab", "rdjson", "rdjsonl", "checkstyle"]
)
def test_no_other_format_gives_orders_to_the_runner(
    name: str, style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name != "text" and style != "full":
        return
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    info = samples.run_info(Severity.MAJOR, replace(samples.NO_SETTINGS, text_style=style))
    written = formats.write(name, formats.everything(), formats.ERRORS, info=info)
    assert commands(written.text) == []
