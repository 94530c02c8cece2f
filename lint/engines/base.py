"""What an engine is: a checker that is not ours, behind one adapter.

An engine is found through the entry-point group `newslint.engines`; an entry is a `Factory`. newslint gives engines
single sentences, several to a call, and never asks one twice for what it has already said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class EngineUnavailable(Exception):  # noqa: N818 - says what is the case, as its children do
    """The engine cannot be had on this machine. The message says what is missing and which command helps."""


class NotInstalled(EngineUnavailable):
    """It was never put on this machine: unlike one that is damaged, no cause for alarm where nobody asked for it."""


class EngineError(Exception):
    """The engine was there but did not answer, or answered nonsense: what it was asked counts as not checked."""


@dataclass(frozen=True, slots=True)
class Match:
    """What an engine says about a spot of the text it was given.

    `start` and `end` count code points of that text, whatever the engine itself counts in. They are never equal and
    never behind the text's end: the adapter converts, and drops nothing. `rule`, `category` and `issue_type` are the
    engine's own words (LanguageTool: `MORFOLOGIK_RULE_EN_US`, `TYPOS`, `misspelling`).
    """

    rule: str
    category: str
    issue_type: str
    message: str
    start: int
    end: int
    replacements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """What the settings say about engines.

    `url`: a server that somebody else runs. `disabled_rules`: ids that the engine need not even look for; an engine
    that cannot switch rules off may report them all the same. `clients`: how many texts are checked side by side.
    `ready_seconds`, `check_seconds`: how long a start and a single call may take before they count as failed.
    `log`: where an engine that is a process of its own writes its errors; None: a file of its own choice.
    """

    url: str | None = None
    disabled_rules: frozenset[str] = frozenset()
    clients: int = 2
    ready_seconds: float = 120.0
    check_seconds: float = 60.0
    log: Path | None = None


class Engine(Protocol):
    """A checker. Calls to `check` may come from several threads at once; all others come from one."""

    @property
    def name(self) -> str:
        """What the engine calls itself in reports: `LanguageTool`."""

    def identity(self) -> str | None:
        """What its answers depend on (version, data), if that is known without starting it; else None.

        Where everything is in the cache, an engine with an identity is never started.
        Raises EngineUnavailable where it is plain that it cannot work.
        """

    def start(self, language: str = "en-US") -> None:
        """Begin to get ready, for this language first, and return at once.

        Raises EngineUnavailable where it is plain that this cannot work.
        """

    def version(self) -> str:
        """The engine's version with that of its data, once it is ready: two that differ may answer differently.

        Waits until the engine is ready. Raises EngineError or EngineUnavailable where it does not become so.
        """

    def check(self, text: str, language: str) -> list[Match]:
        """All matches of a text, in order of their start; `language` is a tag such as `en-GB`.

        Waits until the engine is ready. Raises EngineError or EngineUnavailable. After an EngineError the engine
        may have been restarted: the caller may ask once more.
        """

    def stop(self) -> None:
        """End the engine and all that it started; harmless when called twice, or before `start`."""


Factory = Callable[[EngineOptions], Engine]
"""Makes an engine; costs nothing until `start`."""
