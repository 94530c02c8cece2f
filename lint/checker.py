"""Runs rules over one document. A rule that fails is reported, never passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lint.config import Config, Selection, place_of
from lint.document import Block, Document, Role
from lint.finding import Finding, LocatedFinding, Severity, Suggestion
from lint.locate import locate
from lint.merge import merge
from lint.registry import Named, RegistryError, UnknownSelectorError, check_selectors, package_of, select, weight
from lint.report import ArticleResult
from lint.rule import InQuotes, Rule


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that run on a file, by code, and the severities that a newsroom has set for some of them.

    Where there are settings for sections, `sections` has what holds in each, and by None in no section at all; `rules`
    are then all that run anywhere.
    """

    rules: Mapping[str, Rule]
    severities: Mapping[str, Severity]
    sections: Mapping[Role | None, RuleSet] = field(default_factory=dict)

    def at(self, block: Block | None) -> RuleSet:
        """What holds in a block of the article."""
        return self.sections[block.role if block else None] if self.sections else self

    @classmethod
    def of(cls, selection: Selection, *, preview: bool, model: bool = True) -> RuleSet:
        """What a selection names. Raises RegistryError for a name that does not exist."""
        chosen = ("ALL",) if selection.select is None else selection.select
        check_selectors(selection.severity)
        rules = select([*chosen, *selection.extend_select], selection.ignore, preview=preview, model=model)
        severities = {code: severity_for(rule.meta, selection.severity) for code, rule in rules.items()}
        return cls(rules, {code: severity for code, severity in severities.items() if severity is not None})


def rule_set(config: Config, patterns: Iterable[str]) -> RuleSet:
    """What runs on a file that these patterns of the per-file settings match. Raises RegistryError."""
    patterns = tuple(patterns)
    general = _of(config, config.selection_for(patterns))
    if not config.per_section:
        return general
    own = {role: config.selection_for(patterns, role) for role in Role if role in config.per_section}
    special = {role: _of(config, selection) for role, selection in own.items()}
    sections = {role: special.get(role, general) for role in Role} | {None: general}
    rules = {code: rule for found in sections.values() for code, rule in found.rules.items()}
    return RuleSet({code: rules[code] for code in sorted(rules)}, general.severities, sections)


def _of(config: Config, selection: Selection) -> RuleSet:
    return RuleSet.of(selection, preview=config.preview, model=config.model)


def severity_for(named: Named, settings: Mapping[str, Severity]) -> Severity | None:
    """The severity that the most specific selector gives a rule; of two that are alike the last."""
    best, severity = 1, None
    for selector, level in settings.items():
        if weight(selector, named) >= best:
            best, severity = weight(selector, named), level
    return severity


def score(findings: Iterable[Finding], words: int) -> float:
    """100 less the MQM penalty points per 1,000 words, never below 0: a triage aid, not a gate."""
    penalty = sum(finding.severity.penalty for finding in findings)
    return round(max(0.0, 100.0 - 1000.0 * penalty / max(words, 1)), 1)


def with_findings(result: ArticleResult, findings: Iterable[LocatedFinding]) -> ArticleResult:
    """The article with some of its findings only, and the score that goes with them."""
    kept = tuple(findings)
    if len(kept) == len(result.findings):
        return result
    return replace(result, findings=kept, score=score(kept, result.words))


class Checker:
    """Checks documents with the rules and severities of one configuration.

    Raises RegistryError for a selector, in the general or the per-file settings, that names nothing.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._sets: dict[tuple[str, ...], RuleSet] = {}
        self._last: tuple[str, RuleSet] | None = None
        try:
            for patterns in ((), *((pattern,) for pattern in config.per_file)):
                self._set(patterns)
        except UnknownSelectorError as error:
            raise RegistryError(f"{place_of(config, error.selector)}{error}") from None

    def _set(self, patterns: tuple[str, ...]) -> RuleSet:
        if patterns not in self._sets:
            self._sets[patterns] = rule_set(self._config, patterns)
        return self._sets[patterns]

    def rule_set(self, path: str) -> RuleSet:
        """The rules for a file; an archive's articles, which come one after another, are looked up once."""
        if self._last is None or self._last[0] != path:
            self._last = (path, self._set(self._config.patterns_for(path)))
        return self._last[1]

    @property
    def rules(self) -> dict[str, Rule]:
        """All rules that may run, by code."""
        return {code: rule for rules in self._sets.values() for code, rule in rules.rules.items()}

    def check(self, document: Document) -> ArticleResult:
        """The document's findings and figures; a rule that crashed is named in `rule_errors`."""
        from lint.readability import measure  # not needed for `--version` and the like

        rules = self.rule_set(document.path)
        if self._config.house is not None:
            document.house = self._config.house
        findings, errors = run(rules, document)
        priority = {code: rule.meta.priority for code, rule in rules.rules.items()}
        located = tuple(locate(document, merge(findings, priority)))
        figures: dict[str, float] = {}
        try:
            figures = measure(document)
        except Exception as error:
            errors.append(f"the readability figures could not be worked out: {error!r}")
        return ArticleResult(
            path=document.path,
            id=document.id,
            text=document.text,
            blocks=document.blocks,
            words=document.word_count,
            score=score(located, document.word_count),
            readability=figures,
            findings=located,
            rule_errors=tuple(errors),
            directives=document.suppressions,
        )


def run(rules: RuleSet, document: Document) -> tuple[list[Finding], list[str]]:
    """All findings of all rules, not yet merged, and a message for each rule that crashed."""
    findings: list[Finding] = []
    errors: list[str] = []
    for code, rule in rules.rules.items():
        try:
            findings += _findings(rule, document, rules)
        except (
            Exception,
            SystemExit,
        ) as error:  # one rule's defect must neither hide the others' findings nor pass as clean
            errors.append(f"rule {code} ({_called(rule)}) crashed, the article counts as not checked: {error!r}")
    return findings, errors


def _called(rule: Rule) -> str:
    """The rule's name, and whose it is where it is not ours."""
    package = package_of(rule.meta.code)
    return f"{rule.meta.name}, from {package}" if package else rule.meta.name


def _findings(rule: Rule, document: Document, rules: RuleSet) -> Iterator[Finding]:
    meta = rule.meta
    for finding in rule.check(document):
        _require_sound(finding, rule, len(document.text))
        block = document.block_at(finding.start)
        here = rules.at(block)
        if (block is not None and block.role not in meta.roles) or (rules.sections and meta.code not in here.rules):
            continue
        severity = here.severities.get(meta.code)
        if meta.in_quotes is not InQuotes.FLAG and document.in_quotation(finding.start, finding.end):
            if meta.in_quotes is InQuotes.SKIP:
                continue
            finding = replace(finding, suggestion=None)
        yield finding if severity is None else replace(finding, severity=severity)


def _require_sound(finding: Finding, rule: Rule, length: int) -> None:
    """Raises ValueError or TypeError for what a plug-in should not have made: it would fail later, out of its place."""
    if type(finding.start) is not int or type(finding.end) is not int or not finding.start < finding.end <= length:
        raise ValueError(f"a finding marks {finding.start!r}..{finding.end!r} in a text of {length} characters")
    if finding.code != rule.meta.code:
        raise ValueError(f"a finding carries the code of another rule, {finding.code!r}")
    if not isinstance(finding.severity, Severity) or not isinstance(finding.message, str) or not finding.message:
        raise ValueError("a finding has no severity or no message")
    if not isinstance(finding.suggestion, Suggestion | None):
        raise ValueError(f"a finding suggests {finding.suggestion!r}")
