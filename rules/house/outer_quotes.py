"""A quotation stands in single marks where the house sets double ones around it, or the reverse.

Checked only where the settings have `outer-quotes = "double"` or `"single"` in their table `[house]`, for quotations
that stand within no other; headlines may have single marks. Exchange the marks, and those of quotations inside.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document, Role
from lint.finding import Finding, Severity
from lint.language.quotations import analyse
from lint.rule import ALL_ROLES, Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="HO005",
    name="house-outer-quotes",
    severity=Severity.MINOR,
    since="0.2",
    mqm="Style/Organizational style",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    roles=ALL_ROLES - {Role.HEADLINE},
    house='outer-quotes = "double"',
    examples=(
        Bad("‘We won the cup,’ the coach said.", marks="‘"),
        Bad(
            "The coach said: 'We won the cup.'",
            marks="'",
            message="The house sets double marks around a quotation.",
        ),
        Good("“We won ‘the cup’,” the coach said."),
        Good("It’s the fans’ cup, the players’ bus and the ’90s all over."),
        Good("\"We won the fans' cup,\" the coach said, and the fans' band played."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    wanted = document.house.outer_quotes if document.house else None
    if wanted is None:
        return
    other = "single" if wanted == "double" else "double"
    for quotation in document.derive(analyse).quotations:
        if quotation.depth == 0 and quotation.closed and quotation.style in (f"{other}-curly", f"{other}-straight"):
            message = f"The house sets {wanted} marks around a quotation."
            yield META.finding(quotation.start, quotation.start + 1, message)
