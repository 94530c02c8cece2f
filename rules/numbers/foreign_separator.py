"""A number has its comma and point the way other languages write them.

In English the comma parts thousands and the point decimals. “5.000 homes” are five to an English reader, “2,5
million” is nothing at all. Swap them; look up the source where the number could be read both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU006",
    name="foreign-separator",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Locale conventions/Number format",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "More than 5.000 households have signed up.",
            marks="5.000",
            fixed="More than 5,000 households have signed up.",
        ),
        Bad("It cost 492.000 €, they say.", marks="492.000", fixed="It cost 492,000 €, they say."),
        Bad(
            "Growth was 2,5 percent, or 3,75 million jobs.",
            marks=("2,5", "3,75"),
            fixed="Growth was 2.5 percent, or 3.75 million jobs.",
        ),
        Bad(
            "The state owes 1.250.000 euros and 3.400,50 in fees.",
            marks=("1.250.000", "3.400,50"),
            fixed="The state owes 1,250,000 euros and 3,400.50 in fees.",
        ),
        Good("The rate is 3.125 percent, and 1.609 kilometres make a mile; 5,000 came."),
        Good("Version 2.0.100 and the address 10.250.100.1 are no numbers; chapters 1,2 and 3,4 are lists."),
        Good("It ran 10.000 seconds to the millisecond; on pages 2,5 and 7 it says so."),
    ),
)

_NOT_BEFORE = r"(?<![\w.,:/$£€-])"
_UNIT = (
    r"per ?cent|%|million|billion|trillion|bn|kilomet|met(?:er|re)s|tonn?e?s|kg|km|degrees|times|hectares"
    r"|lit(?:re|er)|euros|bn|m[$£€]|[$£€]"
)
_SEPARATOR = re.compile(r"\d[.,]\d")
_GROUPS = re.compile(
    _NOT_BEFORE + r"[$£€]?(\d{1,3}(?:\.\d{3}){2,5}(?:,\d{1,2})?|\d{1,3}\.\d{3},\d{1,2})(?![\w.,:/-]|[.,]\d)"
)
_COMMA = re.compile(_NOT_BEFORE + rf"[$£€]?(\d{{1,4}},\d{{1,2}})(?=[^\S\r\n]?(?:{_UNIT}))")
# Three noughts behind a point are thousands unless something is measured to the millisecond or millimetre.
_NOUGHTS = re.compile(
    _NOT_BEFORE
    + r"[$£€]?(\d{1,3}\.[05]00)"
    + r"(?=[^\S\r\n](?!seconds?|percent|per cent|kilo|met(?:er|re)|millim|millis|inch|rpm|ERA)[a-z]{3}|[^\S\r\n]?[$£€])"
)


def _swap(number: str) -> str:
    return number.translate(str.maketrans(".,", ",."))


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for pattern in (_GROUPS, _COMMA, _NOUGHTS):
        for match in near(document.text, _SEPARATOR, pattern, 6, 44):
            new = _swap(match[1])
            yield META.finding(*match.span(1), f"In English this number is written {new}.", replace=new)
