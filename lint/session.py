"""One run of `newslint check`: from the options to the exit code."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lint import __version__
from lint.checker import Checker
from lint.cli import CLEAN, FAILED, FOUND, fail, load_config
from lint.config import Config, severity
from lint.registry import RegistryError, find_format
from lint.report import EngineStatus, Format, Report, RunError, RunInfo, Summary, Target
from lint.runner import Item, Outcome, collect_rarely, default_jobs, run
from lint.sources.base import Input, NothingFound, ReadOptions, SourceError
from lint.sources.discover import discover, read, shown

if TYPE_CHECKING:
    from lint.fix import FixOutcome


@dataclass
class Session:
    """The options of a run, checked and resolved."""

    paths: Sequence[str]
    config: Config
    checker: Checker
    read_options: ReadOptions
    outputs: list[tuple[Format, Path | None]]
    exit_zero: bool = False
    allow_empty: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    show_diff: bool = False
    statistics: bool = False
    quiet: bool = False
    summary: Summary = field(default_factory=Summary)

    @classmethod
    def from_options(cls, paths: Sequence[str], options: dict[str, Any]) -> Session:
        """The session that the command line asks for; ends the program where it cannot be had."""
        if options["unsafe_fixes"] and not (options["fix"] or options["show_diff"]):
            raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
        fail_on = options.pop("fail_on")
        names = ["config_file", "isolated", "select", "extend_select", "ignore", "preview"]
        names += ["encoding", "jsonl_id", "jsonl_text", "max_article_size", "jobs"]
        config = load_config(
            fail_on=severity(fail_on) if fail_on else None, **{name: options.pop(name) for name in names}
        )
        read_options = ReadOptions(
            format=options.pop("input_format"),
            encoding=config.encoding,
            jsonl_id=config.jsonl_id,
            jsonl_text=config.jsonl_text,
            max_chars=config.max_article_size,
        )
        try:
            checker = Checker(config)
            outputs = [(find_format(name), path) for name, path in options.pop("outputs") or [("text", None)]]
        except RegistryError as error:
            fail(str(error))
        if not checker.rules:
            fail("no rule is selected: nothing would be checked")
        return cls(paths, config, checker, read_options, outputs, **options)

    def run(self) -> int:
        """Check everything, write the reports, and return the exit code."""
        inputs = list(self._inputs())
        if not inputs and not self.allow_empty:
            self.summary.errors.append(RunError(" ".join(map(shown, self.paths)), "no articles found"))
        if self.show_diff:
            return self._show_diff(inputs)
        self._spare_articles(inputs)
        collect_rarely()
        with _writing():
            reports = [make(self._target(path)) for make, path in self.outputs]
        if self.fix:
            self._fix(inputs)
        info = RunInfo(version=__version__, rules=self.checker.rules, fail_on=self.config.fail_on)
        with _writing():
            for report in reports:
                report.begin(info)
        self._check(inputs, reports)
        self.summary.engines.append(EngineStatus("rules", __version__, ran=self.summary.articles > 0))
        with _writing():
            for report in reports:
                report.end(self.summary)
        if self.statistics:
            self._print_statistics()
        return self.exit_code()

    def _check(self, inputs: Sequence[Input | SourceError], reports: Sequence[Report]) -> None:
        size = sum(_size(item) for item in inputs if isinstance(item, Input))
        jobs = self.config.jobs or default_jobs(size)
        outcomes = run(self._items(inputs), self.config, self.checker, jobs)
        with self._progress(size) as progress:
            try:
                for outcome in outcomes:
                    self._take(outcome, reports, progress)
            finally:
                outcomes.close()  # ends the workers, also where a report fails

    def _spare_articles(self, inputs: Iterable[Input | SourceError]) -> None:
        """End the program where a report would be written over an article that is to be checked."""
        targets = {os.path.realpath(path) for _, path in self.outputs if path is not None}
        for item in inputs:
            if isinstance(item, Input) and item.file is not None and os.path.realpath(item.file) in targets:
                fail(f"{item.path} is to be checked, no report can be written there: put it elsewhere")

    def _target(self, path: Path | None) -> Target:
        color = path is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return Target(path, sys.stdout, color, shutil.get_terminal_size((100, 24)).columns)

    def _inputs(self) -> Iterator[Input | SourceError]:
        for item in discover(self.paths, self.read_options):
            if isinstance(item, NothingFound) and self.allow_empty:
                continue
            if isinstance(item, Input) and self.config.excludes(item.path):
                continue
            yield item

    def _items(self, inputs: Iterable[Input | SourceError]) -> Iterator[Item]:
        for item in inputs:
            if isinstance(item, SourceError):
                yield item
            else:
                yield from read(item, self.read_options)

    def _take(self, outcome: Outcome, reports: Sequence[Report], progress: Progress) -> None:
        if isinstance(outcome, RunError):
            self.summary.errors.append(outcome)
            return
        self.summary.add(outcome)
        if outcome.findings:
            progress.clear()
        with _writing():
            for report in reports:
                report.article(outcome)
        progress.advance(len(outcome.text))

    def _progress(self, size: int) -> Progress:
        """A bar for a person who is watching; it appears only when the run takes longer than a second."""
        return Progress(0 if self.quiet or not sys.stderr.isatty() else size)

    def _print_statistics(self) -> None:
        for code, count in self.summary.by_code.most_common():
            rule = self.checker.rules.get(code)
            click.echo(f"{count:7} {code} {rule.meta.name if rule else ''}", err=True)

    def exit_code(self) -> int:
        """2 where anything was not checked, 1 for findings at or above `fail_on`, else 0."""
        if self.summary.errors:
            return FAILED
        if not self.summary.articles and not self.allow_empty:
            return FAILED
        found = any(count and level >= self.config.fail_on for level, count in self.summary.by_severity.items())
        return FOUND if found and not self.exit_zero else CLEAN

    def _fixed(self, inputs: Iterable[Input | SourceError], *, write: bool) -> Iterator[FixOutcome]:
        from lint.fix import fix_input

        for item in inputs:
            yield fix_input(item, self.read_options, self.checker, unsafe=self.unsafe_fixes, write=write)

    def _fix(self, inputs: Iterable[Input | SourceError]) -> None:
        """Apply the suggestions. What could not be checked is left for the check to report."""
        for outcome in self._fixed(inputs, write=True):
            self.summary.errors += outcome.errors
            if outcome.count:
                click.echo(f"{outcome.path}: {outcome.count} fixed", err=True)

    def _show_diff(self, inputs: Iterable[Input | SourceError]) -> int:
        """Show what the suggestions would change; returns the exit code."""
        changed = False
        for outcome in self._fixed(inputs, write=False):
            self.summary.errors += outcome.errors + outcome.unchecked
            changed = changed or outcome.count > 0
            click.echo(outcome.diff(), nl=False)
        for error in self.summary.errors:
            click.echo(f"{error.path}: error: {error.message}", err=True)
        if self.summary.errors:
            return FAILED
        return FOUND if changed and not self.exit_zero else CLEAN


@contextmanager
def _writing() -> Iterator[None]:
    """Says of an error that it came up while a report was written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(f"a report could not be written: {error}") from error


def _size(item: Input) -> int:
    """The bytes of an input; 0 for standard input and for what is gone by now: reading it will tell."""
    try:
        return item.file.stat().st_size if item.file else 0
    except OSError:
        return 0


class Progress:
    """A progress bar over `size` bytes on standard error; nothing at all where `size` is 0."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if self._size:
            from tqdm import tqdm  # only a person who is watching pays for it

            tqdm.monitor_interval = 0  # its thread would live on, locks and all, in forked workers
            self._bar = tqdm(total=self._size, unit="B", unit_scale=True, delay=1, leave=False, file=sys.stderr)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def advance(self, amount: int) -> None:
        if self._bar is not None:
            self._bar.update(amount)

    def clear(self) -> None:
        """Take the bar away before something else is written to the terminal; it comes back as the run goes on."""
        if self._bar is not None and sys.stdout.isatty():
            self._bar.clear()
