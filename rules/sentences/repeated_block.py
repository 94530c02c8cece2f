"""A headline or paragraph is printed twice.

Copy that is pasted from a page carries its headline twice (as title and as heading); feeds and overlapping
translations repeat whole paragraphs. Take one of the two out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document, Role
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._repeats import Stretch, repeats, words_of

META = RuleMeta(
    code="SE010",
    name="repeated-block",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Accuracy/Addition",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    priority=2,
    roles=frozenset({Role.HEADLINE, Role.BODY, Role.QUOTATION, Role.CAPTION}),
    examples=(
        Bad(
            "Council votes to close the old bridge\n\nCouncil votes to close the old bridge\n\nIt met on Monday.",
            marks="Council votes to close the old bridge",
        ),
        Bad(
            "It rained all night. The river rose by a metre.\n\nThe mayor came.\n\nIt rained all night. "
            "The river rose by a metre.",
            marks="It rained all night. The river rose by a metre.",
        ),
        Good("Bridge to close\n\nThe bridge will close on Monday.\n\nBridge to stay shut\n\nThe bridge stayed shut."),
        Good("* * *\n\nThe mayor came.\n\n* * *\n\nThe mayor went."),
        Good("Day one\n\nThe mayor came.\n\nDay one, later\n\nThe mayor went."),
    ),
)

_MIN_WORDS = 4
_NEAR = 0.7


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    stretches: list[Stretch] = []
    for block in document.blocks:
        if block.role in META.roles:
            words = words_of(document, document.token_index(block.start), document.token_index(block.end))
            if len(words) >= _MIN_WORDS:
                stretches.append((block.start, block.end, words))
    for copy, original, exact in repeats(stretches, _NEAR):
        start, end, copied = stretches[copy]
        if not exact and len(copied) < 3 * _MIN_WORDS:
            continue  # two short headings may well be alike
        line = document.source.place(stretches[original][0]).line
        how = "stands" if exact else "stands, nearly word for word,"
        yield META.finding(start, end, f"The same text {how} in line {line} already.")
