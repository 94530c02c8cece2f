"""What a run comes to, in one table: each situation is a real process, with its exit code and a word of what it says.

0: nothing at or above --fail-on. 1: findings. 2: something was not checked, or not told. Nothing passes by failing.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from tests.test_cli import CLEAN, DAMAGED, PLUGIN, children, ended, wait_until

TAME = "The minister, he said ,left on Friday; the reason was given by nobody at all.\n"
ACCEPTED = '{"newslint-accepted": 1, "findings": []}'
BASELINE = '{"newslint-baseline": 1, "findings": [%s null]}'
STALE = '{"path": "clean.txt", "code": "SE001", "fingerprint": "0123456789abcdef", "count": 1, "text": "x"},'
DIFF = "--- a/clean.txt\n+++ b/clean.txt\n@@ -0,0 +1 @@\n+{}"
ARGUMENTS = [sys.executable, "-m", "lint"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the situations need; none of them changes it."""
    folder = tmp_path_factory.mktemp("desk")
    texts = {
        "clean.txt": CLEAN,
        "damaged.txt": DAMAGED,
        "minor.txt": TAME,
        "markup.html": "<!doctype html><p>Yes.",
        "latin.txt": "caf\u00e9 " * 9,
        "broken.jsonl": json.dumps({"id": 1, "text": CLEAN}) + '\n{"id": 2, "text": \n',
        "keyless.jsonl": json.dumps({"id": 1, "body": CLEAN}) + "\n",
        "bad.toml": "[tool.newslint",
        "typo.toml": 'igmore = ["PU"]\n',
        "type.toml": 'ignore = "PU"\n',
        "rule.toml": '[severity]\n"PU999" = "minor"\n',
        "level.toml": '[severity]\n"SE001" = "grave"\n',
        "mild.toml": '[severity]\n"sentences" = "neutral"\n"SE001" = "minor"\n',
        "section.toml": '[per-section]\nheadlines = { ignore = ["PU"] }\n',
        "body.toml": '[per-section]\nbody = { ignore = ["SE", "SY"] }\n',
        "file.toml": '[per-file."dam*"]\nignore = ["SE001", "SY021"]\n',
        "none.toml": 'ignore = ["ALL"]\n',
        "names.toml": 'names = ["gone.txt"]\n',
        "lost.toml": 'baseline = "gone.json"\n',
        "accepting.toml": 'accepted = "gone.json"\n',
        "logo.toml": '[report]\nlogo = "gone.svg"\n',
        "accepted.json": ACCEPTED,
        "broken.json": '{"newslint-accepted": 1, "findings": [',
        "baseline.json": BASELINE % "",
        "stale.json": BASELINE % STALE,
        "newer.json": '{"newslint-baseline": 99, "findings": []}',
        "history.json": '{"newslint-history": 1, "runs": {}}',
        "report.json": '{"schema": 1, "articles": [',
        "clean.diff": DIFF.format(CLEAN),
        "other.diff": DIFF.format(DAMAGED),
        "no.diff": "fatal: bad revision\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"%PDF-1.7\n\x00\x01")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "nothing").mkdir()
    (folder / "folder.txt").mkdir()
    (folder / "dangling.txt").symlink_to("gone.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    return folder


def stamps(folder: Path) -> dict[str, int]:
    """When each file was written last."""
    return {path.name: path.lstat().st_mtime_ns for path in folder.iterdir()}


@pytest.fixture(scope="module")
def before(desk: Path) -> dict[str, int]:
    """The files before the first situation."""
    return stamps(desk)


@dataclass(frozen=True)
class Case:
    """`said` stands in what the process prints, on either stream."""

    arguments: str
    code: int
    said: str
    stdin: bytes = b""


NOBODY = "http://127.0.0.1:9"
"""Nobody listens on the port for discarding."""

TABLE = {
    # What is found
    "no findings": Case("clean.txt", 0, "No findings"),
    "findings": Case("damaged.txt", 1, "1 major"),
    "findings and clean articles": Case("clean.txt damaged.txt", 1, "in 2 articles"),
    "findings below fail-on": Case("damaged.txt --fail-on critical", 0, "1 major"),
    "findings at fail-on": Case("damaged.txt --fail-on minor", 1, "1 major"),
    "minor findings only": Case("minor.txt", 0, "minor"),
    "findings, exit-zero": Case("damaged.txt --exit-zero", 0, "1 major"),
    "findings of rules that are ignored": Case("damaged.txt --ignore SE001,SY021", 0, "No findings"),
    "findings whose severity is lowered": Case("damaged.txt --config mild.toml", 0, "1 minor"),
    "findings ignored in a section": Case("damaged.txt --config body.toml", 0, "No findings"),
    "findings ignored in a file": Case("damaged.txt --config file.toml", 0, "No findings"),
    "fixes to show": Case("damaged.txt --diff --unsafe-fixes", 1, "+The council met in the spring"),
    "no fixes to show": Case("clean.txt --diff", 0, ""),
    # Input
    "no paths": Case("check", 2, "name the articles"),
    "a file that does not exist": Case("gone.txt", 2, "does not exist"),
    "a folder without articles": Case("nothing", 2, "holds no articles"),
    "a folder without articles, allowed": Case("nothing --allow-empty", 0, "Nothing was checked"),
    "a pattern that matches nothing": Case("*.rst", 2, "matches no articles"),
    "a dangling link": Case("dangling.txt", 2, "dangling.txt"),
    "a dangling link in a folder": Case(".", 2, "dangling.txt: error cannot be read"),
    "a link to itself": Case("loop.txt", 2, "loop.txt"),
    "a folder with the name of an article": Case("folder.txt", 2, "holds no articles"),
    "an empty file": Case("empty.txt", 2, "is empty"),
    "a file that is no text": Case("binary.txt clean.txt", 2, "is not text"),
    "a file that is no text, exit-zero": Case("binary.txt clean.txt --exit-zero", 2, "is not text"),
    "a file that is no text, and findings": Case("binary.txt damaged.txt", 2, "1 major"),
    "a format that cannot be read": Case("markup.html", 2, "looks like HTML"),
    "another encoding than said": Case("latin.txt --encoding ascii", 2, "latin.txt"),
    "an unknown encoding": Case("clean.txt --encoding klingon", 2, "klingon"),
    "an article that is too long": Case("clean.txt --max-article-size 10", 2, "is larger than"),
    "a broken line of JSON Lines": Case("broken.jsonl", 2, "broken.jsonl:2: error is not valid JSON"),
    "JSON Lines without the key": Case("keyless.jsonl", 2, "has no field 'text'"),
    "standard input, clean": Case("-", 0, "No findings", CLEAN.encode()),
    "standard input, damaged": Case("-", 1, "1 major", DAMAGED.encode()),
    "standard input, empty": Case("-", 2, "is empty"),
    "standard input to fix": Case("- --fix", 2, "only files can be", CLEAN.encode()),
    # Options and settings
    "an unknown option": Case("clean.txt --no-such-option", 2, "No such option"),
    "an unknown command with arguments": Case("chek clean.txt", 2, "chek: error does not exist"),
    "an unknown rule": Case("clean.txt --select PU999", 2, "unknown rule or family 'PU999'"),
    "an unknown rule to explain": Case("explain SE999", 2, "unknown rule"),
    "an unknown format": Case("clean.txt --output nonsense", 2, "unknown report format"),
    "an unknown severity": Case("clean.txt --fail-on worst", 2, "worst"),
    "no rule left": Case("clean.txt --ignore ALL", 2, "no rule is selected"),
    "no rule left by the settings": Case("clean.txt --config none.toml", 2, "no rule is selected"),
    "broken settings": Case("clean.txt --config bad.toml", 2, "bad.toml"),
    "missing settings": Case("clean.txt --config gone.toml", 2, "gone.toml"),
    "an unknown setting": Case("clean.txt --config typo.toml", 2, "did you mean 'ignore'"),
    "a setting of the wrong type": Case("clean.txt --config type.toml", 2, "list of strings"),
    "a severity for an unknown rule": Case("clean.txt --config rule.toml", 2, "PU999"),
    "an unknown severity in the settings": Case("clean.txt --config level.toml", 2, "neutral, minor, major, critical"),
    "an unknown section": Case("clean.txt --config section.toml", 2, "did you mean 'headline'"),
    "settings that name a missing list": Case("clean.txt --config names.toml --languagetool off", 2, "gone.txt"),
    "settings that name a missing logo": Case("clean.txt --config logo.toml", 2, "gone.svg"),
    "settings that exclude each other": Case("clean.txt --isolated --config mild.toml", 2, "exclude each other"),
    # Engines
    "an engine that must answer and is absent": Case("clean.txt --languagetool required", 2, "not installed"),
    "an engine that may answer and is absent": Case("clean.txt --languagetool auto", 0, "No findings"),
    "a server that is down": Case(f"clean.txt --languagetool {NOBODY}", 2, "did not check 1 article"),
    "a server that is down, exit-zero": Case(f"clean.txt --languagetool {NOBODY} --exit-zero", 2, "127.0.0.1"),
    "an unknown engine": Case("clean.txt --engine oracle", 2, "oracle"),
    # Reports
    "an output folder that is missing": Case("clean.txt --output json=nowhere/x.json", 2, "nowhere"),
    "an output that is a folder": Case("clean.txt --output json=nothing", 2, "directory"),
    "an output folder that is a file": Case("clean.txt --output html=clean.txt/report", 2, "clean.txt"),
    "an output over an article": Case("clean.txt --output text=clean.txt", 2, "is to be checked"),
    "two outputs to one place": Case("clean.txt --output text=x --output json=./x", 2, "two outputs"),
    "two outputs to the terminal": Case("clean.txt --output json --output text", 2, "only one output"),
    "a full disk": Case("damaged.txt --output json=/dev/full", 2, "No space left"),
    "a full disk, exit-zero": Case("clean.txt --output text=/dev/full --exit-zero", 2, "No space left"),
    "a report that was cut": Case("report report.json", 2, "is no JSON report"),
    # What is known
    "an accepted file that is missing": Case("clean.txt --accepted gone.json", 2, "gone.json"),
    "an accepted file of the settings that is missing": Case("clean.txt --config accepting.toml", 2, "gone.json"),
    "an accepted file that is broken": Case("clean.txt --accepted broken.json", 2, "accepted findings"),
    "a baseline": Case("clean.txt --baseline baseline.json", 0, "No findings"),
    "a baseline and new findings": Case("damaged.txt --baseline baseline.json", 1, "1 major"),
    "a baseline that is missing": Case("clean.txt --baseline gone.json", 2, "gone.json"),
    "a baseline of the settings that is missing": Case("clean.txt --config lost.toml", 2, "gone.json"),
    "a baseline that is broken": Case("clean.txt --baseline broken.json --exit-zero", 2, "is no baseline"),
    "a baseline of another version": Case("clean.txt --baseline newer.json", 2, "another version"),
    "a baseline with more than there is": Case("clean.txt --baseline stale.json", 0, "not found any more"),
    "a baseline to prune that is missing": Case("baseline clean.txt --prune --output gone.json", 2, "no baseline"),
    "a baseline that cannot be written": Case("baseline clean.txt --output nowhere/b.json", 2, "nowhere"),
    "a history that is broken": Case("clean.txt --history history.json", 2, "history.json"),
    "a history that cannot be written": Case("clean.txt --history nowhere/h.json", 2, "cannot be written"),
    # What has changed
    "changed since, without a repository": Case("clean.txt --changed-since main", 2, "git repository"),
    "changed since an option": Case("clean.txt --changed-since --output=x", 2, "git repository"),
    "changed lines of nothing": Case("clean.txt --diff-only", 2, "goes with --changed-since"),
    "a diff": Case("clean.txt damaged.txt --diff-from clean.diff", 0, "1 unchanged file"),
    "a diff that does not fit": Case("clean.txt --diff-from other.diff", 2, "does not fit"),
    "a diff that is none": Case("clean.txt --diff-from no.diff", 2, "is no unified diff"),
    "a diff that is missing": Case("clean.txt --diff-from gone.diff", 2, "gone.diff"),
    "a diff that is empty": Case("clean.txt --diff-from -", 2, "is empty"),
}  # fmt: skip


def environment(desk: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "COLUMNS": "100", "GIT_CEILING_DIRECTORIES": str(desk.parent), **more}


def run(desk: Path, *arguments: str, stdin: bytes = b"", **more: str) -> tuple[int, str]:
    """Exit code and output, both streams together."""
    result = subprocess.run(
        [*ARGUMENTS, *arguments], cwd=desk, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=environment(desk, **more), timeout=120, check=False,
    )  # fmt: skip
    return result.returncode, result.stdout.decode()


@pytest.fixture(scope="module")
def outcomes(desk: Path, before: dict[str, int]) -> Iterator[dict[str, Future[tuple[int, str]]]]:
    """All situations of the table, a few at a time: most of a short run is waiting for modules to load."""
    with ThreadPoolExecutor(4) as pool:
        yield {name: pool.submit(run, desk, *case.arguments.split(), stdin=case.stdin) for name, case in TABLE.items()}


@pytest.mark.parametrize("name", TABLE)
def test_exit_code(outcomes: dict[str, Future[tuple[int, str]]], name: str) -> None:
    code, output = outcomes[name].result()
    assert code == TABLE[name].code, output
    assert TABLE[name].said in output
    assert "Traceback" not in output
    assert output or code == 0


def test_a_run_changes_nothing_but_what_it_is_told_to(
    desk: Path, outcomes: dict[str, Future[tuple[int, str]]], before: dict[str, int]
) -> None:
    wait(outcomes.values())
    after = stamps(desk)
    assert {name for name in before if before[name] != after.get(name)} == set()
    assert not set(after) - set(before), "no file is left behind"


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60
    assert {case.code for case in TABLE.values()} == {0, 1, 2}


# Situations that take more than a command line


def shell(desk: Path, command: str) -> tuple[int, str]:
    script = command.replace("newslint", " ".join(map(shlex.quote, ARGUMENTS)))
    result = subprocess.run(
        ["sh", "-c", script], cwd=desk, capture_output=True, text=True, env=environment(desk), timeout=60, check=False
    )
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr
    return result.returncode, result.stdout + result.stderr


CLOSED = {
    "closed standard output": ("newslint damaged.txt >&-", 2),
    "closed standard output, clean": ("newslint clean.txt >&-", 2),
    "closed standard output, report in a file": ("newslint damaged.txt --output json=/dev/null >&-", 1),
    "closed standard error": ("newslint gone.txt 2>&-", 2),
    "closed standard input, not needed": ("newslint clean.txt <&-", 0),
    "closed standard input": ("newslint - <&-", 2),
    "all closed": ("newslint damaged.txt >&- 2>&- <&-", 2),
    "standard output full": ("newslint clean.txt > /dev/full", 2),
    "standard error full": ("newslint gone.txt 2> /dev/full", 2),
}


@pytest.mark.parametrize(("command", "code"), CLOSED.values(), ids=CLOSED)
def test_closed_and_full_streams(desk: Path, command: str, code: int) -> None:
    assert shell(desk, command)[0] == code


@pytest.mark.parametrize("arguments", [["damaged.txt"], ["clean.txt", "--exit-zero"], ["rules"]], ids=" ".join)
def test_a_reader_that_is_gone(desk: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        process = subprocess.run(
            [*ARGUMENTS, *arguments], cwd=desk, stdout=pipe, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert process.returncode == 2
    assert b"Traceback" not in process.stderr


@pytest.fixture
def waiting(desk: Path, tmp_path: Path) -> Iterator[Popen[bytes]]:
    """A run with two workers that is reading standard input."""
    output = tmp_path / "out.json"
    arguments = ["-", "--format", "jsonl", "--jobs", "2", "--output", f"json={output}", "--output", "text"]
    process = Popen(
        [*ARGUMENTS, *arguments], cwd=desk, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment(desk)
    )  # fmt: skip
    wait_until(lambda: output.exists() and len(children(process.pid)) == 2)
    yield process
    process.kill()
    process.communicate(timeout=20)


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux to look at processes")


@linux
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_a_signal(waiting: Popen[bytes], sign: signal.Signals, code: int) -> None:
    workers = children(waiting.pid)
    waiting.send_signal(sign)
    assert waiting.wait(timeout=20) == code
    assert waiting.stderr is not None
    assert b"Traceback" not in waiting.stderr.read()
    wait_until(lambda: all(ended(worker) for worker in workers))


@linux
def test_a_worker_that_is_killed(waiting: Popen[bytes]) -> None:
    os.kill(children(waiting.pid)[0], signal.SIGKILL)
    output, error = waiting.communicate(json.dumps({"text": CLEAN}).encode(), timeout=60)
    assert waiting.returncode == 2
    assert b"a worker process ended" in output
    assert b"Traceback" not in error


BUGS = {
    "a rule that crashes": ("raise RuntimeError('no more')", "crashed, the article counts as not checked"),
    "a rule that exits": ("raise SystemExit(0)", "crashed, the article counts as not checked"),
    "a rule that marks what is not there": ("return [META.finding(0, 10**6, 'm')]", "in a text of"),
    "a rule that says nothing": ("return [META.finding(0, 1, '')]", "no message"),
    "a rule that returns nonsense": ("return 7", "XX001"),
}


@pytest.mark.parametrize(("bug", "said"), BUGS.values(), ids=BUGS)
def test_a_plugin_with_a_bug(desk: Path, tmp_path: Path, bug: str, said: str) -> None:
    code, output = run(desk, "clean.txt", "--exit-zero", PYTHONPATH=plugin(tmp_path, PLUGIN.format(body=bug)))
    assert code == 2, output
    assert said in output
    assert "Traceback" not in output


@pytest.mark.parametrize("source", ["import no_such_module", "def (", "raise SystemExit(0)", "1 / 0"])
def test_a_plugin_that_does_not_load(desk: Path, tmp_path: Path, source: str) -> None:
    code, output = run(desk, "clean.txt", PYTHONPATH=plugin(tmp_path, source))
    assert code == 2, output
    assert "does not load" in output
    assert "Traceback" not in output


def plugin(folder: Path, source: str) -> str:
    """A package of rules as pip installs one; returns the folder that has to be on the path."""
    metadata = folder / "plug-1.dist-info"
    metadata.mkdir()
    (folder / "plug.py").write_text('"""Doc."""\n' + source, encoding="utf-8")
    (metadata / "METADATA").write_text("Name: plug\nVersion: 1\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text("[newslint.rules]\nplug = plug\n", encoding="utf-8")
    return str(folder)


def test_a_file_that_cannot_be_fixed(tmp_path: Path) -> None:
    path = tmp_path / "fix.txt"
    path.write_text("It grew by 5 percents in a year, the bank said.\n", encoding="utf-8")
    path.chmod(0o444)
    code, output = run(tmp_path, "fix.txt", "--fix", "--exit-zero")
    assert code == 2
    assert "write-protected" in output
    path.chmod(0o644)
    assert run(tmp_path, "fix.txt", "--fix")[0] == 0


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgSign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a damaged article in it, and one that is not yet added."""
    folder = tmp_path_factory.mktemp("repo")
    (folder / "old.txt").write_text(DAMAGED, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    (folder / "new.txt").write_text(DAMAGED, encoding="utf-8")
    git(folder.parent, "clone", "-q", "--bare", str(folder), str(folder / "bare.git"))
    return folder


SINCE = {
    "changed since a branch, unchanged": ("old.txt --changed-since main", 0, "1 unchanged file"),
    "changed since a branch, changed": ("old.txt new.txt --changed-since main", 1, "1 unchanged file"),
    "changed since an unknown branch": ("old.txt --changed-since nowhere", 2, "'nowhere' is no branch"),
    "changed since an unknown branch, exit-zero": ("old.txt --changed-since nowhere --exit-zero", 2, "nowhere"),
    "changed since an option": ("old.txt --changed-since --output=pwned", 2, "is no branch"),
    "changed since, outside": ("/dev/null --changed-since main", 2, "lies outside"),
    "changed since, a missing file": ("gone.txt --changed-since main", 2, "does not exist"),
    "changed since, standard input": ("- --changed-since main", 2, "standard input"),
}


@pytest.mark.parametrize(("arguments", "code", "said"), SINCE.values(), ids=SINCE)
def test_changed_since(repo: Path, arguments: str, code: int, said: str) -> None:
    found, output = run(repo, *arguments.split())
    assert found == code, output
    assert said in output
    assert not (repo / "pwned").exists()
