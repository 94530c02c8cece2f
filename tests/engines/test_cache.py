"""The cache of engines' answers: saves time, and never does harm."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import store
from lint.engines import cache as module
from lint.engines.base import Match
from lint.engines.cache import MatchCache, default_path

SCOPE = "engine 1.0 en-US"
TEXT = "She have a dog in the 🏠."
MATCHES = [
    Match("HE_VERB_AGR", "GRAMMAR", "grammar", "“She” wants ‘has’.", 4, 8, ("has", "had")),
    Match("OTHER", "TYPOS", "misspelling", "", 22, 24),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "matches.sqlite3"


def works(cache: MatchCache) -> bool:
    """Whether it answers what it was told."""
    cache.put_many(SCOPE, {TEXT: MATCHES})
    return cache.get_many(SCOPE, [TEXT]) == {TEXT: MATCHES}


def fill(path: Path, count: int = 500) -> None:
    cache = MatchCache(path)
    cache.put_many(SCOPE, {TEXT: MATCHES, "Clean.": []} | {f"Sentence {i}.": [] for i in range(count)})
    cache.close()


def run_python(code: str, *arguments: str | Path) -> str:
    """What a Python process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_second_run_knows_what_the_first_was_told(path: Path) -> None:
    fill(path)
    cache = MatchCache(path)
    assert cache.get_many(SCOPE, [TEXT, "Clean.", "Never seen."]) == {TEXT: MATCHES, "Clean.": []}
    cache.close()


def test_a_scope_knows_nothing_of_another(path: Path) -> None:
    cache = MatchCache(path)
    cache.put_many("a", {"bc": MATCHES[:1]})
    cache.put_many("a\0b", {"c": MATCHES[:1]})
    assert cache.get_many("ab", ["c"]) == cache.get_many("b", ["bc"]) == cache.get_many("a", ["b\0c", "\0bc"]) == {}
    cache.close()


def test_no_text_and_no_texts_are_fine(path: Path) -> None:
    cache = MatchCache(path)
    cache.put_many(SCOPE, {})
    cache.put_many(SCOPE, {"": []})
    assert cache.get_many(SCOPE, []) == {}
    assert cache.get_many(SCOPE, ["", ""]) == {"": []}
    cache.close()


def test_without_a_path_it_lives_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLINT_CACHE_DIR", str(tmp_path))
    cache = MatchCache(None)
    assert works(cache)
    cache.close()
    assert list(tmp_path.iterdir()) == []


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_REMEMBERED", 10)
    cache = MatchCache(None)
    texts = [f"Sentence {i}." for i in range(25)]
    for text in texts:
        cache.put_many(SCOPE, {text: []})
    assert list(cache.get_many(SCOPE, texts)) == texts[15:]


