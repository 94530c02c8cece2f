"""A dash or hyphen with a space on one side only, or two of different kinds in a row.

Engines take marks for words of their own: hyphens get loose from their compounds ("co- operation", "state -owned"),
and dashes lose the space on one side. Close the gap, or give a dash a space on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.language.words import CONJUNCTIONS, PREPOSITIONS
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU007",
    name="broken-dash",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The two sides agreed on closer co- operation.",
            marks="co- operation",
            fixed="The two sides agreed on closer co-operation.",
        ),
        Bad(
            "The state -owned bank lent the money.", marks="state -owned", fixed="The state-owned bank lent the money."
        ),
        Bad("It took a month — - perhaps more.", marks="— -", fixed="It took a month — perhaps more."),
        Good("Two- and three-year terms, and pre- or post-war houses, are common."),
        Good("Temperatures fell to -5 on Monday; the A- and B-lists came -- all of them - at once."),
        Good("The mayor – who was absent – and the “anti-” movement said no; it was 9-to- 5."),
        Good("“I never said-” he began. - Reuters"),
    ),
)

_LOOSE = re.compile(r"(?<![\w-])([^\W\d_]{2,20})(?:-[^\S\r\n]{1,3}|[^\S\r\n]{1,3}-)([^\W\d_]{2,20})(?![\w-])")
_MIXED = re.compile(r"(?<=[\w\s])(?:[—–][^\S\r\n]{0,2}-{1,2}|-[^\S\r\n]{0,2}[—–]|—[^\S\r\n]?–|–[^\S\r\n]?—)(?=[\w\s])")
_GAP = re.compile(r"-(?:(?<=[^\S\r\n]-)|(?=[^\S\r\n]))")
_PAIR = re.compile(r"[—–-] ?[—–-]")
_JOINING = CONJUNCTIONS | PREPOSITIONS


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in near(text, _GAP, _LOOSE, 25, 28):
        first, second = match[1], match[2]
        if second.lower() in _JOINING or not (first.islower() or first.istitle()) or not second.islower():
            continue
        yield META.finding(
            *match.span(),
            f"A hyphen has come loose: “{first}-{second}”, or a dash with spaces on both sides?",
            replace=f"{first}-{second}",
        )
    for match in near(text, _PAIR, _MIXED, 2, 6):
        dash = next(mark for mark in match[0] if mark in "—–")
        yield META.finding(*match.span(), "Two dashes of different kinds stand in a row.", replace=dash)
