"""A paragraph or sentence begins with a mark that can only follow something: what stood before it is gone.

Translation by phrases moves or drops the start of a sentence and leaves its comma or stop. Look up the source for
what is missing, or delete the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PU005",
    name="leading-mark",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    priority=1,
    examples=(
        Bad(", the president said on Monday.", marks=", ", fixed="the president said on Monday."),
        Bad(
            "The vote was close.\n\n; The count goes on.", marks="; ", fixed="The vote was close.\n\nThe count goes on."
        ),
        Bad(
            "The vote was close.\n\n. The count goes on.", marks=". ", fixed="The vote was close.\n\nThe count goes on."
        ),
        Good("... and then there were none, the paper wrote."),
        Good("… and then there were none, the paper wrote."),
        Good(".NET and .com names rose in value on Monday."),
        Good("!Kung speakers live in Namibia, and ¡Basta! is a slogan."),
    ),
)

_MARK = re.compile(r"(?:[,;:!?]|\.(?!\.)|[)\]])[,;:.!?]{0,3}(?=\s)\s{1,4}")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    for block in document.blocks:
        match = _MARK.match(document.text, block.start, block.end)
        if match is not None and not match[0].startswith(". .") and match.end() < block.end:
            yield META.finding(
                block.start,
                match.end(),
                "The paragraph begins with a mark: what stood before it is missing.",
                replace="",
            )
