"""How a newsroom wants its report to look: the table `[report]` of the settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from lint.config_schema import one_of

_PLACE = re.compile(r"\{(\w*)\}")

PLACES = ("path", "id", "line", "column")
"""What an `article-url` may name in braces."""

TEXT_STYLES = ("full", "concise", "by-article", "by-rule")
"""The layouts of the text report."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture, whole, with its media type: image/png, image/jpeg, image/webp or image/svg+xml.

    It is meant for an `<img>`: there an SVG runs no script and loads nothing.
    """

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """What the settings say about reports, most of all HTML; everything has been checked, nothing need be given.

    `title` is the name of the desk. `colours` gives CSS variables, named without their two hyphens (`accent`), the
    values `#rgb` or `#rrggbb`. `templates` is a folder whose templates take precedence. `article_url` leads to an
    article in the newsroom's system; it may hold `{path}`, `{id}`, `{line}` and `{column}`. `json_text` is False where
    reports that are data must not hold more of an article than the marked words. `text_style` is one of TEXT_STYLES.
    """

    title: str | None = None
    logo: Logo | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    templates: Path | None = None
    article_url: str | None = None
    json_text: bool = True
    text_style: str = TEXT_STYLES[0]

    def url(self, path: str, id: str | None, line: int | None = None, column: int | None = None) -> str | None:
        """The address of an article, or of a place in it; None where there is none or it needs an id that is not there.

        Each value is quoted for a URL, slashes included. Without a line, line and column are 1.
        """
        if self.article_url is None or (id is None and "{id}" in self.article_url):
            return None
        values = {"path": path, "id": id or "", "line": str(line or 1), "column": str(column or 1)}
        return _PLACE.sub(lambda m: quote(values[m[1]], safe="", errors="replace"), self.article_url)


class SettingsError(Exception):
    """A file or folder that the settings name and that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """The table `[report]` as it was written, checked; files and folders are named as seen from the settings file."""

    title: str | None = None
    logo: str | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    templates: str | None = None
    article_url: str | None = None
    json_text: bool = True
    text_style: str = TEXT_STYLES[0]

    def resolve(self, base: Path) -> ReportSettings:
        """The settings with the files they name, from the folder `base`. Raises SettingsError."""
        return ReportSettings(
            title=self.title,
            logo=None if self.logo is None else _logo(base / self.logo),
            colours=self.colours,
            templates=None if self.templates is None else _templates(base / self.templates),
            article_url=self.article_url,
            json_text=self.json_text,
            text_style=self.text_style,
        )


_LARGEST_LOGO = 256 * 1024
_SIGNS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_SVG = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>\[]*>\s*)?<svg[\s>]", re.DOTALL)


def _logo(path: Path) -> Logo:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_LOGO + 1)
    except OSError as error:
        raise SettingsError(f"report.logo: {path}: {(error.strerror or str(error)).lower()}") from None
    if len(data) > _LARGEST_LOGO:
        raise SettingsError(f"report.logo: {path} is larger than {_LARGEST_LOGO // 1024} kB")
    media_type = _media_type(data)
    if media_type is None:
        raise SettingsError(f"report.logo: {path} is no PNG, JPEG, WebP or SVG picture")
    return Logo(data, media_type)


def _media_type(data: bytes) -> str | None:
    """What the contents say: a name proves nothing."""
    for sign, media_type in _SIGNS:
        if data.startswith(sign):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if _SVG.match(data.removeprefix(b"\xef\xbb\xbf")) else None


def _templates(path: Path) -> Path:
    try:
        if any(path.rglob("*.html")):
            return path.resolve()
    except OSError as error:
        raise SettingsError(f"report.templates: {path}: {(error.strerror or str(error)).lower()}") from None
    raise SettingsError(f"report.templates: {path} is no folder with templates (*.html)")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("should be a string")
    return value


def title(value: object) -> str:
    """The name of a desk. Raises ValueError."""
    text = _text(value)
    if len(text) > 200 or not text.isprintable():
        raise ValueError("should be one line of at most 200 characters")
    return text


def text_style(value: object) -> str:
    """A layout of the text report. Raises ValueError."""
    if not isinstance(value, str):
        raise ValueError(f"should be one of {', '.join(TEXT_STYLES)}")
    return one_of(value, TEXT_STYLES)


def colours(value: object) -> dict[str, str]:
    """CSS variables and their colours. Raises ValueError."""
    if not isinstance(value, dict):
        raise ValueError('should be a table such as accent = "#0a5"')
    for name, colour in value.items():
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            raise ValueError(f"{name!r} is no name of a colour such as accent")
        if not isinstance(colour, str) or not re.fullmatch(r"#(?:[0-9a-fA-F]{3}){1,2}", colour):
            raise ValueError(f"{name}: should be a colour such as #0a5 or #00aa55")
    return dict(value)


def article_url(value: object) -> str:
    """An address with places for path, id, line and column. Raises ValueError.

    The places stand behind the host: an article's name never decides where a link leads.
    """
    url = _text(value)
    if not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(?:[/?#][!#-;=?-\[\]_a-z{}~]*)?", url):
        raise ValueError("should be an address that begins with http:// or https://, a host and /")
    wrong = next((name for name in re.findall(r"\{([^{}]*)\}", url) if name not in PLACES), None)
    if wrong is not None or re.search(r"[{}]", _PLACE.sub("", url)):
        named = ", ".join(f"{{{name}}}" for name in PLACES)
        raise ValueError(f"should have no other places than {named}")
    return url