def test_the_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLINT_CACHE_DIR", str(tmp_path / "mine"))
    cache = MatchCache()
    assert works(cache)
    cache.close()
    assert [file.parent for file in tmp_path.rglob("*.sqlite3")] == [tmp_path / "mine"]
    monkeypatch.setenv("NEWSLINT_CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    usual = default_path()
    assert usual is not None
    assert "newslint" in usual.parts


def test_only_the_owner_can_read_it_and_no_text_is_in_it(path: Path) -> None:
    before = os.umask(0)
    try:
        fill(path)
        cache = MatchCache(path)
        cache.put_many(SCOPE, {"A secret sentence.": []})
        files = list(path.parent.iterdir())
        assert len(files) > 1  # with the log that SQLite lays beside it
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert not any(b"secret" in file.read_bytes() or b"Sentence" in file.read_bytes() for file in files)
        cache.close()
    finally:
        os.umask(before)


def test_a_file_that_others_can_read_is_made_private(path: Path) -> None:
    fill(path)
    path.chmod(0o644)
    fill(path)
    assert path.stat().st_mode & 0o777 == 0o600


@given(st.dictionaries(st.text(st.characters()), st.integers(0, 3)), st.text(st.characters()))
def test_any_text_is_told_apart(items: dict[str, int], other: str) -> None:
    answers = {
        text: [Match("R", "C", "T", text, 0, n, (text,))] if 0 < n <= len(text) else [] for text, n in items.items()
    }
    cache = MatchCache(None)
    cache.put_many(other, answers)
    assert cache.get_many(other, list(answers)) == answers
    assert other in answers or cache.get_many(other, [other]) == {}


def test_surrogates_are_not_taken_for_the_character_they_spell(path: Path) -> None:
    cache = MatchCache(path)
    cache.put_many(
        SCOPE, {"\ud83d\ude00": MATCHES[:0], "\ud800 x": [Match("R", "C", "T", "\udfff", 0, 1, ("\ud800",))]}
    )
    assert cache.get_many(SCOPE, ["😀", "\ud83d\ude00"]) == {"\ud83d\ude00": []}
    assert cache.get_many(SCOPE, ["\ud800 x"])["\ud800 x"][0].message == "\udfff"
    cache.close()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "not a database": lambda path: path.write_bytes(b"This is no database at all. " * 1000),
    "empty": lambda path: path.write_bytes(b""),
    "cut short": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut in the first page": lambda path: os.truncate(path, 700),
    "overwritten in the middle": lambda path: overwrite(path, 5000),
    "overwritten from the second page on": lambda path: overwrite(path, 4096, path.stat().st_size - 4096),
    "header only": lambda path: os.truncate(path, 16),
    "older schema": lambda path: run_sql(path, "DROP TABLE entries; CREATE TABLE entries (a); PRAGMA user_version = 0"),
    "newer schema": lambda path: run_sql(path, "PRAGMA user_version = 99; ALTER TABLE entries RENAME key TO id2"),
    "no table": lambda path: run_sql(path, "DROP TABLE entries"),
    "other columns": lambda path: run_sql(path, "DROP TABLE entries; CREATE TABLE entries (a, b)"),
    "a view": lambda path: run_sql(path, "DROP TABLE entries; CREATE VIEW entries AS SELECT 1 AS key, 2 AS value"),
    "a log of nonsense": lambda path: path.with_name(path.name + "-wal").write_bytes(os.urandom(100_000)),
}


def overwrite(path: Path, start: int, length: int = 2000) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * length)


def run_sql(path: Path, script: str, *parameters: object) -> None:
    database = sqlite3.connect(path)
    if parameters:
        database.execute(script, parameters)
    else:
        database.executescript(script)
    database.commit()
    database.close()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_made_anew(path: Path, damage: str) -> None:
    fill(path)
    DAMAGE[damage](path)
    cache = MatchCache(path)
    texts = [TEXT, "Clean.", *(f"Sentence {i}." for i in range(500))]
    known = cache.get_many(SCOPE, texts)
    assert known.items() <= ({TEXT: MATCHES} | {text: [] for text in texts[1:]}).items()
    for _ in range(3):
        assert works(cache)
    cache.close()
    again = MatchCache(path)
    assert again.get_many(SCOPE, [TEXT]) == {TEXT: MATCHES}, "not kept"
    again.close()


def row(*values: object) -> bytes:
    return json.dumps([values]).encode()


