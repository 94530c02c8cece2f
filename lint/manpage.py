"""The manual page newslint(1), made from the commands themselves: it says what `--help` says.

Written in the macros of man(7), which groff and mandoc both read.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from lint import __version__
from lint.cli import main

_EXIT = (
    ("0", "nothing at or above --fail-on"),
    ("1", "findings"),
    ("2", "something could not be checked: an article that cannot be read, settings that are not right, a rule that "
          "crashed, an engine that had to answer and did not, a report that could not be written"),
    ("130, 143", "stopped by Ctrl-C, by SIGTERM"),
)  # fmt: skip

_FILES = (
    ("newslint.toml, pyproject.toml", "the settings, in the nearest folder that has them; in pyproject.toml the table "
                                      "tool.newslint"),
    ("newslint-accepted.json", "findings that the newsroom has accepted, beside the settings"),
)  # fmt: skip

_ENVIRONMENT = (
    ("NEWSLINT_CACHE_DIR", "the folder of the caches"),
    ("NEWSLINT_LANGUAGETOOL_HOME", "the folder of LanguageTool, as newslint languagetool install puts it there"),
    ("NO_COLOR", "if set, no colours are shown"),
)  # fmt: skip


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(main, info_name="newslint")
    yield f'.TH NEWSLINT 1 "" "newslint {_escaped(__version__)}" "User Commands"'
    yield from (".SH NAME", f"newslint \\- {_escaped(_summary(main))}")
    yield ".SH SYNOPSIS"
    for name, command in _commands(context):
        yield from (".br", f".B newslint {_escaped(name)}", _escaped(_usage(command, context, name)))
    yield from (".SH DESCRIPTION", *_text(main))
    yield ".SH OPTIONS"
    yield from _options(main, context)
    yield ".SH COMMANDS"
    for name, command in _commands(context):
        yield from (f'.SS "newslint {_escaped(name)} {_escaped(_usage(command, context, name))}"', *_text(command))
        yield from _options(command, click.Context(command, parent=context, info_name=name))
    for title, entries in (("EXIT STATUS", _EXIT), ("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT)):
        yield f".SH {title}"
        for term, meaning in entries:
            yield from (".TP", f".B {_escaped(term)}", _escaped(f"{meaning}."))


def _commands(
    context: click.Context, group: click.Group = main, prefix: str = ""
) -> Iterator[tuple[str, click.Command]]:
    """All commands that do something, those of groups under both names."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _commands(context, command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


def _usage(command: click.Command, context: click.Context, name: str) -> str:
    return " ".join(command.collect_usage_pieces(click.Context(command, parent=context, info_name=name)))


def _summary(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").partition("\n")[0].rstrip(".")


def _text(command: click.Command) -> Iterator[str]:
    r"""The command's help, paragraph by paragraph; behind click's `\b` lines stay as they are."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(command.help or "")):
        lines = paragraph.splitlines()
        if lines and lines[0].strip() == "\b":
            yield from (".nf", *(_escaped(line) for line in lines[1:]), ".fi")
        else:
            yield from (".PP", _escaped(" ".join(paragraph.split())))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            yield from (".TP", f"\\fB{_escaped(record[0])}\\fR", _escaped(" ".join(record[1].split())))


def _escaped(text: str) -> str:
    """`text` so that roff shows it as it is: hyphens are not broken at, quotation marks end no argument."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("…", "...")
    return "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in re.sub(r"^([.'])", r"\\&\1", escaped))
