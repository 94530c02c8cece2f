"""What other packages bring: a worked example, installed for real, and every way in which one can be broken."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent / "plugin_example"
TEXT = "Northern Wire News said a total of 12 people met in Leeds.\n"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which pip has installed the example; without network, as the tests of a newsroom may run."""
    source = tmp_path_factory.mktemp("source") / "example"
    shutil.copytree(EXAMPLE, source)
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index", "--target"]
    subprocess.run([*command, str(target), str(source)], check=True, capture_output=True, timeout=300)
    return target


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs newslint as a process of its own, with a folder of packages on Python's path."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def newslint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(folder), "NEWSLINT_CACHE_DIR": str(tmp_path / "cache")}
        return subprocess.run(
            [sys.executable, "-m", "lint", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    return newslint


CHECK = ("check", "a.txt", "--isolated", "--engine", "none")


# --- the worked example ---------------------------------------------------------------------------------------------


def test_its_rules_and_packs_run_beside_ours(example: Path, run: Run) -> None:
    for options in ((), ("--jobs", "2"), ("--no-cache",)):
        done = run(example, *CHECK, *options)
        assert done.returncode == 1, done.stderr
        assert "DESK001 “Northern Wire News” is called “Northwire” now. (agency-name)" in done.stdout
        assert "DESK010 “a total of 12 people” is not our style: “12 people”. (house-terms)" in done.stdout


def test_its_rules_can_be_selected_and_ignored(example: Path, run: Run) -> None:
    for selector, found in (("DESK001", 1), ("DESK", 2), ("desk", 2), ("house-terms", 1), ("Style", 1)):
        done = run(example, *CHECK, "--select", selector, "--output", "json")
        assert json.loads(done.stdout)["summary"]["findings"] == found, selector
    assert run(example, *CHECK, "--ignore", "DESK").returncode == 0
    unknown = run(example, *CHECK, "--select", "agency-names")
    assert unknown.returncode == 2
    assert "did you mean 'agency-name'?" in unknown.stderr


def test_its_fixes_are_applied(example: Path, run: Run, tmp_path: Path) -> None:
    assert run(example, *CHECK, "--fix", "--unsafe-fixes").returncode == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "Northwire said 12 people met in Leeds.\n"


def test_its_rules_are_explained_and_listed_with_their_package(example: Path, run: Run) -> None:
    page = run(example, "explain", "house-terms").stdout
    assert "# DESK010 house-terms" in page
    assert "- From: newsroom-example 1.2" in page
    assert "^^^^^^^^" in page
    listed = json.loads(run(example, "rules", "--isolated", "--output-format", "json").stdout)
    packages = {rule["code"]: rule["package"] for rule in listed}
    assert packages["DESK001"] == packages["DESK010"] == "newsroom-example 1.2"
    assert packages["SE001"] == ""


def test_its_report_format_can_be_written(example: Path, run: Run, tmp_path: Path) -> None:
    done = run(example, *CHECK, "--output", "desk", "--output", "text=a.out")
    assert (done.returncode, done.stdout) == (1, "hold 1 of 1: a.txt (1)\n")
    assert "DESK001" in (tmp_path / "a.out").read_text(encoding="utf-8")
    run(example, *CHECK, "--output", "json=run.json")
    assert run(example, "report", "run.json", "--isolated", "--output", "desk").stdout == done.stdout


def test_without_plug_ins_it_is_as_if_it_were_not_there(example: Path, run: Run, tmp_path: Path) -> None:
    for options in (("--no-plugins",), ("--no-plugins", "--jobs", "2")):
        done = run(example, *CHECK, *options)
        assert (done.returncode, done.stdout) == (0, "No findings in 1 article.\n")
    assert run(example, "explain", "--no-plugins", "agency-name").returncode == 2
    assert run(example, *CHECK, "--no-plugins", "--output", "desk").returncode == 2
    (tmp_path / "newslint.toml").write_text("plugins = false\nengine = 'none'\n", encoding="utf-8")
    assert run(example, "a.txt").returncode == 0
    assert run(example, "a.txt", "--plugins").returncode == 1


def test_its_examples_pass_installed_or_not(example: Path, run: Run, tmp_path: Path) -> None:
    for folder in (example, tmp_path):
        for path in (EXAMPLE, EXAMPLE / "newsroom_example" / "rules" / "agency_name.py", example):
            done = run(folder, "test-rules", str(path))
            assert done.returncode == 0, done.stdout + done.stderr
            assert "DESK001 agency-name" in done.stdout
            assert done.stdout.splitlines()[-1].endswith("none with problems")


def test_a_changed_rule_is_not_answered_from_the_cache(example: Path, run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(example, copy)
    assert run(copy, *CHECK).returncode == run(copy, *CHECK).returncode == 1
    pack = copy / "newsroom_example" / "packs" / "house_terms.toml"
    stamp = pack.stat()
    pack.write_text(pack.read_text(encoding="utf-8").replace("is not our style", "is bad"), encoding="utf-8")
    os.utime(pack, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert "“a total of 12 people” is bad" in run(copy, *CHECK).stdout


# --- broken ones ----------------------------------------------------------------------------------------------------

RULE = '''
"""Something is wrong.

It comes about in this way, and this is what to do about it.
"""
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="WRNG001", name="wrong-word", severity=Severity.MAJOR, since="1", mqm="Style", fix=Fix.NONE,
    in_quotes=InQuotes.FLAG, examples=(),
)

@rule(META)
def check(document):
    yield META.finding(0, 5, "Wrong.")
'''

PACK = """
[rule]
code = "WRNG002"
name = "wrong-phrase"
severity = "minor"
mqm = "Style"
since = "1"
in-quotes = "flag"
fault = "is wrong"
summary = "Wrong."
rationale = "Because."
[[entry]]
phrase = "in leeds"
hint = "in York"
"""

EMPTY = {"broken/__init__.py": ""}
"""A package without anything in it."""

FORMAT = """
class Report:
    def __init__(self, target): self.target = target
    def begin(self, run): pass
    def article(self, article): pass
    def end(self, summary): self.target.stream.write("written\\n")
"""


def package(folder: Path, group: str, value: str, files: Mapping[str, str]) -> Path:
    """A package as pip leaves it: its files, and a description with an entry point."""
    described = folder / "broken_desk-0.9.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-desk\nVersion: 0.9\n", encoding="utf-8")
    (described / "entry_points.txt").write_text(f"[newslint.{group}]\nbroken = {value}\n", encoding="utf-8")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def changed(old: str, new: str, text: str = RULE) -> dict[str, str]:
    assert old in text
    return {"broken.py": text.replace(old, new)}


AT_LOADING: dict[str, tuple[str, str, dict[str, str], str]] = {
    "import error": ("rules", "broken", {"broken.py": "import no_such_module"}, "no_such_module"),
    "syntax error": ("rules", "broken", {"broken.py": "def"}, "SyntaxError"),
    "leaves Python": ("rules", "broken", {"broken.py": "raise SystemExit(0)"}, "SystemExit"),
    "points to nothing": ("rules", "broken", {}, "No module named 'broken'"),
    "points to no such thing": ("rules", "broken:gone", {"broken.py": RULE}, "gone"),
    "names a rule, no module": ("rules", "broken:check", {"broken.py": RULE}, "names no module"),
    "holds no rule": ("rules", "broken", {"broken.py": "x = 1"}, "brings no rule"),
    "rule not decorated": ("rules", "broken", changed("@rule(META)\n", ""), "describes WRNG001 but has no rule"),
    "rule not described": ("rules", "broken", changed("META =", "_META ="), "META"),
    "described by a dict": ("rules", "broken", changed("META = RuleMeta(", "META = dict("), "not by a RuleMeta"),
    "not documented": (
        "rules", "broken", {"broken.py": RULE.partition('"""\nfrom')[2].join(["from", ""])}, "docstring",
    ),
    "wrong code": ("rules", "broken", changed("WRNG001", "W1"), "is no rule code"),
    "wrong name": ("rules", "broken", changed("wrong-word", "Wrong Word"), "is no rule name"),
    "wrong severity": ("rules", "broken", changed("Severity.MAJOR", '"major"'), "severity is 'major'"),
    "wrong category": ("rules", "broken", changed('mqm="Style"', 'mqm="Stile"'), "is no MQM category"),
    "wrong examples": ("rules", "broken", changed("examples=()", 'examples=("x",)'), "neither Bad nor Good"),
    "a code of ours": ("rules", "broken", changed("WRNG001", "SE001"), "two rules are called SE001"),
    "a name of ours": ("rules", "broken", changed("wrong-word", "stop-inserted"), "two rules are called stop-inserted"),
    "pack is no TOML": ("packs", "broken", {**EMPTY, "broken/a.toml": "[rule"}, "a.toml: is no TOML"),
    "pack without a rule": (
        "packs", "broken", {**EMPTY, "broken/a.toml": "[[entry]]\nphrase = 'x y'\nhint = 'z'"}, "[rule] is missing",
    ),
    "pack without entries": ("packs", "broken", {**EMPTY, "broken/a.toml": PACK.partition("[[")[0]}, "no [[entry]]"),
    "pack with an unknown key": (
        "packs", "broken", {**EMPTY, "broken/a.toml": PACK.replace("since", 'colour = "red"\nsince')}, "colour",
    ),
    "pack without a fault": (
        "packs", "broken", {**EMPTY, "broken/a.toml": PACK.replace('fault = "is wrong"', "")}, "'fault'",
    ),
    "pack with an unknown slot": (
        "packs", "broken", {**EMPTY, "broken/a.toml": PACK.replace("in leeds", "in <town>")}, "unknown slot <town>",
    ),
    "pack in no package": ("packs", "broken", {"broken.py": ""}, "broken"),
    "packs without any": ("packs", "broken", EMPTY, "brings no rule"),
}  # fmt: skip


@pytest.mark.parametrize("case", AT_LOADING)
def test_a_package_that_is_broken_is_named_by_every_command(case: str, run: Run, tmp_path: Path) -> None:
    group, value, files, reason = AT_LOADING[case]
    folder = package(tmp_path / "packages", group, value, files)
    done = run(folder, *CHECK)
    assert done.returncode == 2, done.stdout
    assert done.stdout == ""
    assert "from broken-desk 0.9" in done.stderr
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_that_needs_rules_says_so(run: Run, tmp_path: Path) -> None:
    folder = package(tmp_path / "packages", "rules", "broken", {"broken.py": "import no_such_module"})
    for command in (["rules", "--isolated"], ["config", "--isolated"], ["explain", "SE001"]):
        done = run(folder, *command)
        assert done.returncode == 2
        assert "from broken-desk 0.9" in done.stderr
        assert run(folder, *command, "--no-plugins").returncode == 0


AT_WORK = {
    "crashes": "    raise RuntimeError('boom')\n    yield",
    "leaves Python": "    raise SystemExit(0)\n    yield",
    "gives nothing": "    return None",
    "gives no finding": "    yield 7",
    "marks behind the end": "    yield META.finding(0, 10**6, 'Wrong.')",
    "marks nothing": "    yield META.finding(3, 3, 'Wrong.')",
    "says nothing": "    yield META.finding(0, 5, '')",
    "suggests without a fix": "    yield META.finding(0, 5, 'Wrong.', replace='x')",
    "another's code": "    from dataclasses import replace\n    yield replace(META.finding(0, 5, 'x'), code='SE001')",
}


@pytest.mark.parametrize("case", AT_WORK)
def test_a_rule_that_fails_at_work_is_an_error_of_its_package(case: str, run: Run, tmp_path: Path) -> None:
    old = '    yield META.finding(0, 5, "Wrong.")'
    folder = package(tmp_path / "packages", "rules", "broken", changed(old, AT_WORK[case]))
    for _ in range(2):  # it is not kept either
        done = run(folder, *CHECK)
        assert done.returncode == 2
        assert "rule WRNG001 (wrong-word, from broken-desk 0.9) crashed" in done.stdout
        assert "Traceback" not in done.stderr


FORMATS: dict[str, tuple[str, dict[str, str], str]] = {
    "points to nothing": ("broken", {}, "No module named"),
    "cannot be called": ("broken:x", {"broken.py": "x = 1"}, "cannot be called"),
    "a module": ("broken", {"broken.py": FORMAT}, "cannot be called"),
    "lacks a method": (
        "broken:Report", changed("def article(self, article): pass", "", FORMAT), "has no method article",
    ),
    "a method that is none": ("broken:Report", {"broken.py": FORMAT + "    end = None\n"}, "has no method end"),
    "fails at once": ("broken:Report", changed("self.target = target", "1 / 0", FORMAT), "ZeroDivisionError"),
    "fails at an article": (
        "broken:Report", changed("article): pass", "article): article.gone", FORMAT), "no attribute 'gone'",
    ),
    "leaves Python at the end": (
        "broken:Report", changed("self.target.stream", "raise SystemExit(0); self", FORMAT), "SystemExit",
    ),
    "takes too much": ("broken:Report", changed("begin(self, run)", "begin(self)", FORMAT), "begin()"),
}  # fmt: skip


@pytest.mark.parametrize("case", FORMATS)
def test_a_format_that_is_broken_is_an_error_of_its_package(case: str, run: Run, tmp_path: Path) -> None:
    value, files, reason = FORMATS[case]
    folder = package(tmp_path / "packages", "reports", value, files)
    done = run(folder, *CHECK, "--output", "broken")
    assert done.returncode == 2, done.stdout
    assert "from broken-desk 0.9" in done.stderr
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert "defect of newslint" not in done.stderr
    assert run(folder, *CHECK).returncode == 0, "what is not asked for does no harm"


def test_a_format_may_not_take_our_name(run: Run, tmp_path: Path) -> None:
    folder = package(tmp_path / "packages", "reports", "broken:Report", {"broken.py": FORMAT})
    entries = folder / "broken_desk-0.9.dist-info" / "entry_points.txt"
    entries.write_text("[newslint.reports]\njson = broken:Report\n", encoding="utf-8")
    done = run(folder, *CHECK, "--output", "json")
    assert done.returncode == 2
    assert "two report formats are called json: broken:Report (from broken-desk 0.9) and lint" in done.stderr


def test_an_engine_that_points_to_nothing_is_an_error_of_its_package(run: Run, tmp_path: Path) -> None:
    folder = package(tmp_path / "packages", "engines", "broken:Engine", {})
    done = run(folder, "check", "a.txt", "--isolated", "--engine", "broken")
    assert done.returncode == 2
    assert "from broken-desk 0.9" in done.stderr


def test_sound_ones_made_in_the_same_way_work(run: Run, tmp_path: Path) -> None:
    """Else the cases above could fail for another reason than the one that they are about."""
    for group, value, files, words in (
        ("rules", "broken", {"broken.py": RULE}, "WRNG001 Wrong."),
        ("packs", "broken", {**EMPTY, "broken/a.toml": PACK}, "WRNG002 “in Leeds” is wrong: in York."),
    ):
        done = run(package(tmp_path / group, group, value, files), *CHECK)
        assert words in done.stdout
        assert not done.stderr
    done = run(package(tmp_path / "f", "reports", "broken:Report", {"broken.py": FORMAT}), *CHECK, "--output", "broken")
    assert (done.returncode, done.stdout) == (0, "written\n")
