"""Findings of the same damage become one; different damage stays."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.checker import Checker
from lint.finding import Finding, LocatedFinding, Safety, Severity, Suggestion
from lint.merge import merge, same_damage
from lint.sources.plain import from_text


def finding(
    start: int, end: int, code: str = "PU001", severity: Severity = Severity.MINOR, fix: bool = False
) -> Finding:
    suggestion = Suggestion("", Safety.SAFE) if fix else None
    return Finding(
        code=code, name="x", family=code[:2], severity=severity, mqm="Style", start=start, end=end, message="m",
        suggestion=suggestion,
    )  # fmt: skip


def test_the_more_severe_finding_stays_and_names_the_other() -> None:
    mild, severe = finding(0, 5), finding(2, 6, "PU002", Severity.MAJOR)
    assert merge([mild, severe], {}) == [(severe, ("PU001",))]


def test_priority_then_suggestion_then_shortness_decide() -> None:
    one, other = finding(0, 5), finding(0, 5, "PU002")
    assert merge([one, other], {"PU002": 1})[0][0] == other
    fixable = finding(0, 5, "PU002", fix=True)
    assert merge([one, fixable], {})[0][0] == fixable
    assert merge([finding(0, 9), finding(0, 5, "PU002")], {})[0][0].end == 5


def test_a_slip_inside_a_repeated_paragraph_is_damage_of_its_own() -> None:
    assert not same_damage(finding(0, 400), finding(100, 110))
    assert not same_damage(finding(0, 36, "NA006"), finding(11, 19, "SE001"))
    assert len(merge([finding(0, 400), finding(100, 110), finding(500, 510)], {})) == 3


def engine(start: int, end: int, code: str, severity: Severity = Severity.MINOR) -> Finding:
    family = {"GR": "grammar", "SP": "spelling"}[code[:2]]
    return replace(finding(start, end, code, severity), family=family, engine="LanguageTool")


def test_ours_and_an_engines_mark_of_one_damage_are_one() -> None:
    stop, small = finding(10, 25, "SE001", Severity.MAJOR), engine(19, 25, "GR/UPPERCASE_SENTENCE_START")
    assert merge([stop, small], {"GR/UPPERCASE_SENTENCE_START": -1}) == [(stop, ("GR/UPPERCASE_SENTENCE_START",))]
    mark, word = finding(15, 16, "QU006"), engine(10, 17, "SP/NON_STANDARD_WORD")
    assert merge([mark, word], {"SP/NON_STANDARD_WORD": -1}) == [(mark, ("SP/NON_STANDARD_WORD",))]


def test_who_explains_better_stays_and_our_rule_says_how_severe_it_is() -> None:
    ours, theirs = finding(0, 5, "PH001", Severity.MAJOR), engine(0, 5, "GR/HAVE_PART_AGREEMENT")
    assert merge([ours, theirs], {"GR/HAVE_PART_AGREEMENT": 1}) == [
        (replace(theirs, severity=Severity.MAJOR), ("PH001",))
    ]
    assert merge([ours, replace(theirs, severity=Severity.CRITICAL)], {"GR/HAVE_PART_AGREEMENT": -1}) == [
        (ours, ("GR/HAVE_PART_AGREEMENT",))
    ]


def test_a_misspelt_word_inside_a_longer_mark_of_ours_is_damage_of_its_own() -> None:
    assert len(merge([finding(0, 40, "SE010"), engine(10, 17, "SP/MORFOLOGIK_RULE_EN_US")], {})) == 2


def test_what_stood_for_others_before_still_names_them() -> None:
    before = LocatedFinding(
        **{f.name: getattr(finding(0, 5), f.name) for f in fields(Finding)},
        text="x", line=1, column=1, end_line=1, end_column=6, context="x", context_start=0, fingerprint="0" * 16,
        also=("PU009",),
    )  # fmt: skip
    ((_, also),) = merge([before, engine(0, 5, "GR/X", Severity.MAJOR)], {})
    assert also == ("PU001", "PU009")


def test_neighbours_do_not_merge() -> None:
    assert len(merge([finding(0, 5), finding(5, 9)], {})) == 2


@pytest.mark.parametrize(
    "text",
    [
        "“That is the job I want.â€ He left for home.",
        "She put bread on the list of the shoppings and left.",
        "There is trust between they they work with.",
    ],
)
def test_one_damage_in_a_text_gives_one_finding(text: str, checker: Checker) -> None:
    assert len(checker.check(from_text(text)).findings) == 1


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(["PU001", "SE001", "NA001"]))))
def test_every_finding_is_kept_or_named(raw: list[tuple[int, int, str]]) -> None:
    findings = [finding(start, start + length, code) for start, length, code in raw]
    merged = merge(findings, {})
    assert [f.start for f, _ in merged] == sorted(f.start for f, _ in merged)
    assert {f.code for f in findings} == {code for f, also in merged for code in (f.code, *also)}
