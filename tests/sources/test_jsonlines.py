"""JSON Lines: every article, every offset, every bad line."""

from __future__ import annotations

import io
import json
import re
import tracemalloc
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document import Document
from lint.sources.base import ReadOptions, SourceError
from lint.sources.jsonlines import read_lines
from tests.sources.strategies import any_texts, texts


def read(data: bytes | str, **options: Any) -> list[Document | SourceError]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_lines(BytesIO(raw), "n.jsonl", ReadOptions(**options)))


def articles(data: bytes | str, **options: Any) -> list[Document]:
    found = read(data, **options)
    assert all(isinstance(each, Document) for each in found), found
    return [each for each in found if isinstance(each, Document)]


def errors(data: bytes | str, **options: Any) -> list[str]:
    return [str(each) for each in read(data, **options) if isinstance(each, SourceError)]


def replace(document: Document, start: int, end: int, replacement: str) -> str:
    """The article's source line after the edit."""
    edit = document.source.edit(start, end, replacement)
    assert edit is not None
    line = document.source.source
    return line[: edit.start - document.source.offset] + edit.replacement + line[edit.end - document.source.offset :]


@given(text=any_texts.filter(lambda text: bool(text.strip())), ascii_only=st.booleans(), before=texts)
def test_every_offset_maps_to_its_escape(text: str, ascii_only: bool, before: str) -> None:
    """The literal is cut up at the places of its characters: each piece must decode to its character."""
    if not ascii_only and any("\ud800" <= each <= "\udfff" for each in text):
        return
    fields = json.dumps({"before": before, "text\\": 1, "text": text}, ensure_ascii=ascii_only)
    line = f'{{"text": "decoy", {fields[1:-1]} ,"x":{{"text":"inner"}}, "id": 7}}'
    (document,) = articles(f"\n{line}\r\n")
    assert (document.text, document.id) == (json.loads(line)["text"], "7")
    source = document.source
    for offset, character in enumerate(document.text):
        place = source.place(offset)
        assert place.line == 2
        literal = line[place.column - 1 : source.end_position(offset + 1)]
        assert json.loads(f'"{literal}"') == character


@given(
    text=texts.filter(lambda text: bool(text.strip())),
    spans=st.tuples(st.integers(0, 200), st.integers(1, 30)),
    replacement=texts,
    ascii_only=st.booleans(),
)
def test_an_edit_changes_just_its_span(text: str, spans: tuple[int, int], replacement: str, ascii_only: bool) -> None:
    start = spans[0] % len(text)
    end = min(len(text), start + spans[1])
    (document,) = articles(json.dumps({"a": 1, "text": text, "z": "text"}, ensure_ascii=ascii_only))
    changed = replace(document, start, end, replacement)
    assert json.loads(changed) == {"a": 1, "text": text[:start] + replacement + text[end:], "z": "text"}


@pytest.mark.parametrize(
    "escaped",
    [r"a\/b", r"\ud83d\ude00!", r"\u2019s", r"\\n\n\"x\"", r"\uD83D\uDE00", r"\ud83dx", r"\ude00\ud83d\ude00"],
)
def test_escapes_of_other_writers(escaped: str) -> None:
    line = f'{{"text" :\t"{escaped}"}}'
    (document,) = articles(line)
    for offset, character in enumerate(document.text):
        start, end = document.source.position(offset), document.source.end_position(offset + 1)
        assert json.loads(f'"{line[start:end]}"') == character


def test_a_file_of_articles() -> None:
    lines = [
        {"id": "a", "text": "Café one."},
        {"id": 2, "text": "Two."},
        {"text": "Three."},
        {"id": None, "text": "Four."},
    ]
    data = "\ufeff" + "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    found = articles(data)
    assert [document.id for document in found] == ["a", "2", "line 5", "line 7"]
    assert {document.path for document in found} == {"n.jsonl"}
    decoded = data.removeprefix("\ufeff")
    for document in found:
        source = document.source
        assert decoded[source.offset :].startswith(source.source)
        assert decoded[source.offset + source.position(0) :].startswith(document.text)


