"""Every rule is tested by its own examples: exact marks, silence on good text, and fixes that leave clean text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lint import rule_tests
from lint.checker import Checker, RuleSet, run
from lint.document import Document
from lint.finding import Finding, Severity
from lint.registry import all_rules
from lint.rule import Bad, Good, Rule
from lint.sources.plain import from_text
from tests.support import from_json_line

# What suppressions get wrong is no text: test_suppress.py has their examples.
RULES = [rule for rule in all_rules().values() if rule.meta.family != "suppressions"]
BAD = [(rule, example) for rule in RULES for example in rule.meta.examples if isinstance(example, Bad)]
GOOD = [(rule, example) for rule in RULES for example in rule.meta.examples if isinstance(example, Good)]


def name(value: object) -> str:
    if isinstance(value, Rule):
        return value.meta.code
    return re.sub(r"\W+", "-", value.text[:40]) if isinstance(value, Bad | Good) else str(value)


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_bad_example_is_flagged_exactly(rule: Rule, example: Bad) -> None:
    assert list(rule_tests.bad_problems(rule, example)) == []


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_bad_example_is_found_by_the_whole_rule_set_too(rule: Rule, example: Bad, checker: Checker) -> None:
    document = from_text(example.text)
    document.house = rule_tests.house_of(rule)
    result = checker.check(document)
    assert not result.rule_errors
    if not rule.meta.preview:
        codes = {code for finding in result.findings for code in (finding.code, *finding.also)}
        assert rule.meta.code in codes


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=name)
def test_good_example_is_silent_under_all_rules(rule: Rule, example: Good, checker: Checker) -> None:
    assert list(rule_tests.good_problems(rule, example, checker)) == []


FIXED = [(rule, example) for rule, example in BAD if example.fixed is not None]


@pytest.mark.parametrize(("rule", "example"), FIXED, ids=name)
def test_fix_gives_the_stated_text_and_is_idempotent(rule: Rule, example: Bad) -> None:
    assert list(rule_tests.fix_problems(rule, example)) == []


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_rule_has_enough_examples_and_documentation(rule: Rule) -> None:
    assert list(rule_tests.description_problems(rule)) == []


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_marks_map_back_to_json_lines_and_markdown(rule: Rule, example: Bad) -> None:
    assert list(rule_tests.offset_problems(rule, example)) == []


def test_codes_and_names_are_unique_and_families_known() -> None:
    assert len({rule.meta.name for rule in RULES}) == len(RULES) >= 45
    for rule in RULES:
        assert rule.check.__module__.split(".")[-2] == rule.meta.family, "a rule stands in its family's folder"


def test_a_crashed_rule_is_an_error_and_the_others_still_run() -> None:
    def crash(_document: Document) -> Iterator[Finding]:
        raise RuntimeError("boom")

    sick = replace(RULES[0], check=crash)
    text, *_ = [e.text for e in RULES[1].meta.examples if isinstance(e, Bad)]
    found, errors = run(RuleSet({"A": sick, "B": RULES[1]}, {}), from_text(text))
    assert found
    assert len(errors) == 1
    assert "boom" in errors[0]
    assert RULES[0].meta.code in errors[0] or "A" in errors[0]


def test_a_repeated_block_is_placed_by_its_line_or_within_an_article_of_one_line() -> None:
    text = "It rained.\n\nThe council met on Monday.\n\nIt will pay.\n\nThe council met on Monday."
    repeated = all_rules()["SE010"]
    (by_line,) = repeated.check(from_text(text))
    assert by_line.message == "The same text stands in line 3 already."
    (by_paragraph,) = repeated.check(from_json_line(json.dumps({"text": text})))
    assert by_paragraph.message == "The same text stands in paragraph 2 already."


@pytest.mark.parametrize(("quoted", "severity"), [(False, Severity.MAJOR), (True, Severity.MINOR)])
def test_a_sentence_repeated_outside_its_quotation_marks_is_minor(quoted: bool, severity: Severity) -> None:
    sentence = "We made this very hard choice with the public in mind."
    text = f"{f'“{sentence}”' if quoted else sentence}\n\nIt rained. He left.\n\n{sentence} He left."
    (found,) = all_rules()["SE009"].check(from_text(text))
    assert (text[found.start : found.end], found.severity) == (sentence, severity)
