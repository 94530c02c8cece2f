"""How sure the model has to be before a rule speaks: one table, set on the development files and never on a seed.

tests/bench/model_thresholds.py shows what each value costs and brings.
"""

from __future__ import annotations

import tomllib
from functools import cache

from lint.language.model import runtime

FILE = "thresholds.toml"


@cache
def _table() -> dict[str, float]:
    path = runtime.FOLDER / FILE
    try:
        return {str(code): float(value) for code, value in tomllib.loads(path.read_text("utf-8"))["damage"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise runtime.ModelError(f"{path} is missing or damaged ({error})") from error


def threshold(code: str) -> float:
    """The probability of damage from which on the rule of this code flags what it sees. Raises ModelError."""
    try:
        return _table()[code]
    except KeyError:
        raise runtime.ModelError(f"{runtime.FOLDER / FILE} has no threshold for {code}") from None
