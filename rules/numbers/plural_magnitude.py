"""“Million” and its like have a plural -s behind a number, or stand twice.

Other languages write “3 millions people”. In English the word stays as it is behind a number, and stands once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="NU009",
    name="plural-magnitude",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("About 3 millions people live there.", marks="3 millions", fixed="About 3 million people live there."),
        Bad("It cost 2.5 billions of dollars.", marks="2.5 billions of", fixed="It cost 2.5 billion dollars."),
        Bad("They lost 5 million million euros.", marks="5 million million", fixed="They lost 5 million euros."),
        Good("About 3 million people, hundreds of millions of dollars and tens of thousands of fans."),
        Good("In 2010 millions of people left. By 1990 thousands had died."),
        Good("Of the 500 thousands more remained; it lost $5 million, million-dollar homes and all."),
    ),
)

_MAGNITUDE = r"hundred|thousand|million|billion|trillion"
_PLURAL = re.compile(
    r"(?<![\w.,])((?:[$€£]?\d{1,3}(?:[.,]\d{1,2})?|two|three|four|five|six|seven|eight|nine|ten)"
    r" (?:million|billion|trillion))s"
    r"(?: of)?(?= [a-z]{3,})"
)
_PLURAL_ANCHOR = re.compile("illions")
_TWICE_ANCHOR = re.compile("illion [mbt]|thousand thou|hundred hund")
_TWICE = re.compile(rf"(?<![\w.,])([$€£]?\d[\d,.]{{0,12}} ({_MAGNITUDE})) \2(?![\w-])")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in near(document.text, _PLURAL_ANCHOR, _PLURAL, 20, 12):
        yield META.finding(*match.span(), "Behind a number the word has no plural -s.", replace=match[1])
    for match in near(document.text, _TWICE_ANCHOR, _TWICE, 32, 12):
        yield META.finding(*match.span(), f"“{match[2]}” stands twice.", replace=match[1])
