"""Settings: from the nearest `pyproject.toml` or `newslint.toml`, and from the command line over them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lint import report_settings
from lint.finding import Severity
from lint.registry import unknown
from lint.report_settings import ReportTable

if TYPE_CHECKING:
    from pathspec.gitignore import GitIgnoreSpec

T = TypeVar("T")

VARIANTS = ("en-US", "en-GB", "en-AU", "en-CA", "en-NZ", "en-ZA")
"""The variants of English that engines know."""


class ConfigError(Exception):
    """A configuration that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which rules run, and how severe their findings are. None: nothing said about it here."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings of a run. `per_file` holds settings for paths that match a pattern, in the order of the file.

    `engine`, `languagetool`: which engine checks besides the rules, and whether it must; `lint.engines.plan` says what
    None means. `language`: the variant of English (`en-GB`), or `auto`: recognised article by article. `names`: files
    with the newsroom's names. `accepted`, `history`: the files of accepted findings and of earlier runs; `history_runs`
    of them are kept. All files are named as seen from `folder`, the configuration file's.
    """

    selection: Selection = Selection()
    per_file: Mapping[str, Selection] = field(default_factory=dict)
    fail_on: Severity = Severity.MAJOR
    preview: bool = False
    exclude: tuple[str, ...] = ()
    encoding: str | None = None
    jsonl_id: str = "id"
    jsonl_text: str = "text"
    max_article_size: int = 10_000_000
    jobs: int = 0
    engine: str | None = None
    languagetool: str | None = None
    language: str = "auto"
    names: tuple[str, ...] = ()
    accepted: str | None = None
    history: str | None = None
    history_runs: int = 30
    report: ReportTable = field(default_factory=ReportTable)
    origin: Path | None = None

    def patterns_for(self, path: str) -> tuple[str, ...]:
        """The patterns of `per_file` that match an article's file."""
        if not self.per_file:
            return ()
        relative = _relative(path, self.origin)
        return tuple(pattern for pattern in self.per_file if matcher((pattern,)).match_file(relative))

    def excludes(self, path: str) -> bool:
        """Whether an article's file is not to be checked."""
        return bool(self.exclude) and matcher(self.exclude).match_file(_relative(path, self.origin))

    @property
    def folder(self) -> Path:
        """Where the files that the settings name are sought: beside the settings file, else where newslint runs."""
        return self.origin.parent if self.origin else Path()

    @property
    def name_files(self) -> list[Path]:
        """The files of `names`, from where newslint runs."""
        return [self.folder / name for name in self.names]

    def selection_for(self, patterns: Iterable[str]) -> Selection:
        """The general selection with what these patterns of `per_file` add to it."""
        result = self.selection
        for extra in (self.per_file[pattern] for pattern in patterns):
            result = Selection(
                select=result.select if extra.select is None else extra.select,
                extend_select=result.extend_select + extra.extend_select,
                ignore=result.ignore + extra.ignore,
                severity={**result.severity, **extra.severity},
            )
        return result


def _relative(path: str, origin: Path | None) -> str:
    """`path` as seen from the folder of the configuration file, as patterns are written."""
    base = os.path.normpath((origin.parent if origin else Path.cwd()).absolute())
    absolute = Path(os.path.normpath(Path(path).absolute()))  # with ".." left in, no pattern would match
    try:
        return absolute.relative_to(base).as_posix()
    except ValueError:
        return absolute.as_posix()


