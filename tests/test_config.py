"""Settings: which file holds, what it may say, and what the command line says over it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lint import config
from lint.checker import Checker, RuleSet
from lint.config import Config, ConfigError, Selection
from lint.finding import Severity


def written(folder: Path, text: str, name: str = "newslint.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def overridden(base: Config, **given: Any) -> Config:
    return config.override(base, **({"select": None, "extend_select": (), "ignore": ()} | given))


def codes(settings: Config, path: str = "a.txt") -> set[str]:
    """The codes of the rules that run on a file."""
    return set(RuleSet.of(settings.selection_for(settings.patterns_for(path)), preview=settings.preview).rules)


def test_every_setting_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        select = ["SE", "numbers"]
        extend-select = ["PU001"]
        ignore = ["SE009"]
        fail-on = "minor"
        preview = true
        exclude = ["drafts/"]
        encoding = "utf-8"
        jsonl-id = "nr"
        jsonl-text = "body"
        max-article-size = 5000
        jobs = 3
        severity = { SE001 = "neutral" }
        per-file."wire/**" = { select = ["QU"], extend-select = ["CO"], ignore = ["QU001"], severity.QU = "minor" }
        """,
    )
    assert config.load(path) == Config(
        selection=Selection(
            select=("SE", "numbers"), extend_select=("PU001",), ignore=("SE009",), severity={"SE001": Severity.NEUTRAL}
        ),
        per_file={
            "wire/**": Selection(
                select=("QU",), extend_select=("CO",), ignore=("QU001",), severity={"QU": Severity.MINOR}
            )
        },
        fail_on=Severity.MINOR,
        preview=True,
        exclude=("drafts/",),
        encoding="utf-8",
        jsonl_id="nr",
        jsonl_text="body",
        max_article_size=5000,
        jobs=3,
        origin=path,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("igmore = []", "unknown setting 'igmore'; did you mean 'ignore'?"),
        ('select = "SE"', "select: should be a list of strings"),
        ("select = [1]", "select: should be a list of strings"),
        ('fail-on = "worst"', "fail-on: should be one of neutral, minor, major, critical"),
        ("fail-on = 2", "fail-on: should be a string"),
        ("preview = 1", "preview: should be true or false"),
        ("jobs = -1", "jobs: should be a whole number, 0 or more"),
        ("jobs = true", "jobs: should be a whole number, 0 or more"),
        ("jobs = 1.5", "jobs: should be a whole number, 0 or more"),
        ('encoding = ""', "encoding: should be a string"),
        ('severity = ["SE"]', "severity: should be a table of rule = severity"),
        ('severity = { SE = "bad" }', "severity: SE: should be one of"),
        ('per-file = ["a"]', "per-file: should be tables, each named by a path pattern"),
        ('per-file."a/**" = { fail-on = "minor" }', "per-file: a/**: unknown setting 'fail-on'"),
        ('per-file."!" = {}', "per-file: '!' is no path pattern"),
        ('exclude = ["!"]', "exclude: '!' is no path pattern"),
        ("select = [", "Invalid"),
        ("a = " + "[" * 5000, ""),
    ],
)
def test_a_broken_file_is_an_error_that_names_the_place(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        config.load(path)
    line = "" if text.endswith("[") else ":1"
    assert str(error.value).startswith(f"{path}{line}: {message}")


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError):
        config.find(tmp_path)
    with pytest.raises(ConfigError):
        config.load(tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "newslint.toml"
    path.write_bytes(b'\xef\xbb\xbffail-on = "minor"\n')
    assert config.load(path).fail_on is Severity.MINOR


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    inner = tmp_path / "desk" / "sport"
    inner.mkdir(parents=True)
    outer = written(tmp_path, "jobs = 1")
    assert config.find(inner) == outer
    written(inner, "[tool.other]", "pyproject.toml")
    assert config.find(inner) == outer, "a pyproject.toml without our table is not ours"
    own = written(inner, "[tool.newslint]\njobs = 2", "pyproject.toml")
    assert config.find(inner) == own
    assert config.load(own).jobs == 2
    first = written(inner, "jobs = 3")
    assert config.find(inner) == first


def test_a_named_file_without_our_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"has no table tool\.newslint"):
        config.load(written(tmp_path, "[tool.other]", "pyproject.toml"))
    with pytest.raises(ConfigError, match="should be a table"):
        config.load(written(tmp_path, "[tool]\nnewslint = 1", "pyproject.toml"))


