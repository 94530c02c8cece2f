"""Which articles and lines a run is about, where it is only about what has changed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from lint.checker import with_findings
from lint.finding import LocatedFinding
from lint.git import Changes, GitError, changes_since, toplevel
from lint.patch import Lines, Patched, PatchError, git_name, read_patch
from lint.report import ArticleResult, Summary
from lint.sources.base import Input, SourceError

Changed = Lines | bool
"""What of a file has changed: these lines, all of it (True) or nothing (False)."""

# A line ends for newslint at a carriage return too, for git and diff only at a line feed; UTF-16 they cannot read.
_OTHER_LINES = re.compile(rb"\r(?!\n)|\x00")


class _Source(Protocol):
    def changed(self, file: Path) -> Changed: ...

    def renew(self) -> None: ...


class Since:
    """What has changed in the git repository that newslint runs in. Raises GitError."""

    def __init__(self, ref: str, folder: Path, *, by_line: bool) -> None:
        self._ref, self._folder, self._by_line = ref, folder, by_line
        self.renew()

    def renew(self) -> None:
        """Ask git again."""
        self._changes: Changes = changes_since(self._ref, self._folder)
        self._root = os.path.realpath(self._changes.root)
        self._lines = self._changes.lines() if self._by_line else {}

    def changed(self, file: Path) -> Changed:
        """What of a file has changed. All of one that git does not know; what git is told to ignore is no exception."""
        name = self._name(_without_links(file.parent) / file.name)
        if name is None:
            raise GitError(f"{file} lies outside the git repository {self._root}: run newslint in the other one")
        target = self._name(Path(os.path.realpath(file)))
        if not {name, target} <= self._changes.tracked:
            return True
        if target in self._changes.changed:
            return self._lines.get(target, True) if self._by_line else True
        return name in self._changes.changed  # a link that leads to another article than before

    def _name(self, path: Path) -> str | None:
        try:
            return path.relative_to(self._root).as_posix()
        except ValueError:
            return None


class FromPatch:
    """What a unified diff says is new. It has to fit the files as they are. Raises PatchError.

    Its names count from the root of the git repository, or from `folder` where there is none.
    """

    def __init__(self, data: bytes, name: str, folder: Path) -> None:
        self._shown = name
        self._folders = [folder] if (root := toplevel(folder)) in (None, folder) else [root or folder, folder]
        self._files: dict[str, Patched] = {}
        try:
            for patched in read_patch(data, strip=str, content=True):
                self._add(patched)
        except PatchError as error:
            raise PatchError(f"{name}: {error}") from None

    def renew(self) -> None:
        """A diff stays what it is."""

    def _add(self, patched: Patched) -> None:
        names = (git_name(patched.path), patched.path)
        files = [folder / name for folder in self._folders for name in names]
        try:
            file = next((file for file in files if os.path.lexists(file)), None)
        except ValueError:
            file = None
        if file is None:
            raise PatchError(f"names {names[0]!r}, which is not there: run newslint where the diff was made")
        real = os.path.realpath(file)
        if real in self._files:
            raise PatchError(f"names {names[0]!r} twice: make one diff of all changes together")
        self._files[real] = patched

    def changed(self, file: Path) -> Changed:
        """The lines of a file that are new."""
        patched = self._files.get(os.path.realpath(file))
        if patched is None:
            return False
        if patched.lines is None:
            return True
        lines = file.read_bytes().decode("utf-8", "surrogateescape").split("\n")
        for number, line in patched.content.items():
            if number > len(lines) or lines[number - 1].rstrip("\r") != line:
                raise PatchError(
                    f"{self._shown}: does not fit {file}: line {number} is another one there; make it anew"
                )
        return patched.lines


def _without_links(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


class Scope:
    """Leaves out of a run the files that have not changed and, where `by_line` says so, findings on such lines.

    `encoding` is the one that the user has named: in some a line feed is not what git and diff take for one.
    """

    def __init__(self, source: _Source, *, by_line: bool, encoding: str | None = None) -> None:
        self._source = source
        self._by_line = by_line
        self._plain = encoding is None or "a\r\n".encode(encoding) == b"a\r\n"
        self._changed: dict[str, Changed] = {}
        self._skipped = 0
        self._elsewhere = 0

    def select(self, items: Iterable[Input | SourceError]) -> Iterator[Input | SourceError]:
        """The inputs that have changed, and what cannot be read. Raises GitError or PatchError."""
        for item in items:
            if isinstance(item, SourceError) or item.file is None or self._look(item.path, item.file):
                yield item
            else:
                self._skipped += 1

    def renew(self, items: Iterable[Input | SourceError]) -> None:
        """Look again at what has changed, once newslint itself has changed some files. Raises GitError."""
        self._source.renew()
        for item in items:
            if isinstance(item, Input) and item.file is not None:
                self._look(item.path, item.file)

    def _look(self, shown: str, file: Path) -> bool:
        try:
            changed = self._source.changed(file)
            if isinstance(changed, Lines):
                countable = self._plain and not _OTHER_LINES.search(file.read_bytes())
                changed = (changed if changed else False) if countable else True
        except OSError:  # whoever reads it will say why it cannot be read
            changed = True
        self._changed[shown] = changed
        return changed is not False

    def without_elsewhere(self, result: ArticleResult) -> ArticleResult:
        """The article without the findings on lines that have not changed; nothing is counted."""
        return with_findings(result, (f for f in result.findings if self._is_here(result.path, f)))

    def take(self, result: ArticleResult) -> ArticleResult:
        """The article without the findings on lines that have not changed, which are counted."""
        kept = self.without_elsewhere(result)
        self._elsewhere += len(result.findings) - len(kept.findings)
        return kept

    def _is_here(self, path: str, finding: LocatedFinding) -> bool:
        changed = self._changed.get(path, True) if self._by_line else True
        return changed.touch(finding.line, finding.end_line) if isinstance(changed, Lines) else True

    def finish(self, summary: Summary) -> None:
        """Tell the summary what was left out."""
        summary.unchanged, summary.elsewhere = self._skipped, self._elsewhere


def scope(
    *, since: str | None, diff_from: str | None, diff_only: bool, allow_empty: bool, encoding: str | None
) -> Scope | None:
    """What the command line says a run is about; None where that is everything. Raises GitError or PatchError.

    An empty diff is what a command that failed leaves behind: it has to be allowed.
    """
    here = Path.cwd()
    if since is not None:
        return Scope(Since(since, here, by_line=diff_only), by_line=diff_only, encoding=encoding)
    if diff_from is None:
        return None
    try:
        data = sys.stdin.buffer.read() if diff_from == "-" else Path(diff_from).read_bytes()
    except OSError as error:
        raise PatchError(f"{diff_from}: {(error.strerror or str(error)).lower()}") from None
    name = "the diff on standard input" if diff_from == "-" else diff_from
    if not data.strip() and not allow_empty:
        raise PatchError(f"{name}: is empty; if that is no error, say --allow-empty")
    return Scope(FromPatch(data, name, here), by_line=True, encoding=encoding)
