"""The two articles that the project started from: their damage is found, each spot for its right reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.checker import Checker
from lint.finding import Severity
from lint.report import ArticleResult
from lint.sources.plain import from_text

SEEDS = Path(__file__).parent.parent / "seeds"


def checked(checker: Checker, number: str) -> ArticleResult:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return checker.check(from_text(path.read_bytes().decode("utf-8"), path.name))


DAMAGE = [
    ("002", "stop-inserted", "process. course"),
    ("002", "stop-inserted", "it. an"),
    ("002", "stop-inserted", "Army. of"),
    ("002", "stop-inserted", "succeed. to"),
    ("002", "stranded-mark", ". ."),
    ("002", "reordered-initials", "Liberation Army. of the People (PLA)"),
    ("002", "name-in-small-letters", "wall street journal"),
    ("002", "glued-sentence", "journal In"),
    ("002", "tortured-phrase", "privileged partnership relations"),
    ("000", "repeated-block", "Putin, Xi to highlight Russia-China summit"),
    ("000", "fused-name", "RussiaChina"),
    ("000", "fused-name", "ChinaRussia"),
    ("000", "swallowed-attribution", "Lavrov said"),
    ("000", "wrong-apostrophe", "‘"),
]


@pytest.mark.parametrize(("number", "name", "text"), DAMAGE)
def test_damage_is_found_for_its_reason(checker: Checker, number: str, name: str, text: str) -> None:
    found = checked(checker, number).findings
    assert [f for f in found if f.name == name and text in f.text], [(f.name, f.text) for f in found]


def test_nothing_false_at_major_on_the_human_written_article(checker: Checker) -> None:
    true = {"repeated-block", "fused-name", "swallowed-attribution"}
    major = [f for f in checked(checker, "000").findings if f.severity >= Severity.MAJOR]
    assert {f.name for f in major} == true
    assert len(major) == 4


def test_every_wrong_apostrophe_of_the_human_written_article_is_found(checker: Checker) -> None:
    result = checked(checker, "000")
    assert sum(f.name == "wrong-apostrophe" for f in result.findings) == result.text.count("‘") == 5
