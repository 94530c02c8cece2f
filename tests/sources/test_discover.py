"""Files, folders, patterns and standard input; and every way in which they can be bad."""

from __future__ import annotations

import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from lint.document import Document
from lint.sources.base import Input, ReadOptions, SourceError
from lint.sources.discover import discover, read

TEXT = "The talks ended on Monday.\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles, which is also the working directory."""
    for name in [
        "b.txt", "a.md", "picture.png", "z/y.jsonl", "z/10.TXT", "z/2.text", "z/deep/er/c.markdown", "z/d.ndjson",
        ".hidden.txt", ".git/e.txt", "notes.rst", "empty/none.csv",
    ]:  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths: str) -> list[str]:
    """What is found: the path of each file, and each error with a "!" before it."""
    return [each.path if isinstance(each, Input) else f"!{each}" for each in discover(paths, ReadOptions())]


def documents(*paths: str, **options: Any) -> list[Document | SourceError]:
    chosen = ReadOptions(**options)
    return [
        document
        for source in discover(paths, chosen)
        for document in (read(source, chosen) if isinstance(source, Input) else [source])
    ]


def only_error(*paths: str, **options: Any) -> str:
    (error,) = documents(*paths, **options)
    assert isinstance(error, SourceError)
    return str(error)


ALL = ["a.md", "b.txt", "z/10.TXT", "z/2.text", "z/d.ndjson", "z/deep/er/c.markdown", "z/y.jsonl"]


def test_a_folder_in_order(tree: Path) -> None:
    assert found(".") == ALL
    assert found("z") == ALL[2:]
    assert found(str(tree)) == [str(tree / each) for each in ALL]


def test_files_are_taken_whatever_their_name(tree: Path) -> None:
    assert found("notes.rst", ".hidden.txt", "picture.png") == ["notes.rst", ".hidden.txt", "picture.png"]
    assert found(".git") == [".git/e.txt"]


def test_what_is_named_twice_is_read_once(tree: Path) -> None:
    (tree / "link.txt").symlink_to("b.txt")
    assert found("b.txt", "./b.txt", "z/../b.txt", "link.txt", "a.md", "-", "-") == ["b.txt", "a.md", "<stdin>"]
    assert found("b.txt", ".")[:2] == ["b.txt", "a.md"]
    (tree / "again").symlink_to("empty")
    (tree / "empty" / "b.txt").symlink_to("../b.txt")
    assert found("b.txt", "empty") == ["b.txt"]


def test_links_in_circles(tree: Path) -> None:
    (tree / "z" / "up").symlink_to("..")
    (tree / "z" / "self").symlink_to(".")
    (tree / "z" / "deep" / "up").symlink_to("../..")
    assert found("z")[-1] == "z/y.jsonl"
    assert sorted(Path(each).name for each in found(".")) == sorted(Path(each).name for each in ALL)
    assert len(found("**/*.txt")) == 1
    assert len(found("**")) == len(ALL)


def test_patterns(tree: Path) -> None:
    assert found("*.txt") == ["b.txt"]
    assert found("*") == ALL
    assert found("z/*") == ALL[2:]
    assert found("z/*.t*t") == ["z/10.TXT", "z/2.text"] or found("z/*.t*t") == ["z/2.text"]
    assert found("**/*.markdown") == ["z/deep/er/c.markdown"]
    assert found("z/**/c.markdown") == ["z/deep/er/c.markdown"]
    assert found("**/*") == found("**") == ALL
    assert found("[ab].*") == ["a.md", "b.txt"]
    assert found("*.rst") == ["notes.rst"]
    assert found(f"{tree}/z/?.text") == [str(tree / "z/2.text")]
    assert found("*.txt", "b*") == ["b.txt"]


def test_a_file_whose_name_is_a_pattern(tree: Path) -> None:
    (tree / "news[1].txt").write_text(TEXT)
    assert found("news[1].txt") == ["news[1].txt"]


def test_paths_that_lead_nowhere(tree: Path) -> None:
    assert found("none.txt", "b.txt", "none/*.txt", "*.pdf", "empty", "b.txt/x", "\0") == [
        "!none.txt does not exist",
        "b.txt",
        "!none/*.txt matches no articles",
        "!*.pdf matches no articles",
        "!empty holds no articles (.txt, .text, .md, .markdown, .jsonl, .ndjson)",
        "!b.txt/x does not exist",
        "!\0 cannot be read: embedded null byte",
    ]
    assert found("x" * 5000)[0].endswith("cannot be read: file name too long")


def test_a_dead_link_in_a_folder_is_an_error(tree: Path) -> None:
    (tree / "empty" / "gone.txt").symlink_to("nowhere")
    assert found("empty") == ["!empty/gone.txt cannot be read: no such file or directory"]


