"""A space stands before a mark that belongs to the word before it.

Engines cut a sentence into pieces, marks among them, and join the pieces with spaces; French copy keeps its own
space before “;”, “:”, “!” and “?”. Close the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU003",
    name="space-before-mark",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "Copyright law fails in the digital age ,and it shows.",
            marks=" ,",
            fixed="Copyright law fails in the digital age, and it shows.",
        ),
        Bad(
            "Who will pay for the bridge ? Nobody knows.",
            marks=" ?",
            fixed="Who will pay for the bridge? Nobody knows.",
        ),
        Bad("The court agreed .", marks=" .", fixed="The court agreed."),
        Good("The pistol was a .45, the site a .com and the share 5 .5 in the old notation."),
        Good("“I thought …” she said. “Well . . . never mind.”"),
        Good("It ended 2 : 1 after extra time. :-)"),
    ),
)

_GAP = re.compile(r"[^\S\r\n](?<=[\w”’\"')\]%].)[^\S\r\n]{0,3}([,;:!?]|\.(?![.…]))(?=\s|[”’\"')\]]|$|(?<=,)[^\W\d])")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in _GAP.finditer(text):
        start, end = match.span()
        if match[1] == ":" and text[start - 1].isdigit() and text[end : end + 2].strip()[:1].isdigit():
            continue  # a result: 2 : 1
        if match[1] == "." and text[end : end + 2] in (" .", "\u00a0."):
            continue  # a spaced ellipsis
        after = " " if text[end : end + 1].isalpha() else ""
        yield META.finding(
            start,
            end,
            f"No space belongs before “{match[1]}”.",
            replace=match[1] + after,
        )
