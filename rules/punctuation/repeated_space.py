"""More than one space between two words of a sentence: a word may be missing.

Where an engine drops a word it leaves both of its spaces. Close the gap if nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document, Role
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU008",
    name="repeated-space",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    roles=frozenset({Role.BODY, Role.QUOTATION, Role.HEADLINE, Role.CAPTION}),
    examples=(
        Bad(
            "The robot maker Boston   Dynamics was sold.",
            marks="   ",
            fixed="The robot maker Boston Dynamics was sold.",
        ),
        Bad("They said  nothing at all.", marks="  ", fixed="They said nothing at all."),
        Good("The vote was close.  The count goes on."),
        Good("Name        Seats        Votes"),
        Good("Two spaces behind a colon:  some typists do it; some dashes --  too."),
    ),
)

# Typists put two spaces behind a stop; four and more are a table or an indent.
_GAP = re.compile(r"(?<=[\w,])[ \u00a0]{2,3}(?=\w)")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    if "  " not in text and "\u00a0" not in text:
        return
    for match in _GAP.finditer(text):
        yield META.finding(*match.span(), "More than one space: is a word missing here?", replace=" ")
