"""What a run knows from before: accepted findings, the baseline and the history, files that the settings name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lint.checker import rule_set
from lint.config import Config
from lint.finding import Finding
from lint.rule import ENGINE_FAMILIES

if TYPE_CHECKING:
    from lint.accepted import Accepted
    from lint.baseline import Baseline
    from lint.history import History, Known
    from lint.report import ArticleResult, PastRun, Summary


def accepted_file(config: Config) -> Path:
    """Where accepted findings are kept: the file that the settings name, else one beside the settings file."""
    from lint.accepted import DEFAULT_NAME

    return config.folder / (config.accepted or DEFAULT_NAME)


class Past:
    """Leaves accepted findings and those of the baseline out of a run and compares it with the last one.

    `engine` names the engine that checks too, once that is known. Without `beside`, the file of accepted findings is
    read only where the settings name it. Raises FileError for a file that is named and missing, or cannot be used.
    """

    def __init__(self, config: Config, *, beside: bool = True) -> None:
        self.engine: str | None = None
        self._config = config
        self._accepted = self._read_accepted(beside)
        self.baseline = self._read_baseline()
        self._history = self._read_history()
        self._codes = cache(self._codes_for)

    def _read_accepted(self, beside: bool) -> Accepted | None:
        path = accepted_file(self._config)
        if not self._config.accepted and not (beside and path.exists()):
            return None
        from lint.accepted import Accepted, read

        return Accepted(read(path))

    def _read_baseline(self) -> Baseline | None:
        if not self._config.baseline:
            return None
        from lint.baseline import Baseline, read

        path = self._config.folder / self._config.baseline
        return Baseline(path, read(path))

    def _read_history(self) -> History | None:
        if not self._config.history:
            return None
        from lint.history import History

        return History(self._config.folder / self._config.history, self._config.history_runs)

    @property
    def files(self) -> list[Path]:
        """The files that no report may be written over."""
        history = [self._config.folder / self._config.history] if self._config.history else []
        baseline = [self._config.folder / self._config.baseline] if self._config.baseline else []
        return [*history, *baseline, *([accepted_file(self._config)] if self._accepted else [])]

    @property
    def runs(self) -> tuple[PastRun, ...]:
        """The earlier runs, oldest first."""
        return self._history.runs if self._history else ()

    def without_accepted(self, result: ArticleResult) -> ArticleResult:
        """The article without the findings that are accepted."""
        return self._accepted.without(result) if self._accepted else result

    def without_known(self, result: ArticleResult) -> ArticleResult:
        """The article without the findings that are accepted or in the baseline; nothing is counted."""
        result = self.without_accepted(result)
        return self.baseline.without(result) if self.baseline else result

    def take(self, result: ArticleResult) -> ArticleResult:
        """The article as it is reported: without known findings, with what has changed. Asked once an article."""
        hidden: list[str] = []
        if self._accepted:
            result, hidden = self._accepted.take(result)
        if self.baseline:
            result, known = self.baseline.take(result)
            hidden = [*hidden, *known]
        return self._history.compare(result, hidden, self._could_find) if self._history else result

    def finish(self, summary: Summary, named: Iterable[str] = ()) -> None:
        """Tell the summary of accepted and baselined findings, once all articles are checked.

        `named` are the files and folders that were to be checked.
        """
        if self._accepted:
            self._accepted.finish(summary, self._could_find)
        if self.baseline:
            self.baseline.finish(summary, self._could_find, named)

    def save(self, summary: Summary) -> None:
        """Write the history, once the reports are written. Raises FileError or OSError."""
        if self._history:
            self._history.save(summary)

    def _could_find(self, path: str, known: Known) -> bool:
        """Whether what checks the article of this path now would find such a finding again."""
        patterns = self._config.patterns_for(path)
        if known.engine == "rules":
            return known.code in self._codes(patterns)
        if self.engine is None or known.engine not in ("", self.engine):
            return False
        from lint.engines.plan import picked

        family = ENGINE_FAMILIES.get(known.code.partition("/")[0], "")
        finding = Finding(
            code=known.code, name=known.name, family=family, severity=known.severity, mqm="", start=0, end=1,
            message=known.code, engine=self.engine,
        )  # fmt: skip
        sections = (None, *self._config.per_section)  # in which one it stood is not known
        return all(
            picked([finding], self._config.selection_for(patterns, section), lambda _: False) for section in sections
        )

    def _codes_for(self, patterns: tuple[str, ...]) -> frozenset[str]:
        rules = rule_set(self._config, patterns)
        found = rules.sections.values() or [rules]
        return frozenset.intersection(*(frozenset(section.rules) for section in found))
