"""`newslint languagetool install`, `status` and `uninstall`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lint.cli import CLEAN, FAILED, fail
from lint.engines.base import EngineError, EngineOptions, EngineUnavailable

if TYPE_CHECKING:
    from lint.engines.languagetool.install import Installation

SENTENCE = "This are a test."
"""What `status` asks; LanguageTool has something to say about it."""


@click.group()
def languagetool() -> None:
    """Set up LanguageTool, which finds spelling and grammar slips, and look after it."""


def _mirror(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.lower().startswith(("http://", "https://")):
        raise click.BadParameter("an address that starts with https:// or http://; for a folder use --from")
    return value


@languagetool.command()
@click.option("--mirror", metavar="URL", callback=_mirror, help="Download from this Maven repository.")
@click.option(
    "--from", "folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Take the jars from this folder, and use no network: a copy of libs/ of another installation, or a "
    "Maven repository.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Set it up anew, even if it is there and whole.")
def install(mirror: str | None, folder: Path | None, force: bool) -> int:
    """Download LanguageTool for English (40 MB), or repair it."""
    from lint.engines.languagetool.install import InstallError, Source
    from lint.engines.languagetool.install import install as set_up
    from lint.engines.languagetool.java import find_java

    if mirror and folder:
        raise click.UsageError("--mirror and --from exclude each other")
    try:
        set_up(Source(mirror, folder), force=force, say=lambda line: click.echo(line, err=True))
        java = find_java()
    except (InstallError, EngineUnavailable) as error:
        fail(str(error))
    click.echo(f"Java {_dotted(java.version)} is {java.path} (from {java.origin})", err=True)
    click.echo("This tries it out: newslint languagetool status", err=True)
    return CLEAN


@languagetool.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(as_json: bool) -> int:
    """Say which LanguageTool and Java are here, and try them out."""
    report = _status()
    if as_json:
        import json

        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        for line in _lines(report):
            click.echo(line)
        for problem in report["problems"]:
            click.echo(f"newslint: {problem}", err=True)
    return CLEAN if report["works"] else FAILED


@languagetool.command()
def uninstall() -> int:
    """Remove the LanguageTool that newslint has set up."""
    from lint.engines.languagetool.install import uninstall as remove

    try:
        removed = remove()
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")
    click.echo(f"Removed LanguageTool from {removed}" if removed else "newslint has set up no LanguageTool here")
    return CLEAN


def _status() -> dict[str, Any]:
    """What is there and whether it works; `problems` holds the reasons why not, for the user."""
    from lint.engines.languagetool import install
    from lint.engines.languagetool.java import find_java

    report: dict[str, Any] = {"works": False, "languagetool": None, "java": None, "answer": None, "problems": []}
    problems: list[str] = report["problems"]
    try:
        installation = install.find()
        if installation is None:
            problems.append(f"there is no LanguageTool in {install.home()}. Run: {install.REPAIR}")
        else:
            report["languagetool"] = _describe(installation)
            problems += [_damage(installation, problem) for problem in install.verify(installation)]
    except (EngineUnavailable, OSError) as error:
        problems.append(str(error))
    try:
        java = find_java()
        report["java"] = {"version": _dotted(java.version), "path": str(java.path), "origin": java.origin}
    except EngineUnavailable as error:
        problems.append(str(error))
    if not problems:
        try:
            report["answer"] = _ask()
        except (EngineUnavailable, EngineError) as error:
            problems.append(str(error))
    report["works"] = not problems
    return report


def _describe(installation: Installation) -> dict[str, Any]:
    from lint.engines.languagetool import install

    return {
        "version": installation.version,
        "folder": str(installation.folder),
        "origin": installation.origin,
        "bytes": install.size(installation),
        "licence": install.LICENCE,
    }


def _damage(installation: Installation, problem: str) -> str:
    from lint.engines.languagetool import install

    if installation.origin == install.OURS:
        return f"LanguageTool in {installation.folder} is damaged: {problem}. Run: {install.REPAIR}"
    return (
        f"LanguageTool in {installation.folder}, downloaded by {installation.origin}, is damaged: {problem}. "
        f"Delete that folder, or run: {install.REPAIR}"
    )


def _ask() -> dict[str, Any]:
    """What LanguageTool says about SENTENCE. Raises EngineError, EngineUnavailable."""
    from lint.engines.languagetool.client import LanguageToolEngine

    engine = LanguageToolEngine(EngineOptions(clients=1))
    try:
        engine.start()
        matches = engine.check(SENTENCE, "en-US")
        version = engine.version()
    finally:
        engine.stop()
    if not matches:
        raise EngineError(f"LanguageTool found nothing in {SENTENCE!r}: its rules or its data are not complete")
    return {"engine": version, "sentence": SENTENCE, "rules": [match.rule for match in matches]}


def _lines(report: dict[str, Any]) -> list[str]:
    lines = []
    if there := report["languagetool"]:
        lines.append(
            f"LanguageTool {there['version']} in {there['folder']}, {there['bytes'] / 1e6:.0f} MB, "
            f"set up by {there['origin']}, licence {there['licence']}"
        )
    if java := report["java"]:
        lines.append(f"Java {java['version']}: {java['path']} (from {java['origin']})")
    if answer := report["answer"]:
        lines.append(f"It works: about {answer['sentence']!r} it says {', '.join(answer['rules'])}")
    return lines


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
