"""A word is followed by something it cannot be followed by: “explain me”, “most of people”, “everything what”.

The construction is that of another language. The phrases stand in rules/packs/patterns.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import table
from lint.packs import pack_findings
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH004",
    name="wrong-construction",
    severity=Severity.MAJOR,
    since="0.1",
    mqm="Linguistic conventions/Grammar",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad(
            "That is all what he said of an other man.",
            marks=("all what", "an other"),
            fixed="That is all that he said of another man.",
        ),
        Bad("Nobody could explain us why most of people agree.", marks=("explain us", "most of people")),
        Bad("It must of been late.", marks="must of been"),
        Good("Nobody could explain usage; most of the people, and most of southern Italy, agree."),
        Good("It is an other-worldly place of all whatsoever; most of Britain looks forward to meeting them."),
        Good("They let us to our rooms. Nothing whatsoever was said; so that to this day nobody knows."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from pack_findings(document, META, table("patterns"), "is no English construction")