NONSENSE: dict[str, object] = {
    "behind the end": row("R", "C", "T", "m", 4, len(TEXT) + 1, []),
    "empty span": row("R", "C", "T", "m", 4, 4, []),
    "backwards": row("R", "C", "T", "m", 8, 4, []),
    "before the start": row("R", "C", "T", "m", -1, 4, []),
    "a fraction": row("R", "C", "T", "m", 0.5, 4, []),
    "true": row("R", "C", "T", "m", False, True, []),
    "no words": row(1, None, "T", "m", 0, 4, []),
    "a suggestion that is no word": row("R", "C", "T", "m", 0, 4, [7]),
    "suggestions in a row": row("R", "C", "T", "m", 0, 4, "has"),
    "too few": row("R", "C", "T"),
    "too many": row("R", "C", "T", "m", 0, 4, [], 1),
    "no list": b"7",
    "no JSON": b"[[",
    "no UTF-8": b'["\xff\xfe"]',
    "endless": b"[" * 100_000,
    "text": "[]",
    "number": 7,
    "nothing": b"",
}


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_row_of_nonsense_counts_as_unknown(path: Path, nonsense: str) -> None:
    fill(path)
    value = NONSENSE[nonsense]
    ((key, _),) = module._keys(SCOPE, [TEXT]).items()
    checksum = store._checksum(key, value) if isinstance(value, bytes) else 0
    run_sql(path, "UPDATE entries SET value = ?, checksum = ? WHERE key = ?", value, checksum, key)
    cache = MatchCache(path)
    assert cache.get_many(SCOPE, [TEXT, "Clean."]) == {"Clean.": []}
    assert works(cache)
    cache.close()


def test_a_row_that_was_changed_counts_as_unknown(path: Path) -> None:
    fill(path)
    run_sql(path, "UPDATE entries SET value = ?", b"[]")
    cache = MatchCache(path)
    assert cache.get_many(SCOPE, [TEXT, "Clean."]) == {"Clean.": []}
    cache.close()


def test_a_file_that_is_locked_is_done_without(path: Path) -> None:
    fill(path)
    other = sqlite3.connect(path)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("UPDATE entries SET day = 1")
    cache = MatchCache(path)
    begin = time.monotonic()
    for _ in range(50):
        cache.get_many(SCOPE, ["Clean."])
        assert works(cache)
    cache.close()
    assert time.monotonic() - begin < 30
    other.rollback()
    other.close()
    again = MatchCache(path)
    assert again.get_many(SCOPE, [TEXT]) == {TEXT: MATCHES}, "thrown away, though only locked"
    again.close()


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for bad in (tmp_path / "file" / "c.sqlite3", tmp_path, Path("\0"), Path("/dev/full"), tmp_path / ("x" * 5000)):
        cache = MatchCache(bad)
        assert works(cache)
        cache.close()
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_read_only_folder_is_done_without(tmp_path: Path) -> None:
    code = """if 1:
        import os, sys
        from pathlib import Path
        from tests.engines.test_cache import works
        from lint.engines.cache import MatchCache
        if os.getuid() == 0:
            os.setgid(65534), os.setuid(65534)  # root may write anywhere
        for name in "matches.sqlite3", "none/matches.sqlite3":
            cache = MatchCache(Path(sys.argv[1], name))
            assert works(cache)
            cache.close()
        print(os.access(sys.argv[1], os.W_OK))
    """
    folder = tmp_path / "cache"
    fill(folder / "matches.sqlite3")
    before = (folder / "matches.sqlite3").read_bytes()
    folder.chmod(0o555)
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    try:
        assert run_python(code, folder) == "False\n"
    finally:
        folder.chmod(0o755)
    assert (folder / "matches.sqlite3").read_bytes() == before


def test_a_full_disk_is_done_without(path: Path) -> None:
    code = """if 1:
        import resource, sys
        from pathlib import Path
        from tests.engines.test_cache import works
        from lint.engines.cache import MatchCache
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
        cache = MatchCache(Path(sys.argv[1]))
        for number in range(200):
            cache.put_many("s", {f"{number} {i}": [] for i in range(100)})
        assert works(cache)
        cache.close()
    """
    for room in (0, 5_000, 100_000, 500_000):
        run_python(code, path, str(room))
        cache = MatchCache(path)
        texts = [f"{number} {i}" for number in range(200) for i in range(100)]
        assert set(map(tuple, cache.get_many("s", texts).values())) <= {()}
        assert works(cache), room
        cache.close()


