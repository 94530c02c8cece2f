"""A unit or currency sign stands without its number, or a magnitude without what it counts.

Numbers and units are handed through translation as placeholders, and now and then one is not put back (“rose by % to
a record”). Look the number up in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU007",
    name="lost-number",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Accuracy/Omission",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("Exports rose by % to a record.", marks="%"),
        Bad("The bank lent $ million to the town, and € to its mayor.", marks=("$ million", "€")),
        Bad("A 12-old boy was found.", marks="12-old"),
        Good("Exports rose by 5 % and 5% of the $5 million, or €6bn, went."),
        Good("The signs “%”, “$” and “€” are on the keyboard; A$AP Rocky and Ke$ha sang, and so did $ign."),
        Good("His 12-year-old son; the dollar ($), the euro (€) and the pound (£) fell; x % y."),
    ),
)

_SIGN = re.compile(r"(?<=[a-z] )(?:[$€£] ?(?:million|billion|trillion|thousand)|[$€£%])(?= [a-z]{2,12}[\s.,;])(?! y)")
_SIGN_ALONE = re.compile("[$€£%] ")
_OLD = re.compile("-old")
_AGE = re.compile(r"(?<![\w-])\d{1,3}-old(?![\w-])")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in near(document.text, _SIGN_ALONE, _SIGN, 2, 32):
        yield META.finding(*match.span(), "The number that belongs here is missing.")
    for match in near(document.text, _OLD, _AGE, 5, 2):
        yield META.finding(*match.span(), "The unit is missing: years, months or days old?")
