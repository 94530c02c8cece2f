"""Writes suggestions into the files: check, apply, check again until nothing changes."""

from __future__ import annotations

import difflib
import errno
import io
import os
import shutil
import stat
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from lint.document import Document
from lint.finding import LocatedFinding, Safety
from lint.report import ArticleResult, RunError
from lint.sources.base import Input, ReadOptions, SourceError
from lint.sources.decode import Decoded, DecodeError, decode
from lint.sources.discover import read
from lint.sources.sourcemap import Edit

if TYPE_CHECKING:
    from lint.suppress.model import Unused

Check = Callable[[Document], ArticleResult]
"""What rules, and engines where they are asked, say about a document."""

Choice = Callable[[ArticleResult], ArticleResult]
"""The article with those of its findings only that are to be fixed."""

_MAX_PASSES = 10
"""A fix may uncover the next one; rules whose fixes undo each other must not keep us here for ever."""

_LARGEST = 100_000_000
"""Bytes of the largest file that is fixed: it is held in memory whole, unlike when it is only checked."""


def compatible(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order of place; of two that overlap, the later one is left out."""
    chosen: list[Edit] = []
    for edit in sorted(set(edits), key=lambda e: (e.start, e.end, e.replacement)):
        if not chosen or edit.start >= chosen[-1].end:
            chosen.append(edit)
    return chosen


def apply(source: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """`source` with the edits made, and how many; of two that overlap, the later one waits for the next pass."""
    parts: list[str] = []
    position = count = 0
    for edit in compatible(edits):
        parts += (source[position : edit.start], edit.replacement)
        position = edit.end
        count += 1
    parts.append(source[position:])
    return "".join(parts), count


class _Untouched:
    """The places of a file that fixes leave alone: the findings that are not to be fixed.

    They are known from the first look at the file. From then on the places count, which move with the edits before
    them: what a fix changes close by would make such a finding look like a new one.
    """

    def __init__(self, to_fix: Choice | None) -> None:
        self._to_fix = to_fix
        self._places: list[tuple[int, int]] = []
        self._first = True

    def wanted(self, result: ArticleResult) -> ArticleResult:
        """The article with those of its findings only that are to be fixed."""
        return result if self._to_fix is None else self._to_fix(result)

    def look(self, document: Document, result: ArticleResult) -> None:
        """Keep the places of an article's findings that are not to be fixed, on the first pass."""
        if self._to_fix is None or not self._first:
            return
        wanted = {id(finding) for finding in self._to_fix(result).findings}
        source = document.source
        for finding in result.findings:
            if id(finding) not in wanted:
                start, end = source.position(finding.start), source.end_position(finding.end)
                self._places.append((source.offset + start, source.offset + end))

    def spare(self, edits: Iterable[Edit]) -> list[Edit]:
        """The edits that touch none of the places; these move as the edits, once made, will move them."""
        if self._first:
            self._first, self._places = False, _joined(self._places)
        ends = [end for _, end in self._places]
        made = compatible(edit for edit in edits if not self._holds(edit, bisect_right(ends, edit.start)))
        starts = [edit.start for edit in made]
        growth = [0, *accumulate(len(edit.replacement) - (edit.end - edit.start) for edit in made)]
        moves = [growth[bisect_right(starts, start)] for start, _ in self._places]
        self._places = [(start + by, end + by) for (start, end), by in zip(self._places, moves, strict=True)]
        return made

    def _holds(self, edit: Edit, index: int) -> bool:
        """Whether an edit touches the place of this index, the first that ends behind the edit's start."""
        return index < len(self._places) and self._places[index][0] < edit.end


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


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
    `idle` has the suppressions that hide nothing, by article; `sidecar` is what became of the file beside the input.
    """

    path: str
    before: str = ""
    after: str = ""
    count: int = 0
    errors: list[RunError] = field(default_factory=list)
    unchecked: list[RunError] = field(default_factory=list)
    untouched: _Untouched = field(default_factory=lambda: _Untouched(None))
    idle: list[tuple[Document, list[Unused]]] = field(default_factory=list)
    sidecar: FixOutcome | None = None

    def diff(self) -> str:
        """A unified diff; empty where nothing changes."""
        lines = difflib.unified_diff(_lines(self.before), _lines(self.after), self.path, self.path)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines as `diff` and `patch` count them; str.splitlines() would also break at form feeds and the like."""
    return io.StringIO(text, newline="\n").readlines()


def fix_input(
    item: Input | SourceError,
    options: ReadOptions,
    check: Check,
    *,
    unsafe: bool,
    write: bool,
    to_fix: Choice | None = None,
) -> FixOutcome:
    """Apply the suggestions to one file, and write it where `write` says so; `to_fix` leaves some of them out.

    Articles of the file that cannot be read stay as they are; `unchecked` says so. A file that cannot be decoded as a
    whole, or whose encoding lacks a suggested character, is not touched.
    """
    outcome = FixOutcome(item.path, untouched=_Untouched(to_fix))
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
        _fix_sidecar(outcome, item, write)
    except DecodeError as error:
        _leave(outcome, str(error))
    except OSError as error:
        _leave(outcome, f"cannot be fixed: {(error.strerror or str(error)).lower()}")
    return outcome


def _fix_sidecar(outcome: FixOutcome, item: Input, write: bool) -> None:
    """Take the entries out of the file beside the input that hide nothing."""
    if any(unused.suppression.file for _, items in outcome.idle for unused in items):
        from lint.suppress.remove import sidecar_without

        outcome.sidecar = sidecar_without(item, [unused for _, items in outcome.idle for unused in items], write=write)


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
            edits = outcome.untouched.spare(_edits(outcome, Input(item.path, copy, item.file), options, check, unsafe))
            edits = edits or _idle_edits(outcome)
            outcome.after, count = apply(outcome.after, edits)
            outcome.count += count
            if not count:
                return
    raise DecodeError("cannot be fixed: the suggestions of several rules undo each other")


def _idle_edits(outcome: FixOutcome) -> list[Edit]:
    """The edits that take out suppressions; they wait until nothing else is left to do. Raises DecodeError."""
    if not outcome.idle:
        return []
    from lint.suppress import remove
    from lint.suppress.model import DirectiveError

    try:
        return [edit for document, items in outcome.idle for edit in remove.edits(document, items)]
    except DirectiveError as error:
        raise DecodeError(f"cannot be fixed: {error}") from None


def _edits(outcome: FixOutcome, item: Input, options: ReadOptions, check: Check, unsafe: bool) -> list[Edit]:
    """The edits of a file whose decoded contents are `outcome.after`."""
    edits: list[Edit] = []
    outcome.errors, outcome.unchecked, outcome.idle = [], [], []
    for document in read(item, options):
        if isinstance(document, SourceError):
            outcome.unchecked.append(RunError(document.path, document.message))
        elif not outcome.after.startswith(document.source.source, document.source.offset):
            # A line-by-line reader may decode a damaged file otherwise than as a whole: then no offset holds.
            message = "cannot be fixed: parts of the file are in different encodings"
            outcome.errors.append(RunError(document.path, message))
        else:
            result = check(document)
            outcome.untouched.look(document, result)
            outcome.unchecked += [RunError(result.name, message) for message in result.rule_errors]
            outcome.unchecked += [RunError(result.name, f"{name} did not check it") for name in result.unchecked_by]
            outcome.unchecked += result.directive_errors
            edits += edits_for(document, result.findings, unsafe=unsafe)
            wanted = {finding.fingerprint for finding in outcome.untouched.wanted(result).findings}
            idle = [unused for unused in result.unused if unused.fingerprint in wanted]
            outcome.idle += [(document, idle)] if idle else []
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
