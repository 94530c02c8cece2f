"""Decisions: what a page exports is read with suspicion, what is accepted is left out and counted, nothing else is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lint import accepted
from lint.accepted import Decision, Entry, latest, markdown, merge, note
from lint.cli import main
from lint.jsonfile import FileError
from tests.reports.samples import HOSTILE

TEXT = "The council met in the. spring of last year, and it voted to keep the old bridge open.\n"
FIXED = TEXT.replace("the. spring", "the spring")


def raw(**values: object) -> dict[str, object]:
    """A decision as a page exports it."""
    return {
        "fingerprint": "0123456789abcdef", "article": "a.txt", "code": "SE001", "text": "the. spring",
        "decision": "not-an-error", "reason": "a name", "at": "2026-03-01T09:30:00.123Z",
    } | values  # fmt: skip


def exported(path: Path, *decisions: object) -> Path:
    path.write_text(json.dumps({"newslint-decisions": 1, "decisions": decisions}), encoding="utf-8")
    return path


def decision(**values: Any) -> Decision:
    return Decision(**{**raw(at="2026-03-01T09:30:00Z", by=""), **values})


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def newslint(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert "Traceback" not in result.stderr
    return result


def found() -> dict[str, Any]:
    """The finding of the article, as the JSON report has it."""
    report = json.loads(newslint("check", "a.txt", "--isolated", "--output", "json").stdout)
    (finding,) = report["articles"][0]["findings"]
    return dict(finding)


def accept_it(desk: Path, **values: object) -> Result:
    decided = raw(fingerprint=found()["fingerprint"], **values)
    return newslint("accept", str(exported(desk / "decisions.json", decided)))


# Reading decisions


def test_decisions_are_read(tmp_path: Path) -> None:
    path = exported(tmp_path / "d.json", raw(), raw(decision="ask", by="Ann", line=3, column=7, message="Look."))
    first, second = accepted.read_decisions(path)
    assert first == decision()
    assert second == decision(decision="ask", by="Ann", line=3, column=7, message="Look.")


def test_what_a_later_page_may_add_is_passed_over(tmp_path: Path) -> None:
    path = exported(tmp_path / "d.json", raw(colour="red"))
    assert accepted.read_decisions(path) == [decision()]


WRONG: list[dict[str, object]] = [
    {"fingerprint": "0123456789ABCDEF"},
    {"fingerprint": "0123456789abcde"},
    {"fingerprint": "0123456789abcdef\n"},
    {"fingerprint": 1},
    {"article": ""},
    {"article": None},
    {"article": "x" * 5001},
    {"code": "ALL"},
    {"code": "GR/"},
    {"code": "GR/a b"},
    {"code": "SE001\n"},
    {"text": ""},
    {"text": ["x"]},
    {"decision": "accept"},
    {"decision": ["not-an-error"]},
    {"decision": {}},
    {"reason": None},
    {"reason": "x" * 5001},
    {"at": "yesterday"},
    {"at": "2026-03-01T09:30:00"},
    {"at": "0001-01-01T00:00:00+23:00"},
    {"at": 0},
    {"by": 7},
    {"line": -1},
    {"line": True},
    {"line": "7"},
]


@pytest.mark.parametrize("values", WRONG, ids=str)
def test_each_value_is_checked(tmp_path: Path, values: dict[str, object]) -> None:
    path = exported(tmp_path / "d.json", raw(), raw(**values))
    with pytest.raises(FileError) as error:
        accepted.read_decisions(path)
    (key,) = values
    assert str(error.value).startswith(f"{path}: decisions[1].{key} ")


@pytest.mark.parametrize("missing", sorted(raw()))
def test_nothing_may_be_missing(tmp_path: Path, missing: str) -> None:
    path = exported(tmp_path / "d.json", {key: value for key, value in raw().items() if key != missing})
    with pytest.raises(FileError, match=rf"decisions\[0\]\.{missing} is missing"):
        accepted.read_decisions(path)


BROKEN = ["", "{", "[]", '{"newslint-decisions": 2, "decisions": []}', '{"newslint-decisions": 1}', "\x00", "[" * 99999]
BROKEN += [
    '{"newslint-decisions": 1, "decisions": [1]}',
    '{"newslint-decisions": 1, "decisions": {}}',
    '{"a": Infinity}',
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_changes_nothing(desk: Path, content: str) -> None:
    (desk / "d.json").write_text(content, encoding="utf-8")
    good = exported(desk / "good.json", raw())
    result = newslint("accept", str(good), "d.json", "--note", "n.md")
    assert result.exit_code == 2
    assert "d.json" in result.stderr
    assert sorted(path.name for path in desk.iterdir()) == ["a.txt", "d.json", "good.json"]


def test_a_missing_file_is_an_error(desk: Path) -> None:
    assert newslint("accept", "gone.json").exit_code == 2
    assert newslint("accept").exit_code == 2
    assert newslint("accept", str(desk)).exit_code == 2


# Merging


def test_the_latest_decision_holds() -> None:
    early, late = decision(reason="early"), decision(reason="late", at="2026-03-02T00:00:00Z")
    for order in ([early, late], [late, early]):
        assert [entry.reason for entry in merge([], order, "Ann").entries] == ["late"]
    same = decision(reason="same second")
    assert latest([early, same]) == [same]


def test_only_not_an_error_is_accepted() -> None:
    merged = merge([], [decision(decision="fixed"), decision(decision="ask", fingerprint="f" * 16)], "")
    assert (merged.entries, merged.added, merged.withdrawn) == ([], 0, 0)


def test_a_later_decision_takes_back_what_was_accepted() -> None:
    before = merge([], [decision()], "Ann").entries
    for kind in ("fixed", "ask"):
        later = merge(before, [decision(decision=kind, at="2026-04-01T00:00:00Z")], "")
        assert (later.entries, later.withdrawn) == ([], 1)
        assert merge(before, [decision(decision=kind, at="2026-01-01T00:00:00Z")], "").entries == before


def test_merging_again_changes_nothing() -> None:
    once = merge([], [decision()], "Ann")
    again = merge(once.entries, [decision()], "Bob")
    assert (again.entries, again.added, again.changed) == (once.entries, 0, 0)
    assert once.entries[0].by == "Ann"


def test_the_file_is_sorted_one_entry_a_line_and_reads_back(tmp_path: Path) -> None:
    entries = [
        Entry(article=article, code=code, text="\u202e“x”\x00\ud800", fingerprint=print_, reason="é\n", by="", at=at)
        for article in ("b", "a\u2028")
        for code in ("SE002", "GR/X")
        for print_, at in (("f" * 16, "2026-03-01T09:30:00Z"), ("0" * 16, "2026-03-01T09:30:00Z"))
    ]
    path = tmp_path / "accepted.json"
    accepted.write(path, entries)
    content = path.read_text(encoding="utf-8")
    lines = content.splitlines()
    assert len(lines) == len(entries) + 3
    assert json.loads(content)["newslint-accepted"] == 1
    assert not set(content) & set("\u202e\u2028\ud800\x00")
    assert accepted.read(path) == sorted(entries, key=lambda entry: (entry.article, entry.code, entry.fingerprint))
    accepted.write(path, reversed(entries))
    assert path.read_text(encoding="utf-8") == content, "the order they come in does not matter"
    accepted.write(path, accepted.read(path)[1:])
    gone = set(lines) - set(path.read_text(encoding="utf-8").splitlines())
    assert len(gone) == 1, "one entry less is one line less"


# The note for the author


def test_the_note_has_article_place_words_and_reason() -> None:
    asked = decision(decision="ask", line=15, column=190, reason="One sentence or two?", message="A stop was inserted.")
    other = decision(decision="ask", fingerprint="f" * 16, article="z.txt", reason="", text="5 percents")
    text = note([other, asked, decision(fingerprint="e" * 16), decision(fingerprint="d" * 16, decision="fixed")])
    assert text == (
        "# Questions about your text\n\n## a.txt\n\n- line 15, column 190: “the. spring”\n\n"
        "  One sentence or two? A stop was inserted. (SE001)\n\n"
        "## z.txt\n\n- “5 percents”\n\n  Please check this. (SE001)\n"
    )


def test_a_note_without_questions_says_so() -> None:
    assert note([decision()]) == "# Questions about your text\n\nThere are none.\n"


def test_hostile_words_stay_words_in_the_note() -> None:
    import pyromark

    renderer = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)
    plain = renderer.html("- “x”\n\n  y (SE001)\n")
    for text in [*HOSTILE, "- x", "1. x", "2) x", "# x", "[a](http://x)", "http://x.org www.x.org a@b.org", "![x](y)"]:
        asked = decision(decision="ask", text=text or "x", reason=text, article=text or "x")
        (heading, *rest) = note([asked]).split("\n\n")[1:]
        assert heading.startswith("## ")
        assert "\n" not in heading
        html = renderer.html("\n\n".join(rest))
        tags = [part.partition(">")[0] for part in html.split("<")[1:]]
        assert tags == [part.partition(">")[0] for part in plain.split("<")[1:]], text
        assert not set(markdown(text)) & set("\x00\x1b\u202e\u2028\n\r")


def test_the_note_is_written_and_spares_foreign_files(desk: Path) -> None:
    path = str(exported(desk / "d.json", raw(decision="ask")))
    result = newslint("accept", path, "--note", "n.md")
    assert result.exit_code == 0
    assert "1 to ask the author about" in result.stdout
    assert "the. spring" in (desk / "n.md").read_text(encoding="utf-8")
    assert not (desk / "newslint-accepted.json").exists(), "a question accepts nothing"
    assert newslint("accept", path, "--note", "n.md").exit_code == 0, "our own note may be replaced"
    assert newslint("accept", path, "--note", "a.txt").exit_code == 2
    assert newslint("accept", path, "--note", path).exit_code == 2
    assert newslint("accept", path, "--into", path).exit_code == 2
    assert (desk / "a.txt").read_text(encoding="utf-8") == TEXT


# In a run


def test_an_accepted_finding_is_left_out_and_counted(desk: Path) -> None:
    assert newslint("check", "a.txt").exit_code == 1
    result = accept_it(desk)
    assert "newslint-accepted.json: 1 accepted finding, 1 new" in result.stdout
    (entry,) = accepted.read(desk / "newslint-accepted.json")
    assert (entry.article, entry.reason, entry.at) == ("a.txt", "a name", "2026-03-01T09:30:00Z")
    after = newslint("check", "a.txt")
    assert after.exit_code == 0
    assert after.stdout == "No findings in 1 article. 1 accepted finding left out.\n"
    report = json.loads(newslint("check", "a.txt", "--output", "json").stdout)
    assert report["articles"][0]["findings"] == []
    assert report["articles"][0]["score"] == 100.0
    assert report["summary"]["accepted"] == 1
    assert report["stale_accepted"] == []


def test_an_article_of_another_name_stays_accepted(desk: Path) -> None:
    accept_it(desk)
    Path("a.txt").rename("b.txt")
    assert newslint("check", "b.txt").exit_code == 0


def test_isolated_uses_only_what_is_named(desk: Path) -> None:
    accept_it(desk)
    assert newslint("check", "a.txt", "--isolated").exit_code == 1
    assert newslint("check", "a.txt", "--isolated", "--accepted", "newslint-accepted.json").exit_code == 0


def test_the_file_is_sought_beside_the_settings(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = found()["fingerprint"]
    (desk / "newslint.toml").write_text('accepted = "lists/ours.json"\n', encoding="utf-8")
    (desk / "lists").mkdir()
    (desk / "below").mkdir()
    monkeypatch.chdir(desk / "below")
    assert newslint("check", "../a.txt").exit_code == 2, "a file that is named must be there"
    exported(desk / "d.json", raw(fingerprint=fingerprint))
    assert newslint("accept", "../d.json", "--by", "Ann").exit_code == 0
    assert accepted.read(desk / "lists" / "ours.json")[0].by == "Ann"
    assert newslint("check", "../a.txt").exit_code == 0
    assert newslint("check", "../a.txt", "--accepted", "none.json").exit_code == 2


def test_a_broken_list_ends_the_run(desk: Path) -> None:
    (desk / "newslint-accepted.json").write_text("[]", encoding="utf-8")
    result = newslint("check", "a.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "newslint-accepted.json: is no file of accepted findings" in result.stderr
    assert accept_it(desk).exit_code == 2
    assert (desk / "newslint-accepted.json").read_text(encoding="utf-8") == "[]"


def test_accepting_never_hides_an_error(desk: Path) -> None:
    accept_it(desk)
    result = newslint("check", "a.txt", "gone.txt")
    assert result.exit_code == 2
    assert "gone.txt: error" in result.stdout


def test_what_is_no_longer_found_is_named(desk: Path) -> None:
    accept_it(desk)
    Path("a.txt").write_text(FIXED, encoding="utf-8")
    result = newslint("check", "a.txt")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0, "a.txt: note: SE001 is accepted, but not found any more",
    )  # fmt: skip
    assert "note" not in newslint("check", "a.txt", "--select", "PU").stdout, "no rule looked for it"
    Path("b.txt").write_text(FIXED, encoding="utf-8")
    assert "note" not in newslint("check", "b.txt").stdout, "its article was not checked"
    report = json.loads(newslint("check", "a.txt", "--output", "json").stdout)
    assert report["stale_accepted"] == [{"article": "a.txt", "code": "SE001"}]


def test_an_accepted_finding_is_not_fixed(desk: Path) -> None:
    accept_it(desk)
    assert newslint("check", "a.txt", "--diff", "--unsafe-fixes").stdout == ""
    newslint("check", "a.txt", "--fix", "--unsafe-fixes")
    assert Path("a.txt").read_text(encoding="utf-8") == TEXT
    assert (
        "+The council met in the spring" in newslint("check", "a.txt", "--isolated", "--diff", "--unsafe-fixes").stdout
    )


def test_accepting_is_no_change_in_the_history(desk: Path) -> None:
    newslint("check", "a.txt", "--history", "h.json")
    accept_it(desk)
    report = json.loads(newslint("check", "a.txt", "--history", "h.json", "--output", "json").stdout)
    assert report["articles"][0]["changes"] == {"new": [], "gone": []}


def test_no_report_is_written_over_the_list(desk: Path) -> None:
    accept_it(desk)
    before = (desk / "newslint-accepted.json").read_bytes()
    assert newslint("check", "a.txt", "--output", "json=newslint-accepted.json").exit_code == 2
    assert (desk / "newslint-accepted.json").read_bytes() == before
