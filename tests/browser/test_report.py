"""The HTML report in a real browser: it looks right, loads nothing, runs nothing, and can be read by all."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.reports import samples

if TYPE_CHECKING:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser, Page

PHONE = 380
JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"
"""The policy that Jenkins sends with every archived file unless its administrator changes it."""

STYLED = "getComputedStyle(document.querySelector('.wordmark')).fontWeight === '700'"


SHAPE = """() => [
    "body > :not(.skip, .masthead, main, footer, .said, dialog), html > :not(head, body), head ~ head, body ~ body",
    "body script, style, img, iframe, object, embed, video, audio, base, math, [style], [onload], [onerror]",
    "main > article.read", "footer.foot",
].map(selector => document.querySelectorAll(selector).length)"""
"""How many elements there are that must not be, and how many of two that must be."""

OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true; })"

LEFT_EDGES = """() => {
    const left = node => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect().left;
    };
    const text = document.querySelector("p.body");
    return [text.firstChild, text.querySelector(".char"), text.lastChild].map(left);
}"""

SELECT = "() => { getSelection().selectAllChildren(document.querySelector('p.body')); return String(getSelection()); }"


class Watched:
    """A page, and what it did: requests, messages on the console, dialogs."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.trouble: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.trouble.append(message.text))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("popup", lambda popup: self.trouble.append(f"popup {popup.url}"))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.trouble.append(f"dialog {dialog.message}")
        dialog.dismiss()


@contextmanager
def opened(browser: Browser, url: str, *, width: int = 1200, **options: Any) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    try:
        watched = Watched(context.new_page())
        watched.page.goto(url)
        yield watched
    finally:
        context.close()


def shared(folder: Path) -> list[str]:
    """The files that every page of a folder loads."""
    return [(folder / name).as_uri() for name in ("style.css", "newslint.js")]


def pages(folder: Path) -> list[Path]:
    return [folder / "index.html", *sorted((folder / "articles").iterdir())]


