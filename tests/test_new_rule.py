"""`newslint new-rule` writes a rule that works, and `newslint test-rules` tells a good rule from a bad one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lint.cli import main
from lint.registry import all_rules, use_plugins

ROOT = Path(__file__).parent.parent
RUFF = Path(sys.executable).with_name("ruff")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in; what is imported from it is forgotten afterwards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return tmp_path


@pytest.fixture(autouse=True)
def as_before() -> object:
    before = set(sys.modules)
    yield
    use_plugins(True)
    for name in set(sys.modules) - before:
        if "lint" not in name.split("."):
            del sys.modules[name]


def newslint(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def ruff_problems(path: Path) -> str:
    """What the project's own ruff settings find in a file."""
    settings = ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    done = [
        subprocess.run([RUFF, *command, *settings, path], capture_output=True, text=True, check=False, timeout=120)
        for command in (["check"], ["format", "--check"])
    ]
    return "".join(result.stdout for result in done if result.returncode)


# --- new-rule -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--instead", "because"],
        ["--phrase", "owing to the fact that it’s", "--instead", "as", "--severity", "major"],
        ["--phrase", "x", "--prefix", "tm", "--mqm", "Terminology/Wrong term"],
        ["--phrase", "a" * 40, "--instead", "b" * 40],
        ["--phrase", "C++ (the language), 1.5% of $2"],
        ["--phrase", "größer als", "--instead", "größer"],
    ],
)
def test_a_new_plug_in_passes_its_own_tests_and_ruff(here: Path, options: list[str]) -> None:
    result = newslint("new-rule", "due-to-the-fact", "--into", "night-desk", *options)
    assert result.exit_code == 0, result.output
    folder = here / "night-desk"
    package = folder / "night_desk"
    assert result.stdout.splitlines()[0] == str(Path("night-desk", "night_desk", "due_to_the_fact.py"))
    tested = newslint("test-rules", folder)
    assert tested.exit_code == 0, tested.output
    assert ruff_problems(folder) == ""
    code = "TM001" if "tm" in options else "NIGH001"
    assert f"## {code} due-to-the-fact" in (package / "RULES.md").read_text(encoding="utf-8")
    again = newslint("new-rule", "going-forward", "--into", folder)
    assert again.exit_code == 0, again.output
    assert f"{code[:-1]}2 going-forward" in again.output
    assert {"## " + code, f"## {code[:-1]}2"} <= {
        line.rpartition(" ")[0] for line in (package / "RULES.md").read_text(encoding="utf-8").splitlines()
    }
    assert newslint("test-rules", package / "going_forward.py", package / "due_to_the_fact.py").exit_code == 0


