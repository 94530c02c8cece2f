"""`newslint report`: the same reports again, from the JSON report alone; a file that is not whole gives none."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from lint.cli import main
from lint.finding import Severity
from lint.jsonfile import FileError
from lint.registry import all_rules, find_format
from lint.report import (
    ArticleResult,
    Changes,
    EngineStatus,
    GoneFinding,
    PastRun,
    RunError,
    RunInfo,
    Summary,
    Target,
)
from lint.report_settings import ReportSettings
from lint.rerender import read, render
from tests.reports import samples

SCHEMA = json.loads((Path(__file__).parent.parent / "reports" / "newslint.schema.json").read_text(encoding="utf-8"))
CLEAN = "The council met on Monday and voted to keep the old bridge open for another year.\n"
DAMAGED = (
    "# Bridge,, to stay\r\n\r\nThe council met in the. spring of last year \U0001f600, and it voted ,and left.\r\n"
)


def newslint(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert "Traceback" not in result.stderr, result.stderr
    return result


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_bytes(DAMAGED.encode())
    Path("b.txt").write_text(CLEAN, encoding="utf-8")
    Path("binary.txt").write_bytes(b"%PDF-1.7\n\x00\x01")
    rows = [{"id": 1, "text": "It was ,said \ud800 and \u202e so."}, {"id": "</script>", "text": CLEAN}]
    Path("c.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def files(place: Path) -> dict[str, bytes]:
    """All files below a folder, by name."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


FORMATS = ["html={}/r.html", "html={}/r", "text={}/r.txt", "json={}/r.json"]


def outputs(folder: str) -> list[str]:
    """Options that ask for a report of each format in a folder, which is made."""
    Path(folder).mkdir()
    return [word for form in FORMATS for word in ("--output", form.format(folder))]


@pytest.mark.parametrize(
    "arguments",
    [["a.md", "b.txt", "c.jsonl"], ["b.txt"], ["a.md", "binary.txt", "gone.txt"], ["a.md", "--select", "QU"]],
)
def test_the_same_bytes_come_again(desk: Path, arguments: list[str]) -> None:
    (desk / "newslint.toml").write_text('history = "h.json"\nreport.title = "Night desk"\n', encoding="utf-8")
    newslint("check", *arguments)
    Path("a.md").write_bytes(DAMAGED.replace("the. spring", "the spring").encode())
    first = newslint("check", *arguments, *outputs("one"))
    Path("a.md").unlink()
    Path("one").rename("first")  # a report is called by the name of its file, which decisions are kept under
    again = newslint("report", "first/r.json", *outputs("one"))
    assert again.exit_code == first.exit_code
    assert files(Path("one")).keys() >= {"r.html", "r/index.html", "r/style.css", "r.txt", "r.json"}
    for name, content in files(Path("first")).items():
        assert files(Path("one"))[name] == content, name


def test_text_to_standard_output_is_the_default(desk: Path) -> None:
    first = newslint("check", "a.md", "--output", "json=one.json", "--output", "text")
    again = newslint("report", "one.json")
    assert (again.exit_code, again.stdout) == (first.exit_code, first.stdout)
    assert "SE001" in again.stdout


def test_exit_codes_are_those_of_the_run(desk: Path) -> None:
    for arguments, code in (
        (["b.txt"], 0), (["a.md"], 1), (["a.md", "--fail-on", "critical"], 0), (["b.txt", "gone.txt"], 2),
    ):  # fmt: skip
        assert newslint("check", *arguments, "--output", "json=r.json").exit_code == code
        assert newslint("report", "r.json").exit_code == code
        assert newslint("report", "r.json", "--exit-zero").exit_code == (2 if code == 2 else 0)
    (desk / "none").mkdir()
    assert newslint("check", "none", "--allow-empty", "--output", "json=r.json").exit_code == 0
    assert newslint("report", "r.json").exit_code == 2, "a file without articles shows nothing to be clean"
    assert newslint("report", "r.json", "--allow-empty").exit_code == 0


def test_the_file_itself_and_other_mistakes_are_refused(desk: Path) -> None:
    newslint("check", "a.md", "--output", "json=r.json")
    before = Path("r.json").read_bytes()
    assert newslint("report", "r.json", "--output", "json=./r.json").exit_code == 2
    assert newslint("report", "r.json", "--output", "html=b.txt").exit_code == 2
    assert newslint("report", "r.json", "--output", "nonsense").exit_code == 2
    assert newslint("report", "gone.json").exit_code == 2
    assert newslint("report").exit_code == 2
    assert Path("r.json").read_bytes() == before


