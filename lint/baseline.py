"""The baseline: what an archive had when newslint was adopted. It is hidden, and all that is new is reported.

Nobody has looked at these findings, unlike those that an editor accepts (`lint.accepted`), so a baseline hides as
little as it can: a finding in the file that it was found in, as often as it was found there. A file that is renamed
takes its entries along: those of files that are no longer there hide the same finding elsewhere.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from lint import jsonfile
from lint.accepted import CODE, FINGERPRINT, known
from lint.checker import with_findings
from lint.finding import LocatedFinding
from lint.history import CouldFind
from lint.jsonfile import Record
from lint.report import ArticleResult, Summary

DEFAULT_NAME = "newslint-baseline.json"
KEY, VERSION = "newslint-baseline", 1

_LONGEST_PATH = 5_000

_BYTE = re.compile(rb"\\x([0-9a-f]{2})")
"""What paths show in the place of a byte that is no text."""

Key = tuple[str, str]
"""Path, as seen from the baseline's folder, and fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`count` findings of one fingerprint in one file. `path` is seen from the baseline's folder; `text` helps who
    reads the file, and is shortened."""

    path: str
    code: str
    fingerprint: str
    count: int
    text: str

    @property
    def key(self) -> Key:
        return self.path, self.fingerprint


def read(path: Path) -> list[Entry]:
    """The entries of a baseline. Raises FileError for one that is missing, broken or of another version."""
    file = jsonfile.load(path, "baseline", KEY, VERSION)
    listed = file.values.get("findings")
    if isinstance(listed, list) and listed and listed[-1] is None:
        listed.pop()  # what ends the list, so that every entry's line ends in a comma
    return [_entry(record) for record in file.records("findings")]


def _entry(record: Record) -> Entry:
    return Entry(
        path=record.text("path", least=1, most=_LONGEST_PATH),
        code=record.text("code", pattern=CODE),
        fingerprint=record.text("fingerprint", pattern=FINGERPRINT),
        count=record.whole("count", 1),
        text=record.text("text"),
    )


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline, sorted, one entry on a line. Raises OSError."""
    ordered = sorted(entries, key=lambda e: (e.path, e.code, e.text, e.fingerprint))
    values = ({name: getattr(entry, name) for name in Entry.__slots__} for entry in ordered)
    jsonfile.write(path, jsonfile.listing(KEY, VERSION, values, last="null"))


