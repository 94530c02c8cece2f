"""Leaves suppressed findings out of an article's result, and says what is wrong with the suppressions themselves.

This is done behind rules and engines, in the main process, before accepted findings and the baseline.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from lint.checker import Checker, score
from lint.config import Config
from lint.engines.plan import Kind as NamedFinding
from lint.engines.plan import is_category, selected_by
from lint.finding import Finding, LocatedFinding, Suppressed
from lint.registry import EXACT, RegistryError, all_rules, check_selectors, chosen, names_engine_rules, weight
from lint.report import ArticleResult, RunError
from lint.rule import ENGINE_FAMILIES, Rule, RuleMeta
from lint.suppress.model import Kind, Suppression, Suppressions, Unused

if TYPE_CHECKING:
    from lint.checker import RuleSet

PREFIX = "NL"
WITHOUT_REASON, UNUSED = "NL001", "NL002"
"""The codes of the rules about suppressions. A text cannot suppress them: the settings can ignore them."""


class Suppressor:
    """Applies the suppressions that a newsroom allows."""

    def __init__(self, config: Config, checker: Checker, *, show: bool = False) -> None:
        """`show`: keep what is suppressed, for reports that are asked to list it."""
        self._show = show
        self._config = config
        self._checker = checker

    def hide(self, result: ArticleResult) -> ArticleResult:
        """The article without its suppressed findings; nothing is said of the suppressions yet."""
        if result.directives is None:
            return result
        allowed = self._allowed(result.directives)
        entries, _ = _known(allowed, result.path)
        return _without(result, entries)[0]

    def take(self, result: ArticleResult, *, engine: bool) -> ArticleResult:
        """The article as it goes on: without suppressed findings, with those about its suppressions.

        `engine`: whether an engine has checked it too.
        """
        if result.directives is None:
            return result
        allowed = self._allowed(result.directives)
        refused = len(result.directives.entries) - len(allowed.entries)
        entries, errors = _known(allowed, result.path)
        result, hits = _without(result, entries)
        errors += [RunError(problem.path, problem.message) for problem in allowed.problems]
        findings, unused = self._judge(result, entries, hits, engine)
        everything = tuple(sorted((*result.findings, *findings), key=lambda f: (f.start, f.end)))
        return replace(
            result,
            findings=everything,
            score=score(everything, result.words),
            directives=None,
            unused=unused,
            directive_errors=tuple(errors),
            suppressed=result.suppressed if self._show else (),
            suppressions_refused=refused,
        )

    def _allowed(self, given: Suppressions) -> Suppressions:
        """The suppressions of the kinds that the settings allow; of the others even the slips do not matter."""
        sidecar, inline = self._config.sidecar_suppressions, self._config.inline_suppressions

        def is_allowed(kind: Kind) -> bool:
            return sidecar if kind is Kind.SIDECAR else inline

        return Suppressions(
            tuple(entry for entry in given.entries if is_allowed(entry.kind)),
            tuple(problem for problem in given.problems if is_allowed(problem.kind)),
        )

    def _judge(
        self, result: ArticleResult, entries: Sequence[Suppression], hits: Sequence[frozenset[str]], engine: bool
    ) -> tuple[list[LocatedFinding], tuple[Unused, ...]]:
        """The findings about the suppressions, and those suppressions that have hidden nothing."""
        rules = self._checker.rule_set(result.path)
        seen: Counter[str] = Counter()
        findings: list[LocatedFinding] = []
        unused: list[Unused] = []
        without_reason = rules.rules.get(WITHOUT_REASON) if self._config.require_suppression_reason else None
        for entry, hit in zip(entries, hits, strict=True):
            if without_reason is not None and not entry.reason:
                findings.append(_finding(without_reason, rules, entry, _needs_reason(entry), result.text, seen))
            if UNUSED not in rules.rules or result.rule_errors:
                continue
            idle = [s for s in entry.selectors if s not in hit and self._has_run(s, result.path, rules, engine)]
            if idle:
                finding = _finding(rules.rules[UNUSED], rules, entry, _hides_nothing(entry, idle), result.text, seen)
                findings.append(finding)
                unused.append(Unused(finding.fingerprint, entry, tuple(idle)))
        return findings, tuple(unused)

    def _has_run(self, selector: str, path: str, rules: RuleSet, engine: bool) -> bool:
        """Whether all that a selector names has looked at the article: only then can it be called idle."""
        named = [rule.meta for rule in _ours() if weight(selector, rule.meta)]
        exact = [meta for meta in named if weight(selector, meta) == EXACT]
        if exact:
            return all(meta.code in rules.rules for meta in exact)
        preview = self._config.preview
        if not all(meta.code in rules.rules for meta in named if preview or not meta.preview):
            return False
        kinds = _engine_kinds(selector)
        if kinds and not engine:
            return False
        selection = self._config.selection_for(self._config.patterns_for(path))
        return all(chosen(kind, selected_by(selection), selection.ignore) for kind in kinds)


def _ours() -> list[Rule]:
    """The rules that a text may suppress."""
    return [rule for rule in all_rules().values() if rule.meta.prefix != PREFIX]


def _engine_kinds(selector: str) -> list[NamedFinding]:
    """What a selector can name of an engine's findings; empty where it names none."""
    family, slash, _ = selector.partition("/")
    prefixes = list(ENGINE_FAMILIES)
    if names_engine_rules(selector):
        prefixes = [prefix for prefix in prefixes if family.casefold() in (prefix.casefold(), ENGINE_FAMILIES[prefix])]
    elif selector.casefold() != "all" and not is_category(selector):
        return []
    code = selector if slash and names_engine_rules(selector) else ""
    return [NamedFinding(code or f"{prefix}/", prefix, "", ENGINE_FAMILIES[prefix], "") for prefix in prefixes]


