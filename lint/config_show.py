"""What `newslint config` shows besides the settings themselves: where each comes from, profiles, the JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click
from click.core import ParameterSource

from lint import profiles
from lint.config import Config, describe, own_table, place

_ADDED = ("extend-select", "ignore")
"""What the command line says of these comes to what the settings file says."""
_TABLES = ("severity", "per-file", "per-section", "report", "house")
"""Settings that are shown entry by entry."""


def profiles_or_schema(schema: str | None, plugins: bool | None) -> str:
    """What the profiles say, or the schema of that settings file; ends the program where rules do not load."""
    from lint.cli import fail
    from lint.config_schema import build, in_pyproject, written
    from lint.registry import RegistryError, use_plugins

    if schema is None:
        return profiles.listing()
    use_plugins(plugins is not False)
    try:
        return written(in_pyproject() if schema == "pyproject.toml" else build())
    except RegistryError as error:
        fail(str(error))


def origins(config: Config, context: click.Context) -> str:
    """Each setting on a line, `key = value  # origin`; `context` is that of the command, for what was said there."""
    shown = [
        (key, "(not set)" if value is None else json.dumps(value, ensure_ascii=False), _origin(path, config, said))
        for said in [_said(context)]
        for path, value in _flat(describe(config))
        for key in [".".join(map(_quoted, path))]
    ]
    width = min(60, max(len(f"{key} = {value}") for key, value, _ in shown))
    return "".join(f"{f'{key} = {value}':{width}}  # {origin}\n" for key, value, origin in shown)


def _flat(plain: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in plain.items():
        if key == "origin":
            continue
        if key in _TABLES and value:
            yield from (((key, name), item) for name, item in value.items())
        else:
            yield (key,), value


def _quoted(key: str) -> str:
    plain = key.replace("-", "").replace("_", "")
    return key if plain.isascii() and plain.isalnum() else json.dumps(key, ensure_ascii=False)


def _said(context: click.Context) -> dict[str, str]:
    """The settings that the command line and the environment name, and which of the two it was."""
    said = {}
    for parameter in context.command.params:
        name = parameter.name or ""
        source = context.get_parameter_source(name)
        if source is ParameterSource.ENVIRONMENT:
            said[name.replace("_", "-")] = f"environment variable {parameter.envvar}"
        elif source is ParameterSource.COMMANDLINE:
            said[name.replace("_", "-")] = "command line"
    return said


def _origin(path: tuple[str, ...], config: Config, said: Mapping[str, str]) -> str:
    key = path[0]
    if "select" in said and key in ("select", *_ADDED):
        return "command line"
    before = _before(path, config)
    if key not in said:
        return before
    return f"{before}, {said[key]}" if key in _ADDED and before != "default" else said[key]


def _before(path: tuple[str, ...], config: Config) -> str:
    """Where a setting comes from, the command line and the environment left aside."""
    table: object = own_table(config.origin)
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    if table is not None and config.origin is not None:
        return place(config.origin, path)
    settings: object = profiles.settings_of(config.profile)
    for key in path:
        settings = settings.get(key) if isinstance(settings, dict) else None
    return "default" if settings is None else f"profile {config.profile}"
