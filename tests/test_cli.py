"""The command line as a pipeline sees it: real processes, real files, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import pytest

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
    (["check", "damaged.txt", "--jobs", "2"], 1),
    (["check", "clean.txt", "--jobs", "2"], 0),
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
def test_exit_code(folder: Path, arguments: Sequence[str], code: int) -> None:
    result = newslint(*arguments, cwd=folder)
    assert result.returncode == code, result.stdout.decode() + result.stderr.decode()
    assert b"Traceback" not in result.stderr
    if code == 2:
        assert result.stderr or b"error" in result.stdout, "exit code 2 says why"


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
    one, two = (newslint("many.jsonl", "--output", "json", "--jobs", jobs, cwd=folder) for jobs in ("1", "2"))
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


def test_settings_for_some_files(folder: Path) -> None:
    (folder / "wire").mkdir()
    (folder / "wire" / "a.txt").write_text(DAMAGED, encoding="utf-8")
    (folder / "newslint.toml").write_text('[per-file."wire/**"]\nignore = ["SE001"]\n', encoding="utf-8")
    assert newslint("check", "wire/a.txt", cwd=folder).returncode == 0
    assert newslint("check", "damaged.txt", cwd=folder).returncode == 1
    assert newslint("check", "wire/a.txt", "--isolated", cwd=folder).returncode == 1


def test_severity_can_be_set(folder: Path) -> None:
    (folder / "newslint.toml").write_text('[severity]\nstop-inserted = "minor"\n', encoding="utf-8")
    assert newslint("check", "damaged.txt", cwd=folder).returncode == 0
    assert newslint("check", "damaged.txt", "--fail-on", "minor", cwd=folder).returncode == 1


def test_a_reader_that_goes_away_is_no_success(folder: Path) -> None:
    (folder / "many.jsonl").write_text("\n".join([json.dumps({"id": 1, "text": DAMAGED})] * 3000), encoding="utf-8")
    command = f"{sys.executable} -m lint many.jsonl | head -1; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, timeout=120, check=False)
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_no_success(folder: Path) -> None:
    result = newslint("check", "clean.txt", "--output", "json=/dev/full", cwd=folder)
    assert result.returncode == 2
    assert b"could not be written" in result.stderr


def test_version_loads_neither_rules_nor_reports() -> None:
    code = (
        "import sys, lint.cli\ntry: lint.cli.main(['--version'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    )
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("lint.rules", "jinja2", "textstat", "ftfy", "nltk", "multiprocessing", "lint.registry"):
        assert f"'{heavy}'" not in modules
