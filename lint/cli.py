"""The command line: `newslint check PATHS…` and its companions."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from lint import __version__
from lint.streams import open_closed_streams

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from lint.config import Config

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing at or above `--fail-on`; findings; something could not be checked."""

INTERRUPTED, TERMINATED = 130, 143
"""Exit codes of a run that was stopped by Ctrl-C or by SIGTERM, as shells count them."""

SEVERITIES = ("neutral", "minor", "major", "critical")


class DefaultGroup(click.Group):
    """A group whose first word may be left out: `newslint PATHS…` is `newslint check PATHS…`."""

    later: Mapping[str, str] = {
        "accept": "lint.data_commands",
        "baseline": "lint.baseline_command",
        "cache": "lint.cache_commands",
        "completion": "lint.shell_commands",
        "languagetool": "lint.engines.languagetool.commands",
        "man": "lint.shell_commands",
        "new-rule": "lint.rule_commands",
        "test-rules": "lint.rule_commands",
        "report": "lint.data_commands",
    }
    """Commands that live in modules of their own, loaded when they are called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {name for parameter in self.params for name in parameter.opts} | {"--help", "-h"}
        if args and args[0] not in self.list_commands(ctx) and args[0] not in own:
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        command = getattr(importlib.import_module(self.later[cmd_name]), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and what may stand behind `check`, which may be left out."""
        from lint.shell_commands import default_completions

        return [*super().shell_complete(ctx, incomplete), *default_completions(self, ctx, incomplete)]

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """As click does it; what it prints itself (`--version`, `--help`) must not end in a traceback either."""
        open_closed_streams()
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            _forget_output()
            fail(str(error))

    def invoke(self, ctx: click.Context) -> None:
        """Run the command and end with the exit code that it returns; whatever goes wrong is never a 0 or 1."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 still gets every finding
        ctx.exit(_guarded(lambda: super(DefaultGroup, self).invoke(ctx) or CLEAN))


def fail(message: str) -> NoReturn:
    """End with exit code 2 and a message."""
    click.echo(f"newslint: {message}", err=True)
    raise SystemExit(FAILED)


class _Terminated(BaseException):
    """SIGTERM, as an exception, so that reports and workers are closed on the way out."""


@contextmanager
def _terminable() -> Iterator[None]:
    import signal

    def end(*_: object) -> NoReturn:
        raise _Terminated

    try:
        previous = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread: then the signals are another's business
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


def _guarded(run: Callable[[], int]) -> int:
    """The exit code of `run`, also where it is stopped, or the reader of our output went away or the disk is full."""
    try:
        with _terminable():
            try:
                return run()
            finally:
                sys.stdout.flush()
    except KeyboardInterrupt:
        click.echo("newslint: interrupted", err=True)
        _leave(INTERRUPTED)
    except _Terminated:
        _leave(TERMINATED)
    except BrokenPipeError:
        _forget_output()  # the report did not arrive whole: that is no success
        return FAILED
    except OSError as error:
        _forget_output()
        fail(str(error))
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception:
        # Python would exit with 1, which means findings: a defect of ours must not look like a result.
        import traceback

        traceback.print_exc()
        fail("this is a defect of newslint, the articles count as not checked; please report it")


def _leave(code: int) -> NoReturn:
    """End at once: Python would first wait for threads, and whoever stopped the run waits for nothing."""
    import os

    sys.stderr.flush()
    os._exit(code)


def _forget_output() -> None:
    """Point standard output at nothing: Python would fail again at its end, on what could not be written."""
    import os

    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        sys.stdout = io.StringIO()


def _list(_context: click.Context, _parameter: click.Parameter, value: Sequence[str]) -> tuple[str, ...] | None:
    """Repeated or comma-separated selectors; MQM categories hold no commas. None: the option was not given."""
    return tuple(part.strip() for item in value for part in item.split(",") if part.strip()) or None


def _outputs(
    _context: click.Context, _parameter: click.Parameter, value: Sequence[str]
) -> list[tuple[str, Path | None]]:
    result: list[tuple[str, Path | None]] = []
    for item in value:
        name, equals, path = item.partition("=")
        if equals and not path:
            raise click.BadParameter(f"{item!r}: a path is missing behind '='")
        result.append((name, Path(path) if path and path != "-" else None))
    if sum(path is None for _, path in result) > 1:
        raise click.BadParameter("only one output can go to standard output; give the others a path: FORMAT=PATH")
    paths = [path.resolve() for _, path in result if path is not None]
    twice = next((path for path in paths if paths.count(path) > 1 and not path.is_char_device()), None)
    if twice is not None:
        raise click.BadParameter(f"two outputs would be written to {twice}")
    return result


def completed(by: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """What a shell offers for a value, worked out by that function of lint.shell_commands, loaded only then."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from lint import shell_commands

        items: list[CompletionItem] = getattr(shell_commands, by)(context, parameter, incomplete)
        return items

    return complete


