"""The command line as a pipeline sees it: real files, exit codes, and real processes where only those can tell."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from lint.cli import main

CLEAN = "The council met on Monday and voted to keep the old bridge open for another year.\n"
DAMAGED = "The council met in the. spring of last year, and it voted to keep the old bridge open.\n"
SCHEMA = Path(__file__).parent.parent / "reports" / "newslint.schema.json"


def newslint(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "lint", *arguments]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env=environment, timeout=120, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "damaged.txt").write_text(DAMAGED, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"%PDF-1.7\n\x00\x01")
    (tmp_path / "bad.toml").write_text("[tool.newslint", encoding="utf-8")
    (tmp_path / "typo.toml").write_text('igmore = ["PU"]\n', encoding="utf-8")
    (tmp_path / "strict.toml").write_text('fail-on = "critical"\n', encoding="utf-8")
    (tmp_path / "none.toml").write_text('ignore = ["ALL"]\n', encoding="utf-8")
    (tmp_path / "excluding.toml").write_text('exclude = ["*.txt"]\n', encoding="utf-8")
    (tmp_path / "nothing").mkdir()
    return tmp_path


EXIT_CODES: list[tuple[Sequence[str], int]] = [
    (["check", "clean.txt"], 0),
    (["clean.txt"], 0),
    (["check", "damaged.txt"], 1),
    (["damaged.txt", "clean.txt"], 1),
    (["check", "damaged.txt", "--exit-zero"], 0),
    (["check", "damaged.txt", "--fail-on", "critical"], 0),
    (["check", "damaged.txt", "--config", "strict.toml"], 0),
    (["check", "damaged.txt", "--ignore", "SE001"], 0),
    (["check", "damaged.txt", "--ignore", "stop-inserted"], 0),
    (["check", "damaged.txt", "--ignore", "Linguistic conventions"], 0),
    (["check", "damaged.txt", "--ignore", "SE", "--extend-select", "SE001"], 1),
    (["check", "damaged.txt", "--select", "numbers"], 0),
    (["check", "damaged.txt", "--select", "SE"], 1),
    (["check", "damaged.txt", "--diff"], 0),
    (["check", "damaged.txt", "--diff", "--unsafe-fixes"], 1),
    (["check", "empty.txt"], 2),
    (["check", "binary.txt", "clean.txt"], 2),
    (["check", "binary.txt", "clean.txt", "--exit-zero"], 2),
    (["check", "gone.txt"], 2),
    (["check", "nothing"], 2),
    (["check", "nothing", "--allow-empty"], 0),
    (["check", "*.rst"], 2),
    (["check", "clean.txt", "--config", "bad.toml"], 2),
    (["check", "clean.txt", "--config", "typo.toml"], 2),
    (["check", "clean.txt", "--config", "gone.toml"], 2),
    (["check", "clean.txt", "--select", "PU999"], 2),
    (["check", "clean.txt", "--ignore", "no-such-rule"], 2),
    (["check", "clean.txt", "--ignore", "ALL"], 2),
    (["check", "clean.txt", "--output", "nonsense"], 2),
    (["check", "clean.txt", "--output", "json=nowhere/x.json"], 2),
    (["check", "clean.txt", "--output", "json", "--output", "text"], 2),
    (["check", "clean.txt", "--fail-on", "worst"], 2),
    (["check", "clean.txt", "--encoding", "utf-16"], 2),
    (["check", "clean.txt", "--encoding", "no-such-encoding"], 2),
    (["check", "clean.txt", "--max-article-size", "10"], 2),
    (["check", "clean.txt", "--unsafe-fixes"], 2),
    (["check", "damaged.txt", "--select", "SE001"], 1),
    (["check", "damaged.txt", "--select", "SE", "--ignore", "sentences"], 2),
    (["check", "damaged.txt", "--config", "none.toml", "--select", "SE001"], 1),
    (["check", "damaged.txt", "--config", "none.toml"], 2),
    (["check", "clean.txt", "--config", "excluding.toml"], 2),
    (["check", "clean.txt", "--config", "excluding.toml", "--diff"], 2),
    (["check", "clean.txt", "--config", "excluding.toml", "--allow-empty"], 0),
    (["check", "binary.txt", "--diff"], 2),
    (["check", "-", "--fix"], 2),
    (["check", "damaged.txt", "--diff", "--unsafe-fixes", "--exit-zero"], 0),
    (["check", "damaged.txt", "--fix", "--diff", "--unsafe-fixes"], 1),
    (["check", "clean.txt", "--output", "text=clean.txt"], 2),
    (["check", ".", "--output", "text=./nothing/../clean.txt"], 2),
    (["check", "clean.txt", "--output", "text=x", "--output", "json=./x"], 2),
    (["check", "clean.txt", "--output", "json="], 2),
    (["check", "clean.txt", "--output", "html"], 2),
    (["check", "clean.txt", "--output", "html=clean.txt/report"], 2),
    (["check", "clean.txt", "--output", "html=."], 2),
    (["check", "clean.txt", "--output", "json=nothing"], 2),
    (["check", "clean.txt", "--isolated", "--config", "strict.toml"], 2),
    (["check"], 2),
    (["check", "clean.txt", "--no-such-option"], 2),
    (["explain", "SE001"], 0),
    (["explain", "stop-inserted"], 0),
    (["explain", "SE999"], 2),
    (["rules"], 0),
    (["config"], 0),
    (["--version"], 0),
    (["--help"], 0),
]


@pytest.mark.parametrize(
    ("arguments", "code"), EXIT_CODES, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_exit_code(folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], code: int) -> None:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    if code == 2:
        assert result.stderr or "error" in result.stdout, "exit code 2 says why"


def test_python_gets_the_exit_code(folder: Path) -> None:
    assert [newslint(name, cwd=folder).returncode for name in ("clean.txt", "damaged.txt", "gone.txt")] == [0, 1, 2]


def test_an_unknown_name_is_answered_with_the_nearest_one(folder: Path) -> None:
    assert b"did you mean 'stop-inserted'" in newslint("explain", "stop-insertd", cwd=folder).stderr
    assert b"did you mean 'ignore'" in newslint("clean.txt", "--config", "typo.toml", cwd=folder).stderr


def test_standard_input(folder: Path) -> None:
    result = newslint("check", "-", cwd=folder, stdin=DAMAGED.encode())
    assert result.returncode == 1
    assert b"SE001" in result.stdout
    assert newslint("check", "-", cwd=folder, stdin=CLEAN.encode()).returncode == 0
    assert newslint("check", "-", cwd=folder, stdin=b"").returncode == 2


def test_text_output_shows_place_and_carets(folder: Path) -> None:
    lines = newslint("check", "damaged.txt", cwd=folder).stdout.decode().splitlines()
    assert lines[0].startswith("damaged.txt:1:20: major SE001 ")
    assert lines[1].index("the. spring") == lines[2].index("^")
    assert lines[2].count("^") == len("the. spring")
    assert lines[-1] == "1 finding in 1 article: 1 major."


def test_bad_input_does_not_keep_the_others_from_being_checked(folder: Path) -> None:
    result = newslint("check", "binary.txt", "empty.txt", "gone.txt", "damaged.txt", "--output", "json", cwd=folder)
    report = json.loads(result.stdout)
    assert result.returncode == 2
    assert [error["path"] for error in report["errors"]] == ["binary.txt", "empty.txt", "gone.txt"]
    assert [a["path"] for a in report["articles"]] == ["damaged.txt"]
    assert report["articles"][0]["findings"]


def test_json_follows_the_published_schema(folder: Path) -> None:
    (folder / "odd.txt").write_bytes(
        "Über “quotes”, 😀 \x07 and control. marks, and a \u202e too,,\r\nyes. no".encode()
    )
    result = newslint("check", ".", "--output", "json=out.json", "--output", "text", cwd=folder)
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert result.stdout, "several outputs in one run"
    assert report["summary"]["findings"] == sum(len(a["findings"]) for a in report["articles"])
    for article in report["articles"]:
        text = (folder / article["path"]).read_bytes().decode()
        for finding in article["findings"]:
            assert text[finding["start"] : finding["end"]] == finding["text"]


def test_a_terminal_is_never_given_control_characters_of_an_article(folder: Path) -> None:
    (folder / "evil.txt").write_text("He said\x1b[2J,, and \u202eleft\u2066.. It was. so.\n", encoding="utf-8")
    output = newslint("check", "evil.txt", cwd=folder).stdout.decode()
    assert not set(output) & set("\x1b\u202e\u2066")


def test_parallel_run_reports_the_same(folder: Path) -> None:
    rows = [json.dumps({"id": i, "text": DAMAGED if i % 3 else CLEAN}) for i in range(3000)]
    (folder / "many.jsonl").write_text("\n".join(rows), encoding="utf-8")
    one, two = (
        newslint("many.jsonl", "--output", "json", "--select", "SE", "--jobs", n, cwd=folder) for n in ("1", "2")
    )
    assert one.stdout == two.stdout
    assert json.loads(one.stdout)["summary"]["findings"] == 2000


def test_fix_writes_safe_suggestions_and_keeps_everything_else(folder: Path) -> None:
    original = "The minister ,who left on Friday; gave no reason.\r\nIt grew by 5 percents, in the. end.\r\n".encode(
        "utf-16"
    )
    (folder / "fix.txt").write_bytes(original)
    result = newslint("check", "fix.txt", "--fix", cwd=folder)
    fixed = (folder / "fix.txt").read_bytes()
    assert fixed.startswith(b"\xff\xfe")
    assert fixed.decode("utf-16") == (
        "The minister, who left on Friday; gave no reason.\r\nIt grew by 5 percent, in the. end.\r\n"
    )
    assert result.returncode == 1, "what is not fixed is still reported"


def test_diff_shows_the_fix_and_writes_nothing(folder: Path) -> None:
    before = (folder / "damaged.txt").read_bytes()
    output = newslint("check", "damaged.txt", "--diff", "--unsafe-fixes", cwd=folder).stdout.decode()
    assert "-The council met in the. spring" in output
    assert "+The council met in the spring" in output
    assert (folder / "damaged.txt").read_bytes() == before


def test_fix_in_json_lines_touches_only_the_text(folder: Path) -> None:
    line = '{"id": 7, "b":[1.50], "text": "Gr\\u00f6\\u00dfe \\ud83d\\ude00 grew by 5 percents.", "c": "5 percents"}'
    (folder / "fix.jsonl").write_text(line + "\n\n" + line.replace("percents.", "percent."), encoding="utf-8")
    newslint("check", "fix.jsonl", "--fix", cwd=folder)
    fixed = (folder / "fix.jsonl").read_text(encoding="utf-8").split("\n")
    assert fixed == [line.replace("percents.", "percent."), "", line.replace("percents.", "percent.")]


def test_settings_for_some_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "wire").mkdir()
    (folder / "wire" / "a.txt").write_text(DAMAGED, encoding="utf-8")
    (folder / "newslint.toml").write_text('[per-file."wire/**"]\nignore = ["SE001"]\n', encoding="utf-8")
    assert CliRunner().invoke(main, ["check", "wire/a.txt"]).exit_code == 0
    assert CliRunner().invoke(main, ["check", "damaged.txt"]).exit_code == 1
    assert CliRunner().invoke(main, ["check", "wire/a.txt", "--isolated"]).exit_code == 1


def test_severity_can_be_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "newslint.toml").write_text('[severity]\nstop-inserted = "minor"\n', encoding="utf-8")
    assert CliRunner().invoke(main, ["check", "damaged.txt"]).exit_code == 0
    assert CliRunner().invoke(main, ["check", "damaged.txt", "--fail-on", "minor"]).exit_code == 1


def test_a_reader_that_goes_away_is_no_success(folder: Path) -> None:
    (folder / "many.jsonl").write_text("\n".join([json.dumps({"id": 1, "text": DAMAGED})] * 3000), encoding="utf-8")
    command = f"{sys.executable} -m lint many.jsonl | head -1; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, timeout=120, check=False)
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr


FULL = [
    ["clean.txt", "--output", "json=/dev/full"],
    ["damaged.txt", "--output", "text=/dev/full"],
    ["clean.txt"],
    ["damaged.txt", "--output", "json"],
    ["damaged.txt", "--diff", "--unsafe-fixes"],
    ["rules"],
    ["explain", "SE001"],
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", FULL, ids=" ".join)
def test_a_full_disk_is_no_success(folder: Path, arguments: Sequence[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "lint", *arguments]
        result = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert result.returncode == 2
    assert b"No space left" in result.stderr
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr


@pytest.fixture
def archive(folder: Path) -> Path:
    """One that takes some seconds to check."""
    text = " ".join(f"{CLEAN.strip()} It was bridge {n} of the town." for n in range(40))
    path = folder / "archive.jsonl"
    path.write_text("\n".join(json.dumps({"id": n, "text": text}) for n in range(1000)), encoding="utf-8")
    return path


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2][0] == "Z"
    except OSError:
        return True


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to be")


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux to look at processes")


@contextlib.contextmanager
def under_way(archive: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """A parallel run that is under way, and its workers."""
    (archive.parent / "out.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "lint", archive.name, "--no-cache", "--no-model", "--jobs", "2"]
    command += ["--output", "json=out.json"]
    process = subprocess.Popen(command, cwd=archive.parent, stderr=subprocess.PIPE, start_new_session=True)
    output = archive.parent / "out.json"
    wait_until(lambda: output.exists() and output.stat().st_size > 0 and len(children(process.pid)) >= 2)
    try:
        yield process, children(process.pid)
    finally:
        process.kill()
        process.wait(timeout=20)


@pytest.fixture
def running(archive: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    with under_way(archive) as both:
        yield both


@linux
@pytest.mark.parametrize(
    ("sign", "code", "to_all"),
    [
        (signal.SIGINT, 130, True),
        (signal.SIGINT, 130, False),
        (signal.SIGTERM, 143, False),
        (signal.SIGKILL, -9, False),
    ],
)
def test_a_run_that_is_stopped_leaves_nothing_behind(
    running: tuple[subprocess.Popen[bytes], list[int]], sign: signal.Signals, code: int, to_all: bool
) -> None:
    process, workers = running
    (os.killpg if to_all else os.kill)(process.pid, sign)
    _, error = process.communicate(timeout=20)
    assert process.returncode == code
    assert b"Traceback" not in error
    wait_until(lambda: all(ended(worker) for worker in workers))


@linux
def test_a_worker_that_is_killed_is_no_success(folder: Path, archive: Path) -> None:
    for _ in range(5):
        with under_way(archive) as (process, workers):
            os.kill(workers[0], signal.SIGKILL)
            process.wait(timeout=60)
            if process.returncode == 2:
                others_are_checked(folder, process, at_least=900)
                return
        # On a busy machine the worker may have handed in its last articles before it was killed: then nothing is lost.
        report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
        assert (len(report["articles"]), report["errors"]) == (1000, [])
    raise AssertionError("no worker was ever killed at work")


@linux
def test_a_worker_that_is_killed_in_the_middle_of_its_answer_is_no_success(folder: Path) -> None:
    """Half an answer in the pipe must not be waited for: the reader is held back until a long one is half sent."""
    worst = json.dumps({"id": "n", "text": "It was was so .  No.. " * 100})
    (folder / "archive.jsonl").write_text("\n".join([worst] * 300), encoding="utf-8")
    for after in (0.2, 1.5):
        command = [
            sys.executable,
            "-m",
            "lint",
            "archive.jsonl",
            "--no-cache",
            "--no-model",
            "--jobs",
            "2",
            "--output",
            "json=out.json",
        ]
        process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
        wait_until(lambda process=process: len(children(process.pid)) >= 2)
        worker = children(process.pid)[0]
        time.sleep(after)
        os.kill(process.pid, signal.SIGSTOP)  # nobody reads: the worker fills its pipe and is stuck there
        time.sleep(1)
        os.kill(worker, signal.SIGKILL)
        os.kill(process.pid, signal.SIGCONT)
        process.communicate(timeout=60)
        assert process.returncode == 2


def others_are_checked(folder: Path, process: subprocess.Popen[bytes], at_least: int) -> None:
    _, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"Traceback" not in error
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert report["errors"]
    assert "a worker process ended" in report["errors"][0]["message"]
    assert len(report["articles"]) >= at_least, "the other worker goes on"
    named = {article["id"] for article in report["articles"]} | {
        error["path"].partition("[")[2].rstrip("]") for error in report["errors"]
    }
    assert named == {str(n) for n in range(1000)}, "every article is reported or named as not checked"


@pytest.mark.parametrize(
    "arguments",
    [
        ["odd.txt", "--output", "text"],
        ["odd.txt", "--output", "json"],
        ["odd.txt", "--diff", "--unsafe-fixes"],
        ["explain", "QU012"],
    ],
    ids=" ".join,
)
def test_a_terminal_without_unicode_is_no_reason_to_fail(folder: Path, arguments: Sequence[str]) -> None:
    (folder / "odd.txt").write_text("Mr. Putin‘s “visit” in the. spring 中文 was brief.\n", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "lint", *arguments]
    result = subprocess.run(command, cwd=folder, capture_output=True, env=environment, timeout=60, check=False)
    assert result.returncode == (0 if "explain" in arguments else 1), result.stderr
    assert result.stdout.isascii() or "--output" not in arguments  # click itself writes UTF-8 then
    assert not result.stderr


def test_paths_may_hold_anything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [b"a b.txt", b"new\nline.txt", b"caf\xe9.txt", b"[brackets].txt", b"-dash.txt", "中😀.txt".encode()]
    (folder / "odd").mkdir()
    for name in names:
        (folder / "odd" / os.fsdecode(name)).write_text(DAMAGED, encoding="utf-8")
    monkeypatch.chdir(folder / "odd")
    for arguments in ([".", "--jobs", "1"], ["--", *(os.fsdecode(name) for name in names)]):
        result = CliRunner().invoke(main, ["check", "--output", "json=../out.json", "--output", "text", *arguments])
        assert result.exit_code == 1, result.output
        report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
        assert len({article["path"] for article in report["articles"]}) == len(names)
        assert not report["errors"]
        assert "new<U+000A>line.txt:1:20: major" in result.output
    result = CliRunner().invoke(main, ["check", ".", "--output", "html=../report"])
    assert result.exit_code == 1, result.output
    assert len(list((folder / "report" / "articles").iterdir())) == len(names)


PLUGIN = """
from lint.finding import Severity
from lint.rule import Fix, InQuotes, RuleMeta, rule
META = RuleMeta(code="XX001", name="plugged", severity=Severity.MINOR, since="1", mqm="Style", fix=Fix.NONE,
                in_quotes=InQuotes.FLAG, examples=())