def test_without_texts_there_is_no_report(desk: Path) -> None:
    (desk / "newslint.toml").write_text("report.json-text = false\n", encoding="utf-8")
    newslint("check", "a.md", "b.txt", "--output", "json=r.json")
    content = Path("r.json").read_text(encoding="utf-8")
    jsonschema.validate(json.loads(content), SCHEMA)
    assert "voted" not in content, "no more of an article than the marked words"
    assert "the. spring" in content
    result = newslint("report", "r.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "json-text = false" in result.stderr


def test_a_rule_that_is_not_installed_any_more_still_renders(desk: Path) -> None:
    newslint("check", "a.md", "--output", "json=r.json")
    text = Path("r.json").read_text(encoding="utf-8").replace('"SE001"', '"ZZ999"').replace("stop-inserted", "old-rule")
    Path("r.json").write_text(text, encoding="utf-8")
    assert newslint("report", "r.json", "--output", "html=r.html", "--output", "text").stdout.count("ZZ999") == 1
    assert "ZZ999" in Path("r.html").read_text(encoding="utf-8")


# A run with everything in it, made by hand


def everything() -> tuple[RunInfo, list[ArticleResult], Summary]:
    gone = GoneFinding(code="SE001", name="stop-inserted", severity=Severity.MINOR, text="the. \u202espring", line=4)
    damaged = samples.damaged()
    first = damaged.findings[0]
    engine = replace(first, code="GR/A", engine="languagetool", also=("PU002",), fingerprint="f" * 16)
    changed = replace(
        damaged,
        findings=(*damaged.findings, engine),
        changes=Changes(new=frozenset({first.fingerprint, "f" * 16}), gone=(gone,)),
        unchecked_by=("languagetool",),
    )
    hostile = [article for article in samples.hostile() if article.findings[0].message]
    articles = [changed, samples.clean(), *hostile]
    past = PastRun(
        at="2026-03-01T09:30:00Z", articles=3, words=9, by_severity={"major": 1}, by_family={"quotes": 1}, score=7.5,
        errors=2,
    )  # fmt: skip
    info = RunInfo(version="1.2.3", rules=all_rules(), fail_on=Severity.MINOR, history=(past,))
    summary = Summary()
    for article in articles:
        summary.add(article)
    summary.errors.insert(0, RunError("in/lost.txt", "not text"))
    summary.engines = [
        EngineStatus("rules", "1.2.3", True), EngineStatus("lt", "6", False, failed=True, unchecked=1, message="died"),
    ]  # fmt: skip
    summary.accepted, summary.stale = 3, [("in/clean.txt", "PU001")]
    return info, articles, summary


def write(path: Path, info: RunInfo, articles: list[ArticleResult], summary: Summary, form: str = "json") -> Path:
    report = find_format(form)(Target(path, io.StringIO()))
    report.begin(info)
    for article in articles:
        report.article(article)
    report.end(summary)
    return path


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return write(tmp_path / "whole.json", *everything())


def test_everything_comes_back(whole: Path) -> None:
    info, articles, summary = everything()
    saved = read(whole, ReportSettings())
    assert saved.articles == articles
    assert saved.summary == summary
    assert saved.info == info
    jsonschema.validate(json.loads(whole.read_text(encoding="ascii")), SCHEMA)


@pytest.mark.parametrize("form", ["html", "text", "json"])
def test_everything_renders_the_same(whole: Path, form: str) -> None:
    place = write(whole.with_name("report.html"), *everything(), form)
    first = place.read_bytes()
    place.unlink()
    render(read(whole, ReportSettings()), [find_format(form)(Target(place, io.StringIO()))])
    assert place.read_bytes() == first


# Files that are not whole


def test_a_file_that_was_cut_is_refused(whole: Path) -> None:
    content = whole.read_bytes()
    for length in (0, 1, 30, len(content) // 2, len(content) - 3):
        whole.write_bytes(content[:length])
        with pytest.raises(FileError, match="is no JSON report"):
            read(whole, ReportSettings())


def holder_of(content: Any, path: tuple[str | int, ...]) -> tuple[Any, str | int]:
    for step in path[:-1]:
        content = content[step]
    return content, path[-1]


FINDING = ("articles", 0, "findings", 0)
VALUES: list[tuple[tuple[str | int, ...], object]] = [
    (("schema",), 2),
    (("newslint",), 1),
    (("fail_on",), "worst"),
    (("rules",), "SE001"),
    (("history", 0, "at"), "now"),
    (("history", 0, "score"), None),
    (("engines", 0, "ran"), 1),
    (("errors", 0, "message"), None),
    (("errors",), []),
    (("summary", "articles"), 1),
    (("summary", "findings"), 0),
    (("summary", "words"), 10**6),
    (("summary", "accepted"), -1),
    (("stale_accepted",), [[]]),
    (("articles",), {}),
    (("articles", 1), None),
    (("articles", 1, "id"), 7),
    (("articles", 1, "text"), 7),
    (("articles", 1, "readability", "words"), "many"),
    (("articles", 1, "rule_errors"), [None]),
    (("articles", 1, "rule_errors"), ["crashed, and no error says so"]),
    (("articles", 1, "unchecked_by"), "lt"),
    (("articles", 1, "blocks", 0, "role"), "advert"),
    (("articles", 1, "blocks", 0, "role"), []),
    (("articles", 1, "blocks", 0, "end"), 10**6),
    (("articles", 1, "blocks", 1, "start"), 0),
    (("articles", 0, "changes"), []),
    (("articles", 0, "changes", "gone", 0, "severity"), "bad"),
    ((*FINDING, "severity"), 2),
    ((*FINDING, "start"), 0.5),
    ((*FINDING, "start"), -1),
    ((*FINDING, "end"), 10**9),
    ((*FINDING, "text"), ""),
    ((*FINDING, "text"), "other"),
    ((*FINDING, "line"), 0),
    ((*FINDING, "context"), None),
    ((*FINDING, "context_start"), 10**6),
    ((*FINDING, "message"), ""),
    ((*FINDING, "fingerprint"), "../../x"),
    ((*FINDING, "suggestion"), {"replace": ",", "safety": "very"}),
    ((*FINDING, "also"), [1]),
]


@pytest.mark.parametrize(("path", "value"), VALUES, ids=lambda value: str(value)[:50])
def test_each_value_is_checked(whole: Path, path: tuple[str | int, ...], value: object) -> None:
    content = json.loads(whole.read_text(encoding="ascii"))
    holder, key = holder_of(content, path)
    holder[key] = value
    whole.write_text(json.dumps(content), encoding="ascii")
    with pytest.raises(FileError) as error:
        read(whole, ReportSettings())
    assert str(error.value).startswith(f"{whole}: ")


def required(schema: Any, value: Any) -> Iterator[tuple[Any, str]]:
    """Each object of the report with each of the keys that the published schema asks of it."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for choice in schema.get("oneOf", []):
        if (choice.get("type") == "null") == (value is None):
            yield from required(choice, value)
    if isinstance(value, list):
        for item in value[:1]:
            yield from required(schema.get("items", {}), item)
    elif isinstance(value, dict):
        yield from ((value, key) for key in schema.get("required", []))
        for key, inner in schema.get("properties", {}).items():
            if key in value:
                yield from required(inner, value[key])


def test_the_reader_asks_for_what_the_schema_requires(whole: Path) -> None:
    """All but the counts that the reader works out itself."""
    content = json.loads(whole.read_text(encoding="ascii"))
    own = {"by_severity", "by_family", "by_code"}
    asked = [
        (holder, key) for holder, key in required(SCHEMA, content) if not (key in own and holder is content["summary"])
    ]
    assert len(asked) > 60
    for holder, key in asked:
        value = holder.pop(key)
        whole.write_text(json.dumps(content), encoding="ascii")
        with pytest.raises(FileError):
            read(whole, ReportSettings())
        holder[key] = value
    whole.write_text(json.dumps(content), encoding="ascii")
    read(whole, ReportSettings())


@pytest.mark.parametrize("change", [lambda text: text.replace("1.2.3", "1.2.4"), lambda text: "\ufeff" + text])
def test_small_differences_do_no_harm(whole: Path, change: Callable[[str], str]) -> None:
    whole.write_text(change(whole.read_text(encoding="ascii")), encoding="utf-8")
    assert read(whole, ReportSettings()).articles == everything()[1]
