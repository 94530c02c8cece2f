"""Every rule is tested by its own examples: exact marks, silence on good text, and fixes that leave clean text."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lint.checker import Checker, RuleSet, run
from lint.config import Config, Selection
from lint.document import Document
from lint.finding import Finding
from lint.fix import fix_text
from lint.registry import all_rules
from lint.rule import Bad, Fix, Good, Rule
from lint.sources.plain import from_text
from tests.support import from_json_line

RULES = list(all_rules().values())
BAD = [(rule, example) for rule in RULES for example in rule.meta.examples if isinstance(example, Bad)]
GOOD = [(rule, example) for rule in RULES for example in rule.meta.examples if isinstance(example, Good)]


def name(value: object) -> str:
    if isinstance(value, Rule):
        return value.meta.code
    return re.sub(r"\W+", "-", value.text[:40]) if isinstance(value, Bad | Good) else str(value)


def only(rule: Rule) -> Checker:
    return Checker(Config(selection=Selection(select=(rule.meta.code,))))


def findings(rule: Rule, document: Document) -> list[Finding]:
    found, errors = run(RuleSet({rule.meta.code: rule}, {}), document)
    assert not errors
    return sorted(found, key=lambda f: (f.start, f.end))


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_bad_example_is_flagged_exactly(rule: Rule, example: Bad) -> None:
    document = from_text(example.text)
    marks = tuple(document.text[f.start : f.end] for f in findings(rule, document))
    assert marks == example.expected


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_bad_example_is_found_by_the_whole_rule_set_too(rule: Rule, example: Bad, checker: Checker) -> None:
    result = checker.check(from_text(example.text))
    assert not result.rule_errors
    if not rule.meta.preview:
        codes = {code for finding in result.findings for code in (finding.code, *finding.also)}
        assert rule.meta.code in codes


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=name)
def test_good_example_is_silent_under_all_rules(rule: Rule, example: Good, checker: Checker) -> None:
    result = checker.check(from_text(example.text))
    assert [(f.code, f.text) for f in result.findings] == []
    assert not findings(rule, from_text(example.text)), "silent under the rule itself, also if it is a preview"


FIXED = [(rule, example) for rule, example in BAD if example.fixed is not None]


@pytest.mark.parametrize(("rule", "example"), FIXED, ids=name)
def test_fix_gives_the_stated_text_and_is_idempotent(rule: Rule, example: Bad) -> None:
    checker = only(rule)
    fixed = fix_text(example.text, checker.check, unsafe=True)
    assert fixed == example.fixed
    assert fix_text(fixed, checker.check, unsafe=True) == fixed
    assert not findings(rule, from_text(fixed)), "a fix leaves nothing for the rule to find"


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_fix_is_shown_by_an_example_if_and_only_if_declared(rule: Rule) -> None:
    shown = any(isinstance(e, Bad) and e.fixed is not None for e in rule.meta.examples)
    assert shown == (rule.meta.fix is not Fix.NONE)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_rule_has_enough_examples_and_documentation(rule: Rule) -> None:
    bad = [e for e in rule.meta.examples if isinstance(e, Bad)]
    good = [e for e in rule.meta.examples if isinstance(e, Good)]
    assert len(bad) >= 2
    assert len(good) >= 3
    assert rule.summary.endswith(".")
    assert len(rule.rationale) > 40, "say how the damage arises and what to do"


def escaped(text: str) -> str:
    """`text` as Markdown that reads as exactly this text."""
    return "".join("\\" + c if c in string.punctuation else c for c in text)


def plain_lines(text: str) -> bool:
    """Whether Markdown keeps the text's white space as it is."""
    return not re.search(r"[\r\n\t\0\f\v]| {2}|^ | $|[^\S ]", text)


MARKDOWN = [(rule, example) for rule, example in BAD if plain_lines(example.text)]


def markdown_document(text: str) -> Document:
    from lint.sources.markdown import from_markdown

    return from_markdown(escaped(text), "x.md")


@pytest.mark.parametrize(("rule", "example"), MARKDOWN, ids=name)
def test_marks_map_back_to_markdown(rule: Rule, example: Bad) -> None:
    document = markdown_document(example.text)
    assert document.text == example.text
    checked = only(rule).check(document)
    source = escaped(example.text)
    for finding in checked.findings:
        assert finding.line == 1
        start = len(escaped(example.text[: finding.start]))
        # A backslash belongs to the character behind it: the place may be given before or behind it.
        assert finding.column - 1 in {start, start + 1}
        assert source[finding.column - 1 :].lstrip("\\").startswith(finding.text[0].lstrip("\\"))


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_marks_map_back_to_json_lines(rule: Rule, example: Bad, ascii_only: bool) -> None:
    line = json.dumps({"id": "a", "text": example.text}, ensure_ascii=ascii_only)
    document = from_json_line(line, "x.jsonl", 7)
    assert document.text == example.text
    for finding in only(rule).check(document).findings:
        head = json.dumps({"id": "a", "text": example.text[: finding.start]}, ensure_ascii=ascii_only)[:-2]
        assert (finding.line, finding.column) == (7, len(head) + 1)


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
