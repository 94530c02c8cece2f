"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from lint.checker import Checker
from lint.config import Config

# A busy machine is no failure: what must not take long is measured as a ratio, where it matters.
settings.register_profile("newslint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("newslint")


@pytest.fixture(autouse=True, scope="session")
def no_engine_by_accident(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whatever is installed for the user who runs the tests: an engine is asked only by the tests that mean to."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("NEWSLINT_LANGUAGETOOL_HOME", "LTP_PATH", "NEWSLINT_CACHE_DIR"):
            patch.setenv(variable, str(tmp_path_factory.mktemp(variable.lower())))
        yield


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The default rule set."""
    return Checker(Config())
