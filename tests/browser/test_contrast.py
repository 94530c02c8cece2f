"""Colours: computed from the variables of the style sheet, and as the browser shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from lint.reports.html.assets import style_sheet
from tests.browser.test_article import OPEN_ALL, page_url, press, report
from tests.browser.test_report import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["page_url", "report"]

TEXT, PART = 4.5, 3.0
"""What WCAG 2.2 asks for at level AA: of text (1.4.3), and of what tells controls and their state (1.4.11)."""

SEVERITIES = ("critical", "major", "minor", "neutral")

PAIRS: dict[tuple[str, str], float] = {
    **{(text, ground): TEXT for text in ("ink", "soft", "link", *SEVERITIES, "alert", "come", "gone")
       for ground in ("paper", "panel")},
    **{(text, f"{tint}-tint"): TEXT for text in ("ink", "soft") for tint in (*SEVERITIES, "gone", "come", "alert")},
    **{("on-colour", severity): TEXT for severity in SEVERITIES},
    **{(name, f"{name}-tint"): TEXT for name in ("gone", "come", "alert")},
    ("ink", "here"): TEXT, ("soft", "here"): TEXT, ("link", "alert-tint"): TEXT,
    ("paper", "ink"): TEXT,  # pressed buttons, and what is said in the corner
    **{("focus", ground): PART for ground in ("paper", "panel", "alert-tint", "here")},
    **{(severity, f"{severity}-tint"): PART for severity in SEVERITIES},  # the line below a mark
    **{(severity, "here"): PART for severity in SEVERITIES},
    ("accent", "paper"): PART,
}  # fmt: skip
"""What stands on what, in the pages of the report, and the contrast that it needs."""

DECORATION = {"hair"}
"""Lines that tell nothing."""

MEASURED = """() => {
    const parse = colour => (colour.match(/[\\d.]+/g) ?? []).map(Number);
    const over = ([r, g, b, a = 1], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
    const luminance = colour => {
        const [r, g, b] = colour.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = element => {
        const layers = [];
        for (let one = element; one; one = one.parentElement) {
            const style = getComputedStyle(one);
            const gradient = style.backgroundImage.match(/rgba?\\([^)]*\\)/);
            if (gradient) layers.push(parse(gradient[0]));
            layers.push(parse(style.backgroundColor));
        }
        return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
    };
    const worst = {};
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !element.checkVisibility({ checkVisibilityCSS: true })) continue;
        const behind = ground(element);
        const [low, high] = [luminance(over(parse(getComputedStyle(element).color), behind)), luminance(behind)]
            .sort((a, b) => a - b);
        const contrast = (high + 0.05) / (low + 0.05);
        const name = `${element.localName}.${element.className}`;
        worst[name] = Math.min(worst[name] ?? 99, contrast);
    }
    return worst;
}"""


def schemes() -> dict[str, dict[str, str]]:
    """The colours of each theme, by the condition under which they hold."""
    blocks = re.findall(r"(:root[^{]*) \{\n(.*?)\n *\}", style_sheet(), re.S)
    found = {selector: dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", block)) for selector, block in blocks}
    return {selector: colours for selector, colours in found.items() if colours}


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_themes_have_the_same_colours_and_dark_is_dark_by_either_way() -> None:
    light, by_preference, by_switch = schemes().values()
    assert by_preference == by_switch
    assert set(light) == set(by_switch)
    assert luminance(light["paper"]) > 0.9
    assert luminance(by_switch["paper"]) < 0.02


def test_every_pair_has_the_contrast_that_wcag_asks_for() -> None:
    for selector, colours in schemes().items():
        weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in PAIRS}
        assert {pair: value for pair, value in weak.items() if value < PAIRS[pair]} == {}, selector


def test_every_colour_of_the_style_sheet_is_in_a_pair() -> None:
    colours = next(iter(schemes().values()))
    assert {name for pair in PAIRS for name in pair} | DECORATION == set(colours)
    css = style_sheet()
    assert set(re.findall(r"(?<![-\w])color: var\(--([\w-]+)\)", css)) <= {text for text, _ in PAIRS}
    assert not re.findall(r"(?<![-\w])(?:color|background|fill|stroke)(?:-color)?: (?:#|rgb\((?!0 0 0 / ))", css)
    assert "opacity" not in css


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("panel", ["", "Keys", "Decisions"])
def test_text_has_contrast_as_the_browser_shows_it(browser: Browser, page_url: str, scheme: str, panel: str) -> None:
    """Marks over marks, decided ones, dialogs: whatever stands behind each text, layer by layer."""
    with opened(browser, page_url, color_scheme=scheme) as watched:
        page = watched.page
        page.evaluate(OPEN_ALL)
        press(page, "jn")
        page.keyboard.press("Enter")
        press(page, "jjjjjj")
        if panel:
            page.get_by_role("button", name=panel).click()
        worst = page.evaluate(MEASURED)
        assert len(worst) > 30
        assert {name: value for name, value in worst.items() if value < TEXT} == {}
