"""The types that all readers share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from lint.document import Document

MAX_CHARS = 10_000_000
"""The largest article that is read unless the user says otherwise, in code points."""

BYTES_PER_CHAR = 4
"""No encoding that newslint guesses needs more bytes for a code point: a larger file is too large unread."""


class SourceError(Exception):
    """Something that cannot be read: the rest of the input is still checked, and the run ends with exit code 2.

    `path` is the source as the user named it, with the line (`news.jsonl:7`) where one line is to blame.
    `message` reads as a sentence that begins with the path: "is empty".
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path} {self.message}"


class NothingFound(SourceError):  # noqa: N818 - it is an error only without --allow-empty
    """A folder or pattern without articles: no error where `--allow-empty` is given."""


class InputFormat(StrEnum):
    """The formats that can be asked for with `--format`."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSONL = "jsonl"


SUFFIXES: dict[str, InputFormat] = {
    ".txt": InputFormat.TEXT,
    ".text": InputFormat.TEXT,
    ".md": InputFormat.MARKDOWN,
    ".markdown": InputFormat.MARKDOWN,
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
}
"""The file names that are articles when a folder is read, and the format each is read as."""


SIDECAR_SUFFIX = ".newslint.toml"
"""What is added to an article's file name for the file with its suppressions; no such file is an article."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says about the input.

    `format` None goes by the file's suffix, `encoding` None looks at the bytes. `jsonl_id` and `jsonl_text` name the
    fields of a JSON Lines record. `max_chars` is the length in code points above which an article is refused.
    """

    format: str | None = None
    encoding: str | None = None
    jsonl_id: str = "id"
    jsonl_text: str = "text"
    max_chars: int = MAX_CHARS

    @property
    def max_bytes(self) -> int:
        """The size above which a file or a line is too large whatever its characters are."""
        return self.max_chars * BYTES_PER_CHAR


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: `path` as it is shown to the user, `file` as it is opened. `file` None is standard input.

    `beside` is where its sidecar is sought, if `file` is a copy of it elsewhere.
    """

    path: str
    file: Path | None
    beside: Path | None = None


Readable: TypeAlias = "Iterator[Document | SourceError]"
"""What a reader yields: the articles of its source, and an error in the place of each that cannot be read."""


def too_large(path: str, max_chars: int) -> SourceError:
    """The error for an article longer than `max_chars` code points."""
    return SourceError(
        path, f"is larger than {max_chars:,} characters, the limit for one article (--max-article-size raises it)"
    )


def is_blank(text: str) -> bool:
    """Whether there is nothing to read in `text`."""
    return not text or text.isspace()
