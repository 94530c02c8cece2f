"""The index in a real browser: sorted, filtered, gone through by keyboard, read by all, quick with many articles."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lint.document import Role
from lint.finding import Severity
from lint.report import ArticleResult, EngineStatus, PastRun
from tests.browser.test_report import OPEN_ALL, opened, served
from tests.reports import samples
from tests.reports.test_html_index import changed, large, write

if TYPE_CHECKING:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser, Page

MANY = 1000

HISTORY = [
    PastRun(
        at=f"2026-03-0{day}T09:00:00Z", articles=4, words=400, by_severity={"minor": day, "major": 9 - day},
        by_family={"punctuation": 9}, score=80.0,
    )
    for day in range(1, 6)
]  # fmt: skip

ENGINES = [EngineStatus("rules", "1.2.3", True), EngineStatus("lingotweaker", "", False, message="not installed")]

TITLES = """() => [...document.querySelectorAll("table.articles tbody tr")]
    .filter(row => row.checkVisibility()).map(row => row.querySelector("bdi").textContent)"""

LATENCY = """async ([selector, value]) => {
    const field = document.querySelector(selector);
    const started = performance.now();
    if (field.localName === "button") field.click();
    else {
        field.value = value;
        field.dispatchEvent(new Event(field.localName === "select" ? "change" : "input", { bubbles: true }));
    }
    document.body.getBoundingClientRect();
    return performance.now() - started;
}"""
"""How long one change of a field takes, in ms, the layout of the page with it."""

FIRST_PAINT = """() => new Promise(done => new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") done(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""


def article(name: str, headline: str, *found: tuple[str, Severity, str]) -> ArticleResult:
    document = samples.document([(Role.HEADLINE, headline), (Role.BODY, "One, two,, three; four and five six.")], name)
    return samples.result(
        document,
        [samples.finding(document, marked, severity=severity, code=code) for marked, severity, code in found],
    )


@pytest.fixture(scope="module")
def articles() -> list[ArticleResult]:
    """Four articles of different kinds; what is new in the first is its minor finding."""
    storm = article(
        "in/b.txt", "Storm over the bay", (",,", Severity.MAJOR, "PU001"), ("three;", Severity.MINOR, "PU002")
    )
    minor = [finding.fingerprint for finding in storm.findings if finding.severity is Severity.MINOR]
    storm = changed(storm, 0)
    assert storm.changes
    return [
        article("in/a.txt", "Budget passes", ("six", Severity.CRITICAL, "PU002")),
        replace(storm, changes=replace(storm.changes, new=frozenset(minor))),
        changed(article("in/c.txt", "Álava votes", ("One", Severity.NEUTRAL, "PU003")), 0),
        article("in/d.txt", "Quiet day"),
    ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, articles: list[ArticleResult]) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "report"
    return write(folder, articles, history=HISTORY, engines=ENGINES)


@pytest.fixture(scope="module")
def desk_single(tmp_path_factory: pytest.TempPathFactory, articles: list[ArticleResult]) -> Path:
    return write(tmp_path_factory.mktemp("desk") / "report.html", articles, history=HISTORY, engines=ENGINES)


@pytest.fixture
def index(browser: Browser, desk: Path) -> Iterator[Page]:
    with opened(browser, (desk / "index.html").as_uri()) as watched:
        yield watched.page
        assert watched.trouble == []


BUDGET, STORM, ALAVA, QUIET = "Budget passes", "Storm over the bay", "Álava votes", "Quiet day"
WORST_FIRST = [BUDGET, STORM, ALAVA, QUIET]


def titles(page: Page) -> list[str]:
    found = page.evaluate(TITLES)
    assert isinstance(found, list)
    return found


def header(page: Page, name: str) -> Any:
    return page.locator("thead button", has_text=name)


# Sorting


def test_headers_sort_the_telling_end_first_then_the_other_then_as_before(index: Page) -> None:
    assert titles(index) == WORST_FIRST
    header(index, "Minor").click()
    assert titles(index)[0] == STORM
    assert index.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert index.locator("#articles-title").inner_text() == "The articles"
    header(index, "Minor").click()
    assert titles(index)[-1] == STORM
    assert index.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    header(index, "Minor").click()
    assert titles(index) == WORST_FIRST
    assert index.locator("th[aria-sort]").count() == 0
    header(index, "Article").click()
    assert titles(index) == [ALAVA, BUDGET, QUIET, STORM]


def test_headers_work_by_keyboard(index: Page) -> None:
    header(index, "Score").focus()
    index.keyboard.press("Enter")
    assert index.locator("th[aria-sort=ascending]").inner_text().startswith("Score")
    assert index.evaluate("document.activeElement.textContent") == "Score"


# Filters


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("q", "STORM bay", [STORM]),
        ("q", "alava", [ALAVA]),
        ("q", "in/d", [QUIET]),
        ("q", "no such thing", []),
        ("severity", "critical", [BUDGET]),
        ("severity", "minor", [BUDGET, STORM]),
        ("family", "punctuation", [BUDGET, STORM, ALAVA]),
        ("rule", "PU002", [BUDGET, STORM]),
        ("changed", "1", [STORM]),
    ],
)
def test_filters(index: Page, field: str, value: str, expected: list[str]) -> None:
    place = index.locator(f"[name={field}]")
    if field == "q":
        place.fill(value)
    elif field == "changed":
        place.check()
    else:
        place.select_option(value)
    assert titles(index) == expected
    assert index.locator(".nothing").is_visible() is not bool(expected)
    count = f"{len(expected)} of 4 articles"
    assert index.locator(".shown").inner_text().startswith(count)
    index.wait_for_function("text => document.querySelector('[role=status].counted').textContent === text", arg=count)
    index.get_by_role("button", name="Clear filters").click()
    assert len(titles(index)) == 4
    assert index.evaluate("document.activeElement.name") == "q"