def test_a_new_plug_in_can_be_installed(here: Path) -> None:
    newslint("new-rule", "due-to-the-fact", "--into", "night-desk")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--target", "there", "./night-desk"], check=True, capture_output=True, timeout=300)
    explained = subprocess.run(
        [sys.executable, "-m", "lint", "explain", "due-to-the-fact"],
        env={"PYTHONPATH": "there", "PATH": ""}, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert "- From: night-desk 0.1" in explained.stdout


def test_a_rule_of_our_own_gets_the_next_code_of_its_family(here: Path) -> None:
    shutil.copytree(ROOT / "rules", "rules", ignore=shutil.ignore_patterns("__pycache__"))
    result = newslint("new-rule", "at-this-moment", "--family", "phrasing", "--instead", "now")
    assert result.exit_code == 0, result.output
    highest = max(rule.meta.code for rule in all_rules().values() if rule.meta.prefix == "PH")
    code = f"PH{int(highest[2:]) + 1:03}"
    assert f"{code} at-this-moment" in result.output
    file = Path("rules", "phrasing", "at_this_moment.py")
    tested = newslint("test-rules", file)
    assert tested.exit_code == 0, tested.output
    assert ruff_problems(file) == ""
    readme = Path("rules", "README.md").read_text(encoding="utf-8")
    assert f"## {code} at-this-moment" in readme
    assert "a test keeps it current" in readme


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Due-To"], "is no name of a rule"),
        (["due_to"], "is no name of a rule"),
        (["../due"], "is no name of a rule"),
        (["stop-inserted"], "called stop-inserted already"),
        (["due-to", "--phrase", 'say "no"'], "no quotation marks"),
        (["due-to", "--phrase", "two\nlines"], "no quotation marks"),
        (["due-to", "--phrase", "back\\slash"], "no quotation marks"),
        (["due-to", "--phrase", "x" * 41], "at most 40"),
        (["due-to", "--phrase", ", and"], "words at both ends"),
        (["due-to", "--phrase", "the"], "too common a phrase"),
        (["due-to", "--phrase", "the mayor of Leeds"], "choose another phrase"),
        (["due-to", "--instead", "due to him"], "choose another phrase"),
        (["due-to", "--instead", "{x}"], "no quotation marks"),
        (["due-to", "--mqm", "Stile"], "is no MQM category"),
        (["due-to", "--prefix", "PH"], "newslint's own prefix"),
        (["due-to", "--prefix", "toolong"], "two to four letters"),
        (["due-to", "--family", "phrasing"], "a plug-in has a --prefix"),
        (["due-to", "--into", "1st"], "cannot be the name of a Python package"),
        (["due-to", "--into", "full"], "not empty"),
        (["due-to", "--into", "project"], "names no package"),
        (["due-to", "--into", "absent"], "is no package"),
    ],
)
def test_what_cannot_be_begun_is_an_error_and_writes_nothing(here: Path, arguments: list[str], message: str) -> None:
    for name, text in {
        "full/x": "",
        "project/pyproject.toml": "[project]\nname = 'x'\n",
        "absent/pyproject.toml": '[project.entry-points."newslint.rules"]\nx = "gone"\n',
    }.items():
        (here / name).parent.mkdir()
        (here / name).write_text(text, encoding="utf-8")
    before = sorted(here.rglob("*"))
    into = [] if "--into" in arguments else ["--into", "desk"]
    result = newslint("new-rule", *arguments, *into)
    assert result.exit_code == 2
    assert message in result.output
    assert sorted(here.rglob("*")) == before


def test_nothing_is_written_over(here: Path) -> None:
    newslint("new-rule", "due-to", "--into", "desk")
    file = here / "desk" / "desk" / "due_to.py"
    file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    result = newslint("new-rule", "due-to", "--into", "desk")
    assert result.exit_code == 2
    assert "is there already" in result.output
    assert file.read_text(encoding="utf-8").endswith("# mine\n")


# --- test-rules -----------------------------------------------------------------------------------------------------

RULE = '''
"""Something is wrong.

It comes about in this way, and this is what to do about it.
"""
import re
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="TRY001", name="try-me", severity=Severity.MINOR, since="1", mqm="Style", fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("The mayor utilised it.", marks="utilised", fixed="The mayor used it.", message="Say “used”."),
        Bad("😀 They utilised what they had, and utilised it well.", marks=("utilised", "utilised")),
        Good("The mayor used it."),
        Good("The utility was sold in March."),
        Good("Rain fell in most parts of the country."),
    ),
)

@rule(META)
def check(document):
    for match in re.finditer("utilised", document.text):
        yield META.finding(match.start(), match.end(), "Say “used”.", replace="used")
'''

BAD = 'Bad("The mayor utilised it.", marks="utilised"'

CHANGES: dict[str, tuple[str, str, str]] = {
    "wrong mark": (BAD, 'Bad("The mayor utilised it.", marks="utilised it"', "it marks 'utilised', but should mark"),
    "marks nothing": ('"utilised", document', '"utilized", document', "it marks nothing, but should mark 'utilised'"),
    "marks a character too few": ("match.end(),", "match.end() - 1,", "it marks 'utilise', but should mark"),
    "too few marks": ('("utilised", "utilised")', '"utilised"', "it marks 'utilised', 'utilised', but should mark"),
    "wrong message": ('message="Say “used”."', 'message="Use “used”."', "but should say 'Use “used”.'"),
    "message without an end": ('"Say “used”.", replace', '"Say it", replace', "is no sentence on one line"),
    "message of two lines": ('"Say “used”.", replace', '"Say\\n“used”.", replace', "is no sentence on one line"),
    "not silent": ("The utility was sold", "The utilised thing was sold", "it marks 'utilised', but should be silent"),
    "another rule speaks": (
        "Rain fell in most parts of the country.", "They met in the. spring of last year.", "another rule marks",
    ),
    "wrong fix": ('fixed="The mayor used it."', 'fixed="The mayor uses it."', "but should give 'The mayor uses it.'"),
    "a fix that is never done": (
        'replace="used"', 'replace="utilised twice"', "applied again changes the text once more",
    ),
    "a fix that leaves damage": ('replace="used"', 'replace="utilised"', "the fix leaves 'utilised' to be found"),
    "no fix shown": ('fixed="The mayor used it.", ', "", "no example shows one"),
    "no fix declared": ("Fix.SAFE", "Fix.NONE", "declares no fix"),
    "too few examples": ('        Good("The mayor used it."),\n', "", "2 bad and 2 good examples are too few"),
    "no sentence": ("Something is wrong.", "Something is wrong", "should end with a full stop"),
    "no reasons": ("It comes about in this way, and this is what to do about it.\n", "", "how the damage arises"),
    "crashes": ("    for match", "    1 / 0\n    for match", "ZeroDivisionError"),
}  # fmt: skip


