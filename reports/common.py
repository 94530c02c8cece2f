"""What the report formats share: how severities are called elsewhere, safe text, paths, and where they write to."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path, PurePath
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import quote

from lint.finding import LocatedFinding, Severity
from lint.report import RunError, Summary, Target
from lint.sources.discover import STDIN

T = TypeVar("T")


class Level(NamedTuple):
    """What a severity is called in each format; `rank` is SARIF's number from 0 to 100."""

    sarif: str
    rank: int
    github: str
    gitlab: str
    rdjson: str
    checkstyle: str


LEVELS: Mapping[Severity, Level] = {
    Severity.NEUTRAL: Level("note", 10, "notice", "info", "INFO", "info"),
    Severity.MINOR: Level("warning", 40, "warning", "minor", "WARNING", "warning"),
    Severity.MAJOR: Level("error", 70, "error", "major", "ERROR", "error"),
    Severity.CRITICAL: Level("error", 100, "error", "critical", "ERROR", "error"),
}
"""The one place that says how our four severities become the levels of others. JUnit knows none: there a finding fails
its test case where it is at or above `--fail-on`, as the exit code has it."""

NOT_CHECKED = Level("error", 100, "error", "blocker", "ERROR", "error")
"""What could not be checked is as bad as it gets."""

NOT_CHECKED_CODE = "not-checked"

WORST_FIRST = tuple(reversed(Severity))

# A hostile article must not move the cursor, recolour the screen or turn the reading direction round, nor end up as a
# character that XML or a database of a consumer refuses.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LAYOUT = re.compile(r"[\t\r\n\u200c\u200d]")
"""What an article may well hold: line ends, tabs, the joiners of emoji and scripts."""


def printable(text: str) -> str:
    """`text` with everything that would act on a terminal written as `<U+202E>`; tabs become spaces."""
    return _UNPRINTABLE.sub(lambda m: " " if m[0] == "\t" else f"<U+{ord(m[0]):04X}>", text)


def edit_text(finding: LocatedFinding) -> str | None:
    """What to write in the file in place of the mark; None where there is nothing, or nothing that is safe to hand on.

    Many parsers of JSON refuse half a character or NUL, and no sound suggestion holds one.
    """
    return None if finding.edit is None or _UNPRINTABLE.search(_LAYOUT.sub("", finding.edit)) else finding.edit


def xml(text: str) -> str:
    """`text` for XML, in an element or an attribute, as ASCII: it means the same in whatever encoding it is written."""
    safe = escape(printable(text)).replace("##[", "##&#91;")
    return safe.encode("ascii", "xmlcharrefreplace").decode("ascii")


def dump(value: object) -> str:
    """A value as one line of JSON, in ASCII.

    Articles may hold lone surrogates, which no UTF-8 stream takes: escapes always pass. GitHub's runner obeys `##[…]`
    anywhere in a line of a log, so that an article could give it orders.
    """
    return json.dumps(value, ensure_ascii=True).replace("##[", "##\\u005b")


def count(number: int, noun: str) -> str:
    """`1 finding`, `2,000 findings`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def by_severity(counts: Mapping[Severity, int]) -> str:
    """`2 critical, 5 minor`, the worst first."""
    return ", ".join(f"{counts[severity]:,} {severity.label}" for severity in WORST_FIRST if counts.get(severity))


def remedy(finding: LocatedFinding) -> str:
    """What the suggestion of a finding tells a reader to do; empty where there is none."""
    if finding.suggestion is None:
        return ""
    new = printable(finding.suggestion.replace)
    return f"replace with “{new}”" if new else "delete it"


class Output:
    """The stream that a report is written to: a file of its own, or standard output.

    Raises OSError where the file cannot be opened. It is emptied at once: a run that is cut off leaves nothing behind
    that could be taken for its result.
    """

    def __init__(self, target: Target, encoding: str = "utf-8") -> None:
        self._own = target.path is not None
        self._stream = (
            target.path.open("w", encoding=encoding, errors="backslashreplace", newline="\n")
            if target.path
            else target.stream
        )

    def write(self, text: str) -> None:
        self._stream.write(text)

    def line(self, text: str = "") -> None:
        self._stream.write(text + "\n")

    def flush(self) -> None:
        """Let whoever reads along see what there is."""
        self._stream.flush()

    def close(self) -> None:
        """All is written."""
        if self._own:
            self._stream.close()
        else:
            self._stream.flush()


class Listing:
    """Writes the members of a JSON array one by one, a line each."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._separator = "\n"

    def add(self, value: str) -> None:
        self._output.write(f"{self._separator}{value}")
        self._separator = ",\n"


