"""`newslint baseline`: writes down what an archive has now, so that from now on only what is new is reported."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from lint.baseline import DEFAULT_NAME, Baseline, Entry, write
from lint.cli import CLEAN, FAILED, check, fail, load_config
from lint.history import shortened
from lint.report import ArticleResult, RunInfo, Summary

_REPORTING = {
    "outputs", "fail_on", "exit_zero", "fix", "unsafe_fixes", "show_diff", "statistics", "baseline", "no_baseline",
    "changed_since", "diff_only", "diff_from", "history", "no_history", "show_suppressed", "text_style",
}  # fmt: skip
"""The options of `check` that do not say what is found; a baseline is made with the others."""


@click.command(params=[parameter for parameter in check.params if parameter.name not in _REPORTING])
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The baseline. Default: what the settings name, else newslint-baseline.json beside the settings file.",
)
@click.option("--prune", is_flag=True, help="Add nothing; take out what is not found any more in the files checked.")
def baseline(paths: tuple[str, ...], output: Path | None, prune: bool, **options: Any) -> int:
    """Write down the findings that articles have now: newslint check --baseline leaves them out.

    A baseline that is there is added to. What is gone stays in it until --prune is given.
    """
    from lint.session import Session

    if not paths or "-" in paths:
        raise click.UsageError("name the articles: files or folders; standard input has no name to be known by")
    config = load_config(options["config_file"], options["isolated"], select=None, extend_select=(), ignore=())
    named = config.folder / config.baseline if config.baseline else None
    file = output or named or config.folder / DEFAULT_NAME
    exists = _exists(file)
    if prune and not exists:
        fail(f"{file}: there is no baseline to prune")
    defaults = check.make_context("check", ["."]).params
    del defaults["paths"]
    given = {"baseline": str(file.absolute()) if exists else None, "no_baseline": not exists, "no_history": True}
    session = Session.from_options(paths, {**defaults, **options, **given})
    collector = _Collector(session.past.baseline or Baseline(file, ()))
    session.outputs = [(lambda _: collector, None)]
    session.run()
    return collector.finish(file, prune=prune, hint=not exists and not (named and _same(named, file)))


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _exists(file: Path) -> bool:
    if os.path.lexists(file) and not file.is_file():
        fail(f"{file}: is no file, no baseline can be written there")
    return file.exists()


class _Collector:
    """Takes the place of a report: it keeps the findings that the baseline does not have yet."""

    def __init__(self, known: Baseline) -> None:
        self._known = known
        self._new: list[Entry] = []
        self._summary = Summary()

    def begin(self, run: RunInfo) -> None:
        """Nothing to do yet."""

    def article(self, article: ArticleResult) -> None:
        path = self._known.path_of(article.path)
        self._new += [
            Entry(path=path, code=f.code, fingerprint=f.fingerprint, count=1, text=shortened(f.text))
            for f in article.findings
        ]

    def end(self, summary: Summary) -> None:
        self._summary = summary

    def finish(self, file: Path, *, prune: bool, hint: bool) -> int:
        """Write the file and say what is in it; returns the exit code."""
        summary = self._summary
        for error in summary.errors:
            click.echo(f"{error.path}: error: {error.message}", err=True)
        for engine in summary.engines:
            if engine.failed:
                what = f"{engine.name} did not check {engine.unchecked} of the articles: {engine.message}"
                click.echo(f"warning: {what}: what it finds is not in the baseline", err=True)
        if not (summary.articles or summary.errors):
            click.echo("nothing was checked")
            return CLEAN
        entries = self._known.entries([] if prune else self._new, prune=prune)
        if summary.articles:
            write(file, entries)
            self._tell(file, entries, prune=prune)
        if hint:
            click.echo(f'to use it: newslint check --baseline {file}, or baseline = "{file.name}" in the settings')
        if summary.errors:
            click.echo("not everything was checked: what was not is not in the baseline", err=True)
        return FAILED if summary.errors else CLEAN

    def _tell(self, file: Path, entries: Iterable[Entry], *, prune: bool) -> None:
        entries = list(entries)
        total, files = sum(entry.count for entry in entries), len({entry.path for entry in entries})
        line = f"{file}: {_count(total, 'finding')} in {_count(files, 'file')}"
        if self._new:
            line += f", {len(self._new)} {'found that are not in it' if prune else 'new'}"
        if gone := len(self._summary.stale_baseline):
            line += f", {gone} taken out" if prune else f", {gone} not found any more (--prune takes them out)"
        click.echo(line)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