def test_filters_hold_for_one_and_the_same_finding(index: Page) -> None:
    """The storm has a major finding of PU001 and a minor one of PU002: no major one of PU002."""
    index.locator("[name=rule]").select_option("PU002")
    index.locator("[name=severity]").select_option("major")
    assert titles(index) == [BUDGET]


def test_what_is_counted_above_the_table_can_be_picked(index: Page) -> None:
    index.locator("[name=q]").fill("storm")
    index.locator(".commonest").get_by_role("button", name="PU003").click()
    assert titles(index) == [ALAVA]
    index.locator(".severities").get_by_role("button", name="Critical").click()
    assert titles(index) == [BUDGET]
    index.locator(".families").get_by_role("button", name="Punctuation").click()
    assert titles(index) == [BUDGET, STORM, ALAVA]
    assert index.evaluate("document.activeElement.name") == "family"
    assert index.locator(".severities").get_by_role("button", name="Neutral").count() == 0, (
        "any finding is neutral or worse"
    )


def test_filters_survive_a_reload_a_look_at_an_article_and_can_be_shared(browser: Browser, desk: Path) -> None:
    with opened(browser, (desk / "index.html").as_uri()) as watched:
        page = watched.page
        page.locator("[name=severity]").select_option("minor")
        page.locator("[name=q]").fill("storm")
        header(page, "Words").click()
        address = page.url
        assert address.endswith("#q=storm&severity=minor&sort=-words")
        page.reload()
        assert titles(page) == [STORM]
        assert page.locator("[name=q]").input_value() == "storm"
        page.click(f"text={STORM}")
        page.goto((desk / "index.html").as_uri())
        assert titles(page) == [STORM]
    with opened(browser, address) as watched:
        assert titles(watched.page) == [STORM]
        assert watched.page.locator("th[aria-sort=descending]").inner_text() == "Words"


@pytest.mark.parametrize("fragment", ["#sort=constructor&q=", "#severity=x&rule=%3Cscript%3E", "#=&&&", "#q=%ff"])
def test_any_address_is_taken(browser: Browser, desk: Path, fragment: str) -> None:
    with opened(browser, (desk / "index.html").as_uri() + fragment) as watched:
        assert watched.page.locator(".filters").is_visible()
        assert watched.trouble == []


def test_what_was_not_checked_passes_the_filters(browser: Browser, tmp_path: Path) -> None:
    unchecked = replace(samples.clean(), rule_errors=("rule PU001 crashed",))
    folder = write(tmp_path / "report", [unchecked, article("in/a.txt", BUDGET, ("six", Severity.MINOR, "PU002"))])
    with opened(browser, (folder / "index.html").as_uri() + "#severity=critical") as watched:
        assert titles(watched.page) == ["A quiet day"]


