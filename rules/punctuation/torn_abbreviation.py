"""An abbreviation with stops is torn apart by spaces: “U. S.”, “a. m.”.

Engines take each stop for the end of a word and put a space behind it. Close the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU009",
    name="torn-abbreviation",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Spelling",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=3,
    examples=(
        Bad(
            "The U. S. economy grew, and so did that of the U. K.",
            marks=("U. S.", "U. K."),
            fixed="The U.S. economy grew, and so did that of the U.K.",
        ),
        Bad(
            "They met at 5 p. m. on Monday in Washington D. C.",
            marks=("p. m.", "D. C."),
            fixed="They met at 5 p.m. on Monday in Washington D.C.",
        ),
        Bad(
            "A recent U. S. study showed what U. N. experts know.",
            marks=("U. S.", "U. N."),
            fixed="A recent U.S. study showed what U.N. experts know.",
        ),
        Good("J. K. Rowling met George W. Bush and U. Schmidt of the U.S. team at 5 p.m."),
        Good("Plan A. M. Lee wrote it; U. N. Owen did not, and neither did D. C. Somervell."),
        Good("E. U. Schulz wrote it. He lives in the U.S. He is from the U.K."),
    ),
)

_TORN = re.compile(
    r"(?:(?<![\w.])(?:[Tt]he|in|of|to|and|by|from|for|with|a) )"
    r"(U\. ?S\. ?A\.|U\. S\.|U\. K\.|E\. U\.|U\. N\.)(?! [A-Z][a-z]+ (?:said|wrote|was))"
    # No sentence ends before a small letter.
    r"|(?<![\w.])(?<!\. )(U\. S\.|U\. K\.|E\. U\.|U\. N\.)(?= (?!said|wrote|was|is|has|had)[a-z])"
    r"|(?<=\d )([ap]\. m\.)|(?<=Washington )(D\. C\.)|(?<=Washington, )(D\. C\.)"
)


_ANCHOR = re.compile(r"\. (?:[mSKUNC]\.|S\. ?A\.)")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for match in near(document.text, _ANCHOR, _TORN, 16, 24):
        group = match.lastindex or 1
        if " " in match[group]:
            yield META.finding(
                *match.span(group), "The abbreviation is written without spaces.", replace=match[group].replace(" ", "")
            )
