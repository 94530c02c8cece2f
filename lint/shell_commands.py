"""`newslint completion` and `newslint man`: what a shell and the manual need, from the same source as `--help`."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from lint.cli import CLEAN

_PROGRAM = "newslint"
_VARIABLE = "_NEWSLINT_COMPLETE"
_COMMA = ","

_LISTS_OF_RULES = {"select", "extend_select", "ignore"}
"""The options whose values are rules, separated by commas."""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script that makes a shell complete newslint's commands, options, rules and formats.

    \b
    bash: newslint completion bash > ~/.local/share/bash-completion/completions/newslint
    zsh:  newslint completion zsh > "${fpath[1]}/_newslint"
    fish: newslint completion fish > ~/.config/fish/completions/newslint.fish
    """
    from click.shell_completion import get_completion_class

    from lint.cli import main

    shell_class = get_completion_class(shell)
    assert shell_class is not None
    click.echo(shell_class(main, {}, _PROGRAM, _VARIABLE).source())
    return CLEAN


@click.command()
def man() -> int:
    """Print the manual page: newslint man > ~/.local/share/man/man1/newslint.1."""
    from lint.manpage import page

    click.echo(page(), nl=False)
    return CLEAN


def default_completions(group: click.Group, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """What may stand where the command `check` is left out: its options, and files."""
    check = group.get_command(ctx, "check")
    assert check is not None
    if incomplete.startswith("-"):
        with click.Context(check, parent=ctx, info_name="check", resilient_parsing=True) as inner:
            known = {item.value for item in click.Command.shell_complete(group, ctx, incomplete)}
            return [item for item in check.shell_complete(inner, incomplete) if item.value not in known]
    # Files only where no command is meant: bash would show either files or words.
    return [] if any(name.startswith(incomplete) for name in group.list_commands(ctx)) else complete_files()


def complete_rules(_context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes, names and families of rules; in a list, behind the last comma."""
    from lint.registry import RegistryError, all_rules

    head, comma, last = incomplete.rpartition(_COMMA) if parameter.name in _LISTS_OF_RULES else ("", "", incomplete)
    try:
        metas = [rule.meta for rule in all_rules().values()]
    except RegistryError:  # a shell is no place to tell
        return []
    words = {word for meta in metas for word in (meta.code, meta.name)}
    words |= {meta.family for meta in metas} if parameter.name in _LISTS_OF_RULES else set()
    return [CompletionItem(f"{head}{comma}{word}") for word in sorted(words) if word.lower().startswith(last.lower())]


def complete_formats(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Report formats; behind FORMAT= a path."""
    from lint.registry import report_names

    if "=" in incomplete:
        return complete_files()
    return [CompletionItem(name) for name in report_names() if name.startswith(incomplete)]


def complete_files(*_: object) -> list[CompletionItem]:
    """Files and folders, which the shell knows best."""
    return [CompletionItem("", type="file")]
