"""What the page of an article holds: cards, what engines found, what changed, where it leads, and its attacks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from lint.document import Role
from lint.finding import Safety, Severity
from lint.report import ArticleResult, Changes, GoneFinding
from lint.report_settings import ReportSettings
from lint.reports.html.article import ArticleView, article_view
from lint.reports.html.sequence import Sequence
from lint.reports.html.slugs import Slugs
from tests.reports import samples
from tests.reports.test_html import Page, article_pages


def one(text: str = "A plan,, of sorts.", marked: str = ",,", **more: object) -> ArticleResult:
    """An article with a single finding."""
    article = samples.document([(Role.BODY, text)], path="in/a b.txt", id="7/8")
    return samples.result(article, [samples.finding(article, marked, **more)])  # type: ignore[arg-type]


def page_of(tmp_path: Path, result: ArticleResult, settings: ReportSettings = samples.NO_SETTINGS) -> Page:
    samples.write(tmp_path / "report", [result], settings=settings)
    (path,) = article_pages(tmp_path / "report")
    return Page(path)


def view_of(result: ArticleResult, settings: ReportSettings = samples.NO_SETTINGS) -> ArticleView:
    return article_view(result, "slug", Slugs(), samples.run_info(settings=settings))


def attributes(page: Page, name: str) -> list[str]:
    return re.findall(f' {name}="([^"]*)"', page.source)


# Cards


def test_card_carries_what_the_script_needs(tmp_path: Path) -> None:
    result = one()
    page = page_of(tmp_path, result)
    (finding,) = result.findings
    card = (
        f'id="f-{finding.fingerprint}" tabindex="-1" data-n="1" data-fingerprint="{finding.fingerprint}" '
        'data-code="PU001" data-family="punctuation" data-severity="major"'
    )
    assert card in page.source
    assert attributes(page, "data-article") == [result.name]
    assert attributes(page, "data-page") == ["article"]


def test_rule_is_folded_in_with_a_bad_and_a_good_example(tmp_path: Path) -> None:
    page = page_of(tmp_path, one())
    folded = page.source.partition("<summary>Why this happens</summary>")[2].partition("</details>")[0]
    assert "Translation engines and spinners" in folded
    assert 'class="wrong"><b>Wrong</b> <span>The bill passed on Monday<mark class="plain">,.</mark>' in folded
    assert 'class="right"><b>Right</b> <span>Shares of Smith &amp; Co., the brewer' in folded


def test_examples_stand_with_the_first_finding_of_a_rule(tmp_path: Path) -> None:
    article = samples.document([(Role.BODY, "A plan,, of sorts;; and more.")])
    result = samples.result(article, [samples.finding(article, ",,"), samples.finding(article, ";;")])
    page = page_of(tmp_path, result)
    assert page.source.count("Why this happens") == 2
    assert page.source.count('<p class="wrong">') == 1


def test_what_an_engine_found_says_so_and_has_no_rule_page(tmp_path: Path) -> None:
    article = samples.document([(Role.BODY, "It was a hour.")])
    finding = samples.finding(article, "a hour", code="GR/EN_A_VS_AN", replace="an hour", message="Use “an”.")
    finding = replace(finding, engine="LanguageTool", name="en-a-vs-an", family="grammar")
    page = page_of(tmp_path, samples.result(article, [finding]))
    assert "GR/EN_A_VS_AN en-a-vs-an, found by LanguageTool" in page.words
    assert "Why this happens" not in page.words
    assert "#rule-" not in page.source
    assert "found by" not in page_of(tmp_path, one()).words


@pytest.mark.parametrize(
    ("replacement", "copied"),
    [
        ("an hour", ["an hour"]),
        ("", []),
        ("so\u00adft", ["so\u00adft"]),
        ("a\u202eb", []),
        ("a\ud83db", []),
        ("a\0b", []),
    ],
)
def test_suggestion_can_be_copied_where_the_page_can_hold_it(
    tmp_path: Path, replacement: str, copied: list[str]
) -> None:
    """What would be copied wrongly is not offered at all."""
    assert attributes(page_of(tmp_path, one(replace=replacement)), "data-copy") == copied


def test_marks_are_described_by_what_is_wrong(tmp_path: Path) -> None:
    page = page_of(tmp_path, samples.damaged())
    described = attributes(page, "aria-describedby")
    assert len(described) == len(samples.damaged().findings)
    assert set(described) <= set(page.ids)


# Changes


def gone(text: str = ",,", code: str = "PU001", name: str = "doubled-mark") -> GoneFinding:
    return GoneFinding(code=code, name=name, severity=Severity.MAJOR, text=text, line=1200)


def test_new_and_gone_findings(tmp_path: Path) -> None:
    result = samples.damaged()
    changes = Changes(new=frozenset({result.findings[0].fingerprint, "0" * 16}), gone=(gone(), gone("..")))
    page = page_of(tmp_path, replace(result, changes=changes))
    assert page.words.count("New since the last run") == 1
    assert "since the last run 1 new, 2 gone" in page.words
    assert "2 findings of the last run are gone" in page.words
    assert "Major PU001 doubled-mark: .. then on line 1,200" in page.words
    assert re.search(r'<details class="gone"><summary>', page.source), "folded"


def test_without_an_earlier_run_nothing_is_said_of_it(tmp_path: Path) -> None:
    page = page_of(tmp_path, samples.damaged())
    assert "last run" not in page.words
    page = page_of(tmp_path, replace(samples.damaged(), changes=Changes()))
    assert "since the last run 0 new, 0 gone" in page.words
    assert "of the last run" not in page.words


# Where it leads


def test_deep_links_into_the_newsrooms_own_system(tmp_path: Path) -> None:
    settings = ReportSettings(article_url="https://cms.example/{id}?p={path}&l={line}&c={column}")
    page = page_of(tmp_path, one(), settings)
    links = [link for link in page.links if link.startswith("http")]
    assert links == [
        "https://cms.example/7%2F8?p=in%2Fa%20b.txt&l=1&c=1", "https://cms.example/7%2F8?p=in%2Fa%20b.txt&l=1&c=7",
    ]  # fmt: skip
    assert page.words.count("Open in the CMS") == 2


@pytest.mark.parametrize(
    "template",
    ["javascript:alert({id})", "JavaScript:alert(1)", "data:text/html,{path}", "//evil.example/{id}", "{id}", " http:x",
     "file:///{path}", "http:/x", "vbscript:x", "java\nscript:alert(1)", "\x01javascript:alert(1)"],
)  # fmt: skip
def test_address_that_is_none_of_the_web_is_no_link(tmp_path: Path, template: str) -> None:
    """The settings check this too; a page does not rely on it."""
    page = page_of(tmp_path, one(), ReportSettings(article_url=template))
    assert "Open in the CMS" not in page.words
    assert all(re.match(r"#|\.\./", link) for link in page.links)


def test_article_without_id_has_no_address_by_id(tmp_path: Path) -> None:
    settings = ReportSettings(article_url="https://cms.example/{id}")
    assert "Open in the CMS" not in page_of(tmp_path, replace(one(), id=None), settings).words


def neighbours(results: Iterable[ArticleResult]) -> list[tuple[str, str, str]]:
    sequence = Sequence()
    done = [sequence.put(view_of(result)) for result in results]
    views = [view for view in (*done, sequence.last()) if view is not None]
    assert sequence.last() is None
    return [(v.before.title if v.before else "", v.title, v.after.title if v.after else "") for v in views]


def test_articles_lead_to_their_neighbours(tmp_path: Path) -> None:
    assert neighbours([]) == []
    assert neighbours([samples.clean()]) == [("", "A quiet day", "")]
    first, second, third = "A quiet day", "Talks end ,, in Geneva", "A plan,, of sorts."
    assert neighbours([samples.clean(), samples.damaged(), one()]) == [
        ("", first, second), (first, second, third), (second, third, ""),
    ]  # fmt: skip
    for name in ("report", "report.html"):
        path = samples.write(tmp_path / name, [samples.clean(), samples.damaged(), one()])
        pages = [Page(path)] if path.is_file() else [Page(page) for page in article_pages(path)]
        assert sum(page.source.count('<a rel="prev"') for page in pages) == 2
        assert sum(page.source.count('<a rel="next"') for page in pages) == 2


# Text that runs from right to left


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Plain English.", False),
        ("محمد بن سلمان met the envoy on Monday to talk about it.", False),
        ("The minister, בנימין, spoke.", False),
        ("هذه فقرة كاملة (EU) لم تترجم.", True),
        ("12 — 14 …", False),
        ("", False),
    ],
)
def test_direction_follows_most_of_the_letters(text: str, turned: bool) -> None:
    article = samples.document([(Role.BODY, text or "x")])
    (passage,) = view_of(samples.result(article)).passages
    assert passage.groups[0].rows[0].runs_from_right is turned


# Attacks


@pytest.mark.parametrize("single", [False, True], ids=["folder", "single"])
def test_hostile_texts_stay_text_in_all_that_is_new(tmp_path: Path, single: bool) -> None:
    """Messages of engines, their names, gone findings, ids in addresses, neighbours' titles."""
    prefix = "https://cms.example/?"
    settings = ReportSettings(article_url=prefix + "{id}&{path}")
    results = []
    for article in samples.hostile():
        text = article.path
        found = [replace(finding, engine=text, name=text, code=text, family=text) for finding in article.findings]
        changes = Changes(new=frozenset(f.fingerprint for f in found), gone=(gone(text, text, text),))
        results.append(replace(article, findings=tuple(found), changes=changes))
    path = samples.write(tmp_path / ("report.html" if single else "report"), results, settings=settings)
    for file in [path] if single else article_pages(path):
        page = Page(file)
        assert page.source.count('<meta http-equiv="Content-Security-Policy"') == 1
        links = [link for link in page.links if not re.fullmatch(r"#[\w-]+|(\.\./)?[\w/-]+\.(html|css)", link)]
        assert all(re.fullmatch(re.escape(prefix) + r"[\w.~%-]*&[\w.~%-]*", link) for link in links)
        assert len(links) == 2 * (len(results) if single else 1)


def test_addresses_quote_everything() -> None:
    settings = ReportSettings(article_url="https://cms.example/{path}")
    for article in samples.hostile():
        card = view_of(article, settings).cards[1]
        assert card.url == f"https://cms.example/{quote(article.path, safe='', errors='replace')}"


def test_safe_suggestions_are_told_from_those_to_be_checked(tmp_path: Path) -> None:
    assert "Suggestion (check the meaning)" in page_of(tmp_path, one(replace=",")).words
    assert "Suggestion (check the meaning)" not in page_of(tmp_path, one(replace=",", safety=Safety.SAFE)).words
