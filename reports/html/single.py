"""The report as one file: index, articles, style sheet and script in one page."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from lint.report import ArticleResult, RunInfo, Summary

from .article import ArticleView, article_view
from .assets import single_site
from .files import is_ours, replacing, write
from .guide import guides
from .index import Index, index_view
from .pages import Pages
from .sequence import Sequence
from .slugs import Slugs


class SingleReport:
    """Keeps the articles, rendered, in a temporary file until the index that stands before them is known.

    An existing file has to be empty or an earlier report: raises OSError for any other.
    """

    def __init__(self, path: Path) -> None:
        _refuse_foreign(path)
        self._path = path
        self._slugs = Slugs()
        self._sequence = Sequence()
        self._anchors = Slugs()
        self._index = Index()
        self._codes: set[str] = set()

    def begin(self, run: RunInfo) -> None:
        """Put up a page that says "not finished": a run that is cut off leaves no earlier report behind as its own."""
        self._run = run
        self._pages = Pages(run)
        self._site = single_site(run.settings, self._path.name)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write(self._path, self._pages.unfinished(self._site))
        self._articles = tempfile.TemporaryFile()  # noqa: SIM115 - it lives until `end`

    def article(self, article: ArticleResult) -> None:
        slug = self._slugs.slug(article.path, article.id)
        self._write(self._sequence.put(article_view(article, slug, self._anchors, self._run)))
        self._index.add(article, slug)
        self._codes.update(finding.code for finding in article.findings)

    def _write(self, view: ArticleView | None) -> None:
        if view is not None:
            self._articles.write(self._pages.single_article(view, self._site).encode("utf-8", "replace"))

    def end(self, summary: Summary) -> None:
        self._write(self._sequence.last())
        view = index_view(self._run, summary, self._index)
        before, behind = self._pages.single(view, guides(self._run.rules, self._codes), self._site)
        with self._articles, replacing(self._path) as file:
            file.write(before.encode("utf-8", "replace"))
            self._articles.seek(0)
            shutil.copyfileobj(self._articles, file)
            file.write(behind.encode("utf-8", "replace"))


def _refuse_foreign(path: Path) -> None:
    if path.is_file() and path.stat().st_size and not is_ours(path):
        raise FileExistsError(f"{path} exists and is not an earlier newslint report; name another file")