class Places:
    """Where articles lie, as consumers want to be told.

    The root is the folder that holds `.git`, at or above the one newslint runs in: there the platforms look for the
    files of a report. Without one it is the folder newslint runs in.
    """

    def __init__(self) -> None:
        here = Path(os.path.normpath(Path.cwd()))
        self._here = here
        self.root = next((folder for folder in (here, *here.parents) if _exists(folder / ".git")), here)

    def from_root(self, path: str) -> str:
        """A path as seen from the root, with `/` between its parts; absolute where it lies elsewhere."""
        return self._relative(path, self.root)

    def from_here(self, path: str) -> str:
        """A path as seen from where newslint runs, with `/` between its parts; absolute where it lies above."""
        return self._relative(path, self._here)

    def _relative(self, path: str, base: Path) -> str:
        if path == STDIN:
            return path
        absolute = PurePath(os.path.normpath(self._here / path))
        try:
            return absolute.relative_to(base).as_posix()
        except ValueError:
            return absolute.as_posix()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder above that may not be looked into
        return False


def url_path(path: str) -> str:
    """A path with `/` between its parts, quoted for a URI."""
    return quote(path, safe="/", errors="replace")


class Problem(NamedTuple):
    """Something that was not checked: where that shows, and what is wrong. `file` is None where no file is to blame."""

    file: str | None
    line: int
    message: str


_LINE = re.compile(r"(?P<file>.+):(?P<line>[0-9]{1,9})", re.DOTALL)
_ID = re.compile(r"(?P<file>.+?) \[.*\]", re.DOTALL)


def problems(summary: Summary) -> Iterator[Problem]:
    """What kept the input from being checked, and, with a message, the engines that failed."""
    engines = {engine.name for engine in summary.engines}
    for error in summary.errors:
        yield _problem(error, engines)


def _problem(error: RunError, engines: set[str]) -> Problem:
    """`news.jsonl:7` is a line of a file, `news.jsonl [42]` an article in one; an engine is no file."""
    message = f"{error.path}: {error.message}"
    if error.path in engines:
        return Problem(None, 1, message)
    if found := _LINE.fullmatch(error.path):
        return Problem(found["file"], max(1, int(found["line"])), message)
    found = _ID.fullmatch(error.path)
    return Problem(found["file"] if found else error.path, 1, message)


def silent_engines(summary: Summary) -> Iterator[str]:
    """A message for each engine that left articles unchecked and need not have answered."""
    required = {error.path for error in summary.errors}
    for engine in summary.engines:
        if engine.failed and engine.name not in required:
            yield f"{engine.name} did not check {count(engine.unchecked, 'article')}: {engine.message}"


class Worst(Generic[T]):
    """Keeps the worst of a stream, `most` of them: the most severe, and of those that are alike the first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: dict[Severity, list[T]] = {severity: [] for severity in Severity}
        self.left_out: Counter[Severity] = Counter()

    def wants(self, severity: Severity) -> bool:
        """Whether one more of this severity would be kept; if not, it counts as left out."""
        if self._size < self._most or any(self._kept[less] for less in Severity if less < severity):
            return True
        self.left_out[severity] += 1
        return False

    def add(self, severity: Severity, item: T) -> None:
        """Keep an item that is wanted, in place of a lesser one where there is no room."""
        self._kept[severity].append(item)
        self._size += 1
        if self._size > self._most:
            least = min(severity for severity in Severity if self._kept[severity])
            self._kept[least].pop()
            self._size -= 1
            self.left_out[least] += 1

    def __iter__(self) -> Iterator[T]:
        for severity in WORST_FIRST:
            yield from self._kept[severity]

    def __len__(self) -> int:
        return self._size

    def drop_last(self) -> None:
        """Leave the least of all out too."""
        least = min(severity for severity in Severity if self._kept[severity])
        self._kept[least].pop()
        self._size -= 1
        self.left_out[least] += 1
