"""Which engine a run asks, and which of its findings a selection picks."""

from __future__ import annotations

import pytest

from lint.config import Config, ConfigError, Selection
from lint.engines.plan import Plan, picked, plan
from lint.finding import Finding, Severity
from lint.registry import RegistryError, check_selectors


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, Plan("languagetool", required=False)),
        ({"languagetool": "auto"}, Plan("languagetool", required=False)),
        ({"languagetool": "required"}, Plan("languagetool", required=True)),
        ({"languagetool": "off"}, None),
        ({"languagetool": "http://grammar:8081"}, Plan("languagetool", True, "http://grammar:8081")),
        ({"engine": "languagetool"}, Plan("languagetool", required=True)),
        ({"engine": "lingotweaker"}, Plan("lingotweaker", required=True)),
        ({"engine": "lingotweaker", "languagetool": "auto"}, Plan("lingotweaker", required=False)),
        ({"engine": "lingotweaker", "languagetool": "off"}, Plan("lingotweaker", required=True)),
        ({"engine": "none"}, None),
    ],
)
def test_an_engine_that_is_named_must_answer(settings: dict[str, str], expected: Plan | None) -> None:
    assert plan(Config(**settings)) == expected  # type: ignore[arg-type]


def test_a_server_and_another_engine_contradict_each_other() -> None:
    with pytest.raises(ConfigError, match="choose one"):
        plan(Config(engine="lingotweaker", languagetool="http://grammar:8081"))


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        (Selection(), True),
        (Selection(select=("ALL",)), True),
        (Selection(select=("PU", "SE001")), False),
        (Selection(select=("PU", "GR")), True),
        (Selection(select=("PU",), extend_select=("spelling",)), True),
        (Selection(select=("SP/MORFOLOGIK_RULE_EN_US",)), True),
        (Selection(select=("Linguistic conventions/Spelling",)), True),
        (Selection(ignore=("GR",)), True),
        (Selection(ignore=("GR", "spelling")), False),
        (Selection(select=("ALL", "GR/EN_A_VS_AN"), ignore=("GR", "SP")), True),
    ],
)
def test_an_engine_whose_findings_nobody_wants_is_not_started(selection: Selection, wanted: bool) -> None:
    assert (plan(Config(selection=selection)) is not None) == wanted


def test_one_folder_may_want_an_engine() -> None:
    config = Config(selection=Selection(select=("PU",)), per_file={"agency/**": Selection(extend_select=("GR",))})
    assert plan(config) is not None


def finding(code: str, family: str = "grammar") -> Finding:
    return Finding(
        code=code, name="made-up", family=family, severity=Severity.MINOR, mqm="Linguistic conventions/Grammar",
        start=0, end=1, message="m", engine="LanguageTool",
    )  # fmt: skip


A_AN, TYPO = finding("GR/EN_A_VS_AN"), finding("SP/MORFOLOGIK_RULE_EN_US", "spelling")


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), [A_AN, TYPO]),
        (Selection(select=("GR",)), [A_AN]),
        (Selection(select=("spelling",)), [TYPO]),
        (Selection(select=("gr/en_a_vs_an",)), [A_AN]),
        (Selection(ignore=("GR/EN_A_VS_AN",)), [TYPO]),
        (Selection(ignore=("GR",), extend_select=("GR/EN_A_VS_AN",)), [A_AN, TYPO]),
        (Selection(ignore=("SP/MORFOLOGIK",)), [A_AN]),
        (Selection(select=("PU",)), []),
    ],
)
def test_engine_rules_are_selected_like_ours(selection: Selection, expected: list[Finding]) -> None:
    assert picked([A_AN, TYPO], selection, lambda _: False) == expected


def test_a_rule_that_is_left_out_runs_only_where_its_own_code_is_selected() -> None:
    def picks(*selected: str) -> list[Finding]:
        return picked([A_AN, TYPO], Selection(extend_select=selected), lambda code: code == A_AN.code)

    assert picks() == picks("GR") == picks("grammar") == [TYPO]
    assert picks("GR/EN_A_VS_AN") == [A_AN, TYPO]


def test_a_family_of_engines_is_no_slip_but_a_misspelt_one_is() -> None:
    check_selectors(["GR", "SP", "grammar", "spelling", "GR/ANYTHING"])
    for wrong in ("GX", "GR/", "spellling"):
        with pytest.raises(RegistryError, match="unknown"):
            check_selectors([wrong])