def _known(given: Suppressions, article: str) -> tuple[list[Suppression], list[RunError]]:
    """The suppressions whose rules all exist, and an error for each of the others."""
    entries, errors = [], []
    for entry in given.entries:
        wrong = next(filter(None, map(_mistake, entry.selectors)), None)
        if wrong is None:
            entries.append(entry)
        else:
            path = entry.file or article
            errors.append(RunError(f"{path}:{entry.line}" if entry.line else path, f"a suppression names an {wrong}"))
    return entries, errors


@lru_cache(maxsize=10_000)
def _mistake(selector: str) -> str | None:
    """What is wrong with the name of a rule in a suppression."""
    try:
        check_selectors([selector])
    except RegistryError as error:
        return str(error)
    about = [rule for rule in all_rules().values() if rule.meta.prefix == PREFIX]
    if any(weight(selector, rule.meta) for rule in about) and not any(weight(selector, r.meta) for r in _ours()):
        return f"unsuitable rule {selector!r}: it is about suppressions, only the settings can ignore it"
    return None


def _named(code: str, finding: LocatedFinding) -> NamedFinding:
    """What selectors can name of a finding, or of one that it stands for."""
    if code == finding.code:
        prefix = re.match(r"[A-Za-z]*", code)
        return NamedFinding(code, prefix[0] if prefix else "", finding.name, finding.family, finding.mqm)
    rule = all_rules().get(code)
    if rule is not None:
        return NamedFinding(code, rule.meta.prefix, rule.meta.name, rule.meta.family, rule.meta.mqm)
    prefix_of = code.partition("/")[0]
    return NamedFinding(code, prefix_of, "", ENGINE_FAMILIES.get(prefix_of, ""), "")


@lru_cache(maxsize=10_000)
def _matches(selector: str, named: NamedFinding) -> bool:
    return weight(selector, named) > 0


