"""`newslint test-rules` and `newslint new-rule`: for those who write rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lint.cli import CLEAN, FOUND, SEVERITIES, fail

if TYPE_CHECKING:
    from lint.rule_tests import Outcome


@click.command("test-rules")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATHS...")
@click.option("--pages", type=click.Path(path_type=Path), metavar="FILE.md", help="Write the rules' pages there.")
def test_rules(paths: tuple[Path, ...], pages: Path | None) -> int:
    """Test rules by their own examples: files, packages and packs, installed or not.

    Each bad example must be marked exactly, each good one must be silent under newslint's rules too. A fix must give
    the stated text, leave nothing to find and change nothing when applied again. Marks must map back to the right
    place in JSON Lines and Markdown. Exit code 0: all is well; 1: a rule has problems; 2: a rule cannot be tested.
    """
    from lint.registry import RegistryError, use_plugins
    from lint.rule_files import RuleFileError, load, together
    from lint.rule_tests import check_rule

    if not paths:
        raise click.UsageError("name the rules to test: files or folders")
    use_plugins(False)  # a plug-in is tested as it stands in the folder, not as it may be installed
    try:
        rules = load(paths)
    except (RuleFileError, RegistryError) as error:
        fail(str(error))
    checker = together(rules)
    outcomes = [check_rule(rule, checker) for rule in rules]
    for line in _table(outcomes):
        click.echo(line)
    if pages is not None:
        from lint.catalogue import readme

        pages.write_text(readme(rules, "newslint test-rules --pages"), encoding="utf-8")
    return FOUND if any(outcome.problems for outcome in outcomes) else CLEAN


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    names = [f"{outcome.rule.meta.code} {outcome.rule.meta.name}" for outcome in outcomes]
    width = max(map(len, names))
    yield f"{'rule':{width}}  bad  good  fixes  result"
    for name, outcome in zip(names, outcomes, strict=True):
        count = len(outcome.problems)
        result = f"{count} problem{'s' if count > 1 else ''}" if count else "ok"
        yield f"{name:{width}}  {outcome.bad:3}  {outcome.good:4}  {outcome.fixes or '-':>5}  {result}"
        yield from (f"  {problem}" for problem in outcome.problems)
    sick = sum(bool(outcome.problems) for outcome in outcomes)
    yield f"{len(outcomes)} rule{'s' if len(outcomes) > 1 else ''}, {sick or 'none'} with problems"


@click.command("new-rule")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    default=Path("rules"),
    show_default=True,
    help="newslint's own rules, or the folder of a plug-in; one that is not there is made.",
)
@click.option("--family", help="The family of a rule of newslint's own, such as punctuation.")
@click.option("--prefix", help="The letters of its code. Default: those of the rules beside it.")
@click.option("--phrase", help="The phrase that the rule marks. Default: the rule's name.")
@click.option("--instead", help="What it suggests in the phrase's place. Default: nothing.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="minor", show_default=True)
@click.option("--mqm", metavar="CATEGORY", default="Style/Unidiomatic style", show_default=True)
def new_rule(name: str, **options: str | Path | None) -> int:
    """Begin a rule: its file with examples, under the next free code, and its page.

    What is written marks a phrase and passes `newslint test-rules`; go on from there. For a plug-in, its package with
    the entry point is made where it is not there yet.
    """
    from lint.registry import RegistryError, use_plugins
    from lint.rule_files import RuleFileError
    from lint.scaffold import ScaffoldError, Wish, make

    use_plugins(False)
    try:
        made = make(Wish(name=name, **options))  # type: ignore[arg-type]
    except (ScaffoldError, RuleFileError, RegistryError) as error:
        fail(str(error))
    for path in made.files:
        click.echo(path)
    click.echo(f"{made.code} {name}: now write what is wrong, and real examples; then run")
    click.echo(f"  newslint test-rules {made.files[0]}")
    return CLEAN
