"""A real LanguageTool for the tests of engines."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from lint.engines.languagetool.install import install


@pytest.fixture(scope="session")
def installed_languagetool() -> Path:
    """The folder of a whole LanguageTool, set up for real, from Maven Central, and kept for later runs.

    It is $NEWSLINT_TEST_LANGUAGETOOL_HOME, else in the user's cache folder.
    """
    named = os.environ.get("NEWSLINT_TEST_LANGUAGETOOL_HOME")
    place = Path(named).absolute() if named else platformdirs.user_cache_path("newslint") / "test-languagetool"
    place.parent.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch, place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several processes may run tests side by side
        patch.setenv("NEWSLINT_LANGUAGETOOL_HOME", str(place))
        install()
    return place


@pytest.fixture(scope="module")
def languagetool_home(installed_languagetool: Path) -> Iterator[Path]:
    """The same, with NEWSLINT_LANGUAGETOOL_HOME naming it until the test module's end: others must not find it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSLINT_LANGUAGETOOL_HOME", str(installed_languagetool))
        yield installed_languagetool
