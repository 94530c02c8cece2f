"""The table of `--statistics`: every finding is in it once, the most frequent rule first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lint.cli import main
from lint.report import Summary
from lint.statistics import counts, table

TEXT = (
    "The council met in the. spring of last year, and it voted to keep the old bridge open.\n\n"
    "The minister, he said ,left on Friday. It grew by 5 percents, costs by 7 percents, and rents by 9 percents.\n"
)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_below_a_text_report_it_stands_on_standard_output(article: Path) -> None:
    result = CliRunner().invoke(main, ["check", "a.txt", "--statistics"])
    lines = result.stdout.splitlines()
    start = next(n for n, line in enumerate(lines) if line.split() == ["count", "code", "rule", "fixable"])
    assert "findings in 1 article" in lines[start - 1]
    rows = [line.split() for line in lines[start + 1 :]]
    assert rows[0][0] == "3"
    assert [int(row[0]) for row in rows[:-1]] == sorted((int(row[0]) for row in rows[:-1]), reverse=True)
    assert sum(int(row[0]) for row in rows[:-1]) == int(rows[-1][0])
    assert "SE001" in [row[1] for row in rows]
    assert not result.stderr


@pytest.mark.parametrize("outputs", [["json"], ["json", "text=r.txt"], ["text=r.txt"], ["json=r.json"]])
def test_it_never_gets_into_another_report(article: Path, outputs: list[str]) -> None:
    arguments = [part for output in outputs for part in ("--output", output)]
    result = CliRunner().invoke(main, ["check", "a.txt", "--statistics", *arguments])
    if outputs[0] == "json":
        assert json.loads(result.stdout)["summary"]["statistics"]
        assert "stop-inserted" in result.stderr
    else:
        assert "stop-inserted" in result.stdout
    for path in article.glob("r.*"):
        assert "by --unsafe-fixes" not in path.read_text(encoding="utf-8")


def test_json_has_the_same_figures(article: Path) -> None:
    summary = json.loads(CliRunner().invoke(main, ["check", "a.txt", "--output", "json"]).stdout)["summary"]
    assert {row["code"]: row["count"] for row in summary["statistics"]} == summary["by_code"]
    by_code = {row["code"]: row for row in summary["statistics"]}
    assert (by_code["SE001"]["safe"], by_code["SE001"]["unsafe"]) == (0, 1)
    assert sum(row["safe"] for row in summary["statistics"]) >= 3


def test_nothing_found_is_said() -> None:
    assert table(Summary()) == "no findings to count\n"
    assert counts(Summary()) == []


def test_equally_frequent_rules_stand_by_their_codes() -> None:
    summary = Summary()
    for code, number in (("PU002", 1), ("AA001", 1), ("ZZ001", 7)):
        summary.by_code[code] = number
        summary.names[code] = "x"
    assert [row.code for row in counts(summary)] == ["ZZ001", "AA001", "PU002"]
