"""One run of `newslint check`: from the options to the exit code."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from lint import __version__
from lint.checker import Checker
from lint.cli import CLEAN, FAILED, FOUND, fail, load_config
from lint.config import Config, matcher, severity
from lint.registry import RegistryError, find_format
from lint.report import EngineStatus, Report, RunError, RunInfo, Summary, Target
from lint.runner import Item, Outcome, default_jobs, run
from lint.sources.base import Input, NothingFound, ReadOptions, SourceError
from lint.sources.discover import discover, read


@dataclass
class Session:
    """The options of a run, checked and resolved."""

    paths: Sequence[str]
    config: Config
    checker: Checker
    read_options: ReadOptions
    outputs: list[tuple[str, Path | None]]
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
        except RegistryError as error:
            fail(str(error))
        if not checker.rules:
            fail("no rule is selected: nothing would be checked")
        outputs = options.pop("outputs") or [("text", None)]
        return cls(paths, config, checker, read_options, outputs, **options)

    def run(self) -> int:
        """Check everything, write the reports, and return the exit code."""
        if self.fix or self.show_diff:
            code = self._fix()
            if self.show_diff:
                return code
        reports = self._open_reports()
        inputs = list(self._inputs())
        self._check_any(inputs)
        info = RunInfo(version=__version__, rules=self.checker.rules, fail_on=self.config.fail_on)
        for report in reports:
            report.begin(info)
        size = sum(_size(item) for item in inputs if isinstance(item, Input))
        jobs = self.config.jobs or default_jobs(size)
        with self._progress(size) as progress:
            for outcome in run(self._items(inputs), self.config, self.checker, jobs):
                self._take(outcome, reports, progress)
        self.summary.engines.append(EngineStatus("rules", __version__, ran=self.summary.articles > 0))
        for report in reports:
            report.end(self.summary)
        if self.statistics:
            self._print_statistics()
        return self.exit_code()

    def _open_reports(self) -> list[Report]:
        try:
            return [find_format(name)(self._target(path)) for name, path in self.outputs]
        except RegistryError as error:
            fail(str(error))

    def _target(self, path: Path | None) -> Target:
        if path is None and isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 still gets every finding
        color = path is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return Target(path, sys.stdout, color, shutil.get_terminal_size((100, 24)).columns)

    def _inputs(self) -> Iterator[Input | SourceError]:
        for item in discover(self.paths, self.read_options):
            if isinstance(item, NothingFound) and self.allow_empty:
                continue
            if isinstance(item, Input) and self.config.exclude and matcher(self.config.exclude).match_file(item.path):
                continue
            yield item

    def _check_any(self, inputs: Sequence[Input | SourceError]) -> None:
        if not inputs and not self.allow_empty:
            self.summary.errors.append(RunError(" ".join(self.paths), "no articles found"))

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
        with progress.paused():
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

    def _fix(self) -> int:
        """Apply the suggestions, or show what they would change; returns the exit code for `--diff`."""
        from lint.fix import fix_input

        code = CLEAN
        for item in self._inputs():
            outcome = fix_input(
                item, self.read_options, self.checker, unsafe=self.unsafe_fixes, write=not self.show_diff
            )
            for error in outcome.errors:
                click.echo(f"{error.path}: error: {error.message}", err=True)
                code = FAILED
            if self.show_diff:
                click.echo(outcome.diff(), nl=False)
                code = max(code, FOUND if outcome.count and not self.exit_zero else CLEAN)
            elif outcome.count:
                click.echo(f"{outcome.path}: {outcome.count} fixed", err=True)
        return code


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

            self._bar = tqdm(total=self._size, unit="B", unit_scale=True, delay=1, leave=False, file=sys.stderr)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def advance(self, amount: int) -> None:
        if self._bar is not None:
            self._bar.update(amount)

    def paused(self) -> AbstractContextManager[object]:
        """Takes the bar away while something else is written to the terminal."""
        return nullcontext() if self._bar is None else self._bar.external_write_mode(file=sys.stdout)
