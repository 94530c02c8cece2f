"""A time of day that no clock shows: “25:30”, “15:00 p.m.”.

Engines turn the 24-hour clock into the 12-hour one by halves. Write one or the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU010",
    name="impossible-time",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Locale conventions/Time format",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The train left at 15:00 p.m. on Monday.",
            marks="15:00 p.m.",
            fixed="The train left at 3:00 p.m. on Monday.",
        ),
        Bad("The talks began at 18 pm.", marks="18 pm", fixed="The talks began at 6 pm."),
        Bad("It opens at 9:75 a.m. every day.", marks="9:75 a.m.", fixed=None),
        Good("It left at 3:00 p.m., came at 12:30 pm, and went on at 00:15 and 23:59."),
        Good("He ran it in 25:30 and she in 2:75.3; the ratio is 15:00 to one."),
        Good("Flight 18 PM passengers sat in row 20 a.m. and paid £15pm."),
    ),
)

_TIME = re.compile(r"(\d(?<![\w:.£$€,]\d)\d?)(?:([:.])(\d{2}))?[^\S\r\n]?(a\.m\.|p\.m\.|am|pm)(?!\w)")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in _TIME.finditer(document.text):
        hour, minute, half = int(match[1]), int(match[3] or 0), match[4]
        if hour <= 12 and minute < 60:
            continue
        if document.text[max(0, match.start() - 5) : match.start()].lower().endswith(("row ", "page ", "ight ")):
            continue
        new = None
        if 12 < hour < 24 and minute < 60 and half[0] == "p":
            rest = f"{match[2]}{match[3]}" if match[3] else ""
            new = f"{hour - 12}{rest}{document.text[match.end(3) if match[3] else match.end(1) : match.start(4)]}{half}"
        yield META.finding(*match.span(), "No clock shows this time.", replace=new)