class Baseline:
    """A baseline in a run: what it hides is counted, what it holds and was not found is named.

    `file` is where it is kept: paths are seen from its folder. Of entries that stand in it twice, as a merge may leave
    them, the larger counts.
    """

    def __init__(self, file: Path, entries: Iterable[Entry]) -> None:
        self._folder = os.path.realpath(file.absolute().parent)
        self._entries: dict[Key, Entry] = {}
        self._paths: defaultdict[str, list[str]] = defaultdict(list)
        for entry in sorted(entries, key=lambda e: (e.path, e.count)):
            if entry.key not in self._entries:
                self._paths[entry.fingerprint].append(entry.path)
            self._entries[entry.key] = entry
        self._left = Counter({key: entry.count for key, entry in self._entries.items()})
        self._hidden: Counter[Key] = Counter()
        self._checked: dict[str, str] = {}
        self._unchecked: set[str] = set()
        self._stale: set[Key] = set()
        self._gone = cache(self._is_gone)
        self._key = cache(self.path_of)

    def without(self, result: ArticleResult) -> ArticleResult:
        """The article without the findings that the baseline still has room for; nothing is used up."""
        return with_findings(result, self._split(result)[0])

    def take(self, result: ArticleResult) -> tuple[ArticleResult, list[str]]:
        """The article without the findings that the baseline covers, which are counted, and their fingerprints."""
        path = self._key(result.path)
        self._checked[path] = result.path
        if result.rule_errors or result.unchecked_by:
            self._unchecked.add(path)
        kept, used = self._split(result)
        for key in used:
            self._left[key] -= 1
            self._hidden[path, key[1]] += 1
        return with_findings(result, kept), [fingerprint for _, fingerprint in used]

    def _split(self, result: ArticleResult) -> tuple[list[LocatedFinding], list[Key]]:
        """The findings that stay, and the entries that cover the others."""
        path = self._key(result.path)
        kept: list[LocatedFinding] = []
        used: Counter[Key] = Counter()
        for finding in result.findings:
            key = self._room(path, finding.fingerprint, used)
            if key is None:
                kept.append(finding)
            else:
                used[key] += 1
        return kept, list(used.elements())

    def _room(self, path: str, fingerprint: str, used: Counter[Key]) -> Key | None:
        """The entry that covers a finding: its own file's, else one of a file that is not there any more."""
        if self._left[path, fingerprint] > used[path, fingerprint]:
            return path, fingerprint
        for other in self._paths.get(fingerprint, ()):
            if other != path and self._left[other, fingerprint] > used[other, fingerprint] and self._gone(other):
                return other, fingerprint
        return None

    def path_of(self, shown: str) -> str:
        """An article's file as the baseline names it: from its own folder, with slashes, links in folders resolved."""
        folder, name = os.path.split(shown)
        path = os.path.join(os.path.realpath(folder), name)  # noqa: PTH118 - a thousand Path objects cost more
        try:
            return Path(os.path.relpath(path, self._folder)).as_posix()
        except ValueError:  # another drive
            return Path(path).as_posix()

    def _is_gone(self, path: str) -> bool:
        file = os.path.join(self._folder, path)  # noqa: PTH118
        as_bytes = _BYTE.sub(lambda m: bytes([int(m[1], 16)]), os.fsencode(file))
        return not os.path.lexists(file) and not os.path.lexists(as_bytes)

    def finish(self, summary: Summary, could_find: CouldFind, named: Iterable[str]) -> None:
        """Tell the summary how many findings were hidden, and which entries have nothing to hide any more.

        That is only said of files that were checked in this run, and of files that have gone from a folder that was
        to be checked as a whole, which is what `named` holds.
        """
        summary.baselined = self._hidden.total()
        unread = {error.path for error in summary.errors}
        unread |= {path.rpartition(":")[0] for path in unread} | {path.rpartition(" [")[0] for path in unread}
        folders = [self._key(os.path.join(path, "")) for path in named if os.path.isdir(path)]  # noqa: PTH112, PTH118
        for key, entry in self._entries.items():
            shown = self._checked.get(entry.path)
            if not self._left[key]:
                continue
            if shown is None:
                stale = self._gone(entry.path) and any(_below(entry.path, folder) for folder in folders)
            else:
                sure = entry.path not in self._unchecked and shown not in unread
                stale = sure and could_find(shown, known(entry.code, entry.text, entry.fingerprint))
            if stale:
                self._stale.add(key)
                summary.stale_baseline.append((entry.path, entry.code))

    def entries(self, new: Iterable[Entry], *, prune: bool) -> list[Entry]:
        """What the file should hold after this run: `new` entries added, those of renamed files under their new names.

        With `prune` what is stale goes.
        """
        counts = Counter(self._hidden)
        for key, left in self._left.items():
            if left and not (prune and key in self._stale):
                counts[key] += left
        about: dict[Key, Entry] = dict(self._entries)
        for entry in new:
            counts[entry.key] += entry.count
            about[entry.key] = entry
        for path, fingerprint in counts:
            if (path, fingerprint) not in about:
                first = self._entries[self._paths[fingerprint][0], fingerprint]
                about[path, fingerprint] = replace(first, path=path)
        return [replace(about[key], count=count) for key, count in counts.items() if count]


def _below(path: str, folder: str) -> bool:
    return folder in ("", ".") or path.startswith(folder.rstrip("/") + "/")
