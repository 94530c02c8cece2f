"""The index of the HTML report: its rows, what has changed, who checked, its size, and a newsroom's own looks."""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lint.document import Role
from lint.finding import Finding, Severity
from lint.report import ArticleResult, Changes, EngineStatus, GoneFinding, PastRun, RunInfo, Summary, Target
from lint.report_settings import Logo, ReportSettings
from lint.reports.html import assets, make
from lint.reports.html.index import Index, IndexRow
from tests.reports import samples
from tests.reports.test_html import Page, article_pages

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
GONE = GoneFinding(code="PU001", name="doubled-mark", severity=Severity.MAJOR, text=",,", line=3)


def write(
    path: Path,
    articles: Iterable[ArticleResult],
    *,
    settings: ReportSettings | None = None,
    history: Sequence[PastRun] = (),
    engines: Sequence[EngineStatus] = (EngineStatus("rules", "1.2.3", True),),
    accepted: int = 0,
) -> Path:
    run = replace(samples.run_info(), settings=settings or ReportSettings(), history=tuple(history))
    report = make(Target(path, sys.stdout))
    report.begin(run)
    summary = Summary()
    for article in articles:
        summary.add(article)
        report.article(article)
    summary.engines += engines
    summary.accepted = accepted
    report.end(summary)
    return path


def changed(article: ArticleResult, new: int, gone: int = 0) -> ArticleResult:
    """The article, so many of its findings new, so many gone since the last run."""
    fingerprints = frozenset(finding.fingerprint for finding in article.findings[:new])
    return replace(article, changes=Changes(new=fingerprints, gone=(GONE,) * gone))


def rows(folder: Path) -> list[str]:
    """What stands in each row of the table, cell by cell."""
    source = (folder / "index.html").read_text(encoding="utf-8")
    (body,) = re.findall(r"<tbody>\n<tr><th>.*?</tbody>", source, re.S)
    return ["|".join(re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.S))
            for row in re.findall(r"<tr>.*?</tr>", body, re.S)]  # fmt: skip


def row_of(article: ArticleResult) -> IndexRow:
    index = Index()
    index.add(article, "slug")
    return index.rows[0]


# The rows


def test_row_has_what_the_desk_looks_for_and_zeros_are_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "report", [samples.clean(), samples.damaged()])
    damaged, clean = rows(folder)
    score = samples.damaged().score
    assert damaged == f"Talks end ,, in Geneva in/damaged.txt|{score:g}|1|3|2|1|3, 3, 1|{samples.damaged().words}|46.2"
    assert clean == f"A quiet day in/clean.txt|100||||||{samples.clean().words}|46.2"


def test_folder_of_many_articles_is_named_once(tmp_path: Path) -> None:
    articles = [replace(samples.clean(), path=f"desk/monday/{n}.txt") for n in range(12)]
    folder = write(tmp_path / "report", articles)
    source = (folder / "index.html").read_text(encoding="utf-8")
    assert source.count("desk/monday/") == 1
    assert rows(folder)[0].startswith("A quiet day 0.txt|")
    assert write(tmp_path / "mixed", [*articles, replace(samples.clean(), path="elsewhere.txt")])
    assert rows(tmp_path / "mixed")[0].startswith("A quiet day desk/monday/0.txt|")


def test_what_changed_since_the_last_run(tmp_path: Path) -> None:
    damaged, clean = samples.damaged(), samples.clean()
    folder = write(tmp_path / "report", [changed(damaged, 2, gone=1), replace(clean, path="in/first.txt")])
    words = Page(folder / "index.html").words
    assert "Since the last run: 2 new, 1 gone, 5 still there. 1 article had not been checked before." in words
    assert [row.rpartition("|")[2] for row in rows(folder)] == ["+2 −1", ""]
    assert row_of(changed(damaged, 0)).shown_changes == "="
    assert row_of(changed(clean, 0)).shown_changes == ""
    assert row_of(changed(clean, 0, gone=2)).shown_changes == "−2"


def test_without_an_earlier_run_nothing_is_said_of_changes(tmp_path: Path) -> None:
    words = Page(write(tmp_path / "report", [samples.damaged()]) / "index.html").words
    assert "New, gone" not in words
    assert "last run" not in words


