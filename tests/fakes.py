"""Made-up rules and documents, for tests of the engine that should not depend on what real rules find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lint.checker import RuleSet
from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Check, Fix, InQuotes, Rule, RuleMeta

META: dict[str, Any] = {
    "severity": Severity.MAJOR,
    "since": "0.1",
    "mqm": "Linguistic conventions/Spelling",
    "fix": Fix.NONE,
    "in_quotes": InQuotes.FLAG,
    "examples": (),
}


def made_rule(code: str = "XX001", name: str = "made-up", check: Check | None = None, **meta: Any) -> Rule:
    """A rule that finds nothing, unless `check` says otherwise."""
    return Rule(RuleMeta(code=code, name=name, **(META | meta)), check or (lambda _document: iter(())), "Made up.")


def word_rule(word: str, code: str = "XX001", name: str = "made-up", replace: str | None = None, **meta: Any) -> Rule:
    """A rule that marks each occurrence of a word and, where `replace` is given, suggests that in its place."""

    def check(document: Document) -> Iterator[Finding]:
        for match in re.finditer(re.escape(word), document.text):
            yield rule.meta.finding(match.start(), match.end(), f"Not “{word}”.", replace=replace)

    fix = Fix.NONE if replace is None else Fix.SAFE
    rule = made_rule(code, name, check, **({"fix": fix} | meta))
    return rule


def rule_set(*rules: Rule, **severities: Severity) -> RuleSet:
    """Exactly these rules; severities are given by code."""
    return RuleSet({rule.meta.code: rule for rule in rules}, severities)
