"""The page of an article in a browser: keys, copying, themes, paper, and that everybody can use it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lint.document import Role
from lint.finding import Safety, Severity
from lint.report import ArticleResult, Changes, GoneFinding
from lint.report_settings import ReportSettings
from tests.browser.test_report import JENKINS, PHONE, Watched, opened, served
from tests.reports import samples
from tests.reports.test_html import long_article

if TYPE_CHECKING:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser, Page

IN_SIGHT = """element => {
    const place = element.getBoundingClientRect();
    return place.height > 0 && place.top >= 0 && place.bottom <= innerHeight;
}"""

SMALL_TARGETS = """() => {
    const small = [];
    for (const target of document.querySelectorAll("button, input, summary, dialog a, nav a")) {
        const { width, height } = target.getBoundingClientRect();
        if (width && height && (width < 24 || height < 24)) small.push(target.outerHTML);
    }
    return small;
}"""

HIDDEN_ON_PAPER = """() => [...document.querySelectorAll("button, input, nav, .said, dialog, .cms")]
    .filter(element => element.checkVisibility()).map(element => element.outerHTML)"""

OVERLAPS = """() => {
    const boxes = [...document.querySelectorAll(".read .text, .read .card")].map(one => one.getBoundingClientRect());
    const apart = (a, b) => a.bottom <= b.top + 1 || b.bottom <= a.top + 1 || a.right <= b.left || b.right <= a.left;
    return boxes.filter((a, at) => boxes.slice(at + 1).some(b => !apart(a, b))).length;
}"""

OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true; })"


def geneva() -> ArticleResult:
    """An article with what an article page can have: engines, new and gone findings, names that run from the right."""
    article = samples.document(
        [
            (Role.HEADLINE, "Talks end ,, in Geneva as ministers leave"),
            (Role.BYLINE, "By Our Correspondent"),
            (Role.BODY, "محمد بن سلمان met a officer, and the talks ended in the process. course last week."),
            (Role.BODY, "The minister, בנימין, spoke 12 times of the Army. of the People. " * 12),
            (Role.BODY, "هذه فقرة كاملة لم تترجم إلى الإنجليزية."),
            (Role.BODY, "Nobody was hurt. Their is no more to say."),
        ],
        path="in/2026/geneva.txt",
        id="8841",
    )
    grammar = samples.finding(
        article, "a officer", code="GR/EN_A_VS_AN", severity=Severity.MINOR, replace="an officer",
        message="Use “an” before a vowel.",
    )  # fmt: skip
    found = [
        samples.finding(article, ",,", replace=",", safety=Safety.SAFE),
        replace(grammar, engine="LanguageTool", name="en-a-vs-an", family="grammar"),
        samples.finding(article, "process. course", code="SE001", replace="process course"),
        samples.finding(article, "course last week", severity=Severity.MINOR, message="Crosses the one before."),
        samples.finding(article, "בנימין", severity=Severity.NEUTRAL, replace="Binyamin", message="“בנימין”"),
        samples.finding(article, "Army. of the People", severity=Severity.CRITICAL, message="Holds the next one."),
        samples.finding(article, "Army. of", code="SE001", replace="Army of"),
        samples.finding(article, "هذه فقرة كاملة لم تترجم إلى الإنجليزية.", severity=Severity.CRITICAL),
        samples.finding(article, "Their", code="SE001", replace="There"),
    ]
    result = samples.result(article, found)
    gone = GoneFinding(code="PU001", name="doubled-mark", severity=Severity.MAJOR, text=",,", line=12)
    return replace(result, changes=Changes(new=frozenset({result.findings[1].fingerprint}), gone=(gone,)))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles: clean, the one above, damaged."""
    settings = ReportSettings(article_url="https://cms.example/{id}?line={line}")
    articles = [replace(samples.clean(), id="1"), geneva(), replace(samples.damaged(), id="2")]
    return samples.write(tmp_path_factory.mktemp("article") / "report", articles, settings=settings)


@pytest.fixture(scope="module")
def page_url(report: Path) -> str:
    return article_of(report, "geneva").as_uri()


def article_of(report: Path, start: str) -> Path:
    (path,) = (report / "articles").glob(f"{start}*")
    return path


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str | None:
    return page.locator(":focus").get_attribute("data-n")


# Keys


