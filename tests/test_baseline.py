"""The baseline: what was there is hidden, as often as it was there and where it was there, and it is always said."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from lint import baseline
from lint.baseline import Baseline, Entry
from lint.checker import Checker
from lint.cli import main
from lint.config import Config, Selection
from lint.jsonfile import FileError
from lint.report import Summary
from lint.sources.plain import from_text

CLEAN = "The council met on Monday and voted to keep the old bridge open for another year.\n"
DAMAGED = "The council met in the. spring of last year, and it voted to keep the old bridge open.\n"
OTHER = "The bank said. that profits would rise again in the second half of the current year.\n"
FIXABLE = "It grew by 5 percents in a year, the bank said.\n"
FILE = "newslint-baseline.json"
SCHEMA = Path(__file__).parent.parent / "reports" / "newslint.schema.json"


def raw(**values: object) -> dict[str, object]:
    """An entry as it stands in the file."""
    return {
        "path": "a.txt", "code": "SE001", "fingerprint": "0123456789abcdef", "count": 1, "text": "the. spring",
    } | values  # fmt: skip


def stored(path: Path, *entries: object, version: object = 1) -> Path:
    path.write_text(json.dumps({"newslint-baseline": version, "findings": [*entries, None]}), encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two damaged articles and a clean one; settings that name a baseline, which is there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(CLEAN + "\n" + DAMAGED, encoding="utf-8")
    (tmp_path / "news" / "b.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "news" / "c.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "newslint.toml").write_text(f'baseline = "{FILE}"\n', encoding="utf-8")
    assert newslint("baseline", "news").exit_code == 0
    return tmp_path


def newslint(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert "Traceback" not in result.output
    return result


def report(*arguments: str, code: int) -> dict[str, Any]:
    result = newslint("check", *arguments, "--output", "json")
    assert result.exit_code == code, result.output
    content: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(content, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return content


def found(*arguments: str, code: int = 1) -> list[tuple[str, str]]:
    articles = report(*arguments, code=code)["articles"]
    return [(article["path"], finding["text"]) for article in articles for finding in article["findings"]]


def entries(folder: Path) -> list[tuple[str, str, int]]:
    return [(entry.path, entry.text, entry.count) for entry in baseline.read(folder / FILE)]


A, B = ("news/a.txt", "the. spring"), ("news/b.txt", "said. that")


# Hiding


def test_what_was_there_is_hidden_and_it_is_said(archive: Path) -> None:
    result = newslint("check", "news")
    assert result.exit_code == 0
    assert result.stdout == "No findings in 3 articles. 2 findings of the baseline left out.\n"
    assert report("news", code=0)["summary"]["baselined"] == 2
    assert [article["score"] for article in report("news", code=0)["articles"]] == [100.0] * 3


def test_every_summary_says_how_much_is_hidden(archive: Path) -> None:
    newslint("check", "news", "--output", "markdown=r.md", "--output", "html=r.html", "--output", "json=r.json")
    for path in ("r.md", "r.html"):
        assert "2 findings of the baseline left out" in (archive / path).read_text(encoding="utf-8")
    assert "2 findings of the baseline left out" in newslint("report", "r.json").stdout


def test_what_is_new_is_not_hidden(archive: Path) -> None:
    (archive / "news" / "c.txt").write_text(CLEAN + "\n" + DAMAGED, encoding="utf-8")
    assert found("news") == [("news/c.txt", "the. spring")], "the same sentence in another article is new"


def test_edits_elsewhere_in_the_file_change_nothing(archive: Path) -> None:
    path = archive / "news" / "a.txt"
    path.write_text("A new beginning was put here.\n\n" + path.read_text(encoding="utf-8") + "\nAnd an end.\n")
    assert found("news", code=0) == []


def test_a_file_is_known_however_it_is_called(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive / "way").symlink_to(archive / "news")
    for path in ("news/a.txt", "./news/../news/a.txt", str(archive / "news"), "way/a.txt"):
        assert found(path, code=0) == []
    monkeypatch.chdir(archive / "news")
    assert found(".", code=0) == []
    assert found("a.txt", "--isolated", "--baseline", f"../{FILE}", code=0) == []


def test_without_it_all_is_reported(archive: Path) -> None:
    assert found("news", "--no-baseline") == [A, B]
    assert found("news", "--isolated") == [A, B]
    assert newslint("check", "news", "--no-baseline", "--baseline", FILE).exit_code == 2


def test_the_same_finding_is_hidden_as_often_as_it_was_there(archive: Path) -> None:
    path = archive / "news" / "feed.jsonl"
    row = json.dumps({"text": DAMAGED}) + "\n"
    path.write_text(row * 2, encoding="utf-8")
    newslint("baseline", "news")
    assert ("news/feed.jsonl", "the. spring", 2) in entries(archive)
    assert found("news", code=0) == []
    path.write_text(row * 3, encoding="utf-8")
    assert found("news") == [("news/feed.jsonl", "the. spring")]
    assert report("news", code=1)["summary"]["baselined"] == 4


def test_two_processes_hide_the_same(archive: Path) -> None:
    (archive / "news" / "feed.jsonl").write_text((json.dumps({"text": DAMAGED}) + "\n") * 4, encoding="utf-8")
    newslint("baseline", "news", "--jobs", "2")
    assert entries(archive)[-1] == ("news/feed.jsonl", "the. spring", 4)
    assert found("news", "--jobs", "2", code=0) == []


def test_what_is_accepted_needs_no_baseline(archive: Path) -> None:
    finding = report("news/a.txt", "--no-baseline", code=1)["articles"][0]["findings"][0]
    decision = {
        "fingerprint": finding["fingerprint"], "article": "news/a.txt", "code": "SE001", "text": "the. spring",
        "decision": "not-an-error", "reason": "", "at": "2026-03-01T09:30:00Z",
    }  # fmt: skip
    (archive / "d.json").write_text(json.dumps({"newslint-decisions": 1, "decisions": [decision]}), encoding="utf-8")
    newslint("accept", "d.json")
    assert newslint("check", "news").stdout.endswith(
        "No findings in 3 articles. 1 accepted finding left out. 1 finding of the baseline left out.\n"
    )
    newslint("baseline", "news", "--prune")
    assert entries(archive) == [(*B, 1)]


def test_history_does_not_take_hidden_findings_for_gone(archive: Path) -> None:
    newslint("check", "news", "--no-baseline", "--history", "h.json")
    articles = report("news", "--history", "h.json", code=0)["articles"]
    assert [article["changes"] for article in articles] == [{"new": [], "gone": []}] * 3


# A file that is renamed


def test_a_renamed_file_takes_its_entries_along(archive: Path) -> None:
    (archive / "news" / "a.txt").rename(archive / "news" / "z.txt")
    assert found("news", code=0) == []
    assert report("news", code=0)["stale_baseline"] == []
    newslint("baseline", "news", "--prune")
    assert entries(archive) == [(*B, 1), ("news/z.txt", "the. spring", 1)]


def test_a_copy_is_not_covered_by_the_original(archive: Path) -> None:
    (archive / "news" / "z.txt").write_bytes((archive / "news" / "a.txt").read_bytes())
    assert found("news") == [("news/z.txt", "the. spring")]
    (archive / "news" / "a.txt").unlink()
    (archive / "news" / "y.txt").write_bytes((archive / "news" / "z.txt").read_bytes())
    assert found("news") == [("news/z.txt", "the. spring")], "one has gone, so one of two is covered"


# What is gone


def mend(archive: Path) -> None:
    (archive / "news" / "a.txt").write_text(CLEAN, encoding="utf-8")


def test_what_is_gone_is_said_and_pruned(archive: Path) -> None:
    mend(archive)
    result = newslint("check", "news")
    assert result.exit_code == 0
    assert "news/a.txt: note: SE001 of the baseline not found any more: newslint baseline --prune" in result.stdout
    assert report("news", code=0)["stale_baseline"] == [{"path": "news/a.txt", "code": "SE001"}]
    assert newslint("baseline", "news").stdout.count(f"{FILE}: 2 findings in 2 files, 1 not found any more")
    assert newslint("baseline", "news", "--prune").stdout.endswith(f"{FILE}: 1 finding in 1 file, 1 taken out\n")
    assert entries(archive) == [(*B, 1)]


def test_pruning_adds_nothing(archive: Path) -> None:
    mend(archive)
    (archive / "news" / "c.txt").write_text(DAMAGED, encoding="utf-8")
    assert "1 found that are not in it" in newslint("baseline", "news", "--prune").stdout
    assert entries(archive) == [(*B, 1)]
    assert found("news") == [("news/c.txt", "the. spring")]


def test_what_was_not_checked_is_not_gone(archive: Path) -> None:
    mend(archive)
    before = (archive / FILE).read_bytes()
    for arguments in (["news/b.txt"], ["news", "--select", "numbers"], ["news/c.txt"]):
        assert report(*arguments, code=0)["stale_baseline"] == []
        assert newslint("baseline", *arguments, "--prune").exit_code == 0
        assert (archive / FILE).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n\x00\x01"])
def test_what_could_not_be_checked_is_not_gone(archive: Path, content: bytes) -> None:
    (archive / "news" / "a.txt").write_bytes(content)
    result = newslint("baseline", "news", "--prune")
    assert result.exit_code == 2
    assert "news/a.txt: error: is" in result.stderr
    assert entries(archive) == [(*A, 1), (*B, 1)]


def test_a_line_that_cannot_be_read_keeps_the_entries_of_its_file(archive: Path) -> None:
    path = archive / "news" / "feed.jsonl"
    path.write_text(json.dumps({"text": OTHER}) + "\n" + json.dumps({"text": DAMAGED}) + "\n", encoding="utf-8")
    newslint("baseline", "news")
    path.write_text(json.dumps({"text": OTHER}) + "\n{broken\n", encoding="utf-8")
    assert newslint("baseline", "news", "--prune").exit_code == 2
    assert ("news/feed.jsonl", "the. spring", 1) in entries(archive)


def test_a_file_that_has_gone_is_gone_where_its_folder_was_checked(archive: Path) -> None:
    (archive / "news" / "a.txt").unlink()
    assert report("news/b.txt", code=0)["stale_baseline"] == []
    assert report("news", code=0)["stale_baseline"] == [{"path": "news/a.txt", "code": "SE001"}]
    assert report(".", code=0)["stale_baseline"] == [{"path": "news/a.txt", "code": "SE001"}]
    newslint("baseline", "news", "--prune")
    assert entries(archive) == [(*B, 1)]


# Writing


def test_the_file_is_sorted_one_entry_a_line_and_always_the_same(archive: Path) -> None:
    before = (archive / FILE).read_text(encoding="utf-8")
    lines = before.splitlines()
    assert lines[:2] == ['{"newslint-baseline": 1,', '"findings": [']
    assert lines[-2:] == ["null", "]}"]
    assert all(line.startswith('{"path": "news/') and line.endswith("},") for line in lines[2:-2])
    (archive / FILE).unlink()
    newslint("baseline", "news/c.txt", "news/b.txt", "news/a.txt", "--jobs", "1")
    assert (archive / FILE).read_text(encoding="utf-8") == before


def test_more_is_added_to_what_is_there(archive: Path) -> None:
    (archive / "more.txt").write_text(DAMAGED, encoding="utf-8")
    result = newslint("baseline", "more.txt")
    assert result.stdout.endswith(f"{FILE}: 3 findings in 3 files, 1 new\n")
    assert len(entries(archive)) == 3


def test_where_no_settings_name_it_one_is_told_how_to_use_it(archive: Path) -> None:
    result = newslint("baseline", "news", "--isolated", "--output", "other.json")
    assert "to use it: newslint check --baseline other.json" in result.stdout
    assert found("news", "--isolated", "--baseline", "other.json", code=0) == []


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgSign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, env=environment)


@pytest.mark.parametrize("union", [False, True])
def test_git_merges_it(archive: Path, union: bool) -> None:
    """Entries added and taken out in different places merge as they are; with merge=union, in the same place too."""
    names = [f"news/{letter}.txt" for letter in "defghijklm"]
    for name in names:
        (archive / name).write_text(DAMAGED, encoding="utf-8")
    newslint("baseline", "news")
    (archive / ".gitattributes").write_text(f"{FILE} merge=union\n" if union else "", encoding="utf-8")
    git(archive, "init", "-q", "-b", "main")
    git(archive, "add", "-A")
    git(archive, "commit", "-qm", "one")
    git(archive, "checkout", "-qb", "other")
    (archive / names[1]).write_text(CLEAN, encoding="utf-8")
    newslint("baseline", "news", "--prune")
    (archive / "news" / "y.txt").write_text(DAMAGED, encoding="utf-8")
    newslint("baseline", "news")
    git(archive, "add", "-A")
    git(archive, "commit", "-qm", "two")
    git(archive, "checkout", "-q", "main")
    new = "z.txt" if union else "h2.txt"
    (archive / "news" / new).write_text(DAMAGED, encoding="utf-8")
    newslint("baseline", "news")
    git(archive, "add", "-A")
    git(archive, "commit", "-qm", "three")
    git(archive, "merge", "-q", "other", "-m", "both")
    assert found("news", code=0) == []
    assert report("news", code=0)["stale_baseline"] == []
    assert sorted(path for path, _, _ in entries(archive)) == sorted(
        {"news/a.txt", "news/b.txt", *names, "news/y.txt", f"news/{new}"} - {names[1]}
    )


# What cannot be used


BROKEN = ["", "{", "[]", "\x00", "[" * 99999, '{"newslint-baseline": 1}', '{"newslint-baseline": 1, "findings": {}}']
BROKEN += ['{"newslint-baseline": 2, "findings": []}', '{"newslint-baseline": true, "findings": []}']
BROKEN += ['{"newslint-accepted": 1, "findings": []}', '{"newslint-baseline": 1, "findings": [1]}']
BROKEN += ['{"newslint-baseline": 1, "findings": [null, null]}', '{"newslint-baseline": 1, "findings": [null, {}]}']
BROKEN += ["<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n"]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("command", [["check"], ["check", "--exit-zero"], ["baseline"], ["baseline", "--prune"]])
def test_a_broken_file_is_an_error(archive: Path, content: str, command: list[str]) -> None:
    (archive / FILE).write_text(content, encoding="utf-8")
    result = newslint(*command, "news")
    assert result.exit_code == 2
    assert f"{FILE}: " in result.stderr
    assert (archive / FILE).read_text(encoding="utf-8") == content


WRONG: list[dict[str, object]] = [
    {"path": ""}, {"path": None}, {"path": "x" * 5001}, {"code": "ALL"}, {"code": 1}, {"fingerprint": "x"},
    {"fingerprint": None}, {"count": 0}, {"count": -1}, {"count": "1"}, {"count": True}, {"count": 1.5}, {"text": None},
]  # fmt: skip


@pytest.mark.parametrize("values", WRONG, ids=str)
def test_each_value_is_checked(tmp_path: Path, values: dict[str, object]) -> None:
    path = stored(tmp_path / "b.json", raw(), raw(**values))
    with pytest.raises(FileError) as error:
        baseline.read(path)
    (key,) = values
    assert str(error.value).startswith(f"{path}: findings[1].{key} ")


def test_a_missing_file_is_an_error(archive: Path) -> None:
    (archive / FILE).unlink()
    assert newslint("check", "news").exit_code == 2
    assert newslint("check", "news", "--baseline", "gone.json").exit_code == 2
    assert newslint("check", "news", "--baseline", "news").exit_code == 2
    assert "there is no baseline to prune" in newslint("baseline", "news", "--prune").stderr


def test_where_none_can_be_written(archive: Path) -> None:
    for output in ("gone/b.json", "news", "/dev/null", "news/a.txt"):
        before = (archive / "news" / "a.txt").read_bytes()
        assert newslint("baseline", "news", "--output", output).exit_code == 2
        assert (archive / "news" / "a.txt").read_bytes() == before
    assert newslint("baseline", "-").exit_code == 2
    assert newslint("baseline").exit_code == 2
    assert newslint("baseline", "gone.txt").exit_code == 2
    assert newslint("check", "news", "--output", f"text={FILE}").exit_code == 2


def test_articles_that_cannot_be_read_are_named_and_the_others_are_written_down(archive: Path) -> None:
    (archive / FILE).unlink()
    (archive / "news" / "d.txt").write_bytes(b"")
    result = newslint("baseline", "news")
    assert result.exit_code == 2
    assert "news/d.txt: error: is empty" in result.stderr
    assert "not everything was checked" in result.stderr
    assert len(entries(archive)) == 2
    assert newslint("check", "news").exit_code == 2


# Fixes


def test_fixes_leave_alone_what_the_baseline_hides(archive: Path) -> None:
    path = archive / "news" / "a.txt"
    path.write_text(FIXABLE, encoding="utf-8")
    newslint("baseline", "news")
    (archive / "news" / "c.txt").write_text(FIXABLE, encoding="utf-8")
    newslint("check", "news", "--fix")
    assert path.read_text(encoding="utf-8") == FIXABLE
    assert (archive / "news" / "c.txt").read_text(encoding="utf-8") == FIXABLE.replace("percents", "percent")
    assert newslint("check", "news", "--diff").stdout == ""
    newslint("check", "news", "--fix", "--no-baseline")
    assert path.read_text(encoding="utf-8") == FIXABLE.replace("percents", "percent")


def test_a_fix_close_by_does_not_uncover_what_the_baseline_hides(archive: Path) -> None:
    """The letters that it changes belong to the fingerprint of the other: it must not be fixed as if it were new."""
    path = archive / "news" / "a.txt"
    path.write_text("Profits grew by 5 percents, costs by 7 percents, it said.\n", encoding="utf-8")
    first, _ = report("news/a.txt", "--no-baseline", "--fail-on", "critical", code=0)["articles"][0]["findings"]
    known = {key: first[key] for key in ("code", "fingerprint", "text")}
    stored(archive / FILE, raw(path="news/a.txt", **known))
    newslint("check", "news/a.txt", "--fix")
    assert path.read_text(encoding="utf-8") == "Profits grew by 5 percents, costs by 7 percent, it said.\n"
    after = report("news/a.txt", "--no-baseline", "--fail-on", "critical", code=0)["articles"][0]["findings"]
    assert [finding["fingerprint"] for finding in after] != [first["fingerprint"]], "it would have looked new"


# The counting itself


@given(st.lists(st.sampled_from(["a.txt", "b.txt", "gone.txt"]), max_size=6), st.integers(0, 5), st.integers(0, 5))
def test_no_more_is_hidden_than_was_there(kept: list[str], in_a: int, in_b: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in ("a.txt", "b.txt"):
            (folder / path).touch()
        checker = Checker(Config(selection=Selection(select=("SE001",))))
        results = {path: checker.check(from_text(DAMAGED, str(folder / path))) for path in ("a.txt", "b.txt")}
        fingerprint = results["a.txt"].findings[0].fingerprint
        counts = Counter(kept)
        listed = [
            Entry(path=path, code="SE001", fingerprint=fingerprint, count=count, text="")
            for path, count in counts.items()
        ]
        known = Baseline(folder / "b.json", listed)
        shown = 0
        for path, times in (("a.txt", in_a), ("b.txt", in_b)):
            for _ in range(times):
                peek = known.without(results[path])
                taken, hidden = known.take(results[path])
                assert peek == taken
                assert len(hidden) + len(taken.findings) == 1
                shown += len(taken.findings)
        own = min(in_a, counts["a.txt"]) + min(in_b, counts["b.txt"])
        moved = min(in_a + in_b - own, counts["gone.txt"])
        assert shown == in_a + in_b - own - moved
        summary = Summary()
        known.finish(summary, lambda _path, _known: True, [str(folder)])
        assert summary.baselined == own + moved
        after = known.entries([], prune=False)
        assert sum(entry.count for entry in after) == len(kept), "nothing is lost and nothing comes up"
        assert sum(entry.count for entry in known.entries([], prune=True)) <= len(kept)
