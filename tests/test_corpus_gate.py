"""What the rules do on real news: the benchmark's development files, where they are at hand.

They stand beside the checkout (`../shared/bench`) or where NEWSLINT_BENCH says. The limits leave a little room above
what was measured, so that a rule that cries wolf fails here and not in a newsroom.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from lint.checker import Checker
from lint.finding import Severity
from lint.report import ArticleResult
from lint.sources.plain import from_text

BENCH = Path(os.environ.get("NEWSLINT_BENCH", Path(__file__).parent.parent.parent / "shared" / "bench"))
pytestmark = pytest.mark.skipif(not (BENCH / "dev").is_dir(), reason=f"the benchmark is not at {BENCH}")


@pytest.fixture(scope="module")
def clean() -> list[ArticleResult]:
    from lint.config import Config

    checker = Checker(Config())
    paths = sorted((BENCH / "dev" / "clean").glob("*.txt"))
    return [checker.check(from_text(path.read_bytes().decode("utf-8"), path.name)) for path in paths]


def test_clean_news_is_left_in_peace(clean: list[ArticleResult]) -> None:
    words = sum(result.words for result in clean)
    flags = [finding for result in clean for finding in result.findings]
    assert not [message for result in clean for message in result.rule_errors]
    assert 1000 * len(flags) / words <= 1.5, Counter(f.code for f in flags).most_common(5)
    major = [f for f in flags if f.severity >= Severity.MAJOR]
    assert 1000 * len(major) / words <= 0.5, Counter(f.code for f in major).most_common(5)


def test_most_flags_on_machine_translation_hit_what_people_marked(checker: Checker) -> None:
    """A flag counts as right where it shares a character with a rater's mark of any kind."""
    right = flags = 0
    with (BENCH / "dev" / "mt_news20_zhen.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            for finding in checker.check(from_text(record["text"])).findings:
                flags += 1
                right += any(s["start"] < finding.end and finding.start < s["end"] for s in record["spans"])
    assert flags > 200
    assert right / flags > 0.6


def test_hand_damaged_news_is_seen_through(checker: Checker) -> None:
    hit = marks = false = 0
    with (BENCH / "dev" / "spun_news.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            findings = checker.check(from_text(record["text"])).findings
            marks += len(record["spans"])
            hit += sum(any(s["start"] < f.end and f.start < s["end"] for f in findings) for s in record["spans"])
            false += sum(not any(s["start"] < f.end and f.start < s["end"] for s in record["spans"]) for f in findings)
    assert hit / marks > 0.3
    assert false <= 0.2 * (hit + false)
