"""Renders pages from the templates. Whatever is put into a page is escaped; nothing in it is ever run as a template."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lint.finding import Severity
from lint.report import RunInfo

from . import prose
from .article import ArticleView, Card
from .figures import number
from .guide import Guide
from .index import IndexView
from .visible import plain

_HERE = Path(__file__).parent

GENERATOR = '<meta name="generator" content="newslint '
"""Stands in the head of every page that we wrote; a file without it is not ours."""

_SPLIT = "\x00articles\x00"
"""Stands in the single page where the articles belong; no text that comes from outside can hold it."""


def style_sheet() -> str:
    """The style sheet, with the line ends that a browser hashes."""
    return "\n".join((_HERE / "style.css").read_text(encoding="utf-8").splitlines()) + "\n"


@dataclass(frozen=True, slots=True)
class Site:
    """How the pages of a report find each other and their style sheet; `css` only where it stands in the page."""

    policy: str
    root: str = ""
    css: Markup | None = None
    single: bool = False

    @property
    def home(self) -> str:
        return "#index" if self.single else f"{self.root}index.html"

    def article(self, slug: str) -> str:
        return f"#a-{slug}" if self.single else f"{self.root}articles/{slug}.html"


def _policy(style_source: str) -> str:
    """The Content-Security-Policy: the one style sheet, and nothing else from anywhere.

    `'self'` also holds for a folder opened from a disk (file:), as tried in Chromium 156 and Firefox 153. Jenkins adds
    a policy of its own that forbids styles in a page: there the folder looks right, the single file is plain.
    """
    return f"default-src 'none'; style-src {style_source}; img-src 'none'; base-uri 'none'; form-action 'none'"


def folder_site(root: str) -> Site:
    """A page of a folder; `root` leads from it to the folder."""
    return Site(_policy("'self'"), root)


def single_site() -> Site:
    """The page that holds all: its style sheet is allowed by its hash."""
    css = style_sheet()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Site(_policy(f"'sha256-{digest}'"), css=Markup(css), single=True)


class Pages:
    """The pages of one run."""

    def __init__(self, run: RunInfo) -> None:
        self._run = run

    def index(self, view: IndexView, site: Site) -> str:
        return self._render("index.html", view=view, site=site)

    def article(self, view: ArticleView, site: Site) -> str:
        return self._render("article.html", view=view, site=site)

    def unfinished(self, site: Site) -> str:
        return self._render("unfinished.html", site=site)

    def single_article(self, view: ArticleView) -> str:
        return self._render("single_article.html", view=view)

    def single(self, view: IndexView, guides: Sequence[Guide], site: Site) -> tuple[str, str]:
        """What stands before the articles, and what behind them."""
        page = self._render("single.html", view=view, rules=guides, site=site, split=Markup(_SPLIT))
        before, _, behind = page.partition(_SPLIT)
        return before, behind

    def _render(self, name: str, **values: Any) -> str:
        return _environment().get_template(name).render(values, run=self._run)


def _finalize(value: object) -> object:
    """Every value of a template passes here: what could break or reorder a page is spelled out."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    """The templates; each is compiled when it is first used, and never again."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "counted": prose.count,
        "grouped": lambda value: f"{value:,}",
        "figure": number,
        "meant": _meant,
        "numbers": _numbers,
    }
    return environment


def _meant(severity: Severity) -> str:
    return prose.MEANINGS[severity]


def _numbers(cards: Iterable[Card]) -> str:
    """`Finding 3`, or `Findings 3 to 5`."""
    found = [card.number for card in cards]
    return f"Finding {found[0]}" if len(found) == 1 else f"Findings {found[0]} to {found[-1]}"
