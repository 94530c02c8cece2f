"""An ordinal with the ending of another number: “21th”, “3st”.

Engines put the ending of the source number, or always “th”. Write 1st, 2nd, 3rd, 4th, and 11th to 13th.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU005",
    name="wrong-ordinal",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("She came 2th in the 21th race.", marks=("2th", "21th"), fixed="She came 2nd in the 21st race."),
        Bad(
            "It was his 12nd goal and the 3st this year.",
            marks=("12nd", "3st"),
            fixed="It was his 12th goal and the 3rd this year.",
        ),
        Good("The 1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 111th and 121st came."),
        Good("He weighs 14st 3lb and 12 st; the flight is AF3st and the model 2th-b."),
        Good("The 5 th and the St. 3rd Street address."),
    ),
)

_ORDINAL = re.compile(r"(\d(?<![\w.,/-]\d)\d{0,2}(?:,?\d{3}){0,3})(st|nd|rd|th)(?![\w-])")


def ending(number: int) -> str:
    """The ending of an ordinal in English."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in _ORDINAL.finditer(document.text):
        right = ending(int(match[1].replace(",", "")))
        weight = match[2] == "st" and document.text[match.end() : match.end() + 2].lstrip()[:1].isdigit() | (
            int(match[1].replace(",", "")) > 3 and not document.text[match.end() : match.end() + 1].isspace()
        )
        if match[2] != right and not weight:
            yield META.finding(*match.span(), f"The ordinal is written “{match[1]}{right}”.", replace=match[1] + right)
