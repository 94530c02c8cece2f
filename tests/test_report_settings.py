"""The table `[report]`: how a newsroom's report looks, and what can go wrong with it."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from lint import config
from lint.cli import main
from lint.config import Config, ConfigError
from lint.report_settings import Logo, ReportSettings, ReportTable, SettingsError

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 20
SVG = b'<?xml version="1.0"?>\n<!-- our logo -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'

FULL = """
accepted = "lists/accepted.json"
history = "history.json"
history-runs = 7

[report]
title = "Nachtdienst – München"
logo = "logo.png"
templates = "ours"
article-url = "https://cms.example/edit/{id}?file={path}&l={line}&c={column}"
json-text = false
colours = { accent = "#0a5", dark-accent = "#00Ff55" }
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "newslint.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "ours" / "parts").mkdir(parents=True)
    (tmp_path / "ours" / "parts" / "card.html").write_text("x", encoding="utf-8")
    return tmp_path


def test_all_of_it_is_read(house: Path) -> None:
    settings = config.load(written(house, FULL))
    assert (settings.accepted, settings.history, settings.history_runs) == ("lists/accepted.json", "history.json", 7)
    assert settings.report == ReportTable(
        title="Nachtdienst – München",
        logo="logo.png",
        templates="ours",
        article_url="https://cms.example/edit/{id}?file={path}&l={line}&c={column}",
        json_text=False,
        colours={"accent": "#0a5", "dark-accent": "#00Ff55"},
    )
    resolved = settings.report.resolve(settings.folder)
    assert resolved.logo == Logo(PNG, "image/png")
    assert resolved.templates == (house / "ours").resolve()
    assert not resolved.json_text
    assert Config().report.resolve(Path()) == ReportSettings(), "nothing need be given"


