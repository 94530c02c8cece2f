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

from lint.finding import Severity
from lint.mqm import TYPOLOGY
from lint.report import Format
from lint.rule import ENGINE_FAMILIES, FAMILIES, Bad, Fix, Good, InQuotes, Rule, RuleMeta

if TYPE_CHECKING:
    from lint.engines.base import Factory

RULES, PACKS, REPORTS, ENGINES = "newslint.rules", "newslint.packs", "newslint.reports", "newslint.engines"
CODE_GROUPS = (RULES, PACKS, ENGINES)
"""The groups whose entries decide what is found."""


class RegistryError(Exception):
    """A rule, format or selector that is not there, is there twice, or does not load."""


class UnknownSelectorError(RegistryError):
    """A selector that can match nothing."""

    def __init__(self, message: str, selector: str) -> None:
        super().__init__(message)
        self.selector = selector


_plugins = True
_packages: dict[str, str] = {}
"""The package that brought each rule, by code; ours are not in it."""


def use_plugins(wanted: bool) -> None:
    """Whether what other packages bring is looked at from now on, in this process."""
    global _plugins
    if wanted != _plugins:
        _plugins = wanted
        all_rules.cache_clear()


def package_of(code: str) -> str:
    """Name and version of the plug-in that brought a rule; empty for rules of our own."""
    return _packages.get(code, "")


def _points(group: str, name: str | None = None) -> list[EntryPoint]:
    """The entry points of a group, once each: one that two folders on Python's path show is still one."""
    found = entry_points(group=group) if name is None else entry_points(group=group, name=name)
    return list({(entry.name, entry.value): entry for entry in found if _plugins or _is_ours(entry)}.values())


def _is_ours(entry: EntryPoint) -> bool:
    return entry.value.partition(":")[0].partition(".")[0] == "lint"


def _package(entry: EntryPoint) -> str:
    """Name and version of the package that an entry point belongs to."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else "a package without a name"


def _broken(entry: EntryPoint, what: str) -> RegistryError:
    """The error for an entry point that cannot be used: it names the package, and says what to do."""
    cure = "install newslint again" if _is_ours(entry) else "repair it, remove it, or run with --no-plugins"
    return RegistryError(f"{entry.group}: {entry.name} ({entry.value}) {what} (from {_package(entry)}: {cure})")


def _load(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except (Exception, SystemExit) as error:  # a plug-in may fail in any way at import: name it, never skip it
        raise _broken(entry, f"does not load: {error!r}") from error


def modules(root: ModuleType) -> Iterator[ModuleType]:
    """A package and all modules in it, private ones left out; raises whatever one of them raises at import."""
    yield root
    for info in pkgutil.walk_packages(getattr(root, "__path__", []), root.__name__ + "."):
        if not any(part.startswith("_") for part in info.name.removeprefix(root.__name__).split(".")):
            yield importlib.import_module(info.name)


def rules_in(module: ModuleType) -> Iterator[Rule]:
    """The rules that stand in a module. Raises ValueError for one that is not sound."""
    found = [value for value in vars(module).values() if isinstance(value, Rule)]
    for rule in found:
        require_sound(rule)
    for meta in vars(module).values():
        if isinstance(meta, RuleMeta) and not any(rule.meta is meta for rule in found):
            raise ValueError(f"{module.__name__} describes {meta.code} but has no rule for it: @rule(META) is missing")
    yield from found


def _rules_of(entry: EntryPoint) -> list[Rule]:
    """The rules that an entry point brings: those of a package's modules, or those that its packs are."""
    loaded = _load(entry)
    if not isinstance(loaded, ModuleType):
        raise _broken(entry, "names no module")
    try:
        if entry.group == PACKS:
            from lint.packs import packs_in

            rules = list(packs_in(loaded))
        else:
            rules = [rule for module in modules(loaded) for rule in rules_in(module)]
    except (Exception, SystemExit) as error:
        raise _broken(entry, f"does not load: {error!r}") from error
    if not rules:
        raise _broken(entry, "brings no rule")
    return rules


_KINDS: dict[str, type] = {
    "severity": Severity, "since": str, "fix": Fix, "in_quotes": InQuotes, "examples": tuple, "roles": frozenset,
    "priority": int, "preview": bool,
}  # fmt: skip


