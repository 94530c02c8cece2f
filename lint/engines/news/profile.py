"""The profile for news: which matches of an engine become findings, and what these say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lint.config import ConfigError
from lint.document import Document
from lint.engines.base import Match
from lint.engines.news.names import NamesList, load
from lint.engines.news.spelling import SpellingFilter
from lint.finding import Finding, Safety, Severity, Suggestion
from lint.language.tokens import URL
from lint.rule import ENGINE_FAMILIES

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_SUGGESTED = re.compile(r"<suggestion>(.*?)</suggestion>", re.DOTALL)
_SIC = re.compile(r"[\"”’']?\s?[\[(]sic\b")
_WORD = re.compile(r"[a-z]+")
_CLOSED = (".", "!", "?", "…", ".”", "?”", "!”", ".)", "?)")


class _Rules:
    """A set of rule ids, some of them patterns with `*`."""

    def __init__(self, rules: Iterable[str]) -> None:
        listed = tuple(rules)
        self.exact = frozenset(rule for rule in listed if "*" not in rule)
        patterns = [translate(rule) for rule in listed if "*" in rule]
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    def __contains__(self, rule: str) -> bool:
        return rule in self.exact or (self._pattern is not None and self._pattern.match(rule) is not None)


class _Table:
    """Values by rule id, else by category, else by kind of issue, else a default."""

    def __init__(self, data: Mapping[str, Any], read: Callable[[Any], Any]) -> None:
        self._rules = [(_Rules([rule]), read(value)) for rule, value in data.get("rules", {}).items()]
        self._categories = {key: read(value) for key, value in data.get("categories", {}).items()}
        self._issue_types = {key: read(value) for key, value in data.get("issue_types", {}).items()}
        self._default = read(data["default"])

    def __getitem__(self, kind: tuple[str, str, str]) -> Any:
        rule, category, issue_type = kind
        for rules, value in self._rules:
            if rule in rules:
                return value
        if category in self._categories:
            return self._categories[category]
        return self._issue_types.get(issue_type, self._default)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the findings of a rule have in common; None of it depends on the text."""

    code: str
    name: str
    family: str
    severity: Severity
    mqm: str
    off: bool
    dictionary: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What becomes of an engine's matches; `names` are those that the newsroom knows.

    `selected`: ids of rules that the settings ask for by name: these run though the profile leaves them out.
    """

    names: NamesList = field(default_factory=NamesList)
    selected: frozenset[str] = frozenset()
    _kinds: dict[tuple[str, str, str], _Kind] = field(default_factory=dict, repr=False, compare=False)
    _switched_on: set[str] = field(default_factory=set, repr=False, compare=False)

    @classmethod
    def load(cls, name_files: Iterable[Path] = (), selected: Iterable[str] = ()) -> Profile:
        """The profile with the names in these files. `selected`: selectors; `GR/…` and `SP/…` switch that rule on.

        Raises NamesError for a file that cannot be used, ConfigError for a rule that cannot be switched on.
        """
        wanted = (selector.strip().upper().partition("/") for selector in selected)
        rules = frozenset(rule for prefix, _, rule in wanted if prefix in ENGINE_FAMILIES and rule)
        for rule in sorted(rules & _data().whole_text):
            raise ConfigError(f"the rule {rule} cannot be selected: {reason_off(rule)}")
        return cls(load(name_files), rules)

    @property
    def disabled_rules(self) -> frozenset[str]:
        """Ids of rules that an engine need not run; there are more that `disabled` leaves out."""
        return _data().not_run - self.selected

    def disabled(self, rule: str, category: str) -> bool:
        """Whether the profile leaves out a rule of a category."""
        data = _data()
        return rule not in self.selected and (rule in data.off or category in data.categories_off)

    def needs_its_name(self, code: str) -> bool:
        """Whether a finding is of a rule that is left out unless its own code is selected: that holds file by file."""
        return code in self._switched_on

    def priority(self, code: str) -> int:
        """How a finding ranks beside one of newslint's own rules, which have 0; `code` as in `GR/…`."""
        rule = code.partition("/")[2]
        priority: int = _data().priority[rule, "", ""]
        return priority

    def findings(
        self, document: Document, matches: Sequence[Match], engine: str, language: str | None = None
    ) -> Iterator[Finding]:
        """The findings in `matches`, whose offsets count code points of the document's text.

        `engine` is the name that reports give. `language`: the English that the settings ask for; None where the
        article's own spelling decides what is foreign to it. Cost: linear in the matches and the text.
        """
        kept = [(match, kind) for match in matches if not (kind := self._kind(match)).off]
        judge = self.spelling_filter(document, matches, language)
        for match, kind in kept:
            if kind.dictionary and judge.reason(match):
                continue
            if _in_address(document, match) or _SIC.match(document.text, match.end):
                continue
            right = judge.meant(match) if kind.dictionary else next(iter(match.replacements), None)
            yield _finding(document, match, kind, engine, right)

    def spelling_filter(
        self, document: Document, matches: Sequence[Match], language: str | None = None
    ) -> SpellingFilter:
        """What tells names and foreign words from spelling mistakes in a document."""
        unknown = [match for match in matches if self.is_from_dictionary(match)]
        return SpellingFilter(document, unknown, self.names, language)

    def is_from_dictionary(self, match: Match) -> bool:
        """Whether a match says that a dictionary lacks a word."""
        return self._kind(match).dictionary

    def _kind(self, match: Match) -> _Kind:
        key = (match.rule, match.category, match.issue_type)
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self._make_kind(*key)
        return kind

    def _make_kind(self, rule: str, category: str, issue_type: str) -> _Kind:
        data, key = _data(), (rule, category, issue_type)
        spelling = category in data.spelling_categories or issue_type in data.spelling_issue_types
        prefix = "SP" if spelling else "GR"
        if rule in self.selected and (rule in data.off or category in data.categories_off):
            self._switched_on.add(f"{prefix}/{rule}")
        return _Kind(
            code=f"{prefix}/{rule}",
            name=data.names[key] or readable_name(rule, category),
            family=ENGINE_FAMILIES[prefix],
            severity=data.severity[key],
            mqm=data.mqm[key],
            off=self.disabled(rule, category),
            dictionary=rule in data.dictionary,
        )


