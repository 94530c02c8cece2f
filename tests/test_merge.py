"""Findings of the same damage become one; different damage stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Finding, Safety, Severity, Suggestion
from lint.merge import merge, same_damage


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


def test_neighbours_do_not_merge() -> None:
    assert len(merge([finding(0, 5), finding(5, 9)], {})) == 2


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(["PU001", "SE001", "NA001"]))))
def test_every_finding_is_kept_or_named(raw: list[tuple[int, int, str]]) -> None:
    findings = [finding(start, start + length, code) for start, length, code in raw]
    merged = merge(findings, {})
    assert [f.start for f, _ in merged] == sorted(f.start for f, _ in merged)
    assert {f.code for f in findings} == {code for f, also in merged for code in (f.code, *also)}
