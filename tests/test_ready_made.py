"""What is ready made for pipelines, run for real: the hooks, the action's steps, the completion, the manual page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
NEWSLINT = Path(sys.executable).with_name("newslint")
CLEAN = "The council met on Monday to vote on the budget.\n"
DAMAGED = "They met in the. spring of last year.\n"
PRE_COMMIT = "pre-commit==4.7.0"


def run(*command: str | Path, cwd: Path, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True,
        timeout=600, check=False,
    )  # fmt: skip
    if check:
        assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a virtual environment with pre-commit, and the YAML reader that comes with it."""
    folder = tmp_path_factory.mktemp("tools")
    venv.create(folder, with_pip=True)
    binaries = next(folder.glob("*/python")).parent
    run(binaries / "python", "-m", "pip", "install", "-q", PRE_COMMIT, cwd=folder)
    return binaries


def yaml(tools: Path, path: Path) -> Any:
    """A YAML file as a YAML parser reads it."""
    code = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], encoding='utf-8'))))"
    return json.loads(run(tools / "python", "-c", code, path, cwd=ROOT).stdout)


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git would check out, as a repository of its own: building it leaves nothing in ours."""
    folder = tmp_path_factory.mktemp("checkout")
    names = run("git", "ls-files", "-co", "--exclude-standard", "-z", cwd=ROOT).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit all that is in a folder."""
    who = ["-c", "user.name=n", "-c", "user.email=n@example.org"]
    run("git", "init", "-q", ".", cwd=folder)
    run("git", "add", "-A", cwd=folder)
    run("git", *who, "commit", "-q", "-m", "c", "--no-verify", cwd=folder)


# --- pre-commit -----------------------------------------------------------------------------------------------------


