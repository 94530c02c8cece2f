"""What `newslint new-rule` writes: a rule that works, for somebody to make it the rule that they want."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

from lint.mqm import is_category
from lint.registry import all_rules
from lint.rule import FAMILIES, Rule
from lint.rule_files import load

_RULE = Template('''\
"""“$phrase” stands where our style wants something else.

Say here how this comes about and what to do about it: `newslint explain $code` prints this text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="$code",
    name="$name",
    severity=Severity.$severity,
    since="$since",
    mqm="$mqm",
    fix=Fix.$fix,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        # Real sentences from the news, with the damage; what is marked must be exact.
$bad
        # Sentences that are fine: near misses are worth more than easy ones.
$good
    ),
)

_PHRASE = re.compile(r"\\b$pattern\\b")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    """Mark the phrase wherever it stands as whole words."""
    for match in _PHRASE.finditer(document.text):
        yield META.finding(
            match.start(),
            match.end(),
            "$message",
$replace        )
''')

_PROJECT = Template("""\
[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "$project"
version = "0.1"
description = "Our own rules for newslint"
requires-python = ">=3.11"
dependencies = ["newslint"]

[project.entry-points."newslint.rules"]
$package = "$package"

[tool.setuptools]
packages = ["$package"]

[tool.setuptools.package-data]
$package = ["*.md", "*.toml"]
""")

_README = Template("""\
# $project

Our own rules for newslint. [$package/RULES.md]($package/RULES.md) lists them.

```sh
pip install -e .                                            # from then on newslint runs them too
newslint new-rule some-name --into .                        # begin another one
newslint test-rules . --pages $package/RULES.md             # run their examples, renew their pages
```
""")

_BAD = ("The council $phrase on Monday.", "On Tuesday the mayor of Leeds $phrase as well.")
_GOOD = (
    "The council met on Monday to vote on the budget.",
    "Rain fell in most parts of the country on Tuesday.",
    "She will speak to reporters after the match.",
    "Prices rose by two per cent in March.",
    "The bridge was closed for six weeks.",
)
_GOOD_NEEDED = 3

_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_TEXT = re.compile(r"\w([^\"\\{}\n\r]{0,38}\w)?")
_PACKAGE = re.compile(r"[a-z_][a-z0-9_]*")
_OURS = "Made by `python -m lint.catalogue`"


class ScaffoldError(Exception):
    """A rule that cannot be begun as it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for."""

    name: str
    into: Path
    family: str | None = None
    prefix: str | None = None
    phrase: str | None = None
    instead: str | None = None
    severity: str = "minor"
    mqm: str = "Style/Unidiomatic style"


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the rule's file first."""

    code: str
    files: list[Path]


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a rule goes: its folder, the rules beside it, its page, and the files that make the folder a package."""

    folder: Path
    rules: list[Rule]
    page: Path
    made_by: str
    new: dict[Path, str]


def make(wish: Wish) -> Made:
    """Write a rule and its page; nothing is written over. Raises ScaffoldError, RuleFileError or OSError."""
    _require_possible(wish)
    home = _own_home(wish) if _is_own(wish.into) else _plugin_home(wish)
    code = _free_code(_prefix(wish, home), [*all_rules().values(), *home.rules])
    file = home.folder / f"{wish.name.replace('-', '_')}.py"
    if file.exists():
        raise ScaffoldError(f"{file} is there already")
    if any(rule.meta.name == wish.name for rule in [*all_rules().values(), *home.rules]):
        raise ScaffoldError(f"there is a rule called {wish.name} already")
    for path, text in (home.new | {file: _rule(wish, code)}).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    return Made(code, [file, *home.new, *_write_page(home, file)])


def _require_possible(wish: Wish) -> None:
    if not _NAME.fullmatch(wish.name):
        raise ScaffoldError(f"{wish.name!r} is no name of a rule: small letters and hyphens, such as dangling-comma")
    for text in (_phrase(wish), wish.instead or "x"):
        if not _TEXT.fullmatch(text):
            raise ScaffoldError(f"{text!r}: should be at most 40 characters, words at both ends, no quotation marks")
    if not is_category(wish.mqm):
        raise ScaffoldError(f"{wish.mqm!r} is no MQM category such as Style/Unidiomatic style")


def _is_own(folder: Path) -> bool:
    """Whether a folder is that of newslint's own rules."""
    readme = folder / "README.md"
    return (folder / "__init__.py").is_file() and readme.is_file() and _OURS in readme.read_text(encoding="utf-8")


def _own_home(wish: Wish) -> _Home:
    if wish.family is None or wish.family not in FAMILIES.values() or not (wish.into / wish.family).is_dir():
        raise ScaffoldError(f"--family should be one of {', '.join(FAMILIES.values())}")
    folder = wish.into / wish.family
    return _Home(folder, list(all_rules().values()), wish.into / "README.md", "", {})


def _plugin_home(wish: Wish) -> _Home:
    """The package of a plug-in: a folder with `__init__.py`, or the one that a project has or will have."""
    if wish.family is not None:
        raise ScaffoldError(f"{wish.into} does not hold newslint's own rules: a plug-in has a --prefix, no --family")
    new: dict[Path, str] = {}
    if (wish.into / "__init__.py").is_file():
        folder = wish.into
    elif (wish.into / "pyproject.toml").is_file():
        folder = _package_of(wish.into)
    elif wish.into.exists() and any(wish.into.iterdir()):
        raise ScaffoldError(f"{wish.into} is neither a package nor a project with a pyproject.toml, and not empty")
    else:
        folder, new = _new_project(wish.into)
    rules = load([folder]) if folder.is_dir() and _holds_rules(folder) else []
    return _Home(folder, rules, folder / "RULES.md", "newslint test-rules --pages", new)


def _holds_rules(folder: Path) -> bool:
    return any("RuleMeta" in file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))


def _package_of(project: Path) -> Path:
    """The folder of the package that a project's entry point names. Raises ScaffoldError."""
    path = project / "pyproject.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = data["project"]["entry-points"]["newslint.rules"]
        package = str(next(iter(entries.values()))).replace(".", "/")
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, StopIteration):
        raise ScaffoldError(f'{path} names no package under [project.entry-points."newslint.rules"]') from None
    for folder in (project / package, project / "src" / package):
        if (folder / "__init__.py").is_file():
            return folder
    raise ScaffoldError(f"{path} names {package} under newslint.rules, but {project / package} is no package")


def _new_project(folder: Path) -> tuple[Path, dict[Path, str]]:
    """The package of a plug-in that is begun, and the files that make it one."""
    project = folder.absolute().name
    package = project.lower().replace("-", "_")
    if not _PACKAGE.fullmatch(package):
        raise ScaffoldError(f"{project!r} cannot be the name of a Python package: use letters, digits and hyphens")
    words = {"project": project, "package": package}
    return folder / package, {
        folder / "pyproject.toml": _PROJECT.substitute(words),
        folder / "README.md": _README.substitute(words),
        folder / package / "__init__.py": '"""Our own rules for newslint."""\n',
    }


def _prefix(wish: Wish, home: _Home) -> str:
    if wish.prefix is not None:
        prefix = wish.prefix.upper()
    elif wish.family is not None:
        prefix = next(prefix for prefix, family in FAMILIES.items() if family == wish.family)
    elif home.rules:
        prefix = home.rules[0].meta.prefix
    else:
        prefix = re.sub("[^A-Z]", "", home.folder.name.upper())[:4]
    if not re.fullmatch("[A-Z]{2,4}", prefix):
        raise ScaffoldError(f"{prefix!r} is no prefix of a code: two to four letters (--prefix)")
    if wish.family is None and prefix in FAMILIES:
        raise ScaffoldError(f"{prefix} is newslint's own prefix; choose another one (--prefix)")
    return prefix


def _free_code(prefix: str, rules: Iterable[Rule]) -> str:
    """The code behind the highest one: a code is never used again."""
    numbers = [int(rule.meta.code[-3:]) for rule in rules if rule.meta.prefix == prefix]
    if max(numbers, default=0) >= 999:
        raise ScaffoldError(f"all codes that begin with {prefix} are taken; choose another --prefix")
    return f"{prefix}{max(numbers, default=0) + 1:03}"


def _phrase(wish: Wish) -> str:
    return wish.phrase or wish.name.replace("-", " ")


def _rule(wish: Wish, code: str) -> str:
    from lint import __version__

    phrase, instead = _phrase(wish), wish.instead
    good = [text for text in _GOOD if phrase.casefold() not in text.casefold()][:_GOOD_NEEDED]
    if len(good) < _GOOD_NEEDED:
        raise ScaffoldError(f"{phrase!r} is too common a phrase to begin a rule with")
    if any(re.search(rf"\b{re.escape(phrase)}\b", text) for text in (*_BAD, instead or "")):
        raise ScaffoldError(
            f"{phrase!r} stands in its own examples, or in what is to replace it; choose another phrase"
        )
    return _RULE.substitute(
        code=code,
        name=wish.name,
        phrase=phrase,
        pattern=re.escape(phrase).replace(r"\ ", " "),
        severity=wish.severity.upper(),
        since=".".join(__version__.split(".")[:2]),
        mqm=wish.mqm,
        fix="UNSAFE" if instead else "NONE",
        bad="\n".join(_bad(Template(text), phrase, instead) for text in _BAD),
        good="\n".join(f'        Good("{text}"),' for text in good),
        message=f"“{phrase}” should be “{instead}”." if instead else f"“{phrase}” is not our style.",
        replace=f'            replace="{instead}",\n' if instead else "",
    )


def _bad(text: Template, phrase: str, instead: str | None) -> str:
    lines = [f'"{text.substitute(phrase=phrase)}"', f'marks="{phrase}"']
    lines += [f'fixed="{text.substitute(phrase=instead)}"'] if instead else []
    return "\n".join(["        Bad(", *(f"            {line}," for line in lines), "        ),"])


def _write_page(home: _Home, file: Path) -> list[Path]:
    """Write the pages of all rules beside the new one, where they are made by us."""
    from lint.catalogue import readme

    rules = sorted([*home.rules, *load([file])], key=lambda rule: rule.meta.code)
    home.page.write_text(readme(rules, home.made_by), encoding="utf-8")
    return [home.page]
