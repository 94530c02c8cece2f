"""A phrase is translated word for word and does not exist in English: “hour number eleven”, “under the background of”.

Idioms and fixed phrases have to be known as a whole; an engine that does not know one translates its words. Say it
the way English does. The phrases stand in rules/packs/calques.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint.document import Document
from lint.finding import Finding, Severity
from lint.language.phrases import table
from lint.packs import pack_findings
from lint.rule import Bad, Fix, Good, InQuotes, RuleMeta, rule

META = RuleMeta(
    code="PH001",
    name="calque",
    severity=Severity.MINOR,
    since="0.1",
    mqm="Style/Unidiomatic style",
    fix=Fix.UNSAFE,
    in_quotes=InQuotes.FLAG_WITHOUT_FIX,
    examples=(
        Bad("A deal came in the hour number eleven.", marks="in the hour number eleven"),
        Bad(
            "The president held a speech under four eyes.",
            marks=("held a speech", "under four eyes"),
            fixed="The president gave a speech in private.",
        ),
        Bad(
            "According to introduction, trade grew under the background of reform.",
            marks=("According to introduction", "under the background of"),
        ),
        Good("According to the introduction of his book the two had met against the background of reform."),
        Good("She lost the life she knew; they hold a speech contest; it passed from one hand to another."),
        Good("He held a sword in the other hand and stood in the frame of the door, the person the story is about."),
    ),
)


@rule(META)
def check(document: Document) -> Iterator[Finding]:
    yield from pack_findings(document, META, table("calques"), "is not how English says it")
