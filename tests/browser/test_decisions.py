"""Deciding on findings in a browser: kept, exported, imported, shared between tabs, and safe from what is stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lint.document import Role
from lint.report import ArticleResult
from tests.browser.test_report import Watched, opened, served
from tests.reports import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

KEPT = """() => Object.entries(localStorage).filter(([key]) => key.includes('/decision/'))
    .map(([, value]) => JSON.parse(value))"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.write(tmp_path_factory.mktemp("decisions") / "report", [samples.damaged(), other()])


def other() -> ArticleResult:
    """One more article with a finding."""
    article = samples.document([(Role.BODY, "It was said that the talks.. had ended.")], path="in/other.txt")
    return samples.result(article, [samples.finding(article, "..", message="Two stops.")])


@pytest.fixture
def watched(browser: Browser, report: Path) -> Iterator[Watched]:
    """The damaged article, in a browser that has decided nothing yet."""
    with opened(browser, article_of(report, "damaged"), accept_downloads=True) as watched:
        yield watched


def article_of(report: Path, start: str) -> str:
    (path,) = (report / "articles").glob(f"{start}*")
    return path.as_uri()


def button(page: Page, number: int, name: str) -> Locator:
    return page.get_by_role("group", name=f"Decide on finding {number}", exact=True).get_by_role("button", name=name)


def reason(page: Page, number: int) -> Locator:
    return page.locator(f".card[data-n='{number}'] .reason input")


def decide(page: Page, number: int, name: str, why: str = "") -> None:
    button(page, number, name).click()
    if why:
        reason(page, number).fill(why)


def decided(page: Page) -> dict[str, str]:
    """The decision on each decided finding, by its number, as the cards show it."""
    cards = page.locator(".card[data-decision]")
    found = {}
    for at in range(cards.count()):
        number = cards.nth(at).get_attribute("data-n") or ""
        pressed = cards.nth(at).locator("[aria-pressed=true]")
        assert pressed.get_attribute("data-decision") == cards.nth(at).get_attribute("data-decision")
        found[number] = pressed.inner_text().removeprefix("✓ ")
    return found


