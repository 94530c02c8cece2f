"""What all tests share."""

from __future__ import annotations

import pytest

from lint.checker import Checker
from lint.config import Config


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The default rule set."""
    return Checker(Config())
