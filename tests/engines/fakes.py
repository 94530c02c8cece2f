"""Engines of our own making, small but whole, for what a real one cannot be made to do on demand."""

from __future__ import annotations

import re
import threading

from lint.engines.base import EngineError, EngineUnavailable, Match, NotInstalled


class WordEngine:
    """Finds a word, as a misspelling; counts what it is asked, and fails when it is told to.

    `failures` is how many of the next calls fail; `hold` keeps all calls waiting until it is set.
    """

    name = "WordEngine"

    def __init__(self, word: str = "hoause", identity: str | None = "1.0") -> None:
        self.word = word
        self.answer_identity = identity
        self.failures = 0
        self.texts: list[str] = []
        self.languages: list[str] = []
        self.starts = self.stops = 0
        self.hold: threading.Event | None = None

    def identity(self) -> str | None:
        return self.answer_identity

    def start(self, language: str = "en-US") -> None:
        self.starts += 1

    def version(self) -> str:
        return "1.0"

    def check(self, text: str, language: str) -> list[Match]:
        self.texts.append(text)
        self.languages.append(language)
        if self.hold is not None:
            self.hold.wait(20)
        if self.failures:
            self.failures -= 1
            raise EngineError("it fell over")
        return [
            Match("MADE_UP_SPELLING", "TYPOS", "misspelling", f"Not “{self.word}”.", m.start(), m.end(), ("house",))
            for m in re.finditer(re.escape(self.word), text)
        ]

    def stop(self) -> None:
        self.stops += 1


class AbsentEngine(WordEngine):
    """One that was never installed, or that is broken."""

    name = "AbsentEngine"

    def __init__(self, error: EngineUnavailable | None = None) -> None:
        super().__init__()
        self.error = error or NotInstalled("it is not installed")

    def identity(self) -> str | None:
        raise self.error
