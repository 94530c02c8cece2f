"""The JSON Schema of the settings: it and the reader agree on every key, and on what is a value."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lint import config, config_schema, house
from lint.checker import Checker
from lint.config import Config, ConfigError
from lint.config_lines import line_of
from lint.config_schema import Key
from lint.registry import RegistryError, use_plugins

PUBLISHED = Path(config_schema.__file__).parent / config_schema.PUBLISHED


@pytest.fixture(scope="module")
def schema() -> Iterator[dict[str, Any]]:
    use_plugins(False)
    yield config_schema.build()
    use_plugins(True)


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lint", *arguments], cwd=folder, capture_output=True, text=True, timeout=120,
        encoding="utf-8", env={**os.environ, **environment},
    )  # fmt: skip


def test_the_published_schema_is_current(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert PUBLISHED.read_text(encoding="utf-8") == config_schema.written(schema), (
        "write it anew: newslint config --schema --isolated --no-plugins > lint/newslint-config.schema.json"
    )


def test_every_key_is_in_both(schema: dict[str, Any]) -> None:
    assert set(schema["properties"]) == set(config.KEYS) == set(config.describe(Config())) - {"origin"}
    known = {item.name for item in fields(Config)} | {item.name for item in fields(config.Selection)}
    assert {key.replace("-", "_") for key in config.KEYS} == known - {"selection", "origin"}
    assert {key.replace("-", "_") for key in house.KEYS} == {item.name for item in fields(house.House)}
    assert set(schema["properties"]["house"]["properties"]) == set(house.KEYS)


def test_every_key_is_described_in_a_sentence(schema: dict[str, Any]) -> None:
    for table in (config.KEYS, config._REPORT, config._SELECTION, house.KEYS):
        for name, key in table.items():
            assert key.text.endswith("."), name
            assert len(key.text) < 150, name


VALUES: list[object] = [
    True, False, 0, 1, -1, 7, 1000, 1001, 1.5, None,
    "", "x", "SE001", "major", "auto", "off", "en-GB", "news", "curly", "double", "full", "languagetool", "none",
    "https://example.com/", "[A-Z]+ —", "utf-8", [], ["SE001"], [1], [True], {},
    {"SE": "minor"}, {"SE": "bad"}, {"SE": 1},
    {"headline": {"select": ["SE"]}}, {"x": {"ignore": []}}, {"x": {"nope": 1}}, {"a": "b"}, {"names": ["Al Jazeera"]},
    {"nope": 1}, {"title": "Desk"}, {"title": 3},
]  # fmt: skip
_FREE = {"engine", "colours", "article-url", "names", "terms", "forbidden", "exclude", "dateline", "report", "house"}
"""Settings of which the schema takes more than the reader: it does not say what an address or a path pattern is."""


@pytest.mark.parametrize("table", [config.KEYS, config._REPORT, house.KEYS], ids=["settings", "report", "house"])
def test_what_the_reader_takes_the_schema_takes_and_the_reverse(
    schema: dict[str, Any], table: Mapping[str, Key]
) -> None:
    for name, key in table.items():
        validator = Draft202012Validator({**key.schema, "$defs": schema["$defs"]})
        for value in VALUES:
            try:
                key(value)
            except ValueError:
                assert name in _FREE or not validator.is_valid(value), (name, value)
            else:
                assert validator.is_valid(value), (name, value)


def test_the_settings_in_the_readme_fit(schema: dict[str, Any]) -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    block = text.partition("```toml\n")[2].partition("```")[0]
    Draft202012Validator(schema).validate(tomllib.loads(block))


def test_unknown_keys_are_errors_in_an_editor_too(schema: dict[str, Any]) -> None:
    validator = Draft202012Validator(schema)
    slips: list[dict[str, Any]] = [
        {"igmore": []}, {"report": {"titel": "x"}}, {"house": {"nams": []}}, {"per-section": {"headlin": {}}},
    ]  # fmt: skip
    for wrong in slips:
        assert not validator.is_valid(wrong), wrong
    whole = config_schema.in_pyproject()
    Draft202012Validator.check_schema(whole)
    validator = Draft202012Validator(whole)
    assert validator.is_valid(
        {"project": {}, "tool": {"other": 1, "newslint": {"select": ["SE", "GR/X"], "fail-on": "minor"}}}
    )
    assert not validator.is_valid({"tool": {"newslint": {"fail-on": "majr"}}})


def test_editors_are_offered_rules_and_defaults(schema: dict[str, Any]) -> None:
    offered = schema["$defs"]["selector"]["anyOf"][0]["enum"]
    assert {"ALL", "SE001", "repeated-word", "SE", "sentences", "GR", "Style"} <= set(offered)
    assert schema["properties"]["fail-on"]["default"] == "major"
    assert schema["properties"]["history-runs"]["default"] == 30


def test_the_command_prints_it(tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_text("broken [", encoding="utf-8")
    own = run("config", "--schema", "--no-plugins", folder=tmp_path)
    assert (own.returncode, own.stdout) == (0, PUBLISHED.read_text(encoding="utf-8")), "no settings file is read for it"
    whole = run("config", "--schema", "pyproject.toml", folder=tmp_path)
    assert "newslint" in json.loads(whole.stdout)["properties"]["tool"]["properties"]


WRONG = [
    ('preview = true\nignore = ["SE0001"]', "2: ignore: unknown rule or family 'SE0001'; did you mean 'SE001'?"),
    ('\nper-file."a/*".ignore = ["repeated-wrod"]', "2: per-file: a/*: ignore: unknown rule or family 'repeated-wrod'"),
    ('[severity]\nPU999 = "minor"', "2: severity: unknown rule or family 'PU999'; did you mean"),
    ('[severity]\nSE = "minor"\nPU = "majr"', "3: severity: PU: should be one of neutral, minor, major, critical"),
    ("[per-section.headlin]", "1: per-section: unknown section 'headlin'; did you mean 'headline'?"),
    ('[report]\n\ntitel = "a"', "3: report: unknown setting 'titel'; did you mean 'title'?"),
    ('profile = "strikt"', "1: profile: should be one of strict, news, minimal, not 'strikt'; did you mean 'strict'?"),
    ('engine = "languagetol"', "1: engine: should be one of languagetool, lingotweaker, none, not 'languagetol'"),
    ('language = "en-UK"', "1: language: should be one of auto, en-US"),
    (
        '[house]\nquotes = "crly"',
        "2: house: quotes: should be one of curly, straight, not 'crly'; did you mean 'curly'?",
    ),
    ('[report]\ntext-style = "ful"', "2: report: text-style: should be one of full, concise"),
    ("house.dateline = '(a+'", "1: house: dateline: is no regular expression: missing )"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_slip_is_an_error_with_its_line_and_what_was_meant(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "newslint.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((ConfigError, RegistryError)) as error:
        Checker(config.load(path))
    assert str(error.value).startswith(f"{path}:{message}")


def test_lines_of_pyproject_count_from_its_top(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    text = '[project]\nname = "x"\n[tool.newslint]\npreview = true\nignore = ["SE0001"]\n[tool.newslint.report]\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError, match=r"pyproject\.toml:5: ignore: unknown rule"):
        Checker(config.load(path))
    path.write_text(text + "logo = 1", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:7: report: logo: should be a string"):
        config.load(path)


LINES = """\
profile = "strict"
exclude = [
  "preview = 1",
]
# preview = false
preview = true
s = '''
[report]
title = 1
'''
per-file."wire/**" = { select = ["SE"] }

  [report] # yes
