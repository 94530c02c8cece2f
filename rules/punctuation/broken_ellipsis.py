"""An ellipsis with the wrong number of points, or one torn apart.

Three points (or the one character …) are an ellipsis, four with a full stop. Two or more than four are what is left
when engines normalise points, or when a stop was doubled and more. Write three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU006",
    name="broken-ellipsis",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    examples=(
        Bad("“We waited..... and waited,” she said.", marks=".....", fixed=None),
        Bad("They waited ......... and waited.", marks=".........", fixed="They waited ... and waited."),
        Bad("Nobody came .. not even the mayor.", marks="..", fixed="Nobody came ... not even the mayor."),
        Bad("Nobody came.. . not even the mayor.", marks=".. .", fixed="Nobody came... not even the mayor."),
        Good("“We waited...” she said. “And then.... Well.”"),
        Good("“We waited . . . and waited,” she said."),
        Good("The mayor (...) and the council […] left… They did not say why."),
        Good("The contents page reads: Sport ................................ 12, Weather .............. 13."),
    ),
)

_ANCHOR = re.compile(r"[.…] ?[.…]")
_POINTS = re.compile(
    r"(?<![.…/\\])(?:\.\.[^\S\r\n]\.|\.[^\S\r\n]\.\.|…\.{2,}|…{2,}|\.{5,9}|(?<=\s)\.\.)(?![.…/\\]|[^\S\r\n]\.)"
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in near(document.text, _ANCHOR, _POINTS, 3, 12):
        new = "…" if "…" in match[0] else "..."
        yield META.finding(*match.span(), "An ellipsis has three points.", replace=new)
