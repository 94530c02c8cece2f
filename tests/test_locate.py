"""Where findings stand: lines, columns, context, and fingerprints that survive edits elsewhere in the article."""

from __future__ import annotations

import json

import pytest

from lint.checker import run
from lint.document import Document
from lint.finding import LocatedFinding
from lint.locate import locate
from lint.merge import merge
from lint.sources.plain import from_text
from tests.fakes import rule_set, word_rule
from tests.support import from_json_line

RULES = rule_set(word_rule("bil"))


def located(document: Document) -> list[LocatedFinding]:
    findings, errors = run(RULES, document)
    assert not errors
    return list(locate(document, merge(findings, {})))


def places(text: str) -> list[tuple[int, int]]:
    return [(finding.line, finding.column) for finding in located(from_text(text))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns(end: str) -> None:
    assert places(f"bil one{end}{end}😀 e\u0301 bil{end}\tbil") == [(1, 1), (3, 6), (4, 2)]


def test_only_line_ends_end_a_line() -> None:
    assert places("a\u2028bil\x0cbil\x85bil") == [(1, 3), (1, 7), (1, 11)]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_columns_in_json_lines_are_those_of_the_file(ascii_only: bool) -> None:
    line = json.dumps({"id": 1, "text": "“😀”\r\nThe bil – bil"}, ensure_ascii=ascii_only)
    first, second = located(from_json_line(line, number=7))
    assert [(f.line, f.column) for f in (first, second)] == [(7, line.index("bil") + 1), (7, line.rindex("bil") + 1)]
    assert first.context[first.context_start :].startswith("bil")
    assert (first.end_line, first.end_column) == (7, first.column + 3)


def test_the_end_of_a_mark_over_several_lines() -> None:
    document = from_text("One two\r\nthree four")
    (finding,) = locate(document, [(word_rule("x").meta.finding(4, 14, "m"), ())])
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (1, 5, 2, 6)
    assert finding.context == "One two"
    assert finding.text == "two\r\nthree"


def test_context_of_a_very_long_line_is_cut_round_the_mark() -> None:
    (finding,) = located(from_text("x " * 5000 + "bil" + " y" * 5000))
    assert len(finding.context) < 400
    assert finding.context[finding.context_start :].startswith("bil y")
    assert finding.context[: finding.context_start].endswith("x ")


PARAGRAPH = "The council has put off the vote on the bil until the end of the month, officials said on Monday."
ARTICLE = ["Council puts off vote", PARAGRAPH, "Nobody could say when the other bil would be put to a vote."]


def fingerprints(*blocks: str) -> list[str]:
    return [finding.fingerprint for finding in located(from_text("\n\n".join(blocks) + "\n"))]


EDITS = {
    "headline changed": ["Vote delayed", *ARTICLE[1:]],
    "paragraph before": [ARTICLE[0], "Something else happened on Sunday.", *ARTICLE[1:]],
    "paragraph behind": [*ARTICLE, "More is expected on Friday."],
    "line ends": [block.replace("until", "until\r\n") for block in ARTICLE],
    "spaces and marks": [block.replace(", off", " – off").replace("on the", "on  the") for block in ARTICLE],
    "far off in the paragraph": [block.replace("on Monday", "on Tuesday evening in a statement") for block in ARTICLE],
}


@pytest.mark.parametrize("blocks", EDITS.values(), ids=EDITS.keys())
def test_fingerprints_survive_edits_elsewhere(blocks: list[str]) -> None:
    assert fingerprints(*blocks) == fingerprints(*ARTICLE)


def test_fingerprints_tell_findings_apart() -> None:
    first, second = fingerprints(*ARTICLE)
    assert first != second
    assert fingerprints(ARTICLE[0], PARAGRAPH.replace("the bil", "another bil"))[0] != first
    other = run(rule_set(word_rule("bil", "XX002", "other")), from_text("\n\n".join(ARTICLE)))[0]
    assert {f.fingerprint for f in locate(from_text("\n\n".join(ARTICLE)), [(f, ()) for f in other])}.isdisjoint(
        {first, second}
    )


def test_equal_ones_are_numbered_and_a_new_one_behind_changes_nothing() -> None:
    two, three = fingerprints(PARAGRAPH, PARAGRAPH), fingerprints(PARAGRAPH, PARAGRAPH, PARAGRAPH)
    assert len(set(three)) == 3
    assert three[:2] == two
    assert two[0] == fingerprints(PARAGRAPH)[0]


def test_fingerprints_are_the_same_in_every_run_and_take_any_text() -> None:
    assert fingerprints("A bil.") == ["d975c16b31aefb46"]
    assert len(fingerprints("\ud800 bil \udfff")) == 1
