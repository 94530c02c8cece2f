"""What engines have said about sentences, kept on disk: a second run on unchanged articles asks nothing.

A cache only ever saves time. Whatever is wrong with its file (locked, read-only, full disk, cut short, not a database,
written by another version, rows of nonsense) it answers less or nothing; it never raises, and never waits long.

The file holds no article text: sentences are there as digests. The messages and suggestions of matches may quote
single words, and articles may be unpublished, so only its owner can read it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from lint.engines.base import Match

_SCHEMA = 1
_TABLE = """
CREATE TABLE matches (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL,
    checksum INTEGER NOT NULL, day INTEGER NOT NULL
)"""
"""A row used on a new `day` is written again, with a new `id`: the smallest ids are those not used for longest."""

_WAIT_SECONDS = 1.0
"""How long to wait for another newslint that is writing."""

_MOST_FAILURES = 3
"""After so many the file is left alone, so that all waiting together stays short."""

_ROWS_AT_ONCE = 200
"""SQLite allows 999 parameters in its oldest builds."""

_ROWS_DROPPED_AT_ONCE = 5_000
_SIZE_CHECKED_EVERY = 500
"""Calls of `put_many`."""

_REMEMBERED = 20_000
"""Rows that are kept where there is no file."""

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""What SQLite says of a file that holds something else than our table."""

_FAILURES = (sqlite3.Error, OSError, ValueError)
"""All that using the file can raise; ValueError: a path that cannot be a path."""

_write_json = json.JSONEncoder(separators=(",", ":")).encode

_inherited: list[sqlite3.Connection] = []
"""A parent's connections, which a forked child must neither use nor close."""


class _Default:
    """Stands for the file in the user's cache folder."""


_DEFAULT = _Default()


def default_path() -> Path | None:
    """The file in the folder NEWSLINT_CACHE_DIR, else in the user's cache folder; None where there is none."""
    folder = os.environ.get("NEWSLINT_CACHE_DIR")
    if folder:
        return Path(folder) / "matches.sqlite3"
    from platformdirs import user_cache_path

    try:
        return user_cache_path("newslint") / "matches.sqlite3"
    except (OSError, RuntimeError):  # no home
        return None