def test_findings_for_the_script_stand_in_the_order_of_the_rows(tmp_path: Path) -> None:
    damaged = changed(samples.damaged(), 1)
    folder = write(tmp_path / "report", [samples.clean(), damaged])
    script = (folder / assets.FINDINGS).read_text(encoding="utf-8")
    match = re.fullmatch(r'dispatchEvent\(new CustomEvent\("newslint-findings",\{detail:(.*)\}\)\);\n', script)
    assert match
    detail = json.loads(match[1])
    assert detail["rules"] == [["PU001", "doubled-mark", "punctuation"], ["SE001", "doubled-mark", "punctuation"]]
    first, *others = detail["rows"][0].split()
    assert first == f"0.2n{damaged.findings[0].fingerprint}"
    assert all("-" in other for other in others)
    assert len(others) == 6
    assert detail["rows"][1] == ""


# Who checked


def test_engines_are_named_and_those_that_failed_are_problems(tmp_path: Path) -> None:
    engines = [
        EngineStatus("rules", "1.2.3", True),
        EngineStatus("LanguageTool", "6.8", False, failed=True, unchecked=1, message="it did not start"),
        EngineStatus("lingotweaker", "", False, message="not installed"),
    ]
    folder = write(tmp_path / "report", [samples.clean()], engines=engines, accepted=3)
    page = Page(folder / "index.html")
    assert "Checked by newslint’s rules 1.2.3. Not used: lingotweaker (not installed)." in page.words
    assert "3 accepted findings left out." in page.words
    assert "LanguageTool 6.8 did not check 1 article" in page.words
    assert "it did not start" in page.words
    assert "Not everything was checked" in page.words


def test_article_that_an_engine_did_not_check_stands_first(tmp_path: Path) -> None:
    unchecked = replace(samples.clean(), path="in/unchecked.txt", unchecked_by=("LanguageTool",))
    folder = write(tmp_path / "report", [samples.damaged(), unchecked])
    assert rows(folder)[0].startswith("A quiet day in/unchecked.txt Not fully checked|–|")


# Size, and what is written


def large(number: int) -> ArticleResult:
    """An article as agencies send them: a headline of 60 letters, as many findings as the seeds have, some new."""
    headline = f"Minister and premier meet again over the budget, round {number}"
    paragraphs = [(Role.HEADLINE, headline)] + [(Role.BODY, f"Paragraph {n} says it,, and no more.") for n in range(18)]
    document = samples.document(paragraphs, f"in/agency/2026-03-01/{number:05}-minister-premier.txt")
    starts = [document.text.index(",,", block.start) for block in document.blocks[1:]]
    wanted = starts[number % 2 :: 2]
    severities = [Severity.MAJOR, Severity.MINOR, Severity.MINOR, Severity.CRITICAL, Severity.NEUTRAL]
    found = [
        Finding(code=f"PU00{n % 4 + 1}", name="doubled-mark", family="punctuation", start=start, end=start + 2,
                severity=severities[(n + number) % 5], mqm="Linguistic conventions/Punctuation", message="Two marks.")
        for n, start in enumerate(wanted)
    ]  # fmt: skip
    return changed(samples.result(document, found), number % 4, gone=number % 3)


def test_index_of_a_thousand_articles_stays_small() -> None:
    from lint.reports.html.index import index_view
    from lint.reports.html.pages import Pages

    index, summary, run = Index(), Summary(), samples.run_info()
    some = [large(number) for number in range(40)]
    for number in range(1000):
        article = replace(some[number % 40], path=f"in/agency/2026-03-01/{number:05}-minister-premier.txt")
        summary.add(article)
        index.add(article, f"{number:05}-minister-premier-0123abcd")
    page = Pages(run).index(index_view(run, summary, index), assets.folder_site("", run.settings, "report"))
    assert page.count("<tr><th>") == 1000
    assert 200_000 < len(page.encode()) < 400_000


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    articles = [samples.damaged(), samples.clean(), replace(samples.clean(), path="in/third.txt")]
    folder = write(tmp_path / "report", articles)
    for path in folder.rglob("*.*"):
        os.utime(path, (1, 1))
    longer = samples.document([(Role.HEADLINE, "A quiet day"), (Role.BODY, "The ferry left at ten.")], "in/third.txt")
    write(folder, [*articles[:2], samples.result(longer)])
    written = {path.name for path in folder.rglob("*.*") if path.stat().st_mtime != 1}
    assert {name.partition("-")[0] for name in written} == {"index.html", "third"}