def saved(page: Page, name: str) -> str:
    """What the browser saves when the button of the panel is pressed."""
    page.get_by_role("button", name=re.compile("^Decisions")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Close").click()
    assert download.value.suggested_filename == name.removeprefix("Save ")
    return Path(download.value.path()).read_text(encoding="utf-8")


def taken(page: Page, content: str, name: str = "decisions.json") -> str:
    """What the page says when it is given a file."""
    page.get_by_role("button", name=re.compile("^Decisions")).click()
    page.locator(".said").evaluate_all("all => all.forEach(it => { it.textContent = ''; })")
    file = {"name": name, "mimeType": "application/json", "buffer": content.encode("utf-8", "surrogatepass")}
    page.get_by_label("Read a decisions.json").set_input_files(file)  # type: ignore[arg-type]
    said = page.locator("dialog[open] .said:not(:empty)").inner_text()
    page.get_by_role("button", name="Close").click()
    return said


def entry(result: ArticleResult, number: int = 0, /, **changes: Any) -> dict[str, Any]:
    """A decision as the file has it."""
    finding = result.findings[number]
    made = {
        "fingerprint": finding.fingerprint, "article": result.name, "code": finding.code, "text": finding.text,
        "decision": "fixed", "reason": "", "at": "2026-11-22T08:00:00.000Z",
    }  # fmt: skip
    return made | changes


def file_of(*entries: Any) -> str:
    return json.dumps({"newslint-decisions": 1, "decisions": entries})


# Deciding


def test_decision_is_kept_shown_counted_and_undone(watched: Watched) -> None:
    page = watched.page
    assert page.locator(".tally").is_hidden()
    decide(page, 1, "Not an error", "So in the treaty")
    decide(page, 2, "Fixed")
    decide(page, 4, "Ask the author", "Which army?")
    for _ in range(2):
        assert decided(page) == {"1": "Not an error", "2": "Fixed", "4": "Ask the author"}
        assert reason(page, 1).input_value() == "So in the treaty"
        assert page.locator(".tally").inner_text() == "3 of 7 decided; still open: 1 major, 2 minor, 1 neutral."
        assert page.get_by_role("button", name="Decisions (3)").is_visible()
        assert set(page.locator("mark.settled").evaluate_all("all => all.map(it => it.dataset.n)")) == {"1", "2", "4"}
        assert "✓" in page.locator("a.badge.settled").first.evaluate("it => getComputedStyle(it, '::before').content")
        page.reload()
    button(page, 2, "Fixed").click()
    decide(page, 4, "Fixed")
    assert decided(page) == {"1": "Not an error", "4": "Fixed"}
    assert reason(page, 4).input_value() == "Which army?", "another decision keeps the reason"
    assert reason(page, 2).is_hidden()
    assert watched.trouble == []


def test_all_of_it_by_keyboard(watched: Watched) -> None:
    page = watched.page
    page.keyboard.press("a")
    assert page.locator(".said:not(:empty)").inner_text() == "Go to a finding first: j"
    for key in "jn":
        page.keyboard.press(key)
    page.keyboard.type("jx?[")
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("data-n") == "1"
    for key in "jx":
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    for key in "x":
        page.keyboard.press(key)
    assert decided(page) == {"1": "Not an error"}
    assert reason(page, 1).input_value() == "jx?["
    with page.expect_download() as download:
        page.keyboard.press("e")
    assert download.value.suggested_filename == "decisions.json"
    assert watched.trouble == []


def test_nothing_decided_is_nothing_to_save(watched: Watched) -> None:
    watched.page.keyboard.press("e")
    assert watched.page.locator(".said:not(:empty)").inner_text() == "Nothing is decided yet"
    watched.page.get_by_role("button", name="Decisions").click()
    watched.page.get_by_role("button", name="Save questions.md").click()
    assert watched.page.locator(".said:not(:empty)").inner_text() == "No finding is marked “Ask the author”"
    assert watched.page.get_by_role("button", name="Forget all").is_hidden()


def test_decisions_of_all_pages_are_exported(watched: Watched, report: Path) -> None:
    page = watched.page
    decide(page, 2, "Not an error", 'Said "so"')
    page.goto(article_of(report, "other"))
    decide(page, 1, "Ask the author", "Who said it?")
    content = json.loads(saved(page, "Save decisions.json"))
    assert list(content) == ["newslint-decisions", "decisions"]
    assert content["newslint-decisions"] == 1
    first, second = content["decisions"]
    expected = entry(samples.damaged(), 1, decision="not-an-error", reason='Said "so"', at=first["at"])
    assert first == expected
    assert second == entry(other(), decision="ask", reason="Who said it?", at=second["at"])
    assert list(first) == ["fingerprint", "article", "code", "text", "decision", "reason", "at"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first["at"])
    assert all("blob:" not in request for request in watched.requests)
    assert watched.trouble == []


def test_note_for_the_author_has_the_questions(watched: Watched, report: Path) -> None:
    page = watched.page
    decide(page, 2, "Fixed")
    decide(page, 4, "Ask the author", "Which *army*? <b>")
    page.goto(article_of(report, "other"))
    decide(page, 1, "Ask the author")
    assert saved(page, "Save questions.md").splitlines() == [
        "# Questions about your text", "", "## in/damaged\\.txt", "",
        "- “Army\\. of the People” (PU001): Which \\*army\\*? \\<b\\>", "",
        "## in/other\\.txt", "", "- “\\.\\.” (PU001)",
    ]  # fmt: skip


def test_decisions_survive_a_new_report_on_changed_articles(browser: Browser, tmp_path: Path) -> None:
    folder = samples.write(tmp_path / "report", [samples.damaged()])
    with opened(browser, article_of(folder, "damaged")) as watched:
        decide(watched.page, 3, "Fixed")
        decide(watched.page, 7, "Not an error")
        article = samples.damaged()
        fewer = replace(article, findings=article.findings[2:])
        samples.write(tmp_path / "report", [fewer, other()])
        watched.page.reload()
        assert decided(watched.page) == {"1": "Fixed", "5": "Not an error"}


def test_reports_of_different_names_share_nothing(browser: Browser, tmp_path: Path) -> None:
    first, second = (samples.write(tmp_path / name, [samples.damaged()]) for name in ("monday", "tuesday"))
    with opened(browser, article_of(first, "damaged")) as watched:
        decide(watched.page, 1, "Fixed")
        watched.page.goto(article_of(second, "damaged"))
        assert decided(watched.page) == {}
        assert len(watched.page.evaluate(KEPT)) == 1


# Files that come back


def test_export_comes_in_again(watched: Watched) -> None:
    page = watched.page
    decide(page, 1, "Not an error", "Why not")
    decide(page, 2, "Fixed")
    content = saved(page, "Save decisions.json")
    page.evaluate("localStorage.clear()")
    page.reload()
    assert decided(page) == {}
    assert taken(page, content) == "2 read, 0 not newer than what stands here, 0 not understood"
    assert decided(page) == {"1": "Not an error", "2": "Fixed"}
    assert reason(page, 1).input_value() == "Why not"
    assert json.loads(saved(page, "Save decisions.json")) == json.loads(content)


def test_later_decision_stays(watched: Watched) -> None:
    page, article = watched.page, samples.damaged()
    decide(page, 1, "Not an error")
    old, new = entry(article, 0, at="2001-01-01T00:00:00Z"), entry(article, 1, at="2001-01-01T00:00:00Z")
    assert taken(page, file_of(old, new)) == "1 read, 1 not newer than what stands here, 0 not understood"
    assert taken(page, file_of(entry(article, 0, at="2999-01-01T00:00:00Z"))).startswith("1 read")
    assert decided(page) == {"1": "Fixed", "2": "Fixed"}


NO_FILES = [
    "", "null", "[]", "{}", "7", '"x"', "{", '{"newslint-decisions": 2, "decisions": []}', '{"newslint-decisions": 1}',
    '{"newslint-decisions": 1, "decisions": {}}', "<script>alert(1)</script>", "\ufeff", "\0", "[" * 100_000,
]  # fmt: skip


def test_other_files_are_refused(watched: Watched) -> None:
    for content in NO_FILES:
        assert taken(watched.page, content) == "This file holds no decisions of newslint", content[:40]
    assert taken(watched.page, file_of(), name='<img src=x onerror=alert(1)>".json').startswith("0 read")
    assert decided(watched.page) == {}
    assert watched.trouble == []


def test_forget_all_asks_first(watched: Watched) -> None:
    page = watched.page
    page.evaluate("localStorage.setItem('others', 'kept')")
    decide(page, 1, "Fixed")
    page.get_by_role("button", name="Decisions (1)").click()
    page.get_by_role("button", name="Forget all").click()
    page.get_by_role("button", name="Keep them").click()
    assert decided(page) == {"1": "Fixed"}
    page.get_by_role("button", name="Forget all").click()
    page.get_by_role("button", name="Yes, forget them").click()
    page.keyboard.press("Escape")
    assert decided(page) == {}
    page.reload()
    assert decided(page) == {}
    assert page.evaluate("Object.entries(localStorage)") == [["others", "kept"]]


# Two tabs


def test_two_tabs_add_up_and_see_each_other(watched: Watched, report: Path) -> None:
    first = watched.page
    second, index = first.context.new_page(), first.context.new_page()
    second.goto(first.url)
    index.goto((report / "index.html").as_uri())
    decide(first, 1, "Fixed", "in the first")
    decide(second, 2, "Not an error", "in the second")
    for page in (first, second):
        page.locator(".card[data-n='1'][data-decision]").wait_for()
        page.locator(".card[data-n='2'][data-decision]").wait_for()
        assert decided(page) == {"1": "Fixed", "2": "Not an error"}
        assert [reason(page, n).input_value() for n in (1, 2)] == ["in the first", "in the second"]
    index.get_by_role("button", name="Decisions (2)").wait_for()
    button(second, 1, "Fixed").click()
    first.locator(".card[data-n='1']:not([data-decision])").wait_for()
    assert decided(first) == {"2": "Not an error"}
    first.evaluate("localStorage.clear()")
    second.locator(".card[data-n='2']:not([data-decision])").wait_for()


def test_reason_that_is_being_typed_is_left_alone(watched: Watched) -> None:
    first = watched.page
    second = first.context.new_page()
    second.goto(first.url)
    decide(first, 1, "Fixed")
    second.locator(".card[data-n='1'][data-decision]").wait_for()
    reason(second, 1).focus()
    reason(first, 1).fill("from elsewhere")
    second.keyboard.type("mine")
    first.wait_for_function("document.querySelector('.verdict bdi').textContent === 'mine'")
    assert reason(second, 1).input_value() == "mine"


# Browsers that keep nothing

FULL = """() => {
    let size = 2 ** 23;
    while (size) {
        try { localStorage.setItem(`x${size}${Math.random()}`, 'y'.repeat(size)); } catch { size >>= 1; }
    }
}"""


def test_full_storage_is_said_and_nothing_is_lost_silently(watched: Watched) -> None:
    page = watched.page
    page.evaluate(FULL)
    decide(page, 1, "Ask the author", "Kept in the page")
    decide(page, 2, "Fixed")
    warns_and_saves(page, ["Kept in the page", ""])
    assert watched.trouble == []


def test_storage_that_is_refused_is_said(browser: Browser, report: Path) -> None:
    """A sandbox without an origin of its own: the browser throws as soon as the storage is touched."""
    policy = "sandbox allow-scripts allow-downloads"
    with served(report, policy) as url:
        address = f"{url}/articles/{article_of(report, 'damaged').rpartition('/')[2]}"
        with opened(browser, address, accept_downloads=True) as watched:
            page = watched.page
            with pytest.raises(Exception, match="sandboxed"):
                page.evaluate("localStorage.length")
            page.keyboard.press("t")
            assert page.locator("html").get_attribute("data-theme") == "light"
            assert page.locator(".warning").count() == 0, "a theme is not worth a warning"
            decide(page, 1, "Ask the author", "Kept in the page")
            decide(page, 2, "Fixed")
            warns_and_saves(page, ["Kept in the page", ""])
            assert watched.trouble == []


def warns_and_saves(page: Page, reasons: list[str]) -> None:
    assert page.get_by_role("alert").inner_text().startswith("This browser refuses to keep your decisions.")
    assert decided(page) == {"1": "Ask the author", "2": "Fixed"}
    with page.expect_download() as download:
        page.get_by_role("button", name="save them as a file").click()
    content = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [one["reason"] for one in content["decisions"]] == reasons
    assert decided(page) == {"1": "Ask the author", "2": "Fixed"}


def test_leaving_with_unsaved_decisions_is_asked_about(watched: Watched) -> None:
    page = watched.page
    page.evaluate(FULL)
    decide(page, 1, "Fixed")
    with page.expect_event("dialog"):
        page.evaluate("void setTimeout(() => location.reload())")
    assert watched.trouble == ["dialog "], "the browser's own question"
    assert decided(page) == {"1": "Fixed"}
    watched.trouble.clear()
    with page.expect_download():
        page.keyboard.press("e")
    page.get_by_role("alert").wait_for(state="detached")
    page.reload()
    assert watched.trouble == []


# Attacks: what lies in the storage or in a file is not ours

SHAPE = """() => document.querySelectorAll(
    "body script, style, img, iframe, object, embed, video, audio, base, svg:not(main svg), [style], [onerror], " +
    "body > :not(.skip, .masthead, main, footer, .said, dialog), .verdict :not(b, bdi)").length"""

GARBAGE: list[Any] = [
    None, True, 7, "x", [], {}, [[]], {"decision": "fixed"}, {"decision": ["fixed"]}, {"decision": {"toString": 1}},
    {"__proto__": {"decision": "fixed"}}, {"decision": "__proto__"}, {"decision": "constructor"},
    {"decision": "hasOwnProperty"}, {"decision": "<img src=x onerror=alert(1)>"}, {"fingerprint": 7},
]  # fmt: skip


def test_hostile_texts_in_reasons_storage_and_files_stay_text(watched: Watched, report: Path) -> None:
    page = watched.page
    base = article_of(report, "damaged")
    watched.requests.clear()
    finding = samples.damaged().findings[0]
    decide(page, 1, "Fixed")
    key = page.evaluate("Object.keys(localStorage).find(key => key.includes('/decision/'))")
    assert key.endswith(f"/decision/{finding.fingerprint}")
    for text in samples.HOSTILE:
        attack = entry(samples.damaged(), reason=text, article=text, code=text, text=text, decision="ask")
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, json.dumps(attack)])
        page.evaluate("key => window.dispatchEvent(new StorageEvent('storage', {key}))", key)
        assert decided(page) == {"1": "Ask the author"}, text
        shown = page.locator(".card[data-n='1'] .verdict bdi").evaluate("it => it.textContent")
        assert shown == page.evaluate("text => text.slice(0, 500)", text)
        assert page.evaluate(SHAPE) == 0, text
    watched.page.reload()
    assert taken(page, file_of(*(entry(samples.damaged(), reason=t, at="2999-01-01") for t in samples.HOSTILE)))
    assert page.evaluate(SHAPE) == 0
    assert watched.trouble == []
    assert {request.rpartition("/")[2] for request in watched.requests} <= {
        base.rpartition("/")[2], "style.css", "newslint.js",
    }  # fmt: skip


