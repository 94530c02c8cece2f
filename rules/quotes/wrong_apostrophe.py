"""Another mark stands where an apostrophe belongs: Putin‘s, don`t, the ‘90s, winner’s’.

Automatic quotes turn an apostrophe into an opening mark; keyboards and fonts of other languages bring accents and
backticks. Use the apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Safety, Severity
from lint.language.quotations import MarkKind, MarkProblem
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis, apostrophe_for

META = RuleMeta(
    code="QU012",
    name="wrong-apostrophe",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=1,
    examples=(
        Bad("Ms Okafor‘s visit ended on Friday.", marks="‘", fixed="Ms Okafor’s visit ended on Friday."),
        Bad("We don`t know, and it´s late.", marks=("`", "´"), fixed="We don't know, and it's late."),
        Bad(
            "The fashion of the ‘90s is back, and it’s loud.",
            marks="‘",
            fixed="The fashion of the ’90s is back, and it’s loud.",
        ),
        Bad("The winner’s’ spending rose.", marks="’", fixed="The winner’s spending rose."),
        Bad(
            "This year's' 11 'is full of work.",
            marks="'",
            message="This word has an apostrophe already: does the mark open?",
        ),
        Good("The fashion of the ’90s is back; it’s the drivers’ and O’Brien’s turn."),
        Good("Schools in Hawai‘i and on O‘ahu, and the courts of Sana‘a, were shut."),
        Good("She called it a ‘third way’ on Monday. ‘’Tis the season,’ he wrote."),
    ),
)

_NEAR = 60
_LOOSE = re.compile(r"\s['‘’´`](?=\w)|(?<=\w)['‘’´`](?=\s)")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for problem in analysis(document).problems:
        if problem.kind is MarkKind.WRONG_APOSTROPHE:
            yield _wrong(document, problem)
        elif problem.kind is MarkKind.DOUBLED and problem.family == "single":
            yield _second(document, problem)


def _second(document: Document, problem: MarkProblem) -> Finding:
    """A mark behind a word that has its apostrophe already; it may be the opening one of "year's' 11 'is full"."""
    paired = _LOOSE.search(document.text, problem.end, problem.end + _NEAR)
    if paired:
        return META.finding(problem.start, problem.end, "This word has an apostrophe already: does the mark open?")
    return META.finding(
        problem.start, problem.end, "This word has its apostrophe twice.", replace="", safety=Safety.UNSAFE
    )


def _wrong(document: Document, problem: MarkProblem) -> Finding:
    mark = document.text[problem.start : problem.end]
    return META.finding(
        problem.start, problem.end, f"“{mark}” is no apostrophe.", replace=apostrophe_for(document, mark[0])
    )
