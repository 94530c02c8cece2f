"""A dateline that does not look as the house wants it.

Checked only where the settings have a `dateline` in their table `[house]`: a regular expression that the whole
dateline, with the dash at its end, has to match. An article without a dateline is not asked for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lint.document import Document, Role
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="HO006",
    name="house-dateline",
    severity=Severity.MINOR,
    since="0.2",
    mqm="Style/Organizational style",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    roles=frozenset({Role.DATELINE}),
    house=r"dateline = '[A-Z][A-Z .]+(, [A-Z][a-z]+)? \([A-Z]+\) —'",
    examples=(
        Bad("BEIJING, Feb. 4 (Xinhua) -- The talks on the bridge ended late.", marks="BEIJING, Feb. 4 (Xinhua) --"),
        Bad(
            "PARIS — The talks on the bridge ended late.",
            marks="PARIS —",
            message="The dateline does not look as the house wants it: “PARIS —”.",
        ),
        Good("PARIS (AP) — The talks on the bridge ended late."),
        Good("SEOUL, Korea (AP) — The talks on the bridge ended late."),
        Good("The talks on the bridge in Paris ended late."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    pattern = document.house.dateline if document.house else None
    if pattern is None:
        return
    for block, following in pairwise(document.blocks):
        # A date on a line of its own is one of these blocks too, and says when, not where.
        opens = block.role is Role.DATELINE and "\n" not in document.text[block.end : following.start]
        if opens and not pattern.matches(document.text[block.start : block.end]):
            written = " ".join(document.text[block.start : block.end].split())
            message = f"The dateline does not look as the house wants it: “{written}”."
            yield META.finding(block.start, block.end, message)