def test_decided_findings_are_counted_and_filtered(browser: Browser, desk: Path, articles: list[ArticleResult]) -> None:
    with opened(browser, (desk / "index.html").as_uri()) as watched:
        page = watched.page
        report = page.locator("body").get_attribute("data-report")
        for finding in (*articles[0].findings, articles[1].findings[0]):
            entry = {"fingerprint": finding.fingerprint, "article": "x", "code": "x", "text": "x", "decision": "fixed",
                     "reason": "", "at": "2026-03-01T00:00:00.000Z"}  # fmt: skip
            key = f"newslint/{report}/decision/{finding.fingerprint}"
            page.evaluate("([key, entry]) => localStorage.setItem(key, JSON.stringify(entry))", [key, entry])
        page.reload()
        assert page.locator(".decided").all_inner_texts() == ["1 of 1 decided", "1 of 2 decided"]
        page.locator("[name=open]").check()
        assert titles(page) == [STORM, ALAVA]


# By keyboard


def test_keys_go_to_the_filter_and_through_the_rows(index: Page) -> None:
    index.keyboard.press("f")
    assert index.evaluate("document.activeElement.name") == "q"
    index.keyboard.type("j")
    assert index.locator("[name=q]").input_value() == "j"
    index.locator("[name=q]").fill("a")
    index.keyboard.press("Enter")
    assert index.evaluate("document.activeElement.textContent") == BUDGET
    for key, expected in (("j", STORM), ("j", ALAVA), ("j", QUIET), ("j", QUIET), ("k", ALAVA)):
        index.keyboard.press(key)
        assert index.evaluate("document.activeElement.textContent") == expected
    index.keyboard.press("Enter")
    index.wait_for_url("**/articles/c-*.html")


def test_rows_that_are_filtered_out_are_passed_over(index: Page) -> None:
    index.locator("[name=family]").select_option("punctuation")
    index.evaluate("document.activeElement.blur()")
    seen = []
    for _ in range(3):
        index.keyboard.press("j")
        seen.append(index.evaluate("document.activeElement.textContent"))
    assert seen == [BUDGET, STORM, ALAVA]


def test_single_file_sorts_filters_and_keeps_its_addresses(browser: Browser, desk_single: Path) -> None:
    with opened(browser, desk_single.as_uri()) as watched:
        page = watched.page
        page.locator("[name=rule]").select_option("PU002")
        assert titles(page) == [BUDGET, STORM]
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.textContent") == BUDGET
        page.keyboard.press("Enter")
        assert page.locator(".page:visible h1").inner_text() == "1 spot needs a second look"
        page.reload()
        page.click("text=All articles")
        assert titles(page) == [BUDGET, STORM]
        assert watched.trouble == []


# For all


def test_table_stands_without_a_script_the_worst_first(browser: Browser, desk: Path) -> None:
    with opened(browser, (desk / "index.html").as_uri(), java_script_enabled=False) as watched:
        page = watched.page
        assert page.locator("tbody tr bdi:first-child").first.inner_text() == BUDGET
        assert page.locator("button, input, select").count() == 0
        assert page.locator(".trend svg").is_visible()


def test_index_runs_its_script_where_only_own_scripts_are_allowed(browser: Browser, desk: Path) -> None:
    policy = "default-src 'none'; style-src 'self'; script-src 'self'"
    with served(desk, policy) as url, opened(browser, f"{url}/index.html") as watched:
        watched.page.locator("[name=rule]").select_option("PU001")
        assert titles(watched.page) == [STORM]
        assert {request.rpartition("/")[2] for request in watched.requests} == {
            "index.html", "style.css", "newslint.js", "findings.js",
        }  # fmt: skip
        assert watched.trouble == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 380])
def test_axe_finds_no_violation(
    browser: Browser, axe: Axe, desk: Path, desk_single: Path, scheme: str, width: int
) -> None:
    for path in (desk / "index.html", desk_single):
        with opened(browser, path.as_uri(), width=width, color_scheme=scheme) as watched:
            watched.page.evaluate(OPEN_ALL)
            header(watched.page, "Score").evaluate("button => button.click()")
            violations = axe.run(watched.page).response["violations"]
            assert [(item["id"], [node["html"] for node in item["nodes"]][:3]) for item in violations] == []


