"""The report as one file: index, articles and style sheet in one page."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from lint.report import ArticleResult, RunInfo, Summary

from .article import article_view
from .files import is_ours, replacing, write
from .guide import guide
from .index import IndexRow, index_view
from .pages import Pages, single_site
from .slugs import Slugs


class SingleReport:
    """Keeps the articles, rendered, in a temporary file until the index that stands before them is known.

    An existing file has to be empty or an earlier report: raises OSError for any other.
    """

    def __init__(self, path: Path) -> None:
        _refuse_foreign(path)
        self._path = path
        self._slugs = Slugs()
        self._anchors = Slugs()
        self._rows: list[IndexRow] = []
        self._codes: set[str] = set()

    def begin(self, run: RunInfo) -> None:
        """Put up a page that says "not finished": a run that is cut off leaves no earlier report behind as its own."""
        self._run = run
        self._pages = Pages(run)
        self._site = single_site()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write(self._path, self._pages.unfinished(self._site))
        self._articles = tempfile.TemporaryFile()  # noqa: SIM115 - it lives until `end`

    def article(self, article: ArticleResult) -> None:
        slug = self._slugs.slug(article.path, article.id)
        view = article_view(article, slug, self._anchors, self._run.rules, self._run.fail_on)
        self._articles.write(self._pages.single_article(view).encode("utf-8", "replace"))
        self._rows.append(IndexRow.of(article, slug))
        self._codes.update(finding.code for finding in article.findings)

    def end(self, summary: Summary) -> None:
        view = index_view(self._run, summary, self._rows)
        guides = [guide(self._run.rules[code]) for code in sorted(self._codes & set(self._run.rules))]
        before, behind = self._pages.single(view, guides, self._site)
        with self._articles, replacing(self._path) as file:
            file.write(before.encode("utf-8", "replace"))
            self._articles.seek(0)
            shutil.copyfileobj(self._articles, file)
            file.write(behind.encode("utf-8", "replace"))


def _refuse_foreign(path: Path) -> None:
    if path.is_file() and path.stat().st_size and not is_ours(path):
        raise FileExistsError(f"{path} exists and is not an earlier newslint report; name another file")
