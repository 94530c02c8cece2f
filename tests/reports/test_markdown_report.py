"""The Markdown report: rendered by a real parser it shows what was found, and nothing of an article acts as markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import NamedTuple

import pyromark
import pytest

from lint.report import RunError
from lint.report_settings import ReportSettings
from tests.reports import formats, samples

ALLOWED = {
    "code", "details", "h2", "li", "p", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


class Page(NamedTuple):
    tags: set[str]
    attributes: set[str]
    rows: list[list[str]]
    text: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page(set(), set(), [], "")
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.add(tag)
        self.page.attributes.update(name for name, _ in attrs if name != "style")
        self.open.append(tag)
        if tag == "tr":
            self.page.rows.append([])
        elif tag in ("td", "th"):
            self.page.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "td" in self.open or "th" in self.open:
            self.page.rows[-1][-1] += data


EXTENSIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_MATH
)


def rendered(text: str) -> Page:
    """The page that a reader sees."""
    reader = _Reader()
    reader.feed(pyromark.html(text, options=EXTENSIONS))
    reader.close()
    assert reader.open == []
    return reader.page._replace(text="".join(reader.text))


def test_nothing_breaks_out() -> None:
    written = formats.write("markdown", formats.everything(), formats.ERRORS)
    page = rendered(written.text)
    assert page.tags <= ALLOWED
    assert page.attributes <= {"align"}
    assert len({len(row) for row in page.rows}) == 3, "tables of six, two and four columns"
    visible = page.text.replace("\n", "")
    assert not formats.UNSAFE.search(visible)
    assert not re.search(r"[@#](?!\u200b)\S", visible), "GitHub would call somebody, or link to an issue"
    assert not re.search(r"https?://|www\.", written.text), "GitHub would make a link of it"


@pytest.mark.parametrize("text", [t for t in formats.NASTY if t.strip() and len(t) < 100])
def test_what_was_marked_can_be_read(text: str) -> None:
    from lint.reports.common import printable

    document = samples.document([(samples.Role.BODY, f"Before {text.strip()} after.")])
    article = samples.result(document, [samples.finding(document, text.strip())])
    page = rendered(formats.write("markdown", [article]).text)
    (cell,) = [row[3] for row in page.rows if len(row) == 4 and row[1] == "major"]
    shown = " ".join(cell.replace("\u200b", "").split())
    assert " ".join(printable(text.strip()).split()) in shown


def test_worst_articles_come_first() -> None:
    light = samples.document([(samples.Role.BODY, "one two")], "light.txt")
    found = samples.finding(light, "one", severity=samples.Severity.MINOR)
    written = formats.write("markdown", [samples.clean(), samples.result(light, [found]), samples.damaged()])
    page = rendered(written.text)
    assert "8 findings in 3 articles" in page.text
    assert "1 article without findings." in page.text
    articles = [row for row in page.rows if len(row) == 6]
    assert [row[0] for row in articles] == ["article", "in/damaged.txt", "light.txt"]
    assert articles[1][2:] == ["1", "3", "2", "1"]
    rules = [row for row in page.rows if len(row) == 2]
    assert rules[1] == ["PU001 doubled-mark", "6"]


def test_errors_come_before_all() -> None:
    written = formats.write("markdown", [samples.clean()], [RunError("b.txt", "is empty")] * 60)
    page = rendered(written.text)
    assert page.text.index("60 errors: not everything was checked.") < page.text.index("b.txt is empty")
    assert "and 10 more errors" in page.text
    assert "languagetool did not check 3 articles: no answer" in page.text
    assert "nothing was checked" in rendered(formats.write("markdown", []).text).text


@pytest.mark.parametrize("per_article", [1, 10, 5000])
def test_ten_thousand_findings_fit_into_a_step(per_article: int) -> None:
    written = formats.write("markdown", formats.many(10_000, per_article=per_article), formats.ERRORS)
    assert len(written.text.encode()) < 1024 * 1024
    page = rendered(written.text)
    shown = sum(len(row) == 4 and row[0] != "line" for row in page.rows)
    assert 100 <= shown < 10_000
    assert f"{10_000 - shown:,} more findings left out here" in page.text


def test_the_longest_texts_fit_into_a_step() -> None:
    articles = []
    for number in range(400):
        words = " ".join(f"{index}{'|' * 400}" for index in range(60))
        document = samples.document([(samples.Role.BODY, words)], f"{number}{'😀|' * 500}")
        found = [samples.finding(document, word, message="<" * 900, replace="|" * 900) for word in words.split()]
        articles.append(samples.result(document, found))
    written = formats.write("markdown", articles, formats.ERRORS)
    assert len(written.text.encode()) < 1024 * 1024
    page = rendered(written.text)
    assert "more findings left out here; the other reports have them all." in page.text
    assert "more articles with findings left out here." in page.text


def test_places_lead_into_the_newsrooms_system() -> None:
    settings = ReportSettings(article_url="https://cms.example/edit?p={path}&l={line}")
    article = replace(samples.damaged(), path='"><b>|.txt')
    text = formats.write("markdown", [article], info=samples.run_info(settings=settings)).text
    assert 'href="https://cms.example/edit?p=%22%3E%3Cb%3E%7C.txt&amp;l=1"' in text
    page = rendered(text)
    assert page.tags <= ALLOWED | {"a"}
    assert page.attributes == {"href"}