WRONG = [
    ("report = 1", "report: should be a table"),
    ("report.colour = {}", "report: unknown setting 'colour'; did you mean 'colours'?"),
    ('report.title = ""', "report: title: should be a string"),
    ('report.title = " "', "report: title: should be a string"),
    ('report.title = "a\\nb"', "report: title: should be one line"),
    ('report.title = "a\\u202eb"', "report: title: should be one line"),
    (f'report.title = "{"x" * 201}"', "report: title: should be one line"),
    ("report.logo = 1", "report: logo: should be a string"),
    ("report.templates = []", "report: templates: should be a string"),
    ('report.json-text = "no"', "report: json-text: should be true or false"),
    ('report.colours = "#fff"', "report: colours: should be a table"),
    ('report.colours = { accent = "red" }', "report: colours: accent: should be a colour"),
    ('report.colours = { accent = "#12345" }', "report: colours: accent: should be a colour"),
    ('report.colours = { accent = "#fff\\n" }', "report: colours: accent: should be a colour"),
    ('report.colours = { accent = "#fff;}body{" }', "report: colours: accent: should be a colour"),
    ('report.colours = { accent = "url(//x)" }', "report: colours: accent: should be a colour"),
    ("report.colours = { accent = 255 }", "report: colours: accent: should be a colour"),
    ('report.colours = { "a:b" = "#fff" }', "report: colours: 'a:b' is no name of a colour"),
    ('report.colours = { "--accent" = "#fff" }', "report: colours: '--accent' is no name of a colour"),
    ('report.article-url = "javascript:alert(1)"', "report: article-url: should be an address"),
    ('report.article-url = "ftp://x/"', "report: article-url: should be an address"),
    ('report.article-url = "https://{id}/"', "report: article-url: should be an address"),
    ('report.article-url = "https://x{path}"', "report: article-url: should be an address"),
    ('report.article-url = "https://user@x/"', "report: article-url: should be an address"),
    ('report.article-url = "https://x/ y"', "report: article-url: should be an address"),
    ('report.article-url = "https://x/\\u202e"', "report: article-url: should be an address"),
    ("report.article-url = 'https://x/\"'", "report: article-url: should be an address"),
    ('report.article-url = "https://x/{slug}"', "report: article-url: should have no other places than {path}"),
    ('report.article-url = "https://x/{id"', "report: article-url: should have no other places than {path}"),
    ('report.article-url = "https://x/{}"', "report: article-url: should have no other places than {path}"),
    ("history = 1", "history: should be a string"),
    ('accepted = ""', "accepted: should be a string"),
    ("history-runs = 0", "history-runs: should be a whole number from 1 to 1000"),
    ("history-runs = 5000", "history-runs: should be a whole number from 1 to 1000"),
    ("history-runs = true", "history-runs: should be a whole number from 1 to 1000"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_each_setting_is_checked(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        config.load(path)
    assert str(error.value).startswith(f"{path}:1: {message}")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (WEBP, "image/webp"),
        (SVG, "image/svg+xml"),
        (b"\xef\xbb\xbf<svg>", "image/svg+xml"),
        (b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>\n<svg>", "image/svg+xml"),
        (b"<html><svg>", None),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>", None),
        (b"<svgx>", None),
        (b"GIF89a", None),
        (b"", None),
        (zlib.compress(SVG), None),
        (PNG + b"x" * 300_000, None),
    ],
)
def test_a_logo_is_known_by_its_contents(tmp_path: Path, data: bytes, media_type: str | None) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    table = ReportTable(logo="logo.png")
    if media_type is not None:
        assert table.resolve(tmp_path).logo == Logo(data, media_type)
        return
    with pytest.raises(SettingsError, match=r"report\.logo: .*logo\.png"):
        table.resolve(tmp_path)


@pytest.mark.parametrize("table", [ReportTable(logo="gone.png"), ReportTable(templates="gone"), ReportTable(logo=".")])
def test_what_is_missing_is_said(tmp_path: Path, table: ReportTable) -> None:
    with pytest.raises(SettingsError, match=r"report\.(logo|templates): "):
        table.resolve(tmp_path)


def test_a_folder_without_templates_is_no_override(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    with pytest.raises(SettingsError, match="no folder with templates"):
        ReportTable(templates="ours").resolve(tmp_path)


def test_a_run_with_a_broken_look_ends_before_it_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, 'report.logo = "gone.png"')
    (tmp_path / "a.txt").write_text("The council met on Monday.\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "a.txt", "--output", "json=r.json"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "report.logo" in result.stderr
    assert not (tmp_path / "r.json").exists()


def test_config_shows_the_settings(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(house)
    written(house, FULL)
    shown = json.loads(CliRunner().invoke(main, ["config"]).stdout)
    assert shown["report"]["article-url"].startswith("https://cms.example/")
    assert shown["report"]["colours"] == {"accent": "#0a5", "dark-accent": "#00Ff55"}
    assert (shown["history"], shown["history-runs"], shown["accepted"]) == ("history.json", 7, "lists/accepted.json")


HOSTILE_NAMES = [
    "../../x",
    "a b&c=d#e",
    "é😀",
    "\ud800",
    "{id}",
    '"><script>',
    "//evil.example",
    "\u202e",
    "javascript:x",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_link_leads_where_the_settings_say_whatever_the_article_is_called(name: str) -> None:
    from urllib.parse import parse_qs, urlsplit

    settings = ReportSettings(article_url="https://cms.example/edit?file={path}&nr={id}&at={line}:{column}")
    url = settings.url(name, name, 3, 7)
    assert url is not None
    assert url.isascii()
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == ("https", "cms.example", "/edit", "")
    shown = name.encode("utf-8", "replace").decode()
    assert parse_qs(parts.query) == {"file": [shown], "nr": [shown], "at": ["3:7"]}


def test_there_is_no_link_without_an_address_or_a_needed_id() -> None:
    assert ReportSettings().url("a", "b") is None
    assert ReportSettings(article_url="https://x/{id}").url("a", None) is None
    assert ReportSettings(article_url="https://x/{path}/{line}").url("a", None) == "https://x/a/1"
