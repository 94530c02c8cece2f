"""Settings: from the nearest `pyproject.toml` or `newslint.toml`, and from the command line over them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint import house, profiles, report_settings
from lint.config_schema import (
    COUNT,
    FLAG,
    SELECTORS,
    SEVERITIES,
    SEVERITY,
    STRING,
    STRINGS,
    Key,
    SettingError,
    choice,
    one_of,
    parse,
    table_schema,
)
from lint.document import Role
from lint.finding import Severity
from lint.house import House
from lint.registry import engine_names, unknown
from lint.report_settings import ReportTable

if TYPE_CHECKING:
    from pathspec.gitignore import GitIgnoreSpec

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
    """All settings of a run. `per_file` holds settings for paths that match a pattern, in the order of the file,
    `per_section` those for headlines, captions and so on, which come on top.

    `engine`, `languagetool`: which engine checks besides the rules, and whether it must; `lint.engines.plan` says what
    None means. `language`: the variant of English (`en-GB`), or `auto`: recognised article by article. `names`: files
    with the newsroom's names. `accepted`, `baseline`, `history`: the files of accepted findings, of those that were
    there when newslint was adopted, and of earlier runs; `history_runs` of them are kept. `inline_suppressions`,
    `sidecar_suppressions`: whether articles, and the files beside them, may suppress findings;
    `require_suppression_reason`: whether they have to say why. `plugins`: whether what
    other packages bring is looked at. `cache`: whether results are kept for the next run, `cache_dir`: in which folder;
    None for the user's cache folder. `model`: whether rules that need the language model run. `profile`: the ready-made
    settings that the others stand over, `house`: the house style. All files are named as seen from `folder`, the
    configuration file's.
    """

    selection: Selection = Selection()
    per_file: Mapping[str, Selection] = field(default_factory=dict)
    per_section: Mapping[Role, Selection] = field(default_factory=dict)
    fail_on: Severity = Severity.MAJOR
    preview: bool = False
    model: bool = True
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
    baseline: str | None = None
    history: str | None = None
    history_runs: int = 30
    inline_suppressions: bool = True
    sidecar_suppressions: bool = True
    require_suppression_reason: bool = False
    plugins: bool = True
    cache: bool = True
    cache_dir: str | None = None
    report: ReportTable = field(default_factory=ReportTable)
    profile: str = profiles.DEFAULT
    house: House | None = None
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

    def selection_for(self, patterns: Iterable[str], section: Role | None = None) -> Selection:
        """The general selection with what these patterns of `per_file`, and then the section, add to it."""
        result = self.selection
        own = [self.per_section[section]] if section is not None and section in self.per_section else []
        for extra in (*(self.per_file[pattern] for pattern in patterns), *own):
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
    return text if text == "auto" else one_of(text, ("auto", *VARIANTS))


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
    return Severity.named(one_of(_string(value), [severity.label for severity in Severity]))


def _severities(value: object) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError("should be a table of rule = severity")
    result = {}
    for key, item in value.items():
        try:
            result[key] = severity(item)
        except ValueError as error:
            raise SettingError(f"{key}: {error}", (key,)) from None
    return result


def _per_section(value: object) -> dict[Role, Selection]:
    if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
        raise ValueError("should be tables, each named by a section such as headline")
    sections = [role.value for role in Role]
    for name in value:
        if name not in sections:
            raise SettingError(f"{unknown('section', name, sections)} ({', '.join(sections)})", (name,))
    return {Role(name): Selection(**_table_of(name, table)) for name, table in value.items()}


def _table_of(name: str, table: Mapping[str, object]) -> dict[str, Any]:
    """The selection in a table of that name. Raises ValueError that names both."""
    try:
        return parse(table, _SELECTION)
    except SettingError as error:
        raise SettingError(f"{name}: {error}", (name, *error.path)) from None


def _per_file(value: object) -> dict[str, Selection]:
    if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
        raise ValueError("should be tables, each named by a path pattern")
    for pattern in value:
        _check_pattern(pattern)
    return {pattern: Selection(**_table_of(pattern, table)) for pattern, table in value.items()}


def _engine(value: object) -> str:
    return one_of(_string(value), [*engine_names(), "none"])


def profile(value: object) -> str:
    """The name of a profile. Raises ValueError."""
    return one_of(_string(value), profiles.NAMES)


def _report(value: object) -> ReportTable:
    if not isinstance(value, dict):
        raise ValueError("should be a table")
    return ReportTable(**parse(value, _REPORT))


_SELECTION: dict[str, Key] = {
    "select": Key(_strings, SELECTORS, "Run only these rules."),
    "extend-select": Key(_strings, SELECTORS, "Run these rules as well."),
    "ignore": Key(_strings, SELECTORS, "Leave these rules out."),
    "severity": Key(_severities, SEVERITIES, "How severe the findings of a rule are: rule = severity."),
}
_REPORT: dict[str, Key] = {
    "title": Key(report_settings.title, STRING, "The name of the desk, at the top of the HTML report."),
    "logo": Key(_string, STRING, "A picture for the HTML report: PNG, JPEG, WebP or SVG, 256 kB at most."),
    "colours": Key(
        report_settings.colours, {"type": "object", "additionalProperties": {"type": "string"}},
        "Colours of the HTML report: CSS variable = #rgb or #rrggbb.",
    ),
    "templates": Key(_string, STRING, "A folder with templates of your own for the HTML report."),
    "article-url": Key(
        report_settings.article_url, STRING,
        "The address of an article in your system; {path}, {id}, {line} and {column} are filled in.",
    ),
    "json-text": Key(_flag, FLAG, "Whether reports that are data hold the articles' text."),
    "text-style": Key(
        report_settings.text_style, choice(report_settings.TEXT_STYLES), "The layout of the text report."
    ),
}  # fmt: skip
KEYS: dict[str, Key] = {
    "profile": Key(profile, choice(profiles.NAMES), "Ready-made settings, under those that stand in this file."),
    **_SELECTION,
    "per-file": Key(
        _per_file, {"type": "object", "additionalProperties": table_schema(_SELECTION)},
        "Rules and severities for files, by path pattern as in .gitignore.",
    ),
    "per-section": Key(
        _per_section, {
            "type": "object",
            "properties": {role.value: table_schema(_SELECTION) for role in Role},
            "additionalProperties": False,
        },
        "Rules and severities for headlines, captions and other sections.",
    ),
    "fail-on": Key(severity, SEVERITY, "The lowest severity that gives exit code 1."),
    "preview": Key(_flag, FLAG, "Whether the rules that are still on trial run too."),
    "model": Key(_flag, FLAG, "Whether rules that need the language model run."),
    "exclude": Key(_patterns, STRINGS, "Files that are not checked: path patterns as in .gitignore."),
    "encoding": Key(_string, STRING, "Encoding of the input; by default it is recognised."),
    "jsonl-id": Key(_string, STRING, "Key of an article's id in JSON Lines."),
    "jsonl-text": Key(_string, STRING, "Key of an article's text in JSON Lines."),
    "max-article-size": Key(_count, COUNT, "Longest article, in characters."),
    "jobs": Key(_count, COUNT, "Processes; 0 chooses by the size of the input."),
    "engine": Key(
        _engine, {"anyOf": [{"enum": ["languagetool", "lingotweaker", "none"]}, STRING]},
        "The engine that checks besides the rules.",
    ),
    "languagetool": Key(
        languagetool, {"anyOf": [{"enum": ["required", "auto", "off"]}, {"type": "string", "pattern": "^https?://"}]},
        "Whether LanguageTool (or the engine named) must check, or the address of its server.",
    ),
    "language": Key(language, choice(("auto", *VARIANTS)), "Variant of English for engines."),
    "names": Key(_strings, STRINGS, "Files with your names, in TOML or one a line: they are no spelling mistakes."),
    "accepted": Key(_string, STRING, "The file of accepted findings."),
    "baseline": Key(_string, STRING, "The file of findings that were there when newslint was adopted."),
    "history": Key(_string, STRING, "The file that earlier runs are kept in."),
    "history-runs": Key(_runs, {"type": "integer", "minimum": 1, "maximum": 1000}, "How many runs are kept."),
    "inline-suppressions": Key(_flag, FLAG, "Whether comments and front matter in articles may suppress findings."),
    "sidecar-suppressions": Key(_flag, FLAG, "Whether files beside articles may suppress findings."),
    "require-suppression-reason": Key(_flag, FLAG, "Whether suppressions have to say why (NL001)."),
    "plugins": Key(_flag, FLAG, "Whether what other packages bring is looked at."),
    "cache": Key(_flag, FLAG, "Whether results are kept for the next run."),
    "cache-dir": Key(_string, STRING, "The folder of the cache. Default: the user's cache folder."),
    "report": Key(_report, table_schema(_REPORT), "How reports look."),
    "house": Key(house.house, table_schema(house.KEYS), "The house style."),
}  # fmt: skip
"""Every setting: the reader, `newslint config` and the JSON Schema all go by this table."""


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


def place(path: Path, keys: Sequence[str]) -> str:
    """A settings file and, where it can be told, the line in which a key of newslint's stands: `newslint.toml:3`."""
    from lint.config_lines import line_of

    around = ("tool", "newslint") if path.name == "pyproject.toml" else ()
    line = line_of(path.read_text(encoding="utf-8-sig"), (*around, *keys))
    return f"{path}:{line}" if line else str(path)


