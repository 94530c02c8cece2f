"""Takes pictures of an HTML report with Debian's Chromium: `python tests/browser/screenshot.py REPORT FOLDER`.

REPORT is a folder written by `newslint check … --output html=REPORT`. FOLDER gets index and article, each in light and
dark and at a phone's width, in forced colours (Windows' high contrast), and on paper (PDF). `--article NAME` picks the
article whose file name starts so (else the first of the index), `--height N` cuts the pictures (0: the whole page),
`--top N` begins them so many pixels down the article, `--scale 2` makes them sharper. `--decide` decides on three
findings of the article by keyboard and goes on to the fifth.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
# The last five keep Chromium from asking the network for anything of its own.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = {"desktop": 1200, "phone": 390}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium with a new, empty profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def pages(report: Path, article: str | None) -> dict[str, Path]:
    """The pages to take pictures of, by name."""
    articles = sorted((report / "articles").glob("*.html"))
    index = (report / "index.html").read_text(encoding="utf-8")
    articles.sort(key=lambda path: index.find(path.name))
    if article is not None:
        articles = [path for path in articles if path.name.startswith(article)]
    return {"index": report / "index.html", "article": articles[0]}


def take(
    report: Path, folder: Path, article: str | None, height: int, top: int, scale: float, *, decided: bool = False
) -> Iterator[Path]:
    """Take all pictures; yields their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name, path in pages(report, article).items():
            for scheme in ("light", "dark"):
                for device, width in WIDTHS.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": height or 900},
                        color_scheme="light" if scheme == "light" else "dark",
                        device_scale_factor=scale,
                    )
                    page = context.new_page()
                    page.goto(path.resolve().as_uri())
                    if name == "article":
                        prepare(page, top, decided=decided)
                    target = folder / f"{name}-{scheme}-{device}.png"
                    page.screenshot(path=target, full_page=not height)
                    context.close()
                    yield target
        page = browser.new_page(viewport={"width": WIDTHS["desktop"], "height": height or 900})
        for name, path in pages(report, article).items():
            page.goto(path.resolve().as_uri())
            page.emulate_media(forced_colors="active")
            if name == "article":
                prepare(page, top, decided=decided)
            page.screenshot(path=folder / f"{name}-contrast.png", full_page=not height)
            yield folder / f"{name}-contrast.png"
            page.emulate_media(forced_colors="none")
            page.pdf(path=folder / f"{name}.pdf", format="A4")
            yield folder / f"{name}.pdf"


def prepare(page: Page, top: int, *, decided: bool) -> None:
    """Go down the article, or through its findings by keyboard."""
    page.evaluate(f"window.scrollTo(0, {top})")
    if decided:
        for key, reason in (("n", "As the ministry spells it"), ("x", ""), ("a", "Who said this?")):
            page.keyboard.press("j")
            page.keyboard.press(key)
            page.keyboard.type(reason)
            page.keyboard.press("Enter")
        for _ in range(2):
            page.keyboard.press("j")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--article")
    parser.add_argument("--height", type=int, default=0)
    parser.add_argument("--top", type=int, default=0)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--decide", action="store_true")
    options = parser.parse_args()
    sizes = (options.height, options.top, options.scale)
    for path in take(options.report, options.folder, options.article, *sizes, decided=options.decide):
        print(path)


if __name__ == "__main__":
    main()