@contextmanager
def served(folder: Path, policy: str) -> Iterator[str]:
    """The folder on a server on this machine that sends a policy with every file."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_folder_is_styled_and_loads_only_its_own_files(browser: Browser, folder: Path) -> None:
    for path in pages(folder):
        with opened(browser, path.as_uri()) as watched:
            assert watched.page.evaluate(STYLED)
            own = [(folder / "findings.js").as_uri()] if path.name == "index.html" else []
            assert watched.requests == [path.as_uri(), *shared(folder), *own]
            assert watched.trouble == []


def test_single_file_is_styled_and_loads_nothing_else(browser: Browser, single: Path) -> None:
    with opened(browser, single.as_uri()) as watched:
        assert watched.page.evaluate(STYLED)
        assert watched.requests == [single.as_uri()]
        assert watched.trouble == []


def test_looks_right_under_the_policy_of_jenkins(browser: Browser, folder: Path) -> None:
    with served(folder, JENKINS) as url, opened(browser, f"{url}/index.html") as watched:
        assert watched.page.evaluate(STYLED)
        watched.page.click("text=Talks end")
        watched.page.wait_for_url("**/articles/*")
        assert watched.page.evaluate(STYLED)
        assert watched.page.locator("mark").count() > 0
        assert all(request.startswith(url) for request in watched.requests)
        assert all("script" in trouble for trouble in watched.trouble), "the script alone is forbidden"


def test_works_without_scripts(browser: Browser, folder: Path) -> None:
    with opened(browser, (folder / "index.html").as_uri(), java_script_enabled=False) as watched:
        page = watched.page
        page.click("text=Talks end")
        badge = page.locator("mark + a.badge").first
        badge.click()
        assert page.locator(":target").get_attribute("class") == "card major"
        page.locator(".card summary").first.click()
        assert page.locator(".card details[open] p").first.is_visible()
        page.click("text=All articles")
        assert page.locator("table.articles").is_visible()


def test_single_file_shows_one_article_at_a_time(browser: Browser, single: Path) -> None:
    with opened(browser, single.as_uri(), java_script_enabled=False) as watched:
        page = watched.page
        assert page.locator(".page:visible").count() == 1
        page.click("text=Talks end")
        assert page.locator(".page:visible h1").inner_text() == "7 spots need a second look"
        page.locator("a.badge").first.click()
        assert page.locator(".card:target").is_visible()
        address = page.url
        page.goto("about:blank")
        page.goto(address)
        assert page.locator(".card:target").is_visible()
        page.click("text=All articles")
        assert page.locator("table.articles").is_visible()


def test_hostile_articles_stay_text(browser: Browser, hostile: Path) -> None:
    with opened(browser, "about:blank", width=PHONE) as watched:
        for number in range(len(samples.HOSTILE)):
            path = _page_of(hostile, number)
            watched.requests.clear()
            watched.page.goto(path.as_uri())
            watched.page.wait_for_timeout(10)  # for what an attack would start once the page stands
            assert watched.requests == [path.as_uri(), *shared(hostile)], samples.HOSTILE[number]
            assert watched.trouble == [], samples.HOSTILE[number]
            assert watched.page.evaluate(SHAPE) == [0, 0, 1, 1], samples.HOSTILE[number]
            assert _width(watched.page) <= PHONE, samples.HOSTILE[number]


def _page_of(folder: Path, number: int) -> Path:
    from lint.reports.html.slugs import Slugs

    text = samples.HOSTILE[number]
    return folder / "articles" / f"{Slugs().slug(text, text)}.html"


def _width(page: Page) -> int:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert isinstance(width, int)
    return width


def test_hostile_index_stays_text(browser: Browser, hostile: Path) -> None:
    with opened(browser, (hostile / "index.html").as_uri(), width=PHONE) as watched:
        assert watched.trouble == []
        assert len(watched.requests) == 4
        assert all(request.startswith(hostile.as_uri()) for request in watched.requests)
        assert watched.page.locator("tbody tr").count() == len(samples.HOSTILE)
        assert watched.page.locator("body script, img, iframe, form, base").count() == 0
        assert _width(watched.page) <= PHONE


def test_turned_writing_does_not_turn_the_page(browser: Browser, hostile: Path) -> None:
    """Behind a right-to-left override, the rest of a paragraph still runs from left to right."""
    with opened(browser, _page_of(hostile, samples.HOSTILE.index("\u202e")).as_uri()) as watched:
        places = watched.page.evaluate(LEFT_EDGES)
        assert places == sorted(places)
        assert watched.page.locator("p.body .char").first.get_attribute("title") == "U+202E right-to-left override"


@pytest.mark.parametrize("width", [320, PHONE, 700, 960])
def test_no_page_scrolls_sideways(browser: Browser, folder: Path, width: int) -> None:
    for path in pages(folder):
        with opened(browser, path.as_uri(), width=width) as watched:
            assert _width(watched.page) <= width


def test_cards_stand_beside_the_text_and_below_it_on_a_phone(browser: Browser, folder: Path) -> None:
    (path,) = (path for path in pages(folder) if path.name.startswith("damaged"))
    for width, beside in ((1200, True), (PHONE, False)):
        with opened(browser, path.as_uri(), width=width) as watched:
            text = watched.page.locator("p.body").first.bounding_box()
            card = watched.page.locator("p.body + .notes .card").first.bounding_box()
            assert text
            assert card
            assert (card["x"] >= text["x"] + text["width"]) is beside
            assert (card["y"] >= text["y"] + text["height"]) is not beside


def test_copied_text_is_the_article(browser: Browser, folder: Path) -> None:
    """The numbers of the findings are not copied with the text."""
    (path,) = (path for path in pages(folder) if path.name.startswith("damaged"))
    with opened(browser, path.as_uri()) as watched:
        copied = watched.page.evaluate(SELECT)
        assert copied == "The talks ended in the process. course last week, officials of the Army. of the People said."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, PHONE])
def test_axe_finds_no_violation(
    browser: Browser, axe: Axe, folder: Path, single: Path, scheme: str, width: int
) -> None:
    for path in (*pages(folder), single):
        with opened(browser, path.as_uri(), width=width, color_scheme=scheme) as watched:
            watched.page.evaluate(OPEN_ALL)
            violations = axe.run(watched.page).response["violations"]
            found = [(item["id"], [node["html"] for node in item["nodes"]][:3]) for item in violations]
            assert found == [], path.name


def test_keyboard_reaches_everything_and_shows_where_it_is(browser: Browser, folder: Path) -> None:
    (path,) = (path for path in pages(folder) if path.name.startswith("damaged"))
    with opened(browser, path.as_uri()) as watched:
        page = watched.page
        page.evaluate(OPEN_ALL)
        stops = page.locator("a[href], summary, button, input, select").filter(visible=True)
        last = stops.nth(stops.count() - 1)
        for number in range(stops.count()):
            page.keyboard.press("Tab")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", number
        assert last.evaluate("element => element === document.activeElement")


def test_severities_are_told_apart_without_colour(browser: Browser, folder: Path) -> None:
    (path,) = (path for path in pages(folder) if path.name.startswith("damaged"))
    with opened(browser, path.as_uri(), forced_colors="active") as watched:
        styles = {
            severity: watched.page.evaluate(
                f"getComputedStyle(document.querySelector('mark.{severity}')).textDecorationStyle"
            )
            for severity in ("critical", "major", "minor", "neutral")
        }
    assert styles == {"critical": "double", "major": "solid", "minor": "dashed", "neutral": "dotted"}
