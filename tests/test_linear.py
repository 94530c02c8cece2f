"""Every rule is linear in the length of its input, shown by doubling its worst case."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable
from functools import lru_cache

import pytest

import tests.worst_cases as worst_cases
from lint.document import Document
from lint.registry import all_rules
from lint.rule import Rule
from lint.rule_tests import house_of
from lint.sources.plain import from_text
from tests.timing import assert_grows, least_seconds

# A few kinds of text that break careless patterns of any rule: long runs of one class, and marks that never close.
COMMON: dict[str, Callable[[int], str]] = {
    "one word": lambda n: "a" * n,
    "spaces": lambda n: "a" + " " * n + "b",
    "stops": lambda n: "." * n,
    "short sentences": lambda n: "a. " * (n // 3),
    "opening marks": lambda n: "“(" * (n // 2),
    "apostrophes": lambda n: "a' " * (n // 3),
    "capitals": lambda n: "Aa Bb " * (n // 6),
    "digits": lambda n: "1," * (n // 2),
    "paragraphs": lambda n: "A b.\n\n" * (n // 6),
    "one paragraph again and again": lambda n: "The talks on the budget went on late into the night.\n\n" * (n // 54),
    "mixed scripts": lambda n: "aб中🎉\u200b" * (n // 5),
    "angle brackets": lambda n: "<a " * (n // 3),
}
RULES = all_rules()


def own_cases() -> dict[str, list[Callable[[int], str]]]:
    cases: dict[str, list[Callable[[int], str]]] = {}
    for module in pkgutil.iter_modules(worst_cases.__path__):
        table = importlib.import_module(f"tests.worst_cases.{module.name}").WORST
        for code, make in table.items():
            cases.setdefault(code, []).extend(make if isinstance(make, list | tuple) else [make])
    return cases


SMALL = int(os.environ.get("NEWSLINT_LINEAR_CHARS", "6000"))
"""Length of the short text; a run by hand may ask for more (1250000 makes the long one 10 MB)."""
RUNS = 5 if SMALL < 100_000 else 2
"""Of how many runs the shortest counts; those of seconds are not easily disturbed, and have three attempts besides."""


@lru_cache(maxsize=4)
def prepared(make: Callable[[int], str], size: int) -> Document:
    """A document of this length; two lengths of two texts are kept."""
    return from_text(make(size))


def seconds(rule: Rule, document: Document) -> float:
    """The least of RUNS runs of the rule, what it derives from the document included.

    What all rules share (tokens, sentences) is worked out in the first run, so the least is the rule's own.
    """
    if rule.meta.model:
        _ = document.reading  # the model's own time has a test of its own

    document.house = house_of(rule)

    def run() -> None:
        document._derived.clear()
        for _finding in rule.check(document):
            pass

    return least_seconds(run, RUNS)


def assert_linear(rule: Rule, make: Callable[[int], str]) -> None:
    """Eight times the text must take no more than about eight times as long (16 with the noise of small times).

    What fails is looked at once more in eight times as much: a rule may compare some hundred things with each other
    and stop there, or a busy processor's cache may hold the short text only. A quadratic rule fails there as well.
    """
    try:
        _assert_eightfold(rule, make, SMALL)
    except AssertionError:
        _assert_eightfold(rule, make, 8 * SMALL)


def _assert_eightfold(rule: Rule, make: Callable[[int], str], size: int) -> None:
    assert_grows(
        lambda: seconds(rule, prepared(make, size)), lambda: seconds(rule, prepared(make, 8 * size)), 16, attempts=3
    )


@pytest.mark.parametrize("code", RULES)
@pytest.mark.parametrize("kind", COMMON)
def test_rule_is_linear_on_hostile_text(code: str, kind: str) -> None:
    assert_linear(RULES[code], COMMON[kind])


@pytest.mark.parametrize("code", own_cases())
def test_rule_is_linear_on_its_own_worst_case(code: str) -> None:
    for make in own_cases()[code]:
        assert_linear(RULES[code], make)


def test_every_rule_names_its_worst_case() -> None:
    of_text = {code for code in RULES if not code.startswith("NL")}  # those speak of suppressions, not of the text
    assert of_text - set(own_cases()) == set()
