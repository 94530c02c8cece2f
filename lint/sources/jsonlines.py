"""JSON Lines: one article a line, as archives and benchmark files hold them.

The archive is read line by line, so that its size does not matter. Where a letter of an article stands in its line is
worked out only when a finding asks.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple, cast

from lint.document import Document
from lint.sources.base import Readable, ReadOptions, SourceError, is_blank, too_large
from lint.sources.decode import SNIFF, WINDOWS_1252, DecodeError, doubt, lookup, sniff, without_mark
from lint.sources.plain import from_text
from lint.sources.sourcemap import Run, RunBuilder, SourceMap

_SKIP = 1 << 16
_TOO_LONG = "too long"
_SPACE = re.compile(r"[ \t\r\n]*")
# A pair of surrogate escapes is one code point, as in the json library.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")


class Line(NamedTuple):
    """A line without its end: its number from 1, and the offset of its start in the decoded file.

    `problem` says why there is no text.
    """

    number: int
    offset: int
    text: str
    problem: str = ""


def read_lines(stream: BinaryIO, path: str, options: ReadOptions) -> Readable:
    """The articles of a JSON Lines file; a line that cannot be read yields an error that names it."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    empty = True
    try:
        for line in _lines(buffered, options):
            if not line.problem and is_blank(line.text):
                continue
            empty = False
            yield _article(line, path, options)
    except DecodeError as error:
        empty = False
        yield SourceError(path, str(error))
    finally:
        if buffered is not stream:
            buffered.detach()
    if empty:
        yield SourceError(path, "is empty")


def _article(line: Line, path: str, options: ReadOptions) -> Document | SourceError:
    where = f"{path}:{line.number}"
    if line.problem == _TOO_LONG:
        return too_large(where, options.max_chars)
    try:
        record = _record(line)
        text = _field(record, options.jsonl_text)
    except DecodeError as error:
        return SourceError(where, str(error))
    if len(text) > options.max_chars:
        return too_large(where, options.max_chars)
    source = SourceMap(
        line.text,
        partial(field_runs, line.text, options.jsonl_text),
        line=line.number,
        offset=line.offset,
        encode=partial(escape, ascii_only=line.text.isascii()),
        solid=True,
    )
    return from_text(text, path, _id(record.get(options.jsonl_id), line.number), source)


def _record(line: Line) -> dict[str, object]:
    if line.problem:
        raise DecodeError(line.problem)
    try:
        record = json.loads(line.text)
    except json.JSONDecodeError as error:
        raise DecodeError(f"is not valid JSON: {error.msg}, column {error.pos + 1}") from None
    except RecursionError:
        raise DecodeError("is not an article: its JSON is nested too deeply") from None
    except ValueError as error:
        raise DecodeError(f"is not valid JSON: {error}") from None
    if not isinstance(record, dict):
        raise DecodeError("is not an article: the line holds no JSON object")
    return record


def _field(record: dict[str, object], key: str) -> str:
    if key not in record:
        raise DecodeError(f"has no field {key!r}")
    text = record[key]
    if not isinstance(text, str):
        raise DecodeError(f"has a field {key!r} that is no text")
    if is_blank(text):
        raise DecodeError(f"is empty: its field {key!r} holds no text")
    return text


def _id(value: object, number: int) -> str:
    """The article's id; one that has none goes by its line."""
    if isinstance(value, str) and value:
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return f"line {number}"


def escape(text: str, *, ascii_only: bool) -> str:
    """Text as it stands in a JSON string, between the quotation marks."""
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]


def field_runs(line: str, key: str) -> list[Run]:
    """Where the characters of a top-level string field stand in a line of valid JSON; its last occurrence counts."""
    start, end = _literal(line, key)
    builder = RunBuilder()
    position = start
    for match in _ESCAPE.finditer(line, start, end):
        builder.literal(position, match.start() - position)
        builder.substitute(match.start(), match.end(), 1)
        position = match.end()
    builder.literal(position, end - position)
    return builder.runs


