"""GitLab's code quality report: the documented fields, and no two entries of one fingerprint."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import jsonschema

from lint.report import RunError
from tests.reports import formats, samples

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "minLength": 1, "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer"}},
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation ("Code Quality report format") says of an entry; paths do not begin with `./`."""


def entries(text: str) -> list[dict[str, Any]]:
    """The entries of a report that GitLab would take whole."""
    found: list[dict[str, Any]] = formats.parse(text)
    jsonschema.validate(found, SCHEMA)
    prints = [entry["fingerprint"] for entry in found]
    assert len(set(prints)) == len(prints), "GitLab shows only the first of two entries with one fingerprint"
    return found


def test_nothing_breaks_out_and_all_are_unique() -> None:
    written = formats.write("gitlab", formats.everything(10_000), formats.ERRORS * 2)
    assert len(entries(written.text)) == written.summary.findings + len(written.summary.errors)


def test_entries_say_what_was_found() -> None:
    article = samples.damaged()
    for entry, finding in zip(entries(formats.write("gitlab", [article]).text), article.findings, strict=True):
        assert entry["description"] == finding.message
        assert entry["check_name"] == f"{finding.code} {finding.name}"
        levels = {"neutral": "info", "minor": "minor", "major": "major", "critical": "critical"}
        assert entry["severity"] == levels[finding.severity.label]
        place = {"path": "in/damaged.txt", "lines": {"begin": finding.line, "end": finding.end_line}}
        assert entry["location"] == place


def test_equal_articles_in_one_file_or_two_keep_apart() -> None:
    article = samples.damaged()
    twins = [article, replace(article, path="other.txt"), replace(article, id="1"), replace(article, id="1"), article]
    found = entries(formats.write("gitlab", twins).text)
    assert len(found) == 5 * len(article.findings)


def test_fingerprints_stay_when_the_article_is_edited_elsewhere() -> None:
    def prints(start: str) -> list[str]:
        document = samples.document([(samples.Role.HEADLINE, start), (samples.Role.BODY, "It was ,, so, and ,,, so.")])
        found = [samples.finding(document, ",, so"), samples.finding(document, ",,, so")]
        return [e["fingerprint"] for e in entries(formats.write("gitlab", [samples.result(document, found)]).text)]

    assert prints("A headline") == prints("Quite\nanother 😀 one")


def test_what_was_not_checked_blocks() -> None:
    (entry,) = entries(formats.write("gitlab", [samples.clean()], [RunError("a.jsonl:7", "is no JSON")]).text)
    assert entry["severity"] == "blocker"
    assert entry["check_name"] == "not-checked"
    assert entry["location"] == {"path": "a.jsonl", "lines": {"begin": 7}}


def test_clean_is_an_empty_list() -> None:
    assert entries(formats.write("gitlab", [samples.clean()]).text) == []
