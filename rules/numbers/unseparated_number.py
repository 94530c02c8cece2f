"""A long number has no comma between its thousands.

Engines hand numbers over as the source has them (“85000 people”). From five digits on, readers need the comma; a
four-digit amount that could be no year is easier to read with it, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.lexicon import known, noun_number
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU011",
    name="unseparated-number",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Locale conventions/Number format",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("Some 85000 people came.", marks="85000", fixed="Some 85,000 people came."),
        Bad(
            "It has 3066 beds and 1200000 visitors a year.",
            marks=("3066", "1200000"),
            fixed="It has 3,066 beds and 1,200,000 visitors a year.",
        ),
        Good("In 1990 people left, and by 2010 others came to the 4500-seat hall."),
        Good("Room 40501 holds 1,200 chairs; Boeing 74700 planes and Route 66000 signs are many."),
        Good("Its postcode is 10115 and its number 030 90260."),
    ),
)

_LONG = re.compile(r"\d{4}")
_NUMBER = re.compile(r"(?<![\w.,:/$€£#-])([1-9]\d{3,8})(?=[^\S\r\n]([a-z]{3,20})(?![\w-]))")
_WORD_BEFORE = re.compile(r"([\w.]{1,24})[^\S\r\n]\Z")
_LABELS = frozenset("number no. code room flat route line flight model type class page lot box".split())


def _is_label(word: str) -> bool:
    """Whether a number behind this word is a name ("Boeing 74700", "Room 40501", "030 90260") and no amount."""
    return word[-1].isdigit() or word.lower() in _LABELS or (word[0].isupper() and not known(word))


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in near(text, _LONG, _NUMBER, 8, 32):
        number = int(match[1])
        # A year, or a 24-hour time ("1800 hours"), is no amount.
        if 1000 <= number <= 2400 or noun_number(match[2]) != "plur":
            continue
        before = _WORD_BEFORE.search(text, max(0, match.start() - 26), match.start())
        if before is not None and _is_label(before[1]):
            continue
        yield META.finding(*match.span(1), "A number this long needs its comma.", replace=f"{number:,}")
