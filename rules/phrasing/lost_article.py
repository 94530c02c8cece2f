"""A fixed phrase has lost its article: “at end of May”, “in first half of the year”, “on other hand”.

Languages without articles leave them out, and so do engines that learnt from them. Put “the” or “a” back. Headlines and
captions may leave articles out and are not looked at. The phrases stand in rules/packs/articles.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import PROSE, Document
from lint.finding import Finding, Severity
from lint.language.phrases import table
from lint.packs import pack_findings
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH023",
    name="lost-article",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.NONE,
    in_quotes=InQuotes.FLAG,
    roles=PROSE,
    examples=(
        Bad("The talks resume at end of May.", marks="at end of"),
        Bad("On other hand, sales fell in first half of the year.", marks=("On other hand", "in first half of")),
        Good("The talks resume at the end of May, at year-end, or at day’s end of their own accord."),
        Good("It was a matter of fact: aid came in the form of loans at rates of five percent."),
        Good("Sales fell in the first half, the rest of the world said on one hand and on the other."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from pack_findings(document, META, table("articles"), "has lost its article")
