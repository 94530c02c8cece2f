"""A table of keys and values on disk, for caches: what is in it may be lost at any time, and is never wrong.

A cache only ever saves time. Whatever is wrong with its file (locked, read-only, full disk, cut short, not a database,
written by another version, rows of nonsense) it answers less or nothing; it never raises, and never waits long.

Values are bytes with a checksum and are never executed. Only the owner can read the file: articles may be unpublished.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

_SCHEMA = 2
_TABLE = """
CREATE TABLE entries (
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
"""Calls of `write`."""

_REMEMBERED = 20_000
"""Rows that are kept where there is no file."""

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""What SQLite says of a file that holds something else than our table."""

_FAILURES = (sqlite3.Error, OSError, ValueError)
"""All that using the file can raise; ValueError: a path that cannot be a path."""

SUFFIXES = ("", "-wal", "-shm")
"""What SQLite adds to a file's name for the files that it lays beside it."""

_inherited: list[sqlite3.Connection] = []
"""A parent's connections, which a forked child must neither use nor close."""

_MARKERS = {
    ".gitignore": "# Made by newslint: nothing in here belongs into version control.\n*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of newslint: backups may leave it out.\n",
}
"""Files that tell others what the folder is; see https://bford.info/cachedir/ for the signature."""


def default_folder() -> Path | None:
    """The folder NEWSLINT_CACHE_DIR, else newslint's in the user's cache folder; None where there is none."""
    folder = os.environ.get("NEWSLINT_CACHE_DIR")
    if folder:
        return Path(folder)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("newslint")
    except (OSError, RuntimeError):  # no home
        return None


class Store:
    """Values by key. `path`: the file; None: in memory only. `limit`: the bytes of rows that the file may hold.

    A store may be used from several threads and after a fork, a file from several processes at once.
    """

    def __init__(self, path: Path | None, *, limit: int = 200_000_000) -> None:
        self._path = path
        self._limit = limit
        self._memory: OrderedDict[bytes, bytes] = OrderedDict()
        self._database: sqlite3.Connection | None = None
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._failures = 0
        self._writes = 0

    def read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are there and whole, of the keys asked for."""
        with self._own_lock():
            return self._read(keys)

    def write(self, values: Mapping[bytes, bytes]) -> None:
        """Keep some values; those of the same keys are replaced."""
        with self._own_lock():
            self._write(values)
            self._writes += 1
            if self._writes % _SIZE_CHECKED_EVERY == 0:
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

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        values = {key: self._memory[key] for key in keys if key in self._memory}
        today = _today()
        old = {}
        try:
            database = self._open()
            if database is None:
                return values
            for some in _portions(keys):
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value, checksum, day FROM entries WHERE key IN ({marks})"
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
                        "INSERT OR REPLACE INTO entries (key, value, checksum, day) VALUES (?, ?, ?, ?)",
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
                    query = "DELETE FROM entries WHERE id < (SELECT min(id) FROM entries) + ?"
                    if not database.execute(query, [_ROWS_DROPPED_AT_ONCE]).rowcount:
                        return
        except _FAILURES as error:
            self._fail(error)


def count(path: Path) -> int | None:
    """How many values a file holds; None where that cannot be told. Makes and changes nothing."""
    try:
        with suppress(ValueError):
            if not path.is_file():
                return None
            database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT_SECONDS)
            try:
                return int(database.execute("SELECT count(*) FROM entries").fetchone()[0])
            finally:
                database.close()
    except (sqlite3.Error, OSError):
        pass
    return None


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file, made where it is not there, with an empty table where it has none of this version."""
    _make_folder(path.parent)
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
    database.execute("PRAGMA trusted_schema = OFF")  # a file from elsewhere calls no functions
    database.execute("PRAGMA journal_mode = WAL")  # those who read do not wait for one who writes
    database.execute("PRAGMA synchronous = NORMAL")
    if _number(database, "user_version") == _SCHEMA:
        return
    database.execute("BEGIN IMMEDIATE")
    with database:
        if _number(database, "user_version") != _SCHEMA:  # nobody else was faster
            for table in ("matches", "entries"):  # the first one is that of earlier versions
                database.execute(f"DROP TABLE IF EXISTS {table}")
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {_SCHEMA}")


def _make_folder(folder: Path) -> None:
    """A folder of our own, told apart from what belongs into version control and backups."""
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in _MARKERS.items():
        with suppress(OSError), open(_new_file(folder / name), "w", encoding="utf-8") as file:
            file.write(text)


def _new_file(path: Path) -> int:
    """The descriptor of a new file that only its owner can read. Raises FileExistsError."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)


def _make_private(path: Path) -> None:
    """See that only its owner can read the file. SQLite gives the files that it lays beside it the same permissions."""
    try:
        os.close(_new_file(path))
    except FileExistsError:
        if not path.is_file():
            raise
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _delete(path: Path) -> None:
    # The log goes first: a new file beside an old log would be taken for damaged again.
    for suffix in reversed(SUFFIXES):
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


def _checksum(key: bytes, value: bytes) -> int:
    return crc32(value, crc32(key))


def _portions(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        yield keys[start : start + _ROWS_AT_ONCE]
