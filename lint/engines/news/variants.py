"""Which English an article is written in, from its own spelling."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from lint.document import Document
from lint.language.lexicon import frequency
from lint.language.tokens import WORD
from lint.language.words import MONTHS

DEFAULT = "en-US"

_MOST = 3
"""How often one word counts: an article on a "Color Run" is not American for that."""

_ISE = re.compile(r"[a-z]{3,}i([sz])(?:e|es|ed|ing|er|ers|ation|ations)")
_SELDOM = 100
"""A spelling that is so many times rarer than the other is none ("surprize")."""
_NAMES = "|".join(MONTHS)
_DATES = re.compile(rf"\b(?:(\d{{1,2}} (?:{_NAMES}))|(?:{_NAMES}) \d{{1,2}}(?!\d))\b")
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Dr"})


class Evidence(NamedTuple):
    """Points of an article for the British and for the American way of writing."""

    british: int
    american: int


class _Table(NamedTuple):
    """Words of one side only, points by kind of evidence, and the names of each country."""

    british: frozenset[str]
    american: frozenset[str]
    weights: Mapping[str, int]
    least: int
    countries: Mapping[str, frozenset[str]]


def detect(document: Document) -> str:
    """The English of the article as a tag: `en-US`, `en-GB`, `en-AU` or `en-CA`; `en-US` where nothing tells.

    Cost: one pass over the tokens.
    """
    found = document.derive(evidence)
    if found.british <= found.american:
        return DEFAULT
    return _country(document)


def evidence(document: Document) -> Evidence:
    """What speaks for either way of writing."""
    table = _table()
    weights = table.weights
    points = Counter[bool]()
    counts = Counter(token.text for token in document.tokens if token.kind == WORD)
    for word, count in counts.items():
        side, kind = _side(word, table)
        if kind:
            points[side] += weights[kind] * min(count, _MOST)
    for side in _date_sides(document.text):
        points[side] += weights["date"]
    return Evidence(points[True], points[False])


def side(word: str) -> str | None:
    """Whether the spelling of a word, in any case, is "british" or "american" only; None if it is neither."""
    british, kind = _side(word.lower(), _table())
    return ("british" if british else "american") if kind else None


def _side(word: str, table: _Table) -> tuple[bool, str]:
    """Whether a word is British (else American), and what kind of evidence it is; "" if it is none."""
    if word in table.british:
        return True, "spelling"
    if word in table.american:
        return False, "spelling"
    if word.removesuffix(".") in _TITLES:
        return not word.endswith("."), "title"
    if word.islower() and (match := _ISE.fullmatch(word)):
        at, british = match.start(1), match[1] == "s"
        other = word[:at] + ("z" if british else "s") + word[at + 1 :]
        if _SELDOM * frequency(other) > frequency(word):
            return british, "ise" if british else "ize"
    return False, ""


def _date_sides(text: str) -> Iterator[bool]:
    """For each of the first dates of a kind, whether it has the day first."""
    seen = Counter[bool]()
    for match in _DATES.finditer(text):
        side = match[1] is not None
        seen[side] += 1
        if seen[side] <= _MOST:
            yield side


def _country(document: Document) -> str:
    """The country whose spelling is British and that the article names most; Britain where none stands out."""
    table = _table()
    counts = Counter[str]()
    for token in document.tokens:
        for tag, names in table.countries.items():
            counts[tag] += token.text in names
    tag, count = max(counts.items(), key=lambda item: item[1], default=("en-GB", 0))
    return tag if count >= table.least and count > counts["en-GB"] else "en-GB"


def raw() -> dict[str, Any]:
    """The tables of variants.toml."""
    return tomllib.loads(files("lint.engines.news").joinpath("variants.toml").read_text(encoding="utf-8"))


@cache
def _table() -> _Table:
    data = raw()
    british, american = set(data["british"]["words"].split()), set(data["american"]["words"].split())
    for family in data["family"]:
        british.update(forms(family, family["british"]))
        american.update(forms(family, family["american"]))
    countries = {tag: frozenset(names.split()) for tag, names in data["countries"].items() if tag != "least"}
    return _Table(
        frozenset(british - american),
        frozenset(american - british),
        data["weights"],
        data["countries"]["least"],
        countries,
    )


def forms(family: Mapping[str, Any], ending: str) -> Iterator[str]:
    """The words of a family that exist; the others ("labourhood") do no harm, but nor do they help."""
    for stem in family["stems"].split():
        for rest in family["rests"].split():
            yield f"{stem.strip('-')}{ending}{rest.strip('-')}"