def test_hostile_texts_stay_text_in_what_is_saved(watched: Watched) -> None:
    page = watched.page
    entries = [entry(samples.damaged(), reason=text, article=text, text=text, code=text, decision="ask")
               for text in samples.HOSTILE]  # fmt: skip
    for at, one in enumerate(entries):
        one["fingerprint"] = f"{at:016x}"
    assert taken(page, file_of(*entries)).startswith(f"{len(entries)} read")
    content = json.loads(saved(page, "Save decisions.json"))
    reasons = {one["fingerprint"]: one["reason"] for one in content["decisions"]}
    assert all(reasons[one["fingerprint"]] == cut(one["reason"]) for one in entries)
    note = saved(page, "Save questions.md")
    assert not re.search(r"(?<!\\)[<>`*_\[\]]", note.replace("# Questions", "")), "nothing of it is Markdown"
    assert len(re.findall("^- ", note, re.M)) == len(entries)
    assert watched.trouble == []


def cut(text: str) -> str:
    """The first 500 UTF-16 units of a text."""
    return text.encode("utf-16-le", "surrogatepass")[:1000].decode("utf-16-le", "surrogatepass")


def test_garbage_in_the_storage_is_passed_over(watched: Watched) -> None:
    page = watched.page
    decide(page, 2, "Fixed")
    key = page.evaluate("Object.keys(localStorage).find(key => key.includes('/decision/'))")
    start, _, _ = key.rpartition("/")
    finding = samples.damaged().findings[0].fingerprint
    values = ["", "{", "undefined", "\0", "x" * 100_000, *(json.dumps(value) for value in GARBAGE)]
    values += [json.dumps({"fingerprint": finding} | value) for value in GARBAGE if isinstance(value, dict)][:-1]
    for value in values:
        if value == json.dumps({"fingerprint": finding, "decision": "fixed"}):
            continue  # nothing else is needed for a decision
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [f"{start}/{finding}", value])
        page.evaluate("localStorage.setItem('newslint/keys', '<b>')")
        page.reload()
        assert decided(page) == {"2": "Fixed"}, value[:80]
        assert page.get_by_role("button", name="Decisions (1)").is_visible()
    for name in ("__proto__", "<img src=x onerror=alert(1)>", "../../x", "", finding.upper()):
        page.evaluate("([key]) => localStorage.setItem(key, '{}')", [f"{start}/{name}"])
    page.reload()
    assert len(json.loads(saved(page, "Save decisions.json"))["decisions"]) == 1
    assert watched.trouble == []
