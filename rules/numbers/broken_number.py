"""A number is torn apart by a space behind its comma or point.

Engines take the marks inside a number for punctuation and put a space behind them (“10, 000 troops”, “3. 5 percent”).
Close the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU008",
    name="broken-number",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Locale conventions/Number format",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=4,
    examples=(
        Bad("Some 10, 000 troops crossed the river.", marks="10, 000", fixed="Some 10,000 troops crossed the river."),
        Bad("Growth slowed to 3. 5 percent.", marks="3. 5", fixed="Growth slowed to 3.5 percent."),
        Bad("It costs $1 ,200 or 2 .5 million.", marks=("1 ,200", "2 .5"), fixed="It costs $1,200 or 2.5 million."),
        Good("In 2010, 300 people came; of the 10, 200 stayed in 12, 000-series trains' depots."),
        Good("It was the year 3. 5 percent more came in 4. Then 6 left."),
        Good("The .5 share and the 9, 10 and 11 teams met at 7. 30 men came."),
    ),
)

_UNIT = r"(?=[^\S\r\n](?:per ?cent|million|billion|trillion)|%)"
_BROKEN = re.compile(
    r"\d(?<![\w.,]\d)(?:\d{0,2}, 000(?![\w,-]|\.\d)|\d{0,2} ,\d{3}(?![\w,])|\d{0,3} \.\d{1,2}"
    + _UNIT
    + r"|\d{0,3}\. \d{1,2}"
    + _UNIT
    + ")"
)
_ORDER = re.compile(r"(?:year|no\.?|number|chapter|section|page|group)\s$", re.IGNORECASE)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in _BROKEN.finditer(text):
        if _ORDER.search(text[max(0, match.start() - 10) : match.start()]):
            continue
        yield META.finding(*match.span(), "A space tears this number apart.", replace=match[0].replace(" ", ""))