def test_other_fields() -> None:
    (document,) = articles('{"text": 1, "body": "One.", "nr": 1.5}', jsonl_text="body", jsonl_id="nr")
    assert (document.text, document.id) == ("One.", "1.5")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "n.jsonl:2 is not valid JSON: Expecting property name enclosed in double quotes, column 2"),
        ('{"text": "x"} x', "n.jsonl:2 is not valid JSON: Extra data, column 15"),
        ('{"text": "a\tb"}', "n.jsonl:2 is not valid JSON: Invalid control character at, column 12"),
        ("[1]", "n.jsonl:2 is not an article: the line holds no JSON object"),
        ('"text"', "n.jsonl:2 is not an article: the line holds no JSON object"),
        ('{"id": 1}', "n.jsonl:2 has no field 'text'"),
        ('{"text": null}', "n.jsonl:2 has a field 'text' that is no text"),
        ('{"text": ["x"]}', "n.jsonl:2 has a field 'text' that is no text"),
        ('{"text": " \\n"}', "n.jsonl:2 is empty: its field 'text' holds no text"),
        ("[" * 200_000, "n.jsonl:2 is not an article: its JSON is nested too deeply"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "n.jsonl:2 is not valid JSON: Exceeds the limit"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line: str, message: str) -> None:
    first, bad, last = read(f'{{"text": "First."}}\n{line}\n{{"text": "Last."}}')
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert str(bad).startswith(message)
    assert last.source.place(0) == (3, 11)


@pytest.mark.parametrize("data", ["", "\n", "\n \r\n", "\ufeff"])
def test_an_empty_file(data: str) -> None:
    assert errors(data) == ["n.jsonl is empty"]


def test_binary_data() -> None:
    assert errors(b"\x1f\x8b\x08\0rest") == ["n.jsonl is not text: it looks like a gzip archive"]
    assert "NUL" in errors(b'{"text": "a\0b"}')[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings(encoding: str) -> None:
    data = '{"text": "“One.”"}\r\n\n{"text": "Two 😀.", "id": "b"}\nx'
    first, second, bad = read(data.encode(encoding))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, second.text, second.id) == ("“One.”", "Two 😀.", "b")
    assert (second.source.place(0), second.source.offset) == ((3, 11), data.index('{"text": "Two'))
    assert str(bad).startswith("n.jsonl:4 is not valid JSON")


def test_damaged_utf16_is_an_error() -> None:
    *found, bad = read(('{"text": "One."}\n' * 10_000).encode("utf-16") + b"\x00\xd8\n\0")
    assert all(isinstance(each, Document) for each in found)
    assert len(found) > 9_000
    assert re.fullmatch(r"n\.jsonl begins as UTF-16-LE but is damaged behind line \d+", str(bad))


def test_windows_1252_throughout() -> None:
    data = '{"text": "plain"}\n{"text": "“café”"}\n{"text": "naïve"}'.encode("windows-1252")
    assert [document.text for document in articles(data)] == ["plain", "“café”", "naïve"]


def test_one_damaged_line_in_utf8() -> None:
    data = '{"text": "café"}\n{"text": "caf\udce9"}\n{"text": "naïve"}'.encode(errors="surrogateescape")
    first, bad, last = read(data)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert str(bad) == "n.jsonl:2 is not valid UTF-8: byte 13 of the line does not fit"
    assert last.text == "naïve"


def test_declared_encodings() -> None:
    data = '{"text": "café"}'
    assert articles(data.encode("windows-1252"), encoding="windows-1252")[0].text == "café"
    assert articles(data.encode("utf-16-le"), encoding="utf-16-le")[0].text == "café"
    assert errors(data, encoding="latin-1") == ["n.jsonl:1 is UTF-8, not latin-1 as --encoding says"]
    assert errors(data.encode("latin-1"), encoding="utf-8")[0].startswith("n.jsonl:1 is not valid UTF-8")
    assert errors(data, encoding="klingon")[0].startswith("n.jsonl cannot be read: --encoding names 'klingon'")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_too_long_is_skipped(encoding: str) -> None:
    lines = ['{"text": "é"}', '{"text": "' + "é" * 1_000_000 + '"}', '{"text": "Last."}']
    data = "\n".join(lines)
    first, long, last = read(data.encode(encoding), max_chars=1000)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert str(long) == (
        "n.jsonl:2 is larger than 1,000 characters, the limit for one article (--max-article-size raises it)"
    )
    assert last.text == "Last."
    assert (last.source.place(0), last.source.offset) == ((3, 11), data.rindex("{"))


def test_the_limit_is_on_the_text() -> None:
    assert articles(json.dumps({"text": "é" * 1000}), max_chars=2000)
    assert len(errors(json.dumps({"text": "x" * 1001}), max_chars=1000)) == 1
    assert articles(json.dumps({"text": "x" * 1000, "id": "long enough"}), max_chars=1000)


def test_memory_stays_bounded() -> None:
    """Reading an archive holds no more than a line at a time."""
    line = (json.dumps({"text": "A sentence of news. " * 500}) + "\n").encode()

    class Endless(BytesIO):
        """20 MB, made as they are asked for."""

        left = 2000

        def readinto(self, buffer: Any) -> int:
            if not self.left:
                return 0
            self.left -= 1
            buffer[: len(line)] = line
            return len(line)

    assert len(line) > 8192
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_lines(io.BufferedReader(Endless(), 1 << 14), "n.jsonl", ReadOptions()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 2000
    assert peak < 2_000_000
