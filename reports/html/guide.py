"""A rule as the report explains it: why it matters, with a bad and a good example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from lint.rule import Bad, Good, Rule

from .marks import Hit, Part, weave

_EXAMPLES = 3
"""How many bad and how many good examples are printed."""


class Wrong(NamedTuple):
    """A bad example with its marks, and the same text put right, where the rule can."""

    parts: tuple[Part, ...]
    fixed: str | None


class Guide(NamedTuple):
    """The rule's code and name, its documentation and its examples."""

    code: str
    name: str
    summary: str
    rationale: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    right: tuple[str, ...]


@cache
def guide(rule: Rule) -> Guide:
    """What a report prints of a rule."""
    wrong = [example for example in rule.meta.examples if isinstance(example, Bad)]
    right = [example for example in rule.meta.examples if isinstance(example, Good)]
    return Guide(
        code=rule.meta.code,
        name=rule.meta.name,
        summary=rule.summary,
        rationale=tuple(paragraphs(rule.rationale)),
        wrong=tuple(Wrong(tuple(_marked(example)), example.fixed) for example in wrong[:_EXAMPLES]),
        right=tuple(example.text for example in right[:_EXAMPLES]),
    )


def guides(rules: Mapping[str, Rule], codes: Iterable[str]) -> list[Guide]:
    """The guides to those rules that are ours, by code."""
    return [guide(rules[code]) for code in sorted(set(codes) & set(rules))]


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a docstring, each on one line."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if words := paragraph.split():
            yield " ".join(words)


def _marked(example: Bad) -> Iterator[Part]:
    hits = []
    done = 0
    for number, marks in enumerate(example.expected):
        start = example.text.find(marks, done)
        if start >= 0 and marks:
            done = start + len(marks)
            hits.append(Hit(number, start, done))
    return weave(example.text, 0, len(example.text), hits)
