"""Report formats of other packages: what goes wrong in them is said to be theirs, and never passes for a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any, TypeVar

import click

from lint.report import ArticleResult, Format, LiveReport, Report, RunInfo, Summary, Target

T = TypeVar("T")

_METHODS = ("begin", "article", "end")


class PluginError(click.ClickException):
    """A plug-in that failed while the run went on: the run ends with exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Say so as newslint says everything."""
        click.echo(f"newslint: {self.message}", file=file, err=True)


def guarded(make: Format, who: str) -> Format:
    """A format whose failures name its package. `who` is what to call it in messages."""

    def made(target: Target) -> Report:
        report = _run(who, lambda: make(target))
        missing = [name for name in _METHODS if not callable(getattr(report, name, None))]
        if missing:
            raise PluginError(f"{who} gives {type(report).__name__}, which has no method {', '.join(missing)}")
        return _GuardedLive(report, who) if isinstance(report, LiveReport) else _Guarded(report, who)

    return made


def _run(who: str, call: Callable[[], T]) -> T:
    """What `call` gives. A full disk or a closed pipe is nobody's defect and goes on as it is."""
    try:
        return call()
    except (OSError, click.ClickException):
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(f"{who} failed, its report cannot be used: {error!r}") from error


class _Guarded:
    """A report of a plug-in."""

    def __init__(self, report: Report, who: str) -> None:
        self._report = report
        self._who = who

    def begin(self, run: RunInfo) -> None:
        _run(self._who, lambda: self._report.begin(run))

    def article(self, article: ArticleResult) -> None:
        _run(self._who, lambda: self._report.article(article))

    def end(self, summary: Summary) -> None:
        _run(self._who, lambda: self._report.end(summary))


class _GuardedLive(_Guarded):
    """A report of a plug-in that wants to be told at once what the rules have found."""

    def __init__(self, report: LiveReport, who: str) -> None:
        super().__init__(report, who)
        self._live = report

    def early(self, article: ArticleResult) -> None:
        _run(self._who, lambda: self._live.early(article))
