"""What the engine does with a rule's findings: roles, quotations, severities, crashes, score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from lint import registry
from lint.checker import Checker, run, score
from lint.config import Config, Selection
from lint.document import Document, Role
from lint.finding import Finding, Safety, Severity, Suggestion
from lint.rule import InQuotes, Rule
from lint.sources.plain import from_text
from tests.fakes import made_rule, rule_set, word_rule

TEXT = "The minister said “we cannot pay the bil before May” and left the bil on the table for others.\n"


def found(rule: Rule, text: str = TEXT) -> list[tuple[int, str | None]]:
    findings, errors = run(rule_set(rule), from_text(text))
    assert not errors
    return [(f.start, f.suggestion.replace if f.suggestion else None) for f in findings]


def test_quoted_words_are_flagged_changed_or_skipped_as_the_rule_says() -> None:
    quoted, own = TEXT.index("bil"), TEXT.rindex("bil")
    expected = {
        InQuotes.FLAG: [(quoted, "bill"), (own, "bill")],
        InQuotes.FLAG_WITHOUT_FIX: [(quoted, None), (own, "bill")],
        InQuotes.SKIP: [(own, "bill")],
    }
    for policy, findings in expected.items():
        assert found(word_rule("bil", replace="bill", in_quotes=policy)) == findings


def test_a_mark_that_runs_out_of_the_quotation_is_not_inside_it() -> None:
    assert found(word_rule("May” and", in_quotes=InQuotes.SKIP)) == [(TEXT.index("May”"), None)]


def test_a_rule_is_heard_only_in_its_roles() -> None:
    text = "Bil passed at last\n\nThe bil was passed on Monday after a long debate in both of the chambers.\n"
    document = from_text(text)
    assert [block.role for block in document.blocks] == [Role.HEADLINE, Role.BODY]
    assert found(word_rule("il", roles=frozenset({Role.BODY})), text) == [(text.rindex("il"), None)]
    assert found(word_rule("il", roles=frozenset({Role.HEADLINE})), text) == [(text.index("il"), None)]
    assert len(found(word_rule("il"), text)) == 2


def test_a_newsroom_may_set_the_severity() -> None:
    rules = rule_set(word_rule("bil"), word_rule("May", "XX002", "other"), XX001=Severity.CRITICAL)
    findings, _ = run(rules, from_text(TEXT))
    assert {(f.code, f.severity) for f in findings} == {("XX001", Severity.CRITICAL), ("XX002", Severity.MAJOR)}


def test_findings_made_before_a_crash_are_kept_and_the_crash_is_told() -> None:
    def check(document: Document) -> Iterator[Finding]:
        yield rule.meta.finding(0, 3, "first")
        raise RuntimeError("boom")

    rule = made_rule(check=check)
    findings, errors = run(rule_set(rule), from_text(TEXT))
    assert len(findings) == 1
    assert "XX001 (made-up) crashed" in errors[0]
    assert "boom" in errors[0]


def _exit(_document: Document) -> Iterator[Finding]:
    raise SystemExit(0)


GOOD: Any = made_rule().meta.finding(0, 3, "m")
NONSENSE: dict[str, Any] = {
    "nothing": lambda _document: None,
    "a text": lambda _document: ["finding"],
    "ends the program": _exit,
    "behind the text": lambda document: [replace(GOOD, end=len(document.text) + 1)],
    "empty": lambda _document: [replace(GOOD, start=3)],
    "before the text": lambda _document: [replace(GOOD, start=-1)],
    "fraction": lambda _document: [replace(GOOD, end=2.5)],
    "truth value": lambda _document: [replace(GOOD, start=False)],
    "of another rule": lambda _document: [replace(GOOD, code="SE001")],
    "no message": lambda _document: [replace(GOOD, message="")],
    "message of another type": lambda _document: [replace(GOOD, message=None)],
    "severity of another type": lambda _document: [replace(GOOD, severity=2)],
    "suggestion of another type": lambda _document: [replace(GOOD, suggestion="x")],
}


@pytest.mark.parametrize("check", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_from_a_plugin_counts_as_a_crash(check: Any) -> None:
    sound = word_rule("bil", "XX002", "sound")
    findings, errors = run(rule_set(made_rule(check=check), sound), from_text(TEXT))
    assert [f.code for f in findings] == ["XX002", "XX002"]
    assert len(errors) == 1
    assert "XX001" in errors[0]


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> Checker:
    """One that knows two made-up rules, of which the second crashes on texts that say so."""

    def crash(document: Document) -> Iterator[Finding]:
        if "crash" in document.text:
            raise RuntimeError("boom")
        return iter(())

    rules = (word_rule("bil", replace="bill"), made_rule("XX002", "sick", crash))
    monkeypatch.setattr(registry, "all_rules", lambda: {rule.meta.code: rule for rule in rules})
    return Checker(Config(per_file={"quiet/**": Selection(ignore=("XX001",))}))


def test_an_article_on_which_a_rule_crashed_says_so(checker: Checker) -> None:
    result = checker.check(from_text("Will this bil crash the whole of the program on Monday?\n"))
    assert [f.text for f in result.findings] == ["bil"]
    assert len(result.rule_errors) == 1
    assert not checker.check(from_text(TEXT)).rule_errors


def test_each_file_has_its_own_rules(checker: Checker) -> None:
    paths = ["a.txt", "quiet/a.txt", "quiet/b.txt", "b.txt", "quiet/a.txt"]
    counts = [len(checker.check(from_text(TEXT, path)).findings) for path in paths]
    assert counts == [2, 0, 0, 2, 0]


def test_readability_that_cannot_be_worked_out_is_an_error(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    from lint import readability

    def fail(_document: Document) -> dict[str, float]:
        raise ZeroDivisionError

    monkeypatch.setattr(readability, "measure", fail)
    result = checker.check(from_text(TEXT))
    assert "readability" in result.rule_errors[0]
    assert len(result.findings) == 2


@pytest.mark.parametrize(
    ("severities", "words", "expected"),
    [
        ([], 500, 100.0),
        ([], 0, 100.0),
        ([Severity.NEUTRAL], 500, 100.0),
        ([Severity.MINOR], 500, 98.0),
        ([Severity.MAJOR, Severity.MINOR], 1000, 94.0),
        ([Severity.CRITICAL], 1000, 75.0),
        ([Severity.CRITICAL] * 9, 100, 0.0),
        ([Severity.MINOR], 0, 0.0),
    ],
)
def test_score_is_100_less_the_penalty_points_a_thousand_words(
    severities: list[Severity], words: int, expected: float
) -> None:
    assert score([replace(GOOD, severity=severity) for severity in severities], words) == expected


def test_a_finding_keeps_to_what_its_rule_declares() -> None:
    suggestion = word_rule("x", replace="y").meta.finding(0, 1, "m", replace="y").suggestion
    assert suggestion == Suggestion("y", Safety.SAFE)
    with pytest.raises(ValueError, match="declares no fix"):
        made_rule().meta.finding(0, 1, "m", replace="y")
