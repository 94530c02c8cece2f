"""Suppressions as tables of YAML or TOML: what their keys may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lint.registry import unknown
from lint.suppress.model import DirectiveError, checked_selectors

IGNORE, REASON, QUOTE, COUNT, ARTICLE = "ignore", "reason", "quote", "count", "article"
LONGEST_QUOTE = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One table: the rules, why, and in a sidecar which words, how many times at most and in which article."""

    selectors: tuple[str, ...]
    reason: str = ""
    quote: str | None = None
    count: int | None = None
    article: str | None = None


def entry(table: object, rules_key: str, keys: tuple[str, ...]) -> Entry:
    """The entry that a table holds, the rules under `rules_key`. Raises DirectiveError."""
    if not isinstance(table, Mapping):
        raise DirectiveError(f"should be a table with {rules_key} and {REASON}")
    for key in table:
        if key not in keys:
            raise DirectiveError(f"has an {unknown('key', str(key), keys)}")
    return Entry(
        selectors=_rules(table, rules_key),
        reason=_text(table, REASON) or "",
        quote=_quote(table),
        count=_count(table),
        article=_text(table, ARTICLE),
    )


def _rules(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if isinstance(value, str):
        value = value.split(",")
    if value is None:
        value = []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DirectiveError(f"should list rules under {key}: {key} = [“SE001”]")
    if not value:
        raise DirectiveError(f"names no rule under {key}: list some, or “all”")
    return checked_selectors(tuple(value))


def _text(table: Mapping[str, object], key: str) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise DirectiveError(f"has a {key} that is no string")
    return value.strip()


def _quote(table: Mapping[str, object]) -> str | None:
    quote = _text(table, QUOTE)
    if quote == "":
        raise DirectiveError("has an empty quote: copy the words that are marked, or leave the key out")
    if quote is not None and len(quote) > LONGEST_QUOTE:
        raise DirectiveError(f"has a quote of more than {LONGEST_QUOTE:,} characters")
    return quote


def _count(table: Mapping[str, object]) -> int | None:
    count = table.get(COUNT)
    if count is None or (type(count) is int and count > 0):
        return count
    raise DirectiveError("has a count that is no whole number above 0")