def test_keys_go_through_the_findings(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        count = page.locator(".card").count()
        for number in range(1, count + 1):
            press(page, "j")
            assert focused(page) == str(number)
            marks = page.locator(f"mark[data-n='{number}']")
            assert page.locator("mark.current").count() == marks.count()
            assert marks.first.evaluate(IN_SIGHT)
            assert page.locator(":focus .what").evaluate(IN_SIGHT)
            assert page.locator(".card.current").get_attribute("data-n") == str(number)
        press(page, "j")
        assert page.locator(".said:not(:empty)").inner_text() == "This is the last finding"
        press(page, "kk")
        assert focused(page) == str(count - 2)
        assert watched.trouble == []


def test_place_survives_a_reload(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        press(page, "jjj")
        page.reload()
        assert page.locator("mark.current").first.get_attribute("data-n") == "3"
        assert page.locator(".card:target").get_attribute("data-n") == "3"
        press(page, "j")
        assert focused(page) == "4"
        page.go_back()
        assert page.url == "about:blank", "going through the findings fills no history"


def test_keys_go_through_the_articles(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        press(page, "]")
        page.wait_for_url("**/damaged-*")
        press(page, "]")
        assert page.locator(".said:not(:empty)").inner_text() == "This is the last article"
        press(page, "[")
        page.wait_for_url("**/geneva-*")
        press(page, "[")
        page.wait_for_url("**/clean-*")
        press(page, "u")
        page.wait_for_url("**/index.html")
        assert watched.trouble == []


def test_keys_work_in_the_single_file(browser: Browser, single: Path) -> None:
    with opened(browser, single.as_uri()) as watched:
        page = watched.page
        page.click("text=Talks end")
        press(page, "jj")
        assert focused(page) == "2"
        press(page, "n")
        assert page.locator(".page:visible .tally").inner_text().startswith("1 of 7 decided")
        press(page, "u")  # typed into the reason
        assert page.locator(":focus").input_value() == "u"
        page.keyboard.press("Escape")
        press(page, "]")
        assert page.locator(".page:visible h1").inner_text() == "Nothing needs a second look"
        press(page, "[")
        assert page.locator(".page:visible h1").inner_text() == "7 spots need a second look"
        press(page, "u")
        assert page.locator("table.articles").is_visible()
        assert watched.trouble == []


def test_keys_find_their_place_in_an_article_that_is_drawn_in_parts(browser: Browser, tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "report", [long_article(300)])
    with opened(browser, article_of(folder, "article").as_uri()) as watched:
        page = watched.page
        assert page.locator(".endless").count() == 1
        for key, number in (("j", 1), ("j", 2), ("k", 1)):
            press(page, key)
            assert focused(page) == str(number)
        page.evaluate("() => { location.hash = document.querySelector('.card[data-n=\"150\"]').id; }")
        for key, number in (("k", 149), ("j", 150), ("j", 151)):
            press(page, key)
            assert focused(page) == str(number)
            assert page.locator(f"mark[data-n='{number}']").evaluate(IN_SIGHT)
            assert page.locator(":focus").evaluate(IN_SIGHT)
        page.emulate_media(media="print")
        assert page.locator(".passage").last.evaluate("it => getComputedStyle(it).contentVisibility") == "visible"


def test_brackets_work_where_they_need_altgr(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        key = "new KeyboardEvent('keydown', {key: ']', ctrlKey: true, altKey: true, bubbles: true, cancelable: true})"
        watched.page.evaluate(f"() => void setTimeout(() => document.body.dispatchEvent({key}))")
        watched.page.wait_for_url("**/damaged-*")


def test_help_is_a_dialog_and_keys_can_be_turned_off(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        press(page, "?")
        dialog = page.get_by_role("dialog", name="Keys")
        assert dialog.is_visible()
        shown = dialog.locator("kbd").all_inner_texts()
        assert shown == [*"jknxa[]uet?"]
        press(page, "j")
        assert page.locator("mark.current").count() == 0, "keys act on the page only"
        dialog.get_by_role("checkbox").click()
        page.keyboard.press("Escape")
        assert dialog.is_hidden()
        press(page, "jt?")
        assert page.locator("mark.current, dialog[open], [data-theme]").count() == 0
        page.reload()
        press(page, "j")
        assert page.locator("mark.current").count() == 0
        page.get_by_role("button", name="Keys").click()
        dialog.get_by_role("checkbox").click()
        dialog.get_by_role("button", name="Close").click()
        assert page.evaluate("document.activeElement.textContent") == "Keys", "the focus goes back"
        press(page, "j")
        assert focused(page) == "1"


def test_keys_leave_the_browsers_own_alone(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        for changed in ("Control", "Alt", "Meta"):
            watched.page.keyboard.press(f"{changed}+j")
        assert watched.page.locator("mark.current").count() == 0


# Copying


@pytest.mark.parametrize("clipboard", ["new", "old", "none"])
def test_suggestion_is_copied_and_says_so(browser: Browser, page_url: str, clipboard: str) -> None:
    with opened(browser, page_url, permissions=["clipboard-read"] * (clipboard == "new")) as watched:
        page = watched.page
        if clipboard != "new":
            page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
            page.evaluate("document.addEventListener('copy', () => { window.copied = String(getSelection()); })")
        if clipboard == "none":
            page.evaluate("document.execCommand = () => false")
        page.get_by_role("button", name="Copy the suggestion for finding 3", exact=True).click()
        said = page.locator(".said[role=status]:not(:empty)").inner_text()
        assert said == ("Not copied: the browser does not allow it" if clipboard == "none" else "Copied")
        if clipboard == "new":
            assert page.evaluate("navigator.clipboard.readText()") == "process course"
        assert page.locator("textarea").count() == 0
        assert page.evaluate("document.activeElement.className") == "copy"
        assert watched.trouble == []


# Themes, paper, other eyes


def test_theme_by_switch_is_remembered_and_by_preference_otherwise(browser: Browser, page_url: str) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, page_url, color_scheme="dark") as watched:
        page = watched.page
        dark = page.evaluate(paper)
        page.get_by_role("button", name="Theme: automatic").click()
        light = page.evaluate(paper)
        assert light != dark
        page.reload()
        assert page.evaluate(paper) == light
        press(page, "t")
        assert page.evaluate(paper) == dark
        page.emulate_media(color_scheme="light")
        assert page.evaluate(paper) == dark
        press(page, "t")
        assert page.evaluate(paper) == light
        assert page.get_by_role("button", name="Theme: automatic").is_visible()
        assert watched.trouble == []


def test_theme_is_there_before_the_first_paint(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        press(page, "tt")
        page.add_init_script(
            "window.early = undefined; new MutationObserver(() => {"
            "  if (document.body) early ??= document.documentElement.dataset.theme; })"
            ".observe(document, {childList: true, subtree: true})"
        )
        page.reload()
        assert page.evaluate("window.early") == "dark"


@pytest.mark.parametrize("stored", ["", "red", "<script>", "__proto__", "constructor", "dark;x"])
def test_theme_that_is_none_is_not_taken(browser: Browser, page_url: str, stored: str) -> None:
    with opened(browser, page_url) as watched:
        watched.page.evaluate("value => localStorage.setItem('newslint/theme', value)", stored)
        watched.page.reload()
        assert watched.page.locator("html[data-theme]").count() == 0
        assert watched.page.get_by_role("button", name="Theme: automatic").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_has_all_findings_and_no_controls(browser: Browser, page_url: str, theme: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        press(page, "jn")
        page.keyboard.type("Written so in the treaty")
        page.evaluate("name => { document.documentElement.dataset.theme = name; }", theme)
        page.emulate_media(media="print")
        assert page.evaluate(HIDDEN_ON_PAPER) == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 254, 251)"
        cards = page.locator(".card")
        assert all(cards.nth(at).is_visible() for at in range(cards.count()))
        assert page.locator(".card .badge").all_inner_texts() == [str(n + 1) for n in range(cards.count())]
        assert page.locator(".verdict:visible").inner_text() == "Not an error Written so in the treaty"
        assert page.evaluate(OVERLAPS) == 0
        assert "cms.example" not in page.locator("body").inner_text()


@pytest.mark.parametrize(("width", "height"), [(600, 400), (320, 256), (PHONE, 800)])
def test_zoomed_and_narrow_pages_reflow(browser: Browser, page_url: str, width: int, height: int) -> None:
    """1,200 by 800 at 200 % is as 600 by 400; WCAG 1.4.10 asks for 320 by 256."""
    with opened(browser, page_url, width=width) as watched:
        page = watched.page
        page.set_viewport_size({"width": width, "height": height})
        press(page, "jn")
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERLAPS) == 0
        for name in ("Keys", "Decisions"):
            page.get_by_role("button", name=name).click()
            dialog = page.locator("dialog[open]")
            assert dialog.evaluate("it => it.scrollWidth <= it.clientWidth")
            dialog.get_by_role("button", name="Close").click()


def test_names_from_the_right_do_not_turn_english(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        texts = watched.page.locator(".text")
        turned = [texts.nth(at).evaluate("it => getComputedStyle(it).direction") for at in range(texts.count())]
        assert turned == ["ltr", "ltr", "ltr", "ltr", "rtl", "ltr"]
        edge = "it => it.getBoundingClientRect().left"
        mark, badge = (texts.nth(3).locator(f"{kind}[data-n='5']") for kind in ("mark", "a.badge"))
        assert badge.evaluate(edge) > mark.evaluate(edge), "the number stands behind the name"


def test_nothing_moves(browser: Browser, page_url: str) -> None:
    """No animation and no smooth scrolling at all: the preference for less motion has nothing to switch off."""
    with opened(browser, page_url) as watched:
        press(watched.page, "jjn")
        assert watched.page.evaluate("document.getAnimations().length") == 0
        assert watched.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_decided_and_current_are_seen_in_forced_colours(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url, forced_colors="active") as watched:
        page = watched.page
        press(page, "jn")
        page.keyboard.press("Enter")
        assert page.locator("mark.current").evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
        pressed = page.locator("[aria-pressed=true]")
        tick = pressed.evaluate("it => getComputedStyle(it, '::before').content")
        assert "✓" in tick
        colours = (
            page.locator(".card")
            .first.locator(".decide button")
            .evaluate_all("all => all.map(it => getComputedStyle(it).backgroundColor)")
        )
        assert len(set(colours)) == 2


# For everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["fresh", "decided", "help", "decisions"])
def test_axe_finds_no_violation_in_any_state(
    browser: Browser, axe: Axe, page_url: str, scheme: str, state: str
) -> None:
    with opened(browser, page_url, color_scheme=scheme) as watched:
        page = watched.page
        page.evaluate(OPEN_ALL)
        if state in ("decided", "decisions"):
            for key in "nxa":
                press(page, f"j{key}")
                page.keyboard.press("Enter")
        if state == "help":
            press(page, "?")
        if state == "decisions":
            page.get_by_role("button", name="Decisions (3)").click()
            page.get_by_role("button", name="Forget all").click()
        violations = axe.run(page, options={"rules": {"target-size": {"enabled": True}}}).response["violations"]
        assert [(item["id"], [node["html"] for node in item["nodes"]][:3]) for item in violations] == []
        assert page.evaluate(SMALL_TARGETS) == []


def test_marks_are_described_and_regions_named(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        marks = page.locator("mark[id]")
        for at in range(marks.count()):
            described = marks.nth(at).get_attribute("aria-describedby")
            number = marks.nth(at).get_attribute("data-n")
            assert page.locator(f"#{described}").inner_text().startswith(f"{number} ")
        assert marks.count() == page.locator(".card").count()
        for role in ("banner", "main", "contentinfo"):
            assert page.get_by_role(role).count() == 1
        for name in ("Report", "Other articles"):
            assert page.get_by_role("navigation", name=name).count() == 1
        assert page.get_by_role("article", name="The article, with its findings").count() == 1
        assert page.get_by_role("group", name="Decide on finding 1", exact=True).count() == 1


def test_every_control_shows_the_focus(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        press(page, "jn")
        page.evaluate("document.activeElement.blur()")
        page.evaluate("document.querySelector('.skip').focus()")
        controls = page.locator("button:visible, input:visible").count()
        met = 0
        while met < controls:
            page.keyboard.press("Tab")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            met += page.evaluate("document.activeElement.matches('button, input')")


# Without the script


@pytest.mark.parametrize("name", ["clean", "geneva"])
def test_works_under_the_policy_of_jenkins(browser: Browser, report: Path, name: str) -> None:
    path = article_of(report, name)
    with served(report, JENKINS) as url, opened(browser, f"{url}/articles/{path.name}") as watched:
        page = watched.page
        assert page.locator("button, input, dialog, .said, .tally").count() == 0, "nothing dead is shown"
        assert page.evaluate("getComputedStyle(document.querySelector('.text')).whiteSpace") == "pre-wrap"
        page.click("a[rel=next]")
        page.click("a[rel=prev]")
        assert page.url == f"{url}/articles/{path.name}"
        if name == "geneva":
            page.click("mark[data-n='1'] + a.badge")
            assert page.locator(".card:target").get_attribute("data-n") == "1"
            page.locator("details.gone summary").click()
            assert page.locator("details.gone li").inner_text() == "Major PU001 doubled-mark: ,, then on line 12"
            page.locator(".card summary").first.click()
            assert page.locator(".card details .wrong").first.is_visible()
        page.click("a[rel=up]")
        assert page.url == f"{url}/index.html"
        assert all(request.startswith(url) for request in watched.requests)
        assert all("script" in trouble for trouble in watched.trouble), "the script alone is forbidden"


# Attacks

FRAGMENTS = [
    "%", "%E0%A4%A", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "f-", "m-", "m-%00", "f-0123:~:text=x",
    "content", "text", "constructor", "__proto__", "'];alert(1)//", "\"]{}*{background:url(//evil.example)}", "%22%5D",
    "rule-SE001", "w-", "%F0%9F%98%80", "f-" + "0" * 4000, "\u202e", "#", "?x=<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=range(len(FRAGMENTS)))
def test_fragment_is_only_an_address(browser: Browser, page_url: str, fragment: str) -> None:
    with opened(browser, f"{page_url}#{fragment}") as watched:
        page = watched.page
        page.evaluate("hash => { location.hash = hash; }", fragment)
        press(page, "j")
        assert focused(page) == "1"
        quiet(watched)


def quiet(watched: Watched) -> None:
    """Nothing happened that an attack would want: nothing ran, nothing was asked for outside of the report."""
    assert watched.trouble == []
    assert {re.sub(r"[#?].*", "", request).rpartition("/")[2] for request in watched.requests} <= {
        "style.css", "newslint.js", re.sub(r"[#?].*", "", watched.page.url).rpartition("/")[2],
    }  # fmt: skip


# The order of the index


def test_neighbours_follow_the_index_as_it_was_seen(browser: Browser, report: Path, page_url: str) -> None:
    """In the pages, geneva stands between clean and damaged; the index has the worst first."""
    with opened(browser, page_url) as watched:
        page = watched.page
        links = page.locator("nav.neighbours a")
        assert links.all_inner_texts() == ["Article before\nA quiet day", "Next article\nTalks end ,, in Geneva"]
        page.goto((report / "index.html").as_uri())
        worst_first = page.locator("table.articles tbody tr").count()
        assert worst_first == 3
        order = page.locator("table.articles tbody th a").evaluate_all("all => all.map(it => it.href)")
        page.goto(order[0])
        press(page, "]")
        page.wait_for_url(order[1])
        assert [link.get_attribute("rel") for link in links.all()] == ["prev", "next"]
        press(page, "]")
        page.wait_for_url(order[2])
        assert [link.get_attribute("rel") for link in links.all()] == ["prev"]
        assert watched.trouble == []


ORDERS = [
    "", "7", "null", "{}", '["x"]', "[[]]", "[null]", '[["javascript:alert(1)", "x"], ["articles/HERE", "y"]]',
    '[["articles/HERE", "y"], ["https://evil.example/articles/x.html", "<img src=x onerror=alert(1)>"]]',
    '[["articles/HERE", 7]]', '[["articles/../../x.html", "x"], ["articles/HERE", "y"]]',
    '[["articles/x.html", "<script>alert(1)</script>"], ["articles/HERE", "y"]]',
]  # fmt: skip


def test_order_in_the_storage_is_not_trusted(browser: Browser, page_url: str) -> None:
    with opened(browser, page_url) as watched:
        page = watched.page
        key = "newslint/" + str(page.evaluate("document.body.dataset.report")) + "/order"
        for order in ORDERS:
            value = order.replace("HERE", page_url.rpartition("/")[2])
            page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
            page.reload()
            links = page.locator("nav.neighbours a").evaluate_all("all => all.map(it => it.href)")
            assert all(link.startswith(page_url.rpartition("/")[0]) for link in links), order
            assert page.locator("nav.neighbours img, nav.neighbours script").count() == 0
        quiet(watched)
