"""Two sentences or paragraphs are fused: no space stands between the stop and the next capital.

Happens where line breaks are dropped as pieces are joined (“… with anyone else.”Russian state media …). Put the
space, or the paragraph break, back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.abbreviations import is_abbreviation
from lint.language.scan import near
from lint.language.tokens import URL
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="SE006",
    name="fused-sentences",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=2,
    examples=(
        Bad(
            "They watched closely.The plan failed.", marks="closely.The", fixed="They watched closely. The plan failed."
        ),
        Bad(
            "“We share it with nobody else.”State media said so.",
            marks="else.”State",
            fixed="“We share it with nobody else.” State media said so.",
        ),
        Bad("Was it true?Nobody knew.", marks="true?Nobody", fixed="Was it true? Nobody knew."),
        Good("He writes Node.js code for Booking.com, the U.S.A. and ASP.NET at St.Gallen."),
        Good("See example.com/A.The or mail j.Smith@example.org; J.K.Rowling did."),
        Good("The file News.Today is 3.5 MB. “Yes.” She left."),
    ),
)

_STOP = re.compile(r"[.!?][”’\"')\]]{0,2}[A-Z]")
_FUSED = re.compile(
    r"(?<![\w.@/-])([^\W\d_]{2,25})([.!?][”’\"')\]]{0,2})(?=([A-Z][a-z’']{1,25}|[A-Z](?=\s)|I['’])(?![\w@/.]))"
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in near(text, _STOP, _FUSED, 28, 30):
        word, marks, following = match[1], match[2], match[3]
        end = match.end(3)
        if not word.islower() and (is_abbreviation(word + ".") or (len(marks) == 1 and marks == ".")):
            continue  # "St.Gallen", "News.Today": names are written so
        if marks == "." and is_abbreviation(word + "."):
            continue
        if any(token.kind == URL for token in document.tokens_in(match.start(), end)):
            continue
        yield META.finding(
            match.start(),
            end,
            "Two sentences are stuck together: a space or a paragraph break is missing.",
            replace=f"{word}{marks} {following}",
        )
