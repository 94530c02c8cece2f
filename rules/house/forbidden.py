"""A word or phrase that the house does not write.

Checked only where the settings have `forbidden` in their table `[house]`: a list of words, or a table of words = why
not. Words in small letters are found in any case, words with capitals only as they stand there. What others are quoted
with is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._words import Phrases, plain

META = RuleMeta(
    code="HO003",
    name="forbidden-word",
    severity=Severity.MAJOR,
    since="0.2",
    mqm="Style/Organizational style",
    fix=Fix.NONE,
    in_quotes=InQuotes.SKIP,
    house='forbidden = { "freak accident" = "say what happened", "slammed" = "" }',
    examples=(
        Bad(
            "The mayor slammed the plan after the freak accident.",
            marks=("slammed", "freak accident"),
        ),
        Bad(
            "A Freak  accident closed the bridge.",
            marks="Freak  accident",
            message="The house does not write “Freak accident”: say what happened.",
        ),
        Good("The mayor spoke of an accident, and slamming doors were heard."),
        Good("“It was a freak accident,” the mayor said."),
        Good("The freak-accident report is a compound, and no accident."),
    ),
)


@lru_cache(maxsize=4)
def _phrases(forbidden: tuple[tuple[str, str], ...]) -> tuple[Phrases, dict[str, str]]:
    reasons = dict(forbidden)
    return Phrases(reasons), reasons


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if document.house is None or not document.house.forbidden:
        return
    phrases, reasons = _phrases(document.house.forbidden)
    for start, end, phrase in phrases.matches(document):
        reason = reasons[phrase].rstrip(".")
        message = f"The house does not write “{plain(document.text[start:end])}”"
        yield META.finding(start, end, f"{message}: {reason}." if reason else f"{message}.")
