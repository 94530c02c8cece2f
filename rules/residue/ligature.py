"""A ligature as one character: "ﬁrst" with the sign "ﬁ" in place of "f" and "i".

Text copied out of a PDF keeps the typesetter's joined letters. Search does not find the word, spelling
checkers stumble, and many fonts lack the sign.
Source: Unicode Standard 16.0, block "Alphabetic Presentation Forms".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._characters import uses

META = RuleMeta(
    code="RE018",
    name="ligature",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Character encoding",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    preview=True,
    examples=(
        Bad("The ﬁrst ofﬁcer left.", marks=("ﬁrst", "ofﬁcer"), fixed="The first officer left."),
        Bad("The sign was on every ﬂoor.", marks="ﬂoor", fixed="The sign was on every floor."),
        Good("The first officer left the fifth floor of the office."),
        Good("The œuvre of Cædmon is small."),
        Good("Straße is the German word for street, and Ærø an island."),
    ),
)

_ODD = re.compile("[\ufb00-\ufb06]")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    if not uses(document, _ODD):
        return
    from unicodedata import normalize

    text = document.text
    done = 0
    for match in _ODD.finditer(text):
        if match.start() < done:
            continue
        start = match.start()
        while start > done and match.start() - start < 40 and text[start - 1].isalpha():
            start -= 1
        end = match.end()
        while end < len(text) and end - match.end() < 40 and text[end].isalpha():
            end += 1
        done = end
        message = "Letters joined in one sign, as copied from a PDF: search does not find the word."
        plain = re.sub(_ODD, lambda sign: normalize("NFKC", sign[0]), text[start:end])
        yield META.finding(start, end, message, replace=plain)