def _literal(line: str, key: str) -> tuple[int, int]:
    """Start and end of the string literal of a top-level key, quotation marks not counted."""
    value = json.JSONDecoder().raw_decode
    found = (0, 0)
    position = _skip_space(line, line.index("{") + 1)
    while line[position] == '"':
        name, position = value(line, position)
        position = _skip_space(line, _skip_space(line, position) + len(":"))
        start = position
        _, position = value(line, position)
        if name == key:
            found = (start + 1, position - 1)
        position = _skip_space(line, position)
        if line[position] == ",":
            position = _skip_space(line, position + 1)
    return found


def _skip_space(line: str, position: int) -> int:
    match = _SPACE.match(line, position)
    return match.end() if match else position


def _lines(stream: io.BufferedReader, options: ReadOptions) -> Iterator[Line]:
    """The lines of the stream. Raises DecodeError where the stream as a whole is no text."""
    head = stream.peek(SNIFF)[: SNIFF + 4]
    if options.encoding is None:
        encoding, bom = sniff(head)
    else:
        encoding, bom = without_mark(head, lookup(options.encoding))
    stream.read(len(bom))
    if encoding is not None and "\n".encode(encoding) != b"\n":
        return _wide_lines(stream, encoding, options)
    return _byte_lines(stream, _LineDecoder(encoding, options.encoding), options)


def _wide_lines(stream: io.BufferedReader, encoding: str, options: ReadOptions) -> Iterator[Line]:
    """Lines in an encoding whose line feed is no single byte (UTF-16). Nothing can be read behind damage."""
    reader = io.TextIOWrapper(stream, encoding, newline="\n")
    offset = number = 0
    try:
        while text := reader.readline(options.max_bytes):
            number += 1
            start, offset = offset, offset + len(text)
            if text.endswith("\n") or len(text) < options.max_bytes:
                yield Line(number, start, text.rstrip("\r\n"))
                continue
            while text and not text.endswith("\n"):
                text = reader.readline(_SKIP)
                offset += len(text)
            yield Line(number, start, "", _TOO_LONG)
    except UnicodeDecodeError:
        raise DecodeError(f"begins as {encoding.upper()} but is damaged behind line {number}") from None
    finally:
        reader.detach()


def _byte_lines(stream: io.BufferedReader, decoder: _LineDecoder, options: ReadOptions) -> Iterator[Line]:
    """Lines in UTF-8, or any encoding in which a line feed is the byte 10: each is decoded by itself."""
    offset = number = 0
    while raw := stream.readline(options.max_bytes):
        number += 1
        start = offset
        if raw.endswith(b"\n") or len(raw) < options.max_bytes:
            text, problem = decoder.decode(raw)
            offset += len(text)
            yield Line(number, start, text.rstrip("\r\n"), problem)
            continue
        count = codecs.getincrementaldecoder(decoder.encoding)("replace")
        offset += len(count.decode(raw))
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(_SKIP)
            offset += len(count.decode(raw))
        yield Line(number, start, "", _TOO_LONG)


class _LineDecoder:
    """Decodes line by line. Where nothing is declared, a file is taken for Windows-1252 from the first line on that is
    no UTF-8, unless a line before it has shown that the file is UTF-8: then that line is damaged, and only that line.
    """

    def __init__(self, encoding: str | None, declared: str | None) -> None:
        self.encoding = encoding or "utf-8"
        self._declared = declared
        self._certain = encoding is not None

    def decode(self, raw: bytes) -> tuple[str, str]:
        """The line, and what is wrong with it, if anything is."""
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            if self._certain:
                problem = f"is not valid {self.encoding.upper()}: byte {error.start:,} of the line does not fit"
                return raw.decode(self.encoding, "replace"), problem
            self.encoding, self._certain = WINDOWS_1252, True
            return self.decode(raw)
        self._certain = self._certain or not text.isascii()
        if self._declared is not None:
            try:
                doubt(raw, text, self._declared, self.encoding)
            except DecodeError as error:
                return text, str(error)
        return text, ""
