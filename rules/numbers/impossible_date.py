"""A date that does not exist, or whose day of the week is another one.

Days and months get swapped between date formats, and engines invent numbers. Look the date up in the source.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU004",
    name="impossible-date",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Accuracy/Mistranslation",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    examples=(
        Bad("The court will meet on February 30.", marks="February 30"),
        Bad("He was born on the 31st of April 1960.", marks="31st of April 1960"),
        Bad("They met on Monday, July 29, 2014.", marks="Monday, July 29, 2014"),
        Good("They met on Monday, July 28, 2014, and on 29 February 2020."),
        Good("In May 40 people died; by June 31 men had left. In March 2015 it rained."),
        Good("The August 30-31 talks went on to Sept. 1; the Nov. 17 group took part in the 1 May march of 50."),
    ),
)

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTH = rf"({_NAMES}|(?:{_SHORT})\b\.?)"
_WEEKDAY = r"(?:((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:,|,? the)? )?"
_ANCHOR = re.compile("(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_DATES = (
    re.compile(rf"\b{_WEEKDAY}{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?(?![\w:%-])(?!,\d|\.\d)"),
    re.compile(
        rf"\b{_WEEKDAY}(?<![\d.,-])(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (\d{{4}}))?(?![\w:%-])(?!,\d|\.\d)"
    ),
)
# “By June 31 men had left”: a number without a year may count something.
_COUNTED = re.compile(r" [a-z]")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for pattern, day_group, month_group in ((_DATES[0], 3, 2), (_DATES[1], 2, 3)):
        for match in near(document.text, _ANCHOR, pattern, 28, 28):
            day, month = int(match[day_group]), _MONTHS[match[month_group].lower().rstrip(".")]
            message = _problem(match[1], day, month, int(match[4]) if match[4] else None)
            unsure = (
                match[4] is None
                and match[1] is None
                and (_COUNTED.match(document.text, match.end()) or day > 31 or (pattern is _DATES[1] and day > 31))
            )
            if message and not unsure:
                yield META.finding(*match.span(), message)


def _problem(weekday: str | None, day: int, month: int, year: int | None) -> str | None:
    longest = 29 if month == 2 and year is None else calendar.monthrange(year or 2001, month)[1] if year != 0 else 31
    if not 1 <= day <= longest:
        return f"{calendar.month_name[month]} has no day {day}" + (f" in {year}." if day == 29 else ".")
    # The Gregorian calendar only: earlier dates have other days of the week.
    if weekday and year and 1800 <= year <= 2200:
        true = date(year, month, day).weekday()
        if true != _DAYS[weekday.lower()]:
            return f"This date is a {calendar.day_name[true]}, not a {weekday}."
    return None
