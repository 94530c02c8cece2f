"""reviewdog's formats: strict to the documented messages, columns in bytes of UTF-8, suggestions that fit."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from lint.checker import Checker
from lint.report import ArticleResult
from lint.sources.plain import from_text
from tests.reports import formats, samples
from tests.reports.test_sarif import SOURCES
from tests.support import from_json_line


def _message(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


NUMBER = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
POSITION = _message(["line"], line=NUMBER, column=NUMBER)
RANGE = _message(["start"], start=POSITION, end=POSITION)
SOURCE = _message(["name"], name={"type": "string"}, url={"type": "string"})
SEVERITY = {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]}
DIAGNOSTIC = _message(
    ["message", "location", "severity"],
    message={"type": "string"},
    location=_message(["path"], path={"type": "string"}, range=RANGE),
    severity=SEVERITY,
    source=SOURCE,
    code=_message(["value"], value={"type": "string"}, url={"type": "string"}),
    suggestions={"type": "array", "items": _message(["range", "text"], range=RANGE, text={"type": "string"})},
    original_output={"type": "string"},
)
RESULT = _message(["diagnostics"], diagnostics={"type": "array", "items": DIAGNOSTIC}, source=SOURCE, severity=SEVERITY)
"""The messages of the Reviewdog Diagnostic Format, as its documentation has them."""


def diagnostics(text: str, name: str = "rdjson") -> list[dict[str, Any]]:
    """The diagnostics of a report of either format, once it has proved sound."""
    assert text.isascii()
    found = {"diagnostics": [formats.parse(line) for line in text.splitlines()]} if name == "rdjsonl" else None
    value = found or formats.parse(text)
    jsonschema.validate(value, RESULT)
    return list(value["diagnostics"])


@pytest.mark.parametrize("name", ["rdjson", "rdjsonl"])
def test_nothing_breaks_out(name: str) -> None:
    written = formats.write(name, formats.everything(10_000), formats.ERRORS)
    assert len(diagnostics(written.text, name)) == written.summary.findings + len(written.summary.errors)


def test_both_formats_say_the_same() -> None:
    articles = list(formats.everything(100))
    one, other = (formats.write(name, articles, formats.ERRORS).text for name in ("rdjson", "rdjsonl"))
    assert diagnostics(one) == diagnostics(other, "rdjsonl")


def test_no_finding_is_an_empty_list() -> None:
    assert diagnostics(formats.write("rdjson", [samples.clean()]).text) == []
    assert formats.write("rdjsonl", [samples.clean()]).text == ""


def test_severities_and_codes() -> None:
    article = samples.damaged()
    levels = {"neutral": "INFO", "minor": "WARNING", "major": "ERROR", "critical": "ERROR"}
    for found, finding in zip(diagnostics(formats.write("rdjson", [article]).text), article.findings, strict=True):
        assert found["severity"] == levels[finding.severity.label]
        assert found["code"] == {"value": finding.code}
        assert found["message"] == finding.message


def _cut(source: bytes, place: dict[str, Any]) -> tuple[bytes, bytes, bytes]:
    lines = [line.encode("utf-8") for line in formats.source_lines(source.decode("utf-8"))]

    def offset(position: dict[str, int]) -> int:
        assert position["column"] - 1 <= len(lines[position["line"] - 1])
        return sum(map(len, lines[: position["line"] - 1])) + position["column"] - 1

    start, end = offset(place["start"]), offset(place["end"])
    return source[:start], source[start:end], source[end:]


def _assert_places(article: ArticleResult, source: bytes, *, escaped: bool = False) -> None:
    found = diagnostics(formats.write("rdjson", [article]).text)
    for item, finding in zip(found, article.findings, strict=True):
        marked = _cut(source, item["location"]["range"])[1].decode("utf-8")
        assert (json.loads(f'"{marked}"') if escaped else marked) == finding.text
        assert ("suggestions" in item) == (finding.suggestion is not None)
        for suggestion in item.get("suggestions", []):
            before, _, behind = _cut(source, suggestion["range"])
            fixed = (before + suggestion["text"].encode() + behind).decode("utf-8")
            assert finding.suggestion is not None
            wanted = article.text[: finding.start] + finding.suggestion.replace + article.text[finding.end :]
            assert (json.loads(fixed)["text"] if escaped else fixed) == wanted


@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
def test_columns_count_bytes(source: str, checker: Checker) -> None:
    _assert_places(checker.check(from_text(source, "a.txt")), source.encode())


@pytest.mark.parametrize("ascii", [True, False])
@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
def test_columns_of_json_lines_are_those_of_the_file(source: str, ascii: bool, checker: Checker) -> None:
    line = json.dumps({"id": "😀", "title": "“😀”", "text": source}, ensure_ascii=ascii)
    _assert_places(checker.check(from_json_line(line)), line.encode(), escaped=True)


def test_articles_of_one_file_are_told_apart() -> None:
    found = diagnostics(formats.write("rdjson", formats.many(30)).text)
    assert {item["message"][:4] for item in found} == {"[0] ", "[1] ", "[2] "}