@dataclass(frozen=True, slots=True)
class _Data:
    off: _Rules
    not_run: frozenset[str]
    whole_text: frozenset[str]
    categories_off: frozenset[str]
    spelling_categories: frozenset[str]
    spelling_issue_types: frozenset[str]
    dictionary: _Rules
    names: _Table
    severity: _Table
    mqm: _Table
    priority: _Table


def raw() -> dict[str, Any]:
    """The tables of profile.toml."""
    return tomllib.loads(files("lint.engines.news").joinpath("profile.toml").read_text(encoding="utf-8"))


@cache
def _data() -> _Data:
    data = raw()
    return _Data(
        off=_Rules(rule for entry in data["off"] for rule in entry.get("rules", ())),
        not_run=_Rules(rule for entry in data["off"] if not entry.get("run", True) for rule in entry["rules"]).exact,
        whole_text=frozenset(rule for entry in data["off"] if entry.get("whole_text") for rule in entry["rules"]),
        categories_off=frozenset(category for entry in data["off"] for category in entry.get("categories", ())),
        spelling_categories=frozenset(data["spelling"]["categories"]),
        spelling_issue_types=frozenset(data["spelling"]["issue_types"]),
        dictionary=_Rules(data["dictionary"]["rules"]),
        names=_Table({"default": "", "rules": data["names"]}, str),
        severity=_Table(data["severity"], Severity.named),
        mqm=_Table(data["mqm"], str),
        priority=_Table(data["priority"], int),
    )


def reason_off(rule: str) -> str:
    """Why the profile leaves out a rule, by its id; "" where it does not, or only because of its category."""
    return next((entry["reason"] for entry in raw()["off"] if rule in _Rules(entry.get("rules", ()))), "")


def readable_name(rule: str, category: str) -> str:
    """A name from a rule's id, as selectors and reports write names: "HEATH_HEALTH" gives "heath-health"."""
    words = _WORD.findall(rule.lower())
    telling = [word for word in words if word not in {"en", "us", "gb", "rule"}]
    return "-".join(telling or words or _WORD.findall(category.lower())) or "unnamed"


def tidied(message: str) -> str:
    """An engine's message as plain text: no markup, one line, with a stop at its end."""
    plain = _TAG.sub("", _SUGGESTED.sub(r"“\1”", message))
    plain = " ".join(plain.split())
    if not plain:
        return "The engine marks this and does not say why."
    return plain if plain.endswith(_CLOSED) else f"{plain.rstrip(':;,–— ')}."


def _in_address(document: Document, match: Match) -> bool:
    """Whether a match touches a web or e-mail address, a handle or a hashtag."""
    first = document.token_index(match.start)
    if first and document.tokens[first - 1].end > match.start:
        first -= 1
    return any(document.tokens[index].kind == URL for index in range(first, document.token_index(match.end)))


def _finding(document: Document, match: Match, kind: _Kind, engine: str, right: str | None) -> Finding:
    found = document.text[match.start : match.end]
    severity = kind.severity
    if kind.dictionary and right is not None and right.lower() == found.lower():
        severity = min(severity, Severity.MINOR)  # only a capital is missing
    if right == found or document.in_quotation(match.start, match.end):
        right = None  # other people's words
    return Finding(
        code=kind.code,
        name=kind.name,
        family=kind.family,
        severity=severity,
        mqm=kind.mqm,
        start=match.start,
        end=match.end,
        message=tidied(match.message),
        suggestion=None if right is None else Suggestion(right, Safety.UNSAFE),
        engine=engine,
    )
