"""The plots of the HTML report: what they show is what was counted, and it is said in words and figures too."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import Document, Role
from lint.finding import Severity
from lint.readability import profile, sentence_lengths
from lint.report import ArticleResult, PastRun, Summary
from lint.reports.html.environment import environment
from lint.reports.html.plots import article_plots
from lint.reports.html.plots.along import STRIP, WIDTH, along, strip, thirds
from lint.reports.html.plots.families import families
from lint.reports.html.plots.lengths import FEWEST, edited_news, lengths, sentence_words
from lint.reports.html.plots.trend import LAST_RUNS, Trend, trend
from lint.sources.plain import from_text
from tests.reports import samples

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def covered(path: str) -> dict[int, int]:
    """The pieces that the strokes of a path cover, each with its height, after SVG's rules for `M`, `m` and `h`."""
    pieces: dict[int, int] = {}
    x = y = 0
    assert not path or path.startswith("M")
    for right, down, length in re.findall(r"[Mm](\d+) (-?\d+)h(\d+)", path):
        x, y = x + int(right), y + int(down)
        pieces |= dict.fromkeys(range(x, x + int(length)), y)
        x += int(length)
    return pieces


def result_of(document: Document, *marked: tuple[str, Severity]) -> ArticleResult:
    return samples.result(document, [samples.finding(document, words, severity=severity) for words, severity in marked])


def text_of(*lengths: int) -> ArticleResult:
    """An article whose sentences have so many words."""
    sentences = [" ".join(["Word", *["word"] * (length - 1)]) + "." for length in lengths]
    return samples.result(samples.document([(Role.HEADLINE, "A headline"), (Role.BODY, " ".join(sentences))]))


# Findings along the article

DOCUMENT = samples.document([(Role.BODY, "".join(chr(0x4E00 + n) for n in range(1000)))])
"""A thousand characters, each of which stands there once."""


def at(place: int, length: int = 1) -> str:
    return DOCUMENT.text[place : place + length]


def test_lanes_show_each_finding_where_it_stands() -> None:
    result = result_of(DOCUMENT, (at(0), Severity.MAJOR), (at(500, 100), Severity.MAJOR), (at(999), Severity.MINOR))
    plot = along(result)
    assert plot
    assert [(lane.severity, lane.findings) for lane in plot.lanes] == [(Severity.MAJOR, 2), (Severity.MINOR, 1)]
    assert set(covered(plot.lanes[0].path)) == {0, *range(WIDTH // 2, WIDTH // 2 + WIDTH // 10)}
    assert set(covered(plot.lanes[1].path)) == {WIDTH - 1}
    assert [tenth.counts for tenth in plot.tenths] == [(1, 0), *[(0, 0)] * 4, (1, 0), *[(0, 0)] * 3, (0, 1)]
    assert plot.thirds == (1, 1, 1)
    assert plot.summary == "3 findings by thirds of the text: 1 in the first, 1 in the middle, 1 in the last."


@pytest.mark.parametrize(
    ("places", "summary"),
    [
        ([700, 800, 900, 950], "All of 4 findings stand in the last third of the text."),
        ([0, 400, 450, 500, 900], "3 of 5 findings stand in the middle third of the text."),
        ([0], "1 finding by thirds of the text: 1 in the first, 0 in the middle, 0 in the last."),
    ],
)
def test_summary_says_where_most_of_it_stands(places: list[int], summary: str) -> None:
    plot = along(result_of(DOCUMENT, *((at(place), Severity.MINOR) for place in places)))
    assert plot
    assert plot.summary == summary


def test_strip_tells_serious_findings_from_others() -> None:
    findings = result_of(
        DOCUMENT,
        (at(0), Severity.CRITICAL),
        (at(1), Severity.MINOR),
        (at(500), Severity.NEUTRAL),
        (at(999), Severity.MAJOR),
    ).findings
    assert covered(strip(findings, 1000)) == {0: 5, STRIP // 2: 11, STRIP - 1: 5}
    assert strip((), 1000) == ""
    assert thirds(findings, 1000) == (2, 1, 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 999), st.integers(1, 400)), min_size=1, max_size=8, unique_by=lambda item: item[0]
    )
)
def test_nothing_lies_outside_the_plot(spans: list[tuple[int, int]]) -> None:
    result = result_of(DOCUMENT, *((at(start, length), Severity.MAJOR) for start, length in spans))
    plot = along(result)
    assert plot
    assert set(covered(plot.lanes[0].path)) <= set(range(WIDTH))
    assert set(covered(strip(result.findings, 1000))) <= set(range(STRIP))
    assert sum(plot.thirds) == sum(sum(tenth.counts) for tenth in plot.tenths) == len(spans)


# Lengths of sentences


def test_bars_are_the_shares_of_the_sentences() -> None:
    plot = lengths(text_of(*[3] * 6, *[12] * 3, 60))
    assert plot
    assert plot.sentences == 10
    assert [bin.sentences for bin in plot.bins] == [6, 0, 3, 0, 0, 0, 0, 0, 0, 1]
    assert [bin.label for bin in plot.bins][::9] == ["1–5", "46+"]
    assert plot.bins[0].share == 60
    assert plot.top == 70
    assert plot.longest == 60
    assert sum(bin.news for bin in plot.bins) == pytest.approx(100)
    assert plot.summary.startswith("Half of its 10 sentences have 3 words or fewer, the longest has 60.")


def test_line_of_edited_news_has_its_shares() -> None:
    plot = lengths(text_of(*[12] * 20))
    assert plot
    heights = [plot.top - float(y) for y in re.findall(r"[ML]\d+ ([\d.]+)H", plot.outline)]
    assert heights == pytest.approx([bin.news for bin in plot.bins], abs=0.06)


