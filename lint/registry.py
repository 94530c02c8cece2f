"""Finds rules, engines and report formats through entry points: the same door for ours and for plug-ins."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from lint.mqm import TYPOLOGY
from lint.report import Format
from lint.rule import ENGINE_FAMILIES, FAMILIES, Rule

if TYPE_CHECKING:
    from lint.engines.base import Factory

RULES, REPORTS, ENGINES = "newslint.rules", "newslint.reports", "newslint.engines"


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
    return _names(REPORTS)


def _names(group: str) -> list[str]:
    return sorted(entry.name for entry in entry_points(group=group))


def find_format(name: str) -> Format:
    """The report format of this name. Raises RegistryError."""
    return _find("report format", REPORTS, name)  # what a plug-in gives shows when it is used


def find_engine(name: str) -> Factory:
    """What makes the engine of this name. Raises RegistryError."""
    return _find("engine", ENGINES, name)


def _find(kind: str, group: str, name: str) -> Callable[..., Any]:
    entries = {entry.value: entry for entry in entry_points(group=group, name=name)}
    if not entries:
        raise RegistryError(unknown(kind, name, _names(group)))
    if len(entries) > 1:
        raise RegistryError(f"two {kind}s are called {name}: {' and '.join(sorted(entries))}")
    (entry,) = entries.values()
    loaded = _load(entry)
    if not callable(loaded):
        raise RegistryError(f"{group}: {name} ({entry.value}) cannot be called")
    return loaded


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """A message for a name that does not exist, with the nearest one that does."""
    near = get_close_matches(name, list(known), n=1)
    return f"unknown {kind} {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


EXACT = 1000
"""The weight of a selector that is the code or name itself."""


class Named(Protocol):
    """What a selector can name: a rule's description, or the kind of an engine's finding."""

    @property
    def code(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def mqm(self) -> str: ...


def weight(selector: str, named: Named) -> int:
    """How specifically `selector` names a rule; 0 if it does not. A family's prefix weighs as much as its name."""
    plain = selector.strip()
    if plain.upper() == named.code.upper() or plain.lower() == named.name:
        return EXACT
    if plain.upper() == "ALL":
        return 1
    if plain and named.code.upper().startswith(plain.upper()):
        return 10 + len(plain) - len(named.prefix)
    if plain.lower() == named.family or plain.casefold() == named.mqm.casefold():
        return 10
    return 5 if plain.casefold() == named.mqm.partition("/")[0].casefold() else 0


def chosen(named: Named, selected: Iterable[str], ignored: Iterable[str]) -> int:
    """The weight of the selector that picks a rule, 0 where none does or one of `ignored` names it as specifically."""
    for_it = max((weight(selector, named) for selector in selected), default=0)
    against = max((weight(selector, named) for selector in ignored), default=0)
    return for_it if for_it > against else 0


def check_selectors(selectors: Iterable[str]) -> None:
    """Raises RegistryError for a selector that can match nothing: a slip must not switch checks off unseen."""
    rules = all_rules().values()
    categories = {f"{dimension}/{kind}".casefold() for dimension, kinds in TYPOLOGY.items() for kind in kinds}
    categories |= {dimension.casefold() for dimension in TYPOLOGY} | {"all"}
    for selector in selectors:
        if selector.strip().casefold() in categories or names_engine_rules(selector):
            continue
        if not any(weight(selector, rule.meta) for rule in rules):
            names = [n for rule in rules for n in (rule.meta.code, rule.meta.name)]
            families = [n for names in (FAMILIES, ENGINE_FAMILIES) for n in (*names, *names.values())]
            raise RegistryError(unknown("rule or family", selector, names + families))


def names_engine_rules(selector: str) -> bool:
    """Whether a selector is a family of engine findings or a rule of an engine, `GR/…`: those are not known here."""
    family, slash, rule = selector.strip().partition("/")
    if not slash:
        return family.upper() in ENGINE_FAMILIES or family.lower() in ENGINE_FAMILIES.values()
    return family.upper() in ENGINE_FAMILIES and bool(rule)


def select(selected: Iterable[str], ignored: Iterable[str], *, preview: bool = False) -> dict[str, Rule]:
    """The rules that `selected` names and `ignored` does not name as specifically, by code.

    A selector is a code, a prefix of one, a name, a family, an MQM category or dimension, or ALL.
    The more specific selector wins, as in ruff; at equal weight `ignored` does. Preview rules need `preview` or
    their own code or name. Raises RegistryError for a selector that names nothing.
    """
    selected, ignored = list(selected), list(ignored)
    check_selectors([*selected, *ignored])
    picked = {}
    for code, rule in all_rules().items():
        found = chosen(rule.meta, selected, ignored)
        if found and (not rule.meta.preview or preview or found == EXACT):
            picked[code] = rule
    return picked
