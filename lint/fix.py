"""Writes suggestions into the files: check, apply, check again until nothing changes."""

from __future__ import annotations

import difflib
import errno
import io
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lint.document import Document
from lint.finding import LocatedFinding, Safety
from lint.report import ArticleResult, RunError
from lint.sources.base import Input, ReadOptions, SourceError
from lint.sources.decode import Decoded, DecodeError, decode
from lint.sources.discover import read
from lint.sources.sourcemap import Edit

Check = Callable[[Document], ArticleResult]
"""What rules, and engines where they are asked, say about a document."""

_MAX_PASSES = 10
"""A fix may uncover the next one; rules whose fixes undo each other must not keep us here for ever."""

_LARGEST = 100_000_000
"""Bytes of the largest file that is fixed: it is held in memory whole, unlike when it is only checked."""


def apply(source: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """`source` with the edits made, and how many; of two that overlap, the later one waits for the next pass."""
    parts: list[str] = []
    position = count = 0
    for edit in sorted(set(edits), key=lambda e: (e.start, e.end, e.replacement)):
        if edit.start < position:
            continue
        parts += (source[position : edit.start], edit.replacement)
        position = edit.end
        count += 1
    parts.append(source[position:])
    return "".join(parts), count


def edits_for(document: Document, findings: Iterable[LocatedFinding], *, unsafe: bool) -> list[Edit]:
    """The edits of the file for the findings whose suggestions may be applied."""
    edits = []
    for finding in findings:
        suggestion = finding.suggestion
        if suggestion is not None and (unsafe or suggestion.safety is Safety.SAFE):
            edit = document.source.edit(finding.start, finding.end, suggestion.replace)
            if edit is not None:
                edits.append(edit)
    return edits


@dataclass(slots=True)
class FixOutcome:
    """What became of one input: the text before and behind the fixes, and how many were made.

    `errors` say why something could not be fixed, `unchecked` what could not be read or checked (a check says it too).
    """

    path: str
    before: str = ""
    after: str = ""
    count: int = 0
    errors: list[RunError] = field(default_factory=list)
    unchecked: list[RunError] = field(default_factory=list)

    def diff(self) -> str:
        """A unified diff; empty where nothing changes."""
        lines = difflib.unified_diff(_lines(self.before), _lines(self.after), self.path, self.path)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines as `diff` and `patch` count them; str.splitlines() would also break at form feeds and the like."""
    return io.StringIO(text, newline="\n").readlines()


def fix_input(
    item: Input | SourceError, options: ReadOptions, check: Check, *, unsafe: bool, write: bool
) -> FixOutcome:
    """Apply the suggestions to one file, and write it where `write` says so.

    Articles of the file that cannot be read stay as they are; `unchecked` says so. A file that cannot be decoded as a
    whole, or whose encoding lacks a suggested character, is not touched.
    """
    outcome = FixOutcome(item.path)
    if isinstance(item, SourceError):
        outcome.unchecked.append(RunError(item.path, item.message))
        return outcome
    if item.file is None or not item.file.is_file():
        _leave(outcome, "cannot be fixed: only files can be")
        return outcome
    try:
        if item.file.stat().st_size > max(options.max_bytes, _LARGEST):
            raise DecodeError("is too large to be fixed; it can be checked")
        data = item.file.read_bytes()
        decoded = _decode(outcome, data, options)
        if decoded is None:
            return outcome
        _fix_until_stable(outcome, item, decoded, options, check, unsafe)
        if write and outcome.count:
            if item.file.read_bytes() != data:
                raise DecodeError("cannot be fixed: another program has changed it in the meantime")
            replace_file(item.file, decoded.encode(outcome.after))
    except DecodeError as error:
        _leave(outcome, str(error))
    except OSError as error:
        _leave(outcome, f"cannot be fixed: {(error.strerror or str(error)).lower()}")
    return outcome


def _decode(outcome: FixOutcome, data: bytes, options: ReadOptions) -> Decoded | None:
    try:
        decoded = decode(data, options.encoding)
    except DecodeError as error:
        outcome.unchecked.append(RunError(outcome.path, str(error)))
        return None
    outcome.before = outcome.after = decoded.text
    return decoded


def _leave(outcome: FixOutcome, message: str) -> None:
    """Nothing is changed after all."""
    outcome.after, outcome.count = outcome.before, 0
    outcome.errors.append(RunError(outcome.path, message))


def _fix_until_stable(
    outcome: FixOutcome, item: Input, decoded: Decoded, options: ReadOptions, check: Check, unsafe: bool
) -> None:
    """Check and apply, on a copy beside the real file, until there is nothing to apply any more.

    Raises DecodeError where there is no end to it.
    """
    assert item.file is not None
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / item.file.name
        for _ in range(_MAX_PASSES):
            copy.write_bytes(decoded.encode(outcome.after))
            edits = _edits(outcome, Input(item.path, copy), options, check, unsafe)
            outcome.after, count = apply(outcome.after, edits)
            outcome.count += count
            if not count:
                return
    raise DecodeError("cannot be fixed: the suggestions of several rules undo each other")


def _edits(outcome: FixOutcome, item: Input, options: ReadOptions, check: Check, unsafe: bool) -> list[Edit]:
    """The edits of a file whose decoded contents are `outcome.after`."""
    edits: list[Edit] = []
    outcome.errors, outcome.unchecked = [], []
    for document in read(item, options):
        if isinstance(document, SourceError):
            outcome.unchecked.append(RunError(document.path, document.message))
        elif not outcome.after.startswith(document.source.source, document.source.offset):
            # A line-by-line reader may decode a damaged file otherwise than as a whole: then no offset holds.
            message = "cannot be fixed: parts of the file are in different encodings"
            outcome.errors.append(RunError(document.path, message))
        else:
            result = check(document)
            outcome.unchecked += [RunError(result.name, message) for message in result.rule_errors]
            outcome.unchecked += [RunError(result.name, f"{name} did not check it") for name in result.unchecked_by]
            edits += edits_for(document, result.findings, unsafe=unsafe)
    return edits


def replace_file(path: Path, data: bytes) -> None:
    """Write a file at one stroke: whoever reads it sees the old or the new contents. Links stay links.

    Raises OSError, also for a file that is write-protected in a folder that is not.
    """
    real = path.resolve()
    if not (real.stat().st_mode & stat.S_IWUSR and os.access(real, os.W_OK)):
        raise PermissionError(errno.EACCES, "it is write-protected", str(real))
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        shutil.copymode(real, name)
        Path(name).replace(real)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def fix_text(text: str, check: Check, *, unsafe: bool) -> str:
    """A plain text with every suggestion applied, for tests and tools."""
    from lint.sources.plain import from_text

    for _ in range(_MAX_PASSES):
        document = from_text(text)
        text, count = apply(text, edits_for(document, check(document).findings, unsafe=unsafe))
        if not count:
            break
    return text
