"""Suppressions through the command line: what they hide, what is said of them, and who may forbid them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from lint.cli import main
from lint.sources.base import SIDECAR_SUFFIX
from tests.engines.fakes import WordEngine

SLIP = "The council met in the. spring of last year, and it voted to keep the old bridge open.\n"
GOOD = "The council met in the spring of last year, and it voted to keep the old bridge open.\n"
OTHER = "It met again in the. summer of that year, and nobody spoke about the bridge at all then.\n"
SCHEMA = Path(__file__).parent.parent / "reports" / "newslint.schema.json"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def newslint(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["check", *arguments, "--no-cache"])
    assert "Traceback" not in result.stderr, result.stderr
    return result


def report(*arguments: str, code: int | None = None) -> dict[str, Any]:
    result = newslint(*arguments, "--output", "json")
    data = json.loads(result.stdout)
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert code is None or result.exit_code == code, result.stdout
    return dict(data)


def codes(data: Mapping[str, Any]) -> list[str]:
    return [finding["code"] for article in data["articles"] for finding in article["findings"]]


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def ignore(rules: str, reason: str = "a name") -> str:
    return f"<!-- newslint: ignore[{rules}] -- {reason} -->\n"


@pytest.mark.parametrize("rules", ["SE001", "se001", "SE", "stop-inserted", "sentences", "all", "PU, SE001"])
def test_codes_prefixes_names_families_and_all_hide_a_finding(rules: str) -> None:
    write("a.md", ignore(rules) + SLIP)
    data = report("a.md", "--ignore", "NL002", code=0)
    assert codes(data) == []
    assert data["summary"]["suppressed"] == data["articles"][0]["suppressed"] == 1
    assert data["articles"][0]["suppressed_findings"] == []
    assert data["articles"][0]["score"] == 100


def test_it_hides_nothing_elsewhere_and_no_other_rule() -> None:
    write("a.md", ignore("SE001") + SLIP + "\n" + OTHER)
    data = report("a.md", code=1)
    (finding,) = data["articles"][0]["findings"]
    assert (finding["code"], finding["line"]) == ("SE001", 4)
    write("a.md", ignore("PU") + SLIP)
    assert codes(report("a.md", code=1)) == ["NL002", "SE001"]


def test_suppressed_findings_are_shown_on_request() -> None:
    write("a.md", "---\ntitle: A bridge\nnewslint: {ignore: [SE001], reason: ours}\n---\n" + SLIP)
    data = report("a.md", "--show-suppressed", code=0)
    (finding,) = data["articles"][0]["suppressed_findings"]
    assert finding["suppressed"] == {"kind": "front-matter", "reason": "ours"}
    assert (finding["code"], finding["line"]) == ("SE001", 5)
    text = newslint("a.md", "--show-suppressed").stdout
    assert "a.md:5:20: suppressed (front-matter): major SE001" in text
    assert "1 finding suppressed." in text


def test_a_saved_report_says_the_same_again() -> None:
    write("a.md", ignore("SE001") + SLIP + "\n<!-- newslint: ignore[PU] -->\n" + OTHER)
    newslint("a.md", "--show-suppressed", "--output", "json=r.json")
    again = CliRunner().invoke(main, ["report", "r.json", "--output", "json"])
    assert again.stdout == Path("r.json").read_text(encoding="utf-8")
    assert again.exit_code == 1


# What is said of suppressions


def test_one_that_hides_nothing_is_a_minor_finding_at_its_own_place() -> None:
    write("a.md", GOOD + "\n" + ignore("SE001") + OTHER.replace("the.", "the"))
    (finding,) = report("a.md", code=0)["articles"][0]["findings"]
    assert (finding["code"], finding["name"], finding["family"]) == ("NL002", "unused-suppression", "suppressions")
    assert (finding["severity"], finding["line"], finding["column"]) == ("minor", 3, 1)
    assert finding["context"][finding["context_start"] :].startswith("<!-- newslint")
    assert "SE001" in finding["message"]


@pytest.mark.parametrize(
    ("rules", "options", "reported"),
    [
        ("SE001", ["--select", "PU,NL"], False),
        ("SE001", ["--ignore", "SE001"], False),
        ("SE", ["--select", "SE001,NL"], False),
        ("SE001", ["--select", "SE001,NL"], True),
        ("SE001", ["--select", "SE001"], False),
        ("SE001", ["--ignore", "NL002"], False),
        ("SE", [], True),
        ("GR/X", [], False),
        ("spelling", [], False),
        ("all", [], False),
        ("Style", [], False),
    ],
)
def test_it_is_called_unused_only_if_all_that_it_names_has_run(rules: str, options: list[str], reported: bool) -> None:
    write("a.md", ignore(rules) + GOOD)
    assert codes(report("a.md", *options, "--engine", "none", code=0)) == (["NL002"] if reported else [])


def test_its_severity_can_be_set_and_a_text_cannot_hide_it() -> None:
    write("newslint.toml", '[severity]\nunused-suppression = "major"\n')
    write("a.md", "<!-- newslint: ignore-file[all] -->\n\n" + ignore("SE001") + GOOD)
    assert codes(report("a.md", "--engine", "none", code=1)) == ["NL002"]
    write("a.md", "<!-- newslint: ignore-file[NL002] -->\n\n" + GOOD)
    assert "only the settings can ignore it" in report("a.md", code=2)["errors"][0]["message"]


def test_reasons_can_be_required() -> None:
    write("newslint.toml", "require-suppression-reason = true\n")
    write("a.md", ignore("SE001") + SLIP)
    assert codes(report("a.md", code=0)) == []
    write("a.md", "<!-- newslint: ignore[SE001] -->\n" + SLIP + "\n<!-- newslint: ignore-file[RD] -- -->\n")
    data = report("a.md", "--ignore", "NL002", code=1)
    assert codes(data) == ["NL001", "NL001"]
    assert data["summary"]["suppressed"] == 1
    Path("newslint.toml").unlink()
    assert codes(report("a.md", "--ignore", "NL002", code=0)) == []


@pytest.mark.parametrize("bad", ["ignore", "ignore[XX999]", "ignore[]", "disable[SE001]", "ignore-start[SE001]"])
def test_what_cannot_be_understood_is_exit_code_2_with_its_line_and_hides_nothing(bad: str) -> None:
    write("a.md", f"# A bridge\n\n<!-- newslint: {bad} -->\n{SLIP}")
    write("b.txt", GOOD)
    data = report("a.md", "b.txt", "--exit-zero", code=2)
    assert codes(data) == ["SE001"], "the article is checked all the same"
    (error,) = data["errors"]
    assert error["path"] == "a.md:3"
    assert newslint("a.md", "--diff").exit_code == 2


def test_a_newsroom_can_forbid_them() -> None:
    write("a.md", "---\ntitle: x\nnewslint: {ignore: [SE]}\n---\n<!-- newslint: ignore[all] -->\n" + SLIP)
    write("b.txt", SLIP)
    write("b.txt.newslint.toml", '[[ignore]]\nrules = ["all"]\n')
    data = report(".", "--engine", "none", code=0)
    assert data["summary"]["suppressed"] == 2
    data = report(".", "--no-inline-suppressions", code=1)
    assert (codes(data), data["summary"]["suppressions_refused"]) == (["SE001"], 2)
    assert "2 suppressions not applied" in newslint(".", "--no-inline-suppressions").stdout
    write("newslint.toml", "inline-suppressions = false\nsidecar-suppressions = false\n")
    data = report(".", code=1)
    assert (codes(data), data["summary"]["suppressions_refused"]) == (["SE001", "SE001"], 3)
    assert codes(report(".", "--inline-suppressions", "--engine", "none", code=1)) == ["SE001"]
    write("a.md", "<!-- newslint: nonsense -->\n" + GOOD)
    write("b.txt.newslint.toml", "nonsense")
    report("a.md", code=0)


# With the rest of newslint


def test_workers_and_the_cache_give_the_same(desk: Path) -> None:
    for number in range(6):
        write(f"{number}.md", ignore("SE001") + SLIP + "\n" + ignore("PU") + OTHER)
        write(f"{number}.txt", SLIP)
    write("3.txt.newslint.toml", '[[ignore]]\nrules = ["SE001"]\n')
    command = [sys.executable, "-m", "lint", "check", ".", "--isolated", "--engine", "none", "--output", "json"]
    runs = [["--no-cache", "--jobs", "1"], ["--no-cache", "--jobs", "2"], [], [], ["--jobs", "2"]]
    results = [
        subprocess.run(
            [*command, *extra, "--cache-dir", str(desk / "cache")] if "--no-cache" not in extra else [*command, *extra],
            capture_output=True, text=True, timeout=300, check=False,
        ).stdout
        for extra in runs
    ]  # fmt: skip
    assert json.loads(results[0])["summary"]["suppressed"] == 7
    assert results == results[:1] * len(results)
    Path("3.txt.newslint.toml").unlink()
    (desk / "4.txt.newslint.toml").write_text('[[ignore]]\nrules = ["stop-inserted"]\n', encoding="utf-8")
    late = subprocess.run(
        [*command, "--cache-dir", str(desk / "cache")], capture_output=True, text=True, timeout=300, check=False
    )
    hidden = {article["path"]: article["suppressed"] for article in json.loads(late.stdout)["articles"]}
    assert (hidden["3.txt"], hidden["4.txt"]) == (0, 1), "a sidecar counts, whatever was kept of the article"


def test_findings_of_engines_are_suppressed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lint.engines.stage.find_engine", lambda _name: lambda _options: WordEngine())
    text = GOOD.replace("bridge", "hoause")
    write("a.md", ignore("SP/MADE_UP_SPELLING") + text + "\n" + ignore("GR/GONE, spelling, all") + text.upper())
    data = report("a.md", "--languagetool", "required")
    assert data["engines"][1]["ran"]
    assert [(f["code"], f["line"]) for f in data["articles"][0]["findings"] if f["code"] == "NL002"] == [("NL002", 4)]
    assert "SP/MADE_UP_SPELLING" not in codes(data)
    assert data["summary"]["suppressed"] >= 1


def test_an_engine_that_does_not_answer_leaves_its_suppressions_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = WordEngine()
    engine.failures = 100
    monkeypatch.setattr("lint.engines.stage.find_engine", lambda _name: lambda _options: engine)
    write("a.md", ignore("SP/MADE_UP_SPELLING") + GOOD)
    assert codes(report("a.md", "--languagetool", "required", code=2)) == []


def test_the_finding_that_stands_for_another_keeps_the_others_suppression_from_being_unused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = WordEngine(word="spring")
    monkeypatch.setattr("lint.engines.stage.find_engine", lambda _name: lambda _options: engine)
    write("a.md", ignore("SP/MADE_UP_SPELLING") + SLIP)
    data = report("a.md", "--languagetool", "required", code=1)
    (finding,) = data["articles"][0]["findings"]
    assert finding["code"] == "SE001"
    assert "SP/MADE_UP_SPELLING" in finding["also"]


def test_suppressed_comes_before_accepted_and_accepted_works_on_what_is_said_of_suppressions() -> None:
    write("a.md", ignore("SE001") + SLIP + "\n" + ignore("PU003") + OTHER)
    marks = {f["code"]: f["fingerprint"] for f in report("a.md")["articles"][0]["findings"]}
    assert set(marks) == {"SE001", "NL002"}
    suppressed = report("a.md", "--show-suppressed")["articles"][0]["suppressed_findings"][0]["fingerprint"]
    entries = [
        {
            "article": "a.md",
            "code": "SE001",
            "text": "x",
            "fingerprint": mark,
            "reason": "",
            "at": "2026-01-01T00:00:00Z",
        }
        for mark in (marks["SE001"], marks["NL002"], suppressed)
    ]
    write("newslint-accepted.json", json.dumps({"newslint-accepted": 1, "findings": entries}))
    data = report("a.md", "--accepted", "newslint-accepted.json", code=0)
    assert (data["summary"]["accepted"], data["summary"]["suppressed"]) == (2, 1)
    fixed = newslint("a.md", "--accepted", "newslint-accepted.json", "--fix")
    assert fixed.exit_code == 0
    assert "PU003" in Path("a.md").read_text(encoding="utf-8"), "what is accepted is not fixed"


def test_the_rules_about_suppressions_are_rules_like_others() -> None:
    for code in ("NL001", "nl002", "unused-suppression"):
        page = CliRunner().invoke(main, ["explain", code])
        assert page.exit_code == 0
        assert "Family: suppressions" in page.stdout
        assert "Flagged:" not in page.stdout
    listed = CliRunner().invoke(main, ["rules", "--select", "suppressions"]).stdout
    assert "NL002 unused-suppression" in listed


# --fix


def test_fix_takes_out_what_hides_nothing_and_leaves_the_rest() -> None:
    kept, last = ignore("SE001") + SLIP, OTHER.replace("the. summer", "the summer")
    path = write("a.md", f"# A bridge {ignore('NA').strip()} here\n\n{kept}\n{ignore('PU003', 'old')}{last}")
    first = newslint("a.md", "--fix", "--engine", "none")
    assert path.read_text(encoding="utf-8") == f"# A bridge here\n\n{kept}\n{last}", first.stderr
    assert "a.md: 2 fixed" in first.stderr
    assert first.exit_code == 0
    assert newslint("a.md", "--diff").stdout == ""


def test_what_is_suppressed_is_not_fixed_and_all_else_is_in_one_run() -> None:
    slip = "The bill passed on Monday in the old town hall,.\n"
    path = write("a.md", ignore("PU003, PU001") + slip + "\n" + ignore("PU003") + slip.replace("bill", "law"))
    result = newslint("a.md", "--fix", "--unsafe-fixes", "--engine", "none")
    expected = ignore("PU001") + slip + "\n" + slip.replace("bill", "law").replace(",.", ".")
    assert path.read_text(encoding="utf-8") == expected
    assert "a.md: 3 fixed" in result.stderr


def test_fix_does_not_take_out_what_this_run_could_not_judge() -> None:
    text = ignore("all") + ignore("GR/X") + ignore("SE001") + GOOD
    path = write("a.md", text)
    newslint("a.md", "--fix", "--select", "PU,NL", "--engine", "none")
    assert path.read_text(encoding="utf-8") == text
    newslint("a.md", "--fix", "--ignore", "NL002")
    assert path.read_text(encoding="utf-8") == text


# Sidecar files


def sidecar(article: str, *entries: str) -> Path:
    return write(article + SIDECAR_SUFFIX, "\n".join(f"[[ignore]]\n{entry}\n" for entry in entries))


def test_a_sidecar_hides_what_it_quotes_wherever_that_stands() -> None:
    write("a.txt", SLIP + "\n" + OTHER)
    sidecar("a.txt", 'rules = ["SE001"]\nquote = "in the.  spring\\nof"\nreason = "a name"')
    (finding,) = report("a.txt", code=1)["articles"][0]["findings"]
    assert (finding["code"], finding["line"]) == ("SE001", 3)
    write("a.txt", "A new headline\n\n" + OTHER + "\n" + SLIP.replace("in the. spring", "in the.\nspring"))
    data = report("a.txt", "--show-suppressed", code=1)
    (hidden,) = data["articles"][0]["suppressed_findings"]
    assert hidden["suppressed"] == {"kind": "sidecar", "reason": "a name"}
    assert hidden["line"] == 5


def test_a_count_hides_no_more_than_it_says() -> None:
    write("a.txt", SLIP + "\n" + OTHER)
    sidecar("a.txt", 'rules = ["SE001"]\ncount = 1')
    data = report("a.txt", code=1)
    assert [f["line"] for f in data["articles"][0]["findings"]] == [3]
    sidecar("a.txt", 'rules = ["SE001"]\ncount = 2')
    report("a.txt", code=0)


def archive(*texts: str) -> Path:
    lines = [json.dumps({"id": f"n{number}", "text": text}) for number, text in enumerate(texts)]
    return write("n.jsonl", "\n".join(lines) + "\n")


def test_entries_for_json_lines_name_the_article() -> None:
    archive(SLIP, SLIP, GOOD)
    path = sidecar(
        "n.jsonl",
        'article = "n1"\nrules = ["SE001"]\nreason = "x"',
        'article = "n2"\nrules = ["SE001"]',
        'article = "gone"\nrules = ["SE001"]',
    )
    data = report("n.jsonl", code=1)
    found = [(article["id"], f["code"]) for article in data["articles"] for f in article["findings"]]
    assert found == [("n0", "SE001"), ("n2", "NL002"), ("n2", "NL002")]
    assert [a["suppressed"] for a in data["articles"]] == [0, 1, 0]
    assert "n.jsonl.newslint.toml:10:" in " ".join(f["message"] for f in data["articles"][2]["findings"])
    newslint("n.jsonl", "--fix")
    assert path.read_text(encoding="utf-8") == '[[ignore]]\narticle = "n1"\nrules = ["SE001"]\nreason = "x"\n'


def test_what_may_be_about_an_article_that_could_not_be_read_is_not_unused() -> None:
    archive(SLIP, SLIP)
    with Path("n.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    sidecar("n.jsonl", 'article = "n2"\nrules = ["SE001"]')
    assert codes(report("n.jsonl", code=2)) == ["SE001", "SE001"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "[[ignore]]\nrules = [", "a.txt.newslint.toml the sidecar cannot be read as TOML"),
        ("a.txt", '[[ignore]]\nrules = ["SE001"]\n\n[[ignore]]\nrule = ["X"]', "toml:4 the sidecar entry 2"),
        ("a.txt", "[[ignore]]\nrules = []", "names no rule"),
        ("a.txt", '[[ignore]]\nrules = ["XX999"]', "a.txt.newslint.toml:1 a suppression names an unknown rule"),
        ("a.txt", '[[ignore]]\nrules = ["SE001"]\nquote = " "', "empty quote"),
        ("a.txt", '[[ignore]]\nrules = ["SE001"]\ncount = 0', "above 0"),
        ("a.txt", '[[ignore]]\nrules = ["SE001"]\nline = 3', "unknown key 'line'"),
        ("a.txt", '[[ignore]]\nrules = ["SE001"]\narticle = "x"', "take article out"),
        ("n.jsonl", '[[ignore]]\nrules = ["SE001"]', "names no article"),
        ("a.txt", 'rules = ["SE001"]', "at its top"),
        ("a.txt", "ignore = 3", "at its top"),
        ("a.txt", "x = " + "[" * 3000, "the sidecar cannot be read as TOML"),
        ("a.txt", "\ud800", "is not UTF-8"),
    ],
)  # fmt: skip
def test_a_sidecar_that_is_broken_is_exit_code_2_and_hides_nothing(name: str, content: str, expected: str) -> None:
    write("a.txt", SLIP)
    archive(SLIP)
    Path(name + SIDECAR_SUFFIX).write_bytes(content.encode("utf-8", "surrogatepass"))
    data = report(name, "--exit-zero", "--ignore", "NL", code=2)
    assert codes(data) == ["SE001"]
    assert expected in " | ".join(f"{e['path']} {e['message']}" for e in data["errors"])


def test_a_link_that_leads_nowhere_is_a_broken_sidecar() -> None:
    write("a.txt", SLIP)
    Path("a.txt.newslint.toml").symlink_to("gone")
    assert "cannot be read" in report("a.txt", code=2)["errors"][0]["message"]


def test_no_sidecar_is_an_article() -> None:
    write("a.txt", GOOD)
    sidecar("a.txt", 'rules = ["RD"]')
    for paths in (["."], ["a.txt", "a.txt.newslint.toml"], ["*"], ["*.toml", "a.txt"], ["**/*"]):
        data = report(*paths, "--ignore", "NL", "--allow-empty", code=0)
        assert [article["path"] for article in data["articles"]] == ["a.txt"], paths
    assert newslint("a.txt.newslint.toml").exit_code == 2


def test_fix_rewrites_a_sidecar_and_deletes_an_empty_one() -> None:
    write("a.txt", SLIP)
    content = (
        "# Names of ours\r\n\r\n[[ignore]]\r\nrules = ['SE001', \"PU003\"] # both\r\nquote = 'the. spring'\r\n\r\n"
        "# old\r\n[[ignore]]\r\nrules = [\"SE001\"]\r\nquote = \"gone\"\r\n\r\n# the next\r\n"
        "[[ignore]]\r\nrules = [\"stop-inserted\"]\r\n"
    )  # fmt: skip
    path = write("a.txt.newslint.toml", content)
    assert "-quote" in newslint("a.txt", "--diff").stdout
    assert path.read_bytes().decode() == content
    result = newslint("a.txt", "--fix")
    assert "a.txt.newslint.toml: 2 fixed" in result.stderr
    assert result.exit_code == 0
    after = path.read_bytes().decode()
    assert after.count("[[ignore]]") == 2
    assert "PU003" not in after
    assert "# Names of ours\r\n" in after
    assert "# the next\r\n[[ignore]]\r\n" in after
    assert "\n" not in after.replace("\r\n", "")
    write("a.txt", GOOD)
    newslint("a.txt", "--fix")
    assert not path.exists()


def test_a_sidecar_that_is_written_otherwise_is_left_with_an_error() -> None:
    write("a.txt", SLIP)
    path = write("a.txt.newslint.toml", 'ignore = [{rules = ["PU003"]}, {rules = ["SE001"]}]\n')
    result = newslint("a.txt", "--fix")
    assert result.exit_code == 2
    assert "by hand" in result.stdout
    assert "PU003" in path.read_text(encoding="utf-8")
