"""A quotation opens with one kind of mark and closes with another: “… closed by ".

The two halves of the sentence come from different hands or machines; sometimes a mark was lost between them, and the
marks that meet belong to two quotations. Use the same kind at both ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.quotations import MarkKind
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

from ._marks import analysis

META = RuleMeta(
    code="QU009",
    name="mismatched-marks",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Linguistic conventions/Punctuation",
    fix=Fix.SAFE,
    in_quotes=InQuotes.FLAG,
    priority=1,
    examples=(
        Bad('“We are ready," the captain said.', marks='"', fixed="“We are ready,” the captain said."),
        Bad('She said "the bridge is safe” on Monday.', marks="”", fixed='She said "the bridge is safe" on Monday.'),
        Bad(
            "“They say: 'I cannot lose’, and then they lose,” he said.",
            marks="’",
            fixed="“They say: 'I cannot lose', and then they lose,” he said.",
        ),
        Good('“We are ready,” the 6\'4" captain said of the 12" gun.'),
        Good("“It’s a 'dream' come true for the '98 team,” the captain said."),
        Good("“We said ‘no’ to the unions’ plan,” the owners’ lawyer said."),
    ),
)

_PARTNER = {"“": "”", '"': '"', "‘": "’", "'": "'", "’": "’", "”": "”"}


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    text = document.text
    for problem in analysis(document).problems:
        if problem.kind is MarkKind.MIXED_PAIR:
            opening = text[problem.partner]
            message = f"The quotation opens with {opening} and closes with {text[problem.start]}."
            yield META.finding(problem.start, problem.end, message, replace=_PARTNER.get(opening))
