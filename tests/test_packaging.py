"""The package holds every file of the tree, and the layers keep to their direction."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS = {"lint": "lint", "rules": "lint/rules", "reports": "lint/reports"}


def git(*arguments: str) -> list[str]:
    """The names that a git command lists."""
    result = subprocess.run(["git", *arguments, "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in result.stdout.split("\0") if name]


def sources(folder: str) -> list[Path]:
    return sorted(p for p in (ROOT / folder).rglob("*.py") if "training" not in p.parts)


def test_every_package_is_named() -> None:
    named = set(PROJECT["tool"]["setuptools"]["packages"])
    found = set()
    for folder, package in FOLDERS.items():
        for init in (ROOT / folder).rglob("__init__.py"):
            if "training" not in init.parts:
                inner = init.parent.relative_to(ROOT / folder).parts
                found.add(".".join((*package.split("/"), *inner)))
    assert named == found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    copy = tmp_path_factory.mktemp("source")
    for name in git("ls-files", "-co", "--exclude-standard"):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(target), str(copy)]
    subprocess.run(command, check=True, capture_output=True)
    return next(target.glob("*.whl"))


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = set()
    for folder, package in FOLDERS.items():
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and "training" not in path.parts:
                wanted.add(f"{package}/{path.relative_to(ROOT / folder).as_posix()}")
    assert wanted - held == set()
    assert not any(name.startswith(("rules/", "reports/", "tests/")) for name in held)


def test_the_installed_wheel_works_outside_the_tree(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True, system_site_packages=False)
    python = next((tmp_path / "venv").glob("*/python"))
    subprocess.run([python, "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True)
    (tmp_path / "a.txt").write_text("They met in the. spring of last year.\n", encoding="utf-8")
    command = [python, "-I", "-m", "lint", "a.txt", "--output", "html=report", "--output", "text"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    assert "SE001" in result.stdout
    assert (tmp_path / "report" / "index.html").is_file()


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("folder", ["lint", "rules", "reports"])
def test_nothing_but_tests_imports_rules_or_reports_by_name(folder: str) -> None:
    for path in sources(folder):
        for name in imports(path):
            assert not name.startswith(("lint.rules", "lint.reports", "rules", "reports")), f"{path} imports {name}"


def test_rules_do_no_input_or_output() -> None:
    forbidden = {"os", "pathlib", "subprocess", "socket", "urllib", "lint.runner", "lint.checker", "lint.config"}
    for path in sources("rules"):
        assert not imports(path) & forbidden, path


def test_the_rules_readme_is_current() -> None:
    from lint.catalogue import readme
    from lint.registry import all_rules

    written = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
    assert written == readme(all_rules().values()), "run: python -m lint.catalogue > rules/README.md"


def test_the_top_level_is_what_the_owners_asked_for() -> None:
    top = {name.split("/")[0] for name in git("ls-files") if not name.startswith(".")}
    assert top <= {"pyproject.toml", "README.md", "LICENSE", "action.yml", "lint", "rules", "reports", "tests", "seeds"}


def test_the_seeds_are_unchanged() -> None:
    import hashlib

    digests = {p.name: hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in (ROOT / "seeds").iterdir()}
    assert digests == {
        "000_aeb15c8a35202ceb.txt": "581d3f4862c727c2",
        "002_566212c33eded953.txt": "903c63984454206d",
    }