def test_too_few_sentences_make_no_picture() -> None:
    assert lengths(text_of(*[12] * (FEWEST - 1))) is None
    assert lengths(text_of(*[12] * FEWEST)) is not None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_sentences_are_counted_as_the_readability_figures_count_them(path: Path) -> None:
    document = from_text(path.read_text(encoding="utf-8"), path.name)
    assert sentence_words(samples.result(document)) == sentence_lengths(document)


def test_data_of_edited_news_agree_with_the_readability_profile() -> None:
    news = edited_news()
    assert sum(news.counts) == news.sentences
    assert news.articles > 100
    middle = sorted(words for words, times in enumerate(news.counts) for _ in range(times))[news.sentences // 2]
    assert abs(middle - profile()["sentence_words"]["50"]) <= 1


# The last runs


def past(day: int, minor: int, words: int = 1000, errors: int = 0) -> PastRun:
    return PastRun(
        at=f"2026-03-{day:02}T09:00:00Z", articles=2, words=words, by_severity={"minor": minor},
        by_family={"quotes": minor}, score=90.0, errors=errors,
    )  # fmt: skip


def summary_of(minor: int, major: int = 0, words: int = 1000) -> Summary:
    severities = Counter({Severity.MINOR: minor, Severity.MAJOR: major})
    families_found = Counter({"quotes": minor, "names": major})
    return Summary(articles=2, words=words, by_severity=severities, by_family=families_found)


def past_of(history: list[PastRun], summary: Summary) -> Trend | None:
    return trend(replace(samples.run_info(), history=tuple(history)), summary)


def trend_of(history: list[PastRun], summary: Summary) -> Trend:
    plot = past_of(history, summary)
    assert plot
    return plot


def test_columns_are_findings_per_thousand_words() -> None:
    plot = trend_of([past(1, 8, words=2000), past(2, 6, errors=1)], summary_of(minor=2, major=3))
    assert [column.rate for column in plot.columns] == [4, 6, 5]
    assert [column.when for column in plot.columns] == ["2026-03-01", "2026-03-02", ""]
    stacks = [(stack.severity, stack.start, stack.height) for stack in plot.columns[-1].stacks]
    assert stacks == [(Severity.MAJOR, 0, 3), (Severity.MINOR, 3, 2)]
    assert plot.top == 6
    assert plot.families == ("names", "quotes")
    assert plot.summary == (
        "5.0 findings per 1,000 words, down from 6.0 in the run before."
        " The run before was not complete: its true figure may be higher."
    )
    assert [column.errors for column in plot.columns] == [0, 1, 0]


def test_trend_needs_a_past_and_shows_the_last_runs_only() -> None:
    assert past_of([], summary_of(1)) is None
    assert past_of([past(1, 1)], summary_of(0, words=0)) is None
    assert past_of([past(1, 1, words=0)], summary_of(1)) is None
    many = trend_of([past(1 + n % 28, n) for n in range(60)], summary_of(1))
    assert len(many.columns) == LAST_RUNS
    assert many.columns[0].findings == 60 - LAST_RUNS + 1


@pytest.mark.parametrize(("minor", "top"), [(0, 1), (1, 1), (4, 4), (7, 8), (11, 15), (70, 80), (100, 100), (101, 150)])
def test_scale_ends_at_a_round_figure_that_holds_all(minor: int, top: float) -> None:
    assert trend_of([past(1, 0)], summary_of(minor)).top == pytest.approx(top)


def test_families_are_bars_of_severities() -> None:
    counts = {("quotes", Severity.MINOR): 3, ("quotes", Severity.MAJOR): 1, ("names", Severity.NEUTRAL): 2}
    first, second = families(counts)
    assert (first.name, first.findings, first.spoken) == ("quotes", 4, "1 major, 3 minor")
    assert [tuple(bar) for bar in first.bars] == [(Severity.MAJOR, 0, 1), (Severity.MINOR, 1, 3)]
    assert second.name == "names"


# What the templates make of it


def rendered(template: str, **values: object) -> str:
    page: str = environment(None).from_string(template).render(**values)
    return page


def test_plots_of_an_article_have_names_tables_and_no_colours_of_their_own() -> None:
    document = from_text(SEEDS[0].read_text(encoding="utf-8"), "seed.txt")
    first = document.text.split()[0]
    plots = article_plots(result_of(document, (first, Severity.MAJOR)))
    page = rendered('{% from "plots/article.html" import plots_of %}{{ plots_of(plots) }}', plots=plots)
    assert page.count("<svg") == page.count('role="img"><title>') == 2
    assert page.count("<table>") == page.count("<details>") == 2
    assert plots.lengths
    assert plots.lengths.summary in page
    assert "5,533 sentences of 149 articles" in page
    assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3}", page)
    assert len(page) < 6000


def test_article_without_anything_to_show_has_no_plots() -> None:
    plots = article_plots(samples.clean())
    assert rendered('{% from "plots/article.html" import plots_of %}{{ plots_of(plots) }}', plots=plots).strip() == ""


def test_trend_says_which_runs_were_not_complete() -> None:
    plot = trend_of([past(1, 8), past(2, 6, errors=1)], summary_of(2))
    page = rendered('{% from "plots/trend.html" import trend_plot %}{{ trend_plot(plot, "") }}', plot=plot)
    assert '<th scope="row">2026-03-02 (not complete)</th>' in page
    assert '<th scope="row">2026-03-01</th>' in page
    assert page.count("<rect") == 3
