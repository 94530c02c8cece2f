"""A word stands with a preposition that it does not take: “depends of”, “according with”, “despite of the rain”.

Which preposition goes with which word differs from language to language, and the wrong one shows through. The phrases
stand in rules/packs/prepositions.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import table
from lint.packs import pack_findings
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH003",
    name="wrong-preposition",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("The price depended of the weather.", marks="depended of", fixed="The price depended on the weather."),
        Bad("Despite of the rain they played.", marks="Despite of", fixed="Despite the rain they played."),
        Bad("He has lived here since five years.", marks="since five years"),
        Good("It is independent of that; in the end, of course, they discussed about 20 motions."),
        Good("They live in a whole new world since two days ago, the first years of a 24-hour age."),
        Good("A rise in average wages, similar without being the same, like it or not, depends on him."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from pack_findings(document, META, table("prepositions"), "has the wrong preposition")
