"""“Percent” has a plural -s, or a unit sign and its word stand together in the plural.

Other languages put the word in the plural behind a number (“5 percents”); English never does. Take the -s away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU001",
    name="percent-plural",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("Exports grew by 5 percents in May.", marks="percents", fixed="Exports grew by 5 percent in May."),
        Bad(
            "About ten per cents of voters stayed at home.",
            marks="per cents",
            fixed="About ten per cent of voters stayed at home.",
        ),
        Good("Exports grew by 5 percent, or five percentage points, and percentages vary."),
        Good("The top one percent's share grew; the top 1% too."),
        Good("He put his money in the three per cents, the bonds of the day: the Three Percents."),
    ),
)

_NUMBER = (
    r"\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundred|half|few|several|many"
)
_PLURAL = re.compile(r"(?:percents|per[^\S\r\n]cents)(?!\w|['’])")
_COUNT = re.compile(rf"(?:{_NUMBER})[^\S\r\n]{{1,3}}$")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in _PLURAL.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        if not _COUNT.search(before) or re.search(r"\bthe three $", before):
            continue  # "the three per cents" were bonds
        yield META.finding(*match.span(), "“Percent” has no plural behind a number.", replace=match[0][:-1])
