"""“Percent” and “per cent” stand in the same article.

American copy has one word, British copy two. Both side by side show that an article was put together from pieces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._variants import Place, odd_ones

META = RuleMeta(
    code="CO004",
    name="mixed-percent",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Inconsistent style",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.SKIP,
    examples=(
        Bad(
            "It grew by 5 percent in May, 6 percent in June and 7 per cent in July.",
            marks="per cent",
            fixed="It grew by 5 percent in May, 6 percent in June and 7 percent in July.",
        ),
        Bad(
            "Some 40 per cent came, ten per cent stayed and 5 percent left.",
            marks="percent",
            fixed="Some 40 per cent came, ten per cent stayed and 5 per cent left.",
        ),
        Good("It grew by 5 percent in May, and 6% in June (or 5 percentage points)."),
        Good("“It grew by 5 per cent,” she said. It shrank by 5 percent."),
        Good("The price per cent of the coin was 5 per cent higher."),
    ),
)

_PERCENT = re.compile(r"per(?<=[\w-] per) ?cent(?!\w)")


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    ways: dict[str, list[Place]] = defaultdict(list)
    for match in _PERCENT.finditer(document.text):
        if not document.in_quotation(*match.span()):
            ways[match[0]].append(match.span())
    for odd in odd_ones({"percent": ways}):
        yield META.finding(
            odd.start,
            odd.end,
            f"The article also writes “{odd.usual}” ({odd.usual_times}): choose one.",
            replace=odd.usual,
        )
