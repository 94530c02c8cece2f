"""Ready-made settings under a name. What they are stands in profiles.toml, in the words of a settings file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from lint.config_schema import one_of

NAMES = ("strict", "news", "minimal")
DEFAULT = "news"


class Profile(NamedTuple):
    """A sentence for whom it is, and what it says: a table as in newslint.toml."""

    summary: str
    settings: Mapping[str, Any]


@cache
def profile(name: str) -> Profile:
    """The profile of this name. Raises ValueError."""
    one_of(name, NAMES)
    table = tomllib.loads(files("lint").joinpath("profiles.toml").read_text(encoding="utf-8"))
    return Profile(**table[name])


def settings_of(name: str) -> Mapping[str, Any]:
    """What a profile says; reads no file for the default one, which is on every run's way and says nothing."""
    return {} if name == DEFAULT else profile(name).settings


def under(own: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with a file's own over them: severities one by one, all else key by key."""
    merged = {**settings, **own}
    if "severity" in settings and "severity" in own:
        merged["severity"] = {**settings["severity"], **own["severity"]}
    return merged


def listing() -> str:
    """All profiles, with what they say, for `newslint config --profiles`."""
    import json

    lines = []
    for name in NAMES:
        found = profile(name)
        lines += [f"{name}{' (default)' if name == DEFAULT else ''}: {found.summary}"]
        lines += [f"    {key} = {json.dumps(value)}" for key, value in found.settings.items()]
    return "".join(f"{line}\n" for line in lines)
