"""Renders pages from the templates. Whatever is put into a page is escaped; nothing in it is ever run as a template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from lint.report import RunInfo

from .article import ArticleView
from .assets import Site
from .environment import environment
from .guide import Guide
from .index import IndexView

GENERATOR = '<meta name="generator" content="newslint '
"""Stands in the head of every page that we wrote; a file without it is not ours."""

_SPLIT = "\x00articles\x00"
"""Stands in the single page where the articles belong; no text that comes from outside can hold it."""


class Pages:
    """The pages of one run. Each method raises OSError where a template of the newsroom's own cannot be used."""

    def __init__(self, run: RunInfo) -> None:
        self._run = run
        self._environment = environment(run.settings.templates)

    def index(self, view: IndexView, site: Site) -> str:
        return self._render("index.html", view=view, site=site)

    def article(self, view: ArticleView, site: Site) -> str:
        return self._render("article.html", view=view, site=site)

    def rules(self, guides: Sequence[Guide], site: Site) -> str:
        return self._render("rules.html", rules=guides, site=site)

    def unfinished(self, site: Site) -> str:
        return self._render("unfinished.html", site=site)

    def single_article(self, view: ArticleView, site: Site) -> str:
        return self._render("single_article.html", view=view, site=site)

    def single(self, view: IndexView, guides: Sequence[Guide], site: Site) -> tuple[str, str]:
        """What stands before the articles, and what behind them."""
        page = self._render("single.html", view=view, rules=guides, site=site, split=Markup(_SPLIT))
        before, found, behind = page.partition(_SPLIT)
        if not found:
            raise OSError("the newsroom's own single.html must have {{ split }} where the articles belong")
        return before, behind

    def _render(self, name: str, **values: Any) -> str:
        try:
            page = self._environment.get_template(name).render(values, run=self._run)
        except TemplateError as error:
            if self._run.settings.templates is None:
                raise
            raise OSError(_trouble(error, name)) from error
        if name != "single_article.html" and GENERATOR not in page[:_HEAD]:
            raise OSError(f'the page made from {name} lacks our mark: keep <meta name="generator"> in layout.html')
        return page


_HEAD = 1000
"""Our mark has to stand within so many characters of a page's start."""


def _trouble(error: TemplateError, name: str) -> str:
    """What is wrong with a template, and where."""
    place = name
    if isinstance(error, TemplateSyntaxError):
        place = f"{error.name or name}, line {error.lineno}"
    what = f"{error.name} is missing" if isinstance(error, TemplateNotFound) else error.message
    return f"the newsroom's own template cannot be used ({place}): {what}"