def test_a_good_rule_passes(here: Path) -> None:
    (here / "try_me.py").write_text(RULE, encoding="utf-8")
    result = newslint("test-rules", "try_me.py", "--pages", "pages.md")
    assert result.exit_code == 0
    assert re.search(r"^TRY001 try-me +2 +3 +1 +ok$", result.stdout, re.MULTILINE)
    assert result.stdout.endswith("1 rule, none with problems\n")
    assert "## TRY001 try-me" in (here / "pages.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", CHANGES)
def test_a_bad_rule_is_told_what_is_wrong(here: Path, change: str) -> None:
    old, new, message = CHANGES[change]
    assert old in RULE
    (here / "try_me.py").write_text(RULE.replace(old, new), encoding="utf-8")
    result = newslint("test-rules", "try_me.py")
    assert result.exit_code == 1, result.output
    assert message in result.stdout
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.py", None, "does not exist"),
        ("a.py", "", "holds no rules"),
        ("a.py", "import no_such_module", "no_such_module"),
        ("a.py", "raise SystemExit(0)  # @rule(", "does not load"),
        ("json.py", RULE, "its name json is that of"),
        ("a.py", RULE.replace("TRY001", "SE001"), "two rules are called SE001"),
        ("a.py", RULE.replace("@rule(META)", ""), "has no rule for it"),
        ("a.toml", "[rule]\ncode = 'TRY001'\n", "no [[entry]]"),
        ("a.toml", "[rule", "is no TOML"),
    ],
)
def test_what_cannot_be_tested_is_an_error(here: Path, name: str, text: str | None, message: str) -> None:
    if text is not None:
        (here / name).write_text(text, encoding="utf-8")
    result = newslint("test-rules", name)
    assert result.exit_code == 2, result.output
    assert message in result.output


def test_a_folder_without_rules_is_an_error(here: Path) -> None:
    (here / "setup.py").write_text("raise SystemExit(7)", encoding="utf-8")
    assert newslint("test-rules", ".").exit_code == 2
    assert newslint("test-rules").exit_code == 2


def test_only_what_looks_like_rules_is_loaded_of_a_folder(here: Path) -> None:
    for name in ("setup.py", "tests/test_x.py", ".venv/x.py", "build/try_me.py", "test_y.py"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(f"raise RuntimeError  {'# @rule(' if name != 'setup.py' else ''}", encoding="utf-8")
    (here / "rules").mkdir()
    (here / "rules" / "__init__.py").write_text("", encoding="utf-8")
    (here / "rules" / "_words.py").write_text("WORD = 'utilised'\n", encoding="utf-8")
    text = RULE.replace("import re\n", "import re\nfrom ._words import WORD\n")
    (here / "rules" / "try_me.py").write_text(text, encoding="utf-8")
    (here / "notes.toml").write_text("x = 1\n", encoding="utf-8")
    result = newslint("test-rules", ".")
    assert result.exit_code == 0, result.output


def test_our_own_rules_can_be_named_by_their_files() -> None:
    result = newslint("test-rules", ROOT / "rules" / "sentences", ROOT / "rules" / "punctuation" / "doubled_mark.py")
    assert result.exit_code == 0, result.output
    assert "SE001 stop-inserted" in result.stdout