def test_folder_with_other_names_has_another_id_in_the_store(tmp_path: Path) -> None:
    ids = set()
    for name, title in (("a", None), ("b", None), ("a", "World desk")):
        folder = write(tmp_path / (title or "none") / name, [samples.clean()], settings=ReportSettings(title=title))
        found = {
            re.findall(r'data-report="(\w+)"', path.read_text(encoding="utf-8"))[0] for path in folder.rglob("*.html")
        }
        assert len(found) == 1
        ids |= found
    assert len(ids) == 3


# A newsroom's own


def test_title_and_logo(tmp_path: Path) -> None:
    settings = ReportSettings(title="World <desk>", logo=Logo(PNG, "image/png"))
    folder = write(tmp_path / "report", [samples.clean()], settings=settings)
    assert (folder / "logo.png").read_bytes() == PNG
    (article,) = article_pages(folder)
    for path, src in ((folder / "index.html", "logo.png"), (article, "../logo.png")):
        source = Page(path).source
        assert f'<img class="logo" src="{src}" alt="World &lt;desk&gt;">' in source
        assert "img-src &#39;self&#39;;" in source
    single = Page(write(tmp_path / "report.html", [samples.clean()], settings=settings)).source
    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in single
    assert "img-src data:;" in single


def test_colours_replace_ours_by_theme(tmp_path: Path) -> None:
    ours = assets.style_sheet()
    css = assets.style_sheet(ReportSettings(colours={"link": "#102030", "dark-link": "#a0b0c0"}))
    first, *others = re.findall(r"--link: (#\w+);", css)
    assert first == "#102030"
    assert others
    assert set(others) == {"#a0b0c0"}
    assert re.sub(r"--link: #\w+;", "", css) == re.sub(r"--link: #\w+;", "", ours)
    light_only = re.findall(r"--link: (#\w+);", assets.style_sheet(ReportSettings(colours={"link": "#102030"})))
    assert light_only[1:] == re.findall(r"--link: (#\w+);", ours)[1:]
    page = write(tmp_path / "r.html", [samples.clean()], settings=ReportSettings(colours={"link": "#102030"}))
    assert "--link: #102030;" in Page(page).source


@pytest.mark.parametrize("colours", [{"lnik": "#102030"}, {"link": "red; } body { display: none"}])
def test_colour_that_cannot_be_used_is_an_error(tmp_path: Path, colours: dict[str, str]) -> None:
    with pytest.raises(OSError, match="is no colour of the report"):
        write(tmp_path / "report", [samples.clean()], settings=ReportSettings(colours=colours))


def test_own_template_takes_precedence_and_builds_on_ours(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "index.html").write_text(
        '{% extends "newslint/index.html" %}'
        '{% block nav %}<nav aria-label="Desk">{{ run.settings.title }}</nav>{% endblock %}'
    )
    settings = ReportSettings(title="World desk", templates=own)
    folder = write(tmp_path / "report", [samples.damaged()], settings=settings)
    page = Page(folder / "index.html")
    assert '<nav aria-label="Desk">World desk</nav>' in page.source
    assert "Talks end ,, in Geneva" in page.words
    assert len(article_pages(folder)) == 1


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{% extends 'newslint/index.html' %}{% blok x %}", "index.html, line 1"),
        ("{% extends 'newslint/nowhere.html' %}", "nowhere.html is missing"),
        ("{{ nothing.there }}", "'nothing' is undefined"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("<title>no mark</title>", "lacks our mark"),
    ],
)
def test_own_template_that_fails_says_where(tmp_path: Path, template: str, message: str) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "index.html").write_text(template, encoding="utf-8")
    with pytest.raises(OSError, match=message):
        write(tmp_path / "report", [samples.clean()], settings=ReportSettings(templates=own))


def test_article_is_never_run_as_a_template(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    article = samples.result(samples.document([(Role.HEADLINE, "{{ 7 * 7 }} {% raw %}")], "in/x.txt"))
    folder = write(tmp_path / "report", [article], settings=ReportSettings(templates=own))
    assert "{{ 7 * 7 }} {% raw %}" in Page(folder / "index.html").words


def test_run_info_has_defaults() -> None:
    assert RunInfo(version="1", rules={}, fail_on=Severity.MAJOR).settings == ReportSettings()