outputs_option = click.option(
    "--output", "outputs", multiple=True, callback=_outputs, metavar="FORMAT[=PATH]",
    shell_complete=completed("complete_formats"),
    help="text, json, jsonl, html, markdown, sarif, junit, github, gitlab, rdjson, rdjsonl or checkstyle; may be "
    "repeated. Without a path: standard output. Default: text.",
)  # fmt: skip

text_style_option = click.option(
    "--text-style", type=click.Choice(["full", "concise", "by-article", "by-rule"]),
    help="Layout of the text report: with the lines that are meant, a line each, or by article or rule. Default: full.",
)  # fmt: skip


def _setting(check: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """The option's value, checked as the setting of that name is."""

    def callback(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
        from lint import config

        try:
            return None if value is None else getattr(config, check)(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return callback


def _here(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A file as seen from where newslint runs; settings count from their own folder."""
    return None if value is None else str(Path(value).absolute())


cache_dir_option = click.option(
    "--cache-dir", metavar="DIR", envvar="NEWSLINT_CACHE_DIR", show_envvar=True, callback=_here,
    help="Keep results and engines' answers there. Default: the user's cache folder.",
)  # fmt: skip


def config_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which settings hold."""
    for option in reversed(
        [
            click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this settings file."),
            click.option("--isolated", is_flag=True, help="Use no settings file."),
            click.option(
                "--profile", callback=_setting("profile"), metavar="strict|news|minimal",
                help="Ready-made settings, under those of the settings file: see newslint config --profiles.",
            ),
            click.option(
                "--select", multiple=True, callback=_list, metavar="RULES", shell_complete=completed("complete_rules"),
                help="Run only these: codes, prefixes, names, families or MQM categories, separated by commas.",
            ),
            click.option(
                "--extend-select", multiple=True, callback=_list, metavar="RULES", help="Run these as well.",
                shell_complete=completed("complete_rules"),
            ),
            click.option(
                "--ignore", multiple=True, callback=_list, metavar="RULES", help="Leave these out.",
                shell_complete=completed("complete_rules"),
            ),
            click.option(
                "--plugins/--no-plugins", default=None,
                help="Whether what other packages bring is looked at. Default: --plugins.",
            ),
            click.option("--preview", is_flag=True, default=None, help="Run the rules that are still on trial too."),
            click.option(
                "--model/--no-model", default=None,
                help="Whether rules that need the language model run. Default: --model.",
            ),
        ]
    ):  # fmt: skip
        function = option(function)
    return function


def load_config(config_file: Path | None, isolated: bool, **values: Any) -> Config:
    """The settings that hold; ends the program for broken ones."""
    from lint import config
    from lint.registry import use_plugins

    if isolated and config_file:
        raise click.UsageError("--isolated and --config exclude each other")
    try:
        path = config_file or (None if isolated else config.find(Path.cwd()))
        settings = config.override(
            config.load(path, values.pop("profile", None)),
            select=values.pop("select"),
            extend_select=values.pop("extend_select") or (),
            ignore=values.pop("ignore") or (),
            **values,
        )
    except config.ConfigError as error:
        fail(str(error))
    use_plugins(settings.plugins)
    return settings


@click.group(cls=DefaultGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newslint", message="%(prog)s %(version)s")
def main() -> None:
    """Find the damage that machine translation and article spinners leave in news.

    `newslint PATHS…` is short for `newslint check PATHS…`. Exit code 0: nothing to fix; 1: findings;
    2: something could not be checked.
    """


@main.command()
@click.argument("paths", nargs=-1, metavar="PATHS...", shell_complete=completed("complete_files"))
@outputs_option
@text_style_option
@config_options
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), help="Lowest severity that gives exit code 1. Default: major."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings; errors still give 2.")
@click.option("--allow-empty", is_flag=True, help="No articles is no error.")
@click.option("--fix", is_flag=True, help="Write the safe suggestions into the files.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply the unsafe suggestions too.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option(
    "--format", "input_format", type=click.Choice(["text", "markdown", "jsonl"]), help="Read the input as this."
)
@click.option("--engine", metavar="NAME", help="Ask this engine too: languagetool, lingotweaker or none.")
@click.option(
    "--languagetool",
    callback=_setting("languagetool"),
    metavar="required|auto|off|URL",
    help="Whether LanguageTool (or the engine named) must check, or the address of its server. Default: auto.",
)
@click.option(
    "--language", callback=_setting("language"), help="Variant of English for engines, such as en-GB. Default: auto."
)
@click.option(
    "--accepted",
    metavar="FILE",
    shell_complete=completed("complete_files"),
    callback=_here,
    help="Leave out the findings that are accepted there. Default: newslint-accepted.json beside the settings file.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    shell_complete=completed("complete_files"),
    callback=_here,
    help="Leave out the findings that were there when this file was written: see newslint baseline.",
)
@click.option("--no-baseline", is_flag=True, help="Report, and fix, what the baseline of the settings hides too.")
@click.option("--changed-since", metavar="REF", help="Check only articles that have changed since git's REF.")
@click.option(
    "--diff-only", is_flag=True, help="With --changed-since: report only findings on lines that have changed."
)
@click.option(
    "--diff-from", metavar="FILE", help="Report only findings on lines that this unified diff adds; - reads it."
)
@click.option(
    "--history",
    metavar="FILE",
    shell_complete=completed("complete_files"),
    callback=_here,
    help="Compare with the last run, which is kept there, and add this one.",
)
@click.option("--no-history", is_flag=True, help="Leave the history that the settings name alone: a check in passing.")
@click.option(
    "--inline-suppressions/--no-inline-suppressions",
    default=None,
    help="Whether comments and front matter in articles may suppress findings. Default: yes.",
)
@click.option(
    "--sidecar-suppressions/--no-sidecar-suppressions",
    default=None,
    help="Whether files beside articles, such as a.txt.newslint.toml, may suppress findings. Default: yes.",
)
@click.option("--show-suppressed", is_flag=True, help="Report suppressed findings too; they never count.")
@click.option("--encoding", help="Encoding of the input; by default it is recognised.")
@click.option("--jsonl-id", metavar="KEY", help="Key of an article's id in JSON Lines. Default: id.")
@click.option("--jsonl-text", metavar="KEY", help="Key of an article's text in JSON Lines. Default: text.")
@click.option(
    "--max-article-size", type=click.IntRange(min=1), help="Longest article, in characters. Default: 10000000."
)
@click.option("--jobs", type=click.IntRange(min=0), help="Processes; 0 chooses by the size of the input. Default: 0.")
@click.option(
    "--cache/--no-cache",
    default=None,
    help="Keep results, so that an article that has not changed is not checked again. Default: --cache.",
)
@cache_dir_option
@click.option("--statistics", is_flag=True, help="Print the number of findings by rule at the end.")
@click.option("--quiet", "-q", is_flag=True, help="Print no progress bar.")
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Check articles: files, folders, patterns such as 'news/*.txt', or - for standard input."""
    from lint.session import Session

    if not paths:
        raise click.UsageError("name the articles to check: files, folders, or - for standard input")
    return Session.from_options(paths, options).run()


@main.command()
@click.argument("code", shell_complete=completed("complete_rules"))
@click.option("--plugins/--no-plugins", default=True, help="Whether rules of other packages are looked at too.")
def explain(code: str, plugins: bool) -> None:
    """Explain a rule, by its code or name: what is wrong, why, and examples."""
    from lint.catalogue import page
    from lint.engines.explain import is_engine_rule
    from lint.engines.explain import page as engine_page
    from lint.registry import RegistryError, find_rule, use_plugins

    use_plugins(plugins)
    try:
        click.echo(engine_page(code) if is_engine_rule(code) else page(find_rule(code)))
    except RegistryError as error:
        fail(str(error))


@main.command()
@config_options
@click.option("--output-format", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def rules(output_format: str, **options: Any) -> None:
    """List the rules; those that would not run are marked."""
    from lint.catalogue import listing
    from lint.checker import Checker
    from lint.registry import RegistryError, all_rules

    try:
        active = Checker(load_config(**options)).rules
        click.echo(listing(all_rules().values(), active, output_format), nl=False)
    except RegistryError as error:
        fail(str(error))


@main.command()
@config_options
@cache_dir_option
@click.option("--show-origin", is_flag=True, help="Show each setting with the place that it comes from.")
@click.option("--profiles", "show_profiles", is_flag=True, help="Show what each profile says.")
@click.option(
    "--schema", is_flag=False, flag_value="newslint.toml", type=click.Choice(["newslint.toml", "pyproject.toml"]),
    help="Print the JSON Schema of that settings file, for editors. Default: newslint.toml.",
)  # fmt: skip
@click.pass_context
def config(
    context: click.Context, /, show_origin: bool, show_profiles: bool, schema: str | None, **options: Any
) -> None:
    """Show the settings that hold here, and the file they come from, as JSON."""
    import json

    from lint.checker import Checker
    from lint.config import describe
    from lint.registry import RegistryError

    if show_profiles or schema:
        from lint.config_show import profiles_or_schema

        click.echo(profiles_or_schema(schema, options["plugins"]), nl=False)
        return
    settings = load_config(**options)
    if show_origin:
        from lint.config_show import origins

        click.echo(origins(settings, context), nl=False)
        return
    try:
        codes = sorted(Checker(settings).rules)
    except RegistryError as error:
        fail(str(error))
    click.echo(json.dumps({**describe(settings), "rules": codes}, indent=2, ensure_ascii=False))
