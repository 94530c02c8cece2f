"""Which files to read, and which reader reads each."""

from __future__ import annotations

import fnmatch
import glob
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from lint.sources.base import (
    SIDECAR_SUFFIX,
    SUFFIXES,
    Input,
    InputFormat,
    NothingFound,
    Readable,
    ReadOptions,
    SourceError,
    is_blank,
    too_large,
)
from lint.sources.decode import DecodeError, decode

if TYPE_CHECKING:
    from lint.document import Document

STDIN = "<stdin>"
"""How standard input is shown to the user, who calls it `-`."""

_MARKUP = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<\?xml\s)", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*\"[^\"\r\n]{1,100}\"\s*:")
_KNOWN = ", ".join(SUFFIXES)


def discover(paths: Sequence[str], options: ReadOptions) -> Iterator[Input | SourceError]:
    """The files that the user's paths stand for, in the order given, each once.

    A path is a file (taken whatever its name is), a folder (all articles below it, in the order of their names, hidden
    ones left out), a pattern such as `news/**/*.txt`, or `-` for standard input. What holds no article is an error.
    """
    seen: set[str] = set()
    for path in paths:
        empty = not path.endswith(SIDECAR_SUFFIX)  # a shell's pattern names sidecars too: they are no articles
        for found in _expand(path):
            empty = False
            key = _identity(found) if isinstance(found, Input) else None
            if key is None or key not in seen:
                yield found
            if key is not None:
                seen.add(key)
        if empty:
            yield NothingFound(path, f"holds no articles ({_KNOWN})")


def _identity(found: Input) -> str:
    return "-" if found.file is None else os.path.realpath(found.file)


def _expand(path: str) -> Iterator[Input | SourceError]:
    if path.endswith(SIDECAR_SUFFIX):
        return
    if path == "-":
        yield Input(STDIN, None)
        return
    file = Path(path)
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        yield from _expand_missing(path)
    except (OSError, ValueError) as error:
        yield SourceError(shown(path), f"cannot be read: {_reason(error)}")
    else:
        yield from _walk(file) if file.is_dir() else [_input(file)]


def _expand_missing(path: str) -> Iterator[Input | SourceError]:
    if not glob.has_magic(path):
        yield SourceError(shown(path), "does not exist")
        return
    empty = True
    for found in _match(path):
        empty = False
        yield found
    if empty:
        yield NothingFound(shown(path), "matches no articles")


def shown(path: str | Path) -> str:
    """The path as it can be printed anywhere: bytes that are no text become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _input(file: Path) -> Input:
    return Input(shown(file), file)


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _entries(folder: Path) -> list[os.DirEntry[str]] | SourceError:
    """What a folder holds, hidden entries left out, in the order of the names."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        return SourceError(shown(folder), f"cannot be read: {_reason(error)}")


