"""`newslint accept` and `newslint report`: the commands that read what newslint itself has written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lint.cli import fail, load_config, outputs_option, text_style_option
from lint.jsonfile import FileError

if TYPE_CHECKING:
    from lint.accepted import Decision, Merged
    from lint.config import Config

_CONFIG = click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this settings file.")
_ISOLATED = click.option("--isolated", is_flag=True, help="Use no settings file.")


def _config(config_file: Path | None, isolated: bool) -> Config:
    return load_config(config_file, isolated, select=None, extend_select=(), ignore=())


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.json")
@outputs_option
@text_style_option
@_CONFIG
@_ISOLATED
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings; errors still give 2.")
@click.option("--allow-empty", is_flag=True, help="No articles is no error.")
def report(
    file: Path,
    outputs: Sequence[tuple[str, Path | None]],
    text_style: str | None,
    config_file: Path | None,
    isolated: bool,
    exit_zero: bool,
    allow_empty: bool,
) -> int:
    """Render reports again from the JSON report of an earlier run; ends with that run's exit code."""
    from lint.registry import RegistryError, find_format
    from lint.report_settings import SettingsError
    from lint.rerender import read, render
    from lint.session import exit_code, target, writing

    config = _config(config_file, isolated)
    if any(path is not None and os.path.realpath(path) == os.path.realpath(file) for _, path in outputs):
        fail(f"{file} is to be read, no report can be written there: put it elsewhere")
    try:
        formats = [(find_format(name), path) for name, path in outputs or [("text", None)]]
        look = replace(config.report, text_style=text_style or config.report.text_style)
        saved = read(file, look.resolve(config.folder))
    except (FileError, RegistryError, SettingsError) as error:
        fail(str(error))
    with writing():
        render(saved, [make(target(path)) for make, path in formats])
    return exit_code(saved.summary, saved.info.fail_on, exit_zero=exit_zero, allow_empty=allow_empty)


@click.command()
@click.argument("files", type=click.Path(path_type=Path), metavar="DECISIONS.json...", nargs=-1, required=True)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of accepted findings. Default: what the settings name, else newslint-accepted.json beside them.",
)
@click.option("--note", type=click.Path(path_type=Path), metavar="FILE.md", help="Write the questions to the author.")
@click.option("--by", metavar="NAME", default="", help="Who decided, where the decisions do not say it.")
@_CONFIG
@_ISOLATED
def accept(
    files: tuple[Path, ...], into: Path | None, note: Path | None, by: str, config_file: Path | None, isolated: bool
) -> int:
    """Take in decisions that a report has exported: what is "not an error" is left out from now on.

    Decisions "fixed" and "ask" accept nothing; a later one takes back what was accepted.
    """
    from lint import accepted, jsonfile
    from lint.past import accepted_file

    into = into or accepted_file(_config(config_file, isolated))
    if len(by) > 200 or not by.isprintable():
        raise click.BadParameter("should be one line of at most 200 characters", param_hint="--by")
    _keep_apart(files, into, note)
    try:
        decisions = [decision for file in files for decision in accepted.read_decisions(file)]
        merged = accepted.merge(accepted.read(into) if os.path.lexists(into) else (), decisions, by)
    except FileError as error:
        fail(str(error))
    if note is not None:
        _spare_foreign(note)
        jsonfile.write(note, [accepted.note(decisions)])
    if merged.added or merged.changed or merged.withdrawn:
        accepted.write(into, merged.entries)
    _tell(into, merged, accepted.latest(decisions))
    return 0


def _keep_apart(files: Sequence[Path], into: Path, note: Path | None) -> None:
    """End the program where one file would be written over another."""
    read = {os.path.realpath(file) for file in files}
    written = [os.path.realpath(path) for path in (into, note) if path is not None]
    if len({*read, *written}) < len(read) + len(written):
        fail("the decisions, the accepted findings and the note are different files: name each once")


def _spare_foreign(note: Path) -> None:
    from lint.accepted import NOTE_TITLE

    if note.exists() and not note.read_bytes().startswith(NOTE_TITLE.encode()):
        fail(f"{note} is there and is no earlier note of newslint; name another file")


def _tell(into: Path, merged: Merged, decisions: Sequence[Decision]) -> None:
    kinds = Counter(decision.decision for decision in decisions)
    total = len(merged.entries)
    click.echo(
        f"{into}: {total} accepted finding{'' if total == 1 else 's'}, {merged.added} new, {merged.changed} changed, "
        f"{merged.withdrawn} taken back"
    )
    if kinds["ask"] or kinds["fixed"]:
        click.echo(f"not accepted: {kinds['ask']} to ask the author about, {kinds['fixed']} fixed")