@rule(META)
def check(document):
    {body}
"""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import no_such_module", "no_such_module"),
        ('"""Doc."""' + PLUGIN.format(body="raise SystemExit(0)"), "XX001"),
        ('"""Doc."""' + PLUGIN.format(body="return [META.finding(0, 10**6, 'm')]"), "XX001"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_sick_plugin_is_no_success(folder: Path, source: str, said: str, jobs: str) -> None:
    site = folder / "site"
    (site / "plug-1.dist-info").mkdir(parents=True)
    (site / "plug.py").write_text(source, encoding="utf-8")
    (site / "plug-1.dist-info" / "METADATA").write_text("Name: plug\nVersion: 1\n", encoding="utf-8")
    points = "[newslint.rules]\nplug = plug\n"
    (site / "plug-1.dist-info" / "entry_points.txt").write_text(points, encoding="utf-8")
    command = [sys.executable, "-m", "lint", "clean.txt", "--jobs", jobs]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    result = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert result.returncode == 2
    assert said in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_what_cannot_be_fixed_is_no_success(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    path = folder / "fix.txt"
    path.write_text("It grew by 5 percents in a year, the bank said.\n", encoding="utf-8")
    path.chmod(0o444)
    result = CliRunner().invoke(main, ["check", "fix.txt", "--fix", "--fail-on", "critical"])
    assert result.exit_code == 2
    assert "write-protected" in result.output


def test_nothing_is_fixed_where_the_reports_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    path = folder / "fix.txt"
    path.write_text("It grew by 5 percents in a year, the bank said.\n", encoding="utf-8")
    before = path.read_bytes()
    for output in ("nonsense", "json=gone/x.json", "text=fix.txt"):
        assert CliRunner().invoke(main, ["check", "fix.txt", "--fix", "--output", output]).exit_code == 2
        assert path.read_bytes() == before
    assert CliRunner().invoke(main, ["check", "fix.txt", "--fix", "--output", "json=x.json"]).exit_code == 0
    assert path.read_bytes() != before


def test_an_error_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for option in ("--fix", "--diff"):
        assert CliRunner().invoke(main, ["check", "binary.txt", option]).output.count("is not text") == 1


def test_statistics_go_to_standard_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["check", "damaged.txt", "--output", "json", "--statistics"])
    assert json.loads(result.stdout)["summary"]["by_code"] == {"SE001": 1}
    assert "1  SE001  stop-inserted" in result.stderr


@linux
@pytest.mark.parametrize(("options", "shown"), [([], True), (["--quiet"], False)])
def test_a_progress_bar_is_for_a_person_who_waits(archive: Path, options: list[str], shown: bool) -> None:
    import pty
    import termios

    master, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (30, 100))
    command = [sys.executable, "-m", "lint", archive.name, "--jobs", "1", "--output", "json=out.json", *options]
    process = subprocess.Popen(command, cwd=archive.parent, stderr=terminal)
    os.close(terminal)
    try:
        os.set_blocking(master, False)
        seen = b""
        for _ in range(60):
            time.sleep(0.05)
            with contextlib.suppress(BlockingIOError):
                seen += os.read(master, 10_000)
            if b"%|" in seen:
                break
    finally:
        process.kill()
        process.wait(timeout=20)
        os.close(master)
    assert (b"%|" in seen) == shown


def test_no_progress_bar_goes_into_a_log(folder: Path) -> None:
    (folder / "many.jsonl").write_text("\n".join([json.dumps({"text": CLEAN * 50})] * 200), encoding="utf-8")
    assert not newslint("many.jsonl", "--jobs", "1", "--select", "PU", "--select", "QU", cwd=folder).stderr


def test_version_loads_neither_rules_nor_reports() -> None:
    code = (
        "import sys, lint.cli\ntry: lint.cli.main(['--version'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    )
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("lint.rules", "jinja2", "textstat", "ftfy", "nltk", "multiprocessing", "lint.registry"):
        assert f"'{heavy}'" not in modules