def test_the_hooks_run_in_a_repository(tools: Path, checkout: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    settings = {
        "repos": [{"repo": str(checkout), "rev": "HEAD", "hooks": [{"id": "newslint"}, {"id": "newslint-fix"}]}]
    }
    settings["repos"][0]["rev"] = run("git", "rev-parse", "HEAD", cwd=checkout).stdout.strip()
    (archive / ".pre-commit-config.yaml").write_text(json.dumps(settings), encoding="utf-8")
    files = {
        "good.txt": CLEAN,
        "bad.md": DAMAGED,
        "README.md": DAMAGED,
        "requirements.txt": "click\n",
        "x.py": "x = 1\n",
    }
    for name, text in files.items():
        (archive / name).write_text(text, encoding="utf-8")
    commit(archive)
    home = str(tmp_path / "home")

    def hook(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(tools / "pre-commit", "run", *arguments, cwd=archive, check=False, PRE_COMMIT_HOME=home)

    done = hook("newslint", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad.md:1:" in done.stdout
    assert "1 finding in 2 articles" in done.stdout
    (archive / "bad.md").write_text(CLEAN, encoding="utf-8")
    assert hook("newslint", "--all-files").returncode == 0
    (archive / "bad.md").write_text('He said “no"  on Monday.\n', encoding="utf-8")
    assert "(no files to check)Skipped" in hook("newslint-fix", "--files", "README.md").stdout


# --- GitHub ---------------------------------------------------------------------------------------------------------


class Action:
    """The action's steps that are shell, run as GitHub's runner runs them: bash, with files to write outputs into."""

    def __init__(self, steps: list[dict[str, Any]], source: Path, folder: Path) -> None:
        self._steps = {step["id"]: step for step in steps if "run" in step}
        self.folder = folder
        self.temp = folder / "runner"
        self.temp.mkdir()
        self.outputs: dict[str, str] = {}
        self.summary = folder / "summary.md"
        self._source = source

    def run(self, step: str, inputs: Mapping[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a step; what it writes to its outputs is in `outputs`."""
        values = {f"inputs.{name}": value for name, value in inputs.items()}
        values |= {f"steps.{name}": value for name, value in self.outputs.items()}
        values |= {"steps.python.outputs.python-path": sys.executable, "github.action_path": str(self._source)}
        written = self.folder / f"{step}.out"
        written.write_text("", encoding="utf-8")
        script = self.folder / f"{step}.sh"
        script.write_text(self._steps[step]["run"], encoding="utf-8")
        environment = {name: filled(text, values) for name, text in self._steps[step]["env"].items()}
        environment |= {"GITHUB_OUTPUT": str(written), "GITHUB_STEP_SUMMARY": str(self.summary)}
        environment |= {"GITHUB_ENV": str(self.folder / "env"), "RUNNER_TEMP": str(self.temp)}
        done = run(
            "bash", "--noprofile", "--norc", "-eo", "pipefail", script, cwd=cwd, check=False, **environment
        )  # fmt: skip
        for line in written.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self.outputs[f"{step}.outputs.{name}"] = value
        return done


def filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda match: values.get(match[1], ""), text)


@pytest.fixture(scope="session")
def manifest(tools: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml(tools, ROOT / "action.yml")
    return data


@pytest.fixture
def defaults(manifest: dict[str, Any]) -> dict[str, str]:
    return {name: value.get("default", "") for name, value in manifest["inputs"].items()}


def test_no_input_is_a_part_of_a_command(manifest: dict[str, Any]) -> None:
    """Whoever may choose a branch name or an article's name must not choose what runs."""
    for step in manifest["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert "run" not in step or step["shell"] == "bash"
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(manifest["inputs"])
    promised = re.findall(r"steps\.check\.outputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8"))
    script = next(step["run"] for step in manifest["runs"]["steps"] if step.get("id") == "check")
    assert all(f'echo "{name}=' in script for name in promised)


def test_the_action_installs_its_own_checkout(
    manifest: dict[str, Any], defaults: dict[str, str], checkout: Path, tmp_path: Path
) -> None:
    action = Action(manifest["runs"]["steps"], checkout, tmp_path)
    done = action.run("install", defaults, tmp_path)
    assert done.returncode == 0, done.stderr
    command = action.outputs["install.outputs.command"]
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(DAMAGED, encoding="utf-8")
    done = action.run("check", defaults | {"paths": "news"}, tmp_path)
    assert done.returncode == 1, done.stderr
    assert Path(command).is_relative_to(action.temp)
    assert "::error file=news/a.txt,line=1" in done.stdout


@pytest.fixture
def action(manifest: dict[str, Any], tmp_path: Path) -> Action:
    """The action with newslint installed."""
    made = Action(manifest["runs"]["steps"], ROOT, tmp_path)
    made.outputs["install.outputs.command"] = str(NEWSLINT)
    return made


def test_the_action_reports_and_fails_on_findings(action: Action, defaults: dict[str, str], tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a b.txt").write_text(DAMAGED, encoding="utf-8")
    (news / "good.txt").write_text(CLEAN, encoding="utf-8")
    done = action.run("check", defaults | {"paths": "news/a b.txt\n\nnews/good.txt\r\n"}, tmp_path)
    assert done.returncode == 1, done.stderr
    assert "::error file=news/a b.txt,line=1" in done.stdout
    assert "SE001" in action.summary.read_text(encoding="utf-8")
    outputs = {name.rpartition(".")[2]: value for name, value in action.outputs.items()}
    assert outputs["exit-code"] == "1"
    assert json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert json.loads(Path(outputs["json"]).read_text(encoding="utf-8"))["summary"]["articles"] == 2
    assert (Path(outputs["report"]) / "index.html").is_file()
    assert (action.temp / "newslint-cache" / "results.sqlite3").is_file()


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"paths": "good.txt"}, 0),
        ({"paths": "bad.txt", "fail-on": "critical"}, 0),
        ({"paths": "bad.txt", "arguments": "--exit-zero"}, 0),
        ({"paths": "bad.txt", "arguments": "--ignore\nSE"}, 0),
        ({"paths": "bad.txt", "arguments": "--ignore=SE\n--select=PU"}, 0),
        ({"paths": "gone.txt"}, 2),
        ({"paths": "\n"}, 2),
        ({"paths": "bad.txt", "arguments": "--no-such-option"}, 2),
        ({"paths": "--help"}, 2),
        ({"paths": "$(touch pwned)", "arguments": "`touch pwned`"}, 2),
        ({"paths": "bad.txt; touch pwned", "fail-on": "$(touch pwned)"}, 2),
    ],
)
def test_the_action_ends_as_newslint_does(
    action: Action, defaults: dict[str, str], tmp_path: Path, inputs: dict[str, str], code: int
) -> None:
    (tmp_path / "good.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(DAMAGED, encoding="utf-8")
    done = action.run("check", defaults | inputs | {"cache": "false"}, tmp_path)
    assert done.returncode == code, done.stdout + done.stderr
    assert action.outputs["check.outputs.exit-code"] == str(code)
    assert not (tmp_path / "pwned").exists()
    assert not (action.temp / "newslint-cache").exists()


# --- GitLab ---------------------------------------------------------------------------------------------------------


def test_the_gitlab_job_writes_what_it_promises(tools: Path, tmp_path: Path) -> None:
    job = yaml(tools, ROOT / ".gitlab" / "newslint.gitlab-ci.yml")["newslint"]
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(DAMAGED, encoding="utf-8")
    variables = {name: value.replace("$CI_PROJECT_DIR", str(tmp_path)) for name, value in job["variables"].items()}
    # The runner puts the lines one below the other and ends at the first that fails.
    script = "\n".join(job["script"]).replace("/tmp/newslint/bin/newslint", str(NEWSLINT))
    done = run("bash", "-eo", "pipefail", "-c", script, cwd=tmp_path, check=False, **variables)
    assert done.returncode == 1, done.stderr
    assert "news/a.txt:1:" in done.stdout
    reports = job["artifacts"]["reports"]
    (finding,) = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    assert finding["location"]["path"] == "news/a.txt"
    assert "<testsuites" in (tmp_path / reports["junit"]).read_text(encoding="utf-8")
    assert (tmp_path / job["artifacts"]["paths"][0] / "index.html").is_file()
    assert (tmp_path / job["cache"]["paths"][0] / "results.sqlite3").is_file()


# --- the shell ------------------------------------------------------------------------------------------------------

COMPLETE = """
source "$1"
COMP_WORDS=("${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
compopt() { echo "offers $2"; }
_newslint_completion newslint
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completions(script: Path, *words: str) -> list[str]:
    """What a real bash offers for the last of these words."""
    path = f"{NEWSLINT.parent}{os.pathsep}{os.environ['PATH']}"
    return run("bash", "-c", COMPLETE, "bash", script, "newslint", *words, cwd=ROOT, PATH=path).stdout.split("\n")[:-1]


@pytest.fixture(scope="session")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shell") / "newslint.bash"
    path.write_text(run(NEWSLINT, "completion", "bash", cwd=ROOT).stdout, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["che"], ["check"]),
        (["new"], ["new-rule"]),
        (["cache", "c"], ["clean"]),
        (["languagetool", "in"], ["install"]),
        (["check", "--fail"], ["--fail-on"]),
        (["--exit"], ["--exit-zero"]),
        (["check", "--fail-on", "m"], ["minor", "major"]),
        (["check", "--output", "sar"], ["sarif"]),
        (["check", "--output", "json=a"], ["offers default", ""]),
        (["check", "--select", "stop-ins"], ["stop-inserted"]),
        (["check", "--select", "PU,stop-ins"], ["PU,stop-inserted"]),
        (["explain", "se00"], [f"SE00{number}" for number in range(1, 10)]),
        (["check", "new"], ["offers default", ""]),
        (["zzz"], ["offers default", ""]),
    ],
)
def test_bash_completes(script: Path, words: list[str], offered: list[str]) -> None:
    assert completions(script, *words) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_completion_for_each_shell(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(run(NEWSLINT, "completion", shell, cwd=ROOT).stdout, encoding="utf-8")
    assert f"_NEWSLINT_COMPLETE={shell}_complete" in script.read_text(encoding="utf-8")
    if shutil.which(shell):
        run(shell, "-n", script, cwd=tmp_path)


def test_the_manual_page_says_what_the_help_says() -> None:
    page = run(NEWSLINT, "man", cwd=ROOT).stdout
    assert page.isascii()
    read = re.sub(r"\\\[u([0-9A-F]+)\]", lambda match: chr(int(match[1], 16)), page)
    read = " ".join(read.replace("\\-", "-").replace("\\(dq", '"').replace("\\e", "\\").split())
    for command in (["check"], ["explain"], ["languagetool", "install"], ["cache", "clean"]):
        assert f'.SS "newslint {" ".join(command)} ' in page
        usage = run(NEWSLINT, *command, "--help", cwd=ROOT).stdout
        for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)", usage, re.MULTILINE):
            assert option in read, option
    for code in "0", "1", "2":
        assert f".TP .B {code} " in read


@pytest.mark.parametrize("reader", [["groff", "-man", "-Tutf8", "-ww", "-z"], ["mandoc", "-Tlint", "-Wwarning"]])
def test_the_manual_page_is_sound_roff(reader: list[str], tmp_path: Path) -> None:
    page = tmp_path / "newslint.1"
    page.write_text(run(NEWSLINT, "man", cwd=ROOT).stdout, encoding="utf-8")
    lines = page.read_text(encoding="utf-8").splitlines()
    macros = {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".br", ".nf", ".fi"}
    assert all(line.split(" ")[0] in macros for line in lines if line.startswith("."))
    assert not any(line.startswith("'") for line in lines)
    if shutil.which(reader[0]):
        done = run(*reader, page, cwd=tmp_path)
        assert done.stdout + done.stderr == ""
