"""What a setting is: how it is checked, and how editors are told of it. `lint.config` has the table of all settings.

The JSON Schema (draft 2020-12) is made from that same table: `newslint config --schema` prints it, with the rules of
installed plug-ins; lint/newslint-config.schema.json is the published copy, without them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

Schema = Mapping[str, Any]

PUBLISHED = "newslint-config.schema.json"
"""The file beside this module that holds the schema of newslint.toml."""


@dataclass(frozen=True, slots=True)
class Key:
    """A setting: `check` turns what a file says into what newslint uses, and raises ValueError for what is no value.

    `schema` describes the values that `check` takes, `text` says in a sentence what the setting is for.
    """

    check: Callable[[object], Any]
    schema: Schema
    text: str

    def __call__(self, value: object) -> Any:
        return self.check(value)


class SettingError(ValueError):
    """A setting that cannot be used; `path` names its key and the tables around it, from the outermost on."""

    def __init__(self, message: str, path: tuple[str, ...]) -> None:
        super().__init__(message)
        self.path = path


FLAG: Schema = {"type": "boolean"}
STRING: Schema = {"type": "string", "minLength": 1}
STRINGS: Schema = {"type": "array", "items": {"type": "string"}}
COUNT: Schema = {"type": "integer", "minimum": 0}
SELECTORS: Schema = {"type": "array", "items": {"$ref": "#/$defs/selector"}}
SEVERITY: Schema = {"$ref": "#/$defs/severity"}
SEVERITIES: Schema = {
    "type": "object",
    "propertyNames": {"$ref": "#/$defs/selector"},
    "additionalProperties": SEVERITY,
}


def choice(known: Iterable[str]) -> Schema:
    """One of these words."""
    return {"enum": list(known)}


def table_schema(keys: Mapping[str, Key]) -> Schema:
    """A table with these keys and no others."""
    return {
        "type": "object",
        "properties": {name: {"description": key.text, **key.schema} for name, key in keys.items()},
        "additionalProperties": False,
    }


def one_of(name: str, known: Iterable[str]) -> str:
    """`name`, if it is one of the known words. Raises ValueError that lists them, and names the nearest."""
    known = list(known)
    if name in known:
        return name
    from lint.registry import did_you_mean

    raise ValueError(f"should be one of {', '.join(known)}, not {name[:60]!r}{did_you_mean(name, known)}")


def parse(table: Mapping[str, object], keys: Mapping[str, Callable[[object], T]]) -> dict[str, T]:
    """The table's values, checked, under their Python names. Raises SettingError that names the key."""
    from lint.registry import unknown

    result = {}
    for key, value in table.items():
        if key not in keys:
            raise SettingError(unknown("setting", key, keys), (key,))
        try:
            result[key.replace("-", "_")] = keys[key](value)
        except ValueError as error:
            raise SettingError(f"{key}: {error}", (key, *getattr(error, "path", ()))) from None
    return result


def build() -> dict[str, Any]:
    """The schema of newslint.toml. Raises RegistryError where rules do not load."""
    from lint.config import KEYS, Config, describe
    from lint.finding import Severity

    defaults = describe(Config())
    root = dict(table_schema(KEYS))
    for name, schema in root["properties"].items():
        if defaults[name] is not None and not isinstance(defaults[name], dict):
            schema["default"] = defaults[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newslint settings",
        "description": "What newslint.toml may say, and pyproject.toml under [tool.newslint].",
        **root,
        "$defs": {
            "severity": {"enum": [severity.label for severity in Severity]},
            "selector": {
                "description": "A rule's code, the beginning of one, a name, a family, an MQM category, or ALL.",
                # GR/…, beginnings of codes and small letters are right too: editors complete these, and do not check.
                "anyOf": [{"enum": selectors()}, {"type": "string", "minLength": 1}],
            },
        },
    }


def selectors() -> list[str]:
    """What names a rule or several: codes, names, families and categories, for editors to offer."""
    from lint.mqm import TYPOLOGY
    from lint.registry import all_rules
    from lint.rule import ENGINE_FAMILIES, FAMILIES

    rules = all_rules().values()
    families = {word for names in (FAMILIES, ENGINE_FAMILIES) for pair in names.items() for word in pair}
    families |= {word for rule in rules for word in (rule.meta.prefix, rule.meta.family)}
    categories = {f"{dimension}/{kind}" for dimension, kinds in TYPOLOGY.items() for kind in kinds}
    names = [name for rule in rules for name in (rule.meta.code, rule.meta.name)]
    return list(dict.fromkeys(["ALL", *sorted(families), *names, *TYPOLOGY, *sorted(categories)]))


def in_pyproject() -> dict[str, Any]:
    """The schema of pyproject.toml, as far as it is newslint's: the table [tool.newslint]."""
    schema = build()
    head = {name: schema.pop(name) for name in ("$schema", "title")}
    definitions = schema.pop("$defs")
    tool = {"type": "object", "properties": {"newslint": schema}}
    return {**head, "type": "object", "properties": {"tool": tool}, "$defs": definitions}


def written(schema: Mapping[str, Any]) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
