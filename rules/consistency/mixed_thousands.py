"""Large numbers have their comma in one place and lack it in another.

“1,155 metres” and “3066 metres” in one article show that it was put together from pieces. Write the comma throughout,
or leave it out of all four-digit numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import noun_number
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="CO006",
    name="mixed-thousands",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Locale conventions/Number format",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.SKIP,
    examples=(
        Bad(
            "The peak is 1,155 metres high, its twin 3066 metres.",
            marks="3066",
            fixed="The peak is 1,155 metres high, its twin 3,066 metres.",
        ),
        Bad(
            "Some 12,500 people came; 45000 people stayed at home.",
            marks="45000",
            fixed="Some 12,500 people came; 45,000 people stayed at home.",
        ),
        Good("In 1990 some 1,155 people came; by 2010 people had left flat 3066."),
        Good("The peak is 1155 metres high, its twin 3066 metres."),
        Good("Room 4050 holds 1,200 chairs; Boeing 7470 planes and Route 6600 signs are many."),
    ),
)

_COMMA = re.compile(r"(?<![\w.,])[$€£]?\d{1,3}(?:,\d{3})+(?![\w,])")
_BARE = re.compile(r"(?<![\w.,:/$€£#-])(\d{4,7})(?=[^\S\r\n]([a-z]{3,20})(?![\w-]))")
_NAMED = re.compile(r"[A-Z][\w.]*[^\S\r\n]$")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    if _COMMA.search(text) is None:
        return
    for match in _BARE.finditer(text):
        number, noun = int(match[1]), match[2]
        if 1000 <= number <= 2199 or noun_number(noun) != "plur" or match[1][0] == "0":
            continue  # a year, a code, or no amount
        if _NAMED.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        if not document.in_quotation(*match.span()):
            yield META.finding(
                *match.span(1), "Other large numbers of the article have a comma.", replace=f"{number:,}"
            )
