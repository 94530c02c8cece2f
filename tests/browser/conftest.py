"""Debian's Chromium for the browser tests. Where it is missing they are skipped; in CI they fail instead."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.browser.screenshot import CHROMIUM, chromium
from tests.reports import samples

if TYPE_CHECKING:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium and Playwright (extra `browser`)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"{what}: the browser tests must run in CI")
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        _missing("Playwright is not installed (pip install playwright)")
    if not Path(CHROMIUM).exists():
        _missing(f"{CHROMIUM} is not there (apt-get install chromium)")
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def axe() -> Axe:
    """axe-core, the accessibility checker, to be run in a page."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        _missing("axe is not installed (pip install axe-playwright-python)")
    return Axe()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report as a folder, on a damaged and a clean article, with something that was not checked."""
    crashed = samples.result(
        samples.document([(samples.Role.BODY, "Text.")], "in/c.txt"), rule_errors=["PU001 crashed"]
    )
    lost = samples.RunError("in/lost.txt", "not text: the file holds binary data")
    path = tmp_path_factory.mktemp("report") / "report"
    return samples.write(path, [samples.damaged(), samples.clean(), crashed], [lost])


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as one file."""
    return samples.write(tmp_path_factory.mktemp("single") / "report.html", [samples.damaged(), samples.clean()])


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on the hostile articles, as a folder."""
    errors = [samples.RunError(text, text) for text in samples.HOSTILE]
    return samples.write(tmp_path_factory.mktemp("hostile") / "report", samples.hostile(), errors)