def test_the_oldest_use_is_dropped_beyond_the_limit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_ROWS_DROPPED_AT_ONCE", 100)
    monkeypatch.setattr(store, "_SIZE_CHECKED_EVERY", 5)
    cache = MatchCache(path, limit=200_000)
    monkeypatch.setattr(store, "_today", lambda: 1)
    cache.put_many(SCOPE, {"Used often.": [], "Used once.": []})
    for day in range(2, 60):
        monkeypatch.setattr(store, "_today", lambda day=day: day)
        assert "Used often." in cache.get_many(SCOPE, ["Used often."])
        cache.put_many(SCOPE, {f"On day {day}, {i}.": [] for i in range(100)})
    assert cache.get_many(SCOPE, ["Used once."]) == {}
    assert len(cache.get_many(SCOPE, [f"On day 59, {i}." for i in range(100)])) == 100
    cache.close()
    assert 100_000 < path.stat().st_size < 400_000


def test_threads_share_one(path: Path) -> None:
    cache = MatchCache(path)

    def work(number: int) -> bool:
        items = {f"{number} {i}": [Match("R", "C", "T", str(i), 0, 1)] for i in range(300)}
        cache.put_many(SCOPE, items)
        return cache.get_many(SCOPE, list(items)) == items

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(24)))
    cache.close()


def test_four_processes_write_at_once(path: Path) -> None:
    code = """if 1:
        import sys
        from pathlib import Path
        from lint.engines.base import Match
        from lint.engines.cache import MatchCache
        cache = MatchCache(Path(sys.argv[1]))
        for number in range(30):
            items = {f"{number} {i}": [Match("R", "C", "T", f"{number} {i}", 0, 1)] for i in range(40)}
            cache.put_many("s", items)
            assert cache.get_many("s", list(items)).items() <= items.items()
        cache.close()
        print(cache._failures)
    """
    with ThreadPoolExecutor(4) as pool:
        failures = list(pool.map(lambda _: int(run_python(code, path)), range(4)))
    assert failures == [0, 0, 0, 0]
    cache = MatchCache(path)
    texts = [f"{number} {i}" for number in range(30) for i in range(40)]
    assert {text: found[0].message for text, found in cache.get_many("s", texts).items()} == {t: t for t in texts}
    cache.close()


def test_a_process_killed_while_writing_leaves_whole_answers(path: Path) -> None:
    code = """if 1:
        import sys
        from pathlib import Path
        from lint.engines.cache import MatchCache
        cache = MatchCache(Path(sys.argv[1]))
        for number in range(10**6):
            cache.put_many("s", {f"{number} {i}": [] for i in range(40)})
            print(number, flush=True)
    """
    process = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(20):
        process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    cache = MatchCache(path)
    assert len(cache.get_many("s", [f"{number} {i}" for number in range(20) for i in range(40)])) == 800
    assert works(cache)
    cache.close()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_and_its_parent_both_go_on(path: Path) -> None:
    cache = MatchCache(path)
    assert works(cache)
    held = threading.Event()
    done = threading.Event()

    def hold() -> None:  # the child must not wait for a lock that nobody will ever let go
        with cache._own_lock():
            held.set()
            done.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            cache.put_many(SCOPE, {"By the child.": []})
            code = 0 if cache.get_many(SCOPE, [TEXT]) == {TEXT: MATCHES} else 2
            cache.close()
        finally:
            os._exit(code)
    done.set()
    thread.join()
    assert os.waitpid(child, 0)[1] == 0
    assert cache.get_many(SCOPE, [TEXT, "By the child."]) == {TEXT: MATCHES, "By the child.": []}
    assert works(cache)
    cache.close()


def test_closing_twice_and_asking_afterwards_does_no_harm(path: Path) -> None:
    cache = MatchCache(path)
    cache.close()
    cache.close()
    cache.put_many(SCOPE, {TEXT: MATCHES})
    assert not path.exists()
