"""JUnit XML: what Jenkins' schema asks for, and the same verdict as the exit code."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace

import junitparser
import pytest

from lint.finding import Severity
from lint.report import RunError
from lint.report_settings import ReportSettings
from tests.reports import formats, samples

SUITE = {"name", "tests", "failures", "errors", "skipped"}
CASE = {"name", "classname"}
OUTCOMES = {"failure": {"type", "message"}, "error": {"type", "message"}, "skipped": {"message"}, "system-out": set()}


def suites(text: str) -> list[ET.Element]:
    """The suites of a file, once it has proved to be what Jenkins' schema (junit-10.xsd) allows."""
    assert text.isascii()
    root = ET.fromstring(text)
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite"
        assert set(suite.attrib) == SUITE
        cases = list(suite)
        for case in cases:
            _check_case(case)
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[attribute]) == sum(len(case.findall(tag)) for case in cases)
        assert int(suite.attrib["tests"]) == len(cases) > 0
        names = [case.attrib["name"] for case in cases]
        assert len(set(names)) == len(names), "servers take test cases of one name for one"
    return list(root)


def _check_case(case: ET.Element) -> None:
    assert case.tag == "testcase"
    assert set(case.attrib) == CASE
    assert len(case) <= 1
    for outcome in case:
        assert set(outcome.attrib) == OUTCOMES[outcome.tag]
        assert not len(outcome)
    for text in _texts(case):
        assert not formats.UNSAFE.search(text.replace("\n", ""))


def _texts(element: ET.Element) -> Iterator[str]:
    for item in element.iter():
        yield from (item.text or "", item.tail or "", *item.attrib.values())


def test_nothing_breaks_out() -> None:
    written = formats.write("junit", formats.everything(), formats.ERRORS)
    found = suites(written.text)
    articles = len(written.articles)
    # An error that an article brought is shown there, and not once more at the end.
    assert len(found) == articles + len(formats.ERRORS)
    assert [suite.attrib["tests"] for suite in found[:2]] == [str(len(written.articles[0].findings)), "1"]


def test_a_real_consumer_counts_the_same() -> None:
    written = formats.write("junit", formats.everything(10_000), formats.ERRORS)
    xml = junitparser.JUnitXml.fromstring(written.text)
    xml.update_statistics()
    failing = sum(written.summary.by_severity[severity] for severity in (Severity.MAJOR, Severity.CRITICAL))
    assert xml.failures == failing
    assert xml.errors == len(written.summary.errors)
    assert xml.skipped == 0
    assert written.summary.findings > 10_000


@pytest.mark.parametrize("fail_on", list(Severity))
def test_a_finding_fails_where_the_exit_code_does(fail_on: Severity) -> None:
    article = samples.damaged()
    (suite,) = suites(formats.write("junit", [article], fail_on=fail_on).text)[:1]
    for case, finding in zip(suite, article.findings, strict=True):
        (outcome,) = case
        assert outcome.tag == ("failure" if finding.severity >= fail_on else "system-out")
        assert finding.message in (outcome.text or "")
        assert case.attrib["name"] == f"{finding.code} {finding.name} at {finding.line}:{finding.column}"


def test_a_clean_article_is_a_test_that_passes() -> None:
    suite, *_ = suites(formats.write("junit", [samples.clean()]).text)
    (case,) = suite
    assert list(case) == []
    assert suite.attrib["name"] == "in/clean.txt"


def test_a_crashed_rule_is_an_error_and_no_pass() -> None:
    article = replace(samples.clean(), rule_errors=("rule PU001 crashed",))
    suite, *_ = suites(formats.write("junit", [article]).text)
    (case,) = suite
    assert [outcome.tag for outcome in case] == ["error"]
    assert suite.attrib["errors"] == "1"


def test_what_an_engine_did_not_check_is_skipped() -> None:
    article = replace(samples.clean(), unchecked_by=("languagetool",))
    suite, last = suites(formats.write("junit", [article]).text)
    assert [outcome.tag for case in suite for outcome in case] == ["skipped"]
    assert "3 articles: no answer" in last[0].attrib["name"]


def test_articles_of_one_file_are_suites_of_their_own() -> None:
    found = suites(formats.write("junit", formats.many(30)).text)
    assert [suite.attrib["name"] for suite in found[:-1]] == [f"archive.jsonl [{index}]" for index in range(3)]


def test_no_more_text_than_the_settings_allow() -> None:
    article = samples.damaged()
    line = article.findings[0].context
    info = replace(samples.run_info(), settings=ReportSettings(json_text=False))
    assert line in formats.write("junit", [article]).text
    assert line not in formats.write("junit", [article], info=info).text


def test_errors_alone_are_no_empty_success() -> None:
    (suite, _) = suites(formats.write("junit", [], [RunError("gone.txt", "does not exist")]).text)
    assert suite.attrib["name"] == "gone.txt"
    assert suite[0][0].attrib["message"] == "does not exist"