def _without(result: ArticleResult, entries: Sequence[Suppression]) -> tuple[ArticleResult, list[frozenset[str]]]:
    """The article without what the entries cover; and of each entry the selectors that name a finding it covers."""
    by_name: defaultdict[NamedFinding, list[int]] = defaultdict(list)
    also: defaultdict[NamedFinding, list[int]] = defaultdict(list)
    for index, finding in enumerate(result.findings):
        by_name[_named(finding.code, finding)].append(index)
        for code in finding.also:
            also[_named(code, finding)].append(index)
    starts = [finding.start for finding in result.findings]
    hidden: dict[int, Suppression] = {}
    order = sorted(range(len(entries)), key=lambda number: entries[number].count is not None)
    hits = {number: _apply(entries[number], by_name, also, starts, hidden) for number in order}
    if hidden:
        suppressed = tuple(
            replace(result.findings[i], suppressed=Suppressed(entry.kind.value, entry.reason))
            for i, entry in sorted(hidden.items())
        )
        kept = tuple(finding for i, finding in enumerate(result.findings) if i not in hidden)
        result = replace(
            result, findings=kept, score=score(kept, result.words), suppressed=suppressed,
            suppressed_count=len(suppressed),
        )  # fmt: skip
    return result, [hits[number] for number in range(len(entries))]


def _apply(
    entry: Suppression,
    by_name: dict[NamedFinding, list[int]],
    also: dict[NamedFinding, list[int]],
    starts: Sequence[int],
    hidden: dict[int, Suppression],
) -> frozenset[str]:
    """Hide what an entry covers; returns the selectors that name something there.

    A finding that merely stands for one that is named stays: nobody has said that it is wrong.
    """
    hit: set[str] = set()
    covered: list[int] = []
    for named, indexes in by_name.items():
        matching = [selector for selector in entry.selectors if _matches(selector, named)]
        inside = list(_inside(indexes, starts, entry)) if matching else []
        if inside:
            hit.update(matching)
            covered += inside
    for named, indexes in also.items():
        matching = [selector for selector in entry.selectors if _matches(selector, named)]
        if matching and next(_inside(indexes, starts, entry), None) is not None:
            hit.update(matching)
    left = entry.count
    for index in sorted(covered):
        if index in hidden:
            continue
        if left == 0:
            break
        hidden[index] = entry
        left = None if left is None else left - 1
    return frozenset(hit)


def _inside(indexes: Sequence[int], starts: Sequence[int], entry: Suppression) -> Iterator[int]:
    """Those findings (by their indexes, in order of place) that begin in one of the entry's spans."""
    for start, end in entry.spans:
        for at in range(bisect_left(indexes, start, key=starts.__getitem__), len(indexes)):
            if starts[indexes[at]] >= end:
                break
            yield indexes[at]


def _where(entry: Suppression) -> str:
    """A sidecar is another file than the one that the finding's line is in."""
    return "" if not entry.file else f"{entry.file}:{entry.line}: " if entry.line else f"{entry.file}: "


def _needs_reason(entry: Suppression) -> str:
    how = "add one behind --" if entry.kind is Kind.INLINE else "add a reason"
    return f"{_where(entry)}The suppression of {_list(entry.selectors)} gives no reason: {how}."


def _hides_nothing(entry: Suppression, idle: Sequence[str]) -> str:
    what = "take it out" if len(idle) < len(entry.selectors) else "delete it"
    return f"{_where(entry)}The suppression of {_list(idle)} hides nothing any more: {what} (--fix does)."


def _list(selectors: Iterable[str]) -> str:
    return ", ".join(selectors)


def _finding(
    rule: Rule, rules: RuleSet, entry: Suppression, message: str, text: str, seen: Counter[str]
) -> LocatedFinding:
    """A finding about a suppression, placed where that stands."""
    meta: RuleMeta = rule.meta
    spot = entry.spot
    base: Finding = meta.finding(spot.start, spot.end, message, severity=rules.severities.get(meta.code))
    around = text[max(0, spot.start - 40) : spot.end + 40] if entry.spans else ""
    key = "\0".join((meta.code, entry.kind.value, *entry.selectors, "".join(filter(str.isalnum, around))))
    seen[key] += 1
    digest = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return LocatedFinding(
        code=base.code, name=base.name, family=base.family, severity=base.severity, mqm=base.mqm,
        start=base.start, end=base.end, message=base.message, text=text[spot.start : spot.end],
        line=spot.line, column=spot.column, end_line=spot.end_line, end_column=spot.end_column,
        context=spot.context, context_start=spot.context_start, widening=spot.widening, fingerprint=digest,
    )  # fmt: skip