def require_sound(rule: Rule) -> None:
    """Raises ValueError for a rule whose parts are not what they should be: it would fail later, out of its place."""
    if not isinstance(rule.meta, RuleMeta):
        raise ValueError(f"a rule is described by {type(rule.meta).__name__} {rule.meta!r}, not by a RuleMeta")
    for name, kind in _KINDS.items():
        value = getattr(rule.meta, name)
        if not isinstance(value, kind):
            raise ValueError(f"{rule.meta.code}: {name} is {value!r}, not of the type {kind.__name__}")
    if not all(isinstance(example, Bad | Good) for example in rule.meta.examples):
        raise ValueError(f"{rule.meta.code}: an example is neither Bad nor Good")
    if not callable(rule.check) or not isinstance(rule.doc, str) or not rule.doc:
        raise ValueError(f"{rule.meta.code}: the rule has no check or no documentation")


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by code, sorted.

    Raises RegistryError for a plug-in that fails, a code or name used twice, or where there are no rules at all.
    """
    found: dict[str, Rule] = {}
    names: dict[str, Rule] = {}
    sources: dict[int, EntryPoint] = {}
    _packages.clear()
    for entry in [*_points(RULES), *_points(PACKS)]:
        rules = _rules_of(entry)
        if not _is_ours(entry):  # to ask for a package's name is to read its description
            _packages.update(dict.fromkeys((rule.meta.code for rule in rules), _package(entry)))
        for rule in rules:
            sources.setdefault(id(rule), entry)
            for key, known in ((rule.meta.code, found), (rule.meta.name, names)):
                if known.setdefault(key, rule) is not rule:
                    both = " and ".join(
                        f"{r.check.__module__} (from {_package(sources[id(r)])})" for r in (known[key], rule)
                    )
                    raise RegistryError(f"two rules are called {key}: in {both}")
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


def engine_names() -> list[str]:
    """The names of all engines."""
    return _names(ENGINES)


def _names(group: str) -> list[str]:
    return sorted({entry.name for entry in _points(group)})


def find_format(name: str) -> Format:
    """The report format of this name. Raises RegistryError."""
    entry, make = _find("report format", REPORTS, name)
    if _is_ours(entry):
        return make
    from lint.plugin_reports import guarded

    return guarded(make, f"the report format {name} (from {_package(entry)})")


def find_engine(name: str) -> Factory:
    """What makes the engine of this name. Raises RegistryError."""
    return _find("engine", ENGINES, name)[1]


def _find(kind: str, group: str, name: str) -> tuple[EntryPoint, Callable[..., Any]]:
    entries = {entry.value: entry for entry in _points(group, name)}
    if not entries:
        raise RegistryError(unknown(kind, name, _names(group)))
    if len(entries) > 1:
        both = " and ".join(f"{value} (from {_package(entry)})" for value, entry in sorted(entries.items()))
        raise RegistryError(f"two {kind}s are called {name}: {both}")
    (entry,) = entries.values()
    loaded = _load(entry)
    if not callable(loaded):
        raise _broken(entry, "cannot be called")
    return entry, loaded


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """A message for a name that does not exist, with the nearest one that does."""
    return f"unknown {kind} {name!r}{did_you_mean(name, known)}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of such a message: the nearest known name, or nothing where none is near."""
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


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
    """Raises UnknownSelectorError for a selector that can match nothing: a slip must not switch checks off unseen."""
    rules = all_rules().values()
    categories = {f"{dimension}/{kind}".casefold() for dimension, kinds in TYPOLOGY.items() for kind in kinds}
    categories |= {dimension.casefold() for dimension in TYPOLOGY} | {"all"}
    for selector in selectors:
        if selector.strip().casefold() in categories or names_engine_rules(selector):
            continue
        if not any(weight(selector, rule.meta) for rule in rules):
            names = [n for rule in rules for n in (rule.meta.code, rule.meta.name)]
            families = [n for names in (FAMILIES, ENGINE_FAMILIES) for n in (*names, *names.values())]
            raise UnknownSelectorError(unknown("rule or family", selector, names + families), selector)


def names_engine_rules(selector: str) -> bool:
    """Whether a selector is a family of engine findings or a rule of an engine, `GR/…`: those are not known here."""
    family, slash, rule = selector.strip().partition("/")
    if not slash:
        return family.upper() in ENGINE_FAMILIES or family.lower() in ENGINE_FAMILIES.values()
    return family.upper() in ENGINE_FAMILIES and bool(rule)


def select(
    selected: Iterable[str], ignored: Iterable[str], *, preview: bool = False, model: bool = True
) -> dict[str, Rule]:
    """The rules that `selected` names and `ignored` does not name as specifically, by code.

    A selector is a code, a prefix of one, a name, a family, an MQM category or dimension, or ALL.
    The more specific selector wins, as in ruff; at equal weight `ignored` does. Preview rules need `preview` or
    their own code or name; without `model` no rule runs that needs the language model, however it is selected.
    Raises RegistryError for a selector that names nothing.
    """
    selected, ignored = list(selected), list(ignored)
    check_selectors([*selected, *ignored])
    picked = {}
    for code, rule in all_rules().items():
        found = chosen(rule.meta, selected, ignored)
        if found and (model or not rule.meta.model) and (not rule.meta.preview or preview or found == EXACT):
            picked[code] = rule
    return picked
