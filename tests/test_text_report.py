"""The text report: carets stand under the marked words on any terminal, and no article acts on it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from lint.checker import run
from lint.document import Document
from lint.finding import LocatedFinding, Severity
from lint.locate import locate
from lint.merge import merge
from lint.registry import find_format
from lint.report import ArticleResult, EngineStatus, RunError, RunInfo, Summary, Target
from lint.sources.plain import from_text
from tests.fakes import rule_set, word_rule

MAKE = find_format("text")


def article(document: Document, findings: list[LocatedFinding]) -> ArticleResult:
    return ArticleResult(
        path=document.path, id=document.id, text=document.text, blocks=document.blocks, words=1, score=100.0,
        readability={}, findings=tuple(findings),
    )  # fmt: skip


def report(*articles: ArticleResult, errors: list[RunError] | None = None, color: bool = False, width: int = 80) -> str:
    stream = io.StringIO()
    writer = MAKE(Target(None, stream, color, width))
    writer.begin(RunInfo(version="0", rules={}, fail_on=Severity.MAJOR))
    summary = Summary(engines=[EngineStatus("rules", "0", ran=True)], errors=errors or [])
    for item in articles:
        summary.add(item)
        writer.article(item)
    writer.end(summary)
    return stream.getvalue()


def marked(text: str, word: str, width: int = 80) -> list[str]:
    """The lines of the report on a text in which a made-up rule marks a word."""
    document = from_text(text, "a.txt")
    findings, _ = run(rule_set(word_rule(word)), document)
    return report(article(document, list(locate(document, merge(findings, {})))), width=width).split("\n")


def under_carets(lines: list[str]) -> str:
    """What stands above the carets, by columns of the terminal."""
    line, carets = lines[1], lines[2]
    start, end = carets.index("^"), carets.rindex("^") + 1
    at = [wcswidth(line[:index]) for index in range(len(line) + 1)]
    return "".join(char for index, char in enumerate(line) if start <= at[index] < end and at[index + 1] <= end)


@pytest.mark.parametrize(
    ("before", "word", "behind"),
    [
        ("The ", "bil", " is here"),
        ("", "bil", ""),
        ("中国 ", "bil", " 中国"),
        ("a ", "中国", " b"),
        ("😀😀 ", "bil", "😀"),
        ("e\u0301e\u0301 ", "bil", ""),
        ("\tone\t", "bil", "\ttwo"),
        ("\x1b[2J ", "bil", "\x07"),
        ("\u200b\u202e", "bil", "\u2066"),
        ("word " * 60, "bil", " word" * 60),
        ("中国" * 70, "bil", "中国" * 70),
        ("\x1b" * 40, "bil", "\x1b" * 40),
        ("word " * 60, "bil", ""),
        ("", "bil", " word" * 60),
    ],
)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_carets_stand_under_the_mark(before: str, word: str, behind: str, width: int) -> None:
    lines = marked(before + word + behind, word, width=width)
    assert under_carets(lines) == word
    assert max(wcswidth(line) for line in lines[1:3]) <= width
    assert lines[1].count("…") == lines[1].startswith(" 1 | …") + lines[1].endswith("…")


@given(st.text("ab 中é\u0301😀\t\x1b\u200b", max_size=120), st.text("ab 中é\u0301😀\t\x1b", max_size=120))
def test_no_line_is_wider_than_the_terminal(before: str, behind: str) -> None:
    lines = marked(f"{before} QQQ {behind}", "QQQ", width=60)
    assert "QQQ" in lines[1]
    assert lines[2].count("^") == 3
    assert wcswidth(lines[1]) <= 60


def test_of_a_mark_over_several_lines_the_first_is_shown() -> None:
    lines = marked("We met the\r\nold man\r\nof the sea.", "the\r\nold man\r\nof")
    assert under_carets(lines) == "the"
    assert lines[1] == " 1 | We met the"


def test_form_feeds_and_unicode_separators_end_no_line() -> None:
    lines = marked("one the\u2028old two", "the\u2028old")
    assert under_carets(lines) == "the<U+2028>old"


def test_a_mark_longer_than_the_terminal_is_cut() -> None:
    lines = marked("so " + "very " * 50 + "long", "very " * 50, width=60)
    assert len(lines[1]) <= 60
    assert lines[1].rstrip().endswith("…")


def test_carets_cover_escapes_in_json_lines_as_they_stand_there() -> None:
    from tests.support import from_json_line

    document = from_json_line('{"text": "one \\u201cbil\\u201d two"}', "a.jsonl")
    findings, _ = run(rule_set(word_rule("“bil”")), document)
    lines = report(article(document, list(locate(document, merge(findings, {}))))).split("\n")
    assert under_carets(lines) == "\\u201cbil\\u201d"


CONTROLS = [
    chr(code) for code in (0, 7, 8, 10, 13, 27, 127, 0x85, 0x9B, 0x200B, 0x200F, 0x202E, 0x2066, 0xFEFF, 0xD800)
]


@pytest.mark.parametrize("control", CONTROLS, ids=[f"U+{ord(c):04X}" for c in CONTROLS])
def test_nothing_acts_on_the_terminal(control: str) -> None:
    document = from_text(f"one bil{control} two", f"a{control}.txt", f"7{control}")
    rule = word_rule("bil" + control, replace=f"bill{control}")
    findings, _ = run(rule_set(rule), document)
    output = report(
        article(document, list(locate(document, [(f, ()) for f in findings]))), errors=[RunError(control, control)]
    )
    assert f"<U+{ord(control):04X}>" in output
    assert control == "\n" or control not in output
    assert len(output.split("\n")) == 8, "no line is broken in two"


def test_colours_are_for_terminals() -> None:
    document = from_text("one bil two", "a.txt")
    findings, _ = run(rule_set(word_rule("bil")), document)
    item = article(document, list(locate(document, [(f, ()) for f in findings])))
    plain, coloured = report(item), report(item, color=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain != coloured


def test_the_last_line_says_what_was_done() -> None:
    document = from_text("one bil two bil", "a.txt")
    findings, _ = run(rule_set(word_rule("bil", severity=Severity.MINOR)), document)
    item = article(document, list(locate(document, [(f, ()) for f in findings])))
    clean = article(document, [])
    error = RunError("b.txt", "is empty")
    assert report(item, clean).splitlines()[-1] == "2 findings in 2 articles: 2 minor."
    assert report(clean).splitlines() == ["No findings in 1 article."]
    assert report().splitlines() == ["Nothing was checked."]
    assert report(clean, errors=[error]).splitlines() == [
        "b.txt: error is empty",
        "No findings in 1 article. 1 error: not everything was checked.",
    ]
    assert "and 10 more errors" in report(errors=[error] * 60)


def test_a_file_holds_any_text(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    writer = MAKE(Target(path, io.StringIO()))
    writer.begin(RunInfo(version="0", rules={}, fail_on=Severity.MAJOR))
    document = from_text("é bil \udc80", "a.txt")
    findings, _ = run(rule_set(word_rule("bil")), document)
    writer.article(article(document, list(locate(document, [(f, ()) for f in findings]))))
    writer.end(Summary())
    assert "é bil <U+DC80>" in path.read_text(encoding="utf-8")
