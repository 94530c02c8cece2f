"""No space stands behind a comma, semicolon or colon: two pieces were joined without one.

Happens where an engine joins pieces of a sentence, and where copy loses a line break. Put the space in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.scan import near
from lint.language.tokens import URL
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU004",
    name="missing-space-after-mark",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The minister,who resigned on Friday, gave no reason.",
            marks="minister,who",
            fixed="The minister, who resigned on Friday, gave no reason.",
        ),
        Bad("He resigned;she stayed.", marks="resigned;she", fixed="He resigned; she stayed."),
        Bad("They agreed:the tax goes.", marks="agreed:the", fixed="They agreed: the tax goes."),
        Good("The talks began at 10:30 and cost £1,000,000 by noon."),
        Good("Write to https://example.com/a;b,c or tel:5550100, ratio 3:b."),
        Good("The file C:\\news, the gene BRCA1:c.68 and std::vector are named in Genesis 1:1."),
    ),
)

_MARK = re.compile(r"[,;:](?=[^\W\d_])")
_JOINED = re.compile(r"(?<![\w'’.@/-])([^\W\d_]{2,30}(?:['’][^\W\d_]{1,3})?)([,;:])(?=([^\W\d_]{2,30})(?![\w:/@\\=]))")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in near(text, _MARK, _JOINED, 36, 34):
        start, mark, end = match.start(), match.end(1), match.end(3)
        if any(token.kind == URL for token in document.tokens_in(max(0, start - 1), end)):
            continue
        if match[2] == ":" and not (match[1].islower() and match[3].islower()):
            continue  # keys, codes and verses are written so: "Re:Fwd", "NASDAQ:AAPL"
        first, second = text[start:mark], match[3]
        yield META.finding(
            start,
            end,
            f"A space is missing behind “{match[2]}”.",
            replace=f"{first}{match[2]} {second}",
        )
