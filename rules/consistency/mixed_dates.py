"""Dates are written the American and the British way in the same article.

“February 4” and “4 February” side by side show that an article was put together from pieces. Choose one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lint.document import Document, Role
from lint.finding import Finding, Severity
from lint.language.words import MONTHS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._variants import Place, odd_ones

META = RuleMeta(
    code="CO005",
    name="mixed-dates",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Locale conventions/Date format",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.SKIP,
    roles=frozenset({Role.BODY, Role.QUOTATION, Role.LIST}),
    examples=(
        Bad(
            "They met on February 4 and on March 5, then on 6 April.",
            marks="6 April",
            fixed="They met on February 4 and on March 5, then on April 6.",
        ),
        Bad(
            "They met on 4 February, on 5 March and on April 6 in Rome.",
            marks="April 6",
            fixed="They met on 4 February, on 5 March and on 6 April in Rome.",
        ),
        Good("They met on February 4, a week before the 4th of July; in May 40 came, and in March 2015 none."),
        Good("The 17 November group met on November 16."),
        Good("“See you on 4 May,” she said on May 3."),
    ),
)

_NAMES = "|".join(MONTHS)
_MONTH_FIRST = re.compile(rf"on ((?:{_NAMES}) \d{{1,2}})(?![\w,.:%-]|,\d)(?! [a-z]+s )")
_DAY_FIRST = re.compile(rf"on (\d{{1,2}} (?:{_NAMES}))(?!\w)")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    ways: dict[str, list[Place]] = defaultdict(list)
    for way, pattern in (("month first", _MONTH_FIRST), ("day first", _DAY_FIRST)):
        for match in pattern.finditer(document.text):
            if not document.in_quotation(*match.span(1)):
                ways[way].append(match.span(1))
    for odd in odd_ones({"date": ways}):
        first, second = document.text[odd.start : odd.end].split(" ")
        yield META.finding(
            odd.start,
            odd.end,
            f"Other dates in the article have the {odd.usual}: choose one way.",
            replace=f"{second} {first}",
        )
