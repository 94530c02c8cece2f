"""The parts of the HTML report: marks, hidden characters, differences, names of files, sentences."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import Block, Role
from lint.finding import LocatedFinding, Severity
from lint.report import ArticleResult
from lint.reports.html import prose
from lint.reports.html.article import ArticleView, Row, article_view
from lint.reports.html.difference import Change, difference
from lint.reports.html.figures import figures
from lint.reports.html.marks import Hit, Part, lanes, weave
from lint.reports.html.slugs import Slugs, is_page_name
from lint.reports.html.visible import Box, pieces, plain
from tests.reports import samples


def view_of(result: ArticleResult) -> ArticleView:
    return article_view(result, "slug", Slugs(), samples.run_info())


def rows_of(view: ArticleView) -> list[Row]:
    return [row for passage in view.passages for group in passage.groups for row in group.rows]


# The text and its marks

texts = st.text(st.sampled_from("ab .\n\r\t\0\u200b\u202e\ud83d<&é\u200d👨"), max_size=60)


@st.composite
def results(draw: st.DrawFn) -> ArticleResult:
    """Any text, cut into blocks anywhere, with findings anywhere."""
    text = draw(texts.filter(bool))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    bounds = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if start < end]
    blocks = tuple(Block(draw(st.sampled_from(Role)), start, end) for start, end in bounds)
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20)), max_size=6))
    findings = [
        LocatedFinding(
            code="XX001", name="any", family="any", severity=draw(st.sampled_from(Severity)), mqm="Style", start=start,
            end=min(len(text), start + length), message="m", text="t", line=1, column=1, end_line=1, end_column=2,
            context="c", context_start=0, fingerprint="same",
        )
        for start, length in spans
    ]  # fmt: skip
    return ArticleResult(
        path="p", id=None, text=text, blocks=blocks, words=1, score=1.0, readability={}, findings=tuple(findings)
    )


@given(results())
def test_nothing_of_an_article_is_lost(result: ArticleResult) -> None:
    view = view_of(result)
    rows = rows_of(view)
    shown = "".join(_source(part) for row in rows for part in row.parts)
    assert "".join(shown.split()) == "".join(result.text.split())
    assert sorted(card.number for row in rows for card in row.cards) == list(range(1, len(result.findings) + 1))
    anchors = [card.anchor for card in view.cards.values()]
    assert len(set(anchors)) == len(anchors)


def _source(part: Part) -> str:
    """The characters of the article that a part stands for."""
    return chr(int(part.title.split()[0][2:], 16)) if part.kind == "char" else part.text if part.kind == "text" else ""


@given(results())
def test_marks_nest_and_cover_their_findings(result: ArticleResult) -> None:
    hits = [Hit(n, f.start, f.end) for n, f in enumerate(sorted(result.findings, key=lambda f: (f.start, -f.end)))]
    open_keys: list[int] = []
    covered: dict[int, str] = {hit.key: "" for hit in hits}
    edges: list[tuple[str, int]] = []
    for part in weave(result.text, 0, len(result.text), hits):
        if part.kind == "open":
            assert part.key not in open_keys
            open_keys.append(part.key)
        elif part.kind == "close":
            assert open_keys.pop() == part.key
        else:
            for key in open_keys:
                covered[key] += _source(part)
        if part.kind in ("open", "close") and part.edge:
            edges.append((part.kind, part.key))
    assert open_keys == []
    assert covered == {hit.key: result.text[hit.start : hit.end] for hit in hits}
    assert sorted(edges) == sorted((kind, hit.key) for kind in ("open", "close") for hit in hits)


def test_crossing_marks_are_split_and_numbered_at_their_ends() -> None:
    article = samples.document([(Role.BODY, "one two three four")])
    found = [samples.finding(article, "one two three"), samples.finding(article, "two three four")]
    row = rows_of(view_of(samples.result(article, found)))[0]
    steps = [f"{part.kind}{part.key or part.text}" for part in row.parts]
    assert steps[:4] == ["open1", "textone ", "open2", "texttwo three"]
    assert steps[4:] == ["close2", "close1", "badge1", "open2", "text four", "close2", "badge2"]


def test_lanes_keep_crossing_lines_apart() -> None:
    assert lanes([(0, 10), (2, 6), (4, 12), (6, 7), (11, 13)]) == [0, 1, 2, 1, 0]


def test_finding_over_several_blocks_has_one_card_and_marks_in_each() -> None:
    article = samples.document([(Role.BODY, "one two"), (Role.BODY, "three four")])
    rows = rows_of(view_of(samples.result(article, [samples.finding(article, "two\n\nthree")])))
    assert [len(row.cards) for row in rows] == [1, 0]
    assert [[part.edge for part in row.parts if part.kind == "open"] for row in rows] == [[True], [False]]
    assert all("badge" in [part.kind for part in row.parts] for row in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First line\r\nsecond line", "First line\nsecond line"),
        ("x" * 60 + "\r\n" + "y" * 70 + "\nend.", "x" * 60 + " " + "y" * 70 + " end."),
    ],
    ids=["a verse keeps its lines", "lines broken at a fixed width flow together"],
)
def test_line_breaks(text: str, expected: str) -> None:
    row = rows_of(view_of(samples.result(samples.document([(Role.BODY, text)]))))[0]
    assert "".join(part.text for part in row.parts) == expected


def test_hidden_characters_are_shown_where_they_matter() -> None:
    override, null = Box("RLO", "U+202E right-to-left override"), Box("NUL", "U+0000 control character")
    assert list(pieces("a\u202eb\0")) == ["a", override, "b", null]
    assert list(pieces("so\u00adft")) == ["so\u00adft"]
    assert list(pieces("so\u00adft", marked=True)) == ["so", Box("SHY", "U+00AD soft hyphen"), "ft"]
    assert list(pieces("👨\u200d👩", marked=True)) == ["👨\u200d👩"]
    assert [piece.label for piece in pieces(" \u00a0", blank=True) if isinstance(piece, Box)] == ["␣", "NBSP"]
    assert plain("a\u202eb\ud83d") == "a[U+202E]b[U+D83D]"


def _shown(changes: tuple[Change, ...]) -> str:
    signs = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    shown = ""
    for change in changes:
        words = [f"<{piece.label}>" if isinstance(piece, Box) else piece for piece in change.pieces]
        shown += signs[change.kind].format("".join(words))
    return shown


@pytest.mark.parametrize(
    ("text", "marked", "replacement", "expected"),
    [
        ("in the process. course last", "process. course", "process course", "in the process[-.-] course last"),
        ("the RussiaChina summit", "RussiaChina", "Russia-China", "the Russia[+-+]China summit"),
        ("five percents more", "percents", "percent", "five percent[-s-] more"),
        ("a plan , then", "plan ,", "plan,", "a plan[-<␣>-], then"),
        ("the wall street journal", "wall street journal", "Wall Street Journal",
         "the [-wall street journal-][+Wall Street Journal+]"),
        ("gone .", " .", "", "gone[- .-]"),
        ("first line\nsecond  line\nthird", "  ", " ", "second [-<␣>-]line"),
    ],
)  # fmt: skip
def test_difference(text: str, marked: str, replacement: str, expected: str) -> None:
    start = text.index(marked)
    shown = _shown(difference(text, start, start + len(marked), replacement))
    assert shown == expected


@given(texts, texts, st.integers(0, 30))
def test_difference_shows_both_sides_in_full(old: str, new: str, around: int) -> None:
    text = "x" * around + "|" + old + "|" + "y" * around
    changes = difference(text, around + 1, around + 1 + len(old), new)
    assert all(change.kind in ("same", "del", "ins") and change.pieces for change in changes)


# Names of files and anchors


@given(st.lists(st.tuples(st.text(), st.none() | st.text()), max_size=8))
def test_slugs_are_safe_and_unique(names: list[tuple[str, str | None]]) -> None:
    slugs = Slugs()
    made = [slugs.slug(path, id) for path, id in names]
    assert len(set(made)) == len(made)
    assert all(is_page_name(f"{slug}.html") and len(slug) < 100 for slug in made)


def test_slugs_do_not_depend_on_their_neighbours() -> None:
    first, second = Slugs(), Slugs()
    second.slug("other/a.txt", None)
    assert first.slug("in/a.txt", None) == second.slug("in/a.txt", None)
    assert first.slug("x", "1") != first.slug("x", "2")
    assert Slugs().anchor("0123abcd") == "0123abcd"
    assert re.fullmatch("[0-9a-f]{8}", Slugs().anchor('"><script>'))


# Sentences and figures

IT, THEM = "look at it before publishing.", "look at them before publishing."


@pytest.mark.parametrize(
    ("counts", "fail_on", "expected"),
    [
        ({Severity.MAJOR: 1}, Severity.MAJOR, "It is major or worse: " + IT),
        ({Severity.MAJOR: 2}, Severity.MAJOR, "Both are major or worse: " + THEM),
        ({Severity.CRITICAL: 1, Severity.MINOR: 4}, Severity.MAJOR, "One is major or worse: " + IT),
        ({Severity.MAJOR: 12}, Severity.CRITICAL, "None is critical."),
        ({Severity.MINOR: 1}, Severity.MAJOR, "It is not major or worse."),
        ({Severity.MAJOR: 12, Severity.MINOR: 1}, Severity.MAJOR, "12 are major or worse: " + THEM),
        ({}, Severity.MAJOR, ""),
    ],
)
def test_standing(counts: dict[Severity, int], fail_on: Severity, expected: str) -> None:
    assert prose.standing(counts, fail_on) == expected


def test_figures_are_explained_and_compared() -> None:
    known, unknown = figures({"sentence_words_mean": 1234.56, "some_new_figure": -2.0})
    assert known.value == "1,234.6"
    assert known.meaning
    assert known.usual.startswith("Edited news: mostly ")
    assert (unknown.label, unknown.value, unknown.usual) == ("Some new figure", "−2", "")