def test_the_command_line_adds_to_the_file() -> None:
    base = Config(selection=Selection(select=("SE",), ignore=("SE002",)), jobs=4)
    result = overridden(base, ignore=("SE001",), extend_select=("PU001",), jobs=None, preview=True)
    assert "PU001" in codes(result)
    assert not {"SE001", "SE002"} & codes(result)
    assert (result.jobs, result.preview) == (4, True)


def test_select_on_the_command_line_means_only_these() -> None:
    base = Config(selection=Selection(extend_select=("PU001",), ignore=("SE001",), severity={"SE": Severity.MINOR}))
    result = overridden(base, select=("SE001",))
    assert codes(result) == {"SE001"}
    assert result.selection.severity == base.selection.severity


PATTERNS = [
    ("wire/**", "wire/a.txt", True),
    ("wire/**", "wire/2024/a.txt", True),
    ("wire/**", "./wire/a.txt", True),
    ("wire/**", "wire/../wire/a.txt", True),
    ("wire/**", "desk/../wire/a.txt", True),
    ("wire/**", "wire/../a.txt", False),
    ("wire/**", "rewire/a.txt", False),
    ("*.md", "deep/down/a.md", True),
    ("/a.md", "deep/a.md", False),
    ("wire", "wire/a.txt", True),
    ("with space/*", "with space/a b.txt", True),
]


@pytest.mark.parametrize(("pattern", "path", "matches"), PATTERNS)
def test_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, path: str, matches: bool) -> None:
    settings = Config(per_file={pattern: Selection()}, exclude=(pattern,), origin=tmp_path / "newslint.toml")
    monkeypatch.chdir(tmp_path)
    assert settings.patterns_for(path) == ((pattern,) if matches else ())
    assert settings.excludes(path) == matches
    assert settings.excludes(str(tmp_path / path)) == matches, "the absolute path too"
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert settings.excludes(f"../{path}") == matches, "patterns count from the file they stand in"


def test_all_patterns_that_match_add_up() -> None:
    settings = Config(
        selection=Selection(ignore=("PU",)),
        per_file={
            "wire/**": Selection(ignore=("SE001",)),
            "*.md": Selection(ignore=("SE002",), extend_select=("PU001",)),
            "opinion/**": Selection(select=("QU",)),
        },
    )
    assert {"SE001", "SE002"} <= codes(settings)
    assert {"SE001", "SE002"} & codes(settings, "wire/a.txt") == {"SE002"}
    assert not {"SE001", "SE002"} & codes(settings, "wire/a.md")
    assert "PU001" in codes(settings, "wire/a.md")
    assert {code[:2] for code in codes(settings, "opinion/a.txt")} == {"QU"}


def test_the_more_specific_severity_wins_whatever_the_order() -> None:
    for order in (("SE001", "SE", "ALL"), ("ALL", "SE", "SE001"), ("SE", "ALL", "stop-inserted")):
        levels = dict(zip(("SE001", "SE", "ALL"), (Severity.CRITICAL, Severity.MINOR, Severity.NEUTRAL), strict=True))
        levels["stop-inserted"] = Severity.CRITICAL
        chosen = RuleSet.of(Selection(severity={key: levels[key] for key in order}), preview=False)
        assert chosen.severities["SE001"] is Severity.CRITICAL
        assert chosen.severities["SE002"] is Severity.MINOR
        assert chosen.severities["PU001"] is Severity.NEUTRAL


def test_unknown_rules_in_settings_are_errors_at_the_start() -> None:
    from lint.registry import RegistryError

    for selection in (
        Selection(ignore=("SE999",)),
        Selection(severity={"nonsense": Severity.MINOR}),
        Selection(extend_select=("XX",)),
    ):
        for settings in (Config(selection=selection), Config(per_file={"a/**": selection})):
            with pytest.raises(RegistryError):
                Checker(settings)


def test_description_is_what_holds() -> None:
    settings = Config(selection=Selection(select=()), per_file={"a": Selection(ignore=("SE",))}, exclude=("x",))
    plain = config.describe(settings)
    assert plain["select"] == []
    assert config.describe(Config())["select"] == ["ALL"]
    assert plain["fail-on"] == "major"
    assert plain["exclude"] == ["x"]
    assert set(plain) == set(config.KEYS) | {"origin"}


def test_the_settings_in_the_readme_are_read(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    block = text.partition("```toml\n")[2].partition("```")[0]
    assert tomllib.loads(block)
    assert Checker(config.load(written(tmp_path, block))).rules
