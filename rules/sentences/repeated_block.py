"""A headline or paragraph is printed twice.

Copy that is pasted from a page carries its headline twice (as title and as heading); feeds and overlapping
translations repeat whole paragraphs. Take one of the two out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from lint.document import Document, Role
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._repeats import Stretch, is_lead, repeats, tell_apart, words_of

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
        Good(
            "The old iron bridge over the river Lee at Cork will be closed to all traffic\n\nThe council says that the "
            "old iron bridge over the river Lee at Cork will be closed to all traffic.\n\nIt met on Monday."
        ),
        Good(
            "The council met.\n\nThe 8 rooms on the first floor of the house are let for 900 pounds a month each. "
            "Bills are paid.\n\nThe 3 rooms on the top floor of the house are let for 700 pounds a month each. "
            "Bills are paid."
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
        pair = stretches[copy], stretches[original]
        if not exact and (is_lead(document, *pair) or tell_apart(document, *pair)):
            continue
        how = "stands" if exact else "stands, nearly word for word,"
        place = _place(document, stretches[original][0], start)
        yield META.finding(start, end, f"The same text {how} in {place} already.")


def _place(document: Document, original: int, copy: int) -> str:
    """The line of the original, or, where a whole article stands in one line, as in JSON Lines, its paragraph."""
    line = document.source.place(original).line
    if line != document.source.place(copy).line:
        return f"line {line}"
    return f"paragraph {bisect_right(document.blocks, original, key=lambda block: block.start)}"
