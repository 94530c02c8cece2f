"""Finds rules, engines and report formats through entry points: the same door for ours and for plug-ins."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from lint.mqm import TYPOLOGY
from lint.report import Format
from lint.rule import FAMILIES, Rule

RULES, REPORTS = "newslint.rules", "newslint.reports"


class RegistryError(Exception):
    """A rule, format or selector that is not there, is there twice, or does not load."""


def _load(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except (Exception, SystemExit) as error:  # a plug-in may fail in any way at import: name it, never skip it
        raise RegistryError(f"{entry.group}: {entry.name} ({entry.value}) does not load: {error!r}") from error


def _modules(root: ModuleType) -> Iterator[ModuleType]:
    yield root
    for info in pkgutil.walk_packages(getattr(root, "__path__", []), root.__name__ + "."):
        if not any(part.startswith("_") for part in info.name.removeprefix(root.__name__).split(".")):
            yield importlib.import_module(info.name)


def _rules_of(entry: EntryPoint) -> Iterator[Rule]:
    loaded = _load(entry)
    if not isinstance(loaded, ModuleType):
        raise RegistryError(f"{RULES}: {entry.name} ({entry.value}) names no module")
    try:
        for module in _modules(loaded):
            yield from (value for value in vars(module).values() if isinstance(value, Rule))
    except (Exception, SystemExit) as error:
        raise RegistryError(f"{RULES}: {entry.name} ({entry.value}) does not load: {error!r}") from error


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by code, sorted.

    Raises RegistryError for a plug-in that fails, a code or name used twice, or where there are no rules at all.
    """
    found: dict[str, Rule] = {}
    names: dict[str, Rule] = {}
    for entry in entry_points(group=RULES):
        for rule in _rules_of(entry):
            for key, known in ((rule.meta.code, found), (rule.meta.name, names)):
                if known.setdefault(key, rule) is not rule:
                    places = " and ".join(r.check.__module__ for r in (known[key], rule))
                    raise RegistryError(f"two rules are called {key}: in {places}")
    if not found:
        raise RegistryError("no rules are installed: newslint has to be installed with pip, not just copied")
    return {code: found[code] for code in sorted(found)}


def find_rule(key: str) -> Rule:
    """The rule with this code (in any case) or name. Raises RegistryError."""
    for rule in all_rules().values():
        if key.upper() == rule.meta.code or key.lower() == rule.meta.name:
            return rule
    raise RegistryError(
        unknown("rule", key, [name for r in all_rules().values() for name in (r.meta.code, r.meta.name)])
    )


def report_names() -> list[str]:
    """The names of all report formats."""
    return sorted(entry.name for entry in entry_points(group=REPORTS))


def find_format(name: str) -> Format:
    """The report format of this name. Raises RegistryError."""
    entries = {entry.value: entry for entry in entry_points(group=REPORTS, name=name)}
    if not entries:
        raise RegistryError(unknown("report format", name, report_names()))
    if len(entries) > 1:
        raise RegistryError(f"two report formats are called {name}: {' and '.join(sorted(entries))}")
    (entry,) = entries.values()
    loaded = _load(entry)
    if not callable(loaded):
        raise RegistryError(f"{REPORTS}: {name} ({entry.value}) cannot be called")
    return loaded  # what a plug-in gives shows when it is used


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """A message for a name that does not exist, with the nearest one that does."""
    near = get_close_matches(name, list(known), n=1)
    return f"unknown {kind} {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


_EXACT = 1000


def weight(selector: str, rule: Rule) -> int:
    """How specifically `selector` names `rule`; 0 if it does not. A family's prefix weighs as much as its name."""
    meta, plain = rule.meta, selector.strip()
    if plain.upper() == meta.code or plain.lower() == meta.name:
        return _EXACT
    if plain.upper() == "ALL":
        return 1
    if plain and meta.code.startswith(plain.upper()):
        return 10 + len(plain) - len(meta.prefix)
    if plain.lower() == meta.family or plain.casefold() == meta.mqm.casefold():
        return 10
    return 5 if plain.casefold() == meta.mqm.partition("/")[0].casefold() else 0


def check_selectors(selectors: Iterable[str]) -> None:
    """Raises RegistryError for a selector that can match nothing: a slip must not switch checks off unseen."""
    rules = all_rules().values()
    categories = {f"{dimension}/{kind}".casefold() for dimension, kinds in TYPOLOGY.items() for kind in kinds}
    categories |= {dimension.casefold() for dimension in TYPOLOGY} | {"all"}
    for selector in selectors:
        if selector.strip().casefold() not in categories and not any(weight(selector, rule) for rule in rules):
            names = [n for rule in rules for n in (rule.meta.code, rule.meta.name)]
            raise RegistryError(unknown("rule or family", selector, names + list(FAMILIES) + list(FAMILIES.values())))


def select(chosen: Iterable[str], ignored: Iterable[str], *, preview: bool = False) -> dict[str, Rule]:
    """The rules that `chosen` names and `ignored` does not name as specifically, by code.

    A selector is a code, a prefix of one, a name, a family, an MQM category or dimension, or ALL.
    The more specific selector wins, as in ruff; at equal weight `ignored` does. Preview rules need `preview` or
    their own code or name. Raises RegistryError for a selector that names nothing.
    """
    chosen, ignored = list(chosen), list(ignored)
    check_selectors([*chosen, *ignored])
    picked = {}
    for code, rule in all_rules().items():
        for_it = max((weight(selector, rule) for selector in chosen), default=0)
        against = max((weight(selector, rule) for selector in ignored), default=0)
        if for_it > against and (not rule.meta.preview or preview or for_it == _EXACT):
            picked[code] = rule
    return picked
