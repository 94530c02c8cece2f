"""Reads unified diffs: which lines of which files are new."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unidiff.patch import PatchedFile

_MERGE = re.compile(rb"^(@@@+ -|diff --(?:cc|combined) )", re.MULTILINE)
_ESCAPE = re.compile(rb"\\([abtnvfr\"\\]|[0-7]{3})")
_ESCAPED = dict(zip(b'abtnvfr"\\', b'\a\b\t\n\v\f\r"\\', strict=True))
_PREFIX = re.compile(r"[abciow12]/")
"""What git puts before names: a/ and b/, or the letters of `diff.mnemonicPrefix`."""


class PatchError(Exception):
    """A diff that cannot be read, or that does not fit the files; the message says so."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file, counted from 1, both ends included. `seams`: something was taken out behind these lines."""

    ranges: tuple[tuple[int, int], ...]
    seams: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ranges or self.seams)

    def touch(self, first: int, last: int) -> bool:
        """Whether lines `first` to `last` have one that has changed, or a place between them where one is gone."""
        return any(start <= last and first <= end for start, end in self.ranges) or any(
            first <= seam < last for seam in self.seams
        )


@dataclass(frozen=True, slots=True)
class Patched:
    """A file as a diff leaves it. `lines` None: it is no text to whoever made the diff, so all of it may be new.

    `content` has the lines that the diff shows, by their numbers, without line ends.
    """

    path: str
    lines: Lines | None
    content: dict[int, str]


def read_patch(data: bytes, strip: Callable[[str], str], *, content: bool = False) -> list[Patched]:
    """The files that a unified diff leaves behind, deleted ones left out; `strip` takes the prefix off a name.

    `content` False leaves the lines' text out, which is faster. Raises PatchError.
    """
    from unidiff.errors import UnidiffParseError
    from unidiff.patch import PatchSet

    if _MERGE.search(data):
        raise PatchError("is the diff of a merge, which has two old sides: make one against a single commit")
    text = data.decode("utf-8", "surrogateescape")
    try:
        files = PatchSet(io.StringIO(text, newline="\n"), metadata_only=not content)
    except (UnidiffParseError, ValueError) as error:
        raise PatchError(f"is no unified diff: {' '.join(str(error).split())[:200]}") from None
    if not files and text.strip():
        raise PatchError("is no unified diff: it names no file")
    read = (_patched(file, strip, content=content) for file in files)
    return [patched for patched in read if patched is not None]


def git_name(name: str) -> str:
    """A name without the prefix that git puts before it."""
    return _PREFIX.sub("", name, count=1)


def _patched(file: PatchedFile, strip: Callable[[str], str], *, content: bool) -> Patched | None:
    if file.target_file == "/dev/null":
        return None
    path = strip(_unquoted(file.target_file))
    if file.is_binary_file:
        return Patched(path, None, {})
    if not content:
        return Patched(path, _from_headers(file), {})
    return Patched(path, _from_lines(file), dict(_content(file)))


def _unquoted(name: str) -> str:
    """A name as git quotes it: in C's way, byte by byte."""
    if len(name) < 2 or not (name.startswith('"') and name.endswith('"')):
        return os.fsdecode(name.encode("utf-8", "surrogateescape"))
    raw = name[1:-1].encode("utf-8", "surrogateescape")
    return os.fsdecode(_ESCAPE.sub(lambda m: bytes([_ESCAPED[m[1][0]] if len(m[1]) == 1 else int(m[1], 8)]), raw))


def _from_headers(file: PatchedFile) -> Lines:
    """The changed lines of a diff without context."""
    ranges = tuple((h.target_start, h.target_start + h.target_length - 1) for h in file if h.target_length)
    return Lines(ranges, tuple(h.target_start for h in file if not h.target_length))


def _from_lines(file: PatchedFile) -> Lines:
    added: list[tuple[int, int]] = []
    seams: list[int] = []
    for hunk in file:
        behind = hunk.target_start - (hunk.target_length > 0)
        for line in hunk:
            if line.is_added:
                behind += 1
                added.append((behind, behind))
            elif line.is_removed:
                seams.append(behind)
            elif line.is_context:
                behind += 1
    return Lines(tuple(added), tuple(seams))


def _content(file: PatchedFile) -> Iterator[tuple[int, str]]:
    for hunk in file:
        for line in hunk:
            if line.target_line_no is not None and (line.is_added or line.is_context):
                yield line.target_line_no, line.value.rstrip("\r\n")
