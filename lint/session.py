"""One run of `newslint check`: from the options to the exit code."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lint import __version__
from lint.checker import Checker
from lint.cli import CLEAN, FAILED, FOUND, fail, load_config
from lint.config import Config, ConfigError, severity
from lint.document import Document
from lint.finding import Severity
from lint.jsonfile import FileError
from lint.past import Past
from lint.registry import RegistryError, find_format
from lint.report import (
    ArticleResult,
    EngineStatus,
    Format,
    LiveReport,
    Report,
    RunError,
    RunInfo,
    Summary,
    Target,
)
from lint.report_settings import ReportSettings, SettingsError
from lint.runner import Item, Outcome, collect_rarely, default_jobs, run
from lint.sources.base import Input, NothingFound, ReadOptions, SourceError
from lint.sources.discover import discover, read, shown

if TYPE_CHECKING:
    from lint.changed import Scope
    from lint.engines.stage import EngineStage
    from lint.fix import FixOutcome
    from lint.result_cache import ResultCache
    from lint.suppress.apply import Suppressor


@dataclass
class Session:
    """The options of a run, checked and resolved."""

    paths: Sequence[str]
    config: Config
    checker: Checker
    read_options: ReadOptions
    outputs: list[tuple[Format, Path | None]]
    past: Past
    look: ReportSettings
    exit_zero: bool = False
    allow_empty: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    show_diff: bool = False
    show_suppressed: bool = False
    statistics: bool = False
    quiet: bool = False
    stage: EngineStage | None = None
    absent: EngineStatus | None = None
    model: EngineStatus | None = None
    scope: Scope | None = None
    summary: Summary = field(default_factory=Summary)

    @classmethod
    def from_options(cls, paths: Sequence[str], options: dict[str, Any]) -> Session:
        """The session that the command line asks for; ends the program where it cannot be had."""
        if options["unsafe_fixes"] and not (options["fix"] or options["show_diff"]):
            raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
        fail_on = options.pop("fail_on")
        names = ["config_file", "isolated", "select", "extend_select", "ignore", "preview", "engine", "languagetool"]
        names += ["cache", "cache_dir", "model", "plugins", "profile"]
        names += ["language", "encoding", "jsonl_id", "jsonl_text", "max_article_size", "jobs", "accepted", "history"]
        names += ["baseline", "inline_suppressions", "sidecar_suppressions"]
        partial = _partial(paths, options)
        isolated, no_history = options["isolated"], options.pop("no_history") or any(partial.values())
        no_baseline = options.pop("no_baseline")
        config = load_config(
            fail_on=severity(fail_on) if fail_on else None, **{name: options.pop(name) for name in names}
        )
        if text_style := options.pop("text_style"):
            config = replace(config, report=replace(config.report, text_style=text_style))
        if no_history:
            config = replace(config, history=None)
        if no_baseline:
            config = replace(config, baseline=None)
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
            past, look = Past(config, beside=not isolated), config.report.resolve(config.folder)
        except (RegistryError, FileError, SettingsError) as error:
            fail(str(error))
        session = cls(paths, config, checker, read_options, outputs, past, look, **options)
        session.scope = _scope(partial, config.encoding, session.allow_empty)
        session._plan_model()
        session._require_names()
        session._plan_engine()
        if not checker.rules and session.stage is None:
            why = f": {session.absent.message}" if session.absent else ""
            fail(f"no rule is selected, nothing would be checked{why}")
        return session

    def _plan_model(self) -> None:
        """Make sure that the language model can be asked, if a rule is going to; ends the program where it cannot."""
        if any(rule.meta.model for rule in self.checker.rules.values()):
            from lint.language.model.runtime import ModelError, verify

            try:
                self.model = EngineStatus("model", verify().version, ran=False)
            except ModelError as error:
                fail(str(error))

    def _require_names(self) -> None:
        """A list of names that is missing is an error also where no engine would read it today."""
        for path in self.config.name_files:
            if not path.exists():
                fail(f"{path}: the settings name this list of names, but it is not there")

    def _plan_engine(self) -> None:
        from lint.engines.plan import plan

        try:
            if plan(self.config) is None:
                return
            from lint.engines.stage import make_stage

            planned = make_stage(self.config, self.checker)
        except (ConfigError, RegistryError) as error:
            fail(str(error))
        if isinstance(planned, EngineStatus):
            self.absent = planned
        else:
            self.stage = planned
            self.past.engine = None if planned is None else planned.name

    def run(self) -> int:
        """Check everything, write the reports, and return the exit code."""
        with self.stage or nullcontext():
            return self._run()

    def _run(self) -> int:
        inputs = list(self._inputs())
        if not inputs and not self.allow_empty:
            self.summary.errors.append(RunError(" ".join(map(shown, self.paths)), "no articles found"))
        inputs = self._changed(inputs)
        if self.show_diff:
            return self._show_diff(inputs)
        self._spare_articles(inputs)
        collect_rarely()
        with writing():
            reports = [make(target(path)) for make, path in self.outputs]
        if self.fix:
            self._fix(inputs)
        info = RunInfo(
            version=__version__,
            rules=self.checker.rules,
            fail_on=self.config.fail_on,
            settings=self.look,
            history=self.past.runs,
        )
        with writing():
            for report in reports:
                report.begin(info)
        self._check(inputs, reports)
        self._judge_engines()
        self.past.finish(self.summary, self.paths)
        if self.scope is not None:
            self.scope.finish(self.summary)
        with writing():
            for report in reports:
                report.end(self.summary)
        try:
            self.past.save(self.summary)
        except FileError as error:
            fail(str(error))
        if self.statistics:
            self._print_statistics()
        return self.exit_code()

    def _check(self, inputs: Sequence[Input | SourceError], reports: Sequence[Report]) -> None:
        size = sum(_size(item) for item in inputs if isinstance(item, Input))
        jobs = self.config.jobs or default_jobs(size)
        items = self._items(inputs)
        known = self._open_cache()
        if known is not None:
            items = known.feed(items)
        outcomes = run(items if self.stage is None else self.stage.feed(items), self.config, self.checker, jobs)
        with self._progress(size) as progress:
            try:
                for outcome in self._completed(outcomes, reports, progress):
                    if known is not None:
                        known.take(outcome)
                    self._take(outcome, reports, progress)
            finally:
                outcomes.close()  # ends the workers, also where a report fails
                if known is not None:
                    known.close()

    def _open_cache(self) -> ResultCache | None:
        """What is known from earlier runs; None where nothing is kept, or an engine cannot say which one it is."""
        from lint.result_cache import FILE, ResultCache, cache_file

        path = cache_file(self.config, FILE)
        engine = "" if self.stage is None else self.stage.scope()
        if path is None or engine is None:
            return None
        return ResultCache(path, self.config, engine, self.model.version if self.model else "")

    def _completed(
        self, outcomes: Iterable[tuple[Item, Outcome]], reports: Sequence[Report], progress: Progress
    ) -> Iterator[Outcome]:
        """The outcomes with what the engine adds to them; who watches a terminal sees what the rules found at once."""
        if self.stage is None:
            yield from (outcome for _, outcome in outcomes)
            return
        watched = [report for report in reports if isinstance(report, LiveReport)] if sys.stdout.isatty() else []
        for item, outcome in outcomes:
            if watched and isinstance(item, Document) and isinstance(outcome, ArticleResult):
                progress.clear()
                early = self._new_in(outcome)
                with writing():
                    for report in watched:
                        report.early(early)
            yield from self.stage.add(item, outcome)
        yield from self.stage.rest()

    def _judge_engines(self) -> None:
        """Say what has checked the articles; a required engine that left some out has failed the run."""
        self.summary.engines.append(EngineStatus("rules", __version__, ran=self.summary.articles > 0))
        if self.model is not None:
            self.summary.engines.append(replace(self.model, ran=self.summary.articles > 0))
        if self.absent is not None:
            self.summary.engines.append(self.absent)
        if self.stage is None:
            return
        self.stage.close()  # before the summary: whoever reads "done" finds nothing left behind
        status = self.stage.status()
        self.summary.engines.append(status)
        if status.failed and self.stage.required:
            count = f"{status.unchecked} article{'' if status.unchecked == 1 else 's'}"
            self.summary.errors.append(RunError(status.name, f"did not check {count}: {status.message}"))

    def _spare_articles(self, inputs: Iterable[Input | SourceError]) -> None:
        """End the program where a report would be written over an article that is to be checked."""
        targets = {os.path.realpath(path) for _, path in self.outputs if path is not None}
        for path in self.past.files:
            if os.path.realpath(path) in targets:
                fail(f"{path} is read by newslint itself, no report can be written there: put it elsewhere")
        for item in inputs:
            if isinstance(item, Input) and item.file is not None and os.path.realpath(item.file) in targets:
                fail(f"{item.path} is to be checked, no report can be written there: put it elsewhere")

    def _inputs(self) -> Iterator[Input | SourceError]:
        for item in discover(self.paths, self.read_options):
            if isinstance(item, NothingFound) and self.allow_empty:
                continue
            if isinstance(item, Input) and self.config.excludes(item.path):
                continue
            yield item

    def _changed(self, inputs: list[Input | SourceError], *, again: bool = False) -> list[Input | SourceError]:
        """The inputs that the run is about; `again` where newslint itself has just changed some of them."""
        if self.scope is None:
            return inputs
        from lint.git import GitError
        from lint.patch import PatchError

        try:
            if again:
                self.scope.renew(inputs)
                return inputs
            return list(self.scope.select(inputs))
        except (GitError, PatchError) as error:
            fail(str(error))

    @cached_property
    def _suppressor(self) -> Suppressor:
        from lint.suppress.apply import Suppressor

        return Suppressor(self.config, self.checker, show=self.show_suppressed)

    def _suppressed(self, result: ArticleResult, *, engine: bool = True) -> ArticleResult:
        """The article without what is suppressed in it, with what is wrong with its suppressions.

        `engine` False says that the engine was not asked.
        """
        if result.directives is None:
            return result
        engine = engine and self.stage is not None and self.stage.name not in result.unchecked_by
        return self._suppressor.take(result, engine=engine)

    def _new_in(self, result: ArticleResult) -> ArticleResult:
        """The article with the findings that a report would show; nothing is counted."""
        if result.directives is not None:
            result = self._suppressor.hide(result)
        result = self.past.without_known(result)
        return result if self.scope is None else self.scope.without_elsewhere(result)

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
        outcome = self.past.take(self._suppressed(outcome))
        if self.scope is not None:
            outcome = self.scope.take(outcome)
        self.summary.add(outcome)
        if outcome.findings:
            progress.clear()
        with writing():
            for report in reports:
                report.article(outcome)
        progress.advance(len(outcome.text))

    def _progress(self, size: int) -> Progress:
        """A bar for a person who is watching; it appears only when the run takes longer than a second."""
        return Progress(0 if self.quiet or not sys.stderr.isatty() else size)

    def _print_statistics(self) -> None:
        """The table, below a text report or where there is no other on standard output; else on standard error."""
        from lint.statistics import table

        elsewhere = any(path is None and make is not find_format("text") for make, path in self.outputs)
        click.echo(table(self.summary), err=elsewhere, nl=False)

    def exit_code(self) -> int:
        """What the run came to."""
        return exit_code(self.summary, self.config.fail_on, exit_zero=self.exit_zero, allow_empty=self.allow_empty)

    def _fixed(self, inputs: Iterable[Input | SourceError], *, write: bool) -> Iterator[FixOutcome]:
        from lint.fix import fix_input

        look = self.stage.check if self.stage is not None and self.unsafe_fixes else self.checker.check

        def check(document: Document) -> ArticleResult:
            return self.past.without_accepted(self._suppressed(look(document), engine=look != self.checker.check))

        for item in inputs:
            outcome = fix_input(
                item, self.read_options, check, unsafe=self.unsafe_fixes, write=write, to_fix=self._new_in
            )  # fmt: skip
            yield from (outcome,) if outcome.sidecar is None else (outcome, outcome.sidecar)

    def _fix(self, inputs: Iterable[Input | SourceError]) -> None:
        """Apply the suggestions. What could not be checked is left for the check to report."""
        for outcome in self._fixed(inputs, write=True):
            self.summary.errors += outcome.errors
            if outcome.count:
                click.echo(f"{outcome.path}: {outcome.count} fixed", err=True)
        self._changed(list(inputs), again=True)

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


def _partial(paths: Sequence[str], options: dict[str, Any]) -> dict[str, Any]:
    """The options that say which part of the articles a run is about; ends the program for those that do not fit."""
    since, diff_from, only = (options.pop(name) for name in ("changed_since", "diff_from", "diff_only"))
    if options["no_baseline"] and options["baseline"]:
        raise click.UsageError("--baseline and --no-baseline exclude each other")
    if since is None and diff_from is None:
        if only:
            raise click.UsageError("--diff-only goes with --changed-since: it has to know what has changed")
        return {}
    if since is not None and diff_from is not None:
        raise click.UsageError("--changed-since and --diff-from exclude each other")
    if "-" in paths:
        raise click.UsageError("what has changed can be said of files, not of an article on standard input")
    if options["history"]:
        raise click.UsageError("a run on what has changed adds nothing to a history: leave --history out")
    if diff_from is not None and options["fix"]:
        raise click.UsageError("--fix would change the lines that the diff counts: use --changed-since --diff-only")
    return {"since": since, "diff_from": diff_from, "diff_only": only}


def _scope(partial: dict[str, Any], encoding: str | None, allow_empty: bool) -> Scope | None:
    if not partial:
        return None
    from lint.changed import scope
    from lint.git import GitError
    from lint.patch import PatchError

    try:
        return scope(**partial, encoding=encoding, allow_empty=allow_empty)
    except (GitError, PatchError) as error:
        fail(str(error))


def exit_code(summary: Summary, fail_on: Severity, *, exit_zero: bool, allow_empty: bool) -> int:
    """2 where anything was not checked, 1 for findings at or above `fail_on`, else 0."""
    if summary.errors or not (summary.articles or summary.unchanged or allow_empty):
        return FAILED
    found = any(count and level >= fail_on for level, count in summary.by_severity.items())
    return FOUND if found and not exit_zero else CLEAN


def target(path: Path | None) -> Target:
    """Where a report goes: a path, or standard output as it is."""
    color = path is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return Target(path, sys.stdout, color, shutil.get_terminal_size((100, 24)).columns)


@contextmanager
def writing() -> Iterator[None]:
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
