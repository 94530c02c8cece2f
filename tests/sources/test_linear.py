"""Reading takes time in proportion to length, whatever the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from lint.sources.base import ReadOptions
from lint.sources.decode import decode
from lint.sources.jsonlines import read_lines
from lint.sources.markdown import from_markdown
from lint.sources.plain import from_text
from tests.timing import assert_grows, least_seconds

SIZE = 20_000
"""Code points of the shorter of two texts."""

PIECES = {
    "tiny paragraphs": "a\n\n",
    "tiny lines": "a\n",
    "line feeds": "\n",
    "carriage returns": "\r",
    "spaces": " ",
    "tabs and breaks": "\t\n",
    "one word": "a",
    "one line": "word ",
    "capitals": "PARIS ",
    "capital and dash": "A-",
    "labels": "Ab: c\n\n",
    "dates": "May 4, 2014 ",
    "bylines": "By Jane Doe\n\n",
    "names": "Doe ",
    "parens": "(AP Photo/",
    "credits": "Image: ",
    "greater than": "> ",
    "bullets": "- a\n",
    "numbers": "1. a\n",
    "wrapped": "the talks would go on for as long as both of them wanted\n",
    "brackets": "[",
    "bracket pairs": "[]",
    "images": "![",
    "links": "[a](b",
    "stars": "*",
    "stars and letters": "*a_b",
    "backticks": "`a``b",
    "entities": "&amp;",
    "ampersands": "&#",
    "escapes": "\\*",
    "html": "<a ",
    "comments": "<!--",
    "tables": "|a|b|\n|-|-|\n",
    "pipes": "|",
    "headings": "# a\n",
    "footnotes": "[^1]",
    "footnote definitions": "[^1]: a\n\n",
    "tildes": "~a",
    "emoji": "😀",
    "emphasis in emoji": "😀*é*",
    "alternatives": "![é](a)b ",
    "front matter": "---\na: b\n",
    "quotes": '"',
    "breaks": "<br>",
}

NESTED = {
    "quotations": lambda size: "> " * (size // 2) + "a",
    "list in one line": lambda size: "- " * (size // 2) + "a",
    "brackets that close": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "emphasis that closes": lambda size: "*a " * (size // 6) + "a* " * (size // 6),
    "front matter left open": lambda size: "---\na: b\n" + "title\n---x\n" * (size // 11),
    "spaces before a title": lambda size: "---\na: b\ntitle:" + " " * size + "\n---\n",
}  # fmt: skip


def seconds(read: Callable[[], object]) -> float:
    """The processor time that `read` takes."""
    return least_seconds(read)


def assert_linear(read: Callable[[str], object], text: Callable[[int], str]) -> None:
    """Five times the text takes less than twelve times the time; a quadratic reader would take 25 times as long."""
    short, long = text(SIZE), text(5 * SIZE)
    assert_grows(lambda: seconds(lambda: read(short)), lambda: seconds(lambda: read(long)), 12)


def _json_line(text: str) -> None:
    line = json.dumps({"text": "a" + text}).encode()
    (document,) = read_lines(BytesIO(line), "x", ReadOptions())
    assert not isinstance(document, Exception)
    document.source.place(len(text))


@pytest.mark.parametrize("read", [from_text, from_markdown, _json_line], ids=["text", "markdown", "jsonl"])
@pytest.mark.parametrize("name", PIECES)
def test_repeated_pieces(read: Callable[[str], object], name: str) -> None:
    piece = PIECES[name]
    assert_linear(read, lambda size: piece * (size // len(piece)))


@pytest.mark.parametrize("read", [from_text, from_markdown], ids=["text", "markdown"])
@pytest.mark.parametrize("name", NESTED)
def test_nested_pieces(read: Callable[[str], object], name: str) -> None:
    assert_linear(read, NESTED[name])


@pytest.mark.parametrize("piece", [b"a", b"\xe9", b"\xc3\xa9", b"a\0", b"\xff"])
def test_decoding(piece: bytes) -> None:
    assert_linear(lambda text: decode(text.encode("latin-1")).text, lambda size: (piece * size).decode("latin-1"))
