"""The HTML report: what stands in it, that nothing of an article is lost, and that nothing gets out of its text."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lint.document import Role
from lint.finding import Finding, Severity
from lint.report import ArticleResult, RunError, Summary, Target
from lint.reports.html import assets, files, make
from lint.reports.html.slugs import is_page_name
from tests.reports import samples
from tests.timing import assert_grows, least_seconds

TAGS = set(
    re.findall(
        r"\w+",
        """html head meta title link style script body a
        header p nav main div h1 h2 h3 h4 h5 h6 span section ul ol li dl dt dd
        b i em bdi table thead tbody tr th td article blockquote mark abbr del ins details summary footer img svg rect
        path desc figure figcaption caption""",
    )
)
ATTRIBUTES = set(
    re.findall(
        r"[\w-]+",
        """lang charset name content http-equiv rel href class id aria-label aria-labelledby aria-hidden focusable
        dir title tabindex scope src data-report defer role alt viewbox preserveaspectratio width height x y d""",
    )
)
PAGES = r"index\.html|style\.css|newslint\.js|findings\.js|articles/[a-z0-9-]+\.html|rules\.html(#rule-[A-Z]+\d+)?"
LINK = re.compile(rf"(\.\./)?({PAGES})|#[\w-]+")
INLINE = frozenset({"mark", "span", "b", "i", "em", "bdi", "abbr", "del", "ins"})
VOID = frozenset({"meta", "link", "rect", "path", "img"})


class Page(HTMLParser):
    """A page taken apart. Fails on elements and attributes that our templates do not write, and on bad nesting."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []
        data = path.read_bytes()
        assert b"\0" not in data
        self.source = data.decode("utf-8")
        self.feed(self.source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES or name.startswith(("data-", "aria-"))
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
        if tag not in INLINE:
            self.text.append(" ")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] not in ("style", "script"):
            self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


def article_pages(folder: Path) -> list[Path]:
    return sorted((folder / "articles").iterdir())


# What a reader finds


def test_article_page_holds_all_of_every_finding(tmp_path: Path) -> None:
    result = samples.damaged()
    samples.write(tmp_path / "report", [result])
    (path,) = article_pages(tmp_path / "report")
    page = Page(path)
    for finding in result.findings:
        assert f"f-{finding.fingerprint}" in page.ids
        assert f"m-{finding.fingerprint}" in page.ids
        assert finding.message in page.words
        assert f"{finding.code} {finding.name}" in page.words
        assert f"{finding.severity.label.capitalize()} {finding.message}" in page.words
        assert f"line {finding.line}, column {finding.column}" in page.words
    assert "Linguistic conventions › Punctuation" in page.words
    assert "7 spots need a second look" in page.words
    assert "Reading ease 46.2 difficult" in page.words
    rule = samples.run_info().rules["SE001"]
    assert " ".join(rule.rationale.split()) in page.words
    assert all(" ".join(example.text.split()) in page.words for example in rule.meta.examples[:1])
    rules = Page(path.parents[1] / "rules.html")
    assert "rule-SE001" in rules.ids
    assert " ".join(rule.rationale.split()) in rules.words
    assert all(" ".join(example.text.split()) in rules.words for example in rule.meta.examples[:1])
    assert "Wrong" in page.words
    assert "Right" in page.words


def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "report", [samples.damaged(), samples.clean()])
    for path in (folder / "index.html", *article_pages(folder)):
        page = Page(path)
        for link in page.links:
            file, _, fragment = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), link
            assert not fragment or fragment in Page(target).ids, link


def test_index_has_the_worst_first_and_the_sums(tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "report", [samples.clean(), samples.damaged()])
    page = Page(folder / "index.html")
    assert page.words.index("Talks end ,, in Geneva") < page.words.index("A quiet day")
    assert "7 spots in one of two articles need a second look" in page.words
    assert re.search(r"Critical 1 .* Major 3 .* Minor 2 .* Neutral 1", page.words)
    assert "Punctuation 1 critical, 3 major, 2 minor, 1 neutral 7" in page.words


def test_nothing_found_says_so_and_promises_nothing(tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "report", [samples.clean()])
    for path in (folder / "index.html", *article_pages(folder)):
        page = Page(path)
        assert "Nothing needs a second look" in page.words
        assert "could not be checked" not in page.words


