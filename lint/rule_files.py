"""Rules from files, installed or not: what `newslint test-rules PATH` and `newslint new-rule` work on."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

from lint.checker import Checker, RuleSet
from lint.config import Config
from lint.registry import all_rules, rules_in
from lint.rule import Rule

_MENTIONS_RULE = re.compile(r"@rule\(|\bRuleMeta\(")
_PACK_TABLE = re.compile(r"^\[rule\]", re.MULTILINE)
_NO_RULES = {"build", "dist", "tests", "venv", "node_modules"}


class RuleFileError(Exception):
    """A file that holds no usable rules; the message names it."""


def load(paths: Iterable[Path]) -> list[Rule]:
    """The rules in files and folders, each once, by code.

    A file is Python or a pack in TOML; in a folder, only files that look like either are loaded. Raises RuleFileError
    for what does not load, holds no rule, or has a code or name that another rule has.
    """
    installed = _installed()
    found: dict[int, Rule] = {}
    for path in paths:
        before = len(found)
        for file in _files(path):
            found |= {id(rule): rule for rule in installed.get(os.path.realpath(file)) or _read(file)}
        if len(found) == before:
            raise RuleFileError(f"{path}: holds no rules")
    rules = sorted(found.values(), key=lambda rule: rule.meta.code)
    _require_unique(rules)
    return rules


def together(rules: Iterable[Rule]) -> Checker:
    """Checks with the rules that run by default and with these."""
    return _Together(rules)


class _Together(Checker):
    def __init__(self, rules: Iterable[Rule]) -> None:
        super().__init__(Config())
        extra = {rule.meta.code: rule for rule in rules if not rule.meta.preview}
        self._together = RuleSet({**self.rules, **extra}, {})

    def rule_set(self, path: str) -> RuleSet:
        return self._together


def _installed() -> Mapping[str, list[Rule]]:
    """The rules that newslint has loaded, by the real path of their file."""
    files: dict[str, list[Rule]] = {}
    for rule in all_rules().values():
        file = getattr(sys.modules.get(rule.check.__module__), "__file__", None)
        if file:
            files.setdefault(os.path.realpath(file), []).append(rule)
    return files


def _files(path: Path) -> Iterator[Path]:
    """The files to load: the one named, or those below a folder that look like rules."""
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise RuleFileError(f"{path}: does not exist")
    for folder, folders, names in os.walk(path):
        hidden = {name for name in folders if name.startswith((".", "_")) or name.endswith(".egg-info")}
        folders[:] = sorted(set(folders) - hidden - _NO_RULES)
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith("test_") and _looks_like_rules(file):
                yield file


def _looks_like_rules(file: Path) -> bool:
    wanted = {".py": _MENTIONS_RULE, ".toml": _PACK_TABLE}.get(file.suffix)
    return wanted is not None and wanted.search(_text(file)) is not None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError(f"{file}: cannot be read: {error}") from None


def _read(file: Path) -> list[Rule]:
    """The rules of a file that is not installed."""
    try:
        if file.suffix == ".toml":
            from lint.packs import pack_rule

            return [pack_rule(_text(file), str(file))]
        return list(rules_in(_module(file)))
    except RuleFileError:
        raise
    except (Exception, SystemExit) as error:
        raise RuleFileError(f"{file}: does not load: {error!r}") from error


def _module(file: Path) -> ModuleType:
    """The module in a file, under the name that it has in its package, so that its relative imports work."""
    file = Path(os.path.realpath(file))
    parts = [] if file.name == "__init__.py" else [file.stem]
    root = file.parent
    while (root / "__init__.py").is_file():
        parts.insert(0, root.name)
        root = root.parent
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    importlib.invalidate_caches()
    name = ".".join(parts)
    module = importlib.import_module(name)
    if os.path.realpath(module.__file__ or "") != str(file):
        raise RuleFileError(f"{file}: its name {name} is that of {module.__file__}; give it another one")
    return module


def _require_unique(rules: Iterable[Rule]) -> None:
    known: dict[str, Rule] = {}
    for rule in [*all_rules().values(), *rules]:
        for key in (rule.meta.code, rule.meta.name):
            if known.setdefault(key, rule) is not rule:
                places = " and ".join(r.check.__module__ for r in (known[key], rule))
                raise RuleFileError(f"two rules are called {key}: in {places}")