def test_what_may_not_be_read(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert found("z") == ["!z cannot be read: permission denied"]
    monkeypatch.setattr(Path, "open", refuse)
    assert only_error("b.txt") == "b.txt cannot be read: permission denied"


def test_a_name_that_is_no_text(tree: Path) -> None:
    raw = os.fsdecode(b"caf\xe9.txt")
    (tree / raw).write_text(TEXT)
    assert "caf\\xe9.txt" in found(".")
    (document,) = documents(raw)
    assert document.path == "caf\\xe9.txt"


def test_the_format_goes_by_suffix_or_by_option(tree: Path) -> None:
    (tree / "x.md").write_text("# Talks\n\nThe *talks* ended.")
    (tree / "x.jsonl").write_text('{"text": "The talks ended."}')

    def text(path: str, **options: Any) -> str:
        (document,) = documents(path, **options)
        assert isinstance(document, Document)
        return document.text

    assert text("x.md") == "Talks\n\nThe talks ended."
    assert text("x.md", format="text") == "# Talks\n\nThe *talks* ended."
    assert text("x.jsonl") == "The talks ended."
    assert text("notes.rst") == TEXT
    assert text("notes.rst", format="markdown") == TEXT.strip()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.txt", b"", "x.txt is empty"),
        ("x.txt", b"\xef\xbb\xbf", "x.txt is empty"),
        ("x.md", b" \r\n\t\n", "x.md is empty"),
        ("x.md", b"```\ncode\n```", "x.md holds no text that could be checked"),
        ("x.txt", b"%PDF-1.4\n", "x.txt is not text: it looks like a PDF"),
        ("x.jsonl", b"%PDF-1.4\n", "x.jsonl is not text: it looks like a PDF"),
        ("x.docx", b"PK\x03\x04....word/document.xml", "x.docx is not text: it looks like a Word document (.docx)"),
        ("x.bin", b"a\0\0\0b", "x.bin is not text: it holds NUL bytes, as programs, pictures and archives do"),
        (
            "x.html",
            b"<!DOCTYPE html>\n<p>Talks.",
            "x.html looks like HTML or XML, which newslint does not read: --format text checks it as plain text all "
            "the same",
        ),
        (
            "x.json",
            b'[\n {"id": 1',
            "x.json looks like JSON (--format jsonl reads one article a line): --format text checks it as plain text "
            "all the same",
        ),
    ],
)  # fmt: skip
def test_bad_files(tree: Path, name: str, content: bytes, message: str) -> None:
    (tree / name).write_bytes(content)
    assert only_error(name) == message
    bad, good = documents(name, "b.txt")
    assert isinstance(bad, SourceError)
    assert isinstance(good, Document)


def test_a_declared_encoding(tree: Path) -> None:
    (tree / "x.txt").write_bytes("café".encode("utf-16"))
    (document,) = documents("x.txt", encoding="utf-16")
    assert isinstance(document, Document)
    assert document.text == "café"
    assert only_error("x.txt", encoding="utf-8").startswith("x.txt is not utf-8, as --encoding says")
    assert only_error("x.txt", encoding="klingon").startswith("x.txt cannot be read: --encoding names 'klingon'")


def test_a_file_far_too_large_is_refused_unread(tree: Path) -> None:
    with (tree / "x.txt").open("wb") as file:
        file.truncate(10**12)
    assert only_error("x.txt") == (
        "x.txt is larger than 10,000,000 characters, the limit for one article (--max-article-size raises it)"
    )


@pytest.mark.parametrize("text", ["x" * 1001, "é" * 1001, "x" * 5000])
def test_the_limit_is_in_characters(tree: Path, text: str) -> None:
    (tree / "x.txt").write_text(text, encoding="utf-8")
    assert only_error("x.txt", max_chars=1000).startswith("x.txt is larger than 1,000 characters")
    (document,) = documents("x.txt", max_chars=len(text))
    assert isinstance(document, Document)


def _stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), "ascii"))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    _stdin(monkeypatch, "café\r\nend".encode("windows-1252"))
    (document,) = documents("-")
    assert isinstance(document, Document)
    assert (document.path, document.text) == ("<stdin>", "café\r\nend")


def test_json_lines_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'{"text": "One."}\n{"text": "Two."}\n'
    _stdin(monkeypatch, data)
    assert [each.path for each in documents("-", format="jsonl")] == ["<stdin>", "<stdin>"]
    assert not sys.stdin.buffer.closed
    _stdin(monkeypatch, data)
    assert only_error("-").startswith("<stdin> looks like JSON (--format jsonl")


def test_too_much_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    _stdin(monkeypatch, b"x" * 5000)
    assert only_error("-", max_chars=1000).startswith("<stdin> is larger than 1,000 characters")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe(tree: Path) -> None:
    """Shells hand over `<(command)` as one."""
    os.mkfifo(tree / "pipe")
    if os.fork() == 0:
        (tree / "pipe").write_text(TEXT)
        os._exit(0)
    (document,) = documents("pipe")
    assert isinstance(document, Document)
    assert document.text == TEXT
    assert "pipe" not in found(".")


def test_json_lines_stream(tree: Path) -> None:
    """Articles come before the whole file was read."""
    (tree / "big.jsonl").write_text('{"text": "One."}\n' * 100_000)
    (source,) = discover(["big.jsonl"], ReadOptions())
    assert isinstance(source, Input)
    articles = read(source, ReadOptions())
    assert isinstance(next(articles), Document)
    with (tree / "big.jsonl").open("w") as file:
        file.write("")
    assert sum(1 for _ in articles) < 10_000