class MatchCache:
    """Matches by sentence. `path`: the file; None: in memory only. `limit`: the bytes of rows that the file may hold.

    `scope` stands for all that an answer depends on beside the text: the engine, its version, the language, the rules
    switched off. A cache may be used from several threads and after a fork, a file from several processes at once.
    """

    def __init__(self, path: Path | _Default | None = _DEFAULT, *, limit: int = 200_000_000) -> None:
        self._path = default_path() if isinstance(path, _Default) else path
        self._limit = limit
        self._memory: OrderedDict[bytes, bytes] = OrderedDict()
        self._database: sqlite3.Connection | None = None
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._failures = 0
        self._puts = 0

    def get_many(self, scope: str, texts: Sequence[str]) -> dict[str, list[Match]]:
        """What is known of these texts: those that are missing in the answer have to be asked about."""
        keys = _keys(scope, texts)
        with self._own_lock():
            values = self._read(list(keys))
        answers = {}
        for key, value in values.items():
            matches = _decode(value, len(keys[key]))
            if matches is not None:
                answers[keys[key]] = matches
        return answers

    def put_many(self, scope: str, items: Mapping[str, list[Match]]) -> None:
        """Keep what an engine has said about some texts; an empty list says that there was nothing to say."""
        values = {key: _encode(items[text]) for key, text in _keys(scope, items).items()}
        with self._own_lock():
            self._write(values)
            self._puts += 1
            if self._puts % _SIZE_CHECKED_EVERY == 0:
                self._shrink()

    def close(self) -> None:
        """Let go of the file. Harmless when called twice; after it, the cache has forgotten everything."""
        with self._own_lock():
            if self._database is not None:
                self._shrink()
            self._drop()
            self._path = None

    def _own_lock(self) -> threading.RLock:
        """The lock of this process: a forked child must not wait for its parent's, nor use its connection."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._lock = threading.RLock()
            if self._database is not None:
                _inherited.append(self._database)
                self._database = None
        return self._lock

    def _read(self, keys: list[bytes]) -> dict[bytes, bytes]:
        """The rows that are whole, of those asked for."""
        values = {key: self._memory[key] for key in keys if key in self._memory}
        today = _today()
        old = {}
        try:
            database = self._open()
            if database is None:
                return values
            for some in _portions(keys):
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value, checksum, day FROM matches WHERE key IN ({marks})"
                for key, value, checksum, day in database.execute(query, some):
                    if isinstance(value, bytes) and checksum == _checksum(key, value):
                        values[key] = value
                        if day != today:
                            old[key] = value
        except _FAILURES as error:
            self._fail(error)
        if old:
            self._write(old)
        return values

    def _write(self, values: Mapping[bytes, bytes]) -> None:
        today = _today()
        try:
            database = self._open()
            if database is not None:
                with database:
                    database.executemany(
                        "INSERT OR REPLACE INTO matches (key, value, checksum, day) VALUES (?, ?, ?, ?)",
                        [(key, value, _checksum(key, value), today) for key, value in values.items()],
                    )
                return
        except _FAILURES as error:
            self._fail(error)
        self._memory.update(values)
        while len(self._memory) > _REMEMBERED:
            self._memory.popitem(last=False)

    def _open(self) -> sqlite3.Connection | None:
        if self._database is None and self._path is not None and self._failures < _MOST_FAILURES:
            self._database = _connect(self._path)
        return self._database

    def _fail(self, error: Exception) -> None:
        """Throw the file away where it is damaged, to begin anew; do without it where it keeps failing."""
        self._failures += 1
        damaged = _code(error) in _DAMAGE
        if damaged or self._failures >= _MOST_FAILURES:
            self._drop()
        if damaged and self._path is not None:
            _delete(self._path)

    def _drop(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            with suppress(sqlite3.Error):
                database.close()

    def _shrink(self) -> None:
        """Drop the rows used longest ago until a tenth of the limit is free, but not for long at a time."""
        end = time.monotonic() + _WAIT_SECONDS
        try:
            database = self._open()
            if database is None or _size(database) <= self._limit:
                return
            while _size(database) > 0.9 * self._limit and time.monotonic() < end:
                with database:
                    query = "DELETE FROM matches WHERE id < (SELECT min(id) FROM matches) + ?"
                    if not database.execute(query, [_ROWS_DROPPED_AT_ONCE]).rowcount:
                        return
        except _FAILURES as error:
            self._fail(error)


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file, made where it is not there, with an empty table where it has none of this version."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_private(path)
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        database = sqlite3.connect(path, timeout=_WAIT_SECONDS, check_same_thread=False)
        try:
            _prepare(database)
        except sqlite3.Error as error:
            database.close()
            # Turning on the write-ahead log does not wait while another process does the same.
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return database


def _prepare(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA journal_mode = WAL")  # those who read do not wait for one who writes
    database.execute("PRAGMA synchronous = NORMAL")
    if _number(database, "user_version") == _SCHEMA:
        return
    database.execute("BEGIN IMMEDIATE")
    with database:
        if _number(database, "user_version") != _SCHEMA:  # nobody else was faster
            database.execute("DROP TABLE IF EXISTS matches")
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {_SCHEMA}")


def _make_private(path: Path) -> None:
    """See that only its owner can read the file. SQLite gives the files that it lays beside it the same permissions."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if not path.is_file():
            raise
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _delete(path: Path) -> None:
    # The log goes first: a new file beside an old log would be taken for damaged again.
    for suffix in ("-wal", "-shm", ""):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


def _size(database: sqlite3.Connection) -> int:
    """The bytes in use; what has been deleted is used again before the file grows."""
    pages = _number(database, "page_count") - _number(database, "freelist_count")
    return pages * _number(database, "page_size")


def _code(error: Exception) -> int:
    """SQLite's primary result code; 0 where it is not SQLite that failed."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _today() -> int:
    return int(time.time()) // 86_400


def _keys(scope: str, texts: Iterable[str]) -> dict[bytes, str]:
    """The texts by their keys, which also tell lone surrogates apart: half of SHA-256, to keep the file small."""
    prefix = hashlib.sha256(scope.encode("utf-8", "surrogatepass")).digest()
    return {hashlib.sha256(prefix + text.encode("utf-8", "surrogatepass")).digest()[:16]: text for text in texts}


def _checksum(key: bytes, value: bytes) -> int:
    return crc32(value, crc32(key))


def _portions(keys: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        yield keys[start : start + _ROWS_AT_ONCE]


def _encode(matches: Iterable[Match]) -> bytes:
    rows = [
        (match.rule, match.category, match.issue_type, match.message, match.start, match.end, match.replacements)
        for match in matches
    ]
    return _write_json(rows).encode() if rows else b"[]"


def _decode(value: bytes, length: int) -> list[Match] | None:
    """The matches of a text of that length; None where the row does not hold any such."""
    if value == b"[]":
        return []
    try:
        return [_match(row, length) for row in json.loads(value)]
    except (ValueError, TypeError, RecursionError):
        return None


def _match(row: Any, length: int) -> Match:
    """Raises ValueError or TypeError for what no engine can have said about a text of that length."""
    rule, category, issue_type, message, start, end, replacements = row
    words = [rule, category, issue_type, message, *replacements]
    if not all(isinstance(word, str) for word in words) or not isinstance(replacements, list):
        raise TypeError("words expected")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise ValueError("not a span of this text")
    return Match(rule, category, issue_type, message, start, end, tuple(replacements))