@pytest.mark.parametrize("width", [320, 600, 900])
def test_page_never_scrolls_sideways(browser: Browser, desk: Path, width: int) -> None:
    """320 pixels are also what a window of 1,280 has at 400 %, 600 what one of 1,200 has at 200 %."""
    with opened(browser, (desk / "index.html").as_uri(), width=width) as watched:
        watched.page.evaluate(OPEN_ALL)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        assert watched.page.locator(".sorting").is_visible() is (width <= 800)


def test_marks_are_seen_in_high_contrast(browser: Browser, desk: Path) -> None:
    """Strokes and bars take the reader's own colour of text, and keep their different heights."""
    with opened(browser, (desk / "index.html").as_uri(), forced_colors="active") as watched:
        page = watched.page
        ink = page.evaluate("getComputedStyle(document.body).color")
        assert page.evaluate("getComputedStyle(document.querySelector('.articles path')).stroke") == ink
        assert page.evaluate("getComputedStyle(document.querySelector('.families rect')).fill") == ink
        heights = page.locator(".families div:first-child rect").evaluate_all(
            "all => all.map(one => one.height.baseVal.value)"
        )
        assert heights == sorted(heights, reverse=True)
        assert len(set(heights)) > 1


def test_trend_and_table_are_on_paper_and_what_is_filtered_out_is_told(browser: Browser, desk: Path) -> None:
    with opened(browser, (desk / "index.html").as_uri()) as watched:
        watched.page.locator("[name=severity]").select_option("minor")
        watched.page.emulate_media(media="print")
        assert watched.page.locator(".trend svg").is_visible()
        assert watched.page.locator("table.articles").is_visible()
        assert not watched.page.locator(".filters :is(input, select, button):visible").count()
        assert watched.page.locator(".shown").inner_text().strip() == "2 of 4 articles"


# Quick


def test_thousand_articles_open_and_filter_without_a_stutter(
    browser: Browser, desk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Against the small report on the same machine; the limits are for a hang, not for a slow day."""
    many = tmp_path_factory.mktemp("many") / "report"
    some = [large(number) for number in range(20)]
    write(many, [replace(some[n % 20], path=f"in/agency/{n:05}.txt") for n in range(MANY)], history=HISTORY)
    paints = {}
    for name, folder in (("small", desk), ("many", many)):
        with opened(browser, (folder / "index.html").as_uri()) as watched:
            paints[name] = watched.page.evaluate(FIRST_PAINT)
            if name == "many":
                assert len(titles(watched.page)) == MANY
                steps = [
                    ("[name=q]", "round 1"),
                    ("[name=severity]", "critical"),
                    ("[name=q]", ""),
                    ("thead th:nth-child(8) button", ""),
                ]
                times = [watched.page.evaluate(LATENCY, step) for step in steps]
                assert max(times) < 3000, times
    assert paints["many"] < 10 * paints["small"] + 3000, paints


def test_article_of_a_hundred_thousand_words_opens_and_steps_without_a_stutter(
    browser: Browser, desk: Path, tmp_path: Path
) -> None:
    sentence = "The minister said,, that talks on the budget would go on until the parties agree. "
    paragraphs = [(Role.BODY, (sentence * 5).strip()) for _ in range(1350)]
    document = samples.document(paragraphs, "in/book.txt")
    starts = [document.text.index(",,", block.start) for block in document.blocks]
    found = [
        replace(samples.finding(document, ",,", severity=Severity.MINOR), start=start, end=start + 2)
        for start in starts
    ]
    book = samples.result(document, found)
    assert book.words > 100_000
    folder = write(tmp_path / "report", [book])
    (page,) = (folder / "articles").iterdir()
    with opened(browser, (desk / "index.html").as_uri()) as watched:
        small = watched.page.evaluate(FIRST_PAINT)
    with opened(browser, page.as_uri()) as watched:
        assert watched.page.evaluate(FIRST_PAINT) < 10 * small + 3000
        for number in (1, 2, 3):
            started = time.monotonic()
            watched.page.keyboard.press("j")
            watched.page.wait_for_function("n => document.activeElement.dataset.n === String(n)", arg=number)
            assert time.monotonic() - started < 10
    last = book.findings[-1].fingerprint
    with opened(browser, f"{page.as_uri()}#f-{last}") as watched:
        watched.page.wait_for_timeout(200)  # for what was not laid out yet
        place = watched.page.locator(":target").bounding_box()
        assert place
        assert 0 <= place["y"] < 800, "the address of a finding leads to it, however far down it stands"
