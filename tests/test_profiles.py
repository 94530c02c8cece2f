"""Profiles: what they say, and that a file's own settings stand over them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from lint import config, profiles
from lint.checker import Checker
from lint.config import Config
from lint.config_schema import parse
from lint.finding import Severity


def written(folder: Path, text: str) -> Path:
    path = folder / "newslint.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_they_are_data_that_the_reader_takes() -> None:
    data = tomllib.loads(files("lint").joinpath("profiles.toml").read_text(encoding="utf-8"))
    assert tuple(sorted(data)) == tuple(sorted(profiles.NAMES))
    for name in profiles.NAMES:
        assert profiles.profile(name).summary.endswith(".")
        assert set(profiles.profile(name).settings) <= set(config.KEYS) - {"profile"}
        parse(profiles.settings_of(name), config.KEYS)
        assert Checker(config.load(None, name)).rules, "every rule that a profile names exists"
    assert profiles.profile(profiles.DEFAULT).settings == {}, "the default profile is read from no file"


def test_the_default_is_what_holds_without_any() -> None:
    assert config.load(None) == config.load(None, "news") == Config()


def test_strict_finds_more_and_minimal_less() -> None:
    minimal, news, strict = (set(Checker(config.load(None, name)).rules) for name in ("minimal", "news", "strict"))
    assert minimal < news < strict
    assert {"RE001", "SE007", "HO001"} <= minimal
    assert config.load(None, "strict").fail_on is Severity.MINOR


def test_a_files_own_settings_stand_over_the_profile(tmp_path: Path) -> None:
    path = written(tmp_path, 'profile = "strict"\nfail-on = "critical"\n')
    settings = config.load(path)
    assert (settings.profile, settings.fail_on, settings.preview) == ("strict", Severity.CRITICAL, True)
    other = config.load(path, "minimal")
    assert (other.profile, other.fail_on, other.preview) == ("minimal", Severity.CRITICAL, False)
    own = config.load(written(tmp_path, 'profile = "minimal"\nselect = ["SE001"]\n'))
    assert own.selection.select == ("SE001",)


def test_severities_stand_over_the_profiles_one_by_one() -> None:
    merged = profiles.under({"severity": {"a": 1}, "ignore": ["x"]}, {"severity": {"a": 0, "b": 2}, "ignore": ["y"]})
    assert merged == {"severity": {"a": 1, "b": 2}, "ignore": ["x"]}


@pytest.mark.parametrize(("name", "code"), [("strict", 1), ("news", 0), ("minimal", 0)])
def test_it_decides_the_exit_code(tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "a.txt").write_text("The talks went on  all night.\n", encoding="utf-8")
    arguments = ["check", "--isolated", "--no-cache", "--no-model", "--engine", "none", "--profile", name, "a.txt"]
    result = subprocess.run([sys.executable, "-m", "lint", *arguments], cwd=tmp_path, capture_output=True, timeout=120)
    assert result.returncode == code, result.stdout + result.stderr


def test_the_command_tells_of_them(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "lint", "config", "--profiles"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert result.returncode == 0
    assert result.stdout == profiles.listing()
    assert 'fail-on = "minor"' in result.stdout
    assert "news (default): " in result.stdout
