"""A currency sign stands behind its amount, or apart from it.

English writes the sign before the amount and close to it: $24 billion, not “24$ billion” or “US $ 24 billion”. Other
languages do it the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU003",
    name="currency-order",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Locale conventions/Currency format",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The shutdown cost the US 24$ bn, they say.",
            marks="24$",
            fixed="The shutdown cost the US $24 bn, they say.",
        ),
        Bad(
            "It sold for HK $ 300 and US $ 2.5 million.",
            marks=("HK $ 300", "US $ 2.5"),
            fixed="It sold for HK$300 and US$2.5 million.",
        ),
        Bad(
            "Prices rose to 30€ a head and 1,500 £ a year.",
            marks=("30€", "1,500 £"),
            fixed="Prices rose to €30 a head and £1,500 a year.",
        ),
        Good("It sold for HK$300, US$2.5 million, £3.50, €4 and A$5; a $20 note in the US costs $20 too."),
        Good("The file cost.$5 and the variable $x, 5$x and PS5 $500 consoles are no amounts. In the US $5 is little."),
        Good("From 5 to 10 $10 notes and twenty-20 £20 notes."),
    ),
)

_SIGN = re.compile(r"[$€£¥]")
_BEHIND = re.compile(
    r"(?<![\w$€£¥.,-])(\d[\d,]{0,14}(?:\.\d{1,2})?[kmb]?n?)([^\S\r\n]?)([$€£¥])(?:s(?!\w))?(?![\w$€£¥])(?![^\S\r\n]?\d)"
)
_APART = re.compile(
    r"(?<![\w$€£¥])(?:(US|HK|A|AU|C|CA|NZ|S|NT|R)[^\S\r\n])?([$€£¥])([^\S\r\n])(\d[\d,.]{0,15}\d|\d)(?![\w])"
)
_COUNTRY = re.compile(r"(?<!\w)(HK|NZ|NT)[^\S\r\n]([$])(\d[\d,.]{0,15}\d|\d)(?!\w)")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if not _SIGN.search(document.text):
        return
    for match in near(document.text, _SIGN, _BEHIND, 24, 24):
        yield META.finding(
            *match.span(), "In English the currency sign stands before the amount.", replace=match[3] + match[1]
        )
    for match in near(document.text, _SIGN, _APART, 6, 24):
        yield META.finding(
            *match.span(),
            "The currency sign stands close to its amount.",
            replace=f"{match[1] or ''}{match[2]}{match[4]}",
        )
    for match in near(document.text, _SIGN, _COUNTRY, 6, 24):
        yield META.finding(*match.span(), "The currency is written as one.", replace=f"{match[1]}{match[2]}{match[3]}")
