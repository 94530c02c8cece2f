"""Checkstyle XML, read as build servers read it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from lint.report import RunError
from tests.reports import formats, samples

LEVELS = {"critical": "error", "major": "error", "minor": "warning", "neutral": "info"}


def entries(text: str) -> list[tuple[str, dict[str, str]]]:
    """The file and attributes of each entry, once the document has proved to have Checkstyle's form."""
    assert text.isascii()
    root = ET.fromstring(text)
    assert (root.tag, set(root.attrib)) == ("checkstyle", {"version"})
    result = []
    for file in root:
        assert (file.tag, set(file.attrib)) == ("file", {"name"})
        for error in file:
            assert error.tag == "error"
            assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
            assert error.attrib["severity"] in {"ignore", "info", "warning", "error"}
            assert int(error.attrib["line"]) >= 1
            assert int(error.attrib["column"]) >= 1
            assert not any(formats.UNSAFE.search(value) for value in error.attrib.values())
            assert not len(error)
            result.append((file.attrib["name"], dict(error.attrib)))
    return result


def test_nothing_breaks_out() -> None:
    written = formats.write("checkstyle", formats.everything(10_000), formats.ERRORS)
    found = entries(written.text)
    assert len(found) == written.summary.findings + len(written.summary.errors)


def test_entries_say_what_was_found() -> None:
    article = samples.damaged()
    found = entries(formats.write("checkstyle", [article]).text)
    for (file, entry), finding in zip(found, article.findings, strict=True):
        assert file == "in/damaged.txt"
        assert entry == {
            "line": str(finding.line),
            "column": str(finding.column),
            "severity": LEVELS[finding.severity.label],
            "message": f"{finding.message} ({finding.name})",
            "source": f"newslint.punctuation.{finding.code}",
        }


def test_articles_of_one_file_share_it_and_are_told_apart() -> None:
    text = formats.write("checkstyle", formats.many(30)).text
    assert text.count("<file ") == 1
    assert {entry["message"][:4] for _, entry in entries(text)} == {"[0] ", "[1] ", "[2] "}


def test_clean_articles_are_named_and_errors_are_entries() -> None:
    text = formats.write("checkstyle", [samples.clean()], [RunError("a.jsonl:7", "is no JSON")]).text
    assert '<file name="in/clean.txt">' in text
    ((file, entry),) = entries(text)
    assert (file, entry["line"], entry["severity"], entry["source"]) == (
        "a.jsonl",
        "7",
        "error",
        "newslint.not-checked",
    )
