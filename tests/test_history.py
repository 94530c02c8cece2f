"""The history file: what is new, what is gone, what cannot be told; and that nothing ever spoils it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lint.cli import main
from lint.finding import LocatedFinding, Severity
from lint.history import History, Known, shortened
from lint.jsonfile import FileError
from lint.report import ArticleResult, EngineStatus, PastRun, RunError, Summary

CLEAN = "The council met on Monday and voted to keep the old bridge open for another year.\n"
DAMAGED = "The council met in the. spring of last year, and it voted to keep the old bridge open.\n"
WORSE = DAMAGED + "\nThe minister ,who left on Friday, gave no reason for his decision to the press.\n"


def finding(fingerprint: str, code: str = "SE001", text: str = "the. spring", engine: str = "rules") -> LocatedFinding:
    return LocatedFinding(
        code=code, name="stop-inserted", family="sentences", severity=Severity.MAJOR, mqm="Style", start=0,
        end=len(text), message="Wrong.", engine=engine, text=text, line=3, column=1, end_line=3, end_column=2,
        context=text, context_start=0, fingerprint=fingerprint,
    )  # fmt: skip


def article(*findings: LocatedFinding, path: str = "a.txt", id: str | None = None, **values: Any) -> ArticleResult:
    return ArticleResult(
        path=path, id=id, text="x" * 50, blocks=(), words=10, score=0.0, readability={}, findings=findings, **values
    )


def always(_path: str, _known: Known) -> bool:
    return True


def run(
    path: Path,
    articles: Iterable[ArticleResult],
    *,
    accepted: Iterable[str] = (),
    could_find: Callable[[str, Known], bool] = always,
    errors: Iterable[RunError] = (),
) -> list[ArticleResult]:
    """A run over these articles, as the session makes it."""
    history = History(path)
    summary = Summary()
    compared = []
    for item in articles:
        compared.append(history.compare(item, accepted, could_find))
        summary.add(item)
    summary.errors += errors
    history.save(summary)
    return compared


def changes(result: ArticleResult) -> tuple[set[str], list[str]]:
    assert result.changes is not None
    return set(result.changes.new), [gone.code for gone in result.changes.gone]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.json"


def test_the_first_run_has_nothing_to_compare_with(path: Path) -> None:
    (only,) = run(path, [article(finding("a" * 16))])
    assert only.changes is None
    assert [past.articles for past in History(path).runs] == [1]


def test_new_gone_and_still_there(path: Path) -> None:
    run(path, [article(finding("a"), finding("b", "PU001", text=",,"))])
    (after,) = run(path, [article(finding("a"), finding("c"))])
    assert changes(after) == ({"c"}, ["PU001"])
    assert after.changes is not None
    (gone,) = after.changes.gone
    assert (gone.code, gone.name, gone.severity, gone.text, gone.line) == (
        "PU001", "stop-inserted", Severity.MAJOR, ",,", 3,
    )  # fmt: skip
    (again,) = run(path, [article(finding("a"), finding("c"))])
    assert changes(again) == (set(), [])


def test_findings_are_counted_not_only_known(path: Path) -> None:
    run(path, [article(finding("a"), finding("a"), finding("a"))])
    (fewer,) = run(path, [article(finding("a"))])
    assert changes(fewer) == (set(), ["SE001", "SE001"])
    (more,) = run(path, [article(finding("a"), finding("a"))])
    assert changes(more) == ({"a"}, [])


def test_articles_of_one_name_are_compared_in_their_order(path: Path) -> None:
    run(path, [article(finding("a"), id="1"), article(finding("b"), id="1"), article(finding("c"), id="2")])
    first, second, third, fourth = run(
        path,
        [article(finding("a"), id="1"), article(id="1"), article(finding("d"), id="2"), article(finding("e"), id="1")],
    )
    assert [changes(item) for item in (first, second, third)] == [(set(), []), (set(), ["SE001"]), ({"d"}, ["SE001"])]
    assert fourth.changes is None, "there was no third of that name"


def test_an_article_that_the_last_run_did_not_have_has_no_changes(path: Path) -> None:
    run(path, [article(finding("a")), article(finding("b"), path="b.txt")])
    run(path, [article(finding("a"))])
    first, second = run(path, [article(finding("a")), article(finding("b"), path="b.txt")])
    assert changes(first) == (set(), [])
    assert second.changes is None


@pytest.mark.parametrize("trouble", [{"rule_errors": ("SE001 crashed",)}, {"unchecked_by": ("languagetool",)}])
def test_what_was_not_checked_is_not_gone(path: Path, trouble: dict[str, Any]) -> None:
    run(path, [article(finding("a"), finding("b", "GR/X", engine="languagetool"))])
    (unsure,) = run(path, [article(finding("a"), finding("c"), **trouble)])
    assert changes(unsure) == ({"c"}, [])
    (sure,) = run(path, [article(finding("a"))])
    assert sorted(changes(sure)[1]) == ["GR/X", "SE001"], "now it is known"
    assert changes(sure)[0] == set()


def test_what_no_rule_looked_for_is_not_gone(path: Path) -> None:
    run(path, [article(finding("a"), finding("b", "PU001"))])
    (narrow,) = run(path, [article()], could_find=lambda _path, known: known.code == "SE001")
    assert changes(narrow) == (set(), ["SE001"])
    (wide,) = run(path, [article(finding("b", "PU001"))])
    assert changes(wide) == (set(), []), "still there, not new: it was only not looked for"


def test_what_was_accepted_is_neither_gone_nor_new(path: Path) -> None:
    run(path, [article(finding("a"), finding("b"))])
    (less,) = run(path, [article(finding("a"))], accepted=["b"])
    assert changes(less) == (set(), [])


@pytest.mark.parametrize("place", ["a.jsonl", "a.jsonl [1]", "a.jsonl:7"])
def test_an_article_that_could_not_be_read_is_remembered(path: Path, place: str) -> None:
    run(path, [article(finding("a"), path="a.jsonl", id="1"), article(finding("b"), path="b.txt")])
    run(path, [article(path="b.txt")], errors=[RunError(place, "is gone")])
    (back,) = run(path, [article(path="a.jsonl", id="1")])
    assert changes(back) == (set(), ["SE001"])


def test_the_trend_is_bounded_and_in_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_700_000_000 + number))
        run(path, [article(*[finding(f"{n}") for n in range(number)])])
    runs = History(path).runs
    assert len(runs) == 30
    assert [past.by_severity.get("major", 0) for past in runs] == list(range(10, 40))
    assert runs[-1].at == "2023-11-14T22:13:59Z"
    assert len(History(path, 5).runs) == 5


def test_a_run_that_left_something_unchecked_says_so(path: Path) -> None:
    history = History(path)
    summary = Summary(errors=[RunError("x", "gone")], engines=[EngineStatus("lt", "1", False, True, 3, "dead")])
    summary.add(history.compare(article(), (), always))
    history.save(summary)
    assert History(path).runs[0].errors == 4


def test_a_run_without_an_article_changes_nothing(path: Path) -> None:
    run(path, [article(finding("a"))])
    before = path.read_bytes()
    run(path, [])
    assert path.read_bytes() == before


def test_the_time_can_be_fixed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    run(path, [article(finding("a"))])
    one = path.read_bytes()
    assert History(path).runs[0].at == "1970-01-01T00:00:00Z"
    path.unlink()
    run(path, [article(finding("a"))])
    assert path.read_bytes() == one
    for wrong in ("", "soon", "1e3", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(FileError, match="SOURCE_DATE_EPOCH"):
            History(path)


def test_hostile_texts_and_names_come_back(path: Path) -> None:
    odd = "\ud800\u202e\x00\u2028 \U0001f600</script>"
    run(path, [article(finding("a", text=odd), path=odd, id=odd)])
    assert "\u202e" not in path.read_text(encoding="utf-8")
    (after,) = run(path, [article(path=odd, id=odd)])
    assert after.changes is not None
    assert after.changes.gone[0].text == shortened(odd)


def test_memory_and_file_grow_with_findings_not_with_texts(path: Path) -> None:
    run(path, [article(finding("a", text="word " * 200_000))])
    assert path.stat().st_size < 1_000
    assert shortened("x" * 120) == "x" * 120
    assert shortened("x" * 121) == "x" * 119 + "…"


BROKEN = [
    "",
    "{",
    "[]",
    "null",
    "\ufeff[1",
    '{"runs": [], "articles": []}',
    '{"newslint-history": 2, "runs": [], "articles": []}',
    '{"newslint-history": true, "runs": [], "articles": []}',
    '{"newslint-history": 1, "articles": []}',
    '{"newslint-history": 1, "runs": {}, "articles": []}',
    '{"newslint-history": 1, "runs": [1], "articles": []}',
    '{"newslint-history": 1, "runs": [], "articles": [{"path": 1, "id": null, "findings": []}]}',
    '{"newslint-history": 1, "runs": [], "articles": [{"path": "a", "id": null, "findings": [{}]}]}',
    '{"newslint-history": 1, "runs": [], "articles": ' + "[" * 100_000,
    '{"newslint-history": 1, "runs": NaN, "articles": []}',
    '{"newslint-history": 1' + "0" * 5000 + "}",
    '{"schema": 1, "articles": []}',
    "A story about the council.",
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_or_foreign_file_is_an_error_and_stays(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileError) as error:
        History(path)
    assert str(error.value).startswith(f"{path}: ")
    assert len(str(error.value)) < len(str(path)) + 250
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    "change", [("at", "soon"), ("at", "2026-01-01"), ("words", -1), ("score", "1"), ("words", 1.5)]
)
def test_each_figure_is_checked(path: Path, change: tuple[str, object]) -> None:
    run(path, [article()])
    content = json.loads(path.read_text(encoding="utf-8"))
    content["runs"][0][change[0]] = change[1]
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(FileError, match=rf"runs\[0\]\.{change[0]} should"):
        History(path)


def test_a_run_that_ended_meanwhile_stays_in_the_trend(path: Path) -> None:
    run(path, [article()])
    slow = History(path)
    run(path, [article(finding("a"))])
    summary = Summary()
    summary.add(slow.compare(article(finding("b")), (), always))
    slow.save(summary)
    assert [past.by_severity for past in History(path).runs] == [{}, {"major": 1}, {"major": 1}]


def test_a_file_that_was_broken_meanwhile_is_not_overwritten(path: Path) -> None:
    history = History(path)
    summary = Summary()
    summary.add(history.compare(article(), (), always))
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileError):
        history.save(summary)
    assert path.read_text(encoding="utf-8") == "mine"
    assert os.listdir(path.parent) == [path.name], "nothing is left behind"  # noqa: PTH208


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    run(real, [article()])
    real.chmod(0o640)
    link.symlink_to(real)
    run(link, [article()])
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len(History(real).runs) == 2


def test_a_folder_that_is_missing_is_said_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        History(tmp_path / "no" / "history.json")


def newslint(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(WORSE, encoding="utf-8")
    Path("b.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def of_json(*arguments: str) -> Any:
    return json.loads(newslint(*arguments, "--output", "json").stdout)


def test_two_runs_of_the_command(desk: Path) -> None:
    (desk / "newslint.toml").write_text('history = "h.json"\nhistory-runs = 2\n', encoding="utf-8")
    first = of_json("a.txt", "b.txt")
    assert first["history"] == []
    assert [item["changes"] for item in first["articles"]] == [None, None]
    Path("a.txt").write_text(WORSE.replace("the. spring", "the spring"), encoding="utf-8")
    second = of_json("a.txt", "b.txt")
    assert [gone["code"] for gone in second["articles"][0]["changes"]["gone"]] == ["SE001"]
    assert second["articles"][0]["changes"]["gone"][0]["text"] == "the. spring"
    assert second["articles"][1]["changes"] == {"new": [], "gone": []}
    assert second["history"][0]["by_severity"] == first["summary"]["by_severity"]
    assert second["history"][0]["words"] == first["summary"]["words"]
    passing = of_json("a.txt", "--no-history")
    assert passing["history"] == []
    of_json("a.txt", "b.txt")
    assert len(of_json("a.txt", "b.txt")["history"]) == 2
    assert not [name for name in os.listdir() if name.startswith(".")], "nothing is left behind"  # noqa: PTH208


def test_rules_that_were_not_asked_lose_nothing(desk: Path) -> None:
    of_json("a.txt", "--history", "h.json")
    narrow = of_json("a.txt", "--history", "h.json", "--select", "SE")
    assert narrow["articles"][0]["changes"] == {"new": [], "gone": []}
    assert of_json("a.txt", "--history", "h.json")["articles"][0]["changes"] == {"new": [], "gone": []}


def test_a_broken_history_ends_the_run_before_it_begins(desk: Path) -> None:
    (desk / "h.json").write_text("[]", encoding="utf-8")
    result = newslint("a.txt", "--history", "h.json", "--output", "json=out.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "h.json: is no newslint history" in result.stderr
    assert (desk / "h.json").read_text(encoding="utf-8") == "[]"
    assert not (desk / "out.json").exists()
    assert newslint("a.txt", "--history", "a.txt").exit_code == 2
    assert (desk / "a.txt").read_text(encoding="utf-8") == WORSE


def test_no_report_is_written_over_the_history(desk: Path) -> None:
    newslint("a.txt", "--history", "h.json")
    before = (desk / "h.json").read_bytes()
    assert newslint("a.txt", "--history", "h.json", "--output", "json=./h.json").exit_code == 2
    assert (desk / "h.json").read_bytes() == before


def test_diff_leaves_the_history_alone(desk: Path) -> None:
    newslint("a.txt", "--diff", "--history", "h.json")
    assert not (desk / "h.json").exists()


def test_runs_at_once_do_not_tear_the_file(desk: Path) -> None:
    command = [sys.executable, "-m", "lint", "a.txt", "--select", "SE", "--history", "h.json", "--exit-zero"]
    started = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [process.wait(120) for process in started] == [0] * 4
    assert 1 <= len(History(desk / "h.json").runs) <= 4


def test_the_figures_of_a_run_are_those_of_its_summary(path: Path) -> None:
    run(path, [article(finding("a"), finding("b")), replace(article(path="b.txt"), words=990)])
    assert History(path).runs == (
        PastRun(
            at=History(path).runs[0].at, articles=2, words=1000, by_severity={"major": 2}, by_family={"sentences": 2},
            score=90.0,
        ),
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_run_whose_report_was_not_written_is_no_run(desk: Path) -> None:
    assert newslint("a.txt", "--history", "h.json", "--output", "json=/dev/full").exit_code == 2
    assert not (desk / "h.json").exists()


def test_a_history_that_cannot_be_written_fails_the_run(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    newslint("a.txt", "--history", "h.json")
    before = (desk / "h.json").read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    assert newslint("b.txt", "--history", "h.json").exit_code == 2
    assert (desk / "h.json").read_bytes() == before
    assert not [name for name in os.listdir() if name.startswith(".")], "nothing is left behind"  # noqa: PTH208