title = "a = b"
[severity]
"a=b" = 'x'
[[list]]
jobs = 1
"""
PLACES = [
    (("profile",), 1), (("exclude",), 2), (("preview",), 6), (("per-file",), 11),
    (("per-file", "wire/**", "select"), 11), (("report",), 13), (("report", "logo"), 13), (("report", "title"), 14),
    (("severity", "a=b"), 16), (("nope",), None), (("jobs",), None), ((), None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "line"), PLACES)
def test_lines(path: tuple[str, ...], line: int | None) -> None:
    assert line_of(LINES, path) == line
    assert line_of(LINES.replace("\n", "\r\n"), path) == line


class TestShowOrigin:
    def test_each_setting_has_its_origin(self, tmp_path: Path) -> None:
        path = tmp_path / "pyproject.toml"
        path.write_text(
            '[tool.newslint]\nprofile = "strict"\nignore = ["SE001"]\nfail-on = "critical"\n'
            '[tool.newslint.severity]\nSE = "minor"\n[tool.newslint.report]\ntitle = "Desk"\n',
            encoding="utf-8",
        )
        result = run(
            "config", "--show-origin", "--ignore", "SE002", "--no-model",
            folder=tmp_path, NEWSLINT_CACHE_DIR=str(tmp_path),
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        shown = dict(line.rsplit("  # ", 1) for line in result.stdout.splitlines())
        shown = {key.strip(): origin for key, origin in shown.items()}
        here = "pyproject.toml"
        short = {key: origin.replace(str(tmp_path) + os.sep, "") for key, origin in shown.items()}
        assert short['profile = "strict"'] == f"{here}:2"
        assert short['ignore = ["SE001", "SE002"]'] == f"{here}:3, command line"
        assert short['fail-on = "critical"'] == f"{here}:4"
        assert short["preview = true"] == "profile strict"
        assert short['severity.SE = "minor"'] == f"{here}:6"
        assert short['report.title = "Desk"'] == f"{here}:8"
        assert short["model = false"] == "command line"
        assert short[f"cache-dir = {json.dumps(str(tmp_path))}"] == "environment variable NEWSLINT_CACHE_DIR"
        assert short["jobs = 0"] == "default"
        assert short["engine = (not set)"] == "default"

    def test_select_on_the_command_line_takes_the_place_of_the_files(self, tmp_path: Path) -> None:
        (tmp_path / "newslint.toml").write_text('ignore = ["SE001"]\n', encoding="utf-8")
        result = run("config", "--show-origin", "--select", "SE", folder=tmp_path)
        lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
        assert 'select = ["SE"] # command line' in lines
        assert "ignore = [] # command line" in lines