def _walk(folder: Path, visited: set[str] | None = None) -> Iterator[Input | SourceError]:
    """The articles below a folder. A folder met again through a link is not walked twice, so that loops end."""
    visited = set() if visited is None else visited
    stack: list[Path] = [folder]
    while stack:
        path = stack.pop()
        if path is not folder and not path.is_dir():
            yield _article(path)
            continue
        real = os.path.realpath(path)
        if real in visited:
            continue
        visited.add(real)
        entries = _entries(path)
        if isinstance(entries, SourceError):
            yield entries
            continue
        stack += [path / entry.name for entry in reversed(entries) if _is_folder(entry) or _is_article(entry.name)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_article(name: str) -> bool:
    return PurePath(name).suffix.lower() in SUFFIXES


def _article(file: Path) -> Input | SourceError:
    """A file found by its name; a link that leads nowhere must not pass as an article without errors."""
    try:
        file.stat()
    except OSError as error:
        return SourceError(shown(file), f"cannot be read: {_reason(error)}")
    return _input(file)


def _match(pattern: str) -> Iterator[Input | SourceError]:
    """The files that a pattern stands for, where the shell has not expanded it.

    `**` stands for any folders, hidden names are matched only by patterns that begin with a dot. (Python's own `glob`
    follows links in circles.) A pattern that does not name a suffix takes only files known to be articles.
    """
    path = Path(pattern)
    named = not glob.has_magic(path.suffix or "*")
    visited: set[str] = set()
    for file in _resolve(Path(path.anchor), path.parts[1 if path.anchor else 0 :]):
        if file.is_dir():
            yield from _walk(file, visited)
        elif (named and not file.name.endswith(SIDECAR_SUFFIX)) or _is_article(file.name):
            yield _article(file)


def _resolve(base: Path, parts: Sequence[str]) -> Iterator[Path]:
    if not parts:
        yield base
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        for folder in _folders(base):
            yield from _resolve(folder, rest) if rest else [folder]
    elif glob.has_magic(part):
        matches = re.compile(fnmatch.translate(part)).match
        entries = _entries(base)
        if not isinstance(entries, SourceError):
            for entry in entries:
                if matches(entry.name) and (not rest or _is_folder(entry)):
                    yield from _resolve(base / entry.name, rest)
    elif (base / part).exists():
        yield from _resolve(base / part, rest)


def _folders(base: Path) -> Iterator[Path]:
    """A folder and all folders below it, links that lead in circles left out."""
    visited: set[str] = set()
    stack = [base]
    while stack:
        folder = stack.pop()
        real = os.path.realpath(folder)
        entries = _entries(folder) if real not in visited else []
        visited.add(real)
        if isinstance(entries, SourceError) or (not entries and folder is not base):
            continue
        yield folder
        stack += [folder / entry.name for entry in reversed(entries) if _is_folder(entry)]


def format_of(source: Input, options: ReadOptions) -> InputFormat:
    """The format that a source is read as: the one asked for, else by its suffix, else plain text."""
    if options.format is not None:
        return InputFormat(options.format)
    if source.file is None:
        return InputFormat.TEXT
    return SUFFIXES.get(source.file.suffix.lower(), InputFormat.TEXT)


def read(source: Input, options: ReadOptions) -> Readable:
    """The articles of a source, with the suppressions that their text or a sidecar has.

    What cannot be read is yielded as a SourceError, and the rest is still read.
    """
    articles = _articles(source, options)
    file = source.beside or source.file
    if file is None or not os.path.lexists(f"{file}{SIDECAR_SUFFIX}"):
        return articles
    from lint.suppress.sidecar import attached

    return attached(articles, Path(f"{file}{SIDECAR_SUFFIX}"), source.path)


def _articles(source: Input, options: ReadOptions) -> Readable:
    try:
        with _open(source) as stream:
            if format_of(source, options) is InputFormat.JSONL:
                from lint.sources.jsonlines import read_lines

                yield from read_lines(stream, source.path, options)
            else:
                yield _read_whole(stream, source, options)
    except OSError as error:
        yield SourceError(source.path, f"cannot be read: {_reason(error)}")
    except SourceError as error:
        yield error


def _open(source: Input) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if source.file is None else source.file.open("rb")


def _read_whole(stream: BinaryIO, source: Input, options: ReadOptions) -> Document | SourceError:
    """The one article that a text or Markdown file holds; a file far too large is refused by its size, unread."""
    size = os.fstat(stream.fileno()).st_size if source.file is not None else 0
    data = stream.read(options.max_bytes + 1) if size <= options.max_bytes else b""
    if max(size, len(data)) > options.max_bytes:
        return too_large(source.path, options.max_chars)
    try:
        text = decode(data, options.encoding).text
    except DecodeError as error:
        return SourceError(source.path, str(error))
    return _to_document(text, source, options)


def _to_document(text: str, source: Input, options: ReadOptions) -> Document | SourceError:
    if len(text) > options.max_chars:
        return too_large(source.path, options.max_chars)
    if is_blank(text):
        return SourceError(source.path, "is empty")
    other = _other_format(text) if _is_guess(source, options) else None
    if other:
        return SourceError(source.path, f"looks like {other}: --format text checks it as plain text all the same")
    if format_of(source, options) is InputFormat.MARKDOWN:
        from lint.sources.markdown import from_markdown

        document = from_markdown(text, source.path)
    else:
        from lint.sources.plain import from_text

        document = from_text(text, source.path)
    return document if document.blocks else SourceError(source.path, "holds no text that could be checked")


def _is_guess(source: Input, options: ReadOptions) -> bool:
    """Whether neither the user nor the file's name says what the format is."""
    return options.format is None and (source.file is None or not _is_article(source.file.name))


def _other_format(text: str) -> str | None:
    """What a text is whose markup would be checked as if it were prose."""
    if _MARKUP.match(text):
        return "HTML or XML, which newslint does not read"
    if _JSON.match(text):
        return "JSON (--format jsonl reads one article a line)"
    return None
