"""The cache of results: a second run says the very same in a fraction of the time, and nothing can make it lie."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lint import result_cache, store
from lint.checker import Checker
from lint.config import Config, Selection
from lint.document import Document, Role
from lint.finding import Severity
from lint.house import House
from lint.report import ArticleResult, RunError
from lint.result_cache import ResultCache, cache_folder
from lint.runner import run
from lint.sources.base import ReadOptions, SourceError
from lint.sources.discover import discover, read
from lint.sources.plain import from_text

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
DAMAGED = "They met in the. spring of last year, 😀 and it was was “good”.\n\nA second paragraph , here.\n"
ENGINE = "off"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive: the seeds, plain text, Markdown and JSON Lines."""
    archive = tmp_path / "archive"
    shutil.copytree(SEEDS, archive)
    (archive / "a.txt").write_text(DAMAGED, encoding="utf-8")
    (archive / "b.md").write_text(f"# A headline\n\n{DAMAGED}\n> They *met* in the. spring.\n", encoding="utf-8")
    lines = [json.dumps({"id": str(number), "text": DAMAGED * (number + 1)}) for number in range(3)]
    (archive / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (archive / "empty.txt").write_text("", encoding="utf-8")
    return archive


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def command(
    *arguments: str | Path, cache: Path, code: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """newslint as a process of its own; `code` is run in it first."""
    start = (
        [sys.executable, "-m", "lint"]
        if not code
        else [sys.executable, "-c", f"{code}\nfrom lint.cli import main\nmain()"]
    )
    return subprocess.run(
        [*start, "--engine", "none", "--isolated", *map(str, arguments)],
        capture_output=True, text=True, timeout=300, check=False, cwd=ROOT,
        env={**os.environ, "NEWSLINT_CACHE_DIR": str(cache), **environment},
    )  # fmt: skip


def results(path: Path) -> int:
    return store.count(path / result_cache.FILE) or 0


def documents(folder: Path) -> list[Document | SourceError]:
    return [item for source in discover([str(folder)], ReadOptions()) for item in read(source, ReadOptions())]  # type: ignore[arg-type]


class Counting(Checker):
    """Counts what it is asked."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.asked: list[str] = []

    def check(self, document: Document) -> ArticleResult:
        self.asked.append(document.path)
        return super().check(document)


def checked(
    items: list[Any], home: Path, config: Config | None = None, engine: str = "", jobs: int = 1
) -> tuple[list[ArticleResult | RunError], list[str]]:
    """The outcomes of a run with the cache, and the articles that were really checked."""
    config = config or Config()
    checker = Counting(config)
    cache = ResultCache(home / result_cache.FILE, config, engine)
    outcomes = []
    for _, outcome in run(cache.feed(items), config, checker, jobs):
        cache.take(outcome)
        outcomes.append(outcome)
    cache.close()
    return outcomes, checker.asked


# --- the same, in less time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_second_run_gives_the_same_and_checks_nothing(folder: Path, home: Path, jobs: int) -> None:
    plain = [outcome for _, outcome in run(documents(folder), Config(), Checker(Config()))]
    first, _ = checked(documents(folder), home, jobs=jobs)
    second, asked = checked(documents(folder), home, jobs=jobs)
    assert asked == []
    assert plain == first == second
    assert sum(isinstance(outcome, ArticleResult) for outcome in plain) == 7
    assert any(isinstance(outcome, ArticleResult) and outcome.findings for outcome in plain)


@pytest.mark.parametrize("form", ["json", "text", "sarif"])
def test_reports_are_the_same_byte_by_byte(folder: Path, home: Path, tmp_path: Path, form: str) -> None:
    written = []
    for name, options in (("none", ["--no-cache"]), ("first", []), ("second", []), ("parallel", ["--jobs", "2"])):
        out = tmp_path / f"{name}.out"
        done = command(folder, f"--output={form}={out}", *options, cache=home)
        assert done.returncode == 2, done.stderr  # an empty article
        written.append(out.read_bytes())
    assert written[0] == written[1] == written[2] == written[3]
    assert results(home) == 7


def test_the_exit_code_is_the_same(tmp_path: Path, home: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("The council met on Monday.\n", encoding="utf-8")
    bad.write_text(DAMAGED, encoding="utf-8")
    for _ in range(2):
        assert command(good, cache=home).returncode == 0
        assert command(bad, cache=home).returncode == 1
        assert command(bad, "--fail-on", "critical", cache=home).returncode == 0
        assert command(bad, tmp_path / "gone.txt", cache=home).returncode == 2


def test_a_second_run_takes_a_fraction_of_the_time(tmp_path: Path, home: Path) -> None:
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir())]
    items = [from_text(f"Number {number}.\n\n{seeds[number % 2]}", f"{number}.txt") for number in range(60)]
    times = []
    for _ in range(2):
        fresh = [from_text(item.text, item.path) for item in items]
        begin = time.process_time()
        checked(fresh, home)
        times.append(time.process_time() - begin)
    assert times[1] < times[0] / 4, "a tenth is the aim; here a busy machine and loaded word lists are allowed for"


def test_only_the_changed_article_is_checked_again(folder: Path, home: Path) -> None:
    checked(documents(folder), home)
    changed = folder / "a.txt"
    before = changed.stat()
    changed.write_text(DAMAGED.replace("spring", "autumn"), encoding="utf-8")
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert len(DAMAGED.replace("spring", "autumn")) == len(DAMAGED)
    _, asked = checked(documents(folder), home)
    assert asked == [str(changed)]


def test_a_new_time_stamp_changes_nothing(folder: Path, home: Path) -> None:
    checked(documents(folder), home)
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    assert checked(documents(folder), home)[1] == []


# --- what a result depends on ---------------------------------------------------------------------------------------

TEXT = from_text(DAMAGED, "a.txt")

OTHERS: dict[str, dict[str, Any]] = {
    "select": {"selection": Selection(select=("SE",))},
    "ignore": {"selection": Selection(ignore=("SE001",))},
    "severity": {"selection": Selection(severity={"SE001": Severity.MINOR})},
    "per-file": {"per_file": {"*.txt": Selection(ignore=("SE",))}},
    "preview": {"preview": True},
    "engine": {"engine": "lingotweaker"},
    "language": {"language": "en-GB"},
    "section": {"per_section": {Role.BODY: Selection(ignore=("SE001",))}},
    "house style": {"house": House(terms=(("spring", "autumn"),))},
    "model": {"model": False},
    "plug-ins": {"plugins": False},
}


@pytest.mark.parametrize("other", OTHERS)
def test_other_settings_are_another_result(home: Path, other: str) -> None:
    checked([TEXT], home)
    assert checked([TEXT], home)[1] == []
    config = Config(**OTHERS[other])
    outcomes, asked = checked([TEXT], home, config)
    assert asked == ["a.txt"]
    assert outcomes == [Checker(config).check(TEXT)]


@pytest.mark.parametrize(
    "same",
    [{"fail_on": Severity.MINOR}, {"jobs": 2}, {"exclude": ("x",)}, {"per_file": {"*.md": Selection(ignore=("SE",))}}],
)
def test_settings_that_change_no_result_share_it(home: Path, same: dict[str, Any]) -> None:
    checked([TEXT], home)
    assert checked([TEXT], home, Config(**same))[1] == []


def test_every_setting_counts_unless_it_is_known_not_to() -> None:
    names = {field.name for field in dataclasses.fields(Config)}
    assert names >= result_cache._NO_MATTER, "a setting is listed that is not there"


def test_the_contents_of_the_names_file_count(home: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Kowalczyk\n", encoding="utf-8")
    config = Config(names=(str(names),))
    checked([TEXT], home, config)
    assert checked([TEXT], home, config)[1] == []
    names.write_text("Kowalski\n", encoding="utf-8")
    assert checked([TEXT], home, config)[1] == ["a.txt"]


def test_an_engine_and_its_version_count(home: Path) -> None:
    checked([TEXT], home, engine="LanguageTool 6.8")
    assert checked([TEXT], home, engine="LanguageTool 6.8")[1] == []
    assert checked([TEXT], home, engine="LanguageTool 6.9")[1] == ["a.txt"]
    assert checked([TEXT], home)[1] == ["a.txt"]


def test_the_place_in_the_source_counts(home: Path) -> None:
    """A rule may speak of lines, and it may look at the source."""
    from lint.sources.markdown import from_markdown
    from tests.support import from_json_line

    line = json.dumps({"id": "1", "text": DAMAGED})
    checked([from_json_line(line, number=1)], home)
    assert checked([from_json_line(line, number=1)], home)[1] == []
    assert checked([from_json_line(line, number=2)], home)[1] == ["x.jsonl"]
    checked([from_markdown("They *met* here.\n", "x.md")], home)
    assert checked([from_markdown("They _met_ here.\n", "x.md")], home)[1] == ["x.md"]


def test_the_code_of_the_rules_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import EntryPoint

    from lint import installed

    package = tmp_path / "housekeeping"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(installed, "entry_points", lambda group: [EntryPoint("x", "housekeeping", group)])
    digests = [installed.code_digest(["g"])]
    assert digests[0] == installed.code_digest(["g"])
    for name, text in (("__init__.py", "1"), ("words.txt", "a"), ("words.txt", "b")):
        (package / name).write_text(text, encoding="utf-8")
        digests.append(installed.code_digest(["g"]))
    os.utime(package / "words.txt", (1, 1))
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").write_bytes(b"")
    assert digests[-1] == installed.code_digest(["g"])
    (tmp_path / "other-1.0.dist-info").mkdir()
    digests.append(installed.code_digest(["g"]))
    assert len(set(digests)) == len(digests)


# --- what is never kept ---------------------------------------------------------------------------------------------


def test_a_crash_is_never_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lint import readability

    with monkeypatch.context() as patch:
        patch.setattr(readability, "measure", lambda _document: 1 / 0)
        (sick,), _ = checked([TEXT], home)
    assert isinstance(sick, ArticleResult)
    assert sick.rule_errors
    (well,), asked = checked([TEXT], home)
    assert asked == ["a.txt"]
    assert isinstance(well, ArticleResult)
    assert not well.rule_errors


def test_what_the_engine_did_not_check_is_never_kept(home: Path) -> None:
    cache = ResultCache(home / result_cache.FILE, Config(), "engine")
    (item,) = cache.feed([TEXT])
    cache.take(dataclasses.replace(Checker(Config()).check(item), unchecked_by=("engine",)))
    cache.close()
    assert results(home) == 0


def test_a_result_with_more_to_it_than_is_kept_is_not_kept(home: Path) -> None:
    from lint.report import Changes

    cache = ResultCache(home / result_cache.FILE, Config(), "")
    (item,) = cache.feed([TEXT])
    cache.take(dataclasses.replace(Checker(Config()).check(item), changes=Changes()))
    (item,) = cache.feed([TEXT])
    cache.take(dataclasses.replace(Checker(Config()).check(item), readability={"x": float("nan")}))
    cache.close()
    assert results(home) == 0


def test_what_is_accepted_later_is_left_out_of_a_known_result(tmp_path: Path, home: Path) -> None:
    from lint.accepted import Entry, write

    article, out = tmp_path / "a.txt", tmp_path / "out.json"
    article.write_text(DAMAGED, encoding="utf-8")
    command(article, f"--output=json={out}", cache=home)
    finding = json.loads(out.read_text(encoding="utf-8"))["articles"][0]["findings"][0]
    entry = Entry(
        article="a.txt", code=finding["code"], text=finding["text"], fingerprint=finding["fingerprint"],
        reason="", by="", at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    accepted = tmp_path / "accepted.json"
    write(accepted, [entry])
    for expected in (1, 0):
        options = ["--accepted", str(accepted)] if expected else []
        command(article, f"--output=json={out}", *options, cache=home)
        assert json.loads(out.read_text(encoding="utf-8"))["summary"]["accepted"] == expected


# --- nothing can harm it --------------------------------------------------------------------------------------------

DAMAGE: dict[str, Callable[[Path], object]] = {
    "not a database": lambda path: path.write_bytes(b"This is no database at all. " * 1000),
    "empty": lambda path: path.write_bytes(b""),
    "cut short": lambda path: os.truncate(path, path.stat().st_size // 2),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a device": lambda path: (path.unlink(), path.symlink_to("/dev/full")),
    "a log of nonsense": lambda path: path.with_name(path.name + "-wal").write_bytes(os.urandom(100_000)),
    "rows of nonsense": lambda path: change(path, b"[[]]"),
    "a pickle": lambda path: change(path, b"cos\nsystem\n(S'touch pwned'\ntR."),
    "an endless row": lambda path: change(path, b"[" * 100_000),
    "a span behind the end": lambda path: change(
        path, json.dumps([5, 9.5, {}, [["SE001", "n", "f", "m", 0, 10**9, "x", "rules", 2, None, []]]]).encode()
    ),
    "a severity that there is not": lambda path: change(
        path, json.dumps([5, 9.5, {}, [["SE001", "n", "f", "m", 0, 3, "x", "rules", 7, None, []]]]).encode()
    ),
}


def change(path: Path, value: bytes) -> None:
    """Put a value, with the checksum that it needs, in place of all that are there."""
    database = sqlite3.connect(path)
    for (key,) in database.execute("SELECT key FROM entries").fetchall():
        row = (value, store._checksum(key, value), key)
        database.execute("UPDATE entries SET value = ?, checksum = ? WHERE key = ?", row)
    database.commit()
    database.close()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_changes_no_result(folder: Path, home: Path, damage: str) -> None:
    expected, _ = checked(documents(folder), home)
    DAMAGE[damage](home / result_cache.FILE)
    for _ in range(2):
        outcomes, asked = checked(documents(folder), home)
        assert outcomes == expected
    if damage not in ("a folder", "a device"):
        assert asked == [], "it is made anew"


LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, -1))"


@pytest.fixture
def expected(folder: Path, home: Path) -> str:
    done = command(folder, cache=home)
    shutil.rmtree(home)
    return done.stdout


@pytest.mark.parametrize("room", [0, 3_000, 20_000])
def test_a_full_disk_changes_no_result(folder: Path, home: Path, expected: str, room: int) -> None:
    done = command(folder, cache=home, code=LIMITED.format(room=room))
    assert (done.returncode, done.stdout) == (2, expected)
    assert "Traceback" not in done.stderr
    assert command(folder, cache=home).stdout == expected


@pytest.mark.parametrize("nowhere", ["/proc/newslint", "/dev/null/newslint", "x" * 5000])
def test_a_folder_that_cannot_be_written_changes_no_result(folder: Path, expected: str, nowhere: str) -> None:
    """tests/engines/test_cache.py does the same with a read-only folder, as another user than root."""
    for _ in range(2):
        done = command(folder, cache=Path(nowhere))
        assert (done.returncode, done.stdout) == (2, expected)
        assert "Traceback" not in done.stderr


def test_runs_side_by_side_do_not_disturb_each_other(folder: Path, home: Path, expected: str) -> None:
    start = [sys.executable, "-m", "lint", "--engine", "none", "--isolated", str(folder)]
    environment = {**os.environ, "NEWSLINT_CACHE_DIR": str(home)}
    for _ in range(2):
        runs = [
            subprocess.Popen(
                start, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT
            )
            for _ in range(5)
        ]
        for process in runs:
            output, _ = process.communicate(timeout=300)
            assert (process.returncode, output) == (2, expected)
    assert results(home) == 7


def test_its_size_is_bounded_and_the_oldest_goes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_cache, "_LIMIT", 100_000)
    monkeypatch.setattr(result_cache, "_WRITTEN_AT_ONCE", 5)
    monkeypatch.setattr(store, "_SIZE_CHECKED_EVERY", 1)
    monkeypatch.setattr(store, "_ROWS_DROPPED_AT_ONCE", 10)
    items = [from_text(DAMAGED * 8 + f"Number {number}.\n", f"{number}.txt") for number in range(60)]
    checked(items, home)
    kept = results(home)
    assert 0 < kept < 60
    assert checked(items[-5:], home)[1] == []
    assert checked(items[:5], home)[1] == [f"{number}.txt" for number in range(5)]


def test_an_interrupted_run_keeps_what_it_has(home: Path) -> None:
    def broken() -> Iterator[Document]:
        yield TEXT
        raise KeyboardInterrupt

    cache = ResultCache(home / result_cache.FILE, Config(), "")
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - it comes from within the loop
        for _, outcome in run(cache.feed(broken()), Config(), Checker(Config())):
            cache.take(outcome)
    cache.close()
    assert results(home) == 1


# --- options, settings, commands ------------------------------------------------------------------------------------


def test_no_cache_reads_and_writes_nothing(folder: Path, home: Path) -> None:
    command(folder, "--no-cache", cache=home)
    assert not home.exists()
    (folder / "newslint.toml").write_text("cache = false\n", encoding="utf-8")
    start = [
        sys.executable,
        "-m",
        "lint",
        "check",
        "--engine",
        "none",
        "--config",
        str(folder / "newslint.toml"),
        "a.txt",
    ]
    environment = {**os.environ, "NEWSLINT_CACHE_DIR": str(home)}
    subprocess.run(start, cwd=folder, env=environment, capture_output=True, check=False)
    assert not home.exists()
    subprocess.run([*start, "--cache"], cwd=folder, env=environment, capture_output=True, check=False)
    assert results(home) == 1


def test_the_folder_is_the_option_s_then_the_variable_s_then_the_setting_s(folder: Path, home: Path) -> None:
    settings = folder / "newslint.toml"
    settings.write_text('cache-dir = ".cache/newslint"\n', encoding="utf-8")

    def where(*options: str, **variables: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "NEWSLINT_CACHE_DIR"}
        start = [sys.executable, "-m", "lint", "cache", "dir", *options]
        done = subprocess.run(
            start, cwd=folder, env=environment | variables, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    assert where() == str(folder / ".cache" / "newslint")
    assert where(NEWSLINT_CACHE_DIR=str(home)) == str(home)
    assert where("--cache-dir", "mine", NEWSLINT_CACHE_DIR=str(home)) == str(folder / "mine")
    assert where("--isolated", XDG_CACHE_HOME=str(home)) == str(home / "newslint")
    settings.write_text("cache = false\n", encoding="utf-8")
    assert where("--cache-dir", "mine") == str(folder / "mine"), "also what is switched off can be cleaned"


def test_a_folder_of_our_own_is_no_matter_for_git_or_backups(folder: Path, home: Path) -> None:
    command(folder, cache=home)
    assert (home / ".gitignore").read_text(encoding="utf-8").splitlines()[-1] == "*"
    assert (home / "CACHEDIR.TAG").read_text(encoding="utf-8").startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert {path.stat().st_mode & 0o777 for path in home.iterdir()} == {0o600}
    shutil.rmtree(home)
    home.mkdir()
    command(folder, cache=home)
    assert [path.name for path in home.iterdir()] == [result_cache.FILE], "a folder of others stays theirs"


def test_clean_throws_away_what_is_ours_and_nothing_else(folder: Path, home: Path) -> None:
    command(folder, cache=home)
    (home / "else.txt").write_text("not ours", encoding="utf-8")
    start = [sys.executable, "-m", "lint", "cache"]
    options: dict[str, Any] = {"capture_output": True, "text": True, "check": True, "cwd": ROOT}
    options["env"] = {**os.environ, "NEWSLINT_CACHE_DIR": str(home)}
    said = subprocess.run([*start, "info"], **options).stdout
    assert f"{result_cache.FILE}: 7 articles" in said
    for removed in ("0.1 MB", "0.0 MB"):
        assert removed in subprocess.run([*start, "clean"], **options).stdout or removed == "0.1 MB"
    assert sorted(path.name for path in home.iterdir()) == [".gitignore", "CACHEDIR.TAG", "else.txt"]
    assert f"{result_cache.FILE}: nothing" in subprocess.run([*start, "info"], **options).stdout


def test_what_cannot_be_thrown_away_is_an_error(home: Path) -> None:
    (home / result_cache.FILE).mkdir(parents=True)
    done = command(cache=home)
    assert done.returncode == 2
    assert cache_folder(Config(cache=False)) is None


def test_no_text_of_an_article_is_kept(home: Path) -> None:
    secret = from_text("A secret sentence about Kowalczyk.\n\nThey met in the. spring.\n", "a.txt")
    checked([secret], home)
    kept = b"".join(path.read_bytes() for path in home.iterdir())
    assert b"SE001" in kept
    assert b"secret" not in kept
    assert b"Kowalczyk" not in kept
