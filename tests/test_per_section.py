"""Settings for headlines, captions and so on, and severities: they hold where they say so, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lint.checker import Checker, rule_set
from lint.cli import main
from lint.config import Config, ConfigError, load
from lint.document import Document, Role
from lint.finding import Severity
from lint.registry import RegistryError
from lint.sources.markdown import from_markdown

ARTICLE = """# The minister ,who left on Friday, gave no reason

The minister ,who left on Friday, gave no reason for it at all.

> The bank ,which lost money, said that profits would rise again in the second half of the year.
"""


def settings(folder: Path, text: str) -> Config:
    path = folder / "newslint.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def document() -> Document:
    return from_markdown(ARTICLE, "a.md")


def found(config: Config) -> list[tuple[str, str]]:
    """Section and severity of each space before a comma."""
    article = document()
    findings = [f for f in Checker(config).check(article).findings if f.code == "PU003"]
    blocks = [article.block_at(finding.start) for finding in findings]
    return [(block.role.value if block else "", f.severity.label) for block, f in zip(blocks, findings, strict=True)]


ALL = [("headline", "minor"), ("body", "minor"), ("quotation", "minor")]


def test_the_sample_has_something_in_each_section() -> None:
    assert found(Config()) == ALL


SECTIONS: list[tuple[str, list[tuple[str, str]]]] = [
    ('headline = { ignore = ["PU003"] }', ALL[1:]),
    ('headline = { ignore = ["space-before-mark"] }\nquotation = { ignore = ["PU"] }', ALL[1:2]),
    ('body = { select = ["SE"] }', [ALL[0], ALL[2]]),
    ('caption = { ignore = ["ALL"] }', ALL),
    ('headline = { severity = { PU003 = "major" } }', [("headline", "major"), *ALL[1:]]),
    ('quotation = { severity = { punctuation = "neutral" } }', [*ALL[:2], ("quotation", "neutral")]),
]


@pytest.mark.parametrize(("table", "expected"), SECTIONS)
def test_settings_hold_in_their_section(tmp_path: Path, table: str, expected: list[tuple[str, str]]) -> None:
    assert found(settings(tmp_path, f"[per-section]\n{table}\n")) == expected


def test_a_rule_may_run_in_one_section_only(tmp_path: Path) -> None:
    text = 'ignore = ["PU"]\n[per-section]\nquotation = { extend-select = ["PU003"] }\n'
    assert found(settings(tmp_path, text)) == ALL[2:]


def test_sections_come_on_top_of_files(tmp_path: Path) -> None:
    text = (
        '[severity]\nPU = "minor"\n[per-file."*.md"]\nseverity = { PU003 = "critical" }\n'
        '[per-section]\nheadline = { severity = { space-before-mark = "neutral" } }\n'
    )
    config = settings(tmp_path, text)
    patterns = tuple(config.per_file)
    levels = [rule_set(config, patterns).sections[role].severities["PU003"] for role in (Role.HEADLINE, Role.BODY)]
    assert levels == [Severity.NEUTRAL, Severity.CRITICAL]


def test_without_settings_for_sections_there_is_but_one_set() -> None:
    assert not rule_set(Config(), ()).sections


def test_all_that_may_run_somewhere_is_listed(tmp_path: Path) -> None:
    config = settings(tmp_path, 'select = ["SE"]\n[per-section]\nheadline = { select = ["PU003"] }\n')
    rules = Checker(config).rules
    assert "PU003" in rules
    assert list(rules) == sorted(rules)
    assert found(config) == ALL[:1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[per-section]\nheadlines = { ignore = [] }", "did you mean 'headline'"),
        ('per-section = ["headline"]', "should be tables"),
        ("[per-section]\nheadline = 1", "should be tables"),
        ("[per-section.headline]\nfail-on = 'minor'", "per-section: headline: unknown setting 'fail-on'"),
        ("[per-section.headline]\nignore = 'PU'", "per-section: headline: ignore: should be a list"),
        ("[per-section.headline.severity]\nPU = 'grave'", "per-section: headline: severity: PU: should be one of"),
        ("[severity]\nPU = 1", "severity: PU: should be a string"),
    ],
)
def test_what_cannot_be_meant_is_an_error(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        settings(tmp_path, text + "\n")
    assert said in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "[per-section.headline]\nignore = ['XX999']",
        "[per-section.caption]\nselect = ['no-such-rule']",
        "[per-section.body.severity]\nXX999 = 'minor'",
        "[severity]\nXX999 = 'minor'",
        "[per-file.'*.txt'.severity]\nno-such-rule = 'minor'",
    ],
)
def test_a_rule_that_does_not_exist_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(RegistryError, match="unknown rule or family"):
        Checker(settings(tmp_path, text + "\n"))


SEVERITIES: list[tuple[str, str]] = [
    ('"PU003" = "major"', "major"),
    ('"pu003" = "major"', "major"),
    ('"space-before-mark" = "neutral"', "neutral"),
    ('"PU" = "critical"', "critical"),
    ('"punctuation" = "critical"', "critical"),
    ('"Linguistic conventions" = "major"', "major"),
    ('"Linguistic conventions/Punctuation" = "major"\n"Linguistic conventions" = "neutral"', "major"),
    ('"ALL" = "major"', "major"),
    ('"PU003" = "major"\n"punctuation" = "critical"\n"ALL" = "neutral"', "major"),
    ('"ALL" = "neutral"\n"PU00" = "major"\n"PU" = "critical"', "major"),
    ('"numbers" = "major"', "minor"),
]


@pytest.mark.parametrize(("table", "expected"), SEVERITIES)
def test_the_most_specific_severity_wins(tmp_path: Path, table: str, expected: str) -> None:
    assert {level for _, level in found(settings(tmp_path, f"[severity]\n{table}\n"))} == {expected}


def test_the_settings_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings(tmp_path, 'baseline = "b.json"\n[per-section]\nheadline = { ignore = ["SE"] }\n')
    shown: dict[str, Any] = json.loads(CliRunner().invoke(main, ["config"]).stdout)
    assert shown["per-section"]["headline"]["ignore"] == ["SE"]
    assert shown["baseline"] == "b.json"


def test_a_change_of_sections_is_a_change_for_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    counts = []
    for table in ("", '[per-section]\nheadline = { ignore = ["PU003"] }\n', ""):
        (tmp_path / "newslint.toml").write_text(table, encoding="utf-8")
        report = json.loads(CliRunner().invoke(main, ["check", "a.md", "--output", "json"]).stdout)
        counts.append(report["summary"]["by_code"]["PU003"])
    assert counts == [3, 2, 3]
