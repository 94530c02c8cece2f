"""How sure the model has to be before a rule speaks: one table, set on the development files and never on a seed.

tests/bench/model_thresholds.py shows what each value costs and brings.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from lint.language.model import runtime
from lint.language.model.labels import Kind
from lint.language.model.reading import Reading

FILE = "thresholds.toml"
TABLES = ("damage", "garbled", "garbled_in_damaged_article", "damaged_article")


@cache
def tables() -> Mapping[str, dict[str, float]]:
    """All thresholds by table and name. Raises ModelError."""
    path = runtime.FOLDER / FILE
    try:
        read = tomllib.loads(path.read_text("utf-8"))
        found = {name: {str(key): float(value) for key, value in read[name].items()} for name in TABLES}
        if any(kind.value not in found[name] for name in TABLES[1:3] for kind in Kind):
            raise ValueError("a kind of damage has no threshold")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise runtime.ModelError(f"{path} is missing or damaged ({error})") from error
    return found


def threshold(code: str, *, damaged_article: bool = False) -> float:
    """The probability of damage from which on the rule of this code flags what it sees. Raises ModelError."""
    try:
        return tables()["damage"][code] * (tables()["damaged_article"]["factor"] if damaged_article else 1)
    except KeyError:
        raise runtime.ModelError(f"{runtime.FOLDER / FILE} has no threshold for {code}") from None


def garbled(kind: Kind, *, damaged_article: bool) -> float:
    """The probability from which on damage of this kind is flagged though no other rule sees it. Raises ModelError."""
    return tables()["garbled_in_damaged_article" if damaged_article else "garbled"][kind.value]


def is_damaged(reading: Reading) -> bool:
    """Whether the article looks damaged all over: each of its places is then more likely to be so."""
    table = tables()["damaged_article"]
    words = sum(tree.last - tree.first for tree in reading.trees)
    if words < table["least_words"]:
        return False
    return 1000 * _places(reading, table["sure"]) >= table["places"] * words


def _places(reading: Reading, sure: float) -> int:
    """How many places look damaged; words that are next to each other, or nearly, are one place."""
    places, last = 0, -9
    for tree in reading.trees:
        for index in tree:
            if reading.damage[index] >= sure:
                places += index > last + 2
                last = index
    return places
