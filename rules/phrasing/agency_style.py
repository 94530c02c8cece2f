"""A phrase of state agencies is translated word for word: “it is reported that”, “the relevant person in charge”.

Each is good grammar and no English: “the reporter learned from” hides the source, “give full play to” says nothing.
Name the source, name the person, say what is done. Human raters let most of them pass, so the rule has to be asked
for. The phrases stand in rules/packs/agency.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import table
from lint.packs import pack_findings
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH021",
    name="agency-style",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Unidiomatic style",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.SKIP,
    preview=True,
    examples=(
        Bad("It is reported that the bridge will open in May.", marks="It is reported that"),
        Bad("The relevant person in charge spoke.", marks="relevant person in charge"),
        Bad(
            "The plan gives full play to trade.", marks="gives full play to", fixed="The plan uses the whole of trade."
        ),
        Good("It was reported by the agency that the bridge will open."),
        Good("She wants one person in charge at the ministry, and the reporter asked why."),
        Good("A vast number of farmers came to see the play, which is understood by all."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from pack_findings(document, META, table("agency"), "is translated word for word")
