"""The name of the agency is written as it was written years ago.

Old copy and machine translation bring back names that an agency has given up. The style book asks for today's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="DESK001",
    name="agency-name",
    severity=Severity.MAJOR,
    since="1.0",
    mqm="Terminology/Wrong term",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The figures were first reported by Northern Wire News.",
            marks="Northern Wire News",
            fixed="The figures were first reported by Northwire.",
            message="“Northern Wire News” is called “Northwire” now.",
        ),
        Bad("Northern Wire denied it. 😀", marks="Northern Wire", fixed="Northwire denied it. 😀"),
        Good("The figures were first reported by Northwire."),
        Good("The northern wire fence was taken down in March."),
        Good("A wire ran along the northern wall of the farm."),
    ),
)

_OLD = re.compile(r"\bNorthern Wire(?: News)?\b")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    """Mark the old name wherever it stands."""
    for match in _OLD.finditer(document.text):
        message = f"“{match[0]}” is called “Northwire” now."
        yield META.finding(match.start(), match.end(), message, replace="Northwire")
