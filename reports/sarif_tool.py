"""What a SARIF file says about newslint itself: its rules with their help, and MQM as a taxonomy.

Facts about the format: SARIF 2.1.0 (OASIS), sections 3.11 (messages), 3.19 (components), 3.49 to 3.53 (rules).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from lint.engines.explain import is_engine_rule
from lint.engines.explain import page as engine_page
from lint.finding import LocatedFinding, Severity
from lint.mqm import TYPOLOGY
from lint.registry import RegistryError
from lint.rule import Bad, Good, Rule, RuleMeta

from .common import LEVELS, printable

_EXAMPLES = 3
"""How many bad and how many good examples the help shows."""

_CATEGORIES: Mapping[str, int] = {
    name: index
    for index, name in enumerate(
        name
        for dimension, kinds in TYPOLOGY.items()
        for name in (dimension, *(f"{dimension}/{kind}" for kind in sorted(kinds)))
    )
}
"""Where each MQM category stands in the taxonomy."""


def message(text: str) -> dict[str, str]:
    """A plain message. Braces would be places for arguments, and `[a](b)` a link that an article could plant."""
    return {"text": _literal(printable(text).replace("](", "] ("))}


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _reference(category: str) -> dict[str, Any]:
    """A category of the taxonomy, as rules point to it."""
    return {"id": category, "index": _CATEGORIES[category], "toolComponent": {"name": "MQM", "index": 0}}


def taxonomy() -> dict[str, Any]:
    """The MQM categories that newslint files findings under."""
    return {
        "name": "MQM",
        "fullName": "Multidimensional Quality Metrics",
        "organization": "MQM Council",
        "informationUri": "https://themqm.org",
        "shortDescription": message("A typology of errors in translations: the categories that newslint uses."),
        "isComprehensive": False,
        "taxa": [{"id": name, "name": name.rpartition("/")[2]} for name in _CATEGORIES],
    }


class Descriptors:
    """The rules of a run, in an order that grows: all rules of ours that run, then those that engines bring."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._index = {code: index for index, code in enumerate(rules)}
        self._descriptors = [_descriptor(rule) for rule in rules.values()]

    def index(self, finding: LocatedFinding) -> int:
        """Where the rule of a finding stands; one that is not there yet is added."""
        if finding.code not in self._index:
            self._index[finding.code] = len(self._descriptors)
            self._descriptors.append(_foreign(finding))
        return self._index[finding.code]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._descriptors)


def _descriptor(rule: Rule) -> dict[str, Any]:
    meta = rule.meta
    return {
        "id": meta.code,
        "name": meta.name,
        "shortDescription": message(rule.summary),
        "fullDescription": message(rule.rationale.replace("\n", " ") or rule.summary),
        "help": {"text": _literal("\n".join(_help(rule, ""))), "markdown": _literal("\n".join(_help(rule, "    ")))},
        **_classified(meta.severity, meta.mqm, meta.family),
    }


def _classified(severity: Severity, mqm: str, family: str) -> dict[str, Any]:
    level = LEVELS[severity]
    target = {"relationships": [{"target": _reference(mqm), "kinds": ["superset"]}]} if mqm in _CATEGORIES else {}
    return {
        "defaultConfiguration": {"level": level.sarif, "rank": level.rank},
        **target,
        "properties": {"tags": [family, *([mqm] if mqm else [])], "problem.severity": _PROBLEM[severity]},
    }


_PROBLEM = {
    Severity.NEUTRAL: "recommendation",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}
"""GitHub sorts and filters alerts by this property of a rule."""


def _help(rule: Rule, indent: str) -> Iterator[str]:
    """What is wrong, why, and examples; as Markdown where examples are indented to be code blocks."""
    meta = rule.meta
    yield from (rule.summary, "")
    if rule.rationale:
        yield from (rule.rationale, "")
    yield from _examples("Flagged:", [e.text for e in meta.examples if isinstance(e, Bad)], indent)
    yield from _examples("Not flagged:", [e.text for e in meta.examples if isinstance(e, Good)], indent)
    yield f"Severity {meta.severity.label}; MQM {meta.mqm}; fix {meta.fix.value}. {_allow(meta)}"


def _allow(meta: RuleMeta) -> str:
    return f"To leave the rule out: --ignore {meta.name}."


def _examples(title: str, texts: list[str], indent: str) -> Iterator[str]:
    if texts:
        yield from (title, "", *(indent + printable(text) for text in texts[:_EXAMPLES]), "")


def _foreign(finding: LocatedFinding) -> dict[str, Any]:
    """A rule of which nothing more is known here than its findings tell, or what an engine's own page says."""
    descriptor: dict[str, Any] = {"id": finding.code, "name": finding.name, "shortDescription": message(finding.name)}
    if is_engine_rule(finding.code):
        rule = finding.code.partition("/")[2]
        descriptor["helpUri"] = f"https://community.languagetool.org/rule/show/{quote(rule, safe='')}?lang=en"
        descriptor["help"] = {"text": _literal(_page(finding))}
    return {**descriptor, **_classified(finding.severity, finding.mqm, finding.family)}


def _page(finding: LocatedFinding) -> str:
    try:
        return engine_page(finding.code)
    except RegistryError:
        return finding.name
