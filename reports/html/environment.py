"""Jinja as the report uses it: our templates, and before them a newsroom's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from lint.finding import Severity

from . import prose
from .article import Card
from .figures import number
from .visible import plain

_OURS = Path(__file__).parent / "templates"


@cache
def environment(own: Path | None) -> Environment:
    """The templates; each is compiled when it is first used, and never again.

    A template in the folder `own` stands in for ours of the same name, and finds ours under `newslint/` to build on:
    `{% extends "newslint/layout.html" %}`. A newsroom's templates are part of its settings and trusted as such; they
    run in Jinja's sandbox all the same, for nothing in a template ever needs more than the values it is given.
    """
    ours = FileSystemLoader(_OURS)
    made: Environment
    if own is None:
        made = _made(Environment, ours)
    else:
        loader = ChoiceLoader([FileSystemLoader(own), ours, PrefixLoader({"newslint": ours})])
        made = _made(ImmutableSandboxedEnvironment, loader)
    made.filters |= {
        "counted": prose.count,
        "grouped": lambda value: f"{value:,}",
        "figure": number,
        "meant": _meant,
        "numbers": _numbers,
    }
    return made


def _made(kind: type[Environment], loader: BaseLoader) -> Environment:
    return kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _finalize(value: object) -> object:
    """Every value of a template passes here: what could break or reorder a page is spelled out."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _meant(severity: Severity) -> str:
    return prose.MEANINGS[severity]


def _numbers(cards: Iterable[Card]) -> str:
    """`Finding 3`, or `Findings 3 to 5`."""
    found = [card.number for card in cards]
    return f"Finding {found[0]}" if len(found) == 1 else f"Findings {found[0]} to {found[-1]}"
