"""Which engine a run asks, and whether it must answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lint.config import Config, ConfigError, Selection
from lint.finding import Finding
from lint.mqm import TYPOLOGY
from lint.registry import EXACT, chosen, names_engine_rules
from lint.rule import ENGINE_FAMILIES

DEFAULT = "languagetool"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Plan:
    """The engine to ask, by the name of its entry point; `url` where somebody else runs it.

    An engine that is not `required` is left out where it is not installed, and may fail without the run failing.
    """

    engine: str
    required: bool
    url: str | None = None


def plan(config: Config) -> Plan | None:
    """What the settings ask for; None where no engine is wanted or no rule of an engine is selected.

    An engine that is named has to answer, and so has a server; the one that is merely installed may fail.
    Raises ConfigError for settings that contradict each other.
    """
    setting, engine = config.languagetool, config.engine or DEFAULT
    url = setting if setting and setting.startswith(("http://", "https://")) else None
    if url and engine != DEFAULT:
        raise ConfigError(f"languagetool names a server, but engine is {engine!r}: choose one")
    if engine == NONE or (engine == DEFAULT and setting == "off") or not _any_selected(config):
        return None
    named = config.engine is not None and (setting is None or setting == "off")
    required = setting == "required" or url is not None or named
    return Plan(engine, required, url)


class Kind(NamedTuple):
    """What selectors can name of an engine's finding."""

    code: str
    prefix: str
    name: str
    family: str
    mqm: str

    @classmethod
    def of(cls, finding: Finding) -> Kind:
        return cls(finding.code, finding.code.partition("/")[0], finding.name, finding.family, finding.mqm)


def _selections(config: Config) -> list[Selection]:
    files = [config.selection_for(()), *(config.selection_for((pattern,)) for pattern in config.per_file)]
    return files + [config.selection_for((), section) for section in config.per_section]


def _any_selected(config: Config) -> bool:
    return any(_may_pick(selection) for selection in _selections(config))


def _may_pick(selection: Selection) -> bool:
    """Whether a selection can pick a rule of an engine at all."""
    selected = selected_by(selection)
    if any(names_engine_rules(selector) or is_category(selector) for selector in selected):
        return True
    families = [Kind(f"{prefix}/", prefix, "", family, "") for prefix, family in ENGINE_FAMILIES.items()]
    return any(chosen(kind, selected, selection.ignore) for kind in families)


def is_category(selector: str) -> bool:
    """Whether a selector is an MQM category or dimension."""
    return selector.partition("/")[0].strip().casefold() in {dimension.casefold() for dimension in TYPOLOGY}


def selected_by(selection: Selection) -> tuple[str, ...]:
    """All selectors of a selection that pick."""
    return (*(("ALL",) if selection.select is None else selection.select), *selection.extend_select)


@cache
def _weight(kind: Kind, selected: tuple[str, ...], ignored: tuple[str, ...]) -> int:
    return chosen(kind, selected, ignored)


def picked(findings: Iterable[Finding], selection: Selection, needs_its_name: Callable[[str], bool]) -> list[Finding]:
    """Those of an engine's findings that a selection picks; codes that `needs_its_name` only by that very code."""
    selected = selected_by(selection)
    return [
        finding
        for finding in findings
        if _weight(Kind.of(finding), selected, selection.ignore) >= (EXACT if needs_its_name(finding.code) else 1)
    ]


def selectors(config: Config) -> frozenset[str]:
    """All that the settings select, in general or for some files or sections."""
    return frozenset(selector for selection in _selections(config) for selector in selected_by(selection))