@pytest.mark.parametrize("single", [False, True])
def test_what_was_not_checked_never_looks_clean(tmp_path: Path, single: bool) -> None:
    crashed = samples.result(samples.document([(Role.BODY, "Text.")], id="17"), rule_errors=["rule PU001 crashed"])
    lost = RunError("in/lost.txt", "not text: the file holds binary data")
    path = samples.write(tmp_path / ("r.html" if single else "r"), [samples.clean(), crashed], [lost])
    page = Page(path if single else path / "index.html")
    assert "<h1>Not everything was checked</h1>" in page.source
    assert "2 things could not be checked" in page.words
    assert "rule PU001 crashed" in page.words
    assert "in/lost.txt not text: the file holds binary data" in page.words
    assert page.words.index("Not fully checked") < page.words.index("A quiet day")
    assert re.search(r"Not fully checked –", page.words), "no score for what was not checked"


def test_engine_that_did_not_run_and_empty_run_are_not_clean(tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "engine", [samples.clean()], ran=False)
    assert "Not everything was checked" in Page(folder / "index.html").words
    folder = samples.write(tmp_path / "nothing", [], [RunError("x", "no articles found")])
    assert "Nothing could be checked" in Page(folder / "index.html").words
    folder = samples.write(tmp_path / "allowed", [], ran=False)
    assert "No articles were checked" in Page(folder / "index.html").words


def test_run_that_is_cut_off_leaves_no_finished_report(tmp_path: Path) -> None:
    for path in (tmp_path / "folder", tmp_path / "file.html"):
        samples.write(path, [samples.clean()])
        report = make(Target(path, sys.stdout))
        report.begin(samples.run_info())
        report.article(samples.clean())
        page = Page(path / "index.html" if path.is_dir() else path)
        assert "This report is not finished" in page.words
        assert "Nothing needs a second look" not in page.words


# Attacks


@pytest.mark.parametrize("single", [False, True], ids=["folder", "single"])
def test_hostile_texts_stay_text(tmp_path: Path, single: bool) -> None:
    results = samples.hostile()
    errors = [RunError(text, text) for text in samples.HOSTILE]
    path = samples.write(tmp_path / ("report.html" if single else "report"), results, errors)
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name]
    pages = [path] if single else [path / "index.html", path / "rules.html", *article_pages(path)]
    if not single:
        shared = {"findings.js", "newslint.js", "rules.html", "style.css"}
        assert {p.name for p in path.iterdir()} == {"articles", "index.html", *shared}
        assert len(pages) == 2 + len(results)
        assert all(is_page_name(page.name) for page in pages[2:])
    for file in pages:
        page = Page(file)
        assert len(set(page.ids)) == len(page.ids)
        assert all(LINK.fullmatch(link) for link in page.links)
        assert page.source.count('<meta http-equiv="Content-Security-Policy"') == 1


def test_hostile_words_are_all_there(tmp_path: Path) -> None:
    for number, article in enumerate(samples.hostile()):
        folder = samples.write(tmp_path / str(number), [article])
        (path,) = article_pages(folder)
        words = Page(path).words
        for word in samples.HOSTILE[number].split():
            if word.isascii() and word.isprintable():
                assert word in words


def test_single_file_allows_exactly_its_own_style_and_script(tmp_path: Path) -> None:
    page = Page(samples.write(tmp_path / "report.html", [samples.damaged()]))
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page.source, re.S)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in page.source.replace("&#39;", "'")
        assert page.source.count(f"<{tag}") == 1


def test_policy_of_the_folder_is_strict(tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "report", [samples.damaged()])
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'none'; base-uri 'none'; form-action 'none'"
    )
    for path in (folder / "index.html", *article_pages(folder)):
        source = Page(path).source
        assert f'content="{policy}"' in source.replace("&#39;", "'")
        assert "<style" not in source
        assert " style=" not in source
        assert len(re.findall(r'<script src="[./]*(?:newslint|findings)\.js"', source)) == source.count("<script") <= 2


def test_style_sheet_loads_nothing() -> None:
    assert not re.search(r"url\(|@import|https?:|</", assets.style_sheet())


def test_script_stays_inside_its_element_and_never_makes_markup_of_text() -> None:
    script = assets.script()
    assert script.startswith('(() => {\n"use strict";')
    breaks_out = r"</script|<!--|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    assert not re.search(breaks_out, script)
    asks_others = r"fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\(|document\.cookie|https?:"
    assert not re.search(asks_others, script)


# Files