def place_of(config: Config, selector: str) -> str:
    """Where in the settings file a selector stands, as the beginning of a message; empty where it does not."""
    path = config.origin
    keys = next(_keys_of(own_table(path), selector), None) if path and path.is_file() else None
    return "" if path is None or keys is None else f"{place(path, (*keys, selector))}: {': '.join(keys)}: "


def _keys_of(table: Mapping[str, object], selector: str, around: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of the keys that name a selector."""
    for key, value in table.items():
        if key in _SELECTION and isinstance(value, list | dict) and selector in value:
            yield (*around, key)
        elif isinstance(value, dict) and (around or key in ("per-file", "per-section")):
            yield from _keys_of(value, selector, (*around, key))


def own_table(path: Path | None) -> dict[str, object]:
    """What a settings file says, as it stands there; nothing without a file. Raises ConfigError."""
    table = {} if path is None else _table(path)
    if table is None:
        raise ConfigError(f"{path}: has no table tool.newslint")
    return table


def load(path: Path | None, profile: str | None = None) -> Config:
    """The settings in `path` over those of the profile that it, or the argument, names. Raises ConfigError."""
    table = own_table(path)
    try:
        values = parse(table, KEYS)
    except SettingError as error:
        raise ConfigError(f"{place(path, error.path) if path else ''}: {error}") from None
    values["profile"] = profile or values.get("profile", profiles.DEFAULT)
    values = profiles.under(values, parse(profiles.settings_of(values["profile"]), KEYS))
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
    plain["per-section"] = {role.value: chosen(selection) for role, selection in config.per_section.items()}
    for item in fields(config):
        if item.name not in {"origin", "selection", "per_file", "per_section", "report", "house"}:
            value = getattr(config, item.name)
            value = value.label if isinstance(value, Severity) else list(value) if isinstance(value, tuple) else value
            plain[item.name.replace("_", "-")] = value
    plain["report"] = {item.name.replace("_", "-"): getattr(config.report, item.name) for item in fields(ReportTable)}
    plain["house"] = config.house.plain() if config.house else {}
    return plain
