"""The report as a folder: index.html, one page an article in articles/, and the files that they share."""

from __future__ import annotations

from pathlib import Path

from lint.report import ArticleResult, RunInfo, Summary

from .article import ArticleView, article_view
from .assets import FINDINGS, SCRIPT, STYLE, folder_site, logo_file, script, style_sheet
from .files import is_ours, write, write_bytes
from .guide import guides
from .index import Index, index_view
from .pages import Pages
from .sequence import Sequence
from .slugs import Slugs, is_page_name

RULES = "rules.html"


class FolderReport:
    """Writes each article's page as it comes; only what the index shows is kept of it.

    The folder has to be new, empty, or an earlier report: raises OSError for any other.
    """

    def __init__(self, folder: Path) -> None:
        _refuse_foreign(folder)
        self._folder = folder
        self._articles = folder / "articles"
        self._slugs = Slugs()
        self._sequence = Sequence()
        self._index = Index()
        self._codes: set[str] = set()

    def begin(self, run: RunInfo) -> None:
        """Put up a page that says "not finished": a run that is cut off leaves no old or half index behind."""
        self._run = run
        self._pages = Pages(run)
        name = self._folder.resolve().name
        self._site = folder_site("", run.settings, name)
        self._article_site = folder_site("../", run.settings, name)
        css = style_sheet(run.settings)
        self._articles.mkdir(parents=True, exist_ok=True)
        write(self._folder / "index.html", self._pages.unfinished(self._site))
        write(self._folder / STYLE, css)
        write(self._folder / SCRIPT, script())
        self._write_logo()

    def article(self, article: ArticleResult) -> None:
        slug = self._slugs.slug(article.path, article.id)
        self._write(self._sequence.put(article_view(article, slug, Slugs(), self._run, f"../{RULES}")))
        self._index.add(article, slug)
        self._codes.update(finding.code for finding in article.findings)

    def _write(self, view: ArticleView | None) -> None:
        if view is not None:
            write(self._articles / f"{view.slug}.html", self._pages.article(view, self._article_site))

    def end(self, summary: Summary) -> None:
        self._write(self._sequence.last())
        self._remove_stale()
        view = index_view(self._run, summary, self._index)
        write(self._folder / RULES, self._pages.rules(guides(self._run.rules, self._codes), self._site))
        write(self._folder / FINDINGS, self._index.findings_script())
        write(self._folder / "index.html", self._pages.index(view, self._site))

    def _write_logo(self) -> None:
        if logo := logo_file(self._run.settings):
            name, data = logo
            write_bytes(self._folder / name, data)

    def _remove_stale(self) -> None:
        """Remove the pages of an earlier run that this one did not write; whatever else lies there stays."""
        current = {f"{row.slug}.html" for row in self._index.rows}
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
