"""The report as a folder: index.html, one page an article in articles/, and the style sheet."""

from __future__ import annotations

from pathlib import Path

from lint.report import ArticleResult, RunInfo, Summary

from .article import article_view
from .files import is_ours, write
from .index import IndexRow, index_view
from .pages import Pages, folder_site, style_sheet
from .slugs import Slugs, is_page_name


class FolderReport:
    """Writes each article's page as it comes; only a row for the index is kept of it.

    The folder has to be new, empty, or an earlier report: raises OSError for any other.
    """

    def __init__(self, folder: Path) -> None:
        _refuse_foreign(folder)
        self._folder = folder
        self._articles = folder / "articles"
        self._slugs = Slugs()
        self._rows: list[IndexRow] = []

    def begin(self, run: RunInfo) -> None:
        """Put up a page that says "not finished": a run that is cut off leaves no old or half index behind."""
        self._run = run
        self._pages = Pages(run)
        self._articles.mkdir(parents=True, exist_ok=True)
        write(self._folder / "style.css", style_sheet())
        write(self._folder / "index.html", self._pages.unfinished(folder_site("")))

    def article(self, article: ArticleResult) -> None:
        slug = self._slugs.slug(article.path, article.id)
        view = article_view(article, slug, Slugs(), self._run.rules, self._run.fail_on)
        write(self._articles / f"{slug}.html", self._pages.article(view, folder_site("../")))
        self._rows.append(IndexRow.of(article, slug))

    def end(self, summary: Summary) -> None:
        self._remove_stale()
        view = index_view(self._run, summary, self._rows)
        write(self._folder / "index.html", self._pages.index(view, folder_site("")))

    def _remove_stale(self) -> None:
        """Remove the pages of an earlier run that this one did not write; whatever else lies there stays."""
        current = {f"{row.slug}.html" for row in self._rows}
        for path in self._articles.iterdir():
            if path.name in current or not is_page_name(path.name) or path.is_symlink() or not path.is_file():
                continue
            if is_ours(path):
                path.unlink()


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file; name a folder, or a file that ends in .html")
    articles = folder / "articles"
    if articles.is_symlink():
        raise FileExistsError(f"{articles} is a link; newslint does not write a report through it")
    index = folder / "index.html"
    if any(folder.iterdir()) and not (index.is_file() and is_ours(index)):
        raise FileExistsError(
            f"{folder} has files in it and is not an earlier newslint report; name a new or an empty folder"
        )
