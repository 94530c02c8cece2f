"""`newslint cache`: what is kept between runs, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from lint.cli import cache_dir_option, fail, load_config


def _where(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which cache is meant."""
    for option in (
        cache_dir_option,
        click.option("--isolated", is_flag=True, help="Use no settings file."),
        click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this settings file."),
    ):
        function = option(function)
    return function


def _folder(config_file: Path | None, isolated: bool, cache_dir: str | None) -> Path:
    """The folder of the caches, also where the settings switch them off; ends the program where there is none."""
    from lint.result_cache import cache_folder

    config = load_config(
        config_file, isolated, select=None, extend_select=(), ignore=(), cache_dir=cache_dir
    )  # fmt: skip
    folder = cache_folder(replace(config, cache=True))
    if folder is None:
        fail("this user has no folder for caches; name one with --cache-dir")
    return folder


def _names() -> list[tuple[str, str]]:
    """Our files, and what is in them."""
    from lint import result_cache
    from lint.engines import cache

    return [(result_cache.FILE, "articles"), (cache.FILE, "sentences")]


def _files(folder: Path, name: str) -> list[Path]:
    """A cache's file and what SQLite has laid beside it, as far as they are there."""
    from lint.store import SUFFIXES

    return [path for suffix in SUFFIXES if (path := folder / f"{name}{suffix}").is_file()]


@click.group()
def cache() -> None:
    """What newslint keeps between runs, so that an article that has not changed is not checked again.

    Whatever is in there may be lost or thrown away at any time: it only saves time.
    """


@cache.command("dir")
@_where
def show_dir(**options: Any) -> int:
    """Print the folder."""
    click.echo(_folder(**options))
    return 0


@cache.command()
@_where
def info(**options: Any) -> int:
    """Show what is there, and how large it is."""
    from lint.store import count

    folder = _folder(**options)
    click.echo(folder)
    for name, what in _names():
        size = sum(path.stat().st_size for path in _files(folder, name))
        held = count(folder / name)
        click.echo(f"{name}: {'nothing' if held is None else f'{held:,} {what}'}, {size / 1_000_000:.1f} MB")
    return 0


@cache.command()
@_where
def clean(**options: Any) -> int:
    """Throw it all away. Nothing else in the folder is touched."""
    folder = _folder(**options)
    removed = 0
    for name, _ in _names():
        for path in reversed(_files(folder, name)):  # the log before the file that it belongs to
            removed += path.stat().st_size
            path.unlink()
    click.echo(f"{folder}: {removed / 1_000_000:.1f} MB removed")
    return 0
