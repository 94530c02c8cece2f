"""Two quotations follow each other with nothing between them: “one country” “two systems”.

Other languages list quoted terms without commas, and a translation may keep the list so. Put a comma or “and” between.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lint.document import Document
from lint.finding import Finding, Severity
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU015",
    name="adjacent-quotations",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "The fair showed “Cold Dew” “Autumn Candy” and “First Snow”.",
            marks="” “",
            fixed="The fair showed “Cold Dew”, “Autumn Candy” and “First Snow”.",
        ),
        Bad(
            'Bins marked "recyclable" "other" stand in the yard.',
            marks='" "',
            fixed='Bins marked "recyclable", "other" stand in the yard.',
        ),
        Good("“We have to go.” “Where to?” Nobody in the hall had an answer – “not yet” – for them."),
        Good("The fair showed “Cold Dew”, “Autumn Candy” and “First Snow”."),
        Good("“They told us: ‘Wait.’” “Wait for what?” we asked."),
    ),
)

_ENDS = ".,;:!?…-–—"


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for first, second in pairwise(analysis(document).quotations):
        if not first.closed or not second.closed or first.style != second.style or first.depth != second.depth:
            continue
        gap = text[first.end : second.start]
        inner = text[first.inner_start : first.inner_end]
        if gap not in (" ", "\xa0") or not inner.strip() or inner.rstrip("’'\"")[-1:] in _ENDS or inner[-1].isspace():
            continue
        replace = text[first.inner_end : first.end] + "," + gap + text[second.start : second.inner_start]
        yield META.finding(
            first.inner_end,
            second.inner_start,
            "Two quotations with nothing between them: a comma is missing.",
            replace=replace,
        )