def test_folder_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Our home page</title>", encoding="utf-8")
    with pytest.raises(OSError, match="not an earlier newslint report"):
        make(Target(tmp_path, sys.stdout))
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    other = tmp_path / "notes"
    other.mkdir()
    (other / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OSError, match="not an earlier newslint report"):
        make(Target(other, sys.stdout))


def test_file_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    article = tmp_path / "article.html"
    article.write_text("<p>An article that somebody wrote.", encoding="utf-8")
    with pytest.raises(OSError, match="not an earlier newslint report"):
        make(Target(article, sys.stdout))
    with pytest.raises(OSError, match="is a file"):
        make(Target(Path(__file__), sys.stdout))
    with pytest.raises(OSError, match="needs a place"):
        make(Target(None, sys.stdout))


def test_linked_folder_of_articles_is_refused(tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "report", [])
    (folder / "articles").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "articles").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="is a link"):
        make(Target(folder, sys.stdout))


def test_second_run_removes_only_its_own_stale_pages(tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "report", [samples.damaged(), samples.clean()])
    kept = [folder / "logo.png", folder / "articles" / "notes.html", folder / "articles" / "notes-0123abcd.html"]
    for path in kept:
        path.write_text("mine", encoding="utf-8")
    samples.write(folder, [samples.clean()])
    names = {path.name for path in article_pages(folder)}
    assert {path.name for path in kept if path.exists()} == {path.name for path in kept}
    assert len(names) == 3
    assert not any(name.startswith("damaged") for name in names)


def test_unchanged_pages_are_not_written_again_and_output_is_deterministic(tmp_path: Path) -> None:
    articles = [samples.damaged(), samples.clean()]
    folder = samples.write(tmp_path / "report", articles)
    for path in article_pages(folder):
        os.utime(path, (1, 1))
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    samples.write(folder, articles)
    assert all(path.stat().st_mtime == 1 for path in article_pages(folder))
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    assert not list(folder.rglob(".newslint*"))


def test_failed_write_leaves_the_old_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")

    def fail_half_way() -> None:
        with files.replacing(page) as file:
            file.write(b"new")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail_half_way()
    assert page.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_single_file_keeps_addresses_apart(tmp_path: Path) -> None:
    page = Page(samples.write(tmp_path / "report.html", [samples.damaged(), samples.damaged()]))
    assert len(set(page.ids)) == len(page.ids)
    assert all(link[1:] in page.ids for link in page.links)


# Size and speed


def long_article(findings: int) -> ArticleResult:
    article = samples.document([(Role.BODY, f"Paragraph {n} says why,, and nobody knew.") for n in range(findings)])
    found: list[Finding] = []
    for block in article.blocks:
        start = article.text.index(",,", block.start)
        found.append(
            Finding(
                code="PU001", name="doubled-mark", family="punctuation", severity=Severity.MAJOR, start=start,
                mqm="Linguistic conventions/Punctuation", end=start + 2, message="Two marks stand where one belongs.",
            )
        )  # fmt: skip
    return samples.result(article, found)


def test_pages_stay_small(tmp_path: Path) -> None:
    article = long_article(40)
    folder = samples.write(tmp_path / "report", [article])
    (path,) = article_pages(folder)
    assert path.stat().st_size < 60_000 + len(article.text.encode())
    headlines = [[(Role.HEADLINE, f"A headline as long as most are, number {n}")] for n in range(1000)]
    many = [samples.result(samples.document(headline, f"in/{n}.txt")) for n, headline in enumerate(headlines)]
    folder = samples.write(tmp_path / "many", many)
    assert (folder / "index.html").stat().st_size < 400_000


def test_time_grows_with_the_article_and_no_faster(tmp_path: Path) -> None:
    samples.write(tmp_path / "warm", [samples.damaged()])

    def seconds(findings: int) -> float:
        article = long_article(findings)
        return least_seconds(lambda: samples.write(tmp_path / str(findings), [article]))

    assert_grows(lambda: min(seconds(n) for n in (500, 501, 502)), lambda: seconds(2000), 8, enough=0)


def test_summary_is_not_needed_before_the_end(tmp_path: Path) -> None:
    """Articles are written as they come: as soon as the next one is known, which a page leads to, its page is there."""
    report = make(Target(tmp_path / "report", sys.stdout))
    report.begin(samples.run_info())
    report.article(samples.damaged())
    assert article_pages(tmp_path / "report") == []
    report.article(samples.clean())
    assert len(article_pages(tmp_path / "report")) == 1
    report.end(Summary())
    assert len(article_pages(tmp_path / "report")) == 2