@lru_cache(maxsize=256)
def matcher(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Matches paths against patterns as .gitignore writes them."""
    from pathspec.gitignore import GitIgnoreSpec  # only runs with patterns pay for it

    return GitIgnoreSpec.from_lines(patterns)


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("should be a list of strings")
    return tuple(value)


def _string(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("should be a string")
    return value


def _patterns(value: object) -> tuple[str, ...]:
    patterns = _strings(value)
    for pattern in patterns:
        _check_pattern(pattern)
    return patterns


def _check_pattern(pattern: str) -> None:
    try:
        matcher((pattern,))
    except ValueError:
        raise ValueError(f"{pattern!r} is no path pattern") from None


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("should be true or false")
    return value


def languagetool(value: object) -> str:
    """`required`, `auto`, `off` or the address of a server. Raises ValueError."""
    text = _string(value)
    if text not in {"required", "auto", "off"} and not text.startswith(("http://", "https://")):
        raise ValueError("should be required, auto, off, or the address of a server (http://…)")
    return text


def language(value: object) -> str:
    """`auto` or a variant of English such as `en-GB`. Raises ValueError."""
    text = _string(value)
    if text != "auto" and text not in VARIANTS:
        raise ValueError(f"should be auto or one of {', '.join(VARIANTS)}")
    return text


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("should be a whole number, 0 or more")
    return value


def _runs(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
        raise ValueError("should be a whole number from 1 to 1000")
    return value


def severity(value: object) -> Severity:
    """The severity of this name. Raises ValueError."""
    try:
        return Severity.named(_string(value))
    except KeyError:
        raise ValueError(f"should be one of {', '.join(s.label for s in Severity)}") from None


def _severities(value: object) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError("should be a table of rule = severity")
    return {key: severity(item) for key, item in value.items()}


def _per_file(value: object) -> dict[str, Selection]:
    if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
        raise ValueError("should be tables, each named by a path pattern")
    for pattern in value:
        _check_pattern(pattern)
    return {pattern: Selection(**_parse(table, _SELECTION)) for pattern, table in value.items()}


_SELECTION: dict[str, Callable[[object], Any]] = {
    "select": _strings,
    "extend-select": _strings,
    "ignore": _strings,
    "severity": _severities,
}
_REPORT: dict[str, Callable[[object], Any]] = {
    "title": report_settings.title,
    "logo": _string,
    "colours": report_settings.colours,
    "templates": _string,
    "article-url": report_settings.article_url,
    "json-text": _flag,
}


def _report(value: object) -> ReportTable:
    if not isinstance(value, dict):
        raise ValueError("should be a table")
    return ReportTable(**_parse(value, _REPORT))


_KEYS: dict[str, Callable[[object], Any]] = {
    **_SELECTION,
    "per-file": _per_file,
    "fail-on": severity,
    "preview": _flag,
    "exclude": _patterns,
    "encoding": _string,
    "jsonl-id": _string,
    "jsonl-text": _string,
    "max-article-size": _count,
    "jobs": _count,
    "engine": _string,
    "languagetool": languagetool,
    "language": language,
    "names": _strings,
    "accepted": _string,
    "history": _string,
    "history-runs": _runs,
    "report": _report,
}


def _parse(table: Mapping[str, object], keys: Mapping[str, Callable[[object], T]]) -> dict[str, T]:
    """The table's values, checked, under their Python names. Raises ValueError that names the key."""
    result = {}
    for key, value in table.items():
        if key not in keys:
            raise ValueError(unknown("setting", key, keys))
        try:
            result[key.replace("-", "_")] = keys[key](value)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
    return result


def _table(path: Path) -> dict[str, object] | None:
    """newslint's settings in a file, None if it has none. Raises ConfigError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows editors write a byte order mark
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if path.name != "pyproject.toml":
        return data
    tool = data.get("tool", {})
    table = tool.get("newslint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.newslint should be a table")
    return table


def find(start: Path) -> Path | None:
    """The nearest configuration file in `start` or a folder above it. Raises ConfigError for one that is broken."""
    for folder in (start, *start.parents):
        for name in ("newslint.toml", "pyproject.toml"):
            path = folder / name
            try:
                if path.is_file() and _table(path) is not None:
                    return path
            except OSError as error:  # a folder above that may not be entered
                raise ConfigError(f"{path}: {error.strerror}") from error
    return None


def load(path: Path | None) -> Config:
    """The settings in `path`, or the defaults. Raises ConfigError."""
    if path is None:
        return Config()
    table = _table(path)
    if table is None:
        raise ConfigError(f"{path}: has no table tool.newslint")
    try:
        values = _parse(table, _KEYS)
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from None
    chosen = {name: values.pop(name) for name in tuple(values) if name in {f.name for f in fields(Selection)}}
    return Config(selection=Selection(**chosen), origin=path, **values)


def override(
    config: Config,
    *,
    select: tuple[str, ...] | None,
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    **values: object,
) -> Config:
    """`config` with what the command line says; a value of None leaves it as it is.

    `select` means "only these": it takes the place of all that the general settings say about which rules run.
    """
    base = config.selection if select is None else Selection(select=select, severity=config.selection.severity)
    selection = replace(base, extend_select=base.extend_select + extend_select, ignore=base.ignore + ignore)
    given = {name: value for name, value in values.items() if value is not None}
    return replace(config, selection=selection, **given)  # type: ignore[arg-type]


def describe(config: Config) -> dict[str, object]:
    """The settings as TOML-like plain values, for `newslint config`."""

    def chosen(selection: Selection) -> dict[str, object]:
        return {
            "select": ["ALL"] if selection.select is None else list(selection.select),
            "extend-select": list(selection.extend_select),
            "ignore": list(selection.ignore),
            "severity": {code: level.label for code, level in selection.severity.items()},
        }

    plain: dict[str, object] = {"origin": str(config.origin) if config.origin else None, **chosen(config.selection)}
    plain["per-file"] = {pattern: chosen(selection) for pattern, selection in config.per_file.items()}
    for item in fields(config):
        if item.name not in {"origin", "selection", "per_file", "report"}:
            value = getattr(config, item.name)
            value = value.label if isinstance(value, Severity) else list(value) if isinstance(value, tuple) else value
            plain[item.name.replace("_", "-")] = value
    plain["report"] = {item.name.replace("_", "-"): getattr(config.report, item.name) for item in fields(ReportTable)}
    return plain
